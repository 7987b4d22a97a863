"""Rooms onto plots and objects onto loci, like beside like, and all of it once more.

Which rooms are alike depends on what stands in them; what should stand in them depends on which
are next to each other. So both are settled in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from palace.layout.arrange import (
    NEXT_ROOMS,
    affinity,
    settle_objects,
    settle_rooms,
    sort_objects,
    sort_rooms,
)
from palace.layout.bays import BAY, Frame, slot_points
from palace.layout.exchange import COMPANY, DIMENSIONS, exchange, features
from palace.layout.faithful import Faithfulness
from palace.layout.rooms import centroids
from palace.layout.site import CORRIDOR, STOREY, Plot, Site, planned_plots, walks

Step = Callable[[str, float], None]

_TWICE = 5_000
"""Up to so many objects all is settled twice; more would wait too long for it."""
_SMALL = 1_000
"""Up to so many it is settled in all of `_WAYS`, and the most faithful result counts."""
_WAYS = (
    (DIMENSIONS, COMPANY),
    (40, COMPANY),
    (128, COMPANY),
    (40, 0.1),
    (DIMENSIONS, 0.6),
    (DIMENSIONS, COMPANY),
)
"""Principal components and the weight of a room's company: what serves differs from one small
palace to the next, while in a large one it evens out."""


@dataclass(frozen=True, slots=True)
class Kin:
    """What is like what.

    Parameters
    ----------
    vectors
        (n, d), unit rows.
    indices, cosines
        (n, k) nearest neighbours.
    threads
        (n,) number of each object's thread, -1 for none.
    """

    vectors: NDArray[np.float32]
    indices: NDArray[np.int32]
    cosines: NDArray[np.float32]
    threads: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ground:
    """A quarter's rooms and where they may stand.

    Parameters
    ----------
    rooms
        Numbers of its rooms.
    groups
        For each wing the rooms in it, as numbers among `rooms`.
    chosen
        The plots that are built on, wing by wing.
    planned
        These and those in reserve.
    walk
        Walking distances between the chosen plots (m).
    """

    rooms: NDArray[np.int64]
    groups: list[NDArray[np.int64]]
    chosen: list[Plot]
    planned: list[Plot]
    walk: NDArray[np.float32]

    @classmethod
    def of(
        cls, site: Site, quarter: int, rooms: NDArray[np.int64], wing: NDArray[np.int64]
    ) -> Ground:
        """Return the ground of a quarter; `wing` is the site's number of every room's wing."""
        here = [w for w in site.wings if w.quarter == quarter]
        groups = [np.flatnonzero(wing[rooms] == w.ord) for w in here]
        plots = [planned_plots(w, len(g)) for w, g in zip(here, groups, strict=True)]
        chosen = [p for own, g in zip(plots, groups, strict=True) for p in own[: len(g)]]
        planned = [p for own in plots for p in own]
        return cls(rooms, groups, chosen, planned, walks(site, chosen))


def placed(
    kin: Kin, labels: NDArray[np.int64], site: Site, grounds: Sequence[Ground], step: Step
) -> tuple[list[Plot], NDArray[np.int64], NDArray[np.int64]]:
    """Give every room a plot and every object a slot.

    Parameters
    ----------
    labels
        (n,) the room of each object.
    grounds
        Of the quarters, which share out all rooms.
    step
        Told what is being done and the share done; may raise to stop.

    Returns
    -------
    plot_of
        The plot of each room.
    labels
        (n,) the room of each object now: like objects have changed places across walls.
    slot
        (n,) its slot there.
    """
    n, rooms = len(labels), int(labels.max()) + 1
    ways = _WAYS if n <= _SMALL else _WAYS[:1] * (2 if n <= _TWICE else 1)
    faithful = Faithfulness(kin.vectors) if n <= _SMALL else None
    best = -np.inf
    plots: list[NDArray[np.int64]] = []
    slot = np.zeros(len(labels), np.int64)
    result: tuple[list[Plot], NDArray[np.int64], NDArray[np.int64]] = ([], labels, slot)
    for turn, (dimensions, company) in enumerate(ways):
        told = partial(_told, step, turn, len(ways))
        told("Sorting rooms", 0.0)
        room_vectors = centroids(kin.vectors, labels, rooms)
        shared = [_affinity(kin, labels, ground, room_vectors) for ground in grounds]
        if turn == 0:
            plots = [
                sort_rooms(room_vectors[g.rooms], wish, g.groups, g.walk)
                for g, wish in zip(grounds, shared, strict=True)
            ]
        else:
            plots = [
                settle_rooms(plot, wish, g.walk)
                for plot, g, wish in zip(plots, grounds, shared, strict=True)
            ]
        plot_of = [Plot(0, 0, 0, 0)] * rooms
        for ground, plot in zip(grounds, plots, strict=True):
            for room, at in zip(ground.rooms.tolist(), plot.tolist(), strict=True):
                plot_of[room] = ground.chosen[at]
        if turn == 0:
            slot = _place(kin.vectors, labels, room_vectors, plot_of, told)
        feet = _feet(site, plot_of)
        to = exchange(
            features(kin.vectors, kin.threads, dimensions),
            kin.indices,
            feet[labels, slot],
            labels,
            partial(_told, step, turn, len(ways), "Exchanging objects", begun=0.5),
            company,
        )
        labels, slot = labels[to], slot[to]
        good = faithful(feet[labels, slot]) if faithful else float(turn)
        if good > best:
            best, result = good, (plot_of, labels, slot)
    return result


def _told(
    step: Step, turn: int, turns: int, what: str, share: float, *, begun: float = 0.0
) -> None:
    """Tell the share of the whole building, of which this is a part."""
    step(what, 0.55 + 0.3 * (turn + begun + (1 - begun) * share) / turns)


def _affinity(
    kin: Kin, labels: NDArray[np.int64], ground: Ground, room_vectors: NDArray[np.float32]
) -> NDArray[np.float32]:
    members = np.flatnonzero(np.isin(labels, ground.rooms))
    return affinity(
        *_within(members, ground.rooms, labels, kin.indices, kin.cosines),
        room_vectors[ground.rooms],
        kin.threads[members],
    )


def _within(
    members: NDArray[np.int64],
    rooms: NDArray[np.int64],
    labels: NDArray[np.int64],
    indices: NDArray[np.int32],
    cosines: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Return labels and neighbours of the objects in some rooms, numbered among these alone."""
    number = np.full(len(labels), -1, np.int64)
    number[members] = np.arange(len(members))
    near = number[indices[members]]
    own = np.arange(len(members))[:, None]
    # A neighbour elsewhere is made oneself, with no weight.
    return (
        np.searchsorted(rooms, labels[members]),
        np.where(near < 0, own, near).astype(np.int32),
        np.where(near < 0, 0, cosines[members]).astype(np.float32),
    )


def _place(
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    room_vectors: NDArray[np.float32],
    plot_of: Sequence[Plot],
    step: Step,
) -> NDArray[np.int64]:
    """Return each object's slot in its room."""
    slot = np.empty(len(vectors), np.int64)
    room_at = {plot: room for room, plot in enumerate(plot_of)}
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(len(plot_of) + 1))
    members = [order[a:b] for a, b in pairwise(bounds.tolist())]
    beside = [_next_rooms(plot, room_at) for plot in plot_of]
    for room, inside in enumerate(members):
        if room % 32 == 0:
            step("Placing objects", 0.1 + 0.2 * room / len(plot_of))
        around = [(room_vectors[other], middle) for other, middle, _ in beside[room]]
        slot[inside] = sort_objects(vectors[inside], around)
    points = slot_points()
    settlings = _SETTLINGS if len(vectors) <= _TWICE else 1
    for settling in range(settlings):
        step("Placing objects", 0.3 + 0.2 * settling / settlings)
        for room, inside in enumerate(members):
            beyond = [
                (vectors[members[other]], turn(points[slot[members[other]]]), middle)
                for other, middle, turn in beside[room]
            ]
            slot[inside] = settle_objects(vectors[inside], slot[inside], beyond)
    return slot


_SETTLINGS = 2

Turn = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def _next_rooms(
    plot: Plot, room_at: Mapping[Plot, int]
) -> list[tuple[int, tuple[float, float], Turn]]:
    """Return the rooms beside and across: each with its middle and its frame in this one's."""
    found: list[tuple[int, tuple[float, float], Turn]] = []
    for right, across, middle in NEXT_ROOMS:
        # Outward is to the left of who enters a left-hand room, to the right in the other.
        other = plot._replace(
            bay=plot.bay - right * plot.row, row=-plot.row if across else plot.row
        )
        if other in room_at:
            if across:
                found.append((room_at[other], middle, _opposite))
            else:
                found.append((room_at[other], middle, partial(_shifted, by=right * BAY)))
    return found


def _feet(site: Site, plot_of: Sequence[Plot]) -> NDArray[np.float64]:
    """Return where the objects of each room's slots stand, (rooms, slots, 3), in metres."""
    points = slot_points()
    feet = np.empty((len(plot_of), len(points), 3))
    for room, plot in enumerate(plot_of):
        frame = Frame.of(site.rect(plot), site.wings[plot.wing].across(-plot.row))
        for slot, (p, q, z) in enumerate(points.tolist()):
            feet[room, slot] = (*frame.point(p, q), plot.floor * STOREY + z)
    return feet


def _shifted(points: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    return np.asarray(points + np.array([by, 0.0, 0.0]), np.float64)


def _opposite(points: NDArray[np.float64]) -> NDArray[np.float64]:
    turned = points * np.array([-1.0, -1.0, 1.0]) - np.array([0.0, CORRIDOR, 0.0])
    return np.asarray(turned, np.float64)
