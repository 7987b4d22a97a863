"""Stairs: visible steps between walls, a handrail, a slope or a flat ceiling above."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import Space
from palace.scene.architecture.building import Building
from palace.scene.architecture.enclosure import OUTDOOR_LIGHT, outer_faces, tinted
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import THIN, PlanIndex
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.characters import character_named, linear

STEP = 0.172
"""Height of a step, at most (m)."""
CLIMBS = {"x+": 0, "y+": 1, "x-": 2, "y-": 3}


def build_stairs(index: PlanIndex, space: Space) -> Building:
    """Build a flight of stairs in detail."""
    name = index.character(space)
    look = character_named(name)
    inner = index.inner(space)
    rise = index.stairs_top(space) - space.z
    top = space.height if space.height > rise + 0.5 else 0.0
    turn = CLIMBS.get(space.climb, 0)
    run = space.rect.width if turn % 2 == 0 else space.rect.height
    inset = index.insets(space)
    # To the right and the left of who climbs.
    right, left = (("y-", "y+"), ("x+", "x-"), ("y+", "y-"), ("x-", "x+"))[turn]
    across = space.rect.height if turn % 2 == 0 else space.rect.width
    low = -across / 2 + max(inset[right], THIN)
    high = across / 2 - max(inset[left], THIN)
    cx, cy = space.rect.centre
    r = space.rect
    x, y = ((r.x0, cy), (cx, r.y0), (r.x1, cy), (cx, r.y1))[turn]
    lamps = [
        Aperture(cx, cy, space.z + rise / 2 + 3.2, 0, 0, -1, 6.0, (1.0, 0.88, 0.68)),
        Aperture(*inner.centre, space.z + rise + 3.0, 0, 0, -1, 8.0),
    ]
    building = Building(
        name,
        Lighting(tinted(0.36, linear(look.wall), 0.15), tuple(lamps), space.z),
        OUTDOOR_LIGHT,
        space.floor,
    )
    openings = []
    for door in index.doors.get(space.id, ()):
        level = index.storeys.get(door.floor, space.z) - space.z
        openings.append((round(level, 3), door.height, door.width))
    building.shell.place(_flight(run, low, high, round(rise, 3)), x, y, space.z, turn)
    building.shell.place(
        _walls(run, low, high, round(rise, 3), top, tuple(sorted(openings))), x, y, space.z, turn
    )
    building.roof.place(_overhead(run, low, high, round(rise, 3), top), x, y, space.z, turn)
    for side in (right, left):
        outer_faces(building, index, space, side)
    return building


@lru_cache(maxsize=16)
def _flight(run: float, low: float, high: float, rise: float) -> Stencil:
    """Return steps from (0, 0) to (run, rise), and handrails."""
    drawing = Drawing()
    count = max(1, math.ceil(rise / STEP))
    going, height = run / count, rise / count
    for k in range(count):
        x, z = going * k, height * k
        # Marble with a strip of carpet in the middle.
        half = (high - low) * 0.28
        middle = (low + high) / 2
        for y0, y1, role in (
            (low, middle - half, Role.SILL),
            (middle - half, middle + half, Role.CARPET),
            (middle + half, high, Role.SILL),
        ):
            drawing.quad(
                [(x, y0, z), (x, y1, z), (x, y1, z + height), (x, y0, z + height)], role,
                toward=(-1, 0, 0), shade=(0.62, 0.62, 0.9, 0.9),
            )  # fmt: skip
            drawing.quad(
                [
                    (x - 0.02, y0, z + height),
                    (x - 0.02, y1, z + height),
                    (x + going, y1, z + height),
                    (x + going, y0, z + height),
                ],
                role,
                toward=(0, 0, 1),
                shade=(1, 1, 0.85, 0.85),
            )
    slope = np.array([run, 0.0, rise])
    for y, sign in ((low, 1.0), (high, -1.0)):
        for near, z in ((0.06, 0.92),):
            a = np.array([0.0, y + sign * near, z])
            for corner, normal in (
                ((0, 0, 0.06), (0, 0, 1)),
                ((0, sign * 0.05, 0), (0, sign, 0)),
                ((0, 0, 0), (0, 0, -1)),
            ):
                p = a + np.array(corner)
                q = np.array([0, sign * 0.05, 0.0]) if normal[1] == 0 else np.array([0, 0, 0.06])
                drawing.quad([p, p + slope, p + slope + q, p + q], Role.BRASS, toward=normal)
        drawing.quad(
            [
                (0, y + sign * 0.03, -0.1),
                (run, y + sign * 0.03, rise - 0.1),
                (run, y + sign * 0.03, rise + 0.34),
                (0, y + sign * 0.03, 0.34),
            ],
            Role.TRIM,
            toward=(0, sign, 0),
        )
        drawing.quad(
            [
                (0, y, 0.34),
                (run, y, rise + 0.34),
                (run, y + sign * 0.03, rise + 0.34),
                (0, y + sign * 0.03, 0.34),
            ],
            Role.TRIM,
            toward=(0, 0, 1),
        )
    return drawing.stencil()


@lru_cache(maxsize=16)
def _walls(
    run: float, low: float, high: float, rise: float, top: float,
    openings: tuple[tuple[float, float, float], ...],
) -> Stencil:  # fmt: skip
    drawing = Drawing()
    pieces = 6
    x = np.linspace(0, run, pieces + 1)
    floor = rise * x / run - 0.3
    ceiling = np.full(len(x), top) if top else floor + 0.3 + rise - 0.3
    levels = 4
    for y, sign in ((low, 1.0), (high, -1.0)):
        for k in range(levels):
            a = floor + (ceiling - floor) * k / levels
            b = floor + (ceiling - floor) * (k + 1) / levels
            drawing.strip(
                np.column_stack([x, np.full(len(x), y), a]),
                np.column_stack([x, np.full(len(x), y), b]),
                Role.PLASTER,
                toward=np.tile([0, sign, 0], (len(x), 1)),
            )
    for at, level, sign in ((THIN, 0.0, 1.0), (run - THIN, rise, -1.0)):
        tall = max((h for z, h, _ in openings if abs(z - level) < 0.3), default=3.8)
        wide = max((w for z, _, w in openings if abs(z - level) < 0.3), default=high - low)
        end = top or level + rise - 0.3 * (level > 0)
        if level == 0.0:
            end = top or rise - 0.3
        spans = [(low, high, level + tall, end)]
        half = wide / 2
        spans += [
            (low, max(low, -half), level, level + tall),
            (min(high, half), high, level, level + tall),
        ]
        for y0, y1, z0, z1 in spans:
            if y1 - y0 > 0.01 and z1 - z0 > 0.01:
                drawing.grid(
                    (at, y0, z0),
                    (0, y1 - y0, 0),
                    (0, 0, z1 - z0),
                    Role.PLASTER,
                    toward=(sign, 0, 0),
                    step=2.0,
                )
    return drawing.stencil()


@lru_cache(maxsize=16)
def _overhead(run: float, low: float, high: float, rise: float, top: float) -> Stencil:
    drawing = Drawing()
    start, end = (top, top) if top else (rise - 0.3, 2 * rise - 0.3)
    drawing.grid(
        (0, low, start),
        (run, 0, end - start),
        (0, high - low, 0),
        Role.PLASTER,
        toward=(0, 0, -1),
        step=2.0,
    )
    return drawing.stencil()
