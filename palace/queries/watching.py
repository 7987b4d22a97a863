"""What is followed, and what lies at a path that has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from palace.queries.query import Context, Query
from palace.store.watching import watched_paths


@dataclass(frozen=True)
class Watched(Query[list[str]]):
    """The paths that are followed."""

    def answer(self, context: Context) -> list[str]:
        """Return them in the order they came."""
        return watched_paths(context.reader)


@dataclass(frozen=True)
class ItemsAt(Query[list[tuple[str, str, str]]]):
    """The items that came from some files, or from what lies in some folders.

    Parameters
    ----------
    paths
        Absolute and resolved; they need not exist any more.
    """

    paths: tuple[Path, ...]

    def answer(self, context: Context) -> list[tuple[str, str, str]]:
        """Return (kind of source, its address, ref), those that are missing left out."""
        reader = context.reader
        found: list[tuple[str, str, str]] = []
        for source in reader.rows("SELECT id, kind, uri FROM source WHERE uri LIKE 'file:%'"):
            folder = Path(url2pathname(urlsplit(source["uri"]).path))
            for path in self.paths:
                if not path.is_relative_to(folder):
                    continue
                ref = path.relative_to(folder).as_posix()
                rows = reader.rows(
                    "SELECT ref FROM item WHERE source_id = ? AND missing_since IS NULL "
                    "AND (ref = ? OR substr(ref, 1, length(?)) = ?)",
                    (source["id"], ref, f"{ref}/", f"{ref}/"),
                )
                found += [(source["kind"], source["uri"], row["ref"]) for row in rows]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class TextOf(Query[str]):
    """What an item says, its parts in their order."""

    kind: str
    uri: str
    ref: str

    def answer(self, context: Context) -> str:
        """Return it; empty where there is no such item."""
        rows = context.reader.rows(
            "SELECT memory.text FROM source JOIN item ON item.source_id = source.id "
            "JOIN object ON object.item_id = item.id JOIN memory ON memory.object_id = object.id "
            "WHERE source.kind = ? AND source.uri = ? AND item.ref = ? "
            "AND memory.reach = 'here' ORDER BY object.ord, memory.ord",
            (self.kind, self.uri, self.ref),
        )
        return "\n\n".join(row["text"] for row in rows)
