"""Ways through the palace: the door graph, and the lines one walks on."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from palace.layout.inside import Point, floor_height, length, route
from palace.model.plan import Door, Locus, LocusKind, Plan, Space, SpaceKind

Place = tuple[float, float, float]

_BEFORE_NICHE, _BEFORE_PEDESTAL = 1.25, 1.15
PASSING = 4.0
"""Metres at which one passes a door: across a corridor."""


def viewpoint(locus: Locus) -> Place:
    """Return where one stands to look at a locus: in front of it, on the floor's height unknown.

    Returns
    -------
    x, y, yaw
        In metres and radians; the yaw looks at the locus.
    """
    away = _BEFORE_NICHE if locus.kind is LocusKind.NICHE else _BEFORE_PEDESTAL
    x = locus.x + away * math.cos(locus.yaw)
    y = locus.y + away * math.sin(locus.yaw)
    return x, y, math.atan2(-math.sin(locus.yaw), -math.cos(locus.yaw))


class WalkGraph:
    """Shortest walks on a plan.

    The nodes are the doors; between two doors of one space lies the way inside it. Shortest paths
    are Dijkstra's (1959), by scipy.

    Parameters
    ----------
    plan
        A finished plan; make a new graph when it has changed.
    """

    def __init__(self, plan: Plan) -> None:
        from scipy.sparse import csr_matrix

        self._spaces: dict[str, Space] = {s.id: s for s in plan.spaces}
        self._doors: tuple[Door, ...] = plan.doors
        self._of: dict[str, list[int]] = {s.id: [] for s in plan.spaces}
        for i, door in enumerate(plan.doors):
            self._of[door.a].append(i)
            self._of[door.b].append(i)
        rows: list[int] = []
        cols: list[int] = []
        costs: list[float] = []
        for own, doors in self._of.items():
            space = self._spaces[own]
            for at, i in enumerate(doors):
                for j in doors[at + 1 :]:
                    rows.append(i)
                    cols.append(j)
                    costs.append(self._cost(space, self._at(i), self._at(j)))
        n = len(plan.doors)
        self._graph = csr_matrix((costs, (rows, cols)), shape=(n, n))

    def path(self, a: Place, a_space: str, b: Place, b_space: str) -> NDArray[np.float64]:
        """Return the shortest walk as a polyline on the floor.

        Parameters
        ----------
        a, b
            Where it begins and ends; the heights are taken from the floors.
        a_space, b_space
            The spaces they are in.

        Returns
        -------
        (n, 3) array
            Points in metres: in rooms a step before and after each door and round what stands
            there, in corridors the middle line, on stairs the slope. Empty when there is no way.

        Raises
        ------
        KeyError
            When the plan has no such space.
        """
        start, end = (a[0], a[1]), (b[0], b[1])
        if a_space == b_space:
            return self._polyline([(a_space, route(self._spaces[a_space], start, end))])
        doors = self._best(start, a_space, end, b_space)[1]
        if not doors:
            return np.zeros((0, 3))
        legs: list[tuple[str, list[Point]]] = []
        here, at = a_space, start
        for i in doors:
            legs.append((here, route(self._spaces[here], at, self._at(i))))
            door = self._doors[i]
            here = door.b if door.a == here else door.a
            at = self._at(i)
        legs.append((here, route(self._spaces[here], at, end)))
        return self._polyline(legs)

    def distance(self, a: Place, a_space: str, b: Place, b_space: str) -> float:
        """Return the length of the shortest walk in metres; inf when there is none."""
        start, end = (a[0], a[1]), (b[0], b[1])
        if a_space == b_space:
            return self._cost(self._spaces[a_space], start, end)
        return self._best(start, a_space, end, b_space)[0]

    def along(self, a: Place, a_space: str, b: Place, b_space: str) -> list[str]:
        """Return the rooms that a walk goes through or passes the doors of, in its order.

        Parameters
        ----------
        a, b, a_space, b_space
            As for `path`.
        """
        line = self.path(a, a_space, b, b_space)
        if not len(line):
            return []
        walked = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        first: dict[str, float] = {a_space: -1.0}
        for door in self._doors:
            nearest, at = self._beside(line, walked, door)
            if nearest > PASSING:
                continue
            for own in (door.a, door.b):
                first[own] = min(at, first.get(own, math.inf))
        first[b_space] = math.inf if b_space != a_space else -1.0
        rooms = [own for own in first if self._spaces[own].kind is SpaceKind.ROOM]
        return sorted(rooms, key=lambda own: (first[own], own))

    def _beside(
        self, line: NDArray[np.float64], walked: NDArray[np.float64], door: Door
    ) -> tuple[float, float]:
        """Return how far a door is from a walk, and how far along the walk that is (m)."""
        height = floor_height(self._spaces[door.a], door.x, door.y)
        at = np.array([door.x, door.y, height])
        if len(line) == 1:
            return float(np.linalg.norm(line[0] - at)), 0.0
        steps = np.diff(line, axis=0)
        lengths = np.maximum((steps**2).sum(1), 1e-12)
        part = np.clip(((at - line[:-1]) * steps).sum(1) / lengths, 0, 1)
        away = np.linalg.norm(line[:-1] + part[:, None] * steps - at, axis=1)
        best = int(np.argmin(away))
        return float(away[best]), float(walked[best] + part[best] * math.sqrt(lengths[best]))

    def distances(self, a: Place, a_space: str) -> dict[str, float]:
        """Return the walk from a point to the middle of every room (m)."""
        doors, first = self._leaving((a[0], a[1]), a_space)
        found = {}
        walks = self._from(doors) + np.array(first)[:, None] if doors else np.zeros((0, 0))
        nearest = walks.min(0) if doors else np.full(len(self._doors), np.inf)
        for own, space in self._spaces.items():
            if space.kind is not SpaceKind.ROOM:
                continue
            if own == a_space:
                found[own] = self._cost(space, (a[0], a[1]), space.rect.centre)
                continue
            reach, last = self._leaving(space.rect.centre, own)
            found[own] = min(
                (float(nearest[i]) + w for i, w in zip(reach, last, strict=True)),
                default=math.inf,
            )
        return found

    def between(self, rooms: Sequence[str]) -> NDArray[np.float64]:
        """Return the walks between the middles of rooms, (n, n), in metres."""
        walks = self._from(list(range(len(self._doors))))
        ends = [self._leaving(self._spaces[r].rect.centre, r) for r in rooms]
        width = max((len(d) for d, _ in ends), default=0)
        doors = np.zeros((len(rooms), width), np.int64)
        first = np.full((len(rooms), width), np.inf)
        for row, (reach, away) in enumerate(ends):
            doors[row, : len(reach)] = reach
            first[row, : len(away)] = away
        result = np.full((len(rooms), len(rooms)), np.inf)
        for i in range(width):
            for j in range(width):
                via = walks[np.ix_(doors[:, i], doors[:, j])]
                result = np.minimum(result, first[:, i, None] + via + first[None, :, j])
        np.fill_diagonal(result, 0.0)
        return result

    # Inside

    def _at(self, door: int) -> Point:
        return self._doors[door].x, self._doors[door].y

    @staticmethod
    def _cost(space: Space, a: Point, b: Point) -> float:
        flat = length(route(space, a, b))
        if space.kind is SpaceKind.STAIRS:
            return math.hypot(flat, floor_height(space, *b) - floor_height(space, *a))
        return flat

    def _leaving(self, at: Point, space: str) -> tuple[list[int], list[float]]:
        doors = self._of[space]
        return doors, [self._cost(self._spaces[space], at, self._at(i)) for i in doors]

    def _from(self, doors: list[int]) -> NDArray[np.float64]:
        from scipy.sparse.csgraph import dijkstra

        return np.asarray(dijkstra(self._graph, directed=False, indices=doors), np.float64)

    def _best(
        self, start: Point, a_space: str, end: Point, b_space: str
    ) -> tuple[float, list[int]]:
        from scipy.sparse.csgraph import dijkstra

        out, first = self._leaving(start, a_space)
        into, last = self._leaving(end, b_space)
        if not out or not into:
            return math.inf, []
        walks, previous = dijkstra(
            self._graph, directed=False, indices=out, return_predecessors=True
        )
        total = np.array(first)[:, None] + walks[:, into] + np.array(last)[None]
        row, col = np.unravel_index(int(np.argmin(total)), total.shape)
        best = float(total[row, col])
        if not math.isfinite(best):
            return math.inf, []
        doors = [into[col]]
        while doors[-1] != out[row]:
            doors.append(int(previous[row, doors[-1]]))
        return best, doors[::-1]

    def _polyline(self, legs: list[tuple[str, list[Point]]]) -> NDArray[np.float64]:
        points: list[Place] = []
        for own, leg in legs:
            space = self._spaces[own]
            for x, y in leg:
                p = (x, y, floor_height(space, x, y))
                if not points or math.dist(p, points[-1]) > 1e-6:
                    points.append(p)
        return _straightened(np.array(points))


def _straightened(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Drop points on a straight line between their neighbours."""
    if len(points) < 3:
        return points
    before = points[1:-1] - points[:-2]
    after = points[2:] - points[1:-1]
    before /= np.linalg.norm(before, axis=1, keepdims=True)
    after /= np.linalg.norm(after, axis=1, keepdims=True)
    turns = (before * after).sum(1) < 1 - 1e-9
    kept = np.concatenate([[True], turns, [True]])
    return np.asarray(points[kept], np.float64)
