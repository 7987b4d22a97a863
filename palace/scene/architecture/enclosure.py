"""What all closed spaces share: doors in their walls, outer faces, daylight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from palace.model.plan import Door, DoorKind, Space, SpaceKind
from palace.scene.architecture.building import Building
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import PlanIndex, Side
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.architecture.sunlight import decal, window_patches
from palace.scene.architecture.walls import Opening, bars, face, frame, reveal
from palace.scene.meshes.mesh import Mesh

OPPOSITE = {"x+": "x-", "x-": "x+", "y+": "y-", "y-": "y+"}
OUTDOOR_LIGHT = Lighting((1.0, 1.0, 1.0))
OUTER_WALL = 0.5
"""Thickness of an outer wall that stands outside of its space's rectangle (m)."""
GAP = 0.012
"""What an outer face leaves out at its ends, so as not to lie in a wall's plane (m)."""
WINDOW_TINT = (1.0, 0.96, 0.88)


def door_opening(side: Side, door: Door) -> Opening:
    """Return a door's opening in a side's wall."""
    s = side.along(door.x, door.y)
    arched = door.kind in (DoorKind.DOOR, DoorKind.INNER, DoorKind.PORTAL)
    return Opening(s - door.width / 2, s + door.width / 2, 0.0, door.height, arched)


def fit(opening: Opening, length: float) -> Opening:
    """Return an opening cut to a wall's length."""
    return Opening(
        max(0.0, opening.s0), min(length, opening.s1), opening.z0, opening.z1, opening.arched
    )


def normal_of(side: Side) -> tuple[float, float]:
    """Return the direction a side's plaster looks, into its space."""
    return ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))[side.turn]


def point_on(side: Side, s: float, depth: float) -> tuple[float, float]:
    """Return where a place along and into a wall is."""
    nx, ny = normal_of(side)
    # To the right of the one who looks at the wall.
    ux, uy = -ny, nx
    return side.origin[0] + ux * s - nx * depth, side.origin[1] + uy * s - ny * depth


def window_aperture(side: Side, opening: Opening, z: float, brightness: float) -> Aperture:
    """Return the light that comes through a window or door."""
    nx, ny = normal_of(side)
    x, y = point_on(side, opening.middle, 0.1)
    area = (opening.s1 - opening.s0) * (opening.z1 - opening.z0)
    return Aperture(
        x, y, z + (opening.z0 + opening.z1) / 2, nx, ny, 0.0, area * brightness, WINDOW_TINT
    )


def doorway(
    building: Building, side: Side, opening: Opening, z: float, *, trim: float, proud: float
) -> None:
    """Add a doorway's reveal, frame and threshold."""
    shell = building.shell
    if side.inset > 0.01:
        shell.on(side, reveal(opening, side.inset, Role.TRIM, dark=0.82), z)
        shell.on(side, threshold(opening.s1 - opening.s0, side.inset), z, s=opening.s0)
    if opening.arched and trim > 0:
        shell.on(side, frame(opening, trim, proud, Role.TRIM, keystone=True), z)


@lru_cache(maxsize=32)
def threshold(width: float, depth: float) -> Stencil:
    """Return the strip of floor in a doorway."""
    drawing = Drawing()
    drawing.grid((0, 0, 0), (width, 0, 0), (0, depth, 0), Role.SILL, toward=(0, 0, 1))
    return drawing.stencil()


def window(building: Building, side: Side, opening: Opening, z: float, depth: float) -> None:
    """Add a window: reveal, bars, frames on both sides, sun on the floor."""
    shell = building.shell
    shell.on(side, reveal(opening, depth, Role.SILL, dark=1.25), z)
    shell.on(side, bars(opening, depth * 0.6), z)
    shell.on(side, frame(opening, 0.14, 0.04, Role.TRIM, sill=opening.z0 > 0.3), z)
    building.facade.outside(
        side,
        frame(
            opening.mirrored(side.length), 0.16, 0.05, Role.FACADE_TRIM,
            sill=opening.z0 > 0.3, keystone=True,
        ),
        z, side.length, depth,
    )  # fmt: skip
    corners = [
        (*point_on(side, s, depth * 0.5), z + h)
        for s, h in (
            (opening.s0, opening.z0), (opening.s1, opening.z0),
            (opening.s1, opening.z1), (opening.s0, opening.z1),
        )
    ]  # fmt: skip
    building.shaft(np.array(corners))


def sun_through(
    side: Side, opening: Opening, depth: float, away: float, z: float, brightness: float = 1.0
) -> list[Mesh]:
    """Return the sun patches a window throws, in the palace's coordinates."""
    out = []
    for polygon in window_patches(opening, depth, side.turn, (side.length, away)):
        points = np.array([point_on(side, s, y) for s, y in polygon])
        out.append(decal(points, z, brightness))
    return out


def sunlit_area(side: Side, opening: Opening, depth: float, away: float) -> float:
    """Return how many square metres of floor a window's sun falls on."""
    area = 0.0
    for polygon in window_patches(opening, depth, side.turn, (side.length, away)):
        area += 0.5 * sum(
            polygon[k - 1][0] * y - polygon[k - 1][1] * x for k, (x, y) in enumerate(polygon)
        )
    return abs(area)


def sunlit_bounce(
    side: Side, openings: Sequence[Opening], depth: float, away: float, z: float
) -> list[Aperture]:
    """Return the warm light that sun patches throw back, as one upward lamp."""
    xs, ys, total = 0.0, 0.0, 0.0
    for opening in openings:
        for polygon in window_patches(opening, depth, side.turn, (side.length, away)):
            area = abs(
                0.5
                * sum(
                    polygon[k - 1][0] * y - polygon[k - 1][1] * x
                    for k, (x, y) in enumerate(polygon)
                )
            )
            px, py = (sum(q[i] for q in polygon) / len(polygon) for i in (0, 1))
            xs, ys, total = xs + px * area, ys + py * area, total + area
    if total < 0.3:
        return []
    x, y = point_on(side, xs / total, ys / total)
    return [Aperture(x, y, z + 0.1, 0, 0, 1, total * 0.28, (1.0, 0.84, 0.62))]


def outer_faces(
    building: Building,
    index: PlanIndex,
    space: Space,
    name: str,
    openings: Sequence[Opening] = (),
) -> None:
    """Add the outer face of those parts of a side that look into the open.

    Parameters
    ----------
    openings
        The windows in it, as seen from inside.
    """
    side = index.sides(space)[name]
    depth = side.inset if side.inset > 0 else OUTER_WALL
    foot = -0.12 if space.floor == 0 else 0.0
    top = index.storey_top(space) - space.z
    r = space.rect
    for low, high in index.free(space, name):
        ends = []
        for at in (low, high):
            x, y = (at, (r.y0 + r.y1) / 2) if name[0] == "y" else ((r.x0 + r.x1) / 2, at)
            ends.append(side.along(x, y))
        s0, s1 = min(ends), max(ends)
        cut = tuple(o.moved(-s0).mirrored(s1 - s0) for o in openings if s0 < o.middle < s1)
        plain = face(
            s1 - s0 - 2 * GAP, top, cut, Role.FACADE, start=GAP, foot=foot, step=3.2, full=s1 - s0
        )
        building.facade.outside(side, plain, space.z, s1, depth)
        building.facade.outside(
            side, facade_bands(s1 - s0, top, top_storey=index.is_top(space)), space.z, s1, depth
        )
        if side.inset == 0:
            # The wall's ends show where it stands free.
            for s, left in ((s0 + GAP, True), (s1 - GAP, False)):
                building.facade.on(side, _wall_end(top, depth, left=left), space.z, s=s)


def _wall_end(top: float, depth: float, *, left: bool) -> Stencil:
    drawing = Drawing()
    drawing.quad(
        [(0, 0.03, -0.12), (0, depth, -0.12), (0, depth, top), (0, 0.03, top)], Role.FACADE,
        toward=(-1 if left else 1, 0, 0),
    )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=128)
def facade_bands(
    length: float, top: float, *, top_storey: bool, low: float | None = None
) -> Stencil:
    """Return a facade's cornice or string course along its upper edge, plinth and pilasters.

    Parameters
    ----------
    low
        Where the drawn part begins; None for the whole facade, with its plinth.
    """
    drawing = Drawing()
    # Ends a little short: they must not lie in the plane of a wall that runs on inside.
    first, last = GAP, length - GAP
    bands = ((0.10, 0.55, 0.42), (0.22, 0.42, 0.12)) if top_storey else ((0.08, 0.3, 0.1),)
    for proud, below, above in bands:
        drawing.box(
            (first, -proud, top - below),
            (last, 0, top - above),
            Role.ROOF_EDGE,
            skip="y+",
            foot=0.8,
        )
    if low is None:
        drawing.box(
            (first, -0.06, -0.12), (last, 0, 0.5), Role.FACADE_FOOT, skip="y+ z-", foot=0.75
        )
        drawing.box((first, -0.08, 0.5), (last, 0, 0.6), Role.FACADE_TRIM, skip="y+", foot=0.9)
    end = top - bands[0][1]
    for x0, x1 in ((first, 0.32), (length - 0.32, last)):
        if length > 3:
            foot = 0.6 if low is None else low
            drawing.box((x0, -0.07, foot), (x1, 0, end), Role.FACADE_TRIM, skip="y+ z-", foot=0.95)
    return drawing.stencil()


def is_outdoors(space: Space | None) -> bool:
    """Return whether bright daylight comes through a door to this space."""
    return space is None or space.kind in (SpaceKind.COURT, SpaceKind.GALLERY)


def tinted(base: float, color: np.ndarray, share: float = 0.2) -> tuple[float, float, float]:
    """Return an ambient light that took some of the walls' colour on its bounces."""
    top = float(color.max()) or 1.0
    r, g, b = (base * (1 - share + share * float(c) / top) for c in color)
    # Bounced daylight is warm: floors and sunlit ground colour it.
    return r * 1.05, g, b * 0.92


def facing(dx: float, dy: float) -> float:
    """Return the yaw of a direction."""
    return math.atan2(dy, dx)
