"""What must be settled before the first OpenGL import: platform, backend, renderer.

PyOpenGL fixes its platform when it is imported and Qt fixes its own when the application is
made, so `prepare_window` or `prepare_headless` is called first thing in a process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping


def prepare_window(
    *, software: bool | None = None, environ: MutableMapping[str, str] = os.environ
) -> None:
    """Choose the platform for a window.

    On Linux Qt runs under X (XWayland where need be): native Wayland flashes or stays black
    with vispy (its issues #2489, #2640, #2665). What the user has set is left alone.

    Parameters
    ----------
    software
        True draws without the graphics card, the way out when its driver is broken; None
        leaves the choice to the driver and to `PALACE_SOFTWARE_RENDERING`.
    environ
        The environment that is changed.
    """
    if sys.platform.startswith("linux"):
        environ.setdefault("QT_QPA_PLATFORM", "xcb")
        environ.setdefault("PYOPENGL_PLATFORM", "glx")
    if software is None:
        software = environ.get("PALACE_SOFTWARE_RENDERING", "") not in ("", "0")
    if software:
        environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
        environ.setdefault("QT_OPENGL", "software")


def prepare_headless(environ: MutableMapping[str, str] = os.environ) -> None:
    """Choose EGL without any display; needs a process of its own, see the module's text."""
    environ["EGL_PLATFORM"] = "surfaceless"
    environ["PYOPENGL_PLATFORM"] = "egl"
    environ["QT_QPA_PLATFORM"] = "offscreen"


def renderer_is_software(renderer: str) -> bool:
    """Return whether a ``GL_RENDERER`` string names a processor rather than a graphics card."""
    name = renderer.lower()
    return any(
        word in name for word in ("llvmpipe", "softpipe", "swrast", "software", "swiftshader")
    )
