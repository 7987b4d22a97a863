"""Messages that hang on one another: the branch that was kept, and those that were left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def branches(
    entries: Sequence[tuple[str, T]], parents: Sequence[int | None]
) -> tuple[list[tuple[str, T]], list[tuple[list[tuple[str, T]], list[str]]]]:
    """Return the branch that ends with the last entry, and the others with where they belong.

    Parameters
    ----------
    entries
        (key, message) in the order of the file.
    parents
        For each the number of an entry before it, None for a root.

    Returns
    -------
    tuple
        The kept entries in order; for each other chain its entries and the keys above it, the
        nearest first.
    """
    if not entries:
        return [], []
    path = [len(entries) - 1]
    while (above := parents[path[-1]]) is not None:
        path.append(above)
    kept = set(path)
    left: list[tuple[list[tuple[str, T]], list[str]]] = []
    chain_of: dict[int, int] = {}
    ends: dict[int, int] = {}
    for at, entry in enumerate(entries):
        if at in kept:
            continue
        above = parents[at]
        if above is not None and above in chain_of and ends[chain_of[above]] == above:
            chain_of[at] = chain_of[above]
            ends[chain_of[at]] = at
            left[chain_of[at]][0].append(entry)
            continue
        beside: list[str] = []
        while above is not None:
            beside.append(entries[above][0])
            above = parents[above]
        chain_of[at] = len(left)
        ends[len(left)] = at
        left.append(([entry], beside))
    return [entries[at] for at in sorted(kept)], left
