"""The palace's plan: rooms from meaning, chosen once, then permanent."""

from .entry import Entry
from .fingerprint import digest
from .founding import Cancelled, build
from .growth import Addition, add, grown
from .walk import WalkGraph, viewpoint

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
