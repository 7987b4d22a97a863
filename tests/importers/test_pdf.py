"""PDF files, written by `tests.importers.pdfs`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from palace.importers import importer_for
from palace.importers.pdf import PdfImporter
from palace.model.drafts import DraftItem, Unreadable
from tests.importers.pdfs import pdf

LINE = "The bees came back to the orchard in the third week of April."


def only(path: Path) -> DraftItem | Unreadable:
    (item,) = PdfImporter().items(path)
    return item


def written(folder: Path, raw: bytes, name: str = "Bees.pdf") -> Path:
    file = folder / name
    file.write_bytes(raw)
    return file


def test_a_document_is_cut_at_its_outline_and_points_at_its_pages(tmp_path: Path) -> None:
    raw = pdf(
        [
            ["Preface", "On bees.", "Spring", LINE, "They are \xe4ger to begin and the colo-"],
            ["nies grow.", "Summer", "In June the limes flower."],
        ],
        outline=[("Spring", 0), ("Summer", 1)],
        info="/Title (A year of bees) /Author (Anna M\xfcller) /Keywords (bees; orchard) "
        "/CreationDate (D:20240503182000+02'00')",
    )
    file = written(tmp_path, raw)
    assert importer_for(file).kind == "pdf"
    item = only(file)
    assert isinstance(item, DraftItem)
    assert (item.ref, item.title) == ("Bees.pdf", "A year of bees")
    assert item.created is not None and item.created.isoformat() == "2024-05-03T18:20:00+02:00"
    assert item.properties == {"pages": 2, "author": "Anna Müller"}
    (note,) = item.objects
    assert note.tags == ("bees", "orchard")
    assert [(memory.title, memory.ref) for memory in note.memories] == [
        ("", ""),
        ("Spring", "Spring"),
        ("Summer", "Summer"),
    ]
    spring = note.memories[1]
    assert spring.text == f"Spring\n{LINE}\nThey are äger to begin and the colonies grow."
    assert spring.author == "Anna Müller"
    pages = [(part.source_ref, spring.text[part.start : part.end]) for part in spring.segments]
    assert pages[1] == ("page-2", "nies grow.")


def test_a_broken_word_is_made_whole_and_a_name_keeps_its_hyphen(tmp_path: Path) -> None:
    raw = pdf([["The colo-", "nies of Miller-", "Brown grew."]])
    item = only(written(tmp_path, raw))
    assert isinstance(item, DraftItem)
    assert item.objects[0].memories[0].text == "The colonies of Miller-Brown grew."


def test_without_an_outline_groups_of_pages_end_with_a_sentence(tmp_path: Path) -> None:
    pages = [
        ["The Bee Book", *[LINE] * 24, "This sentence goes on over", str(at)] for at in range(1, 9)
    ]
    for page in pages[1:]:
        page.insert(1, f"to the next page. {LINE}")
    item = only(written(tmp_path, pdf(pages)))
    assert isinstance(item, DraftItem)
    assert item.title == "Bees"
    assert item.properties["running heads"] == ["#", "The Bee Book"]
    memories = item.objects[0].memories
    assert len(memories) > 2
    for memory in memories[:-1]:
        assert memory.text.endswith("."), memory.text[-60:]
    assert memories[1].title == "page 3"
    assert memories[1].text.startswith("This sentence goes on over\nto the next page.")
    assert not any("The Bee Book" in memory.text for memory in memories)
    whole = "\n".join(memory.text for memory in memories)
    assert whole.count(LINE) == 8 * 24 + 7


def test_a_scan_a_lock_and_a_broken_file_are_named_for_what_they_are(tmp_path: Path) -> None:
    scan = only(written(tmp_path, pdf([[], []]), "scan.pdf"))
    assert isinstance(scan, Unreadable) and scan.skipped and "2 pages and no text" in scan.reason
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[LINE]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    closed = only(written(tmp_path, locked.getvalue(), "locked.pdf"))
    assert isinstance(closed, Unreadable) and "password" in closed.reason
    none = only(written(tmp_path, b"<html></html>", "page.pdf"))
    assert isinstance(none, Unreadable) and "no PDF" in none.reason
    broken = only(written(tmp_path, b"%PDF-1.4\nnothing more", "broken.pdf"))
    assert isinstance(broken, Unreadable) and not broken.skipped


@pytest.mark.parametrize("title", ["Microsoft Word - draft7.doc", "untitled", "x.dvi"])
def test_a_title_that_a_program_made_is_none(tmp_path: Path, title: str) -> None:
    item = only(written(tmp_path, pdf([[LINE]], info=f"/Title ({title})"), "Swarms.pdf"))
    assert isinstance(item, DraftItem) and item.title == "Swarms"
