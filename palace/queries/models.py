"""Which models a palace has vectors of."""

from __future__ import annotations

from dataclasses import dataclass

from palace.queries.query import Context, Query
from palace.store.keys import count_keys
from palace.store.spaces import current_space, spaces


@dataclass(frozen=True)
class KnownModel:
    """A model whose vectors a palace keeps.

    Parameters
    ----------
    name
        Published name, or its folder's.
    folder
        Where it is; empty for the one that comes with the program.
    dimension
        Length of its vectors.
    embedded, keys
        How many of all keys have one.
    in_use
        Whether searches and places look at it.
    """

    name: str
    folder: str
    dimension: int
    embedded: int
    keys: int
    in_use: bool


@dataclass(frozen=True)
class Models(Query[list[KnownModel]]):
    """The models of a palace in the order they came; none where nothing is embedded yet."""

    def answer(self, context: Context) -> list[KnownModel]:
        """Return them."""
        reader = context.reader
        current = current_space(reader)
        total, _ = count_keys(reader, None)
        return [
            KnownModel(
                row["model"],
                row["folder"],
                row["dim"],
                row["vectors"],
                total,
                current is not None and row["id"] == current["id"],
            )
            for row in spaces(reader)
        ]
