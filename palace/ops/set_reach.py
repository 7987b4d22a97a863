"""Lethe and Mnemosyne: put out of reach without deleting, and bring back whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.library import set_reach


@dataclass(frozen=True)
class SetReach(Operation[list[str]]):
    """Put objects out of reach ("lethe") or bring them back ("here"); the locus stays theirs."""

    kind: ClassVar[str] = "set_reach"

    objects: list[str]
    reach: str

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        what = "an object" if len(self.objects) == 1 else f"{len(self.objects)} objects"
        return f"Put {what} out of reach" if self.reach == "lethe" else f"Bring back {what}"

    def apply(self, tx: Transaction) -> list[str]:
        """Do it and return the objects that changed."""
        return set_reach(tx, self.objects, self.reach, "person" if self.reach == "lethe" else "")

    def inverse(self, tx: Transaction, result: list[str]) -> tuple[str, dict[str, Any]] | None:
        """Return the same, the other way."""
        if not result:
            return None
        back = "here" if self.reach == "lethe" else "lethe"
        return "set_reach", {"objects": result, "reach": back}
