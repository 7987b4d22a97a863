"""``palace note``, ``palace edit`` and ``palace lethe``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


def piped(palace: CommandLine, text: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "palace", *map(str, arguments)],
        input=text,
        env=os.environ | {"PALACE_HOME": str(palace.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def first(palace: CommandLine, words: str) -> str:
    found = palace("search", *words.split(), "--no-wait", "--json").json
    return str(found[0]["id"])


def test_a_note_is_written_changed_put_away_and_brought_back(
    palace: CommandLine, notes: Path
) -> None:
    told = palace("note", "Ask Ada about the xylophone", "--no-wait")
    assert told.code == 0 and "is kept" in told.out
    ident = first(palace, "xylophone")
    done = piped(palace, "Ask Ada about the zither\n", "edit", ident)
    assert (done.returncode, "is changed" in done.stdout) == (0, True), done.stderr
    assert "zither" in palace("show", ident).out
    assert piped(palace, "Ask Ada about the zither", "edit", ident).stdout.startswith("The text is")
    assert palace("lethe", ident, "--json").json["changed"]
    assert not palace("search", "zither", "--as-typed", "--no-wait", "--json").json
    assert "put away" in palace("lethe").out
    palace("lethe", "--back", ident)
    assert first(palace, "zither") == ident
    assert "Nothing is out of reach" in palace("lethe").out
    assert palace("lethe", "--back").code == 2
    assert piped(palace, " ", "note").returncode == 2


def test_a_file_is_changed_where_that_was_said_and_never_written_over(
    palace: CommandLine, notes: Path
) -> None:
    palace("import", notes, "--no-wait")
    ident = first(palace, "swarm")
    page = palace("show", ident, "--json").json
    file = notes / page["source_place"]
    before = file.read_text("utf-8")
    assert piped(palace, page["text"] + " Zither.", "edit", ident, "--file").returncode == 0
    assert "Zither." in file.read_text("utf-8")
    palace("undo")
    assert file.read_text("utf-8") == before
    file.write_text(before.replace("---\n", "---\nrating: 3\n", 1), "utf-8")
    done = piped(palace, page["text"] + " Zither.", "edit", ident)
    assert done.returncode == 3 and "Nothing was written over" in done.stderr
    assert "Zither" not in file.read_text("utf-8")
    done = piped(palace, page["text"] + " Zither.", "edit", ident, "--force")
    assert done.returncode == 0, done.stderr
    assert "Zither" in file.read_text("utf-8") and "rating: 3" in file.read_text("utf-8")


@pytest.mark.model
def test_a_note_stands_where_it_was_put(palace: CommandLine, notes: Path) -> None:
    palace("import", notes)
    palace("move-in")
    room = palace("show", first(palace, "swarm"), "--json").json["place"]["room"]
    wrote = palace("note", "A thing", "to remember", "--at", room, "--json").json
    assert wrote["place"]["room"] == room
    assert palace("info", "--json").json["counts"]["embedded"] > 0
