"""The documentation is complete: every command and option is told, and what is told exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from benchmarks.__main__ import names
from palace.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMON = {"palace", "json", "help"}


def _section(command: str) -> str:
    """The manual's part on one command, its heading included."""
    found = re.search(
        rf"^### palace {command}\b(?!-).*?(?=^##|\Z)", MANUAL, re.MULTILINE | re.DOTALL
    )
    return found.group() if found else ""


def _options(command: click.Command) -> list[str]:
    return [
        name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in parameter.opts
        if name.startswith("--") and name.removeprefix("--") not in COMMON
    ]


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_command_stands_in_the_manual_with_its_options(name: str) -> None:
    section = _section(name)
    assert section, f"docs/manual.md has no section on palace {name}"
    missing = [option for option in _options(cli.commands[name]) if f"`{option}" not in section]
    assert not missing, f"docs/manual.md does not speak of {missing} of palace {name}"


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_command_takes_what_all_take(name: str) -> None:
    options = {opt for p in cli.commands[name].params for opt in p.opts}
    assert {"--palace", "--json"} <= options


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_option_says_what_it_is_for(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    assert command.short_help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help, f"palace {name} {parameter.opts[0]} has no help"


def test_the_manual_tells_of_no_command_or_option_that_is_not_there() -> None:
    told = set(re.findall(r"^### palace ([a-z-]+)", MANUAL, re.MULTILINE))
    assert told == set(cli.commands)
    for name in told:
        real = {opt for p in cli.commands[name].params for opt in p.opts}
        written = set(re.findall(r"^\| `(--[a-z-]+)", _section(name), re.MULTILINE))
        assert written <= real, f"palace {name} has no {written - real}"


@pytest.mark.parametrize(
    "text", [README, CONTRIBUTING, MANUAL], ids=["readme", "contrib", "manual"]
)
def test_every_command_in_the_documents_exists(text: str) -> None:
    code = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    for line in "\n".join(code).splitlines():
        for name in re.findall(r"(?:^|\s|/)palace ([a-z][a-z-]*)", line):
            assert name in cli.commands, line
        for target in re.findall(r"(?:^|\s)make ([a-z][a-z-]*)", line):
            assert target in _targets(), line


def test_every_key_of_the_window_stands_in_the_manual() -> None:
    from palace.desktop.actions import ACTIONS, SCENE_KEYS

    keys = {action.shortcut for action in ACTIONS if action.shortcut}
    for key in keys | {key for key, _ in SCENE_KEYS}:
        assert f"`{key}`" in MANUAL, key


def test_every_benchmark_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)) == set(names())


def test_every_variable_stands_in_the_manual() -> None:
    for file in (ROOT / "palace").rglob("*.py"):
        for name in re.findall(r"""["'](PALACE_[A-Z_]+)["']""", file.read_text(encoding="utf-8")):
            assert f"| `{name}` |" in MANUAL, f"{file.name} reads {name}"


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def test_make_alone_lists_every_target_for_people() -> None:
    done = subprocess.run(["make", "-C", str(ROOT)], check=True, capture_output=True, text=True)
    for target in _targets():
        assert f"make {target} " in done.stdout


def test_links_between_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_manual_shows_the_gallery_and_nothing_that_is_not_there() -> None:
    drawn = {path.name for path in (ROOT / "docs/pictures/gallery").glob("*.png")}
    shown = set(re.findall(r"\(pictures/gallery/([\w-]+\.png)\)", MANUAL))
    assert drawn == shown and len(drawn) >= 20
