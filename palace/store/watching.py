"""Which paths are followed."""

from __future__ import annotations

from palace.model.changes import ChangeKind
from palace.store.store import Reader, Transaction


def watched_paths(reader: Reader) -> list[str]:
    """Return the paths that are followed, in the order they came."""
    return [row["path"] for row in reader.rows("SELECT path FROM watched ORDER BY at, path")]


def set_watched(tx: Transaction, path: str, on: bool) -> bool:
    """Follow a path, or no longer; False where it was so."""
    if on:
        sql, values = "INSERT OR IGNORE INTO watched (path, at) VALUES (?, ?)", (path, tx.now)
        changed = tx.execute(sql, values) == 1
    else:
        changed = tx.execute("DELETE FROM watched WHERE path = ?", (path,)) == 1
    if changed:
        tx.log(ChangeKind.SOURCE, path)
    return changed
