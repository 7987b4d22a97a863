"""Notes in Markdown or plain text: a folder (an Obsidian vault), or one file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

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
from palace.importers.notes import memory_of_section, merged, paragraphs_of, sections_of
from palace.importers.sections import Section
from palace.importers.times import from_file_name, from_file_time
from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    ObjectKind,
    Unreadable,
)
from palace.model.moments import Moment

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
PLAIN = frozenset({".txt", ".text"})

_BROKEN_HEAD = "Its front matter cannot be understood; it was kept as a part of the text."


Elsewhere = Callable[[Path], bool]


def _nowhere(path: Path) -> bool:
    return False


def _claims(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in MARKDOWN | PLAIN


class MarkdownImporter:
    """Reads notes. A note is one object; its memories are its sections.

    Parameters
    ----------
    elsewhere
        Says of a file in a folder whether another importer knows it better (a chat's
        transcript, say), so that it is not read twice.
    """

    def __init__(self, elsewhere: Elsewhere = _nowhere) -> None:
        self._elsewhere = elsewhere

    kind = "markdown"
    title = "a folder of Markdown or text notes, one such note"
    about = About(
        product="Obsidian, Markdown and text files",
        reads="a folder of .md and .txt files (a vault), or one of them",
        export="nothing to export: give the vault's folder itself, or that of any notes app that "
        "keeps its notes as files",
        becomes="a note is an object, its sections are the pages; front matter, tags, wikilinks, "
        "embeds and block ids are kept",
        limits="Files larger than 200 MB are named only.",
    )

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by the file's name, or by the first note in the folder."""
        try:
            if not path.is_dir():
                return 0.8 if _claims(path.name) else 0.0
            if (path / ".obsidian").is_dir():
                return 0.9
            found = any(
                isinstance(each, Found) and not self._elsewhere(each.path)
                for each in walk(path, _claims)
            )
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
            if isinstance(found, Unreadable):
                yield found
            elif not self._elsewhere(found.path):
                yield self._item(found)

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
        memories = paragraphs_of(content.text, at)
        links: tuple[DraftLink, ...] = ()
        tags = head.tags
    else:
        title, memories, links, inline = _sections(head, path.stem, at)
        tags = merged(head.tags, inline)
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
) -> tuple[str, tuple[DraftMemory, ...], tuple[DraftLink, ...], tuple[str, ...]]:
    """Return a Markdown note's title, memories, links and inline tags."""
    found = sections_of(head.body, at)
    title = head.title or found.heading or stem
    memories = found.memories
    if not memories:
        # A note of properties alone (a person, a book) says what it says in them.
        memories = (memory_of_section(Section(head.source or title, "", "", ()), at),)
    return title, memories, found.links, found.tags
