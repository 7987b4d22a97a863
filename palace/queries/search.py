"""Search: words and meaning over keys, mixed, returned as memories with their reason and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from palace.model.errors import NotFound
from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.read import happened_at
from palace.queries.spots import Spot, spot_of
from palace.recall.asking import Asked, Filter, keys_where
from palace.recall.doubt import Doubt, doubt
from palace.recall.gathering import Found, gather
from palace.recall.mixing import Candidate, Mixed, mix
from palace.recall.plain import plain
from palace.recall.spelling import corrected, respelled
from palace.recall.words import Passage, WordQuery, passages, telling
from palace.store import Reader
from palace.store.addresses import addresses_of
from palace.store.columns import IN_ITS_ROOM, marks


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
        The number of the key that found it, as text; empty for the others.
    kind
        "words", "meaning", "neighbours", "thread", "time", "speaker" or "place".
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
        Mixed (`palace.recall.weights`); it ranks, and is no chance of being right.
    quarter, wing, room, locus
        Where its object stands; None while it has no place.
    start, end
        The window of the memory's text that answers; a reader opens there.
    address
        Of its locus; empty while it has none.
    attention
        Its part of the recall's whole weight: the softmax over all candidates.
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
    attention: float
    address: str


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
    doubt
        How sure it is; None where that is not known: without meaning, and with filters.
    respelt
        (word as typed, word that was looked for instead), where the typed one nowhere occurs.
    """

    hits: tuple[Hit, ...]
    total: int
    meaning: bool
    doubt: Doubt | None = None
    respelt: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Search(Query[SearchResult]):
    """Find memories.

    Parameters
    ----------
    text
        What the person typed, with filters (`palace.recall.asking`); filters alone list the
        newest. An address (`palace.queries.spots`) lists what stands there.
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
    rooms, loci
        Only what stands in these rooms, at these loci; None for anywhere.
    near
        (room id, nearness 0 to 1) of where the person is and came from (`palace.queries.ways`):
        it draws forward what stands there.
    here
        The object the person has before them: it draws forward what is like it.
    literal
        Every word as it is typed; otherwise one that nowhere occurs is looked for as the word
        that is nearest (`palace.recall.spelling`).

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
    rooms: tuple[str, ...] | None = None
    loci: tuple[str, ...] | None = None
    near: tuple[tuple[str, float], ...] = ()
    here: str | None = None
    literal: bool = False

    def answer(self, context: Context) -> SearchResult:
        """Return the hits, best first."""
        reader = context.reader
        asked = Asked.parse(self.text, typing=self.typing)
        filters = asked.filters
        if self.room:
            filters = (*filters, Filter("room", _room(reader, self.room)))
        for name, ids in (("rooms", self.rooms), ("loci", self.loci)):
            if ids is not None:
                filters = (*filters, Filter(name, "", ids=ids))
        if spot := self._spot(reader):
            return self._at(reader, spot)
        if filters and not asked.words:
            return self._listed(reader, keys_where(filters))
        respelt = {} if self.literal else respelled(reader, asked.words, typing=self.typing)
        words = corrected(asked.words, respelt)
        query = telling(reader, WordQuery.parse(words, typing=self.typing))
        gathered = gather(
            reader,
            context.meaning,
            words,
            query,
            filters,
            now=context.now,
            wait=self.wait,
            near=dict(self.near),
            here=self.here,
            check=context.check,
        )
        mixed = mix(gathered.candidates, gathered.floor)
        rows = _ranked(gathered.candidates, mixed, fold=self.fold)
        shown = [gathered.found[row] for row in rows[: self.limit]]
        hits = _hits(reader, query, shown, mixed, rows)
        sure = None
        if hits and gathered.meaning and not filters:
            # In a folded list a whole object is right, so all its parts' attention counts.
            own = hits[0].object if self.fold else None
            same = [n for n, c in enumerate(gathered.candidates) if c.object_id == own] or rows[:1]
            sure = doubt(float(mixed.attention[same].sum()), gathered.top)
        return SearchResult(tuple(hits), len(rows), gathered.meaning, sure, tuple(respelt.items()))

    def _spot(self, reader: Reader) -> Spot | None:
        """Return the place whose address is asked for; one that is not whole yet is none."""
        try:
            return spot_of(reader, self.text)
        except NotFound:
            if self.typing:
                return None
            raise

    def _at(self, reader: Reader, spot: Spot) -> SearchResult:
        """Return what stands at an address, locus by locus."""
        name = "locus.id" if spot.kind == "locus" else f"{spot.kind}.id"
        rows = reader.rows(
            "SELECT memory.id, memory.object_id, object.item_id, min(key.id) AS key_id "
            "FROM placement JOIN locus ON locus.id = placement.locus_id "
            "JOIN room ON room.id = locus.room_id LEFT JOIN wing ON wing.id = room.wing_id "
            "JOIN quarter ON quarter.id = room.quarter_id "
            "JOIN object ON object.id = placement.object_id AND object.reach = 'here' "
            "JOIN memory ON memory.object_id = object.id AND memory.reach = 'here' "
            "JOIN key ON key.memory_id = memory.id "
            f"WHERE {name} = ? GROUP BY object.id ORDER BY room.ord, locus.ord",
            (spot.locus if spot.kind == "locus" else spot.id,),
        )
        return self._plainly(reader, rows)

    def _listed(self, reader: Reader, within: tuple[str, list[object]]) -> SearchResult:
        """Return what filters alone let through: the newest first, on a way in its order."""
        # On a way one meets a thing by its first page; among the newest by its newest.
        page = "max(memory.at)" if self.loci is None and self.rooms is None else "min(key.id)"
        rows = reader.rows(
            f"SELECT {page}, key.id AS key_id, memory.id, memory.object_id, object.item_id, "
            "locus.room_id, locus.ord, locus.id AS locus FROM key "
            "JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
            "JOIN object ON object.id = key.object_id AND object.reach = 'here' "
            "LEFT JOIN placement ON placement.object_id = object.id "
            "LEFT JOIN locus ON locus.id = placement.locus_id "
            f"JOIN item ON item.id = object.item_id WHERE key.id IN ({within[0]}) "
            "GROUP BY object.id "
            f"ORDER BY coalesce({page}, item.created, item.updated, 0) DESC, object.id",
            within[1],
        )
        if self.loci is not None:
            rows.sort(key=lambda row: self.loci.index(row["locus"]))  # type: ignore[union-attr]
        elif self.rooms is not None:
            place = {room: number for number, room in enumerate(self.rooms)}
            rows.sort(key=lambda row: (place[row["room_id"]], row["ord"]))
        return self._plainly(reader, rows)

    def _plainly(self, reader: Reader, rows: Sequence[Any]) -> SearchResult:
        """Return memories as hits that nothing was weighed for."""
        shown = [
            Found(
                Candidate(row["id"], row["item_id"], row["object_id"], 0, 0.0, 0.0),
                None,
                row["key_id"],
            )
            for row in rows[: self.limit]
        ]
        hits = _hits(reader, WordQuery.parse(""), shown)
        return SearchResult(tuple(hits), len(rows), True)


def _ranked(candidates: Sequence[Candidate], mixed: Mixed, *, fold: bool) -> list[int]:
    """Return rows, best first; of each object only the best when they are folded."""
    order = sorted(
        range(len(candidates)), key=lambda row: (-mixed.scores[row], candidates[row].memory_id)
    )
    if not fold:
        return order
    first: dict[str, int] = {}
    for row in order:
        first.setdefault(candidates[row].object_id, row)
    return list(first.values())


def _room(reader: Reader, wanted: str) -> str:
    found = reader.value(
        "SELECT id FROM room WHERE id = ? OR (lower(name) = lower(?) AND kind = 'room')",
        (wanted, wanted),
    )
    if found is None:
        raise NotFound(f"There is no room called {wanted!r}; `palace info --rooms` lists them.")
    return str(found)


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


def _hits(
    reader: Reader,
    query: WordQuery,
    shown: Sequence[Found],
    mixed: Mixed | None = None,
    rows: Sequence[int] = (),
) -> list[Hit]:
    """Return what is shown of the best, all that is known of them asked for at once.

    Parameters
    ----------
    mixed, rows
        How they were weighed, and their rows in that; None where nothing was.
    """
    keys = [key for found in shown if (key := found.key) is not None]
    texts = passages(reader, query, keys)
    windows = {
        row["id"]: (row["start"], row["end"])
        for row in reader.rows(
            f'SELECT id, start, "end" FROM key WHERE id IN ({marks(len(keys))})', keys
        )
    }
    memories = [found.candidate.memory_id for found in shown]
    known = {row["id"]: row for row in reader.rows(_HIT.format(marks(len(memories))), memories)}
    rooms = {row["room_id"] for row in known.values() if row["room_id"] is not None}
    addresses = addresses_of(reader, rooms)
    hits = []
    for place, found in enumerate(shown):
        row = known.get(found.candidate.memory_id)
        if row is None:
            raise NotFound(
                f"The memory {found.candidate.memory_id} has gone while it was being found."
            )
        key = found.key or 0
        weighed = None if mixed is None else (mixed, rows[place])
        room = addresses.get(row["room_id"], "")
        address = f"{room}/{row['number']}".lstrip("/") if row["room_id"] else ""
        hits.append(_hit(found, row, weighed, windows.get(key, (0, 0)), texts.get(key), address))
    return hits


_HIT = (
    "SELECT memory.*, object.title AS object_title, object.kind AS object_kind, "
    "item.ref AS item_ref, item.updated, item.updated_offset, item.updated_precision, "
    "item.created, item.created_offset, item.created_precision, source.kind AS source_kind, "
    "quarter.id AS quarter_id, quarter.name AS quarter, wing.id AS wing_id, "
    "wing.name AS wing, room.id AS room_id, room.name AS room, locus.x, locus.y, locus.z, "
    "locus.ord AS number "
    "FROM memory JOIN object ON object.id = memory.object_id "
    "JOIN item ON item.id = object.item_id JOIN source ON source.id = item.source_id "
    f"{IN_ITS_ROOM} LEFT JOIN wing ON wing.id = room.wing_id "
    "LEFT JOIN quarter ON quarter.id = room.quarter_id WHERE memory.id IN ({})"
)


def _hit(
    found: Found,
    row: Row,
    weighed: tuple[Mixed, int] | None,
    window: tuple[int, int],
    passage: Passage | None,
    address: str,
) -> Hit:
    start, end = window
    text, spans = split_marks(plain(passage.marked) if passage is not None else "")
    if passage is not None and passage.offset is not None:
        start += passage.offset
    shares: dict[str, float] = {}
    score = attention = 0.0
    if weighed is not None:
        mixed, place = weighed
        shares = mixed.shares(place)
        score, attention = float(mixed.scores[place]), float(mixed.attention[place])
    by_kind = {"words": found.word_key, "meaning": found.meant_key}
    why = tuple(
        Why(str(by_kind.get(kind) or ""), kind, share)
        for kind, share in sorted(shares.items(), key=lambda pair: -pair[1])
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
        score,
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
        attention,
        address,
    )
