"""Evernote's export: ``.enex``, one file a notebook.

`note` holds title, content (ENML in CDATA), created and updated (``20240503T182000Z``), tag,
note-attributes, resource (data in base64, mime, resource-attributes), and since version 10 task.
After Evernote's evernote-export4.dtd and enml2.dtd, and what obsidianmd/obsidian-importer and
akosbalasko/yarle make of it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversations import unique_ref
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.html_text import markdown_of_soup, parsed
from palace.importers.notes import note_item
from palace.model.drafts import DraftFile, DraftItem, DraftLink, LinkKind, Unreadable
from palace.model.moments import Moment

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_LONGEST_NOTE = 4_000_000
"""Characters of one note's ENML that keep their form."""
_TIME = re.compile(r"^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$")
_CODE = re.compile(r"-en-codeblock:\s*true", re.IGNORECASE)
_ATTRIBUTES = (
    "author", "source", "source-url", "source-application", "place-name", "latitude", "longitude",
    "altitude", "reminder-time", "reminder-done-time", "content-class",
)  # fmt: skip


class EnexImporter(FileImporter):
    """Reads Evernote's notebooks. A note is an item and an object."""

    kind: ClassVar[str] = "evernote"
    title: ClassVar[str] = "an Evernote export (.enex)"
    about: ClassVar[About] = About(
        product="Evernote",
        reads=".enex files, one a notebook, or a folder or zip of them",
        export="the notebook's menu → Export notebook… → ENEX, with tags; once for each notebook",
        becomes="a note is an object, its headings make the pages; tags, times, tasks, check "
        "boxes, tables, links between notes and the web page it came from are kept",
        limits="Encrypted text stays encrypted.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".enex"})
    sure: ClassVar[float] = 0.95

    def whole(self, path: Path) -> bool:
        """Return False: a notebook is one of several."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: a note is known by its notebook and when it was made."""
        return "evernote:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes, notebook by notebook."""
        self._taken: dict[str, str] = {}
        yield from super().items(path)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a notebook's notes."""
        if entry.size == 0:
            reason = "This file is empty (0 bytes)."
            yield Unreadable(entry.place, reason, skipped=True)
            return
        yield from _notebook(entry, self._taken)


def _notebook(entry: Entry, taken: dict[str, str]) -> Iterator[DraftItem | Unreadable]:
    from lxml import etree

    notebook = PurePosixPath(entry.ref).stem
    number = 0
    with entry.open() as file:
        # Entities are not put in, nothing is loaded; a damaged note does not take the rest along.
        notes = etree.iterparse(
            file,
            events=("end",),
            tag="note",
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        try:
            for _, note in notes:
                number += 1
                place = f"{entry.place}, note {number}"
                item = _note(note, notebook, place, taken)
                if item is not None:
                    yield item
                note.clear()
                while note.getprevious() is not None:
                    del note.getparent()[0]
        except etree.XMLSyntaxError as error:
            reason = f"This file is damaged ({_first_line(error)}); {number} notes were read."
            yield Unreadable(entry.place, reason)
            return
        faults = [each for each in notes.error_log if each.level >= etree.ErrorLevels.ERROR]
    if not number:
        reason = "This is no Evernote export: there is no note in it."
        yield Unreadable(entry.place, reason)
    elif faults:
        lines = ", ".join(dict.fromkeys(str(each.line) for each in faults[:5]))
        reason = (
            f"This file is damaged (near line {lines}); {number} notes were read, of which those "
            "there may lack something. Export the notebook again."
        )
        yield Unreadable(entry.place, reason)


def _first_line(error: Exception) -> str:
    return clean(str(error).split("\n", 1)[0])[:200].rstrip(".")


def _note(
    note: Any, notebook: str, place: str, taken: dict[str, str]
) -> DraftItem | Unreadable | None:
    title = " ".join(_text(note, "title").split())[:300]
    created, updated = (_moment(_text(note, name)) for name in ("created", "updated"))
    content = _text(note, "content")
    tags = [" ".join(clean(each.text or "").split()) for each in note.findall("tag")]
    resources = [_resource(each) for each in note.findall("resource")]
    attributes = note.find("note-attributes")
    properties: dict[str, object] = {"notebook": notebook}
    for name in _ATTRIBUTES if attributes is not None else ():
        if value := _text(attributes, name):
            properties[name] = value[:2000]
    if resources:
        properties["attachments"] = [resource for _, resource in resources]
    digest = hashlib.sha256()
    tasks = [_task(each) for each in note.findall("task")]
    for piece in (title, content, str(created), str(updated), *tags, str(properties), *tasks):
        digest.update(piece.encode("utf-8", "replace") + b"\0")
    fingerprint = digest.hexdigest()
    known = _text(note, "created") or hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()
    ref = unique_ref(f"{notebook}/{known[:40]}", fingerprint, taken)
    if ref is None:
        return None
    files = _named(note, resources)
    names = {digest: file.name for digest, file in files.items()}
    try:
        text, links = _markdown(content, names)
    except (RecursionError, MemoryError):
        return Unreadable(place, "This note is nested too deeply to be read.", ref=ref)
    listed = "\n".join(task for task in tasks if task)
    text = "\n\n".join(part for part in (text, listed) if part)
    author = properties.get("author")
    return note_item(
        ref=ref,
        place=f"{notebook} › {title}" if title else place,
        title=title or "Untitled note",
        text=text,
        fingerprint=fingerprint,
        created=created,
        updated=updated,
        author=str(author) if author else None,
        tags=[tag for tag in tags if tag],
        links=links,
        properties=properties,
        files=tuple(files.values()),
    )


def _named(note: Any, resources: Sequence[tuple[str, dict[str, object]]]) -> dict[str, DraftFile]:
    """Return MD5 → file; of several with one name each gets its own."""
    found: dict[str, DraftFile] = {}
    taken: set[str] = set()
    for (digest, known), element in zip(resources, note.findall("resource"), strict=True):
        data = element.find("data")
        if not known["size"] or data is None:
            continue
        name = _UNFIT.sub("_", str(known["name"]))
        if name in taken:
            name = f"{digest[:8]} {name}"
        taken.add(name)
        packed = data.text or ""
        found[digest] = DraftFile(name, partial(_unpacked, packed))
    return found


def _unpacked(packed: str) -> io.BytesIO:
    return io.BytesIO(base64.b64decode(packed))


_UNFIT = re.compile(r"[\[\]|#^\n\r]")


def _text(element: Any, name: str) -> str:
    found = element.find(name)
    return clean(found.text or "").strip() if found is not None else ""


def _moment(text: str) -> Moment | None:
    """Return the moment of ``20240503T182000Z``."""
    match = _TIME.match(text)
    if match is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part) for part in match.groups())
        return Moment.of(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _resource(resource: Any) -> tuple[str, dict[str, object]]:
    """Return a file's MD5, by which the text names it, and what is known of it."""
    data = resource.find("data")
    raw = b""
    if data is not None and data.text:
        try:
            raw = base64.b64decode(data.text)
        except ValueError:
            raw = b""
    attributes = resource.find("resource-attributes")
    name = _text(attributes, "file-name") if attributes is not None else ""
    mime = _text(resource, "mime")
    known = {"name": name or mime or "file", "mime": mime, "size": len(raw)}
    # Evernote's own naming, not security.
    return hashlib.md5(raw, usedforsecurity=False).hexdigest(), known


def _task(task: Any) -> str:
    title = " ".join(_text(task, "title").split())
    if not title:
        return ""
    mark = "x" if _text(task, "taskStatus") == "completed" else " "
    due = _moment(_text(task, "dueDate"))
    return f"- [{mark}] {title}" + (f" (due {due.isoformat()[:10]})" if due else "")


def _markdown(content: str, names: dict[str, str]) -> tuple[str, list[DraftLink]]:
    """Return a note's text and its links to other notes."""
    if len(content) > _LONGEST_NOTE:
        return parsed(content).get_text("\n").strip(), []
    # The content is an XML document of its own; its head says nothing.
    body = content[content.find("<en-note") :] if "<en-note" in content else content
    soup = parsed(body)
    links = [
        DraftLink(LinkKind.WIKILINK, words, "", "")
        for link in soup.find_all("a")
        if str(link.get("href") or "").startswith("evernote:")
        and (words := " ".join(link.get_text().split()))
    ]
    for tag in soup.find_all(["en-todo", "en-media", "en-crypt", "div"]):
        _as_html(soup, tag, names)
    return markdown_of_soup(soup), links


def _as_html(soup: BeautifulSoup, tag: Tag, names: dict[str, str]) -> None:
    """Put what only Evernote knows as what HTML, or words, know."""
    if tag.parent is None:
        return  # it stood inside one that was replaced
    match tag.name:
        case "en-todo":
            tag.insert_before("[x] " if tag.get("checked") == "true" else "[ ] ")
            tag.unwrap()  # what follows stands inside where the tag was not closed
        case "en-media":
            name = names.get(str(tag.get("hash") or ""))
            kind = "image" if str(tag.get("type") or "").startswith("image/") else "attachment"
            tag.insert_before(f"[{kind}]" if name is None else f"![[{name}]]")
            tag.unwrap()
        case "en-crypt":
            hint = " ".join(str(tag.get("hint") or "").split())
            tag.clear()
            tag.replace_with(f"[encrypted text{': ' + hint if hint else ''}]")
        case "div" if _CODE.search(str(tag.get("style") or "")):
            lines = [each.get_text() for each in tag.find_all("div", recursive=False)]
            block = soup.new_tag("pre")
            block.string = "\n".join(lines) if lines else tag.get_text()
            tag.replace_with(block)
