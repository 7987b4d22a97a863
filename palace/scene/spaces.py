"""The plan as a walker meets it: which space a point is in, what adjoins, how high the floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Door, Plan, Rect, Space, SpaceKind

WALL_FRONT = 0.8
WALL_SIDE = 0.5
WALL_OUTER = 0.5
STOREY_REACH = 1.2
"""How far from a floor's height a foot may be and still count as standing on it, in metres."""

CELL = 12.0
"""Side of the squares by which spaces are found, in metres."""


class Spaces:
    """The spaces of one plan, found by place and by adjacency.

    Parameters
    ----------
    plan
        The plan; it is not changed.

    Attributes
    ----------
    corners
        (n, 3) those of its spaces' upper corners that a picture of all of them must hold.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.by_id: dict[str, Space] = {space.id: space for space in plan.spaces}
        self.doors: dict[str, list[Door]] = defaultdict(list)
        for door in plan.doors:
            if door.a in self.by_id and door.b in self.by_id:
                self.doors[door.a].append(door)
                self.doors[door.b].append(door)
        self._cells: dict[tuple[int, int], list[Space]] = defaultdict(list)
        for space in plan.spaces:
            for cell in _cells(space.rect):
                self._cells[cell].append(space)
        self.corners = outermost(
            np.array(
                [
                    (x, y, space.z + space.height)
                    for space in plan.spaces
                    for x in (space.rect.x0, space.rect.x1)
                    for y in (space.rect.y0, space.rect.y1)
                ],
                float,
            ).reshape(-1, 3)
        )
        self._top: dict[str, float] = {}
        self._inner: dict[str, Rect] = {}

    def at(self, x: float, y: float, z: float) -> Space | None:
        """Return the space that a foot at this point stands in, None outside."""
        best: Space | None = None
        nearest = STOREY_REACH
        for space in self._cells.get((int(x // CELL), int(y // CELL)), ()):
            # Nobody stands in what is walled up.
            if space.kind is not SpaceKind.CLOSED and space.rect.contains(x, y):
                gap = abs(self.floor_height(space, x, y) - z)
                if gap < nearest:
                    best, nearest = space, gap
        return best

    def neighbours(self, space_id: str) -> list[tuple[Door, Space]]:
        """Return the doors of a space, each with the space beyond it."""
        return [
            (door, self.by_id[door.b if door.a == space_id else door.a])
            for door in self.doors.get(space_id, ())
        ]

    def near(self, rect: Rect) -> Iterable[Space]:
        """Return the spaces that touch a rectangle, on any storey."""
        seen: set[str] = set()
        for cell in _cells(rect):
            for space in self._cells.get(cell, ()):
                if space.id not in seen and rect.overlaps(space.rect, -0.01):
                    seen.add(space.id)
                    yield space

    def inner(self, space_id: str) -> Rect:
        """Return the floor between a space's walls."""
        known = self._inner.get(space_id)
        if known is None:
            known = self._inner[space_id] = self._inset(self.by_id[space_id])
        return known

    def floor_height(self, space: Space, x: float, y: float) -> float:
        """Return the height of a space's floor at a point: level, or a stair's slope."""
        if space.kind is not SpaceKind.STAIRS or not space.climb:
            return space.z
        rect = space.rect
        along = (x - rect.x0) / rect.width if space.climb[0] == "x" else (y - rect.y0) / rect.height
        if space.climb[1] == "-":
            along = 1 - along
        return space.z + (self._stair_top(space) - space.z) * min(1.0, max(0.0, along))

    def bounds(self) -> Rect:
        """Return the rectangle round all spaces."""
        rects = [space.rect for space in self.plan.spaces] or [Rect(-18, -18, 18, 18)]
        return Rect(
            min(r.x0 for r in rects),
            min(r.y0 for r in rects),
            max(r.x1 for r in rects),
            max(r.y1 for r in rects),
        )

    def _stair_top(self, space: Space) -> float:
        """Return how high a flight of stairs leads."""
        known = self._top.get(space.id)
        if known is None:
            above = [
                other.z
                for _, other in self.neighbours(space.id)
                if other.floor > space.floor or other.z > space.z + 0.5
            ]
            known = self._top[space.id] = max(above, default=space.z + space.height)
        return known

    def _inset(self, space: Space) -> Rect:
        rect = space.rect
        if space.has_room_walls:
            walls = dict.fromkeys(("x-", "x+", "y-", "y+"), WALL_SIDE)
            if space.front:
                walls[space.front] = WALL_FRONT
        elif space.kind is SpaceKind.COURT:
            return rect
        else:
            walls = {
                side: 0.0 if self._adjoins(space, side) else WALL_OUTER
                for side in ("x-", "x+", "y-", "y+")
            }
        return Rect(
            rect.x0 + walls["x-"],
            rect.y0 + walls["y-"],
            rect.x1 - walls["x+"],
            rect.y1 - walls["y+"],
        )

    def _adjoins(self, space: Space, side: str) -> bool:
        """Return whether some other space of the storey lies along this side."""
        r, thin = space.rect, 0.05
        strip = {
            "x-": Rect(r.x0 - thin, r.y0 + thin, r.x0, r.y1 - thin),
            "x+": Rect(r.x1, r.y0 + thin, r.x1 + thin, r.y1 - thin),
            "y-": Rect(r.x0 + thin, r.y0 - thin, r.x1 - thin, r.y0),
            "y+": Rect(r.x0 + thin, r.y1, r.x1 - thin, r.y1 + thin),
        }[side]
        return any(
            other.id != space.id
            and (other.floor == space.floor or other.kind is SpaceKind.STAIRS)
            and strip.overlaps(other.rect)
            for other in self.near(strip)
        )


def _cells(rect: Rect) -> Iterable[tuple[int, int]]:
    for i in range(int((rect.x0 - 0.1) // CELL), int((rect.x1 + 0.1) // CELL) + 1):
        for j in range(int((rect.y0 - 0.1) // CELL), int((rect.y1 + 0.1) // CELL) + 1):
            yield i, j


def outermost(points: NDArray[np.float64], directions: int = 256) -> NDArray[np.float64]:
    """Return those of points (n, 3) that lie farthest out in some direction, level by level.

    Where all of them are in a picture depends on no others; of few points all are returned.
    """
    if len(points) <= 2 * directions:
        return points
    angles = np.linspace(0.0, 2.0 * np.pi, directions, endpoint=False)
    outward = np.array([np.cos(angles), np.sin(angles)])
    kept = []
    for level in np.unique(points[:, 2]):
        own = points[points[:, 2] == level]
        kept.append(own[np.unique((own[:, :2] @ outward).argmax(axis=0))])
    return np.concatenate(kept)
