"""What became of each item of the last imports, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from palace.queries.query import Context, Query

_RESULTS = ("added", "updated", "unchanged", "missing", "skipped", "failed")


@dataclass(frozen=True)
class ReportLine:
    """What became of an item.

    Parameters
    ----------
    item
        Its path or identity in its source.
    result
        "added", "updated", "missing", "skipped" or "failed".
    reason
        Why, or what was odd about it.
    format
        The kind of its source.
    """

    item: str
    result: str
    reason: str
    format: str


@dataclass(frozen=True)
class ReadSource:
    """A source that an import read.

    Parameters
    ----------
    path
        As it was given.
    format
        As what it was read.
    unchanged
        How many items were there already.
    complete
        Whether it came to its end.
    """

    path: str
    format: str
    unchanged: int
    complete: bool


@dataclass(frozen=True)
class ImportTold:
    """One import.

    Parameters
    ----------
    at
        When it ended, in seconds since 1970 UTC.
    sources
        What it read.
    items
        What became of each item but the unchanged, in order.
    """

    id: str
    at: float
    sources: list[ReadSource] = field(default_factory=list)
    items: list[ReportLine] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many items had each result, all six always there."""
        found = Counter(item.result for item in self.items)
        found["unchanged"] += sum(source.unchanged for source in self.sources)
        return {name: found[name] for name in _RESULTS}


@dataclass(frozen=True)
class LastImports(Query[list[ImportTold]]):
    """The last imports, the newest first.

    Parameters
    ----------
    limit
        How many imports.
    """

    limit: int = 1

    def answer(self, context: Context) -> list[ImportTold]:
        """Return them; imports of earlier versions of the program are told source by source."""
        reader = context.reader
        # Lines without an import are told apart by their moment, which is one transaction's.
        runs = reader.rows(
            "SELECT name, import, max(at) AS at FROM ("
            "  SELECT import AS name, import, at FROM reading"
            "  UNION ALL SELECT DISTINCT 'at ' || at, '', at FROM report WHERE import = ''"
            ") GROUP BY name, import ORDER BY at DESC, name DESC LIMIT ?",
            (self.limit,),
        )
        found: list[ImportTold] = []
        for run in runs:
            told = ImportTold(run["import"], run["at"])
            sources = reader.rows(
                "SELECT reading.place, source.kind, reading.unchanged, reading.complete "
                "FROM reading JOIN source ON source.id = reading.source_id "
                "WHERE reading.import = ? ORDER BY reading.at, reading.place",
                (run["import"],),
            )
            told.sources.extend(
                ReadSource(row["place"], row["kind"], row["unchanged"], bool(row["complete"]))
                for row in sources
            )
            lines = reader.rows(
                "SELECT report.item, report.result, report.reason, source.kind FROM report "
                "LEFT JOIN source ON source.id = report.source_id "
                "WHERE report.import = ? AND (report.import <> '' OR report.at = ?) "
                "ORDER BY report.id",
                (run["import"], run["at"]),
            )
            told.items.extend(
                ReportLine(row["item"], row["result"], row["reason"], row["kind"] or "")
                for row in lines
            )
            found.append(told)
        return found
