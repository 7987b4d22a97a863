"""A founded palace while it grows: its plan, who stands where, and what stands near what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout.entry import Entry
from palace.layout.growth import Addition, grown
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
    """

    def __init__(
        self,
        plan: Plan,
        memory: Mapping[str, Any],
        occupancy: Mapping[str, str],
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        seq: int = 0,
    ) -> None:
        self.plan = plan
        self.seq = seq
        self.memory: dict[str, Any] = dict(memory)
        self.occupancy = dict(occupancy)
        self._ids = list(ids)
        self._rows = np.empty((len(ids) + 64, vectors.shape[1]), np.float32)
        self._rows[: len(ids)] = vectors
        self._sums: dict[str, NDArray[np.float32]] = {}
        self._units: dict[str, NDArray[np.float32]] = {}
        self._room_of = {locus.id: locus.room_id for locus in plan.loci}
        for object_id, vector in zip(ids, vectors, strict=True):
            self._count(self._room_of[self.occupancy[object_id]], vector)

    def neighbours(self, entry: Entry) -> list[tuple[str, float]]:
        """Return the nearest placed objects with their cosines, nearest first."""
        count = len(self._ids)
        if not count:
            return []
        cosines = self._rows[:count] @ entry.vector
        wanted = min(NEIGHBOURS, count)
        best = np.argpartition(-cosines, wanted - 1)[:wanted]
        best = best[np.argsort(-cosines[best], kind="stable")]
        return [(self._ids[number], float(cosines[number])) for number in best]

    def centroids(self) -> Mapping[str, NDArray[np.float32]]:
        """Return room id → unit mean vector of what stands there."""
        return self._units

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
        self._count(addition.room_id, entry.vector)

    def _count(self, room: str, vector: NDArray[np.float32]) -> None:
        total = self._sums.get(room)
        total = vector.copy() if total is None else total + vector
        self._sums[room] = total
        self._units[room] = total / max(float(np.linalg.norm(total)), 1e-12)
