"""Keys: the ways to a memory. Their words, and their vectors in each space."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palace.model.changes import ChangeKind
from palace.model.scripts import spaceless
from palace.store.columns import marks
from palace.store.spaces import current_space
from palace.store.store import Reader, Transaction

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPENING = "opening"
"""The first passage of an object; its vector is the object's *placing vector*."""
PASSAGE = "passage"
BESIDE = 300
"""Characters before and after a key in its object that help to find it, on each side."""


@dataclass(frozen=True, slots=True)
class KeyText:
    """A key before it has a number.

    Parameters
    ----------
    kind
        `OPENING` or `PASSAGE`.
    start, end
        Its window in the memory's text.
    title
        What it is called: object and heading; searched with more weight than the body.
    body
        The window's words.
    """

    kind: str
    start: int
    end: int
    title: str
    body: str

    @property
    def text(self) -> str:
        """What the model reads."""
        return f"{self.title}\n{self.body}" if self.body else self.title

    @property
    def text_hash(self) -> str:
        """SHA-256 of what the model reads; a vector belongs to exactly this text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PendingKey:
    """A key that has no vector in a space yet."""

    id: int
    text: str


def write_keys(tx: Transaction, object_id: str, memory_id: str, texts: Sequence[KeyText]) -> None:
    """Give a memory exactly these keys; those whose text is as before keep number and vector."""
    known: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in tx.rows("SELECT * FROM key WHERE memory_id = ?", (memory_id,)):
        known.setdefault((row["kind"], row["text_hash"]), []).append(row)
    for text in texts:
        same = known.get((text.kind, text.text_hash))
        if same:
            row = same.pop()
            if (row["start"], row["end"]) != (text.start, text.end):
                tx.execute(
                    'UPDATE key SET start = ?, "end" = ? WHERE id = ?',
                    (text.start, text.end, row["id"]),
                )
            continue
        cursor = tx.connection.execute(
            'INSERT INTO key (memory_id, object_id, kind, start, "end", text_hash) '
            "VALUES (?, ?, ?, ?, ?, ?)",
            (memory_id, object_id, text.kind, text.start, text.end, text.text_hash),
        )
        tx.execute(
            "INSERT INTO words (rowid, title, body, beside) VALUES (?, ?, ?, '')",
            (cursor.lastrowid, text.title, text.body),
        )
        if spaceless(text.text):
            tx.execute(
                "INSERT INTO grams (rowid, title, body) VALUES (?, ?, ?)",
                (cursor.lastrowid, text.title, text.body),
            )
    _drop(tx, [row["id"] for rows in known.values() for row in rows])


def drop_keys(tx: Transaction, memory_id: str) -> None:
    """Take all keys from a memory: it is found no more, and is kept."""
    _drop(
        tx, [row["id"] for row in tx.rows("SELECT id FROM key WHERE memory_id = ?", (memory_id,))]
    )


def write_beside(tx: Transaction, object_id: str) -> None:
    """Bring what is said just before and after each key of an object up to date.

    Short turns are found by it: an answer seldom repeats the words of its question. To be called
    when the object's memories and keys are written.
    """
    keys = tx.rows(
        'SELECT key.id, key.start, key."end", memory.id AS memory_id, words.beside FROM key '
        "CROSS JOIN memory ON memory.id = key.memory_id "
        "CROSS JOIN words ON words.rowid = key.id WHERE key.object_id = ?",
        (object_id,),
    )
    if len(keys) < 2 and not any(row["beside"] for row in keys):
        return
    texts = tx.rows(
        "SELECT id, text FROM memory WHERE object_id = ? AND reach = 'here' ORDER BY ord, id",
        (object_id,),
    )
    place: dict[str, int] = {}
    length = 0
    for row in texts:
        place[row["id"]] = length
        length += len(row["text"]) + 1
    whole = "\n".join(row["text"] for row in texts)
    changed = []
    for row in keys:
        first = place.get(row["memory_id"])
        if first is None:
            continue
        start, end = first + row["start"], first + row["end"]
        before = whole[max(0, start - BESIDE) : start]
        if start > BESIDE:
            before = before.partition(" ")[2]
        after = whole[end : end + BESIDE]
        if end + BESIDE < len(whole):
            after = after.rpartition(" ")[0]
        beside = f"{before}\n{after}".strip()
        if beside != row["beside"]:
            changed.append((beside, row["id"]))
    tx.execute_many("UPDATE words SET beside = ? WHERE rowid = ?", changed)


def objects_of(reader: Reader, memories: Sequence[str]) -> list[str]:
    """Return the ids of the objects that memories are parts of."""
    found = {
        str(reader.value("SELECT object_id FROM memory WHERE id = ?", (memory_id,)))
        for memory_id in memories
    }
    return sorted(found)


def keep_one_opening(tx: Transaction, memories: Sequence[str]) -> None:
    """Make the first key of each object of these memories its opening, and no other."""
    for object_id in objects_of(tx, memories):
        rows = tx.rows(
            "SELECT key.id, key.kind FROM key JOIN memory ON memory.id = key.memory_id "
            "WHERE key.object_id = ? ORDER BY memory.alternate, memory.ord, key.start, key.id",
            (object_id,),
        )
        for place, row in enumerate(rows):
            kind = PASSAGE if place else OPENING
            if row["kind"] != kind:
                tx.execute("UPDATE key SET kind = ? WHERE id = ?", (kind, row["id"]))


def _drop(tx: Transaction, keys: Sequence[int]) -> None:
    for key in keys:
        tx.execute("DELETE FROM words WHERE rowid = ?", (key,))
        tx.execute("DELETE FROM grams WHERE rowid = ?", (key,))
        tx.execute("DELETE FROM embedding WHERE key_id = ?", (key,))
        tx.execute("DELETE FROM key WHERE id = ?", (key,))
        tx.log(ChangeKind.EMBEDDING, str(key), "remove")


def pending(
    reader: Reader, space: int, *, openings: bool, limit: int, after: int = 0
) -> list[PendingKey]:
    """Return keys without a vector in a space, by number.

    Parameters
    ----------
    openings
        Only the placing vectors, or only the rest.
    limit
        At most so many.
    after
        Only keys with a higher number.
    """
    rows = reader.rows(
        # CROSS JOIN: by the keys' numbers; else all words of the palace are read each time.
        "SELECT key.id, words.title, words.body FROM key CROSS JOIN words ON words.rowid = key.id "
        f"WHERE key.kind {'=' if openings else '<>'} 'opening' AND key.id > ? AND NOT EXISTS "
        "(SELECT 1 FROM embedding WHERE embedding.space_id = ? AND embedding.key_id = key.id) "
        "ORDER BY key.id LIMIT ?",
        (after, space, limit),
    )
    return [
        PendingKey(row["id"], f"{row['title']}\n{row['body']}" if row["body"] else row["title"])
        for row in rows
    ]


def count_pending(reader: Reader, space: int, *, openings: bool) -> int:
    """Return how many openings, or other keys, have no vector in a space."""
    return int(
        reader.value(
            f"SELECT count(*) FROM key WHERE kind {'=' if openings else '<>'} 'opening' "
            "AND NOT EXISTS (SELECT 1 FROM embedding WHERE embedding.space_id = ? "
            "AND embedding.key_id = key.id)",
            (space,),
        )
    )


def count_keys(reader: Reader, space: int | None) -> tuple[int, int]:
    """Return how many keys there are, and how many of them have a vector in a space."""
    total = int(reader.value("SELECT count(*) FROM key"))
    if space is None:
        return total, 0
    done = int(reader.value("SELECT count(*) FROM embedding WHERE space_id = ?", (space,)))
    return total, done


def write_vectors(
    tx: Transaction, space: int, keys: Sequence[PendingKey], vectors: NDArray[np.float32]
) -> int:
    """Keep vectors of keys whose text is still the one that was embedded.

    Returns
    -------
    int
        How many were kept.
    """
    texts = {
        row["id"]: row["text_hash"]
        for row in tx.rows(
            "SELECT id, text_hash FROM key WHERE id BETWEEN ? AND ?",
            (min(key.id for key in keys), max(key.id for key in keys)),
        )
    }
    seq = tx.log(ChangeKind.EMBEDDING, "", "add")
    rows = [
        (key.id, space, vector.astype("<f4").tobytes(), seq)
        for key, vector in zip(keys, vectors, strict=True)
        if texts.get(key.id)
        == hashlib.sha256(key.text.encode("utf-8", "surrogatepass")).hexdigest()
    ]
    tx.execute_many(
        "INSERT OR REPLACE INTO embedding (key_id, space_id, vector, seq) VALUES (?, ?, ?, ?)", rows
    )
    return len(rows)


def vector_blocks(
    reader: Reader, space: int, dim: int, *, since: int = 0, size: int = 8192
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Yield (key numbers, vectors) of a space in blocks, those written after a change number.

    Yields
    ------
    tuple of arrays
        Shapes (n,) and (n, dim).
    """
    import numpy as np

    cursor = reader.connection.execute(
        "SELECT key_id, vector FROM embedding WHERE space_id = ? AND seq > ? ORDER BY key_id",
        (space, since),
    )
    while rows := cursor.fetchmany(size):
        labels = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        flat = np.frombuffer(b"".join(row[1] for row in rows), "<f4")
        yield labels, flat.reshape(len(rows), dim)


def removed_keys(reader: Reader, since: int) -> list[int]:
    """Return the numbers of keys removed after a change number."""
    rows = reader.rows(
        "SELECT ref FROM change WHERE seq > ? AND kind = 'embedding' AND verb = 'remove'", (since,)
    )
    return [int(row["ref"]) for row in rows]


def placing_vectors(reader: Reader, space: int, dim: int) -> tuple[list[str], NDArray[np.float32]]:
    """Return object ids in reach and their placing vectors, shape (n, dim)."""
    import numpy as np

    rows = reader.rows(
        "SELECT key.object_id, embedding.vector FROM key "
        "CROSS JOIN embedding ON embedding.key_id = key.id AND embedding.space_id = ? "
        "CROSS JOIN object ON object.id = key.object_id AND object.reach = 'here' "
        "WHERE key.kind = 'opening' ORDER BY key.object_id",
        (space,),
    )
    flat = np.frombuffer(b"".join(row[1] for row in rows), "<f4")
    return [row[0] for row in rows], flat.reshape(len(rows), dim)


def placing_vectors_of(reader: Reader, object_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """Return object id → placing vector in the space in use, of those objects that have one.

    For a room's objects; `placing_vectors` reads them all.
    """
    import numpy as np

    space = current_space(reader)
    if space is None:
        return {}
    rows = reader.rows(
        "SELECT key.object_id, embedding.vector FROM key "
        "JOIN embedding ON embedding.key_id = key.id AND embedding.space_id = ? "
        f"WHERE key.kind = 'opening' AND key.object_id IN ({marks(len(object_ids))})",
        (space["id"], *object_ids),
    )
    return {row[0]: np.frombuffer(row[1], "<f4") for row in rows}


def key_vectors(reader: Reader, object_id: str, limit: int) -> list[NDArray[np.float32]]:
    """Return the vectors of an object's first keys in the space in use, the opening first."""
    import numpy as np

    space = current_space(reader)
    if space is None:
        return []
    rows = reader.rows(
        "SELECT embedding.vector FROM key "
        "JOIN embedding ON embedding.key_id = key.id AND embedding.space_id = ? "
        "WHERE key.object_id = ? ORDER BY key.kind <> 'opening', key.id LIMIT ?",
        (space["id"], object_id, limit),
    )
    return [np.frombuffer(row[0], "<f4") for row in rows]
