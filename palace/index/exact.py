"""Exact nearest neighbours in a plain matrix: always right, and quick enough for most palaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SCORES_AT_ONCE = 16_000_000


class ExactSearch:
    """Unit vectors under integer labels.

    Parameters
    ----------
    dim
        Length of the vectors.
    """

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self._count = 0
        self._labels = np.empty(0, np.int64)
        self._vectors = np.empty((0, dim), np.float32)
        self._rows: dict[int, int] = {}

    def __len__(self) -> int:
        return self._count

    def __contains__(self, label: object) -> bool:
        return label in self._rows

    @property
    def labels(self) -> NDArray[np.int64]:
        """The labels, shape (n,), in the order of `vectors`."""
        return self._labels[: self._count]

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors, shape (n, dim)."""
        return self._vectors[: self._count]

    def fill(self, labels: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Take over whole arrays; the labels must differ from one another."""
        self._labels, self._vectors = labels, vectors
        self._count = len(labels)
        self._rows = dict(zip(labels.tolist(), range(len(labels)), strict=True))

    def upsert(self, labels: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors, or replace those under known labels."""
        needed = self._count + len(labels)
        if needed > len(self._labels):
            room = max(1024, needed, len(self._labels) * 3 // 2)
            grown = np.empty((room, self.dim), np.float32)
            grown[: self._count] = self.vectors
            names = np.empty(room, np.int64)
            names[: self._count] = self.labels
            self._vectors, self._labels = grown, names
        for label, vector in zip(labels.tolist(), vectors, strict=True):
            row = self._rows.get(label)
            if row is None:
                row = self._rows[label] = self._count
                self._labels[row] = label
                self._count += 1
            self._vectors[row] = vector

    def remove(self, labels: Iterable[int]) -> None:
        """Remove labels; unknown ones are passed over."""
        for label in labels:
            row = self._rows.pop(label, None)
            if row is None:
                continue
            self._count -= 1
            if row != self._count:  # the last one fills the gap
                moved = int(self._labels[self._count])
                self._labels[row] = moved
                self._vectors[row] = self._vectors[self._count]
                self._rows[moved] = row

    def rows(self, labels: Iterable[int]) -> NDArray[np.int64]:
        """Return the rows of the labels that are known."""
        known = self._rows
        return np.fromiter((known[label] for label in labels if label in known), np.int64)

    def knn(
        self, queries: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the labels and cosines of the `k` nearest, both of shape (m, min(k, n))."""
        width = min(k, self._count)
        found = np.empty((len(queries), width), np.int64)
        scores = np.empty((len(queries), width), np.float32)
        step = max(1, _SCORES_AT_ONCE // max(1, self._count))
        for first in range(0, len(queries), step):
            block = queries[first : first + step] @ self.vectors.T
            for number, row in enumerate(block, first):
                found[number], scores[number] = best(self.labels, row, width)
        return found, scores

    def knn_among(
        self, rows: NDArray[np.int64], query: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return labels and cosines of the `k` nearest among some rows."""
        return best(self._labels[rows], self._vectors[rows] @ query, min(k, len(rows)))


def best(
    labels: NDArray[np.int64], scores: NDArray[np.float32], k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the `k` best, best first; the smaller label first where scores are equal."""
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k] if k else np.inf
        # All that tie with the last one, so that the label decides and not the partition.
        chosen = np.flatnonzero(scores >= least)
        labels, scores = labels[chosen], scores[chosen]
    order = np.lexsort((labels, -scores))[:k]
    return labels[order], scores[order]


def as_labels(labels: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return labels as an int64 array of shape (n,)."""
    return np.ascontiguousarray(labels, np.int64).reshape(-1)
