"""Walking inside one space: round the landmark, along the middle of a corridor, up the stairs."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from palace.layout.bays import (
    DIRECTIONS,
    FRONT_WALL,
    INSIDE_DEPTH,
    INSIDE_WIDTH,
    LANDMARK_RADIUS,
    MIDDLE,
    PEDESTAL_WIDTH,
    Frame,
    pedestal_positions,
)
from palace.layout.site import STOREY
from palace.model.plan import Space, SpaceKind

Point = tuple[float, float]

BODY = 0.30
"""Half a person's width, kept free on either side (m)."""
STEP = 0.7
"""How far a step before or after a door reaches from the wall's face (m)."""
FOUNTAIN_RADIUS = 4.0
"""How far from the court's middle one walks round the fountain (m)."""
_GRID = 0.6


def route(space: Space, start: Point, end: Point) -> list[Point]:
    """Return the way between two points of a space.

    Parameters
    ----------
    space
        Both points lie in it or on its edge.
    start, end
        In metres.

    Returns
    -------
    list of points
        The first is `start`, the last `end`.
    """
    if space.kind is SpaceKind.ROOM:
        frame = Frame.of(space.rect, space.front)
        local = room_route(_rounded(frame.local(*start)), _rounded(frame.local(*end)))
        return [start, *(frame.point(*p) for p in local[1:-1]), end]
    if space.kind is SpaceKind.COURT:
        return _through_court(start, end)
    return _along(space, start, end)


def length(points: list[Point]) -> float:
    """Return the length of a polyline (m)."""
    return sum(math.dist(a, b) for a, b in pairwise(points))


def floor_height(space: Space, x: float, y: float) -> float:
    """Return the height of the floor at a point of a space (m): stairs rise."""
    if space.kind is not SpaceKind.STAIRS:
        return space.z
    dx, dy = DIRECTIONS[space.climb]
    r = space.rect
    if dx:
        share = (x - r.x0) / r.width if dx > 0 else (r.x1 - x) / r.width
    else:
        share = (y - r.y0) / r.height if dy > 0 else (r.y1 - y) / r.height
    return space.z + STOREY * min(max(share, 0.0), 1.0)


def _rounded(p: Point) -> Point:
    return round(p[0], 3), round(p[1], 3)


def _along(space: Space, start: Point, end: Point) -> list[Point]:
    """Go to the middle line, along it, and off it again."""
    cx, cy = space.rect.centre
    if space.rect.width >= space.rect.height:
        first, second = (start[0], cy), (end[0], cy)
    else:
        first, second = (cx, start[1]), (cx, end[1])
    return _without_repeats([start, first, second, end])


def _through_court(start: Point, end: Point) -> list[Point]:
    """Keep to the paved cross and go round the fountain."""

    def onto_cross(p: Point) -> Point:
        return (p[0], 0.0) if abs(p[1]) <= abs(p[0]) else (0.0, p[1])

    first, last = onto_cross(start), onto_cross(end)
    a, b = math.atan2(first[1], first[0]), math.atan2(last[1], last[0])
    turn = (b - a + math.pi) % (2 * math.pi) - math.pi
    middle: list[Point] = []
    if abs(turn) > 0.1:
        steps = max(1, round(abs(turn) / (math.pi / 4)))
        middle = [
            (FOUNTAIN_RADIUS * math.cos(a + turn * k / steps),
             FOUNTAIN_RADIUS * math.sin(a + turn * k / steps))
            for k in range(steps + 1)
        ]  # fmt: skip
    return _without_repeats([start, first, *middle, last, end])


def _without_repeats(points: list[Point]) -> list[Point]:
    kept = [points[0]]
    for p in points[1:-1]:
        if math.dist(p, kept[-1]) > 1e-6 and math.dist(p, points[-1]) > 1e-6:
            kept.append(p)
    return [*kept, points[-1]]


# Rooms. All have the same shape, so one graph of what sees what serves them all.

_LEFT, _RIGHT = -INSIDE_WIDTH / 2 + BODY + 0.1, INSIDE_WIDTH / 2 - BODY - 0.1
_NEAR, _FAR = FRONT_WALL + BODY + 0.1, FRONT_WALL + INSIDE_DEPTH - BODY - 0.1


@lru_cache(maxsize=1)
def _circles() -> NDArray[np.float64]:
    """Return what stands on a room's floor and a body's width about it: (n, 3) of p, q, radius."""
    around = PEDESTAL_WIDTH / math.sqrt(2) + BODY
    circles = [(p, q, around) for p, q, *_ in pedestal_positions()]
    return np.array([(*MIDDLE, LANDMARK_RADIUS + BODY), *circles])


def _clear(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which straight ways pass every obstacle, (s, e).

    An obstacle in whose surroundings a way begins or ends does not bar that way: who stands close
    to a pedestal can still walk off.
    """
    circles = _circles()
    a, b, c = starts[:, None, None], ends[None, :, None], circles[None, None, :, :2]
    along = b - a
    squared = np.maximum((along**2).sum(-1), 1e-12)
    t = np.clip(((c - a) * along).sum(-1) / squared, 0, 1)
    gap = np.linalg.norm(a + t[..., None] * along - c, axis=-1)
    radius = circles[:, 2] - 1e-6
    inside_a = np.linalg.norm(a - c, axis=-1) < radius
    inside_b = np.linalg.norm(b - c, axis=-1) < radius
    return np.asarray(((gap >= radius) | inside_a | inside_b).all(-1))


@lru_cache(maxsize=1)
def _sights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points to turn at and the walk between those that see each other (inf if not)."""
    p, q = np.meshgrid(
        np.linspace(_LEFT, _RIGHT, round((_RIGHT - _LEFT) / _GRID) + 1),
        np.linspace(_NEAR, _FAR, round((_FAR - _NEAR) / _GRID) + 1),
    )
    points = np.column_stack([p.ravel(), q.ravel()])
    circles = _circles()
    free = (
        np.linalg.norm(points[:, None] - circles[None, :, :2], axis=2) >= circles[:, 2] - 1e-6
    ).all(1)
    points = points[free]
    walks = np.linalg.norm(points[:, None] - points[None], axis=2)
    return points, np.where(_clear(points, points), walks, np.inf)


@lru_cache(maxsize=1024)
def room_route(start: Point, end: Point) -> tuple[Point, ...]:
    """Return the way between two points of a room's own frame.

    A point in a wall (a doorway, a niche) is first left straight into the room.
    """
    before, after = _into_room(start), _into_room(end)
    a, b = np.array([before]), np.array([after])
    if _clear(a, b)[0, 0]:
        middle: list[Point] = []
    else:
        from scipy.sparse.csgraph import dijkstra

        points, walks = _sights()
        n = len(points)
        graph = np.full((n + 2, n + 2), np.inf)
        graph[:n, :n] = walks
        for at, p in ((n, a), (n + 1, b)):
            reach = np.where(_clear(p, points)[0], np.linalg.norm(points - p, axis=1), np.inf)
            graph[at, :n] = graph[:n, at] = reach
        np.fill_diagonal(graph, np.inf)
        graph[np.isinf(graph)] = 0  # csgraph: no edge
        _, previous = dijkstra(graph, indices=n, return_predecessors=True)
        middle = []
        at = int(previous[n + 1])
        while 0 <= at < n:
            middle.append((float(points[at, 0]), float(points[at, 1])))
            at = int(previous[at])
        middle.reverse()
    return tuple(_without_repeats([start, before, *middle, after, end]))


def _into_room(p: Point) -> Point:
    """Return the point itself, or the nearest one a step inside the walls."""
    if _LEFT <= p[0] <= _RIGHT and _NEAR <= p[1] <= _FAR:
        return p
    x, y = p
    if p[1] < FRONT_WALL:
        y = FRONT_WALL + STEP
    elif p[1] > FRONT_WALL + INSIDE_DEPTH:
        y = FRONT_WALL + INSIDE_DEPTH - STEP
    if abs(p[0]) > INSIDE_WIDTH / 2:
        x = math.copysign(INSIDE_WIDTH / 2 - STEP, p[0])
    return min(max(x, _LEFT), _RIGHT), min(max(y, _NEAR), _FAR)
