"""Titles for what has none of its own."""

from __future__ import annotations

import re

LONGEST = 60
"""Characters of a title made from a text."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_MARKUP = re.compile(r"^[\s>#*\-+•\d.)]*(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"(?<=[.!?…])\s")
_COURTESIES = re.compile(
    r"^(?:(?:hello|hi|hey|ok|okay|please|thanks|thank you|so|and|now|also|well)\b[,.!:\s]+"
    r"|(?:can|could|would|will) you (?:please )?(?=\w))+",
    re.IGNORECASE,
)


def opening(text: str, longest: int = LONGEST) -> str:
    """Return a text's first sentence as a title, cut between words with ``…`` where long.

    Code is passed over where there is anything else. Empty where nothing can be said.
    """
    line = _first_line(text[:4000])
    sentence = _SENTENCE.split(line, maxsplit=1)[0]
    bare = _COURTESIES.sub("", sentence)
    if len(bare) >= 12:
        sentence = bare[0].upper() + bare[1:]
    return shortened(sentence.rstrip(" .:,;"), longest)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text within a length, cut between words with ``…``."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    if not text[longest - 1].isspace():
        words = cut.rpartition(" ")[0]
        cut = words if len(words) > longest // 3 else cut
    return cut.rstrip(" ,;:.-–—([{") + "…"


def unique(title: str, taken: set[str]) -> str:
    """Return a title that is not taken yet, numbered where needed, and take it."""
    candidate, number = title, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{title} ({number})"
    taken.add(candidate.casefold())
    return candidate


def _first_line(text: str) -> str:
    fallback, in_code = "", False
    for line in text.splitlines():
        if _FENCE.match(line):
            in_code = not in_code
            continue
        if not _LETTER.search(line):
            continue
        words = " ".join(_MARKUP.sub("", line).split())
        if not in_code:
            return words
        fallback = fallback or words
    return fallback or " ".join(text.split())
