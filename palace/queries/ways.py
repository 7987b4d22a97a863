"""Ways as keys: what lies along one, how near rooms are to a trail, and what is around here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palace.model.errors import NotFound
from palace.model.plan import Plan
from palace.queries.find_spot import FindSpot
from palace.queries.query import Context, Query
from palace.queries.spots import Spot
from palace.recall.paths import METRES, nearness
from palace.store import Reader
from palace.store.addresses import address_of
from palace.store.plans import read_plan
from palace.store.routes import Bookmark, bookmarks, route_loci, route_names, route_notes

UNSEEN_DAYS = 30.0
"""After so many days without a visit a thing counts as not seen for long."""


@dataclass(frozen=True)
class AlongTheWay(Query[tuple[str, ...]]):
    """The rooms that the walk from one place to another goes through or passes, in its order.

    Parameters
    ----------
    start, end
        As for `palace.queries.FindSpot`.

    Raises
    ------
    NotFound
        There is no such place, or no way.
    """

    start: str
    end: str

    def answer(self, context: Context) -> tuple[str, ...]:
        """Return their ids."""
        from palace.layout.walk import WalkGraph

        a, b = (FindSpot(text).answer(context) for text in (self.start, self.end))
        graph = WalkGraph(read_plan(context.reader))
        rooms = graph.along((a.x, a.y, a.z), a.room, (b.x, b.y, b.z), b.room)
        if not rooms:
            raise NotFound(f"There is no way from {self.start!r} to {self.end!r}.")
        return tuple(rooms)


@dataclass(frozen=True)
class NearTo(Query[tuple[tuple[str, float], ...]]):
    """How near each room lies to a trail: what `Search` takes as ``near``.

    Parameters
    ----------
    stops
        Places as for `palace.queries.FindSpot`, the latest last.
    """

    stops: tuple[str, ...]

    def answer(self, context: Context) -> tuple[tuple[str, float], ...]:
        """Return (room id, nearness)."""
        spots = [FindSpot(text).answer(context) for text in reversed(self.stops)]
        return tuple(sorted(near_to(read_plan(context.reader), spots).items()))


def near_to(plan: Plan, spots: Sequence[Spot]) -> dict[str, float]:
    """Return room id → nearness to places, the latest first."""
    from palace.layout.walk import WalkGraph

    graph = WalkGraph(plan)
    return nearness([graph.distances((spot.x, spot.y, spot.z), spot.room) for spot in spots])


@dataclass(frozen=True)
class AroundObject:
    """Something near that has not been seen for long.

    Parameters
    ----------
    metres
        To walk to the middle of its room.
    seen
        When it was last visited, seconds since 1970; None for never.
    """

    object: str
    memory: str
    title: str
    kind: str
    room: str
    address: str
    metres: float
    seen: float | None
    score: float


@dataclass(frozen=True)
class AroundHere(Query[list[AroundObject]]):
    """What is around here that has not been seen for long; no words are needed.

    Its score is the nearness of its room times how far its last visit has faded, by
    ``1 - exp(-days / 30)``.

    Parameters
    ----------
    at
        As for `palace.queries.FindSpot`.
    limit
        At most so many.
    """

    at: str
    limit: int = 10

    def answer(self, context: Context) -> list[AroundObject]:
        """Return them, the nearest and longest unseen first."""
        import math

        from palace.layout.walk import WalkGraph

        reader = context.reader
        spot = FindSpot(self.at).answer(context)
        walks = WalkGraph(read_plan(reader)).distances((spot.x, spot.y, spot.z), spot.room)
        found = []
        for row in reader.rows(
            "SELECT object.id, object.title, object.kind, locus.room_id, locus.ord, "
            "room.name AS room, locus.id AS locus, "
            "(SELECT id FROM memory WHERE object_id = object.id AND reach = 'here' "
            "ORDER BY alternate, ord LIMIT 1) AS memory, "
            "(SELECT max(at) FROM visit WHERE visit.object_id = object.id) AS seen "
            "FROM placement JOIN object ON object.id = placement.object_id "
            "AND object.reach = 'here' JOIN locus ON locus.id = placement.locus_id "
            "JOIN room ON room.id = locus.room_id"
        ):
            metres = walks.get(row["room_id"], math.inf)
            if row["locus"] == spot.locus or not math.isfinite(metres):
                continue
            days = math.inf if row["seen"] is None else (context.now - row["seen"]) / 86400.0
            score = math.exp(-metres / METRES) * (1 - math.exp(-days / UNSEEN_DAYS))
            found.append((score, metres, row))
        found.sort(key=lambda each: (-each[0], each[2]["room"], each[2]["ord"]))
        return [
            AroundObject(
                row["id"],
                row["memory"],
                row["title"],
                row["kind"],
                row["room"],
                address_of(reader, row["room_id"], row["ord"]),
                metres,
                row["seen"],
                score,
            )
            for score, metres, row in found[: self.limit]
        ]


@dataclass(frozen=True)
class Routes(Query[list[tuple[str, int]]]):
    """All routes: (name, how many stops), by name."""

    def answer(self, context: Context) -> list[tuple[str, int]]:
        """Return them."""
        return route_names(context.reader)


@dataclass(frozen=True)
class Stop:
    """A stop of a route.

    Parameters
    ----------
    number
        From 1.
    object, title, memory
        What stands there now; None and empty where the place is free.
    note
        What is said there.
    """

    number: int
    locus: str
    address: str
    room: str
    room_id: str
    x: float
    y: float
    z: float
    object: str | None
    memory: str | None
    title: str
    note: str = ""


def _stop(reader: Reader, number: int, locus: str, note: str = "") -> Stop:
    row = reader.row(
        "SELECT locus.room_id, locus.ord, locus.x, locus.y, locus.z, room.name AS room, "
        "object.id AS object, object.title, "
        "(SELECT id FROM memory WHERE object_id = object.id AND reach = 'here' "
        "ORDER BY alternate, ord LIMIT 1) AS memory "
        "FROM locus JOIN room ON room.id = locus.room_id "
        "LEFT JOIN placement ON placement.locus_id = locus.id "
        "LEFT JOIN object ON object.id = placement.object_id AND object.reach = 'here' "
        "WHERE locus.id = ?",
        (locus,),
    )
    assert row is not None  # a route holds its loci by a foreign key
    return Stop(
        number,
        locus,
        address_of(reader, row["room_id"], row["ord"]),
        row["room"],
        row["room_id"],
        row["x"],
        row["y"],
        row["z"],
        row["object"],
        row["memory"],
        row["title"] or "",
        note,
    )


@dataclass(frozen=True)
class RouteStops(Query[list[Stop]]):
    """What a route leads past, in its order.

    Parameters
    ----------
    name
        Of a route, whatever the case of its letters.
    first, last
        Only from this stop to that, by their numbers from 1, or what stands there.

    Raises
    ------
    NotFound
        There is no such route, or no such stop.
    """

    name: str
    first: str = ""
    last: str = ""

    def answer(self, context: Context) -> list[Stop]:
        """Return its stops."""
        reader = context.reader
        loci = route_loci(reader, self.name)
        if loci is None:
            raise NotFound(f"There is no route called {self.name!r}; `palace route` lists them.")
        notes = route_notes(reader, self.name)
        stops = [
            _stop(reader, number, *each)
            for number, each in enumerate(zip(loci, notes, strict=True), 1)
        ]
        a = self._place(context, stops, self.first) if self.first else 0
        b = self._place(context, stops, self.last) if self.last else len(stops) - 1
        return stops[a : b + 1] if a <= b else stops[b : a + 1][::-1]

    def _place(self, context: Context, stops: Sequence[Stop], text: str) -> int:
        if text.isdecimal():
            if 1 <= int(text) <= len(stops):
                return int(text) - 1
        else:
            locus = FindSpot(text).answer(context).locus
            for place, stop in enumerate(stops):
                if stop.locus == locus:
                    return place
        raise NotFound(f"The route {self.name!r} has no stop {text!r}; it has {len(stops)}.")


@dataclass(frozen=True)
class Bookmarks(Query[list[Bookmark]]):
    """The places that are marked to come back to, the oldest first."""

    def answer(self, context: Context) -> list[Bookmark]:
        """Return them."""
        return bookmarks(context.reader)


@dataclass(frozen=True)
class Arrivals(Query[list[Stop]]):
    """What has come into the palace since a time and has its place, as stops of a way.

    Parameters
    ----------
    since
        Seconds since 1970.
    limit
        At most so many, the latest.
    """

    since: float
    limit: int = 30

    def answer(self, context: Context) -> list[Stop]:
        """Return them, each the nearest to the one before, from the entrance on."""
        reader = context.reader
        rows = reader.rows(
            "SELECT locus.id, locus.x, locus.y, locus.z FROM object "
            "JOIN placement ON placement.object_id = object.id "
            "JOIN locus ON locus.id = placement.locus_id "
            "WHERE object.reach = 'here' AND object.created_at >= ? "
            "ORDER BY object.created_at DESC, object.id LIMIT ?",
            (self.since, self.limit),
        )
        left = {row["id"]: (row["x"], row["y"], row["z"]) for row in rows}
        here = (0.0, 0.0, 0.0)
        order: list[str] = []
        while left:
            # Storeys are far apart for legs.
            nearest = min(
                left,
                key=lambda own: (
                    (left[own][0] - here[0]) ** 2
                    + (left[own][1] - here[1]) ** 2
                    + 64 * (left[own][2] - here[2]) ** 2,
                    own,
                ),
            )
            here = left.pop(nearest)
            order.append(nearest)
        return [_stop(reader, number, locus) for number, locus in enumerate(order, 1)]
