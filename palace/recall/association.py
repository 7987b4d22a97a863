"""Association: walks over what is linked, completion of a fragment, and sums of things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from palace.recall.dating import tells_when
from palace.recall.mixing import softmax
from palace.recall.words import stop_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESTART = 0.5
"""Chance to go back to the start at each step, as HippoRAG has it (Gutiérrez et al. 2024)."""
BETA = 24.0
"""Inverse temperature of completion: at less, a few dozen memories blur into their mean."""
SETTLED = 1e-3
"""Completion has settled when its state moves by less (1 less the cosine)."""
STEPS = 16
MINUS = 0.5
"""What shall not be like it counts so much of what shall."""

_NAME = re.compile(r"(?<![.!?:\n] )(?<!^)(?<!\n)\b([A-ZÀ-ÞĀ-Ž][\w’'-]{2,}(?: [A-ZÀ-Þ][\w’'-]+)*)")


def names_in(text: str) -> set[str]:
    """Return what a text calls by name: words with a capital that does not begin a sentence.

    No model is needed for it, and it is as good for links between things as it has to be: a name
    that only one thing says links nothing, and one that all say links everything weakly. Days
    and months are no names.
    """
    found = {match.group(1) for match in _NAME.finditer(text)}
    return {
        name.casefold()
        for name in found
        if name.casefold() not in stop_words() and not tells_when(name)
    }


def page_rank(
    nodes: int, edges: Sequence[tuple[int, int, float]], start: Mapping[int, float]
) -> NDArray[np.float64]:
    """Return how often a walker who keeps going back to the start is at each node.

    Personalised PageRank (Page et al. 1999; Haveliwala 2002) by power iteration.

    Parameters
    ----------
    nodes
        How many there are.
    edges
        (a, b, weight), in both directions the same.
    start
        Node → share of the walks that begin there.

    Returns
    -------
    array of shape (nodes,)
        Together 1.
    """
    from scipy.sparse import coo_matrix

    begin = np.zeros(nodes)
    for node, share in start.items():
        begin[node] = share
    begin /= max(begin.sum(), 1e-12)
    if not edges:
        return begin
    a, b, weight = (np.array(part) for part in zip(*edges, strict=True))
    both = (np.concatenate([a, b]).astype(int), np.concatenate([b, a]).astype(int))
    table = coo_matrix((np.concatenate([weight, weight]), both), shape=(nodes, nodes)).tocsr()
    out = np.asarray(table.sum(axis=1)).ravel()
    share = np.divide(1.0, out, out=np.zeros(nodes), where=out > 0)
    rank = begin.copy()
    for _ in range(100):
        # Who is where no edge leaves goes back to the start.
        stuck = float(rank[out == 0].sum())
        moved = table.T @ (rank * share) + stuck * begin
        after = RESTART * begin + (1 - RESTART) * moved
        if float(np.abs(after - rank).sum()) < 1e-10:
            return np.asarray(after)
        rank = after
    return rank


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a completion.

    Parameters
    ----------
    nearest
        Row of the pattern that is nearest to the state.
    cosine
        Between the two.
    moved
        1 less the cosine between the state and the one before.
    weight
        The nearest pattern's share of the softmax.
    """

    nearest: int
    cosine: float
    moved: float
    weight: float


def complete(
    patterns: NDArray[np.float32], state: NDArray[np.float32], beta: float = BETA
) -> tuple[list[Step], NDArray[np.float64]]:
    """Complete a fragment: iterate the update of a modern Hopfield network until it settles.

    ``state ← normalised(patterns.T @ softmax(beta * patterns @ state))`` (Ramsauer et al. 2020).

    Parameters
    ----------
    patterns
        Unit vectors, shape (n, dim), n > 0.
    state
        Where it begins, shape (dim,).

    Returns
    -------
    steps, cosines
        At most `STEPS`; and the settled state's cosine with each pattern, shape (n,).
    """
    here = np.asarray(state, np.float64)
    stored = np.asarray(patterns, np.float64)
    steps: list[Step] = []
    cosines: NDArray[np.float64] = stored @ here
    for _ in range(STEPS):
        weights = softmax(beta * cosines)
        after = stored.T @ weights
        after /= max(float(np.linalg.norm(after)), 1e-12)
        moved = 1 - float(after @ here)
        here = after
        cosines = stored @ here
        nearest = int(np.argmax(cosines))
        share = float(softmax(beta * cosines)[nearest])
        steps.append(Step(nearest, float(cosines[nearest]), moved, share))
        if moved < SETTLED:
            break
    return steps, cosines


def sum_of(
    plus: Sequence[NDArray[np.float32]], minus: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the unit vector of what is like some things and not like others."""
    total = np.mean(plus, axis=0)
    if minus:
        total = total - MINUS * np.mean(minus, axis=0)
    unit: NDArray[np.float32] = (total / max(float(np.linalg.norm(total)), 1e-12)).astype("f4")
    return unit
