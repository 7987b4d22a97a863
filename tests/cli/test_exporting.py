"""An export holds everything, and can be taken in again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import frontmatter
import pytest

from tests.cli.command_line import CommandLine
from tests.importers.exports import conversation, message


def _everything(folder: Path) -> dict[str, Any]:
    """Return id → what the exported files say of each memory, object and item."""
    found: dict[str, Any] = {}
    for line in (folder / "palace.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        if "item" not in document:
            continue
        item = document["item"]
        file = frontmatter.load(str(folder / document["file"]))
        known: Any = file["palace"]
        assert known["id"] == item["id"]
        found[item["id"]] = {**item, **known}
        for part in item["objects"]:
            found[part["id"]] = part
            for memory in part["memories"]:
                found[memory["id"]] = {**memory, "file": file.content}
    return found


def test_every_row_of_the_palace_is_in_its_export(
    palace: CommandLine, notes: Path, tmp_path: Path
) -> None:
    talk = conversation(
        [
            message(
                "q", "user", "How long does rye dough rest in the cellar?", at=1_700_000_000.25
            ),
            message("a", "assistant", "Eleven hours, cold.", at=1_700_000_009.5),
            message("b", "assistant", "Twelve hours, I would say.", at=1_700_000_030.0),
        ],
        edges={"b": "q"},
    )
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([talk]), encoding="utf-8")
    palace.add(notes, path)
    bread = notes / "Bread.md"
    bread.write_text("# Rye bread\n\nTwelve hours. #rye See [[Swarms|the bees]].\n", "utf-8")
    (notes / "Clocks.txt").unlink()
    palace.add(notes)

    target = tmp_path / "out"
    assert palace("export", target, "--json").json["files"] == 4
    names = {".palace-export", "palace.jsonl", "chatgpt", "notes"}
    assert {path.name for path in target.iterdir()} == names
    found = _everything(target)
    base = sqlite3.connect(palace.folder / "palace.db")
    base.row_factory = sqlite3.Row
    for row in base.execute("SELECT * FROM item"):
        assert found[row["id"]]["source_item"] == row["ref"]
        assert found[row["id"]]["missing_from_source"] == (row["missing_since"] is not None)
    for row in base.execute("SELECT * FROM object"):
        assert found[row["id"]]["tags"] == json.loads(row["tags"])
        links = base.execute(
            'SELECT kind, target, label, memory_id AS memory, to_object AS "to" FROM link '
            "WHERE object_id = ? ORDER BY id",
            (row["id"],),
        )
        assert found[row["id"]]["links"] == [dict(link) for link in links]
    alternates = 0
    for row in base.execute("SELECT * FROM memory"):
        memory = found[row["id"]]
        for name in ("kind", "title", "ref", "author", "reach"):
            assert memory[name] == row[name]
        assert memory["alternate"] == bool(row["alternate"])
        alternates += memory["alternate"]
        rows = base.execute(
            "SELECT * FROM segment WHERE memory_id = ? ORDER BY ord", (row["id"],)
        ).fetchall()
        for part in rows or [{"start": 0, "end": None}]:
            assert row["text"][part["start"] : part["end"]] in memory["file"]
        assert [part["source_ref"] for part in memory["segments"]] == [
            part["source_ref"] for part in rows
        ]
        revisions = base.execute(
            "SELECT text FROM revision WHERE memory_id = ? ORDER BY n", (row["id"],)
        )
        assert [each["text"] for each in memory["revisions"]] == [r["text"] for r in revisions]
    base.close()
    assert alternates == 1
    moments = [part["at"] for each in found.values() for part in each.get("segments", ())]
    assert 1_700_000_000.25 in {at["utc"] for at in moments if at}
    old = [each["revisions"] for each in found.values() if each.get("revisions")]
    assert "The sourdough wants eleven hours" in old[0][0]["text"]


@pytest.mark.parametrize("form", ["markdown", "jsonl", "html"])
def test_an_export_can_be_taken_in_again(
    palace: CommandLine, notes: Path, chats: Path, tmp_path: Path, form: str
) -> None:
    palace.add(notes, chats)
    target = tmp_path / "out"
    assert "4 objects and 5 memories" in palace("export", target, "--format", form).out
    other = CommandLine(tmp_path / "other")
    again = other.add(target)
    assert (again.code, again.counts) == (0, {"added": 4})
    for word in ("sourdough", "rating nut", "pendulum", "blue dot"):
        assert other("search", word, "--no-wait", "--json").json, word
