"""Models of what stands in and round the palace: columns, pedestals, lamps, plants."""

from __future__ import annotations

import math

import numpy as np

from palace.scene.meshes.mesh import Mesh
from palace.scene.meshes.models import (
    BARK,
    BRASS,
    CLAY,
    IRON,
    LAMP,
    OWN,
    OWN_LEAF,
    OWN_STONE,
    Finish,
    model,
    risen,
)
from palace.scene.meshes.shapes import Floats, Shape, block, sphere, turned_profile

COLUMN_HEIGHT = 3.2
PEDESTAL_HEIGHT = 0.95


def _pedestal() -> Mesh:
    top = PEDESTAL_HEIGHT
    parts = [
        block((-0.32, -0.32, 0), (0.32, 0.32, 0.08)),
        block((-0.29, -0.29, 0.08), (0.29, 0.29, 0.13)),
        block((-0.24, -0.24, 0.13), (0.24, 0.24, top - 0.13)),
        block((-0.28, -0.28, top - 0.13), (0.28, 0.28, top - 0.08)),
        block((-0.32, -0.32, top - 0.08), (0.32, 0.32, top)),
    ]
    return model([(part, OWN_STONE) for part in parts], risen(1.6, 0.55, 0.1))


def _pedestal_low() -> Mesh:
    return model(
        [(block((-0.28, -0.28, 0), (0.28, 0.28, PEDESTAL_HEIGHT)), OWN_STONE)], risen(1.0, 0.6)
    )


def _column(sides: int = 16) -> Mesh:
    top = COLUMN_HEIGHT
    shaft = turned_profile(
        [(0.28, 0.1), (0.29, 0.15), (0.26, 0.19), (0.23, 0.22), (0.22, 0.26), (0.215, 0.8),
         (0.205, 1.6), (0.19, 2.4), (0.178, top - 0.32), (0.2, top - 0.3), (0.2, top - 0.27),
         (0.18, top - 0.26), (0.19, top - 0.2), (0.26, top - 0.12), (0.28, top - 0.1)], sides,
    )  # fmt: skip

    def shade(position: Floats, normal: Floats) -> Floats:
        del normal
        z = position[:, 2]
        return (0.7 + 0.3 * np.clip(z * 0.8 + 0.1, 0, 1)) * np.clip((top + 0.15 - z) * 2, 0.6, 1)

    return model(
        [
            (block((-0.3, -0.3, 0), (0.3, 0.3, 0.1)), OWN_STONE),
            (shaft, OWN_STONE),
            (block((-0.34, -0.3, top - 0.1), (0.34, 0.3, top)), OWN_STONE),
        ],
        shade,
    )


def _lamp() -> Mesh:
    """Return a hanging lamp; the origin is the middle of its globe."""
    return model(
        [
            (
                turned_profile(
                    [(0, -0.22), (0.03, -0.2), (0.09, -0.15), (0.105, -0.12), (0, -0.12)], 10
                ),
                BRASS,
            ),
            (
                turned_profile(
                    [
                        (0, 0.12),
                        (0.115, 0.12),
                        (0.05, 0.2),
                        (0.012, 0.26),
                        (0.012, 1.35),
                        (0, 1.35),
                    ],
                    10,
                ),
                BRASS,
            ),
            (sphere(0.13, 12, 8), LAMP),
        ]
    )


def _lamp_low() -> Mesh:
    stem = turned_profile([(0, 0.12), (0.115, 0.12), (0.012, 0.26), (0.012, 1.35)], 5)
    return model([(stem, BRASS), (sphere(0.13, 7, 5), LAMP)])


def _lamp_post() -> Mesh:
    post = turned_profile(
        [
            (0.22, 0),
            (0.22, 0.12),
            (0.14, 0.2),
            (0.07, 0.4),
            (0.055, 0.5),
            (0.045, 1.9),
            (0.07, 1.95),
            (0.1, 2.0),
            (0.05, 2.06),
            (0, 2.08),
        ],
        10,
    )
    return model(
        [
            (post, IRON),
            (turned_profile([(0, 2.08), (0.09, 2.1), (0.11, 2.15), (0, 2.15)], 10), BRASS),
            (sphere(0.15, 12, 8).moved(z=2.28), LAMP),
            (
                turned_profile(
                    [(0, 2.4), (0.13, 2.4), (0.07, 2.46), (0.02, 2.5), (0.03, 2.54), (0, 2.6)], 10
                ),
                BRASS,
            ),
        ]
    )


def _bumpy(position: Floats, amount: float, phase: float) -> Floats:
    x, y, z = position.T
    wave: Floats = np.sin(5.1 * x + phase) * np.sin(4.7 * y + 2 * phase) + 0.8 * np.sin(
        6.3 * z + 3 * phase + 2.1 * x
    )
    return 1 + amount * wave


def _crown(
    centre: tuple[float, float, float],
    size: tuple[float, float, float],
    phase: float,
    sides: int = 10,
    rings: int = 7,
) -> Shape:
    ball = sphere(1.0, sides, rings).displaced(lambda p: _bumpy(p, 0.075, phase))
    return ball.scaled(*size).moved(*centre)


def _leafy(low: float, high: float) -> object:
    def shade(position: Floats, normal: Floats) -> Floats:
        z = position[:, 2]
        lift = np.clip((z - low) / (high - low), 0, 1)
        bright = 0.42 + 0.58 * lift * (0.55 + 0.45 * (0.5 + 0.5 * normal[:, 2]))
        out: Floats = np.where(
            z < low - 0.3,
            0.7,
            np.clip(bright + 0.08 * np.hypot(position[:, 0], position[:, 1]), 0, 1.05),
        )
        return out

    return shade


def _tree() -> Mesh:
    crowns = (
        ((0.0, 0.0, 3.6), (1.35, 1.35, 1.15)), ((0.9, 0.3, 3.0), (1.0, 1.0, 0.85)),
        ((-0.8, 0.5, 3.1), (1.05, 1.0, 0.85)), ((0.2, -0.95, 2.95), (1.0, 0.95, 0.8)),
        ((-0.3, -0.4, 4.05), (0.9, 0.9, 0.8)),
    )  # fmt: skip
    parts: list[tuple[Shape, Finish]] = [
        (_crown(c, s, 1.3 * k), OWN_LEAF) for k, (c, s) in enumerate(crowns)
    ]
    parts.append((turned_profile([(0.26, 0), (0.15, 0.4), (0.12, 1.6), (0.18, 2.8)], 7), BARK))
    return model(parts, _leafy(2.2, 4.6))  # type: ignore[arg-type]


def _tree_low() -> Mesh:
    return model(
        [
            (_crown((0, 0, 3.45), (1.75, 1.75, 1.45), 0.4, 7, 5), OWN_LEAF),
            (turned_profile([(0.2, 0), (0.14, 2.4)], 4), BARK),
        ],
        _leafy(2.0, 4.6),  # type: ignore[arg-type]
    )


def _cypress() -> Mesh:
    profile = [
        (0.3, 0.1),
        (0.5, 0.9),
        (0.56, 1.7),
        (0.5, 2.9),
        (0.36, 4.0),
        (0.18, 4.9),
        (0.0, 5.5),
    ]
    body = turned_profile(profile, 12)
    wave = 1 + 0.08 * np.sin(
        4 * np.arctan2(body.position[:, 1], body.position[:, 0]) + 3.1 * body.position[:, 2]
    )
    body = Shape(
        body.position * np.stack([wave, wave, np.ones_like(wave)], 1), body.normal, body.indices
    )
    return model(
        [(body, OWN_LEAF), (turned_profile([(0.12, 0), (0.1, 0.6)], 6), BARK)], risen(0.24, 0.5)
    )


def _topiary(sides: int = 12, rings: int = 8) -> Mesh:
    parts: list[tuple[Shape, Finish]] = [(turned_profile([(0.06, 0), (0.05, 1.9)], 6), BARK)]
    for z, r in ((0.55, 0.55), (1.3, 0.42), (1.92, 0.29)):
        parts.append(
            (
                sphere(1.0, sides, rings)
                .displaced(lambda p: _bumpy(p, 0.03, 0.7))
                .scaled(r)
                .moved(z=z),
                OWN_LEAF,
            )
        )
    return model(parts, risen(0.5, 0.55))


def _pot(flowers: bool) -> Mesh:
    pot = turned_profile(
        [
            (0.26, 0),
            (0.28, 0.05),
            (0.36, 0.48),
            (0.42, 0.52),
            (0.42, 0.6),
            (0.36, 0.6),
            (0.33, 0.54),
            (0, 0.54),
        ],
        16,
    )
    green = Finish((0.115, 0.19, 0.05), 0.0, OWN_LEAF.material)
    bush = (
        sphere(1.0, 12, 8)
        .displaced(lambda p: _bumpy(p, 0.06, 1.9))
        .scaled(0.42, 0.42, 0.38)
        .moved(z=0.86)
    )
    parts: list[tuple[Shape, Finish]] = [(pot, CLAY), (bush, green)]
    if flowers:
        bloom = sphere(0.055, 6, 4)
        for k in range(14):
            a, t = 2.39996 * k, (k + 0.5) / 14
            z = 0.36 * (0.95 - 1.0 * t)
            r = 0.43 * math.sqrt(max(0.0, 1 - (z / 0.4) ** 2))
            parts.append((bloom.moved(r * math.cos(a), r * math.sin(a), 0.86 + z), OWN))
    return model(parts, risen(1.2, 0.55, 0.2))


def _urn_plant() -> Mesh:
    """Return a large planted jar; on the floor it is never taken for an object."""
    jar = turned_profile(
        [
            (0.2, 0),
            (0.22, 0.05),
            (0.12, 0.12),
            (0.34, 0.42),
            (0.38, 0.62),
            (0.3, 0.8),
            (0.34, 0.86),
            (0.28, 0.86),
            (0, 0.82),
        ],
        16,
    )
    green = Finish((0.1, 0.17, 0.055), 0.0, OWN_LEAF.material)
    cone = turned_profile([(0.3, 0.82), (0.42, 1.05), (0.36, 1.5), (0.2, 2.0), (0, 2.35)], 12)
    return model([(jar, OWN), (cone, green)], risen(0.8, 0.55, 0.2))


def _flower_bush() -> Mesh:
    ball = (
        sphere(1.0, 8, 5)
        .displaced(lambda p: _bumpy(p, 0.08, 0.3))
        .scaled(0.3, 0.3, 0.24)
        .moved(z=0.16)
    )
    return model([(ball, OWN_LEAF)], risen(2.4, 0.5))


PROP_MODELS: dict[str, Mesh] = {
    "pedestal": _pedestal(),
    "pedestal_low": _pedestal_low(),
    "column": _column(),
    "column_low": _column(8),
    "lamp": _lamp(),
    "lamp_low": _lamp_low(),
    "lamp_post": _lamp_post(),
    "tree": _tree(),
    "tree_low": _tree_low(),
    "cypress": _cypress(),
    "topiary": _topiary(),
    "topiary_low": _topiary(7, 5),
    "pot": _pot(flowers=True),
    "urn_plant": _urn_plant(),
    "flower_bush": _flower_bush(),
}
"""Models by the names that `SpaceParts.props` uses; their feet (a lamp's globe) at the origin."""
