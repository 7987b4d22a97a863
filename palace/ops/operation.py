"""What an operation is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from palace.store import Transaction

T = TypeVar("T")


class Operation(ABC, Generic[T]):
    """One change of a palace: all of it happens, or nothing.

    A subclass is a frozen dataclass. One that can be an inverse has only JSON-able fields, so
    that undo survives a restart.
    """

    kind: ClassVar[str] = ""
    """The name it is stored under."""
    looks_itself: ClassVar[bool] = False
    """Whether, as an inverse, it finds out by itself what has changed since, and raises `Stale`."""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return self.kind.replace("_", " ").capitalize()

    @property
    def batch(self) -> str:
        """Operations of one batch are undone together; empty for one that stands alone."""
        return ""

    @abstractmethod
    def apply(self, tx: Transaction) -> T:
        """Do it and return what changed."""

    def insist(self, tx: Transaction) -> None:
        """Undo all the same, although what it touches has changed since."""
        self.apply(tx)

    def inverse(self, tx: Transaction, result: T) -> tuple[str, dict[str, Any]] | None:
        """Return (kind, fields) of the operation that undoes it, asked after `apply`.

        None where there is nothing for a person to undo: derived data, or nothing changed.
        """
        return None
