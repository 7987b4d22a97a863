"""Rooms of objects: their sizes, balanced bisection, moves to where the neighbours are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

TARGET, SMALLEST, LARGEST = 19, 7, 30
"""Objects in a room at the founding."""
_SPLIT_SHARE = 0.25
_LLOYD_STEPS = 8
_PASSES = 5
_AMPLE, _CROWDING = 20, 0.4
"""Above so many objects a room is less inviting, down to this much less when it is full."""


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows scaled to length one; a zero row stays zero."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)


def centroids(
    vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int
) -> NDArray[np.float32]:
    """Return the unit mean vector of each label, (count, d)."""
    order = np.argsort(labels, kind="stable")
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    present, starts = np.unique(labels[order], return_index=True)
    if len(present):
        sums[present] = np.add.reduceat(vectors[order], starts, axis=0)
    return unit(sums)


def room_count(n: int) -> int:
    """Return how many rooms n objects fill."""
    if n == 0:
        return 0
    return 1 if n <= LARGEST else max(2, round(n / TARGET))


def bisect(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Cut the objects into `room_count` groups by bisecting spherical 2-means.

    Each cut starts from the first principal component, so there is no chance in it. The share of
    rooms that either half gets follows its natural size, within what keeps all rooms between
    `SMALLEST` and `LARGEST` (after Karypis & Steinbach's bisecting k-means, balanced).

    Parameters
    ----------
    vectors
        (n, d), unit rows.

    Returns
    -------
    labels
        (n,), from 0; neighbouring numbers were cut apart late, so are alike.
    """
    labels = np.zeros(len(vectors), np.int64)
    pending = [(np.arange(len(vectors)), room_count(len(vectors)))]
    made = 0
    while pending:
        members, rooms = pending.pop()
        if rooms <= 1:
            labels[members] = made
            made += 1
            continue
        side = side_of(vectors[members])
        order = np.argsort(-side, kind="stable")
        cut, left = _cut(int((side > 0).sum()), len(members), rooms)
        pending.append((np.sort(members[order[cut:]]), rooms - left))
        pending.append((np.sort(members[order[:cut]]), left))
    return labels


def side_of(part: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each row how much more it belongs to the one half than to the other.

    Spherical 2-means, started from the first principal component.
    """
    centred = part - part.mean(0)
    axis = centred[np.argmax((centred * centred).sum(1))].copy()
    for _ in range(_LLOYD_STEPS):  # power iteration
        axis = centred.T @ (centred @ axis)
        length = float(np.linalg.norm(axis))
        if length < 1e-12:
            return np.zeros(len(part), np.float32)
        axis /= length
    if axis[np.argmax(np.abs(axis))] < 0:
        axis = -axis
    side = centred @ axis
    first = side > 0
    for _ in range(_LLOYD_STEPS):
        if first.all() or not first.any():
            break
        side = part @ (unit(part[first].mean(0)) - unit(part[~first].mean(0)))
        if ((side > 0) == first).all():
            break
        first = side > 0
    return np.asarray(side, np.float32)


def _cut(natural: int, n: int, rooms: int) -> tuple[int, int]:
    """Return how many objects and how many rooms the first half gets."""
    left = min(max(round(natural * rooms / n), 1), rooms - 1)
    right = rooms - left
    mean = n / rooms
    # A half of several rooms must not be so full or so empty that its own cuts have no choice.
    low_l, high_l = (SMALLEST, LARGEST) if left == 1 else (0.75 * mean * left, 1.25 * mean * left)
    low_r, high_r = (
        (SMALLEST, LARGEST) if right == 1 else (0.75 * mean * right, 1.25 * mean * right)
    )
    low = max(low_l, SMALLEST * left, n - high_r, n - LARGEST * right)
    high = min(high_l, LARGEST * left, n - low_r, n - SMALLEST * right)
    if rooms == 2:
        low, high = max(low, _SPLIT_SHARE * n), min(high, (1 - _SPLIT_SHARE) * n)
    cut = min(max(natural, math.ceil(low - 1e-9)), math.floor(high + 1e-9))
    return min(max(cut, 1), n - 1), left


def refine(
    labels: NDArray[np.int64],
    indices: NDArray[np.int32],
    cosines: NDArray[np.float32],
    threads: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Move objects to the room where most of their neighbours are, while it has space.

    Size-constrained label propagation (Meyerhenke, Sanders & Schulz 2014). Neighbours vote with
    the fourth power of their cosine: the one note on the same thing says more than a dozen of the
    same tone.

    Parameters
    ----------
    labels
        (n,) room of each object.
    indices, cosines
        (n, k) nearest neighbours.
    threads
        (n,) number of each object's thread, -1 for none: parts of one thread vote for each
        other too, so that a conversation is not scattered over the palace.

    Returns
    -------
    labels
        (n,) the same rooms, none above `LARGEST`, none taken below `SMALLEST`.
    """
    if labels.size == 0 or labels.max() == 0:
        return labels
    sizes: list[int] = np.bincount(labels).tolist()
    rooms: list[int] = labels.tolist()
    neighbours: list[list[int]] = indices.tolist()
    weights: list[list[float]] = (np.maximum(cosines, 0) ** 4).tolist()
    mates = _thread_mates(threads, len(rooms))
    # A full room is told from the next one less easily: it must be liked better to grow further.
    fullness = [max(0, s - _AMPLE) / (LARGEST - _AMPLE) for s in range(LARGEST + 1)]
    welcome = [1 - _CROWDING * f for f in fullness]
    for _ in range(_PASSES):
        moved = 0
        for i, (near, weight) in enumerate(zip(neighbours, weights, strict=True)):
            votes: dict[int, float] = {}
            for j, w in zip(near, weight, strict=True):
                votes[rooms[j]] = votes.get(rooms[j], 0.0) + w
            together = mates[i]
            if together:
                share = THREAD_VOTE * sum(weight) / len(together)
                for j in together:
                    votes[rooms[j]] = votes.get(rooms[j], 0.0) + share
            here = rooms[i]
            best, most = here, votes.get(here, 0.0) * 1.001 * welcome[sizes[here]] + 1e-9
            for room, vote in votes.items():
                if room == here or sizes[room] >= LARGEST:
                    continue
                value = vote * welcome[sizes[room] + 1]
                if value > most:
                    best, most = room, value
            if best != here and sizes[here] > SMALLEST:
                sizes[here] -= 1
                sizes[best] += 1
                rooms[i] = best
                moved += 1
        if moved < 0.002 * len(rooms):
            break
    return np.array(rooms, np.int64)


THREAD_VOTE = 0.35
"""What all parts of one's thread together say, as a share of what all neighbours say."""
_MATES = 12


def _thread_mates(threads: NDArray[np.int64] | None, n: int) -> list[list[int]]:
    mates: list[list[int]] = [[] for _ in range(n)]
    if threads is None:
        return mates
    members: dict[int, list[int]] = {}
    for i, thread in enumerate(threads.tolist()):
        if thread >= 0:
            members.setdefault(thread, []).append(i)
    for group in members.values():
        if len(group) >= 2:
            for at, i in enumerate(group):
                others = group[:at] + group[at + 1 :]
                # A thread of hundreds has no one room; a few of its parts say enough.
                step = max(1, len(others) // _MATES)
                mates[i] = others[::step][:_MATES]
    return mates
