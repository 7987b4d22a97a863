"""What can be imported, what would come, and saying what something is."""

from __future__ import annotations

from pathlib import Path

from palace.importers import importers
from tests.cli.command_line import CommandLine


def test_every_format_says_how_to_get_it(palace: CommandLine) -> None:
    answer = palace("formats", "--json")
    assert answer.code == 0
    assert [each["format"] for each in answer.json] == [each.kind for each in importers()]
    for each in answer.json:
        assert all(each[part] for part in ("product", "reads", "export", "becomes")), each
        assert not each["limits"] or each["limits"].endswith("."), each
    told = palace("formats").out
    assert all(each["export"] in told for each in answer.json)


def test_a_dry_run_tells_what_would_come_and_writes_nothing(
    palace: CommandLine, notes: Path, chats: Path
) -> None:
    (notes / "Empty.md").touch()
    before = sorted(path for path in notes.parent.rglob("*"))
    answer = palace("import", notes, chats, "--dry-run", "--json")
    assert answer.code == 1, "an empty note is told"
    assert sorted(path for path in notes.parent.rglob("*")) == before
    assert [each["format"] for each in answer.json["sources"]] == ["markdown", "chatgpt"]
    assert answer.counts == {"added": 4, "skipped": 1}
    items = {each["item"]: each for each in answer.json["items"]}
    assert items["bees/Swarms.md"] == {
        "item": "bees/Swarms.md",
        "title": "Swarms",
        "format": "markdown",
        "kinds": {"note": 1},
        "memories": 1,
        "result": "added",
        "reason": "",
    }
    assert (items["c1"]["title"], items["c1"]["kinds"]) == ("The slow clock", {"topic": 1})
    told = palace("import", notes, "--dry-run").out
    assert "Nothing was written" in told and "Swarms" in told


def test_a_dry_run_knows_what_is_there(palace: CommandLine, notes: Path) -> None:
    palace.add(notes)
    (notes / "Bread.md").write_text("# Rye bread\n\nTwelve hours.\n", encoding="utf-8")
    answer = palace("import", notes, "--dry-run", "--json")
    assert answer.counts == {"updated": 1, "unchanged": 2}
    assert palace.add(notes).counts == {"updated": 1, "unchanged": 2}


def test_one_may_say_what_something_is(palace: CommandLine, tmp_path: Path) -> None:
    odd = tmp_path / "notes.log"
    odd.write_text("The tide turns at noon.\n", encoding="utf-8")
    refused = palace("import", odd, "--json")
    assert refused.code == 3 and "palace formats" in refused.json["error"]
    assert not palace.folder.exists()
    unknown = palace("import", odd, "--as", "papyrus", "--json")
    assert unknown.code == 3 and "'papyrus'; there are markdown" in unknown.json["error"]
    taken = palace("import", odd, "--as", "markdown", "--no-wait", "--json")
    assert (taken.code, taken.counts) == (0, {"added": 1})
