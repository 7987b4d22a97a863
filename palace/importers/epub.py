"""Books as EPUB: a zip of XHTML. After EPUB 3.3 (W3C): 4.2 container, 5 package, 7 navigation.

Read with the standard library's zipfile and lxml; no entity is put in and nothing is loaded.
Pictures are members of the zip, named by a path relative to the chapter (5.6.2, HTML's `img`).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any, ClassVar
from urllib.parse import unquote

from palace.importers.archives import members
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import decode
from palace.importers.html_text import LONGEST, markdown_of, markdown_of_soup, named, parsed
from palace.importers.inlaid import Inlaid
from palace.importers.notes import sections_of
from palace.importers.packages import Shelf, opened_member, told
from palace.importers.times import from_value
from palace.importers.titles import opening, unique
from palace.model.drafts import (
    DraftFile,
    DraftItem,
    DraftMemory,
    DraftObject,
    ObjectKind,
    Unreadable,
)
from palace.model.moments import Moment

LIMIT = 500_000_000
"""Bytes of a book."""
_CHAPTER_LIMIT = 10_000_000
_MOST_CHAPTERS = 3_000
_PICTURE = re.compile(r"!\[[^\]]*\]\((?:<[^<>]*>|[^()]*)\)|\[image: [^\]]*\]")
_SHOWN = re.compile(r"!\[[^\]]*\]\((?:<[^<>]*>|[^()]*)\)")


class EpubImporter(FileImporter):
    """Reads books. A book is an item; its chapters are objects."""

    kind: ClassVar[str] = "epub"
    title: ClassVar[str] = "a book (.epub)"
    about: ClassVar[About] = About(
        product="EPUB books",
        reads=".epub files without copy protection, alone, in a folder or zip",
        export="nothing to export: give the files",
        becomes="a chapter is an object, its headings make the pages; title, author, publisher, "
        "subjects, date and pictures are kept",
        limits="Drawings inside a chapter's own text (SVG) and sounds are not read; a protected "
        "book, and one of pictures alone, is named and left out.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".epub"})

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the book."""
        if entry.size > LIMIT:
            reason = "This book is larger than 500 MB; it is pictures, perhaps."
            yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
            return
        with entry.open() as file:
            yield _book(entry, file)


def _book(entry: Entry, file: IO[bytes]) -> DraftItem | Unreadable:
    def unreadable(reason: str, *, skipped: bool = False) -> Unreadable:
        return Unreadable(entry.place, reason, skipped=skipped, ref=entry.ref)

    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            listed = list(members(archive, entry.place, lambda name: True))
            there = {each.filename: each for each in listed if isinstance(each, zipfile.ZipInfo)}
            shelf = Shelf(archive, entry.place)
            book = _Book(archive, there, shelf)
            if not book.spine:
                return unreadable("This is no book: it does not say in which order it is read.")
            objects = tuple(_chapters(book))
    except zipfile.BadZipFile:
        return unreadable("This is no EPUB, or it is damaged: it is no zip.")
    title = book.title or PurePosixPath(entry.ref).stem
    if not objects:
        if "META-INF/encryption.xml" in there:
            reason = "This book is protected against copying; its text cannot be read."
            return unreadable(reason, skipped=True)
        return unreadable("This book holds no text.", skipped=True)
    shown = "\n".join(memory.text for part in objects for memory in part.memories)
    files = tuple(
        DraftFile(clean(name), partial(opened_member, entry, name)) for name in shelf.taken
    )
    files += book.inlaid.files(shown)
    for each in files:  # they are read as well: a palace of the words alone lacks them
        digest.update(each.name.encode("utf-8", "replace"))
    left_out = told([*shelf.left_out.items(), *book.inlaid.left_out.items()])
    lost = f"{book.lost} of its chapters could not be read." if book.lost else ""
    return DraftItem(
        ref=entry.ref,
        title=title,
        place=entry.place,
        fingerprint=digest.hexdigest(),
        objects=objects,
        created=book.at,
        updated=entry.modified,
        properties=book.properties,
        notice=f"{lost} {left_out}".strip(),
        files=files,
    )


class _Book:
    """The package of a book: what it is, and its chapters in order.

    Parameters
    ----------
    archive
        The opened zip.
    there
        Its members by name.
    shelf
        What can be kept of them as files.
    """

    def __init__(
        self, archive: zipfile.ZipFile, there: dict[str, zipfile.ZipInfo], shelf: Shelf
    ) -> None:
        self._archive = archive
        self._shelf = shelf
        self.inlaid = Inlaid()
        self._there = there
        self.spine: list[str] = []
        self.names: dict[str, str] = {}
        self.properties: dict[str, object] = {}
        self.title = ""
        self.author: str | None = None
        self.at: Moment | None = None
        self.lost = 0
        container = self.xml("META-INF/container.xml")
        root = container.find(".//{*}rootfile") if container is not None else None
        path = unquote(str(root.get("full-path") or "")) if root is not None else ""
        if path not in there:
            path = next((name for name in there if name.endswith(".opf")), "")
        package = self.xml(path)
        if package is not None:
            self._read(package, posixpath.dirname(path))

    def _read(self, package: Any, folder: str) -> None:
        def told(name: str) -> list[str]:
            found = package.iterfind(f".//{{*}}metadata/{{*}}{name}")
            texts = (" ".join(clean("".join(each.itertext())).split()) for each in found)
            return [text[:500] for text in texts if text]

        self.title = next(iter(told("title")), "")[:300]
        authors = told("creator")
        self.author = ", ".join(authors[:5]) or None
        known = {
            "author": self.author,
            "publisher": ", ".join(told("publisher")),
            "language": ", ".join(told("language")),
            "subjects": told("subject")[:50],
            "identifier": next(iter(told("identifier")), ""),
            "description": next(iter(told("description")), ""),
        }
        self.properties = {name: value for name, value in known.items() if value}
        self.at = next((at for date in told("date") if (at := from_value(date))), None)
        files: dict[str, str] = {}
        contents = ""
        for each in package.iterfind(".//{*}manifest/{*}item"):
            identity, href = str(each.get("id") or ""), str(each.get("href") or "")
            name = posixpath.normpath(posixpath.join(folder, unquote(href)))
            files[identity] = name
            kind = str(each.get("media-type") or "")
            if "nav" in str(each.get("properties") or "").split() or kind.endswith("dtbncx+xml"):
                contents = contents or name
        for each in package.iterfind(".//{*}spine/{*}itemref"):
            name = files.get(str(each.get("idref") or ""), "")
            if name and name not in self.spine and len(self.spine) < _MOST_CHAPTERS:
                self.spine.append(name)
        self._names(contents)

    def _names(self, contents: str) -> None:
        """Take the chapters' names from the table of contents, of either version."""
        table = self.xml(contents) if contents else None
        if table is None:
            return
        folder = posixpath.dirname(contents)
        for link in table.iter("{*}a", "{*}navPoint"):
            if link.tag.endswith("navPoint"):
                target = link.find("{*}content")
                href = str(target.get("src") or "") if target is not None else ""
                label = link.find("{*}navLabel")
            else:
                href, label = str(link.get("href") or ""), link
            words = " ".join(clean("".join(label.itertext())).split()) if label is not None else ""
            name = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
            if words:
                self.names.setdefault(name, words[:200])

    def raw(self, name: str) -> bytes | None:
        """Return a member, None where it is not there, is too large or damaged."""
        info = self._there.get(name)
        if info is None or info.file_size > _CHAPTER_LIMIT:
            return None
        try:
            with self._archive.open(info) as file:
                return file.read(_CHAPTER_LIMIT)
        except Exception:  # zipfile and zlib raise many kinds on damaged members
            return None

    def words(self, chapter: str, text: str) -> str:
        """Return what a chapter says as Markdown; its pictures by their names in the zip."""
        text = self.inlaid.lifted(text)
        if len(text) > LONGEST or "<img" not in text:
            return markdown_of(text)
        folder = posixpath.dirname(chapter)

        def member(source: str) -> str:
            if self.inlaid.holds(source):
                return source
            path = unquote(source.partition("#")[0].partition("?")[0])
            name = posixpath.normpath(posixpath.join(folder, path))
            return clean(name) if self._shelf.take(name) else ""

        return markdown_of_soup(named(parsed(text), member))

    def xml(self, name: str) -> Any:
        """Return a member as XML, None where it is none."""
        from lxml import etree

        raw = self.raw(name)
        if not raw:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True
        )
        try:
            return etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None


def _chapters(book: _Book) -> Iterator[DraftObject]:
    taken: set[str] = set()
    ahead = ""  # pages of pictures alone, a cover or plates, stand before the chapter that follows
    found: DraftObject | None = None
    for name in book.spine:
        raw = book.raw(name)
        text = decode(raw) if raw else None
        if text is None:
            book.lost += 1
            continue
        try:
            words = clean(book.words(name, text))
            bare = _PICTURE.sub("", words)
            if not any(map(str.isalnum, bare)):
                ahead = "\n\n".join(filter(None, (ahead, *_SHOWN.findall(words))))
                continue
            own = sections_of(bare, book.at, book.author)
            sections = sections_of("\n\n".join(filter(None, (ahead, words))), book.at, book.author)
        except RecursionError:
            book.lost += 1
            continue
        ahead = ""
        heading = book.names.get(name) or own.heading or opening(own.memories[0].text)
        if found is not None:
            yield found
        # Within a book a section's ref needs its chapter before it.
        memories = tuple(_within(clean(name), memory) for memory in sections.memories)
        title = unique(" ".join(heading.split())[:300] or "Chapter", taken)
        found = DraftObject(kind=ObjectKind.NOTE, title=title, ref=clean(name), memories=memories)
    if found is not None:
        yield found if not ahead else _with_plates(found, ahead)


def _with_plates(chapter: DraftObject, shown: str) -> DraftObject:
    """Return the last chapter with the pages of pictures that follow it."""
    *others, last = chapter.memories
    return replace(chapter, memories=(*others, replace(last, text=f"{last.text}\n\n{shown}")))


def _within(name: str, memory: DraftMemory) -> DraftMemory:
    return replace(memory, ref=f"{name}#{memory.ref}" if memory.ref else name)
