"""Cutting a text into passages that the model reads whole. Needs the tokenizer alone, no torch.

Cuts fall between paragraphs where that leaves a passage at least half full, else between
sentences or items of a list, else between lines, else between words; inside a sentence only when
the sentence itself is longer than the window.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from palace.embedding.space import DEFAULT_MODEL, WINDOW

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL_TOKENS = 2
"""[CLS] and [SEP] stand around every text."""

JOINT_TOKENS = 2
"""Room for what a caller puts between prefix and passage, such as a colon."""

LEAST_ROOM = 32
"""Tokens left to a passage however long its prefix is."""

SLAB = 65_536
"""Characters tokenized at once, so that a text of 20 MB needs no gigabyte of offsets."""

LONGEST = 8192
"""Characters of a passage at most; only words of hundreds of characters come near it."""

_WORD, _LINE, _SENTENCE, _PARAGRAPH = 1, 2, 3, 4

# Each alternative ends where the next passage may begin. A line of code, a list, a table, a
# quotation or a heading begins anew; another line break may be mere wrapping.
_BREAK = re.compile(
    r"(?P<paragraph>\n[^\S\n]*\n\s*)"
    r"|(?P<item>\n+(?=[ \t]*(?:[-*+>#|`~]|\d{1,3}[.)][ \t])|[ \t]{2,}\S))"
    r"|(?P<line>\n)"
    r"|(?P<sentence>(?<=[.!?…])[\"'”’»)\]*_]*\s+(?=[^\sa-z])|(?<=[。！？])\s*)"
    r"|(?P<word>\s+)"
)
_STRENGTH = {
    "paragraph": _PARAGRAPH,
    "item": _SENTENCE,
    "line": _LINE,
    "sentence": _SENTENCE,
    "word": _WORD,
}


@cache
def tokenizer(folder: Path | None = None) -> Tokenizer:
    """Return the tokenizer of a model.

    Parameters
    ----------
    folder
        The model's folder; default the model that comes with the program.
    """
    from tokenizers import Tokenizer

    read = Tokenizer.from_file(str((folder or DEFAULT_MODEL.path()) / "tokenizer.json"))
    read.no_truncation()
    read.no_padding()
    return read


def count_tokens(texts: Sequence[str], *, folder: Path | None = None) -> list[int]:
    """Count the tokens of texts, without the two that stand around each.

    Parameters
    ----------
    texts
        The texts.
    folder
        The model's folder, as for `tokenizer`.
    """
    encoded = tokenizer(folder).encode_batch_fast(
        [_sound(text) for text in texts], add_special_tokens=False
    )
    return [len(one) for one in encoded]


def cut_passages(
    text: str, *, limit: int = WINDOW, prefix: str = "", folder: Path | None = None
) -> list[tuple[int, int]]:
    """Cut a text into passages that the model reads whole.

    Parameters
    ----------
    text
        The text.
    limit
        Tokens that the model reads, its own two included.
    prefix
        What will stand before each passage (title, speaker), for which room is left; `LEAST_ROOM`
        tokens are always the passage's own.
    folder
        The model's folder, as for `tokenizer`.

    Returns
    -------
    list of (start, end)
        Stretches of the text in order, without overlap, trimmed of white space, holding every
        character that is not white space; empty for an empty text.
    """
    room = limit - SPECIAL_TOKENS
    if prefix:
        room = max(LEAST_ROOM, room - JOINT_TOKENS - _prefix_tokens(prefix, folder))
    # No token is shorter than a character, but for Korean syllables, which become up to three.
    if len(text) * (1 if text.isascii() else 3) <= room:
        return list(_trimmed(text, 0, len(text)))
    passages: list[tuple[int, int]] = []
    for start, end in _slabs(text):
        passages += _cut(text, start, end, room, folder)
    return passages


@lru_cache(maxsize=4096)
def _prefix_tokens(prefix: str, folder: Path | None) -> int:
    return count_tokens([prefix], folder=folder)[0]


def _sound(text: str) -> str:
    """Return a text with lone surrogates replaced; the tokenizer takes only Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield start, end


def _slabs(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of about `SLAB` characters, cut where it hurts least."""
    start = 0
    while len(text) - start > SLAB:
        half = start + SLAB // 2
        for between in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(between, half, start + SLAB)
            if cut >= 0:
                cut += len(between)
                break
        else:
            cut = start + SLAB
        yield start, cut
        start = cut
    yield start, len(text)


def _cut(
    text: str, start: int, end: int, room: int, folder: Path | None
) -> Iterator[tuple[int, int]]:
    """Cut one slab."""
    piece = _sound(text[start:end])
    offsets = tokenizer(folder).encode(piece, add_special_tokens=False).offsets
    if len(offsets) <= room and len(piece) <= LONGEST:
        yield from _trimmed(text, start, end)
        return
    firsts = [first for first, _ in offsets]
    # By strength: where passages may begin, as (tokens before, character).
    breaks: list[list[tuple[int, int]]] = [[] for _ in range(_PARAGRAPH + 1)]
    for match in _BREAK.finditer(piece):
        strength = _STRENGTH[match.lastgroup or "word"]
        place = (bisect_left(firsts, match.end()), match.end())
        for level in range(_WORD, strength + 1):
            breaks[level].append(place)
    token, begin = 0, 0
    while len(offsets) - token > room or len(piece) - begin > LONGEST:
        chosen = _choose(breaks, (token, begin), room)
        if chosen is None:
            # One word longer than the window. Cut apart, its halves may be read otherwise.
            reach = min(token + room, len(offsets) - 1)
            stop = min(max(firsts[reach], begin + 1), begin + LONGEST, len(piece))
            yield from _halved(text, start + begin, start + stop, room, folder)
            begin, token = stop, bisect_left(firsts, stop)
        else:
            yield from _trimmed(text, start + begin, start + chosen[1])
            token, begin = chosen
    yield from _halved(text, start + begin, end, room, folder)


def _choose(
    breaks: list[list[tuple[int, int]]], begun: tuple[int, int], room: int
) -> tuple[int, int] | None:
    """Return where the passage that begins at `begun` ends best."""
    token, begin = begun

    def last(level: int) -> int | None:
        number = bisect_right(breaks[level], (token + room, begin + LONGEST)) - 1
        while number >= 0 and breaks[level][number][1] > begin + LONGEST:
            number -= 1
        if number < 0 or breaks[level][number][0] <= token:
            return None
        return number

    paragraph = last(_PARAGRAPH)
    if paragraph is not None and breaks[_PARAGRAPH][paragraph][0] >= token + room // 2:
        return breaks[_PARAGRAPH][paragraph]
    sentence = last(_SENTENCE)
    if sentence is not None:
        place = breaks[_SENTENCE][sentence]
        following = breaks[_SENTENCE][sentence + 1 : sentence + 2]
        fits = bool(following) and following[0][0] - place[0] <= room
        # A short head before a sentence that no window holds is filled up with it.
        if fits or place[0] >= token + room // 2:
            return place
    for level in (_LINE, _WORD):
        number = last(level)
        if number is not None:
            return breaks[level][number]
    return None


def _halved(
    text: str, start: int, end: int, room: int, folder: Path | None
) -> Iterator[tuple[int, int]]:
    """Yield a stretch whose beginning or end may stand inside a word, halved until it fits."""
    whole = end - start <= 1 or (
        end - start <= LONGEST and count_tokens([text[start:end]], folder=folder)[0] <= room
    )
    if whole:
        yield from _trimmed(text, start, end)
        return
    middle = (start + end) // 2
    yield from _halved(text, start, middle, room, folder)
    yield from _halved(text, middle, end, room, folder)
