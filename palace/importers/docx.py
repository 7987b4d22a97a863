"""Word documents (``.docx``), read with python-docx: ECMA-376 part 1.

Pictures are parts of the document (20.4.2.8 inline, 20.1.8.13 blip; of older ones VML's
imagedata, part 4, 19.1.2.11). They are not read with the text, but one at a time, when they are
kept.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from palace.importers.archives import members
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry
from palace.importers.file_importer import FileImporter
from palace.importers.notes import note_item
from palace.importers.packages import Shelf, opened_member, told
from palace.model.drafts import DraftFile, DraftItem, Unreadable
from palace.model.moments import Moment

LIMIT = 200_000_000
"""Bytes of a file."""
_XML_LIMIT = 100_000_000
"""Bytes that its text may unpack to."""
_HEADING = re.compile(
    r"^(?:heading|überschrift|titre|título|titolo|kop|rubrik) (\d)$", re.IGNORECASE
)
_SMALLEST = 3 * 9_525
"""A picture's side in EMU, 3 pixels: what is thinner is a line, not a picture."""
_LIST = re.compile(r"^(?:list|liste|aufzählung|listenabsatz)\b", re.IGNORECASE)


class DocxImporter(FileImporter):
    """Reads Word documents. A document is an object, its headings make the pages."""

    kind: ClassVar[str] = "docx"
    title: ClassVar[str] = "a Word document (.docx)"
    about: ClassVar[About] = About(
        product="Word (and whatever else writes .docx)",
        reads=".docx files, alone, in a folder or zip",
        export="nothing to export: give the files; Google Docs: File → Download → .docx; older "
        ".doc files: save them as .docx",
        becomes="a document is an object, its headings make the pages; tables, title, author, "
        "keywords, times and pictures are kept",
        limits="Comments, footnotes, struck-out changes, charts and what stands in a page's head "
        "or foot are not read; of a picture that is only linked the description is kept.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".docx", ".docm"})

    def claims(self, name: str) -> bool:
        """Return whether it is a document and not the lock that Word puts beside an open one."""
        return super().claims(name) and not name.startswith("~$")

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the document."""
        yield _document(entry)


def _document(entry: Entry) -> DraftItem | Unreadable:
    import docx

    raw = entry.bytes(LIMIT)
    if isinstance(raw, Unreadable):
        return raw

    def unreadable(reason: str, *, skipped: bool = False) -> Unreadable:
        return Unreadable(entry.place, reason, skipped=skipped, ref=entry.ref)

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = list(members(archive, entry.place, _is_text))
            shelf = Shelf(archive, entry.place)
            refused = [each for each in listed if isinstance(each, Unreadable)]
            size = sum(each.file_size for each in listed if isinstance(each, zipfile.ZipInfo))
            slim = _slim(archive) if not refused and size <= _XML_LIMIT else None
    except (*FAULTS, ValueError):
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            reason = "This document is locked with a password, or is an old .doc; save it as .docx."
            return unreadable(reason, skipped=True)
        return unreadable("This is no Word document, or it is damaged: it is no zip of XML files.")
    if slim is None:
        reason = "This document would unpack to more than any real one does; it was refused."
        return unreadable(reason, skipped=True)
    fingerprint = hashlib.sha256(raw)
    del raw
    try:
        document = docx.Document(slim)
        pictures = _Pictures(document, shelf)
        text = clean("\n\n".join(_blocks(document, pictures)))
        known = _information(document)
    except Exception as error:  # python-docx and lxml raise nearly everything on damaged files
        if isinstance(error, MemoryError | RecursionError):
            raise
        return unreadable("This Word document is damaged: its text cannot be read.")
    if not text.strip():
        return unreadable("This document holds no text.", skipped=True)
    files = tuple(
        DraftFile(name, partial(opened_member, entry, member))
        for name, member in pictures.files.items()
    )
    for name in pictures.files:  # it is read as well: a palace that has only the words lacks them
        fingerprint.update(name.encode())
    author = str(known.get("author") or "") or None
    created, updated = known.pop("created", None), known.pop("modified", None)
    keywords = re.split(r"[,;]\s*", str(known.pop("keywords", "")))
    return note_item(
        ref=entry.ref,
        place=entry.place,
        title=str(known.pop("title", "")),
        text=text,
        fingerprint=fingerprint.hexdigest(),
        created=created if isinstance(created, Moment) else entry.modified,
        updated=updated if isinstance(updated, Moment) else entry.modified,
        author=author,
        tags=[word.strip() for word in keywords if word.strip()],
        properties=known,
        notice=told(list(shelf.left_out.items())),
        files=files,
    )


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _slim(archive: zipfile.ZipFile) -> io.BytesIO:
    """Return a document with nothing in its pictures, since python-docx would hold them all."""
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w") as target:
        for name in archive.NameToInfo:
            target.writestr(name, archive.read(name) if _is_text(name) else b"")
    slim.seek(0)
    return slim


class _Pictures:
    """The pictures that a document's paragraphs show.

    Parameters
    ----------
    document
        As python-docx has it.
    shelf
        The document's files.

    Attributes
    ----------
    files
        Name in the text → member of the document.
    """

    def __init__(self, document: Any, shelf: Shelf) -> None:
        self._parts = document.part.related_parts
        self._shelf = shelf
        self.files: dict[str, str] = {}

    def of(self, element: Any) -> str:
        """Return what a paragraph or cell shows as Markdown, in order; mostly empty."""
        shown: list[str] = []
        for blip in element.iter(_BLIP, _IMAGE_DATA):
            frame = next(blip.iterancestors(*_FRAMES), None)
            # For programs that know no DrawingML the same is there once more.
            if next(blip.iterancestors(_FALLBACK), None) is None and not _is_line(frame):
                shown.append(self._shown(blip, frame))
        return " ".join(filter(None, shown))

    def _shown(self, blip: Any, frame: Any) -> str:
        drawn = frame.find(_DRAWN) if frame is not None else None
        words = drawn.get("descr") if drawn is not None else blip.getparent().get("alt")
        alt = re.sub(r"[][]", "", " ".join(clean(words or "").split()))[:300]
        part = self._parts.get(blip.get(_EMBED) or blip.get(_VML_ID) or "")
        member = str(part.partname).lstrip("/") if part is not None else ""
        if not member or not self._shelf.take(member):
            return f"[image: {alt}]" if alt else ""
        name = _UNFIT.sub("_", clean(member.removeprefix("word/")))
        self.files[name] = member
        return f"![{alt}]({name})"


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_WORD_DRAWING = _DRAWING + "wordprocessingDrawing}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = _DRAWING + "main}blip"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FRAMES = (_WORD_DRAWING + "inline", _WORD_DRAWING + "anchor")
_DRAWN = _WORD_DRAWING + "docPr"
_EXTENT = _WORD_DRAWING + "extent"
_EMBED, _VML_ID = _RELATION + "embed", _RELATION + "id"
_UNFIT = re.compile(r"[\s()<>\[\]|#%]")


def _is_line(frame: Any) -> bool:
    """Return whether a picture is drawn so thin that it is a line or a dot."""
    extent = frame.find(_EXTENT) if frame is not None else None
    sides = [str(extent.get(side) or "") for side in ("cx", "cy")] if extent is not None else []
    return any(side.isdecimal() and len(side) < 12 and int(side) < _SMALLEST for side in sides)


def _blocks(document: Any, pictures: _Pictures) -> Iterator[str]:
    """Yield paragraphs and tables in order, as Markdown."""
    from docx.table import Table

    items: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            text, shown, listed = _table(block, pictures), "", False
        else:
            (text, listed), shown = _paragraph(block), pictures.of(block._p)
        if not listed and items:
            yield "\n".join(items)
            items = []
        if listed:
            items.append(f"{text}\n\n  {shown}\n" if shown else text)
            continue
        if text.strip():
            yield text
        if shown:
            yield shown
    if items:
        yield "\n".join(items)


def _paragraph(paragraph: Any) -> tuple[str, bool]:
    """Return a paragraph, and whether it is an item of a list."""
    text = str(paragraph.text).strip("\n")
    style = str(getattr(paragraph.style, "name", "") or "")
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    if not text.strip():
        return "", False
    if heading := _HEADING.match(style):
        return f"{'#' * min(int(heading[1]) or 1, 6)} {' '.join(text.split())}", False
    if style.lower() == "title":
        return f"# {' '.join(text.split())}", False
    if numbered or _LIST.match(style):
        return f"- {text}", True
    return text, False


def _table(table: Any, pictures: _Pictures) -> str:
    """Return a table; a cell that spans several columns is there once."""
    lines: list[str] = []
    for number, row in enumerate(table.rows):
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:
                words = " ".join(cell.text.split()).replace("|", "\\|")
                cells.append(f"{words} {pictures.of(cell._tc)}".strip())
            last = cell._tc
        lines.append(f"| {' | '.join(cells)} |")
        if number == 0:
            lines.append(f"|{' --- |' * len(cells)}")
    return "\n".join(lines)


def _information(document: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    core = document.core_properties
    for name in ("title", "author", "subject", "keywords", "category"):
        try:
            value = " ".join(clean(str(getattr(core, name) or "")).split())[:300]
        except (ValueError, AttributeError):
            continue
        if value and value != "python-docx":
            found[name] = value
    for name in ("created", "modified"):
        try:
            when = getattr(core, name)
        except (ValueError, AttributeError, OverflowError):
            continue
        if isinstance(when, datetime) and 1970 < when.year < 3000:
            found[name] = Moment.of(when)
    return found
