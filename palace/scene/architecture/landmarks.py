"""Landmarks: the one large thing in the middle of a room by which one knows it again."""

from __future__ import annotations

import itertools
import math
from functools import cache

import numpy as np

from palace.scene.architecture.roles import Role
from palace.scene.architecture.stencil import Drawing, Stencil
from palace.scene.characters import Landmark
from palace.scene.meshes.shapes import Shape, block, ring, sphere, turned_profile

RADIUS = 1.05
"""How far from its middle one cannot walk, in metres."""


def _rising(
    shape: Shape, low: float = 0.6, reach: float = 1.0
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return a shade that grows with height: the foot is darker."""
    return low + (1 - low) * np.clip(shape.position[:, 2] / reach, 0, 1)


def _solid(
    drawing: Drawing, shape: Shape, role: Role, low: float = 0.6, reach: float = 1.0
) -> None:
    drawing.shape(shape, role, shade=_rising(shape, low, reach))


@cache
def landmark(kind: Landmark) -> Stencil:
    """Return a landmark's stencil, its foot's middle at the origin."""
    drawing = Drawing()
    _MAKERS[kind](drawing)
    return drawing.stencil()


def _basin(drawing: Drawing) -> None:
    stem = turned_profile(
        [(0.52, 0), (0.5, 0.07), (0.24, 0.15), (0.15, 0.34), (0.14, 0.5), (0.22, 0.7),
         (0.68, 0.86), (0.95, 1.0), (1.0, 1.04), (0.95, 1.08), (0.86, 1.02)], 32,
    )  # fmt: skip
    _solid(drawing, stem, Role.TRIM)
    drawing.shape(turned_profile([(0.9, 1.03), (0.0, 1.031)], 32), Role.WATER)
    drawing.shape(sphere(0.15, 14, 9).moved(z=1.14), Role.BRASS)


def _globe(drawing: Drawing) -> None:
    for z0, z1, half in ((0.74, 0.80, 1.0), (0.68, 0.74, 0.94)):
        drawing.shape(
            turned_profile(
                [(half * 0.98, z0), (half, (z0 + z1) / 2), (half * 0.98, z1), (0, z1)], 28
            ),
            Role.WOOD,
        )
    leg = turned_profile([(0.05, 0), (0.08, 0.06), (0.04, 0.2), (0.075, 0.5), (0.05, 0.68)], 8)
    for k in range(4):
        a = math.pi / 4 + math.pi / 2 * k
        drawing.shape(
            leg.moved(0.72 * math.cos(a), 0.72 * math.sin(a)), Role.DARK_WOOD, shade=_rising(leg)
        )
    drawing.shape(sphere(0.42, 22, 13).moved(z=1.42), Role.SEA)
    drawing.shape(ring(0.48, 0.02, 36, 6).turned("x", math.pi / 2 - 0.4).moved(z=1.42), Role.BRASS)
    drawing.shape(
        turned_profile([(0.26, 0.80), (0.22, 0.86), (0.05, 0.9), (0.04, 0.99)], 14), Role.BRASS
    )


def _armillary(drawing: Drawing) -> None:
    foot = turned_profile(
        [(0.75, 0), (0.72, 0.12), (0.3, 0.2), (0.12, 0.35), (0.09, 0.8), (0.16, 0.95), (0.05, 1.1)],
        24,
    )
    _solid(drawing, foot, Role.DARK_WOOD)
    for radius, thickness, axis, angle in (
        (0.95, 0.034, "z", 0.0), (0.92, 0.03, "x", math.pi / 2), (0.9, 0.028, "y", math.pi / 2),
        (0.86, 0.045, "x", 0.41), (0.55, 0.02, "x", 1.2),
    ):  # fmt: skip
        drawing.shape(ring(radius, thickness, 36, 6).turned(axis, angle).moved(z=2.03), Role.BRASS)
    drawing.shape(sphere(0.26, 16, 10).moved(z=2.03), Role.SEA)
    rod = turned_profile([(0, -1.02), (0.018, -1.0), (0.018, 1.0), (0, 1.02)], 6)
    drawing.shape(rod.turned("x", 0.41).moved(z=2.03), Role.BRASS)


def _rough(
    position: np.ndarray[tuple[int, int], np.dtype[np.float64]], phase: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    x, y, z = position.T
    return (
        1
        + 0.07 * np.sin(6 * x + phase) * np.sin(6 * y + 2 * phase)
        + 0.06 * np.sin(7 * z + phase + 3 * x)
    )


def _citrus(drawing: Drawing) -> None:
    pot = turned_profile(
        [
            (0.45, 0),
            (0.5, 0.05),
            (0.62, 0.52),
            (0.7, 0.56),
            (0.7, 0.66),
            (0.62, 0.68),
            (0.58, 0.58),
            (0, 0.58),
        ],
        24,
    )
    _solid(drawing, pot, Role.TERRACOTTA)
    drawing.shape(turned_profile([(0.09, 0.58), (0.06, 1.0), (0.07, 1.9)], 8), Role.DARK_WOOD)
    for k, (x, y, z, r) in enumerate(
        (
            (0, 0, 2.35, 0.72),
            (0.36, 0.16, 2.08, 0.46),
            (-0.34, 0.2, 2.12, 0.46),
            (0.02, -0.4, 2.08, 0.45),
        )
    ):
        ball = sphere(1.0, 16, 11).displaced(lambda p, k=k: _rough(p, k * 1.7)).scaled(r)  # type: ignore[misc]
        shade = 0.5 + 0.5 * np.clip(ball.position[:, 2] / r * 0.5 + 0.5, 0, 1)
        drawing.shape(ball.moved(x, y, z), Role.LEAF, shade=shade)
    fruit = sphere(0.07, 7, 5)
    for k in range(13):
        a, z = 2.39996 * k, -0.5 + 0.085 * k
        r = 0.79 * math.sqrt(max(0.1, 1 - z * z * 0.8))
        drawing.shape(fruit.moved(r * math.cos(a), r * math.sin(a), 2.3 + z * 0.62), Role.ORANGE)


def _lectern(drawing: Drawing) -> None:
    _solid(
        drawing,
        turned_profile(
            [
                (0.6, 0),
                (0.6, 0.1),
                (0.5, 0.14),
                (0.16, 0.26),
                (0.1, 0.5),
                (0.12, 0.9),
                (0.2, 1.0),
                (0, 1.0),
            ],
            20,
        ),
        Role.WOOD,
    )
    desk = block((-0.62, -0.45, -0.03), (0.62, 0.45, 0.03))
    for side in (-1.0, 1.0):
        drawing.shape(desk.turned("x", side * 0.55).moved(0, -side * 0.34, 1.18), Role.WOOD)
        ledge = block((-0.62, -0.03, 0.0), (0.62, 0.03, 0.09)).turned("x", side * 0.55)
        drawing.shape(ledge.moved(0, -side * 0.70, 0.99), Role.DARK_WOOD)
    drawing.shape(
        turned_profile([(0.03, 1.38), (0.03, 1.62), (0.12, 1.66), (0.05, 1.74), (0, 1.9)], 10),
        Role.BRASS,
    )


def _obelisk(drawing: Drawing) -> None:
    for half, z0, z1 in (
        (0.8, 0.0, 0.16),
        (0.66, 0.16, 0.3),
        (0.46, 0.3, 0.86),
        (0.54, 0.86, 0.94),
    ):
        drawing.box((-half, -half, z0), (half, half, z1), Role.TRIM, skip="z-", foot=0.8)
    corner = math.sqrt(2)
    shaft = turned_profile([(0.34 * corner, 0.94), (0.2 * corner, 2.75), (0.0, 3.05)], 4).faceted()
    drawing.shape(shaft.turned("z", math.pi / 4), Role.SEA)
    drawing.shape(sphere(0.09, 10, 7).moved(z=3.1), Role.BRASS)


def _brazier(drawing: Drawing) -> None:
    for k in range(3):
        a = 2 * math.pi * k / 3
        leg = turned_profile([(0.06, 0), (0.035, 0.1), (0.03, 0.9)], 7).turned("y", 0.2)
        drawing.shape(
            leg.turned("z", a).moved(-0.62 * -math.cos(a + math.pi), 0.62 * math.sin(a + math.pi)),
            Role.IRON,
        )
    bowl = turned_profile(
        [
            (0.1, 0.72),
            (0.45, 0.8),
            (0.72, 1.0),
            (0.78, 1.08),
            (0.74, 1.12),
            (0.66, 1.02),
            (0, 0.98),
        ],
        28,
    )
    _solid(drawing, bowl, Role.BRASS, 0.7, 1.1)
    drawing.shape(turned_profile([(0.3, 0), (0.3, 0.05), (0.1, 0.1), (0.06, 0.74)], 14), Role.BRASS)
    stone = sphere(0.13, 6, 4).faceted()
    for k in range(9):
        a, r = 2.4 * k, 0.17 * math.sqrt(k)
        drawing.shape(stone.moved(r * math.cos(a), r * math.sin(a), 1.04), Role.COAL)
    for k, (x, y, h) in enumerate(
        ((0, 0, 0.62), (0.2, 0.1, 0.42), (-0.18, 0.12, 0.46), (0.05, -0.2, 0.4))
    ):
        flame = turned_profile([(0.02, 0), (0.11, h * 0.25), (0.07, h * 0.6), (0, h)], 7)
        drawing.shape(flame.turned("y", 0.1 * (k - 1.5)).moved(x, y, 1.04), Role.FLAME)


def _sundial(drawing: Drawing) -> None:
    _solid(
        drawing,
        turned_profile(
            [
                (0.8, 0),
                (0.8, 0.12),
                (0.62, 0.16),
                (0.62, 0.26),
                (0.32, 0.34),
                (0.24, 0.7),
                (0.3, 0.86),
                (0.74, 0.98),
                (0.78, 1.04),
                (0.74, 1.06),
                (0, 1.06),
            ],
            28,
        ),
        Role.STONE_PALE,
    )
    drawing.shape(ring(0.6, 0.018, 32, 6).moved(z=1.07), Role.BRASS)
    for k in range(12):
        mark = block((0.44, -0.012, 1.06), (0.56, 0.012, 1.075))
        drawing.shape(mark.turned("z", math.pi / 6 * k), Role.BRASS)
    points = [(-0.35, 0.0, 1.07), (0.38, 0.0, 1.07), (0.38, 0.0, 1.55)]
    for side in (-1.0, 1.0):
        y = side * 0.018
        corners = [(x, y, z) for x, _, z in points]
        drawing.quad([*corners, corners[0]], Role.BRASS, toward=(0, side, 0))
    for k in range(3):
        (x0, _, z0), (x1, _, z1) = points[k], points[(k + 1) % 3]
        toward = (z1 - z0, 0, -(x1 - x0))
        drawing.quad(
            [(x0, -0.018, z0), (x1, -0.018, z1), (x1, 0.018, z1), (x0, 0.018, z0)],
            Role.BRASS,
            toward=toward,
        )


def _vase(drawing: Drawing) -> None:
    for half, z0, z1 in ((0.62, 0.0, 0.12), (0.5, 0.12, 0.42), (0.58, 0.42, 0.5)):
        drawing.box((-half, -half, z0), (half, half, z1), Role.TRIM, skip="z-", foot=0.8)
    body = turned_profile(
        [(0.2, 0.5), (0.24, 0.56), (0.3, 0.7), (0.5, 1.05), (0.56, 1.35), (0.48, 1.62), (0.28, 1.8),
         (0.24, 1.92), (0.36, 2.04), (0.34, 2.06), (0.2, 1.94), (0, 1.94)], 28,
    )  # fmt: skip
    drawing.shape(
        body, Role.TRIM, shade=0.65 + 0.35 * np.clip((body.position[:, 2] - 0.5) / 0.9, 0, 1)
    )
    for z, r in ((1.12, 0.532), (1.55, 0.525)):
        drawing.shape(ring(r, 0.02, 28, 5).moved(z=z), Role.BRASS)
    for k in range(9):
        a = 2.39996 * k
        lean = 0.16 + 0.045 * k
        stalk = (
            turned_profile([(0.016, 0), (0.012, 0.75)], 5)
            .turned("y", lean)
            .turned("z", a)
            .moved(z=1.92)
        )
        drawing.shape(stalk, Role.LEAF)
        x, z = 0.75 * math.sin(lean), 1.92 + 0.75 * math.cos(lean)
        drawing.shape(
            sphere(0.11, 8, 6).moved(x * math.cos(a), x * math.sin(a), z),
            (Role.FLOWER, Role.FLOWER2, Role.FLOWER3)[k % 3],
        )


def _harp(drawing: Drawing) -> None:
    _solid(
        drawing,
        turned_profile([(0.85, 0), (0.85, 0.14), (0.78, 0.18), (0, 0.18)], 28),
        Role.DARK_WOOD,
    )
    pillar = turned_profile(
        [(0.07, 0), (0.045, 0.12), (0.04, 1.6), (0.08, 1.72), (0.05, 1.8), (0, 1.84)], 10
    )
    drawing.shape(pillar.moved(-0.55, 0, 0.18), Role.BRASS)
    board = block((-0.07, -0.13, 0.0), (0.07, 0.13, 1.75)).turned("y", 0.62)
    drawing.shape(board.moved(-0.48, 0, 0.2), Role.WOOD)
    neck = np.array([(-0.55, 1.98), (-0.35, 2.02), (-0.1, 1.86), (0.2, 1.66), (0.5, 1.62)])
    for (x0, z0), (x1, z1) in itertools.pairwise(neck):
        length = math.hypot(x1 - x0, z1 - z0)
        beam = block((0, -0.05, -0.06), (length + 0.02, 0.05, 0.06))
        drawing.shape(beam.turned("y", -math.atan2(z1 - z0, x1 - x0)).moved(x0, 0, z0), Role.BRASS)
    for k in range(9):
        x = -0.42 + 0.105 * k
        top = float(np.interp(x, neck[:, 0], neck[:, 1])) - 0.04
        low = 0.2 + (x + 0.48) / math.tan(0.62) + 0.02
        if top - low > 0.05:
            drawing.box((x - 0.006, -0.006, low), (x + 0.006, 0.006, top), Role.PAPER, skip="z- z+")


_MAKERS = {
    Landmark.BASIN: _basin,
    Landmark.GLOBE: _globe,
    Landmark.ARMILLARY: _armillary,
    Landmark.CITRUS: _citrus,
    Landmark.LECTERN: _lectern,
    Landmark.OBELISK: _obelisk,
    Landmark.BRAZIER: _brazier,
    Landmark.SUNDIAL: _sundial,
    Landmark.VASE: _vase,
    Landmark.HARP: _harp,
}
