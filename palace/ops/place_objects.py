"""Give new objects their places in a founded palace; what stands does not move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from palace.model.errors import Stale
from palace.model.plan import Plan, SpaceKind
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.log import last_change, places_changed
from palace.store.places import destined
from palace.store.plans import add_architecture, change_spaces, place, write_layout_memory

if TYPE_CHECKING:
    from palace.layout import Entry
    from palace.layout.growing import GrowingPlan


@dataclass(frozen=True)
class PlaceObjects(Operation[int]):
    """Choose a locus for each object, inside the transaction that stores it.

    What comes from a source with a destination goes there.

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
        Somebody else has placed, moved or built something meanwhile.
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
            int(tx.value("SELECT count(*) FROM room")),
        )
        if counted != (len(growing.occupancy), len(growing.plan.spaces)) or places_changed(
            tx, growing.seq
        ):
            raise Stale("The palace has changed meanwhile; its state is read again.")
        chosen = destined(tx, [entry.id for entry in self.entries])
        growing.expect(self.entries)
        for entry in self.entries:
            within = _rooms_of(growing.plan, *chosen[entry.id]) if entry.id in chosen else ()
            addition = add(
                growing.plan,
                growing.memory,
                growing.occupancy,
                growing.neighbours(entry),
                growing.centroids(),
                entry,
                within=within,
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
        growing.seq = last_change(tx)
        return len(self.entries)


def _rooms_of(plan: Plan, kind: str, place: str) -> frozenset[str]:
    """Return the rooms of a quarter or wing, or the one room."""
    return frozenset(
        space.id
        for space in plan.spaces
        if space.kind is SpaceKind.ROOM
        and place == {"room": space.id, "wing": space.wing_id}.get(kind, space.quarter_id)
    )
