"""Word documents (``.docx``), read with python-docx: ECMA-376 part 1."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from palace.importers.archives import members
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.notes import note_item
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

LIMIT = 200_000_000
"""Bytes of a file."""
_XML_LIMIT = 100_000_000
"""Bytes that its text may unpack to."""
_HEADING = re.compile(
    r"^(?:heading|überschrift|titre|título|titolo|kop|rubrik) (\d)$", re.IGNORECASE
)
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
        "keywords and times are kept",
        limits="Pictures, comments, footnotes and struck-out changes are not read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".docx", ".docm"})

    def claims(self, name: str) -> bool:
        """Return whether it is a document and not the lock that Word puts beside an open one."""
        return super().claims(name) and not name.startswith("~$")

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the document."""
        raw = entry.bytes(LIMIT)
        yield raw if isinstance(raw, Unreadable) else _document(entry, raw)


def _document(entry: Entry, raw: bytes) -> DraftItem | Unreadable:
    import docx

    def unreadable(reason: str, *, skipped: bool = False) -> Unreadable:
        return Unreadable(entry.place, reason, skipped=skipped, ref=entry.ref)

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = list(members(archive, entry.place, lambda name: name.endswith(".xml")))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            reason = "This document is locked with a password, or is an old .doc; save it as .docx."
            return unreadable(reason, skipped=True)
        return unreadable("This is no Word document, or it is damaged: it is no zip of XML files.")
    refused = [each for each in listed if isinstance(each, Unreadable)]
    size = sum(each.file_size for each in listed if isinstance(each, zipfile.ZipInfo))
    if refused or size > _XML_LIMIT:
        reason = "This document would unpack to more than any real one does; it was refused."
        return unreadable(reason, skipped=True)
    try:
        document = docx.Document(io.BytesIO(raw))
        text = clean("\n\n".join(_blocks(document)))
        known = _information(document)
    except Exception as error:  # python-docx and lxml raise nearly everything on damaged files
        if isinstance(error, MemoryError | RecursionError):
            raise
        return unreadable("This Word document is damaged: its text cannot be read.")
    if not text.strip():
        return unreadable("This document holds no text.", skipped=True)
    author = str(known.get("author") or "") or None
    created, updated = known.pop("created", None), known.pop("modified", None)
    keywords = re.split(r"[,;]\s*", str(known.pop("keywords", "")))
    return note_item(
        ref=entry.ref,
        place=entry.place,
        title=str(known.pop("title", "")),
        text=text,
        fingerprint=hashlib.sha256(raw).hexdigest(),
        created=created if isinstance(created, Moment) else entry.modified,
        updated=updated if isinstance(updated, Moment) else entry.modified,
        author=author,
        tags=[word.strip() for word in keywords if word.strip()],
        properties=known,
    )


def _blocks(document: Any) -> Iterator[str]:
    """Yield paragraphs and tables in order, as Markdown."""
    from docx.table import Table

    items: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            text, listed = _table(block), False
        else:
            text, listed = _paragraph(block)
        if not listed and items:
            yield "\n".join(items)
            items = []
        if text.strip():
            if listed:
                items.append(text)
            else:
                yield text
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


def _table(table: Any) -> str:
    """Return a table; a cell that spans several columns is there once."""
    lines: list[str] = []
    for number, row in enumerate(table.rows):
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:
                cells.append(" ".join(cell.text.split()).replace("|", "\\|"))
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
