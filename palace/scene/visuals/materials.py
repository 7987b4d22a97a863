"""How surfaces look: one GLSL block for each material, and which materials share a program.

An uber-shader pays for every branch on a software renderer, so the shell is drawn in groups,
each with only its own blocks. Every pattern fades by ``fwidth`` before it can shimmer.

A block may change ``c`` (the colour), ``n`` (the normal), ``spec`` and ``gloss`` (0…1),
``shine`` (light of its own); it may read ``p`` (the place on the surface in metres), ``uv``,
``second`` (color2), ``e`` (towards the eye), ``fw`` (a pixel's size in metres), ``near`` and
``mid`` (1 close by, 0 far away) and ``cloud`` (a slow noise sample).
"""

from __future__ import annotations

from palace.scene.meshes.mesh import Material

_M = Material

GROUPS: tuple[tuple[Material, ...], ...] = (
    (_M.PLAIN, _M.STONE, _M.DADO),
    (_M.MARBLE, _M.COFFER, _M.STARS, _M.PANEL, _M.METAL, _M.EMIT),
    (_M.TERRAZZO, _M.MOSAIC),
    (_M.PLANK, _M.HERRINGBONE),
    (_M.BASKET, _M.CHECKER, _M.HEXAGON),
    (_M.RUG, _M.INLAY),
    (_M.PAVING, _M.GRASS, _M.TILE),
    (_M.FOLIAGE, _M.WATER, _M.GLASS),
)

HASH = """
float hash(vec2 k) { return fract(sin(dot(k, vec2(12.9898, 78.233))) * 43758.5453); }
// A thin line at each whole number of x; w its half width, f a pixel, both in units of x.
float line(float x, float w, float f) {
  float d = abs(fract(x - 0.5) - 0.5);
  return (1.0 - smoothstep(w, w + f, d)) * clamp(1.0 - f * 1.6, 0.0, 1.0);
}
"""

BLOCKS: dict[Material, str] = {
    _M.PLAIN: """
    c *= 1.0 + 0.10 * near * (texture2D(u_noise, p * 0.9).g - 0.5);
""",
    _M.STONE: """
    c *= 1.0 + 0.14 * near * (texture2D(u_noise, p * 1.2).a - 0.5)
             + 0.10 * (texture2D(u_noise, p * 0.4).g - 0.5);
""",
    _M.DADO: """
    float z = uv.y, f = fw + 0.001, x = uv.x;
    float below = 1.0 - smoothstep(0.82 - f, 0.82 + f, z);
    vec2 field = vec2(abs(fract(x / 0.9) - 0.5) * 0.9, abs(z - 0.47));
    float edge = max(field.x - 0.36, field.y - 0.22);
    vec3 panel = second * (1.0 + 0.10 * (1.0 - smoothstep(0.0, f, edge)));
    panel *= 1.0 - 0.35 * mid * (1.0 - smoothstep(0.010, 0.010 + f, abs(edge)));
    panel = mix(panel, second * 0.62, 1.0 - smoothstep(0.15 - f, 0.15 + f, z));
    panel += 0.08 * mid * (1.0 - smoothstep(0.008, 0.008 + f, abs(z - 0.155)));
    c *= 1.0 + 0.08 * near * (texture2D(u_noise, p * 0.9).g - 0.5);
    c = mix(c, panel, below);
    float rail = 1.0 - smoothstep(0.035, 0.035 + f, abs(z - 0.845));
    vec3 rail_color = mix(v_color, vec3(0.93, 0.87, 0.74), 0.7);
    c = mix(c, rail_color * (0.72 + 9.0 * clamp(z - 0.81, 0.0, 0.07)), rail);
    c *= 1.0 - 0.25 * mid * step(z, 0.81) * (1.0 - smoothstep(0.0, 0.06, 0.81 - z));
    float frieze = 1.0 - smoothstep(0.012, 0.012 + f, abs(z - (uv.w - 0.62)));
    c = mix(c, second, frieze * 0.7 * step(4.0, uv.w) * mid);
""",
    _M.MARBLE: """
    float w = texture2D(u_noise, p * 0.19).g;
    float vein = 1.0 - abs(sin((p.x * 0.9 + p.y * 1.5) * 1.3 + w * 13.0));
    float fine = 1.0 - abs(sin((p.x * 1.7 - p.y * 0.8) * 1.1 + w * 19.0 + 2.0));
    c *= 1.0 - mid * (0.20 * pow(vein, 9.0) + 0.09 * pow(fine, 14.0));
    c *= 0.96 + 0.08 * w;
    spec = 0.25; gloss = 0.3;
""",
    _M.COFFER: """
    vec2 k = abs(fract(uv.xy / 1.05) - 0.5);
    float m = max(k.x, k.y);
    c = mix(c, c * 0.80, mid * (1.0 - smoothstep(0.34, 0.34 + fw, m)));
    c = mix(c, second, 0.55 * mid * (1.0 - smoothstep(0.012, 0.012 + fw, abs(m - 0.34))));
    float rosette = length(fract(uv.xy / 1.05) - 0.5);
    c = mix(c, second, 0.7 * mid * (1.0 - smoothstep(0.09, 0.09 + fw, rosette)));
""",
    _M.STARS: """
    vec2 g = p / 0.62;
    vec2 k = floor(g);
    float h = hash(k), h2 = fract(h * 57.3);
    vec2 q = fract(g) - 0.5 - (vec2(h, h2) - 0.5) * 0.6;
    float size = 0.05 + 0.11 * h2;
    float ray = length(q) / (0.62 + 0.38 * cos(atan(q.y, q.x) * 5.0 + h * 6.0) * 0.6);
    float star = (1.0 - smoothstep(size - fw, size + fw, ray)) * step(h, 0.72);
    star *= clamp(1.0 - fw * 2.0, 0.2, 1.0);
    c = mix(c * (0.8 + 0.6 * cloud.g), second, star);
    shine = second * star * 0.35;
""",
    _M.PANEL: """
    float g = texture2D(u_noise, vec2(p.x * 1.4, p.y * 0.12)).g;
    c *= 1.0 + 0.5 * mid * (g - 0.5);
    spec = 0.2; gloss = 0.3;
""",
    _M.METAL: "spec = 1.0; gloss = 0.8;\n",
    _M.EMIT: "shine = c * 1.6; c *= 0.2;\n",
    _M.TERRAZZO: """
    float a = texture2D(u_noise, p * 1.6).r;
    float b = texture2D(u_noise, p.yx * 2.3 + 0.37).r;
    float d = texture2D(u_noise, p * 1.9 + 0.71).r;
    float s = 0.03 + fw * 0.6;
    c = mix(c, second, near * 0.85 * smoothstep(0.72 - s, 0.72 + s, a));
    c = mix(c, vec3(0.56, 0.27, 0.17), near * 0.8 * smoothstep(0.74 - s, 0.74 + s, b));
    c = mix(c, vec3(0.85, 0.78, 0.62), near * 0.7 * smoothstep(0.72 - s, 0.72 + s, d));
    float f = fw / 1.5 * 1.2;
    float brass = max(line(p.x / 1.5, 0.006, f), line(p.y / 1.5, 0.006, f));
    c = mix(c, vec3(0.55, 0.40, 0.16), 0.75 * brass);
    spec = 0.5; gloss = 0.6;
""",
    _M.MOSAIC: """
    vec2 t = p / 0.16;
    vec2 k = floor(t);
    float h = hash(k), f = fw / 0.16 * 1.2;
    float patch_ = texture2D(u_noise, k * 0.011).g;
    vec3 stone = mix(c, second, step(0.62, h * 0.5 + patch_ * 0.75));
    c = mix(mix(c, second, 0.25), stone * (0.86 + 0.28 * fract(h * 91.7)), mid);
    c *= 1.0 - 0.4 * max(line(t.x, 0.05, f), line(t.y, 0.05, f));
    spec = 0.35; gloss = 0.4;
""",
    _M.PLANK: """
    float r = p.y / 0.17, k = floor(r), h = hash(vec2(k, 3.0));
    float q = p.x / 1.9 + h * 7.0, k2 = floor(q), h2 = hash(vec2(k2, k));
    c = mix(c, second, 0.25 * mid * fract(h2 * 7.7));
    c *= mix(1.0, 0.72 + 0.5 * h2, mid);
    float g = texture2D(u_noise, vec2(p.x * 0.10 + h2 * 3.0, p.y * 1.3 + h2)).g;
    c *= 1.0 + mid * 0.7 * (g - 0.5);
    c *= 1.0 - 0.55 * max(line(r, 0.02, fw / 0.17 * 1.2), line(q, 0.003, fw / 1.9 * 1.2));
    spec = 0.35; gloss = 0.45;
""",
    _M.HERRINGBONE: """
    // Blocks of 1 × 4 laid in steps: the axis alternates along the diagonal.
    vec2 t = p / 0.14;
    vec2 k = floor(t);
    float step4 = mod(k.x - k.y, 8.0);
    bool flat_ = step4 < 4.0;
    vec2 brick = flat_ ? vec2(k.x - step4, k.y) : vec2(k.x, k.y - (7.0 - step4));
    float h = hash(brick + (flat_ ? 0.0 : 57.0));
    float along = flat_ ? t.x : t.y, across = flat_ ? t.y : t.x;
    c = mix(c, second, mid * 0.8 * h);
    float g = texture2D(u_noise, vec2(along * 0.016 + h * 3.0, across * 0.2 + h)).g;
    c *= 1.0 + mid * 0.5 * (g - 0.5);
    float start = flat_ ? t.x - brick.x : t.y - brick.y, f = fw / 0.14 * 1.2;
    float end = 1.0 - smoothstep(0.03, 0.03 + f, min(start, 4.0 - start));
    float joint = max(line(across, 0.03, f), end);
    c *= 1.0 - 0.45 * joint * clamp(1.0 - f * 1.6, 0.0, 1.0);
    spec = 0.35; gloss = 0.45;
""",
    _M.BASKET: """
    vec2 t = p / 0.48, k = floor(t), q = fract(t);
    bool turned = mod(k.x + k.y, 2.0) < 0.5;
    float s = turned ? q.x : q.y, o = turned ? q.y : q.x;
    float h = hash(k + floor(s * 3.0) * 3.7);
    c = mix(c, second, mid * h * 0.8);
    c *= 1.0 + 0.25 * near * (texture2D(u_noise, p * 1.3).g - 0.5);
    float f = fw / 0.16 * 1.1;
    float joint = max(line(s * 3.0, 0.035, f), line(o, 0.012, f * 0.34));
    c = mix(c, vec3(0.58, 0.44, 0.32), 0.75 * joint);
    spec = 0.18; gloss = 0.25;
""",
    _M.CHECKER: """
    vec2 t = vec2(p.x + p.y, p.x - p.y) * 0.7071 / 0.72, k = floor(t);
    vec2 half_ = abs(fract(t) - 0.5);
    float dark = mod(k.x + k.y, 2.0), f = fw / 0.72 * 1.5;
    float edge = 0.5 - max(half_.x, half_.y);
    dark = mix(0.42, dark, clamp(1.2 - f * 1.6, 0.0, 1.0));
    float w = texture2D(u_noise, p * 0.25 + k * 0.37).g;
    float vein = pow(1.0 - abs(sin((p.x * 0.7 + p.y * 1.6) * 1.5 + w * 14.0 + k.x * 2.0)), 9.0);
    c = mix(c, second, dark);
    c *= 1.0 + mid * vein * (dark > 0.5 ? 0.35 : -0.16);
    c *= 1.0 - 0.35 * (1.0 - smoothstep(0.008, 0.008 + f, edge)) * clamp(1.0 - f * 2.0, 0.0, 1.0);
    spec = 0.55; gloss = 0.75;
""",
    _M.HEXAGON: """
    vec2 g = p / 0.34, side = vec2(1.0, 1.7320508);
    vec2 a = mod(g, side) - side * 0.5, b = mod(g - side * 0.5, side) - side * 0.5;
    vec2 q = dot(a, a) < dot(b, b) ? a : b;
    float h = hash(floor((g - q) * 4.0 + 0.5)), f = fw / 0.34 * 1.2;
    vec2 m = abs(q);
    float edge = 0.5 - max(m.x, dot(m, side * 0.5));
    c = mix(mix(c, second, 0.28), mix(c, second, step(0.72, h)), mid);
    c *= 1.0 + mid * 0.16 * (fract(h * 37.0) - 0.5);
    c *= 1.0 - 0.4 * (1.0 - smoothstep(0.02, 0.02 + f, edge)) * clamp(1.0 - f * 1.6, 0.0, 1.0);
    spec = 0.3; gloss = 0.4;
""",
    _M.RUG: """
    vec2 s = uv.xy * uv.zw * 0.5, d = uv.zw * 0.5 - abs(s);
    float border = min(d.x, d.y);
    vec2 cell = abs(fract(s / 0.42 + 0.5) - 0.5);
    float dia = cell.x + cell.y;
    float ink = (1.0 - smoothstep(0.16, 0.16 + fw * 3.0, dia)) * 0.75;
    ink += 0.6 * (1.0 - smoothstep(0.025, 0.025 + fw * 3.0, abs(dia - 0.36)));
    float aspect = uv.z / uv.w;
    if (aspect < 4.0 && aspect > 0.25) {  // a medallion, except on a runner
      float leaf = cos(atan(s.y, s.x) * 8.0), r = length(s * vec2(0.8, 1.0));
      float rim = 0.78 + 0.10 * leaf;
      ink *= smoothstep(rim, rim + fw * 2.0, r);
      ink = max(ink, 1.0 - smoothstep(0.03, 0.03 + fw * 2.0, abs(r - rim)));
      ink = max(ink, 1.0 - smoothstep(0.25, 0.25 + fw * 2.0, r + 0.10 * leaf));
      ink = max(ink, 1.0 - smoothstep(0.02, 0.02 + fw * 2.0, abs(r - 0.5 - 0.06 * leaf)));
    }
    if (border < 0.34) {
      float braid = 1.0 - smoothstep(0.12, 0.16 + fw, abs(fract((s.x + s.y) / 0.22) - 0.5));
      ink = mix(0.12, braid * 0.6, step(0.09, border) * step(border, 0.27));
    }
    ink = max(ink, 1.0 - smoothstep(0.012, 0.012 + fw, abs(border - 0.30)));
    ink = max(ink, 1.0 - smoothstep(0.012, 0.012 + fw, abs(border - 0.06)));
    c = mix(v_color, second, clamp(ink, 0.0, 1.0) * clamp(1.0 - fw * 3.0, 0.35, 1.0));
    c *= 0.82 + 0.3 * near * texture2D(u_noise, p * vec2(5.0, 9.0)).a + 0.1 * (1.0 - near);
""",
    _M.INLAY: """
    vec2 s = uv.xy;
    float r = length(s), angle = atan(s.y, s.x), f = fw * 2.6 / uv.z + 0.002, k = 0.3926991;
    float a4 = abs(mod(angle + 2.0 * k, 4.0 * k) - 2.0 * k);
    float b4 = abs(mod(angle, 4.0 * k) - 2.0 * k);
    float ring = smoothstep(0.86 - f, 0.86 + f, r) * (1.0 - smoothstep(0.93 - f, 0.93 + f, r));
    float teeth = step(0.0, sin(angle * 32.0)) * smoothstep(0.77 - f, 0.77 + f, r)
                * (1.0 - smoothstep(0.83 - f, 0.83 + f, r));
    float star = 1.0 - smoothstep(0.74 - f, 0.74 + f, r * (cos(a4) + 2.6 * sin(a4)));
    float lesser = 1.0 - smoothstep(0.60 - f, 0.60 + f, r * (cos(b4) + 2.6 * sin(b4)));
    lesser *= 1.0 - star;
    float half1 = step(0.0, sin(angle * 4.0)), half2 = step(0.0, sin((angle + 2.0 * k) * 4.0));
    vec3 warm = mix(mix(v_color, second, 0.35), vec3(0.62, 0.36, 0.15), 0.62);
    float w = texture2D(u_noise, p * 0.25).g;
    float vein = pow(1.0 - abs(sin((p.x * 0.7 + p.y * 1.6) * 1.5 + w * 14.0)), 9.0);
    c = mix(v_color, second, ring * 0.9);
    c = mix(c, warm, teeth * 0.8);
    c = mix(c, mix(warm, v_color * 0.8, half2), lesser);
    c = mix(c, mix(second, second * 0.45 + warm * 0.35, half1), star);
    c = mix(c, second, 1.0 - smoothstep(0.012, 0.012 + f, abs(r - 0.40)));
    c *= 1.0 - 0.12 * vein * mid;
    if (r > 0.97 + f) discard;
    spec = 0.5; gloss = 0.65;
""",
    _M.PAVING: """
    vec2 t = p / 1.2;
    t.x += 0.5 * mod(floor(t.y), 2.0);
    c = mix(c, second, mid * hash(floor(t)) * 0.55);
    c *= 1.0 + 0.16 * near * (texture2D(u_noise, p * 1.6).a - 0.5);
    float f = fw / 1.2 * 1.3;
    c *= 1.0 - 0.32 * max(line(t.x, 0.008, f), line(t.y, 0.008, f));
    spec = 0.08; gloss = 0.15;
""",
    _M.GRASS: """
    vec4 g = texture2D(u_noise, p * 0.37);
    c = mix(vec3(dot(c, vec3(0.3, 0.6, 0.1))), c, 0.78);
    c = mix(c, second, clamp(cloud.g * 1.2 - 0.2 + 0.35 * (g.g - 0.5), 0.0, 1.0));
    c *= 1.0 + mid * 0.30 * (g.r - 0.5) + near * 0.35 * (texture2D(u_noise, p * 2.3).a - 0.5);
    c *= 1.0 - 0.05 * mid * step(0.5, fract(p.x / 2.4));
""",
    _M.TILE: """
    float row = uv.y / 0.42, shifted = uv.x / 0.26 + 0.5 * mod(floor(row), 2.0);
    c = mix(c, second, mid * 0.6 * hash(vec2(floor(row), floor(shifted))));
    c *= mix(1.0, 0.62 + 0.55 * sin(fract(shifted) * 3.1416), near);
    float lap = 1.0 - fract(row);
    c *= (1.0 - 0.35 * mid * lap * lap) * (0.85 + 0.3 * cloud.g);
""",
    _M.FOLIAGE: """
    vec2 leaf = p + v_world.z * 0.3;
    c = mix(c, second, texture2D(u_noise, p * 0.5).g);
    c = mix(vec3(dot(c, vec3(0.3, 0.6, 0.1))), c, 0.82);
    c *= 1.0 + near * 1.3 * (texture2D(u_noise, leaf * 1.1).a - 0.5)
             + near * 0.8 * (texture2D(u_noise, p * 2.3).r - 0.5);
""",
    _M.WATER: """
    vec2 w1 = texture2D(u_noise, p * 0.22 + u_time * vec2(0.013, 0.009)).rg - 0.5;
    vec2 w2 = texture2D(u_noise, p * 0.55 - vec2(u_time * 0.021, 0.0)).rg - 0.5;
    n = normalize(vec3(n.xy + (w1 * 0.35 + w2 * 0.25) * (0.25 + 0.75 * near), n.z + 0.001));
    float fresnel = 0.04 + 0.96 * pow(1.0 - max(dot(n, e), 0.0), 4.0);
    vec3 r = reflect(-e, n);
    float caustic = pow(texture2D(u_noise, p * 0.45 + w1 * 0.4).g * 1.45, 5.0);
    c = c * (0.75 + 0.5 * caustic * near);
    vec3 sky = mix(u_fog_color, u_sky * 1.25, sqrt(clamp(r.z, 0.0, 1.0)));
    shine = sky * fresnel * 0.9 * min(1.0, v_light.g * 1.3);
    shine += u_sun_color * outdoors * pow(max(dot(r, u_sun), 0.0), 120.0) * 1.5;
""",
    _M.GLASS: """
    vec3 r = reflect(-e, n);
    shine = mix(u_fog_color * 0.35, u_sky * 0.9, clamp(r.z * 0.5 + 0.5, 0.0, 1.0)) * 0.35;
    c *= 0.5;
""",
}

FLAT: dict[Material, str] = {
    _M.EMIT: "shine = c * 1.6; c *= 0.2;\n",
    _M.WATER: "shine = u_sky * 0.22;\n",
    _M.DADO: """
    c = mix(second, c, step(0.82, uv.y));
    c *= 1.0 - 0.3 * step(uv.y, 0.15) + 0.25 * step(0.82, uv.y) * step(uv.y, 0.88);
""",
    _M.CHECKER: """
    vec2 k = floor(vec2(p.x + p.y, p.x - p.y) * 0.7071 / 0.72);
    c = mix(c, second, mix(0.42, mod(k.x + k.y, 2.0), clamp(1.2 - fw * 3.0, 0.0, 1.0)));
""",
    _M.INLAY: """
    float r = length(uv.xy), a = abs(mod(atan(uv.y, uv.x) + 0.785398, 1.570796) - 0.785398);
    if (r > 0.97) discard;
    c = mix(c, second, max(step(0.86, r) * step(r, 0.93), step(r * (cos(a) + 2.6 * sin(a)), 0.74)));
""",
    _M.RUG: """
    vec2 d = uv.zw * 0.5 * (1.0 - abs(uv.xy)), g = abs(fract(uv.xy * uv.zw / 0.84 + 0.5) - 0.5);
    float rim = min(d.x, d.y), far_ = clamp(1.0 - fw * 5.0, 0.3, 1.0);
    float ink = max(step(0.27, rim) * step(rim, 0.33), step(0.34, rim) * step(g.x + g.y, 0.2));
    c = mix(c, second, far_ * ink);
""",
    _M.PLANK: """
    float k = floor(p.y / 0.17);
    float h = fract(sin(floor(p.x / 1.9 + fract(k * 0.37) * 7.0) * 7.13 + k * 31.7) * 97.3);
    c *= mix(1.0, 0.74 + 0.46 * h, clamp(1.0 - fw * 6.0, 0.0, 1.0));
""",
    _M.COFFER: """
    vec2 k = abs(fract(uv.xy / 1.05) - 0.5);
    c *= 1.0 - 0.2 * step(max(k.x, k.y), 0.34) * clamp(1.0 - fw * 2.0, 0.0, 1.0);
""",
}
"""The few patterns worth their price even where materials are flat."""


def branches(materials: tuple[Material, ...], blocks: dict[Material, str]) -> str:
    """Return GLSL that picks the block of a vertex's material among these."""
    chosen = [m for m in materials if m in blocks]
    return " else ".join(
        f"if (abs(v_material - {int(m)}.0) < 0.5) {{{blocks[m]}  }}" for m in chosen
    )
