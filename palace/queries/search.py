"""Search: words and meaning over keys, mixed, returned as memories with their reason and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from palace.model.errors import NotFound
from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.read import happened_at
from palace.recall.asking import Asked, Filter, keys_where
from palace.recall.mixing import Candidate, mix
from palace.recall.plain import plain
from palace.recall.words import WordQuery, first_mark, snippet, word_scores
from palace.store import Reader
from palace.store.columns import marks

MEANT = 200
"""How many keys meaning may propose."""


@dataclass(frozen=True)
class Named:
    """A place by id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Why:
    """One reason of a hit.

    Parameters
    ----------
    key
        The number of the key that found it, as text; empty for neighbours and thread.
    kind
        "words", "meaning", "neighbours" or "thread".
    share
        Its share of the score, all shares of a hit adding up to 1.
    """

    key: str
    kind: str
    share: float


@dataclass(frozen=True)
class Hit:
    """A memory that was found.

    Parameters
    ----------
    id, object
        The memory's, and its object's.
    title
        The object's title, with the section's where it has one of its own.
    snippet, marks
        A stretch of its text, and the (start, end) of what matched inside it.
    score
        Mixed, at most about 1.6; it ranks, and is no chance of being right.
    quarter, wing, room, locus
        Where its object stands; None while it has no place.
    start, end
        The window of the memory's text that answers; a reader opens there.
    """

    id: str
    object: str
    object_kind: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    quarter: Named | None
    wing: Named | None
    room: Named | None
    locus: tuple[float, float, float] | None
    source: str
    source_item: str
    happened_at: Moment | None
    why: tuple[Why, ...]
    start: int
    end: int
    alternate: bool


@dataclass(frozen=True)
class SearchResult:
    """What a search found.

    Parameters
    ----------
    hits
        Best first.
    total
        How many memories were weighed.
    meaning
        Whether meaning took part; False while the model wakes up or is not there.
    """

    hits: tuple[Hit, ...]
    total: int
    meaning: bool


@dataclass(frozen=True)
class Search(Query[SearchResult]):
    """Find memories.

    Parameters
    ----------
    text
        What the person typed, with filters (`palace.recall.asking`); filters alone list the
        newest.
    limit
        At most so many hits.
    room
        Only in this room: its id, or its name whatever the case.
    typing
        The last word may be unfinished.
    wait
        How long to wait for the model to wake up, in seconds; words answer without it.
    fold
        Only the best memory of each object, as a list for people wants it: one long chat does
        not fill the page.

    Raises
    ------
    NotFound
        There is no such room.
    PalaceError
        A filter's value is none (not while typing).
    """

    text: str
    limit: int = 10
    room: str | None = None
    typing: bool = False
    wait: float = 0.0
    fold: bool = False

    def answer(self, context: Context) -> SearchResult:
        """Return the hits, best first."""
        reader = context.reader
        asked = Asked.parse(self.text, typing=self.typing)
        filters = asked.filters
        if self.room:
            filters = (*filters, Filter("room", _room(reader, self.room)))
        within = keys_where(filters) if filters else None
        if within is not None and not asked.words:
            return self._listed(reader, within)
        query = WordQuery.parse(asked.words, typing=self.typing)
        words = word_scores(reader, query, within=within)
        context.check()
        vector = context.meaning.vector(asked.words, self.wait) if asked.words.strip() else None
        context.check()
        cosines: dict[int, float] = {}
        if vector is not None:
            keys_within = [row[0] for row in reader.rows(*within)] if within else None
            cosines = context.meaning.nearest(reader, vector, MEANT, within=keys_within)
            # What only words found has a cosine too; without it the mix would call it unlike.
            cosines |= context.meaning.cosines(reader, vector, set(words) - set(cosines))
        context.check()
        keys = _best_keys(reader, words, cosines)
        shares = mix({key: found.candidate for key, found in keys.items()})
        scores = {memory: sum(parts.values()) for memory, parts in shares.items()}
        ranked = sorted(scores, key=lambda memory: (-scores[memory], memory))
        if self.fold:
            first = {keys[memory].object_id: memory for memory in reversed(ranked)}
            ranked = sorted(first.values(), key=lambda memory: (-scores[memory], memory))
        hits = [
            _hit(reader, query, keys[memory], shares[memory]) for memory in ranked[: self.limit]
        ]
        return SearchResult(tuple(hits), len(ranked), vector is not None)

    def _listed(self, reader: Reader, within: tuple[str, list[object]]) -> SearchResult:
        """Return what filters alone let through, the newest first."""
        rows = reader.rows(
            "SELECT key.id AS key_id, memory.id, memory.object_id, object.item_id FROM key "
            "JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
            "JOIN object ON object.id = key.object_id AND object.reach = 'here' "
            f"JOIN item ON item.id = object.item_id WHERE key.id IN ({within[0]}) "
            "GROUP BY object.id "
            "ORDER BY coalesce(max(memory.at), item.created, item.updated, 0) DESC, object.id",
            within[1],
        )
        query = WordQuery.parse("")
        hits = []
        for row in rows[: self.limit]:
            candidate = Candidate(row["id"], row["item_id"], None, None, 0.0, 0.0)
            found = _Found(candidate, row["object_id"], None, row["key_id"])
            hits.append(_hit(reader, query, found, {}))
        return SearchResult(tuple(hits), len(rows), True)


@dataclass(slots=True)
class _Found:
    candidate: Candidate
    object_id: str
    word_key: int | None
    meant_key: int | None


def _room(reader: Reader, wanted: str) -> str:
    found = reader.value(
        "SELECT id FROM room WHERE id = ? OR (lower(name) = lower(?) AND kind = 'room')",
        (wanted, wanted),
    )
    if found is None:
        raise NotFound(f"There is no room called {wanted!r}; `palace info --rooms` lists them.")
    return str(found)


def _best_keys(
    reader: Reader, words: dict[int, float], cosines: dict[int, float]
) -> dict[str, _Found]:
    """Return memory id → its best keys, for memories in reach."""
    numbers = tuple(words.keys() | cosines.keys())
    found: dict[str, _Found] = {}
    scores: dict[str, tuple[float, float]] = {}
    for row in reader.rows(
        "SELECT key.id AS key_id, memory.id, memory.alternate, memory.object_id, "
        "object.item_id, "
        "(SELECT id FROM memory AS m WHERE m.object_id = memory.object_id "
        "AND m.ord = memory.ord - 1) AS before, "
        "(SELECT id FROM memory AS m WHERE m.object_id = memory.object_id "
        "AND m.ord = memory.ord + 1) AS after "
        # CROSS JOIN keeps the order: from the few keys outwards, never from all objects in reach.
        "FROM key CROSS JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
        "CROSS JOIN object ON object.id = memory.object_id AND object.reach = 'here' "
        f"WHERE key.id IN ({marks(len(numbers))})",
        numbers,
    ):
        memory = row["id"]
        word, cosine = words.get(row["key_id"], 0.0), cosines.get(row["key_id"], 0.0)
        old_word, old_cosine = scores.get(memory, (0.0, 0.0))
        entry = found.get(memory)
        word_key = entry.word_key if entry else None
        meant_key = entry.meant_key if entry else None
        if word > old_word:
            word_key, old_word = row["key_id"], word
        if cosine > old_cosine:
            meant_key, old_cosine = row["key_id"], cosine
        scores[memory] = (old_word, old_cosine)
        candidate = Candidate(
            memory,
            row["item_id"],
            row["before"],
            row["after"],
            old_word,
            old_cosine,
            bool(row["alternate"]),
        )
        found[memory] = _Found(candidate, row["object_id"], word_key, meant_key)
    return found


_MARK = re.compile("[\x02\x03]")


def split_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the plain text of a marked one, and the (start, end) of each mark."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length, start, last = 0, 0, 0
    for match in _MARK.finditer(marked):
        piece = marked[last : match.start()]
        pieces.append(piece)
        length += len(piece)
        last = match.end()
        if match.group() == "\x02":
            start = length
        else:
            spans.append((start, length))
    pieces.append(marked[last:])
    return "".join(pieces), tuple(spans)


def _hit(reader: Reader, query: WordQuery, found: _Found, shares: dict[str, float]) -> Hit:
    candidate = found.candidate
    row = reader.row(
        "SELECT memory.*, object.title AS object_title, object.kind AS object_kind, "
        "item.ref AS item_ref, item.updated, item.updated_offset, item.updated_precision, "
        "item.created, item.created_offset, item.created_precision, source.kind AS source_kind, "
        "quarter.id AS quarter_id, quarter.name AS quarter, wing.id AS wing_id, "
        "wing.name AS wing, room.id AS room_id, room.name AS room, locus.x, locus.y, locus.z "
        "FROM memory JOIN object ON object.id = memory.object_id "
        "JOIN item ON item.id = object.item_id JOIN source ON source.id = item.source_id "
        "LEFT JOIN placement ON placement.object_id = object.id "
        "LEFT JOIN locus ON locus.id = placement.locus_id "
        "LEFT JOIN room ON room.id = locus.room_id LEFT JOIN wing ON wing.id = room.wing_id "
        "LEFT JOIN quarter ON quarter.id = room.quarter_id WHERE memory.id = ?",
        (candidate.memory_id,),
    )
    if row is None:
        raise NotFound(f"The memory {candidate.memory_id} has gone while it was being found.")
    key = found.word_key if found.word_key is not None else found.meant_key
    window = reader.row('SELECT start, "end" FROM key WHERE id = ?', (key,))
    start, end = (window["start"], window["end"]) if window is not None else (0, 0)
    text, spans = split_marks(plain(snippet(reader, query, key)) if key is not None else "")
    if key is not None and (mark := first_mark(reader, query, key)) is not None:
        start += mark
    total = sum(shares.values()) or 1.0
    by_kind = {"words": found.word_key, "meaning": found.meant_key}
    why = tuple(
        Why(str(by_kind.get(kind) or ""), kind, share / total)
        for kind, share in sorted(shares.items(), key=lambda pair: -pair[1])
        if share > 0
    )
    title = row["object_title"]
    if row["kind"] == "section" and row["title"] and row["title"] != title:
        title = f"{title} › {row['title']}"
    placed = row["room_id"] is not None
    return Hit(
        row["id"],
        row["object_id"],
        row["object_kind"],
        title,
        text,
        spans,
        sum(shares.values()),
        Named(row["quarter_id"], row["quarter"]) if placed else None,
        Named(row["wing_id"], row["wing"]) if placed and row["wing_id"] else None,
        Named(row["room_id"], row["room"]) if placed else None,
        (row["x"], row["y"], row["z"]) if placed else None,
        row["source_kind"],
        row["item_ref"],
        happened_at(row),
        why,
        start,
        max(start, end),
        bool(row["alternate"]),
    )
