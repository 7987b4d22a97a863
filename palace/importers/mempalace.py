"""A MemPalace folder: what its agents kept, in Chroma's ``chroma.sqlite3``.

A *drawer* is a chunk of a text or chat, word for word; its wing, room, source_file, chunk_index,
added_by and filed_at stand beside it. Chroma keeps a document as a row of `embedding_metadata`
under ``chroma:document`` and what stands beside it as further rows; `embeddings` has its own id,
`segments` and `collections` tell where it belongs. Vectors are not read. After
MemPalace/mempalace (miner.py, palace.py), chroma-core/chroma (migrations/metadb, sysdb), and a
public record of another reader's decisions (its ADR-0001), which compared Chroma 0.5 to 1.5.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversations import unique_ref
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.notes import fragment_item, merged
from palace.importers.times import from_value
from palace.importers.titles import opening, shortened
from palace.model.drafts import (
    DraftItem,
    DraftMemory,
    MemoryKind,
    Unreadable,
)

LIMIT = 250_000_000
"""Bytes of a database inside a zip; it is held in memory."""
_MAGIC = b"SQLite format 3\0"
_NAME = "chroma.sqlite3"
_DOCUMENT = "chroma:document"
_DRAWERS = "mempalace_drawers"
_CLOSETS = "closet"
"""In the names of collections that hold nothing but pointers to drawers."""
_LONGEST_VALUE = 50_000_000
_STEPS = 20_000_000
"""Steps that the queries may take, beside twenty a byte; a table made to harm has no end."""
_TABLES = frozenset({"collections", "segments", "embeddings", "embedding_metadata"})
_TIMES = ("filed_at", "created_at", "timestamp", "date")
_BESIDE = "key IN ('wing', 'room', 'source_file', 'chunk_index')"


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A drawer.

    Parameters
    ----------
    ref
        Its own id.
    text
        Its words.
    beside
        What stands beside it, by name.
    """

    ref: str
    text: str
    beside: Mapping[str, object]


class MemPalaceImporter(FileImporter):
    """Reads MemPalace's drawers. Those of one source and room are an item and an object."""

    kind: ClassVar[str] = "mempalace"
    title: ClassVar[str] = "a MemPalace folder (chroma.sqlite3)"
    about: ClassVar[About] = About(
        product="MemPalace",
        reads="its palace's folder, chroma.sqlite3 itself, or a zip of it; nothing is changed",
        export="nothing to export: ~/.mempalace/palace; stop what writes to it first",
        becomes="the drawers of one source file are an object, each drawer a page; wing and room "
        "become tags, what else stands beside a drawer is kept",
        limits="Vectors, closets and the knowledge graph are not read. Other collections in a "
        "Chroma folder are read only where there is no collection of MemPalace's.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".sqlite3"})
    sniffs: ClassVar[bool] = True

    def claims(self, name: str) -> bool:
        """Return whether a file is called as Chroma calls its database."""
        return name.lower() == _NAME

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins as a database."""
        return head.startswith(_MAGIC)

    def count(self, path: object) -> int | None:
        """Return None: how many sources there are is known once it is read."""
        return None

    def whole(self, path: object) -> bool:
        """Return False: what was taken out of it may be wanted here all the same."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: drawers have ids of their own."""
        return "mempalace:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the drawers, source by source."""
        taken: dict[str, str] = {}
        any_item = False
        try:
            with _opened(entry) as connection:
                tables = _tables(connection)
                if missing := _TABLES - tables:
                    reason = f"This is no database of Chroma's: it has no table {min(missing)}."
                    yield Unreadable(entry.place, reason, ref=entry.ref)
                    return
                for group in _groups(connection):
                    item = _item(entry, [_drawer(connection, own) for own in group], taken)
                    if item is not None:
                        any_item = True
                        yield item
        except _TooLargeError:
            reason = "This database is too large to be read inside a zip; unpack it."
            yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
            return
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            # The library itself fails to decode what it says of a spoilt schema.
            told = "spoilt names" if isinstance(error, UnicodeDecodeError) else str(error)
            told = clean(" ".join(told.split())).rstrip(".")[:200]
            before = "what came before was read" if any_item else "nothing was read"
            reason = f"This database is damaged ({told}); {before}. Repair it with MemPalace."
            yield Unreadable(entry.place, reason, ref=entry.ref)
            return
        if not any_item:
            reason = "This palace is empty: there is no drawer in it."
            yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)


class _TooLargeError(Exception):
    """It lies in a zip and is too large to be held in memory."""


@contextmanager
def _opened(entry: Entry) -> Iterator[sqlite3.Connection]:
    """Open the database so that nothing of it can change, and no query takes for ever."""
    if entry.member is None and entry.start is None:
        address = f"{Path(entry.path).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield _careful(connection, entry.size)
        return
    raw = entry.bytes(LIMIT)
    if isinstance(raw, Unreadable):
        raise _TooLargeError
    if raw[18:20] == b"\x02\x02":  # written with a log beside it, which memory has no room for
        raw = raw[:18] + b"\x01\x01" + raw[20:]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(raw)
        yield _careful(connection, len(raw))


def _careful(connection: sqlite3.Connection, size: int) -> sqlite3.Connection:
    budget = [(_STEPS + 20 * size) // 100_000]

    def spent() -> int:
        budget[0] -= 1
        return int(budget[0] < 0)

    connection.set_progress_handler(spent, 100_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _tables(connection: sqlite3.Connection) -> set[str]:
    """Return the plain tables: one that is computed may take for ever."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(sqlite_master.name) WHERE hidden > 0)"
    )
    return {str(row[0]) for row in rows}


def _groups(connection: sqlite3.Connection) -> Iterator[list[tuple[int, str]]]:
    """Yield the drawers of each source in each room, (number, id), in the order of its chunks."""
    names = [str(row[0]) for row in connection.execute("SELECT name FROM collections")]
    own = [name for name in names if name == _DRAWERS] or [
        name for name in names if _CLOSETS not in name
    ]
    beside: dict[int, dict[str, object]] = {}
    for number, key, text, whole in connection.execute(
        f"SELECT id, key, string_value, int_value FROM embedding_metadata WHERE {_BESIDE}"
    ):
        beside.setdefault(number, {})[key] = text if text is not None else whole
    groups: dict[tuple[object, ...], list[tuple[int, int, str]]] = {}
    marks = ", ".join("?" * len(own))
    rows = connection.execute(
        "SELECT embeddings.id, embeddings.embedding_id, collections.name FROM embeddings "
        "JOIN segments ON segments.id = embeddings.segment_id "
        "JOIN collections ON collections.id = segments.collection "
        f"WHERE collections.name IN ({marks}) ORDER BY embeddings.id",
        own,
    )
    for number, ref, collection in rows:
        known = beside.get(number, {})
        source = known.get("source_file")
        key = (collection, known.get("wing"), known.get("room"), source or f"\0{ref}")
        chunk = known.get("chunk_index")
        at = chunk if isinstance(chunk, int) else 0
        groups.setdefault(key, []).append((at, number, str(ref)))
    for group in groups.values():
        yield [(number, ref) for _, number, ref in sorted(group, key=lambda each: each[:2])]


def _drawer(connection: sqlite3.Connection, own: tuple[int, str]) -> _Drawer:
    number, ref = own
    beside: dict[str, object] = {}
    text = ""
    for key, word, whole, broken in connection.execute(
        "SELECT key, string_value, int_value, float_value FROM embedding_metadata "
        "WHERE id = ? ORDER BY key",
        (number,),
    ):
        value = next((each for each in (word, whole, broken) if each is not None), None)
        if key == _DOCUMENT:
            text = clean(str(value or ""))
        elif isinstance(value, str):
            beside[clean(str(key))[:80]] = clean(value)
        elif isinstance(value, int):
            beside[clean(str(key))[:80]] = value
        elif isinstance(value, float):
            beside[clean(str(key))[:80]] = str(value)
    return _Drawer(clean(ref), text, beside)


def _item(entry: Entry, drawers: list[_Drawer], taken: dict[str, str]) -> DraftItem | None:
    drawers = [drawer for drawer in drawers if drawer.text.strip()]
    if not drawers:
        return None
    first = drawers[0].beside
    source = str(first.get("source_file") or "")
    wing, room = (" ".join(str(first.get(key) or "").split()) for key in ("wing", "room"))
    told = json.dumps([[each.ref, each.text, each.beside] for each in drawers], sort_keys=True)
    fingerprint = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    own_ref = "/".join(filter(None, (wing, room, source))) if source else drawers[0].ref
    ref = unique_ref(own_ref.strip() or "drawer", fingerprint, taken)
    if ref is None:
        return None
    name = PurePosixPath(source.replace("\\", "/")).name
    title = shortened(name or opening(drawers[0].text), 200) or "A drawer"
    refs: dict[str, str] = {}
    memories = tuple(
        DraftMemory(
            kind=MemoryKind.SECTION,
            text=drawer.text,
            title=opening(drawer.text, 80),
            ref=own,
            author=str(drawer.beside.get("added_by") or drawer.beside.get("agent") or "") or None,
            at=next((at for key in _TIMES if (at := from_value(drawer.beside.get(key)))), None),
        )
        for drawer in drawers
        if (own := unique_ref(drawer.ref or "drawer", drawer.text, refs)) is not None
    )
    times = sorted((m.at for m in memories if m.at is not None), key=lambda at: at.utc)
    place = " › ".join(filter(None, (entry.place, wing, room, title)))
    return fragment_item(
        ref=ref,
        place=place,
        title=title,
        fingerprint=fingerprint,
        memories=memories,
        tags=merged(filter(None, (wing, room))),
        created=times[0] if times else None,
        updated=times[-1] if times else None,
        properties={key: value for key, value in first.items() if key != "chunk_index"},
    )
