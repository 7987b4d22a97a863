"""Stencils: pieces of architecture made once, in their own coordinates, and placed often.

A stencil's surfaces know their *role* (trim, plaster, floor…), not their colour; where it is
placed the wing's palette colours it. A wall's stencil is written as one sees the wall: x to
the right, z up, y away from the viewer *into* the wall, the plaster at y = 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.scene.architecture.roles import Role
from palace.scene.meshes.mesh import NO_EDGES
from palace.scene.meshes.shapes import Shape

Point = tuple[float, float, float]
Array = NDArray[np.float32]

OVERLAP = 0.0006
"""How far neighbouring pieces of one plane reach over each other, in metres: it closes the
hairline cracks that meeting edges of unequal division would leave."""


@dataclass(frozen=True, slots=True)
class Stencil:
    """Vertices of one piece, shared by all that place it: never written to.

    Parameters
    ----------
    position, normal
        (n, 3).
    role
        (n,) `Role` values.
    uv
        (n, 4), see `palace.scene.meshes.mesh.VERTEX`.
    shade
        (n,) factor on the light: occlusion known when the piece was made.
    indices
        (3 m,).
    """

    position: Array
    normal: Array
    role: NDArray[np.int32]
    uv: Array
    shade: Array
    indices: NDArray[np.uint32]


_FORWARD = np.array([0, 1, 2, 0, 2, 3])
_BACKWARD = np.array([0, 2, 1, 0, 3, 2])


def _spread(values: Any, count: int, *width: int) -> NDArray[np.float64]:
    """Return values for each of `count` vertices, given one for all or one each."""
    out = np.empty((count, *width))
    out[...] = values
    return out


class Drawing:
    """Collects surfaces and makes a stencil of them."""

    def __init__(self) -> None:
        self._position: list[NDArray[np.floating]] = []
        self._normal: list[NDArray[np.floating]] = []
        self._role: list[NDArray[np.int32]] = []
        self._uv: list[NDArray[np.floating]] = []
        self._shade: list[NDArray[np.floating]] = []
        self._indices: list[NDArray[np.integer]] = []
        self._count = 0

    def add(
        self,
        position: NDArray[np.floating],
        normal: NDArray[np.floating],
        indices: NDArray[np.integer],
        role: Role,
        uv: NDArray[np.floating] | Sequence[Sequence[float]] | Sequence[float] = NO_EDGES,
        shade: NDArray[np.floating] | Sequence[float] | float = 1.0,
    ) -> None:
        """Add triangles.

        Parameters
        ----------
        position, normal
            (n, 3); the normal may be (3,).
        indices
            Any shape, three a triangle.
        uv, shade
            One for all, or one a vertex.
        """
        count = len(position)
        self._position.append(np.asarray(position, np.float64))
        self._normal.append(_spread(normal, count, 3))
        self._role.append(np.full(count, int(role), np.int32))
        self._uv.append(_spread(uv, count, 4))
        self._shade.append(_spread(shade, count))
        self._indices.append(np.asarray(indices).reshape(-1) + self._count)
        self._count += count

    def quad(
        self,
        corners: Sequence[Sequence[float]],
        role: Role,
        *,
        toward: Sequence[float],
        uv: Sequence[Sequence[float]] | Sequence[float] = NO_EDGES,
        shade: Sequence[float] | float = 1.0,
    ) -> None:
        """Add a quadrilateral; `toward` says roughly which way it looks."""
        points = np.asarray(corners, np.float64)
        # By hand: on three numbers numpy's cross product takes thirty times as long.
        (ax, ay, az), (bx, by, bz), (cx, cy, cz), (dx, dy, dz) = points.tolist()
        ux, uy, uz, vx, vy, vz = cx - ax, cy - ay, cz - az, dx - bx, dy - by, dz - bz
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        length = math.sqrt(nx * nx + ny * ny + nz * nz)
        if length < 1e-9:
            return
        order = _FORWARD
        if nx * toward[0] + ny * toward[1] + nz * toward[2] < 0:
            length, order = -length, _BACKWARD
        normal = np.array((nx / length, ny / length, nz / length))
        self.add(points, normal, order, role, uv, shade)

    def strip(
        self,
        first: NDArray[np.floating],
        second: NDArray[np.floating],
        role: Role,
        *,
        toward: NDArray[np.floating],
        shade: tuple[float, float] = (1.0, 1.0),
        smooth: bool = True,
    ) -> None:
        """Add the ribbon between two polylines.

        Parameters
        ----------
        first, second
            (n, 3) each.
        toward
            (n, 3) normals where `smooth`, else only the rough side, (n, 3) or (3,).
        shade
            Along the first and the second line.
        """
        count = len(first)
        facing = np.broadcast_to(np.asarray(toward, np.float64), (count, 3))
        if not smooth:
            for k in range(count - 1):
                self.quad(
                    [first[k], first[k + 1], second[k + 1], second[k]],
                    role,
                    toward=facing[k] + facing[k + 1],
                    shade=(shade[0], shade[0], shade[1], shade[1]),
                )
            return
        n = np.arange(count - 1)
        triangles = np.stack([n, n + 1, n + 1 + count, n, n + 1 + count, n + count], 1)
        a, b, c = first[:-1], first[1:], second[1:]
        cross = np.cross(b - a, c - a)
        if float(np.sum(cross * facing[:-1])) < 0:
            triangles = triangles[:, [0, 2, 1, 3, 5, 4]]
        self.add(
            np.concatenate([first, second]),
            np.concatenate([facing, facing]),
            triangles,
            role,
            shade=np.repeat(np.asarray(shade), count),
        )

    def grid(
        self,
        origin: Sequence[float],
        along: Sequence[float],
        across: Sequence[float],
        role: Role,
        *,
        toward: Sequence[float],
        step: float = 1.3,
        uv: NDArray[np.floating] | None = None,
        overlap: float = 0.0,
    ) -> None:
        """Add a parallelogram divided into cells of at most `step` metres.

        Parameters
        ----------
        uv
            (2, 4): its values at the origin and at the opposite corner; by default no edges.
        """
        o, a, b = (np.asarray(v, np.float64) for v in (origin, along, across))
        width, depth = float(np.linalg.norm(a)), float(np.linalg.norm(b))
        if width < 1e-6 or depth < 1e-6:
            return
        if overlap:
            ea, eb = a / width * overlap, b / depth * overlap
            o, a, b = o - ea - eb, a + 2 * ea, b + 2 * eb
        nu, nv = (max(1, math.ceil(size / step - 0.15)) for size in (width, depth))
        u, v = np.meshgrid(np.linspace(0, 1, nu + 1), np.linspace(0, 1, nv + 1))
        u, v = u.ravel()[:, None], v.ravel()[:, None]
        i, j = np.meshgrid(np.arange(nu), np.arange(nv))
        k = (i + j * (nu + 1)).ravel()
        triangles = np.stack([k, k + 1, k + nu + 2, k, k + nu + 2, k + nu + 1], 1)
        normal = np.cross(a, b)
        normal /= np.linalg.norm(normal)
        if float(normal @ np.asarray(toward, np.float64)) < 0:
            normal, triangles = -normal, triangles[:, [0, 2, 1, 3, 5, 4]]
        coordinates = np.asarray(NO_EDGES, np.float64)
        if uv is not None:
            low, high = np.asarray(uv, np.float64)
            part = np.concatenate([u, v, u, v], 1)
            coordinates = low + (high - low) * part
            coordinates[:, 2:] = low[2:]
        self.add(o + u * a + v * b, normal, triangles, role, coordinates)

    def box(
        self,
        low: Point,
        high: Point,
        role: Role,
        *,
        skip: str = "",
        foot: float = 1.0,
        shade: float = 1.0,
    ) -> None:
        """Add a box.

        Parameters
        ----------
        skip
            Sides to leave out, such as ``"z- y+"``.
        foot
            Shade of the lower edge of its upright sides.
        """
        (x0, y0, z0), (x1, y1, z1) = low, high
        sides: dict[str, tuple[list[Point], Point]] = {
            "x-": ([(x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)], (-1, 0, 0)),
            "x+": ([(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)], (1, 0, 0)),
            "y-": ([(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)], (0, -1, 0)),
            "y+": ([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)], (0, 1, 0)),
            "z-": ([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)], (0, 0, -1)),
            "z+": ([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)], (0, 0, 1)),
        }
        left_out = skip.split()
        for side, (corners, toward) in sides.items():
            if side not in left_out:
                low_edge = shade * (foot if side[0] != "z" else 1.0)
                self.quad(corners, role, toward=toward, shade=(low_edge, low_edge, shade, shade))

    def shape(
        self,
        shape: Shape,
        role: Role,
        *,
        at: Sequence[float] = (0.0, 0.0, 0.0),
        shade: NDArray[np.floating] | float = 1.0,
    ) -> None:
        """Add a solid of `palace.scene.meshes.shapes`."""
        self.add(
            shape.position + np.asarray(at, np.float64), shape.normal, shape.indices, role,
            shade=shade,
        )  # fmt: skip

    def stencil(self) -> Stencil:
        """Return all that was added."""
        if not self._position:
            empty = np.zeros((0, 3), np.float32)
            return Stencil(
                empty, empty, np.zeros(0, np.int32), np.zeros((0, 4), np.float32),
                np.zeros(0, np.float32), np.zeros(0, np.uint32),
            )  # fmt: skip
        return Stencil(
            np.concatenate(self._position).astype(np.float32),
            np.concatenate(self._normal).astype(np.float32),
            np.concatenate(self._role),
            np.concatenate(self._uv).astype(np.float32),
            np.concatenate(self._shade).astype(np.float32),
            np.concatenate(self._indices).astype(np.uint32),
        )
