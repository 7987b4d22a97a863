"""Anki's packages (`.apkg`, `.colpkg`): notes with their cards, schedule and review history.

The text of a note is its fields, cleaned of HTML, with gaps (cloze) filled. What a scheduler needs
to go on is kept whole in the property ``anki``, whose form stands in ``docs/importers.md``. After
ankitects/anki (rslib/src/storage, rslib/src/cloze.rs) and AnkiDroid's wiki (Database Structure).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

from palace.importers.anki_collection import Collection, Note, NoteType, UnusableError, opened
from palace.importers.attached import MOST
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry
from palace.importers.file_importer import FileImporter
from palace.importers.html_text import markdown_of
from palace.importers.notes import note_item
from palace.importers.sections import plain_heading
from palace.importers.times import from_epoch
from palace.importers.titles import opening
from palace.model.drafts import DraftItem, Unreadable

_GAP = re.compile(r"\{\{c[\d,]{1,20}::|\}\}")
_SOUND = re.compile(r"\[sound:([^\[\]\n]{1,500})\]")
_PICTURE = re.compile(r"<img\b[^<>]*?\bsrc=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SHOWN = re.compile(r"!\[\[[^\]]*\]\]|!\[[^\]]*\]\([^)]*\)|\[sound: [^\]]*\]")
_UNFIT = re.compile(r"[|#^]")
_SUFFIX = re.compile(r"\.\w{2,4}$")
_STATES = ("new", "learning", "review", "relearning")
_DAY = 86_400


class AnkiImporter(FileImporter):
    """Reads Anki's packages. A note is an item and an object."""

    kind: ClassVar[str] = "anki"
    title: ClassVar[str] = "an Anki package (.apkg, .colpkg)"
    about: ClassVar[About] = About(
        product="Anki",
        reads=".apkg and .colpkg files of any version, alone, in a folder or zip",
        export="File → Export…, a deck as .apkg or all as .colpkg; tick scheduling information to "
        "keep what you have learnt",
        becomes="a note is an object with its fields, gaps filled in; decks, tags, pictures, "
        "sounds, the cards' schedule and every review are kept",
        limits="The look of cards is not kept, nor the pictures and sounds that only belong to it.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".apkg", ".colpkg"})
    sure: ClassVar[float] = 0.95
    newest_first: ClassVar[bool] = True

    def whole(self, path: Path) -> bool:
        """Return False: one may export any deck."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: notes have ids of their own."""
        return "anki:"

    def count(self, path: Path) -> int | None:
        """Return how many notes there are in a package."""
        total = 0
        try:
            for entry in self._entries(path):
                if isinstance(entry, Entry):
                    with opened(entry) as collection:
                        total += collection.count()
        except (UnusableError, *FAULTS, ValueError):
            return None
        return total

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes, package by package; of one that is in several the newest package's."""
        self._taken: set[str] = set()
        yield from super().items(path)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a package's notes."""
        try:
            with opened(entry) as collection:
                for note in collection.notes():
                    item = _note(note, collection)
                    if item.ref not in self._taken:
                        self._taken.add(item.ref)
                        yield item
        except UnusableError as error:
            yield Unreadable(entry.place, str(error), skipped=error.skipped)


def _note(note: Note, collection: Collection) -> DraftItem | Unreadable:
    kind = collection.types.get(note.type) or NoteType("Unknown")
    names = [*kind.fields, *(f"Field {at + 1}" for at in range(len(kind.fields), len(note.fields)))]
    fields = dict(zip(names, note.fields, strict=False))
    cards = [_card(card, reviews, kind, collection) for card, reviews in note.cards]
    known: dict[str, object] = {
        "guid": note.guid,
        "notetype": kind.name,
        "cloze": kind.cloze,
        "fields": fields,
        "created": collection.created,
        "cards": cards,
    }
    deck = str(cards[0]["deck"]) if cards else ""
    tags = note.tags.split()
    shown = {called: name for value in fields.values() for called, name in _media(value)}
    media = collection.media
    there = [(name, size) for name in shown.values() if (size := media.size(name)) is not None]
    written = json.dumps([known, tags, note.changed, *there], sort_keys=True)
    fingerprint = hashlib.sha256(written.encode()).hexdigest()
    ref = note.guid.strip() or str(note.id)
    try:
        texts = {name: _plain(value) for name, value in fields.items()}
    except RecursionError:
        return Unreadable(ref, "This note is nested too deeply to be read.", ref=ref)
    text = "\n\n".join(_named(name, value) for name, value in texts.items() if value)
    title = next((found for each in texts.values() if (found := _title(each))), "Untitled note")
    properties: dict[str, object] = {"deck": deck, "notetype": kind.name}
    attached = list(dict.fromkeys(shown.values()))
    if attached:
        properties["attachments"] = [{"name": name} for name in attached]
    return note_item(
        ref=ref,
        place="/".join([*deck.split("::"), title] if deck else [title]),
        title=title,
        text=text,
        fingerprint=fingerprint,
        created=from_epoch(note.id) if note.id > _DAY else None,
        updated=from_epoch(note.changed) if note.changed > _DAY else None,
        tags=tags,
        properties={**properties, "anki": known},
        notice="" if len(shown) <= MOST else f"Of its pictures and sounds {MOST:,} are kept.",
        files=tuple(
            file
            for called, name in itertools.islice(shown.items(), MOST)
            if (file := media.file(name, called)) is not None
        ),
    )


def _named(name: str, text: str) -> str:
    return f"**{name}:** {text}" if "\n" not in text else f"**{name}:**\n\n{text}"


def _title(text: str) -> str:
    words = plain_heading(opening(_SHOWN.sub(" ", text[:5000])))
    return words if any(sign.isalnum() for sign in words) else ""


def _plain(value: str) -> str:
    """Return what a field says: HTML as Markdown, gaps filled in."""
    filled = _SOUND.sub(_heard, _filled(value))
    return clean(markdown_of(filled)) if "<" in filled or "&" in filled else filled.strip()


def _filled(value: str) -> str:
    """Return a text with its gaps (``{{c1::word::hint}}``, perhaps one in another) filled in."""
    if "{{c" not in value:
        return value
    stack: list[list[str]] = [[]]
    done = 0
    for sign in _GAP.finditer(value):
        stack[-1].append(value[done : sign.start()])
        done = sign.end()
        if sign[0] != "}}":
            stack.append([sign[0]])
        elif len(stack) == 1:
            stack[0].append(sign[0])
        else:
            inside = "".join(stack.pop()[1:])
            words = inside.partition("::")[0]
            stack[-1].append("" if words.startswith("image-occlusion:") else words)
    rest = "".join("".join(each) for each in stack)  # what was never closed stays as it was
    return rest + value[done:]


def _heard(sound: re.Match[str]) -> str:
    """Return a sound as what the text shows by its name."""
    called = _UNFIT.sub("_", sound[1])
    return f"![[{called}]]" if _SUFFIX.search(called) else f"[sound: {sound[1]}]"


def _media(value: str) -> Iterator[tuple[str, str]]:
    """Yield (how the text names it, its name in the package) of a field's pictures and sounds."""
    for found in _PICTURE.finditer(value):
        called = unescape(next((each for each in found.groups() if each), "")).strip()
        if called and not re.match(r"[a-z]+:|//", called, re.IGNORECASE):
            yield clean(called)[:500], clean(unquote(called))[:500]
    for found in _SOUND.finditer(value):
        yield clean(unescape(_UNFIT.sub("_", found[1]))), clean(unescape(found[1]))


def _card(
    card: dict[str, Any], reviews: list[dict[str, int]], kind: NoteType, collection: Collection
) -> dict[str, Any]:
    """Return a card's row, what it means, and its reviews."""
    template = kind.templates.get(0 if kind.cloze else card["ord"])
    home = card["odid"] or card["did"]
    found: dict[str, Any] = {
        "deck": collection.decks.get(home, ""),
        "template": template.name if template else "",
        "front": template.front if template else [],
        "back": template.back if template else [],
        "state": _STATES[card["type"]] if 0 <= card["type"] < len(_STATES) else "unknown",
        "suspended": card["queue"] == -1,
        "due_at": _due(card, collection.created),
        **_memory(card["data"]),
        **card,
        "reviews": reviews,
    }
    return found


def _due(card: dict[str, Any], created: int) -> str | None:
    """Return when a card is due in ISO 8601, or None for one that is new."""
    due = card["odue"] if card["odid"] and card["odue"] else card["due"]
    if card["type"] in {1, 3} and due > 1_000_000_000:
        at = due  # in seconds
    elif card["type"] in {2, 3} or card["queue"] == 3:
        at = created + due * _DAY
    else:
        return None
    try:
        return datetime.fromtimestamp(at, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _memory(data: str) -> dict[str, float]:
    """Return what FSRS knows of a card: days of stability, difficulty, desired retention."""
    try:
        known = json.loads(data) if data.startswith("{") else {}
    except (ValueError, RecursionError):
        return {}
    names = {"s": "stability", "d": "difficulty", "dr": "desired_retention"}
    return {
        name: float(known[key])
        for key, name in names.items()
        if isinstance(known.get(key), int | float) and abs(known[key]) < 1e9
    }
