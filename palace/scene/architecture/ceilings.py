"""Ceilings: coffers, beams, painted stars, vaults."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numpy as np

from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.characters import Ceiling

VAULT_RISE = 1.45
"""From a vault's springing to its crown (m)."""
SKYLIGHT = (3.6, 1.6)
"""Length along and width across a corridor (m)."""


@lru_cache(maxsize=64)
def flat(width: float, depth: float, height: float, kind: Ceiling) -> Stencil:
    """Return a room's ceiling; its corner at the origin, the floor at z = 0."""
    drawing = Drawing()
    drawing.grid(
        (0, 0, height), (width, 0, 0), (0, depth, 0), Role.CEILING, toward=(0, 0, -1), step=1.6,
        uv=np.array([(0, 0, width, depth), (width, depth, width, depth)]),
    )  # fmt: skip
    if kind is Ceiling.BEAMS:
        count = max(2, round(width / 1.5))
        for k in range(count):
            x = width * (k + 0.5) / count
            drawing.box(
                (x - 0.13, 0, height - 0.32),
                (x + 0.13, depth, height),
                Role.BEAM,
                skip="z+ y- y+",
                foot=0.8,
            )
        y = depth / 2
        drawing.box(
            (0, y - 0.18, height - 0.46),
            (width, y + 0.18, height - 0.3),
            Role.BEAM,
            skip="x- x+ z+",
            foot=0.8,
        )
        drawing.box(
            (0, y - 0.18, height - 0.3), (width, y + 0.18, height), Role.BEAM, skip="x- x+ z+ z-"
        )
    elif kind is Ceiling.COFFERS:
        columns, rows = max(2, round(width / 1.5)), max(2, round(depth / 1.5))
        for k in range(1, columns):
            x = width * k / columns
            drawing.box(
                (x - 0.13, 0, height - 0.24),
                (x + 0.13, depth, height),
                Role.BEAM,
                skip="z+ y- y+",
                foot=0.9,
            )
        for j in range(1, rows):
            y = depth * j / rows
            # A hair deeper, so that crossing faces do not fight.
            drawing.box(
                (0, y - 0.13, height - 0.242),
                (width, y + 0.13, height),
                Role.BEAM,
                skip="z+ x- x+",
                foot=0.9,
            )
        for k in range(columns):
            for j in range(rows):
                x, y = width * (k + 0.5) / columns, depth * (j + 0.5) / rows
                half = 0.42 * min(width / columns, depth / rows) - 0.13
                inner = half * 0.82
                z = height - 0.045
                for a, b, c, d in ((-1, -1, 1, -1), (1, -1, 1, 1), (1, 1, -1, 1), (-1, 1, -1, -1)):
                    drawing.quad(
                        [(x + a * half, y + b * half, z), (x + c * half, y + d * half, z),
                         (x + c * inner, y + d * inner, z), (x + a * inner, y + b * inner, z)],
                        Role.CORNICE, toward=(0, 0, -1), shade=0.9,
                    )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=64)
def corridor_flat(length: float, width: float, height: float, bays: int) -> Stencil:
    """Return a corridor's flat coffered ceiling, x along it, its middle line at y = 0."""
    drawing = Drawing()
    drawing.grid(
        (0, -width / 2, height),
        (length, 0, 0),
        (0, width, 0),
        Role.HALL_CEILING,
        toward=(0, 0, -1),
        step=2.0,
        uv=np.array([(0, 0, length, width), (length, width, length, width)]),
    )
    for k in range(2 * bays + 1):
        x = min(max(length * k / (2 * bays), 0.18), length - 0.18)
        drawing.box(
            (x - 0.18, -width / 2, height - 0.28), (x + 0.18, width / 2, height), Role.CORNICE,
            skip="y- y+ z+", foot=0.85,
        )  # fmt: skip
    return drawing.stencil()


def skylight_spans(length: float, bays: int) -> list[tuple[float, float]]:
    """Return from where to where along a corridor its skylights reach."""
    pitch = length / bays
    half = min(SKYLIGHT[0], pitch * 0.5) / 2
    return [(pitch * (k + 0.5) - half, pitch * (k + 0.5) + half) for k in range(bays)]


@lru_cache(maxsize=64)
def vault(length: float, width: float, spring: float, bays: int, roof: float) -> Stencil:
    """Return a barrel vault with ribs, and wells up to the roof's skylights.

    Parameters
    ----------
    length
        Along x from 0.
    width
        Across, about y = 0.
    spring
        Height at which it begins.
    roof
        Height of the roof over it, where the wells end.
    """
    drawing = Drawing()
    half = width / 2
    # The arc is divided so that the skylight's edge falls on a line of it.
    cut = math.acos(min(1.0, SKYLIGHT[1] / 2 / half))
    lower = np.linspace(0, cut, 5)
    upper = np.linspace(cut, math.pi - cut, 5)[1:-1]
    angles = np.concatenate([lower, upper, np.pi - lower[::-1]])
    marks = [0.0]
    for low, high in skylight_spans(length, bays):
        marks += [low, high]
    marks.append(length)

    def arc(scale: float = 1.0) -> np.ndarray:
        return np.stack(
            [half * scale * np.cos(angles), spring + VAULT_RISE * scale * np.sin(angles)], 1
        )

    line = arc()
    inward = np.stack(
        [np.zeros(len(angles)), -np.cos(angles) / half, -np.sin(angles) / VAULT_RISE], 1
    )
    inward /= np.linalg.norm(inward, axis=1, keepdims=True)
    girth = float(np.sum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
    around = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])

    def ribbon(x0: float, x1: float, first: int, last: int, role: Role, points: np.ndarray) -> None:
        count = max(1, math.ceil((x1 - x0) / 1.8))
        xs = np.linspace(x0, x1, count + 1)
        rows = np.arange(first, last + 1)
        n = len(rows)
        position = np.concatenate([np.column_stack([np.full(n, x), points[rows]]) for x in xs])
        normal = np.tile(inward[rows], (len(xs), 1))
        uv = np.concatenate(
            [
                np.column_stack(
                    [np.full(n, x), around[rows], np.full(n, length), np.full(n, girth)]
                )
                for x in xs
            ]
        )
        i, j = (v.ravel() for v in np.meshgrid(np.arange(count), np.arange(n - 1), indexing="ij"))
        p = i * n + j
        triangles = np.stack([p, p + n + 1, p + n, p, p + 1, p + n + 1], 1)
        a, b, c = position[triangles[0, 0]], position[triangles[0, 1]], position[triangles[0, 2]]
        if float(np.cross(b - a, c - a) @ normal[triangles[0, 0]]) < 0:
            triangles = triangles[:, [0, 2, 1, 3, 5, 4]]
        drawing.add(position, normal, triangles, role, uv)

    last = len(angles) - 1
    for k, (x0, x1) in enumerate(itertools.pairwise(marks)):
        if k % 2 == 0:
            ribbon(x0, x1, 0, last, Role.VAULT, line)
            continue
        ribbon(x0, x1, 0, 4, Role.VAULT, line)
        ribbon(x0, x1, last - 4, last, Role.VAULT, line)
        _well(drawing, x0, x1, SKYLIGHT[1] / 2, float(line[4, 1]), roof, line[4 : last - 3])
    rib = arc(0.94)
    for k in range(bays + 1):
        x = min(max(length * k / bays, 0.28), length - 0.28)
        ribbon(x - 0.26, x + 0.26, 0, last, Role.CORNICE, rib)
        for sign in (-1.0, 1.0):
            at = np.full(len(angles), x + sign * 0.26)
            drawing.strip(
                np.column_stack([at, rib]), np.column_stack([at, arc(1.01)]), Role.CORNICE,
                toward=np.tile([sign, 0, 0], (len(angles), 1)), shade=(0.9, 0.8),
            )  # fmt: skip
    return drawing.stencil()


def _well(
    drawing: Drawing,
    x0: float,
    x1: float,
    half: float,
    low: float,
    high: float,
    crown: np.ndarray,
) -> None:
    """Add a skylight's well: four walls and a few bars over it."""
    for y, toward in ((half, -1.0), (-half, 1.0)):
        drawing.quad(
            [(x0, y, low), (x1, y, low), (x1, y, high), (x0, y, high)], Role.WELL,
            toward=(0, toward, 0), shade=(1.3, 1.3, 1.5, 1.5),
        )  # fmt: skip
    for x, toward in ((x0, 1.0), (x1, -1.0)):
        points = np.column_stack([np.full(len(crown), x), crown])
        over = points.copy()
        over[:, 2] = high
        drawing.strip(
            points, over, Role.WELL, toward=np.tile([toward, 0, 0], (len(points), 1)),
            shade=(1.3, 1.5),
        )  # fmt: skip
    for k in range(1, 4):
        x = x0 + (x1 - x0) * k / 4
        drawing.box((x - 0.03, -half, high - 0.06), (x + 0.03, half, high), Role.BAR, skip="y- y+")
    drawing.box((x0, -0.03, high - 0.05), (x1, 0.03, high - 0.01), Role.BAR, skip="x- x+")
