"""Erase one page for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.recall.secrets import secrets_in
from palace.store import Transaction
from palace.store.erasing import Erased, erase_memory, erase_object
from palace.store.guarding import settle


@dataclass(frozen=True)
class EraseMemory(Operation[Erased]):
    """Erase a page with its revisions, words and vectors; the rest of its object stays.

    With its last page, or where its object's title holds a secret, the whole object goes.

    Parameters
    ----------
    memory
        Its id.

    Raises
    ------
    NotFound
        There is no such page.
    """

    kind: ClassVar[str] = "erase_memory"

    memory: str

    @property
    def title(self) -> str:
        """What it does."""
        return "Erase a page"

    def apply(self, tx: Transaction) -> Erased:
        """Do it. It has no inverse."""
        row = tx.row(
            "SELECT object.id, object.title FROM memory "
            "JOIN object ON object.id = memory.object_id WHERE memory.id = ?",
            (self.memory,),
        )
        if row is None:
            raise NotFound(f"There is no page with the id {self.memory!r}.")
        if secrets_in(row["title"]):
            erased = erase_object(tx, row["id"])
        else:
            erased = erase_memory(tx, self.memory)
            if tx.value("SELECT 1 FROM object WHERE id = ?", (row["id"],)) is not None:
                settle(tx, row["id"])
        assert erased is not None
        return erased
