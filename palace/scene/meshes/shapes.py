"""Solids: turned profiles, spheres, rings, boxes and prisms, as plain arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """A solid's surface; counter-clockwise seen from outside.

    Parameters
    ----------
    position, normal
        (n, 3).
    indices
        (m, 3).
    """

    position: Floats
    normal: Floats
    indices: NDArray[np.int64]

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Shape:
        """Return it moved."""
        return Shape(self.position + np.array([x, y, z]), self.normal, self.indices)

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Shape:
        """Return it stretched about the origin; one factor is for all axes."""
        factor = np.array([x, x if y is None else y, x if z is None else z])
        normal = self.normal / factor
        normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
        return Shape(self.position * factor, normal, self.indices)

    def turned(self, axis: str, angle: float) -> Shape:
        """Return it rotated about "x", "y" or "z" by `angle` radians, counter-clockwise."""
        c, s = math.cos(angle), math.sin(angle)
        matrix = {
            "x": np.array([[1, 0, 0], [0, c, -s], [0, s, c]]),
            "y": np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]),
            "z": np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]),
        }[axis]
        return Shape(self.position @ matrix.T, self.normal @ matrix.T, self.indices)

    def displaced(self, offset: Callable[[Floats], Floats]) -> Shape:
        """Return it with each point scaled about the origin by ``offset(position)``, (n,)."""
        return Shape(self.position * offset(self.position)[:, None], self.normal, self.indices)

    def faceted(self) -> Shape:
        """Return it with flat faces, three vertices a triangle."""
        corners = self.position[self.indices]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.linalg.norm(normal, axis=1)
        solid = length > 1e-12
        normal = normal[solid] / length[solid, None]
        count = int(solid.sum()) * 3
        return Shape(
            corners[solid].reshape(-1, 3), np.repeat(normal, 3, 0), np.arange(count).reshape(-1, 3)
        )


def joined(shapes: Iterable[Shape]) -> Shape:
    """Return several as one."""
    parts = list(shapes)
    starts = np.cumsum([0, *(len(part.position) for part in parts[:-1])])
    return Shape(
        np.concatenate([part.position for part in parts]),
        np.concatenate([part.normal for part in parts]),
        np.concatenate([part.indices + start for part, start in zip(parts, starts, strict=True)]),
    )


def turned_profile(profile: Sequence[tuple[float, float]], sides: int = 20) -> Shape:
    """Return the surface of a profile (radius, height) turned about the z axis.

    The profile runs upward on the outside of the solid (and down again on the inside of a
    vessel); corners keep an edge where it turns by more than about 50 degrees.
    """
    line = np.asarray(profile, np.float64)
    step = np.diff(line, axis=0)
    keep = np.linalg.norm(step, axis=1) > 1e-9
    across = np.stack([step[:, 1], -step[:, 0]], 1)
    across[keep] /= np.linalg.norm(across[keep], axis=1, keepdims=True)
    rows: list[tuple[float, float, float, float]] = []
    bands: list[int] = []
    for k in np.flatnonzero(keep).tolist():
        for end, other in ((k, k - 1), (k + 1, k + 1)):
            normal = across[k]
            if 0 <= other < len(step) and keep[other] and float(normal @ across[other]) > 0.64:
                normal = normal + across[other]
                normal = normal / np.linalg.norm(normal)
            row = (line[end, 0], line[end, 1], float(normal[0]), float(normal[1]))
            if end == k and rows and np.allclose(rows[-1], row, atol=1e-9):
                continue
            rows.append(row)
        bands.append(len(rows) - 2)
    radius, height, outward, upward = np.asarray(rows).T[:, :, None]
    angle = 2 * np.pi * np.arange(sides) / sides
    cos, sin = np.cos(angle)[None], np.sin(angle)[None]
    position = np.stack([radius * cos, radius * sin, height + 0 * cos], 2).reshape(-1, 3)
    normals = np.stack([outward * cos, outward * sin, upward + 0 * cos], 2).reshape(-1, 3)
    spoke = np.arange(sides)
    band = np.asarray(bands)[:, None] * sides
    a, b = band + spoke, band + (spoke + 1) % sides
    triangles = np.stack([a, b, b + sides, a, b + sides, a + sides], 2).reshape(-1, 3)
    points = position[triangles]
    area = np.linalg.norm(
        np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1
    )
    return Shape(position, normals, triangles[area > 1e-12])


def sphere(radius: float = 1.0, sides: int = 16, rings: int = 10) -> Shape:
    """Return a ball about the origin."""
    angles = np.linspace(-math.pi / 2, math.pi / 2, rings)
    shape = turned_profile(
        [(max(0.0, math.cos(a)) * radius, math.sin(a) * radius) for a in angles], sides
    )
    return Shape(shape.position, shape.position / radius, shape.indices)


def ring(radius: float, thickness: float, sides: int = 40, section: int = 8) -> Shape:
    """Return a torus in the xy plane about the origin."""
    a = 2 * np.pi * np.arange(sides) / sides
    b = 2 * np.pi * np.arange(section) / section
    a, b = (v.ravel() for v in np.meshgrid(a, b, indexing="ij"))
    normal = np.stack([np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)], 1)
    centre = np.stack([np.cos(a), np.sin(a), 0 * a], 1) * radius
    i, j = (v.ravel() for v in np.meshgrid(np.arange(sides), np.arange(section), indexing="ij"))
    p = i * section + j
    q = (i + 1) % sides * section + j
    r = (i + 1) % sides * section + (j + 1) % section
    s = i * section + (j + 1) % section
    return Shape(
        centre + normal * thickness, normal, np.stack([p, q, r, p, r, s], 1).reshape(-1, 3)
    )


def block(low: Sequence[float], high: Sequence[float]) -> Shape:
    """Return an axis-parallel box."""
    return prism(
        [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])],
        low[2],
        high[2],
    )


def prism(outline: Sequence[tuple[float, float]], bottom: float, top: float) -> Shape:
    """Return a convex outline (x, y), counter-clockwise, pulled up from `bottom` to `top`."""
    flat = np.asarray(outline, np.float64)
    count = len(flat)
    after = np.roll(flat, -1, 0)
    edge = after - flat
    side_normal = np.stack([edge[:, 1], -edge[:, 0], np.zeros(count)], 1)
    side_normal /= np.linalg.norm(side_normal, axis=1, keepdims=True) + 1e-12

    def at(points: Floats, z: float) -> Floats:
        return np.concatenate([points, np.full((len(points), 1), z)], 1)

    sides = np.stack([at(flat, bottom), at(after, bottom), at(after, top), at(flat, top)], 1)
    position = np.concatenate([sides.reshape(-1, 3), at(flat, bottom), at(flat, top)])
    normal = np.concatenate(
        [
            np.repeat(side_normal, 4, 0),
            np.tile([0.0, 0.0, -1.0], (count, 1)),
            np.tile([0.0, 0.0, 1.0], (count, 1)),
        ]
    )
    k = 4 * np.arange(count)
    walls = np.stack([k, k + 1, k + 2, k, k + 2, k + 3], 1).reshape(-1, 3)
    fan = np.arange(1, count - 1)
    under = np.stack([np.zeros_like(fan), fan + 1, fan], 1) + 4 * count
    over = np.stack([np.zeros_like(fan), fan, fan + 1], 1) + 5 * count
    return Shape(position, normal, np.concatenate([walls, under, over]))
