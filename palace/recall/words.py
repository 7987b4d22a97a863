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

CANDIDATES = 300
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
    """

    text: str
    match: str

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
        return cls(text, match)


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
    where = ""
    parameters: tuple[object, ...] = ()
    if within is not None:
        where, parameters = f"AND words.rowid IN ({within[0]}) ", tuple(within[1])
    rows = reader.rows(
        f"SELECT rowid, -rank AS score FROM words WHERE words MATCH ? {where}ORDER BY rank LIMIT ?",
        (query.match, *parameters, limit),
    )
    return {row["rowid"]: float(row["score"]) for row in rows}


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
