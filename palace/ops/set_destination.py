"""Choose where the things of a source go from now on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.places import PLACE_TABLES, Before, move_in_first, write_destination


@dataclass(frozen=True)
class Destined:
    """What choosing a destination did.

    Parameters
    ----------
    changed
        False where it was so before.
    moved_in
        Whether the palace was a draft until then.
    """

    changed: bool
    moved_in: bool
    before: Before


@dataclass(frozen=True)
class SetDestination(Operation[Destined]):
    """Let what comes from a source go to a room, wing or quarter; what stands stays.

    Parameters
    ----------
    source
        The source's id.
    place
        The id of a room, wing or quarter; None leaves it to the palace again.
    called
        The place's name, for the undo menu.

    Raises
    ------
    NotFound
        There is no such source or place.
    """

    kind: ClassVar[str] = "set_destination"

    source: str
    place: str | None
    called: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        if self.place is None:
            return "Let a source go where it fits"
        return f"Send a source to “{self.called}”" if self.called else "Send a source to a place"

    def apply(self, tx: Transaction) -> Destined:
        """Do it; a draft is moved into first."""
        if tx.value("SELECT 1 FROM source WHERE id = ?", (self.source,)) is None:
            raise NotFound(f"There is no source with the id {self.source!r}.")
        before = Before()
        chosen = None if self.place is None else (_kind_of(tx, self.place), self.place)
        changed = write_destination(tx, self.source, chosen, before)
        moved_in = changed and move_in_first(tx, before)
        return Destined(changed, moved_in, before)

    def inverse(self, tx: Transaction, result: Destined) -> tuple[str, dict[str, Any]] | None:
        """Be as it was."""
        return ("put_back", result.before.fields) if result.changed else None


def _kind_of(tx: Transaction, place: str) -> str:
    for table in PLACE_TABLES:
        only = " AND kind = 'room'" if table == "room" else ""
        if tx.value(f"SELECT 1 FROM {table} WHERE id = ?{only}", (place,)) is not None:
            return table
    raise NotFound(f"There is no quarter, wing or room with the id {place!r}.")
