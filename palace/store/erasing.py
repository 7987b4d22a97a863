"""Erasing for good: what is erased stands in no table, no index and no log any more.

Everything else in the palace is put out of reach at most. SQLite overwrites what is deleted
(``secure_delete``), and the write-ahead log is emptied once the transaction is through.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from palace.model.changes import ChangeKind
from palace.model.drafts import DraftItem, DraftObject, ObjectKind
from palace.store.files import erase_files
from palace.store.keys import KeyText, drop_keys, keep_one_opening, write_beside
from palace.store.plans import layout_memory, write_layout_memory
from palace.store.store import Reader, Transaction

_SECURE_DELETE_IN_FTS = (3, 42, 0)

Keys = Mapping[tuple[int, int], Sequence[KeyText]]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Parameters
    ----------
    memories, keys
        How many.
    locus_id
        The locus that is free now, None where it had none.
    item
        Whether nothing of its source item is left.
    """

    object_id: str
    memories: int
    keys: int
    locus_id: str | None
    item: bool


def erase_object(tx: Transaction, object_id: str) -> Erased | None:
    """Erase an object with all that belongs to it; None where there is none.

    Its tombstones are hashes of where it came from, so that importing its source again does not
    bring it back.
    """
    row = tx.row(
        "SELECT object.*, item.source_id, item.ref AS item_ref, item.title AS item_title, "
        "item.place FROM object JOIN item ON item.id = object.item_id WHERE object.id = ?",
        (object_id,),
    )
    if row is None:
        return None
    memories = tx.rows("SELECT id, ref FROM memory WHERE object_id = ?", (object_id,))
    keys = int(tx.value("SELECT count(*) FROM key WHERE object_id = ?", (object_id,)))
    locus = tx.value("SELECT locus_id FROM placement WHERE object_id = ?", (object_id,))
    stones = [stone(row["source_id"], row["item_ref"], "object", row["ref"])]
    stones += [stone(row["source_id"], row["item_ref"], "memory", m["ref"]) for m in memories]
    tx.execute_many(
        "INSERT OR IGNORE INTO erased (hash, at) VALUES (?, ?)", [(s, tx.now) for s in stones]
    )
    _forget_titles(tx, object_id, row["title"])
    for memory in memories:
        drop_keys(tx, memory["id"])
    tx.execute("UPDATE link SET to_object = NULL WHERE to_object = ?", (object_id,))
    tx.execute("DELETE FROM link WHERE object_id = ?", (object_id,))
    for memory in memories:
        _forget_memory(tx, memory["id"])
    for table in ("memory", "placement", "moved", "visit"):
        tx.execute(f"DELETE FROM {table} WHERE object_id = ?", (object_id,))
    tx.execute("DELETE FROM object WHERE id = ?", (object_id,))
    kept = layout_memory(tx)
    misfits = kept.get("misfits")
    if isinstance(misfits, list) and object_id in misfits:
        left_over = [own for own in misfits if own != object_id]
        write_layout_memory(tx, kept | {"misfits": left_over})
    left = tx.value("SELECT count(*) FROM object WHERE item_id = ?", (row["item_id"],))
    if not left:
        tx.removed += erase_files(tx, row["item_id"])
        tx.execute("DELETE FROM item WHERE id = ?", (row["item_id"],))
        tx.execute_many(
            "DELETE FROM report WHERE item = ?",
            [(row[name],) for name in ("item_ref", "item_title", "place")],
        )
        # Where it was imported as a file by itself, the path that was given names it.
        tx.execute(
            "DELETE FROM reading WHERE source_id = ? AND substr(place, -length(?)) = ?",
            (row["source_id"], row["item_ref"], row["item_ref"]),
        )
        tx.log(ChangeKind.SOURCE, row["item_id"], "remove")
    _forget_words(tx)
    tx.log(ChangeKind.OBJECT, object_id, "remove")
    tx.log(ChangeKind.EMBEDDING, "", "erase")
    if locus is not None:
        tx.log(ChangeKind.PLACEMENT, object_id, "remove")
    tx.purge = True
    return Erased(object_id, len(memories), keys, locus, not left)


def erase_memory(tx: Transaction, memory_id: str) -> Erased | None:
    """Erase one memory of an object, as `erase_object` does; with its last one the object goes.

    None where there is none.
    """
    row = tx.row(
        "SELECT memory.ref, memory.object_id, object.item_id, item.source_id, "
        "item.ref AS item_ref, "
        "(SELECT count(*) FROM memory AS other WHERE other.object_id = object.id) AS pages "
        "FROM memory JOIN object ON object.id = memory.object_id "
        "JOIN item ON item.id = object.item_id WHERE memory.id = ?",
        (memory_id,),
    )
    if row is None:
        return None
    if row["pages"] == 1:
        return erase_object(tx, row["object_id"])
    keys = int(tx.value("SELECT count(*) FROM key WHERE memory_id = ?", (memory_id,)))
    tx.execute(
        "INSERT OR IGNORE INTO erased (hash, at) VALUES (?, ?)",
        (stone(row["source_id"], row["item_ref"], "memory", row["ref"]), tx.now),
    )
    drop_keys(tx, memory_id)
    _forget_memory(tx, memory_id)
    tx.execute("DELETE FROM link WHERE memory_id = ?", (memory_id,))
    tx.execute("DELETE FROM memory WHERE id = ?", (memory_id,))
    left = [
        other["id"]
        for other in tx.rows(
            "SELECT id FROM memory WHERE object_id = ? AND reach = 'here'", (row["object_id"],)
        )
    ]
    keep_one_opening(tx, left)
    write_beside(tx, row["object_id"])
    _forget_words(tx)
    tx.log(ChangeKind.MEMORY, memory_id, "remove")
    tx.log(ChangeKind.OBJECT, row["object_id"], "update")
    tx.log(ChangeKind.EMBEDDING, "", "erase")
    tx.purge = True
    return Erased(row["object_id"], 1, keys, None, item=False)


def _forget_memory(tx: Transaction, memory_id: str) -> None:
    """Take away what belongs to a memory."""
    tx.execute("DELETE FROM segment WHERE memory_id = ?", (memory_id,))
    tx.execute("DELETE FROM revision WHERE memory_id = ?", (memory_id,))
    tx.execute("DELETE FROM unfinished WHERE id = ?", (memory_id,))
    tx.execute("DELETE FROM secret WHERE memory_id = ?", (memory_id,))


def _forget_words(tx: Transaction) -> None:
    """Rewrite the full-text index: a word that was deleted stands in it until then."""
    for table in ("words", "grams"):
        if sqlite3.sqlite_version_info >= _SECURE_DELETE_IN_FTS:
            # Set for good at the first erasure; what was deleted before goes with this once.
            tx.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('secure-delete', 1)")
        tx.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _forget_titles(tx: Transaction, object_id: str, title: str) -> None:
    """Take an object's titles out of what was done: what it is called, and what it was."""
    known = {title}
    done = (
        "SELECT id, inverse FROM operation WHERE kind IN ('import', 'edit_note') "
        "AND inverse LIKE '%\"renamed\"%' AND inverse LIKE ?"
    )
    for row in tx.rows(done, (f"%{object_id}%",)):
        kind, fields = json.loads(row["inverse"])
        known |= {old[1] for old in fields["renamed"] if old[0] == object_id}
        fields["renamed"] = [old for old in fields["renamed"] if old[0] != object_id]
        tx.execute(
            "UPDATE operation SET inverse = ? WHERE id = ?",
            (json.dumps([kind, fields], ensure_ascii=False), row["id"]),
        )
    for text in sorted(known - {""}):
        tx.execute(
            "UPDATE operation SET title = replace(title, ?, ?) WHERE instr(title, ?)",
            (f"“{text}”", "something erased", f"“{text}”"),
        )


def erased_since(reader: Reader, seq: int) -> bool:
    """Return whether anything was erased after a change number."""
    return bool(
        reader.value(
            "SELECT 1 FROM change WHERE seq > ? AND kind = 'embedding' AND verb = 'erase' LIMIT 1",
            (seq,),
        )
    )


def without_erased(
    reader: Reader, source: str, item: DraftItem, keys: Keys
) -> tuple[DraftItem, Keys] | None:
    """Leave out of a draft what was erased here before; None where nothing is left of it."""
    if not reader.value("SELECT count(*) FROM erased"):
        return item, keys

    def gone(what: str, ref: str) -> bool:
        own = stone(source, item.ref, what, ref)
        return reader.value("SELECT 1 FROM erased WHERE hash = ?", (own,)) is not None

    objects: list[DraftObject] = []
    kept: dict[tuple[int, int], Sequence[KeyText]] = {}
    for number, draft in enumerate(item.objects):
        # A conversation goes on: of a topic just what was erased stays away.
        if draft.kind is not ObjectKind.TOPIC and gone("object", draft.ref):
            continue
        pages = [p for p, m in enumerate(draft.memories) if not gone("memory", m.ref)]
        if not pages:
            continue
        refs = {draft.memories[page].ref for page in pages}
        whole = len(pages) == len(draft.memories)
        for place, page in enumerate(pages):
            kept[len(objects), place] = keys.get((number, page), ())
        objects.append(
            replace(
                draft,
                memories=tuple(draft.memories[page] for page in pages),
                links=tuple(x for x in draft.links if whole or x.memory_ref in refs),
            )
        )
    if not objects:
        return None
    return replace(item, objects=tuple(objects)), kept


def stone(source: str, item: str, what: str, ref: str) -> str:
    """Return the hash by which an object or a memory that was erased is known again."""
    told: tuple[Any, ...] = (source, item, what, ref)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
