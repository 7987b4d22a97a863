"""What architecture hands to drawing: numpy arrays of vertices, instances, signs and circles.

Colours are linear (not sRGB). Triangles wind counter-clockwise seen from their normal's side,
so back faces may be culled.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

VERTEX = np.dtype(
    [
        ("position", "f4", 3),
        ("normal", "f4", 3),
        ("color", "f4", 3),
        ("color2", "f4", 3),
        ("light", "f4", 3),
        ("uv", "f4", 4),
        ("material", "f4"),
    ]
)
"""A vertex of static geometry.

color, color2
    Linear RGB; what the second one does depends on the material.
light
    Baked ambient light that falls on the vertex, linear RGB, about 0.05 (deep indoors) to 1
    (open sky); the direct sun is not in it, except through `DECAL` quads. Indoors the light of
    windows, doors, skylights and bounce is in it, so a shader multiplies and adds nothing.
uv
    For `RUG` and `INLAY`: x and y from -1 to 1, then the full width and depth in metres.
    For `TILE` and `COFFER`: metres along and across, then the extent.
    For `DECAL`: x and y from -1 to 1 over the patch, then its brightness 0..1 and 0.
    For everything else: the distance in metres from the surface's left and lower edge, then
    its length and height, so that a shader may darken edges: ``exp(-k * min(x, L - x))``.
    `NO_EDGES` where there is nothing to darken. On `DADO` y is the height over the floor.
"""

MODEL_VERTEX = np.dtype(
    [
        ("position", "f4", 3),
        ("normal", "f4", 3),
        ("color", "f4", 3),
        ("tint", "f4"),
        ("ao", "f4"),
        ("material", "f4"),
    ]
)
"""A vertex of a model that is drawn many times.

Its colour is ``mix(color, instance.color * color, tint)``: parts with tint 1 wear the
instance's colour (their own is near white), parts with tint 0 (brass, pages, wood) keep
theirs. `ao` multiplies the light.
"""

INSTANCE = np.dtype(
    [
        ("position", "f4", 3),
        ("yaw", "f4"),
        ("scale", "f4", 3),
        ("color", "f4", 3),
        ("light", "f4", 3),
    ]
)
"""Where a model stands; yaw turns counter-clockwise about z; light as in `VERTEX`."""

NO_EDGES = (9.0, 9.0, 99.0, 99.0)
"""The uv of a vertex with no edge to darken near it."""


class Material(IntEnum):
    """How a surface is drawn."""

    PLAIN = 0
    MARBLE = 1
    TERRAZZO = 2
    """Chips of color2 and brass lines every 1.5 m."""
    PLANK = 3
    BASKET = 4
    """Basket-weave brick, color2 among the bricks."""
    CHECKER = 5
    """Diagonal marble squares of color and color2."""
    PAVING = 6
    GRASS = 7
    WATER = 8
    EMIT = 9
    """Shines by itself: lamps, the sky in a skylight."""
    METAL = 10
    PANEL = 11
    """Grained wood."""
    RUG = 12
    TILE = 13
    """Roof tiles."""
    FOLIAGE = 14
    INLAY = 15
    """A compass rose, color the field and color2 the star; nothing outside the circle."""
    STARS = 16
    """A painted vault: color the night, color2 the stars."""
    STONE = 17
    COFFER = 18
    DADO = 19
    """Plaster in color above 0.82 m, panelled dado in color2 below."""
    GLASS = 20
    """A window seen from far: dark, mirrors the sky."""
    DECAL = 21
    """Sunlight on the floor, to be added."""
    HERRINGBONE = 22
    """Parquet laid in a herringbone of color and color2."""
    MOSAIC = 23
    """Small square stones of color, sprinkled with color2."""
    HEXAGON = 24
    """Hexagonal tiles of color with some of color2."""


def _empty_vertices() -> NDArray[np.void]:
    return np.zeros(0, VERTEX)


def _empty_indices() -> NDArray[np.uint32]:
    return np.zeros(0, np.uint32)


@dataclass(slots=True)
class Mesh:
    """Triangles.

    Parameters
    ----------
    vertices
        Structured array (n,) of `VERTEX` or, for a model, `MODEL_VERTEX`.
    indices
        (3 m,) uint32.
    """

    vertices: NDArray[np.void] = field(default_factory=_empty_vertices)
    indices: NDArray[np.uint32] = field(default_factory=_empty_indices)

    @property
    def triangle_count(self) -> int:
        """How many triangles."""
        return len(self.indices) // 3

    def translated(self, offset: Sequence[float]) -> Mesh:
        """Return a copy moved by `offset` (x, y, z)."""
        vertices = self.vertices.copy()
        vertices["position"] += np.asarray(offset, np.float32)
        return Mesh(vertices, self.indices)

    def rotated(self, yaw: float) -> Mesh:
        """Return a copy turned by `yaw` radians about the z axis."""
        cos, sin = math.cos(yaw), math.sin(yaw)
        turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]], np.float32)
        vertices = self.vertices.copy()
        vertices["position"] = vertices["position"] @ turn
        vertices["normal"] = vertices["normal"] @ turn
        return Mesh(vertices, self.indices)

    def scaled(self, factor: float) -> Mesh:
        """Return a copy grown by `factor` about the origin."""
        vertices = self.vertices.copy()
        vertices["position"] *= np.float32(factor)
        return Mesh(vertices, self.indices)

    @staticmethod
    def join(meshes: Iterable[Mesh]) -> Mesh:
        """Return one mesh of many, in order; an empty one for none."""
        parts = [mesh for mesh in meshes if len(mesh.vertices)]
        if not parts:
            return Mesh()
        starts = np.cumsum([0, *(len(mesh.vertices) for mesh in parts[:-1])])
        return Mesh(
            joined([mesh.vertices for mesh in parts]),
            np.concatenate(
                [mesh.indices + np.uint32(start) for mesh, start in zip(parts, starts, strict=True)]
            ).astype(np.uint32),
        )


def joined(parts: Sequence[NDArray[np.void]]) -> NDArray[np.void]:
    """Return records one after the other, at least one part.

    As plain bytes: numpy joins structured arrays field by field, ten times slower, and lets no
    other thread run meanwhile.
    """
    size = parts[0].dtype.itemsize
    whole = np.empty(size * sum(map(len, parts)), np.uint8)
    start = 0
    for part in parts:
        end = start + size * len(part)
        whole[start:end] = np.ascontiguousarray(part).view(np.uint8)
        start = end
    return whole.view(parts[0].dtype)


def instances(
    positions: Sequence[Sequence[float]] | NDArray[np.floating],
    *,
    yaw: float | Sequence[float] | NDArray[np.floating] = 0.0,
    scale: float | Sequence[float] | NDArray[np.floating] = 1.0,
    color: Sequence[float] | NDArray[np.floating] = (1.0, 1.0, 1.0),
    light: Sequence[float] | NDArray[np.floating] = (1.0, 1.0, 1.0),
) -> NDArray[np.void]:
    """Return an array of `INSTANCE`.

    Parameters
    ----------
    positions
        (n, 3) metres.
    yaw
        One for all or (n,), radians.
    scale
        One number, (3,) or (n, 3).
    color, light
        (3,) or (n, 3), linear.
    """
    points = np.asarray(positions, np.float32).reshape(-1, 3)
    out = np.zeros(len(points), INSTANCE)
    out["position"] = points
    out["yaw"] = yaw
    out["scale"] = scale
    out["color"] = color
    out["light"] = light
    return out


class SignStyle(StrEnum):
    """What a sign is."""

    PLAQUE = "plaque"
    """Flat on the wall over a door, seen from one side."""
    BLADE = "blade"
    """Hangs across a corridor; there are two signs, one for each way of looking."""
    WING = "wing"
    """Large letters over the portal to a wing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A written plate.

    Parameters
    ----------
    position
        The plate's middle.
    yaw
        Where its face looks, radians from the x axis. To the reader, who looks along
        ``yaw + pi``, the text runs to the direction ``yaw + pi / 2``.
    width, height
        Metres; text that does not fit is to be made smaller.
    space_id
        The space it names.
    """

    text: str
    position: tuple[float, float, float]
    yaw: float
    width: float
    height: float
    style: SignStyle
    space_id: str = ""


def _no_circles() -> NDArray[np.float32]:
    return np.zeros((0, 3), np.float32)


def _no_shadows() -> NDArray[np.float32]:
    return np.zeros((0, 4), np.float32)


def _no_shafts() -> NDArray[np.float32]:
    return np.zeros((0, 4, 3), np.float32)


@dataclass(slots=True)
class SpaceParts:
    """All there is to draw of a space, or of many.

    Parameters
    ----------
    shell
        Walls, floor, trim, its share of the doorways, furniture that is built in.
    roof
        Ceiling, beams, roofs: hidden in the overview.
    decals
        Sunlight on floors (`Material.DECAL`): drawn after the shell, added, with no depth
        written; they lie 4 cm above the floor.
    props
        Instances (`INSTANCE`) by the name of a model in `palace.scene.meshes.PROP_MODELS`.
    signs
        Written plates.
    obstacles
        (n, 3) circles x, y, radius on its floor that one walks round.
    shadows
        (n, 4) soft dark discs x, y, z, radius under what stands there.
    glows
        (n, 4) lamps x, y, z, radius, to shine at night.
    shafts
        (n, 4, 3) corners of openings that let sunlight in, for beams in the air.
    floor
        The storey.
    spans
        For a massing: space id to (first, count) in ``shell.indices``, so that a space that
        is drawn in detail can be left out.
    """

    shell: Mesh = field(default_factory=Mesh)
    roof: Mesh = field(default_factory=Mesh)
    decals: Mesh = field(default_factory=Mesh)
    props: dict[str, NDArray[np.void]] = field(default_factory=dict)
    signs: list[Sign] = field(default_factory=list)
    obstacles: NDArray[np.float32] = field(default_factory=_no_circles)
    shadows: NDArray[np.float32] = field(default_factory=_no_shadows)
    glows: NDArray[np.float32] = field(default_factory=_no_shadows)
    shafts: NDArray[np.float32] = field(default_factory=_no_shafts)
    floor: int = 0
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @staticmethod
    def join(parts: Sequence[SpaceParts]) -> SpaceParts:
        """Return one of many; the floor is the first one's, spans are not kept."""
        if not parts:
            return SpaceParts()
        kinds = dict.fromkeys(kind for part in parts for kind in part.props)
        return SpaceParts(
            shell=Mesh.join(part.shell for part in parts),
            roof=Mesh.join(part.roof for part in parts),
            decals=Mesh.join(part.decals for part in parts),
            props={
                kind: np.concatenate([part.props[kind] for part in parts if kind in part.props])
                for kind in kinds
            },
            signs=[sign for part in parts for sign in part.signs],
            obstacles=np.concatenate([part.obstacles for part in parts]),
            shadows=np.concatenate([part.shadows for part in parts]),
            glows=np.concatenate([part.glows for part in parts]),
            shafts=np.concatenate([part.shafts for part in parts]),
            floor=parts[0].floor,
        )

    def on_floor(self, floor: int) -> SpaceParts:
        """Return the same parts, named as those of another storey."""
        return replace(self, floor=floor)
