"""What else there is on the same thing, across sources, older and newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.read import ShowMemory, happened_at
from palace.queries.search import Named
from palace.recall.likeness import Likeness, fresh_sentence, strongest_words, weigh
from palace.recall.words import WordQuery, word_scores
from palace.store import Reader
from palace.store.columns import IN_ITS_ROOM, marks
from palace.store.keys import key_vectors

NEAR = 60
"""Keys that each passage of the object may propose."""
PASSAGES = 12
"""So many of its passages are looked at: a long chat's first ones say what it is about."""


@dataclass(frozen=True)
class RelatedObject:
    """Another object on the same thing.

    Parameters
    ----------
    memory
        The part of it that is most alike.
    score
        Mixed, 0 to 1; it ranks.
    words, meaning
        The shares of the score.
    when
        "older", "newer" or "": against the object that was asked about.
    new
        A sentence of it that says what the other does not; empty where there is none.
    """

    object: str
    memory: str
    title: str
    kind: str
    source: str
    room: Named | None
    happened_at: Moment | None
    score: float
    words: float
    meaning: float
    when: str
    new: str


@dataclass(frozen=True)
class Related(Query[list[RelatedObject]]):
    """What else there is on what an object is about.

    The object's own item (the other topics of its chat) is left out: its thread shows it.

    Parameters
    ----------
    id
        Of an object, or of a memory of it.
    limit
        At most so many.

    Raises
    ------
    NotFound
        There is no such object.
    """

    id: str
    limit: int = 12

    def answer(self, context: Context) -> list[RelatedObject]:
        """Return the others, the most alike first."""
        reader = context.reader
        view = ShowMemory(self.id).answer(context)
        own = reader.rows(
            "SELECT title, text, at, at_offset, at_precision FROM memory "
            "WHERE object_id = ? AND reach = 'here' ORDER BY ord",
            (view.object_id,),
        )
        text = "\n".join(row["text"] for row in own)
        found = self._found(context, view.object_id, f"{view.object_title}\n{text}")
        context.check()
        rows = _rows(reader, found, view.object_id)
        best = weigh({row["id"]: found[row["key_id"]] for row in rows if row["key_id"] in found})
        shown = sorted(best, key=lambda own: (-sum(best[own]), own))[: self.limit]
        parts = {row["id"]: row for row in rows}
        told = []
        for object_id in shown:
            words, meaning = best[object_id]
            row = parts[object_id]
            at = happened_at(row)
            told.append(
                RelatedObject(
                    object_id,
                    row["memory_id"],
                    row["title"],
                    row["kind"],
                    row["source_kind"],
                    Named(row["room_id"], row["room"]) if row["room_id"] else None,
                    at,
                    words + meaning,
                    words,
                    meaning,
                    _when(at, view.happened_at),
                    fresh_sentence(row["text"], text),
                )
            )
        return told

    def _found(self, context: Context, object_id: str, text: str) -> dict[int, Likeness]:
        reader = context.reader
        query = WordQuery.parse(" ".join(strongest_words(text)))
        words = word_scores(reader, query)
        cosines: dict[int, float] = {}
        for vector in key_vectors(reader, object_id, PASSAGES):
            context.check()
            for key, cosine in context.meaning.nearest(reader, vector, NEAR).items():
                cosines[key] = max(cosine, cosines.get(key, 0.0))
        # What only words found has a likeness in meaning too.
        vectors = key_vectors(reader, object_id, 1)
        if vectors and (missing := set(words) - set(cosines)):
            cosines |= context.meaning.cosines(reader, vectors[0], missing)
        return {
            key: Likeness(words.get(key, 0.0), cosines.get(key, 0.0))
            for key in words.keys() | cosines.keys()
        }


def _rows(reader: Reader, found: dict[int, Likeness], object_id: str) -> list[Any]:
    """Return one row for each object that keys lead to: that of its best key."""
    numbers = tuple(found)
    best: dict[str, tuple[float, Any]] = {}
    for start in range(0, len(numbers), 900):
        part = numbers[start : start + 900]
        for row in reader.rows(
            "SELECT key.id AS key_id, memory.id AS memory_id, memory.text, memory.at, "
            "memory.at_offset, memory.at_precision, object.id, object.title, object.kind, "
            "item.created, item.created_offset, item.created_precision, item.updated, "
            "item.updated_offset, item.updated_precision, source.kind AS source_kind, "
            "room.id AS room_id, room.name AS room "
            "FROM key CROSS JOIN memory ON memory.id = key.memory_id AND memory.reach = 'here' "
            "CROSS JOIN object ON object.id = memory.object_id AND object.reach = 'here' "
            "CROSS JOIN item ON item.id = object.item_id "
            "CROSS JOIN source ON source.id = item.source_id "
            f"{IN_ITS_ROOM} "
            f"WHERE key.id IN ({marks(len(part))}) "
            "AND object.item_id <> (SELECT item_id FROM object WHERE id = ?)",
            (*part, object_id),
        ):
            score = found[row["key_id"]].rough
            if row["id"] not in best or score > best[row["id"]][0]:
                best[row["id"]] = score, row
    return [row for _, row in best.values()]


def _when(other: Moment | None, own: Moment | None) -> str:
    if other is None or own is None or other.utc == own.utc:
        return ""
    return "newer" if other.utc > own.utc else "older"
