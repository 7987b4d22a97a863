"""Move an object by hand: to a locus the person chose, or to the best free one of a room."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound, Occupied, PalaceError
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.keys import placing_vectors_of
from palace.store.places import (
    Before,
    Standing,
    loci_of,
    move_in_first,
    stand,
    standing,
    standing_at,
    write_move,
)


@dataclass(frozen=True)
class Moved:
    """What a move did.

    Parameters
    ----------
    came_from, stands
        Where the object stood and stands now.
    swapped
        What stood there before and stands at the old place now, where they changed places.
    moved_in
        Whether the palace was a draft until then.
    """

    came_from: Standing
    stands: Standing
    swapped: Standing | None
    moved_in: bool
    before: Before


@dataclass(frozen=True)
class MoveObject(Operation[Moved]):
    """Move an object to another locus and pin it there; the place left keeps a marker.

    The locus is chosen inside the transaction.

    Parameters
    ----------
    object
        Its id.
    room
        The room's id.
    number
        The locus' number in the room; None takes the free one nearest to what is most alike.
    swap
        Where something stands there the two change places.
    called
        The object's title, for the undo menu.

    Raises
    ------
    NotFound
        No such object, room or number, or the object has no place yet.
    Occupied
        Something stands there and `swap` is false.
    PalaceError
        The room is full, or it stands there already.
    """

    kind: ClassVar[str] = "move_object"

    object: str
    room: str
    number: int | None = None
    swap: bool = False
    called: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return f"Move “{self.called}”" if self.called else "Move an object"

    def apply(self, tx: Transaction) -> Moved:
        """Move it; a draft is moved into first."""
        where = standing(tx, self.object)
        if where is None:
            raise NotFound("This has no place yet, so it cannot be moved; try again when it has.")
        if where.reach != "here":
            raise PalaceError(f"“{where.title}” is out of reach; its place waits for it.")
        room = tx.value("SELECT name FROM room WHERE id = ? AND kind = 'room'", (self.room,))
        if room is None:
            raise NotFound(f"There is no room with the id {self.room!r}.")
        loci = loci_of(tx, self.room)
        if self.number is None:
            target = self._best(tx, where, loci, str(room))
        else:
            target = _numbered(loci, self.number, str(room))
        there = standing_at(tx, target)
        if there is not None and there.object_id == self.object:
            raise PalaceError(f"“{where.title}” stands there already.")
        if there is not None and not self.swap:
            raise Occupied(
                f"“{there.title}” stands at number {there.number} of “{there.room}”"
                f"{' (out of reach)' if there.reach != 'here' else ''}; "
                "choose another number, or let the two change places."
            )
        before = Before()
        moved_in = move_in_first(tx, before)
        rows: list[list[Any]] = [[where.object_id, target, tx.now, 1]]
        before.placements.append(_row(where))
        if there is not None:
            before.placements.append(_row(there))
            rows.append([there.object_id, where.locus_id, tx.now, int(there.pinned)])
        stand(tx, rows)
        for object_id, old, new in [
            (where.object_id, where.locus_id, target),
            *([(there.object_id, target, where.locus_id)] if there is not None else []),
        ]:
            before.moves.append(write_move(tx, object_id, (old, new)))
        stands = standing(tx, self.object)
        assert stands is not None
        swapped = standing(tx, there.object_id) if there is not None else None
        return Moved(where, stands, swapped, moved_in, before)

    def inverse(self, tx: Transaction, result: Moved) -> tuple[str, dict[str, Any]] | None:
        """Put it back, pinned or not as it was."""
        return "put_back", result.before.fields

    def _best(
        self, tx: Transaction, where: Standing, loci: Sequence[sqlite3.Row], room: str
    ) -> str:
        """Return the free locus nearest to what is most alike in the room."""
        if where.room_id == self.room:
            raise PalaceError(
                f"“{where.title}” stands in “{room}” already; say which number it should have."
            )
        free = [row for row in loci if row["object_id"] is None]
        if not free:
            raise PalaceError(
                f"“{room}” is full; choose another room, or a number there and let the two "
                "change places."
            )
        taken = [row for row in loci if row["object_id"] is not None]
        vectors = placing_vectors_of(tx, [self.object, *(row["object_id"] for row in taken)])
        own = vectors.pop(self.object, None)
        like = [row for row in taken if row["object_id"] in vectors]
        if own is None or not like:
            return str(free[0]["id"])
        beside = max(like, key=lambda row: (float(vectors[row["object_id"]] @ own), -row["ord"]))

        def away(row: sqlite3.Row) -> tuple[float, int]:
            return sum((row[axis] - beside[axis]) ** 2 for axis in "xyz"), row["ord"]

        return str(min(free, key=away)["id"])


def _numbered(loci: Sequence[sqlite3.Row], number: int, room: str) -> str:
    for row in loci:
        if row["ord"] == number:
            return str(row["id"])
    if not loci:
        raise NotFound(f"“{room}” has no places.")
    raise NotFound(f"“{room}” has the places {loci[0]['ord']} to {loci[-1]['ord']}.")


def _row(where: Standing) -> list[Any]:
    return [where.object_id, where.locus_id, where.since, int(where.pinned)]
