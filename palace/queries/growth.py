"""What a plan needs to know before something is placed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palace.embedding import SpaceSpec
from palace.queries.query import Context, Query
from palace.store.keys import placing_vectors
from palace.store.log import last_change
from palace.store.places import marked_loci
from palace.store.plans import founded_at, homeless, layout_memory, placements, read_plan
from palace.store.spaces import space_number

if TYPE_CHECKING:
    from palace.layout.growing import GrowingPlan


@dataclass(frozen=True)
class Standing:
    """Who has a place.

    Parameters
    ----------
    founded
        Whether the person has moved in.
    homeless
        Objects in reach without a locus.
    gone
        How many loci a draft keeps for objects that are out of reach; a founded palace keeps
        them for good, and counts none.
    """

    founded: bool
    homeless: frozenset[str]
    gone: int


@dataclass(frozen=True)
class Settled(Query[Standing]):
    """Whether every object has its place."""

    def answer(self, context: Context) -> Standing:
        """Return who has none."""
        founded = founded_at(context.reader) is not None
        gone = 0
        if not founded:
            gone = int(
                context.reader.value(
                    "SELECT count(*) FROM placement JOIN object ON object.id = placement.object_id "
                    "WHERE object.reach <> 'here'"
                )
            )
        return Standing(founded, frozenset(homeless(context.reader)), gone)


@dataclass(frozen=True)
class Growth(Query["GrowingPlan"]):
    """A founded palace, ready to take in more.

    Parameters
    ----------
    space
        The model whose vectors are compared.
    now
        Seconds since 1970: places at which a marker stands then are not taken.
    """

    space: SpaceSpec
    now: float = math.inf

    def answer(self, context: Context) -> GrowingPlan:
        """Return its plan and who stands where."""
        import numpy as np

        from palace.layout.growing import GrowingPlan

        reader = context.reader
        # Before all else: what changes while this is read is noticed when something is placed.
        seq = last_change(reader)
        occupancy = placements(reader)
        number = space_number(reader, self.space.model, self.space.hash, self.space.dim)
        ids, vectors = placing_vectors(reader, -1 if number is None else number, self.space.dim)
        placed = np.fromiter((object_id in occupancy for object_id in ids), bool, len(ids))
        return GrowingPlan(
            read_plan(reader),
            layout_memory(reader),
            occupancy,
            [object_id for object_id in ids if object_id in occupancy],
            vectors[placed],
            seq,
            marked_loci(reader, self.now),
        )
