"""Reading: a memory with its thread and its place."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from palace.model.drafts import KeptFile
from palace.model.errors import NotFound
from palace.model.moments import Moment
from palace.queries.arranged import LEAST_OF_ID, Movement, last_movement
from palace.queries.query import Context, Query
from palace.queries.spots import spot_of
from palace.store import Reader
from palace.store.addresses import address_of
from palace.store.columns import moment_of
from palace.store.files import files_of


@dataclass(frozen=True)
class SegmentView:
    """A turn inside a memory; offsets into its text."""

    start: int
    end: int
    speaker: str | None
    at: Moment | None
    source_ref: str
    chatter: bool


@dataclass(frozen=True)
class PlaceNames:
    """Where something stands, as signs say it."""

    quarter: str
    wing: str
    room: str
    locus: int
    room_id: str
    wing_id: str | None
    quarter_id: str
    locus_kind: str
    address: str


@dataclass(frozen=True)
class LinkedObject:
    """The other end of a link."""

    object_id: str
    title: str
    kind: str
    label: str


@dataclass(frozen=True)
class MemoryView:
    """A memory as a person reads it.

    Parameters
    ----------
    object_title, title
        Of its object, and its own (a heading, a question; may be empty).
    previous, next
        (memory id, title) of the parts before and after in the thread, or None.
    part, parts
        Its number in the thread from 1, and how many there are.
    place
        Where its object stands, None while it has no locus.
    source_title, source_item
        The item's title, and its identity in the source.
    missing
        Whether the source has it no more.
    pinned
        Whether its object is pinned to its locus.
    moved
        The last way its object went, None where it has never been moved.
    files
        Pictures and other files that its item names, as the palace keeps them.
    """

    id: str
    object_id: str
    object_title: str
    object_kind: str
    title: str
    text: str
    kind: str
    author: str | None
    happened_at: Moment | None
    segments: tuple[SegmentView, ...]
    source_kind: str
    source_uri: str
    source_item: str
    source_title: str
    source_place: str
    missing: bool
    previous: tuple[str, str] | None
    next: tuple[str, str] | None
    part: int
    parts: int
    place: PlaceNames | None
    tags: tuple[str, ...]
    links: tuple[LinkedObject, ...]
    alternate: bool
    reach: str
    pinned: bool = False
    moved: Movement | None = None
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True)
class ObjectView:
    """An object with its pages."""

    id: str
    title: str
    kind: str
    place: PlaceNames | None
    memories: tuple[MemoryView, ...]


_MEMORY = (
    "SELECT memory.*, object.title AS object_title, object.kind AS object_kind, object.tags, "
    "object.reach AS object_reach, object.item_id, item.ref AS item_ref, item.title AS item_title, "
    "item.place AS item_place, item.missing_since, item.updated, item.updated_offset, "
    "item.updated_precision, item.created, item.created_offset, item.created_precision, "
    "source.kind AS source_kind, source.uri AS source_uri "
    "FROM memory JOIN object ON object.id = memory.object_id JOIN item ON item.id = object.item_id "
    "JOIN source ON source.id = item.source_id "
)


def happened_at(row: sqlite3.Row) -> Moment | None:
    """Return when a memory happened: its own time, else its item's."""
    return moment_of(row) or moment_of(row, "created") or moment_of(row, "updated")


def place_names(reader: Reader, object_id: str) -> PlaceNames | None:
    """Return where an object stands, or None."""
    row = reader.row(
        "SELECT quarter.name AS quarter, coalesce(wing.name, '') AS wing, room.name AS room, "
        "locus.ord AS locus, room.id AS room_id, wing.id AS wing_id, quarter.id AS quarter_id, "
        "locus.kind AS locus_kind "
        "FROM placement JOIN locus ON locus.id = placement.locus_id "
        "JOIN room ON room.id = locus.room_id JOIN quarter ON quarter.id = room.quarter_id "
        "LEFT JOIN wing ON wing.id = room.wing_id WHERE placement.object_id = ?",
        (object_id,),
    )
    if row is None:
        return None
    return PlaceNames(**dict(row), address=address_of(reader, row["room_id"], row["locus"]))


def _view(reader: Reader, row: sqlite3.Row) -> MemoryView:
    thread = reader.rows(
        "SELECT memory.id, memory.title, object.title AS object_title FROM memory "
        "JOIN object ON object.id = memory.object_id WHERE object.item_id = ? "
        "AND (memory.reach = 'here' OR memory.id = ?) ORDER BY object.ord, memory.ord",
        (row["item_id"], row["id"]),
    )
    number = next(index for index, part in enumerate(thread) if part["id"] == row["id"])

    def neighbour(index: int) -> tuple[str, str] | None:
        if not 0 <= index < len(thread):
            return None
        return thread[index]["id"], thread[index]["title"] or thread[index]["object_title"]

    segments = tuple(
        SegmentView(
            part["start"],
            part["end"],
            part["speaker"],
            moment_of(part),
            part["source_ref"],
            bool(part["chatter"]),
        )
        for part in reader.rows(
            "SELECT * FROM segment WHERE memory_id = ? ORDER BY ord", (row["id"],)
        )
    )
    links = tuple(
        LinkedObject(link["id"], link["title"], link["kind"], link["label"])
        for link in reader.rows(
            "SELECT object.id, object.title, object.kind, link.label FROM link "
            "JOIN object ON object.id = link.to_object AND object.reach = 'here' "
            "WHERE link.memory_id = ? ORDER BY link.id",
            (row["id"],),
        )
    )
    return MemoryView(
        row["id"],
        row["object_id"],
        row["object_title"],
        row["object_kind"],
        row["title"],
        row["text"],
        row["kind"],
        row["author"],
        happened_at(row),
        segments,
        row["source_kind"],
        row["source_uri"],
        row["item_ref"],
        row["item_title"],
        row["item_place"],
        row["missing_since"] is not None,
        neighbour(number - 1),
        neighbour(number + 1),
        number + 1,
        len(thread),
        place_names(reader, row["object_id"]),
        tuple(json.loads(row["tags"])),
        links,
        bool(row["alternate"]),
        row["object_reach"] if row["reach"] == "here" else row["reach"],
        bool(reader.value("SELECT pinned FROM placement WHERE object_id = ?", (row["object_id"],))),
        last_movement(reader, row["object_id"]),
        files_of(reader, row["item_id"]),
    )


@dataclass(frozen=True)
class ShowMemory(Query[MemoryView]):
    """A memory by its id, or the first page of an object by the object's, or by its address.

    Raises
    ------
    NotFound
        There is none; a beginning of an id is enough where it is unambiguous.
    """

    id: str

    def answer(self, context: Context) -> MemoryView:
        """Return it."""
        reader = context.reader
        if "/" in self.id:
            return self._at_address(context)
        row = reader.row(_MEMORY + "WHERE memory.id = ?", (self.id,)) or reader.row(
            _MEMORY + "WHERE memory.object_id = ? ORDER BY memory.reach, memory.ord", (self.id,)
        )
        if row is None and len(self.id) >= LEAST_OF_ID:
            row = self._by_beginning(reader)
        if row is None:
            raise NotFound(f"There is no memory or object with the id {self.id!r} in this palace.")
        return _view(reader, row)

    def _at_address(self, context: Context) -> MemoryView:
        spot = spot_of(context.reader, self.id, told=True)
        if spot is None or spot.locus is None:
            raise NotFound(f"{self.id!r} is no address of a locus (quarter/wing/room/7).")
        if spot.object is None:
            raise NotFound(f"Nothing stands at {spot.address}.")
        return ShowMemory(spot.object).answer(context)

    def _by_beginning(self, reader: Reader) -> sqlite3.Row | None:
        # A range rather than LIKE, which would read every memory.
        span = (self.id, self.id + "\U0010ffff")
        found = {
            row["id"]
            for table in ("memory", "object")
            for row in reader.rows(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2", span)
        }
        if len(found) > 1:
            raise NotFound(f"More than one id begins with {self.id!r}; give more of it.")
        return (
            reader.row(
                _MEMORY + "WHERE memory.id = ? OR memory.object_id = ? "
                "ORDER BY memory.reach, memory.ord",
                (*found, *found),
            )
            if found
            else None
        )


@dataclass(frozen=True)
class ShowObject(Query[ObjectView]):
    """An object with all its pages in reach.

    Raises
    ------
    NotFound
        There is none with this id.
    """

    id: str

    def answer(self, context: Context) -> ObjectView:
        """Return it."""
        reader = context.reader
        row = reader.row("SELECT id, title, kind FROM object WHERE id = ?", (self.id,))
        if row is None:
            raise NotFound(f"There is no object with the id {self.id!r} in this palace.")
        pages = reader.rows(
            _MEMORY + "WHERE memory.object_id = ? AND memory.reach = 'here' ORDER BY memory.ord",
            (self.id,),
        )
        return ObjectView(
            row["id"],
            row["title"],
            row["kind"],
            place_names(reader, self.id),
            tuple(_view(reader, page) for page in pages),
        )


@dataclass(frozen=True)
class LinksTo(Query[list[LinkedObject]]):
    """The objects whose links point at an object."""

    object_id: str

    def answer(self, context: Context) -> list[LinkedObject]:
        """Return each once, by title."""
        rows = context.reader.rows(
            "SELECT object.id, object.title, object.kind, min(link.label) AS label FROM link "
            "JOIN object ON object.id = link.object_id AND object.reach = 'here' "
            "WHERE link.to_object = ? AND link.object_id <> ? GROUP BY object.id "
            "ORDER BY object.title",
            (self.object_id, self.object_id),
        )
        return [LinkedObject(row["id"], row["title"], row["kind"], row["label"]) for row in rows]
