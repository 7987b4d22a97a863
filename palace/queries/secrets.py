"""What is held back for a secret, and which copies of the palace there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from palace.queries.query import Context, Query
from palace.recall.secrets import secrets_in
from palace.store.columns import IN_ITS_ROOM

HIDDEN = "(a title that holds a secret)"


@dataclass(frozen=True)
class HeldSecret:
    """A memory that holds a secret; never the secret itself.

    Parameters
    ----------
    kinds
        What it seems to hold: "a private key".
    object_title
        What it is a part of.
    source, item
        The kind of its source, and which item of it.
    room
        Where its object stands or its place waits; empty where it has none.
    released
        When the person let it be found all the same, seconds since 1970; None while it is held.
    """

    memory_id: str
    object_id: str
    kinds: tuple[str, ...]
    object_title: str
    source: str
    item: str
    room: str
    released: float | None


@dataclass(frozen=True)
class Secrets(Query[list[HeldSecret]]):
    """Every memory in which a secret was noticed, those first that are held back."""

    def answer(self, context: Context) -> list[HeldSecret]:
        """Return them."""
        rows = context.reader.rows(
            "SELECT secret.memory_id, memory.object_id, object.title, source.kind AS source, "
            "item.ref, coalesce(room.name, '') AS room, "
            "group_concat(DISTINCT secret.kind) AS kinds, "
            "CASE WHEN count(secret.released) = count(*) THEN max(secret.released) END AS released "
            "FROM secret JOIN memory ON memory.id = secret.memory_id "
            "JOIN object ON object.id = memory.object_id JOIN item ON item.id = object.item_id "
            "JOIN source ON source.id = item.source_id "
            f"{IN_ITS_ROOM} GROUP BY secret.memory_id "
            "ORDER BY released IS NOT NULL, source.kind, item.ref, memory.ord, memory.id"
        )
        return [
            HeldSecret(
                row["memory_id"],
                row["object_id"],
                tuple(sorted(row["kinds"].split(","))),
                HIDDEN if secrets_in(row["title"]) else row["title"],
                row["source"],
                row["ref"],
                row["room"],
                row["released"],
            )
            for row in rows
        ]


@dataclass(frozen=True)
class Copy:
    """A copy of the palace; `kind` is "export" or "backup"."""

    path: Path
    kind: str
    at: float


@dataclass(frozen=True)
class Copies(Query[list[Copy]]):
    """The copies that were made and are still where they were written, the newest first."""

    def answer(self, context: Context) -> list[Copy]:
        """Return them."""
        rows = context.reader.rows("SELECT path, kind, at FROM copy ORDER BY at DESC, path")
        found = [Copy(Path(row["path"]), row["kind"], row["at"]) for row in rows]
        return [copy for copy in found if copy.path.exists()]
