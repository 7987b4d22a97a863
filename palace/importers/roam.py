"""Roam Research's graph as JSON: a list of pages, each with blocks in blocks.

A page has a `title`, a block a `string` in Roam's markup; both have a `uid`, `children`, and times
in milliseconds (`create-time`, `edit-time`). ``[[page]]``, ``#tag`` and ``#[[tag]]`` lead to pages,
``((uid))`` to blocks, ``key::`` begins an attribute, ``{{[[TODO]]}}`` a task. After
obsidianmd/obsidian-importer (src/formats/roam), marph91/jimmy (formats/roam_research.py,
md_lib/roam_research.py) and the export in taylormitchell/ankify_roam's tests.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from palace.importers import markup
from palace.importers.base import About
from palace.importers.blocks import grouped
from palace.importers.chatgpt_messages import clean
from palace.importers.conversations import unique_ref
from palace.importers.entries import FAULTS, Entry
from palace.importers.file_importer import FileImporter
from palace.importers.json_stream import BrokenJSONError, NoListError, read_items
from palace.importers.notes import memory_of_section, merged
from palace.importers.sections import Section, outline
from palace.importers.times import from_epoch
from palace.model.drafts import DraftItem, DraftLink, DraftObject, LinkKind, ObjectKind, Unreadable
from palace.model.moments import Moment, Precision

_HEAD = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\[\s*\{[^\x00]*?"(?:create-time|edit-time|create-email'
                   rb'|:create/user|:edit/user)"\s*:')  # fmt: skip
_BRACKETS = re.compile(r"\[\[|\]\]")
_BLOCK_REF = re.compile(r"\(\(([\w-]{6,60})\)\)")
_EMBED = re.compile(r"\{\{\s*(?:\[\[)?embed(?:-path|-children)?(?:\]\])?\s*:?\s*$")
_TASK = re.compile(r"\{\{(?:\[\[)?(TODO|DONE)(?:\]\])?\}\}")
_ATTRIBUTE = re.compile(r"^(?:\[\[)?([^:\[\]`{}\n]{1,80}?)(?:\]\])?::(?:\s+|$)(.*)$", re.DOTALL)
_TAG = re.compile(r"(?<![\w#&/])#([\w/\-]*[^\W\d_][\w/\-]*)")
_DAY = re.compile(r"^([A-Z][a-z]+) (\d{1,2})(?:st|nd|rd|th), (\d{4})$")
_COPY = re.compile(r" ?\(\d+\)$")
_MOST_LINKS = 5_000


@dataclass
class _Page:
    """What is gathered on the way through a page's blocks."""

    uids: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    properties: dict[str, object] = field(default_factory=dict)


class RoamImporter(FileImporter):
    """Reads Roam's graphs. A page is an item and an object."""

    kind: ClassVar[str] = "roam"
    title: ClassVar[str] = "a Roam Research graph (JSON)"
    about: ClassVar[About] = About(
        product="Roam Research",
        reads="the .json of an export, or the zip that it came in",
        export="••• at the top right → Export all → JSON",
        becomes="a page or a day is an object, groups of its top-level blocks are the pages; "
        "attributes, tasks, tags, links between pages and references to blocks are kept",
        limits="Pictures and files stay where Roam keeps them; queries are kept as they are "
        "written.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins as a list of Roam's pages."""
        return _HEAD.match(head) is not None and (b'"title"' in head or b'"string"' in head)

    def whole(self, path: Path) -> bool:
        """Return False: one may export a single page."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the graph's name where there is one graph: its file is named after it."""
        try:
            found = [each for each in self._entries(path) if isinstance(each, Entry)]
        except (*FAULTS, ValueError):
            found = []
        if len(found) != 1:
            return super().source_uri(path)
        return f"roam:{_COPY.sub('', PurePosixPath(found[0].ref).stem)}"

    def count(self, path: Path) -> int | None:
        """Return None: it would take as long as reading it."""
        return None

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a graph's pages, once it is known which block stands where."""
        places: dict[str, str] = {}
        try:
            for page in _pages(entry):
                title = _title(page)
                places.update((uid, title) for uid in _uids(page))
        except (BrokenJSONError, NoListError):
            pass  # told below, after what was whole
        taken: dict[str, str] = {}
        number = 0
        try:
            for page in _pages(entry):
                number += 1
                item = _item(entry, page, places, taken)
                if item is not None:
                    yield item
        except BrokenJSONError as error:
            where = "nested too deeply" if error.deep else "cut off" if error.cut else "damaged"
            reason = (
                f"This file is {where} near byte {error.offset:,}; {number} pages before that were "
                "read. Export the graph again."
            )
            yield Unreadable(entry.place, reason)
            return
        except NoListError:
            number = 0
        if not number:
            yield Unreadable(entry.place, "This is no graph of Roam's: there is no page in it.")


def _pages(entry: Entry) -> Iterator[dict[str, Any]]:
    with entry.open() as file:
        for page in read_items(file):
            if isinstance(page, dict) and _title(page):
                yield page


def _title(page: dict[str, Any]) -> str:
    title = page.get("title")
    return clean(" ".join(title.split()))[:300] if isinstance(title, str) else ""


def _children(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    children = block.get("children")
    if isinstance(children, list):
        yield from (child for child in children if isinstance(child, dict))


def _uids(block: dict[str, Any]) -> Iterator[str]:
    for child in _children(block):
        uid = child.get("uid")
        if isinstance(uid, str):
            yield uid
        yield from _uids(child)


def _item(
    entry: Entry, page: dict[str, Any], places: dict[str, str], taken: dict[str, str]
) -> DraftItem | None:
    title = _title(page)
    uid = page.get("uid")
    fingerprint = hashlib.sha256(json.dumps(page, sort_keys=True).encode()).hexdigest()
    identity = clean(uid) if isinstance(uid, str) and uid.strip() else title
    ref = unique_ref(identity, fingerprint, taken)
    if ref is None:
        return None
    found = _Page()
    found.times += _times(page)
    blocks = [(_shown(child, 0, found), _uid(child)) for child in _children(page)]
    sections = list(grouped(blocks))
    day = _day(title)
    created = day or (from_epoch(min(found.times)) if found.times else None)
    updated = from_epoch(max(found.times)) if found.times else None
    author = page.get("create-email")
    links: list[DraftLink] = []
    tags: list[str] = []
    for section in sections:
        own_links, own_tags = _links(section, places)
        links += own_links
        tags += own_tags
    memories = tuple(
        memory_of_section(section, created, clean(author) if isinstance(author, str) else None)
        for section in sections
    )
    thing = DraftObject(
        kind=ObjectKind.NOTE,
        title=title,
        ref="",
        memories=memories,
        tags=merged(tags),
        links=tuple(dict.fromkeys(links)),
    )
    return DraftItem(
        ref=ref,
        title=title,
        place=f"{entry.place} › {title}",
        fingerprint=fingerprint,
        objects=(thing,) if memories else (),
        created=created,
        updated=updated,
        properties=found.properties,
    )


def _day(title: str) -> Moment | None:
    """Return the day that a page of the daily notes is about."""
    match = _DAY.match(title)
    if match is None:
        return None
    try:
        when = datetime.strptime(f"{match[1]} {match[2]} {match[3]}", "%B %d %Y")
    except ValueError:
        return None
    return Moment.of(when, Precision.DAY)


def _times(block: dict[str, Any]) -> Iterator[float]:
    for name in ("create-time", "edit-time"):
        moment = from_epoch(block.get(name))
        if moment is not None:
            yield moment.utc


def _uid(block: dict[str, Any]) -> str:
    uid = block.get("uid")
    return clean(uid)[:80] if isinstance(uid, str) else ""


def _shown(block: dict[str, Any], depth: int, page: _Page) -> str:
    """Return a block with all below it as bullets; tell the page what else is in it."""
    page.times += _times(block)
    string = block.get("string")
    words = clean(string).strip("\n") if isinstance(string, str) else ""
    if depth == 0:
        _attribute(block, words, page)
    words = _TASK.sub(lambda task: "[x]" if task[1] == "DONE" else "[ ]", words)
    if "```" in words:
        words = _fenced(words)
    level = block.get("heading")
    marks = f"{'#' * level} " if isinstance(level, int) and 1 <= level <= 6 and words else ""
    indent = "  " * depth
    lines = f"{indent}- {marks}{words}".replace("\n", f"\n{indent}  ")
    return "\n".join([lines, *(_shown(child, depth + 1, page) for child in _children(block))])


def _fenced(words: str) -> str:
    """Put fences of code on lines of their own, where Markdown wants them."""
    pieces = words.split("```")
    for at in range(1, len(pieces), 2):
        if not pieces[at - 1].endswith("\n") and pieces[at - 1].strip():
            pieces[at - 1] += "\n"
        if at + 1 < len(pieces) and not pieces[at].endswith("\n") and "\n" in pieces[at]:
            pieces[at] += "\n"
    return "```".join(pieces)


def _attribute(block: dict[str, Any], words: str, page: _Page) -> None:
    """Keep an attribute of the page; its value stands behind it or in the blocks below it."""
    match = _ATTRIBUTE.match(words)
    if match is None:
        return
    values = [match[2].strip()] if match[2].strip() else []
    for child in _children(block):
        string = child.get("string")
        if isinstance(string, str) and string.strip():
            values.append(clean(string.strip()))
    name = " ".join(match[1].split())
    if name and values and name not in page.properties:
        page.properties[name] = values[0] if len(values) == 1 else values


def _links(section: Section, places: dict[str, str]) -> tuple[list[DraftLink], list[str]]:
    """Return a section's links to pages and blocks, and its tags."""
    prose = section.text
    if "`" in prose:
        prose = markup.without_code(prose, outline(prose).code_lines)
    links: list[DraftLink] = []
    tags: list[str] = []
    found: list[tuple[int, str, bool]] = []
    for start, end in _bracketed(prose):
        name = " ".join(prose[start + 2 : end].split())[:300]
        before = prose[max(start - 40, 0) : start]
        if not name or name == ">" or re.search(r"\{\{$", before):
            continue  # a mark of quotation, or the name of a command
        if before.endswith("#"):
            tags.append(name)
        found.append((start, name, _EMBED.search(before) is not None))
    found += [
        (match.start(), places[match[1]], True)
        for match in _BLOCK_REF.finditer(prose)
        if match[1] in places
    ]
    for tag in _TAG.finditer(prose):
        name = tag[1].rstrip("/-")
        if name:
            tags.append(name)
            found.append((tag.start(), name, False))
    for _, name, shown in sorted(found)[:_MOST_LINKS]:
        kind = LinkKind.EMBED if shown else LinkKind.WIKILINK
        links.append(DraftLink(kind, name, "", section.ref))
    return links, tags


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``[[`` and its ``]]`` stand, also of a page's name within another's."""
    opened: list[int] = []
    for sign in _BRACKETS.finditer(text):
        if sign[0] == "[[":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if "\n" not in text[start : min(sign.start(), start + 400)]:
                yield start, sign.start()
