"""Notion's export: Markdown and CSV, or HTML; its zip (zips in a zip, when large) or folder.

A file's name ends in the page's id, 32 hex digits. A page in Markdown begins with its title, then,
where it stands in a database, its properties a line each; in HTML they are a table. A database is a
CSV (``_all.csv`` with all rows). After obsidianmd/obsidian-importer (src/formats/notion) and
mattermost-community/focalboard (import/notion).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, check_readable
from palace.importers.html_text import markdown_of_soup, parsed
from palace.importers.joplin_items import is_item
from palace.importers.notes import note_item
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, DraftLink, LinkKind, Unreadable
from palace.model.moments import Moment

_NAME = re.compile(
    r"^(?P<title>.*?)[ _-]?(?P<id>[0-9a-f]{32})(?P<all>_all)?\.(?P<kind>md|html|csv)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(<?[^()<>\n]*?([0-9a-f]{32})(?:\.(?:md|html|csv))?>?\)")
_PROPERTY = re.compile(r"^([^\s:#>|*\[`-][^:\n]{0,79}): (.*)$")
_DATED = re.compile(
    r"^@?((?:\w+ \d{1,2}, \d{4}|\d{4}/\d\d/\d\d)(?: \d{1,2}:\d\d(?: [AP]M)?)?)", re.IGNORECASE
)
_CREATED = frozenset({"created", "created time", "date created", "date", "created at"})
_UPDATED = frozenset({"last edited time", "last edited", "updated", "last updated", "edited"})
_TAGS = frozenset({"tags", "tag", "category", "categories", "topics", "labels"})
_AUTHOR = frozenset({"created by", "author"})
_MOST_ROWS = 20_000


class NotionImporter(FileImporter):
    """Reads Notion's export. A page is an item and an object; so is a row without a page."""

    kind: ClassVar[str] = "notion"
    title: ClassVar[str] = "a Notion export (Markdown and CSV, or HTML)"
    about: ClassVar[About] = About(
        product="Notion",
        reads="the zip of the export as it came, or its folder: pages as Markdown or HTML, "
        "databases as CSV",
        export="Settings → Workspace → General → Export content (or a page's ••• → Export); "
        "Markdown & CSV, with subpages and all content",
        becomes="a page is an object, its headings make the pages; properties, tags, times and "
        "links between pages are kept; a row of a database that has no page is an object too",
        limits="Comments are in no export.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".html", ".csv"})
    sure: ClassVar[float] = 0.95

    def claims(self, name: str) -> bool:
        """Return whether a file's name ends in a page's id."""
        return is_notion(name)

    def leaves(self, entry: Entry) -> bool:
        """Return whether it is Joplin's: its items have bare ids for names."""
        return is_item(entry)

    def whole(self, path: Path) -> bool:
        """Return False: one may export any part of a workspace."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: pages have ids of their own."""
        return "notion:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the pages, then the rows of databases that have no page."""
        check_readable(path)
        tables: dict[str, Entry] = {}
        titles: dict[str, set[str]] = {}
        taken: set[str] = set()
        for entry in self._entries(path):
            if isinstance(entry, Unreadable):
                yield entry
                continue
            name = _NAME.match(entry.name)
            if name is not None and name["kind"].lower() == "csv":
                # The one with all rows is better than the one of a view.
                if name["all"] or name["id"] not in tables:
                    tables[name["id"]] = entry
                continue
            item = _read(entry, name)
            if isinstance(item, DraftItem):
                if item.ref in taken:
                    continue  # the same page in two parts of the export, or as both forms
                taken.add(item.ref)
                folder = PurePosixPath(entry.ref).parent.name
                titles.setdefault(_key(folder), set()).add(_key(item.title))
            yield item
        for identity, table in tables.items():
            name = _NAME.match(table.name)
            title = name["title"].strip() if name is not None else table.name
            yield from _rows(table, identity, title, titles)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a page."""
        yield _read(entry, _NAME.match(entry.name))


def is_notion(name: str) -> bool:
    """Return whether a file's name ends in a page's id."""
    return _NAME.match(name) is not None


def _key(title: str) -> str:
    """Return what a title and the name that was made of it have in common."""
    bare = _ID_AT_END.sub("", title)
    return "".join(sign for sign in bare.casefold() if sign.isalnum())[:40]


_ID_AT_END = re.compile(r"[ _-]?[0-9a-f]{32}$", re.IGNORECASE)


def _read(entry: Entry, name: re.Match[str] | None) -> DraftItem | Unreadable:
    ref = name["id"].lower() if name is not None else entry.ref
    content = entry.text(TEXT_LIMIT)
    if isinstance(content, Unreadable):
        return replace(content, ref=ref)
    try:
        if name is not None and name["kind"].lower() == "html":
            title, properties, text, kinds = _html_page(content.text)
        else:
            title, properties, text = _markdown_page(content.text)
            kinds = {}
    except FAULTS as error:
        return Unreadable(entry.place, why(error), ref=ref)
    except (RecursionError, MemoryError):
        reason = "This page is nested too deeply to be read."
        return Unreadable(entry.place, reason, ref=ref)
    title = title or (name["title"].strip() if name is not None else "") or "Untitled page"
    shown = "\n".join(f"{key}: {value}" for key, value in properties.items())
    return _page(
        ref=ref,
        place=entry.place,
        title=title,
        text=text or shown,
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        properties=properties,
        kinds=kinds,
        modified=entry.modified,
        notice=content.notice,
        links=_links(shown),
    )


def _page(
    *,
    ref: str,
    place: str,
    title: str,
    text: str,
    fingerprint: str,
    properties: dict[str, str],
    kinds: dict[str, str],
    modified: Moment | None,
    notice: str = "",
    links: list[DraftLink],
) -> DraftItem:
    created, updated = (
        _time(properties, kinds, names, kind)
        for names, kind in ((_CREATED, "created_time"), (_UPDATED, "last_edited_time"))
    )
    tags = [
        tag.strip()
        for key, value in properties.items()
        if key.casefold() in _TAGS or kinds.get(key) == "multi_select"
        for tag in value.split(",")
        if tag.strip()
    ]
    author = next((v for k, v in properties.items() if k.casefold() in _AUTHOR and v), None)
    item = note_item(
        ref=ref,
        place=place,
        title=title[:300],
        text=text or title,
        fingerprint=fingerprint,
        created=created,
        updated=updated or modified,
        author=author,
        tags=tags,
        aliases=(),
        properties=dict(properties),
        notice=notice,
    )
    # Paths lead nowhere here; pages are known by their ids.
    thing = item.objects[0] if item.objects else None
    if thing is None:
        return item
    found = [link for link in thing.links if not _ID.search(link.target)]
    for memory in thing.memories:
        found += [replace(link, memory_ref=memory.ref) for link in _links(memory.text)]
    return replace(item, objects=(replace(thing, links=tuple(dict.fromkeys((*found, *links)))),))


_ID = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)


def _links(text: str) -> list[DraftLink]:
    return [
        DraftLink(LinkKind.WIKILINK, identity.lower(), words.strip(), "")
        for words, identity in _LINK.findall(text)
    ]


def _time(
    properties: dict[str, str], kinds: dict[str, str], names: frozenset[str], kind: str
) -> Moment | None:
    chosen = [key for key in properties if kinds.get(key) == kind]
    for key in (*chosen, *(key for key in properties if key.casefold() in names)):
        match = _DATED.match(properties[key])
        moment = from_value(match[1]) if match else from_value(properties[key])
        if moment is not None:
            return moment
    return None


def _markdown_page(text: str) -> tuple[str, dict[str, str], str]:
    """Return title, properties and the text after them."""
    lines = clean(text).split("\n")
    title = ""
    at = 0
    if lines and lines[0].startswith("# "):
        title = " ".join(lines[0][2:].split())
        at = 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    properties: dict[str, str] = {}
    end = at
    while end < len(lines) and (match := _PROPERTY.match(lines[end])):
        properties[match[1].strip()] = match[2].strip()
        end += 1
    if end < len(lines) and lines[end].strip():
        properties, end = {}, at  # prose that begins with a colon or two
    return title, properties, "\n".join(lines[end:]).strip("\n")


def _html_page(text: str) -> tuple[str, dict[str, str], str, dict[str, str]]:
    """Return title, properties, the text after them, and the properties' kinds."""
    from bs4 import Tag

    soup = parsed(text)
    heading = soup.find(class_="page-title")
    title = " ".join(heading.get_text().split()) if isinstance(heading, Tag) else ""
    properties: dict[str, str] = {}
    kinds: dict[str, str] = {}
    table = soup.find("table", class_="properties")
    if isinstance(table, Tag):
        for row in table.find_all("tr"):
            head, value = row.find("th"), row.find("td")
            if head is None or value is None:
                continue
            key = " ".join(head.get_text(" ").split())[:80]
            parts = value.find_all(class_="selected-value")
            value.name = "div"  # by itself it is no cell of a table
            told = ", ".join(" ".join(part.get_text().split()) for part in parts)
            properties[clean(key)] = clean(told or markdown_of_soup(value))[:5000]
            classes = [str(each) for each in row.get("class") or ()]
            kinds[clean(key)] = next(
                (each.removeprefix("property-row-") for each in classes if "row-" in each), ""
            )
    body = soup.find(class_="page-body")
    whole = body if isinstance(body, Tag) else soup
    for box in whole.find_all(class_="checkbox"):
        done = "checkbox-on" in (box.get("class") or ())
        box.replace_with("[x] " if done else "[ ] ")
    return title, properties, clean(markdown_of_soup(whole)), kinds


def _rows(
    table: Entry, identity: str, title: str, pages: dict[str, set[str]]
) -> Iterator[DraftItem | Unreadable]:
    """Yield the rows of a database of which there is no page."""
    content = table.text(TEXT_LIMIT)
    if isinstance(content, Unreadable):
        yield replace(content, ref="")
        return
    there = pages.get(_key(title), set())
    taken: dict[str, int] = {}
    csv.field_size_limit(TEXT_LIMIT)
    try:
        reader = csv.reader(io.StringIO(content.text.lstrip("\ufeff"), newline=""))
        header = next(reader, [])
        for number, row in enumerate(reader, start=2):
            if number > _MOST_ROWS:
                reason = f"Of this database {_MOST_ROWS:,} rows were read; it has more."
                yield Unreadable(table.place, reason, skipped=True)
                return
            name = " ".join(clean(row[0]).split()) if row else ""
            if not name or _key(name) in there:
                continue
            properties = {
                clean(key).strip()[:80]: clean(value).strip()
                for key, value in zip(header[1:], row[1:], strict=False)
                if value.strip() and key.strip()
            }
            taken[name] = taken.get(name, 0) + 1
            suffix = f" ({taken[name]})" if taken[name] > 1 else ""
            shown = "\n".join(f"{key}: {value}" for key, value in properties.items())
            yield _page(
                ref=f"{identity.lower()}/{name[:120]}{suffix}",
                place=f"{table.place}, row {number}",
                title=name,
                text=shown,
                fingerprint=hashlib.sha256(repr((header, row)).encode()).hexdigest(),
                properties={"database": title, **properties},
                kinds={},
                modified=None,
                links=_links(shown),
            )
    except csv.Error as error:
        reason = f"This table cannot be read on from line {reader.line_num} ({error})."
        yield Unreadable(table.place, reason)
