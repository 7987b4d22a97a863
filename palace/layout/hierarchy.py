"""What belongs together: Ward's tree over the objects, cut where rooms hold together best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from palace.layout.rooms import LARGEST, SMALLEST, TARGET, bisect, centroids, side_of, unit

_AT_ONCE = 1_000
"""Objects a tree is grown over: its time grows with their square. More are cut in two first."""
_LEAST_SHARE = 0.3
_STRAY = 0.5
"""What each object that a room lacks to `SMALLEST` costs, in units of cosine."""
_HIGHEST_RENT = 30.0
_HALVINGS = 14


def smoothed(
    vectors: NDArray[np.float32], indices: NDArray[np.int32], cosines: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the vectors, each moved half-way to its neighbours, about their common mean.

    One step of diffusion over the graph of neighbours (as in Wu et al. 2019, "Simplifying graph
    convolutional networks") draws subjects together and leaves the paths between them; what all
    objects share says nothing about their rooms.

    Parameters
    ----------
    vectors
        (n, d), unit rows.
    indices, cosines
        (n, k) nearest neighbours.
    """
    if indices.shape[1] == 0:
        return vectors
    weight = np.maximum(cosines, 0.0) ** 2
    total = np.maximum(weight.sum(1, keepdims=True), 1e-9)
    moved = vectors.copy()
    for column in range(indices.shape[1]):
        moved += (weight[:, column : column + 1] / total) * vectors[indices[:, column]]
    rows = unit(moved)
    return unit(rows - rows.mean(0))


def rooms_of(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Group objects into rooms, cutting where two subjects are clearly distinct.

    Ward's tree (1963) is cut so that the sum of cosines to the rooms' centroids, less a rent for
    every room, is greatest among all cuts; the rent is such that a room holds about `TARGET`.
    So a clear subject of ten has its own room and a broad one of thirty is not cut, which
    halving by size cannot do. What is left over, fewer than `SMALLEST`, goes to the rooms that
    it is most like.

    Parameters
    ----------
    vectors
        (n, d), unit rows, best `smoothed`.

    Returns
    -------
    labels
        (n,), from 0; every room has `SMALLEST` to `LARGEST` objects, a single one fewer.
    """
    if len(vectors) <= LARGEST:
        return np.zeros(len(vectors), np.int64)
    labels = np.zeros(len(vectors), np.int64)
    made = 0
    for members in _parts(vectors):
        labels[members] = made + _cut_tree(vectors[members])
        made = int(labels[members].max()) + 1
    return _without_strays(vectors, labels)


def _parts(vectors: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Halve all objects until a tree can be grown over each part."""
    done: list[NDArray[np.int64]] = []
    pending = [np.arange(len(vectors))]
    while pending:
        members = pending.pop()
        n = len(members)
        if n <= _AT_ONCE:
            done.append(members)
            continue
        side = side_of(vectors[members])
        order = np.argsort(-side, kind="stable")
        cut = min(max(int((side > 0).sum()), round(_LEAST_SHARE * n)), n - round(_LEAST_SHARE * n))
        pending += [np.sort(members[order[cut:]]), np.sort(members[order[:cut]])]
    return done


def _cut_tree(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the best cut of the objects' tree with about the right number of rooms."""
    from scipy.cluster.hierarchy import linkage  # slow to import
    from scipy.spatial.distance import squareform

    n = len(vectors)
    apart = np.sqrt(np.maximum(2 - 2 * (vectors @ vectors.T), 0)).astype(np.float64)
    apart = (apart + apart.T) / 2
    np.fill_diagonal(apart, 0)
    merges = linkage(squareform(apart, checks=False), "ward")[:, :2].astype(np.int64)
    sums = np.zeros((2 * n - 1, vectors.shape[1]), np.float32)
    sums[:n] = vectors
    sizes = np.ones(2 * n - 1, np.int64)
    for node, (left, right) in enumerate(merges.tolist(), start=n):
        sums[node] = sums[left] + sums[right]
        sizes[node] = sizes[left] + sizes[right]
    # The length of the sum of unit vectors is the sum of their cosines to its direction.
    worth = np.linalg.norm(sums, axis=1) - _STRAY * np.maximum(SMALLEST - sizes, 0)
    worth[sizes > LARGEST] = -np.inf
    wanted = n / TARGET
    low, high = 0.0, _HIGHEST_RENT
    best: list[int] = []
    for _ in range(_HALVINGS):
        rent = (low + high) / 2
        nodes = _best_nodes(worth - rent, merges)
        low, high = (rent, high) if len(nodes) > wanted else (low, rent)
        if not best or abs(len(nodes) - wanted) < abs(len(best) - wanted):
            best = nodes
    labels = np.empty(n, np.int64)
    for number, node in enumerate(best):
        labels[_leaves(node, merges, n)] = number
    counts = np.bincount(labels)
    if counts[counts < SMALLEST].sum() > n / 3:
        return bisect(vectors)  # no tree to speak of: all are alike, or each is alone
    return labels


def _best_nodes(value: NDArray[np.floating], merges: NDArray[np.int64]) -> list[int]:
    """Return the nodes that cover all leaves once with the greatest sum of values."""
    best: list[float] = value.tolist()
    n = len(merges) + 1
    whole = [True] * len(best)
    pairs: list[list[int]] = merges.tolist()
    for node, (left, right) in enumerate(pairs, start=n):
        apart = best[left] + best[right]
        if apart > best[node]:
            best[node], whole[node] = apart, False
    nodes = []
    pending = [len(best) - 1]
    while pending:
        node = pending.pop()
        if whole[node]:
            nodes.append(node)
        else:
            pending += reversed(pairs[node - n])
    return nodes


def _leaves(node: int, merges: NDArray[np.int64], n: int) -> list[int]:
    found, pending = [], [node]
    while pending:
        at = pending.pop()
        if at < n:
            found.append(at)
        else:
            pending += merges[at - n].tolist()
    return found


def _without_strays(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give up rooms that are too small: the smallest first, each object to the room most like it.

    Where no other room has space, the small one is filled up from them instead.
    """
    labels = labels.copy()
    counts = np.bincount(labels)
    middles = centroids(vectors, labels, len(counts))

    def changed(rooms: set[int]) -> None:
        for r in rooms:
            middles[r] = unit(vectors[labels == r].sum(0))

    while True:
        small = np.flatnonzero((counts > 0) & (counts < SMALLEST))
        if not len(small):
            break
        room = int(small[np.argmin(counts[small])])
        open_to = (counts > 0) & (counts < LARGEST)
        open_to[room] = False
        touched = {room}
        if (LARGEST - counts[open_to]).sum() >= counts[room]:
            for i in np.flatnonzero(labels == room).tolist():
                likeness = np.where(open_to, middles @ vectors[i], -np.inf)
                to = int(likeness.argmax())
                labels[i] = to
                touched.add(to)
                counts[to] += 1
                counts[room] -= 1
                open_to[to] = counts[to] < LARGEST
        else:
            likeness = vectors @ middles[room]
            for i in np.argsort(-likeness, kind="stable").tolist():
                if counts[room] >= SMALLEST:
                    break
                if labels[i] != room and counts[labels[i]] > SMALLEST:
                    touched.add(int(labels[i]))
                    counts[labels[i]] -= 1
                    counts[room] += 1
                    labels[i] = room
        changed(touched)
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
