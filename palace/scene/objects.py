"""The objects of a palace as arrays, sorted by room: one truth for drawing, picking, light."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

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
        ordered = sorted(objects, key=lambda o: (o.room_id, o.id))
        self.placed: tuple[PlacedObject, ...] = tuple(ordered)
        self.row_of = {o.id: row for row, o in enumerate(ordered)}
        count = len(ordered)
        self.position = np.array(
            [[o.x for o in ordered], [o.y for o in ordered], [o.z for o in ordered]], np.float32
        ).T.copy()
        self.yaw = np.array([o.yaw for o in ordered], np.float32)
        self.shape = np.array([shape_of[o.id] for o in ordered], object)
        self.light = np.full((count, 3), DEFAULT_LIGHT, np.float32)
        wings = {wing.id: wing.character for wing in plan.wings}
        ring = {
            wing: palette_of[character].tolist()
            for wing, character in wings.items()
            if len(palette_of.get(character, ()))
        }
        white = [(1.0, 1.0, 1.0)]
        worn = []
        for placed in ordered:
            palette = ring.get(placed.wing_id, white)
            worn.append(palette[zlib.crc32(placed.id.encode()) % len(palette)])
        self.color = np.array(worn, np.float32).reshape(-1, 3)
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
        parts = [np.r_[self.rooms[room]] for room in rooms if room in self.rooms]
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
