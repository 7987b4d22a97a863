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

WORDS_PER_UNIT = 400
"""Words of an exchange that are looked at: the subject shows long before."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af]")
_LANGUAGES = (
    "english", "german", "french", "spanish", "italian", "portuguese", "dutch", "swedish",
    "danish", "norwegian", "finnish", "russian", "romanian", "hungarian", "turkish",
)  # fmt: skip
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
        Exchanges of a topic. A conversation shorter than two topics is one, but for long pauses.
    before, after
        Exchanges before and after a gap that are compared.
    depth
        By how many standard deviations the two sides must be less alike than is usual in the
        conversation so far.
    pause
        Seconds without a word that are a pause.
    pause_depth
        By how many standard deviations less after a pause.
    long_pause, unlike
        Seconds without a word after which what follows is a topic of its own if it is less like
        what went before than this. Of unrelated chats of the sample set end to end, 6 in 10 are;
        of exchanges of one chat, 1 in 40.
    shortest_part
        Exchanges of a topic before and after a long pause.
    usual, spread, weight
        What is taken for the usual likeness and its standard deviation before anything is
        seen, and for how many gaps that counts.
    """

    shortest: int = 3
    longest: int = 14
    before: int = 6
    after: int = 2
    depth: float = 0.6
    pause: float = 4 * 3600.0
    pause_depth: float = 1.5
    long_pause: float = 24 * 3600.0
    unlike: float = 0.02
    shortest_part: int = 2
    usual: float = 0.07
    spread: float = 0.03
    weight: int = 4


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
    pauses = _long_pauses(units, cutting)
    gaps = _Gaps(units, cutting)
    found: list[int] = []
    for begin, end in zip([0, *pauses], [*pauses, len(units) - 1], strict=True):
        found += [begin] * (begin > 0) + _within(gaps, begin, end, cutting)
    return found


def _long_pauses(units: Sequence[Unit], cutting: Cutting) -> list[int]:
    """Return where something else begins after a long pause; these cuts depend on no others."""
    part = cutting.shortest_part
    found: list[int] = []
    begin = 0
    gaps: _Gaps | None = None
    for at in range(part, len(units) - max(part, cutting.after)):
        before, after = units[at - 1].end, units[at].start
        if at - begin < part or before is None or after is None:
            continue
        if after - before > cutting.long_pause:
            gaps = gaps or _Gaps(units, cutting)
            if gaps.likeness(begin, at) < cutting.unlike:
                begin = at
                found.append(at)
    return found


def _within(gaps: _Gaps, begin: int, settled: int, cutting: Cutting) -> list[int]:
    """Return the cuts between two long pauses; the units from ``settled`` on decide nothing."""
    found: list[int] = []
    at = begin + cutting.shortest
    # The gap after the one in question is looked at too: of two, the deeper is cut.
    while at + 1 + cutting.after <= settled:
        here, after = gaps.likeness(begin, at), gaps.likeness(begin, at + 1)
        if here < gaps.threshold(at) and here <= after:
            begin = at
        elif at - begin >= cutting.longest:
            # It is long enough: cut at the least coherent place that there is, the first of them.
            candidates = range(begin + cutting.shortest, at + 1)
            begin = min(candidates, key=lambda gap: (gaps.likeness(begin, gap), gap))
        else:
            at += 1
            continue
        found.append(begin)
        at = begin + cutting.shortest
    return found


class _Gaps:
    """How alike the words are on either side of each gap between units."""

    def __init__(self, units: Sequence[Unit], cutting: Cutting) -> None:
        self._units = units
        self._cutting = cutting
        self._bags = [Counter(stems(unit.text)) for unit in units]
        self._known: dict[tuple[int, int], float] = {}
        # How many units hold a word, up to the last that was looked at: the past alone weighs.
        self._frequency: Counter[str] = Counter()
        self._counted = 0
        # Of the likeness at each gap so far: number, sum, sum of squares.
        weight, usual = cutting.weight, cutting.usual
        self._moments = (weight, weight * usual, weight * (usual**2 + cutting.spread**2))
        self._latest = 0

    def likeness(self, begin: int, gap: int) -> float:
        """Return how alike, 0 to 1, a topic that began at ``begin`` is to what follows ``gap``."""
        key = (begin, gap)
        if key not in self._known:
            low = max(begin, gap - self._cutting.before)
            self._known[key] = self._cosine(range(low, gap), range(gap, gap + self._cutting.after))
            if gap > self._latest:
                self._latest = gap
                number, total, squares = self._moments
                value = self._known[key]
                self._moments = (number + 1, total + value, squares + value * value)
        return self._known[key]

    def threshold(self, gap: int) -> float:
        """Return the likeness below which a gap is a cut, as things are so far."""
        number, total, squares = self._moments
        usual = total / number
        spread = math.sqrt(max(squares / number - usual * usual, 0.0))
        depth = self._cutting.depth
        before, after = self._units[gap - 1].end, self._units[gap].start
        if before is not None and after is not None and after - before > self._cutting.pause:
            depth -= self._cutting.pause_depth
        return usual - depth * spread

    def _cosine(self, left: range, right: range) -> float:
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
    sample = frozenset(words[:80])
    return max(_LANGUAGES, key=lambda name: len(sample & _stops(name)))


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

    stem: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return stem
