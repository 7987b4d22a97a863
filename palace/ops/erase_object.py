"""Erase an object for good; the one thing that cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.erasing import Erased, erase_object


@dataclass(frozen=True)
class EraseObject(Operation[Erased]):
    """Erase an object with its memories, revisions, words, vectors and its place.

    Its locus is free for something else. Importing its source again does not bring it back.

    Parameters
    ----------
    object
        Its id.

    Raises
    ------
    NotFound
        There is no such object.
    """

    kind: ClassVar[str] = "erase_object"

    object: str

    @property
    def title(self) -> str:
        """What it does."""
        return "Erase an object"

    def apply(self, tx: Transaction) -> Erased:
        """Do it. It has no inverse."""
        erased = erase_object(tx, self.object)
        if erased is None:
            raise NotFound(f"There is no object with the id {self.object!r}.")
        return erased
