"""The objects of a palace as arrays, sorted by room: one truth for drawing, picking, light."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan

HOVER_GLOW = 0.30
SELECT_GLOW = 0.55
LIFTED = 0.9
STEP_BACK = 0.75
"""How far the other objects fade while some are highlighted."""

BOX_HALF, BOX_HEIGHT = 0.24, 0.60
"""The box an object is picked by, in metres."""

DEFAULT_LIGHT = 0.45


class Objects:
    """All placed objects.

    Parameters
    ----------
    plan
        For the characters of the wings.
    objects
        In any order; they are kept sorted by room.
    shape_of
        Chooses the model of an object.
    palette_of
        Returns the linear colours (n, 3) that objects of a wing wear.

    Attributes
    ----------
    position : (n, 3) float32
    yaw : (n,) float32
    color, light : (n, 3) float32
    shape : (n,) names of models
    highlight, fade : (n,) float32, 0…1
    """

    def __init__(
        self,
        plan: Plan,
        objects: Sequence[PlacedObject],
        shape_of: Mapping[str, str],
        palette_of: Mapping[str, NDArray[np.float32]],
    ) -> None:
        # Sorted by numpy, which lets other threads run meanwhile: a hundred thousand of them
        # would hold the window up for a sixth of a second.
        own = np.array([o.id for o in objects], str)
        rows = np.lexsort((own, np.array([o.room_id for o in objects], str)))
        ordered = [objects[row] for row in rows.tolist()]
        self.placed: tuple[PlacedObject, ...] = tuple(ordered)
        self.row_of = {o.id: row for row, o in enumerate(ordered)}
        count = len(ordered)
        self.position = np.empty((count, 3), np.float32)
        for axis, values in enumerate(("x", "y", "z")):
            self.position[:, axis] = np.fromiter(map(attrgetter(values), ordered), float, count)
        self.yaw = np.fromiter((o.yaw for o in ordered), np.float32, count)
        self.shape = np.array([shape_of[o.id] for o in ordered], object)
        self.light = np.full((count, 3), DEFAULT_LIGHT, np.float32)
        wings = {wing.id: wing.character for wing in plan.wings}
        self.color = np.ones((count, 3), np.float32)
        of_wing: dict[str, list[int]] = {}
        for row, placed in enumerate(ordered):
            of_wing.setdefault(wings.get(placed.wing_id, ""), []).append(row)
        for character, mine in of_wing.items():
            palette = palette_of.get(character, np.zeros((0, 3), np.float32))
            if len(palette):
                chance = [zlib.crc32(ordered[row].id.encode()) % len(palette) for row in mine]
                self.color[mine] = palette[chance]
        self.highlight = np.zeros(count, np.float32)
        self.fade = np.zeros(count, np.float32)
        self._weights: dict[int, float] = {}
        self._hovered: int | None = None
        self._selected: int | None = None
        self._lifted: int | None = None
        self.rooms: dict[str, slice] = {}
        start = 0
        for row in range(1, count + 1):
            if row == count or ordered[row].room_id != ordered[start].room_id:
                self.rooms[ordered[start].room_id] = slice(start, row)
                start = row
        floors = {space.id: space.floor for space in plan.spaces}
        self.floor = np.array([floors.get(o.room_id, 0) for o in ordered], np.int32)

    def __len__(self) -> int:
        return len(self.placed)

    def rows_in(self, rooms: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows of the objects in these rooms."""
        held = [self.rooms[room] for room in rooms if room in self.rooms]
        parts = [np.arange(rows.start, rows.stop) for rows in held]
        return np.concatenate(parts).astype(np.intp) if parts else np.zeros(0, np.intp)

    def weigh(self, weights: Mapping[str, float]) -> None:
        """Let found objects shine by their weight 0…1 and the others step back."""
        self._weights = {
            self.row_of[key]: float(weight) for key, weight in weights.items() if key in self.row_of
        }
        self._refresh()

    def hover(self, object_id: str | None) -> bool:
        """Mark the object under the pointer; return whether that changed anything."""
        row = self.row_of.get(object_id) if object_id is not None else None
        changed = row != self._hovered
        self._hovered = row
        if changed:
            self._refresh()
        return changed

    def select(self, object_id: str | None) -> None:
        """Mark the object that is read."""
        self._selected = self.row_of.get(object_id) if object_id is not None else None
        self._refresh()

    def lift(self, object_id: str | None) -> None:
        """Let the object that is carried about fade where it stands."""
        self._lifted = self.row_of.get(object_id) if object_id is not None else None
        self._refresh()

    def foot(self, object_id: str) -> NDArray[np.float64] | None:
        """Return where an object stands."""
        row = self.row_of.get(object_id)
        return None if row is None else self.position[row].astype(float)

    def _refresh(self) -> None:
        self.highlight[:] = 0
        self.fade[:] = STEP_BACK if self._weights else 0.0
        for row, weight in self._weights.items():
            self.highlight[row] = min(1.0, 0.35 + 0.65 * weight)
            self.fade[row] = 0.0
        for marked, glow in ((self._selected, SELECT_GLOW), (self._hovered, HOVER_GLOW)):
            if marked is not None:
                self.highlight[marked] = max(self.highlight[marked], glow)
                self.fade[marked] = 0.0
        if self._lifted is not None:
            self.highlight[self._lifted] = 0.0
            self.fade[self._lifted] = LIFTED
