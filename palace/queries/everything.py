"""Everything in a palace, for export."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palace.model.exported import PLACES
from palace.queries.query import Context, Query
from palace.store import Reader
from palace.store.columns import moment_of
from palace.store.files import files_of

_ORDERS = {"moved": "id", "visit": "id", "room": "ord, id", "door": "ord, id", "route": "name"}
"""By what a table's rows are ordered where that is not all of their columns."""
_ONLY = {
    "meta": "WHERE key IN ('founded', 'layout', 'slept')",
    # One of which nothing is left, and for which nothing was chosen, is no loss.
    "source": "WHERE id IN (SELECT source_id FROM item UNION SELECT source_id FROM destination)",
}


@dataclass(frozen=True)
class Everything(Query[Iterator[tuple[str, Any]]]):
    """All that an export holds, as the palace is at one moment, also what is out of reach.

    Yields (kind, document), JSON-able: rows of each table of `palace.model.exported.PLACES` under
    its name; then "heads", a list of {"id", "ref", "title", "source_kind", "source_uri", "at",
    "objects"} of all items, with their objects' ids; then "item" for each of them in the order
    they came:

    {"id", "source": {"id", "kind", "uri", "imported_at", "write_back"}, "ref", "title", "place",
    "fingerprint", "created", "updated", "aliases", "properties", "missing_since", "objects"} with
    objects of {"id", "ord", "ref", "kind", "title", "tags", "content_hash", "reach", "created_at",
    "away", "away_since", "memories", "links"}, memories of {"id", "ord", "kind", "title", "ref",
    "text", "author", "at", "alternate", "reach", "segments", "revisions"}, links of {"kind",
    "target", "label", "memory", "to"}, segments of {"start", "end", "speaker", "at", "source_ref",
    "chatter"}, revisions of {"n", "title", "text", "segments", "at", "by", "why"}. A memory that
    holds a secret has "secrets" besides: {"kind", "hash", "at", "released"}.
    """

    def answer(self, context: Context) -> Iterator[tuple[str, Any]]:
        """Yield them; read it to its end, or close it, in the thread that asked."""
        reader = context.reader
        # One view of the whole: others may write meanwhile.
        reader.connection.execute("BEGIN")
        try:
            for table in PLACES:
                for row in _rows(reader, table):
                    yield table, dict(row)
            yield "heads", _heads(reader)
            for document in _items(context):
                yield "item", document
        finally:
            reader.connection.execute("COMMIT")


@dataclass(frozen=True)
class ItemExport:
    """An item as `Everything` tells it.

    Parameters
    ----------
    document
        All of it; what one asks for most is an attribute besides.
    """

    document: dict[str, Any]

    @property
    def ref(self) -> str:
        """Its identity in its source."""
        return str(self.document["ref"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.document["title"])

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What was made of it."""
        return list(self.document["objects"])


@dataclass(frozen=True)
class AllItems(Query[Iterator[ItemExport]]):
    """Every item, also what is out of reach or gone from its source."""

    def answer(self, context: Context) -> Iterator[ItemExport]:
        """Yield items in the order they came; read it in the thread that asked."""
        return map(ItemExport, _items(context))


def _rows(reader: Reader, table: str) -> sqlite3.Cursor:
    columns = ", ".join(f'"{name}"' for name in PLACES[table])
    return reader.connection.execute(
        f"SELECT {columns} FROM {table} {_ONLY.get(table, '')} "
        f"ORDER BY {_ORDERS.get(table, columns)}"
    )


def _heads(reader: Reader) -> list[dict[str, Any]]:
    heads = reader.rows(
        "SELECT item.id, item.ref, item.title, source.kind AS source_kind, "
        "source.uri AS source_uri, created, created_offset, created_precision, updated, "
        "updated_offset, updated_precision "
        "FROM item JOIN source ON source.id = item.source_id ORDER BY item.id"
    )
    objects: dict[str, list[str]] = {}
    for row in reader.rows("SELECT id, item_id FROM object ORDER BY item_id, ord, id"):
        objects.setdefault(row["item_id"], []).append(row["id"])
    return [
        {
            **{name: row[name] for name in ("id", "ref", "title", "source_kind", "source_uri")},
            "at": _moment(row, "created") or _moment(row, "updated"),
            "objects": objects.get(row["id"], []),
        }
        for row in heads
    ]


def _items(context: Context) -> Iterator[dict[str, Any]]:
    reader = context.reader
    for (item_id,) in reader.rows("SELECT id FROM item ORDER BY id"):
        context.check()
        row = reader.row(
            "SELECT item.*, source.kind AS source_kind, source.uri AS source_uri, "
            "source.imported_at, source.write_back FROM item "
            "JOIN source ON source.id = item.source_id WHERE item.id = ?",
            (item_id,),
        )
        if row is None:
            continue
        objects = reader.rows("SELECT * FROM object WHERE item_id = ? ORDER BY ord, id", (item_id,))
        yield {
            "id": row["id"],
            "source": {
                "id": row["source_id"],
                "kind": row["source_kind"],
                "uri": row["source_uri"],
                "imported_at": row["imported_at"],
                "write_back": row["write_back"],
            },
            **{name: row[name] for name in ("ref", "title", "place", "fingerprint")},
            "created": _moment(row, "created"),
            "updated": _moment(row, "updated"),
            "aliases": json.loads(row["aliases"]),
            "properties": json.loads(row["properties"]),
            "files": [
                {"name": each.name, "digest": each.digest, "size": each.size}
                for each in files_of(reader, item_id)
            ],
            "missing_since": row["missing_since"],
            "objects": [_object(reader, part) for part in objects],
        }


def _object(reader: Reader, row: sqlite3.Row) -> dict[str, Any]:
    own = (row["id"],)
    segments: dict[str, list[sqlite3.Row]] = {}
    for part in reader.rows(
        "SELECT segment.* FROM memory JOIN segment ON segment.memory_id = memory.id "
        "WHERE memory.object_id = ? ORDER BY segment.memory_id, segment.ord",
        own,
    ):
        segments.setdefault(part["memory_id"], []).append(part)
    revisions: dict[str, list[sqlite3.Row]] = {}
    for part in reader.rows(
        "SELECT revision.* FROM memory JOIN revision ON revision.memory_id = memory.id "
        "WHERE memory.object_id = ? ORDER BY revision.memory_id, revision.n",
        own,
    ):
        revisions.setdefault(part["memory_id"], []).append(part)
    secrets: dict[str, list[dict[str, Any]]] = {}
    for part in reader.rows(
        "SELECT secret.* FROM memory JOIN secret ON secret.memory_id = memory.id "
        "WHERE memory.object_id = ? ORDER BY secret.memory_id, secret.hash",
        own,
    ):
        known = {name: part[name] for name in ("kind", "hash", "at", "released")}
        secrets.setdefault(part["memory_id"], []).append(known)
    memories = reader.rows("SELECT * FROM memory WHERE object_id = ? ORDER BY ord, id", own)
    links = reader.rows(
        'SELECT kind, target, label, memory_id AS memory, to_object AS "to" FROM link '
        "WHERE object_id = ? ORDER BY id",
        own,
    )
    return {
        **{name: row[name] for name in ("id", "ord", "ref", "kind", "title")},
        "tags": json.loads(row["tags"]),
        **{n: row[n] for n in ("content_hash", "reach", "created_at", "away", "away_since")},
        "memories": [
            {
                **{n: each[n] for n in ("id", "ord", "kind", "title", "ref", "text", "author")},
                "at": _moment(each, "at"),
                "alternate": bool(each["alternate"]),
                "reach": each["reach"],
                "segments": [_segment(part) for part in segments.get(each["id"], ())],
                "revisions": [_revision(part) for part in revisions.get(each["id"], ())],
                **({"secrets": secrets[each["id"]]} if each["id"] in secrets else {}),
            }
            for each in memories
        ],
        "links": [dict(link) for link in links],
    }


def _segment(row: sqlite3.Row | dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("start", "end", "speaker")},
        "at": _moment(row, "at"),
        "source_ref": row["source_ref"],
        "chatter": bool(row["chatter"]),
    }


def _revision(row: sqlite3.Row) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("n", "title", "text")},
        "segments": [_segment(part) for part in json.loads(row["segments"])],
        **{name: row[name] for name in ("at", "by", "why")},
    }


def _moment(row: sqlite3.Row | dict[str, Any], prefix: str) -> dict[str, object] | None:
    moment = moment_of(row, prefix)
    return None if moment is None else moment.document
