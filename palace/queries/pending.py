"""What waits for the embedder, and for a place."""

from __future__ import annotations

from dataclasses import dataclass

from palace.embedding import SpaceSpec
from palace.queries.query import Context, Query
from palace.store.keys import PendingKey, count_keys, count_pending, pending
from palace.store.plans import homeless
from palace.store.spaces import current_space, space_number


@dataclass(frozen=True)
class Pending:
    """How far a palace is.

    Parameters
    ----------
    keys, embedded
        How many keys there are, and how many have a vector.
    homeless
        How many objects have no locus yet.
    """

    keys: int
    embedded: int
    homeless: int


def _space(context: Context, space: SpaceSpec | None) -> int:
    """Return a space's number, -1 where the palace has none such yet."""
    if space is None:
        row = current_space(context.reader)
        return -1 if row is None else int(row["id"])
    found = space_number(context.reader, space.model, space.hash, space.dim)
    return -1 if found is None else found


@dataclass(frozen=True)
class PendingKeys(Query[list[PendingKey]]):
    """Keys without a vector in a space, by number.

    Parameters
    ----------
    openings
        The placing vectors, or all the others.
    after, limit
        Only keys with a higher number, at most so many.
    """

    space: SpaceSpec
    openings: bool
    after: int = 0
    limit: int = 2048

    def answer(self, context: Context) -> list[PendingKey]:
        """Return them."""
        return pending(
            context.reader,
            _space(context, self.space),
            openings=self.openings,
            limit=self.limit,
            after=self.after,
        )


@dataclass(frozen=True)
class CountPending(Query[int]):
    """How many keys have no vector in a space (None: the one in use)."""

    space: SpaceSpec | None
    openings: bool

    def answer(self, context: Context) -> int:
        """Count them."""
        return count_pending(context.reader, _space(context, self.space), openings=self.openings)


@dataclass(frozen=True)
class HowFar(Query[Pending]):
    """How far embedding and placing are."""

    def answer(self, context: Context) -> Pending:
        """Count."""
        space = current_space(context.reader)
        keys, done = count_keys(context.reader, None if space is None else space["id"])
        return Pending(keys, done, len(homeless(context.reader)))
