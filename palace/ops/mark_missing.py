"""Notice what a source no longer has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.library import (
    mark_gone,
    mark_missing,
    resolve_links,
    source_id,
    write_reading,
    write_report,
)


@dataclass(frozen=True)
class MarkMissing(Operation[list[str]]):
    """Close the import of a source: mark what is gone, point links at objects, keep the report.

    Parameters
    ----------
    source_kind, source_uri
        The source.
    seen
        Refs of all items that were met, or None when the import was not complete, so that
        nothing can be said of the rest.
    gone
        Refs that are known to be gone, where `seen` says nothing.
    report
        (item, result, reason) of every item but those that were unchanged.
    import_id, place, unchanged, complete
        The import, the path it was given, how many items were unchanged, and whether it came to
        its end. Without an import nothing of it is kept but the report.
    """

    kind: ClassVar[str] = "mark_missing"

    source_kind: str
    source_uri: str
    seen: frozenset[str] | None
    report: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    import_id: str = ""
    place: str = ""
    unchanged: int = 0
    complete: bool = True
    gone: frozenset[str] = frozenset()

    def apply(self, tx: Transaction) -> list[str]:
        """Do it and return the refs that are newly missing."""
        source = source_id(tx, self.source_kind, self.source_uri)
        if self.seen is None:
            gone = mark_gone(tx, source, self.gone)
        else:
            gone = mark_missing(tx, source, self.seen)
        resolve_links(tx, source)
        rows = [*self.report, *((ref, "missing", "no longer in its source; kept") for ref in gone)]
        write_report(tx, source, rows, self.import_id)
        if self.import_id:
            write_reading(
                tx, source, self.import_id, self.place, self.unchanged, complete=self.complete
            )
        return gone
