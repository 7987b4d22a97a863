"""The static building: walls, floors, roofs, grounds, drawn by groups of materials.

All vertices lie in one buffer, uploaded when the visible set changes; what the eye cannot see
through the doors is left out by shorter index lists, which cost little to upload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from palace.scene.meshes.mesh import VERTEX, Material, Mesh, joined
from palace.scene.quality import Quality
from palace.scene.visuals.drawable import OPAQUE, Drawable, Uniform
from palace.scene.visuals.materials import BLOCKS, FLAT, GROUPS, HASH, branches
from palace.scene.visuals.shading import FINISH, LIGHT, NOISE

VERTEX_SHADER = """
attribute vec3 position;
attribute vec3 normal;
attribute vec3 color;
attribute vec3 color2;
attribute vec3 light;
attribute vec4 uv;
attribute float material;
uniform mat4 u_view_projection;
varying vec3 v_world;
varying vec3 v_normal;
varying vec3 v_color;
varying vec3 v_second;
varying vec3 v_light;
varying vec4 v_uv;
varying float v_material;
void main() {
  v_world = position;
  v_normal = normal;
  v_color = color;
  v_second = color2;
  v_light = light;
  v_uv = uv;
  v_material = material;
  gl_Position = u_view_projection * vec4(position, 1.0);
}
"""

VARYINGS = """
varying vec3 v_world;
varying vec3 v_normal;
varying vec3 v_color;
varying vec3 v_second;
varying vec3 v_light;
varying vec4 v_uv;
varying float v_material;
uniform float u_time;
uniform float u_ambient;
uniform float u_open;
"""

MAIN = """
void main() {
  vec3 n = v_normal;
  vec3 e = normalize(u_eye - v_world);
  vec3 c = v_color, second = v_second, shine = vec3(0.0);
  float spec = 0.0, gloss = 0.0;
  vec4 uv = v_uv;
  float outdoors = smoothstep(0.62, 0.95, v_light.g);
  vec2 p = abs(n.z) > 0.6 ? v_world.xy : (abs(n.x) > abs(n.y) ? v_world.yz : v_world.xz);
  vec2 pixel = fwidth(p);
  float fw = max(pixel.x, pixel.y) + 1e-4;
#ifdef MATERIAL
  float near = clamp(1.0 - fw * 7.0, 0.0, 1.0), mid = clamp(1.0 - fw * 1.8, 0.0, 1.0);
  vec4 cloud = texture2D(u_noise, p * 0.11);
  c *= 0.93 + 0.14 * cloud.g;
#endif
  BRANCHES
  // Darker towards a surface's edges, as where walls meet less light comes in.
  vec2 low = max(uv.xy, 0.0), high = max(uv.zw - uv.xy, 0.0);
  float ao = 1.0;
#ifndef NO_AO
  vec4 corner = exp(vec4(low, high) * -1.8);
  float side = abs(n.z) > 0.6 ? 0.30 : 0.24;
  ao = (1.0 - side * corner.x) * (1.0 - side * corner.z);
  ao *= (1.0 - 0.34 * corner.y) * (1.0 - 0.26 * corner.w);
#endif
  // With the roofs off some daylight falls everywhere.
  vec3 light = max(v_light, vec3(u_open));
  vec3 ambient = light * mix(u_bounce, u_sky, 0.5 + 0.5 * n.z) * u_ambient;
  float facing = max(dot(n, u_sun), 0.0);
  vec3 col = c * (ambient * ao + u_sun_color * (facing * outdoors));
#ifdef SPECULAR
  if (gloss > 0.05) {
    vec3 r = reflect(-e, n);
    float grazing = 1.0 - max(dot(n, e), 0.0);
    grazing *= grazing;
    vec3 around = ambient * mix(0.55, 1.15, smoothstep(-0.1, 0.7, r.z));
    if (v_material > 9.5 && v_material < 10.5) {
      float band = 0.45 + 0.55 * smoothstep(-0.25, 0.35, r.z + 0.25 * sin(r.x * 5.0 + r.y * 3.0));
      col = c * (light * 1.9 * band + 0.04);
    } else {
      float f = (0.03 + 0.6 * gloss * grazing * grazing) * spec * 1.6;
      col = mix(col, around, clamp(f, 0.0, 0.65));
    }
    col += u_sun_color * outdoors * gloss * 0.35 * pow(max(dot(r, u_sun), 0.0), 40.0);
  }
#else
  if (v_material > 9.5 && v_material < 10.5)
    col = c * light * (0.5 + 0.9 * smoothstep(-0.4, 0.5, n.z + 0.3 * dot(n, e)));
#endif
  col = (col + shine) * mix(1.0, u_outside, outdoors);
  gl_FragColor = vec4(finish(col, v_world), 1.0);
}
"""

# These put other things into uv than the distances to the edges.
_UNEDGED = (Material.RUG, Material.INLAY, Material.TILE, Material.COFFER, Material.DECAL)


def fragment_shader(materials: Sequence[Material], quality: Quality) -> str:
    """Return the fragment shader of a group of materials."""
    edged = [m for m in materials if m not in _UNEDGED]
    head = "" if edged else "#define NO_AO\n"
    blocks = FLAT if quality is Quality.LOW else BLOCKS
    main = MAIN.replace("BRANCHES", branches(tuple(materials), blocks))
    unedged = [m for m in materials if m in _UNEDGED]
    if edged and unedged:
        test = " || ".join(f"abs(v_material - {int(m)}.0) < 0.5" for m in unedged)
        main = main.replace(
            "// Darker", f"if ({test}) uv = vec4(9.0, 9.0, 99.0, 99.0);\n  // Darker"
        )
    return head + FINISH + LIGHT + NOISE + VARYINGS + HASH + main


PLAIN: tuple[tuple[int, ...], ...] = ((0, 1, 2, 6, 7), (3, 4, 5))
"""The groups as they are joined at LOW, where most are drawn alike: beside them the floors whose
patterns stay, the only ones with something to compute or to leave out at each pixel."""

_RICH = tuple((k,) for k in range(len(GROUPS)))


def groups_of(quality: Quality) -> tuple[tuple[int, ...], ...]:
    """Return what is drawn in one call at this quality, as numbers of `GROUPS`."""
    return PLAIN if quality is Quality.LOW else _RICH


GroupedMesh = tuple[Mesh, list[NDArray[np.uint32]]]

_GROUP_OF = np.zeros(64, np.intp)
for _index, _group in enumerate(GROUPS):
    for _material in _group:
        _GROUP_OF[int(_material)] = _index


def by_group(mesh: Mesh) -> list[NDArray[np.uint32]]:
    """Return a mesh's indices split by `GROUPS`."""
    triangles = mesh.indices.reshape(-1, 3)
    kinds = np.rint(mesh.vertices["material"]).astype(np.intp)
    group = _GROUP_OF[kinds[triangles[:, 0]]] if len(triangles) else np.zeros(0, np.intp)
    # Sorted once, as bytes: a mask for each group would go through a whole land eight times,
    # and no other thread would run meanwhile.
    order = np.argsort(group.astype(np.uint8), kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=len(GROUPS)))[:-1]
    return [part.ravel() for part in np.split(triangles[order], ends)]


class ShellPrograms:
    """The programs of each quality and group, shared by all shells.

    They are made when first needed: compiling all of them would cost the start a second on a
    software renderer.
    """

    def __init__(self) -> None:
        self._programs: dict[tuple[Quality, int], Drawable] = {}

    def __contains__(self, key: tuple[Quality, int]) -> bool:
        return key in self._programs

    def __len__(self) -> int:
        return len(self._programs)

    def of(self, key: tuple[Quality, int]) -> Drawable:
        """Return a program."""
        if key not in self._programs:
            quality, group = key
            materials = tuple(m for k in groups_of(quality)[group] for m in GROUPS[k])
            self._programs[key] = Drawable(
                VERTEX_SHADER,
                fragment_shader(materials, quality),
                state=OPAQUE,
                defines=quality.defines,
            )
        return self._programs[key]


@dataclass(slots=True)
class Grouped:
    """Named meshes made ready for uploading, with no OpenGL: a thread may do it.

    Parameters
    ----------
    vertices
        Of all meshes, one after the other.
    parts
        The triangles of each mesh by group.
    """

    vertices: NDArray[np.void]
    parts: dict[str, list[NDArray[np.uint32]]]

    @classmethod
    def of(cls, meshes: Mapping[str, Mesh], known: dict[int, GroupedMesh] | None = None) -> Grouped:
        """Join meshes; `known` remembers the groups of those that come again."""
        named = [(key, mesh) for key, mesh in meshes.items() if len(mesh.vertices)]
        parts: dict[str, list[NDArray[np.uint32]]] = {}
        kept: dict[int, GroupedMesh] = {}
        start = 0
        for key, mesh in named:
            held = None if known is None else known.get(id(mesh))
            groups = by_group(mesh) if held is None else held[1]
            kept[id(mesh)] = (mesh, groups)
            parts[key] = [part + np.uint32(start) for part in groups]
            start += len(mesh.vertices)
        if known is not None:
            known.clear()
            known.update(kept)
        vertices = [mesh.vertices for _, mesh in named]
        return cls(joined(vertices) if vertices else np.zeros(0, VERTEX), parts)


class Shell:
    """Named meshes in one buffer, of which some are chosen to be drawn.

    Parameters
    ----------
    programs
        Shared with other shells.
    """

    def __init__(self, programs: ShellPrograms) -> None:
        self.programs = programs
        self._parts: dict[str, list[NDArray[np.uint32]]] = {}
        self._vertices: dict[str, gloo.VertexBuffer] = {}
        self._buffer: gloo.VertexBuffer | None = None
        self._indices: dict[tuple[bool, int], gloo.IndexBuffer | None] = {}
        self._stale: set[tuple[bool, int]] = set()
        self._chosen: tuple[str, ...] = ()
        self._known: dict[int, GroupedMesh] = {}

    def prepare(self, meshes: Mapping[str, Mesh]) -> Grouped:
        """Make meshes ready that come again and again; in one thread at a time, whichever."""
        return Grouped.of(meshes, self._known)

    def fill(self, meshes: Mapping[str, Mesh]) -> None:
        """Hold these meshes in place of the old ones, and draw all of them."""
        self.upload(self.prepare(meshes))

    def upload(self, grouped: Grouped) -> None:
        """Hold what was made ready."""
        self._parts = grouped.parts
        if self._buffer is not None:
            self._buffer.delete()
            self._buffer = None
        if len(grouped.vertices):
            self._buffer = gloo.VertexBuffer(grouped.vertices)
            assert grouped.vertices.dtype.names is not None
            self._vertices = {name: self._buffer[name] for name in grouped.vertices.dtype.names}
        self._chosen = ()
        self.choose(tuple(self._parts))

    def choose(self, keys: Sequence[str]) -> None:
        """Draw only these meshes, in this order (nearest first saves filling)."""
        chosen = tuple(key for key in keys if key in self._parts)
        if chosen != self._chosen:
            self._chosen = chosen
            self._stale = {(rich, group) for rich in (False, True) for group in range(len(GROUPS))}

    def draw(
        self,
        values: Mapping[str, Uniform],
        quality: Quality,
        state: Mapping[str, Any] = OPAQUE,
    ) -> None:
        """Draw what is chosen."""
        for group in range(len(groups_of(quality))):
            indices = self._current(quality, group)
            if indices is not None:
                program = self.programs.of((quality, group))
                program.draw_with(values, self._vertices, indices, state)

    @property
    def triangles(self) -> int:
        """How many triangles are drawn."""
        return sum(len(part) for name in self._chosen for part in self._parts[name]) // 3

    def drawn_count(self, quality: Quality) -> int:
        """Return in how many groups there is something to draw."""
        groups = range(len(groups_of(quality)))
        return sum(self._current(quality, group) is not None for group in groups)

    def warm(self, values: Mapping[str, Uniform], quality: Quality) -> bool:
        """Compile one program that drawing in this quality will need; False when none is left.

        A driver compiles at the first draw, so it is drawn (best into a tiny target).
        """
        for group in range(len(groups_of(quality))):
            if (quality, group) not in self.programs:
                indices = self._current(quality, group)
                if indices is not None:
                    self.programs.of((quality, group)).draw_with(values, self._vertices, indices)
                    return True
        return False

    def _current(self, quality: Quality, group: int) -> gloo.IndexBuffer | None:
        """Return the triangles of a group, uploaded if they changed."""
        rich = quality > Quality.LOW
        key = (rich, group)
        if not self._chosen:
            return None
        if key in self._stale:
            self._stale.discard(key)
            if rich:
                lists = [self._parts[name][group] for name in self._chosen]
            else:
                lists = [self._parts[name][k] for name in self._chosen for k in PLAIN[group]]
            data = np.concatenate(lists)
            held = self._indices.get(key)
            if held is not None:
                held.delete()
            self._indices[key] = gloo.IndexBuffer(data) if len(data) else None
        return self._indices.get(key)
