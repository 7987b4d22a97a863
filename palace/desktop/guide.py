"""Getting somewhere: along a drawn route, through the map, back and forward."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.places import History, Visit
from palace.scene.standing import before, entrance

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.walking import SceneInput
    from palace.model.plan import Space
    from palace.scene.camera import Pose
    from palace.scene.view import PalaceView

Point = tuple[float, float, float]
LONGEST_SECONDS = 5.0
PACE = 3.2
"""Metres a second of being taken somewhere, as long as that stays under `LONGEST_SECONDS`."""

EYE = 1.66


class Guide(QObject):
    """Takes the visitor to objects, rooms and spots, in at most five seconds.

    Parameters
    ----------
    view
        What travels.
    library
        Where the ways are found.
    moves
        Whose timer moves the view.
    """

    visited = Signal()
    failed = Signal(object)

    def __init__(self, view: PalaceView, library: Library, moves: SceneInput) -> None:
        super().__init__()
        self._view = view
        self._library = library
        self._moves = moves
        self.history = History()
        view.arrived.connect(self._arrived)

    def close(self) -> None:
        """Listen to the view no more."""
        self._view.arrived.disconnect(self._arrived)

    def to_object(self, object_id: str) -> bool:
        """Go and stand before an object; False where it has no place."""
        world = self._library.world
        entry = world.placed.get(object_id)
        locus = world.loci.get(entry.locus_id) if entry is not None else None
        room = world.spaces.get(entry.room_id) if entry is not None else None
        if entry is None or locus is None or room is None:
            return False
        self._approach(before(self._view.spaces, room, world.loci_in(room.id), locus), room)
        return True

    def to_space(self, space_id: str) -> None:
        """Go into a room or another space and look towards its middle."""
        world = self._library.world
        space = world.spaces.get(space_id)
        if space is None:
            return
        if space.kind == "court":
            self._approach(entrance(space), space)
            return
        x, y = space.rect.centre
        doors = [door for door in world.plan.doors if space_id in (door.a, door.b)]
        if doors and space.kind == "room":
            main = max(doors, key=lambda door: door.width)
            # Just inside the door one sees the room; in its middle stands its landmark.
            away = math.hypot(x - main.x, y - main.y) or 1.0
            step = min(1.4, away * 0.4) / away
            target = (main.x + (x - main.x) * step, main.y + (y - main.y) * step, space.z)
            self._go(target, space.id, (x, y, space.z + 1.5))
            return
        self._go((x, y - min(8.0, space.rect.height / 3), space.z), space.id, (x, y, space.z + EYE))

    def to_point(self, point: Point, space_id: str) -> None:
        """Walk to a spot on the floor, looking the way one walks."""
        pose = self._view.pose
        dx, dy = point[0] - pose.x, point[1] - pose.y
        away = math.hypot(dx, dy) or 1.0
        ahead = (point[0] + 4 * dx / away, point[1] + 4 * dy / away, point[2] + EYE)
        self._go(point, space_id, ahead, route=False)

    def to_pose(self, pose: Pose, space_id: str) -> None:
        """Go and stand in a pose that was kept; be there at once where its space is gone."""
        space = self._library.world.spaces.get(space_id)
        if space is None:
            self.stand(pose)
        else:
            self._approach(pose, space)

    def court_id(self) -> str:
        """Return the court's id, empty where there is none."""
        court = self._library.world.court()
        return court.id if court is not None else ""

    def step(self, direction: int) -> None:
        """Go a place back (-1) or forward (1)."""
        self._remember_here()
        visit = self.history.step(direction)
        if visit is not None:
            self.stand(visit.pose)
            self.visited.emit()

    def stand(self, pose: Pose) -> None:
        """Stand somewhere at once."""
        self._view.stop()
        self._view.clear_route()
        if self._view.mode == "overview":
            self._view.set_mode("walk", animate=False)
        self._view.pose = pose
        self._moves.wake()

    def note_visit(self, space_id: str) -> None:
        """Note that one has come into a space."""
        self.history.arrive(Visit(self._view.pose, space_id))
        self.visited.emit()

    def _remember_here(self) -> None:
        space = self._view.space_id
        if space is not None and 0 <= self.history.at < len(self.history.visits):
            current = self.history.visits[self.history.at]
            if current.space_id == space:
                self.history.visits[self.history.at] = Visit(self._view.pose, space)

    def _approach(self, pose: Pose, space: Space) -> None:
        """Go and stand in a pose."""
        ahead = pose.eye + 3.0 * pose.axes()[0]
        facing = (float(ahead[0]), float(ahead[1]), float(ahead[2]))
        self._go((pose.x, pose.y, space.z), space.id, facing)

    def _go(self, target: Point, space_id: str, facing: Point, *, route: bool = True) -> None:
        pose, here = self._view.pose, self._view.space_id
        if here is None:
            self._jump(target, facing)
            return
        start = ((pose.x, pose.y, pose.z - EYE), here)

        def walk(points: object) -> None:
            import numpy as np

            line = np.asarray(points, float)
            if len(line) < 2:
                self._jump(target, facing)
                return
            length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
            if route and length > 1.0:
                self._view.show_route(line)
            seconds = min(LONGEST_SECONDS, max(0.7, length / PACE))
            self._view.travel(line, facing, seconds)
            self._moves.wake()

        def lost(error: Exception) -> None:
            # A spot that no walk reaches (a plan that has just changed): be there all the same.
            self._jump(target, facing)
            self.failed.emit(error)

        self._library.way(start, (target, space_id), walk, lost)

    def _jump(self, target: Point, facing: Point) -> None:
        from palace.scene.camera import Pose

        pose = Pose(target[0], target[1], target[2] + EYE)
        self.stand(pose.facing(facing))

    def _arrived(self) -> None:
        self._view.clear_route()
        self._moves.wake()
