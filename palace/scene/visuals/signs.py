"""Signs: names painted by Qt into one texture, shown as quads.

Text drawn by vispy itself takes seconds for hundreds of strings; an atlas takes milliseconds.
Only signs of the visible set are in it, so one page is enough, painted again when it is full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen
from vispy import gloo

from palace.scene.fonts import serif
from palace.scene.meshes.mesh import Sign, SignStyle
from palace.scene.visuals.drawable import BLENDED, QUAD, Drawable, InstanceBuffers, Uniform
from palace.scene.visuals.shading import FINISH, LIGHT

PAGE = 2048
ROW = 112
MARGIN = 4
MAX_ASPECT = 7.5

GOLD, GOLD_INK = QColor("#C99D55"), QColor("#F3D9A0")
PLAQUE_TOP, PLAQUE_FOOT = QColor("#3B3029"), QColor("#2A211C")

_VERTEX = """
attribute vec2 corner;
attribute vec4 i_place;   // x, y, z, the yaw its face looks to
attribute vec4 i_size;    // width, height, unused
attribute vec4 i_cut;     // left, top, right, bottom in the atlas
uniform mat4 u_view_projection;
varying vec2 v_at;
varying vec3 v_world;
void main() {
  v_at = mix(i_cut.xy, i_cut.zw, vec2(corner.x * 0.5 + 0.5, 0.5 - corner.y * 0.5));
  vec3 right = vec3(-sin(i_place.w), cos(i_place.w), 0.0);
  vec2 half_ = corner * i_size.xy * 0.5;
  v_world = i_place.xyz + right * half_.x + vec3(0.0, 0.0, half_.y);
  gl_Position = u_view_projection * vec4(v_world, 1.0);
}
"""
_FRAGMENT = (
    FINISH
    + LIGHT
    + """
uniform sampler2D u_atlas;
varying vec2 v_at;
varying vec3 v_world;
void main() {
  vec4 ink = texture2D(u_atlas, v_at);
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
    """

    def __init__(self, page: int = PAGE, row: int = ROW) -> None:
        self._image = QImage(page, page, QImage.Format.Format_RGBA8888)
        self._image.fill(Qt.GlobalColor.transparent)
        self._row = row
        self._cuts: dict[tuple[str, int, SignStyle], tuple[float, float, float, float]] = {}
        self._x = self._y = 0

    def cuts(self, signs: Sequence[Sign]) -> tuple[NDArray[np.float32], bool]:
        """Return where each sign is on the page (n, 4), and whether the page changed."""
        keys = [self._key(sign) for sign in signs]
        missing = [key for key in dict.fromkeys(keys) if key not in self._cuts]
        if missing and not self._paint(missing):
            self._image.fill(Qt.GlobalColor.transparent)
            self._cuts.clear()
            self._x = self._y = 0
            self._paint(list(dict.fromkeys(keys)))
        nowhere = (0.0, 0.0, 0.0, 0.0)
        rows = np.array([self._cuts.get(key, nowhere) for key in keys], np.float32)
        return rows.reshape(-1, 4), bool(missing)

    def pixels(self) -> NDArray[np.uint8]:
        """Return the page as (h, w, 4) bytes."""
        size = self._image.width()
        return np.frombuffer(self._image.constBits(), np.uint8).reshape(size, size, 4).copy()

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


def paint_plate(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a dark plaque with a gold line and gold small caps, the text made to fit."""
    height = rect.height()
    shade = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    shade.setColorAt(0, PLAQUE_TOP)
    shade.setColorAt(1, PLAQUE_FOOT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(rect, height * 0.13, height * 0.13)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(GOLD, height * 0.032))
    inset = height * 0.07
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), height * 0.09, height * 0.09
    )
    room = rect.width() - 4.2 * inset
    pixels = round(height * 0.58)
    while pixels > height * 0.3:
        if QFontMetricsF(serif(pixels, small_caps=True)).horizontalAdvance(text) <= room:
            break
        pixels -= 2
    font = serif(pixels, small_caps=True)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    middle = int(Qt.AlignmentFlag.AlignCenter)
    painter.setPen(QColor(0, 0, 0, 160))
    painter.drawText(rect.translated(1.5, 2.5), middle, shown)
    painter.setPen(GOLD_INK)
    painter.drawText(rect, middle, shown)


class Signs:
    """The signs of the visible set."""

    def __init__(self) -> None:
        self._atlas: SignAtlas | None = None
        self._texture: gloo.Texture2D | None = None
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

    def fill(self, signs: Sequence[Sign]) -> None:
        """Show these from now on."""
        self._program.hide_if(not signs)
        if not signs:
            return
        if self._atlas is None:
            self._atlas = SignAtlas()
        cuts, changed = self._atlas.cuts(signs)
        if self._texture is None:
            self._texture = gloo.Texture2D(
                self._atlas.pixels(), interpolation="linear", wrapping="clamp_to_edge"
            )
            self._program.uniforms({"u_atlas": self._texture})
        elif changed:
            self._texture.set_data(self._atlas.pixels())
        place = np.array([(*s.position, s.yaw) for s in signs], np.float32)
        size = np.array([(s.width, s.height, 0, 0) for s in signs], np.float32)
        self._buffers.fill({"i_place": place, "i_size": size, "i_cut": cuts})

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Draw them."""
        self._program.draw(values)
