"""Notice what the person goes to or reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.visits import note_visit


@dataclass(frozen=True)
class NoteVisit(Operation[bool]):
    """Keep that an object was visited; what is visited often is not tidied away.

    Parameters
    ----------
    object
        Its id.
    how
        "read" or "walk".
    """

    kind: ClassVar[str] = "note_visit"

    object: str
    how: str = "read"

    def apply(self, tx: Transaction) -> bool:
        """Do it; False where it was visited a moment ago."""
        return note_visit(tx, self.object, self.how)
