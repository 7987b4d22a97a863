"""Putting stencils together: place, colour, light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from palace.scene.architecture.light import Lighting, irradiance
from palace.scene.architecture.plan_index import Side
from palace.scene.architecture.roles import palette
from palace.scene.architecture.stencil import Stencil
from palace.scene.meshes.mesh import VERTEX, Mesh, Sign, SpaceParts, instances

_QUARTER = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))


class Layer:
    """Stencils that were placed, and become one mesh."""

    def __init__(self) -> None:
        self._placed: list[tuple[Stencil, float, float, float, float, float]] = []

    def place(
        self, stencil: Stencil, x: float, y: float, z: float, turn: int = 0, yaw: float = 0.0
    ) -> None:
        """Place a stencil, turned by quarter turns or by an angle."""
        if len(stencil.position):
            cos, sin = (
                _QUARTER[turn % 4] if yaw == 0.0 else (float(np.cos(yaw)), float(np.sin(yaw)))
            )
            self._placed.append((stencil, x, y, z, cos, sin))

    def on(
        self, side: Side, stencil: Stencil, z: float, s: float = 0.0, depth: float = 0.0
    ) -> None:
        """Place a stencil on the side of a space, moved along it and into it."""
        cos, sin = _QUARTER[side.turn]
        x = side.origin[0] + cos * s - sin * depth
        y = side.origin[1] + sin * s + cos * depth
        self.place(stencil, x, y, z, side.turn)

    def outside(self, side: Side, stencil: Stencil, z: float, s: float, depth: float) -> None:
        """Place a stencil on a side's outer face, as it is seen from outside.

        Parameters
        ----------
        s
            Where the stencil's left end (seen from outside) is along the inner face.
        depth
            From the plaster to the outer face.
        """
        cos, sin = _QUARTER[side.turn]
        x = side.origin[0] + cos * s - sin * depth
        y = side.origin[1] + sin * s + cos * depth
        self.place(stencil, x, y, z, side.turn + 2)

    @property
    def vertex_count(self) -> int:
        """How many vertices were placed."""
        return sum(len(item[0].position) for item in self._placed)

    @property
    def index_count(self) -> int:
        """How many indices were placed."""
        return sum(len(item[0].indices) for item in self._placed)

    def mesh(self, character: str | None, lighting: Lighting) -> Mesh:
        """Return the mesh, coloured and lit."""
        if not self._placed:
            return Mesh()
        stencils = [item[0] for item in self._placed]
        sizes = [len(stencil.position) for stencil in stencils]
        count = sum(sizes)
        local = np.concatenate([stencil.position for stencil in stencils])
        normal = np.concatenate([stencil.normal for stencil in stencils])
        # Taken, not indexed: of what a land needs, indexing would let no other thread run.
        whose = np.repeat(np.arange(len(sizes)), sizes)
        placed = np.array([item[1:] for item in self._placed], np.float32)
        frames = np.take(np.ascontiguousarray(placed.T), whose, axis=1)
        cos, sin = frames[3], frames[4]
        vertices = np.empty(count, VERTEX)
        position = vertices["position"]
        position[:, 0] = frames[0] + cos * local[:, 0] - sin * local[:, 1]
        position[:, 1] = frames[1] + sin * local[:, 0] + cos * local[:, 1]
        position[:, 2] = frames[2] + local[:, 2]
        turned = np.empty((count, 3), np.float32)
        turned[:, 0] = cos * normal[:, 0] - sin * normal[:, 1]
        turned[:, 1] = sin * normal[:, 0] + cos * normal[:, 1]
        turned[:, 2] = normal[:, 2]
        vertices["normal"] = turned
        role = np.concatenate([stencil.role for stencil in stencils])
        colors = palette(character)
        vertices["color"] = np.take(colors.color, role, axis=0)
        vertices["color2"] = np.take(colors.color2, role, axis=0)
        vertices["material"] = np.take(colors.material, role, axis=0)
        vertices["uv"] = np.concatenate([stencil.uv for stencil in stencils])
        shade = np.concatenate([stencil.shade for stencil in stencils])
        vertices["light"] = (
            irradiance(lighting, np.ascontiguousarray(position), turned) * shade[:, None]
        )
        starts = np.repeat(
            np.cumsum([0, *sizes[:-1]]).astype(np.uint32),
            [len(stencil.indices) for stencil in stencils],
        )
        return Mesh(vertices, np.concatenate([s.indices for s in stencils]) + starts)


class Building:
    """Everything of one space while it is being built.

    Parameters
    ----------
    character
        Name of its look, None for the court's.
    lighting
        Of its inside.
    outdoors
        Of its outer faces.
    """

    def __init__(
        self, character: str | None, lighting: Lighting, outdoors: Lighting, floor: int
    ) -> None:
        self.character = character
        self.lighting = lighting
        self.outdoors = outdoors
        self.floor = floor
        self.shell = Layer()
        self.roof = Layer()
        self.facade = Layer()
        self.roof_outside = Layer()
        self.decals: list[Mesh] = []
        self.signs: list[Sign] = []
        self._props: dict[str, list[tuple[float, ...]]] = {}
        self._obstacles: list[tuple[float, float, float]] = []
        self._shadows: list[tuple[float, float, float, float]] = []
        self._glows: list[tuple[float, float, float, float]] = []
        self._shafts: list[NDArray[np.float32]] = []

    def prop(
        self,
        kind: str,
        x: float,
        y: float,
        z: float,
        *,
        yaw: float = 0.0,
        scale: float | tuple[float, float, float] = 1.0,
        color: NDArray[np.float32] | tuple[float, float, float] = (1.0, 1.0, 1.0),
        light: float = 0.0,
    ) -> None:
        """Stand a model somewhere; it has at least that much light."""
        sx, sy, sz = (scale, scale, scale) if isinstance(scale, float) else scale
        r, g, b = (float(v) for v in color)
        self._props.setdefault(kind, []).append((x, y, z, yaw, sx, sy, sz, r, g, b, light))

    def obstacle(self, x: float, y: float, radius: float) -> None:
        """Say that one walks round a circle."""
        self._obstacles.append((x, y, radius))

    def shadow(self, x: float, y: float, z: float, radius: float) -> None:
        """Lay a soft dark disc."""
        self._shadows.append((x, y, z, radius))

    def glow(self, x: float, y: float, z: float, radius: float) -> None:
        """Say where a lamp shines."""
        self._glows.append((x, y, z, radius))

    def shaft(self, corners: NDArray[np.floating]) -> None:
        """Say that sun falls in through a (4, 3) opening."""
        self._shafts.append(np.asarray(corners, np.float32))

    def parts(self) -> SpaceParts:
        """Return what was built."""
        props = {}
        for kind, rows in self._props.items():
            table = np.array(rows, np.float32)
            up = np.tile(np.array([[0, 0, 1]], np.float32), (len(table), 1))
            props[kind] = instances(
                table[:, :3],
                yaw=table[:, 3],
                scale=table[:, 4:7],
                color=table[:, 7:10],
                light=np.maximum(
                    irradiance(
                        self.lighting, table[:, :3] + np.array([0, 0, 0.6], np.float32), up * 0.4
                    ),
                    table[:, 10:11],
                ),
            )
        return SpaceParts(
            shell=Mesh.join(
                [
                    self.shell.mesh(self.character, self.lighting),
                    self.facade.mesh(self.character, self.outdoors),
                ]
            ),
            roof=Mesh.join(
                [
                    self.roof.mesh(self.character, self.lighting),
                    self.roof_outside.mesh(self.character, self.outdoors),
                ]
            ),
            decals=Mesh.join(self.decals),
            props=props,
            signs=self.signs,
            obstacles=np.array(self._obstacles, np.float32).reshape(-1, 3),
            shadows=np.array(self._shadows, np.float32).reshape(-1, 4),
            glows=np.array(self._glows, np.float32).reshape(-1, 4),
            shafts=np.array(self._shafts, np.float32).reshape(-1, 4, 3),
            floor=self.floor,
        )
