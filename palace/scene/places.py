"""The loci one can point at: niches and pedestals of the room one is in, and of rooms it opens to.

Unlike objects they can be pointed at where nothing stands.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Locus, LocusKind, Space
from palace.scene.picking import Vector, ray_boxes
from palace.scene.spaces import Spaces
from palace.scene.standing import PEDESTAL, beside

NICHE_HALF, NICHE_TALL = 0.44, 0.95
"""Half the width and the height of what one points at in a wall, in metres."""

OVER_PEDESTAL = 0.65
"""So high over a pedestal one still points at it, in metres."""


class Places:
    """The loci of one plan as boxes.

    Parameters
    ----------
    spaces
        Of the plan.
    """

    def __init__(self, spaces: Spaces) -> None:
        self._spaces = spaces
        self._loci: dict[str, list[Locus]] = defaultdict(list)
        for locus in spaces.plan.loci:
            self._loci[locus.room_id].append(locus)
        self._boxes: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}

    def at(self, here: Space, origin: Vector, direction: Vector) -> Locus | None:
        """Return the nearest locus that a line of sight from a space meets."""
        best: tuple[float, Locus] | None = None
        for room in (here, *(space for _, space in self._spaces.neighbours(here.id))):
            loci = self._loci.get(room.id)
            if not loci:
                continue
            away = ray_boxes(origin, direction, *self._boxes_of(room))
            row = int(away.argmin())
            if not math.isfinite(away[row]) or (best is not None and away[row] >= best[0]):
                continue
            if room is here or self._sees(here, origin, loci[row]):
                best = float(away[row]), loci[row]
        return None if best is None else best[1]

    def _sees(self, here: Space, origin: Vector, locus: Locus) -> bool:
        """Return whether a locus of the next room can be seen through a door between the two."""
        x, y = float(origin[0]), float(origin[1])
        return any(
            beside(door.x, door.y, x, y, locus.x, locus.y) < door.width / 2
            for door, space in self._spaces.neighbours(here.id)
            if space.id == locus.room_id
        )

    def _boxes_of(self, room: Space) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        known = self._boxes.get(room.id)
        if known is None:
            low, high = [], []
            for locus in self._loci[room.id]:
                niche = locus.kind is LocusKind.NICHE
                half = NICHE_HALF if niche else PEDESTAL
                top = NICHE_TALL if niche else OVER_PEDESTAL
                low.append((locus.x - half, locus.y - half, locus.z if niche else room.z))
                high.append((locus.x + half, locus.y + half, locus.z + top))
            known = self._boxes[room.id] = np.array(low, float), np.array(high, float)
        return known
