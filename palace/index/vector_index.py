"""The index over a palace's vectors: disposable, always right, quick where it is large."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from palace.index import files
from palace.index.exact import ExactSearch, as_labels
from palace.index.graph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = Sequence[int] | NDArray[np.int64]
    Block = tuple[Labels, NDArray[np.float32]]

GRAPH_FROM = 20_000
"""Vectors from which a graph is worth building. Below, the exact search takes 3 ms or less and
the graph would cost up to 20 s to build."""

LARGEST_DEAD_SHARE = 0.1
"""Share of dead rows above which the graph should be built anew."""

_STEP = 32
"""Vectors inserted into a graph between two chances for a search (about 20 ms)."""

_LOCK_SECONDS = 10.0


class VectorIndex:
    """Nearest neighbours among unit vectors under integer labels.

    The vectors' truth is the database. All of them are held in one matrix, which answers exactly;
    a graph, where there is one, only proposes candidates, whose cosines come from the matrix too.
    So a damaged, absent or half-built graph costs time and nothing else. Safe to search in some
    threads while another one changes it.

    Parameters
    ----------
    folder
        Folder of the files; need not exist.
    dim
        Length of the vectors.
    name
        Beginning of the files' names, such as the space's hash.
    graph_from
        Vectors from which a graph is wanted.
    threads
        Threads that build the graph; 1 makes the graph the same each time.

    Attributes
    ----------
    stamp
        Number of the last change that the index reflects; 0 for none.
    fault
        Why files that were there were not used, for the log; empty otherwise.
    """

    def __init__(
        self,
        folder: Path,
        dim: int,
        *,
        name: str = "vectors",
        graph_from: int = GRAPH_FROM,
        threads: int = 1,
    ) -> None:
        self._folder = folder
        self._name = name
        self._graph_from = graph_from
        self._threads = threads
        self._lock = threading.RLock()
        self._building = threading.Lock()
        self._exact = ExactSearch(dim)
        self._graph: Graph | None = None
        # What changed while a graph is being built: label → still there.
        self._journal: dict[int, bool] | None = None
        self._generation = 0
        self.stamp = 0
        self.fault = ""

    @classmethod
    def open(
        cls,
        folder: Path,
        dim: int,
        *,
        name: str = "vectors",
        at_most: int | None = None,
        graph_from: int = GRAPH_FROM,
        threads: int = 1,
    ) -> VectorIndex:
        """Open the newest sound index of a folder, or an empty one with stamp 0.

        Parameters
        ----------
        folder, dim, name, graph_from, threads
            As for the class.
        at_most
            The database's newest change: an index ahead of it belongs to another history (a
            backup was restored), is ignored and removed.

        Returns
        -------
        VectorIndex
            With `needs_rebuild` where it is empty and has to be filled.
        """
        index = cls(folder, dim, name=name, graph_from=graph_from, threads=threads)
        if not folder.is_dir():
            return index
        # Without the lock (a folder that cannot be written) a file may vanish while it is read;
        # it then counts as damaged, which is safe.
        with files.locked(folder, name, _LOCK_SECONDS):
            if at_most is not None:
                if any(stamp > at_most for stamp, _ in files.manifests(folder, name)):
                    index.fault = "it is ahead of the database"
                files.forget(folder, name, at_most)
            for stamp, manifest in files.manifests(folder, name):
                if at_most is not None and stamp > at_most:
                    continue
                try:
                    stored = files.read(manifest, dim, threads=threads)
                except files.Damaged as fault:
                    index.fault = f"{manifest.name}: {fault}"
                    continue
                index._exact, index._graph = stored.exact, stored.graph
                index.stamp = stored.stamp
                break
        return index

    def __len__(self) -> int:
        return len(self._exact)

    @property
    def dim(self) -> int:
        """Length of the vectors."""
        return self._exact.dim

    @property
    def kind(self) -> Literal["hnsw", "exact"]:
        """What answers now."""
        return "exact" if self._graph is None else "hnsw"

    @property
    def needs_rebuild(self) -> bool:
        """Whether nothing was found on disk, so that all vectors must come from the database."""
        return self.stamp == 0

    @property
    def needs_build(self) -> bool:
        """Whether `build` would make searching faster."""
        with self._lock:
            if self._graph is None:
                return len(self._exact) >= self._graph_from
            rows = len(self._graph) + self._graph.dead
            return self._graph.dead > LARGEST_DEAD_SHARE * rows

    def knn(
        self, vectors: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the nearest.

        Parameters
        ----------
        vectors
            Unit vectors, shape (m, dim).
        k
            How many for each.

        Returns
        -------
        labels, cosines
            Shape (m, min(k, n)), nearest first; equal cosines by label.
        """
        queries = self._checked(vectors)
        if k < 1:
            return np.empty((len(queries), 0), np.int64), np.empty((len(queries), 0), np.float32)
        with self._lock:
            # A graph visits a good part of its nodes for a large k: the matrix is then quicker.
            if self._graph is None or k * 20 > len(self._exact):
                return self._exact.knn(queries, k)
            width = min(k, len(self._exact))
            labels = np.empty((len(queries), width), np.int64)
            cosines = np.empty((len(queries), width), np.float32)
            for number, query in enumerate(queries):
                near = self._graph.near(query, k)
                if near is None or len(near) < width:
                    found = self._exact.knn(query[None, :], k)
                    labels[number], cosines[number] = found[0][0], found[1][0]
                else:
                    rows = self._exact.rows(near.tolist())
                    labels[number], cosines[number] = self._exact.knn_among(rows, query, width)
            return labels, cosines

    def knn_subset(
        self, labels: Labels, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the nearest among some labels, exactly.

        Parameters
        ----------
        labels
            The labels to look at; unknown ones are passed over.
        vector
            Unit vector, shape (dim,).
        k
            How many.

        Returns
        -------
        labels, cosines
            Shape (min(k, known labels),), nearest first.
        """
        query = self._checked(np.asarray(vector).reshape(1, -1))[0]
        with self._lock:
            rows = self._exact.rows(np.unique(as_labels(labels)).tolist())
            return self._exact.knn_among(rows, query, max(0, k))

    def upsert(self, labels: Labels, vectors: NDArray[np.float32]) -> None:
        """Add vectors, or replace those under known labels.

        Parameters
        ----------
        labels
            Shape (n,), not negative.
        vectors
            Unit vectors, shape (n, dim).
        """
        names, rows = as_labels(labels), self._checked(vectors)
        if len(names) != len(rows):
            raise ValueError(f"{len(names)} labels for {len(rows)} vectors")
        if len(names) and names.min() < 0:
            raise ValueError("labels must not be negative")
        for first in range(0, len(names), _STEP if self._graph is not None else len(names)):
            last = first + _STEP if self._graph is not None else len(names)
            with self._lock:
                self._exact.upsert(names[first:last], rows[first:last])
                if self._graph is not None:
                    self._graph.upsert(names[first:last], rows[first:last])
                if self._journal is not None:
                    self._journal.update(dict.fromkeys(names[first:last].tolist(), True))
            time.sleep(0)  # let a search in

    def remove(self, labels: Labels) -> None:
        """Remove labels; unknown ones are passed over."""
        names = as_labels(labels).tolist()
        with self._lock:
            self._exact.remove(names)
            if self._graph is not None:
                self._graph.remove(names)
            if self._journal is not None:
                self._journal.update(dict.fromkeys(names, False))

    def catch_up(self, stamp: int, blocks: Iterable[Block] = (), removed: Labels = ()) -> None:
        """Apply what changed since `stamp` was last set.

        Parameters
        ----------
        stamp
            Number of the last change that this brings.
        blocks
            (labels, vectors) added or replaced.
        removed
            Labels no longer there; those also in `blocks` go.
        """
        for labels, vectors in blocks:
            self.upsert(labels, vectors)
        self.remove(removed)
        self.stamp = stamp

    def rebuild(self, blocks: Iterable[Block], stamp: int) -> None:
        """Replace everything by what the database holds; exact until `build` is called.

        Parameters
        ----------
        blocks
            (labels, vectors) of all that is to be found. The index answers from what it had until
            the last block is read.
        stamp
            Number of the change they reflect.
        """
        fresh = ExactSearch(self.dim)
        for labels, vectors in blocks:
            fresh.upsert(as_labels(labels), self._checked(vectors))
        with self._lock:
            self._exact, self._graph = fresh, None
            self._generation += 1
            self.stamp = stamp
            self.fault = ""

    def build(self, *, cancelled: Callable[[], bool] | None = None) -> bool:
        """Build the graph, where there are vectors enough; searches go on meanwhile.

        Takes about a minute for 100,000 vectors. Best in a process that nobody waits for; other
        threads may change the index meanwhile.

        Parameters
        ----------
        cancelled
            Asked some times a second; nothing is changed when it says yes.

        Returns
        -------
        bool
            Whether a graph was built.
        """
        with self._building:
            with self._lock:
                if len(self._exact) < self._graph_from:
                    self._graph = None
                    return False
                # In the order of labels, so that the graph depends on the vectors alone.
                order = np.argsort(self._exact.labels)
                labels, vectors = self._exact.labels[order], self._exact.vectors[order]
                generation = self._generation
                self._journal = {}
            try:
                graph = Graph(self.dim, len(labels) * 5 // 4, threads=self._threads)
                for first in range(0, len(labels), 8 * _STEP):
                    if cancelled is not None and cancelled():
                        return False
                    last = first + 8 * _STEP
                    graph.upsert(labels[first:last], vectors[first:last])
                with self._lock:
                    if generation != self._generation:
                        return False
                    changed = list(self._journal)
                    graph.remove(changed)
                    rows = self._exact.rows(changed)
                    graph.upsert(self._exact.labels[rows], self._exact.vectors[rows])
                    self._graph = graph
                return True
            finally:
                self._journal = None

    def save(self, stamp: int | None = None) -> bool:
        """Write the index beside older ones, then remove those.

        Parameters
        ----------
        stamp
            Number of the last change it reflects; default its own.

        Returns
        -------
        bool
            False where a newer one stands there already, or where the disk is full or forbids it
            (told in `fault`): the index can always be made again, so neither is an error.
        """
        with self._lock:
            if stamp is not None:
                self.stamp = stamp
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with files.locked(self._folder, self._name, _LOCK_SECONDS) as mine:
                    newest = next(iter(files.manifests(self._folder, self._name)), (0, None))[0]
                    if not mine or newest > self.stamp:
                        return False
                    files.write(
                        self._folder,
                        self._name,
                        files.Stored(self._exact, self._graph, self.stamp),
                    )
            except OSError as fault:
                self.fault = f"it could not be saved: {fault.strerror or fault}"
                return False
        return True

    def _checked(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = np.ascontiguousarray(vectors, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.dim:
            raise ValueError(f"vectors of shape {rows.shape} instead of (n, {self.dim})")
        return rows
