"""Undo of what a person arranged: names, places, pins and destinations are as they were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.model.errors import Stale
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.places import (
    Before,
    forget_moves,
    make_draft,
    name_taken,
    stand,
    standing,
    standing_at,
    write_destination,
    write_names,
)


@dataclass(frozen=True)
class PutBack(Operation[None]):
    """Give rows back what stood in them, as `palace.store.places.Before` kept it.

    Raises
    ------
    Stale
        A place or a name has been taken by something else since.
    """

    kind: ClassVar[str] = "put_back"
    looks_itself: ClassVar[bool] = True

    names: list[list[str]] = field(default_factory=list)
    placements: list[list[Any]] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    destinations: list[list[str]] = field(default_factory=list)
    draft: bool = False
    shared: bool = False

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Put back what was arranged"

    def apply(self, tx: Transaction) -> None:
        """Do it."""
        if taken := self._taken(tx):
            name = self.names[0][2]
            raise Stale(f"Another {taken} is called “{name}” by now; look before undoing it.")
        objects = {row[0] for row in self.placements}
        for _, locus_id, *_ in self.placements:
            there = standing_at(tx, locus_id)
            if there is not None and there.object_id not in objects:
                raise Stale(
                    f"“{there.title}” stands at number {there.number} of “{there.room}” by now; "
                    "look before undoing it."
                )
        self._restore(tx, self.names, self.placements)

    def insist(self, tx: Transaction) -> None:
        """Do what can be done; what has lost its name or place to something else stays as it is."""
        free = self._taken(tx) is None
        objects = {row[0] for row in self.placements}
        lost = False
        for _, locus_id, *_ in self.placements:
            there = standing_at(tx, locus_id)
            lost = lost or (there is not None and there.object_id not in objects)
        kept = [
            # At least the pin is as it was.
            [row[0], where.locus_id, where.since, row[3]] if lost else row
            for row in self.placements
            if (where := standing(tx, row[0])) is not None
        ]
        self._restore(tx, self.names if free else [], kept)

    def _taken(self, tx: Transaction) -> str | None:
        """Return what else has come to have the old name; the first name is the place's own."""
        if not self.names or self.shared:
            return None
        return name_taken(tx, self.names[0][2], [place_id for _, place_id, _ in self.names])

    def _restore(
        self, tx: Transaction, names: list[list[str]], placements: list[list[Any]]
    ) -> None:
        write_names(tx, names, Before())
        # What has been erased since is gone for good.
        rows = [row for row in placements if standing(tx, row[0]) is not None]
        if rows:
            stand(tx, rows)
        forget_moves(tx, self.moves)
        for source_id, kind, ref in self.destinations:
            write_destination(tx, source_id, (kind, ref) if kind else None, Before())
        if self.draft:
            make_draft(tx)
