"""The whole palace simply: what one sees from above and of far wings.

Rooms stand open to the sky (roofs are a mesh of their own), with floors, walls, coloured
niches, windows and doors, so that from above each looks furnished.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from palace.model.plan import LocusKind, Rect, Space, SpaceKind
from palace.scene.architecture.building import Building, Layer
from palace.scene.architecture.corridors import (
    end_window,
    runs_along_x,
)
from palace.scene.architecture.enclosure import (
    OPPOSITE,
    OUTDOOR_LIGHT,
    OUTER_WALL,
    door_opening,
    facade_bands,
    fit,
    tinted,
)
from palace.scene.architecture.galleries import build_gallery, terrace
from palace.scene.architecture.light import Aperture, Lighting
from palace.scene.architecture.plan_index import Circle, PlanIndex, Side
from palace.scene.architecture.roles import Role
from palace.scene.architecture.roofs import PROUD, add_pavilions, roof_over
from palace.scene.architecture.rooms import figure_size, niche_openings, windows_of
from palace.scene.architecture.stairs import build_stairs
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.architecture.walls import Opening
from palace.scene.characters import Landmark, character_named, linear
from palace.scene.meshes.mesh import Mesh, SpaceParts
from palace.scene.meshes.shapes import Shape, sphere, turned_profile


class Massing:
    """The whole palace simply, or what of it lies in a circle.

    Parameters
    ----------
    index
        Of the plan.
    """

    def __init__(self, index: PlanIndex) -> None:
        self._index = index
        self._pieces: dict[str, SpaceParts] = {}

    def build(self, within: Circle | None = None) -> tuple[SpaceParts, ...]:
        """Return one part a storey, the lowest first.

        Each part's `spans` tell which indices of its shell belong to which space, so that what
        is drawn in detail can be left out. What the last circle held is not built again.
        """
        old, self._pieces = self._pieces, {}
        out = []
        for floor in sorted({space.floor for space in self._index.plan.spaces}):
            pieces: list[SpaceParts] = []
            spans: dict[str, tuple[int, int]] = {}
            at = 0
            for space in self._index.plan.spaces:
                if space.floor != floor or space.kind is SpaceKind.COURT:
                    continue
                if within is not None and not within.meets(space.rect):
                    continue
                parts = old.get(space.id) or _space(self._index, space)
                if within is not None:
                    self._pieces[space.id] = parts
                spans[space.id] = (at, len(parts.shell.indices))
                at += len(parts.shell.indices)
                pieces.append(parts)
            joined = SpaceParts.join(pieces)
            joined.floor = floor
            joined.spans = spans
            out.append(joined)
        return tuple(out)


def _space(index: PlanIndex, space: Space) -> SpaceParts:
    if space.kind is SpaceKind.GALLERY:
        return _gallery(index, space)
    if space.kind is SpaceKind.STAIRS:
        parts = build_stairs(index, space).parts()
        roof = roof_over(index, space)
        return SpaceParts(shell=parts.shell, roof=roof, floor=space.floor)
    return _simple(index, space)


def _gallery(index: PlanIndex, space: Space) -> SpaceParts:
    building = build_gallery(index, space)
    parts = building.parts()
    layer = Layer()
    terrace(index, space, layer)
    add_pavilions(index, space, layer)
    columns = {kind: rows for kind, rows in parts.props.items() if kind in ("column", "urn_plant")}
    return SpaceParts(
        shell=parts.shell,
        roof=Mesh.join([parts.roof, layer.mesh(None, OUTDOOR_LIGHT)]),
        props=columns,
        floor=space.floor,
    )


# Rooms and corridors


def _wall_height(index: PlanIndex, space: Space) -> float:
    """Return how high the massing's walls are: alike in a wing, lower than the next floor."""
    heights = [
        s.height
        for s in index.near(space.rect)
        if s.floor == space.floor and s.has_room_walls and s.wing_id == space.wing_id
    ]
    return max(heights, default=min(space.height, 4.8)) + 0.05


def _simple(index: PlanIndex, space: Space) -> SpaceParts:
    name = index.character(space)
    look = character_named(name)
    room = space.has_room_walls
    height = _wall_height(index, space)
    inner = index.inner(space)
    sides = index.sides(space)
    cx, cy = inner.centre
    # Daylight from above: it is seen open. Stronger near the windows.
    lighting = Lighting(
        tinted(0.64, linear(look.wall), 0.15),
        (Aperture(cx, cy, space.z + height + 3.0, 0, 0, -1, 26.0, (1.0, 0.97, 0.9)),),
        space.z,
    )
    building = Building(name, lighting, OUTDOOR_LIGHT, space.floor)
    z = space.z
    niches = niche_openings(index, space) if room else {}
    back = OPPOSITE.get(space.front, "") if room else ""
    windows = windows_of(index, space, tuple(niches.get(back, ()))) if room else ()
    for side_name, side in sides.items():
        doors = tuple(
            fit(door_opening(side, d), side.length) for d in index.doors_on(space, side_name)
        )
        wide = [o for o in doors if not o.arched]
        arched = tuple(o for o in doors if o.arched)
        own = niches.get(side_name, [])
        tiers = tuple((o.s0, o.s1, o.z0, o.z1) for o in own)
        view = end_window(index, space, side_name) if not room else None
        panes = windows if side_name == back else (view,) if view else ()
        building.shell.on(
            side,
            _inside(
                side.length,
                round(height, 3),
                tiers,
                panes,
                arched,
                tuple(wide),
                Role.WALL if room else Role.HALL_WALL,
            ),
            z,
            # A passage has no wall of its own; its face must not lie in its neighbour's.
            depth=0.0 if side.inset else -0.06,
        )
        _outside(building, index, space, side_name, side, height, panes)
    _floor_and_top(building, index, space, inner, height)
    if room:
        _furnish(building, index, space)
    parts = building.parts()
    parts.roof = Mesh.join([parts.roof, roof_over(index, space)])
    return parts


@lru_cache(maxsize=256)
def _inside(
    length: float,
    height: float,
    niches: tuple[tuple[float, float, float, float], ...],
    windows: tuple[Opening, ...],
    doors: tuple[Opening, ...],
    wide: tuple[Opening, ...],
    role: Role,
) -> Stencil:
    """Return a wall's inner face with what is on it as coloured quads.

    Wide openings (a passage's whole width) are left out of the wall.
    """
    drawing = Drawing()
    at = 0.0
    for opening in sorted(wide, key=lambda o: o.s0):
        _wall(drawing, at, opening.s0, 0.0, height, length, role)
        _wall(drawing, opening.s0, opening.s1, opening.z1, height, length, role)
        at = max(at, opening.s1)
    _wall(drawing, at, length, 0.0, height, length, role)

    def quad(
        s0: float,
        s1: float,
        z0: float,
        z1: float,
        what: Role,
        depth: float,
        shade: tuple[float, float] = (1.0, 1.0),
    ) -> None:
        drawing.quad(
            [(s0, -depth, z0), (s1, -depth, z0), (s1, -depth, z1), (s0, -depth, z1)], what,
            toward=(0, -1, 0), shade=(shade[0], shade[0], shade[1], shade[1]),
        )  # fmt: skip

    for s0, s1, z0, z1 in niches:
        quad(s0, s1, z0, min(z1, height), Role.NICHE_BACK, PROUD, (1.15, 0.75))
    for opening in windows:
        _arched_quad(drawing, opening, 0.12, Role.TRIM, PROUD)
        _arched_quad(drawing, opening, 0.0, Role.FACADE_PANE, 2 * PROUD)
    for opening in doors:
        _arched_quad(drawing, opening, 0.16, Role.TRIM, PROUD)
        _arched_quad(drawing, opening, 0.0, Role.DOORWAY, 2 * PROUD)
    return drawing.stencil()


def _wall(
    drawing: Drawing, s0: float, s1: float, z0: float, z1: float, length: float, role: Role
) -> None:
    if s1 - s0 > 0.02 and z1 - z0 > 0.02:
        drawing.grid(
            (s0, 0, z0), (s1 - s0, 0, 0), (0, 0, z1 - z0), role, toward=(0, -1, 0), step=5.2,
            uv=np.array([(s0, z0, length, z1), (s1, z1, length, z1)]),
        )  # fmt: skip


def _arched_quad(drawing: Drawing, opening: Opening, grow: float, role: Role, depth: float) -> None:
    """Add an opening's shape as a flat fan of a few triangles."""
    segments = 4
    line = opening.outline(segments, grow)
    points = np.column_stack([line[:, 0], np.full(len(line), -depth), line[:, 1]])
    k = np.arange(1, len(line) - 1)
    fan = np.stack([np.zeros_like(k), k + 1, k], 1)
    drawing.add(points, np.array([0.0, -1.0, 0.0]), fan, role)


def _outside(
    building: Building,
    index: PlanIndex,
    space: Space,
    name: str,
    side: Side,
    height: float,
    windows: tuple[Opening, ...],
) -> None:
    depth = side.inset if side.inset > 0 else OUTER_WALL
    r = space.rect
    for low, high in index.free(space, name):
        ends = [
            side.along(*((at, (r.y0 + r.y1) / 2) if name[0] == "y" else ((r.x0 + r.x1) / 2, at)))
            for at in (low, high)
        ]
        s0, s1 = min(ends), max(ends)
        cut = tuple(o.moved(-s0).mirrored(s1 - s0) for o in windows if s0 < o.middle < s1)
        top = index.storey_top(space) - space.z
        building.facade.outside(
            side, _facade(round(s1 - s0, 3), round(height, 3), cut), space.z, s1, depth
        )
        crowned = index.is_top(space)
        # What is over a ceiling goes with the roof, or stays as what carries the next storey.
        layer = building.roof_outside if crowned else building.facade
        attic = _attic(round(s1 - s0, 3), round(height, 3), round(top, 3), crowned)
        layer.outside(side, attic, space.z, s1, depth)
        if side.inset == 0:
            building.facade.on(side, _wall_top(s1 - s0, depth), space.z + height, s=s0)


@lru_cache(maxsize=128)
def _facade(length: float, height: float, windows: tuple[Opening, ...]) -> Stencil:
    drawing = Drawing()
    drawing.grid(
        (0, 0, -0.12),
        (length, 0, 0),
        (0, 0, height + 0.12),
        Role.FACADE,
        toward=(0, -1, 0),
        step=20,
        uv=np.array([(0, -0.12, length, height), (length, height, length, height)]),
    )
    for opening in windows:
        _arched_quad(drawing, opening, 0.16, Role.FACADE_TRIM, PROUD)
        _arched_quad(drawing, opening, 0.0, Role.FACADE_PANE, 2 * PROUD)
    return drawing.stencil()


@lru_cache(maxsize=128)
def _attic(length: float, low: float, top: float, crowned: bool) -> Stencil:
    """Return the facade between a room's ceiling and the next floor or the eaves."""
    drawing = Drawing()
    drawing.grid(
        (0, 0, low), (length, 0, 0), (0, 0, top - low), Role.FACADE, toward=(0, -1, 0), step=20,
        uv=np.array([(9, low, 99, 99), (9, top, 99, 99)]),
    )  # fmt: skip
    bands = facade_bands(length, top, top_storey=crowned, low=low)
    for role in set(bands.role.tolist()):
        drawing.add(bands.position, bands.normal, bands.indices, Role(role), bands.uv, bands.shade)
    return drawing.stencil()


@lru_cache(maxsize=64)
def _wall_top(length: float, depth: float) -> Stencil:
    drawing = Drawing()
    drawing.quad(
        [(0, 0, 0), (length, 0, 0), (length, depth, 0), (0, depth, 0)],
        Role.WALL_TOP,
        toward=(0, 0, 1),
    )
    return drawing.stencil()


def _floor_and_top(
    building: Building, index: PlanIndex, space: Space, inner: Rect, height: float
) -> None:
    room = space.has_room_walls
    look = character_named(index.character(space))
    building.shell.place(
        _simple_floor(
            round(inner.width, 3), round(inner.height, 3), Role.FLOOR if room else Role.HALL_FLOOR
        ),
        inner.x0,
        inner.y0,
        space.z,
    )
    if room:
        across, along = figure_size(look, inner.width, inner.height)
        if across > 1.2 and along > 1.2:
            building.shell.place(_flat(across, along, Role.FIGURE), *inner.centre, space.z + 0.03)
    elif max(inner.width, inner.height) > 5:
        along_x = runs_along_x(space)
        length, width = (inner.width, inner.height) if along_x else (inner.height, inner.width)
        building.shell.place(
            _flat(length - 1.8, width * 0.38, Role.RUNNER),
            *inner.centre,
            space.z + 0.03,
            0 if along_x else 1,
        )
    r = space.rect
    rim = (
        (r.x0, r.y0, r.x1, inner.y0), (r.x0, inner.y1, r.x1, r.y1),
        (r.x0, inner.y0, inner.x0, inner.y1), (inner.x1, inner.y0, r.x1, inner.y1),
    )  # fmt: skip
    for x0, y0, x1, y1 in rim:
        if x1 - x0 > 0.01 and y1 - y0 > 0.01:
            building.facade.place(
                _top(round(x1 - x0, 3), round(y1 - y0, 3)), x0, y0, space.z + height
            )


@lru_cache(maxsize=64)
def _simple_floor(width: float, depth: float, role: Role) -> Stencil:
    drawing = Drawing()
    drawing.grid(
        (0, 0, 0), (width, 0, 0), (0, depth, 0), role, toward=(0, 0, 1), step=3.0,
        uv=np.array([(0, 0, width, depth), (width, depth, width, depth)]),
    )  # fmt: skip
    return drawing.stencil()


@lru_cache(maxsize=64)
def _flat(width: float, depth: float, role: Role) -> Stencil:
    drawing = Drawing()
    x, y = width / 2, depth / 2
    drawing.quad(
        [(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)],
        role,
        toward=(0, 0, 1),
        uv=[
            (-1, -1, width, depth),
            (1, -1, width, depth),
            (1, 1, width, depth),
            (-1, 1, width, depth),
        ],
    )
    return drawing.stencil()


@lru_cache(maxsize=64)
def _top(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    drawing.quad(
        [(0, 0, 0), (width, 0, 0), (width, depth, 0), (0, depth, 0)],
        Role.WALL_TOP,
        toward=(0, 0, 1),
    )
    return drawing.stencil()


def _furnish(building: Building, index: PlanIndex, space: Space) -> None:
    look = character_named(index.character(space))
    stone = linear(look.pedestal)
    cx, cy = index.inner(space).centre
    free = True
    for locus in index.loci.get(space.id, ()):
        if locus.kind is LocusKind.PEDESTAL:
            building.prop("pedestal_low", locus.x, locus.y, space.z, color=stone)
            free = free and math.hypot(locus.x - cx, locus.y - cy) > 1.4
    if free:
        building.shell.place(
            _simple_landmark(look.landmarks[space.seed % len(look.landmarks)]),
            cx,
            cy,
            space.z + 0.03,
        )


@lru_cache(maxsize=16)
def _simple_landmark(kind: Landmark) -> Stencil:
    drawing = Drawing()

    def add(shape: Shape, role: Role) -> None:
        drawing.shape(shape, role)

    match kind:
        case Landmark.CITRUS:
            add(turned_profile([(0.5, 0), (0.7, 0.66)], 6), Role.TERRACOTTA)
            add(sphere(0.85, 6, 4).moved(z=2.2), Role.LEAF)
        case Landmark.ARMILLARY | Landmark.GLOBE:
            add(turned_profile([(0.8, 0), (0.8, 0.5), (0.1, 0.6)], 6), Role.WOOD)
            add(
                sphere(0.55, 7, 5).moved(z=1.5),
                Role.BRASS if kind is Landmark.ARMILLARY else Role.SEA,
            )
        case Landmark.OBELISK:
            add(turned_profile([(0.8, 0), (0.7, 0.9), (0.35, 0.95), (0.0, 3.0)], 4), Role.SEA)
        case Landmark.VASE:
            add(
                turned_profile(
                    [(0.5, 0), (0.5, 0.5), (0.3, 0.55), (0.56, 1.35), (0.25, 1.9), (0, 1.9)], 7
                ),
                Role.TRIM,
            )
        case Landmark.BRAZIER:
            add(turned_profile([(0.3, 0), (0.1, 0.6), (0.78, 1.08), (0, 1.0)], 8), Role.BRASS)
        case Landmark.BASIN:
            add(turned_profile([(0.5, 0), (0.15, 0.4), (1.0, 1.04)], 8), Role.TRIM)
            add(turned_profile([(0.95, 1.05), (0.0, 1.05)], 8), Role.WATER)
        case _:
            add(
                turned_profile([(0.8, 0), (0.3, 0.4), (0.75, 1.0), (0, 1.05)], 8),
                Role.WOOD if kind in (Landmark.LECTERN, Landmark.HARP) else Role.STONE_PALE,
            )
    return drawing.stencil()
