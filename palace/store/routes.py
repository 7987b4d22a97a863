"""Routes: loci in an order, under a name; bookmarks: places one wants to come back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palace.model.changes import ChangeKind
from palace.store.store import Reader, Transaction


def route_names(reader: Reader) -> list[tuple[str, int]]:
    """Return (name, how many stops) of all routes by name."""
    rows = reader.rows(
        "SELECT route.name, count(route_stop.ord) AS stops FROM route "
        "LEFT JOIN route_stop ON route_stop.route = route.name GROUP BY route.name "
        "ORDER BY lower(route.name)"
    )
    return [(row["name"], row["stops"]) for row in rows]


def route_loci(reader: Reader, name: str) -> list[str] | None:
    """Return the loci of a route in their order; None where there is no such route."""
    known = reader.value("SELECT name FROM route WHERE name = ?", (name,))
    if known is None:
        return None
    rows = reader.rows("SELECT locus_id FROM route_stop WHERE route = ? ORDER BY ord", (known,))
    return [row["locus_id"] for row in rows]


def route_notes(reader: Reader, name: str) -> list[str]:
    """Return what is said at each stop of a route, in their order; empty for nothing."""
    rows = reader.rows("SELECT note FROM route_stop WHERE route = ? ORDER BY ord", (name,))
    return [row["note"] for row in rows]


def write_route(
    tx: Transaction, name: str, loci: Sequence[str] | None, notes: Sequence[str] = ()
) -> None:
    """Write a route whole, with what is said at its stops; None takes it away."""
    tx.execute("DELETE FROM route_stop WHERE route = ?", (name,))
    tx.execute("DELETE FROM route WHERE name = ?", (name,))
    if loci is not None:
        tx.execute("INSERT INTO route (name, at) VALUES (?, ?)", (name, tx.now))
        tx.execute_many(
            "INSERT INTO route_stop (route, ord, locus_id, note) VALUES (?, ?, ?, ?)",
            [
                (name, number, locus_id, notes[number] if number < len(notes) else "")
                for number, locus_id in enumerate(loci)
            ],
        )
    tx.log(ChangeKind.ROUTE, name)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place, and the way one looked from it.

    Parameters
    ----------
    room_id
        The space it is in.
    x, y, z
        Where the eye was, in metres.
    yaw, pitch
        Where it looked, in radians.
    """

    id: str
    name: str
    room_id: str
    x: float
    y: float
    z: float
    yaw: float
    pitch: float


def bookmarks(reader: Reader) -> list[Bookmark]:
    """Return all bookmarks, the oldest first."""
    rows = reader.rows(
        "SELECT id, name, room_id, x, y, z, yaw, pitch FROM bookmark ORDER BY at, id"
    )
    return [Bookmark(*row) for row in rows]


def bookmark(reader: Reader, bookmark_id: str) -> Bookmark | None:
    """Return a bookmark, None where there is none such."""
    return next((each for each in bookmarks(reader) if each.id == bookmark_id), None)


def write_bookmark(tx: Transaction, mark: Bookmark) -> None:
    """Write a bookmark, in place of an older one of the same id."""
    tx.execute(
        "INSERT INTO bookmark (id, name, room_id, x, y, z, yaw, pitch, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        (mark.id, mark.name, mark.room_id, mark.x, mark.y, mark.z, mark.yaw, mark.pitch, tx.now),
    )
    tx.log(ChangeKind.ROUTE, mark.id)


def drop_bookmark(tx: Transaction, bookmark_id: str) -> None:
    """Take a bookmark away."""
    tx.execute("DELETE FROM bookmark WHERE id = ?", (bookmark_id,))
    tx.log(ChangeKind.ROUTE, bookmark_id)
