"""What a person typed, as a full-text query; and the scores of what it finds.

BM25 (Robertson & Zaragoza 2009) by SQLite's FTS5, over keys; titles weigh twice as much as
bodies, and what stands just before and after a key half as much (the rank is set where the table
is made, in `palace.store.schema`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from palace.store import Reader

CANDIDATES = 200
RANKED = 3000
"""At most about so many keys are ranked for one query."""
EVERYWHERE = 16_000
"""A word on so many keys tells nothing where others are rarer."""
_OWN = "{title body} : "
"""What must or must not occur does so in the key itself, not beside it."""
_TOKEN = re.compile(r'"([^"]+)"|(-?)([^\W_][\w\'’.-]*[\w]|\w)', re.UNICODE)


@cache
def stop_words() -> frozenset[str]:
    """Return English words that carry no subject; they are left out of the lexical query."""
    import stop_words as lists

    return frozenset(lists.get_stop_words("en")) | {"thing", "things", "stuff"}


@dataclass(frozen=True, slots=True)
class WordQuery:
    """A query in words.

    Parameters
    ----------
    text
        As typed.
    match
        FTS5's syntax, empty where no word is left to look for.
    terms
        Its alternatives, where it is nothing but alternatives.
    """

    text: str
    match: str
    terms: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, *, typing: bool = False) -> WordQuery:
        """Return the query of a text.

        Words are alternatives and BM25 ranks; "quoted words" are a phrase that must occur; a
        word after a minus must not.

        Parameters
        ----------
        typing
            The last word may be unfinished: it also finds what begins so.
        """
        wanted: list[str] = []
        needed: list[str] = []
        banned: list[str] = []
        last = ""
        for phrase, minus, word in _TOKEN.findall(text.replace("’", "'")):
            if phrase:
                needed.append(_OWN + _quoted(phrase))
            elif minus:
                banned.append(_OWN + _quoted(word))
            else:
                wanted.append(word)
                last = word
        content = [word for word in wanted if word.casefold() not in stop_words()] or wanted
        terms = [_quoted(word) for word in dict.fromkeys(content)]
        unfinished = typing and last and text.endswith(last) and len(last) > 1
        if unfinished:
            terms.append(_quoted(last) + "*")
        match = " OR ".join(terms)
        if needed:
            phrases = " AND ".join(needed)
            match = (
                f"({phrases}) AND ({match})" if match and not wanted_only_stop(wanted) else phrases
            )
        if match and banned:
            match = f"({match}) NOT ({' OR '.join(banned)})"
        return cls(text, match, () if needed or banned else tuple(terms))


def wanted_only_stop(words: Sequence[str]) -> bool:
    """Return whether none of the words carries a subject."""
    return all(word.casefold() in stop_words() for word in words)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def word_scores(
    reader: Reader,
    query: WordQuery,
    *,
    within: tuple[str, Sequence[object]] | None = None,
    limit: int = CANDIDATES,
) -> dict[int, float]:
    """Return key number → BM25 score (higher is better) of the best keys in reach.

    Parameters
    ----------
    within
        SQL that selects the only keys that count, and its parameters; None for all.
    """
    if not query.match:
        return {}
    if within is not None:
        rows = reader.rows(
            f"{_RANKED} AND words.rowid IN ({within[0]}) ORDER BY rank LIMIT ?",
            (query.match, *within[1], limit),
        )
        return {row["rowid"]: float(row["score"]) for row in rows}
    match = _bounded(reader, query)
    if match is not None:
        rows = reader.rows(f"{_RANKED} ORDER BY rank LIMIT ?", (match, limit))
        return {row["rowid"]: float(row["score"]) for row in rows}
    # Every word is everywhere and tells nothing: what is called so, then the newest.
    plain = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    newest = reader.rows(plain, (query.match, limit))
    called = reader.rows(plain, (f"title : ({query.match})", limit))
    return {row["rowid"]: 1.0 for row in newest} | {row["rowid"]: 2.0 for row in called}


_RANKED = "SELECT rowid, -rank AS score FROM words WHERE words MATCH ?"


def _bounded(reader: Reader, query: WordQuery) -> str | None:
    """Return the query so that at most about `RANKED` keys are ranked; None where that cannot be.

    Ranking costs a microsecond a key, counting a thirtieth of it. In a palace of any size to
    walk in this changes nothing; where words are on tens of thousands of keys, the rarer ones
    have to occur, and the frequent ones still count.
    """
    if not query.terms:
        return query.match
    counts = {term: _count(reader, term) for term in query.terms}
    if sum(counts.values()) <= RANKED:
        return query.match
    # What is everywhere says nothing, and even to weigh it FTS5 would go through all of it.
    telling = [term for term in counts if counts[term] < EVERYWHERE] or list(counts)
    scored = " OR ".join(telling)
    rare: list[str] = []
    total = 0
    for term in sorted(telling, key=lambda term: counts[term]):
        total += counts[term]
        if total > RANKED:
            break
        if counts[term]:
            rare.append(term)
    if rare:
        return f"({' OR '.join(rare)}) AND ({scored})"
    both = " AND ".join(sorted((t for t in counts if counts[t]), key=lambda t: counts[t])[:2])
    return f"({both}) AND ({scored})" if 0 < _count(reader, both) <= RANKED else None


def _count(reader: Reader, match: str) -> int:
    """Return how many keys match, at most `EVERYWHERE`."""
    return int(
        reader.value(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            (match, EVERYWHERE),
        )
    )


def snippet(reader: Reader, query: WordQuery, key: int, tokens: int = 36) -> str:
    """Return a key's best stretch with hits between U+0002 and U+0003."""
    if query.match:
        found = reader.value(
            "SELECT snippet(words, 1, char(2), char(3), '…', ?) FROM words "
            "WHERE words MATCH ? AND rowid = ?",
            (tokens, query.match, key),
        )
        if found is not None:
            return str(found)
    body = str(reader.value("SELECT body FROM words WHERE rowid = ?", (key,)) or "")
    if len(body) <= 240:
        return body
    return body[:240].rsplit(" ", 1)[0] + "…"


def first_mark(reader: Reader, query: WordQuery, key: int) -> int | None:
    """Return the character offset in a key's body at which a hit stands, or None."""
    if not query.match:
        return None
    found = reader.value(
        "SELECT highlight(words, 1, char(2), char(3)) FROM words WHERE words MATCH ? AND rowid = ?",
        (query.match, key),
    )
    if found is None or "\x02" not in found:
        return None
    return _densest(str(found))


def _densest(marked: str, window: int = 200) -> int:
    """Return the plain-text offset where most marks fall within a window."""
    starts = []
    plain = 0
    for character in marked:
        if character == "\x02":
            starts.append(plain)
        elif character != "\x03":
            plain += 1
    best = max(starts, key=lambda start: sum(start <= other < start + window for other in starts))
    return best
