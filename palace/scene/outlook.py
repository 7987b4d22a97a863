"""What is seen simply around a point: wings, gardens, and of a large palace the rest as blocks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Plan, Space, SpaceKind
from palace.scene.architecture.grounds import GROUNDS
from palace.scene.architecture.plan_index import Circle
from palace.scene.building import Architect
from palace.scene.camera import Frustum, Lens, Pose
from palace.scene.meshes.mesh import SpaceParts
from palace.scene.sight import OBJECT_REACH
from palace.scene.stage import Stage, spanned
from palace.scene.visuals.shell import Grouped

OUTLOOK, OUTLOOK_STEP = 260.0, 70.0
"""Of a large palace this much is built simply around one, and again after so many metres; more
than one sees while walking lies ahead always."""

WHOLE_METRES = 320.0
"""A palace that reaches no farther from its middle is built whole."""

GARDEN_REACH = 240.0
"""So far off gardens are drawn for who walks."""


@dataclass(frozen=True, slots=True)
class Plots:
    """The gardens in squares, with their boxes: (n, 3) corners."""

    keys: list[str]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, grounds: SpaceParts) -> Plots:
        """Return those of the grounds; without court and land, which are always there."""
        position, indices = grounds.shell.vertices["position"], grounds.shell.indices
        spans = {key: span for key, span in grounds.spans.items() if key != GROUNDS and span[1]}
        corners = [position[indices[first : first + count]] for first, count in spans.values()]
        return cls(
            list(spans),
            np.array([c.min(axis=0) for c in corners], float).reshape(-1, 3),
            np.array([c.max(axis=0) for c in corners], float).reshape(-1, 3),
        )

    def seen(self, pose: Pose, lens: Lens, here: Space | None) -> list[str]:
        """Return those that may be seen by who walks, the nearest first."""
        if not self.keys:
            return []
        middle = (self.low + self.high) / 2
        away = np.hypot(middle[:, 0] - pose.x, middle[:, 1] - pose.y)
        visible = Frustum.of(pose, lens).touches(self.low, self.high) & (away < GARDEN_REACH)
        if here is not None and here.kind is SpaceKind.ROOM and here.front:
            visible &= behind_windows(here, self.low, self.high)
        rows = np.flatnonzero(visible)
        return [self.keys[row] for row in rows[np.argsort(away[rows])]]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is built simply around a point, ready to be uploaded.

    Parameters
    ----------
    massing
        The spaces, one part a storey.
    grouped
        Massing and grounds.
    blocks
        Of the whole palace, where it is large and they are new.
    """

    grounds: SpaceParts
    plots: Plots
    massing: Sequence[SpaceParts]
    grouped: Grouped
    blocks: Grouped | None = None


class Lookout:
    """Builds the outlooks of a plan: of a small one its only one, of a large one many.

    Parameters
    ----------
    plan, architect
        Of the palace.

    Attributes
    ----------
    first
        The grounds alone.
    wide
        Whether things are mere specks from where all of it is seen.
    """

    def __init__(self, plan: Plan, architect: Architect) -> None:
        self._architect = architect
        rects = [space.rect for space in plan.spaces]
        span = max((max(abs(v) for v in (r.x0, r.y0, r.x1, r.y1)) for r in rects), default=0.0)
        self._large = span > WHOLE_METRES
        self.wide = span > OBJECT_REACH
        self._blocks_made = False
        self._asked: Circle | None = None
        grounds = architect.grounds(Circle(0.0, 0.0, OUTLOOK) if self._large else None)
        self.first = Outlook(grounds, Plots.of(grounds), (), Stage.prepare_far((), grounds))

    def ask(self, at: tuple[float, float]) -> Circle | None:
        """Return what is to be built for who is at a point; None where it has been asked for."""
        asked = self._asked
        if asked is None or (self._large and math.dist(at, (asked.x, asked.y)) > OUTLOOK_STEP):
            self._asked = Circle(*at, OUTLOOK)
            return self._asked
        return None

    def build(self, circle: Circle) -> Outlook | None:
        """Build it, which takes seconds; None where another has been asked for meanwhile."""
        if circle is not self._asked:
            return None
        within = circle if self._large else None
        grounds = self._architect.grounds(within) if self._large else self.first.grounds
        massing = self._architect.massing(within)
        blocks = None
        if self._large and not self._blocks_made:
            self._blocks_made = True
            storeys = self._architect.blocks()
            blocks = Grouped.of({k: mesh for part in storeys for k, mesh in spanned(part).items()})
        grouped = Stage.prepare_far(massing, grounds)
        return Outlook(grounds, Plots.of(grounds), massing, grouped, blocks)


def behind_windows(
    room: Space, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return which boxes reach to the other side of the wall that a room's windows are in."""
    axis = 0 if room.front[0] == "x" else 1
    rect = room.rect
    if room.front[1] == "+":  # the windows look the other way
        return np.asarray(low[:, axis] < (rect.x0, rect.y0)[axis] - 0.1)
    return np.asarray(high[:, axis] > (rect.x1, rect.y1)[axis] + 0.1)
