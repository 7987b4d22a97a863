"""Models drawn many times: objects at their loci, pedestals, columns, trees, lamps.

One program for each model; place, scale, yaw, colour and light come with the instance, and so
do *highlight* (0…1, a found object shines) and *fade* (0…1, the others step back).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from palace.scene.meshes.mesh import Material, Mesh
from palace.scene.quality import Quality
from palace.scene.visuals.drawable import OPAQUE, Drawable, Uniform, structured
from palace.scene.visuals.shading import FINISH, LIGHT, NOISE

_VERTEX = """
attribute vec3 position;
attribute vec3 normal;
attribute vec3 color;
attribute float tint;
attribute float ao;
attribute float material;
attribute vec4 i_place;   // x, y, z, yaw
attribute vec4 i_scale;   // x, y, z, highlight
attribute vec4 i_color;   // r, g, b, fade
attribute vec4 i_light;   // r, g, b, unused
uniform mat4 u_view_projection;
void place() {
  float c = cos(i_place.w), s = sin(i_place.w);
  vec3 at = position * i_scale.xyz;
  v_world = vec3(c * at.x - s * at.y, s * at.x + c * at.y, at.z) + i_place.xyz;
  v_normal = vec3(c * normal.x - s * normal.y, s * normal.x + c * normal.y, normal.z);
  v_color = mix(color, i_color.rgb * color, tint);
  v_local = position;
  v_light = vec4(i_light.rgb, ao);
  v_kind = vec3(material, i_scale.w, i_color.w);
  gl_Position = u_view_projection * vec4(v_world, 1.0);
}
"""

_KNOWN = """
KEPT vec3 v_world;
KEPT vec3 v_normal;
KEPT vec3 v_color;
KEPT vec3 v_local;
KEPT vec4 v_light;     // r, g, b, occlusion
KEPT vec3 v_kind;      // material, highlight, fade
"""

_SHADE = (
    FINISH
    + LIGHT
    + NOISE
    + f"""
#define METAL {int(Material.METAL)}.0
#define EMIT {int(Material.EMIT)}.0
#define FOLIAGE {int(Material.FOLIAGE)}.0
#define WATER {int(Material.WATER)}.0
"""
    + """
uniform float u_ambient;
uniform float u_open;
uniform float u_pulse;
bool is(float material) { return abs(v_kind.x - material) < 0.5; }
vec3 shade() {
  vec3 n = normalize(v_normal), e = normalize(u_eye - v_world), c = v_color;
  float outdoors = smoothstep(0.62, 0.95, v_light.g);
  float along = dot(n, e), grazing = 1.0 - max(along, 0.0);
  grazing *= grazing;
  float facing = dot(n, u_sun), lit = max(facing, 0.0);
  if (is(FOLIAGE)) {
    lit = clamp(facing * 0.75 + 0.25, 0.0, 1.0);
#ifdef MATERIAL
    float a = 0.5 * (texture2D(u_noise, v_world.xz * 0.8 + 0.3 * v_world.y).a
                   + texture2D(u_noise, v_world.yz * 0.83 - 0.2 * v_world.x).a);
    float b = texture2D(u_noise, v_world.xy * 0.3 + v_world.z * 0.21).g;
    float close = clamp(1.2 - length(v_world - u_eye) * 0.018, 0.25, 1.0);
    c *= 1.0 + 1.5 * close * (a - 0.5) + 0.5 * (b - 0.5);
    c = mix(c, c * vec3(1.15, 1.12, 0.80), clamp(n.z * 0.6 + b - 0.5, 0.0, 0.5));
#endif
  }
#ifdef MATERIAL
  else if (v_kind.x < 0.5) {
    c *= 0.92 + 0.16 * texture2D(u_noise, v_local.xz * 1.3 + v_local.y).g;
  }
#endif
  vec3 light = max(v_light.rgb, vec3(u_open));
  vec3 ambient = light * mix(u_bounce, u_sky, 0.5 + 0.5 * n.z) * u_ambient;
  vec3 col = c * (ambient * v_light.a + u_sun_color * (lit * outdoors * (0.4 + 0.6 * v_light.a)));
  vec3 shine = vec3(0.0);
  if (is(METAL)) {
    vec3 r = reflect(-e, n);
    float band = smoothstep(-0.3, 0.6, r.z + 0.2 * sin(r.x * 6.0));
    col = c * light * (0.35 + 1.25 * band);
#ifdef SPECULAR
    float glint = pow(max(dot(normalize(vec3(0.2, 0.1, 1.0)), r), 0.0), 18.0);
    col += light * glint * 0.35;
#endif
  } else if (is(EMIT)) {
    shine = c * (0.9 + 0.5 * max(along, 0.0));
    col = vec3(0.0);
  } else if (is(WATER)) {
    col = c * ambient + u_sky * light.g * (0.05 + 0.55 * grazing * grazing);
  }
#ifdef SPECULAR
  else {
    vec3 r = reflect(-e, n);
    float glint = pow(max(dot(normalize(vec3(0.2, 0.1, 1.0)), r), 0.0), 18.0);
    col += light * (0.10 * glint + 0.08 * grazing * grazing);
  }
#endif
  if (v_kind.y > 0.0) {
    // A found object shines from within, most at its edges; its colour stays readable.
    col *= 1.0 - 0.45 * v_kind.y;
    shine += v_kind.y * (0.9 + 0.1 * u_pulse)
           * (v_color * 0.28 + vec3(0.50, 0.32, 0.09) * (0.30 + 1.1 * grazing * grazing));
  }
  vec3 grey = vec3(dot(col, vec3(0.3, 0.6, 0.1))) * 0.75;
  col = mix(col, grey, 0.6 * v_kind.z) * (1.0 - 0.35 * v_kind.z);
  col = (col + shine) * mix(1.0, u_outside, outdoors);
  return finish(col, v_world);
}
"""
)


def shaders(quality: Quality) -> tuple[str, str]:
    """Return the vertex and the fragment shader of a quality.

    At LOW light and colour are worked out at the vertices: models are many small triangles, of
    which a processor has fewer corners to work out than pixels in them.
    """
    if quality is Quality.LOW:
        known, out = _KNOWN.replace("KEPT", ""), "varying vec3 v_out;\n"
        main = "void main() { place(); v_out = shade(); }\n"
        return (
            known + out + _VERTEX + _SHADE + main,
            out + "void main() { gl_FragColor = vec4(v_out, 1.0); }\n",
        )
    known = _KNOWN.replace("KEPT", "varying")
    return (
        known + _VERTEX + "void main() { place(); }\n",
        known + _SHADE + "void main() { gl_FragColor = vec4(shade(), 1.0); }\n",
    )


_ATTRIBUTES = ("i_place", "i_scale", "i_color", "i_light")


@dataclass(slots=True)
class ModelInstances:
    """Instances of one model as the program reads them, each (n, 4) float32."""

    place: NDArray[np.float32]
    scale: NDArray[np.float32]
    color: NDArray[np.float32]
    light: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.place)

    @classmethod
    def of_records(cls, records: NDArray[np.void]) -> ModelInstances:
        """Return the same as an array of `palace.scene.meshes.mesh.INSTANCE`."""
        zero = np.zeros((len(records), 1), np.float32)
        return cls(
            np.column_stack([records["position"], records["yaw"]]).astype(np.float32),
            np.column_stack([records["scale"], zero]).astype(np.float32),
            np.column_stack([records["color"], zero]).astype(np.float32),
            np.column_stack([records["light"], zero]).astype(np.float32),
        )

    def taken(self, rows: NDArray[np.intp]) -> ModelInstances:
        """Return a selection."""
        return ModelInstances(
            self.place[rows], self.scale[rows], self.color[rows], self.light[rows]
        )


class ModelPrograms:
    """The two programs that all models share: flat, and with materials and reflections."""

    def __init__(self) -> None:
        self._programs: dict[bool, Drawable] = {}

    def has(self, quality: Quality) -> bool:
        """Return whether the program of a quality is there."""
        return (quality > Quality.LOW) in self._programs

    def of(self, quality: Quality) -> Drawable:
        """Return the program of a quality, compiling it when first needed."""
        rich = quality > Quality.LOW
        if rich not in self._programs:
            # One serves MEDIUM and HIGH: on these small areas reflections cost little.
            defines = Quality.HIGH.defines if rich else quality.defines
            self._programs[rich] = Drawable(*shaders(quality), state=OPAQUE, defines=defines)
        return self._programs[rich]


class Model:
    """One model and its instances.

    Parameters
    ----------
    mesh
        Of `palace.scene.meshes.mesh.MODEL_VERTEX`.
    programs
        Shared with all other models.
    """

    def __init__(self, mesh: Mesh, programs: ModelPrograms) -> None:
        self._mesh = mesh
        self._programs = programs
        self._indices: gloo.IndexBuffer | None = None
        self._vertices: dict[str, gloo.VertexBuffer] = {}
        self._instances: dict[str, gloo.VertexBuffer] = {}
        self._count = self._size = 0

    def fill(self, instances: ModelInstances) -> None:
        """Draw these from now on."""
        count = len(instances)
        if count == 0:
            self._count = 0
            return
        columns = (instances.place, instances.scale, instances.color, instances.light)
        if self._instances and self._size == count:
            for name, column in zip(_ATTRIBUTES, columns, strict=True):
                self._instances[name].set_data(np.ascontiguousarray(column), copy=False)
        else:
            for buffer in self._instances.values():
                buffer.delete()
            self._instances = {
                name: gloo.VertexBuffer(np.ascontiguousarray(column, np.float32), divisor=1)
                for name, column in zip(_ATTRIBUTES, columns, strict=True)
            }
        self._count = self._size = count

    @property
    def triangles(self) -> int:
        """How many triangles are drawn."""
        return self._count * len(self._mesh.indices) // 3

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return self._count > 0

    def draw(
        self,
        values: Mapping[str, Uniform],
        quality: Quality,
        state: Mapping[str, Any] = OPAQUE,
    ) -> None:
        """Draw all instances."""
        if self._count == 0:
            return
        if self._indices is None:
            self._indices = gloo.IndexBuffer(np.ascontiguousarray(self._mesh.indices, np.uint32))
            self._vertices = structured(self._mesh.vertices)
        buffers = {**self._vertices, **self._instances}
        self._programs.of(quality).draw_with(values, buffers, self._indices, state)

    def warm(self, values: Mapping[str, Uniform], quality: Quality) -> bool:
        """Compile the program of this quality; False when that is done already."""
        if self._programs.has(quality) or self._count == 0:
            return False
        self.draw(values, quality)
        return True
