"""Rooms into quarters and wings, and the wings' order round the court."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from palace.layout.arrange import exchanged
from palace.layout.rooms import centroids, unit
from palace.layout.site import GRID, MOST_STOREYS, ONE_STOREY, ROOMS_AT_FOUNDING


def wing_count(rooms: int) -> int:
    """Return how many wings this many rooms make: one to four in a house, then six, then eight."""
    for most, wings in ((0, 0), (2, 1), (5, 2), (8, 3), (44, 4), (66, 6)):
        if rooms <= most:
            return wings
    return 8


def quarters_of(room_vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Group rooms into quarters of about equal size, like ones on neighbouring places of `GRID`.

    Parameters
    ----------
    room_vectors
        (r, d) unit centroids.

    Returns
    -------
    quarter
        (r,) the quarter of each room; numbers follow `GRID`.
    """
    rooms = len(room_vectors)
    count = max(1, math.ceil(rooms / (ROOMS_AT_FOUNDING / _UNEVEN)))
    if rooms <= ROOMS_AT_FOUNDING:
        return np.zeros(rooms, np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    tree = linkage(room_vectors.astype(np.float64), "ward")
    found = fcluster(tree, count, "maxclust").astype(np.int64) - 1
    found = _balanced(room_vectors, found, count, ROOMS_AT_FOUNDING)
    middles = centroids(room_vectors, found, count)
    centred = unit(middles - middles.mean(0))
    alike = np.maximum(centred @ centred.T, 0) ** 2
    np.fill_diagonal(alike, 0)
    cells = np.array(GRID[:count], np.float64)
    apart = np.abs(cells[:, None] - cells[None]).sum(2)
    place = exchanged(np.arange(count), alike, 1 - np.exp(-apart))
    return np.asarray(place[found], np.int64)


_UNEVEN = 1.15
"""How much larger than the mean a quarter may be."""


def wings_of(room_vectors: NDArray[np.float32], wings: int) -> NDArray[np.int64]:
    """Group rooms into wings of about equal size, in an order that makes a short closed tour.

    Parameters
    ----------
    room_vectors
        (r, d) unit centroids, r >= wings.
    wings
        How many.

    Returns
    -------
    wing
        (r,) the wing of each room; numbers follow the tour round the court.
    """
    rooms = len(room_vectors)
    if wings <= 1:
        return np.zeros(rooms, np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    tree = linkage(room_vectors.astype(np.float64), "ward")
    found = fcluster(tree, wings, "maxclust").astype(np.int64) - 1
    found = _balanced(room_vectors, found, wings, _largest_wing(rooms, wings))
    order = _tour(centroids(room_vectors, found, wings))
    return np.argsort(order)[found]


def _largest_wing(rooms: int, wings: int) -> int:
    """Return how many rooms a wing may have."""
    mean = rooms / wings
    # The larger the palace the longer its longest wing: there the limit is tighter.
    most = max(2, math.ceil((1.4 if wings <= 4 else 1.25) * mean))
    if 1.1 * mean <= ONE_STOREY < most:
        return ONE_STOREY  # a few rooms too many are no reason for stairs
    return min(most, max(_FULL_WING, math.ceil(mean)))


_FULL_WING = MOST_STOREYS * (ONE_STOREY - 1) - 4
"""Rooms of the largest wing at its founding: a few plots are kept for what comes."""


def _balanced(
    room_vectors: NDArray[np.float32], wing: NDArray[np.int64], wings: int, most: int
) -> NDArray[np.int64]:
    """Move the rooms that mind least until no group is far from the mean size."""
    rooms = len(room_vectors)
    mean = rooms / wings
    least = max(1, round(0.6 * mean))
    wing = wing.copy()
    rows = np.arange(rooms)
    for _ in range(4):
        likeness = room_vectors @ centroids(room_vectors, wing, wings).T
        count = np.bincount(wing, minlength=wings)
        for w in range(wings):
            while count[w] > most:
                inside = np.flatnonzero(wing == w)
                other = np.where(count[None, :] >= most, -9.0, likeness[inside])
                other[:, w] = -9.0
                at = int(np.argmin(likeness[inside, w] - other.max(1)))
                to = int(other[at].argmax())
                wing[inside[at]] = to
                count[w] -= 1
                count[to] += 1
            while count[w] < least:
                gain = likeness[:, w] - likeness[rows, wing]
                gain[(wing == w) | (count[wing] <= least)] = -9.0
                at = int(gain.argmax())
                count[wing[at]] -= 1
                wing[at] = w
                count[w] += 1
    return wing


def _tour(wing_vectors: NDArray[np.float32]) -> list[int]:
    """Return a short closed tour: nearest neighbour, bettered by 2-opt (Croes 1958)."""
    n = len(wing_vectors)
    apart = 1 - unit(wing_vectors) @ unit(wing_vectors).T
    tour = [0]
    while len(tour) < n:
        left = [j for j in range(n) if j not in tour]
        tour.append(min(left, key=lambda j: (float(apart[tour[-1], j]), j)))
    better = True
    while better:
        better = False
        for i in range(n - 1):
            for j in range(i + 2, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                gain = apart[a, b] + apart[c, d] - apart[a, c] - apart[b, d]
                if a != d and gain > 1e-7:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    better = True
    return tour
