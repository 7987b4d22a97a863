"""Sleep: bring what has come to stand among strangers to its like; undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from palace.model.errors import PalaceError, Stale
from palace.model.plan import Plan
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.building import Built, build, remember, take_down, wall_up
from palace.store.log import places_changed
from palace.store.places import forget_moves, stand, standing, standing_at, write_move
from palace.store.plans import STILL_A_DRAFT, founded_at, set_slept, slept_at

if TYPE_CHECKING:
    from palace.layout.tidying import Tidying


@dataclass(frozen=True)
class Slept:
    """What a sleep did.

    Parameters
    ----------
    moved
        How many objects it moved.
    rows
        [object id, locus left, since, pinned, locus taken].
    moves
        Rows of ``moved`` that were added, in the same order.
    slept
        When the palace was tidied before, None where it never was.
    """

    moved: int
    rows: list[list[Any]]
    moves: list[int]
    built: Built
    slept: float | None


@dataclass(frozen=True)
class TidyUp(Operation[Slept]):
    """Do what `palace.layout.tidying.tidy` proposed; each place left keeps a marker.

    Parameters
    ----------
    tidying
        The proposal.
    seq
        The number of the last change it knew of.

    Raises
    ------
    PalaceError
        The palace is a draft.
    Stale
        Something was placed, moved, pinned, renamed or built meanwhile.
    """

    kind: ClassVar[str] = "tidy_up"

    tidying: Tidying = field(repr=False)
    seq: int

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        many = len(self.tidying.steps)
        return f"Tidy up ({many} moved)" if many else "Tidy up"

    def apply(self, tx: Transaction) -> Slept:
        """Move, build and wall up, all of it or nothing."""
        if founded_at(tx) is None:
            raise PalaceError(STILL_A_DRAFT)
        if places_changed(tx, self.seq):
            raise Stale("The palace has changed meanwhile; look again at what would move.")
        built = Built()
        for addition in self.tidying.additions:
            plan = Plan(spaces=addition.spaces, doors=addition.doors, loci=addition.loci)
            build(tx, plan, addition.changed, built)
        rows: list[list[Any]] = []
        for step in self.tidying.steps:
            where = standing(tx, step.object_id)
            assert where is not None
            assert where.locus_id == step.from_locus
            rows.append(
                [step.object_id, where.locus_id, where.since, int(where.pinned), step.to_locus]
            )
        stand(tx, [[row[0], row[4], tx.now, row[3]] for row in rows])
        moves = [write_move(tx, row[0], (row[1], row[4]), "sleep") for row in rows]
        wall_up(tx, self.tidying.closed, built)
        if built.rooms or built.shapes:
            remember(tx, self.tidying.memory, built)
        before = slept_at(tx)
        set_slept(tx, tx.now)
        return Slept(len(rows), rows, moves, built, before)

    def inverse(self, tx: Transaction, result: Slept) -> tuple[str, dict[str, Any]] | None:
        """Be as before; a night in which nothing was to do needs no undoing."""
        if not result.rows and not result.built.shapes:
            return None
        return "untidy", {
            "rows": result.rows,
            "moves": result.moves,
            "built": result.built.fields,
            "slept": result.slept,
        }


@dataclass(frozen=True)
class Untidy(Operation[None]):
    """Undo of a sleep: what it moved stands where it stood, what it built is gone.

    Parameters
    ----------
    rows, moves, slept
        As in `Slept`.
    built
        The fields of a `palace.store.building.Built`.

    Raises
    ------
    Stale
        Something was moved on since, or stands at a place that was left.
    """

    kind: ClassVar[str] = "untidy"
    looks_itself: ClassVar[bool] = True

    rows: list[list[Any]]
    moves: list[int]
    built: dict[str, Any]
    slept: float | None = None

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Take a tidying back"

    def apply(self, tx: Transaction) -> None:
        """Do it."""
        for object_id, left, _, _, taken in self.rows:
            where, there = standing(tx, object_id), standing_at(tx, left)
            if where is not None and where.locus_id != taken:
                raise Stale(f"“{where.title}” has been moved since; look before undoing it.")
            if where is not None and there is not None:
                raise Stale(
                    f"“{there.title}” stands at number {there.number} of “{there.room}” by now; "
                    "look before undoing it."
                )
        self._restore(tx, self.rows)

    def insist(self, tx: Transaction) -> None:
        """Put back what can be; what has gone on, or lost its place, stays where it is."""
        back = []
        for row in self.rows:
            where = standing(tx, row[0])
            stayed = where is not None and where.locus_id == row[4]
            if stayed and standing_at(tx, row[1]) is None:
                back.append(row)
        self._restore(tx, back)

    def _restore(self, tx: Transaction, rows: list[list[Any]]) -> None:
        # What has been erased since is gone for good.
        here = [(row, where) for row in rows if (where := standing(tx, row[0])) is not None]
        if here:
            # A pin that was set since stays.
            stand(tx, [[*row[:3], int(where.pinned)] for row, where in here])
        forget_moves(tx, self.moves)
        take_down(tx, Built(**self.built))
        set_slept(tx, self.slept)
