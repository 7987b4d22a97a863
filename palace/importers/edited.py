"""What a person changed in an export's Markdown file: it is newer than the manifest beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from palace.importers.files import Content
from palace.importers.front_matter import read_front_matter
from palace.model.drafts import DraftItem, DraftMemory, DraftObject, DraftSegment
from palace.model.exported import edited_texts
from palace.model.kept import KeptRevision

_WHY = "edited in its export"


def edited(item: DraftItem, document: Mapping[str, Any], content: Content) -> DraftItem:
    """Return an item with what its file says now; what it was before becomes a revision.

    Parameters
    ----------
    item
        As the manifest has it.
    document
        The item in the manifest.
    content
        Its file.

    Raises
    ------
    ValueError
        The parts of the file cannot be told apart any more.
    """
    head = read_front_matter(content.text)
    if head.broken:
        raise ValueError("its front matter cannot be understood")
    memories = [memory for part in document["objects"] for memory in part["memories"]]
    texts = edited_texts(head.body, memories)
    objects = tuple(
        replace(part, memories=tuple(_memory(m, texts, content.modified) for m in part.memories))
        for part in item.objects
    )
    title = item.title if head.title in {None, _line(item.title)} else str(head.title)
    if len(objects) == 1 and head.source:
        objects = (_named(objects[0], item, title, head.tags),)
    changed = replace(item, title=title, objects=objects)
    if changed == item:
        return item
    assert item.kept is not None
    stamp = hashlib.sha256(content.raw).hexdigest()
    return replace(
        changed,
        fingerprint=f"{item.fingerprint} {stamp}",
        kept=replace(item.kept, edited=True),
    )


def _named(part: DraftObject, item: DraftItem, title: str, tags: Sequence[str]) -> DraftObject:
    """Return a note with the title and the tags of its front matter."""
    if part.title == item.title:
        part = replace(part, title=title)
    same = {tag.casefold() for tag in tags} == {_line(tag).casefold() for tag in part.tags}
    return part if same else replace(part, tags=tuple(tags))


def _line(text: str) -> str:
    """Return a title or tag as front matter gives it."""
    return " ".join(text.split())


def _memory(
    memory: DraftMemory, texts: Mapping[str, str | list[str]], modified: float
) -> DraftMemory:
    kept = memory.kept
    told = texts.get(kept.id) if kept else None
    if kept is None or told is None:
        return memory
    number = 1 + max((revision.n for revision in kept.revisions), default=0)
    before = KeptRevision(
        number, memory.title, memory.text, memory.segments, modified, "person", _WHY
    )
    kept = replace(kept, revisions=(*kept.revisions, before))
    if isinstance(told, str):
        return replace(memory, text=told, segments=(), kept=kept)
    text, segments = _joined(memory, told)
    return replace(memory, text=text, segments=segments, kept=kept)


def _joined(memory: DraftMemory, told: Sequence[str]) -> tuple[str, tuple[DraftSegment, ...]]:
    """Return a chat's text with its turns anew, what stands between them as it was."""
    text, at = "", 0
    segments = []
    for segment, said in zip(memory.segments, told, strict=True):
        text += memory.text[at : segment.start]
        segments.append(replace(segment, start=len(text), end=len(text) + len(said)))
        text += said
        at = segment.end
    return text + memory.text[at:], tuple(segments)
