"""What a person arranges: names, pins, moves by hand, and where the things of a source go.

Every function that changes something writes what was there before into a `Before`, so that undo
gives back the same rows, bit for bit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from palace.model.changes import ChangeKind
from palace.model.errors import NotFound, Stale
from palace.store.addresses import name_places
from palace.store.columns import marks
from palace.store.plans import founded_at, set_founded
from palace.store.store import Reader, Transaction

PLACE_TABLES = ("quarter", "wing", "room")
"""What can be named and chosen as a destination, the widest first."""

NOTHING_TO_MOVE_INTO = "There is nothing to move into yet: import something first."


@dataclass
class Before:
    """What stood in the rows that an operation changed; JSON-able.

    Parameters
    ----------
    names
        [table, id, name] of quarters, wings and spaces.
    placements
        [object id, locus id, since, pinned].
    moves
        Rows of ``moved`` that were added.
    destinations
        [source id, kind, place id]; kind and place are empty where there was none.
    draft
        Whether the plan was a draft.
    shared
        Whether something else had the old name as well.
    """

    names: list[list[str]] = field(default_factory=list)
    placements: list[list[Any]] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    destinations: list[list[str]] = field(default_factory=list)
    draft: bool = False
    shared: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """The fields as JSON knows them."""
        return {
            "names": self.names,
            "placements": self.placements,
            "moves": self.moves,
            "destinations": self.destinations,
            "draft": self.draft,
            "shared": self.shared,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """An object at its locus.

    Parameters
    ----------
    reach
        "here" or "lethe".
    number
        The locus' number in its room.
    """

    object_id: str
    title: str
    reach: str
    locus_id: str
    number: int
    room_id: str
    room: str
    since: float
    pinned: bool


_STANDING = (
    "SELECT object.id, object.title, object.reach, locus.id, locus.ord, room.id, room.name, "
    "placement.since, placement.pinned FROM placement "
    "JOIN object ON object.id = placement.object_id JOIN locus ON locus.id = placement.locus_id "
    "JOIN room ON room.id = locus.room_id "
)


def _standing(row: sqlite3.Row | None) -> Standing | None:
    return None if row is None else Standing(*(*row[:-1], bool(row[-1])))


def standing(reader: Reader, object_id: str) -> Standing | None:
    """Return where an object stands, None where it has no locus."""
    return _standing(reader.row(_STANDING + "WHERE placement.object_id = ?", (object_id,)))


def standing_at(reader: Reader, locus_id: str) -> Standing | None:
    """Return what stands at a locus, None where it is free."""
    return _standing(reader.row(_STANDING + "WHERE placement.locus_id = ?", (locus_id,)))


def loci_of(reader: Reader, room_id: str) -> list[sqlite3.Row]:
    """Return a room's loci by number: id, ord, x, y, z and the object there, if any."""
    return reader.rows(
        "SELECT locus.id, locus.ord, x, y, z, placement.object_id AS object_id FROM locus "
        "LEFT JOIN placement ON placement.locus_id = locus.id WHERE room_id = ? ORDER BY locus.ord",
        (room_id,),
    )


def move_in_first(tx: Transaction, before: Before) -> bool:
    """Freeze a draft, since what a person arranges must stay; return whether it was one.

    Raises
    ------
    NotFound
        There is no plan yet.
    """
    if founded_at(tx) is not None:
        return False
    if not tx.value("SELECT count(*) FROM room"):
        raise NotFound(NOTHING_TO_MOVE_INTO)
    set_founded(tx, tx.now)
    before.draft = True
    return True


def name_taken(reader: Reader, name: str, but: Sequence[str]) -> str | None:
    """Return what else has a name, whatever the case: "room", "wing"…; None where nothing has."""
    for table in PLACE_TABLES:
        # SQLite folds the case of ASCII only.
        for row in reader.rows(f"SELECT id, name FROM {table}"):
            if row["id"] not in but and row["name"].casefold() == name.casefold():
                return table
    return None


def bearers_of(reader: Reader, table: str, place_id: str, name: str) -> list[list[str]]:
    """Return what carries a place's name: [table, id, name then], the place itself first.

    A wing's corridors carry the wing's; a quarter's court says the quarter's before a colon.
    """
    old = str(reader.value(f"SELECT name FROM {table} WHERE id = ?", (place_id,)))
    bearers = [[table, place_id, name]]
    if table == "wing":
        rows = reader.rows(
            "SELECT id FROM room WHERE wing_id = ? AND kind <> 'room' AND name = ? ORDER BY ord",
            (place_id, old),
        )
        bearers += [["room", row["id"], name] for row in rows]
    elif table == "quarter":
        rows = reader.rows(
            "SELECT id, name FROM room WHERE quarter_id = ? AND wing_id IS NULL ORDER BY ord",
            (place_id,),
        )
        start = f"{old}: "
        bearers += [
            ["room", row["id"], f"{name}: {row['name'][len(start) :]}"]
            for row in rows
            if row["name"].startswith(start)
        ]
    return bearers


def write_names(tx: Transaction, names: Sequence[Sequence[str]], before: Before) -> None:
    """Give quarters, wings and spaces their names: [table, id, name]."""
    for table, place_id, name in names:
        assert table in PLACE_TABLES
        old = tx.value(f"SELECT name FROM {table} WHERE id = ?", (place_id,))
        if old is None or old == name:
            continue
        before.names.append([table, place_id, old])
        tx.execute(f"UPDATE {table} SET name = ? WHERE id = ?", (name, place_id))
        tx.log(ChangeKind.PLAN, place_id)
    name_places(tx)


def write_pinned(tx: Transaction, where: Standing, pinned: bool, before: Before) -> None:
    """Pin an object, or unpin it."""
    before.placements.append([where.object_id, where.locus_id, where.since, int(where.pinned)])
    tx.execute(
        "UPDATE placement SET pinned = ? WHERE object_id = ?", (int(pinned), where.object_id)
    )
    tx.log(ChangeKind.PLACEMENT, where.object_id)


def stand(tx: Transaction, rows: Sequence[Sequence[Any]]) -> None:
    """Let objects that have a locus stand elsewhere: [object id, locus id, since, pinned].

    All at once, so that two can change places.

    Raises
    ------
    Stale
        Something else stands at one of the loci.
    """
    ids = [row[0] for row in rows]
    tx.execute_many("DELETE FROM placement WHERE object_id = ?", [(own,) for own in ids])
    try:
        tx.execute_many(
            "INSERT INTO placement (object_id, locus_id, since, pinned) VALUES (?, ?, ?, ?)",
            [tuple(row) for row in rows],
        )
    except sqlite3.IntegrityError as error:
        raise Stale("That place has been taken meanwhile; look again.") from error
    for object_id in ids:
        tx.log(ChangeKind.PLACEMENT, object_id)


MARKER_SECONDS = 14 * 86400.0
"""So long a marker stands at a place that was left."""


def write_move(
    tx: Transaction, object_id: str, places: tuple[str, str], why: str = "person"
) -> int:
    """Keep that an object was moved from one locus to another; return the row's id.

    Parameters
    ----------
    why
        "person", or "sleep".
    """
    number = 1 + int(tx.value("SELECT coalesce(max(id), 0) FROM moved"))
    tx.execute(
        "INSERT INTO moved (id, object_id, from_locus, to_locus, at, why, until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, object_id, *places, tx.now, why, tx.now + MARKER_SECONDS),
    )
    return number


def forget_moves(tx: Transaction, numbers: Sequence[int]) -> None:
    """Take rows of ``moved`` back."""
    tx.execute_many("DELETE FROM moved WHERE id = ?", [(number,) for number in numbers])


def marked_loci(reader: Reader, now: float) -> dict[str, str]:
    """Return locus id → room id of the free places at which a marker stands."""
    return {
        row["from_locus"]: row["room_id"]
        for row in reader.rows(
            "SELECT DISTINCT moved.from_locus, locus.room_id FROM moved "
            "JOIN locus ON locus.id = moved.from_locus "
            "LEFT JOIN placement ON placement.locus_id = moved.from_locus "
            "WHERE moved.until > ? AND placement.object_id IS NULL",
            (now,),
        )
    }


def destination_of(reader: Reader, source_id: str) -> tuple[str, str] | None:
    """Return (kind, place id) of where a source's things go, or None."""
    row = reader.row("SELECT kind, ref FROM destination WHERE source_id = ?", (source_id,))
    return None if row is None else (row["kind"], row["ref"])


def write_destination(
    tx: Transaction, source_id: str, place: tuple[str, str] | None, before: Before
) -> bool:
    """Choose where a source's things go, or leave it to the palace; False where it was so."""
    old = destination_of(tx, source_id)
    if old == place:
        return False
    before.destinations.append([source_id, *(old or ("", ""))])
    if place is None:
        tx.execute("DELETE FROM destination WHERE source_id = ?", (source_id,))
    else:
        tx.execute(
            "INSERT OR REPLACE INTO destination (source_id, kind, ref) VALUES (?, ?, ?)",
            (source_id, *place),
        )
    tx.log(ChangeKind.SOURCE, source_id)
    return True


def destined(reader: Reader, object_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return object id → (kind, place id), for the objects whose source has a destination."""
    if not reader.value("SELECT count(*) FROM destination"):
        return {}
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(object_ids), 500):
        part = list(object_ids[start : start + 500])
        rows = reader.rows(
            "SELECT object.id, destination.kind, destination.ref FROM object "
            "JOIN item ON item.id = object.item_id "
            "JOIN destination ON destination.source_id = item.source_id "
            f"WHERE object.id IN ({marks(len(part))})",
            part,
        )
        found |= {row["id"]: (row["kind"], row["ref"]) for row in rows}
    return found


def make_draft(tx: Transaction) -> None:
    """Make the plan a draft again, as it was before the first thing a person arranged."""
    if founded_at(tx) is not None:
        set_founded(tx, None)
