"""What lies under the open sky: the court, the gardens between the wings, the land around."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from palace.model.plan import Rect, SpaceKind
from palace.scene.architecture.building import Building
from palace.scene.architecture.court import BLOOMS, CYPRESS, LEAVES, build_court, kerb, plant_tree
from palace.scene.architecture.enclosure import OUTDOOR_LIGHT
from palace.scene.architecture.plan_index import Circle, PlanIndex
from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.meshes.mesh import SpaceParts

GROUND = -0.12
"""Height of the land (m)."""
GRAVEL = -0.06
"""Height of the paths between the gardens (m)."""
HORIZON = 420.0
PITCH = 12.0
"""Distance of the gardens' beds from one another (m)."""
PLOT = 4 * PITCH
"""Side of the squares by which gardens are drawn or left out (m)."""
GROUNDS = "grounds"
"""Under this name court and land are drawn, and the gardens under names that begin so."""


class Grounds:
    """The court, the gardens and the land of a plan.

    Parameters
    ----------
    index
        Of the plan.
    """

    def __init__(self, index: PlanIndex) -> None:
        self._index = index
        rects = [s.rect for s in index.plan.spaces if s.floor == 0] or [Rect(-8, -8, 8, 8)]
        self._around = Rect(
            min(r.x0 for r in rects), min(r.y0 for r in rects),
            max(r.x1 for r in rects), max(r.y1 for r in rects),
        )  # fmt: skip
        self._plots: dict[str, list[Bed]] = {}
        for bed in _find_beds(index, self._around):
            x, y = bed.rect.centre
            key = f"{GROUNDS}/{math.floor(x / PLOT)}/{math.floor(y / PLOT)}"
            self._plots.setdefault(key, []).append(bed)

    def build(self, within: Circle | None = None) -> SpaceParts:
        """Return them; outside of a circle the gardens are lawns, as they are from far above.

        The `spans` tell court and land (`GROUNDS`) from the plots of the gardens, so that those
        that are not in view can be left out.
        """
        building = Building(None, OUTDOOR_LIGHT, OUTDOOR_LIGHT, 0)
        for space in self._index.plan.spaces:
            if space.kind is SpaceKind.COURT:
                build_court(building, space)
        _land(building, self._around)
        pieces = {GROUNDS: building.parts()}
        for key, beds in self._plots.items():
            plot = Building(None, OUTDOOR_LIGHT, OUTDOOR_LIGHT, 0)
            _gardens(plot, beds, within)
            pieces[key] = plot.parts()
        joined = SpaceParts.join(list(pieces.values()))
        spans: dict[str, tuple[int, int]] = {}
        at = 0
        for key, parts in pieces.items():
            spans[key] = at, len(parts.shell.indices)
            at += len(parts.shell.indices)
        joined.spans = spans
        return joined


def _land(building: Building, around: Rect) -> None:
    cx, cy = around.centre
    drawing = Drawing()
    reach = HORIZON + max(around.width, around.height)
    drawing.grid(
        (-reach, -reach, 0),
        (2 * reach, 0, 0),
        (0, 2 * reach, 0),
        Role.MEADOW,
        toward=(0, 0, 1),
        step=120.0,
    )
    building.facade.place(drawing.stencil(), cx, cy, GROUND)
    margin = 5.0
    drawing = Drawing()
    drawing.grid(
        (around.x0 - margin, around.y0 - margin, 0), (around.width + 2 * margin, 0, 0),
        (0, around.height + 2 * margin, 0), Role.PAVING, toward=(0, 0, 1),
        step=max(12.0, max(around.width, around.height) / 40),
    )  # fmt: skip
    building.facade.place(drawing.stencil(), 0, 0, GRAVEL)
    random = np.random.default_rng(20)
    radius = max(around.width, around.height) / 2
    for _ in range(90):
        a, r = random.uniform(0, 2 * math.pi), radius + 26 + 130 * math.sqrt(random.random())
        x, y = cx + r * math.cos(a), cy + r * math.sin(a)
        if not (around.x0 - 12 < x < around.x1 + 12 and around.y0 - 12 < y < around.y1 + 12):
            plant_tree(building, random, x, y, GROUND, random.uniform(0.9, 1.7))


@dataclass(frozen=True, slots=True)
class Bed:
    """A garden's place.

    Parameters
    ----------
    kind
        What grows there.
    seed
        What else varies: a bed is the same whichever others are laid.
    """

    rect: Rect
    kind: int
    seed: tuple[int, int, int]


def _find_beds(index: PlanIndex, around: Rect) -> list[Bed]:
    """Return where the palace leaves room for beds, alike on all sides of the middle."""
    found = []
    reach = 9.0
    columns = range(
        math.floor((around.x0 - reach) / PITCH), math.ceil((around.x1 + reach) / PITCH) + 1
    )
    rows = range(
        math.floor((around.y0 - reach) / PITCH), math.ceil((around.y1 + reach) / PITCH) + 1
    )
    half = 4.6
    for i in columns:
        for j in rows:
            x, y = (i + 0.5) * PITCH, (j + 0.5) * PITCH
            if not (
                around.x0 - reach < x < around.x1 + reach
                and around.y0 - reach < y < around.y1 + reach
            ):
                continue
            bed = Rect(x - half, y - half, x + half, y + half)
            if any(space.floor == 0 for space in index.near(bed, 2.4)):
                continue
            # Alike on all four sides: the kind depends on the distances from the axes alone.
            u, v = sorted((abs(2 * i + 1) // 2, abs(2 * j + 1) // 2))
            kind = 0 if (u + v) % 3 == 0 else 2 if u == v or (v - u) % 4 == 2 else 1 if u % 2 else 3
            found.append(Bed(bed, kind, (7, i % 65536, j % 65536)))
    return found


def _gardens(building: Building, beds: Sequence[Bed], within: Circle | None) -> None:
    for bed in beds:
        x, _ = bed.rect.centre
        if within is None or within.meets(bed.rect):
            random = np.random.default_rng(bed.seed)
            _bed(building, random, bed.rect, bed.kind, faces=1 if x > 0 else -1)
        else:
            wide, deep = round(bed.rect.width, 6), round(bed.rect.height, 6)
            building.facade.place(_far_lawn(wide, deep), bed.rect.x0, bed.rect.y0, GRAVEL)


def _bed(building: Building, random: np.random.Generator, bed: Rect, kind: int, faces: int) -> None:
    x, y = bed.centre
    half = bed.width / 2
    place = building.facade.place
    z = GRAVEL
    # Rounded, or beds that differ in the last digit would each be drawn anew.
    wide, deep = round(bed.width, 6), round(bed.height, 6)
    place(_lawn(wide, deep), x, y, z)
    if kind == 0:
        place(_pool(4.2, 2.6), x, y, z)
        for sx in (-1, 1):
            for sy in (-1, 1):
                building.prop(
                    "topiary",
                    x + sx * (half - 1.1),
                    y + sy * (half - 1.1),
                    z + 0.1,
                    scale=0.9,
                    color=LEAVES[2],
                )
                building.shadow(x + sx * (half - 1.1), y + sy * (half - 1.1), z + 0.14, 0.7)
        _flowers(building, random, x, y, z, 3.0, 2.1)
    elif kind == 1:
        plant_tree(building, random, x, y, z + 0.1, 1.0)
        for sx in (-1, 1):
            for sy in (-1, 1):
                if random.random() < 0.8:
                    plant_tree(
                        building,
                        random,
                        x + sx * 2.9,
                        y + sy * 2.9,
                        z + 0.1,
                        random.uniform(0.6, 0.8),
                    )
    elif kind == 2:
        place(_parterre(round(wide - 1.6, 6)), x, y, z)
        building.prop("cypress", x, y, z + 0.1, scale=0.75, color=CYPRESS)
        building.shadow(x, y, z + 0.14, 0.8)
        for k in range(8):
            a = math.pi / 4 * k
            building.prop(
                "flower_bush",
                x + 1.7 * math.cos(a),
                y + 1.7 * math.sin(a),
                z + 0.1,
                color=BLOOMS[k % 2],
                scale=0.9,
            )
    else:
        for sx, sy in ((-1, -1), (1, 1), (-1, 1), (1, -1)):
            if (sx * faces + sy) % 4 == 0 or random.random() < 0.5:
                plant_tree(
                    building, random, x + sx * 2.3, y + sy * 2.3, z + 0.1, random.uniform(0.75, 1.0)
                )
            else:
                building.prop(
                    "cypress",
                    x + sx * 2.6,
                    y + sy * 2.6,
                    z + 0.1,
                    scale=random.uniform(0.7, 0.95),
                    color=CYPRESS,
                )
                building.shadow(x + sx * 2.6, y + sy * 2.6, z + 0.14, 0.8)


def _flowers(
    building: Building,
    random: np.random.Generator,
    x: float,
    y: float,
    z: float,
    rx: float,
    ry: float,
) -> None:
    for k in range(10):
        a = 2 * math.pi * k / 10
        building.prop(
            "flower_bush", x + rx * math.cos(a), y + ry * math.sin(a), z + 0.1,
            scale=random.uniform(0.7, 1.0), color=BLOOMS[k % 3],
        )  # fmt: skip


@lru_cache(maxsize=8)
def _far_lawn(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    corners = [(0, 0, 0.12), (width, 0, 0.12), (width, depth, 0.12), (0, depth, 0.12)]
    drawing.quad(corners, Role.LAWN, toward=(0, 0, 1))
    return drawing.stencil()


@lru_cache(maxsize=8)
def _lawn(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    w, d = width / 2, depth / 2
    kerb(drawing, w, d, 0.22)
    drawing.grid(
        (-w + 0.22, -d + 0.22, 0.125),
        (width - 0.44, 0, 0),
        (0, depth - 0.44, 0),
        Role.LAWN,
        toward=(0, 0, 1),
        step=6,
    )
    return drawing.stencil()


@lru_cache(maxsize=8)
def _pool(width: float, depth: float) -> Stencil:
    drawing = Drawing()
    w, d, rim = width / 2, depth / 2, 0.32
    for x0, y0, x1, y1 in (
        (-w - rim, -d - rim, w + rim, -d),
        (-w - rim, d, w + rim, d + rim),
        (-w - rim, -d, -w, d),
        (w, -d, w + rim, d),
    ):
        drawing.box((x0, y0, 0.1), (x1, y1, 0.42), Role.STONE_PALE, skip="z-", foot=0.8)
    drawing.grid((-w, -d, 0.3), (width, 0, 0), (0, depth, 0), Role.WATER, toward=(0, 0, 1), step=4)
    return drawing.stencil()


@lru_cache(maxsize=8)
def _parterre(size: float) -> Stencil:
    """Return low hedges in a square with a cross, open in the middle."""
    drawing = Drawing()
    h, t = size / 2, 0.28
    for x0, y0, x1, y1 in (
        (-h, -h, h, -h + 2 * t),
        (-h, h - 2 * t, h, h),
        (-h, -h + 2 * t, -h + 2 * t, h - 2 * t),
        (h - 2 * t, -h + 2 * t, h, h - 2 * t),
    ):
        drawing.box((x0, y0, 0.1), (x1, y1, 0.62), Role.HEDGE, skip="z-", foot=0.5)
    ring = 2.3
    for sign in (-1.0, 1.0):
        a, b = sorted((sign * ring, sign * (h - 2 * t)))
        drawing.box((a, -t, 0.1), (b, t, 0.56), Role.HEDGE, skip="z- x- x+", foot=0.5)
        drawing.box((-t, a, 0.1), (t, b, 0.56), Role.HEDGE, skip="z- y- y+", foot=0.5)
    return drawing.stencil()
