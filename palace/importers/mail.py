"""E-mail: ``.eml`` files, and mailboxes of the mbox kind (Gmail, Thunderbird, Apple Mail).

A mailbox is read once for the heads, by which messages are put into threads, and then thread by
thread. RFC 4155 and Python's `mailbox` for the mbox (which opens files for writing, so it is not
used), RFC 5322 for References, and what jwz.org/doc/threading.html says of broken ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, ClassVar

from palace.importers.base import About
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.files import check_readable, size_in_words
from palace.importers.mail_messages import Envelope, Mail, envelope_of, read_mail
from palace.importers.notes import merged
from palace.importers.titles import shortened
from palace.model.drafts import DraftItem, DraftObject, ObjectKind, Unreadable

MAIL_LIMIT = 80_000_000
"""Bytes of one message, attachments included."""
BOX_LIMIT_IN_ZIP = 400_000_000
"""Bytes of a mailbox inside a zip, where one cannot jump to and fro."""
_HEAD_LIMIT = 256_000
# With its time: "From the ladder I saw it" begins a line of text, not a message.
_FROM = re.compile(rb"^From \S+ .{0,60}\d{1,2}:\d\d\b.{0,60}\d{4}")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"^[!-9;-~]+:[ \t]?", re.MULTILINE)
_KNOWN_HEADER = re.compile(
    rb"^(?:From|Date|Subject|Message-ID|Received|Return-Path|Delivered-To|MIME-Version|X-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_BOXES = frozenset({"inbox", "sent", "sent-1", "drafts", "archive", "archives", "mbox"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message lies.

    Parameters
    ----------
    entry
        In which file.
    start, size
        Its bytes; size 0 for a file of one message.
    """

    entry: Entry
    start: int
    size: int
    envelope: Envelope


class MailImporter(FileImporter):
    """Reads e-mail. A thread is an item and an object; its messages are the pages."""

    kind: ClassVar[str] = "mail"
    title: ClassVar[str] = "e-mail (.mbox, .eml)"
    about: ClassVar[About] = About(
        product="E-mail (Gmail, Thunderbird, Apple Mail, any mbox or eml)",
        reads=".mbox and .eml files, Thunderbird's mailbox files, a folder or zip of them",
        export="Gmail: takeout.google.com → Mail; Thunderbird: its profile's Mail folder; Apple "
        "Mail: Mailbox → Export Mailbox; others: save messages as .eml",
        becomes="a thread is an object, its messages are the pages; what is only quoted, and "
        "signatures, can be read and find nothing; labels become tags",
        limits="Attachments without a suffix are named only.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml", ".mbox", ".mbx"})
    sniffs: ClassVar[bool] = True

    def claims(self, name: str) -> bool:
        """Return whether a file of this name may hold mail."""
        path = PurePosixPath(name)
        return path.suffix.lower() in self.suffixes or path.name.lower() in _BARE_BOXES

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins like a mailbox or a message."""
        if _FROM.match(head.split(b"\n", 1)[0]):
            return True
        top = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n\n", 1)[0]
        return _HEADER.match(top) is not None and len(_KNOWN_HEADER.findall(top)) >= 2

    def whole(self, path: Path) -> bool:
        """Return False: a mailbox is one of several, and messages move between them."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: messages have ids of their own, wherever they lie."""
        return "mail:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the threads of one file alone."""
        yield from _threads([entry])

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the threads of all files at a path, in the order of their first messages."""
        check_readable(path)
        found: list[Entry] = []
        for entry in self._entries(path):
            if isinstance(entry, Unreadable):
                yield entry
            else:
                found.append(entry)
        yield from _threads(found)


def _threads(files: list[Entry]) -> Iterator[DraftItem | Unreadable]:
    places: dict[str, _Place] = {}
    for entry in files:
        try:
            for place in _places(entry):
                if isinstance(place, Unreadable):
                    yield place
                else:
                    # The same message in two mailboxes, or under two labels, is one.
                    places.setdefault(place.envelope.id, place)
        except (*FAULTS, ValueError) as error:
            yield Unreadable(entry.place, why(error))
    references = {key: place.envelope.references for key, place in places.items()}
    threads: dict[str, list[_Place]] = {}
    for key, place in places.items():
        threads.setdefault(_root(key, references), []).append(place)
    for root, thread in threads.items():
        yield from _thread(root, thread)


def _root(key: str, references: dict[str, tuple[str, ...]]) -> str:
    """Return the first message of a thread, which need not be there; circles end."""
    way: list[str] = []
    while key not in way:
        way.append(key)
        before = references.get(key)
        if not before:
            return key
        key = before[0]
    return min(way[way.index(key) :])


def _places(entry: Entry) -> Iterator[_Place | Unreadable]:
    """Yield where each message of a file lies."""
    with entry.open() as file:
        first = file.readline(10_000)
        if not _FROM.match(first):
            head = first
            while line := file.readline(100_000):
                head += line
                if not line.strip(b"\r\n") or len(head) > _HEAD_LIMIT:
                    break
            if not _HEADER.search(head):
                reason = (
                    'This is no e-mail: neither a mailbox (its first line begins with "From ") nor '
                    "a message that begins with its headers."
                )
                yield Unreadable(entry.place, reason)
                return
            if entry.size > MAIL_LIMIT:
                yield _too_large(entry.place, entry.size)
                return
            yield _Place(entry, 0, 0, envelope_of(head))
            return
        if entry.member is not None and entry.size > BOX_LIMIT_IN_ZIP:
            reason = (
                f"This mailbox is too large to be read inside a zip ({size_in_words(entry.size)}); "
                "unpack it and import the folder."
            )
            yield Unreadable(entry.place, reason, skipped=True)
            return
        yield from _in_box(entry, file, len(first))


def _in_box(entry: Entry, file: IO[bytes], offset: int) -> Iterator[_Place | Unreadable]:
    """Yield the messages of a mailbox, the first of which begins after its ``From `` line."""
    start, head, in_head, number = offset, bytearray(), True, 1
    blank = False

    def place(end: int) -> _Place | Unreadable | None:
        if not head.strip():
            return None
        if end - start > MAIL_LIMIT:
            return _too_large(f"{entry.place}, message {number}", end - start)
        return _Place(entry, start, end - start, envelope_of(bytes(head)))

    while line := file.readline(1_000_000):
        if blank and line.startswith(b"From ") and _FROM.match(line):
            found = place(offset)
            if found is not None:
                yield found
            start, head, in_head, blank = offset + len(line), bytearray(), True, False
            number += 1
        else:
            blank = not line.strip(b"\r\n")
            if in_head and len(head) < _HEAD_LIMIT:
                head += line
            in_head = in_head and not blank
        offset += len(line)
    found = place(offset)
    if found is not None:
        yield found


def _too_large(place: str, size: int) -> Unreadable:
    reason = (
        f"This message is too large: {size_in_words(size)}, and one may have "
        f"{size_in_words(MAIL_LIMIT)} with its attachments."
    )
    return Unreadable(place, reason, skipped=True)


def _thread(root: str, places: list[_Place]) -> Iterator[DraftItem | Unreadable]:
    mails: list[Mail] = []
    digests: list[str] = []
    with ExitStack() as stack:
        opened: dict[str, IO[bytes]] = {}
        for place in places:
            entry = place.entry
            try:
                if entry.ref not in opened:
                    if len(opened) > 20:
                        stack.close()
                        opened = {}
                    opened[entry.ref] = stack.enter_context(entry.open())
                file = opened[entry.ref]
                file.seek(place.start)
                raw = file.read(place.size or -1)
            except (*FAULTS, ValueError) as error:
                yield Unreadable(entry.place, why(error))
                continue
            if place.size:
                raw = _QUOTED_FROM.sub(rb"\1", raw)
            digests.append(hashlib.sha256(raw).hexdigest())
            mails.append(read_mail(raw, place.envelope, partial(_raw, place)))
    if mails:
        yield _item(root, places[0].entry.place, mails, digests)


def _raw(place: _Place) -> bytes:
    """Read a message once more."""
    with place.entry.open() as file:
        file.seek(place.start)
        raw = file.read(place.size or -1)
    return _QUOTED_FROM.sub(rb"\1", raw) if place.size else raw


def _item(root: str, place: str, mails: list[Mail], digests: list[str]) -> DraftItem:
    mails.sort(key=lambda mail: mail.envelope.at.utc if mail.envelope.at else 0.0)
    first = mails[0]
    title = shortened(next((mail.subject for mail in mails if mail.subject), ""), 200)
    title = title or f"Mail from {first.author}"
    memories = tuple(mail.memory for mail in mails if mail.memory is not None)
    times = [mail.envelope.at for mail in mails if mail.envelope.at is not None]
    thread = DraftObject(
        kind=ObjectKind.TOPIC,
        title=title,
        ref="",
        memories=memories,
        tags=merged(*(mail.labels for mail in mails)),
    )
    return DraftItem(
        ref=root,
        title=title,
        place=f"{place} › {title}",
        fingerprint=hashlib.sha256("".join(sorted(digests)).encode()).hexdigest(),
        objects=(thread,) if memories else (),
        created=times[0] if times else None,
        updated=times[-1] if times else None,
        properties={"people": list(dict.fromkeys(name for mail in mails for name in mail.people))},
        partial=True,
        files=tuple(file for mail in mails for file in mail.files),
    )
