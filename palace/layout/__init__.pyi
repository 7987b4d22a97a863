"""The palace's plan: rooms from meaning, chosen once, then permanent."""

from palace.layout.entry import Entry
from palace.layout.fingerprint import digest
from palace.layout.founding import Cancelled, build
from palace.layout.growth import Addition, add, grown
from palace.layout.walk import WalkGraph, viewpoint

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
