"""Take the places of an exported palace over, once its items are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.library import resolve_links
from palace.store.plans import founded_at
from palace.store.restoring import point_links, write_places


@dataclass(frozen=True)
class RestorePlaces(Operation[bool]):
    """Point the links of restored items, and write the plan with who stands where.

    The result says whether the places came; a palace that has its own keeps them.

    Parameters
    ----------
    places
        Table → rows, as in the export; without rooms nothing of the plan is written.
    leads
        (number of a link, id of the object it led to).
    sources
        (kind, uri) of sources whose links are matched by their names besides: not all of their
        items came from this export.
    import_id
        The import that this belongs to.

    Raises
    ------
    PalaceError
        The rows do not fit together; nothing was written then.
    """

    kind: ClassVar[str] = "restore_places"

    places: Mapping[str, Sequence[Mapping[str, Any]]] = field(repr=False)
    leads: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    sources: tuple[tuple[str, str], ...] = ()
    import_id: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Take over the places of an export"

    @property
    def batch(self) -> str:
        """The import."""
        return self.import_id

    def apply(self, tx: Transaction) -> bool:
        """Do it."""
        point_links(tx, self.leads)
        for kind, uri in self.sources:
            source = tx.value("SELECT id FROM source WHERE kind = ? AND uri = ?", (kind, uri))
            if source is not None:
                resolve_links(tx, source)
        return write_places(tx, self.places)

    def inverse(self, tx: Transaction, result: bool) -> tuple[str, dict[str, Any]] | None:
        """Make the plan a draft again: what came is out of reach then, and rooms are built anew."""
        return ("move_out", {}) if result and founded_at(tx) is not None else None
