"""What is known of a source, and what became of its items."""

from __future__ import annotations

from dataclasses import dataclass

from palace.queries.query import Context, Query
from palace.store.library import known_fingerprints


@dataclass(frozen=True)
class KnownItems(Query[dict[str, str]]):
    """The items of a source that are there; with `missing` also those that it has no more."""

    kind: str
    uri: str
    missing: bool = False

    def answer(self, context: Context) -> dict[str, str]:
        """Return ref → fingerprint."""
        return known_fingerprints(context.reader, self.kind, self.uri, missing=self.missing)


@dataclass(frozen=True)
class SourceUris(Query[list[str]]):
    """Where things of one kind have been imported from."""

    kind: str

    def answer(self, context: Context) -> list[str]:
        """Return the uris, the longest (the innermost folder) first."""
        rows = context.reader.rows(
            "SELECT uri FROM source WHERE kind = ? ORDER BY length(uri) DESC", (self.kind,)
        )
        return [row["uri"] for row in rows]
