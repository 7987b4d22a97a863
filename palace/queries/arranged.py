"""What a person arranges: finding a place by its name, the places left, where sources go."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from palace.model.errors import NotFound
from palace.queries.query import Context, Query
from palace.store import Reader

LEAST_OF_ID = 8
"""Characters of an id that stand for the whole of it."""

_PLACES = {
    "quarter": "SELECT id, name, '' AS inside FROM quarter ORDER BY ord",
    "wing": "SELECT wing.id, wing.name, quarter.name AS inside FROM wing "
    "JOIN quarter ON quarter.id = wing.quarter_id ORDER BY quarter.ord, wing.ord",
    "room": "SELECT room.id, room.name, coalesce(wing.name, quarter.name) AS inside FROM room "
    "JOIN quarter ON quarter.id = room.quarter_id LEFT JOIN wing ON wing.id = room.wing_id "
    "WHERE room.kind = 'room' ORDER BY room.ord",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A quarter, wing or room.

    Parameters
    ----------
    kind
        "quarter", "wing" or "room".
    inside
        The name of the wing or quarter it lies in; empty for a quarter.
    """

    kind: str
    id: str
    name: str
    inside: str


def places(reader: Reader, kinds: Sequence[str] = tuple(_PLACES)) -> list[Place]:
    """Return the quarters, then the wings, then the rooms."""
    return [Place(kind, *row) for kind in kinds for row in reader.rows(_PLACES[kind])]


def _one_place(found: Sequence[Place], text: str) -> Place | None:
    """Return the one place an id, the beginning of an id, or a name means; None for none."""
    name = " ".join(text.split()).casefold()
    fits = [place for place in found if place.id == text] or [
        place for place in found if place.name.casefold() == name
    ]
    if not fits and len(text) >= LEAST_OF_ID:
        fits = [place for place in found if place.id.startswith(text)]
    if len(fits) > 1:
        said = ", ".join(f"{place.kind} {place.id}" for place in fits[:4])
        raise NotFound(f"{text!r} could mean more than one place ({said}); give the id.")
    return fits[0] if fits else None


@dataclass(frozen=True)
class FindPlace(Query[Place]):
    """A quarter, wing or room by its id, the beginning of its id, or its name.

    Parameters
    ----------
    text
        What the person wrote, whatever the case.
    kinds
        What it may be.

    Raises
    ------
    NotFound
        There is none, or more than one.
    """

    text: str
    kinds: tuple[str, ...] = ("quarter", "wing", "room")

    def answer(self, context: Context) -> Place:
        """Return it."""
        place = _one_place(places(context.reader, self.kinds), self.text)
        if place is None:
            what = ", ".join(self.kinds[:-1]) + " or " if len(self.kinds) > 1 else ""
            raise NotFound(
                f"There is no {what}{self.kinds[-1]} called {self.text!r}; "
                "`palace info --rooms` lists them."
            )
        return place


@dataclass(frozen=True)
class FindLocus(Query["tuple[Place, int | None]"]):
    """A room, or a locus by its number there: "Baking", "Baking/7".

    Raises
    ------
    NotFound
        There is no such room, or more than one.
    """

    text: str

    def answer(self, context: Context) -> tuple[Place, int | None]:
        """Return the room and the number, None where none was given."""
        whole = _one_place(places(context.reader, ("room",)), self.text)
        room, slash, number = self.text.rpartition("/")
        if whole is not None or not slash or not number.strip().isdecimal():
            return FindPlace(self.text, ("room",)).answer(context), None
        return FindPlace(room.strip(), ("room",)).answer(context), int(number)


@dataclass(frozen=True, slots=True)
class Movement:
    """An object's way from one locus to another.

    Parameters
    ----------
    from_number, to_number
        The loci's numbers in their rooms.
    at, until
        When it was, and until when a marker stands at the place left; seconds since 1970.
    why
        "person", or what else moved it.
    """

    object_id: str
    title: str
    from_locus: str
    from_room_id: str
    from_room: str
    from_number: int
    to_locus: str
    to_room_id: str
    to_room: str
    to_number: int
    at: float
    until: float
    why: str


_MOVED = (
    "SELECT moved.object_id, object.title, a.id, room_a.id, room_a.name, a.ord, "
    "b.id, room_b.id, room_b.name, b.ord, moved.at, moved.until, moved.why FROM moved "
    "JOIN object ON object.id = moved.object_id "
    "JOIN locus a ON a.id = moved.from_locus JOIN room room_a ON room_a.id = a.room_id "
)


def last_movement(reader: Reader, object_id: str) -> Movement | None:
    """Return the last way that an object went, None where it has never been moved."""
    row = reader.row(
        _MOVED + "JOIN locus b ON b.id = moved.to_locus JOIN room room_b ON room_b.id = b.room_id "
        "WHERE moved.object_id = ? ORDER BY moved.id DESC LIMIT 1",
        (object_id,),
    )
    return None if row is None else Movement(*row)


@dataclass(frozen=True, slots=True)
class Marker:
    """A place that was left, and where what stood there is now.

    Parameters
    ----------
    way
        Its `to_…` say where the object stands today, also after further moves.
    taken
        Whether something else stands at the place left.
    """

    way: Movement
    taken: bool


@dataclass(frozen=True)
class Markers(Query[list[Marker]]):
    """The places left for which a marker still stands.

    Parameters
    ----------
    now
        Seconds since 1970.
    """

    now: float

    def answer(self, context: Context) -> list[Marker]:
        """Return them, the newest first; an object that came back has none there."""
        rows: list[sqlite3.Row] = context.reader.rows(
            _MOVED + "JOIN placement own ON own.object_id = moved.object_id "
            "JOIN locus b ON b.id = own.locus_id JOIN room room_b ON room_b.id = b.room_id "
            "WHERE moved.until > ? AND object.reach = 'here' AND own.locus_id <> moved.from_locus "
            "ORDER BY moved.id DESC",
            (self.now,),
        )
        if not rows:
            return []
        held = {row["locus_id"] for row in context.reader.rows("SELECT locus_id FROM placement")}
        ways = [Movement(*row) for row in rows]
        # Of several that left one place the last is told; of one object's several, each place.
        newest = {way.from_locus: way for way in reversed(ways)}
        return [
            Marker(way, way.from_locus in held) for way in ways if newest[way.from_locus] is way
        ]


@dataclass(frozen=True, slots=True)
class SourceGoes:
    """A source, and where its things go.

    Parameters
    ----------
    objects
        How many objects in reach came from it.
    place
        The destination; None leaves it to the palace.
    """

    id: str
    kind: str
    uri: str
    objects: int
    place: Place | None


def _sources(reader: Reader) -> list[SourceGoes]:
    rows = reader.rows(
        "SELECT source.id, source.kind, source.uri, "
        "(SELECT count(*) FROM object JOIN item ON item.id = object.item_id "
        "WHERE item.source_id = source.id AND object.reach = 'here') AS objects, "
        "destination.ref FROM source LEFT JOIN destination ON destination.source_id = source.id "
        "ORDER BY source.id"
    )
    known = {place.id: place for place in places(reader)} if any(row[4] for row in rows) else {}
    return [SourceGoes(*(*row[:4], known.get(row[4]))) for row in rows]


@dataclass(frozen=True)
class Destinations(Query[list[SourceGoes]]):
    """Every source with where its things go."""

    def answer(self, context: Context) -> list[SourceGoes]:
        """Return them in the order they came."""
        return _sources(context.reader)


@dataclass(frozen=True)
class FindSource(Query[SourceGoes]):
    """A source by its id, its address, the last part of it, or its kind.

    Raises
    ------
    NotFound
        There is none, or more than one.
    """

    text: str

    def answer(self, context: Context) -> SourceGoes:
        """Return it."""
        found = _sources(context.reader)
        text = self.text.rstrip("/")

        def ways(source: SourceGoes) -> tuple[bool, ...]:
            address = source.uri.rstrip("/:")
            return (
                source.id == text,
                text in (source.uri, address, address.removeprefix("file://")),
                address.rpartition("/")[2].casefold() == text.casefold(),
                source.kind == text.casefold(),
                len(text) >= LEAST_OF_ID and source.id.startswith(text),
            )

        for way in range(5):
            fits = [source for source in found if ways(source)[way]]
            if len(fits) > 1:
                raise NotFound(
                    f"More than one source fits {self.text!r}; `palace destination` lists them "
                    "with their ids."
                )
            if fits:
                return fits[0]
        raise NotFound(f"There is no source {self.text!r}; `palace destination` lists them.")
