"""Sorting onto the plan: rooms onto plots, objects onto loci, like next to like.

Linear assignment sorting (Barthel, Hezel & Jung 2023, "Improved evaluation and generation of grid
layouts"): each place wants the kernel-weighted mean of what stands about it, an exact assignment
gives every thing the place that wants it most, and the kernel narrows. Here the kernel is of
*walking* distance. Greedy exchanges then lower the quadratic cost: mass of shared neighbours
times a walk that saturates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from palace.layout.bays import BAY, CAPACITY, DEPTH, INSIDE_WIDTH, MIDDLE, slot_points
from palace.layout.rooms import unit
from palace.layout.site import CORRIDOR

_WIDEST, _NARROWEST, _STEPS = 40.0, 8.0, 10
_SATURATION = 25.0
"""Metres of walk after which farther hardly matters for what stands together."""
_FARTHER = 1.0
"""What each further mean walk costs nevertheless: far ends are for what is far."""
_EXCHANGES = 3
"""At most so many for each room until no single one helps."""
_DETOURS, _MANY_ROOMS = 10, 140
"""And so many more for each room that may make it worse at first; fewer where there are many
rooms, as the time for them grows with the cube."""


def affinity(
    labels: NDArray[np.int64],
    indices: NDArray[np.int32],
    cosines: NDArray[np.float32],
    room_vectors: NDArray[np.float32],
    threads: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return how much two rooms want to be near, (rooms, rooms), zero diagonal.

    Four things: the mass of neighbours that their objects share; the squared cosine of their
    centroids about the common mean, for rooms without a single shared neighbour may still be of
    one subject; whether one is among the few that are most like the other; and how many threads
    go on in both.

    Parameters
    ----------
    labels
        (n,) room of each object.
    indices, cosines
        (n, k) nearest neighbours.
    room_vectors
        (r, d) unit centroids.
    threads
        (n,) number of each object's thread, -1 for none.
    """
    k, rooms = indices.shape[1], len(room_vectors)
    pairs = np.repeat(labels, k) * rooms + labels[indices].ravel()
    mass = np.bincount(pairs, np.maximum(cosines, 0).ravel() ** 2, minlength=rooms * rooms)
    square = mass.reshape(rooms, rooms).astype(np.float64)
    square = square + square.T
    np.fill_diagonal(square, 0)
    centred = unit(room_vectors - room_vectors.mean(0))
    alike = np.maximum(centred @ centred.T, 0).astype(np.float64) ** 2
    np.fill_diagonal(alike, 0)
    square += _SUBJECT * alike * (square.sum() / max(alike.sum(), 1e-9))
    total = square.sum()
    for weight, further in (
        (_MOST_ALIKE, _most_alike(room_vectors)),
        (_THREADS, _shared_threads(labels, threads, rooms)),
    ):
        square += weight * further * (total / max(further.sum(), 1e-9))
    return square.astype(np.float32)


_SUBJECT, _MOST_ALIKE, _THREADS = 2.0, 6.0, 0.5
"""What each weighs in all: the first beside the shared neighbours, the others beside both."""
_ALIKE = 5
_LONGEST_THREAD = 40
"""A thread of more parts has no one place; it draws no rooms together."""


def _most_alike(room_vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return 1 where a room is among the `_ALIKE` most like another, 2 where both are."""
    rooms = len(room_vectors)
    likeness = room_vectors @ room_vectors.T
    np.fill_diagonal(likeness, -np.inf)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, : min(_ALIKE, rooms - 1)]
    chosen = np.zeros((rooms, rooms))
    np.put_along_axis(chosen, nearest, 1.0, 1)
    return chosen + chosen.T


def _shared_threads(
    labels: NDArray[np.int64], threads: NDArray[np.int64], rooms: int
) -> NDArray[np.float64]:
    """Return how many steps from part to part of a thread lead from room to room."""
    from scipy import sparse  # slow to import

    inside = threads >= 0
    if not inside.any():
        return np.zeros((rooms, rooms))
    parts = np.bincount(threads[inside])
    inside &= (parts[threads] > 1) & (parts[threads] <= _LONGEST_THREAD)
    number, room = threads[inside], labels[inside]
    member = sparse.csr_matrix((np.ones(len(number)), (number, room)), (len(parts), rooms))
    per_part = member.multiply(1 / np.maximum(parts, 1)[:, None]).tocsr()
    steps = np.asarray((member.T @ per_part).todense())
    np.fill_diagonal(steps, 0)
    return steps


def first_component(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows' coordinates on their first principal component, sign fixed."""
    centred = rows - rows.mean(0)
    values, vectors = np.linalg.eigh(centred @ centred.T)
    axis = vectors[:, -1] * np.sqrt(max(values[-1], 0))
    return np.asarray(axis if axis[np.argmax(np.abs(axis))] > 0 else -axis, np.float32)


def sort_rooms(
    room_vectors: NDArray[np.float32],
    shared: NDArray[np.float32],
    groups: Sequence[NDArray[np.int64]],
    walk: NDArray[np.float32],
) -> NDArray[np.int64]:
    """Give every room a plot.

    Parameters
    ----------
    room_vectors
        (r, d) unit centroids.
    shared
        (r, r) from `affinity`.
    groups
        For each wing the rooms in it. The plots are numbered in the same order: wing by wing,
        as many as rooms, the nearest to the court first.
    walk
        (r, r) walking distances between plots (m).

    Returns
    -------
    plot
        (r,) the plot of each room.
    """
    plot = np.empty(len(room_vectors), np.int64)
    start = 0
    for group in groups:
        plots = np.arange(start, start + len(group))
        start += len(group)
        plot[group] = plots[_sorted_onto(room_vectors[group], walk[np.ix_(plots, plots)])]
    return settle_rooms(plot, shared, walk)


def settle_rooms(
    plot: NDArray[np.int64], shared: NDArray[np.float32], walk: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Exchange the plots of rooms until like is near like on foot.

    Parameters
    ----------
    plot
        (r,) the plot of each room.
    shared
        (r, r) from `affinity`.
    walk
        (r, r) walking distances between plots (m).
    """
    cost = 1 - np.exp(-walk / _SATURATION) + _FARTHER * walk / max(float(walk.mean()), 1e-9)
    return exchanged(plot, shared, cost.astype(np.float64))


def _sorted_onto(rows: NDArray[np.float32], walk: NDArray[np.float32]) -> NDArray[np.int64]:
    n = len(rows)
    centred = rows - rows.mean(0)
    place = np.empty(n, np.int64)
    place[np.argsort(first_component(rows), kind="stable")] = np.arange(n)
    if n < 3:
        return place
    for width in np.geomspace(_WIDEST, _NARROWEST, _STEPS):
        kernel = np.exp(-((walk / width) ** 2) / 2).astype(np.float32)[:, place]
        wanted = (kernel @ centred) / (kernel.sum(1, keepdims=True) + 1e-6)
        place = _assigned((wanted * wanted).sum(1)[None] - 2 * centred @ wanted.T)
    return np.asarray(place, np.int64)


def exchanged(
    plot: NDArray[np.int64], shared: NDArray[np.float32], cost: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Exchange the plots of two rooms, the best pair first, while that brings like nearer to like.

    Also across wings: where two wings meet, a room may serve its neighbours better in the other.
    Where no exchange helps any more, the least bad is made and the room may not go back for a
    while: so the search leaves a valley for a deeper one (Taillard 1991, "Robust taboo search for
    the quadratic assignment problem"). Its chance is seeded, so the result is always the same.

    Parameters
    ----------
    plot
        (r,) the plot of each room.
    shared
        (r, r) how much two rooms want to be near, symmetric.
    cost
        (r, r) what it costs that two plots are apart, symmetric.

    Returns
    -------
    plot
        (r,) the better plots.
    """
    plot = plot.copy()
    rooms = len(plot)
    if rooms < 2:
        return plot
    wish = shared.astype(np.float64)
    apart = cost[np.ix_(plot, plot)]
    bill = wish @ apart
    """What room i would pay on the plot of room j."""
    best, most_saved, saved = plot.copy(), 0.0, 0.0
    chance = np.random.default_rng(0)
    barred = np.zeros((rooms, rooms), np.int64)
    """Until which exchange room i may not go to plot p."""
    detours = 0
    most_detours = round(_DETOURS * rooms * min(1, (_MANY_ROOMS / rooms) ** 4)) if rooms > 3 else 0
    for turn in range(_EXCHANGES * rooms + most_detours):
        own = np.diag(bill)
        gain = own[:, None] + own[None] - bill - bill.T - 2 * wish * apart
        i, j = divmod(int(np.argmax(gain)), rooms)
        if saved + gain[i, j] <= most_saved + 1e-6:  # nothing is better than the best so far
            if detours == most_detours:
                break
            detours += 1
            back = barred[:, plot] > turn
            gain[back | back.T] = -np.inf
            np.fill_diagonal(gain, -np.inf)
            i, j = divmod(int(np.argmax(gain)), rooms)
            if gain[i, j] == -np.inf:
                continue
        saved += float(gain[i, j])
        barred[[i, j], plot[[i, j]]] = turn + chance.integers(rooms // 2, rooms + 2, 2)
        plot[i], plot[j] = plot[j], plot[i]
        # As the product of both anew, in two of its columns and two of its summands.
        bill += np.outer(wish[:, i] - wish[:, j], apart[j] - apart[i])
        apart[[i, j]] = apart[[j, i]]
        apart[:, [i, j]] = apart[:, [j, i]]
        bill[:, [i, j]] = wish @ apart[:, [i, j]]
        if saved > most_saved + 1e-6:
            best, most_saved = plot.copy(), saved
    return best


def sort_objects(
    vectors: NDArray[np.float32],
    around: Sequence[tuple[NDArray[np.float32], tuple[float, float]]],
) -> NDArray[np.int64]:
    """Give each of a room's objects a slot.

    Parameters
    ----------
    vectors
        (n, d) of the room's objects, n <= CAPACITY.
    around
        Centroids of neighbouring rooms, each with that room's middle in this room's frame (m):
        what is like the next room stands toward it.

    Returns
    -------
    slot
        (n,) indices into `bays.slots`.
    """
    n = len(vectors)
    if n > CAPACITY:
        raise ValueError(f"{n} objects do not fit {CAPACITY} loci")
    if n < 2:
        return np.full(n, BEST_SLOT, np.int64)
    points = slot_points()
    mean = vectors.mean(0)
    centred = vectors - mean
    values, left = np.linalg.eigh((centred @ centred.T).astype(np.float64))
    flat = left[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
    flat *= np.where(np.take_along_axis(flat, np.abs(flat).argmax(0)[None], 0) < 0, -1, 1)
    toward = np.zeros((0, vectors.shape[1]), np.float32)
    pull = np.zeros((CAPACITY, 0), np.float32)
    if around:
        toward = np.array([v for v, _ in around], np.float32) - mean
        middles = np.array([m for _, m in around])
        flat = _turned(flat, centred, toward, middles - np.array(MIDDLE))
        gap = np.linalg.norm(points[:, None, :2] - middles[None], axis=2) - 6.0
        pull = (0.5 * np.exp(-((np.maximum(gap, 0) / 3.0) ** 2) / 2)).astype(np.float32)
    reluctance = _reluctance(m for _, m in around)
    spread = (points[:, :2] - points[:, :2].mean(0)) / points[:, :2].std()
    flat = (flat - flat.mean(0)) / (flat.std() + 1e-9)
    slot = _assigned(((flat[:, None] - spread[None]) ** 2).sum(2))
    for kernel in _slot_kernels():
        near = kernel[:, slot]
        wanted = near @ centred + pull @ toward
        wanted /= near.sum(1, keepdims=True) + pull.sum(1, keepdims=True) + 1e-6
        price = (wanted * wanted).sum(1) + reluctance
        slot = _assigned(price[None] - 2 * centred @ wanted.T)
    return np.asarray(slot, np.int64)


def _turned(
    flat: NDArray[np.float64],
    centred: NDArray[np.float32],
    toward: NDArray[np.float32],
    bearing: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Turn or mirror the plane so that what is like a neighbour lies toward it (Procrustes)."""
    scale = np.maximum((flat * flat).sum(0), 1e-9)
    seen = (toward @ centred.T).astype(np.float64) @ (flat / scale)
    u, _, vt = np.linalg.svd(seen.T @ bearing)
    return np.asarray(flat @ (u @ vt), np.float64)


def settle_objects(
    vectors: NDArray[np.float32],
    slot: NDArray[np.int64],
    beyond: Sequence[tuple[NDArray[np.float32], NDArray[np.float64], tuple[float, float]]],
) -> NDArray[np.int64]:
    """Sort a room's objects again, now by what really stands behind its walls.

    Niches are cut back to back into one wall, so what is nearest to an object is often in the
    next room.

    Parameters
    ----------
    vectors, slot
        The room's objects and where they stand.
    beyond
        For each room beside and across: the vectors of its objects (m, d), their feet (m, 3) and
        the room's middle, both in this room's frame (m).
    """
    if len(vectors) < 2 or not beyond:
        return slot
    mean = vectors.mean(0)
    centred, others = vectors - mean, np.concatenate([v for v, _, _ in beyond]) - mean
    feet = np.concatenate([f for _, f, _ in beyond])
    squared = ((slot_points()[:, None] - feet[None]) ** 2).sum(2)
    reluctance = _reluctance(m for _, _, m in beyond)
    for width, kernel in list(zip(_SLOT_WIDTHS, _slot_kernels(), strict=True))[1:]:
        near = kernel[:, slot]
        far = np.exp(-squared / (2 * width * width)).astype(np.float32)
        wanted = near @ centred + far @ others
        wanted /= near.sum(1, keepdims=True) + far.sum(1, keepdims=True) + 1e-6
        price = (wanted * wanted).sum(1) + reluctance
        slot = _assigned(price[None] - 2 * centred @ wanted.T)
    return np.asarray(slot, np.int64)


_RIGHT_WALL, _LEFT_WALL = 0.3, 0.2


def _reluctance(middles: Iterable[tuple[float, float]]) -> NDArray[np.float32]:
    """Return what a slot costs beside its likeness.

    A wall between two rooms is filled last, and from one side first. Else strangers would stand
    back to back, two thirds of a metre apart, while there is space elsewhere.
    """
    beside = [p for p, _ in middles]
    across = slot_points()[:, 0]
    cost = np.zeros(len(across), np.float32)
    if any(p > INSIDE_WIDTH / 2 for p in beside):
        cost[across > INSIDE_WIDTH / 2] = _RIGHT_WALL
    if any(p < -INSIDE_WIDTH / 2 for p in beside):
        cost[across < -INSIDE_WIDTH / 2] = _LEFT_WALL
    return cost


_SLOT_WIDTHS = (4.0, 3.0, 2.0, 1.5, 1.2)


def _assigned(cost: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return for each row its column in the cheapest assignment."""
    from scipy.optimize import linear_sum_assignment  # slow to import

    return np.asarray(linear_sum_assignment(cost)[1], np.int64)


_KERNELS: list[NDArray[np.float32]] = []


def _slot_kernels() -> list[NDArray[np.float32]]:
    """Kernels of the distance between loci, the same in every room."""
    if not _KERNELS:
        points = slot_points()
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        _KERNELS.extend(
            np.exp(-((apart / width) ** 2) / 2).astype(np.float32) for width in _SLOT_WIDTHS
        )
    return _KERNELS


BEST_SLOT = 22
"""For a room's only object: the pedestal by the window that one sees from the door."""

NEXT_ROOMS: tuple[tuple[int, int, tuple[float, float]], ...] = (
    (-1, 0, (-BAY, MIDDLE[1])),
    (1, 0, (BAY, MIDDLE[1])),
    (0, 1, (0.0, -CORRIDOR - DEPTH + (DEPTH - MIDDLE[1]))),
)
"""To the left, to the right, across the corridor: (right, across, middle in this room's frame)."""
