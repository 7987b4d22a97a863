"""Outlines in OPML (`.opml`): what outliners and feed readers export.

An `outline` has a `text`, perhaps of HTML, and outlines in it; a feed's has `xmlUrl` and `htmlUrl`.
Outliners add `_note`, and mark what is done (`_complete`, `complete`, `_status`). After the OPML
2.0 specification (opml.org, as the crate opml documents it field by field) and what jgm/pandoc
(Readers/OPML.hs) reads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar

from palace.importers import markup
from palace.importers.base import About
from palace.importers.blocks import grouped
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT
from palace.importers.html_text import markdown_of
from palace.importers.notes import memory_of_section, merged
from palace.importers.sections import Section
from palace.importers.times import from_value
from palace.importers.titles import opening, shortened, unique
from palace.model.drafts import DraftItem, DraftLink, DraftObject, ObjectKind, Unreadable
from palace.model.moments import Moment

_LARGE = 6_000
"""Characters from which an outline's branches are objects of their own."""
_DONE = (("_complete", "true"), ("complete", "true"), ("_status", "checked"))
_OPEN = (("checkbox", "true"), ("_status", "unchecked"))
_SAFE = re.compile(r"https?://[^\s<>]+$", re.IGNORECASE)


class OpmlImporter(FileImporter):
    """Reads outlines. A file is an item; where it is large its branches are objects."""

    kind: ClassVar[str] = "opml"
    title: ClassVar[str] = "an outline, or a list of feeds (.opml)"
    about: ClassVar[About] = About(
        product="Outliners (WorkFlowy, Dynalist, OmniOutliner) and feed readers",
        reads=".opml files, alone, in a folder or zip",
        export="WorkFlowy: Settings → Export all, or an item's ••• → Export → OPML; Dynalist: the "
        "document's menu → Export → OPML; a feed reader: export subscriptions",
        becomes="an outline is an object, or each of its branches where it is large; notes, what "
        "is ticked, tags, times and links to feeds are kept",
        limits="Colours and what is folded are not kept; nothing that it includes is loaded.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".opml"})

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the outline."""
        raw = entry.bytes(TEXT_LIMIT)
        yield raw if isinstance(raw, Unreadable) else _outline(entry, raw)


def _outline(entry: Entry, raw: bytes) -> DraftItem | Unreadable:
    from lxml import etree

    # Entities are not put in, nothing is loaded, and what is nested too deeply is cut off.
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    body = root.find(".//body") if root is not None else None
    if body is None:
        reason = "This is no outline in OPML, or it is damaged: it has no body."
        return Unreadable(entry.place, reason, ref=entry.ref)
    head = root.find(".//head")
    known = {} if head is None else {each.tag: clean(each.text or "").strip() for each in head}
    title = shortened(str(known.get("title") or ""), 300) or PurePosixPath(entry.ref).stem
    faults = [each for each in parser.error_log if each.level >= etree.ErrorLevels.ERROR]
    line = faults[0].line if faults else 0
    notice = f"This file is damaged near line {line}; it was read as far as it goes."
    created, updated = (_moment(known.get(name)) for name in ("dateCreated", "dateModified"))
    at = created or updated or entry.modified
    objects = tuple(_objects(list(body.iterfind("outline")), title, at, known.get("ownerName")))
    if not objects:
        reason = "This outline is empty."
        return Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
    return DraftItem(
        ref=entry.ref,
        title=title,
        place=entry.place,
        fingerprint=hashlib.sha256(raw).hexdigest(),
        objects=objects,
        created=created or entry.modified,
        updated=updated or entry.modified,
        properties={
            name: value[:2_000]
            for name in ("ownerName", "ownerEmail", "ownerId", "docs")
            if (value := known.get(name, ""))
        },
        notice=notice if faults else "",
    )


def _objects(
    outlines: list[Any], title: str, at: Moment | None, author: str | None
) -> Iterator[DraftObject]:
    """Yield a small outline as one object, of a large one each branch, and what has none."""
    texts = [_shown(each, 0) for each in outlines]
    taken: set[str] = set()
    if sum(map(len, texts)) <= _LARGE:
        yield from _object(title, "", list(zip(outlines, texts, strict=True)), at, author, taken)
        return
    loose: list[tuple[Any, str]] = []
    refs: set[str] = {title.casefold()}
    for each, text in zip(outlines, texts, strict=True):
        name = opening(_words(each), 120)
        if name and each.find("outline") is not None:
            inner = [(child, _shown(child, 0)) for child in each.iterfind("outline")]
            lead = _shown(each, 0, deep=False)
            if len(lead) > len(name) + 8:  # it says more than its title does
                inner.insert(0, (each, lead))
            when = _moment(each.get("created")) or at
            yield from _object(name, unique(name, refs), inner, when, author, taken)
        else:
            loose.append((each, text))
    yield from _object(title, "", loose, at, author, taken)


def _object(
    title: str,
    ref: str,
    blocks: list[tuple[Any, str]],
    at: Moment | None,
    author: str | None,
    taken: set[str],
) -> Iterator[DraftObject]:
    sections = list(grouped([(text, "") for _, text in blocks], taken))
    memories = tuple(memory_of_section(section, at, author or None) for section in sections)
    categories = (
        part.strip().strip("/")
        for outline, _ in blocks
        for each in outline.iter("outline")
        for part in clean(each.get("category") or "").split(",")
    )
    if memories:
        yield DraftObject(
            kind=ObjectKind.NOTE,
            title=title,
            ref=ref,
            memories=memories,
            tags=merged(_tags(sections), (each for each in categories if each)),
            links=tuple(dict.fromkeys(link for each in sections for link in _links(each))),
        )


def _tags(sections: list[Section]) -> list[str]:
    return [tag for each in sections for tag in markup.tags(each.text)]


def _links(section: Section) -> list[DraftLink]:
    return markup.links(section.text, section.ref) if "[[" in section.text else []


def _words(outline: Any) -> str:
    """Return an outline's text, or its title, as Markdown."""
    return _markdown(outline.get("text") or outline.get("title") or "")


def _markdown(text: str) -> str:
    text = clean(text)
    return markdown_of(text) if re.search(r"<[a-zA-Z/]|&\w+;", text) else text.strip()


def _shown(outline: Any, depth: int, *, deep: bool = True) -> str:
    """Return an outline with all below it as bullets."""
    words = _words(outline)
    page, feed = (clean(outline.get(name) or "").strip() for name in ("htmlUrl", "xmlUrl"))
    page = page or clean(outline.get("url") or "").strip()
    address = next((each for each in (page, feed) if _SAFE.match(each)), "")
    if address:
        words = f"[{re.sub(r'[][]', ' ', words) or address}](<{address}>)"
        if feed != address and _SAFE.match(feed):
            words += f" (<{feed}>)"
    told = " ".join(clean(outline.get("description") or "").split())
    if told:
        words = f"{words}: {told}" if words else told
    if any(outline.get(name) == value for name, value in _DONE):
        words = f"[x] {words}"
    elif any(outline.get(name) == value for name, value in _OPEN):
        words = f"[ ] {words}"
    level = outline.get("heading") or ""
    if level in {"1", "2", "3"} and words:
        words = f"{'#' * int(level)} {words}"
    note = _markdown(outline.get("_note") or "")
    words = "\n".join(part for part in (words, note) if part)
    indent = "  " * depth
    lines = [f"{indent}- {words}".replace("\n", f"\n{indent}  ")] if words else []
    for child in outline.iterfind("outline") if deep else ():
        below = _shown(child, depth + 1)
        if below:
            lines.append(below)
    return "\n".join(lines)


def _moment(text: str | None) -> Moment | None:
    """Return the moment of a date as RFC 822, or ISO 8601, writes it."""
    if not text:
        return None
    try:
        return from_value(parsedate_to_datetime(text[:60]))
    except (ValueError, TypeError, IndexError, OverflowError):
        return from_value(text.strip())
