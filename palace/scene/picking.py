"""What is under the pointer: a ray against boxes and floors, on the processor.

Under a millisecond for 10,000 objects; asking the graphics card would cost a second picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Space
from palace.scene.objects import BOX_HALF, BOX_HEIGHT, Objects

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pick:
    """What a line of sight meets first.

    Parameters
    ----------
    object_id
        The object, None where it meets none.
    space_id
        The space whose floor it meets, or that the object stands in.
    point
        Where it meets the object or the floor.
    """

    object_id: str | None
    space_id: str | None
    point: tuple[float, float, float]


def meets_fountain(court: Space, eye: tuple[float, float], point: tuple[float, float]) -> bool:
    """Return whether a look at a point of the floor goes through the court's fountain.

    Parameters
    ----------
    eye, point
        x and y of the eye and of the point that was met on the floor behind the water.
    """
    from palace.scene.architecture.court import FOUNTAIN_RADIUS, fountain_size

    radius = FOUNTAIN_RADIUS * fountain_size(court)
    middle = np.array(court.rect.centre)
    start, end = np.array(eye), np.array(point)
    if np.hypot(*(end - middle)) < radius:
        return True
    way = end - start
    along = float(np.clip((middle - start) @ way / max(float(way @ way), 1e-9), 0.0, 1.0))
    # Over the lower basin's rim one sees the paving behind it; the upper basins stand in the way.
    return bool(np.hypot(*(start + along * way - middle)) < radius * 0.45)


def ray_boxes(origin: Vector, direction: Vector, low: Vector, high: Vector) -> Vector:
    """Return how far along a ray each box (n, 3) to (n, 3) is met; infinity where it is not.

    The slab test (T. Kay and J. Kajiya, "Ray tracing complex scenes", 1986).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = 1.0 / np.where(np.abs(direction) < 1e-12, 1e-12, direction)
        to_low, to_high = (low - origin) * inverse, (high - origin) * inverse
    enter = np.minimum(to_low, to_high).max(axis=1)
    leave = np.maximum(to_low, to_high).min(axis=1)
    return np.where((leave >= enter) & (leave > 0), np.maximum(enter, 0.0), np.inf)


def pick_object(
    objects: Objects, origin: Vector, direction: Vector, rows: NDArray[np.intp] | None = None
) -> tuple[int, float] | None:
    """Return the nearest object a ray meets, as its row and the distance.

    Parameters
    ----------
    rows
        Only these are looked at; all when None.
    """
    feet = objects.position if rows is None else objects.position[rows]
    if not len(feet):
        return None
    # Whatever lies further from the line than a box reaches is left out before the slab test.
    offset = feet - origin.astype(np.float32)
    along = offset @ direction.astype(np.float32)
    off = np.einsum("ij,ij->i", offset, offset) - along * along
    near = np.flatnonzero((off < 0.75) & (along > -1.0))
    if not len(near):
        return None
    low = feet[near].astype(float) - (BOX_HALF, BOX_HALF, 0.0)
    high = low + np.array((2 * BOX_HALF, 2 * BOX_HALF, BOX_HEIGHT))
    distance = ray_boxes(origin, direction, low, high)
    best = int(distance.argmin())
    if not np.isfinite(distance[best]):
        return None
    row = int(near[best]) if rows is None else int(rows[near[best]])
    return row, float(distance[best])


def pick_floor(
    spaces: Sequence[Space], origin: Vector, direction: Vector
) -> tuple[Space, Vector] | None:
    """Return the nearest floor a ray falls on, and the point."""
    best: tuple[float, Space, Vector] | None = None
    if direction[2] >= -1e-6:
        return None
    for space in spaces:
        distance = (space.z - origin[2]) / direction[2]
        if distance <= 0 or (best is not None and distance >= best[0]):
            continue
        point = origin + direction * distance
        if space.rect.contains(float(point[0]), float(point[1])):
            best = (float(distance), space, point)
    return None if best is None else (best[1], best[2])
