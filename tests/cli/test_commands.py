"""The other commands: what they answer, and with which exit code."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from palace import __version__
from palace.cli.call import plain
from palace.cli.main import cli, run
from palace.export.names import _fit
from palace.model.moments import Moment
from tests.cli.command_line import CommandLine, unprivileged


def python(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )


@pytest.mark.usefixtures("taken_in")
def test_related_names_what_else_there_is(palace: CommandLine) -> None:
    first = palace("search", "queen", "--no-wait", "--json").json[0]
    others = palace("related", first["object"][:30], "--json").json
    assert first["object"] not in {other["object"] for other in others}
    for other in others:
        assert set(other) == {
            "object", "memory", "title", "kind", "source", "room", "happened_at", "score",
            "words", "meaning", "when", "new",
        }  # fmt: skip
    assert len(palace("related", first["id"], "--limit", 1, "--json").json) <= 1
    told = palace("related", first["id"])
    assert told.code == 0 and all(other["title"] in told.out for other in others)
    assert palace("related", "nothing").code == 3


@pytest.mark.usefixtures("taken_in")
def test_pack_is_markdown_with_ids_that_lead_back(palace: CommandLine) -> None:
    told = palace("pack", "marked", "queen", "--no-wait", "--tokens", 500)
    assert told.code == 0 and told.out.startswith("# From my notes and chats: marked queen\n")
    pack = palace("pack", "marked", "queen", "--no-wait", "--json").json
    first = pack["pieces"][0]
    assert f"[{first['number']}] {first['title']}" in told.out
    assert f"id {first['memory']}" in told.out
    assert palace("show", first["memory"], "--json").json["text"].strip() == first["text"]
    assert "Nothing was found." in palace("pack", "zyx", "--no-wait").out
    assert palace("pack", "queen", "--tokens", 5).code == 2


@pytest.mark.usefixtures("taken_in")
def test_search_finds_and_says_why(palace: CommandLine) -> None:
    answer = palace("search", "marked", "queen", "--no-wait", "--json")
    assert answer.code == 0
    hit = answer.json[0]
    assert set(hit) == {
        "id", "title", "snippet", "score", "object", "quarter", "wing", "room", "locus",
        "source", "source_item", "happened_at", "why", "attention", "address", "chance",
    }  # fmt: skip
    assert hit["source_item"] == "bees/Swarms.md"
    assert "queen" in hit["snippet"]
    assert hit["why"][0]["kind"] == "words"
    assert sum(reason["share"] for reason in hit["why"]) == pytest.approx(1)
    told = palace("search", "marked queen", "--no-wait")
    assert "Swarms" in told.out
    assert hit["id"] in told.out


@pytest.mark.usefixtures("taken_in")
def test_search_takes_a_limit_and_finds_nothing_politely(palace: CommandLine) -> None:
    assert (
        len(palace("search", "the", "swarm", "clock", "--limit", 1, "--no-wait", "--json").json) < 2
    )
    nothing = palace("search", "xylophone", "--no-wait")
    assert nothing.code == 0
    assert "xylophone" in nothing.out
    assert palace("search", "swarm", "--in", "Nowhere", "--no-wait").code == 3
    assert palace("search", "swarm", "--limit", 0).code == 2


@pytest.mark.usefixtures("taken_in")
def test_show_reads_a_memory_by_the_beginning_of_its_id(palace: CommandLine) -> None:
    [hit, *_] = palace("search", "skep", "--no-wait", "--json").json
    view = palace("show", hit["id"], "--json").json
    assert "skep at dusk" in view["text"]
    assert view["source_item"] == "bees/Swarms.md"
    told = palace("show", hit["object"])
    assert "skep at dusk" in told.out
    for known in (hit["id"], hit["object"]):
        assert palace("show", known[:-1], "--json").json["id"] == hit["id"]
    several = palace("show", hit["id"][:8])
    assert several.code == 3
    assert "More than one" in several.err
    missing = palace("show", "0123456789", "--json")
    assert missing.code == 3
    assert "0123456789" in missing.json["error"]


@pytest.mark.usefixtures("taken_in")
def test_info_counts(palace: CommandLine) -> None:
    info = palace("info", "--json").json
    assert set(info) >= {"counts", "model", "dimension", "index", "schema", "founded"}
    assert set(info["counts"]) == {
        "objects", "memories", "keys", "embedded", "rooms", "wings", "quarters",
    }  # fmt: skip
    assert info["counts"]["objects"] == 3
    assert info["founded"] is None
    assert "draft" in palace("info").out


@pytest.mark.usefixtures("taken_in")
def test_moving_in_needs_a_palace_to_move_into(palace: CommandLine) -> None:
    answer = palace("move-in", "--json")
    assert answer.code == 3
    assert "import" in answer.json["error"]


@pytest.mark.usefixtures("taken_in")
def test_undo_takes_an_import_back(palace: CommandLine) -> None:
    assert palace("undo").code == 0
    assert palace("info", "--json").json["counts"]["objects"] == 0
    assert palace("undo", "--json").json == {"undone": None}


def test_undo_asks_where_something_came_after(palace: CommandLine, notes: Path) -> None:
    palace.add(notes)
    (notes / "Bread.md").write_text("# Rye bread\n\nTwelve hours in the cold.\n", "utf-8")
    palace.add(notes)
    assert palace("undo").code == 0
    assert palace("search", "sourdough", "--no-wait", "--json").json
    (notes / "Bread.md").unlink()
    palace.add(notes)  # it is marked as missing, which nobody undoes
    asked = palace("undo")
    assert asked.code == 3
    assert "palace undo --force" in asked.err
    assert palace("undo", "--force").code == 0
    assert palace("info", "--json").json["counts"]["objects"] == 0


def test_one_undo_after_the_other_goes_back_in_time(palace: CommandLine, notes: Path) -> None:
    palace.add(notes)
    (notes / "Bread.md").write_text("# Rye bread\n\nTwelve hours in the cold.\n", "utf-8")
    palace.add(notes)
    assert palace("undo").code == 0
    assert palace("undo").code == 0
    assert palace("info", "--json").json["counts"]["objects"] == 0


def test_export_loses_nothing(
    palace: CommandLine, notes: Path, chats: Path, tmp_path: Path
) -> None:
    import frontmatter

    palace.add(notes, chats)
    target = tmp_path / "out"
    answer = palace("export", target, "--json")
    assert answer.code == 0
    assert answer.json["files"] == 4
    assert answer.json["objects"] == palace("info", "--json").json["counts"]["objects"]
    files = {path.name: frontmatter.load(str(path)) for path in target.rglob("*.md")}
    swarms = files["Swarms.md"]
    assert "I caught it in a skep at dusk." in swarms.content
    assert "The queen was marked with a blue dot." in swarms.content
    assert swarms["tags"] == ["bees"]
    assert swarms["palace"]["source_item"] == "bees/Swarms.md"
    assert swarms["palace"]["objects"][0]["id"] in (target / "palace.jsonl").read_text()
    [chat] = [file for name, file in files.items() if "slow clock" in name]
    assert "raise the bob a little" in chat.content
    assert "rating nut" in chat.content
    # Again it is brought up to date, and nothing of anybody else's is written over.
    assert palace("export", target).code == 0
    refused = palace("export", notes)
    assert refused.code == 3
    assert "not empty" in refused.err


def test_names_of_exported_files_stay_inside() -> None:
    assert _fit("../..") == "_"
    assert _fit("a\x00b:c?") == "a_b_c_"
    assert len(_fit("ü" * 400).encode()) <= 120


def test_where_there_is_no_palace_every_command_says_so(
    palace: CommandLine, tmp_path: Path
) -> None:
    calls: list[tuple[object, ...]] = [
        ("info",),
        ("search", "x", "--no-wait"),
        ("show", "x"),
        ("move-in",),
        ("undo",),
        ("export", tmp_path / "out"),
        ("shot", "--out", tmp_path / "a.png"),
    ]
    for call in calls:
        answer = palace(*call)
        assert answer.code == 3, call
        assert answer.err.startswith("palace: ")
        assert len(answer.err.splitlines()) == 1
        assert answer.out == ""
    assert not palace.folder.exists()


def test_a_folder_that_is_no_palace_is_left_alone(palace: CommandLine, notes: Path) -> None:
    other = notes.parent / "photos"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"x")
    for call in (("info",), ("import", notes, "--no-wait")):
        answer = palace(*call, "--json", "--palace", other)
        assert answer.code == 3
        assert "photos" in answer.json["error"]
    assert [path.name for path in other.iterdir()] == ["a.jpg"]


@pytest.mark.usefixtures("taken_in")
def test_a_palace_of_a_later_version_is_left_alone(palace: CommandLine) -> None:
    with sqlite3.connect(palace.folder / "palace.db") as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version = {version + 1}")
    database.close()
    answer = palace("info", "--json")
    assert answer.code == 3
    assert "later version" in answer.json["error"]


@pytest.mark.usefixtures("taken_in")
def test_a_palace_that_cannot_be_read_gives_a_sentence(palace: CommandLine) -> None:
    database = palace.folder / "palace.db"
    database.chmod(0)
    answer = palace("info", "--json", before=unprivileged)
    assert answer.code == 3
    assert answer.json["error"]


def test_a_damaged_database_gives_a_sentence(palace: CommandLine) -> None:
    palace.folder.mkdir()
    (palace.folder / "palace.db").write_bytes(b"no database at all" * 500)
    answer = palace("info", "--json")
    assert answer.code == 3
    assert answer.json["error"]


@pytest.mark.parametrize(
    "arguments", ["frobnicate", "search", "import", "shot", "info --colour", "show a b"]
)
def test_wrong_use_is_two(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Error" in said.err


def test_a_picture_is_a_png_of_a_sane_size(palace: CommandLine, tmp_path: Path) -> None:
    assert palace("shot", "--out", tmp_path / "a.jpg").code == 2
    assert palace("shot", "--out", tmp_path / "a.png", "--size", "9x9").code == 2
    assert palace("shot", "--out", tmp_path / "a.png", "--size", "large").code == 2


def test_without_a_display_the_window_says_what_else_there_is(palace: CommandLine) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "palace"],
        check=False,
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "DISPLAY"},
    )
    assert done.returncode == 3
    assert "palace shot" in done.stderr
    stale = palace("--palace", palace.folder, env={"DISPLAY": ":4711"})
    assert stale.code == 3
    assert "display" in stale.err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"palace {__version__}\n"


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    heavy = "rich numpy scipy PySide6 vispy OpenGL torch sqlite_utils pydantic psygnal frontmatter"
    script = (
        "import sys; from palace.cli.main import run; run(['--help'])\n"
        f"found = set({heavy.split()!r}) & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(found)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for name in cli.commands:
        assert name in done.stdout


@pytest.mark.usefixtures("taken_in")
def test_json_keeps_stdout_from_what_libraries_print(palace: CommandLine) -> None:
    script = (
        "import os, sys, palace.queries as queries\n"
        "answer = queries.Info.answer\n"
        "def noisy(self, context):\n"
        "    print('hello'); os.system('echo from a child'); return answer(self, context)\n"
        "queries.Info.answer = noisy\n"
        "from palace.cli.main import main\n"
        f"sys.argv = ['palace', 'info', '--json', '--palace', {str(palace.folder)!r}]\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{")
    assert len(done.stdout.splitlines()) == 1
    assert "hello" in done.stderr
    assert "from a child" in done.stderr


@pytest.mark.usefixtures("taken_in")
def test_an_unforeseen_fault_is_one_sentence_and_a_log(palace: CommandLine) -> None:
    script = (
        "import sys, palace.queries as queries\n"
        "def broken(self, context):\n"
        "    raise KeyError('a bug')\n"
        "queries.Info.answer = broken\n"
        "from palace.cli.main import main\n"
        f"sys.argv = ['palace', 'info', '--palace', {str(palace.folder)!r}]\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "a bug" in done.stderr
    log = Path(done.stderr.strip().rsplit(" ", 1)[1].rstrip("."))
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("taken_in")
def test_a_reader_that_goes_away_is_no_fault(palace: CommandLine) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        palace.command("info"), check=False, stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)
    assert done.returncode == 0
    assert done.stderr == ""


def test_moments_are_written_in_iso_8601() -> None:
    assert plain({"at": Moment(0.0)}) == {"at": "1970-01-01T00:00:00+00:00"}
    assert plain((1, "a", None, Path("x"))) == [1, "a", None, "x"]
