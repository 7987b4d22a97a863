"""Rooms: niches where the plan's loci are, doors, windows to the garden, a landmark."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import DoorKind, LocusKind, Space, SpaceKind
from palace.scene.architecture.building import Building
from palace.scene.architecture.ceilings import flat
from palace.scene.architecture.enclosure import (
    OPPOSITE,
    OUTDOOR_LIGHT,
    door_opening,
    doorway,
    normal_of,
    outer_faces,
    point_on,
    sun_through,
    sunlit_bounce,
    tinted,
    window,
    window_aperture,
)
from palace.scene.architecture.landmarks import RADIUS, landmark
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import PlanIndex, Side
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.architecture.walls import DADO_HEIGHT, Opening, cornice, face, niche, rail
from palace.scene.characters import Character, character_named, linear
from palace.scene.meshes.mesh import Material, Sign, SignStyle

NICHE_WIDTH = 0.88
NICHE_DEPTH = 0.42
LOWER_HEIGHT = 0.95
UPPER_HEIGHT = 1.10
UPPER_FROM = 2.0
"""From this height of its foot on a niche is of the upper, arched tier (m)."""
PEDESTAL_RADIUS = 0.38


def windows_of(
    index: PlanIndex, space: Space, niches: tuple[Opening, ...] = ()
) -> tuple[Opening, ...]:
    """Return a room's windows, along the side opposite its front as seen from inside.

    There are none where another space adjoins that side. Three where it is long enough:
    two of 1.5 m and a taller one of 2.2 m between.
    """
    back = OPPOSITE.get(space.front, "")
    if not back or index.beside(space, back):
        return ()
    length = index.sides(space)[back].length
    tall = min(space.height - 0.6, 4.1)
    low = min(space.height - 0.9, 3.7)
    if length >= 7.2:
        centres: tuple[tuple[float, float, float, float], ...] = (
            (length * 0.195, 1.5, 0.75, low),
            (length / 2, 2.2, 0.14, tall),
            (length * 0.805, 1.5, 0.75, low),
        )
    elif length >= 4.5:
        centres = ((length * 0.27, 1.4, 0.75, low), (length * 0.73, 1.4, 0.75, low))
    else:
        centres = ((length / 2, min(1.6, length - 1.0), 0.75, low),)
    found = [Opening(s - w / 2, s + w / 2, z0, z1, True) for s, w, z0, z1 in centres]
    return tuple(
        o for o in found if not any(n.s0 < o.s1 + 0.2 and o.s0 - 0.2 < n.s1 for n in niches)
    )


def niche_openings(index: PlanIndex, space: Space) -> dict[str, list[Opening]]:
    """Return a room's niches by side, from its loci."""
    out: dict[str, list[Opening]] = {name: [] for name in ("x+", "y+", "x-", "y-")}
    sides = index.sides(space)
    for locus in index.loci.get(space.id, ()):
        if locus.kind is not LocusKind.NICHE:
            continue
        # It faces along its wall's normal.
        look = (math.cos(locus.yaw), math.sin(locus.yaw))
        side = max(
            sides.values(),
            key=lambda s: look[0] * normal_of(s)[0] + look[1] * normal_of(s)[1],
        )
        s, z = round(side.along(locus.x, locus.y), 4), round(locus.z - space.z, 4)
        upper = z >= UPPER_FROM
        height = UPPER_HEIGHT if upper else LOWER_HEIGHT
        out[side.name].append(
            Opening(s - NICHE_WIDTH / 2, s + NICHE_WIDTH / 2, z, z + height, upper)
        )
    return out


def build_room(index: PlanIndex, space: Space) -> Building:
    """Build a room in detail."""
    name = index.character(space)
    look = character_named(name)
    sides = index.sides(space)
    niches = niche_openings(index, space)
    back = OPPOSITE.get(space.front, "")
    windows = windows_of(index, space, tuple(niches.get(back, ())))
    doors = {
        side: [(door, door_opening(sides[side], door)) for door in index.doors_on(space, side)]
        for side in sides
    }
    inner = index.inner(space)
    building = Building(
        name, _lighting(index, space, look, sides, windows, back, doors), OUTDOOR_LIGHT, space.floor
    )
    z, height = space.z, space.height
    for side_name, side in sides.items():
        holes = [*niches[side_name], *(opening for _, opening in doors[side_name])]
        if side_name == back:
            holes += windows
        building.shell.on(side, face(side.length, height, tuple(holes), Role.WALL), z)
        gaps = [(o.s0 - 0.2, o.s1 + 0.2) for _, o in doors[side_name]]
        if side_name == back:
            gaps += [(o.s0 - 0.16, o.s1 + 0.16) for o in windows if o.z0 < DADO_HEIGHT]
        building.shell.on(
            side, rail(side.length, tuple(gaps), DADO_HEIGHT - 0.035, 0.07, 0.035, Role.TRIM), z
        )
        floor_gaps = tuple((o.s0 - 0.2, o.s1 + 0.2) for _, o in doors[side_name])
        building.shell.on(
            side, rail(side.length, floor_gaps, 0.0, 0.13, 0.025, Role.TRIM, under=False), z
        )
        building.roof.on(side, cornice(side.length, height), z)
        for opening in niches[side_name]:
            building.shell.on(
                side,
                niche(
                    NICHE_WIDTH,
                    round(opening.z1 - opening.z0, 4),
                    NICHE_DEPTH,
                    arched=opening.arched,
                ),
                z + opening.z0,
                s=opening.middle,
            )
        for door, opening in doors[side_name]:
            doorway(building, side, opening, z, trim=0.18, proud=0.05)
            _plaque(building, index, space, side, opening, door.kind, index.other(space, door))
        outer_faces(building, index, space, side_name, windows if side_name == back else ())
    if back:
        for opening in windows:
            window(building, sides[back], opening, z, sides[back].inset)
            away = inner.height if back[0] == "y" else inner.width
            building.decals += sun_through(sides[back], opening, sides[back].inset, away, z)
    _floor(building, look, inner.x0, inner.y0, inner.width, inner.height, z)
    building.roof.place(
        flat(inner.width, inner.height, height, look.ceiling), inner.x0, inner.y0, z
    )
    _furnish(building, index, space, look)
    return building


def _lighting(
    index: PlanIndex,
    space: Space,
    look: Character,
    sides: dict[str, Side],
    windows: tuple[Opening, ...],
    back: str,
    doors: dict[str, list[tuple[object, Opening]]] | object,
) -> Lighting:
    wall = linear(look.wall)
    apertures: list[Aperture] = []
    inner = index.inner(space)
    if windows:
        side = sides[back]
        apertures += [window_aperture(side, o, space.z, 1.9) for o in windows]
        away = inner.height if back[0] == "y" else inner.width
        apertures += sunlit_bounce(side, windows, side.inset, away, space.z)
    for door in index.doors.get(space.id, ()):
        side = sides[index.side_of(space, door)]
        other = index.other(space, door)
        bright = 0.32 if other is not None and other.kind is not SpaceKind.ROOM else 0.16
        apertures.append(window_aperture(side, door_opening(side, door), space.z, bright))
    cx, cy = space.rect.centre
    base = 0.12 if windows else 0.26
    # The hanging lamp.
    apertures.append(
        Aperture(
            cx,
            cy,
            space.z + space.height - 0.9,
            0,
            0,
            -1,
            0.5 if windows else 1.6,
            (1.0, 0.82, 0.56),
        )
    )
    return Lighting(tinted(base, wall), tuple(apertures), space.z)


@lru_cache(maxsize=32)
def _floor_stencil(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    drawing.grid(
        (0, 0, 0), (width, 0, 0), (0, depth, 0), Role.FLOOR, toward=(0, 0, 1), step=1.1,
        uv=np.array([(0, 0, width, depth), (width, depth, width, depth)]),
    )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=32)
def figure(width: float, depth: float) -> Stencil:
    """Return a rug or inlay about the origin."""
    drawing = Drawing()
    drawing.grid(
        (-width / 2, -depth / 2, 0), (width, 0, 0), (0, depth, 0), Role.FIGURE, toward=(0, 0, 1),
        step=1.3, uv=np.array([(-1, -1, width, depth), (1, 1, width, depth)]),
    )  # fmt: skip
    return drawing.stencil()


def figure_size(look: Character, width: float, depth: float) -> tuple[float, float]:
    """Return how large the figure on a room's floor is."""
    if look.figure_material is Material.INLAY:
        side = min(4.8, width - 2.4, depth - 2.4)
        return side, side
    long, short = min(5.2, max(width, depth) - 2.4), min(3.6, min(width, depth) - 2.4)
    return (long, short) if width >= depth else (short, long)


def _floor(
    building: Building, look: Character, x: float, y: float, width: float, depth: float, z: float
) -> None:
    building.shell.place(_floor_stencil(width, depth), x, y, z)
    across, along = figure_size(look, width, depth)
    if across > 1.2 and along > 1.2:
        building.shell.place(figure(across, along), x + width / 2, y + depth / 2, z + 0.014)


def room_landmark(look: Character, space: Space) -> Stencil:
    """Return what stands in a room's middle."""
    return landmark(look.landmarks[space.seed % len(look.landmarks)])


def _furnish(building: Building, index: PlanIndex, space: Space, look: Character) -> None:
    z = space.z
    cx, cy = index.inner(space).centre
    stone = linear(look.pedestal)
    free = min(index.inner(space).width, index.inner(space).height) > 5.0
    for locus in index.loci.get(space.id, ()):
        if locus.kind is LocusKind.PEDESTAL:
            yaw = round(locus.yaw / (math.pi / 2)) * math.pi / 2
            building.prop("pedestal", locus.x, locus.y, z, yaw=yaw, color=stone)
            building.obstacle(locus.x, locus.y, PEDESTAL_RADIUS)
            building.shadow(locus.x, locus.y, z + 0.03, 0.62)
            free = free and math.hypot(locus.x - cx, locus.y - cy) > RADIUS + 0.45
    if free:
        yaw = (space.seed % 360) * math.pi / 180 or 0.01
        building.shell.place(room_landmark(look, space), cx, cy, z + 0.016, yaw=yaw)
        building.obstacle(cx, cy, RADIUS)
        building.shadow(cx, cy, z + 0.035, 1.25)
    lamp = z + space.height - 1.3
    building.prop("lamp", cx, cy, lamp, color=(1.0, 1.0, 1.0))
    building.glow(cx, cy, lamp, 1.2)


def _plaque(
    building: Building,
    index: PlanIndex,
    space: Space,
    side: Side,
    opening: Opening,
    kind: DoorKind,
    other: Space | None,
) -> None:
    if other is None:
        return
    nx, ny = normal_of(side)
    height = 0.34
    z = space.z + opening.z1 + 0.5
    if z + height > space.z + space.height - 0.3:
        return
    x, y = point_on(side, opening.middle, -0.045)
    wide = min(1.7, opening.s1 - opening.s0)
    building.shell.on(
        side, plate(wide + 0.06, height + 0.06), z - height / 2 - 0.03, s=opening.middle
    )
    building.signs.append(
        Sign(other.name, (x, y, z), math.atan2(ny, nx), wide, height, SignStyle.PLAQUE, other.id)
    )


@lru_cache(maxsize=16)
def plate(width: float, height: float) -> Stencil:
    """Return the board a plaque is written on, its lower edge's middle at the origin."""
    drawing = Drawing()
    drawing.box((-width / 2, -0.04, 0), (width / 2, 0, height), Role.DARK_WOOD, skip="y+")
    return drawing.stencil()
