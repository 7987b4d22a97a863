"""What lies over surfaces and in the air: shadows, sunlight, found light, the way to go.

All are blended or added without writing depth, so their order does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from palace.scene.meshes.mesh import Mesh
from palace.scene.visuals.drawable import ADDED, BLENDED, QUAD, Drawable, InstanceBuffers, Uniform

Points = NDArray[np.float64]

_BLOB_VERTEX = """
attribute vec2 corner;
attribute vec4 i_place;
uniform mat4 u_view_projection;
varying vec2 v_corner;
void main() {
  v_corner = corner;
  gl_Position = u_view_projection * vec4(i_place.xy + corner * i_place.w, i_place.z, 1.0);
}
"""
_BLOB_FRAGMENT = """
varying vec2 v_corner;
void main() {
  float r = dot(v_corner, v_corner);
  gl_FragColor = vec4(0.05, 0.03, 0.03, 0.72 * max(1.0 - r, 0.0));
}
"""


class Shadows:
    """Soft dark discs under what stands on the floor: (n, 4) rows x, y, z, radius."""

    def __init__(self) -> None:
        self._program = Drawable(_BLOB_VERTEX, _BLOB_FRAGMENT, state=BLENDED, mode="triangle_strip")
        self._program.attribute("corner", gloo.VertexBuffer(QUAD))
        self._buffers = InstanceBuffers(self._program, ("i_place",))
        self._program.hide_if(True)

    def fill(self, discs: NDArray[np.float32]) -> None:
        """Draw these from now on."""
        self._buffers.fill({"i_place": discs})

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Darken what lies under them."""
        self._program.draw(values)


_DECAL_VERTEX = """
attribute vec3 position;
attribute vec3 color;
attribute vec4 uv;
uniform mat4 u_view_projection;
varying vec4 v_uv;
varying vec3 v_color;
void main() {
  v_uv = uv;
  v_color = color;
  gl_Position = u_view_projection * vec4(position, 1.0);
}
"""
_DECAL_FRAGMENT = """
varying vec4 v_uv;
varying vec3 v_color;
uniform float u_exposure;
void main() {
  vec2 q = 1.0 - smoothstep(vec2(0.86), vec2(1.0), abs(v_uv.xy));
  gl_FragColor = vec4(v_color * (q.x * q.y * v_uv.z * 0.42 * min(u_exposure, 1.3)), 1.0);
}
"""


class Decals:
    """Patches of sunlight, added to the floors they fall on."""

    def __init__(self) -> None:
        self._program = Drawable(_DECAL_VERTEX, _DECAL_FRAGMENT, state=ADDED)
        self._buffers: list[gloo.VertexBuffer] = []
        self._program.hide_if(True)

    def fill(self, mesh: Mesh) -> None:
        """Draw these from now on."""
        for buffer in self._buffers:
            buffer.delete()
        self._buffers = []
        self._program.indices(mesh.indices)
        if not len(mesh.indices):
            return
        for name in ("position", "color", "uv"):
            buffer = gloo.VertexBuffer(np.ascontiguousarray(mesh.vertices[name], np.float32))
            self._buffers.append(buffer)
            self._program.attribute(name, buffer)

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Add the light."""
        self._program.draw(values)


_LIGHT_VERTEX = """
attribute vec3 position;
attribute vec3 place;    // across -1..1, along, kind: 0 pillar, 1 ribbon, 2 halo
attribute vec4 color;
uniform mat4 u_view_projection;
varying vec3 v_place;
varying vec4 v_color;
void main() {
  v_place = place;
  v_color = color;
  gl_Position = u_view_projection * vec4(position, 1.0);
}
"""
_LIGHT_FRAGMENT = """
varying vec3 v_place;
varying vec4 v_color;
uniform float u_time;
uniform float u_pulse;
void main() {
  float a = v_color.a, x = abs(v_place.x), y = v_place.y;
  if (v_place.z < 0.5) {
    float core = 1.0 - x, rise = 1.0 - y;
    a *= (core * core * 0.8 + 0.5 * pow(core, 8.0)) * rise * rise * (0.92 + 0.08 * u_pulse);
  } else if (v_place.z < 1.5) {
    float core = 1.0 - smoothstep(0.12, 0.30, x), halo = (1.0 - x) * (1.0 - x);
    float chevron = abs(fract(y * 0.55 + x * 0.28 - u_time * 0.5) - 0.5);
    float dash = 1.0 - smoothstep(0.10, 0.16, chevron);
    a *= core * 0.45 + halo * 0.38 + dash * 0.35 * (1.0 - smoothstep(0.5, 0.7, x));
  } else {
    float r = max(1.0 - length(v_place.xy), 0.0);
    a *= r * r * 0.55 + 0.45 * pow(r, 6.0);
  }
  gl_FragColor = vec4(v_color.rgb * a, 1.0);
}
"""

FOUND_LIGHT = (1.0, 0.74, 0.34)
ROUTE_LIGHT = (1.0, 0.74, 0.30)
RIBBON_HALF_WIDTH = 0.32
PLACE_HEIGHT, PLACE_RADIUS = 0.9, 0.30
HALO_RADIUS = 0.55
_SMOOTHINGS = 3


class Lights:
    """Light in the air: over found objects, along a route, at places to put something."""

    def __init__(self) -> None:
        self._program = Drawable(_LIGHT_VERTEX, _LIGHT_FRAGMENT, state=ADDED)
        self._program.hide_if(True)
        self._pillars = _no_triangles()
        self._ribbon = _no_triangles()
        self._places = _no_triangles()
        self._buffers: list[gloo.VertexBuffer] = []

    def set_pillars(
        self, feet: Points, weights: Sequence[float], *, height: float, radius: float
    ) -> None:
        """Raise a pillar of light on each point (n, 3), as bright as its weight 0…1."""
        self._pillars = pillars(feet, weights, height=height, radius=radius)
        self._upload()

    def set_route(self, points: Points | None) -> None:
        """Lay a ribbon along a polyline (n, 3) on the floor; None takes it away."""
        self._ribbon = _no_triangles() if points is None or len(points) < 2 else ribbon(points)
        self._upload()

    def set_places(self, feet: Points, weights: Sequence[float]) -> None:
        """Light up places (n, 3) where something can be put, as bright as their weight 0…1."""
        self._places = _joined(
            (
                pillars(feet, weights, height=PLACE_HEIGHT, radius=PLACE_RADIUS),
                halos(feet + np.array((0.0, 0.0, PLACE_HEIGHT / 2)), weights, radius=HALO_RADIUS),
            )
        )
        self._upload()

    @property
    def animated(self) -> bool:
        """Whether time changes what is drawn."""
        return len(self._ribbon[2]) > 0

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Add the light."""
        self._program.draw(values)

    def _upload(self) -> None:
        position, place, indices, color = _joined((self._pillars, self._ribbon, self._places))
        self._program.indices(indices)
        for buffer in self._buffers:
            buffer.delete()
        self._buffers = []
        if not len(indices):
            return
        for name, data in (("position", position), ("place", place), ("color", color)):
            buffer = gloo.VertexBuffer(np.ascontiguousarray(data, np.float32))
            self._buffers.append(buffer)
            self._program.attribute(name, buffer)


Triangles = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint32], NDArray[np.float32]]


def _no_triangles() -> Triangles:
    return (
        np.zeros((0, 3), np.float32),
        np.zeros((0, 3), np.float32),
        np.zeros(0, np.uint32),
        np.zeros((0, 4), np.float32),
    )


def _joined(parts: Sequence[Triangles]) -> Triangles:
    """Return several meshes as one."""
    starts = np.cumsum([0, *(len(part[0]) for part in parts[:-1])]).astype(np.uint32)
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part[3] for part in parts]),
    )


def halos(middles: Points, weights: Sequence[float], *, radius: float) -> Triangles:
    """Return a soft ball of light round each point: three crossed quads."""
    if not len(middles):
        return _no_triangles()
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    angles = np.arange(3) * np.pi / 3
    across = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(3)])
    quads = (
        corners[None, :, :1] * across[:, None] + corners[None, :, 1:] * np.array((0.0, 0.0, 1.0))
    ).reshape(-1, 3)
    position = (middles[:, None] + quads * radius).reshape(-1, 3)
    count = 3 * len(middles)
    place = np.tile(np.column_stack([corners, np.full(4, 2.0)]), (count, 1))
    color = np.column_stack(
        [np.tile(FOUND_LIGHT, (len(position), 1)), np.repeat(np.asarray(weights, float), 12)]
    )
    indices = np.arange(count)[:, None] * 4 + np.array((0, 1, 2, 0, 2, 3))
    return (
        position.astype(np.float32),
        place.astype(np.float32),
        indices.ravel().astype(np.uint32),
        color.astype(np.float32),
    )


def pillars(feet: Points, weights: Sequence[float], *, height: float, radius: float) -> Triangles:
    """Return three crossed quads over each foot, brightest in the middle."""
    if not len(feet):
        return _no_triangles()
    position, place, color, indices = [], [], [], []
    count = 0
    for foot, weight in zip(feet, weights, strict=True):
        for k in range(3):
            angle = k * np.pi / 3
            side = np.array((np.cos(angle), np.sin(angle), 0.0)) * radius
            rise = np.array((0.0, 0.0, height))
            position += [
                foot - side,
                foot + side,
                foot + side * 1.25 + rise,
                foot - side * 1.25 + rise,
            ]
            place += [(-1, 0, 0), (1, 0, 0), (1, 1, 0), (-1, 1, 0)]
            color += [(*FOUND_LIGHT, weight)] * 4
            indices += [count, count + 1, count + 2, count, count + 2, count + 3]
            count += 4
    return (
        np.array(position, np.float32),
        np.array(place, np.float32),
        np.array(indices, np.uint32),
        np.array(color, np.float32),
    )


def ribbon(points: Points, half_width: float = RIBBON_HALF_WIDTH) -> Triangles:
    """Return a strip along a polyline whose corners are rounded (G. Chaikin, 1974)."""
    line = np.asarray(points, float)
    for _ in range(_SMOOTHINGS):
        cut = np.empty((2 * (len(line) - 1), 3))
        cut[0::2] = line[:-1] * 0.75 + line[1:] * 0.25
        cut[1::2] = line[:-1] * 0.25 + line[1:] * 0.75
        line = np.concatenate([line[:1], cut, line[-1:]])
    line = line[np.r_[True, np.linalg.norm(np.diff(line, axis=0), axis=1) > 1e-6]]
    if len(line) < 2:
        return _no_triangles()
    tangent = np.gradient(line, axis=0)[:, :2]
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0], np.zeros(len(line))])
    length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    across = np.array((-1.0, 0.0, 1.0))
    position = line[:, None] + normal[:, None] * (across * half_width)[None, :, None]
    place = np.empty((len(line), 3, 3))
    place[..., 0], place[..., 1], place[..., 2] = across, length[:, None], 1.0
    first = np.arange(len(line) - 1)[:, None] * 3
    quad = np.array((0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4))
    indices = (first + quad).ravel()
    color = np.tile((*ROUTE_LIGHT, 0.9), (len(line) * 3, 1))
    return (
        position.reshape(-1, 3).astype(np.float32),
        place.reshape(-1, 3).astype(np.float32),
        indices.astype(np.uint32),
        color.astype(np.float32),
    )
