"""The ground: where the court, the wings and their plots lie, and how far one walks.

A *plot* is a place where a room may stand: a wing, a floor, a bay along its corridor, and a row
(+1 to the left of somebody who walks away from the court, -1 to the right). A wing has a frame of
its own: `along` metres outward from the gallery, `across` metres to the left.

How the corners come out: a wing is 22 m wide, so it reaches `offset + 11` to the side. The next
side's wing begins `half + neck` from the middle. They do not meet while the former is at most the
latter. One wing a side (offset 0) needs a gallery of 22 m outside; two (offset 18, a garden of
14 m between them) need 29 m: a court of 40 m, its gallery (24 m) and a neck of corridor of 9 m.
The neck has its use: there the stairs begin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from palace.layout.bays import BAY, DEPTH, INNER_Q, MIDDLE, direction
from palace.model.plan import Rect

CORRIDOR = 4.0
GALLERY = 4.0
STOREY = 6.0
STAIRS_WIDTH = 4.0
STAIRS_RUN = 10.0
LANDING = 4.0
STAIRS_START = 5.0
"""Where a flight begins, along the corridor (m); its landing is before it, in the neck."""
TWIN_OFFSET = 18.0
TWIN_NECK = 9.0
PREFERRED_BAYS = 9
ONE_STOREY = 2 * PREFERRED_BAYS
"""Rooms in a wing of one storey at most."""
MOST_STOREYS = 3

_OUT = ((1, 0), (0, 1), (-1, 0), (0, -1))
_HALF_DEPTH = CORRIDOR / 2 + MIDDLE[1]
_ENFILADE = 2 * math.hypot(BAY / 2, INNER_Q - MIDDLE[1])
_FLIGHT = math.hypot(STAIRS_RUN, STOREY) + LANDING + 2 * (CORRIDOR / 2 + STAIRS_WIDTH / 2)


class Plot(NamedTuple):
    """A place where a room may stand."""

    wing: int
    floor: int
    bay: int
    row: int


@dataclass(frozen=True, slots=True)
class WingSite:
    """Where a wing lies.

    Parameters
    ----------
    ord
        Its place in the tour round the court.
    side
        0 east, 1 north, 2 west, 3 south.
    start
        How far from the court's middle its corridor begins: the gallery's outer edge (m).
    offset
        Of its corridor's middle line from the side's middle, to the left looking outward (m).
    neck
        Length of corridor before the first bay (m).
    floors
        Storeys that its stairs reach.
    stairs_row
        The row in whose first bay the stairs are; 0 without stairs.
    """

    ord: int
    side: int
    start: float
    offset: float
    neck: float
    floors: int = 1
    stairs_row: int = 0

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Return a point of the wing's frame in the palace's, in metres."""
        ox, oy = _OUT[self.side]
        a, b = self.start + along, self.offset + across
        return ox * a - oy * b, oy * a + ox * b

    def local(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the palace in the wing's frame."""
        ox, oy = _OUT[self.side]
        return ox * x + oy * y - self.start, -oy * x + ox * y - self.offset

    def rect(self, along0: float, along1: float, across0: float, across1: float) -> Rect:
        """Return a rectangle of the wing's frame in the palace's."""
        xs, ys = zip(self.point(along0, across0), self.point(along1, across1), strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))

    @property
    def outward(self) -> str:
        """The direction away from the court, as the plan writes it."""
        return direction(*_OUT[self.side])

    def across(self, row: int) -> str:
        """Return the direction from the corridor to a row."""
        ox, oy = _OUT[self.side]
        return direction(-oy * row, ox * row)

    @property
    def along_axis(self) -> str:
        """The corridor's direction: "x" or "y"."""
        return self.outward[0]

    @property
    def across_axis(self) -> str:
        """The direction at right angles to it."""
        return "y" if self.along_axis == "x" else "x"

    def bay_start(self, bay: int) -> float:
        """Return where a bay begins along the corridor (m)."""
        return self.neck + bay * BAY

    def is_plot(self, floor: int, bay: int, row: int) -> bool:
        """Return whether a room may stand there: within the storeys and not on the stairs."""
        return 0 <= floor < self.floors and bay >= 0 and not (bay == 0 and row == self.stairs_row)

    def plot_rect(self, plot: Plot) -> Rect:
        """Return the ground of a plot."""
        near, far = CORRIDOR / 2, CORRIDOR / 2 + DEPTH
        start = self.bay_start(plot.bay)
        return self.rect(start, start + BAY, plot.row * near, plot.row * far)


@dataclass(frozen=True, slots=True)
class Site:
    """The court and its wings' places.

    Parameters
    ----------
    court
        The court's side (m).
    """

    court: float
    wings: tuple[WingSite, ...]

    @property
    def half(self) -> float:
        """From the middle to the gallery's outer edge (m)."""
        return self.court / 2 + GALLERY

    def rect(self, plot: Plot) -> Rect:
        """Return the ground of a plot."""
        return self.wings[plot.wing].plot_rect(plot)


def design(rooms_of_wing: Sequence[int]) -> Site:
    """Draw the court and the wings for this many rooms in each wing, in the tour's order."""
    wings = len(rooms_of_wing)
    rooms = sum(rooms_of_wing)
    if wings > 4:
        court, neck = 40.0, TWIN_NECK
    else:
        neck = 0.0
        court = next(size for most, size in _COURTS if rooms <= most)
        if max(rooms_of_wing, default=0) > ONE_STOREY:
            neck = TWIN_NECK
    sites: list[WingSite] = []
    for side, number in enumerate(_wings_by_side(wings)):
        offsets = (0.0,) if number == 1 else (-TWIN_OFFSET, TWIN_OFFSET)
        for offset in offsets[:number]:
            count = rooms_of_wing[len(sites)]
            floors = _storeys(count)
            # The stairs take the side of the sister wing's garden, so that façades stay whole.
            row = 0 if floors == 1 else (-1 if offset > 0 else 1)
            sites.append(WingSite(len(sites), side, court / 2 + GALLERY, offset, neck, floors, row))
    return Site(court, tuple(sites))


_COURTS = ((3, 16.0), (14, 24.0), (24, 30.0), (10**9, 36.0))
"""Rooms up to, side of the court in metres."""


def _wings_by_side(wings: int) -> tuple[int, int, int, int]:
    """Return how many wings leave each side: opposite sides alike as far as they can be."""
    table = {
        0: (0, 0, 0, 0),
        1: (0, 1, 0, 0),
        2: (1, 0, 1, 0),
        3: (1, 1, 1, 0),
        4: (1, 1, 1, 1),
        5: (1, 2, 1, 1),
        6: (1, 2, 1, 2),
        7: (2, 2, 1, 2),
        8: (2, 2, 2, 2),
    }
    return table[wings]


def _storeys(rooms: int) -> int:
    """Return how many storeys a wing needs so as not to be long; with stairs a bay is lost."""
    if rooms <= ONE_STOREY:
        return 1
    return min(MOST_STOREYS, math.ceil(rooms / (ONE_STOREY - 1)))


def bays_needed(wing: WingSite, rooms: int) -> int:
    """Return how many bays long a wing must be for this many rooms."""
    lost = wing.floors if wing.stairs_row else 0
    return max(1, math.ceil((rooms + lost) / (2 * wing.floors)))


def planned_plots(wing: WingSite, rooms: int) -> list[Plot]:
    """Return a wing's plots for these rooms and a quarter more, the nearest to the court first.

    A plot comes after the one inward of it and after the one under it, so any first part of the
    list is a building that stands: without gaps, nothing on air.
    """
    spare = math.ceil(1.25 * rooms) + 1
    bays = bays_needed(wing, rooms)
    plots = [p for bay in range(bays) for p in _plots_of_bay(wing, bay)]
    plots.sort(key=lambda p: (to_court(wing, p), p.floor, -p.row))
    bay = bays
    while len(plots) < spare:
        plots.extend(_plots_of_bay(wing, bay))
        bay += 1
    return plots


def _plots_of_bay(wing: WingSite, bay: int) -> list[Plot]:
    return [
        Plot(wing.ord, floor, bay, row)
        for floor in range(wing.floors)
        for row in (1, -1)
        if wing.is_plot(floor, bay, row)
    ]


def _corridor_middle(wing: WingSite, plot: Plot) -> float:
    return wing.bay_start(plot.bay) + BAY / 2


_BOTTOM = STAIRS_START - LANDING / 2
_TOP = STAIRS_START + STAIRS_RUN + LANDING / 2


def to_court(wing: WingSite, plot: Plot) -> float:
    """Return the walk from a room's middle to where its corridor meets the gallery (m)."""
    at = _corridor_middle(wing, plot)
    if plot.floor == 0:
        return _HALF_DEPTH + at
    between = (plot.floor - 1) * (_TOP - _BOTTOM)
    return _HALF_DEPTH + abs(at - _TOP) + plot.floor * _FLIGHT + between + _BOTTOM


def walks(site: Site, plots: Sequence[Plot]) -> NDArray[np.float32]:
    """Return walking distances between the middles of rooms on these plots, (n, n), in metres.

    From room to room of a row one walks through the inner doors; else by the corridor, the
    stairs, the gallery. `WalkGraph` measures the same on a finished plan.
    """
    n = len(plots)
    if n == 0:
        return np.zeros((0, 0), np.float32)
    wing = np.array([p.wing for p in plots])
    floor = np.array([p.floor for p in plots])
    bay = np.array([p.bay for p in plots])
    row = np.array([p.row for p in plots])
    at = np.array([_corridor_middle(site.wings[p.wing], p) for p in plots])
    home = np.array([to_court(site.wings[p.wing], p) for p in plots])

    same = wing[:, None] == wing[None]
    along = np.abs(at[:, None] - at[None])
    result = 2 * _HALF_DEPTH + along
    steps = np.abs(bay[:, None] - bay[None])
    enfilade = np.where(steps > 0, _ENFILADE + (steps - 1) * BAY, 0.0)
    one_row = (row[:, None] == row[None]) & (floor[:, None] == floor[None])
    result = np.where(one_row, enfilade, result)
    storeys = np.abs(floor[:, None] - floor[None])
    upper = np.where(floor[:, None] > floor[None], at[:, None], at[None])
    lower = np.where(floor[:, None] > floor[None], at[None], at[:, None])
    climbing = (
        2 * _HALF_DEPTH
        + np.abs(upper - _TOP)
        + storeys * _FLIGHT
        + (storeys - 1) * (_TOP - _BOTTOM)
        + np.abs(lower - _BOTTOM)
    )
    result = np.where(storeys > 0, climbing, result)
    ring = _ring_walks(site)
    apart = home[:, None] + home[None] + ring[np.ix_(wing, wing)]
    return np.where(same, result, apart).astype(np.float32)


def _ring_walks(site: Site) -> NDArray[np.float64]:
    """Return the walk from corridor to corridor along the gallery or through the court."""
    middle = site.half - GALLERY / 2
    count = len(site.wings)
    walk = np.zeros((count, count))
    for a in site.wings:
        for b in site.wings:
            turn = (b.side - a.side) % 4
            if a.ord == b.ord:
                continue
            if turn == 0:
                length = abs(a.offset - b.offset)
            elif turn == 2:
                length = min(
                    2 * middle + abs(a.offset) + abs(b.offset),
                    4 * middle - abs(a.offset - b.offset),
                )
            else:
                first, second = (a, b) if turn == 1 else (b, a)
                length = (middle - first.offset) + (middle + second.offset)
            walk[a.ord, b.ord] = length + GALLERY
    return walk


def free_to_build(site: Site, built: Iterable[Plot], planned: Iterable[Plot]) -> list[Plot]:
    """Return plots where a room can be added now, leaving no gap and standing on something.

    Planned plots come first; where a wing has none left it grows outward by a bay.
    """
    taken = set(built)
    wanted = [p for p in planned if p not in taken]
    has = {p.wing for p in wanted}
    for wing in site.wings:
        if wing.ord not in has:
            bays = max((p.bay for p in taken if p.wing == wing.ord), default=-1)
            wanted += [p for p in _plots_of_bay(wing, bays) if p not in taken]
            wanted += _plots_of_bay(wing, bays + 1)

    def stands(p: Plot) -> bool:
        wing = site.wings[p.wing]
        inward = p._replace(bay=p.bay - 1)
        below = p._replace(floor=p.floor - 1)
        joined = inward in taken or not wing.is_plot(inward.floor, inward.bay, inward.row)
        return joined and (p.floor == 0 or below in taken)

    return [p for p in dict.fromkeys(wanted) if stands(p)]
