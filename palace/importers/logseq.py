"""Logseq's graphs: ``pages/`` and ``journals/`` of Markdown in which every block is a bullet.

``key:: value`` are properties (of the page where they stand in the first block), ``id::`` a block's
name, ``((id))`` a reference to it, ``[[page]]`` and ``#tag`` links. Files are named after pages,
``___`` or ``%2F`` for a slash, journals by day. After logseq/logseq (deps/graph-parser) and its
documentation of the file format.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import ClassVar
from urllib.parse import unquote

from palace.importers import markup
from palace.importers.base import About
from palace.importers.blocks import grouped
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.notes import memory_of_section, merged
from palace.importers.sections import outline
from palace.importers.times import from_epoch, from_file_name, from_value
from palace.model.drafts import DraftItem, DraftLink, DraftObject, LinkKind, ObjectKind, Unreadable

_PROPERTY = re.compile(r"^([A-Za-z][\w./-]*):: ?(.*)$")
_BLOCK_REF = re.compile(r"\(\(([0-9a-f-]{36})\)\)")
_HIDDEN = frozenset({"collapsed", "logseq.order-list-type", "id", "created-at", "updated-at"})
_FOLDERS = frozenset({"pages", "journals"})


class LogseqImporter(FileImporter):
    """Reads Logseq's graphs. A page is an item and an object."""

    kind: ClassVar[str] = "logseq"
    title: ClassVar[str] = "a Logseq graph"
    about: ClassVar[About] = About(
        product="Logseq",
        reads="the graph's folder, with pages/, journals/ and logseq/ in it, or one page",
        export="nothing to export: give the graph's folder; of a database graph, Export graph → "
        "Markdown files",
        becomes="a page or a day is an object, groups of its top-level blocks are the pages; "
        "properties, tags, page links and block references are kept",
        limits="Org files and whiteboards are not read yet.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".markdown"})
    sure: ClassVar[float] = 0.9

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by the folder that Logseq keeps beside the pages."""
        try:
            if path.is_dir():
                graph = (path / "logseq").is_dir() and any(
                    (path / name).is_dir() for name in _FOLDERS
                )
                return 0.95 if graph else 0.0
            if path.suffix.lower() not in self.suffixes:
                return 0.0
            inside = any(
                above.name in _FOLDERS | {"logseq"} and (above.parent / "logseq").is_dir()
                for above in path.parents[:6]
            )
            return 0.9 if inside else 0.0
        except (OSError, ValueError):
            return 0.0

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the pages and days, with the words of the blocks that they refer to as links."""
        self._told = not path.is_dir()
        self._blocks = {} if self._told else self._named_blocks(path)
        yield from super().items(path)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a page."""
        folders = PurePosixPath(entry.ref).parts[:-1]
        if not self._told and (not _FOLDERS & set(folders) or "logseq" in folders):
            return  # other notes' importers read what lies beside; logseq/bak is what was before
        content = entry.text(TEXT_LIMIT)
        if isinstance(content, Unreadable):
            # A page that was opened and never written is an empty bullet.
            yield replace(content, skipped=True) if "white space" in content.reason else content
        else:
            yield _page(entry, content, self._blocks)

    def _named_blocks(self, path: Path) -> dict[str, str]:
        """Return id → title of the page on which the block stands."""
        found: dict[str, str] = {}
        for entry in self._entries(path):
            if isinstance(entry, Unreadable):
                continue
            content = entry.text(TEXT_LIMIT)
            if isinstance(content, Content) and "id:: " in content.text:
                title = _title(entry.ref)
                for identity in re.findall(r"^\s*id:: ([0-9a-f-]{36})\s*$", content.text, re.M):
                    found.setdefault(identity, title)
        return found


def _title(ref: str) -> str:
    path = PurePosixPath(ref)
    name = clean(unquote(path.stem.replace("___", "/")))
    if path.parent.name == "journals":
        return name.replace("_", "-")
    return name


def _page(entry: Entry, content: Content, blocks: dict[str, str]) -> DraftItem:
    head, body = _properties(content.text)
    title = head.pop("title", "") or _title(entry.ref)
    day = PurePosixPath(entry.ref).parent.name == "journals"
    created = from_file_name(PurePosixPath(entry.ref).stem) if day else None
    created = created or from_epoch(head.get("created-at")) or from_value(head.get("date"))
    updated = from_epoch(head.get("updated-at")) or entry.modified
    sections = list(grouped(_top_blocks(body)))
    found: list[DraftLink] = []
    tags = [tag for name in ("tags", "tag") for tag in _names(head.pop(name, ""))]
    for section in sections:
        prose = markup.without_code(section.text, outline(section.text).code_lines)
        found += markup.links(prose, section.ref)
        tags += _tags(prose)
        found += [
            DraftLink(LinkKind.EMBED, blocks[identity], "", section.ref)
            for identity in _BLOCK_REF.findall(prose)
            if identity in blocks
        ]
    memories = tuple(memory_of_section(section, created or updated) for section in sections)
    note = DraftObject(
        kind=ObjectKind.NOTE,
        title=" ".join(title.split())[:300] or "Untitled page",
        ref="",
        memories=memories,
        tags=merged(tags),
        links=tuple(dict.fromkeys(found)),
    )
    return DraftItem(
        ref=entry.ref,
        title=note.title,
        place=entry.place,
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        objects=(note,) if memories else (),
        created=created or entry.modified,
        updated=updated,
        aliases=tuple(_names(head.pop("alias", ""))),
        properties={key: value for key, value in head.items() if key not in _HIDDEN},
        notice=content.notice,
    )


def _properties(text: str) -> tuple[dict[str, str], str]:
    """Return the page's properties, which stand before the first block, and what follows."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    end = len(lines)
    for at, line in enumerate(lines):
        match = _PROPERTY.match(line.removeprefix("- ").strip() if not found else line.strip())
        if match is not None and (found or not line.startswith(("\t", "  "))):
            found[match[1].lower()] = match[2].strip()
        elif line.strip():
            end = at
            break
    return found, "\n".join(lines[end:]) if found else text


def _names(value: str) -> list[str]:
    names = (part.strip().removeprefix("#").strip("[]") for part in value.split(","))
    return [name.strip() for name in names if name.strip()]


def _tags(prose: str) -> list[str]:
    # A tag of several words is written #[[of several words]].
    return [*markup.tags(prose), *re.findall(r"(?<!\S)#\[\[([^\[\]\n]+)\]\]", prose)]


def _top_blocks(body: str) -> Iterator[tuple[str, str]]:
    """Yield (text, id) of the blocks of the first level with all below them."""
    lines: list[str] = []
    identity = ""
    fence = False
    for line in body.split("\n"):
        top = not fence and (line.startswith("- ") or line == "-")
        if line.count("```") % 2:
            fence = not fence
        if top and lines:
            yield "\n".join(lines).rstrip(), identity
            lines, identity = [], ""
        match = _PROPERTY.match(line.strip()) if not fence else None
        if match is not None and match[1].lower() in _HIDDEN:
            if match[1].lower() == "id" and not identity and _depth(line) <= 2:
                identity = match[2].strip()[:36]
            continue
        lines.append(line)
    if lines:
        yield "\n".join(lines).rstrip(), identity


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
