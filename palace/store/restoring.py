"""Giving a palace back from its export: identifiers, revisions and links as they were, and places.

Nothing that is here already is written over: an identifier that is taken is made anew, and places
come only into a palace that has none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from palace.model.changes import ChangeKind
from palace.model.drafts import DraftLink, DraftSegment
from palace.model.errors import PalaceError
from palace.model.exported import PLACES
from palace.model.ids import new_id
from palace.model.kept import KeptRevision, KeptSecret, KeptSource
from palace.store.columns import moment_columns
from palace.store.plans import write_layout_memory
from palace.store.store import Reader, Transaction

Places = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table → rows, as in an export."""

_REFERENCES = {
    "placement": {"object_id": "object"},
    "moved": {"object_id": "object"},
    "visit": {"object_id": "object"},
    "destination": {"source_id": "source"},
}
"""What may be gone by now: then the row that speaks of it is left out."""
_ONCE = {
    "source": ("kind", "uri"),
    "visit": ("object_id", "at"),
    "erased": ("hash",),
    "watched": ("path",),
    "unfinished": ("id",),
}
"""By which columns a row is known that may be there although the palace has no places yet."""


def free_id(tx: Transaction, table: str, wanted: str) -> str:
    """Return an identifier that an export names, or a new one where it is taken or empty."""
    taken = not wanted or tx.value(f"SELECT 1 FROM {table} WHERE id = ?", (wanted,)) is not None
    return new_id() if taken else wanted


def kept_source(tx: Transaction, source: KeptSource) -> str:
    """Return the id of the source that an exported item came from; it is made as it was."""
    found = tx.value("SELECT id FROM source WHERE kind = ? AND uri = ?", (source.kind, source.uri))
    if found is None:
        found = free_id(tx, "source", source.id)
        tx.insert(
            "source",
            [
                {
                    "id": found,
                    "kind": source.kind,
                    "uri": source.uri,
                    "imported_at": source.imported_at,
                    "write_back": source.write_back,
                }
            ],
        )
        tx.log(ChangeKind.SOURCE, found, "add")
    return str(found)


def segment_rows(memory_id: str, segments: Sequence[DraftSegment]) -> list[dict[str, object]]:
    """Return segments as rows of the memory they belong to."""
    return [
        {
            "memory_id": memory_id,
            "ord": number,
            "start": segment.start,
            "end": segment.end,
            "speaker": segment.speaker,
            **moment_columns(segment.at),
            "source_ref": segment.source_ref,
            "chatter": int(segment.chatter),
        }
        for number, segment in enumerate(segments)
    ]


def write_revisions(tx: Transaction, memory_id: str, revisions: Iterable[KeptRevision]) -> None:
    """Write what a memory was before."""
    tx.insert(
        "revision",
        [
            {
                "memory_id": memory_id,
                "n": revision.n,
                "title": revision.title,
                "text": revision.text,
                "segments": json.dumps(segment_rows(memory_id, revision.segments)),
                "at": revision.at,
                "by": revision.by,
                "why": revision.why,
            }
            for revision in revisions
        ],
    )


def write_secrets(tx: Transaction, memory_id: str, secrets: Sequence[KeptSecret]) -> None:
    """Write what an export knows of a memory's secrets."""
    tx.insert(
        "secret",
        [
            {
                "memory_id": memory_id,
                "kind": secret.kind,
                "hash": secret.hash,
                "at": secret.at,
                "released": secret.released,
            }
            for secret in secrets
        ],
        or_ignore=True,
    )


def write_kept_links(
    tx: Transaction, object_id: str, links: Sequence[DraftLink], memories: Mapping[str, str]
) -> list[tuple[int, str]]:
    """Write an object's links as they were.

    Parameters
    ----------
    memories
        Id in the export → id here.

    Returns
    -------
    list of (int, str)
        The number of each link that led somewhere, and the id of what it led to: that may still
        have to come, see `point_links`.
    """
    leads = []
    for link in links:
        memory = memories.get(link.kept.memory if link.kept else "", next(iter(memories.values())))
        cursor = tx.connection.execute(
            "INSERT INTO link (object_id, memory_id, kind, target, label) VALUES (?, ?, ?, ?, ?)",
            (object_id, memory, link.kind.value, link.target, link.label),
        )
        if link.kept and link.kept.to:
            leads.append((int(cursor.lastrowid or 0), link.kept.to))
    return leads


def point_links(tx: Transaction, leads: Sequence[tuple[int, str]]) -> None:
    """Point links at objects by their ids; one whose object is not here stays as it is."""
    tx.execute_many(
        "UPDATE link SET to_object = ? WHERE id = ? AND EXISTS (SELECT 1 FROM object WHERE id = ?)",
        [(to, number, to) for number, to in leads],
    )


def has_places(reader: Reader) -> bool:
    """Return whether a palace has a plan."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM room)"))


def write_places(tx: Transaction, places: Places) -> bool:
    """Write an exported plan with who stands where, into a palace that has none.

    Returns
    -------
    bool
        False where this palace has places already; then nothing was written.

    Raises
    ------
    PalaceError
        The rows do not fit together.
    """
    if has_places(tx):
        return False
    try:
        for table, columns in PLACES.items():
            for row in places.get(table, ()):
                if all(_there(tx, *each) for each in _named(table, row)):
                    _write(tx, table, [(name, row[name]) for name in columns])
    except (sqlite3.IntegrityError, ValueError) as error:
        raise PalaceError(
            f"The places in this export do not fit together ({error}), so none were taken over; "
            "the things find new ones."
        ) from error
    tx.log(ChangeKind.PLAN)
    tx.log(ChangeKind.META, "founded")
    return True


def _named(table: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(other, row[column]) for column, other in _REFERENCES.get(table, {}).items()]


def _there(reader: Reader, table: str, own: str) -> bool:
    return reader.value(f"SELECT 1 FROM {table} WHERE id = ?", (own,)) is not None


def _write(tx: Transaction, table: str, row: list[tuple[str, Any]]) -> None:
    values = dict(row)
    if table == "meta" and values["key"] == "layout":
        write_layout_memory(tx, json.loads(values["value"]))
        return
    known = _ONCE.get(table)
    if known and tx.value(
        f"SELECT 1 FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in known)}",
        [values[name] for name in known],
    ):
        return
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    tx.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values.values()))
