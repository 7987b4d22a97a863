"""The palace's plan: rooms from meaning, chosen once, then permanent."""

from palace.layout.entry import Entry
from palace.layout.founding import Cancelled, build
from palace.layout.walk import WalkGraph, viewpoint

__all__ = ["Cancelled", "Entry", "WalkGraph", "build", "viewpoint"]
