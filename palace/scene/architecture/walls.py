"""Walls: faces with openings cut into them, reveals, frames, niches, windows.

All is written as one sees the wall from the room: x to the right, z up, y into the wall.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import OVERLAP, Drawing, Stencil

DADO_HEIGHT = 0.82
TOWARD_ROOM = (0.0, -1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole in a wall's face.

    Parameters
    ----------
    s0, s1
        From and to, along the wall.
    z0, z1
        Foot and crown, over the floor.
    arched
        Whether its top is a half circle (flatter where it is wide for its height).
    """

    s0: float
    s1: float
    z0: float
    z1: float
    arched: bool = False

    @property
    def middle(self) -> float:
        """Where its middle is along the wall."""
        return (self.s0 + self.s1) / 2

    @property
    def half(self) -> float:
        """Half its width."""
        return (self.s1 - self.s0) / 2

    @property
    def rise(self) -> float:
        """Height of the arch over its springing."""
        return min(self.half, (self.z1 - self.z0) * 0.6) if self.arched else 0.0

    @property
    def spring(self) -> float:
        """Height at which the arch begins."""
        return self.z1 - self.rise

    def moved(self, s: float, z: float = 0.0) -> Opening:
        """Return it moved along the wall."""
        return Opening(self.s0 + s, self.s1 + s, self.z0 + z, self.z1 + z, self.arched)

    def mirrored(self, length: float) -> Opening:
        """Return it as seen from the wall's other side."""
        return Opening(length - self.s1, length - self.s0, self.z0, self.z1, self.arched)

    def top(self, s: float) -> float:
        """Return the height of its upper edge at a place along the wall."""
        if not self.arched:
            return self.z1
        q = (s - self.middle) / self.half
        return self.spring + self.rise * math.sqrt(max(0.0, 1.0 - q * q))

    def arch(self, segments: int, grow: float = 0.0) -> NDArray[np.float64]:
        """Return the upper edge from left to right as (n, 2) points (s, z)."""
        if not self.arched:
            return np.array(
                [(self.s0 - grow, self.z1 + grow), (self.s1 + grow, self.z1 + grow)], np.float64
            )
        angle = np.pi * (1 - np.arange(segments + 1) / segments)
        return np.stack(
            [
                self.middle + (self.half + grow) * np.cos(angle),
                self.spring + (self.rise + grow) * np.sin(angle),
            ],
            1,
        )

    def outline(self, segments: int, grow: float = 0.0) -> NDArray[np.float64]:
        """Return the edge from the left foot over the top to the right foot, (n, 2)."""
        return np.concatenate(
            [
                [(self.s0 - grow, self.z0)],
                self.arch(segments, grow),
                [(self.s1 + grow, self.z0)],
            ]
        )


def segments_of(opening: Opening) -> int:
    """Return into how many pieces an arch is divided: finer where it is wide."""
    return 12 if opening.half > 0.6 else 8


def _plane(points: NDArray[np.floating], depth: float) -> NDArray[np.float64]:
    return np.stack([points[:, 0], np.full(len(points), depth), points[:, 1]], 1)


@lru_cache(maxsize=512)
def face(
    length: float,
    height: float,
    openings: tuple[Opening, ...],
    role: Role,
    start: float = 0.0,
    foot: float = 0.0,
    step: float = 1.35,
    full: float | None = None,
) -> Stencil:
    """Return the wall's face, cut out round its openings.

    Parameters
    ----------
    length, height
        The face reaches from `start` to ``start + length`` and from `foot` to `height`.
    full
        The whole wall's length, where the face is only a part of it (for the edges' shade).
    step
        Greatest size of a cell, for the light on its corners.
    """
    drawing = Drawing()
    end = start + length
    whole = full if full is not None else length
    edges = {start, end}
    cut = [o for o in openings if o.s1 > start + 1e-6 and o.s0 < end - 1e-6]
    for opening in cut:
        edges.update((max(start, opening.s0), min(end, opening.s1)))
    marks = sorted(edges)

    def rectangle(s0: float, s1: float, z0: float, z1: float) -> None:
        if z1 - z0 < 1e-4 or s1 - s0 < 1e-4:
            return
        cells = step if z0 > DADO_HEIGHT or z1 - z0 > 1 else 2 * step
        drawing.grid(
            (s0, 0, z0), (s1 - s0, 0, 0), (0, 0, z1 - z0), role, toward=TOWARD_ROOM, step=cells,
            uv=np.array([(s0, z0, whole, height), (s1, z1, whole, height)]), overlap=OVERLAP,
        )  # fmt: skip

    spans: list[tuple[float, float, tuple[Opening, ...]]] = []
    for s0, s1 in itertools.pairwise(marks):
        middle = (s0 + s1) / 2
        over = tuple(sorted((o for o in cut if o.s0 < middle < o.s1), key=lambda o: o.z0))
        if spans and not over and not spans[-1][2]:
            spans[-1] = (spans[-1][0], s1, ())
        else:
            spans.append((s0, s1, over))
    for s0, s1, over in spans:
        at = foot
        for opening in over:
            rectangle(s0, s1, at, min(opening.z0, height))
            if opening.arched and opening.z1 <= height + 1e-6:
                line = opening.arch(segments_of(opening))
                inside = (line[:, 0] >= s0 - 1e-6) & (line[:, 0] <= s1 + 1e-6)
                line = line[inside]
                if len(line) > 1:
                    crown = np.stack([line[:, 0], np.full(len(line), opening.z1 + OVERLAP)], 1)
                    _spandrel(drawing, line, crown, role, whole, height)
            at = opening.z1
        rectangle(s0, s1, at, height)
    return drawing.stencil()


def _spandrel(
    drawing: Drawing,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    role: Role,
    length: float,
    height: float,
) -> None:
    count = len(low)
    points = np.concatenate([low, high])
    k = np.arange(count - 1)
    triangles = np.stack([k, k + 1, k + 1 + count, k, k + 1 + count, k + count], 1)
    edge = np.full((2 * count, 1), 1.0)
    drawing.add(
        _plane(points, 0.0), np.array(TOWARD_ROOM), triangles, role,
        np.concatenate([points, edge * length, edge * height], 1),
    )  # fmt: skip


@lru_cache(maxsize=512)
def reveal(
    opening: Opening,
    depth: float,
    role: Role,
    *,
    proud: float = 0.0,
    back: Role | None = None,
    dark: float = 0.85,
    sill: bool = True,
) -> Stencil:
    """Return the inner sides of an opening.

    Parameters
    ----------
    proud
        How far before the face they begin (to close with a frame).
    back
        What closes it at its depth, None where it is open.
    dark
        Shade at its depth.
    """
    drawing = Drawing()
    segments = segments_of(opening)
    near, far = -proud, depth
    for s, outward in ((opening.s0, 1.0), (opening.s1, -1.0)):
        drawing.quad(
            [
                (s, near, opening.z0),
                (s, near, opening.spring),
                (s, far, opening.spring),
                (s, far, opening.z0),
            ],
            role,
            toward=(outward, 0, 0),
            shade=(1, 1, dark, dark),
        )
    line = opening.arch(segments)
    if opening.arched:
        normal = np.stack(
            [
                -(line[:, 0] - opening.middle) / opening.half**2,
                np.zeros(len(line)),
                -(line[:, 1] - opening.spring) / max(opening.rise, 1e-6) ** 2,
            ],
            1,
        )
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        drawing.strip(
            _plane(line, near), _plane(line, far), role, toward=normal, shade=(0.95, dark * 0.9)
        )
    else:
        drawing.quad(
            [
                (opening.s0, near, opening.z1),
                (opening.s1, near, opening.z1),
                (opening.s1, far, opening.z1),
                (opening.s0, far, opening.z1),
            ],
            role,
            toward=(0, 0, -1),
            shade=(0.85, 0.85, dark * 0.8, dark * 0.8),
        )
    if sill and opening.z0 > 0.01:
        drawing.quad(
            [
                (opening.s0, near, opening.z0),
                (opening.s1, near, opening.z0),
                (opening.s1, far, opening.z0),
                (opening.s0, far, opening.z0),
            ],
            role,
            toward=(0, 0, 1),
            shade=(1, 1, dark, dark),
        )
    if back is not None:
        edge = np.concatenate(
            [opening.outline(segments), [(opening.middle, (opening.z0 + opening.spring) / 2)]]
        )
        count = len(edge) - 1
        k = np.arange(count)
        # Seen from the room the outline runs clockwise.
        fan = np.stack([np.full(count, count), (k + 1) % count, k], 1)
        height = (edge[:, 1] - opening.z0) / (opening.z1 - opening.z0)
        drawing.add(
            _plane(edge, depth), np.array(TOWARD_ROOM), fan, back,
            shade=dark * (1.05 - 0.3 * height),
        )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=512)
def frame(
    opening: Opening,
    width: float,
    proud: float,
    role: Role,
    *,
    sill: bool = False,
    keystone: bool = False,
) -> Stencil:
    """Return a raised frame round an opening.

    Parameters
    ----------
    sill
        Whether it has a ledge along its foot.
    keystone
        Whether a stone stands at its crown.
    """
    drawing = Drawing()
    segments = segments_of(opening)
    inner, outer = opening.outline(segments), opening.outline(segments, width)
    if opening.arched:
        _flat_ribbon(drawing, inner, outer, -proud, role)
        outward = _outward(outer)
        drawing.strip(
            _plane(outer, 0.0), _plane(outer, -proud), role, toward=outward, shade=(0.75, 0.9)
        )
        drawing.strip(
            _plane(inner, -proud), _plane(inner, 0.0), role, toward=-outward, shade=(0.95, 0.9)
        )
    else:
        _flat_ribbon(drawing, inner, outer, -proud, role)
        for k in range(3):
            (a, b), (c, d) = (outer[k], outer[k + 1]), (inner[k], inner[k + 1])
            side = [(-1, 0, 0), (0, 0, 1), (1, 0, 0)][k]
            drawing.quad(
                [(a[0], 0, a[1]), (b[0], 0, b[1]), (b[0], -proud, b[1]), (a[0], -proud, a[1])],
                role, toward=side, shade=(0.75, 0.75, 0.9, 0.9),
            )  # fmt: skip
            drawing.quad(
                [(c[0], 0, c[1]), (d[0], 0, d[1]), (d[0], -proud, d[1]), (c[0], -proud, c[1])],
                role, toward=(-side[0], 0, -side[2]), shade=0.9,
            )  # fmt: skip
    if sill:
        low = opening.z0 - width * 0.8
        drawing.box(
            (opening.s0 - width * 1.15, -proud * 2.2, low),
            (opening.s1 + width * 1.15, 0.0, opening.z0),
            role, skip="y+", foot=0.85,
        )  # fmt: skip
    if keystone and opening.arched:
        s, z = opening.middle, opening.z1
        half = width * 0.38
        low, high = z - 0.02, z + width * 1.3
        near = -proud * 1.5
        corners = [(s - half, low), (s + half, low), (s + half * 1.5, high), (s - half * 1.5, high)]
        drawing.quad([(q, near, r) for q, r in corners], role, toward=TOWARD_ROOM)
        for k, side in enumerate(((0, 0, -1), (1, 0, 0), (0, 0, 1), (-1, 0, 0))):
            a, b = corners[k], corners[(k + 1) % 4]
            drawing.quad(
                [(a[0], near, a[1]), (b[0], near, b[1]), (b[0], 0, b[1]), (a[0], 0, a[1])],
                role, toward=side, shade=0.85,
            )  # fmt: skip
    return drawing.stencil()


def _flat_ribbon(
    drawing: Drawing,
    inner: NDArray[np.float64],
    outer: NDArray[np.float64],
    depth: float,
    role: Role,
) -> None:
    drawing.strip(
        _plane(inner, depth), _plane(outer, depth), role,
        toward=np.broadcast_to(np.array(TOWARD_ROOM), (len(inner), 3)), shade=(1.04, 1.04),
    )  # fmt: skip


def _outward(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return normals (n, 3) in the wall's plane, away from an outline's inside."""
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], np.zeros(len(line)), tangent[:, 0]], 1)
    unit: NDArray[np.float64] = normal / (np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12)
    return unit


@cache
def niche(width: float, height: float, depth: float, *, arched: bool) -> Stencil:
    """Return a niche's hollow and frame, its foot's middle at the origin."""
    opening = Opening(-width / 2, width / 2, 0.0, height, arched)
    low = Opening(opening.s0, opening.s1, 0.02, height + 0.02, arched)
    # A foot above zero makes `reveal` draw the shelf; it is moved back below.
    hollow = reveal(low, depth, Role.NICHE, back=Role.NICHE_BACK, dark=0.72)
    rim = frame(low, 0.065, 0.025, Role.TRIM, sill=True)
    parts = stack(((hollow, 0.0), (rim, 0.0)))
    position = parts.position.copy()
    position[:, 2] -= 0.02
    return Stencil(position, parts.normal, parts.role, parts.uv, parts.shade, parts.indices)


def stack(parts: Sequence[tuple[Stencil, float]]) -> Stencil:
    """Return several stencils as one, each moved along x by its number."""
    starts = np.cumsum([0, *(len(part.position) for part, _ in parts[:-1])])
    return Stencil(
        np.concatenate([part.position + np.array([s, 0, 0], np.float32) for part, s in parts]),
        np.concatenate([part.normal for part, _ in parts]),
        np.concatenate([part.role for part, _ in parts]),
        np.concatenate([part.uv for part, _ in parts]),
        np.concatenate([part.shade for part, _ in parts]),
        np.concatenate(
            [part.indices + np.uint32(n) for (part, _), n in zip(parts, starts, strict=True)]
        ).astype(np.uint32),
    )


@lru_cache(maxsize=256)
def bars(opening: Opening, depth: float, role: Role = Role.BAR) -> Stencil:
    """Return a window's mullions and transoms at a depth in the wall."""
    drawing = Drawing()
    columns = 3 if opening.half > 0.9 else 2
    width = opening.s1 - opening.s0
    for k in range(1, columns):
        s = opening.s0 + width * k / columns
        drawing.box(
            (s - 0.025, depth - 0.03, opening.z0), (s + 0.025, depth + 0.03, opening.top(s)), role,
            skip="z- z+",
        )  # fmt: skip
    for z in transoms(opening):
        drawing.box(
            (opening.s0, depth - 0.025, z - 0.02), (opening.s1, depth + 0.025, z + 0.02), role,
            skip="x- x+",
        )  # fmt: skip
    return drawing.stencil()


def transoms(opening: Opening) -> list[float]:
    """Return the heights of a window's cross bars."""
    out = [opening.spring] if opening.arched else []
    count = max(1, round((opening.spring - opening.z0) / 0.85))
    out += [opening.z0 + (opening.spring - opening.z0) * k / count for k in range(1, count)]
    return sorted(out)


@lru_cache(maxsize=256)
def rail(
    length: float,
    gaps: tuple[tuple[float, float], ...],
    z: float,
    height: float,
    proud: float,
    role: Role,
    *,
    under: bool = True,
) -> Stencil:
    """Return a moulding along a wall that leaves out doors and windows.

    Parameters
    ----------
    gaps
        (from, to) along the wall.
    under
        Whether one sees its lower side.
    """
    drawing = Drawing()
    at = 0.0
    pieces = []
    for low, high in sorted(gaps):
        if low - at > 0.02:
            pieces.append((at, low))
        at = max(at, high)
    if length - at > 0.02:
        pieces.append((at, length))
    for low, high in pieces:
        drawing.box(
            (low, -proud, z), (high, 0.0, z + height), role,
            skip="y+" if under else "y+ z-", foot=0.9,
        )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=64)
def cornice(length: float, height: float, role: Role = Role.CORNICE) -> Stencil:
    """Return a stepped cornice under a ceiling of that height; its ends run into the corners."""
    drawing = Drawing()
    for proud, low, high in ((0.07, 0.40, 0.28), (0.16, 0.28, 0.12), (0.22, 0.12, 0.0)):
        drawing.box(
            (0.0, -proud, height - low), (length, 0.0, height - high), role,
            skip="y+ x- x+ z+", foot=0.85,
        )  # fmt: skip
    return drawing.stencil()
