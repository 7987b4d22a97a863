"""The palace's plan: rooms from meaning, chosen once, then permanent.

Its parts are imported when they are asked for: who only looks at a plan (the window, before its
first picture) does not pay for the means of building one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palace.layout.entry import Entry
    from palace.layout.fingerprint import digest
    from palace.layout.founding import Cancelled, build
    from palace.layout.growth import Addition, add, grown
    from palace.layout.walk import WalkGraph, viewpoint

_HOME = {
    "Addition": "growth",
    "Cancelled": "founding",
    "Entry": "entry",
    "WalkGraph": "walk",
    "add": "growth",
    "build": "founding",
    "digest": "fingerprint",
    "grown": "growth",
    "viewpoint": "walk",
}

__all__ = [
    "Addition",
    "Cancelled",
    "Entry",
    "WalkGraph",
    "add",
    "build",
    "digest",
    "grown",
    "viewpoint",
]


def __getattr__(name: str) -> Any:
    """Import a public name from the module it lives in."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
