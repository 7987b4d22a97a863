"""The change log that other processes follow, and the operations that can be undone."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from palace.model.changes import Change, ChangeKind
from palace.model.ids import new_id
from palace.store.store import UNDO, Reader, Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that was run.

    Parameters
    ----------
    id, batch
        Its own identifier, and that of the batch it was run in (an import).
    title
        What it did, for people.
    inverse
        (operation kind, its fields) that undoes it.
    seq
        The change number right after it.
    """

    id: str
    batch: str
    title: str
    inverse: tuple[str, dict[str, Any]]
    seq: int


def last_change(reader: Reader) -> int:
    """Return the number of the newest change, 0 in an empty palace."""
    return int(reader.value("SELECT coalesce(max(seq), 0) FROM change"))


def places_changed(reader: Reader, seq: int) -> bool:
    """Return whether anything was built, moved, placed or renamed after a change."""
    return bool(
        reader.value(
            "SELECT 1 FROM change WHERE seq > ? AND kind IN ('placement', 'plan') LIMIT 1", (seq,)
        )
    )


def changes_since(reader: Reader, seq: int) -> tuple[Change, ...]:
    """Return the changes after a number, in order."""
    rows = reader.rows("SELECT seq, kind, ref, verb FROM change WHERE seq > ? ORDER BY seq", (seq,))
    return tuple(
        Change(row["seq"], ChangeKind(row["kind"]), row["ref"], row["verb"]) for row in rows
    )


def record(
    tx: Transaction,
    kind: str,
    title: str,
    inverse: tuple[str, dict[str, Any]],
    batch: str,
    since: int,
) -> None:
    """Keep how an operation is undone.

    Parameters
    ----------
    since
        The change number right before it.
    """
    operation_id = new_id()
    tx.insert(
        "operation",
        [
            {
                "id": operation_id,
                "batch": batch or operation_id,
                "actor": tx.actor,
                "kind": kind,
                "title": title,
                "inverse": json.dumps(inverse, ensure_ascii=False),
                "seq": last_change(tx),
                "since": since,
                "at": tx.now,
            }
        ],
    )


def last_batch(reader: Reader) -> list[Done]:
    """Return the newest batch that is not undone yet, newest operation first."""
    rows = reader.rows(
        "SELECT * FROM operation WHERE undone = 0 AND batch = "
        "(SELECT batch FROM operation WHERE undone = 0 ORDER BY id DESC LIMIT 1) ORDER BY id DESC"
    )
    return [
        Done(row["id"], row["batch"], row["title"], tuple(json.loads(row["inverse"])), row["seq"])
        for row in rows
    ]


def mark_undone(tx: Transaction, operation_id: str) -> bool:
    """Mark an operation as undone; False where somebody else was quicker."""
    return (
        tx.execute("UPDATE operation SET undone = 1 WHERE id = ? AND undone = 0", (operation_id,))
        == 1
    )


def latest_changes(reader: Reader, seq: int) -> dict[str, int]:
    """Return row → number of the last change that touched it, of all changes after a number.

    Places and vectors do not count: the program gives those by itself after an import. Nor does
    what was undone, and what undoing wrote: after it everything is as it was before.
    """
    undone = [
        (row["since"], row["seq"])
        for row in reader.rows(
            "SELECT since, seq FROM operation WHERE undone = 1 AND since IS NOT NULL AND seq > ? "
            "ORDER BY since",
            (seq,),
        )
    ]
    starts = [since for since, _ in undone]
    ends = list(accumulate((end for _, end in undone), max))
    latest: dict[str, int] = {}
    for row in reader.rows(
        "SELECT ref, seq FROM change WHERE seq > ? "
        "AND kind IN ('object', 'memory', 'source', 'meta') AND actor NOT LIKE ? ORDER BY seq",
        (seq, f"{UNDO}%"),
    ):
        before = bisect_left(starts, row["seq"])
        if not before or ends[before - 1] < row["seq"]:
            latest[row["ref"]] = row["seq"]
    return latest
