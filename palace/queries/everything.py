"""Everything in a palace, item by item, for export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.read import PlaceNames, place_names
from palace.store.columns import moment_of


@dataclass(frozen=True)
class ItemExport:
    """A source item with all that was made of it.

    Parameters
    ----------
    objects
        Each: {"id", "kind", "title", "ref", "tags", "reach", "place", "memories": [{"id", "kind",
        "title", "ref", "text", "author", "at", "alternate", "reach", "segments", "revisions"}],
        "links"}, JSON-able.
    """

    id: str
    ref: str
    title: str
    source_kind: str
    source_uri: str
    place: str
    created: Moment | None
    updated: Moment | None
    aliases: tuple[str, ...]
    properties: dict[str, Any]
    missing: bool
    objects: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class AllItems(Query[Iterator[ItemExport]]):
    """Every item, also what is out of reach or gone from its source: nothing is lost."""

    def answer(self, context: Context) -> Iterator[ItemExport]:
        """Yield items in the order they came; read it in the thread that asked."""
        reader = context.reader
        ids = reader.rows("SELECT id FROM item ORDER BY id")
        for (item_id,) in ids:
            context.check()
            row = reader.row(
                "SELECT item.*, source.kind AS source_kind, source.uri AS source_uri FROM item "
                "JOIN source ON source.id = item.source_id WHERE item.id = ?",
                (item_id,),
            )
            if row is None:
                continue
            objects = reader.rows("SELECT * FROM object WHERE item_id = ? ORDER BY ord", (item_id,))
            yield ItemExport(
                row["id"],
                row["ref"],
                row["title"],
                row["source_kind"],
                row["source_uri"],
                row["place"],
                moment_of(row, "created"),
                moment_of(row, "updated"),
                tuple(json.loads(row["aliases"])),
                json.loads(row["properties"]),
                row["missing_since"] is not None,
                tuple(self._object(context, dict(part)) for part in objects),
            )

    def _object(self, context: Context, row: dict[str, Any]) -> dict[str, Any]:
        reader = context.reader
        memories = reader.rows(
            "SELECT * FROM memory WHERE object_id = ? ORDER BY ord", (row["id"],)
        )
        links = reader.rows(
            "SELECT kind, target, label, to_object FROM link WHERE object_id = ? ORDER BY id",
            (row["id"],),
        )
        place: PlaceNames | None = place_names(reader, row["id"])
        return {
            "id": row["id"],
            "kind": row["kind"],
            "title": row["title"],
            "ref": row["ref"],
            "tags": json.loads(row["tags"]),
            "reach": row["reach"],
            "place": place,
            "memories": [self._memory(context, dict(memory)) for memory in memories],
            "links": [dict(link) for link in links],
        }

    def _memory(self, context: Context, row: dict[str, Any]) -> dict[str, Any]:
        reader = context.reader
        full = reader.row("SELECT * FROM memory WHERE id = ?", (row["id"],))
        segments = reader.rows(
            "SELECT * FROM segment WHERE memory_id = ? ORDER BY ord", (row["id"],)
        )
        revisions = reader.rows(
            'SELECT n, title, text, segments, at, "by", why FROM revision '
            "WHERE memory_id = ? ORDER BY n",
            (row["id"],),
        )
        at = moment_of(full) if full is not None else None
        return {
            "id": row["id"],
            "kind": row["kind"],
            "title": row["title"],
            "ref": row["ref"],
            "text": row["text"],
            "author": row["author"],
            "at": _written(at),
            "alternate": bool(row["alternate"]),
            "reach": row["reach"],
            "segments": [
                {
                    "start": part["start"],
                    "end": part["end"],
                    "speaker": part["speaker"],
                    "at": _written(moment_of(part)),
                    "source_ref": part["source_ref"],
                    "chatter": bool(part["chatter"]),
                }
                for part in segments
            ],
            "revisions": [
                {**dict(revision), "segments": json.loads(revision["segments"])}
                for revision in revisions
            ],
        }


def _written(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat(exact=True)
