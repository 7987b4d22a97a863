"""The court: paving, lawns behind hedges, lamps and pots along the paths, the fountain."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import Space
from palace.scene.architecture.building import Building
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.characters import linear
from palace.scene.meshes.shapes import turned_profile

FOUNTAIN_RADIUS = 3.6
SMALL = 10.0
"""Half the width below which a court is small, in metres."""
LEAVES = tuple(linear(h) for h in ("6F8455", "7D8B58", "5F7A4E", "8A8C5C", "6A8060"))
CYPRESS = linear("4A6040")
BLOOMS = tuple(linear(h) for h in ("D4708A", "F2C14E", "F4E9D2", "D9805A"))


def plant_tree(
    building: Building, random: np.random.Generator, x: float, y: float, z: float, size: float
) -> None:
    """Plant a tree of some green."""
    color = LEAVES[int(random.integers(len(LEAVES)))] * random.uniform(0.85, 1.1)
    building.prop("tree", x, y, z, yaw=random.uniform(0, 6.28), scale=size, color=color)
    building.shadow(x, y, z + 0.02, 1.5 * size)


def kerb(drawing: Drawing, w: float, d: float, wide: float) -> None:
    """Add a bed's rim of stone; the lawn lies between."""
    for x0, y0, x1, y1 in (
        (-w, -d, w, -d + wide), (-w, d - wide, w, d),
        (-w, -d + wide, -w + wide, d - wide), (w - wide, -d + wide, w, d - wide),
    ):  # fmt: skip
        drawing.box((x0, y0, 0), (x1, y1, 0.14), Role.STONE, skip="z-", foot=0.8)


def fountain_size(court: Space) -> float:
    """Return by how much a court's fountain is larger or smaller than drawn."""
    return 0.62 if min(court.rect.width, court.rect.height) / 2 < SMALL else 1.0


def build_court(building: Building, space: Space) -> None:
    """Lay out a court."""
    r, z = space.rect, space.z
    cx, cy = r.centre
    half = min(r.width, r.height) / 2
    place = building.facade.place
    place(_court_floor(r.width, r.height), cx, cy, z)
    small = half < SMALL
    size = fountain_size(space)
    place(fountain(size), cx, cy, z)
    building.obstacle(cx, cy, FOUNTAIN_RADIUS * size + 0.05)
    building.shadow(cx, cy, z + 0.03, 4.2 * size)
    path = 2.0 if small else 3.2
    edge = half - (1.7 if small else 2.4)
    lawn = edge - path
    if lawn < 2.0:
        return
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = cx + sx * (path + lawn / 2), cy + sy * (path + lawn / 2)
            place(_court_bed(round(lawn, 3)), x, y, z)
            _plant_court_bed(building, x, y, z, sx, sy, lawn, small=small)
            # One cannot walk through hedges: circles along the bed's edge, gaps closed.
            _bed_obstacles(building, x, y, lawn)
    if small:
        return
    for k in range(4):
        c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[k]
        for sy in (-1, 1):
            across = sy * (path - 0.36)
            for t, kind in ((0.38, "lamp_post"), (0.55, "pot"), (0.72, "lamp_post"), (0.87, "pot")):
                along = half * t
                if along < FOUNTAIN_RADIUS + 2.2:
                    continue
                px, py = cx + c * along - s * across, cy + s * along + c * across
                building.prop(kind, px, py, z, color=BLOOMS[(k + (sy > 0)) % 3])
                building.obstacle(px, py, 0.25 if kind == "lamp_post" else 0.42)
                building.shadow(px, py, z + 0.03, 0.4 if kind == "lamp_post" else 0.6)
                if kind == "lamp_post":
                    building.glow(px, py, z + 2.28, 1.0)


def _bed_obstacles(building: Building, x: float, y: float, size: float) -> None:
    radius = size / 4
    for i in (-1, 1):
        for j in (-1, 1):
            building.obstacle(x + i * radius, y + j * radius, radius)
    building.obstacle(x, y, size / 2)
    corner = size / 2 - 0.5
    for i in (-1, 1):
        for j in (-1, 1):
            building.obstacle(x + i * corner, y + j * corner, 0.5)


def _plant_court_bed(
    building: Building, x: float, y: float, z: float, sx: int, sy: int, size: float, *, small: bool
) -> None:
    random = np.random.default_rng(abs(17 * sx + 5 * sy) + 3)
    h = size / 2
    # Tall things stand away from the paths' crossing, so that the view stays open.
    plant_tree(
        building, random, x + sx * h * 0.42, y + sy * h * 0.42, z + 0.1, 0.72 if small else 0.95
    )
    if small:
        return
    plant_tree(building, random, x - sx * h * 0.35, y + sy * h * 0.5, z + 0.1, 0.62)
    for t in (-1, 1):
        building.prop(
            "cypress",
            x + sx * h * (0.72 if t > 0 else -0.1),
            y + sy * h * (-0.1 if t > 0 else 0.74),
            z + 0.1,
            scale=0.62,
            color=CYPRESS,
        )
    building.prop(
        "topiary", x - sx * h * 0.62, y - sy * h * 0.62, z + 0.1, scale=1.0, color=LEAVES[2]
    )
    for k in range(7):
        along = (k / 6 - 0.5) * size * 0.66
        for dx, dy in ((along, -sy * h * 0.74), (-sx * h * 0.74, along)):
            building.prop(
                "flower_bush",
                x + dx,
                y + dy,
                z + 0.1,
                color=BLOOMS[k % 4],
                scale=random.uniform(0.7, 0.95),
            )


@lru_cache(maxsize=8)
def _court_bed(size: float) -> Stencil:
    drawing = Drawing()
    h = size / 2
    kerb(drawing, h, h, 0.25)
    drawing.grid(
        (-h + 0.25, -h + 0.25, 0.125),
        (size - 0.5, 0, 0),
        (0, size - 0.5, 0),
        Role.LAWN,
        toward=(0, 0, 1),
        step=4,
    )
    a, b = h - 0.35, h - 0.9
    for x0, y0, x1, y1 in ((-a, -a, a, -b), (-a, b, a, a), (-a, -b, -b, b), (b, -b, a, b)):
        drawing.box((x0, y0, 0.1), (x1, y1, 0.68), Role.HEDGE, skip="z-", foot=0.5)
    return drawing.stencil()


@lru_cache(maxsize=8)
def _court_floor(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    drawing.grid(
        (-width / 2, -depth / 2, 0),
        (width, 0, 0),
        (0, depth, 0),
        Role.PAVING,
        toward=(0, 0, 1),
        step=4.5,
    )
    half = min(width, depth) / 2
    q = min(6.6, half * 0.52)
    drawing.grid(
        (-q, -q, 0.016), (2 * q, 0, 0), (0, 2 * q, 0), Role.COMPASS, toward=(0, 0, 1), step=3.5,
        uv=np.array([(-1, -1, 2 * q, 2 * q), (1, 1, 2 * q, 2 * q)]),
    )  # fmt: skip
    if half > 10:
        for sy in (-1, 1):
            y0, y1 = sorted((sy * 2.45, sy * 2.7))
            for x0, x1 in ((6.8, half - 0.4), (-half + 0.4, -6.8)):
                drawing.grid(
                    (x0, y0, 0.012),
                    (x1 - x0, 0, 0),
                    (0, y1 - y0, 0),
                    Role.PAVING_BORDER,
                    toward=(0, 0, 1),
                    step=8,
                )
                drawing.grid(
                    (y0, x0, 0.012),
                    (y1 - y0, 0, 0),
                    (0, x1 - x0, 0),
                    Role.PAVING_BORDER,
                    toward=(0, 0, 1),
                    step=8,
                )
    return drawing.stencil()


@lru_cache(maxsize=4)
def fountain(size: float) -> Stencil:
    """Return the court's fountain: three basins and their falling water."""
    drawing = Drawing()

    def turned(profile: list[tuple[float, float]], role: Role, sides: int) -> None:
        shape = turned_profile([(r * size, z * size) for r, z in profile], sides)
        shade = 0.72 + 0.28 * np.clip(shape.position[:, 2] / size * 2 + 0.1, 0, 1)
        drawing.shape(shape, role, shade=1.0 if role is Role.WATER else shade)

    turned(
        [
            (3.6, 0),
            (3.6, 0.12),
            (3.4, 0.14),
            (3.25, 0.18),
            (3.22, 0.5),
            (3.35, 0.55),
            (3.38, 0.62),
            (3.3, 0.66),
            (3.02, 0.66),
            (2.95, 0.6),
            (2.95, 0.2),
        ],
        Role.STONE,
        48,
    )
    turned([(3.0, 0.48), (0.0, 0.4801)], Role.WATER, 48)
    turned(
        [
            (0.75, 0.3),
            (0.72, 0.55),
            (0.5, 0.62),
            (0.32, 0.8),
            (0.28, 1.2),
            (0.4, 1.42),
            (0.36, 1.5),
            (0.5, 1.56),
            (1.1, 1.72),
            (1.55, 1.92),
            (1.62, 1.98),
            (1.55, 2.02),
            (1.42, 1.98),
            (0.9, 1.86),
        ],
        Role.STONE,
        32,
    )
    turned([(1.5, 1.95), (0.0, 1.951)], Role.WATER, 32)
    turned(
        [
            (0.3, 1.9),
            (0.24, 2.1),
            (0.18, 2.3),
            (0.2, 2.6),
            (0.26, 2.7),
            (0.6, 2.82),
            (0.82, 2.94),
            (0.86, 2.98),
            (0.8, 3.0),
            (0.5, 2.95),
        ],
        Role.STONE,
        24,
    )
    turned([(0.8, 2.965), (0.0, 2.966)], Role.WATER, 24)
    turned(
        [(0.14, 2.9), (0.1, 3.1), (0.14, 3.25), (0.2, 3.35), (0.16, 3.5), (0, 3.66)], Role.STONE, 14
    )
    for count, offset, r0, z0, r1, z1, up in (
        (8, 0.0, 0.05, 3.6, 0.62, 2.98, 0.4),
        (12, 0.5, 0.8, 2.98, 1.28, 1.96, 0.12),
        (18, 0.3, 1.55, 2.02, 2.35, 0.5, 0.16),
    ):
        for j in range(count):
            _jet(drawing, size, 2 * math.pi * (j + offset) / count, r0, z0, r1, z1, up)
    return drawing.stencil()


def _jet(
    drawing: Drawing,
    size: float,
    angle: float,
    r0: float,
    z0: float,
    r1: float,
    z1: float,
    up: float,
) -> None:
    """Add a thin falling thread of water, two crossed ribbons."""
    t = np.linspace(0, 1, 8)
    radius, height = r0 + (r1 - r0) * t, z0 + (z1 - z0) * t + up * 4 * t * (1 - t)
    out = np.array([math.cos(angle), math.sin(angle), 0.0])
    side = np.array([-out[1], out[0], 0.0])
    line = (radius[:, None] * out + height[:, None] * np.array([0, 0, 1.0])) * size
    width = (0.012 * (1 + 1.4 * t) * size)[:, None]
    for across, toward in ((side, out), (out, side)):
        a, b = line - across * width, line + across * width
        for sign in (1.0, -1.0):
            first, second = (a, b) if sign > 0 else (b, a)
            drawing.strip(
                first, second, Role.JET, toward=np.tile(sign * toward, (len(t), 1)), smooth=False
            )
