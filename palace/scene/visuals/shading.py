"""GLSL shared by all shaders: fog, exposure, tone.

Features are switched by ``#define``: TONE (ACES, saturation, vignette), MATERIAL (patterns
from the noise texture), SPECULAR (reflections and highlights).
"""

FINISH = """
uniform vec3 u_eye;
uniform vec3 u_fog_color;
uniform vec3 u_fog_sun;
uniform vec3 u_sun;
uniform float u_fog_density;
uniform float u_exposure;
uniform vec2 u_resolution;
uniform float u_outside;

// Fog, exposure, then the film's response. ACES curve: K. Narkowicz's fit (2015).
vec3 develop(vec3 c) {
  c *= u_exposure;
#ifdef TONE
  c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
  c = pow(clamp(c, 0.0, 1.0), vec3(0.4545));
  float grey = dot(c, vec3(0.3, 0.6, 0.1));
  c = mix(vec3(grey), c, 1.06);
  vec2 q = gl_FragCoord.xy / u_resolution - 0.5;
  return c * (1.0 - 0.42 * dot(q, q));
#else
  // One square root in place of the power: near the same curve, flatter in the darks.
  c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
  return sqrt(clamp(c, 0.0, 1.0)) * 0.98;
#endif
}

vec3 finish(vec3 c, vec3 world) {
  vec3 sight = world - u_eye;
  float d = dot(sight, sight) * u_fog_density * u_fog_density;
  float towards = max(dot(sight, u_sun) * inversesqrt(dot(sight, sight) + 1e-6), 0.0);
  vec3 haze = u_fog_color + u_fog_sun * (towards * towards * towards);
  return develop(mix(haze, c, exp2(-d)));
}
"""

LIGHT = """
uniform vec3 u_sky;
uniform vec3 u_bounce;
uniform vec3 u_sun_color;
"""

NOISE = "uniform sampler2D u_noise;\n"
