"""What comes to mind with a thing, what completes a fragment, what is like several things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from palace.model.errors import EmbedderUnavailable
from palace.queries.query import Context, Query
from palace.queries.read import ShowMemory
from palace.queries.related import Related
from palace.recall.association import SETTLED, Step, complete, names_in, page_rank, sum_of
from palace.recall.likeness import Likeness, strongest_words, weigh
from palace.recall.words import WordQuery, word_scores
from palace.store import Reader
from palace.store.columns import IN_ITS_ROOM, marks
from palace.store.keys import placing_vectors_of
from palace.store.spaces import current_space

NEAR = 120
"""Things that a walk may go through besides what is linked."""
PATTERNS = 200
"""Keys near a fragment that its completion may settle on."""
_LINK, _THREAD, _NAME, _LIKE = 1.0, 0.6, 0.8, 0.5
_NAMES, _SAYING = 24, 12
"""So many names are followed, the longest; one that more things say tells too little."""
_COMMON = 0.25
"""A name that more than this share of the things says is no link."""


@dataclass(frozen=True)
class Thought:
    """A thing that comes to mind.

    Parameters
    ----------
    share
        Of a walker's time, all things but the start together 1.
    by
        How it is reached from the start or from what was: "link", "thread", "likeness", or
        names said by both.
    """

    object: str
    title: str
    kind: str
    room: str
    share: float
    by: tuple[str, ...]


@dataclass(frozen=True)
class Associated(Query[list[Thought]]):
    """What comes to mind with a thing: a walk over links, threads, shared names and likeness.

    Personalised PageRank over the thing, what is linked with it and what is most like it, with
    the names they say as further nodes (HippoRAG's idea, Gutiérrez et al. 2024).

    Parameters
    ----------
    id
        Of an object, a memory of it, or its address.
    limit
        At most so many.
    """

    id: str
    limit: int = 10

    def answer(self, context: Context) -> list[Thought]:
        """Return them, the likeliest first."""
        reader = context.reader
        start = ShowMemory(self.id).answer(context).object_id
        like = {other.object: other.score for other in Related(start, NEAR).answer(context)}
        near = _linked(reader, [start])
        named = _named_alike(reader, [start, *near])
        things = list(dict.fromkeys([start, *near, *named, *_linked(reader, near), *like]))
        things = things[: 4 * NEAR]
        place = {own: number for number, own in enumerate(things)}
        edges: list[tuple[int, int, float]] = []
        ways: dict[tuple[int, int], list[str]] = {}

        def join(a: str, b: str, weight: float, way: str) -> None:
            if a in place and b in place and a != b:
                pair = (min(place[a], place[b]), max(place[a], place[b]))
                edges.append((*pair, weight))
                ways.setdefault(pair, []).append(way)

        for own, score in like.items():
            join(start, own, _LIKE * score, "likeness")
        for a, b in _links(reader, things):
            join(a, b, _LINK, "link")
        for a, b in _threads(reader, things):
            join(a, b, _THREAD, "thread")
        context.check()
        said = _names(reader, things)
        nodes = len(things)
        for name, who in said.items():
            edges += [(place[own], nodes, _NAME / len(who)) for own in who]
            if start in who:
                for own in who:
                    if own != start:
                        pair = (0, place[own])
                        ways.setdefault(pair, []).append(f"“{name}”")
            nodes += 1
        rank = page_rank(nodes, edges, {0: 1.0})[1 : len(things)]
        total = max(float(rank.sum()), 1e-12)
        order = sorted(range(len(rank)), key=lambda n: (-rank[n], things[n + 1]))
        rows = _titles(reader, [things[n + 1] for n in order[: self.limit]])
        found = []
        for number in order[: self.limit]:
            own = things[number + 1]
            if rank[number] <= 0 or own not in rows:
                continue
            by = ways.get((0, number + 1)) or next(
                (way for pair, way in ways.items() if number + 1 in pair), []
            )
            title, kind, room = rows[own]
            told = tuple(dict.fromkeys(by))[:4]
            found.append(Thought(own, title, kind, room, float(rank[number]) / total, told))
        return found


def _linked(reader: Reader, objects: Sequence[str]) -> list[str]:
    """Return what links to some objects or is linked from them."""
    return [
        row["other"]
        for row in reader.rows(
            f"SELECT to_object AS other FROM link WHERE object_id IN ({marks(len(objects))}) "
            "AND to_object IS NOT NULL UNION "
            f"SELECT object_id FROM link WHERE to_object IN ({marks(len(objects))})",
            (*objects, *objects),
        )
    ]


def _links(reader: Reader, things: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (row["object_id"], row["to_object"])
        for row in reader.rows(
            f"SELECT DISTINCT object_id, to_object FROM link WHERE object_id IN "
            f"({marks(len(things))}) AND to_object IN ({marks(len(things))})",
            (*things, *things),
        )
    ]


def _threads(reader: Reader, things: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of topics that follow one another in one conversation."""
    rows = reader.rows(
        f"SELECT id, item_id FROM object WHERE id IN ({marks(len(things))}) ORDER BY item_id, ord",
        things,
    )
    return [(a["id"], b["id"]) for a, b in pairwise(rows) if a["item_id"] == b["item_id"]]


def _names(reader: Reader, things: Sequence[str]) -> dict[str, list[str]]:
    """Return name → the things that say it, for names that link some and not most of them."""
    said: dict[str, list[str]] = {}
    for row in reader.rows(
        "SELECT object_id, group_concat(text, char(10)) AS text FROM memory "
        f"WHERE reach = 'here' AND object_id IN ({marks(len(things))}) GROUP BY object_id",
        things,
    ):
        for name in names_in(row["text"]):
            said.setdefault(name, []).append(row["object_id"])
    most = max(3, int(_COMMON * len(things)))
    return {name: who for name, who in said.items() if 2 <= len(who) <= most}


def _named_alike(reader: Reader, things: Sequence[str]) -> list[str]:
    """Return what says one of the names that some things say, wherever it is."""
    names: set[str] = set()
    for row in reader.rows(
        f"SELECT text FROM memory WHERE reach = 'here' AND object_id IN ({marks(len(things))})",
        things,
    ):
        names |= names_in(row["text"])
    found: list[str] = []
    for name in sorted(names, key=lambda name: (-len(name), name))[:_NAMES]:
        phrase = '{title body} : "' + name.replace('"', '""') + '"'
        rows = reader.rows(
            "SELECT DISTINCT key.object_id FROM words JOIN key ON key.id = words.rowid "
            "WHERE words MATCH ? LIMIT ?",
            (phrase, _SAYING + 1),
        )
        if len(rows) <= _SAYING:
            found += [row["object_id"] for row in rows]
    return found


def _titles(reader: Reader, objects: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Return object id → (title, kind, its room's name), of those in reach."""
    return {
        row["id"]: (row["title"], row["kind"], row["room"] or "")
        for row in reader.rows(
            "SELECT object.id, object.title, object.kind, room.name AS room FROM object "
            f"{IN_ITS_ROOM} "
            f"WHERE object.reach = 'here' AND object.id IN ({marks(len(objects))})",
            objects,
        )
    }


@dataclass(frozen=True)
class Settling:
    """One step of a completion.

    Parameters
    ----------
    memory, object, title
        What is nearest to the state by now.
    cosine
        How near.
    moved
        How far the state went in this step: 1 less the cosine.
    weight
        The nearest one's share of the attention.
    """

    memory: str
    object: str
    title: str
    cosine: float
    moved: float
    weight: float


@dataclass(frozen=True)
class Completion:
    """What a fragment was completed to.

    Parameters
    ----------
    steps
        In their order; the last is where it settled.
    text
        Of the memory it settled on.
    settled
        Whether it came to rest.
    """

    steps: tuple[Settling, ...]
    text: str
    settled: bool


@dataclass(frozen=True)
class Completed(Query[Completion]):
    """Complete a fragment by a modern Hopfield network over the memories near it.

    Parameters
    ----------
    fragment
        Some words of what is sought.
    wait
        Seconds to wait for the model of meaning.

    Raises
    ------
    EmbedderUnavailable
        There is no model of meaning, or it does not answer.
    """

    fragment: str
    wait: float = 0.0

    def answer(self, context: Context) -> Completion:
        """Return the way it settled."""
        import numpy as np

        reader = context.reader
        vector = context.meaning.vector(context.reader, self.fragment, self.wait)
        space = current_space(reader)
        if vector is None or space is None:
            raise EmbedderUnavailable("A fragment is completed by meaning, which is not there yet.")
        keys = tuple(context.meaning.nearest(reader, vector, PATTERNS))
        rows = reader.rows(
            "SELECT key.memory_id, object.id, object.title, memory.text, embedding.vector "
            "FROM key JOIN embedding ON embedding.key_id = key.id AND embedding.space_id = ? "
            "JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
            "JOIN object ON object.id = key.object_id AND object.reach = 'here' "
            f"WHERE key.id IN ({marks(len(keys))}) ORDER BY key.id",
            (space["id"], *keys),
        )
        if not rows:
            return Completion((), "", False)
        patterns = np.stack([np.frombuffer(row["vector"], "<f4") for row in rows])
        steps, _ = complete(patterns, vector)

        def told(step: Step) -> Settling:
            row = rows[step.nearest]
            return Settling(
                row["memory_id"], row["id"], row["title"], step.cosine, step.moved, step.weight
            )

        last = rows[steps[-1].nearest]
        return Completion(
            tuple(told(step) for step in steps), last["text"], steps[-1].moved < SETTLED
        )


@dataclass(frozen=True)
class LikeThese:
    """A thing that is like several.

    Parameters
    ----------
    words, meaning
        The shares of the score.
    """

    object: str
    title: str
    kind: str
    room: str
    score: float
    words: float
    meaning: float


@dataclass(frozen=True)
class MoreLike(Query[list[LikeThese]]):
    """What is like some things and not like others.

    Parameters
    ----------
    plus, minus
        Ids or addresses of objects, or ids of memories of them.
    limit
        At most so many.

    Raises
    ------
    NotFound
        There is none of one of them.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    limit: int = 10

    def answer(self, context: Context) -> list[LikeThese]:
        """Return them, the most alike first; those named are left out."""
        reader = context.reader
        sides = [
            [ShowMemory(own).answer(context).object_id for own in ids]
            for ids in (self.plus, self.minus)
        ]
        texts = [_text(reader, own) for own in sides[0]]
        banned = {word for own in sides[1] for word in strongest_words(_text(reader, own), 8)}
        wanted = [word for text in texts for word in strongest_words(text, 8)]
        query = WordQuery.parse(" ".join(word for word in wanted if word not in banned))
        words = word_scores(reader, query)
        cosines: dict[int, float] = {}
        vectors = placing_vectors_of(reader, [*sides[0], *sides[1]])
        plus = [vectors[own] for own in sides[0] if own in vectors]
        if plus:
            minus = [vectors[own] for own in sides[1] if own in vectors]
            target = sum_of(plus, minus)
            cosines = context.meaning.nearest(reader, target, PATTERNS)
            cosines |= context.meaning.cosines(reader, target, set(words) - set(cosines))
        named = {*sides[0], *sides[1]}
        best: dict[str, Likeness] = {}
        keys = tuple(words.keys() | cosines.keys())
        for row in reader.rows(
            f"SELECT id, object_id FROM key WHERE id IN ({marks(len(keys))})", keys
        ):
            like = Likeness(words.get(row["id"], 0.0), cosines.get(row["id"], 0.0))
            known = best.get(row["object_id"])
            if row["object_id"] not in named and (known is None or like.rough > known.rough):
                best[row["object_id"]] = like
        shares = weigh(best)
        order = sorted(shares, key=lambda own: (-sum(shares[own]), own))
        rows = _titles(reader, order[: 2 * self.limit])
        return [
            LikeThese(own, *rows[own], sum(shares[own]), *shares[own])
            for own in order[: 2 * self.limit]
            if own in rows
        ][: self.limit]


def _text(reader: Reader, object_id: str) -> str:
    title = reader.value("SELECT title FROM object WHERE id = ?", (object_id,))
    rows = reader.rows(
        "SELECT text FROM memory WHERE object_id = ? AND reach = 'here' ORDER BY ord", (object_id,)
    )
    return "\n".join([str(title or ""), *(row["text"] for row in rows)])
