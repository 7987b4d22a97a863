"""What choosing a locus looks up, kept so that one more object costs no walk over all others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Locus, Plan, Space, SpaceKind


@dataclass(slots=True)
class Standing:
    """What is looked up in a plan.

    Parameters
    ----------
    plan
        The plan it was made from.
    ids, number
        The rooms' identifiers in the plan's order, and the place of each in it.
    rooms, loci, room_of
        Room id to room, room id to its loci, locus id to room id.
    """

    plan: Plan
    ids: list[str]
    number: dict[str, int]
    rooms: dict[str, Space]
    loci: dict[str, list[Locus]]
    room_of: dict[str, str]

    @classmethod
    def of(cls, plan: Plan) -> Standing:
        """Look everything up."""
        found = cls(plan, [], {}, {}, {}, {})
        found._take_in(plan.spaces, plan.loci)
        return found

    def follow(self, plan: Plan, spaces: Sequence[Space], loci: Sequence[Locus]) -> None:
        """Go on to a plan that has these spaces and loci more; rooms stay as they are."""
        self.plan = plan
        self._take_in(spaces, loci)

    def free(self, room: str, taken: set[str]) -> list[Locus]:
        """Return a room's loci that nothing stands on."""
        return [x for x in self.loci[room] if x.id not in taken]

    def _take_in(self, spaces: Sequence[Space], loci: Sequence[Locus]) -> None:
        for space in spaces:
            if space.kind is SpaceKind.ROOM and space.id not in self.number:
                self.number[space.id] = len(self.ids)
                self.ids.append(space.id)
                self.rooms[space.id] = space
        for locus in loci:
            self.loci.setdefault(locus.room_id, []).append(locus)
            self.room_of[locus.id] = locus.room_id


class Occupancy(MutableMapping[str, str]):
    """Object id → locus id, and which loci are taken.

    Parameters
    ----------
    placed
        Who stands where.
    marked
        Free loci that are not to be taken yet: a marker tells where what stood there went.
    """

    def __init__(self, placed: Mapping[str, str], marked: Collection[str] = ()) -> None:
        self._locus_of = dict(placed)
        self.taken = {*self._locus_of.values(), *marked}
        """The loci on which something stands, or a marker; not to be changed from outside."""

    def __getitem__(self, object_id: str) -> str:
        """Return an object's locus."""
        return self._locus_of[object_id]

    def __setitem__(self, object_id: str, locus_id: str) -> None:
        """Stand an object at a locus."""
        if object_id in self._locus_of:
            del self[object_id]
        self._locus_of[object_id] = locus_id
        self.taken.add(locus_id)

    def __delitem__(self, object_id: str) -> None:
        """Free an object's locus."""
        self.taken.discard(self._locus_of.pop(object_id))

    def __iter__(self) -> Iterator[str]:
        """Go over the objects."""
        return iter(self._locus_of)

    def __len__(self) -> int:
        """Return how many objects stand."""
        return len(self._locus_of)


def taken_loci(occupancy: Mapping[str, str]) -> set[str]:
    """Return the loci on which something stands."""
    return occupancy.taken if isinstance(occupancy, Occupancy) else set(occupancy.values())


MISFIT_PERCENTILE = 5
"""So many of a hundred objects of a founding fit their own room worst; what fits less than they
do fits nowhere."""


def misfit_limit(vectors: NDArray[np.float32], rooms: Sequence[str]) -> float:
    """Return the cosine to its room's centroid below which an object fits nowhere.

    Parameters
    ----------
    vectors
        Unit vectors of the objects that stand, shape (n, dim), n > 0.
    rooms
        The room of each.
    """
    _, number = np.unique(np.asarray(rooms), return_inverse=True)
    sums = np.zeros((int(number.max()) + 1, vectors.shape[1]), np.float64)
    np.add.at(sums, number, vectors)
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return float(np.percentile((vectors * sums[number]).sum(1), MISFIT_PERCENTILE))


class Centroids(Mapping[str, NDArray[np.float32]]):
    """Room id → unit mean vector of what stands there, counted as objects come.

    Parameters
    ----------
    dim
        Of the vectors.
    """

    def __init__(self, dim: int) -> None:
        self._sums = np.zeros((64, dim), np.float32)
        self._units = np.zeros((64, dim), np.float32)
        self._number: dict[str, int] = {}
        self._asked: tuple[Sequence[str], int, int] = ((), 0, 0)
        self._order = np.zeros(0, np.int64)

    def count(self, room: str, vector: NDArray[np.float32]) -> None:
        """Count one more object of a room."""
        number = self._number.setdefault(room, len(self._number))
        if number == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            self._units = np.concatenate([self._units, np.zeros_like(self._units)])
        self._sums[number] += vector
        length = max(float(np.linalg.norm(self._sums[number])), 1e-12)
        self._units[number] = self._sums[number] / length

    def cosines(
        self, rooms: Sequence[str], vector: NDArray[np.float32]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the cosine of a vector to each room's centroid, and which rooms have one."""
        asked = (rooms, len(rooms), len(self._number))
        if self._asked[0] is not rooms or self._asked[1:] != asked[1:]:
            self._asked = asked
            self._order = np.array([self._number.get(r, -1) for r in rooms], np.int64)
        known = self._order >= 0
        found = np.zeros(len(rooms))
        if known.any():
            found[known] = (self._units[: len(self._number)] @ vector)[self._order[known]]
        return found, known

    def __getitem__(self, room: str) -> NDArray[np.float32]:
        """Return a room's centroid."""
        centroid: NDArray[np.float32] = self._units[self._number[room]]
        return centroid

    def __iter__(self) -> Iterator[str]:
        """Go over the rooms where something stands."""
        return iter(self._number)

    def __len__(self) -> int:
        """Return in how many rooms something stands."""
        return len(self._number)


def likeness(
    rooms: Sequence[str],
    centroids: Mapping[str, NDArray[np.float32]],
    vector: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the cosine of a vector to each room's centroid, and which rooms have one."""
    if isinstance(centroids, Centroids):
        return centroids.cosines(rooms, vector)
    known = np.array([room in centroids for room in rooms], np.bool_)
    found = np.zeros(len(rooms))
    if known.any():
        found[known] = np.array([centroids[r] for r in rooms if r in centroids]) @ vector
    return found, known
