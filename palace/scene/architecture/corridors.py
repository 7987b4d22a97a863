"""Corridors: a barrel vault under skylights on the top storey, a lamp-lit ceiling below."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import Door, DoorKind, Space, SpaceKind
from palace.scene.architecture.building import Building
from palace.scene.architecture.ceilings import (
    SKYLIGHT,
    VAULT_RISE,
    corridor_flat,
    skylight_spans,
    vault,
)
from palace.scene.architecture.enclosure import (
    OUTDOOR_LIGHT,
    OUTER_WALL,
    door_opening,
    fit,
    is_outdoors,
    normal_of,
    outer_faces,
    point_on,
    sun_through,
    threshold,
    tinted,
    window,
    window_aperture,
)
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import PlanIndex, Side
from palace.scene.architecture.roles import Role
from palace.scene.architecture.rooms import plate
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.architecture.walls import DADO_HEIGHT, Opening, face, frame, rail, reveal
from palace.scene.characters import character_named, linear
from palace.scene.meshes.mesh import Sign, SignStyle

BAY = 10.0
"""About how long a bay of vault, skylight and lamp is (m)."""
JAMB = 0.45
"""Thickness of the portal's wall, which stands at the corridor's end (m)."""
BLADE = (0.96, 0.24)
BLADE_HEIGHT = 2.86
"""Of a blade sign's middle over the floor (m)."""


def runs_along_x(space: Space) -> bool:
    """Return whether a corridor's length lies along x."""
    return space.rect.width >= space.rect.height


def bays_of(length: float) -> int:
    """Return into how many bays a corridor is divided."""
    return max(1, round(length / BAY))


def is_vaulted(index: PlanIndex, space: Space) -> bool:
    """Return whether a corridor has a vault with skylights: only under the open sky."""
    short = min(space.rect.width, space.rect.height)
    long = max(space.rect.width, space.rect.height)
    return index.is_top(space) and short <= 5.0 and long > 5.9


def end_window(index: PlanIndex, space: Space, name: str) -> Opening | None:
    """Return the window at a corridor's end, None where it is not free."""
    if runs_along_x(space) != (name[0] == "x") or index.beside(space, name):
        return None
    length = index.sides(space)[name].length
    half = min(1.1, length / 2 - 0.7)
    return Opening(length / 2 - half, length / 2 + half, 0.5, min(4.2, space.height - 0.7), True)


def build_corridor(index: PlanIndex, space: Space) -> Building:
    """Build a corridor or landing in detail."""
    name = index.character(space)
    sides = index.sides(space)
    inner = index.inner(space)
    z, height = space.z, space.height
    along_x = runs_along_x(space)
    long_names = ("y+", "y-") if along_x else ("x+", "x-")
    vaulted = is_vaulted(index, space)
    building = Building(
        name, _lighting(index, space, sides, vaulted=vaulted), OUTDOOR_LIGHT, space.floor
    )
    spring = height - VAULT_RISE
    for side_name, side in sides.items():
        lengthwise = side_name in long_names
        top = spring + 0.03 if vaulted and lengthwise else height
        doors = [
            (d, fit(door_opening(side, d), side.length)) for d in index.doors_on(space, side_name)
        ]
        view = end_window(index, space, side_name)
        holes = [o for _, o in doors] + ([view] if view else [])
        portal = any(d.kind is DoorKind.PORTAL for d, _ in doors)
        # A portal's wall stands a little inside, so that its arch has depth.
        step_in = JAMB if portal else index.thin(space, side_name)
        building.shell.on(
            side, face(side.length, top, tuple(holes), Role.HALL_WALL), z, depth=-step_in
        )
        _mouldings(building, side, doors, view, z, top, lengthwise=lengthwise, inward=step_in)
        for door, opening in doors:
            _door(building, index, space, side, door, opening, inward=step_in)
        outer_faces(building, index, space, side_name, (view,) if view else ())
        if view:
            depth = side.inset or OUTER_WALL
            window(building, side, view, z, depth)
            away = inner.width if along_x else inner.height
            building.decals += sun_through(side, view, depth, away, z)
    _floor(building, index, space, sides)
    _overhead(building, index, space, vaulted=vaulted)
    return building


def _lighting(index: PlanIndex, space: Space, sides: dict[str, Side], *, vaulted: bool) -> Lighting:
    look = character_named(index.character(space))
    apertures: list[Aperture] = []
    for side_name, side in sides.items():
        view = end_window(index, space, side_name)
        if view:
            apertures.append(window_aperture(side, view, space.z, 1.0))
    for door in index.doors.get(space.id, ()):
        side = sides[index.side_of(space, door)]
        other = index.other(space, door)
        bright = 0.55 if is_outdoors(other) else 0.28 if door.kind is DoorKind.DOOR else 0.3
        apertures.append(window_aperture(side, door_opening(side, door), space.z, bright))
    r = space.rect
    length = max(r.width, r.height)
    cx, cy = r.centre
    count = bays_of(length)
    for k in range(count):
        t = (k + 0.5) / count
        x, y = (r.x0 + r.width * t, cy) if r.width >= r.height else (cx, r.y0 + r.height * t)
        if vaulted:
            power, tint = SKYLIGHT[0] * SKYLIGHT[1] * 2.6, (1.0, 0.98, 0.94)
        else:
            power, tint = 2.2, (1.0, 0.84, 0.6)
        apertures.append(Aperture(x, y, space.z + space.height - 0.1, 0, 0, -1, power, tint))
    base = 0.25 if vaulted else 0.26
    return Lighting(tinted(base, linear(look.wall), 0.15), tuple(apertures), space.z)


def _mouldings(
    building: Building,
    side: Side,
    doors: list[tuple[Door, Opening]],
    view: Opening | None,
    z: float,
    top: float,
    *,
    lengthwise: bool,
    inward: float,
) -> None:
    gaps = [(o.s0 - 0.2, o.s1 + 0.2) if o.arched else (o.s0, o.s1) for _, o in doors]
    dado_gaps = gaps + (
        [(view.s0 - 0.16, view.s1 + 0.16)] if view and view.z0 < DADO_HEIGHT else []
    )
    shell = building.shell
    shell.on(
        side,
        rail(side.length, tuple(dado_gaps), DADO_HEIGHT - 0.035, 0.07, 0.035, Role.TRIM),
        z,
        depth=-inward,
    )
    shell.on(
        side,
        rail(side.length, tuple(gaps), 0.0, 0.13, 0.025, Role.TRIM, under=False),
        z,
        depth=-inward,
    )
    if lengthwise:
        building.roof.on(side, rail(side.length, (), top - 0.16, 0.14, 0.09, Role.CORNICE), z)
        building.roof.on(side, rail(side.length, (), top - 0.26, 0.1, 0.05, Role.CORNICE), z)
        length = side.length
        count = bays_of(length)
        for k in range(count + 1):
            s = min(max(length * k / count, 0.28), length - 0.28)
            if all(o.s1 + 0.25 < s - 0.3 or o.s0 - 0.25 > s + 0.3 for _, o in doors):
                shell.on(side, pilaster(round(top - 0.0, 3)), z, s=s)


@lru_cache(maxsize=16)
def pilaster(height: float) -> Stencil:
    """Return a flat pillar against a wall, its foot's middle at the origin."""
    drawing = Drawing()
    for half, proud, low, high in (
        (0.32, 0.18, 0.0, 0.28), (0.26, 0.13, 0.28, height - 0.34),
        (0.30, 0.17, height - 0.34, height - 0.26), (0.34, 0.21, height - 0.26, height),
    ):  # fmt: skip
        drawing.box(
            (-half, -proud, low),
            (half, 0, high),
            Role.TRIM,
            skip="y+ z-" if low == 0 else "y+",
            foot=0.75 if low == 0 else 0.92,
        )
    return drawing.stencil()


def _door(
    building: Building,
    index: PlanIndex,
    space: Space,
    side: Side,
    door: Door,
    opening: Opening,
    *,
    inward: float,
) -> None:
    z, shell = space.z, building.shell
    other = index.other(space, door)
    if door.kind is DoorKind.PORTAL:
        shell.on(side, reveal(opening, inward, Role.TRIM, dark=0.95), z, depth=-inward)
        shell.on(side, frame(opening, 0.22, 0.06, Role.TRIM, keystone=True), z, depth=-inward)
        return
    if inward > 0:
        shell.on(side, reveal(opening, 2 * inward, Role.TRIM), z, depth=-inward)
    if side.inset > 0.01:
        shell.on(side, reveal(opening, side.inset, Role.TRIM, dark=0.85), z)
        shell.on(side, threshold(opening.s1 - opening.s0, side.inset), z, s=opening.s0)
    if opening.arched:
        shell.on(side, frame(opening, 0.2, 0.06, Role.TRIM, keystone=True), z)
    if door.kind is not DoorKind.DOOR or other is None or other.kind is not SpaceKind.ROOM:
        return
    nx, ny = normal_of(side)
    yaw = math.atan2(ny, nx)
    # The plaque over the door, read by who stands before it.
    zp = z + opening.z1 + 0.47
    if zp + 0.2 < z + space.height - VAULT_RISE + 0.03 - 0.2 or space.height > 5.4:
        x, y = point_on(side, opening.middle, -0.045)
        shell.on(side, plate(1.66, 0.36), zp - 0.18, s=opening.middle)
        building.signs.append(
            Sign(other.name, (x, y, zp), yaw, 1.6, 0.3, SignStyle.PLAQUE, other.id)
        )
    # The blade sign, read by who walks along.
    s = opening.s0 - 0.62
    if s < 0.7:
        s = opening.s1 + 0.62
    shell.on(side, blade(), z + BLADE_HEIGHT, s=s)
    x, y = point_on(side, s, -0.62)
    for turn in (-1.0, 1.0):
        look = yaw + turn * math.pi / 2
        building.signs.append(
            Sign(
                other.name,
                (x + 0.016 * math.cos(look), y + 0.016 * math.sin(look), z + BLADE_HEIGHT),
                look, BLADE[0], BLADE[1], SignStyle.BLADE, other.id,
            )
        )  # fmt: skip


@lru_cache(maxsize=1)
def blade() -> Stencil:
    """Return a blade sign's board and its brass rod; the sign's middle at height 0."""
    drawing = Drawing()
    width, height = BLADE
    drawing.box(
        (-0.014, -0.62 - width / 2, -height / 2),
        (0.014, -0.62 + width / 2, height / 2),
        Role.DARK_WOOD,
    )
    drawing.box(
        (-0.014, -0.62 - width / 2 - 0.06, height / 2 + 0.03),
        (0.014, 0, height / 2 + 0.06),
        Role.BRASS,
        skip="y+",
    )
    for y in (-0.62 - width / 4, -0.62 + width / 4):
        drawing.box(
            (-0.006, y - 0.006, height / 2),
            (0.006, y + 0.006, height / 2 + 0.03),
            Role.BRASS,
            skip="z- z+",
        )
    return drawing.stencil()


@lru_cache(maxsize=32)
def _strip(length: float, width: float, role: Role, *, figure: bool) -> Stencil:
    drawing = Drawing()
    low, high = ((-1, -1), (1, 1)) if figure else ((0, 0), (length, width))
    drawing.grid(
        (0, -width / 2, 0), (length, 0, 0), (0, width, 0), role, toward=(0, 0, 1), step=1.5,
        uv=np.array([(*low, length, width), (*high, length, width)]),
    )  # fmt: skip
    return drawing.stencil()


def _floor(building: Building, index: PlanIndex, space: Space, sides: dict[str, Side]) -> None:
    inner = index.inner(space)
    along_x = runs_along_x(space)
    length, width = (inner.width, inner.height) if along_x else (inner.height, inner.width)
    cx, cy = inner.centre
    x, y = (inner.x0, cy) if along_x else (cx, inner.y0)
    turn = 0 if along_x else 1
    building.shell.place(_strip(length, width, Role.HALL_FLOOR, figure=False), x, y, space.z, turn)
    if length > 5:
        gap = 0.9
        dx, dy = (gap, 0.0) if along_x else (0.0, gap)
        building.shell.place(
            _strip(length - 2 * gap, min(1.5, width * 0.4), Role.RUNNER, figure=True),
            x + dx, y + dy, space.z + 0.014, turn,
        )  # fmt: skip


def _overhead(building: Building, index: PlanIndex, space: Space, *, vaulted: bool) -> None:
    inner = index.inner(space)
    along_x = runs_along_x(space)
    length, width = (inner.width, inner.height) if along_x else (inner.height, inner.width)
    cx, cy = inner.centre
    x, y = (inner.x0, cy) if along_x else (cx, inner.y0)
    turn = 0 if along_x else 1
    count = bays_of(length)
    z = space.z
    if vaulted:
        top = index.roof_height(space) - z + ROOF_RISE
        spring = space.height - VAULT_RISE
        building.roof.place(vault(length, width, spring, count, top), x, y, z, turn)
        for side_name in ("x-", "x+") if along_x else ("y-", "y+"):
            # The half moon over the end wall is closed by the wall itself; see `face`.
            del side_name
        for low, high in skylight_spans(length, count):
            corners = [(low, -0.8), (high, -0.8), (high, 0.8), (low, 0.8)]
            building.shaft(
                np.array(
                    [
                        (x + s, y + t, z + space.height)
                        if along_x
                        else (x - t, y + s, z + space.height)
                        for s, t in corners
                    ]
                )
            )
    else:
        building.roof.place(corridor_flat(length, width, space.height, count), x, y, z, turn)
    lamp = z + (3.55 if space.height > 4.8 else space.height - 1.2)
    for k in range(count):
        # Between skylights, not under them.
        s = length * (k + (0.14 if vaulted else 0.5)) / count
        if length < 5:
            s = length / 2
        px, py = (x + s, y) if along_x else (x, y + s)
        building.prop("lamp", px, py, lamp)
        building.glow(px, py, lamp, 1.1)


ROOF_RISE = 0.3
"""How far a corridor's flat roof lies over the eaves (m)."""
