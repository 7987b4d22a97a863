"""Whether two things are about the same: words and meaning mixed, as for a search.

A search has a few words; here a whole text is the question, so its strongest words stand for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from palace.recall.plain import plain
from palace.recall.weights import ALIKE_MEANING, ALIKE_WORDS
from palace.recall.words import stop_words

STRONGEST = 16
"""Words that stand for a text; the index' own weights tell the rare ones among them."""
_TITLE = 4
"""A word of the first line counts as so many of the rest."""
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}", re.UNICODE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a key is to a text.

    Parameters
    ----------
    words
        BM25, 0 where none of the words occurs.
    meaning
        Cosine, 0 where it is unknown.
    """

    words: float
    meaning: float

    @property
    def rough(self) -> float:
        """A number by which keys of one object can be told apart."""
        return self.words / 20 + self.meaning


def strongest_words(text: str, many: int = STRONGEST) -> list[str]:
    """Return the words that stand for a text, the strongest first; its first line is its title."""
    title, _, rest = text.partition("\n")
    counts: Counter[str] = Counter()
    for part, weight in ((title, _TITLE), (rest, 1)):
        for word in content_words(part):
            counts[word] += weight
    # Long words say more than short ones that occur as often; ties as they come.
    return sorted(counts, key=lambda word: -counts[word] * math.log(1 + len(word)))[:many]


def content_words(text: str) -> list[str]:
    """Return a text's words that carry a subject, folded."""
    return [
        word
        for match in _WORD.finditer(text)
        if (word := match.group().casefold()) not in stop_words()
    ]


def weigh(found: Mapping[str, Likeness]) -> dict[str, tuple[float, float]]:
    """Return id → (share of words, share of meaning), together at most 1.

    As in `palace.recall.mixing`: BM25 is divided by the best, cosines are stretched between the
    least and the best.
    """
    if not found:
        return {}
    top = max(like.words for like in found.values())
    known = [like.meaning for like in found.values() if like.meaning > 0]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    spread = max(high - low, 1e-9)
    return {
        own: (
            ALIKE_WORDS * like.words / top if top > 0 else 0.0,
            ALIKE_MEANING * (like.meaning - low) / spread if like.meaning > 0 else 0.0,
        )
        for own, like in found.items()
    }


def fresh_sentence(text: str, known: str) -> str:
    """Return the sentence of a text that says most that another does not; empty for none.

    It must share a word with the other, so that it is about the same thing.
    """
    there = set(content_words(known))
    best, most = "", 0.9
    for sentence in _SENTENCE.split(text):
        words = set(content_words(sentence))
        if not words & there:
            continue
        fresh = words - there
        worth = len(fresh) / math.sqrt(4 + len(words))
        if worth > most:
            best, most = sentence, worth
    best = plain(best).strip(" #>*-|")
    if len(best) > _LONGEST:
        best = best[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return best
