"""Folders for the command line's tests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def palace(palace_path: Path) -> CommandLine:
    """The command line on a palace that is not made yet."""
    return CommandLine(palace_path)


def write_notes(folder: Path) -> Path:
    """Write a small folder of notes."""
    (folder / "bees").mkdir(parents=True)
    (folder / "bees" / "Swarms.md").write_text(
        "---\ntags: [bees]\ncreated: 2024-05-03\n---\n# Swarms\n\n"
        "A swarm hung in the pear tree; I caught it in a skep at dusk.\n\n"
        "## Afterwards\n\nThe queen was marked with a blue dot.\n",
        encoding="utf-8",
    )
    (folder / "Bread.md").write_text(
        "# Rye bread\n\nThe sourdough wants eleven hours in the cold. See [[Swarms]].\n",
        encoding="utf-8",
    )
    (folder / "Clocks.txt").write_text(
        "The longcase clock loses four minutes a week; shorten the pendulum.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A small folder of notes."""
    return write_notes(tmp_path / "notes")


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a palace that holds such notes, to be copied and not to be changed."""
    folder = tmp_path_factory.mktemp("imported")
    palace = CommandLine(folder / "palace")
    assert palace.add(write_notes(folder / "notes")).code == 0
    return palace.folder


@pytest.fixture
def taken_in(imported: Path, palace: CommandLine) -> None:
    """The notes are in the palace already."""
    shutil.copytree(imported, palace.folder)


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """A ChatGPT export with one conversation."""

    def message(role: str, text: str, at: float) -> dict[str, Any]:
        return {
            "author": {"role": role},
            "create_time": at,
            "content": {"content_type": "text", "parts": [text]},
        }

    said = [
        ("user", "Why does my longcase clock lose time every week?"),
        ("assistant", "A pendulum that is too long swings slowly; raise the bob a little."),
        ("user", "And how far for four minutes in a week?"),
        ("assistant", "About one turn of the rating nut for each half minute a day."),
    ]
    mapping: dict[str, Any] = {"root": {"id": "root", "parent": None, "children": ["m0"]}}
    for number, (role, text) in enumerate(said):
        name = f"m{number}"
        mapping[name] = {
            "id": name,
            "parent": f"m{number - 1}" if number else "root",
            "children": [f"m{number + 1}"] if number + 1 < len(said) else [],
            "message": {"id": name, **message(role, text, 1_700_000_000 + 60 * number)},
        }
    export = [
        {
            "id": "c1",
            "conversation_id": "c1",
            "title": "The slow clock",
            "create_time": 1_700_000_000,
            "update_time": 1_700_000_300,
            "current_node": f"m{len(said) - 1}",
            "mapping": mapping,
        }
    ]
    folder = tmp_path / "chats"
    folder.mkdir()
    path = folder / "conversations.json"
    path.write_text(json.dumps(export), encoding="utf-8")
    return path
