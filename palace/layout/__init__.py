"""The palace's plan: rooms from meaning, chosen once, then permanent."""

from palace.layout.entry import Entry
from palace.layout.founding import Cancelled, build

__all__ = ["Cancelled", "Entry", "build"]
