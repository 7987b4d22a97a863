"""The sky: a gradient, soft clouds, the sun's glow; drawn last, where nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

from vispy import gloo

from palace.scene.quality import Quality
from palace.scene.visuals.drawable import BEHIND, QUAD, Drawable, Uniform
from palace.scene.visuals.shading import FINISH, NOISE

_VERTEX = """
attribute vec2 corner;
uniform vec3 u_forward;
uniform vec3 u_right;
uniform vec3 u_up;
uniform float u_shift;
varying vec3 v_direction;
void main() {
  v_direction = u_forward + (corner.x - u_shift) * u_right + corner.y * u_up;
  gl_Position = vec4(corner, 0.99999, 1.0);
}
"""

_FRAGMENT = (
    FINISH
    + NOISE
    + """
varying vec3 v_direction;
uniform vec3 u_zenith;
uniform vec3 u_horizon;
uniform vec3 u_below;
uniform vec3 u_sun_glow;
void main() {
  vec3 d = normalize(v_direction);
  float z = max(d.z, 0.0), s = max(dot(d, u_sun), 0.0);
  vec3 c = mix(u_horizon, u_zenith, pow(z, 0.55));
  c += u_sun_glow * (0.22 * pow(s, 6.0) + 0.5 * pow(s, 60.0));
#ifdef MATERIAL
  c += u_sun_glow * 14.0 * smoothstep(0.99965, 0.9998, s);
  if (d.z > 0.01) {
    vec2 p = d.xy / (d.z + 0.12) * 0.16;
    float w = texture2D(u_noise, p * 0.5 + 0.1).g - 0.5;
    float a = texture2D(u_noise, p * 0.55 + w * 0.12).g * 0.62
            + texture2D(u_noise, p * 1.5 + w * 0.3).g * 0.26
            + texture2D(u_noise, p * 4.1).g * 0.12;
    float cover = smoothstep(0.53, 0.68, a) * smoothstep(0.02, 0.20, d.z);
    float thick = smoothstep(0.50, 0.86, a);
    vec3 bright = u_horizon + u_sun_glow * 0.42, dim = u_horizon * 0.92 + u_sun_glow * 0.16;
    vec3 cloud = mix(bright, dim, thick * 0.8);
    c = mix(c, cloud + u_sun_glow * 0.25 * s * s * s * s, cover * 0.9);
  }
#endif
  if (d.z < 0.0) c = mix(u_horizon, u_below, clamp(-d.z * 6.0, 0.0, 1.0));
  gl_FragColor = vec4(develop(c * u_outside), 1.0);
}
"""
)


class Sky:
    """The sky at each quality."""

    def __init__(self) -> None:
        self._programs: dict[Quality, Drawable] = {}

    def warm(self, values: Mapping[str, Uniform], quality: Quality) -> bool:
        """Compile its program for this quality; False when that is done already."""
        if quality in self._programs:
            return False
        self.draw(values, quality)
        return True

    def draw(self, values: Mapping[str, Uniform], quality: Quality) -> None:
        """Draw it behind everything."""
        program = self._programs.get(quality)
        if program is None:
            program = Drawable(
                _VERTEX, _FRAGMENT, state=BEHIND, mode="triangle_strip", defines=quality.defines
            )
            program.attribute("corner", gloo.VertexBuffer(QUAD))
            self._programs[quality] = program
        program.draw(values)
