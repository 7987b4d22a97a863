"""Whether a window can be opened here."""

from __future__ import annotations

import ctypes
import functools
import os
import sys


@functools.cache
def has_display() -> bool:
    """Return whether a window can be opened.

    On Linux the X server is really asked, since Qt ends the process where it cannot be reached
    (the window goes through X or XWayland: native Wayland shows vispy's canvas black).
    """
    if sys.platform != "linux":
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    # Never disconnected: an X server that loses its last client starts anew, and refuses the
    # window that comes right after.
    connection = xcb.xcb_connect(None, None)
    return not xcb.xcb_connection_has_error(connection)
