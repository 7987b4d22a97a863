"""Lethe and Mnemosyne: put out of reach without deleting, and bring back whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import PalaceError
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.guarding import without_held
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
        """Do it and return the objects that changed.

        Raises
        ------
        PalaceError
            What is to come back is held back for a secret: that is decided by itself.
        """
        free = self.objects if self.reach == "lethe" else without_held(tx, self.objects)
        if self.objects and not free:
            raise PalaceError(
                "This is held back since it seems to hold a password or key; `palace secrets` "
                "lets you decide."
            )
        return set_reach(tx, free, self.reach, "person" if self.reach == "lethe" else "")

    def inverse(self, tx: Transaction, result: list[str]) -> tuple[str, dict[str, Any]] | None:
        """Return the same, the other way."""
        if not result:
            return None
        back = "here" if self.reach == "lethe" else "lethe"
        return "set_reach", {"objects": result, "reach": back}
