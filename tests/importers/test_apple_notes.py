"""Apple's export of Notes, after public readers of privacy.apple.com's archives; made up."""

from __future__ import annotations

import zipfile
from pathlib import Path

from palace.importers import importer_for, recognise_all
from palace.importers.apple_notes import AppleNotesImporter
from palace.model.drafts import DraftItem, Unreadable

DETAILS = (
    "Title, Created On, Modified On, Pinned, Deleted, Drawing/Handwriting, ContentHash at Import\n"
    "Bees/hives,05-03-2024 18:20:00,05-04-2024 06:00:00,Yes,No,No,\n"
    "List,05-05-2024 10:00:00,05-05-2024 10:00:00,No,No,No,\n"
    "List,06-05-2024 10:00:00,13-06-2024 10:00:00,No,No,No,\n"
    "Gone,01-01-2024 00:00:00,01-01-2024 00:00:00,No,Yes,No,\n"
)
NOTES = {
    "iCloud Notes/Notes Details.csv": DETAILS,
    "iCloud Notes/Shared Notes Info.csv": "Shared On,Participants\n",
    "iCloud Notes/Notes/Garden/Bees_hives/Bees_hives.txt": (
        "Bees/hives\n\nA swarm hung in the pear tree. #spring\n\ufffc\nÄpfel \ufffc\ufffc\n"
    ),
    "iCloud Notes/Notes/Garden/Bees_hives/Attachment.jpeg": "x",
    "iCloud Notes/Notes/Garden/Bees_hives/Scan.heic": "x",
    "iCloud Notes/Notes/List/List.txt": "List\nsugar\n",
    "iCloud Notes/Notes/List/List-1.txt": "List\nframes\n",
    "iCloud Notes/Notes/Recently Deleted/Gone/Gone.txt": "Gone\n",
    "iCloud Notes/Recently Deleted/Old/Old.txt": "Old\n",
}


def written(folder: Path) -> Path:
    for name, text in NOTES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def found(path: Path) -> dict[str, DraftItem | Unreadable]:
    return {item.ref: item for item in AppleNotesImporter().items(path)}


def test_a_note_is_kept_to_the_last_column(tmp_path: Path) -> None:
    items = found(written(tmp_path))
    assert list(items) == [
        "Notes/Garden/Bees_hives/Bees_hives.txt",
        "Notes/List/List-1.txt",
        "Notes/List/List.txt",
        "Notes/Recently Deleted/Gone/Gone.txt",
        "Recently Deleted/Old/Old.txt",
    ]
    bees, second, first, gone, old = items.values()
    assert isinstance(bees, DraftItem)
    assert (bees.title, bees.place) == ("Bees/hives", "Garden/Bees/hives")
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-04T06:00:00+00:00"
    assert bees.properties == {
        "folder": "Garden",
        "pinned": True,
        "attachments": [{"name": "Attachment.jpeg"}, {"name": "Scan.heic"}],
    }
    (thing,) = bees.objects
    assert thing.tags == ("spring",)
    assert thing.memories[0].text == (
        "Bees/hives\n\nA swarm hung in the pear tree. #spring\n[attachment: Attachment.jpeg]\n"
        "Äpfel [attachment: Scan.heic][attachment: ?]"
    )
    assert isinstance(first, DraftItem) and isinstance(second, DraftItem)
    assert first.created is not None and first.created.isoformat()[:10] == "2024-05-05"
    assert second.created is not None and second.created.isoformat()[:10] == "2024-06-05"
    assert second.updated is not None and second.updated.isoformat()[:10] == "2024-06-13"
    for each in (gone, old):
        assert isinstance(each, Unreadable) and each.skipped and "deleted" in each.reason


def test_it_is_read_by_nobody_else(tmp_path: Path) -> None:
    root = written(tmp_path / "export")
    assert [each.kind for each in recognise_all(root)] == ["apple-notes"]
    with zipfile.ZipFile(tmp_path / "iCloud Notes.zip", "w") as archive:
        for name, text in NOTES.items():
            archive.writestr(name, text)
    assert importer_for(tmp_path / "iCloud Notes.zip").kind == "apple-notes"
    packed = found(tmp_path / "iCloud Notes.zip")
    assert set(packed) == set(found(root))
    inner = root / "iCloud Notes" / "Notes" / "List"
    assert [each.kind for each in recognise_all(inner)] == ["apple-notes"]
    assert sum(isinstance(each, DraftItem) for each in found(inner.parent).values()) == 3
    note = inner / "List.txt"
    assert importer_for(note).kind == "apple-notes"
    assert [item.title for item in AppleNotesImporter().items(note)] == ["List"]


def test_what_exporters_write_is_read_by_its_own_format(tmp_path: Path) -> None:
    (tmp_path / "Notes" / "Bees (Attachments)").mkdir(parents=True)
    (tmp_path / "Notes" / "Bees.md").write_text("# Bees\n\nA swarm.")
    (tmp_path / "Notes" / "Rye.html").write_text("<h1>Rye</h1>")
    (tmp_path / "Notes" / "Bees (Attachments)" / "hive.png").write_bytes(b"x")
    assert {each.kind for each in recognise_all(tmp_path)} == {"markdown", "html"}
