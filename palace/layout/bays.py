"""One bay: the room that stands in it, its openings, its niches and pedestals.

Every room has the same shape, so its loci are given once, in the room's own frame: the origin in
the middle of the front edge of its rectangle, `q` metres into the room, `p` metres to the right
of somebody who comes in. The front edge is the corridor's, the windows are opposite.

The inner doors stand near the windows, in one line through all the rooms of a row (an enfilade):
whoever passes from room to room walks along the light and never meets the landmark in the middle,
and the side walls keep one long face for niches.

56 loci would fit only shoulder to shoulder. 44 leave a pier between any two niches and a way
round everything on the floor: 32 niches in two tiers and 12 pedestals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import LocusKind, Rect

BAY = 10.0
"""A room's share along the corridor, to the middle of its side walls (m)."""
DEPTH = 9.0
"""A room's share across, from the corridor's edge to the outer face of its window wall (m)."""

FRONT_WALL = 0.8
"""All of it on the room's side of the shared edge (m)."""
SIDE_WALL = 0.5
"""The room's half of the 1.0 m between two rooms (m)."""
WINDOW_WALL = 0.5
INSIDE_WIDTH = BAY - 2 * SIDE_WALL
INSIDE_DEPTH = DEPTH - FRONT_WALL - WINDOW_WALL

DOOR_WIDTH, DOOR_HEIGHT = 1.8, 3.0
INNER_WIDTH, INNER_HEIGHT = 1.6, 2.8
INNER_Q = FRONT_WALL + 6.3
"""How deep in the room the middle of an inner door lies (m)."""
TRIM = 0.25
"""What a door's frame takes on either side (m)."""

NICHE_WIDTH = 0.88
NICHE_DEPTH = 0.42
NICHE_BACK = 0.17
"""How far behind the wall's inner face an object in a niche stands (m)."""
LOWER_FOOT, UPPER_FOOT = 0.95, 2.20
LOWER_HEIGHT, UPPER_HEIGHT = 0.95, 1.10
PEDESTAL_TOP = 0.95
PEDESTAL_WIDTH = 0.64

MIDDLE = (0.0, FRONT_WALL + INSIDE_DEPTH / 2)
"""Where the room's landmark stands, in the room's frame (m)."""
LANDMARK_RADIUS = 1.1

_SIDE_COLUMNS = tuple(FRONT_WALL + t for t in (0.58, 1.60, 2.62, 3.64, 4.66))
_FRONT_COLUMNS = (1.75, 2.79, 3.83)
_PEDESTALS = (
    (-1.45, FRONT_WALL + 1.40),
    (-2.90, FRONT_WALL + 1.50),
    (-2.90, FRONT_WALL + 2.85),
    (-2.90, FRONT_WALL + 4.20),
    (-3.30, FRONT_WALL + 7.25),
    (-1.70, FRONT_WALL + 7.25),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A locus in the room's own frame.

    Parameters
    ----------
    ord
        Its number on the way round, clockwise from the door, from 1.
    p, q, z
        The middle of its foot, in metres, z above the room's floor.
    facing_p, facing_q
        The direction it faces, a unit vector.
    """

    ord: int
    kind: LocusKind
    p: float
    q: float
    z: float
    facing_p: float
    facing_q: float


def niche_positions() -> list[tuple[float, float, float, float, float]]:
    """Return every niche of a room, in no order of meaning.

    Returns
    -------
    list of (p, q, z, facing_p, facing_q)
        The middle of the object's foot, `NICHE_BACK` behind the wall's face, and the wall's
        inward normal. The opening is `NICHE_WIDTH` wide about it, from z upward.
    """
    columns: list[tuple[float, float, float, float]] = []
    face = INSIDE_WIDTH / 2 + NICHE_BACK
    for q in _SIDE_COLUMNS:
        columns.append((-face, q, 1.0, 0.0))
        columns.append((face, q, -1.0, 0.0))
    for p in _FRONT_COLUMNS:
        columns.append((-p, FRONT_WALL - NICHE_BACK, 0.0, 1.0))
        columns.append((p, FRONT_WALL - NICHE_BACK, 0.0, 1.0))
    return [(p, q, z, fp, fq) for p, q, fp, fq in columns for z in (LOWER_FOOT, UPPER_FOOT)]


def pedestal_positions() -> list[tuple[float, float, float, float, float]]:
    """Return every pedestal of a room likewise; each faces the room's middle."""
    found = []
    for p, q in (*_PEDESTALS, *((-p, q) for p, q in _PEDESTALS)):
        length = math.hypot(MIDDLE[0] - p, MIDDLE[1] - q)
        found.append((p, q, PEDESTAL_TOP, (MIDDLE[0] - p) / length, (MIDDLE[1] - q) / length))
    return found


@lru_cache(maxsize=1)
def slots() -> tuple[Slot, ...]:
    """Return a room's loci in the order of the way round."""
    everything = [(LocusKind.NICHE, *n) for n in niche_positions()]
    everything += [(LocusKind.PEDESTAL, *n) for n in pedestal_positions()]

    def way_round(slot: tuple[LocusKind, float, float, float, float, float]) -> tuple[float, float]:
        _, p, q, z, _, _ = slot
        turned = math.atan2(-(p - MIDDLE[0]), -(q - MIDDLE[1])) % (2 * math.pi)
        return round(turned, 6), z

    everything.sort(key=way_round)
    return tuple(Slot(n, *slot) for n, slot in enumerate(everything, start=1))


CAPACITY = 44
"""Loci in a room."""


@lru_cache(maxsize=1)
def slot_points() -> NDArray[np.float64]:
    """Return the loci's feet in the room's frame, (CAPACITY, 3), in metres."""
    points = np.array([(s.p, s.q, s.z) for s in slots()])
    points.setflags(write=False)
    return points


@dataclass(frozen=True, slots=True)
class Frame:
    """A room's own frame in the palace: where its front edge's middle is and which way is in.

    Parameters
    ----------
    x, y
        The origin, in metres.
    inx, iny
        The unit vector from the front into the room.
    """

    x: float
    y: float
    inx: float
    iny: float

    @classmethod
    def of(cls, rect: Rect, front: str) -> Frame:
        """Return the frame of a room with this rectangle whose door is on this side."""
        outx, outy = DIRECTIONS[front]
        cx, cy = rect.centre
        return cls(
            cx + outx * rect.width / 2, cy + outy * rect.height / 2, float(-outx), float(-outy)
        )

    def point(self, p: float, q: float) -> tuple[float, float]:
        """Return a point of the room's frame in the palace's."""
        return self.x + self.iny * p + self.inx * q, self.y - self.inx * p + self.iny * q

    def local(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the palace in the room's frame."""
        dx, dy = x - self.x, y - self.y
        return dx * self.iny - dy * self.inx, dx * self.inx + dy * self.iny

    def angle(self, p: float, q: float) -> float:
        """Return the palace's angle of a direction of the room's frame, in (-pi, pi]."""
        return math.atan2(-self.inx * p + self.iny * q, self.iny * p + self.inx * q)


DIRECTIONS: dict[str, tuple[int, int]] = {"x+": (1, 0), "y+": (0, 1), "x-": (-1, 0), "y-": (0, -1)}
"""The four directions as the plan writes them."""


def direction(x: float, y: float) -> str:
    """Return the name of an axis-parallel unit vector."""
    return next(name for name, d in DIRECTIONS.items() if d == (round(x), round(y)))
