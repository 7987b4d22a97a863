"""Exchanging objects between loci, across the walls of rooms, until like stands beside like.

Rooms and their arrangement give every object a first locus. What stands nearest to it in space is
often in the next room, behind the wall, or across the corridor: no sorting room by room sees that.
So the loci that are taken stay taken, and pairs of objects change places while that brings both
nearer to what they are like: a local search on the quadratic assignment problem (Koopmans &
Beckmann 1957; exchanges as in Taillard 1995) whose flow is sparse, for each locus looks only at
the loci nearest to it.

A likeness that is a scalar product makes an exchange cheap to judge: with `around[p]` the weighted
sum of the vectors that stand about locus `p`, the worth of object `x` there is ``x · around[p]``,
and exchanging the objects `x` at `p` and `y` at `q` gains
``(x - y) · (around[q] - around[p]) - w(p, q) |x - y|²``, where `w` is how much `p` and `q` look at
each other (they stay each other's neighbours).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from palace.layout.rooms import unit

DIMENSIONS = 64
"""Principal components that decide: the rest is detail that three dimensions of space cannot hold,
and without it neighbours in space are neighbours in meaning more often."""
_WIDTHS = (20, 10)
"""Neighbours in space that count: first the wider surroundings, then the nearest."""
COMPANY = 0.3
"""What all that stands in one's room counts, as a share of what stands about one's locus."""
_THREAD = 0.05
"""Likeness of two parts of one thread, beside the cosine of what they say."""
_THREAD_DIMENSIONS = 32
_NEIGHBOURS = 12
"""Nearest objects in meaning, about whose loci a better one is looked for."""
_RING = 8
"""Loci about each of these."""
_PASSES = 24
_LARGE, _LARGE_PASSES, _LARGE_NEIGHBOURS = 20_000, 2, 6
"""Above so many objects the search is cut short."""
_BATCH = 32
"""Objects looked at together: as many as the processor's cache holds the surroundings of."""
_LEAST_GAIN = 1e-4


def features(
    vectors: NDArray[np.float32], threads: NDArray[np.int64], dimensions: int = DIMENSIONS
) -> NDArray[np.float32]:
    """Return rows whose scalar product is how much two objects want to stand together.

    Parameters
    ----------
    vectors
        (n, d), unit rows.
    threads
        (n,) number of each object's thread, -1 for none.
    dimensions
        Leading principal components that count.

    Returns
    -------
    features
        (n, `dimensions` + 32): unit rows of the leading principal components, and a direction for
        every thread; those of two threads are nearly at right angles.
    """
    centred = vectors - vectors.mean(0)
    if vectors.shape[1] > dimensions:
        _, axes = np.linalg.eigh(centred.T @ centred)
        centred = centred @ axes[:, : -dimensions - 1 : -1]
    rows = unit(np.asarray(centred, np.float32))
    if not (threads >= 0).any():
        return rows
    drawn = np.random.default_rng(0).normal(size=(int(threads.max()) + 2, _THREAD_DIMENSIONS))
    directions = unit(drawn.astype(np.float32))
    directions[-1] = 0  # what belongs to no thread; it is the row of number -1
    return np.hstack([rows, np.float32(np.sqrt(_THREAD)) * directions[threads]])


def exchange(
    wants: NDArray[np.float32],
    near: NDArray[np.int32],
    points: NDArray[np.float64],
    rooms: NDArray[np.int64],
    step: Callable[[float], None] = lambda _: None,
    company: float = COMPANY,
) -> NDArray[np.int64]:
    """Exchange objects between the loci that are taken.

    Parameters
    ----------
    wants
        (n, f) from `features`.
    near
        (n, k) nearest objects in meaning.
    points
        (n, 3) where each object stands (m).
    rooms
        (n,) the room of each of these loci.
    step
        Told the share done; may raise to stop.
    company
        What all in one's room counts, as a share of what stands about one's locus.

    Returns
    -------
    at
        (n,) object `i` goes to where object ``at[i]`` stood.
    """
    n = len(wants)
    at = np.arange(n)
    if n < 3:
        return at
    looked = _NEIGHBOURS if n <= _LARGE else _LARGE_NEIGHBOURS
    for round_, width in enumerate(_WIDTHS):
        search = _Search(wants, near[:, :looked], points, rooms, min(width, n - 1), at, company)
        search.run(partial(_told, step, round_))
    return at


def _told(step: Callable[[float], None], round_: int, share: float) -> None:
    step((round_ + share) / len(_WIDTHS))


class _Search:
    """One local search at one width; changes `at`."""

    def __init__(
        self,
        wants: NDArray[np.float32],
        near: NDArray[np.int32],
        points: NDArray[np.float64],
        rooms: NDArray[np.int64],
        width: int,
        at: NDArray[np.int64],
        company: float,
    ) -> None:
        from scipy import sparse  # slow to import
        from scipy.spatial import cKDTree

        n = len(wants)
        self.wants, self.near, self.at, self.rooms, self.width = wants, near, at, rooms, width
        self.object_at = np.empty(n, np.int64)
        self.object_at[at] = np.arange(n)
        self.standing = wants[self.object_at]
        found = cKDTree(points).query(points, width + 1)[1].astype(np.int32)
        # A locus is its own nearest, except among others at the very same point.
        own = np.arange(n)[:, None]
        order = np.argsort(found != own, axis=1, kind="stable")
        found = np.take_along_axis(found, order, 1)
        found[:, 0] = own[:, 0]
        self.beside = found
        rows = np.repeat(np.arange(n), width)
        flow = sparse.csr_matrix(
            (np.ones(n * width, np.float32), (rows, found[:, 1:].ravel())), (n, n)
        )
        self.flow = (flow + flow.T).tocsr()
        self.flow.sort_indices()
        sizes = np.maximum(np.bincount(rooms), 1)
        self.share = (2 * width * company / sizes).astype(np.float32)
        """What one object counts for each of the others in its room."""
        self.table = np.zeros((_BATCH, n), np.float32)
        """Rows of `flow` spelt out, for a batch at a time."""
        member = sparse.csr_matrix((np.ones(n, np.float32), (np.arange(n), rooms)))
        self.around = np.asarray(self.flow @ self.standing, np.float32)
        self.in_room = np.asarray(member.T @ self.standing, np.float32)

    def run(self, step: Callable[[float], None]) -> None:
        """Exchange until no exchange helps, or for so many passes."""
        n = len(self.at)
        passes = _PASSES if n <= _LARGE else _LARGE_PASSES
        open_ = np.ones(n, bool)
        for number in range(passes):
            objects = np.flatnonzero(open_)
            open_[:] = False
            gains = np.empty(len(objects), np.float32)
            targets = np.empty(len(objects), np.int64)
            self._look_about()
            for start in range(0, len(objects), _BATCH):
                step((number + start / max(len(objects), 1)) / passes)
                part = slice(start, start + _BATCH)
                gains[part], targets[part] = self._best(objects[part])
            done = 0
            for i in np.argsort(-gains, kind="stable").tolist():
                if gains[i] <= _LEAST_GAIN:
                    break
                x = int(objects[i])
                p, q = int(self.at[x]), int(targets[i])
                if self._gain(p, q) > _LEAST_GAIN:
                    done += 1
                    open_[self.object_at[self.beside[p]]] = True
                    open_[self.object_at[self.beside[q]]] = True
                    self._exchange(p, q)
                else:
                    open_[x] = True  # somebody was quicker; it looks again in the next pass
            if done <= n // 2_000:
                break

    def _look_about(self) -> None:
        """Gather what is asked again and again while nothing changes place."""
        f = self.standing.shape[1]
        drawn = self.around + self.share[self.rooms][:, None] * self.in_room[self.rooms]
        self.both = np.empty((len(drawn), 2 * f), np.float32)
        self.both[:, :f], self.both[:, f:] = self.standing, drawn
        self.worth = np.einsum("nf,nf->n", self.standing, drawn)
        self.square = np.einsum("nf,nf->n", self.standing, self.standing)

    def _between(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what corrects the rooms' sums.

        An object is in the sum of its room, but is no company of its own; within a room an
        exchange changes nothing.
        """
        return np.where(one == other, 0, (self.share[one] + self.share[other]) / 2)

    def _best(self, objects: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return for each object the gain of its best exchange, and with which locus."""
        here = self.at[objects]
        there = self.beside[self.at[self.near[objects]], : _RING + 1].reshape(len(objects), -1)
        f = self.standing.shape[1]
        ask = np.zeros((len(here), 2 * f, 2), np.float32)
        ask[:, :f, 0], ask[:, f:, 0] = self.both[here, f:], self.both[here, :f]
        ask[:, :f, 1] = self.both[here, :f]
        crossed, alike = np.moveaxis(self.both[there] @ ask, 2, 0)
        gain = crossed - self.worth[here][:, None] - self.worth[there]
        flow = self._flows(here, there)
        flow -= self._between(self.rooms[here][:, None], self.rooms[there])
        gain -= flow * (self.square[here][:, None] + self.square[there] - 2 * alike)
        gain[there == here[:, None]] = -1
        best = gain.argmax(1)
        rows = np.arange(len(objects))
        return gain[rows, best], there[rows, best]

    def _flows(self, here: NDArray[np.int64], there: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return how much each locus and each of its targets look at each other."""
        counts = self.flow.indptr[here + 1] - self.flow.indptr[here]
        rows = np.repeat(np.arange(len(here)), counts)
        first = np.repeat(self.flow.indptr[here] - np.cumsum(counts) + counts, counts)
        entries = first + np.arange(len(rows))
        columns = self.flow.indices[entries]
        self.table[rows, columns] = self.flow.data[entries]
        found = self.table[np.arange(len(here))[:, None], there]
        self.table[rows, columns] = 0
        return np.asarray(found, np.float32)

    def _gain(self, p: int, q: int) -> float:
        if p == q:
            return 0.0
        one, other = self.rooms[p], self.rooms[q]
        apart = self.standing[p] - self.standing[q]
        drawn = self.around[q] - self.around[p]
        flow = self._flow(p, q)
        if one != other:
            mine, theirs = self.share[one], self.share[other]
            drawn += theirs * self.in_room[other] - mine * self.in_room[one]
            flow -= float(mine + theirs) / 2
        return float(apart @ drawn) - flow * float(apart @ apart)

    def _flow(self, p: int, q: int) -> float:
        start, end = self.flow.indptr[p], self.flow.indptr[p + 1]
        columns = self.flow.indices[start:end]
        found = int(np.searchsorted(columns, q))
        if found < len(columns) and columns[found] == q:
            return float(self.flow.data[start + found])
        return 0.0

    def _exchange(self, p: int, q: int) -> None:
        change = self.standing[q] - self.standing[p]
        self.standing[p] += change
        self.standing[q] -= change
        for locus, sign in ((p, 1.0), (q, -1.0)):
            start, end = self.flow.indptr[locus], self.flow.indptr[locus + 1]
            weight = np.float32(sign) * self.flow.data[start:end, None]
            self.around[self.flow.indices[start:end]] += weight * change
            self.in_room[self.rooms[locus]] += np.float32(sign) * change
        x, y = self.object_at[p], self.object_at[q]
        self.object_at[p], self.object_at[q] = y, x
        self.at[x], self.at[y] = q, p
