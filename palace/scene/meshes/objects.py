"""Models of the objects: a kind is known by its shape at a glance.

A note is a leaning book, a topic (talk) an urn, a fragment a cluster of crystals, a gist a
tablet; at a place that was left stands a marker. Feet at z = 0, the front looks along x (the yaw
of a locus points there).
"""

from __future__ import annotations

import itertools
import math
from enum import StrEnum

import numpy as np

from palace.scene.meshes.mesh import Mesh
from palace.scene.meshes.models import (
    BARK,
    BRASS,
    OWN,
    OWN_DARK,
    OWN_PALE,
    PAGE,
    WOOD,
    Finish,
    model,
    risen,
)
from palace.scene.meshes.shapes import Shape, block, joined, prism, turned_profile


class ObjectShape(StrEnum):
    """What an object looks like."""

    BOOK = "book"
    URN = "urn"
    CRYSTAL = "crystal"
    TABLET = "tablet"
    SCROLL = "scroll"
    MARKER = "marker"


SHAPE_OF_KIND: dict[str, ObjectShape] = {
    "note": ObjectShape.BOOK,
    "topic": ObjectShape.URN,
    "fragment": ObjectShape.CRYSTAL,
    "gist": ObjectShape.TABLET,
    "marker": ObjectShape.MARKER,
}
"""From `ObjectKind` values, and "marker" for a place that was left; anything else is a scroll."""


def shape_of(kind: str) -> ObjectShape:
    """Return how an object of this kind looks."""
    return SHAPE_OF_KIND.get(kind, ObjectShape.SCROLL)


def _book() -> Mesh:
    """Return a book that leans back on its stand, its cover to the viewer."""
    cover = block((-0.045, -0.16, 0), (-0.030, 0.16, 0.46))
    front = block((0.030, -0.16, 0), (0.045, 0.16, 0.46))
    spine = block((-0.045, -0.178, 0), (0.045, -0.158, 0.46))
    pages = block((-0.030, -0.158, 0.014), (0.030, 0.148, 0.446))
    bands = [block((-0.048, -0.182, z), (0.048, -0.155, z + 0.018)) for z in (0.07, 0.37)]
    clasp = [block((0.044, -0.10, z), (0.049, 0.10, z + 0.012)) for z in (0.13, 0.33)]
    seal = prism(
        [
            (0.055 * math.cos(a), 0.055 * math.sin(a))
            for a in np.linspace(0, 2 * math.pi, 8, endpoint=False)
        ],
        0,
        0.007,
    )
    seal = seal.turned("y", math.pi / 2).moved(0.044, 0.0, 0.24)

    def lean(shape: Shape) -> Shape:
        return shape.turned("y", -0.24).turned("z", 0.16).moved(0.03, 0.0, 0.035)

    parts: list[tuple[Shape, Finish]] = [(lean(s), OWN) for s in (cover, front, spine)]
    parts.append((lean(pages), PAGE))
    parts += [(lean(s), BRASS) for s in (*bands, *clasp, seal)]
    parts.append((block((-0.16, -0.19, 0), (0.15, 0.19, 0.035)), WOOD))
    return model(parts, risen(3.0, 0.62))


def _book_low() -> Mesh:
    body = (
        block((-0.045, -0.17, 0), (0.045, 0.16, 0.46))
        .turned("y", -0.24)
        .turned("z", 0.16)
        .moved(0.03, 0, 0.011)
    )
    pages = (
        block((-0.03, -0.15, 0.44), (0.03, 0.15, 0.463))
        .turned("y", -0.24)
        .turned("z", 0.16)
        .moved(0.03, 0, 0.014)
    )
    return model([(body, OWN), (pages, PAGE)], risen(3.0, 0.62))


def _urn() -> Mesh:
    body = turned_profile(
        [(0.12, 0), (0.13, 0.03), (0.06, 0.075), (0.17, 0.2), (0.2, 0.3), (0.17, 0.4), (0.09, 0.46),
         (0.08, 0.5), (0.125, 0.545), (0.105, 0.55), (0.06, 0.5)], 12,
    )  # fmt: skip
    band = turned_profile([(0.1995, 0.265), (0.2065, 0.3), (0.1985, 0.335)], 12)
    parts: list[tuple[Shape, Finish]] = [(body, OWN), (band, BRASS)]
    for sign in (-1.0, 1.0):
        points = [(0.095, 0.47), (0.2, 0.47), (0.235, 0.40), (0.19, 0.34)]
        for (y0, z0), (y1, z1) in itertools.pairwise(points):
            length = math.hypot(y1 - y0, z1 - z0)
            piece = (
                block((-0.014, 0, -0.014), (0.014, length, 0.014))
                .turned("x", math.atan2(z1 - z0, y1 - y0))
                .moved(0, y0, z0)
            )
            if sign < 0:
                piece = piece.turned("z", math.pi)
            parts.append((piece, OWN_DARK))
    return model(parts, risen(2.4, 0.6))


def _urn_low() -> Mesh:
    body = turned_profile([(0.12, 0), (0.07, 0.07), (0.2, 0.29), (0.085, 0.47), (0.12, 0.55)], 6)
    return model([(body, OWN)], risen(2.4, 0.6))


def _shard(
    size: float, at: tuple[float, float, float], axis: str, lean: float, turn: float, sides: int = 6
) -> Shape:
    shape = turned_profile([(0, 0), (0.085, 0.05), (0.105, 0.38), (0, 0.56)], sides).faceted()
    return shape.scaled(size).turned("z", turn).turned(axis, lean).moved(*at)


def _crystal() -> Mesh:
    parts: list[tuple[Shape, Finish]] = [
        (_shard(1.0, (0, 0, 0.03), "z", 0.0, 0.2), OWN),
        (_shard(0.62, (0.1, 0.05, 0.02), "y", 0.42, 0.5), OWN_PALE),
        (_shard(0.5, (-0.09, 0.06, 0.02), "y", -0.45, 0.0), OWN),
        (_shard(0.46, (0.0, -0.11, 0.02), "x", 0.5, 0.7), OWN_PALE),
        (
            prism(
                [
                    (0.2 * math.cos(a), 0.2 * math.sin(a))
                    for a in np.linspace(0, 2 * math.pi, 9, endpoint=False)
                ],
                0,
                0.05,
            ),
            WOOD,
        ),
    ]
    return model(parts, risen(2.2, 0.55))


def _crystal_low() -> Mesh:
    tall = turned_profile([(0.1, 0.0), (0.11, 0.38), (0, 0.57)], 3).faceted()
    side = tall.scaled(0.6).turned("y", 0.45).moved(0.08, 0.04, 0.027)
    return model([(tall, OWN), (side, OWN_PALE)], risen(2.2, 0.55))


def _tablet() -> Mesh:
    arch = [(0.19 * math.cos(a), 0.36 + 0.14 * math.sin(a)) for a in np.linspace(0, math.pi, 13)]
    outline = [(-0.19, 0.05), (0.19, 0.05), *arch]
    slab = prism(outline, -0.035, 0.035).turned("x", math.pi / 2).turned("z", math.pi / 2)
    rim = prism([(x * 0.84, 0.275 + (z - 0.275) * 0.84) for x, z in outline], 0.035, 0.041)
    rim = rim.turned("x", math.pi / 2).turned("z", math.pi / 2)
    lines = [
        block((0.041, -0.12, 0.15 + 0.055 * k), (0.047, 0.12 - 0.06 * (k % 2), 0.166 + 0.055 * k))
        for k in range(5)
    ]
    lean = [(s.turned("y", -0.12).moved(0.02, 0, 0)) for s in (slab, rim, *lines)]
    parts: list[tuple[Shape, Finish]] = [(lean[0], OWN), (lean[1], OWN_PALE)]
    parts += [(s, BRASS) for s in lean[2:]]
    parts.append((block((-0.11, -0.23, 0), (0.12, 0.23, 0.06)), WOOD))
    return model(parts, risen(2.5, 0.62))


def _tablet_low() -> Mesh:
    outline = [
        (-0.19, 0.0),
        (0.19, 0.0),
        (0.19, 0.36),
        (0.12, 0.47),
        (0, 0.5),
        (-0.12, 0.47),
        (-0.19, 0.36),
    ]
    slab = prism(outline, -0.035, 0.035).turned("x", math.pi / 2).turned("z", math.pi / 2)
    return model([(slab.turned("y", -0.12).moved(0.02, 0, 0.0045), OWN)], risen(2.5, 0.62))


def _scroll() -> Mesh:
    roll = turned_profile([(0, -0.2), (0.078, -0.2), (0.078, 0.2), (0, 0.2)], 10).turned(
        "x", -math.pi / 2
    )
    rod = turned_profile(
        [(0, -0.27), (0.03, -0.25), (0.02, -0.2), (0.02, 0.2), (0.03, 0.25), (0, 0.27)], 6
    ).turned("x", -math.pi / 2)
    band = turned_profile([(0.082, -0.05), (0.082, 0.05)], 10).turned("x", -math.pi / 2)
    parts: list[tuple[Shape, Finish]] = []
    for x, z, turn in ((-0.085, 0.08, 0.0), (0.085, 0.08, 0.0), (0.0, 0.225, 0.12)):
        for shape, finish in ((roll, PAGE), (rod, BRASS), (band, OWN)):
            parts.append((shape.turned("z", turn).moved(x, 0, z), finish))
    return model(parts, risen(3.0, 0.55))


def _scroll_low() -> Mesh:
    bar = joined([block((-0.16, -0.2, 0), (0.16, 0.2, 0.15))])
    top = block((-0.07, -0.2, 0.15), (0.07, 0.2, 0.29))
    return model([(bar, PAGE), (top, OWN)], risen(3.0, 0.55))


def _marker() -> Mesh:
    """Return a card on a brass foot, with an arrow: what stood here went elsewhere."""
    foot = turned_profile([(0, 0), (0.1, 0), (0.1, 0.012), (0.02, 0.03), (0, 0.03)], 10)
    rod = block((-0.008, -0.008, 0.02), (0.008, 0.008, 0.2))
    card = block((-0.006, -0.13, 0.17), (0.006, 0.13, 0.33))
    shaft = block((0.006, -0.09, 0.238), (0.010, 0.03, 0.262))
    tip = prism([(0.03, -0.06), (0.105, 0.0), (0.03, 0.06)], 0.006, 0.010)
    tip = tip.turned("x", math.pi / 2).turned("z", math.pi / 2).moved(0, 0, 0.25)

    def lean(shape: Shape) -> Shape:
        return shape.turned("y", -0.16)

    parts: list[tuple[Shape, Finish]] = [(foot, BRASS), (lean(rod), BRASS), (lean(card), PAGE)]
    # Dark upon the paper, whatever the wing's colour.
    parts += [(lean(s), BARK) for s in (shaft, tip)]
    parts.append((lean(block((-0.008, -0.132, 0.326), (0.008, 0.132, 0.338))), OWN))
    return model(parts, risen(3.0, 0.62))


def _marker_low() -> Mesh:
    rod = block((-0.01, -0.01, 0.002), (0.01, 0.01, 0.2))
    card = block((-0.006, -0.13, 0.17), (0.006, 0.13, 0.33))
    parts = [(s.turned("y", -0.16), f) for s, f in ((rod, OWN), (card, PAGE))]
    return model(parts, risen(3.0, 0.62))


OBJECT_MESHES: dict[ObjectShape, Mesh] = {
    ObjectShape.BOOK: _book(),
    ObjectShape.URN: _urn(),
    ObjectShape.CRYSTAL: _crystal(),
    ObjectShape.TABLET: _tablet(),
    ObjectShape.SCROLL: _scroll(),
    ObjectShape.MARKER: _marker(),
}
"""Near: a few hundred vertices."""

OBJECT_MESHES_LOW: dict[ObjectShape, Mesh] = {
    ObjectShape.BOOK: _book_low(),
    ObjectShape.URN: _urn_low(),
    ObjectShape.CRYSTAL: _crystal_low(),
    ObjectShape.TABLET: _tablet_low(),
    ObjectShape.SCROLL: _scroll_low(),
    ObjectShape.MARKER: _marker_low(),
}
"""Far and in the overview: under 60 vertices."""
