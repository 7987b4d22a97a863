"""A picture drawn aside at a size of its own, then stretched over the window or read back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from palace.scene.visuals.drawable import QUAD, Drawable

DEPTH_24 = 0x81A6
"""GL_DEPTH_COMPONENT24; the 16 bits vispy would take flicker beyond twenty metres."""

_VERTEX = """
attribute vec2 corner;
varying vec2 v_at;
void main() {
  v_at = corner * 0.5 + 0.5;
  gl_Position = vec4(corner, 0.0, 1.0);
}
"""
_FRAGMENT = """
uniform sampler2D u_picture;
varying vec2 v_at;
void main() { gl_FragColor = vec4(texture2D(u_picture, v_at).rgb, 1.0); }
"""


class Target:
    """A colour texture with a depth buffer, made again when its size changes."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._texture: gloo.Texture2D | None = None
        self._frame: gloo.FrameBuffer | None = None
        self._copy: Drawable | None = None

    @property
    def holds_picture(self) -> bool:
        """Whether something was drawn into it."""
        return self._texture is not None

    def bind(self, width: int, height: int) -> None:
        """Draw into it from now on."""
        if (width, height) != self._size:
            self.delete()
            self._texture = gloo.Texture2D(
                shape=(height, width, 4), interpolation="linear", wrapping="clamp_to_edge"
            )
            self._frame = gloo.FrameBuffer(
                self._texture, gloo.RenderBuffer((height, width), DEPTH_24)
            )
            self._size = (width, height)
        assert self._frame is not None
        self._frame.activate()

    def release(self) -> None:
        """Draw to the window again."""
        assert self._frame is not None
        self._frame.deactivate()

    def show(self) -> None:
        """Stretch the picture over whatever is bound now."""
        if self._copy is None:
            self._copy = Drawable(
                _VERTEX,
                _FRAGMENT,
                state={
                    "depth_test": False,
                    "depth_mask": False,
                    "blend": False,
                    "cull_face": False,
                },
                mode="triangle_strip",
            )
            self._copy.attribute("corner", gloo.VertexBuffer(QUAD))
        self._copy.draw({"u_picture": self._texture})

    def read(self) -> NDArray[np.uint8]:
        """Return the picture, (h, w, 4), top row first."""
        width, height = self._size
        self.bind(width, height)
        try:
            return np.asarray(gloo.read_pixels((0, 0, width, height), alpha=True), np.uint8)
        finally:
            self.release()

    def delete(self) -> None:
        """Give its memory back."""
        for part in (self._frame, self._texture):
            if part is not None:
                part.delete()
        self._frame = self._texture = None
        self._size = (0, 0)
