"""How a memory becomes keys: windows that fit the model, each under its title.

Everything but chatter is covered, so nothing is found only by its first 256 tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from palace.embedding.passages import cut_passages
from palace.model.drafts import DraftItem, DraftMemory, DraftObject
from palace.store.keys import OPENING, PASSAGE, KeyText

TITLE_CHARACTERS = 120
"""A longer title is cut in the key (never in the object), so that the window stays for words."""


def item_keys(item: DraftItem) -> dict[tuple[int, int], list[KeyText]]:
    """Return the keys of every memory of an item.

    Returns
    -------
    dict
        (object index, memory index) → keys in reading order. The first key of an object is its
        opening, from whose vector it gets its place.
    """
    keys: dict[tuple[int, int], list[KeyText]] = {}
    for number, draft in enumerate(item.objects):
        opened = False
        for page, memory in enumerate(draft.memories):
            if memory.forgotten:
                keys[number, page] = []
                continue
            texts = memory_keys(draft.title, memory, opening=not opened and not memory.alternate)
            opened = opened or any(text.kind == OPENING for text in texts)
            keys[number, page] = texts
        if not opened:
            _open_somehow(keys, number, draft)
    return keys


def _open_somehow(
    keys: dict[tuple[int, int], list[KeyText]], number: int, draft: DraftObject
) -> None:
    """Give an object an opening that has none but branches, chatter or pictures."""
    there = [page for page, memory in enumerate(draft.memories) if not memory.forgotten]
    for page in there:
        if keys[number, page]:
            keys[number, page][0] = replace(keys[number, page][0], kind=OPENING)
            return
    if there:
        # Only chatter or pictures: its title alone finds and places it.
        title = KeyText(OPENING, 0, 0, draft.title[:TITLE_CHARACTERS], "")
        keys[number, there[0]] = [title]


def memory_keys(title: str, memory: DraftMemory, *, opening: bool) -> list[KeyText]:
    """Return the keys of one memory.

    Parameters
    ----------
    title
        Its object's title.
    opening
        Whether its first key is the object's opening.
    """
    head = title[:TITLE_CHARACTERS]
    if memory.title and memory.title.casefold() not in title.casefold():
        head = f"{head} › {memory.title[:TITLE_CHARACTERS]}"
    texts: list[KeyText] = []
    for start, end in _spoken(memory):
        for first, last in cut_passages(memory.text[start:end], prefix=head):
            body = memory.text[start + first : start + last]
            kind = OPENING if opening and not texts else PASSAGE
            texts.append(KeyText(kind, start + first, start + last, head, body))
    return texts


def _spoken(memory: DraftMemory) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a memory that are not chatter."""
    if not any(segment.chatter for segment in memory.segments):
        if memory.text.strip():
            yield 0, len(memory.text)
        return
    start: int | None = None
    end = 0
    for segment in memory.segments:
        if segment.chatter:
            if start is not None:
                yield start, end
            start = None
        else:
            start = segment.start if start is None else start
            end = segment.end
    if start is not None:
        yield start, end
