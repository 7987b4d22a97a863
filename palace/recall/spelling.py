"""Words of a query that nowhere occur, written as they do: "sourdogh" finds the sourdough.

Compared are first the stems of the full-text table with the stem of what was typed, then the words
that have the nearest of them, by the optimal string alignment distance (a letter more, less,
other, or two swapped each count one). Only stems that begin alike are looked at, for few slips are
made at the beginning of a word.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from functools import cache
from typing import Any

from palace.recall.words import TOKEN, stop_words
from palace.store import Reader

LEAST = 5
"""Letters of a word that is corrected; shorter ones have too many neighbours."""
LONG = 8
"""Letters from which on two slips are looked for."""
TRIED = 8
"""The nearest stems whose words are compared."""
LOOKED_AT = 20
"""Keys in which the word of a stem is looked for."""


def respelled(reader: Reader, text: str, *, typing: bool = False) -> dict[str, str]:
    """Return word as typed → word of the palace, for the words that nowhere occur.

    Parameters
    ----------
    typing
        The last word may be unfinished, and is left alone.
    """
    words = [
        word
        for phrase, minus, word in TOKEN.findall(text.replace("’", "'"))
        if not phrase and not minus and len(word) >= LEAST and word.isalpha()
    ]
    if typing and words and text.endswith(words[-1]):
        words.pop()
    small = stop_words()
    found: dict[str, str] = {}
    for word in dict.fromkeys(words):
        if word.casefold() in small or _occurs(reader, word):
            continue
        if form := _nearest(reader, word):
            found[word] = form.lower() if word.islower() else form
    return found


def corrected(text: str, respelt: dict[str, str]) -> str:
    """Return a text with words respelt."""
    for typed, form in respelt.items():
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", form, text)
    return text


def _occurs(reader: Reader, word: str) -> bool:
    found = reader.value("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"',))
    return found is not None


def _nearest(reader: Reader, word: str) -> str:
    """Return the nearest word of the palace, of those as near the most frequent; else empty."""
    from rapidfuzz.distance import OSA

    stem = _stem(word)
    slips = 2 if len(word) >= LONG else 1
    near: set[tuple[int, int, str]] = set()
    # Also where the first two letters were swapped.
    for head in dict.fromkeys((stem[:2], stem[1::-1])):
        for row in _stems(reader, head):
            term = row[0]
            if abs(len(term) - len(stem)) > slips or not term.isalpha():
                continue
            distance = OSA.distance(stem, term, score_cutoff=slips)
            if distance <= slips:
                near.add((distance, -row[1], term))
    tried = [(_as_written(reader, term), many) for _, many, term in sorted(near)[:TRIED]]
    folded = word.casefold()
    fits = [
        (distance, many, form)
        for form, many in tried
        if form and (distance := OSA.distance(folded, form.casefold())) <= slips
    ]
    return min(fits)[2] if fits else ""


def _stems(reader: Reader, head: str) -> list[sqlite3.Row]:
    """Return (stem, keys it is on) of all stems that begin so."""
    return reader.rows(
        "SELECT term, doc FROM stems WHERE term >= ? AND term < ?",
        (head, head[:-1] + chr(ord(head[-1]) + 1)),
    )


def _as_written(reader: Reader, stem: str) -> str:
    """Return a word of the palace that has a stem."""
    # The stem is stemmed once more when it is asked for ("portugues" to "portugu"), so what is
    # found is what begins like that.
    for row in reader.rows(
        "SELECT highlight(words, 0, char(2), char(3)) || ' ' || "
        "highlight(words, 1, char(2), char(3)) AS marked FROM words WHERE words MATCH ? LIMIT ?",
        (f'{{title body}} : "{stem}"*', LOOKED_AT),
    ):
        # What a mark holds may be a whole compound ("rye-bread"), and is no word for a word then.
        for form in re.findall("\x02(.+?)\x03", row["marked"]):
            if form.isalpha() and _stem(form) == stem:
                return str(form)
    return ""


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")


def _stem(word: str) -> str:
    """Return what the table keeps of a word: folded, without accents, stemmed (Porter 1980)."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return str(_stemmer().stemWord(bare))
