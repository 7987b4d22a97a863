"""Joplin's exports: JEX (a tar) and RAW (its folder), one ``.md`` an item, ``resources/`` beside.

Notes, notebooks, tags, resources, and the ties between notes and tags are items of their own; a
note names its notebook by ``parent_id``, and other items by ``:/id``. After laurent22/joplin
(packages/lib/services/interop, BaseItem.ts) and what marph91/jimmy (formats/joplin.py) makes of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import ClassVar

from palace.importers import markup
from palace.importers.base import About
from palace.importers.entries import FAULTS, Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import check_readable
from palace.importers.html_text import markdown_of
from palace.importers.joplin_items import (
    FOLDER,
    NOTE,
    NOTE_TAG,
    RESOURCE,
    TAG,
    Item,
    is_item,
    is_named,
    read_item,
)
from palace.importers.notes import note_item
from palace.importers.sections import outline
from palace.importers.tars import tar_entries
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, DraftLink, LinkKind, Unreadable
from palace.model.moments import Moment

_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<words>[^\[\]\n]*)\]\(\s*<?:/(?P<id>[0-9a-fA-F]{32})"
    r"(?P<rest>(?P<heading>#[^\s()<>]*)?>?(?:\s+\"[^\"\n]*\")?\s*\))"
)
_OTHERWISE = re.compile(
    r"joplin://x-callback-url/openNote\?id=([0-9a-fA-F]{32})|<img\b[^<>]*?\bsrc=[\"']:/"
    r"([0-9a-fA-F]{32})[\"']|^\s{0,3}\[[^\[\]\n]+\]:\s*<?:/([0-9a-fA-F]{32})",
    re.MULTILINE,
)
_NOTHING = frozenset({"0", "0.0", "0.00000000", "0.0000", "net.cozic.joplin-desktop"})
_PROPERTIES = (
    "author", "source_url", "source", "source_application", "latitude", "longitude", "altitude",
    "is_todo", "is_conflict", "application_data",
)  # fmt: skip
_DEEPEST = 50
_HTML = "2"


@dataclass
class _Known:
    """What the other items say of the notes."""

    notebooks: dict[str, tuple[str, str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, dict[str, object]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Keep what an item says."""
        fields = item.fields
        if item.kind == FOLDER:
            self.notebooks[item.id] = item.title, fields.get("parent_id", "").lower()
        elif item.kind == TAG:
            self.tags[item.id] = item.title
        elif item.kind == NOTE_TAG:
            note = fields.get("note_id", "").lower()
            self.tagged.setdefault(note, []).append(fields.get("tag_id", "").lower())
        elif item.kind == RESOURCE:
            self.resources[item.id] = _resource(item)
        elif item.kind == NOTE:
            self.notes[item.id] = item.title

    def notebook(self, identity: str) -> str:
        """Return the path of notebooks to one, with ``/``; empty where there is none."""
        names: list[str] = []
        seen: set[str] = set()
        while identity in self.notebooks and identity not in seen and len(names) < _DEEPEST:
            seen.add(identity)
            title, identity = self.notebooks[identity]
            names.append((title or "Untitled").replace("/", "∕"))
        return "/".join(reversed(names))

    def tags_of(self, identity: str) -> list[str]:
        """Return a note's tags by name."""
        names = {self.tags.get(each, "") for each in self.tagged.get(identity, [])}
        return sorted(name for name in names if name)


class JoplinImporter(FileImporter):
    """Reads Joplin's exports. A note is an item and an object."""

    kind: ClassVar[str] = "joplin"
    title: ClassVar[str] = "a Joplin export (.jex, or RAW)"
    about: ClassVar[About] = About(
        product="Joplin",
        reads=".jex files, or the folder of a RAW export, alone, in a folder or (RAW) in a zip",
        export="File → Export all → JEX (or a notebook's menu → Export); RAW is the same as a "
        "folder",
        becomes="a note is an object, its headings make the pages; notebooks, tags, times, to-dos, "
        "where it was written, and links between notes are kept",
        limits="Encrypted notes and earlier versions are not read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".jex", ".md"})
    sure: ClassVar[float] = 0.97
    newest_first: ClassVar[bool] = True

    def claims(self, name: str) -> bool:
        """Return whether a file is an archive of Joplin's, or named as an item is."""
        return PurePosixPath(name).suffix.lower() == ".jex" or is_named(name)

    def recognise(self, path: Path) -> float:
        """Return how sure it is: of a file named as an item is, by its end."""
        sure = super().recognise(path)
        if sure and is_named(path.name) and not path.is_dir():
            return sure if any(is_item(e) for e in self._all(path) if isinstance(e, Entry)) else 0.0
        return sure

    def count(self, path: Path) -> int | None:
        """Return how many items there are, of which most are notes."""
        try:
            return sum(isinstance(each, Entry) for each in self._all(path))
        except (*FAULTS, ValueError):
            return None

    def leaves(self, entry: Entry) -> bool:
        """Return whether a file has the name of an item and is none."""
        return is_named(entry.ref) and not is_item(entry)

    def whole(self, path: Path) -> bool:
        """Return False: one may export any notebook."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: notes have ids of their own."""
        return "joplin:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes, once all that is said of them is known; of several copies the newest."""
        check_readable(path)
        known = _Known()
        notes: list[Entry] = []
        for entry in self._all(path):
            if isinstance(entry, Unreadable):
                yield entry
                continue
            found = read_item(entry)
            if isinstance(found, Unreadable):
                yield found
                continue
            known.take(found[0])
            if found[0].kind == NOTE:
                notes.append(entry)
        taken: set[str] = set()
        for entry in notes:
            item = _note(entry, known)
            if isinstance(item, Unreadable) or item.ref not in taken:
                taken.add(item.ref)
                yield item

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a note of which nothing else is known."""
        yield _note(entry, _Known())

    def _all(self, path: Path) -> Iterator[Entry | Unreadable]:
        """Yield the files of all items, also those in archives."""
        for entry in self._entries(path):
            if isinstance(entry, Unreadable) or PurePosixPath(entry.ref).suffix.lower() == ".md":
                yield entry
            elif entry.member is not None:
                reason = "This archive lies in a zip; unpack the zip and import the folder."
                yield Unreadable(entry.place, reason, skipped=True)
            else:
                yield from tar_entries(entry.path, lambda name: name.lower().endswith(".md"))


def _resource(item: Item) -> dict[str, object]:
    fields = item.fields
    name = item.title or fields.get("filename", "")
    if not name:
        name = ".".join(part for part in (item.id, fields.get("file_extension", "")) if part)
    size = fields.get("size", "")
    found: dict[str, object] = {"name": name, "mime": fields.get("mime", "")}
    return {**found, "size": int(size)} if re.fullmatch(r"\d{1,18}", size) else found


def _note(entry: Entry, known: _Known) -> DraftItem | Unreadable:
    read = read_item(entry)
    if isinstance(read, Unreadable):
        return read
    note, content = read
    fields = note.fields
    ref = note.id or entry.ref
    notebook = known.notebook(fields.get("parent_id", "").lower())
    place = "/".join(part for part in (notebook, note.title or entry.name) if part)
    if fields.get("encryption_applied", "0") != "0":
        reason = "This note is encrypted; export it from Joplin once it is decrypted there."
        return Unreadable(place, reason, skipped=True, ref=ref)
    if fields.get("deleted_time", "0") != "0":
        return Unreadable(place, "It lies in Joplin's trash.", skipped=True, ref=ref)
    try:
        html = fields.get("markup_language") == _HTML
        body = markdown_of(note.body) if html else note.body
        used = list(dict.fromkeys(_targets(body)))
        attached = [known.resources[each] for each in used if each in known.resources]
        tags = known.tags_of(note.id)
        told = (notebook, *tags, *(str(each) for each in attached))
        item = note_item(
            ref=ref,
            place=place,
            title=note.title[:300],
            text=_LINK.sub(lambda found: _worded(found, known), body),
            fingerprint=hashlib.sha256(content.raw + "\0".join(told).encode()).hexdigest(),
            created=_time(fields, "user_created_time", "created_time"),
            updated=_time(fields, "user_updated_time", "updated_time"),
            author=fields.get("author"),
            tags=tags,
            properties=_properties(fields, notebook, attached),
            notice=content.notice,
        )
    except RecursionError:
        return Unreadable(place, "This note is nested too deeply to be read.", ref=ref)
    return _linked(item, known)


def _time(fields: dict[str, str], *names: str) -> Moment | None:
    return next((at for name in names if (at := from_value(fields.get(name)))), None)


def _properties(
    fields: dict[str, str], notebook: str, attached: list[dict[str, object]]
) -> dict[str, object]:
    found: dict[str, object] = {"notebook": notebook} if notebook else {}
    for name in _PROPERTIES:
        value = fields.get(name, "0")
        if value not in _NOTHING:
            found[name] = value == "1" if name.startswith("is_") else value[:5000]
    for name in ("todo_due", "todo_completed"):  # in milliseconds
        value = fields.get(name, "0")
        if re.fullmatch(r"[1-9]\d{9,13}", value):
            found[name] = datetime.fromtimestamp(int(value) / 1000, UTC).isoformat()
    if attached:
        found["attachments"] = attached
    return found


def _targets(text: str) -> Iterator[str]:
    yield from (found["id"].lower() for found in _LINK.finditer(text))
    yield from _other(text)


def _other(text: str) -> Iterator[str]:
    for found in _OTHERWISE.finditer(text):
        yield next(each for each in found.groups() if each).lower()


def _worded(found: re.Match[str], known: _Known) -> str:
    """Give a link that shows no words the name of what it leads to."""
    identity = found["id"].lower()
    name = str(known.resources.get(identity, {}).get("name") or known.notes.get(identity, ""))
    if found["words"].strip() or not name:
        return found[0]
    words = re.sub(r"[\[\]\n]", " ", name)
    return f"{found['picture']}[{words}](:/{found['id']}{found['rest']}"


def _linked(item: DraftItem, known: _Known) -> DraftItem:
    """Point links at notes by their ids, at files by their names."""
    if not item.objects:
        return item
    thing = item.objects[0]
    links = [link for link in thing.links if not link.target.startswith(":/")]
    for memory in thing.memories:
        if ":/" not in memory.text and "joplin://" not in memory.text:
            continue
        prose = markup.without_code(memory.text, outline(memory.text).code_lines)
        for found in _LINK.finditer(prose):
            heading = found["heading"] or ""
            links.append(_link(found["id"], heading, found["words"].strip(), memory.ref, known))
        links += [_link(target, "", "", memory.ref, known) for target in _other(prose)]
    return replace(item, objects=(replace(thing, links=tuple(dict.fromkeys(links))),))


def _link(identity: str, heading: str, words: str, memory: str, known: _Known) -> DraftLink:
    identity = identity.lower()
    file = known.resources.get(identity)
    if file is not None:
        return DraftLink(LinkKind.EMBED, str(file["name"]), words, memory)
    return DraftLink(LinkKind.WIKILINK, identity + heading, words, memory)
