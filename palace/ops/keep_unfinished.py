"""Keep what is being typed, so that nothing of it is lost; and ask once about files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.writing import set_writes_back, write_unfinished, writes_back


@dataclass(frozen=True)
class KeepUnfinished(Operation[None]):
    """Keep a text as it is being typed; it is offered again until it is kept or let go.

    Parameters
    ----------
    memory
        The page it is to replace, or `palace.ops.write_note.NEW`.
    text
        As it is now; None lets it go.
    seen
        The `digest` of the text that it is to replace.
    """

    kind: ClassVar[str] = "keep_unfinished"

    memory: str
    text: str | None
    seen: str = ""

    def apply(self, tx: Transaction) -> None:
        """Write it; there is nothing to undo."""
        write_unfinished(tx, self.memory, self.text, self.seen)


@dataclass(frozen=True)
class SetWriteBack(Operation[bool | None]):
    """Say whether a source's files are changed with its notes; the answer is what was before.

    Parameters
    ----------
    source
        The source's id.
    on
        None asks again the next time.

    Raises
    ------
    NotFound
        There is no such source.
    """

    kind: ClassVar[str] = "set_write_back"

    source: str
    on: bool | None

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Change files with their notes" if self.on else "Leave files as they are"

    def apply(self, tx: Transaction) -> bool | None:
        """Write it."""
        if tx.value("SELECT 1 FROM source WHERE id = ?", (self.source,)) is None:
            raise NotFound(f"There is no source with the id {self.source!r}.")
        before = writes_back(tx, self.source)
        set_writes_back(tx, self.source, self.on)
        return before

    def inverse(self, tx: Transaction, result: bool | None) -> tuple[str, dict[str, Any]] | None:
        """Be as it was."""
        return None if result == self.on else (self.kind, {"source": self.source, "on": result})
