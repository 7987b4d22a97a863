"""Back and forward through the places one has stood in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palace.scene.camera import Pose

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """A place one has stood in."""

    pose: Pose
    space_id: str


@dataclass(slots=True)
class History:
    """Places in the order they were visited, and where in that order one is."""

    visits: list[Visit] = field(default_factory=list)
    at: int = -1

    def arrive(self, visit: Visit) -> None:
        """Note a new place; what lay ahead is forgotten. The same space only moves the pose."""
        if 0 <= self.at < len(self.visits) and self.visits[self.at].space_id == visit.space_id:
            self.visits[self.at] = visit
            return
        del self.visits[self.at + 1 :]
        self.visits.append(visit)
        del self.visits[:-LONGEST]
        self.at = len(self.visits) - 1

    def can(self, direction: int) -> bool:
        """Return whether there is a place before (-1) or after (1)."""
        return 0 <= self.at + direction < len(self.visits)

    def step(self, direction: int) -> Visit | None:
        """Go one place back (-1) or forward (1) and return it; None where there is none."""
        if not self.can(direction):
            return None
        self.at += direction
        return self.visits[self.at]
