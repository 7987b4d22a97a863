"""Small drafts for tests of what lies below the importers."""

from __future__ import annotations

import hashlib

from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    DraftSegment,
    LinkKind,
    MemoryKind,
    ObjectKind,
)
from palace.model.moments import Moment


def note(
    ref: str, sections: dict[str, str], *, title: str = "", links: tuple[str, ...] = ()
) -> DraftItem:
    """Return a note with (heading → text) sections."""
    memories = tuple(
        DraftMemory(MemoryKind.SECTION, text, heading, heading)
        for heading, text in sections.items()
    )
    first = next(iter(sections))
    wikilinks = tuple(DraftLink(LinkKind.WIKILINK, target, "", first) for target in links)
    name = title or ref.rsplit("/", 1)[-1].removesuffix(".md")
    return DraftItem(
        ref,
        name,
        f"/vault/{ref}",
        hashlib.sha256(repr((name, sections, links)).encode()).hexdigest(),
        (DraftObject(ObjectKind.NOTE, name, "", memories, ("tag",), wikilinks),),
        created=Moment(1_700_000_000.0, 60),
    )


def chat(ref: str, title: str, exchanges: list[tuple[str, str]]) -> DraftItem:
    """Return a conversation of one topic; an answer of "" makes the question chatter."""
    memories = []
    for number, (question, answer) in enumerate(exchanges):
        text = f"{question}\n\n{answer}" if answer else question
        at = Moment(1_710_000_000.0 + 60 * number, 0)
        segments = [DraftSegment(0, len(question), "user", at, f"{ref}-{number}q", not answer)]
        if answer:
            start = len(question) + 2
            segments.append(DraftSegment(start, len(text), "assistant", at, f"{ref}-{number}a"))
        memories.append(
            DraftMemory(
                MemoryKind.EXCHANGE, text, "", f"{ref}-{number}", "user", at, tuple(segments)
            )
        )
    return DraftItem(
        ref,
        title,
        f"conversations.json, {title}",
        hashlib.sha256(repr((title, exchanges)).encode()).hexdigest(),
        (DraftObject(ObjectKind.TOPIC, title, f"{ref}-0", tuple(memories)),),
    )
