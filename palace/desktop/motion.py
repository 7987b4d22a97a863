"""Whether the system's settings ask for less motion; Qt does not tell."""

from __future__ import annotations

import configparser
import sys
from pathlib import Path
from typing import Any

PORTAL_MS = 500
"""So long the desktop's settings service may take to answer."""


def system_wants_less_motion(config: Path) -> bool:
    """Return whether animations are switched off in the system; ask this off the window's thread.

    Asked are, in this order: Windows itself; the desktop portal (GNOME and others); the files
    of KDE and GTK.

    Parameters
    ----------
    config
        The folder of the person's settings, ``~/.config`` as a rule.
    """
    if sys.platform == "win32":
        return _windows()
    told = _portal()
    return told if told is not None else in_files(config)


def in_files(config: Path) -> bool:
    """Return whether KDE's or GTK's files switch animations off."""
    if _entry(config / "kdeglobals", "KDE", "AnimationDurationFactor") in ("0", "0.0"):
        return True
    return any(
        _entry(config / f"gtk-{version}" / "settings.ini", "Settings", "gtk-enable-animations")
        in ("0", "false")
        for version in ("4.0", "3.0")
    )


def _entry(file: Path, section: str, key: str) -> str:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    try:
        parser.read_string(file.read_text("utf-8", "replace"))
    except (OSError, configparser.Error):
        return ""
    return parser.get(section, key, fallback="").strip().casefold()


def _portal() -> bool | None:
    """Ask ``org.freedesktop.portal.Settings``; None where nobody answers."""
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:
        return None
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    for space, key, calm in (
        ("org.freedesktop.appearance", "reduced-motion", 1),
        ("org.gnome.desktop.interface", "enable-animations", False),
    ):
        message = QDBusMessage.createMethodCall(
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
            "ReadOne",
        )
        message.setArguments([space, key])
        reply = bus.call(message, QDBus.CallMode.Block, PORTAL_MS)
        if reply.type() != QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
            continue
        value: Any = reply.arguments()[0]
        value = value.variant() if hasattr(value, "variant") else value
        if isinstance(value, bool | int):
            return bool(value == calm)
    return None


def _windows() -> bool:
    import ctypes

    shown = ctypes.c_int(1)
    library: Any = getattr(ctypes, "windll", None)
    # SPI_GETCLIENTAREAANIMATION
    return bool(
        library is not None
        and library.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(shown), 0)
        and not shown.value
    )
