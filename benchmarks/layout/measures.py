"""The measures, each defined at the function that makes it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.stats import spearmanr

from benchmarks.layout.material import Array
from palace.layout import Entry, WalkGraph
from palace.layout.neighbours import nearest
from palace.layout.rooms import centroids
from palace.model.plan import Founding, SpaceKind

SAMPLED = 3_000
NEAR = 20.0
"""Metres of walk that are near."""
FEWEST_ROOMS = 12
"""Rooms below which their arrangement says nothing."""


class Placed:
    """Objects in a plan, in the entries' order."""

    def __init__(self, entries: list[Entry], founding: Founding) -> None:
        self.entries = entries
        self.founding = founding
        self.vectors = np.array([e.vector for e in entries], np.float32)
        loci = {x.id: x for x in founding.plan.loci}
        mine = [loci[founding.placements[e.id]] for e in entries]
        self.rooms = [s for s in founding.plan.spaces if s.kind is SpaceKind.ROOM]
        number = {s.id: i for i, s in enumerate(self.rooms)}
        self.room = np.array([number[x.room_id] for x in mine])
        self.position = np.array([(x.x, x.y, x.z) for x in mine])
        self.centroids = centroids(self.vectors, self.room, len(self.rooms))
        self.walk = WalkGraph(founding.plan).between([s.id for s in self.rooms])
        self.near = nearest(self.vectors, 10)[0]

    def shuffled(self, seed: int) -> tuple[Array, Array]:
        """Return positions and walks with whole rooms exchanged at random."""
        to = np.random.default_rng(seed).permutation(len(self.rooms))
        corner = np.array([(*s.rect.centre, s.z) for s in self.rooms])
        position = self.position - corner[self.room] + corner[to[self.room]]
        return position, self.walk[np.ix_(to, to)]


def trustworthiness(vectors: Array, position: Array, k: int = 10) -> float:
    """Venna & Kaski 2001: 1 less the ranks by which neighbours in space are not so in meaning.

    Exact ranks among all; for a sample of `SAMPLED` objects where there are more.
    """
    n = len(vectors)
    if n <= 2 * k:
        return float("nan")
    chosen = np.arange(n)
    if n > SAMPLED:
        chosen = np.sort(np.random.default_rng(0).choice(n, SAMPLED, replace=False))
    beside = space_neighbours(position, k)[chosen]
    total = 0.0
    for start in range(0, len(chosen), 500):
        rows = chosen[start : start + 500]
        likeness = vectors[rows] @ vectors.T
        likeness[np.arange(len(rows)), rows] = np.inf
        theirs = np.take_along_axis(likeness, beside[start : start + 500], 1)
        ordered = np.sort(-likeness, axis=1)
        for one, row in zip(theirs, ordered, strict=True):
            total += float(np.maximum(np.searchsorted(row, -one) - k, 0).sum())
    return 1 - 2 * total / (len(chosen) * k * (2 * n - 3 * k - 1))


def space_neighbours(position: Array, k: int) -> NDArray[np.intp]:
    """Return the k nearest others in space."""
    found = cKDTree(position).query(position, k + 1)[1]
    own = found == np.arange(len(position))[:, None]
    order = np.argsort(own, axis=1, kind="stable")[:, :k]
    return np.asarray(np.take_along_axis(found, order, 1))


def kept(first: NDArray[np.integer], second: NDArray[np.integer]) -> float:
    """Return the mean share of neighbours that two lists have in common."""
    return float((first[:, :, None] == second[:, None, :]).any(2).mean())


def of_objects(vectors: Array, near: NDArray[np.integer], position: Array) -> dict[str, float]:
    """Measure positions of any dimension: what is near in space is near in meaning, and back."""
    return {
        "trustworthiness@10": trustworthiness(vectors, position),
        "10-NN kept": kept(near, space_neighbours(position, 10)),
    }


def of_rooms(placed: Placed, walk: Array) -> dict[str, float]:
    """Measure the arrangement of rooms.

    Rooms 5-NN kept: of the five rooms most alike, the share among the five nearest on foot. Walk
    ratio: the mean walk to the rooms of an object's ten nearest, by the mean walk between rooms.
    Rho: Spearman's, over all pairs of rooms.
    """
    if len(walk) <= FEWEST_ROOMS:
        return {}
    likeness = placed.centroids @ placed.centroids.T
    pairs = np.triu_indices(len(walk), 1)
    standing = np.bincount(placed.room, minlength=len(walk)) > 0
    both = standing[pairs[0]] & standing[pairs[1]]
    pairs = (pairs[0][both], pairs[1][both])
    rho = float(spearmanr(walk[pairs], 1 - likeness[pairs])[0])
    likeness[:, ~standing] = -np.inf
    np.fill_diagonal(likeness, -np.inf)
    far = walk.copy()
    far[:, ~standing] = np.inf
    np.fill_diagonal(far, np.inf)
    alike = np.argsort(-likeness, axis=1, kind="stable")[standing, :5]
    close = np.argsort(far, axis=1, kind="stable")[standing, :5]
    to_near = walk[placed.room[:, None], placed.room[placed.near]].mean()
    return {
        "rooms 5-NN kept": kept(alike, close),
        "walk ratio": float(to_near / walk[pairs].mean()),
        "rho(walk, cosine)": rho,
    }


def of_plan(placed: Placed) -> dict[str, float]:
    """Measure all that is to be said of a plan."""
    values = of_objects(placed.vectors, placed.near, placed.position)
    values["10-NN in room"] = float((placed.room[placed.near] == placed.room[:, None]).mean())
    values |= of_rooms(placed, placed.walk)
    sizes = np.bincount(placed.room, minlength=len(placed.rooms))
    if len(placed.rooms) > 1:
        middle = np.array([(*s.rect.centre, s.z) for s in placed.rooms])
        straight = np.linalg.norm(middle[:, None] - middle[None], axis=2)
        pairs = np.triu_indices(len(placed.rooms), 1)
        values["walk / straight line"] = float(np.mean(placed.walk[pairs] / straight[pairs]))
        values["mean walk / mean line"] = float(placed.walk[pairs].mean() / straight[pairs].mean())
    values["connected"] = float(np.isfinite(placed.walk).all())
    return values | {
        "rooms": float(len(sizes)),
        "smallest room": float(sizes[sizes > 0].min()),
        "largest room": float(sizes.max()),
    }


def of_threads(placed: Placed) -> dict[str, float]:
    """Measure over how many rooms a thread lies and how far its parts are from one another."""
    threads: dict[str, list[int]] = {}
    for i, entry in enumerate(placed.entries):
        if entry.thread:
            threads.setdefault(entry.thread, []).append(i)
    several = [t for t in threads.values() if len(t) > 1]
    if not several:
        return {}
    steps = [placed.walk[placed.room[a], placed.room[b]] for t in several for a, b in pairwise(t)]
    return {
        "threads": float(len(several)),
        "parts a thread": float(np.mean([len(t) for t in several])),
        "rooms a thread": float(np.mean([len(set(placed.room[t])) for t in several])),
        "metres to the next part": float(np.mean(steps)),
        "next part in the same room": float(np.mean([s == 0 for s in steps])),
    }


def of_pairs(
    placed: Placed, pairs: tuple[tuple[int, int], ...], flat: Array | None
) -> dict[str, dict[str, float]]:
    """Measure how often two objects of two sources that speak of one thing stand together.

    In one room, and within `NEAR` metres on foot. Chance is what share of all other objects stands
    so. A projection has neither rooms nor metres: there it counts whether the one is among as many
    of the other's nearest as stand with it in its room, or within these metres.
    """
    if not pairs or len(placed.rooms) < 2:
        return {}
    one, other = np.array(pairs).T
    n = len(placed.entries)
    apart = placed.walk[np.ix_(placed.room, placed.room)]
    circles = {
        "in one room": placed.room[:, None] == placed.room[None],
        f"within {NEAR:.0f} m": apart <= NEAR,
    }
    found: dict[str, dict[str, float]] = {}
    for name, circle in circles.items():
        others = circle.sum(1) - 1
        found[name] = {
            "palace": float(circle[one, other].mean()),
            "chance": float((others[one] / (n - 1)).mean()),
        }
        if flat is not None:
            gap = np.linalg.norm(flat[:, None] - flat[None], axis=2)
            rank = np.argsort(np.argsort(gap, axis=1), axis=1)
            found[name]["UMAP"] = float((rank[one, other] <= others[one]).mean())
    return found
