"""Roofs as one sees them from outside: tiled sheds, flat roofs with skylights, pavilions."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import DoorKind, Space, SpaceKind
from palace.scene.architecture.building import Layer
from palace.scene.architecture.ceilings import SKYLIGHT, skylight_spans
from palace.scene.architecture.corridors import (
    ROOF_RISE,
    bays_of,
    is_vaulted,
    runs_along_x,
)
from palace.scene.architecture.enclosure import (
    OPPOSITE,
    OUTDOOR_LIGHT,
)
from palace.scene.architecture.plan_index import PlanIndex
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.meshes.mesh import Mesh
from palace.scene.meshes.shapes import turned_profile

PROUD = 0.02
"""How far coloured quads lie before the wall they are on (m)."""
ROOF_PITCH = 0.24
"""Rise of a tiled roof per metre."""
EAVES = 0.35
"""How far a roof reaches over its wall (m)."""


def roof_over(index: PlanIndex, space: Space) -> Mesh:
    """Return the roof over a space that nothing stands over."""
    if not index.is_top(space):
        return Mesh()
    layer = Layer()
    eaves = (
        index.roof_height(space)
        if space.kind is not SpaceKind.STAIRS
        else space.z + space.height + 0.45
    )
    if space.kind is SpaceKind.STAIRS and not any(
        d.kind is DoorKind.OPENING and d.floor > space.floor for d in index.doors.get(space.id, ())
    ):
        return Mesh()
    r = space.rect
    if space.has_room_walls and space.front:
        _shed(layer, index, space, eaves)
    elif space.kind is SpaceKind.CORRIDOR and is_vaulted(index, space):
        _lantern(layer, index, space, eaves + ROOF_RISE)
    else:
        drawing = Drawing()
        drawing.box((0, 0, -0.3), (r.width, r.height, 0.0), Role.TERRACE, skip="z-")
        layer.place(drawing.stencil(), r.x0, r.y0, eaves)
    return layer.mesh(index.character(space), OUTDOOR_LIGHT)


def _shed(layer: Layer, index: PlanIndex, space: Space, eaves: float) -> None:
    """Add a tiled roof that falls from the corridor to the garden."""
    side = index.sides(space)[OPPOSITE[space.front]]
    r = space.rect
    depth = r.height if space.front[0] == "y" else r.width
    width = r.width if space.front[0] == "y" else r.height
    name = OPPOSITE[space.front]
    right, left = {
        "y+": ("x+", "x-"), "x-": ("y+", "y-"), "y-": ("x-", "x+"), "x+": ("y-", "y+"),
    }[name]  # fmt: skip
    gables = (not index.beside(space, left), not index.beside(space, right))
    # The stencil's left end is the rectangle's corner, an inset to the left of the plaster's.
    layer.on(
        side,
        _shed_stencil(width, depth, gables),
        eaves,
        s=-index.insets(space)[left],
        depth=side.inset,
    )


@lru_cache(maxsize=32)
def _shed_stencil(width: float, depth: float, gables: tuple[bool, bool]) -> Stencil:
    """Return a shed roof: its eaves along x at y = 0, rising towards -depth."""
    drawing = Drawing()
    rise = depth * ROOF_PITCH
    x0, x1 = (-EAVES if gables[0] else 0.0), (width + (EAVES if gables[1] else 0.0))
    slope = math.hypot(depth + EAVES, rise)
    low = -EAVES * ROOF_PITCH
    drawing.quad(
        [(x0, EAVES, low), (x1, EAVES, low), (x1, -depth, rise), (x0, -depth, rise)],
        Role.ROOF,
        toward=(0, 0, 1),
        uv=[
            (x0, 0, width, slope),
            (x1, 0, width, slope),
            (x1, slope, width, slope),
            (x0, slope, width, slope),
        ],
    )
    drawing.quad(
        [(x0, EAVES, low - 0.14), (x1, EAVES, low - 0.14), (x1, EAVES, low), (x0, EAVES, low)],
        Role.ROOF_EDGE,
        toward=(0, 1, 0),
    )
    drawing.quad(
        [
            (x0, EAVES, low - 0.14),
            (x1, EAVES, low - 0.14),
            (x1, 0, low - 0.14),
            (x0, 0, low - 0.14),
        ],
        Role.ROOF_EDGE,
        toward=(0, 0, -1),
        shade=0.6,
    )
    # Towards the corridor, and the gables.
    drawing.quad(
        [(x0, -depth, -0.4), (x1, -depth, -0.4), (x1, -depth, rise), (x0, -depth, rise)],
        Role.STONE,
        toward=(0, -1, 0),
    )
    for x, open_end, toward in ((0.0, gables[0], -1.0), (width, gables[1], 1.0)):
        if open_end:
            end = x + toward * 0.001
            points = np.array([(end, 0, 0.0), (end, -depth, 0.0), (end, -depth, rise)])
            normal = np.array([toward, 0, 0])
            order = np.array([0, 1, 2])
            if float(np.cross(points[1] - points[0], points[2] - points[0]) @ normal) < 0:
                order = np.array([0, 2, 1])
            drawing.add(points, normal, order, Role.FACADE)
    return drawing.stencil()


def _lantern(layer: Layer, index: PlanIndex, space: Space, top: float) -> None:
    """Add a corridor's flat roof with holes for the skylights."""
    inner = index.inner(space)
    along_x = runs_along_x(space)
    length, width = (inner.width, inner.height) if along_x else (inner.height, inner.width)
    cx, cy = inner.centre
    x, y = (inner.x0, cy) if along_x else (cx, inner.y0)
    layer.place(
        _lantern_stencil(round(length, 3), round(width, 3), bays_of(length)),
        x,
        y,
        top,
        0 if along_x else 1,
    )


@lru_cache(maxsize=32)
def _lantern_stencil(length: float, width: float, bays: int) -> Stencil:
    drawing = Drawing()
    half, hole = width / 2 + 0.3, SKYLIGHT[1] / 2
    for y0, y1 in ((-half, -hole), (hole, half)):
        drawing.quad(
            [(0, y0, 0), (length, y0, 0), (length, y1, 0), (0, y1, 0)],
            Role.TERRACE,
            toward=(0, 0, 1),
        )
    at = 0.0
    for low, high in [*skylight_spans(length, bays), (length, length)]:
        if low - at > 0.01:
            drawing.quad(
                [(at, -hole, 0), (low, -hole, 0), (low, hole, 0), (at, hole, 0)],
                Role.TERRACE,
                toward=(0, 0, 1),
            )
        if high > low:
            for x0, y0, x1, y1 in (
                (low - 0.12, -hole - 0.12, high + 0.12, -hole),
                (low - 0.12, hole, high + 0.12, hole + 0.12),
                (low - 0.12, -hole, low, hole),
                (high, -hole, high + 0.12, hole),
            ):
                drawing.box((x0, y0, 0), (x1, y1, 0.18), Role.ROOF_EDGE, skip="z-")
        at = high
    for x, toward in ((0.0, -1.0), (length, 1.0)):
        drawing.quad(
            [(x, -half, -1.0), (x, half, -1.0), (x, half, 0), (x, -half, 0)],
            Role.STONE,
            toward=(toward, 0, 0),
        )
    for y, toward in ((-half, -1.0), (half, 1.0)):
        drawing.quad(
            [(0, y, -1.0), (length, y, -1.0), (length, y, 0), (0, y, 0)],
            Role.STONE,
            toward=(0, toward, 0),
        )
    return drawing.stencil()


def add_pavilions(index: PlanIndex, space: Space, layer: Layer) -> None:
    """Set a pavilion with a tiled roof on each corner that this gallery takes."""
    court = next((s for s in index.near(space.rect) if s.kind is SpaceKind.COURT), None)
    if court is None:
        return
    r, c = space.rect, court.rect
    for x0, x1, outside_x in ((r.x0, c.x0, r.x0 < c.x0), (c.x1, r.x1, r.x1 > c.x1)):
        for y0, y1, outside_y in ((r.y0, c.y0, r.y0 < c.y0), (c.y1, r.y1, r.y1 > c.y1)):
            if outside_x and outside_y and x1 - x0 > 1 and y1 - y0 > 1:
                layer.place(_pavilion(min(x1 - x0, y1 - y0)), (x0 + x1) / 2, (y0 + y1) / 2, space.z)


@lru_cache(maxsize=4)
def _pavilion(size: float) -> Stencil:
    drawing = Drawing()
    h = size / 2 + 0.25
    drawing.box((-h, -h, 5.41), (h, h, 5.75), Role.ROOF_EDGE, skip="z-")
    w = h - 0.25
    drawing.box((-w, -w, 5.75), (w, w, 7.7), Role.FACADE, skip="z- z+")
    for k in range(4):
        c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[k]
        for j in (-1, 0, 1):
            a0, a1 = j * size * 0.29 - 0.32, j * size * 0.29 + 0.32
            d = w + PROUD
            drawing.quad(
                [
                    (c * d - s * a, s * d + c * a, z)
                    for a, z in ((a0, 6.1), (a1, 6.1), (a1, 7.35), (a0, 7.35))
                ],
                Role.FACADE_PANE,
                toward=(c, s, 0),
            )
    drawing.box((-h, -h, 7.7), (h, h, 7.95), Role.ROOF_EDGE, skip="", foot=0.85)
    _hip(drawing, -h - 0.2, -h - 0.2, h + 0.2, h + 0.2, 7.95, 2.6)
    knob = turned_profile([(0.12, 0), (0.06, 0.2), (0.16, 0.4), (0.05, 0.6), (0, 1.1)], 8)
    drawing.shape(knob.moved(z=10.5), Role.BRASS)
    return drawing.stencil()


def _hip(
    drawing: Drawing, x0: float, y0: float, x1: float, y1: float, z: float, rise: float
) -> None:
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    for k in range(4):
        (ax, ay), (bx, by) = corners[k], corners[(k + 1) % 4]
        length, reach = (
            math.hypot(bx - ax, by - ay),
            math.hypot((ax + bx) / 2 - mx, (ay + by) / 2 - my),
        )
        slope = math.hypot(reach, rise)
        points = np.array([(ax, ay, z), (bx, by, z), (mx, my, z + rise)])
        normal = np.cross(points[1] - points[0], points[2] - points[0])
        normal /= np.linalg.norm(normal)
        drawing.add(
            points,
            normal,
            np.array([0, 1, 2]),
            Role.ROOF,
            np.array(
                [
                    (0, 0, length, slope),
                    (length, 0, length, slope),
                    (length / 2, slope, length, slope),
                ]
            ),
        )
