"""A context pack: the memories worth giving to a language model, with citations that lead back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.search import Hit, Search
from palace.store import Reader

CHARACTERS_A_TOKEN = 4.0
"""Of English prose with the usual vocabularies; other languages have fewer."""
CANDIDATES = 80
LEAST_SHARE = 0.002
"""What has less than this share of the best one's attention is not worth its room."""
_SAME = 0.8
"""Two texts of which so many five-word runs are shared say the same."""
_HEAD = 24
"""Tokens that a citation takes."""


@dataclass(frozen=True)
class Piece:
    """One memory of a pack.

    Parameters
    ----------
    number
        Its number in the pack, from 1, as it is cited: [1].
    memory, object
        Where it leads back to: `palace show` takes either.
    text
        All of it, or the stretch that answers.
    whole
        Whether it is all of it.
    tokens
        About how many it takes.
    """

    number: int
    memory: str
    object: str
    title: str
    source: str
    source_item: str
    happened_at: Moment | None
    room: str
    text: str
    whole: bool
    tokens: int
    score: float


@dataclass(frozen=True)
class ContextPack:
    """What was packed.

    Parameters
    ----------
    pieces
        In reading order: things by time, their parts in their own order.
    tokens
        About how many all of it takes.
    left_out
        How many that were found found no room, and how many said what another says.
    """

    question: str
    pieces: tuple[Piece, ...]
    tokens: int
    left_out: int
    repeated: int
    meaning: bool


@dataclass(frozen=True)
class Pack(Query[ContextPack]):
    """The best memories on a question that fit.

    Parameters
    ----------
    question
        As for a search, with its filters.
    tokens
        The room there is, counted at `CHARACTERS_A_TOKEN`.
    wait
        Seconds to wait for the model of meaning.
    """

    question: str
    tokens: int = 2000
    wait: float = 0.0

    def answer(self, context: Context) -> ContextPack:
        """Return them."""
        reader = context.reader
        found = Search(self.question, limit=CANDIDATES, wait=self.wait).answer(context)
        best = found.hits[0].attention if found.hits else 0.0
        chosen: list[tuple[Hit, str, bool]] = []
        runs: list[set[tuple[str, ...]]] = []
        room, left_out, repeated = self.tokens, 0, 0
        for hit in found.hits:
            if hit.attention < LEAST_SHARE * best:
                break
            text = str(reader.value("SELECT text FROM memory WHERE id = ?", (hit.id,)) or "")
            whole = True
            if tokens_of(text) + _HEAD > room:
                text, whole = text[hit.start : hit.end].strip(), False
            own = _runs(text)
            if any(_overlap(own, other) > _SAME for other in runs):
                repeated += 1
                continue
            if not text.strip() or tokens_of(text) + _HEAD > room:
                left_out += 1
                continue
            room -= tokens_of(text) + _HEAD
            runs.append(own)
            chosen.append((hit, text, whole))
        pieces = tuple(
            Piece(
                number,
                hit.id,
                hit.object,
                hit.title,
                hit.source,
                hit.source_item,
                hit.happened_at,
                hit.room.name if hit.room is not None else "",
                text.strip(),
                whole,
                tokens_of(text) + _HEAD,
                hit.score,
            )
            for number, (hit, text, whole) in enumerate(_in_order(reader, chosen), 1)
        )
        return ContextPack(
            self.question, pieces, self.tokens - room, left_out, repeated, found.meaning
        )


def tokens_of(text: str) -> int:
    """Return about how many tokens a text takes."""
    return round(len(text) / CHARACTERS_A_TOKEN) + 1


def _in_order(reader: Reader, chosen: list[tuple[Hit, str, bool]]) -> list[tuple[Hit, str, bool]]:
    """Return them as one reads them: things by time, parts of one thing in its own order."""
    first: dict[str, float] = {}
    part: dict[str, int] = {}
    for hit, _, _ in chosen:
        at = hit.happened_at.utc if hit.happened_at is not None else 0.0
        first[hit.object] = min(at, first.get(hit.object, at))
        part[hit.id] = int(reader.value("SELECT ord FROM memory WHERE id = ?", (hit.id,)) or 0)
    return sorted(chosen, key=lambda c: (first[c[0].object], c[0].object, part[c[0].id]))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


def _overlap(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
