"""What a person typed, as a full-text query; and the scores of what it finds.

BM25 (Robertson & Zaragoza 2009) by SQLite's FTS5, over keys; titles weigh twice as much as
bodies, and what stands just before and after a key half as much (the rank is set where the table
is made, in `palace.store.schema`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from palace.model.scripts import spaceless
from palace.store import Reader

CANDIDATES = 200
RANKED = 3000
"""At most about so many keys are ranked for one query."""
EVERYWHERE = 16_000
"""A word on so many keys tells nothing where others are rarer."""
_OWN = "{title body} : "
"""What must or must not occur does so in the key itself, not beside it."""
TOKEN = re.compile(r'"([^"]+)"|(-?)([^\W_][\w\'’.-]*[\w]|\w)', re.UNICODE)
"""A phrase in quotes, or a word and the minus before it."""


LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Whose words without a subject are known."""


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Return words of a language that carry no subject; they are left out of the lexical query."""
    import stop_words as lists

    words = frozenset(lists.get_stop_words(language))
    return words | {"thing", "things", "stuff"} if language == "en" else words


def language_of(words: Sequence[str]) -> str:
    """Return the language whose small words are most among some words; English where none are."""
    folded = [word.casefold() for word in words]
    hits = {name: sum(word in stop_words(name) for word in folded) for name in LANGUAGES}
    best = max(LANGUAGES, key=lambda name: hits[name])
    # "die" and "was" are English words too: another language has to win clearly.
    return best if hits[best] >= 2 and hits[best] > hits["en"] else "en"


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
    runs
        What of it is in scripts without spaces.
    """

    text: str
    match: str
    terms: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

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
        for phrase, minus, word in TOKEN.findall(text.replace("’", "'")):
            if phrase:
                needed.append(_OWN + _quoted(phrase))
            elif minus:
                banned.append(_OWN + _quoted(word))
            else:
                wanted.append(word)
                last = word
        small = stop_words(language_of(wanted))
        content = [word for word in wanted if word.casefold() not in small] or wanted
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
        alternatives = () if needed or banned else tuple(terms)
        return cls(text, match, alternatives, tuple(spaceless(text)))


def telling(reader: Reader, query: WordQuery) -> WordQuery:
    """Return a query that is being typed without its unfinished word, where that tells nothing.

    What two or three letters may become is on half the keys of a large palace: it says no more
    than that something is being typed, and FTS5 gathers all of it each time it is asked for.
    """
    begun = query.terms[-1] if query.terms and query.terms[-1].endswith("*") else None
    if begun is None or _count(reader, begun) < EVERYWHERE:
        return query
    whole = query.terms[:-1]
    if not any(_count(reader, term) for term in whole):
        return query  # there is nothing else to go by
    return replace(query, terms=whole, match=" OR ".join(whole))


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
    if query.runs:
        return _by_grams(reader, query, within, limit)
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


def _by_grams(
    reader: Reader,
    query: WordQuery,
    within: tuple[str, Sequence[object]] | None,
    limit: int,
) -> dict[int, float]:
    """Return scores where a part of the query is in a script without spaces.

    Every three characters are an alternative, so that a whole question finds what shares some of
    it; one or two are looked for as they are. What else the query says counts as ever.
    """
    where = f"AND rowid IN ({within[0]}) " if within is not None else ""
    bound = tuple(within[1]) if within is not None else ()
    found: dict[int, float] = {}

    def add(key: int, score: float) -> None:
        found[key] = found.get(key, 0.0) + score

    grams = list(dict.fromkeys(run[n : n + 3] for run in query.runs for n in range(len(run) - 2)))
    if grams:
        for row in reader.rows(
            f"SELECT rowid, -rank AS score FROM grams WHERE grams MATCH ? {where}"
            "ORDER BY rank LIMIT ?",
            (" OR ".join(_quoted(gram) for gram in grams), *bound, limit),
        ):
            add(row["rowid"], float(row["score"]))
    for run in (run for run in query.runs if len(run) < 3):
        for row in reader.rows(
            "SELECT rowid, 1.0 + (title LIKE ?) AS score FROM grams "
            f"WHERE (title LIKE ? OR body LIKE ?) {where}LIMIT ?",
            (*[f"%{run}%"] * 3, *bound, limit),
        ):
            add(row["rowid"], float(row["score"]))
    rest = WordQuery.parse(_outside(query))
    if rest.match:
        for key, score in word_scores(reader, rest, within=within, limit=limit).items():
            add(key, score)
    return found


def _outside(query: WordQuery) -> str:
    """Return what of a query is in scripts with spaces."""
    text = query.text
    for run in query.runs:
        text = text.replace(run, " ")
    return text


def _in_runs(query: WordQuery, body: str) -> tuple[int, int] | None:
    """Return (start, end) of the longest stretch of a body that a run of the query has too."""
    best: tuple[int, int] | None = None
    for run in query.runs:
        for length in range(len(run), 0, -1):
            if best is not None and length <= best[1] - best[0]:
                break
            for start in range(len(run) - length + 1):
                at = body.find(run[start : start + length])
                if at >= 0:
                    best = at, at + length
                    break
    return best


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
    rarer = [term for term in counts if counts[term] < EVERYWHERE] or list(counts)
    scored = " OR ".join(rarer)
    rare: list[str] = []
    total = 0
    for term in sorted(rarer, key=lambda term: counts[term]):
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


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch of a key that is shown for a hit.

    Parameters
    ----------
    marked
        With hits between U+0002 and U+0003.
    offset
        Of the first hit in the key's body, in characters; None where no word of it was found.
    """

    marked: str
    offset: int | None = None


def passages(
    reader: Reader, query: WordQuery, keys: Sequence[int], tokens: int = 36
) -> dict[int, Passage]:
    """Return each key's best stretch.

    Asked for all keys at once: for each of them alone FTS5 would gather again whatever a word
    that is being typed may become, in a large palace a hundred thousand keys.
    """
    if not keys:
        return {}
    these = ", ".join("?" * len(keys))
    found: dict[int, Passage] = {}
    if query.match:
        rows = reader.rows(
            "SELECT rowid, snippet(words, 1, char(2), char(3), '…', ?) AS best, "
            "highlight(words, 1, char(2), char(3)) AS whole FROM words "
            f"WHERE words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN ({these})",
            (tokens, query.match, min(keys), max(keys), *keys),
        )
        for row in rows:
            whole = str(row["whole"])
            marked = not query.runs and "\x02" in whole
            found[row["rowid"]] = Passage(str(row["best"]), _densest(whole) if marked else None)
    if query.runs or len(found) < len(keys):
        for row in reader.rows(f"SELECT rowid, body FROM words WHERE rowid IN ({these})", keys):
            key, body = int(row["rowid"]), str(row["body"] or "")
            spot = _in_runs(query, body) if query.runs else None
            if spot is not None:
                found[key] = _around(body, *spot)
            elif key not in found:
                begins = body if len(body) <= 240 else body[:240].rsplit(" ", 1)[0] + "…"
                found[key] = Passage(begins)
    return found


def _around(body: str, start: int, end: int) -> Passage:
    """Return the stretch around a run of letters in a script without spaces."""
    first = max(0, start - 60)
    lead, tail = "…" if first else "", "…" if end + 100 < len(body) else ""
    marked = f"{body[first:start]}\x02{body[start:end]}\x03{body[end : end + 100]}"
    return Passage(f"{lead}{marked}{tail}", start)


def _densest(marked: str, window: int = 200) -> int:
    """Return the plain-text offset where most marks fall within a window, the first such."""
    starts = [at - 2 * n for n, at in enumerate(map(re.Match.start, re.finditer("\x02", marked)))]
    last, best, most = 0, starts[0], 0
    for first, start in enumerate(starts):
        while last < len(starts) and starts[last] < start + window:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best
