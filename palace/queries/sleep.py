"""What sleep looks at: who stands where, what is new, and what must stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from palace.embedding import SpaceSpec
from palace.model.errors import PalaceError
from palace.queries.entries import Entries
from palace.queries.query import Context, Query
from palace.store.log import last_change
from palace.store.places import destined, marked_loci
from palace.store.plans import (
    STILL_A_DRAFT,
    founded_at,
    layout_memory,
    placements,
    read_plan,
    slept_at,
)
from palace.store.spaces import current_space
from palace.store.visits import often_visited

if TYPE_CHECKING:
    from palace.layout.tidying import Sleepers
    from palace.model.plan import Plan


@dataclass(frozen=True)
class AtRest:
    """A founded palace before a sleep.

    Parameters
    ----------
    plan, memory, occupancy, sleepers, marked, keep_open
        As `palace.layout.tidying.tidy` takes them.
    seq
        The number of the last change it knows of.
    """

    plan: Plan
    memory: dict[str, object]
    occupancy: dict[str, str]
    sleepers: Sleepers
    marked: frozenset[str]
    keep_open: frozenset[str]
    seq: int


@dataclass(frozen=True)
class BeforeSleep(Query[AtRest]):
    """All that sleep looks at.

    Parameters
    ----------
    now
        Seconds since 1970.

    Raises
    ------
    PalaceError
        The palace is a draft.
    """

    now: float

    def answer(self, context: Context) -> AtRest:
        """Return it."""
        import numpy as np

        from palace.layout.tidying import Sleepers

        reader = context.reader
        # Before all else: what changes while this is read is noticed when it is tidied.
        seq = last_change(reader)
        founded = founded_at(reader)
        if founded is None:
            raise PalaceError(STILL_A_DRAFT)
        row = current_space(reader)
        space = SpaceSpec(row["model"], row["hash"], row["dim"], row["backend"]) if row else None
        occupancy = placements(reader)
        entries = [e for e in Entries(space).answer(context) if e.id in occupancy] if space else []
        since = max(founded, slept_at(reader) or founded)
        rows = reader.rows("SELECT object_id, since, pinned FROM placement")
        new = frozenset(row["object_id"] for row in rows if row["since"] > since)
        pinned = {row["object_id"] for row in rows if row["pinned"]}
        vectors = np.array([e.vector for e in entries], np.float32)
        sleepers = Sleepers(
            [e.id for e in entries],
            vectors.reshape(len(entries), space.dim if space else 0),
            [e.text for e in entries],
            new,
            frozenset(
                # What the person sent somewhere belongs there, whatever it is like.
                pinned | often_visited(reader, self.now) | destined(reader, list(occupancy)).keys()
            ),
        )
        marked = marked_loci(reader, self.now)
        sent = reader.rows("SELECT ref FROM destination WHERE kind = 'room'")
        return AtRest(
            read_plan(reader),
            layout_memory(reader),
            occupancy,
            sleepers,
            frozenset(marked),
            frozenset(row["ref"] for row in sent),
            seq,
        )
