"""Galleries: an arcade to the court, portals to the wings."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import DoorKind, Space, SpaceKind
from palace.scene.architecture.building import Building, Layer
from palace.scene.architecture.enclosure import (
    OUTDOOR_LIGHT,
    OUTER_WALL,
    door_opening,
    fit,
    normal_of,
    outer_faces,
    point_on,
    sun_through,
)
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import GALLERY_TOP, SIDES, PlanIndex, Side
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.architecture.walls import (
    DADO_HEIGHT,
    Opening,
    bars,
    face,
    frame,
    rail,
    reveal,
    stack,
)
from palace.scene.characters import linear
from palace.scene.meshes.mesh import Sign, SignStyle
from palace.scene.meshes.shapes import turned_profile

BAY = 3.0
COLUMN = 3.2
"""Height of a column: where the arches spring."""
PIER = 0.34
"""Half the width of what is left of the wall between two arches (m)."""
DEPTH = 0.5
"""Thickness of the arcade's wall, which stands inside the gallery's rectangle (m)."""
CORNICE = 5.3
BALUSTRADE = 5.62
TERRACE = 5.4


def arcade_bays(length: float) -> int:
    """Return how many arches stand along a court's side."""
    return max(1, round(length / BAY))


def arcade_span(index: PlanIndex, space: Space, name: str) -> tuple[float, float] | None:
    """Return from where to where along a side its arcade reaches, None without one."""
    side = index.sides(space)[name]
    for door in index.doors_on(space, name):
        if door.kind is DoorKind.ARCADE:
            o = fit(door_opening(side, door), side.length)
            return o.s0, o.s1
    return None


@lru_cache(maxsize=32)
def arcade(length: float) -> Stencil:
    """Return an arcade's arches as seen from the gallery, both faces, without columns.

    x from 0 to `length`, its inner face (towards the gallery) at y = -DEPTH and the court's
    face at y = 0.
    """
    bays = arcade_bays(length)
    pitch = length / bays
    drawing = Drawing()
    segments = 10
    half = pitch / 2 - PIER
    angle = np.pi * (1 - np.arange(segments + 1) / segments)
    for k in range(bays):
        centre = pitch * (k + 0.5)
        low = np.stack([centre + half * np.cos(angle), COLUMN + half * np.sin(angle)], 1)
        left, right = pitch * k, pitch * (k + 1)
        low = np.concatenate([[(left, COLUMN)], low, [(right, COLUMN)]])
        high = low.copy()
        high[:, 1] = CORNICE
        for y, toward in ((0.0, 1.0), (-DEPTH, -1.0)):
            role = Role.STONE if y == 0.0 else Role.STONE_PALE
            drawing.strip(
                np.column_stack([low[:, 0], np.full(len(low), y), low[:, 1]]),
                np.column_stack([high[:, 0], np.full(len(low), y), high[:, 1]]),
                role, toward=np.tile([0, toward, 0], (len(low), 1)),
            )  # fmt: skip
        arch = low[1:-1]
        inward = -np.stack([np.cos(angle), np.zeros(len(angle)), np.sin(angle)], 1)
        drawing.strip(
            np.column_stack([arch[:, 0], np.zeros(len(arch)), arch[:, 1]]),
            np.column_stack([arch[:, 0], np.full(len(arch), -DEPTH), arch[:, 1]]),
            Role.STONE, toward=inward, shade=(0.95, 0.8),
        )  # fmt: skip
        for x0, x1 in ((left, left + PIER), (right - PIER, right)):
            drawing.quad(
                [(x0, 0, COLUMN), (x1, 0, COLUMN), (x1, -DEPTH, COLUMN), (x0, -DEPTH, COLUMN)],
                Role.STONE, toward=(0, 0, -1), shade=0.8,
            )  # fmt: skip
        _archivolt(drawing, centre, half, angle)
    for y0, y1, z0, z1 in (
        (-DEPTH - 0.1, 0.18, CORNICE, CORNICE + 0.18),
        (-DEPTH - 0.2, 0.3, CORNICE + 0.18, BALUSTRADE),
    ):
        drawing.box((0, y0, z0), (length, y1, z1), Role.ROOF_EDGE, skip="x- x+", foot=0.85)
    return drawing.stencil()


def _archivolt(drawing: Drawing, centre: float, half: float, angle: np.ndarray) -> None:
    """Add the raised band round an arch, on the court's side."""
    proud, width = 0.05, 0.17
    cos, sin = np.cos(angle), np.sin(angle)
    n = len(angle)

    def ring(radius: float, y: float) -> np.ndarray:
        return np.column_stack([centre + radius * cos, np.full(n, y), COLUMN + radius * sin])

    outward = np.column_stack([cos, np.zeros(n), sin])
    drawing.strip(
        ring(half, proud),
        ring(half + width, proud),
        Role.FACADE_TRIM,
        toward=np.tile([0.0, 1.0, 0.0], (n, 1)),
    )
    drawing.strip(
        ring(half + width, 0),
        ring(half + width, proud),
        Role.FACADE_TRIM,
        toward=outward,
        shade=(0.75, 0.9),
    )
    drawing.strip(
        ring(half, proud), ring(half, 0), Role.FACADE_TRIM, toward=-outward, shade=(0.95, 0.9)
    )


@lru_cache(maxsize=32)
def balustrade(length: float, bays: int) -> Stencil:
    """Return posts, rails and balusters over a length; x along, its middle at y = 0."""
    drawing = Drawing()
    pitch = length / bays
    low, high = BALUSTRADE, BALUSTRADE + 0.88
    for k in range(bays + 1):
        x = min(max(pitch * k, 0.22), length - 0.22)
        drawing.box(
            (x - 0.22, -0.25, low), (x + 0.22, 0.25, high + 0.06), Role.STONE, skip="z-", foot=0.85
        )
    drawing.box((0, -0.2, low), (length, 0.2, low + 0.13), Role.STONE, skip="x- x+ z-")
    drawing.box((0, -0.24, high - 0.14), (length, 0.24, high), Role.STONE, skip="x- x+")
    baluster = turned_profile(
        [(0.06, 0.1), (0.1, 0.24), (0.11, 0.3), (0.05, 0.52), (0.07, 0.78)], 6
    )
    for k in range(bays):
        for j in range(4):
            x = pitch * (k + (j + 1) / 5)
            drawing.shape(baluster.moved(x, 0, low), Role.STONE)
    return drawing.stencil()


def build_gallery(index: PlanIndex, space: Space) -> Building:
    """Build a gallery in detail."""
    sides = index.sides(space)
    inner = index.inner(space)
    z, height = space.z, space.height
    building = Building(None, _lighting(index, space, sides), OUTDOOR_LIGHT, space.floor)
    for side_name, side in sides.items():
        span = arcade_span(index, space, side_name)
        doors = [
            (d, fit(door_opening(side, d), side.length))
            for d in index.doors_on(space, side_name)
            if d.kind is not DoorKind.ARCADE
        ]
        if span is not None:
            _colonnade(building, index, space, side, span)
            for s0, s1 in ((0.0, span[0]), (span[1], side.length)):
                if s1 - s0 > 0.05:
                    cut = tuple(o for _, o in doors if s0 - 0.1 <= o.middle <= s1 + 0.1)
                    building.shell.on(
                        side,
                        face(s1 - s0, height, cut, Role.GALLERY_WALL, start=s0, full=side.length),
                        z,
                    )
            continue
        views = garden_windows(index, space, side_name, [o for _, o in doors])
        holes = (*(o for _, o in doors), *views)
        building.shell.on(side, face(side.length, height, holes, Role.GALLERY_WALL), z)
        gaps = [
            (o.s0 - (0.32 if o.arched else 0), o.s1 + (0.32 if o.arched else 0)) for _, o in doors
        ]
        building.shell.on(
            side, rail(side.length, tuple(gaps), DADO_HEIGHT - 0.035, 0.07, 0.035, Role.TRIM), z
        )
        building.shell.on(
            side, rail(side.length, tuple(gaps), 0.0, 0.15, 0.03, Role.TRIM, under=False), z
        )
        building.roof.on(side, rail(side.length, (), height - 0.3, 0.3, 0.12, Role.CORNICE), z)
        for door, opening in doors:
            other = index.other(space, door)
            if door.kind is DoorKind.PORTAL and other is not None:
                _portal(building, index, other, side, opening, z)
            elif opening.arched:
                building.shell.on(side, frame(opening, 0.2, 0.06, Role.TRIM, keystone=True), z)
                if other is not None and other.kind is SpaceKind.ROOM:
                    nx, ny = normal_of(side)
                    x, y = point_on(side, opening.middle, -0.03)
                    building.signs.append(
                        Sign(
                            other.name,
                            (x, y, z + opening.z1 + 0.45),
                            math.atan2(ny, nx),
                            1.6,
                            0.3,
                            SignStyle.PLAQUE,
                            other.id,
                        )
                    )
        depth = side.inset or OUTER_WALL
        for view in views:
            building.shell.on(side, reveal(view, depth, Role.STONE_PALE, dark=1.1), z)
            building.shell.on(side, frame(view, 0.15, 0.04, Role.TRIM, sill=True), z)
            building.shell.on(side, bars(view, depth * 0.6), z)
            building.facade.outside(
                side,
                frame(
                    view.mirrored(side.length),
                    0.16,
                    0.05,
                    Role.FACADE_TRIM,
                    sill=True,
                    keystone=True,
                ),
                z,
                side.length,
                depth,
            )
            away = inner.height if side_name[0] == "y" else inner.width
            building.decals += sun_through(side, view, depth, away, z)
        outer_faces(building, index, space, side_name, views)
    _floor_and_ceiling(building, index, space)
    return building


def garden_windows(
    index: PlanIndex, space: Space, name: str, taken: list[Opening]
) -> tuple[Opening, ...]:
    """Return a gallery's windows to the garden, where its wall looks into the open."""
    side = index.sides(space)[name]
    r = space.rect
    found = []
    for low, high in index.free(space, name):
        ends = [
            side.along(*((at, (r.y0 + r.y1) / 2) if name[0] == "y" else ((r.x0 + r.x1) / 2, at)))
            for at in (low, high)
        ]
        s0, s1 = min(ends) + 0.6, max(ends) - 0.6
        count = int((s1 - s0) // BAY)
        for k in range(count):
            middle = s0 + (s1 - s0) * (k + 0.5) / count
            opening = Opening(middle - 0.9, middle + 0.9, 0.85, min(3.9, space.height - 0.6), True)
            if all(opening.s1 + 0.4 < o.s0 or opening.s0 - 0.4 > o.s1 for o in taken):
                found.append(opening)
    return tuple(found)


def _lighting(index: PlanIndex, space: Space, sides: dict[str, Side]) -> Lighting:
    apertures = []
    for side_name, side in sides.items():
        span = arcade_span(index, space, side_name)
        if span is not None:
            bays = arcade_bays(span[1] - span[0])
            nx, ny = normal_of(side)
            for k in range(bays):
                s = span[0] + (span[1] - span[0]) * (k + 0.5) / bays
                x, y = point_on(side, s, -0.1)
                apertures.append(Aperture(x, y, space.z + 2.0, nx, ny, 0.0, 8.0, (1.0, 0.9, 0.76)))
            continue
        for view in garden_windows(index, space, side_name, []):
            x, y = point_on(side, view.middle, 0)
            nx, ny = normal_of(side)
            apertures.append(Aperture(x, y, space.z + 2.2, nx, ny, 0.0, 3.0))
    return Lighting((0.32, 0.275, 0.215), tuple(apertures), space.z)


def _colonnade(
    building: Building, index: PlanIndex, space: Space, side: Side, span: tuple[float, float]
) -> None:
    length = span[1] - span[0]
    bays = arcade_bays(length)
    z = space.z
    building.facade.on(side, arcade(round(length, 4)), z, s=span[0])
    building.facade.on(side, balustrade(round(length, 4), bays), z, s=span[0], depth=-0.1)
    for k in range(bays + 1):
        s = span[0] + length * k / bays
        x, y = point_on(side, s, -DEPTH / 2)
        building.prop("column", x, y, z, color=linear("F0E6D2"), light=0.8)
        building.obstacle(x, y, 0.32)
        building.shadow(x, y, z + 0.03, 0.55)


def _portal(
    building: Building, index: PlanIndex, corridor: Space, side: Side, opening: Opening, z: float
) -> None:
    """Add a wing's portal: a frame of its own marble and its name."""
    building.shell.on(side, frame(opening, 0.3, 0.09, Role.TRIM, keystone=True), z)
    wing = index.wings.get(corridor.wing_id or "")
    nx, ny = normal_of(side)
    x, y = point_on(side, opening.middle, -0.14)
    for s in (opening.s0 - 0.75, opening.s1 + 0.75):
        px, py = point_on(side, s, -0.5)
        building.prop("urn_plant", px, py, z, color=linear("D9C7A8"))
        building.obstacle(px, py, 0.4)
        building.shadow(px, py, z + 0.03, 0.55)
    text = wing.name if wing else corridor.name
    building.signs.append(
        Sign(
            text,
            (x, y, z + opening.z1 + 0.12),
            math.atan2(ny, nx),
            2.9,
            0.5,
            SignStyle.WING,
            corridor.id,
        )
    )


def _floor_and_ceiling(building: Building, index: PlanIndex, space: Space) -> None:
    r = space.rect
    w, d, h = r.width, r.height, space.height
    building.shell.place(_floor(w, d), r.x0, r.y0, space.z)
    open_sides = tuple(name for name in SIDES if arcade_span(index, space, name) is not None)
    building.roof.place(_ceiling(w, d, h, open_sides), r.x0, r.y0, space.z)
    along_x = w >= d
    count = max(2, round(max(w, d) / (2 * BAY)))
    cx, cy = r.centre
    for k in range(count):
        t = (k + 0.5) / count
        x, y = (r.x0 + w * t, cy) if along_x else (cx, r.y0 + d * t)
        building.prop("lamp", x, y, space.z + 3.55)
        building.glow(x, y, space.z + 3.55, 1.0)


@lru_cache(maxsize=16)
def _floor(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    drawing.grid(
        (0, 0, 0), (width, 0, 0), (0, depth, 0), Role.GALLERY_FLOOR, toward=(0, 0, 1), step=1.4
    )
    return drawing.stencil()


@lru_cache(maxsize=16)
def _ceiling(width: float, depth: float, height: float, open_sides: tuple[str, ...]) -> Stencil:
    """Return a coffered ceiling and its beams, which end in the arcade's wall."""
    drawing = Drawing()
    drawing.grid(
        (0, 0, height),
        (width, 0, 0),
        (0, depth, 0),
        Role.GALLERY_CEILING,
        toward=(0, 0, -1),
        step=2.0,
        uv=np.array([(0, 0, width, depth), (width, depth, width, depth)]),
    )
    x0, x1, y0, y1 = (
        edge - sign * (DEPTH / 2 if name in open_sides else 0.0)
        for name, edge, sign in (("x-", 0, -1), ("x+", width, 1), ("y-", 0, -1), ("y+", depth, 1))
    )
    along_x = width >= depth
    count = max(2, round(max(width, depth) / BAY))
    for k in range(count + 1):
        s = max(width, depth) * k / count
        s = min(max(s, 0.12), max(width, depth) - 0.12)
        low, high = (
            ((s - 0.12, y0, height - 0.3), (s + 0.12, y1, height))
            if along_x
            else ((x0, s - 0.12, height - 0.3), (x1, s + 0.12, height))
        )
        drawing.box(low, high, Role.GALLERY_BEAM, skip="z+", foot=0.85)
    return drawing.stencil()


def terrace(index: PlanIndex, space: Space, layer: Layer) -> None:
    """Add a gallery's flat roof, and a parapet where its outer wall stands free."""
    r = space.rect
    grow = {
        name: 0.0 if arcade_span(index, space, name) or index.insets(space)[name] else OUTER_WALL
        for name in SIDES
    }
    width, depth = r.width + grow["x-"] + grow["x+"], r.height + grow["y-"] + grow["y+"]
    drawing = Drawing()
    drawing.grid((0, 0, 0), (width, 0, 0), (0, depth, 0), Role.TERRACE, toward=(0, 0, 1), step=6.0)
    layer.place(drawing.stencil(), r.x0 - grow["x-"], r.y0 - grow["y-"], space.z + TERRACE)
    for name, side in index.sides(space).items():
        if arcade_span(index, space, name):
            continue
        thick = side.inset or OUTER_WALL
        for low, high in index.free(space, name):
            ends = [
                side.along(
                    *((at, (r.y0 + r.y1) / 2) if name[0] == "y" else ((r.x0 + r.x1) / 2, at))
                )
                for at in (low, high)
            ]
            parapet = Drawing()
            parapet.box(
                (min(ends), 0.0, TERRACE), (max(ends), thick, GALLERY_TOP), Role.STONE, skip="z- y+"
            )
            layer.on(side, parapet.stencil(), space.z)


__all__ = [
    "arcade_bays",
    "arcade_span",
    "balustrade",
    "build_gallery",
    "garden_windows",
    "stack",
    "terrace",
]
