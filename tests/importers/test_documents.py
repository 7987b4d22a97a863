"""HTML pages, bookmarks, Word documents and books; all made here.

After the HTML Standard, the Netscape bookmark format as Firefox and Chromium write it, ECMA-376
(written by python-docx), and EPUB 3.3 with the navigation of version 2 beside it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx

from palace.importers import importer_for, recognise_all
from palace.importers.docx import DocxImporter
from palace.importers.epub import EpubImporter
from palace.importers.html_pages import HtmlImporter
from palace.model.drafts import DraftItem, ObjectKind, Unreadable

PAGE = """<!DOCTYPE html><!--
 Page saved with SingleFile
 url: https://example.org/bees?a=1
 saved date: Sat May 04 2024
--><html><head><meta charset="utf-8"><title>Bees | The Orchard</title>
<meta property="og:title" content="Bees in the orchard"><meta name="author" content="Anna">
<meta property="article:published_time" content="2024-05-03T18:20:00+02:00">
<meta name="keywords" content="bees, orchard"></head><body><nav>Home About</nav>
<main><header><h1>Bees</h1></header><p>A swarm hung in the <a href="javascript:x()">pear</a>
<a href="https://example.org/tree">tree</a>, and was as calm as a swarm can be, for all day long;
nobody was stung, though many came to look.</p>
<h2>Afterwards</h2><p>They live in a skep now, and have begun to build comb on all of its bars,
and to bring in pollen.</p><img src="https://example.org/x.png" alt="a skep of straw">
<script>alert(1)</script></main><footer>imprint</footer></body></html>"""
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1714757000">Bees</H3>
    <DL><p>
        <DT><A HREF="https://example.org/hive" ADD_DATE="1714757100" TAGS="hive,spring">Hives &amp; skeps</A>
        <DD>How to build one
        <DT><H3>Honey</H3>
        <DL><p>
            <DT><A HREF="https://example.org/honey" ADD_DATE="1714757200">Honey</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
    <DT><A HREF="https://example.org/rye">Rye</A>
</DL>"""  # noqa: E501


def word() -> bytes:
    """Return a document with headings, a list and a table."""
    document: Any = docx.Document()
    core = document.core_properties
    core.title, core.author, core.keywords = "A year of bees", "Anna", "bees; orchard"
    core.created = core.modified = datetime(2024, 5, 3, 18, 20)
    document.add_heading("Spring", 1)
    document.add_paragraph("A swarm hung in the pear tree, and was as calm as a swarm can be. " * 2)
    document.add_heading("Jobs", 2)
    for job in ("clean the hive", "buy sugar"):
        document.add_paragraph(job, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("hive", "frames", "1", "10|11")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("That is all that was to be done in the spring of that year.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def book(*, protected: bool = False) -> bytes:
    """Return a book of two chapters and an empty cover."""
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Bee Book</dc:title>'
        "<dc:creator>Anna</dc:creator><dc:date>1912-04-01</dc:date><dc:subject>bees</dc:subject>"
        '</metadata><manifest><item id="c" href="cover.xhtml"/><item id="a" href="ch%201.xhtml"/>'
        '<item id="b" href="ch2.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/>'
        '</manifest><spine><itemref idref="c"/><itemref idref="b"/><itemref idref="a"/>'
        '<itemref idref="gone"/></spine></package>',
        "OEBPS/cover.xhtml": f'{head}<img src="c.png"/></body></html>',
        "OEBPS/ch 1.xhtml": f"{head}<p>In winter they sleep.</p></body></html>",
        "OEBPS/ch2.xhtml": f"{head}<h1>Spring</h1><p>A swarm hung in the tree.</p></body></html>",
        "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li>'
        '<a href="ch%201.xhtml#x">Of winter</a></li></ol></nav></body></html>',
    }
    if protected:
        files["META-INF/encryption.xml"] = "<encryption/>"
        files |= {name: "" for name in files if "ch" in name}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()


def only(importer: Any, path: Path) -> DraftItem:
    (item,) = importer.items(path)
    assert isinstance(item, DraftItem), item
    return item


def test_a_page_is_what_it_says_without_what_stands_around(tmp_path: Path) -> None:
    file = tmp_path / "bees.html"
    file.write_text(PAGE, encoding="utf-8")
    assert importer_for(file).kind == "html"
    item = only(HtmlImporter(), file)
    assert (item.title, item.objects[0].tags) == ("Bees in the orchard", ("bees", "orchard"))
    assert item.created is not None and item.created.isoformat() == "2024-05-03T18:20:00+02:00"
    assert item.properties == {"url": "https://example.org/bees?a=1"}
    first, second = item.objects[0].memories
    assert first.author == "Anna"
    assert first.text.startswith(
        "# Bees\n\nA swarm hung in the pear\n[tree](https://example.org/tree), and was"
    )
    assert second.text.endswith("[image: a skep of straw]")
    told = first.text + second.text
    assert not any(word in told for word in ("Home", "imprint", "alert", "x.png"))


def test_bookmarks_are_told_folder_by_folder(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.html"
    file.write_text(BOOKMARKS, encoding="utf-8")
    items = [item for item in HtmlImporter().items(file) if isinstance(item, DraftItem)]
    assert {item.ref: item.objects[0].memories[0].text for item in items} == {
        "bookmarks.html/Bees": (
            "- [Hives & skeps](https://example.org/hive) #hive #spring: How to build one"
        ),
        "bookmarks.html/Bees/Honey": "- [Honey](https://example.org/honey)",
        "bookmarks.html/Bookmarks": "- [Rye](https://example.org/rye)",
    }
    bees = items[0]
    assert bees.objects[0].tags == ("hive", "spring")
    assert bees.created is not None and bees.created.utc == 1714757100


def test_what_belongs_to_another_export_is_left_to_it(tmp_path: Path) -> None:
    (tmp_path / "chat.html").write_text(PAGE)
    (tmp_path / "Note.html").write_text(PAGE)
    (tmp_path / "Note.json").write_text("{}")
    (tmp_path / "Saved_files").mkdir()
    (tmp_path / "Saved_files" / "frame.html").write_text(PAGE)
    assert recognise_all(tmp_path) == ()
    (tmp_path / "Saved.html").write_text(PAGE)
    assert [item.ref for item in HtmlImporter().items(tmp_path)] == ["Saved.html"]


def test_a_page_without_words_is_left_out_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "app.html"
    file.write_text("<html><body><div id=root></div><script>draw()</script></body></html>")
    (bad,) = HtmlImporter().items(file)
    assert isinstance(bad, Unreadable) and bad.skipped and "scripts" in bad.reason


def test_a_word_document(tmp_path: Path) -> None:
    file = tmp_path / "Bees.docx"
    file.write_bytes(word())
    (tmp_path / "~$Bees.docx").write_bytes(b"lock")
    assert [each.kind for each in recognise_all(tmp_path)] == ["docx"]
    item = only(DocxImporter(), tmp_path)
    assert (item.title, item.objects[0].tags) == ("A year of bees", ("bees", "orchard"))
    assert item.created is not None and item.created.isoformat() == "2024-05-03T18:20:00+00:00"
    text = "\n\n".join(memory.text for memory in item.objects[0].memories)
    assert text.startswith("# Spring\n\nA swarm hung")
    assert "## Jobs\n\n- clean the hive\n- buy sugar\n\n| hive | frames |\n| --- | --- |\n" in text
    assert "| 1 | 10\\|11 |\n\nThat is all" in text


def test_what_is_no_word_document_is_named_for_what_it_is(tmp_path: Path) -> None:
    found = []
    for name, raw in (("a", b"no zip"), ("b", b"\xd0\xcf\x11\xe0old"), ("c", book())):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(raw)
        (bad,) = DocxImporter().items(file)
        assert isinstance(bad, Unreadable)
        found.append((bad.skipped, bad.reason.split(":")[0]))
    assert found[0] == (False, "This is no Word document, or it is damaged")
    assert found[1][0] and "password" in found[1][1]
    assert found[2] == (False, "This Word document is damaged")


def test_a_books_chapters_are_objects_in_reading_order(tmp_path: Path) -> None:
    file = tmp_path / "bees.epub"
    file.write_bytes(book())
    assert importer_for(file).kind == "epub"
    item = only(EpubImporter(), file)
    assert item.title == "The Bee Book"
    assert item.created is not None and item.created.isoformat() == "1912-04-01"
    assert item.properties == {"author": "Anna", "subjects": ["bees"]}
    assert [(c.title, c.ref, c.kind) for c in item.objects] == [
        ("Spring", "OEBPS/ch2.xhtml", ObjectKind.NOTE),
        ("Of winter", "OEBPS/ch 1.xhtml", ObjectKind.NOTE),
    ]
    assert [m.author for c in item.objects for m in c.memories] == ["Anna", "Anna"]
    file.write_bytes(book(protected=True))
    (bad,) = EpubImporter().items(file)
    assert isinstance(bad, Unreadable) and "protected" in bad.reason
