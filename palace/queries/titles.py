"""What objects are called."""

from __future__ import annotations

from dataclasses import dataclass

from palace.queries.query import Context, Query
from palace.store.columns import marks


@dataclass(frozen=True)
class TitlesOf(Query[dict[str, str]]):
    """The titles of some objects, by id."""

    objects: tuple[str, ...]

    def answer(self, context: Context) -> dict[str, str]:
        """Return them; what is not there has none."""
        found: dict[str, str] = {}
        for start in range(0, len(self.objects), 500):
            part = self.objects[start : start + 500]
            rows = context.reader.rows(
                f"SELECT id, title FROM object WHERE id IN ({marks(len(part))})", part
            )
            found |= {row["id"]: row["title"] for row in rows}
        return found
