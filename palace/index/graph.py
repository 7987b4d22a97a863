"""A graph over the vectors (HNSW, Malkov & Yashunin 2018) that proposes near ones quickly.

hnswlib's own updates and reuse of deleted places harm recall and have crashed (its issues 189
and 321), so neither is used: every vector gets a fresh row, an old one is marked deleted, and the
graph is built anew when a tenth of it is dead.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

M = 16
"""Links a node has on each layer (twice as many on the lowest)."""

EF_CONSTRUCTION = 200
"""Candidates held while a node is inserted."""

LEAST_EF = 256
"""Candidates held at least while searching: recall above .999 on real text vectors, at .4 ms."""

EF_SHARE = 400
"""In large graphs one candidate for so many vectors: 256 find .87 of the ten nearest of a million,
2,500 find .99, in 2.5 ms."""

SEED = 100


class Graph:
    """Rows of an hnswlib index, each standing for a label or dead.

    Parameters
    ----------
    dim
        Length of the vectors.
    room
        Rows to make room for; it grows by itself.
    threads
        Threads that insert; 1 makes the graph a function of the order of insertion.
    """

    def __init__(self, dim: int, room: int = 1024, *, threads: int = 1) -> None:
        import hnswlib

        self._index = hnswlib.Index("ip", dim)
        self._index.init_index(
            max_elements=max(room, 1024), M=M, ef_construction=EF_CONSTRUCTION, random_seed=SEED
        )
        self._threads = threads
        self._labels = np.full(max(room, 1024), -1, np.int64)
        self._rows: dict[int, int] = {}
        self._count = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dead(self) -> int:
        """Rows whose label was removed or got a new vector."""
        return self._count - len(self._rows)

    @property
    def labels(self) -> NDArray[np.int64]:
        """The label of each row, -1 where dead."""
        return self._labels[: self._count]

    def upsert(self, labels: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors, or replace those under known labels."""
        needed = self._count + len(labels)
        if needed > len(self._labels):
            room = max(needed, len(self._labels) * 3 // 2)
            self._index.resize_index(room)
            grown = np.full(room, -1, np.int64)
            grown[: self._count] = self.labels
            self._labels = grown
        self.remove(labels.tolist())
        rows = np.arange(self._count, needed)
        self._index.add_items(vectors, rows, num_threads=self._threads)
        self._labels[self._count : needed] = labels
        for label, row in zip(labels.tolist(), rows.tolist(), strict=True):
            before = self._rows.get(label)
            if before is not None:  # twice in one call: the last one counts
                self._bury(before)
            self._rows[label] = row
        self._count = needed

    def remove(self, labels: list[int]) -> None:
        """Mark labels as dead; unknown ones are passed over."""
        for label in labels:
            row = self._rows.pop(label, None)
            if row is not None:
                self._bury(row)

    def near(self, query: NDArray[np.float32], k: int) -> NDArray[np.int64] | None:
        """Return about `k` labels near a query of shape (dim,), or None if the graph cannot."""
        k = min(k, len(self._rows))
        if not k:
            return np.empty(0, np.int64)
        self._index.set_ef(max(LEAST_EF, 2 * k, len(self._rows) // EF_SHARE))
        try:
            rows, _ = self._index.knn_query(query[None, :], k, num_threads=1)
        except RuntimeError:  # fewer reachable than asked for, with many dead between
            return None
        found: NDArray[np.int64] = self._labels[rows[0].astype(np.int64)]
        return found

    def write(self, path: Path) -> int:
        """Write the graph and return the size that the file must have.

        hnswlib says nothing when the disk is full, so the caller compares.
        """
        self._index.save_index(str(path))
        return int(self._index.index_file_size())

    @classmethod
    def read(cls, path: Path, dim: int, labels: NDArray[np.int64], *, threads: int = 1) -> Graph:
        """Read a graph that `write` wrote.

        Raises
        ------
        RuntimeError
            When hnswlib finds it damaged, or it is not the one of these labels.
        """
        import hnswlib

        graph = cls.__new__(cls)
        graph._index = hnswlib.Index("ip", dim)
        graph._index.load_index(str(path), max_elements=len(labels) + 1024)
        if graph._index.get_current_count() != len(labels):
            raise RuntimeError("a graph of another number of rows")
        graph._threads = threads
        graph._count = len(labels)
        graph._labels = np.concatenate((labels, np.full(1024, -1, np.int64)))
        live = np.flatnonzero(labels >= 0)
        graph._rows = dict(zip(labels[live].tolist(), live.tolist(), strict=True))
        return graph

    def _bury(self, row: int) -> None:
        self._index.mark_deleted(row)
        self._labels[row] = -1
