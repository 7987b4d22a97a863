"""Apple Notes, as Apple gives them out: a folder a note, in it a text and what was attached.

`iCloud Notes/Notes/[folders/]Title/Title.txt` (`Title-1.txt` of another with that title), the same
below `Recently Deleted/`, and `Notes Details.csv` with the columns Title, Created On, Modified On
(month first), Pinned and Deleted. Apple documents none of it; after the readers and made-up exports
in public repositories that handle archives of privacy.apple.com, which agree, and what
kzaremski/apple-notes-exporter says of its own, which other importers read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry, entries, is_zip
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, check_readable
from palace.importers.notes import note_item
from palace.importers.times import from_value
from palace.importers.titles import shortened
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

DETAILS = "Notes Details.csv"
"""What lies beside the folder of notes."""
LISTS = frozenset({DETAILS, "Shared Notes Info.csv", "Subscribed Notes Info.csv"})
"""Tables that are no notes."""
_PLACES = ("Notes", "Recently Deleted")
_DATE = re.compile(r"^\s*(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d:\d\d)\s*$")
_NUMBER = re.compile(r"-\d{1,4}$")
_OBJECT = "\ufffc"
"""Stands in a text where something is attached."""


@dataclass
class _Export:
    """What lies in an export.

    Parameters
    ----------
    root
        The path to it, with a slash at its end, or nothing.
    details
        What is known of notes by their titles' keys; of notes of one title in order.
    beside
        A note's folder → the names of what is attached to it.
    """

    root: str
    details: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)


class AppleNotesImporter(FileImporter):
    """Reads Apple's own export of Notes. A note is an item and an object."""

    kind: ClassVar[str] = "apple-notes"
    title: ClassVar[str] = "Apple Notes (Apple's export of your data)"
    about: ClassVar[About] = About(
        product="Apple Notes",
        reads="the zip or folder that privacy.apple.com gives: iCloud Notes, with Notes Details.csv"
        " in it",
        export="privacy.apple.com → Request a copy of your data → iCloud Notes; or, on a Mac, an "
        "exporter such as Apple Notes Exporter to Markdown, HTML, PDF or ENEX, or Notes' own "
        "File → Export as: give the folder of these, and their own formats read them",
        becomes="a note is an object; its folder, times, hashtags, and whether it was pinned are "
        "kept",
        limits="Of what is attached the names are kept; what was deleted and notes that are "
        "locked are left out.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".txt"})

    def claims(self, name: str) -> bool:
        """Return whether a file may belong to an export: any may, as it may be attached."""
        return not name.lower().endswith(".zip")

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by the table that lies beside the notes."""
        try:
            if path.is_dir() or is_zip(path):
                found = any(isinstance(e, Entry) for e in entries(path, lambda n: n == DETAILS))
                return 0.9 if found or (path.is_dir() and _inside(path)) else 0.0
            own = path.suffix.lower() in self.suffixes and path.stem.startswith(path.parent.name)
            return 0.9 if own and _inside(path) else 0.0
        except (*FAULTS, ValueError):
            return 0.0

    def count(self, path: Path) -> int | None:
        """Return how many texts there are."""
        try:
            found = list(self._entries(path))
        except (*FAULTS, ValueError):
            return None
        return sum(isinstance(each, Entry) and each.name.endswith(".txt") for each in found)

    def whole(self, path: Path) -> bool:
        """Return False: a large export comes in parts."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: a note is known by its folder."""
        return "apple-notes:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes, once the tables are read and it is known what is attached."""
        check_readable(path)
        exports: list[_Export] = []
        texts: list[Entry] = []
        others: list[Entry] = []
        for entry in self._entries(path):
            if isinstance(entry, Unreadable):
                yield entry
            elif entry.name == DETAILS:
                exports.append(_details(entry))
            else:
                (texts if entry.ref.lower().endswith(".txt") else others).append(entry)
        if not exports:
            exports = [_Export("")]  # a part of one, without its table
        for entry in others:
            folder, _, name = entry.ref.rpartition("/")
            for export in exports:
                if folder.startswith(export.root):
                    export.beside.setdefault(folder, []).append(name)
        for entry in texts:
            own = next((each for each in exports if entry.ref.startswith(each.root)), None)
            if own is not None and (_placed(entry, own) or not path.is_dir()):
                yield _note(entry, own)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a note of which nothing else is known."""
        yield _note(entry, _Export(""))


def _inside(path: Path) -> bool:
    return any((above / DETAILS).is_file() for above in path.parents[:6])


def _placed(entry: Entry, export: _Export) -> bool:
    """Return whether a text is named as its folder is, and no other text of a note."""
    *_, folder, name = ("", *entry.ref.removeprefix(export.root).split("/"))
    stem = name[: -len(".txt")]
    return stem == folder or _NUMBER.sub("", stem) == folder


def _details(entry: Entry) -> _Export:
    export = _Export(entry.ref[: -len(DETAILS)])
    content = entry.text(TEXT_LIMIT)
    if isinstance(content, Unreadable):
        return export
    csv.field_size_limit(TEXT_LIMIT)
    try:
        rows = csv.reader(io.StringIO(clean(content.text), newline=""))
        header = [name.strip() for name in next(rows, [])]
        for row in rows:
            known = dict(zip(header, (cell.strip() for cell in row), strict=False))
            if known.get("Title"):
                export.details.setdefault(_key(known["Title"]), []).append(known)
    except csv.Error:
        pass  # the notes are there all the same
    return export


def _key(title: str) -> str:
    """Return what a title and the name of the folder that was made of it have in common."""
    return "".join(sign for sign in title.casefold() if sign.isalnum())[:40]


def _note(entry: Entry, export: _Export) -> DraftItem | Unreadable:
    folder = entry.ref.rpartition("/")[0]
    inner = entry.ref.removeprefix(export.root)
    *folders, wrap, _ = ("", *inner.split("/"))
    known = export.details.get(_key(wrap), [])
    number = _NUMBER.search(entry.ref.removesuffix(".txt"))
    at = int(number[0][1:]) if number is not None and len(known) > 1 else 0
    details = known[at] if at < len(known) else {}
    if "Recently Deleted" in folders[:2] or details.get("Deleted", "").lower() == "yes":
        reason = "It was deleted in Notes."
        return Unreadable(entry.place, reason, skipped=True, ref=inner)
    content = entry.text(TEXT_LIMIT)
    if isinstance(content, Unreadable):
        return content
    names = sorted(export.beside.get(folder, []))
    text = clean(content.text).strip("\n")
    waiting = iter(names)
    text = re.sub(_OBJECT, lambda _: f"[attachment: {next(waiting, '?')}]", text)
    path = [name for name in folders if name and name not in _PLACES]
    properties: dict[str, object] = {"folder": "/".join(path)} if path else {}
    if details.get("Pinned", "").lower() == "yes":
        properties["pinned"] = True
    if names:
        properties["attachments"] = [{"name": name} for name in names]
    first = text.partition("\n")[0].strip()
    title = shortened(first, 120) if first and "[attachment" not in first else wrap
    told = "\0".join((*names, *(f"{name}={value}" for name, value in details.items())))
    return note_item(
        ref=inner,
        place="/".join((*path, title)),
        title=title,
        text=text,
        fingerprint=hashlib.sha256(content.raw + told.encode()).hexdigest(),
        created=_moment(details.get("Created On")) or entry.modified,
        updated=_moment(details.get("Modified On")) or entry.modified,
        inline_tags=True,
        properties=properties,
        notice=content.notice,
    )


def _moment(text: str | None) -> Moment | None:
    """Return the moment of ``05-03-2024 18:20:00``, month first."""
    match = _DATE.match(text or "")
    if match is None:
        return None
    month, day, year, clock = match.groups()
    if int(month) > 12:
        month, day = day, month
    try:
        return from_value(datetime.fromisoformat(f"{year}-{month}-{day}T{clock}"))
    except ValueError:
        return None
