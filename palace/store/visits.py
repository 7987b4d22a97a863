"""What the person went to or read: it stays where they are used to finding it."""

from __future__ import annotations

from palace.store.store import Reader, Transaction

OFTEN = 3
"""So many visits within `OFTEN_SECONDS` make a place one that is known by heart."""
OFTEN_SECONDS = 30 * 86400.0
_APART_SECONDS = 600.0
"""Going back and forth is one visit."""


def note_visit(tx: Transaction, object_id: str, how: str) -> bool:
    """Keep that an object was visited; False where it was a moment ago, or is gone.

    Parameters
    ----------
    how
        "read" or "walk".
    """
    known = tx.value("SELECT 1 FROM object WHERE id = ?", (object_id,))
    last = tx.value("SELECT max(at) FROM visit WHERE object_id = ?", (object_id,))
    if known is None or (last is not None and tx.now - last < _APART_SECONDS):
        return False
    tx.execute("INSERT INTO visit (object_id, at, how) VALUES (?, ?, ?)", (object_id, tx.now, how))
    return True


def often_visited(reader: Reader, now: float) -> set[str]:
    """Return the objects that were visited often of late."""
    rows = reader.rows(
        "SELECT object_id FROM visit WHERE at > ? GROUP BY object_id HAVING count(*) >= ?",
        (now - OFTEN_SECONDS, OFTEN),
    )
    return {row["object_id"] for row in rows}
