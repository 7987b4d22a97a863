"""From a text to a note: its sections as memories, with the links and tags in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palace.importers import markup
from palace.importers.sections import Section, outline
from palace.model.drafts import (
    DraftFile,
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    DraftSegment,
    MemoryKind,
    ObjectKind,
)
from palace.model.moments import Moment

PLAIN_LONGEST = 6_000
"""Characters of plain text that stay one memory; a longer text is cut at blank lines."""
PLAIN_GROUP = 3_000
"""Characters that a group of paragraphs then aims at."""

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Sections:
    """What a Markdown text holds.

    Parameters
    ----------
    memories
        Its sections; none where it is blank.
    heading
        Its first heading of the highest level, or None.
    links, tags
        As written in it.
    """

    memories: tuple[DraftMemory, ...]
    heading: str | None
    links: tuple[DraftLink, ...]
    tags: tuple[str, ...]


def sections_of(text: str, at: Moment | None, author: str | None = None) -> Sections:
    """Cut a Markdown text at its headings.

    Parameters
    ----------
    text
        Without front matter.
    at
        When it happened.
    author
        Who wrote it.
    """
    found = outline(text)
    links: list[DraftLink] = []
    tags: list[str] = []
    clean = markup.without_code(text, found.code_lines)
    if "#" in clean:
        tags = markup.tags(clean)
    if "[[" in clean or "](" in clean:
        for section in found.sections:
            own = clean[section.start : section.start + len(section.text)]
            links.extend(markup.links(own, section.ref))
    memories = tuple(memory_of_section(section, at, author) for section in found.sections)
    return Sections(memories, found.first_h1, tuple(links), tuple(tags))


def memory_of_section(
    section: Section, at: Moment | None, author: str | None = None
) -> DraftMemory:
    """Return a section as a memory."""
    segments = tuple(
        DraftSegment(part.start, part.end, source_ref=part.ref) for part in section.parts
    )
    return DraftMemory(
        kind=MemoryKind.SECTION,
        text=section.text,
        title=section.title,
        ref=section.ref,
        author=author,
        at=at,
        segments=segments if len(segments) > 1 else (),
    )


def paragraphs_of(text: str, at: Moment | None) -> tuple[DraftMemory, ...]:
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


def merged(*names: Iterable[str]) -> tuple[str, ...]:
    """Return names in order, each once whatever its case."""
    found: dict[str, str] = {}
    for group in names:
        for name in group:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def fragment_item(
    *,
    ref: str,
    place: str,
    title: str,
    fingerprint: str,
    memories: tuple[DraftMemory, ...],
    tags: tuple[str, ...],
    links: tuple[DraftLink, ...] = (),
    created: Moment | None,
    updated: Moment | None,
    properties: dict[str, object],
) -> DraftItem:
    """Return what an agent remembered: an item of one object.

    The parameters are those of `DraftItem` and `DraftObject`.
    """
    fragment = DraftObject(
        kind=ObjectKind.FRAGMENT, title=title, ref="", memories=memories, tags=tags, links=links
    )
    return DraftItem(
        ref=ref,
        title=title,
        place=place,
        fingerprint=fingerprint,
        objects=(fragment,),
        created=created,
        updated=updated,
        properties=properties,
    )


def note_item(
    *,
    ref: str,
    place: str,
    title: str,
    text: str,
    fingerprint: str,
    created: Moment | None = None,
    updated: Moment | None = None,
    author: str | None = None,
    tags: Sequence[str] = (),
    inline_tags: bool = False,
    aliases: tuple[str, ...] = (),
    links: Sequence[DraftLink] = (),
    properties: dict[str, object] | None = None,
    notice: str = "",
    files: tuple[DraftFile, ...] = (),
) -> DraftItem:
    """Return a note whose text is Markdown, by its own writing or turned into it.

    Parameters
    ----------
    title
        Where it is empty, the text's first heading is.
    inline_tags
        Whether ``#word`` in the text is a tag; in a page from the web it is not.
    links
        Beside those in the text.

    Other parameters are those of `DraftItem`. A blank text becomes an item without objects.
    """
    found = sections_of(text, created or updated, author)
    title = " ".join((title or found.heading or "").split()) or ref.rpartition("/")[2]
    note = DraftObject(
        kind=ObjectKind.NOTE,
        title=title,
        ref="",
        memories=found.memories,
        tags=merged(tags, found.tags if inline_tags else ()),
        links=tuple(dict.fromkeys((*found.links, *links))),
    )
    return DraftItem(
        ref=ref,
        title=title,
        place=place,
        fingerprint=fingerprint,
        objects=(note,) if found.memories else (),
        created=created,
        updated=updated,
        aliases=aliases,
        properties=properties or {},
        notice=notice,
        files=files,
    )
