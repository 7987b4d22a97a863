"""What a query may mean: candidates from words and meaning, with all that is known of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Row

from palace.recall.asking import Filter, keys_where
from palace.recall.dating import Span, asks_when, named_times, tells_when
from palace.recall.meaning import Meaning
from palace.recall.mixing import Candidate
from palace.recall.words import WordQuery, word_scores
from palace.store import Reader
from palace.store.columns import marks
from palace.store.keys import placing_vectors_of

MEANT = 150
"""How many keys meaning may propose."""


@dataclass(slots=True)
class Found:
    """A candidate and the keys that led to it.

    Parameters
    ----------
    word_key, meant_key
        Numbers of its best keys by words and by meaning; None where there is none.
    """

    candidate: Candidate
    word_key: int | None
    meant_key: int | None

    @property
    def key(self) -> int | None:
        """The number of the key that is shown: that of the words, for they can be marked."""
        return self.word_key if self.word_key is not None else self.meant_key


@dataclass(frozen=True, slots=True)
class Gathered:
    """All candidates of a query.

    Parameters
    ----------
    found
        By memory, each once.
    floor
        The cosine that counts as nothing.
    top
        The highest cosine, 0 without meaning.
    meaning
        Whether meaning took part.
    """

    found: tuple[Found, ...]
    floor: float
    top: float
    meaning: bool

    @property
    def candidates(self) -> list[Candidate]:
        """What is weighed."""
        return [each.candidate for each in self.found]


def gather(
    reader: Reader,
    meaning: Meaning,
    text: str,
    query: WordQuery,
    filters: Sequence[Filter],
    *,
    now: float,
    wait: float = 0.0,
    near: Mapping[str, float] | None = None,
    here: str | None = None,
    check: Callable[[], None] = lambda: None,
) -> Gathered:
    """Return what a query may mean.

    Parameters
    ----------
    text
        The query without its filters.
    query
        The same as words.
    now
        What "last week" counts from, seconds since 1970.
    wait
        Seconds to wait for a model that wakes up.
    near
        Room id → how near it lies to where the person is and came from (`palace.recall.paths`).
    here
        The object the person has before them.
    check
        Called between the steps; raises when nobody waits any more.
    """
    within = keys_where(filters) if filters else None
    vector_of = meaning.vector_soon(reader, text, wait) if text.strip() else None
    words = word_scores(reader, query, within=within)
    check()
    rows = _rows_of(reader, words.keys(), placed=bool(near))
    check()
    vector = vector_of() if vector_of is not None else None
    check()
    cosines: dict[int, float] = {}
    floor = 0.0
    if vector is not None:
        keys_within = [row[0] for row in reader.rows(*within)] if within else None
        cosines = meaning.nearest(reader, vector, MEANT, within=keys_within)
        floor = max(0.0, min(cosines.values(), default=0.0))
        rows += _rows_of(reader, cosines.keys() - words.keys(), placed=bool(near))
        # What only words found has a cosine too; without it the mix would call it unlike.
        cosines |= meaning.cosines(reader, vector, set(words) - set(cosines))
    check()
    found = _by_memory(reader, rows, text, words, cosines, now=now, near=near or {})
    if here is not None:
        _mark_like(reader, meaning, found, here)
    return Gathered(tuple(found), floor, max(cosines.values(), default=0.0), vector is not None)


def _rows_of(reader: Reader, keys: Collection[int], *, placed: bool) -> list[Row]:
    """Return what is known of keys whose memory is in reach.

    Parameters
    ----------
    placed
        Whether it matters where they stand.
    """
    where = "locus.room_id" if placed else "NULL AS room_id"
    place = (
        "LEFT JOIN placement ON placement.object_id = object.id "
        "LEFT JOIN locus ON locus.id = placement.locus_id "
    )
    return reader.rows(
        "SELECT key.id AS key_id, memory.id, memory.alternate, memory.object_id, memory.ord, "
        # A memory of more than one key is not brief: no need to read its text for that.
        'key."end" AS length, CASE WHEN key."end" < 1000 '
        "THEN substr(rtrim(memory.text), -1) ELSE '' END AS last, "
        "memory.at, object.item_id, memory.ord = 0 AND NOT EXISTS "
        "(SELECT 1 FROM memory AS other WHERE other.object_id = memory.object_id "
        f"AND other.id <> memory.id AND other.reach = 'here') AS alone, {where} "
        # CROSS JOIN keeps the order: from the few keys outwards, never from all objects in reach.
        "FROM key CROSS JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
        "CROSS JOIN object ON object.id = memory.object_id AND object.reach = 'here' "
        f"{place if placed else ''}WHERE key.id IN ({marks(len(keys))})",
        tuple(keys),
    )


def _by_memory(
    reader: Reader,
    rows: Sequence[Row],
    text: str,
    words: dict[int, float],
    cosines: dict[int, float],
    *,
    now: float,
    near: Mapping[str, float],
) -> list[Found]:
    """Return the memories that keys lead to, each with its best keys."""
    times = named_times(text, now)
    found: dict[str, Found] = {}
    for row in rows:
        key = row["key_id"]
        word, cosine = words.get(key, 0.0), cosines.get(key, 0.0)
        known = found.get(row["id"])
        if known is None:
            at = row["at"] if times else None
            candidate = Candidate(
                row["id"],
                row["item_id"],
                row["object_id"],
                row["ord"],
                word,
                cosine,
                row["length"],
                max((t.nearness(at) for t in times), default=0.0) if at is not None else 0.0,
                asks=row["last"] in ("?", "？"),
                near=near.get(row["room_id"] or "", 0.0),
                alternate=bool(row["alternate"]),
                alone=bool(row["alone"]),
            )
            found[row["id"]] = Found(
                candidate, key if word > 0 else None, key if cosine > 0 else None
            )
            continue
        candidate = known.candidate
        if word > candidate.words:
            candidate.words, known.word_key = word, key
        if cosine > candidate.meaning:
            candidate.meaning, known.meant_key = cosine, key
        candidate.length = max(row["length"], candidate.length)
    if times:
        _mark_times(reader, found, times)
    _mark_speakers(reader, text, found)
    if asks_when(text):
        _mark_tellers(reader, found)
    return list(found.values())


def _mark_like(reader: Reader, meaning: Meaning, found: list[Found], here: str) -> None:
    """Mark how like candidates are to what the person has before them; that itself is not."""
    vector = placing_vectors_of(reader, [here]).get(here)
    if vector is None:
        return
    keys = [each.meant_key if each.meant_key is not None else each.word_key for each in found]
    cosines = meaning.cosines(reader, vector, {key for key in keys if key is not None})
    for each, key in zip(found, keys, strict=True):
        if key is not None and each.candidate.object_id != here:
            each.candidate.like_here = cosines.get(key, 0.0)


def _mark_times(reader: Reader, found: dict[str, Found], times: Sequence[Span]) -> None:
    """Mark what has no time of its own by its item's."""
    items = tuple({each.candidate.thread for each in found.values()})
    of_item = {
        row["id"]: row["at"]
        for row in reader.rows(
            "SELECT id, coalesce(created, updated) AS at FROM item "
            f"WHERE id IN ({marks(len(items))})",
            items,
        )
    }
    own = tuple(found)
    timed = {
        row["id"]
        for row in reader.rows(
            f"SELECT id FROM memory WHERE at IS NOT NULL AND id IN ({marks(len(own))})", own
        )
    }
    for memory_id, each in found.items():
        at = of_item.get(each.candidate.thread)
        if memory_id not in timed and at is not None:
            each.candidate.time = max(span.nearness(at) for span in times)


_WORD = re.compile(r"\w[\w'’-]*")
_POSSESSIVE = re.compile(r"['’]s?$")


def _mark_speakers(reader: Reader, text: str, found: dict[str, Found]) -> None:
    """Mark what was said by the one speaker whom the query names."""
    named = {_POSSESSIVE.sub("", word).casefold() for word in _WORD.findall(text)}
    memories = tuple(found)
    spoken: dict[str, set[str]] = {}
    in_thread: dict[str, set[str]] = {}
    for row in reader.rows(
        "SELECT DISTINCT memory_id, speaker FROM segment WHERE speaker IS NOT NULL "
        f"AND memory_id IN ({marks(len(memories))})",
        memories,
    ):
        speaker = str(row["speaker"]).casefold()
        if speaker in named or speaker.partition(" ")[0] in named:
            spoken.setdefault(row["memory_id"], set()).add(speaker)
            thread = found[row["memory_id"]].candidate.thread
            in_thread.setdefault(thread, set()).add(speaker)
    for memory_id in spoken:
        candidate = found[memory_id].candidate
        candidate.spoken = len(in_thread[candidate.thread]) == 1


def _mark_tellers(reader: Reader, found: dict[str, Found]) -> None:
    """Mark what speaks of a time."""
    memories = tuple(found)
    for row in reader.rows(
        f"SELECT id, text FROM memory WHERE id IN ({marks(len(memories))})", memories
    ):
        found[row["id"]].candidate.tells_when = tells_when(row["text"])
