"""A large palace from far above: each space an open block of its wing's colours."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from palace.model.plan import Space, SpaceKind
from palace.scene.architecture.building import Layer
from palace.scene.architecture.enclosure import tinted
from palace.scene.architecture.light import Lighting
from palace.scene.architecture.plan_index import WALL, PlanIndex
from palace.scene.architecture.roles import Role
from palace.scene.architecture.roofs import PROUD
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.characters import character_named, linear
from palace.scene.meshes.mesh import Mesh, SpaceParts

LIGHT = 0.82
"""Of the open sky that reaches the floors of a block: as bright as the massing beside it."""

NICHES = (0.9, 2.5)
"""From where to where the band goes that stands for a room's niches, in metres."""

FIGURE = 0.44
"""Side of the rug or inlay over that of its room."""


def build_blocks(index: PlanIndex) -> tuple[SpaceParts, ...]:
    """Return all spaces but the courts as blocks, one part a storey, with their `spans`."""
    out = []
    for floor in sorted({space.floor for space in index.plan.spaces}):
        wings: dict[str | None, list[Space]] = {}
        for space in index.plan.spaces:
            if space.floor == floor and space.kind is not SpaceKind.COURT:
                wings.setdefault(index.character(space), []).append(space)
        meshes: list[Mesh] = []
        spans: dict[str, tuple[int, int]] = {}
        at = 0
        for character, spaces in wings.items():
            layer = Layer()
            for space in spaces:
                rect = space.rect
                stencil = _block(
                    round(rect.width, 3),
                    round(rect.height, 3),
                    round(space.height, 3),
                    room=space.has_room_walls,
                    shut=space.kind is SpaceKind.CLOSED,
                )
                layer.place(stencil, rect.x0, rect.y0, space.z)
                spans[space.id] = (at, len(stencil.indices))
                at += len(stencil.indices)
            light = tinted(LIGHT, linear(character_named(character).wall), 0.15)
            meshes.append(layer.mesh(character, Lighting(light, (), floor_z=-99.0)))
        out.append(SpaceParts(shell=Mesh.join(meshes), floor=floor, spans=spans))
    return tuple(out)


@lru_cache(maxsize=512)
def _block(width: float, depth: float, height: float, *, room: bool, shut: bool) -> Stencil:
    """Return floor, walls inside and out, and their tops, the lower left corner at the origin.

    What is walled up has no inside but a roof.
    """
    drawing = Drawing()
    w, d, t = width, depth, min(WALL, width / 4, depth / 4)
    outer = ((0.0, 0.0), (w, 0.0), (w, d), (0.0, d))
    inner = ((t, t), (w - t, t), (w - t, d - t), (t, d - t))
    outward = ((0, -1), (1, 0), (0, 1), (-1, 0))
    if shut:
        drawing.quad([(*at, height) for at in outer], Role.ROOF, toward=(0, 0, 1))
    else:
        _floor(drawing, w, d, t, room=room)
    for k, (ox, oy) in enumerate(outward):
        a, b = outer[k], outer[(k + 1) % 4]
        c, e = inner[k], inner[(k + 1) % 4]
        drawing.quad(
            [(*a, -0.12), (*b, -0.12), (*b, height), (*a, height)], Role.FACADE, toward=(ox, oy, 0)
        )
        if shut:
            continue
        drawing.quad(
            [(*a, height), (*b, height), (*e, height), (*c, height)],
            Role.WALL_TOP,
            toward=(0, 0, 1),
        )
        drawing.quad(
            [(*c, 0.0), (*e, 0.0), (*e, height), (*c, height)],
            Role.WALL if room else Role.HALL_WALL,
            toward=(-ox, -oy, 0),
        )
        if room and height > NICHES[1]:
            across, along = (e[0] - c[0]) * 0.08, (e[1] - c[1]) * 0.08
            s0 = c[0] + across - ox * PROUD, c[1] + along - oy * PROUD
            s1 = e[0] - across - ox * PROUD, e[1] - along - oy * PROUD
            low, high = NICHES
            drawing.quad(
                [(*s0, low), (*s1, low), (*s1, high), (*s0, high)],
                Role.NICHE_BACK,
                toward=(-ox, -oy, 0),
            )
    return drawing.stencil()


def _floor(drawing: Drawing, w: float, d: float, t: float, *, room: bool) -> None:
    drawing.grid(
        (t, t, 0.0), (w - 2 * t, 0, 0), (0, d - 2 * t, 0),
        Role.FLOOR if room else Role.HALL_FLOOR, toward=(0, 0, 1), step=99.0,
        uv=np.array([(0, 0, w, d), (w, d, w, d)]),
    )  # fmt: skip
    if room:
        x, y = w * (1 - FIGURE) / 2, d * (1 - FIGURE) / 2
        drawing.quad(
            [(x, y, 0.03), (w - x, y, 0.03), (w - x, d - y, 0.03), (x, d - y, 0.03)],
            Role.FIGURE,
            toward=(0, 0, 1),
        )
