"""Keep a route, change it, or take it away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.model.errors import NotFound, PalaceError
from palace.ops.operation import Operation
from palace.ops.rename_place import fit_name
from palace.store import Transaction
from palace.store.places import Before, make_draft, move_in_first
from palace.store.routes import route_loci, route_notes, write_route


@dataclass(frozen=True)
class RouteSet:
    """What a route was before.

    Parameters
    ----------
    name
        As it is kept.
    old
        Its loci before; None where there was none.
    moved_in
        Whether the palace was a draft until then: a route's places must stay.
    notes
        What was said at its stops before.
    """

    name: str
    old: list[str] | None
    moved_in: bool
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SetRoute(Operation[RouteSet]):
    """Give a route its stops, whatever it was before.

    Parameters
    ----------
    name
        At most 40 characters.
    loci
        Their ids in order; None takes the route away.
    notes
        What is said at each stop; may be shorter.
    draft
        As an inverse: make the palace a draft again.

    Raises
    ------
    NotFound
        There is no such locus, or no such route to take away.
    PalaceError
        The name is not fit, or there is no stop.
    """

    kind: ClassVar[str] = "set_route"

    name: str
    loci: list[str] | None
    draft: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return f"{'Forget' if self.loci is None else 'Keep'} the route “{self.name}”"

    def apply(self, tx: Transaction) -> RouteSet:
        """Write it."""
        name = fit_name(self.name)
        old = route_loci(tx, name)
        said = route_notes(tx, name)
        if self.loci is None:
            if old is None:
                raise NotFound(f"There is no route called “{name}”; `palace route` lists them.")
            write_route(tx, name, None)
            if self.draft:
                make_draft(tx)
            return RouteSet(name, old, False, said)
        if not self.loci:
            raise PalaceError("A route needs at least one stop.")
        for locus_id in self.loci:
            if tx.value("SELECT 1 FROM locus WHERE id = ?", (locus_id,)) is None:
                raise NotFound("A stop of the route is no place of this palace (any more).")
        moved_in = move_in_first(tx, Before())
        write_route(tx, name, self.loci, self.notes)
        return RouteSet(name, old, moved_in, said)

    def inverse(self, tx: Transaction, result: RouteSet) -> tuple[str, dict[str, Any]] | None:
        """Give back what it was."""
        before = {"name": result.name, "loci": result.old, "notes": result.notes}
        return self.kind, before | {"draft": result.moved_in}
