"""Founding: from here on the plan is permanent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.plans import founded_at, set_founded


@dataclass(frozen=True)
class MoveIn(Operation[bool]):
    """Freeze the plan.

    Raises
    ------
    NotFound
        There is no plan yet.
    """

    kind: ClassVar[str] = "move_in"

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Move in"

    def apply(self, tx: Transaction) -> bool:
        """Freeze it; False where it is frozen already."""
        if founded_at(tx) is not None:
            return False
        if not tx.value("SELECT count(*) FROM room"):
            raise NotFound("There is nothing to move into yet: import something first.")
        set_founded(tx, tx.now)
        return True

    def inverse(self, tx: Transaction, result: bool) -> tuple[str, dict[str, Any]] | None:
        """Make it a draft again."""
        return ("move_out", {}) if result else None


@dataclass(frozen=True)
class MoveOut(Operation[bool]):
    """Make the plan a draft again; the next import rebuilds it."""

    kind: ClassVar[str] = "move_out"

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Make the plan a draft again"

    def apply(self, tx: Transaction) -> bool:
        """Do it; False where it is a draft already."""
        if founded_at(tx) is None:
            return False
        set_founded(tx, None)
        return True

    def inverse(self, tx: Transaction, result: bool) -> tuple[str, dict[str, Any]] | None:
        """Freeze it."""
        return ("move_in", {}) if result else None
