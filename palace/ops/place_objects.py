"""Give new objects their places in a founded palace; what stands does not move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from palace.model.errors import Stale
from palace.model.plan import Plan
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.plans import add_architecture, change_spaces, place, write_layout_memory

if TYPE_CHECKING:
    from palace.layout import Entry
    from palace.layout.growing import GrowingPlan


@dataclass(frozen=True)
class PlaceObjects(Operation[int]):
    """Choose a locus for each object, inside the transaction that stores it.

    Parameters
    ----------
    growing
        The palace as it stood when this was made; it is kept up to date, and is of no use any
        more once this has raised.
    entries
        The objects, in the order in which they choose.

    Raises
    ------
    Stale
        Somebody else has placed or built something meanwhile.
    """

    kind: ClassVar[str] = "place_objects"

    growing: GrowingPlan = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)

    def apply(self, tx: Transaction) -> int:
        """Place them and return how many."""
        from palace.layout import add

        growing = self.growing
        counted = (
            int(tx.value("SELECT count(*) FROM placement")),
            int(tx.value("SELECT count(*) FROM locus")),
        )
        if counted != (len(growing.occupancy), len(growing.plan.loci)):
            raise Stale("The palace has grown meanwhile; its state is read again.")
        for entry in self.entries:
            addition = add(
                growing.plan,
                growing.memory,
                growing.occupancy,
                growing.neighbours(entry),
                growing.centroids(),
                entry,
            )
            built = Plan(
                addition.quarters,
                addition.wings,
                addition.spaces,
                addition.doors,
                addition.loci,
            )
            add_architecture(tx, built)
            change_spaces(tx, addition.changed)
            place(tx, entry.id, addition.locus_id)
            growing.accept(entry, addition)
        write_layout_memory(tx, growing.memory)
        return len(self.entries)
