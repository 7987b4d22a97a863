"""Remember where a copy of the palace was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction


@dataclass(frozen=True)
class NoteCopy(Operation[None]):
    """Remember a copy, so that it can be named when something is erased that it still holds.

    Parameters
    ----------
    path
        Absolute.
    what
        "export", or "backup".
    """

    kind: ClassVar[str] = "note_copy"

    path: str
    what: str

    def apply(self, tx: Transaction) -> None:
        """Do it."""
        tx.execute(
            "INSERT OR REPLACE INTO copy (path, kind, at) VALUES (?, ?, ?)",
            (self.path, self.what, tx.now),
        )
