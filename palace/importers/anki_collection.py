"""The database in an Anki package, read in memory: its note types, decks, notes, cards, reviews.

A package is a zip with `collection.anki2`, `.anki21`, or (since 2.1.50) `.anki21b`, which is packed
with zstd; where there are several the latest is the one with the notes. Up to schema 11 note types
and decks are JSON in `col`, from 15 on they are tables, with protobuf for what is rarely asked.
After ankitects/anki (rslib/src/import_export/package, storage/upgrades, proto/anki) and the
description in AnkiDroid's wiki (Database Structure).
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from palace.importers.anki_media import Media, media_of
from palace.importers.archives import members
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import INNER_LIMIT, Entry
from palace.importers.files import size_in_words
from palace.importers.protobuf import fields_of
from palace.importers.zstd_streams import ZstdError, unpacked
from palace.model.drafts import Unreadable

LIMIT = 250_000_000
"""Bytes of a collection without its media; it is held in memory."""
_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
_MAGIC = b"SQLite format 3\0"
_LONGEST_VALUE = 50_000_000
_STEPS = 20_000_000
"""Steps that a query may take, beside twenty a byte; a table made to harm has no end."""
_MENTIONED = re.compile(r"\{\{[#^/]?(?:[\w -]+:)*([^{}]{1,100})\}\}")
CARD = (
    "id", "ord", "did", "odid", "type", "queue", "due", "odue", "ivl", "factor", "reps", "lapses",
    "left", "flags", "mod", "data",
)  # fmt: skip
REVIEW = ("id", "ease", "ivl", "lastIvl", "factor", "time", "type")
"""Columns as Anki names them; an id is the time of the review in milliseconds."""


class UnusableError(Exception):
    """A package that cannot be read; its text is one sentence.

    Parameters
    ----------
    skipped
        True where a rule leaves it out.
    """

    def __init__(self, reason: str, *, skipped: bool = False) -> None:
        super().__init__(reason)
        self.skipped = skipped


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of card of a note type: its name, and the fields it shows in front and behind."""

    name: str
    front: list[str]
    back: list[str]


@dataclass(slots=True)
class NoteType:
    """A note type: its name, whether it has gaps (cloze), its fields and templates in order."""

    name: str
    cloze: bool = False
    fields: list[str] = field(default_factory=list)
    templates: dict[int, Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A note's row with its cards', and for each card its reviews' in order of time."""

    id: int
    guid: str
    type: int
    changed: int
    tags: str
    fields: list[str]
    cards: list[tuple[dict[str, Any], list[dict[str, int]]]]


@dataclass(slots=True)
class Collection:
    """An opened collection.

    Parameters
    ----------
    connection
        In memory.
    created
        When it was begun, in seconds since 1970 UTC; days on which cards are due count from it.
    types, decks
        By their ids. A deck's name holds its parents', joined by ``::``.
    media
        The pictures and sounds that lie beside it in the package.
    """

    connection: sqlite3.Connection
    created: int
    types: dict[int, NoteType]
    decks: dict[int, str]
    media: Media

    def count(self) -> int:
        """Return how many notes there are."""
        return _whole(self.connection.execute("SELECT count(*) FROM notes").fetchone()[0])

    def notes(self) -> Iterator[Note]:
        """Yield the notes in the order of their ids, each with its cards and reviews.

        Raises
        ------
        sqlite3.Error
            The database is damaged there.
        """
        columns = ", ".join(f'cards."{name}"' for name in CARD)
        cards = _Beside(self.connection, f"SELECT nid, {columns} FROM cards ORDER BY nid, ord, id")
        columns = ", ".join(f'revlog."{name}"' for name in REVIEW)
        reviews = _Beside(
            self.connection,
            f"SELECT cards.nid, cid, {columns} FROM revlog JOIN cards ON cards.id = cid "
            "ORDER BY cards.nid, revlog.id",
        )
        rows = self.connection.execute(
            "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
        )
        for identity, guid, kind, changed, tags, fields in rows:
            seen: dict[int, list[dict[str, int]]] = {}
            for card, *values in reviews.of(_whole(identity)):
                review = dict(zip(REVIEW, map(_whole, values), strict=True))
                seen.setdefault(_whole(card), []).append(review)
            own = [_card(values) for values in cards.of(_whole(identity))]
            yield Note(
                id=_whole(identity),
                guid=_text(guid),
                type=_whole(kind),
                changed=_whole(changed),
                tags=_text(tags),
                fields=_text(fields).split("\x1f"),
                cards=[(card, seen.get(card["id"], [])) for card in own],
            )


class _Beside:
    """Rows that are sorted as the notes are, read beside them."""

    def __init__(self, connection: sqlite3.Connection, query: str) -> None:
        self._rows = iter(connection.execute(query))
        self._next: tuple[Any, ...] | None = next(self._rows, None)

    def of(self, note: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a note; those of earlier ones are passed over."""
        while self._next is not None and _whole(self._next[0]) <= note:
            if _whole(self._next[0]) == note:
                yield self._next[1:]
            self._next = next(self._rows, None)


def _card(values: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = dict(zip(CARD, map(_whole, values), strict=True))
    return {**found, "data": _text(values[-1])}


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else "" if value is None else clean(str(value))


@contextmanager
def opened(entry: Entry) -> Iterator[Collection]:
    """Open the collection of a package.

    Raises
    ------
    UnusableError
        There is none, or it is damaged or too large.
    """
    raw, media = _packed(entry)
    if not raw.startswith(_MAGIC):
        raise UnusableError("The collection in this package is damaged: it is no SQLite database.")
    if raw[18:20] == b"\x02\x02":  # written with a log beside it, which memory has no room for
        raw = raw[:18] + b"\x01\x01" + raw[20:]
    size = len(raw)
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(raw)
            del raw
            yield _prepared(connection, size, media)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            # The library itself fails to decode what it says of a spoilt schema.
            told = "spoilt names" if isinstance(error, UnicodeDecodeError) else _said(error)
            reason = f"The collection in this package is damaged ({told}); export it again."
            raise UnusableError(reason) from error


def _said(error: Exception) -> str:
    return clean(" ".join(str(error).split())).rstrip(".")[:200]


def _packed(entry: Entry) -> tuple[bytes, Media]:
    """Return the database in a package, and what lies beside it."""
    source: IO[bytes] | Any = entry.path
    if entry.member is not None:
        held = entry.bytes(INNER_LIMIT)
        if isinstance(held, Unreadable):
            raise UnusableError(held.reason, skipped=held.skipped)
        source = io.BytesIO(held)
    try:
        with zipfile.ZipFile(source) as archive:
            listed = list(members(archive, entry.place, lambda name: name in _NAMES))
            infos = {each.filename: each for each in listed if isinstance(each, zipfile.ZipInfo)}
            name = next((name for name in _NAMES if name in infos), None)
            if name is None:
                refused = next((e.reason for e in listed if isinstance(e, Unreadable)), "")
                raise UnusableError(refused or "This is no Anki package: it holds no collection.")
            media = media_of(entry, archive, packed=name.endswith("b"))
            with archive.open(infos[name]) as file:
                raw = unpacked(file, LIMIT) if name.endswith("b") else file.read(LIMIT + 1)
    except ZstdError as error:
        reason = "The collection in this package is damaged: it cannot be unpacked."
        raise UnusableError(reason) from error
    if len(raw) > LIMIT:
        reason = (
            f"The collection in this package is larger than {size_in_words(LIMIT)}; export its "
            "decks one by one."
        )
        raise UnusableError(reason, skipped=True)
    return raw, media


def _prepared(connection: sqlite3.Connection, size: int, media: Media) -> Collection:
    budget = [(_STEPS + 20 * size) // 100_000]

    def spent() -> int:
        budget[0] -= 1
        return int(budget[0] < 0)

    connection.set_progress_handler(spent, 100_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.create_collation("unicase", _compared)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA query_only = ON")
    tables = _tables(connection)
    missing = {"col", "notes", "cards", "revlog"} - tables
    if missing:
        reason = f"This is no collection of Anki's: it has no table {min(missing)}."
        raise UnusableError(reason)
    created, models, decks = connection.execute(
        "SELECT crt, models, decks FROM col"
    ).fetchone() or (0, "", "")
    if "notetypes" in tables:
        types, named = _types(connection), _decks(connection)
    else:
        types, named = _types_of(models), _decks_of(decks)
    return Collection(connection, _whole(created), types, named, media)


def _tables(connection: sqlite3.Connection) -> set[str]:
    """Return the plain tables: one that is computed may take for ever."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(sqlite_master.name) WHERE hidden > 0)"
    )
    return {_text(row[0]) for row in rows}


def _compared(one: str, other: str) -> int:
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    """Return the note types of schema 15 and later."""
    found: dict[int, NoteType] = {}
    for identity, name, settings in connection.execute("SELECT id, name, config FROM notetypes"):
        found[_whole(identity)] = NoteType(_text(name), dict(fields_of(settings)).get(1) == 1)
    for identity, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        if _whole(identity) in found:
            found[_whole(identity)].fields.append(_text(name))
    rows = connection.execute("SELECT ntid, ord, name, config FROM templates")
    for identity, number, name, settings in rows:
        if _whole(identity) in found:
            kind = found[_whole(identity)]
            told = dict(fields_of(settings))
            front, back = (_words(told.get(at)) for at in (1, 2))
            kind.templates[_whole(number)] = _template(_text(name), front, back, kind.fields)
    return found


def _types_of(models: object) -> dict[int, NoteType]:
    """Return the note types of schema 11."""
    found: dict[int, NoteType] = {}
    for identity, model in _object(models).items():
        if not isinstance(model, dict) or not str(identity).lstrip("-").isdecimal():
            continue
        kind = NoteType(_text(model.get("name")), model.get("type") == 1)
        kind.fields = [_text(each.get("name")) for each in _listed(model.get("flds"))]
        for at, each in enumerate(_listed(model.get("tmpls"))):
            front, back = _text(each.get("qfmt")), _text(each.get("afmt"))
            number = each.get("ord", at)
            name = _text(each.get("name"))
            kind.templates[_whole(number)] = _template(name, front, back, kind.fields)
        found[int(identity)] = kind
    return found


def _template(name: str, front: str, back: str, fields: list[str]) -> Template:
    """Return a template with the fields that it mentions; what is in front is behind as well."""

    def mentioned(text: str) -> list[str]:
        names = dict.fromkeys(each.strip() for each in _MENTIONED.findall(text[:200_000]))
        return [name for name in names if name in fields]

    return Template(name, mentioned(front), mentioned(back))


def _decks(connection: sqlite3.Connection) -> dict[int, str]:
    rows = connection.execute("SELECT id, name FROM decks")
    return {_whole(identity): _text(name).replace("\x1f", "::") for identity, name in rows}


def _decks_of(decks: object) -> dict[int, str]:
    return {
        int(identity): _text(deck.get("name"))
        for identity, deck in _object(decks).items()
        if isinstance(deck, dict) and str(identity).isdecimal() and len(str(identity)) < 20
    }


def _object(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) and text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _words(value: object) -> str:
    return clean(value.decode("utf-8", "replace")) if isinstance(value, bytes) else ""
