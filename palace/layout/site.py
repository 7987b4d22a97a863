"""The ground: where courts, wings and their plots lie, and how far one walks.

A *plot* is a place where a room may stand: a wing, a floor, a bay along its corridor, and a row
(+1 to the left of somebody who walks away from the court, -1 to the right). A wing has a frame of
its own: `along` metres outward from the gallery, `across` metres to the left.

How the corners come out: a wing is 22 m wide, so it reaches `offset + 11` to the side. The next
side's wing begins `half + neck` from the middle. They do not meet while the former is at most the
latter. One wing a side (offset 0) needs a gallery of 22 m outside; two (offset 18, a garden of
14 m between them) need 29 m: a court of 40 m, its gallery (24 m) and a neck of corridor of 9 m.
The neck has its use: there the stairs begin.

A court with its galleries and wings is a *quarter*. Quarters stand on a square grid, `PITCH` apart,
so that wings of `MOST_BAYS` never meet, and are joined by covered passages from ring to ring:
through the garden between two wings, or, where one wing stands in the middle of a side, beside it
in the line of the gallery.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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
MOST_BAYS = 9
ONE_STOREY = 2 * MOST_BAYS
"""Rooms in a wing of one storey at most."""
MOST_STOREYS = 3
MOST_WINGS = 8
LARGEST_COURT = 40.0
ROOMS_AT_FOUNDING = 310
"""Rooms of a quarter at its founding at most; with the plots in reserve it comes to about 400."""
PITCH = 300.0
"""From one quarter's middle to the next one's (m)."""
PASSAGE = 4.0
"""Width of a passage from quarter to quarter (m)."""

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
class QuarterSite:
    """Where a quarter lies.

    Parameters
    ----------
    ord
        Its place in the order of founding.
    x, y
        The middle of its court (m).
    court
        The court's side (m).
    """

    ord: int
    x: float
    y: float
    court: float

    @property
    def half(self) -> float:
        """From the middle to the gallery's outer edge (m)."""
        return self.court / 2 + GALLERY


@dataclass(frozen=True, slots=True)
class PassageSite:
    """A covered way between two quarters.

    Parameters
    ----------
    a, b
        The quarters; it leaves `a` on `side` and comes to `b` on the opposite one.
    side
        0 east, 1 north, 2 west, 3 south.
    offset_a, offset_b
        Where its middle line meets each ring, from the middle of the side of `a` it leaves, to
        the left looking along it (m); both are the same line.
    """

    a: int
    b: int
    side: int
    offset_a: float
    offset_b: float


@dataclass(frozen=True, slots=True)
class WingSite:
    """Where a wing lies.

    Parameters
    ----------
    ord
        Its number among all wings of the palace.
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
    quarter
        The quarter it belongs to.
    x, y
        The middle of that quarter's court (m).
    place
        Its place in the tour round that court.
    """

    ord: int
    side: int
    start: float
    offset: float
    neck: float
    floors: int = 1
    stairs_row: int = 0
    quarter: int = 0
    x: float = 0.0
    y: float = 0.0
    place: int = 0

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Return a point of the wing's frame in the palace's, in metres."""
        ox, oy = _OUT[self.side]
        a, b = self.start + along, self.offset + across
        return self.x + ox * a - oy * b, self.y + oy * a + ox * b

    def local(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the palace in the wing's frame."""
        ox, oy = _OUT[self.side]
        dx, dy = x - self.x, y - self.y
        return ox * dx + oy * dy - self.start, -oy * dx + ox * dy - self.offset

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
        """Return whether a room may stand there: within storeys and length, not on the stairs."""
        on_stairs = bay == 0 and row == self.stairs_row
        return 0 <= floor < self.floors and 0 <= bay < MOST_BAYS and not on_stairs

    def plot_rect(self, plot: Plot) -> Rect:
        """Return the ground of a plot."""
        near, far = CORRIDOR / 2, CORRIDOR / 2 + DEPTH
        start = self.bay_start(plot.bay)
        return self.rect(start, start + BAY, plot.row * near, plot.row * far)


@dataclass(frozen=True)
class Site:
    """The ground of the whole palace.

    Parameters
    ----------
    quarters, wings, passages
        In the order of their numbers. A wing may be planned and not built.
    """

    quarters: tuple[QuarterSite, ...]
    wings: tuple[WingSite, ...] = ()
    passages: tuple[PassageSite, ...] = ()

    def rect(self, plot: Plot) -> Rect:
        """Return the ground of a plot."""
        return self.wings[plot.wing].plot_rect(plot)

    @cached_property
    def ring_walks(self) -> NDArray[np.float64]:
        """Walks from wing to wing, from portal to portal, (wings, wings), in metres."""
        return _ring_walks(self)


def design(rooms_of_wing: Sequence[Sequence[int]]) -> Site:
    """Draw the palace for this many rooms in each wing of each quarter.

    Parameters
    ----------
    rooms_of_wing
        For each quarter its wings' rooms in the tour's order. Without any, one empty court.
    """
    quarters: list[QuarterSite] = []
    wings: list[WingSite] = []
    passages: list[PassageSite] = []
    for number, counts in enumerate(rooms_of_wing or [()]):
        quarter, own = quarter_site(
            number, counts, len(wings), (PITCH * GRID[number][0], PITCH * GRID[number][1])
        )
        quarters.append(quarter)
        wings += own
    cells = {cell: i for i, cell in enumerate(GRID[: len(quarters)])}
    for (column, row), number in cells.items():
        for side in (0, 1):
            other = cells.get((column + _OUT[side][0], row + _OUT[side][1]))
            if other is not None:
                # Founded together they are large: two wings a side, and a garden between them.
                passages.append(PassageSite(number, other, side, 0.0, 0.0))
    return Site(tuple(quarters), tuple(wings), tuple(passages))


def quarter_site(
    number: int,
    rooms_of_wing: Sequence[int],
    first_wing: int,
    middle: tuple[float, float],
    *,
    turn: int = 0,
    room_to_grow: bool = False,
) -> tuple[QuarterSite, list[WingSite]]:
    """Draw one quarter: its court and the places of its wings.

    Parameters
    ----------
    number
        Of the quarter.
    rooms_of_wing
        In the tour's order.
    first_wing
        Number of its first wing.
    middle
        Of its court (m).
    turn
        By how many quarter turns the wings' sides are moved on, so that a side stays free.
    room_to_grow
        Whether it is drawn for a full quarter, however few rooms it has now.
    """
    wings = len(rooms_of_wing)
    rooms = sum(rooms_of_wing)
    if wings > 4 or room_to_grow:
        court, neck = LARGEST_COURT, TWIN_NECK
    else:
        neck = 0.0
        court = next(size for most, size in _COURTS if rooms <= most)
        if max(rooms_of_wing, default=0) > ONE_STOREY:
            neck = TWIN_NECK
    quarter = QuarterSite(number, *middle, court)
    sites: list[WingSite] = []
    for side, count in enumerate(_wings_by_side(wings)):
        offsets = (0.0,) if count == 1 else (-TWIN_OFFSET, TWIN_OFFSET)
        for offset in offsets[:count]:
            own = rooms_of_wing[len(sites)]
            floors = MOST_STOREYS if room_to_grow else _storeys(own)
            # The stairs take the side of the sister wing's garden, so that façades stay whole.
            row = 0 if floors == 1 else (-1 if offset > 0 else 1)
            sites.append(
                WingSite(
                    first_wing + len(sites), (side + turn) % 4, quarter.half, offset, neck, floors,
                    row, number, *middle, len(sites),
                )
            )  # fmt: skip
    return quarter, sites


def _spiral(cells: int) -> list[tuple[int, int]]:
    """Return cells of a square grid, the nearest to the first one first."""
    reach = range(-cells, cells + 1)
    every = [(i, j) for i in reach for j in reach]
    return sorted(every, key=lambda c: (max(abs(c[0]), abs(c[1])), abs(c[0]) + abs(c[1]), -c[0], c))


GRID = tuple(_spiral(8))
"""Where quarters stand, in the order of founding, in columns and rows of the grid."""

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
    for bay in range(bays, MOST_BAYS):
        if len(plots) >= spare:
            break
        plots.extend(_plots_of_bay(wing, bay))
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
    apart = home[:, None] + home[None] + site.ring_walks[np.ix_(wing, wing)]
    return np.where(same, result, apart).astype(np.float32)


def _ring_walks(site: Site) -> NDArray[np.float64]:
    """Return the walk from corridor to corridor: along galleries, through courts and passages."""
    # A gate is where a corridor or passage leaves a ring: (quarter, side, offset).
    gates: list[tuple[int, int, float]] = [(w.quarter, w.side, w.offset) for w in site.wings]
    ways: list[tuple[int, int, float]] = []
    for passage in site.passages:
        a, b = site.quarters[passage.a], site.quarters[passage.b]
        gates.append((passage.a, passage.side, passage.offset_a))
        # Looking out of the other ring, left is right.
        gates.append((passage.b, (passage.side + 2) % 4, -passage.offset_b))
        length = math.dist((a.x, a.y), (b.x, b.y)) - a.half - b.half
        ways.append((len(gates) - 2, len(gates) - 1, length))
    count = len(gates)
    walk = np.full((count, count), np.inf)
    for number, quarter in enumerate(site.quarters):
        own = [i for i, gate in enumerate(gates) if gate[0] == number]
        for i in own:
            for j in own:
                walk[i, j] = _round_court(quarter, gates[i][1:], gates[j][1:]) if i != j else 0.0
    for i, j, length in ways:
        walk[i, j] = walk[j, i] = length
    if site.passages:
        from scipy.sparse.csgraph import floyd_warshall

        walk = floyd_warshall(walk)
    wings = len(site.wings)
    return np.asarray(walk[:wings, :wings], np.float64)


def _round_court(quarter: QuarterSite, a: tuple[int, float], b: tuple[int, float]) -> float:
    """Return the walk from one gate of a ring to another (m)."""
    middle = quarter.half - GALLERY / 2
    (side_a, offset_a), (side_b, offset_b) = a, b
    turn = (side_b - side_a) % 4
    if turn == 0:
        length = abs(offset_a - offset_b)
    elif turn == 2:
        length = min(
            2 * middle + abs(offset_a) + abs(offset_b), 4 * middle - abs(offset_a - offset_b)
        )
    elif turn == 1:
        length = (middle - offset_a) + (middle + offset_b)
    else:
        length = (middle - offset_b) + (middle + offset_a)
    return length + GALLERY


def free_to_build(site: Site, built: Iterable[Plot], planned: Iterable[Plot]) -> list[Plot]:
    """Return plots where a room can be added now, leaving no gap and standing on something.

    Planned plots come first; where a wing has none left it grows outward by a bay, up to
    `MOST_BAYS`. Of a quarter's wings that are planned and not built only the first is free.
    """
    taken = set(built)
    wanted = [p for p in planned if p not in taken]
    has = {p.wing for p in wanted}
    longest: dict[int, int] = {}
    for p in taken:
        longest[p.wing] = max(longest.get(p.wing, -1), p.bay)
    unbuilt: set[int] = set()
    for wing in site.wings:
        if wing.ord not in longest:
            if wing.quarter in unbuilt:
                wanted = [p for p in wanted if p.wing != wing.ord]
                continue
            unbuilt.add(wing.quarter)
        if wing.ord not in has:
            bays = longest.get(wing.ord, -1)
            wanted += [p for p in _plots_of_bay(wing, bays) if p not in taken]
            wanted += _plots_of_bay(wing, bays + 1)

    def stands(p: Plot) -> bool:
        wing = site.wings[p.wing]
        inward = p._replace(bay=p.bay - 1)
        below = p._replace(floor=p.floor - 1)
        joined = inward in taken or not wing.is_plot(inward.floor, inward.bay, inward.row)
        return joined and (p.floor == 0 or below in taken)

    return [p for p in dict.fromkeys(wanted) if stands(p)]


def gate_of(site: Site, quarter: QuarterSite, side: int) -> float | None:
    """Return where a passage can leave a quarter's side, None where there is no room for one.

    Returns
    -------
    offset
        From the side's middle, to the left looking outward (m).
    """
    offsets = {w.offset for w in site.wings if w.quarter == quarter.ord and w.side == side}
    taken = {p.offset_a for p in site.passages if (p.a, p.side) == (quarter.ord, side)}
    taken |= {-p.offset_b for p in site.passages if (p.b, (p.side + 2) % 4) == (quarter.ord, side)}
    beside = quarter.half - GALLERY / 2
    wing = CORRIDOR / 2 + DEPTH
    choices = [0.0] if 0.0 not in offsets else [beside, -beside]
    for at in choices:
        clear = all(abs(at - o) >= wing + PASSAGE / 2 for o in offsets)
        if clear and all(abs(at - o) >= PASSAGE for o in taken):
            return at
    return None


def extended(site: Site, rooms_of_wing: Sequence[int], near: int) -> Site:
    """Return the site with one more quarter, joined to what stands.

    Parameters
    ----------
    rooms_of_wing
        In the tour's order; empty for a quarter that begins with nothing: it is drawn for eight
        wings of three storeys.
    near
        The quarter it should lie next to, where that has a side free; else the nearest does.

    Raises
    ------
    ValueError
        When no quarter has a side free: 289 quarters stand.
    """
    middle = site.quarters[near]
    order = sorted(
        site.quarters, key=lambda q: (math.dist((q.x, q.y), (middle.x, middle.y)), q.ord)
    )
    for quarter in order:
        for side in range(4):
            found = _joined(site, quarter, side, rooms_of_wing)
            if found is not None:
                return found
    raise ValueError("no quarter has a side free")


def _joined(
    site: Site, quarter: QuarterSite, side: int, rooms_of_wing: Sequence[int]
) -> Site | None:
    """Return the site with a quarter on this side of another, None where it cannot lie there."""
    leaves = gate_of(site, quarter, side)
    if leaves is None:
        return None
    counts = list(rooms_of_wing) or [0] * MOST_WINGS
    facing = (side + 2) % 4
    sides = [i for i, n in enumerate(_wings_by_side(len(counts))) if n]
    turn = next((t for t in range(4) if facing not in {(i + t) % 4 for i in sides}), 0)

    def drawn(x: float, y: float) -> tuple[QuarterSite, list[WingSite]]:
        return quarter_site(
            len(site.quarters), counts, len(site.wings), (x, y), turn=turn,
            room_to_grow=not rooms_of_wing,
        )  # fmt: skip

    # Drawn anywhere to learn where its gate is, then where that gate meets the passage.
    other, wings = drawn(0.0, 0.0)
    arrives = gate_of(Site((*site.quarters, other), (*site.wings, *wings)), other, facing)
    if arrives is None:
        return None
    ox, oy = _OUT[side]
    shift = leaves + arrives
    other, wings = drawn(quarter.x + ox * PITCH - oy * shift, quarter.y + oy * PITCH + ox * shift)
    if any(max(abs(q.x - other.x), abs(q.y - other.y)) < _APART for q in site.quarters):
        return None
    way = PassageSite(quarter.ord, other.ord, side, leaves, -arrives)
    return Site((*site.quarters, other), (*site.wings, *wings), (*site.passages, way))


_APART = PITCH - 2 * (LARGEST_COURT / 2 + GALLERY)
"""Two quarters' middles are at least so far from each other in x or in y (m)."""


def with_wing(site: Site, quarter: int) -> Site | None:
    """Return the site with a further wing on a free side of a court, None if none is free."""
    own = site.quarters[quarter]
    used = {w.side for w in site.wings if w.quarter == quarter}
    used |= {p.side for p in site.passages if p.a == quarter}
    used |= {(p.side + 2) % 4 for p in site.passages if p.b == quarter}
    free = [side for side in range(4) if side not in used]
    if own.half - GALLERY < CORRIDOR / 2 + DEPTH:
        free = free[1:]  # beside a wing there is no way out: one side stays free for a passage
    if not free:
        return None
    place = sum(w.quarter == quarter for w in site.wings)
    wing = WingSite(
        len(site.wings), free[0], own.half, 0.0, TWIN_NECK, MOST_STOREYS, 1, quarter, own.x, own.y,
        place,
    )  # fmt: skip
    return Site(site.quarters, (*site.wings, wing), site.passages)
