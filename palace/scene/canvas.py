"""The vispy canvas behind a typed face: a surface one draws on, in a window or without one."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from typing import Any

from vispy import app, gloo

_LOG = logging.getLogger(__name__)

_ENUM = ctypes.c_uint
INSTANCING: dict[str, tuple[type, ...]] = {
    "glVertexAttribDivisor": (ctypes.c_uint, ctypes.c_uint),
    "glDrawArraysInstanced": (_ENUM, ctypes.c_int, ctypes.c_int, ctypes.c_int),
    "glDrawElementsInstanced": (_ENUM, ctypes.c_int, _ENUM, ctypes.c_void_p, ctypes.c_int),
}
"""OpenGL's calls for drawing one model many times, with their arguments."""


def use_backend(*, headless: bool) -> None:
    """Choose vispy's backend, with the calls for instancing that OpenGL ES 2 does not have.

    vispy would take them from PyOpenGL (`gl+`), which takes a tenth of a second to import and
    checks for errors after each call; only Windows needs it to find them.
    `palace.scene.environment` must have prepared the process before.
    """
    import vispy

    backend = "egl" if headless else "pyside6"
    if sys.platform.startswith("win"):
        vispy.use(backend, "gl+")
        return
    vispy.use(backend, "gl2")
    for name, arguments in INSTANCING.items():
        if not hasattr(gloo.gl, name):
            setattr(gloo.gl, name, _gl_call(name, arguments))


def _gl_call(name: str, arguments: tuple[type, ...]) -> Callable[..., None]:
    """Return an OpenGL function that is looked up when it is called first."""
    found: list[Callable[..., None]] = []

    def call(*values: object) -> None:
        if not found:
            found.append(gloo.gl.gl2._get_gl_func(name, None, arguments))
        found[0](*values)

    return call


class Canvas:
    """One surface.

    Parameters
    ----------
    size
        Width and height in logical pixels.
    paint
        Called to draw; what it raises is logged, kept in `error` and given to `failed`,
        since vispy would only log it.
    resized
        Called with the new logical size.
    """

    def __init__(
        self,
        size: tuple[int, int],
        *,
        headless: bool,
        paint: Callable[[], None],
        resized: Callable[[int, int], None],
        failed: Callable[[Exception], None],
        samples: int = 0,
    ) -> None:
        use_backend(headless=headless)
        self._paint = paint
        self._resized = resized
        self._failed = failed
        self.error: Exception | None = None
        config: dict[str, int] = {} if headless else {"depth_size": 24, "samples": samples}
        self._canvas = app.Canvas(
            size=size, keys=None, show=False, autoswap=False, config=config, vsync=False
        )
        self._canvas.events.draw.connect(self._on_draw)
        self._canvas.events.resize.connect(self._on_resize)

    @property
    def native(self) -> Any:
        """The toolkit's widget."""
        return self._canvas.native

    @property
    def size(self) -> tuple[int, int]:
        """Logical size."""
        width, height = self._canvas.size
        return int(width), int(height)

    @property
    def pixels(self) -> tuple[int, int]:
        """Physical size."""
        width, height = self._canvas.physical_size
        return int(width), int(height)

    def update(self) -> None:
        """Ask for a new picture."""
        self._canvas.update()

    def current(self) -> None:
        """Make its OpenGL context the current one."""
        self._canvas.set_current()

    def flush(self) -> None:
        """Carry out what vispy has queued, before OpenGL is called without it."""
        self._canvas.context.flush_commands()

    def renderer(self) -> str:
        """Return the driver's name for what draws; the context must exist."""
        self.current()
        return str(gloo.gl.glGetParameter(gloo.gl.GL_RENDERER))

    def close(self) -> None:
        """Give the surface back."""
        self._canvas.events.draw.disconnect(self._on_draw)
        self._canvas.events.resize.disconnect(self._on_resize)
        self._canvas.close()

    def _on_draw(self, _event: object) -> None:
        try:
            self._paint()
        except Exception as error:
            self.error = error
            _LOG.exception("the scene could not be drawn")
            self._failed(error)

    def _on_resize(self, event: Any) -> None:
        width, height = event.size
        self._resized(int(width), int(height))
