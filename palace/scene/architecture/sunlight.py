"""Sunlight on the floor: openings projected along the sun and clipped to the room."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from palace.scene.architecture.light import SUN
from palace.scene.architecture.walls import Opening, transoms
from palace.scene.meshes.mesh import VERTEX, Material, Mesh

LIFT = 0.04
"""How far over the floor the patches lie: over rugs and thresholds, in metres."""
Polygon = list[tuple[float, float]]


def clip(polygon: Polygon, a: float, b: float, c: float) -> Polygon:
    """Return the part of a convex polygon where ``a x + b y <= c`` (Sutherland and Hodgman)."""
    out: Polygon = []
    for k, (x1, y1) in enumerate(polygon):
        x0, y0 = polygon[k - 1]
        d0, d1 = a * x0 + b * y0 - c, a * x1 + b * y1 - c
        if (d0 <= 0) != (d1 <= 0):
            t = d0 / (d0 - d1)
            out.append((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
        if d1 <= 0:
            out.append((x1, y1))
    return out


def clip_to(polygon: Polygon, mask: Polygon) -> Polygon:
    """Return the part of a convex polygon inside another, which runs counter-clockwise."""
    for k, (x1, y1) in enumerate(mask):
        x0, y0 = mask[k - 1]
        # Inside is to the left of each edge.
        a, b = y1 - y0, -(x1 - x0)
        polygon = clip(polygon, a, b, a * x0 + b * y0)
        if len(polygon) < 3:
            return []
    return polygon


def _counter_clockwise(polygon: Polygon) -> Polygon:
    area = sum(polygon[k - 1][0] * y - polygon[k - 1][1] * x for k, (x, y) in enumerate(polygon))
    return polygon if area > 0 else polygon[::-1]


@lru_cache(maxsize=512)
def window_patches(
    opening: Opening, depth: float, turn: int, size: tuple[float, float]
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the sunlit polygons a window throws on the floor.

    Parameters
    ----------
    opening
        The window, along its wall.
    depth
        Of the wall.
    turn
        Quarter turns of the wall from one whose outside is +y.
    size
        Of the floor: along the wall, and away from it.

    Returns
    -------
    polygons
        In the wall's own frame: x along the wall, y into it (so the room is at y < 0).
    """
    angle = -turn * math.pi / 2
    sx = SUN[0] * math.cos(angle) - SUN[1] * math.sin(angle)
    sy = SUN[0] * math.sin(angle) + SUN[1] * math.cos(angle)
    sz = float(SUN[2])
    if sy <= 0.08:
        return ()

    def on_floor(points: Sequence[tuple[float, float]], y: float) -> Polygon:
        return [(s - z * sx / sz, y - z * sy / sz) for s, z in points]

    outline = [(float(s), float(z)) for s, z in opening.outline(12)]
    mask = _counter_clockwise(on_floor(outline, 0.0))
    columns = 3 if opening.half > 0.9 else 2
    width = opening.s1 - opening.s0
    uprights = [opening.s0 + width * k / columns for k in range(columns + 1)]
    heights = [opening.z0, *transoms(opening), opening.z1]
    bar = 0.035
    out = []
    shape = _counter_clockwise(outline)
    for s0, s1 in itertools.pairwise(uprights):
        for z0, z1 in itertools.pairwise(heights):
            pane = [
                (s0 + bar, z0 + bar),
                (s1 - bar, z0 + bar),
                (s1 - bar, z1 - bar),
                (s0 + bar, z1 - bar),
            ]
            pane = clip_to(pane, shape)
            if len(pane) < 3:
                continue
            lit = clip_to(_counter_clockwise(on_floor(pane, depth)), mask)
            along, away = size
            for a, b, c in ((-1, 0, 0.0), (1, 0, along), (0, 1, 0.0), (0, -1, away)):
                lit = clip(lit, a, b, c) if len(lit) > 2 else []
            if len(lit) > 2:
                out.append(tuple(lit))
    return tuple(out)


def decal(polygon: NDArray[np.floating], z: float, brightness: float) -> Mesh:
    """Return a convex sunlit polygon (n, 2), counter-clockwise, as a fan on the floor."""
    count = len(polygon)
    vertices = np.zeros(count, VERTEX)
    vertices["position"][:, :2] = polygon
    vertices["position"][:, 2] = z + LIFT
    vertices["normal"] = (0, 0, 1)
    vertices["color"] = (1.0, 0.86, 0.66)
    vertices["color2"] = vertices["color"]
    vertices["light"] = brightness
    vertices["uv"] = (0.0, 0.0, brightness, 0.0)
    vertices["material"] = float(Material.DECAL)
    fan = np.arange(1, count - 1)
    indices = np.stack([np.zeros_like(fan), fan, fan + 1], 1).ravel().astype(np.uint32)
    return Mesh(vertices, indices)
