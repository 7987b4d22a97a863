"""What the person decides of memories that hold a secret; and looking for such in what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.ops.operation import Operation
from palace.recall.keying import TITLE_CHARACTERS, memory_keys
from palace.store import Transaction
from palace.store.guarding import Found, guard_object, held_memories, hold, release
from palace.store.keys import PASSAGE, KeyText
from palace.store.library import Held, memory_draft


@dataclass(frozen=True)
class ReleaseSecrets(Operation[list[str]]):
    """Let memories be found although they hold a secret; importing again does not change it.

    The result names those that were held back.

    Parameters
    ----------
    memories
        Their ids.
    """

    kind: ClassVar[str] = "release_secrets"

    memories: list[str]

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Let something with a secret be found"

    def apply(self, tx: Transaction) -> list[str]:
        """Do it."""
        held = held_memories(tx, self.memories)
        for memory_id in held:
            title, draft = memory_draft(tx, memory_id)
            keys = memory_keys(title, draft, opening=False)
            release(tx, memory_id, keys or [KeyText(PASSAGE, 0, 0, title[:TITLE_CHARACTERS], "")])
        return held

    def inverse(self, tx: Transaction, result: list[str]) -> tuple[str, dict[str, Any]] | None:
        """Hold them back again."""
        return ("hold_secrets", {"memories": result}) if result else None


@dataclass(frozen=True)
class HoldSecrets(Operation[list[str]]):
    """Hold memories back again that were released."""

    kind: ClassVar[str] = "hold_secrets"

    memories: list[str]

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Hold something with a secret back"

    def apply(self, tx: Transaction) -> list[str]:
        """Do it; what was erased meanwhile is left out."""
        there = [
            own
            for own in self.memories
            if tx.value("SELECT 1 FROM memory WHERE id = ?", (own,)) is not None
        ]
        for memory_id in there:
            hold(tx, memory_id)
        return there

    def inverse(self, tx: Transaction, result: list[str]) -> tuple[str, dict[str, Any]] | None:
        """Release them."""
        return ("release_secrets", {"memories": result}) if result else None


@dataclass(frozen=True)
class NoteSecrets(Operation[list[Held]]):
    """Hold back what was found to hold a secret in objects that are there already.

    Parameters
    ----------
    objects
        Their ids.
    found
        For every text and title of theirs that holds any.
    """

    kind: ClassVar[str] = "note_secrets"

    objects: Sequence[str]
    found: Found = field(repr=False)

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Hold back what holds a secret"

    def apply(self, tx: Transaction) -> list[Held]:
        """Do it and return what is held back now."""
        return [
            held for object_id in self.objects for held in guard_object(tx, object_id, self.found)
        ]

    def inverse(self, tx: Transaction, result: list[Held]) -> tuple[str, dict[str, Any]] | None:
        """Release them."""
        ids = [held.memory_id for held in result]
        return ("release_secrets", {"memories": ids}) if ids else None
