"""A palace in figures."""

from __future__ import annotations

from dataclasses import dataclass

from palace.queries.query import Context, Query
from palace.store import schema
from palace.store.keys import count_keys
from palace.store.plans import founded_at
from palace.store.spaces import current_space


@dataclass(frozen=True)
class Counts:
    """How many of each there are; objects and memories in reach."""

    objects: int
    memories: int
    keys: int
    embedded: int
    rooms: int
    wings: int
    quarters: int


@dataclass(frozen=True)
class PalaceInfo:
    """A palace in figures.

    Parameters
    ----------
    model, dimension
        Of the embedding space, None where nothing is embedded yet.
    index
        What answers for meaning: "exact", "hnsw", or "none".
    founded
        When the person moved in, seconds since 1970; None for a draft.
    """

    counts: Counts
    model: str | None
    dimension: int | None
    index: str
    schema: int
    founded: float | None


@dataclass(frozen=True)
class Info(Query[PalaceInfo]):
    """How large the palace is and how far it is embedded."""

    def answer(self, context: Context) -> PalaceInfo:
        """Count."""
        reader = context.reader
        space = current_space(reader)
        keys, embedded = count_keys(reader, None if space is None else space["id"])

        def count(sql: str) -> int:
            return int(reader.value(f"SELECT count(*) FROM {sql}"))

        counts = Counts(
            count("object WHERE reach = 'here'"),
            count(
                "memory JOIN object ON object.id = memory.object_id "
                "WHERE memory.reach = 'here' AND object.reach = 'here'"
            ),
            keys,
            embedded,
            count("room WHERE kind = 'room'"),
            count("wing"),
            count("quarter"),
        )
        return PalaceInfo(
            counts,
            None if space is None else space["model"],
            None if space is None else space["dim"],
            context.meaning.kind(reader),
            schema.version(reader.connection),
            founded_at(reader),
        )
