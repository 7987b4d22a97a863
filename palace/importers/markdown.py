"""Notes in Markdown or plain text: a folder (an Obsidian vault), or one file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from palace.importers import markup
from palace.importers.base import About
from palace.importers.files import (
    Content,
    Found,
    check_readable,
    fault,
    printable,
    read_text,
    walk,
)
from palace.importers.front_matter import FrontMatter, read_front_matter
from palace.importers.sections import Section, outline
from palace.importers.times import from_file_name, from_file_time
from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    DraftSegment,
    MemoryKind,
    ObjectKind,
    Unreadable,
)
from palace.model.moments import Moment

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
PLAIN = frozenset({".txt", ".text"})

PLAIN_LONGEST = 6_000
"""Characters of plain text that stay one memory; a longer text is cut at blank lines."""
PLAIN_GROUP = 3_000
"""Characters that a group of paragraphs then aims at."""

_BROKEN_HEAD = "Its front matter cannot be understood; it was kept as a part of the text."
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def _claims(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in MARKDOWN | PLAIN


class MarkdownImporter:
    """Reads notes. A note is one object; its memories are its sections."""

    kind = "markdown"
    title = "a folder of Markdown or text notes, one such note"
    about = About(
        product="Obsidian, Markdown and text files",
        reads="a folder of .md and .txt files (a vault), or one of them",
        export="nothing to export: give the vault's folder itself, or that of any notes app that "
        "keeps its notes as files",
        becomes="a note is an object, its sections are the pages; front matter, tags, wikilinks, "
        "embeds and block ids are kept",
        limits="Pictures and other files that are embedded are not shown yet.",
    )

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by the file's name, or by the first note in the folder."""
        try:
            if not path.is_dir():
                return 0.8 if _claims(path.name) else 0.0
            if (path / ".obsidian").is_dir():
                return 0.9
            found = any(isinstance(each, Found) for each in walk(path, _claims))
        except (OSError, ValueError):
            return 0.0
        return 0.6 if found else 0.0

    def count(self, path: Path) -> int | None:
        """Return how many notes there are, by their names."""
        if not path.is_dir():
            return 1
        return sum(isinstance(each, Found) for each in walk(path, _claims))

    def whole(self, path: Path) -> bool:
        """Return whether it is a folder; one note says nothing of the others."""
        return path.is_dir()

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes of a folder by name, folder by folder."""
        check_readable(path)
        if not path.is_dir():
            yield self._item(Found(path, printable(path.name)))
            return
        for found in walk(path, _claims):
            yield self._item(found) if isinstance(found, Found) else found

    def source_uri(self, path: Path) -> str:
        """Return the resolved path as a ``file:`` address."""
        return path.resolve().as_uri()

    def _item(self, found: Found) -> DraftItem | Unreadable:
        try:
            content = read_text(found)
            if isinstance(content, Unreadable):
                return content
            return read_note(found.ref, content)
        except OSError as error:
            return Unreadable(found.ref, f"This file {fault(error)}.", ref=found.ref)
        except (RecursionError, MemoryError):
            reason = "This note is nested too deeply to be read."
            return Unreadable(found.ref, reason, ref=found.ref)


def read_note(ref: str, content: Content) -> DraftItem:
    """Return a note's file as an item.

    Parameters
    ----------
    ref
        Its path in the source, with ``/``.
    content
        What was read of it.
    """
    path = PurePosixPath(ref)
    plain = path.suffix.lower() in PLAIN
    head = FrontMatter(content.text) if plain else read_front_matter(content.text)
    named = from_file_name(path.stem)
    filed = from_file_time(content.modified)
    created = head.created or named
    at = created or head.updated or filed
    if plain:
        title = path.stem
        memories = _paragraphs(content.text, at)
        links: tuple[DraftLink, ...] = ()
        tags = head.tags
    else:
        title, memories, links, inline = _sections(head, path.stem, at)
        tags = _merged(head.tags, inline)
    note = DraftObject(
        kind=ObjectKind.NOTE, title=title, ref="", memories=memories, tags=tags, links=links
    )
    return DraftItem(
        ref=ref,
        title=title,
        place=ref,
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        objects=(note,),
        created=created or filed,
        updated=head.updated or filed,
        aliases=head.aliases,
        properties=head.properties,
        notice=" ".join(filter(None, (_BROKEN_HEAD if head.broken else "", content.notice))),
    )


def _sections(
    head: FrontMatter, stem: str, at: Moment | None
) -> tuple[str, tuple[DraftMemory, ...], tuple[DraftLink, ...], list[str]]:
    """Return a Markdown note's title, memories, links and inline tags."""
    found = outline(head.body)
    title = head.title or found.first_h1 or stem
    sections = found.sections
    if not sections:
        # A note of properties alone (a person, a book) says what it says in them.
        text = head.source or title
        sections = (Section(text, "", "", ()),)
    memories = tuple(_memory(section, at) for section in sections)
    links: list[DraftLink] = []
    tags: list[str] = []
    clean = markup.without_code(head.body, found.code_lines)
    if "#" in clean:
        tags = markup.tags(clean)
    if "[[" in clean or "](" in clean:
        for section in found.sections:
            own = clean[section.start : section.start + len(section.text)]
            links.extend(markup.links(own, section.ref))
    return title, memories, tuple(links), tags


def _memory(section: Section, at: Moment | None) -> DraftMemory:
    segments = tuple(
        DraftSegment(part.start, part.end, source_ref=part.ref) for part in section.parts
    )
    return DraftMemory(
        kind=MemoryKind.SECTION,
        text=section.text,
        title=section.title,
        ref=section.ref,
        at=at,
        segments=segments if len(segments) > 1 else (),
    )


def _paragraphs(text: str, at: Moment | None) -> tuple[DraftMemory, ...]:
    """Return plain text as one memory, or as groups of paragraphs where it is long."""
    text = text.strip("\n")
    starts = [0]
    if len(text) > PLAIN_LONGEST:
        for gap in _BLANK_LINES.finditer(text):
            if gap.end() - starts[-1] >= PLAIN_GROUP:
                starts.append(gap.end())
    ends = [*starts[1:], len(text)]
    pieces = (text[start:end].strip("\n") for start, end in zip(starts, ends, strict=True))
    return tuple(
        DraftMemory(MemoryKind.SECTION, piece, ref=str(number) if number > 1 else "", at=at)
        for number, piece in enumerate((piece for piece in pieces if piece.strip()), start=1)
    )


def _merged(first: tuple[str, ...], then: list[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for name in (*first, *then):
        names.setdefault(name.casefold(), name)
    return tuple(names.values())
