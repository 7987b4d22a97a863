"""What the layout needs to know of objects."""

from __future__ import annotations

import json
from dataclasses import dataclass

from palace.embedding import SpaceSpec
from palace.layout import Entry
from palace.queries.query import Context, Query
from palace.store.columns import marks
from palace.store.keys import placing_vectors
from palace.store.spaces import space_number


@dataclass(frozen=True)
class Entries(Query[list[Entry]]):
    """Objects in reach that have a placing vector.

    Parameters
    ----------
    space
        The model.
    only
        These objects; None for all.
    """

    space: SpaceSpec
    only: frozenset[str] | None = None

    def answer(self, context: Context) -> list[Entry]:
        """Return them by id."""
        reader = context.reader
        number = space_number(reader, self.space.model, self.space.hash, self.space.dim)
        if number is None:
            return []
        ids, vectors = placing_vectors(reader, number, self.space.dim)
        wanted = {
            object_id: vector
            for object_id, vector in zip(ids, vectors, strict=True)
            if self.only is None or object_id in self.only
        }
        entries = []
        names = list(wanted)
        for start in range(0, len(names), 500):
            part = names[start : start + 500]
            rows = reader.rows(
                "SELECT object.id, object.content_hash, object.item_id, object.tags, "
                "item.place, words.title, words.body FROM object "
                "JOIN item ON item.id = object.item_id "
                "JOIN key ON key.object_id = object.id AND key.kind = 'opening' "
                f"JOIN words ON words.rowid = key.id WHERE object.id IN ({marks(len(part))})",
                part,
            )
            entries += [
                Entry(
                    row["id"],
                    row["content_hash"],
                    wanted[row["id"]],
                    f"{row['title']}\n{row['body']}",
                    row["item_id"],
                    row["place"].rpartition("/")[0],
                    tuple(json.loads(row["tags"])),
                )
                for row in rows
            ]
        return sorted(entries, key=lambda entry: entry.id)
