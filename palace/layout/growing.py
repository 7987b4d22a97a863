"""A founded palace while it grows: its plan, who stands where, and what stands near what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout.entry import Entry
from palace.layout.growth import Addition, grown
from palace.layout.standing import Centroids, Occupancy
from palace.model.plan import Plan

NEIGHBOURS = 15


class GrowingPlan:
    """What choosing a locus needs, kept up to date from one object to the next.

    Parameters
    ----------
    plan, memory, occupancy
        As stored: the plan, what the layout keeps, object id → locus id.
    ids, vectors
        The placed objects that have a placing vector, and these, shape (n, dim).
    seq
        The number of the change it reflects; who stores an addition keeps it up.
    marked
        Free loci at which a marker stands: nothing new is put there.
    """

    def __init__(
        self,
        plan: Plan,
        memory: Mapping[str, Any],
        occupancy: Mapping[str, str],
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        seq: int = 0,
        marked: Collection[str] = (),
    ) -> None:
        self.plan = plan
        self.seq = seq
        self.memory: dict[str, Any] = dict(memory)
        self.occupancy = Occupancy(occupancy, marked)
        self._ids = list(ids)
        self._rows = np.empty((len(ids) + 64, vectors.shape[1]), np.float32)
        self._rows[: len(ids)] = vectors
        self._centroids = Centroids(vectors.shape[1])
        self._expected: dict[str, list[tuple[str, float]]] = {}
        self._seen = 0
        """So many of the objects were there when those expected looked about."""
        room_of = {locus.id: locus.room_id for locus in plan.loci}
        for object_id, vector in zip(ids, vectors, strict=True):
            self._centroids.count(room_of[self.occupancy[object_id]], vector)

    def expect(self, entries: Sequence[Entry]) -> None:
        """Look for the neighbours of many objects at once, which is much faster than one by one.

        Parameters
        ----------
        entries
            Objects that will be asked for by `neighbours` next; those expected before are
            forgotten.
        """
        self._expected = {}
        self._seen = len(self._ids)
        for start in range(0, len(entries), _AT_ONCE):
            some = entries[start : start + _AT_ONCE]
            cosines = np.array([e.vector for e in some], np.float32) @ self._rows[: self._seen].T
            for entry, row in zip(some, cosines, strict=True):
                self._expected[entry.id] = self._best(row, 0)

    def neighbours(self, entry: Entry) -> list[tuple[str, float]]:
        """Return the nearest placed objects with their cosines, nearest first."""
        known = self._expected.pop(entry.id, None)
        first = 0 if known is None else self._seen
        found = self._best(self._rows[first : len(self._ids)] @ entry.vector, first)
        if known:
            found = sorted([*known, *found], key=lambda n: -n[1])[:NEIGHBOURS]
        return found

    def centroids(self) -> Mapping[str, NDArray[np.float32]]:
        """Return room id → unit mean vector of what stands there."""
        return self._centroids

    def accept(self, entry: Entry, addition: Addition) -> None:
        """Go on from an addition that was stored."""
        if addition.opened_room or addition.changed or addition.wings:
            self.plan = grown(self.plan, addition)
        self.memory = addition.memory
        self.occupancy[entry.id] = addition.locus_id
        if len(self._ids) == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[len(self._ids)] = entry.vector
        self._ids.append(entry.id)
        self._centroids.count(addition.room_id, entry.vector)

    def _best(self, cosines: NDArray[np.float32], first: int) -> list[tuple[str, float]]:
        """Return the nearest of the objects from a number on."""
        wanted = min(NEIGHBOURS, len(cosines))
        if not wanted:
            return []
        best = np.argpartition(-cosines, wanted - 1)[:wanted]
        best = best[np.argsort(-cosines[best], kind="stable")]
        return [(self._ids[first + i], float(cosines[i])) for i in best.tolist()]


_AT_ONCE = 256
"""Objects whose cosines to all others are held at once."""
