"""WhatsApp's exported chats: a text with a line for each message, alone or in a zip with its media.

On an iPhone ``[03.05.24, 18:20:00] Anna: text`` in `_chat.txt`, with invisible marks of direction
before what the program itself says; on Android ``03/05/24, 18:20 - Anna: text`` in a file named
after the chat. Dates follow the telephone's region, so that whether day, month or year comes first
is judged over the whole file. WhatsApp documents none of it; after the readers starkdmi/whats_json,
Pustur/whatsapp-chat-parser and lucasrodes/whatstk, which show the forms of many regions.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import SYSTEM
from palace.importers.entries import Entry
from palace.importers.file_importer import HEAD, FileImporter
from palace.importers.files import decode
from palace.importers.talks import Said, Talk, items_of, name_of, people_in_words, shown
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

CHAT_LIMIT = 200_000_000
"""Bytes of one chat's text; WhatsApp itself gives out the last 40,000 messages at most."""
_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_HALF = r"(?:[AaPp]\.?\s?[Mm]\.?|上午|下午|오전|오후|午前|午後|ص|م)"
_HEADER = re.compile(
    rf"^[{_MARKS}]?(?P<open>\[?)(?P<a>\d{{1,4}})(?P<sep>[./-])\s?(?P<b>\d{{1,2}})(?P=sep)\s?"
    rf"(?P<c>\d{{1,4}})\.?(?P<comma>[,،]?)\s(?:(?:à|at|um|o|alle|kl\.?)\s)?(?P<before>{_HALF})?\s?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?\s?(?P<after>{_HALF})?"
    r"(?:(?P<close>\])\s?|\s[-–]\s)(?P<rest>.*)$"
)
_LATER = re.compile(r"^(?:[Pp]|下午|오후|午後|م)")
_NAMED_LIKE_ONE = re.compile(r"^.{0,40}WhatsApp.{0,200}$|^_chat$", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:WhatsApp[ -]*Chat|Chat (?:de |do |di )?WhatsApp|Conversa(?:tion|ción|zione)?"
    r"(?: do| de)? WhatsApp|WhatsApp)[ -]*(?:with|mit|con|avec|com|met|med|-)?\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_COPY = re.compile(r"\s*\(\d{1,3}\)$")
_OTHER_MARKS = re.compile(f"[{_MARKS}]")
# "<attached: 0001-PHOTO.jpg>" of an iPhone, "IMG-20240503-WA0001.jpg (file attached)" of Android,
# in whatever language the telephone speaks.
_IOS_FILE = re.compile(r"<[^<>:\n]{2,30}:\s?([^<>\n]{1,300}\.\w{1,8})>$")
_ANDROID_FILE = re.compile(r"^([^\n()<>]{1,300}\.\w{1,8}) \([^()\n]{4,40}\)$")
_WA_FILE = re.compile(r"^[A-Z]{3}-\d{8}-WA\d{4,}\.\w{1,8}$")
_ATTACHED = re.compile(
    r"attached|angehängt|adjunto|joint|allegat|anexad|bijgevoegd|bifogad|vedh|załącz|файл|ekli",
    re.IGNORECASE,
)
_OMITTED = re.compile(r"^<[^<>\n:]{4,40}>$")
_EDITED = re.compile(
    rf"(?<=[^\n])\s?[{_MARKS}]<[^<>:\n]{{8,60}}>\s*$|\s?<This message was edited>\s*$"
)
_DELETED = re.compile(
    r"^(?:You deleted this message|This message was deleted|Du hast diese Nachricht gelöscht"
    r"|Diese Nachricht wurde gelöscht|Eliminaste este mensaje|Se eliminó este mensaje"
    r"|Vous avez supprimé ce message|Ce message a été supprimé|Hai eliminato questo messaggio"
    r"|Questo messaggio è stato eliminato|Você apagou esta mensagem|Mensagem apagada"
    r"|Missed (?:voice|video) call|null)\W*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_LONGEST_LINE = 400
"""Characters of a line's beginning in which a message's head is looked for."""
_ORDERS = ("dmy", "mdy", "ymd")


@dataclass
class _Line:
    """A message as it is written.

    Parameters
    ----------
    date, numbers
        As written, and its three numbers in order.
    clock
        Hour, minute and second.
    half
        Which half of the day, as written: "AM", "a. m.", "ص".
    rest
        What follows the time, its further lines as well.
    """

    date: str
    numbers: tuple[int, int, int]
    clock: tuple[int, int, int]
    half: str = ""
    rest: list[str] = field(default_factory=list)


class WhatsAppImporter(FileImporter):
    """Reads WhatsApp's chats. A year of a chat is an item; its topics are objects."""

    kind: ClassVar[str] = "whatsapp"
    title: ClassVar[str] = "a WhatsApp chat (_chat.txt, WhatsApp Chat with ….txt, their zip)"
    about: ClassVar[About] = About(
        product="WhatsApp",
        reads="the .txt of an exported chat, of an iPhone or of Android, or the zip with its "
        "media, or a folder of them",
        export="in a chat: its name → Export Chat (iPhone); ⋮ → More → Export chat (Android); with "
        "media where pictures shall come along",
        becomes="a chat's year is an item, its topics are objects, its exchanges the pages; "
        "pictures and files come along, what the program itself says finds nothing",
        limits="It is not written what answers what, nor the time's zone.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".txt"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a text begins with the messages of a chat."""
        text = decode(head.rsplit(b"\n", 1)[0] if len(head) >= HEAD else head)
        return text is not None and _begins(text)

    def whole(self, path: object) -> bool:
        """Return False: the next export of a chat may begin later."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: a chat is known by its name."""
        return "whatsapp:"

    def count(self, path: object) -> int | None:
        """Return None: how many years its chats have is known once they are read."""
        return None

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a chat, year by year."""
        content = entry.text(CHAT_LIMIT)
        if isinstance(content, Unreadable):
            yield content
            return
        lines = _lines(content.text)
        if not lines:
            reason = (
                "No message was found in it: none of its lines begins as [03/05/2024, 18:20:00] "
                "Anna: or 03/05/2024, 18:20 - Anna:."
            )
            yield Unreadable(entry.place, reason, ref=entry.ref)
            return
        order, sure = _order(lines)
        notice = content.notice
        if not sure and not notice:
            first = "day" if order == "dmy" else "month" if order == "mdy" else "year"
            notice = (
                f"Whether the day or the month comes first in its dates cannot be told; they were "
                f"read with the {first} first."
            )
        messages = _messages(lines, order)
        name = _name(entry, messages)
        yield from items_of(Talk(name, name, entry.place, {}, notice), messages)


def _begins(text: str) -> bool:
    found = 0
    for number, line in enumerate(text.lstrip("\ufeff\n").split("\n")[:60]):
        head = _HEADER.match(line[:_LONGEST_LINE])
        if head is None:
            if number == 0:
                return False
            continue
        iso = len(head["a"]) == 4 and not head["comma"]
        if head["open"]:
            # Without seconds it is a transcript of another kind, as ISO without a comma a log.
            if not head["close"] or head["second"] is None or iso:
                return False
        elif head["close"] or head["second"] is not None:
            return False
        found += 1
    return found > 0


def _lines(text: str) -> list[_Line]:
    """Return the messages; what stands before the first is none."""
    found: list[_Line] = []
    for line in text.split("\n"):
        head = _HEADER.match(line[:_LONGEST_LINE])
        if head is None or bool(head["open"]) != bool(head["close"]):
            if found:
                found[-1].rest.append(line)
            continue
        hour = int(head["hour"])
        half = head["before"] or head["after"]
        if half and hour <= 12:
            hour = hour % 12 + (12 if _LATER.match(half) else 0)
        found.append(
            _Line(
                date=head["a"] + head["sep"] + head["b"] + head["sep"] + head["c"],
                numbers=(int(head["a"]), int(head["b"]), int(head["c"])),
                clock=(hour, int(head["minute"]), int(head["second"] or 0)),
                half=head["before"] or head["after"] or "",
                rest=[line[head.start("rest") :]],
            )
        )
    return found


def _order(lines: Sequence[_Line]) -> tuple[str, bool]:
    """Return what the numbers of its dates mean, and whether that is beyond doubt.

    Dates that are none count most, then times that run backwards, then what is usual.
    """
    dates = [line.numbers for line in lines]
    runs = [dates[0], *(day for before, day in pairwise(dates) if before != day)]
    ranked: list[tuple[int, int, int, str]] = []
    for order in _ORDERS:
        days = [_day(numbers, order) for numbers in runs]
        known = [day for day in days if day is not None]
        back = sum(before > day for before, day in pairwise(known))
        ranked.append((len(days) - len(known), back, _ORDERS.index(order), order))
    ranked.sort()
    best, second = ranked[0], ranked[1]
    doubt = best[:2] == second[:2] and {best[3], second[3]} == {"dmy", "mdy"}
    # Equal numbers are the same day whichever comes first.
    same = all(numbers[0] == numbers[1] for numbers in runs)
    if doubt and (told := _by_half(lines)):
        return told, True
    if doubt and _is_american(lines):
        return "mdy", same
    return best[3], not doubt or same


def _by_half(lines: Sequence[_Line]) -> str:
    """Return the order that the words for the halves of the day tell; empty where they do not.

    ``AM`` is how it is written in the United States; ``a. m.`` in Spanish, ``ص`` in Arabic.
    """
    halves = {line.half for line in lines if line.half}
    if "/" in lines[0].date and halves and halves <= {"AM", "PM"}:
        return "mdy"
    if halves and all(each in "صم" or re.fullmatch(r"[ap]\.\s?m\.", each) for each in halves):
        return "dmy"
    return ""


def _is_american(lines: Sequence[_Line]) -> bool:
    """Return whether dates are written as in the United States: ``5/3/24``, nothing padded."""
    first = lines[0].date
    return "/" in first and len(first.rpartition("/")[2]) == 2 and any(
        line.date.partition("/")[0] in {str(number) for number in range(1, 10)} for line in lines
    )  # fmt: skip


def _day(numbers: tuple[int, int, int], order: str) -> tuple[int, int, int] | None:
    """Return year, month and day; None where there is no such day."""
    if (numbers[0] > 31) != (order == "ymd") and numbers[0] > 31:
        return None
    by = dict(zip(order, numbers, strict=True))
    year = by["y"] + 2000 if by["y"] < 100 else by["y"]
    try:
        datetime(year, by["m"], by["d"])
    except ValueError:
        return None
    return (year, by["m"], by["d"]) if 2009 <= year < 2100 else None


def _messages(lines: Sequence[_Line], order: str) -> list[Said]:
    split = [_split(line.rest[0]) for line in lines]
    strange = _no_names(Counter(name for name, _ in split if name))
    counts: Counter[str] = Counter()
    found: list[Said] = []
    latest: Moment | None = None
    for line, (name, words) in zip(lines, split, strict=True):
        if name in strange:
            name, words = "", line.rest[0]
        latest = _moment(line, order) or latest
        text, aside = _text("\n".join([words, *line.rest[1:]]))
        if not text:
            continue
        speaker = name_of(_OTHER_MARKS.sub("", name)) if name else SYSTEM
        told = f"{line.date} {line.clock} {speaker}\n{text}".encode("utf-8", "replace")
        digest = hashlib.sha256(told).hexdigest()[:16]
        counts[digest] += 1
        ref = digest if counts[digest] == 1 else f"{digest}-{counts[digest]}"
        found.append(Said(ref, speaker, text, latest, aside=aside or not name))
    return found


def _split(rest: str) -> tuple[str, str]:
    """Return who speaks, and the words; nobody where there is no colon."""
    name, colon, words = rest.partition(": ")
    if not colon:
        name, colon, words = (rest[:-1], ":", "") if rest.endswith(":") else ("", "", rest)
    return (name, words) if colon and len(name) <= _LONGEST_NAME else ("", rest)


def _no_names(names: Counter[str]) -> set[str]:
    """Return what looks like names and is the beginning of what the program says."""
    return {
        name for name, count in names.items() if count <= 2 and re.search(r"[\"“”„«»]", name)
    }  # fmt: skip


def _text(raw: str) -> tuple[str, bool]:
    """Return a message's text as it is kept, and whether nobody said it."""
    raw = _EDITED.sub("", raw)
    own = raw.startswith("\u200e")
    text = clean(_OTHER_MARKS.sub("", raw)).strip("\n").rstrip()
    first, _, caption = text.partition("\n")
    file = _IOS_FILE.search(first) or _ANDROID_FILE.match(first)
    if file is not None and (own or _ATTACHED.search(first) or _WA_FILE.match(file[1])):
        # Before a document an iPhone writes its name and pages.
        parts = (first[: file.start()].strip(), shown(file[1]), caption.strip("\n"))
        return "\n".join(part for part in parts if part), False
    idle = _OMITTED.match(text) or _DELETED.match(text)
    # Places and the like are said by somebody, though the program writes them.
    return text, bool(idle) or (own and "http" not in text)


def _moment(line: _Line, order: str) -> Moment | None:
    day = _day(line.numbers, order)
    try:
        return None if day is None else Moment.of(datetime(*day, *line.clock))
    except ValueError:
        return None


def _name(entry: Entry, messages: Sequence[Said]) -> str:
    """Return a chat's name: that of its file, folder or zip, else of who is in it."""
    shown_path = PurePosixPath(entry.ref)
    folders = [entry.path.stem if entry.member is not None else entry.path.parent.name]
    for stem in (shown_path.stem, *(part for part in reversed(shown_path.parts[:-1])), *folders):
        stem = _COPY.sub("", re.sub(r"\.(?:zip|txt)$", "", stem, flags=re.IGNORECASE))
        if (named := _NAME.match(_OTHER_MARKS.sub("", stem))) is not None:
            return name_of(named["name"])
    if shown_path.stem != "_chat" and not _NAMED_LIKE_ONE.match(shown_path.stem):
        return name_of(shown_path.stem)
    people = Counter(message.speaker for message in messages if not message.aside)
    return name_of(people_in_words(sorted(people)), "WhatsApp")
