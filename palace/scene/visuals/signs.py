"""Signs: names painted by Qt into one texture, shown as quads.

Text drawn by vispy itself takes seconds for hundreds of strings; an atlas takes milliseconds.
Only signs of the visible set are in it, so one page is enough, painted again when it is full.
Beside the page its halves, quarters and so on are kept in the same texture: gloo knows no
mipmaps, and a name seen from far away shimmers without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen
from vispy import gloo

from palace.scene.fonts import serif
from palace.scene.labels import LABEL_SHARE, NAME_SHARE
from palace.scene.meshes.mesh import Sign, SignStyle
from palace.scene.visuals.drawable import BLENDED, QUAD, Drawable, InstanceBuffers, Uniform
from palace.scene.visuals.shading import FINISH, LIGHT

PAGE = 2048
ROW = 112
MARGIN = 4
MAX_ASPECT = 7.5
LEVELS = 4
"""Of the page beside itself, each half as large as the one before."""

SMALLEST = 0.16
"""The least height of letters as a share of the plate's; a longer name is cut short."""

GOLD, GOLD_INK = QColor("#C99D55"), QColor("#F3D9A0")
PLAQUE_TOP, PLAQUE_FOOT = QColor("#3B3029"), QColor("#2A211C")

LARGEST, TOO_NEAR = 0.046, 0.078
"""Heights of plates that face the eye as shares of the picture's: the most of all, and the one
(of the plate as it is) a label is gone at."""

_VERTEX = (
    f"#define LARGEST {LARGEST}\n#define TOO_NEAR {TOO_NEAR}\n"
    + """
attribute vec2 corner;
attribute vec4 i_place;   // x, y, z, the yaw its face looks to
attribute vec4 i_size;    // width, height, 0 or the least share of the picture, 1 to fade below
attribute vec4 i_cut;     // left, top, right, bottom in the atlas
uniform mat4 u_view_projection;
uniform vec3 u_eye;
uniform vec3 u_forward;
uniform vec3 u_right;
uniform vec3 u_up;
varying vec2 v_at;
varying vec3 v_world;
varying float v_ink;
void main() {
  v_ink = 1.0;
  v_at = mix(i_cut.xy, i_cut.zw, vec2(corner.x * 0.5 + 0.5, 0.5 - corner.y * 0.5));
  vec3 right = vec3(-sin(i_place.w), cos(i_place.w), 0.0);
  vec2 half_ = corner * i_size.xy * 0.5;
  v_world = i_place.xyz + right * half_.x + vec3(0.0, 0.0, half_.y);
  gl_Position = u_view_projection * vec4(v_world, 1.0);
  if (i_size.z > 0.0) {
    // A label: faces the eye, stands before all else, keeps legible and out of the fog.
    float depth = max(dot(i_place.xyz - u_eye, u_forward), 0.1);
    float share = i_size.y / (2.0 * depth * length(u_up));
    // A room's name comes as its wing's goes, so that neither covers the other.
    bool room = i_size.w > 0.5;
    v_ink = room ? smoothstep(i_size.z, i_size.z * 1.12, share)
                 : 1.0 - smoothstep(TOO_NEAR * 0.9, TOO_NEAR, share);
    half_ *= clamp(share, i_size.z, room ? LARGEST * 0.85 : LARGEST) / share;
    gl_Position = u_view_projection
        * vec4(i_place.xyz + normalize(u_right) * half_.x + normalize(u_up) * half_.y, 1.0);
    gl_Position.z = -0.98 * gl_Position.w;
    v_world = u_eye + u_forward;
  }
}
"""
)
_FRAGMENT = (
    FINISH
    + LIGHT
    + f"#define LEVELS {LEVELS:.1f}\n"
    + """
uniform sampler2D u_atlas;
uniform float u_page;
varying vec2 v_at;
varying vec3 v_world;
varying float v_ink;
// The page is the upper two thirds of the texture; level n lies below, at x = 1 - 2^(1 - n).
vec4 level(float n) {
  vec2 at = v_at;
  if (n > 0.5) {
    float size = exp2(-n);
    at = vec2(1.0 - 2.0 * size, 1.0) + v_at * size;
  }
  return texture2D(u_atlas, at * vec2(1.0, 2.0 / 3.0));
}
void main() {
  vec2 step_ = fwidth(v_at) * u_page;
  float wanted = clamp(log2(max(max(step_.x, step_.y) * 0.7, 1.0)), 0.0, LEVELS);
  float below = floor(wanted);
  vec4 ink = level(below);
  if (wanted > below) ink = mix(ink, level(min(below + 1.0, LEVELS)), wanted - below);
  ink.a *= v_ink;
  if (ink.a < 0.02) discard;
  gl_FragColor = vec4(finish(ink.rgb * ink.rgb * (0.9 / max(u_exposure, 0.5)), v_world), ink.a);
}
"""
)


class SignAtlas:
    """A page of painted plates.

    Parameters
    ----------
    page, row
        Its side and the height of a plate, in pixels.
    contrast
        Whether plates are black and white.
    """

    def __init__(self, page: int = PAGE, row: int = ROW, *, contrast: bool = False) -> None:
        self._contrast = contrast
        self._image = QImage(page, page, QImage.Format.Format_RGBA8888)
        self._image.fill(Qt.GlobalColor.transparent)
        self._row = row
        self._cuts: dict[tuple[str, int, SignStyle], tuple[float, float, float, float]] = {}
        self._x = self._y = 0
        self._fresh = (0, page)

    def cuts(self, signs: Sequence[Sign]) -> tuple[NDArray[np.float32], bool]:
        """Return where each sign is on the page (n, 4), and whether the page changed."""
        keys = [self._key(sign) for sign in signs]
        missing = [key for key in dict.fromkeys(keys) if key not in self._cuts]
        if missing and not self._paint(missing):
            self._image.fill(Qt.GlobalColor.transparent)
            self._cuts.clear()
            self._x = self._y = 0
            self._fresh = (0, self._image.height())
            self._paint(list(dict.fromkeys(keys)))
        nowhere = (0.0, 0.0, 0.0, 0.0)
        rows = np.array([self._cuts.get(key, nowhere) for key in keys], np.float32)
        return rows.reshape(-1, 4), bool(missing)

    def fresh(self) -> list[tuple[int, int, NDArray[np.uint8]]]:
        """Return what was painted since the last call: row and column in the texture, pixels.

        The texture is as wide as the page and half as tall again; see `LEVELS`.
        """
        page = self._image.width()
        top, foot = self._fresh
        self._fresh = (page, 0)
        if top >= foot:
            return []
        part = self._image.copy(0, top, page, foot - top)
        found = [(top, 0, _bytes(part))]
        for level in range(1, LEVELS + 1):
            part = part.scaled(
                max(1, part.width() // 2),
                max(1, part.height() // 2),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            ).convertToFormat(QImage.Format.Format_RGBA8888)
            found.append((page + (top >> level), page - (page >> (level - 1)), _bytes(part)))
        return found

    def _key(self, sign: Sign) -> tuple[str, int, SignStyle]:
        aspect = min(MAX_ASPECT, max(1.0, sign.width / sign.height))
        return sign.text, round(self._row * aspect), sign.style

    def _paint(self, keys: Sequence[tuple[str, int, SignStyle]]) -> bool:
        """Paint plates; return False when they do not all fit."""
        size = self._image.width()
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            for key in keys:
                text, width, _style = key
                if self._x + width > size:
                    self._x, self._y = 0, self._y + self._row
                if self._y + self._row > size:
                    return False
                paint_plate(
                    painter,
                    QRectF(self._x, self._y, width, self._row).adjusted(
                        MARGIN, MARGIN, -MARGIN, -MARGIN
                    ),
                    text,
                    contrast=self._contrast,
                )
                self._fresh = (
                    min(self._fresh[0], self._y),
                    max(self._fresh[1], self._y + self._row),
                )
                self._cuts[key] = (
                    self._x / size,
                    self._y / size,
                    (self._x + width) / size,
                    (self._y + self._row) / size,
                )
                self._x += width
        finally:
            painter.end()
        return True


def paint_plate(painter: QPainter, rect: QRectF, text: str, *, contrast: bool = False) -> None:
    """Paint a dark plaque with a gold line and gold small caps, the text made to fit.

    With more contrast it is white on black, and its line thicker.
    """
    height = rect.height()
    top, foot, line, ink = PLAQUE_TOP, PLAQUE_FOOT, GOLD, GOLD_INK
    if contrast:
        top, foot = QColor("#000000"), QColor("#000000")
        line, ink = QColor("#FFFFFF"), QColor("#FFFFFF")
    shade = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    shade.setColorAt(0, top)
    shade.setColorAt(1, foot)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(rect, height * 0.13, height * 0.13)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(line, height * (0.05 if contrast else 0.032)))
    inset = height * 0.07
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), height * 0.09, height * 0.09
    )
    room = rect.width() - 4.2 * inset
    pixels, lines = fit(text, room, height)
    painter.setFont(serif(pixels, small_caps=True))
    metrics = QFontMetricsF(painter.font())
    shown = "\n".join(metrics.elidedText(x, Qt.TextElideMode.ElideRight, room) for x in lines)
    middle = int(Qt.AlignmentFlag.AlignCenter)
    painter.setPen(QColor(0, 0, 0, 160))
    painter.drawText(rect.translated(1.5, 2.5), middle, shown)
    painter.setPen(ink)
    painter.drawText(rect, middle, shown)


def fit(text: str, room: float, height: float) -> tuple[int, list[str]]:
    """Return the largest letters (pixels) that show a name whole, and its one or two lines.

    Parameters
    ----------
    room
        How wide a line may be, in pixels.
    height
        Of the plate.
    """
    words = text.split()
    layouts = [[text]]
    layouts += [[" ".join(words[:k]), " ".join(words[k:])] for k in range(1, len(words))]
    best: tuple[int, list[str]] = (0, [text])
    for lines in layouts:
        largest = height * (0.58 if len(lines) == 1 else 0.36)
        probe = QFontMetricsF(serif(100, small_caps=True))
        widest = max((probe.horizontalAdvance(line) for line in lines), default=1.0) or 1.0
        pixels = int(min(largest, 100 * room / widest * 0.98))
        if pixels > best[0]:
            best = pixels, lines
    return max(best[0], round(height * SMALLEST), 1), best[1]


def _bytes(image: QImage) -> NDArray[np.uint8]:
    """Return an image's pixels (h, w, 4)."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


class Signs:
    """The signs of the visible set."""

    def __init__(self) -> None:
        self._atlas: SignAtlas | None = None
        self._texture: gloo.Texture2D | None = None
        self._contrast = False
        self._shown: tuple[Sequence[Sign], Sequence[Sign]] = ((), ())
        self.names: tuple[str, ...] = ()
        self._program = Drawable(
            _VERTEX,
            _FRAGMENT,
            state={**BLENDED, "cull_face": True},
            mode="triangle_strip",
            defines=("TONE",),
        )
        self._program.attribute("corner", gloo.VertexBuffer(QUAD))
        self._buffers = InstanceBuffers(self._program, ("i_place", "i_size", "i_cut"))
        self._program.hide_if(True)

    def fill(self, signs: Sequence[Sign], labels: Sequence[Sign] = ()) -> None:
        """Show these from now on; labels face the eye, those of rooms only when it is near."""
        if (signs, labels) == self._shown and self._atlas is not None:
            return
        self._shown = (signs, labels)
        flat, signs = len(signs), [*signs, *labels]
        self.names = tuple(sign.text for sign in signs)
        self._program.hide_if(not signs)
        if not signs:
            return
        if self._atlas is None:
            self._atlas = SignAtlas(contrast=self._contrast)
        cuts, _ = self._atlas.cuts(signs)
        if self._texture is None:
            empty = np.zeros((PAGE + PAGE // 2, PAGE, 4), np.uint8)
            self._texture = gloo.Texture2D(empty, interpolation="linear", wrapping="clamp_to_edge")
            self._program.uniforms({"u_atlas": self._texture, "u_page": float(PAGE)})
        for top, left, pixels in self._atlas.fresh():
            self._texture.set_data(pixels, offset=(top, left))
        place = np.array([(*s.position, s.yaw) for s in signs], np.float32)
        size = np.array([(s.width, s.height, 0, 0) for s in signs], np.float32)
        for row, label in enumerate(labels, flat):
            wing = label.style is SignStyle.WING
            size[row, 2:] = (LABEL_SHARE, 0) if wing else (NAME_SHARE, 1)
        self._buffers.fill({"i_place": place, "i_size": size, "i_cut": cuts})

    def set_contrast(self, *, on: bool) -> None:
        """Paint them white on black from now on, or as they were."""
        if on != self._contrast:
            self._contrast = on
            self._atlas = None
            self.fill(*self._shown)

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Draw them."""
        self._program.draw(values)
