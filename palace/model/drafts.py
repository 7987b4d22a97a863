"""What an importer yields: source items cut into objects, memories and segments.

A *draft* has no identifier and no place yet; the operation that takes it in gives both.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO

from palace.model.kept import KeptItem, KeptLink, KeptMemory, KeptObject
from palace.model.moments import Moment


class ObjectKind(StrEnum):
    """What has a locus and is seen."""

    NOTE = "note"
    TOPIC = "topic"
    FRAGMENT = "fragment"
    GIST = "gist"


class MemoryKind(StrEnum):
    """What is recalled, linked and revised: the pages of an object."""

    SECTION = "section"
    EXCHANGE = "exchange"
    TURN = "turn"
    FACT = "fact"


class LinkKind(StrEnum):
    """Why two things belong together."""

    WIKILINK = "wikilink"
    EMBED = "embed"
    ALTERNATE = "alternate"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class DraftSegment:
    """The exact source turn or block inside a memory.

    Parameters
    ----------
    start, end
        Character offsets into the memory's text, half open.
    speaker
        Who said it ("user", "assistant", a name), or None for a note's text.
    at
        When it was said.
    source_ref
        What leads back to it in the source: a message id, a line number.
    chatter
        True where it holds nothing to find again ("thanks, shorter"); it stays readable
        and is given no key.
    """

    start: int
    end: int
    speaker: str | None = None
    at: Moment | None = None
    source_ref: str = ""
    chatter: bool = False


@dataclass(frozen=True, slots=True)
class DraftMemory:
    """A section of a note or an exchange of a chat, its words as they were.

    Parameters
    ----------
    kind
        What it is.
    text
        The whole text, nothing cut.
    title
        A heading, or the question it answers; may be empty.
    ref
        Its identity inside the source item: a heading path, a first message's id. Importing
        again matches memories by it.
    author
        Who wrote it, where there is one author.
    at
        When it happened.
    segments
        The source turns in order; they cover the text of a chat.
    alternate
        True for a branch the person left (an edited question, a regenerated answer).
    kept
        What an export of a palace knows of it besides; mostly None.
    """

    kind: MemoryKind
    text: str
    title: str = ""
    ref: str = ""
    author: str | None = None
    at: Moment | None = None
    segments: tuple[DraftSegment, ...] = ()
    alternate: bool = False
    kept: KeptMemory | None = None

    @property
    def forgotten(self) -> bool:
        """Whether it was out of reach in the palace that it comes from."""
        return self.kept is not None and self.kept.reach != "here"


@dataclass(frozen=True, slots=True)
class DraftLink:
    """A link as the source wrote it.

    Parameters
    ----------
    kind
        What sort of link.
    target
        The target as written: a note's name or path, perhaps with ``#heading``.
    label
        The words it wears in the text (a wikilink's alias), or empty.
    memory_ref
        The `DraftMemory.ref` in which it stands.
    kept
        What an export of a palace knows of it besides; mostly None.
    """

    kind: LinkKind
    target: str
    label: str = ""
    memory_ref: str = ""
    kept: KeptLink | None = None


@dataclass(frozen=True, slots=True)
class DraftObject:
    """A note, or a topic of a conversation.

    Parameters
    ----------
    kind
        What it is.
    title
        Its title, never empty.
    ref
        Its identity inside the source item (empty for a note; the first message's id for a
        topic). Importing again matches objects by it.
    memories
        Its pages in reading order, at least one.
    tags, links
        As the source wrote them, without ``#``.
    kept
        What an export of a palace knows of it besides; mostly None.
    """

    kind: ObjectKind
    title: str
    ref: str
    memories: tuple[DraftMemory, ...]
    tags: tuple[str, ...] = ()
    links: tuple[DraftLink, ...] = ()
    kept: KeptObject | None = None

    @property
    def forgotten(self) -> bool:
        """Whether it was out of reach in the palace that it comes from."""
        return self.kept is not None and self.kept.reach != "here"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A picture or another file that belongs to an item.

    Parameters
    ----------
    name
        By what the item's text names it, as written there: ``"hive.png"``, a path, an id.
    open
        Opens its bytes for reading; what it raises leaves the file out.
    """

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an item as the palace keeps it.

    Parameters
    ----------
    name
        By what the item's text names it.
    digest
        SHA-256 of its bytes, under which it lies in the palace's folder.
    size
        In bytes.
    """

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One source item: a note's file, or a whole conversation.

    Parameters
    ----------
    ref
        Its identity in the source: a path relative to the folder, a conversation's id.
    title
        Its title.
    place
        Where it was read, for people: a path, perhaps with an index inside the file.
    fingerprint
        A hash over everything that was read of it; equal means unchanged.
    objects
        What it becomes, in order; together they are one thread. Empty where nothing in it
        can be kept.
    created, updated
        As the source tells.
    aliases
        Other names wikilinks may call it by.
    properties
        Further front matter, kept and exported, as JSON-able values.
    notice
        One sentence on what was not as it should be and was taken in all the same; mostly empty.
    partial
        True where its source may hold only a part of it (a thread of mails, of which this
        mailbox has some): what was there before and is not met now stays as it is.
    kept
        What an export of a palace knows of it besides, its source among it; mostly None.
    files
        Pictures and other files that the importer itself holds; those that lie beside an item
        under the name that its text gives them are found by whoever takes it in.
    """

    ref: str
    title: str
    place: str
    fingerprint: str
    objects: tuple[DraftObject, ...]
    created: Moment | None = None
    updated: Moment | None = None
    aliases: tuple[str, ...] = ()
    properties: dict[str, object] = field(default_factory=dict)
    notice: str = ""
    partial: bool = False
    kept: KeptItem | None = None
    files: tuple[DraftFile | KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An item that could not be taken in; the rest goes on.

    Parameters
    ----------
    place
        Which file or item, for people.
    reason
        One clear sentence: what was found, what was expected.
    skipped
        True where it was left out by a rule (too large), False where it is broken.
    ref
        Its identity in the source where that is known.
    """

    place: str
    reason: str
    skipped: bool = False
    ref: str = ""
