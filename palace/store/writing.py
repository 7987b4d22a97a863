"""What a person writes in the palace: where it goes back to, and what is not finished."""

from __future__ import annotations

from dataclasses import dataclass

from palace.model.changes import ChangeKind
from palace.store.store import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A text that has been typed and not kept yet.

    Parameters
    ----------
    text
        As it was last.
    seen
        SHA-256 of the text that it is to replace; empty for a new note.
    at
        When, in seconds since 1970.
    """

    text: str
    seen: str
    at: float


def unfinished(reader: Reader, memory_id: str) -> Unfinished | None:
    """Return what was typed for a memory ("new" for a new note) and not kept."""
    row = reader.row("SELECT text, seen, at FROM unfinished WHERE id = ?", (memory_id,))
    return None if row is None else Unfinished(row["text"], row["seen"], row["at"])


def write_unfinished(tx: Transaction, memory_id: str, text: str | None, seen: str) -> None:
    """Keep what is being typed; None lets it go."""
    tx.execute("DELETE FROM unfinished WHERE id = ?", (memory_id,))
    if text is not None:
        tx.insert("unfinished", [{"id": memory_id, "text": text, "seen": seen, "at": tx.now}])


def writes_back(reader: Reader, source_id: str) -> bool | None:
    """Return whether a source's files are changed with its notes; None until it was asked."""
    value = reader.value("SELECT write_back FROM source WHERE id = ?", (source_id,))
    return None if value is None else bool(value)


def set_writes_back(tx: Transaction, source_id: str, on: bool | None) -> None:
    """Say whether a source's files are changed with its notes."""
    number = None if on is None else int(on)
    tx.execute("UPDATE source SET write_back = ? WHERE id = ?", (number, source_id))
    tx.log(ChangeKind.SOURCE, source_id)
