"""Cutting a conversation into topics, by its words and its pauses.

After TextTiling (Hearst 1997, "TextTiling: Segmenting Text into Multi-paragraph Subtopic
Passages"): the subject shifts where the words before and after a gap have little in common.
Unlike there, a cut depends on nothing but what stands up to a few exchanges behind it. So a
conversation that grows keeps the cuts it has; only its last topic grows, or opens a new one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

WORDS_PER_UNIT = 600
"""Words of an exchange that are looked at: the subject shows long before."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af]")
_LANGUAGES = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian",
    "pt": "portuguese", "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian",
    "fi": "finnish", "ru": "russian", "ro": "romanian", "hu": "hungarian", "tr": "turkish",
}  # fmt: skip
# What every conversation with a model is full of, whatever it is about.
_HABITS_TEXT = """actually also another around back bit come different example feel find first get
    give going good got great hear help hey hi just keep know last let like look lot love make maybe
    might much need new next nice one people please point question really right said say see
    show sound start still sure take tell thank thanks thing think time try two use using want
    way well work would yeah yes"""
_HABITS = frozenset(_HABITS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """What is never cut: an exchange.

    Parameters
    ----------
    text
        Its words, without chatter.
    start, end
        When it began and ended, in seconds since 1970 UTC, or None.
    """

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Cutting:
    """How topics are cut.

    Parameters
    ----------
    shortest, longest
        Exchanges of a topic. A conversation shorter than two topics is one.
    window
        Exchanges on either side of a gap that are compared.
    depth
        By how much less alike the two sides must be than is usual in the conversation so far.
    pause
        Seconds without a word that are a pause.
    pause_depth
        What a pause adds to the depth.
    """

    shortest: int = 3
    longest: int = 14
    window: int = 3
    depth: float = 0.05
    pause: float = 4 * 3600.0
    pause_depth: float = 0.1


CUTTING = Cutting()


def cuts(units: Sequence[Unit], cutting: Cutting = CUTTING) -> list[int]:
    """Return where topics begin, except the first: indices into the units, ascending.

    For any prefix of the units the result is a prefix of this result. The last unit, which may
    still grow, decides nothing by its words.

    Parameters
    ----------
    units
        The exchanges in order.
    cutting
        The parameters.
    """
    settled = len(units) - 1
    if settled < 2 * cutting.shortest:
        return []
    gaps = _Gaps(units, cutting)
    found: list[int] = []
    begin = 0
    at = cutting.shortest
    # The gap after the one in question is looked at too: of two, the deeper is cut.
    while at + 1 + cutting.window <= settled:
        here = gaps.depth(begin, at)
        if here > 0 and here >= gaps.depth(begin, at + 1):
            begin = at
        elif at - begin >= cutting.longest:
            candidates = range(begin + cutting.shortest, at + 1)
            begin = max(candidates, key=lambda gap: (gaps.depth(begin, gap), -gap))
        else:
            at += 1
            continue
        found.append(begin)
        at = begin + cutting.shortest
    return found


class _Gaps:
    """How deep the valley of likeness is at each gap between units."""

    def __init__(self, units: Sequence[Unit], cutting: Cutting) -> None:
        self._units = units
        self._cutting = cutting
        self._bags = [Counter(stems(unit.text)) for unit in units]
        self._known: dict[tuple[int, int], float] = {}
        # Document frequencies after each unit, so that a gap is weighed by its past alone.
        self._frequency: Counter[str] = Counter()
        self._counted = 0
        self._usual: list[float] = []

    def depth(self, begin: int, gap: int) -> float:
        """Return how much a topic that began at ``begin`` ends before ``gap``; above 0 it does."""
        key = (begin, gap)
        if key not in self._known:
            self._known[key] = self._depth(begin, gap)
        return self._known[key]

    def _depth(self, begin: int, gap: int) -> float:
        window = self._cutting.window
        low = max(begin, gap - window)
        likeness = self._likeness(range(low, gap), range(gap, gap + window))
        value = self._cutting.depth - likeness
        before, after = self._units[gap - 1].end, self._units[gap].start
        if before is not None and after is not None and after - before > self._cutting.pause:
            value += self._cutting.pause_depth
        return value

    def _likeness(self, left: range, right: range) -> float:
        """Return the cosine of two blocks of words, common words of the past weighing less."""
        self._count(right.stop)
        one, other = self._block(left), self._block(right)
        if not one or not other:
            return 1.0  # nothing is known, nothing is cut
        shared = sum(weight * other[word] for word, weight in one.items() if word in other)
        return shared / (_norm(one.values()) * _norm(other.values()))

    def _block(self, span: range) -> dict[str, float]:
        joined: Counter[str] = Counter()
        for at in span:
            joined.update(self._bags[at])
        total = self._counted
        return {
            word: (1 + math.log(count)) * math.log(1 + total / self._frequency[word])
            for word, count in joined.items()
        }

    def _count(self, stop: int) -> None:
        while self._counted < stop:
            self._frequency.update(self._bags[self._counted].keys())
            self._counted += 1


def _norm(values: Iterable[float]) -> float:
    return math.sqrt(sum(value * value for value in values)) or 1.0


def stems(text: str) -> list[str]:
    """Return the stems of a text's words without stop words; pairs of signs where unspaced."""
    words = [word.casefold() for word in _WORD.findall(text[: WORDS_PER_UNIT * 8])]
    words = words[:WORDS_PER_UNIT]
    language = _language(words)
    stops = _stops(language)
    found: list[str] = []
    for word in words:
        if word in stops or word in _HABITS:
            continue
        if _UNSPACED.search(word):
            found.extend(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 2:
            found.append(_stem(word, language))
    return found


def _language(words: Sequence[str]) -> str:
    """Return the language most of whose stop words are among these words; English on a tie."""
    sample = words[:120]
    return max(_LANGUAGES, key=lambda code: sum(word in _stops(code) for word in sample))


@cache
def _stops(language: str) -> frozenset[str]:
    from stop_words import get_stop_words

    # A contraction is met as its parts: "don't" as "don".
    return frozenset(
        part.casefold() for word in get_stop_words(language) for part in _WORD.findall(word)
    )


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    return _stemmer(language)(word[:40])


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(_LANGUAGES[language]).stemWord
    return stem
