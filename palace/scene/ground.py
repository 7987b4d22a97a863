"""Where feet may stand: floors between walls, the gaps of doors, round obstacles in between.

The ground a body of some radius may put its middle on is a union of axis-parallel rectangles
(each floor shrunk by the radius, each doorway a strip that joins two of them) less a few
circles. Staying inside that union is what collision means here, so nothing can be walked
through whatever the step.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Door, Rect, Space
from palace.scene.spaces import Spaces

BODY_RADIUS = 0.3
STEP_UP = 0.7
"""How much higher or lower the next piece of ground may be, in metres."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One rectangle of ground; `space` lends it its height."""

    rect: Rect
    space: Space


class Ground:
    """The ground of a palace.

    Parameters
    ----------
    spaces
        The plan's spaces.
    radius
        Of the body that walks, in metres.
    """

    def __init__(self, spaces: Spaces, radius: float = BODY_RADIUS) -> None:
        self.spaces = spaces
        self.radius = radius
        self._patches: dict[str, list[Patch]] = {}
        self._circles: dict[str, NDArray[np.float64]] = {}

    def set_obstacles(self, obstacles: Mapping[str, NDArray[np.floating]]) -> None:
        """Put round obstacles, (n, 3) rows of x, y, radius, on the floors of spaces."""
        self._circles.update(
            {key: np.asarray(rows, float).reshape(-1, 3) for key, rows in obstacles.items()}
        )

    def stands(self, x: float, y: float, space: Space, z: float) -> float | None:
        """Return the height of the ground at a point near `space`, None where there is none.

        Parameters
        ----------
        space
            Where the body was: only its ground, its doors and its neighbours are looked at.
        z
            The height it was at; other storeys do not count.
        """
        best: float | None = None
        for patch in self._near(space):
            if patch.rect.contains(x, y):
                height = self.spaces.floor_height(patch.space, x, y)
                if abs(height - z) <= STEP_UP and (best is None or abs(height - z) < abs(best - z)):
                    best = height
        return best

    def blocked(self, x: float, y: float, space: Space) -> tuple[float, float, float] | None:
        """Return the obstacle (x, y, distance to keep) a body here would stand in, or None."""
        rows = self._circles.get(space.id)
        if rows is None or not len(rows):
            return None
        gap = np.hypot(rows[:, 0] - x, rows[:, 1] - y) - rows[:, 2] - self.radius
        worst = int(gap.argmin())
        if gap[worst] >= 0:
            return None
        return float(rows[worst, 0]), float(rows[worst, 1]), float(rows[worst, 2]) + self.radius

    def circles(self, space_id: str) -> list[tuple[float, float, float]]:
        """Return the obstacles on a space's floor: x, y, radius."""
        rows = self._circles.get(space_id)
        return [] if rows is None else [(float(x), float(y), float(r)) for x, y, r in rows]

    def free(self, x: float, y: float, z: float, clearance: float = 0.0) -> bool:
        """Return whether a body may stand here, with this much room to spare round it."""
        space = self.spaces.at(x, y, z)
        if space is None or self.stands(x, y, space, z) is None:
            return False
        rows = self._circles.get(space.id)
        if rows is None or not len(rows):
            return True
        gap = np.hypot(rows[:, 0] - x, rows[:, 1] - y) - rows[:, 2] - self.radius
        return bool(gap.min() >= clearance)

    def nearest(self, x: float, y: float, z: float) -> tuple[float, float, float] | None:
        """Return a free place close to a point: itself, or the first on widening rings."""
        for ring in range(24):
            distance = ring * 0.25
            for k in range(1 if ring == 0 else 16):
                px = x + distance * math.cos(k * math.tau / 16)
                py = y + distance * math.sin(k * math.tau / 16)
                if self.free(px, py, z):
                    space = self.spaces.at(px, py, z)
                    assert space is not None
                    return px, py, self.spaces.floor_height(space, px, py)
        return None

    def _near(self, space: Space) -> list[Patch]:
        found = self._patches.get(space.id)
        if found is None:
            found = [*self._own(space)]
            for door, other in self.spaces.neighbours(space.id):
                found.append(self._doorway(door))
                found += self._own(other)
            self._patches[space.id] = found
        return found

    def _own(self, space: Space) -> list[Patch]:
        rect = _shrunk(self.spaces.inner(space.id), self.radius)
        return [] if rect is None else [Patch(rect, space)]

    def _doorway(self, door: Door) -> Patch:
        """Return the strip through a wall, reaching a hand's breadth into both grounds."""
        a, b = self.spaces.by_id[door.a], self.spaces.by_id[door.b]
        half = max(door.width / 2 - self.radius, 0.05)
        low = high = self.radius + 0.02
        for space in (a, b):
            inner = self.spaces.inner(space.id)
            if door.axis == "x":
                below, depth = inner.centre[1] < door.y, (door.y - inner.y1, inner.y0 - door.y)
            else:
                below, depth = inner.centre[0] < door.x, (door.x - inner.x1, inner.x0 - door.x)
            reach = max(depth[0] if below else depth[1], 0.0) + self.radius + 0.02
            if below:
                low = max(low, reach)
            else:
                high = max(high, reach)
        # Stairs lend their slope to the strip at their head, where both floors differ.
        space = a if abs(a.z - b.z) < 1e-6 or a.kind.value == "stairs" else b
        if door.axis == "x":
            return Patch(Rect(door.x - half, door.y - low, door.x + half, door.y + high), space)
        return Patch(Rect(door.x - low, door.y - half, door.x + high, door.y + half), space)


def _shrunk(rect: Rect, by: float) -> Rect | None:
    if rect.width <= 2 * by or rect.height <= 2 * by:
        return None
    return Rect(rect.x0 + by, rect.y0 + by, rect.x1 - by, rect.y1 - by)
