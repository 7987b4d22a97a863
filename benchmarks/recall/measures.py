"""Measures of a ranking, and their spread over conversations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DEPTHS = (1, 5, 10)
NAMES = ("R@1", "R@5", "R@10", "MRR", "all@10")
"""Share of the evidence among the first 1, 5, 10; 1 / rank of the first; all of it in ten."""

Figures = NDArray[np.float64]


def measure(order: Sequence[int], truth: frozenset[int]) -> list[float]:
    """Return `NAMES` of one ranking."""
    places = [place for place, row in enumerate(order) if row in truth]
    shares = [sum(place < depth for place in places) / len(truth) for depth in DEPTHS]
    return [*shares, 1 / (1 + places[0]) if places else 0.0, float(shares[-1] >= 1)]


def difference(
    ours: Sequence[Figures], theirs: Sequence[Figures], samples: int = 2000
) -> list[tuple[float, float, float]]:
    """Return (mean, low, high) of ours less theirs, 95 %, resampled by conversation.

    Questions of one conversation are no independent draws, so whole conversations are drawn.
    """
    generator = np.random.default_rng(0)
    sums = np.array([(a - b).sum(axis=0) for a, b in zip(ours, theirs, strict=True)])
    counts = np.array([len(a) for a in ours], float)
    drawn = generator.integers(0, len(counts), (samples, len(counts)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)[:, None]
    middle = sums.sum(axis=0) / counts.sum()
    low, high = np.percentile(means, [2.5, 97.5], axis=0)
    return [(float(m), float(a), float(b)) for m, a, b in zip(middle, low, high, strict=True)]
