"""Tables as text (`.csv`, `.tsv`): a row a memory.

After RFC 4180 and the IANA's registration of text/tab-separated-values, as spreadsheets really
write them: other delimiters, Excel's first line ``sep=;``, other encodings. Which column is the
title, the text, the time, is told by their names, much as obsidianmd/obsidian-importer
(src/formats/csv) has people choose.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, ClassVar

from palace.importers.apple_notes import LISTS
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.notes import note_item
from palace.importers.notion import is_notion
from palace.importers.times import from_epoch, from_value
from palace.importers.titles import opening, shortened, unique
from palace.model.drafts import (
    DraftItem,
    DraftMemory,
    DraftObject,
    MemoryKind,
    ObjectKind,
    Unreadable,
)
from palace.model.moments import Moment

MOST_ROWS = 20_000
"""Rows of one table that are read."""
_SAMPLE = 4_000
"""Characters by which delimiter and header are judged."""
_DELIMITERS = ",;\t|"
_NO_DELIMITER = "\x1f"
"""What parts the cells of a table of one column: nothing that is in it."""
_PROSE = 40
"""Characters that a column's cells have on average from which it is a text."""
_GROUP = 100
"""Rows of a table without texts that stand together as one object."""
_FIGURE = re.compile(r"[-+]?[\d.,:/ %€$TZ-]*\d[\d.,:/ %€$TZ-]*")
_NAMES = {
    "title": "title name subject headline heading term word question front titel betreff titre nom "
    "título nombre titolo",
    "text": "text body content contents note notes description comment comments message answer "
    "back definition quote highlight summary inhalt notiz beschreibung texte contenu texto nota",
    "created": "created created_at createdat creation_date date_created date time timestamp "
    "datetime added published day datum erstellt fecha data",
    "updated": "updated updated_at updatedat modified last_modified date_modified last_edited "
    "last_updated edited geändert modifié",
    "tags": "tags tag labels label categories category keywords topics topic schlagwörter",
    "author": "author created_by by sender from user autor auteur",
    "id": "id uuid guid uid key identifier",
}
_PART = {name: part for part, names in _NAMES.items() for name in names.split()}


@dataclass
class _Table:
    """A table's columns by what they hold.

    Parameters
    ----------
    header
        Their names; made up where there is no line of names.
    parts
        What is in a column (``title``, ``text``, …) → the column's number.
    named
        Whether the first line holds the names.
    """

    header: list[str]
    parts: dict[str, int] = field(default_factory=dict)
    named: bool = True

    def cell(self, row: Sequence[str], part: str) -> str:
        """Return a cell by what it holds; empty where there is none."""
        at = self.parts.get(part, len(row))
        return row[at].strip() if at < len(row) else ""

    def rest(self, row: Sequence[str], *without: str) -> dict[str, str]:
        """Return what a row says beside some of its parts, by the columns' names."""
        left = {self.parts[part] for part in without if part in self.parts}
        found: dict[str, str] = {}
        for at, value in enumerate(row):
            name = self.header[at] if at < len(self.header) else f"Column {at + 1}"
            if at not in left and value.strip():
                found[name] = value.strip()
        return found


class CsvImporter(FileImporter):
    """Reads tables. A row with a text or title is an item and an object; else the table is."""

    kind: ClassVar[str] = "csv"
    title: ClassVar[str] = "a table (.csv, .tsv)"
    about: ClassVar[About] = About(
        product="Tables",
        reads=".csv and .tsv files in any encoding, alone, in a folder or zip",
        export="any spreadsheet: save as or download as CSV; what exports notes as CSV",
        becomes="where a column is a text or a title, a row is an object, with its times and tags "
        "by the columns' names; of other tables a row is a page",
        limits=f"Of a table {MOST_ROWS:,} rows are read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})
    sure: ClassVar[float] = 0.7

    def claims(self, name: str) -> bool:
        """Return whether it is a table, and none of Notion's or Apple's exports."""
        return super().claims(name) and not is_notion(name) and name not in LISTS

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a table's rows, or the table."""
        content = entry.text(TEXT_LIMIT)
        if isinstance(content, Unreadable):
            yield content
            return
        text = clean(content.text)
        delimiter, text = _delimiter(text, PurePosixPath(entry.ref).suffix.lower())
        # Lines that are broken over and over are one field each in the end; none is too long.
        csv.field_size_limit(TEXT_LIMIT)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = _numbered(reader)
        try:
            first = list(islice(rows, 50))
            if not first:
                reason = "This table is empty."
                yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
                return
            table = _table([row for _, row in first])
            every = _chained(first[1:] if table.named else first, rows)
            if table.parts.keys() & {"title", "text"}:
                yield from _rows(entry, content, table, every)
            else:
                yield _whole(entry, content, table, [row for _, row in islice(every, MOST_ROWS)])
            if next(rows, None) is not None:
                reason = f"Of this table {MOST_ROWS:,} rows were read; it has more. Split it."
                yield Unreadable(entry.place, reason, skipped=True)
        except csv.Error as error:
            reason = f"This table cannot be read on from line {reader.line_num} ({error})."
            yield Unreadable(entry.place, reason)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that say something, each with its first line's number."""
    line = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _chained(
    first: list[tuple[int, list[str]]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield from first
    yield from rest


def _delimiter(text: str, suffix: str) -> tuple[str, str]:
    """Return what parts the cells, and the text without a line that says so."""
    match = re.match(r"\ufeff?\"?sep=(.)\"?\n", text, re.IGNORECASE)
    if match is not None:
        return match[1], text[match.end() :]
    if suffix in {".tsv", ".tab"} and "\t" in text[:_SAMPLE]:
        return "\t", text
    sample = text[:_SAMPLE].rpartition("\n")[0] or text[:_SAMPLE]
    try:
        guess = csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        guess = ","
    # The guess falls for commas in prose; how many columns come out decides.
    scores = {each: _columns(sample, each) for each in (guess, *_DELIMITERS)}
    best = max(scores, key=lambda each: scores[each])
    return (best if scores[best] > 1 else _NO_DELIMITER), text


def _columns(sample: str, delimiter: str) -> float:
    """Return how many columns a table has if it is parted so; fewer where rows differ."""
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        counts = [len(row) for row in islice(reader, 30) if row]
    except csv.Error:
        return 0.0
    usual = max(set(counts), key=counts.count, default=1)
    share = counts.count(usual) / max(len(counts), 1)
    # A first line without it tells that it stands in prose.
    return share**2 * min(usual, 12) if usual > 1 and share > 0.5 and counts[0] > 1 else 0.0


def _table(rows: list[list[str]]) -> _Table:
    """Return a table's columns, judged by its first rows."""
    names = [" ".join(cell.split())[:80] for cell in rows[0]]
    known = [_PART.get(re.sub(r"[\s-]+", "_", name.casefold()), "") for name in names]
    named = any(known) or _has_header(rows)
    width = max(len(row) for row in rows)
    taken: set[str] = set()
    header = [
        unique(name or f"Column {at + 1}", taken)
        for at, name in enumerate([*(names if named else ()), *[""] * width][:width])
    ]
    table = _Table(header, named=named)
    if named:
        for at, part in enumerate(known):
            if part:
                table.parts.setdefault(part, at)
    if "text" not in table.parts:
        lengths = [
            (sum(len(row[at]) for row in rows[1:] if at < len(row)) / max(len(rows) - 1, 1), -at)
            for at in range(width)
            if at not in table.parts.values()
        ]
        longest, at = max(lengths, default=(0.0, 0))
        if longest >= _PROSE:
            table.parts["text"] = -at
    return table


def _has_header(rows: list[list[str]]) -> bool:
    """Return whether the first row is of other stuff: words where the others have figures."""
    first = [cell.strip() for cell in rows[0]]
    if len(rows) < 2 or not all(first) or len(set(first)) < len(first):
        return False
    if any(len(cell) > 60 or _FIGURE.fullmatch(cell) for cell in first):
        return False
    columns = ([row[at].strip() for row in rows[1:] if at < len(row)] for at in range(len(first)))
    return any(column and all(map(_FIGURE.fullmatch, column)) for column in columns)


def _rows(
    entry: Entry, content: Content, table: _Table, rows: Iterator[tuple[int, list[str]]]
) -> Iterator[DraftItem]:
    """Yield each row as an item. It is known by its id, else its title, else its first words."""
    taken: set[str] = set()
    for number, row in islice(rows, MOST_ROWS):
        title, text = table.cell(row, "title"), table.cell(row, "text")
        properties = table.rest(row, "title", "text", "created", "updated", "tags", "id")
        shown = "\n".join(f"{name}: {value}" for name, value in properties.items())
        told = "\n\n".join(part for part in (text, shown) if part) or title
        if not told:
            continue  # an id or a date, and nothing else
        name = table.cell(row, "id") or title or opening(told) or f"row {number}"
        ref = unique(shortened(name, 120), taken)
        kept = table.rest(row, "title", "text", "tags")
        yield note_item(
            ref=f"{entry.ref}/{ref}",
            place=f"{entry.place}, line {number}",
            title=shortened(title or opening(told), 300) or f"Row {number}",
            text=told,
            fingerprint=hashlib.sha256(repr((table.header, row)).encode()).hexdigest(),
            created=_time(table.cell(row, "created")),
            updated=_time(table.cell(row, "updated")) or entry.modified,
            author=shortened(table.cell(row, "author"), 200) or None,
            tags=_tags(table.cell(row, "tags")),
            properties={name: value[:5_000] for name, value in kept.items()},
            notice=content.notice if len(taken) == 1 else "",
        )


def _whole(entry: Entry, content: Content, table: _Table, rows: list[list[str]]) -> DraftItem:
    """Return a table without texts as an item, its rows as pages."""
    title = PurePosixPath(entry.ref).stem
    taken: set[str] = set()
    objects: list[DraftObject] = []
    for start in range(0, len(rows), _GROUP):
        group = rows[start : start + _GROUP]
        last = start + len(group)
        objects.append(
            DraftObject(
                kind=ObjectKind.NOTE,
                title=title if len(rows) <= _GROUP else f"{title}, {start + 1:,}–{last:,}",
                ref="" if not start else str(start + 1),
                memories=tuple(_memory(table, row, taken, entry.modified) for row in group),
            )
        )
    return DraftItem(
        ref=entry.ref,
        title=title,
        place=entry.place,
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        objects=tuple(objects),
        created=entry.modified,
        updated=entry.modified,
        notice=content.notice,
    )


def _memory(table: _Table, row: list[str], taken: set[str], at: Moment | None) -> DraftMemory:
    cells = table.rest(row)
    lines = [f"{name}: {value}" if table.named else value for name, value in cells.items()]
    first = next(iter(cells.values()))
    return DraftMemory(
        kind=MemoryKind.SECTION,
        text="\n".join(lines),
        title=shortened(first, 80),
        ref=unique(shortened(table.cell(row, "id") or first, 80), taken),
        at=_time(table.cell(row, "created")) or at,
    )


def _tags(cell: str) -> list[str]:
    parts = re.split(r"[,;|\n]", cell) if re.search(r"[,;|\n]", cell) else cell.split(" #")
    return [tag for part in parts[:200] if (tag := " ".join(part.strip().lstrip("#").split()))]


def _time(cell: str) -> Moment | None:
    if re.fullmatch(r"\d{9,13}(?:\.\d{1,6})?", cell):
        return from_epoch(cell)
    return from_value(cell)
