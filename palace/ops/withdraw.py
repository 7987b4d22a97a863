"""Take an import back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.model.drafts import DraftMemory
from palace.ops.operation import Operation
from palace.recall.keying import memory_keys
from palace.recall.secrets import found_in
from palace.store import Transaction
from palace.store.guarding import guard_object
from palace.store.keys import keep_one_opening, objects_of, write_beside
from palace.store.library import (
    forget_fingerprints,
    hide_memory,
    rename_object,
    restore_revision,
    revision_draft,
    set_reach,
)


@dataclass(frozen=True)
class Withdraw(Operation[list[str]]):
    """Undo an import: what it added goes out of reach, what it changed is as before.

    Parameters
    ----------
    items
        The items it touched; a later import looks at them anew.
    objects
        Objects it added; they go to Lethe and keep their loci.
    hidden
        Objects it put out of reach; they come back.
    revised
        [memory id, number of the revision to give back].
    grown
        Memories it added to objects that were there; they go out of reach.
    renamed
        [object id, title, tags as JSON] to give back.
    """

    kind: ClassVar[str] = "withdraw"

    items: list[str]
    objects: list[str]
    hidden: list[str]
    revised: list[list[Any]]
    grown: list[str] = field(default_factory=list)
    renamed: list[list[str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Take back an import"

    def apply(self, tx: Transaction) -> list[str]:
        """Do it and return the objects that changed."""
        changed = set_reach(tx, self.objects, "lethe") + set_reach(tx, self.hidden, "here")
        for object_id, title, tags in self.renamed:
            rename_object(tx, object_id, title, tags)
        for memory_id in self.grown:
            hide_memory(tx, memory_id)
        for memory_id, number in self.revised:
            found = revision_draft(tx, memory_id, number)
            if found is None:
                continue
            title, draft = found
            restore_revision(tx, memory_id, number, _keys(tx, memory_id, title, draft))
        touched = [*self.grown, *(memory_id for memory_id, _ in self.revised)]
        keep_one_opening(tx, touched)
        for object_id in objects_of(tx, touched):
            write_beside(tx, object_id)
            # What it was before may hold a secret that was taken out since.
            texts = tx.rows("SELECT title, text FROM memory WHERE object_id = ?", (object_id,))
            guard_object(tx, object_id, found_in(part for row in texts for part in row))
        forget_fingerprints(tx, self.items)
        return changed


def _keys(tx: Transaction, memory_id: str, title: str, draft: DraftMemory) -> Any:
    opening = tx.value("SELECT ord FROM memory WHERE id = ?", (memory_id,)) == 0
    return memory_keys(title, draft, opening=opening)
