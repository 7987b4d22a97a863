"""Secrets that were noticed: what holds one is out of reach until the person decides.

Kept is what kind of secret it is and a hash to know it again, never the secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palace.model.changes import ChangeKind
from palace.store.columns import marks
from palace.store.keys import KeyText, keep_one_opening, write_beside, write_keys
from palace.store.library import Held, hide_memory
from palace.store.store import Reader, Transaction

AWAY = "secret"
"""Why an object is out of reach whose pages all hold secrets, or whose title does."""

Found = Mapping[str, Sequence[tuple[str, str]]]
"""Text → (kind, hash) of the secrets in it."""


def guard_item(tx: Transaction, item_id: str, found: Found) -> list[Held]:
    """Hold back what holds a secret in an item that was just written.

    What the person has released stays; what holds none any more comes back.

    Parameters
    ----------
    found
        For every text and title of the item that holds any.
    """
    known = tx.value(
        "SELECT 1 FROM secret JOIN memory ON memory.id = secret.memory_id "
        "JOIN object ON object.id = memory.object_id WHERE object.item_id = ? LIMIT 1",
        (item_id,),
    )
    if not found and known is None:
        return []
    held: list[Held] = []
    for (object_id,) in tx.rows("SELECT id FROM object WHERE item_id = ?", (item_id,)):
        held += guard_object(tx, object_id, found)
    return held


def guard_object(tx: Transaction, object_id: str, found: Found) -> list[Held]:
    """Hold back the pages of an object that hold a secret; see `guard_item`."""
    part = tx.row("SELECT title FROM object WHERE id = ?", (object_id,))
    pages = tx.rows(
        "SELECT id, title, text, reach FROM memory WHERE object_id = ? AND (reach = 'here' "
        "OR EXISTS (SELECT 1 FROM secret WHERE memory_id = memory.id)) ORDER BY ord, id",
        (object_id,),
    )
    if part is None or not pages:
        return []
    # What its title holds is the first page's, and no longer another's once that is held back.
    titles = found.get(part["title"], ())
    held: list[Held] = []
    for page in pages:
        secrets = [*(titles if page is pages[0] else ())]
        if page["reach"] == "here":
            secrets += [*found.get(page["text"], ()), *found.get(page["title"], ())]
            _forget(tx, page["id"], secrets)
        _note(tx, page["id"], secrets)
        kinds = _kinds(tx, page["id"])
        if kinds and page["reach"] == "here":
            hide_memory(tx, page["id"])
            held.append(Held(page["id"], kinds))
    settle(tx, object_id, titled=any(_is_held(tx, pages[0]["id"], own) for _, own in titles))
    return held


def _forget(tx: Transaction, memory_id: str, secrets: Sequence[tuple[str, str]]) -> None:
    """Take away what a memory no longer holds; what was released stays known."""
    now = {own for _, own in secrets}
    for row in tx.rows("SELECT hash FROM secret WHERE memory_id = ?", (memory_id,)):
        if row["hash"] not in now:
            tx.execute(
                "DELETE FROM secret WHERE memory_id = ? AND hash = ? AND released IS NULL",
                (memory_id, row["hash"]),
            )


def _note(tx: Transaction, memory_id: str, secrets: Sequence[tuple[str, str]]) -> None:
    for kind, own in secrets:
        tx.execute(
            "INSERT OR IGNORE INTO secret (memory_id, kind, hash, at) VALUES (?, ?, ?, ?)",
            (memory_id, kind, own, tx.now),
        )


def _kinds(reader: Reader, memory_id: str) -> tuple[str, ...]:
    """Return the kinds of secrets of a memory that were not released."""
    rows = reader.rows(
        "SELECT DISTINCT kind FROM secret WHERE memory_id = ? AND released IS NULL ORDER BY kind",
        (memory_id,),
    )
    return tuple(row["kind"] for row in rows)


def _is_held(reader: Reader, memory_id: str, own: str) -> bool:
    return bool(
        reader.value(
            "SELECT 1 FROM secret WHERE memory_id = ? AND hash = ? AND released IS NULL",
            (memory_id, own),
        )
    )


def settle(tx: Transaction, object_id: str, *, titled: bool = False) -> None:
    """Bring an object's keys and its own reach in line with that of its pages.

    Parameters
    ----------
    titled
        Whether its title holds a secret that was not released.
    """
    ids = [
        row["id"]
        for row in tx.rows(
            "SELECT id FROM memory WHERE object_id = ? AND reach = 'here'", (object_id,)
        )
    ]
    if ids:
        keep_one_opening(tx, ids)
        write_beside(tx, object_id)
    held = tx.value(
        "SELECT 1 FROM secret JOIN memory ON memory.id = secret.memory_id "
        "WHERE object_id = ? AND released IS NULL LIMIT 1",
        (object_id,),
    )
    part = tx.row("SELECT reach, away FROM object WHERE id = ?", (object_id,))
    assert part is not None
    wholly = titled or (held is not None and not ids)
    if wholly and part["reach"] == "here":
        reach: tuple[object, ...] = ("lethe", AWAY, tx.now)
    elif not wholly and part["away"] == AWAY:
        reach = ("here", "", None)
    else:
        return
    tx.execute(
        "UPDATE object SET reach = ?, away = ?, away_since = ? WHERE id = ?", (*reach, object_id)
    )
    tx.log(ChangeKind.OBJECT, object_id, "update")


def release(tx: Transaction, memory_id: str, keys: Sequence[KeyText]) -> None:
    """Let a memory be found although it holds a secret; its object comes back with it.

    Parameters
    ----------
    keys
        Its keys, cut anew.
    """
    object_id = str(tx.value("SELECT object_id FROM memory WHERE id = ?", (memory_id,)))
    tx.execute(
        "UPDATE secret SET released = ? WHERE memory_id = ? AND released IS NULL",
        (tx.now, memory_id),
    )
    tx.execute("UPDATE memory SET reach = 'here' WHERE id = ?", (memory_id,))
    write_keys(tx, object_id, memory_id, keys)
    tx.log(ChangeKind.MEMORY, memory_id, "update")
    settle(tx, object_id)


def hold(tx: Transaction, memory_id: str) -> None:
    """Hold a memory back again that was released."""
    object_id = str(tx.value("SELECT object_id FROM memory WHERE id = ?", (memory_id,)))
    tx.execute("UPDATE secret SET released = NULL WHERE memory_id = ?", (memory_id,))
    hide_memory(tx, memory_id)
    settle(tx, object_id)


def held_memories(reader: Reader, memories: Sequence[str]) -> list[str]:
    """Return those of some memories that are held back."""
    rows = reader.rows(
        "SELECT DISTINCT memory_id FROM secret WHERE released IS NULL "
        f"AND memory_id IN ({marks(len(memories))})",
        memories,
    )
    return [row["memory_id"] for row in rows]


def without_held(reader: Reader, objects: Sequence[str]) -> list[str]:
    """Return those of some objects that are not held back as a whole."""
    held = {row["id"] for row in reader.rows("SELECT id FROM object WHERE away = ?", (AWAY,))}
    return [own for own in objects if own not in held]
