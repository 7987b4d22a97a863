"""How the plan fares when objects are added after the moving in, and in sleep."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.material import Array
from benchmarks.layout.measures import Placed
from palace.layout import Entry, add, build
from palace.layout.growing import GrowingPlan
from palace.layout.tidying import Sleepers, tidied, tidy
from palace.model.plan import Founding, Plan

ORDERS = ("random", "by topic")
_TOPIC = 60
"""Objects of a topic, in the mean, in growth topic by topic."""


def in_order(entries: list[Entry], order: str, seed: int) -> list[int]:
    """Return the objects' numbers in the order of their arrival.

    At random; or topic by topic, where topics are clusters by k-means in random order: the
    founding knows some subjects, and all that comes later is about others.
    """
    rng = np.random.default_rng(seed)
    if order == "random":
        return rng.permutation(len(entries)).tolist()
    from sklearn.cluster import KMeans

    vectors = np.array([e.vector for e in entries], np.float32)
    count = max(2, round(len(entries) / _TOPIC))
    topic = KMeans(count, n_init=1, random_state=seed).fit_predict(vectors)
    rank = rng.permutation(count)
    return np.lexsort((rng.permutation(len(entries)), rank[topic])).tolist()


@dataclass(frozen=True)
class Grown:
    """What became of a founding.

    Parameters
    ----------
    base
        The founding.
    state
        The palace afterwards.
    added
        The objects that came later.
    unmoved
        The share of the first objects that stand where they stood, bit for bit.
    took
        Seconds for each addition, its neighbours given.
    """

    base: Founding
    state: GrowingPlan
    added: tuple[str, ...]
    unmoved: float
    took: NDArray[np.float64]


def grow(entries: list[Entry], founded: int, base: Founding | None = None) -> Grown:
    """Found with the first of the entries and add the others one by one."""
    base = base or build(entries[:founded])
    state = standing(base, entries[:founded])
    later = entries[founded:]
    took = np.zeros(len(later))
    for start in range(0, len(later), 32):
        some = later[start : start + 32]
        state.expect(some)
        for at, entry in enumerate(some, start):
            near, middles = state.neighbours(entry), state.centroids()
            begun = time.perf_counter()
            found = add(state.plan, state.memory, state.occupancy, near, middles, entry)
            took[at] = time.perf_counter() - begun
            state.accept(entry, found)
    unmoved = unmoved_share(base.plan, base.placements, state.plan, state.occupancy)
    return Grown(base, state, tuple(e.id for e in later), unmoved, took)


def standing(base: Founding, entries: list[Entry]) -> GrowingPlan:
    """Return a founding as something that grows."""
    vectors = np.array([e.vector for e in entries], np.float32)
    ids = [e.id for e in entries]
    return GrowingPlan(base.plan, base.memory, base.placements, ids, vectors)


def unmoved_share(
    before: Plan, stood: dict[str, str], after: Plan, stands: dict[str, str]
) -> float:
    """Return the share of objects at exactly the same point as before."""
    was = {x.id: (x.x, x.y, x.z) for x in before.loci}
    now = {x.id: (x.x, x.y, x.z) for x in after.loci}
    same = sum(was[locus] == now.get(stands[o]) for o, locus in stood.items())
    return same / max(len(stood), 1)


def asleep(grown: Grown, entries: list[Entry]) -> tuple[Founding, dict[str, float]]:
    """Return the palace after one sleep, and the shares that stayed, of the new and of the old."""
    state = grown.state
    of = {e.id: e for e in entries}
    ids = [e.id for e in entries]
    vectors = np.array([e.vector for e in entries], np.float32)
    night = tidy(
        state.plan,
        state.memory,
        state.occupancy,
        Sleepers(ids, vectors, [of[i].text for i in ids], set(grown.added), ()),
    )
    plan = tidied(state.plan, night)
    stands = dict(state.occupancy) | {s.object_id: s.to_locus for s in night.steps}
    old = {o: state.occupancy[o] for o in ids if o not in set(grown.added)}
    new = {o: state.occupancy[o] for o in grown.added}
    return Founding(plan, stands, night.memory), {
        "old unmoved in sleep": unmoved_share(state.plan, old, plan, stands),
        "new unmoved in sleep": unmoved_share(state.plan, new, plan, stands),
    }


def placed(entries: list[Entry], grown: Grown) -> Placed:
    """Return the palace after growth, to be measured."""
    state = grown.state
    return Placed(entries, Founding(state.plan, dict(state.occupancy), state.memory))


def positions(entries: list[Entry], founding: Founding) -> Array:
    """Return where these objects stand, (n, 3)."""
    loci = {x.id: (x.x, x.y, x.z) for x in founding.plan.loci}
    return np.array([loci[founding.placements[e.id]] for e in entries])
