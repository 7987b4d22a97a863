"""Google Keep's notes, after obsidianmd/obsidian-importer (formats/keep),
streetwriters/notesnook-importer (providers/keep) and marph91/jimmy; the notes are made up."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from palace.importers import importer_for, recognise_all
from palace.importers.keep import KeepImporter
from palace.model.drafts import DraftItem, Unreadable

MADE = 1_714_760_000_123_456
HEAD = {"color": "DEFAULT", "isTrashed": False, "isPinned": False, "isArchived": False}
BEES = {
    **HEAD, "color": "YELLOW", "isPinned": True, "isArchived": True,
    "attachments": [{"filePath": "18f3.jpg", "mimetype": "image/jpeg"},
                    {"filePath": "18f3.3gp", "mimetype": "audio/3gpp"}, None, {"mimetype": 1}],
    "annotations": [
        {"description": "How to build one", "source": "WEBLINK", "title": "Hives & [skeps]",
         "url": "https://example.org/hive(1)"},
        {"url": "https://example.org/bare", "title": ""},
        {"url": "javascript:x()", "title": "Bad"},
        {},
    ],
    "textContent": "The bees came back.\n# no tag, but a line\n\nÄpfel 🐝",
    "textContentHtml": "<p>not this one</p>",
    "title": "Bees\nand hives", "userEditedTimestampUsec": MADE + 60_000_000,
    "createdTimestampUsec": MADE, "labels": [{"name": "Garden"}, {"name": "bees"}, {}],
    "sharees": [{"isOwner": True, "type": "WRITER", "email": "anna@example.org"}], "tasks": [],
    "reminder": {"at": 1.5, "where": "the\x00 orchard 🐝"},
}  # fmt: skip
LIST = {
    **HEAD, "listContent": [{"text": "sugar", "isChecked": True}, {"text": "two\nlines"},
                            {"text": " ", "isChecked": False}, "odd", {"textHtml": "frames"}],
    "title": "", "userEditedTimestampUsec": str(MADE), "createdTimestampUsec": str(MADE + 1),
}  # fmt: skip
RICH = {**HEAD, "title": "Rich", "textContentHtml": "<p>So <b>bold</b></p><script>x()</script>"}
BINNED = {**HEAD, "isTrashed": True, "title": "Old", "textContent": "x", "createdTimestampUsec": 9}
NOTES = {"Bees.json": BEES, "2024-05-03T18_20_00.123+02_00.json": LIST, "Rich.json": RICH}


def takeout(notes: dict[str, Any] | None = None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, note in (NOTES if notes is None else notes).items():
            archive.writestr(f"Takeout/Keep/{name}", json.dumps(note))
            twin = name.replace(".json", ".html")
            archive.writestr(f"Takeout/Keep/{twin}", "<html><p>The same, to look at.</p></html>")
        archive.writestr("Takeout/Keep/18f3.jpg", b"x")
        archive.writestr("Takeout/Maps/Places.json", '{"type": "FeatureCollection"}')
    return written.getvalue()


def found(folder: Path, notes: dict[str, Any] | None = None) -> list[DraftItem | Unreadable]:
    file = folder / "takeout.zip"
    file.write_bytes(takeout(notes))
    # The page beside each note is the same note once more.
    assert [each.kind for each in recognise_all(file)] == ["keep"]
    return list(KeepImporter().items(file))


def test_a_note_is_kept_to_the_last_field(tmp_path: Path) -> None:
    bees, listed, rich = found(tmp_path)
    assert isinstance(bees, DraftItem) and isinstance(listed, DraftItem)
    assert (bees.ref, bees.title) == (str(MADE), "Bees and hives")
    assert bees.place == "takeout.zip › Takeout/Keep/Bees.json"
    assert bees.created is not None
    assert bees.created.isoformat(exact=True) == "2024-05-03T18:13:20.123456+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-03T18:14:20+00:00"
    assert bees.properties == {
        "pinned": True,
        "archived": True,
        "color": "YELLOW",
        "attachments": [
            {"name": "18f3.jpg", "mime": "image/jpeg"},
            {"name": "18f3.3gp", "mime": "audio/3gpp"},
        ],
        "sharees": BEES["sharees"],
        "reminder": {"at": 1.5, "where": "the\ufffd orchard 🐝"},
    }
    (thing,) = bees.objects
    assert thing.tags == ("Garden", "bees")
    assert "\n".join(memory.text for memory in thing.memories) == (
        "The bees came back.\n# no tag, but a line\n\nÄpfel 🐝\n\n"
        "- [Hives &  skeps ](<https://example.org/hive(1)>): How to build one\n"
        "- <https://example.org/bare>\n- Bad\n\n![[18f3.jpg]]\n\n![[18f3.3gp]]"
    )
    assert (listed.ref, listed.title, listed.properties) == (str(MADE + 1), "sugar", {})
    assert listed.objects[0].memories[0].text == "- [x] sugar\n- [ ] two\n  lines\n- [ ] frames"
    assert listed.updated is not None and listed.updated.utc == MADE / 1e6
    assert isinstance(rich, DraftItem) and (rich.ref, rich.created) == ("Rich", None)
    assert rich.objects[0].memories[0].text == "So **bold**"


def test_the_bin_and_copies_are_left_out(tmp_path: Path) -> None:
    notes = {"a.json": LIST, "b.json": LIST, "c.json": {**LIST, "title": "Other"}, "d.json": BINNED}
    first, other, binned = found(tmp_path, notes)
    assert (first.ref, other.ref) == (str(MADE + 1), f"{MADE + 1} (2)")
    assert isinstance(binned, Unreadable) and binned.skipped and "bin" in binned.reason


def test_a_folder_or_a_file_of_it_is_read_as_well(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(takeout())) as archive:
        archive.extractall(tmp_path)
    assert [each.kind for each in recognise_all(tmp_path)] == ["keep"]
    refs = sorted(item.ref for item in KeepImporter().items(tmp_path))
    assert refs == sorted(item.ref for item in found(tmp_path))
    file = tmp_path / "Takeout" / "Keep" / "Bees.json"
    assert importer_for(file).kind == "keep"
    assert [item.ref for item in KeepImporter().items(file)] == [str(MADE)]


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "[" * 5000, '{"a": ' + "9" * 5000 + "}"])
def test_what_is_no_note_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    (bad,) = KeepImporter().items(tmp_path / "x.json")
    assert isinstance(bad, Unreadable) and bad.reason.startswith("This ")
    assert not KeepImporter().recognise(tmp_path / "x.json")


def test_thousands_of_notes_in_a_zip_take_seconds(tmp_path: Path) -> None:
    made = {f"{at}.json": {**LIST, "createdTimestampUsec": MADE + at} for at in range(1500)}
    (tmp_path / "takeout.zip").write_bytes(takeout(made))
    start = time.process_time()
    assert sum(1 for _ in KeepImporter().items(tmp_path / "takeout.zip")) == 1500
    assert time.process_time() - start < 4  # the zip's list is read once, not for each note
