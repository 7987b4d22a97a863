"""Carrying a thing with the mouse: lifted in the scene or the outline, put down at a new place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from palace.desktop.arranging.dialogs import short
from palace.desktop.overlays.carried import CarriedSign
from palace.desktop.tr import tr
from palace.desktop.wording import spot
from palace.model.plan import SpaceKind

if TYPE_CHECKING:
    from palace.desktop.arranging.desk import ArrangeDesk
    from palace.desktop.library import Library
    from palace.desktop.walking import SceneInput
    from palace.desktop.window import MainWindow
    from palace.desktop.world import World
    from palace.model.plan import Locus, PlacedObject
    from palace.scene.picking import Pick
    from palace.scene.view import PalaceView

TICK_MS = 40
EDGE = 64
"""So near an edge of the scene, in pixels, the view turns to what lies beyond it."""
TURN, TILT = math.radians(75), math.radians(35)
"""How fast it turns at the very edge, in radians a second."""
UNFOLD_TICKS = 15
"""So long one rests on a closed wing of the outline until it opens."""
FREE_LIGHT, TARGET_LIGHT = 0.2, 0.8


@dataclass(frozen=True)
class Target:
    """What letting go at the pointer would do.

    Parameters
    ----------
    words
        What is said of it.
    room
        Where the thing would go; empty where it would stay where it is.
    locus
        The very place; None takes one that fits in the room.
    swap
        Whether something stands there, which would take the thing's place.
    """

    words: str
    room: str = ""
    locus: Locus | None = None
    swap: bool = False


def nowhere() -> Target:
    """Return that there is no place here."""
    return Target(tr("There is no place here"))


class CarryDesk(QObject):
    """Nothing is changed before it is put down: whatever interrupts, the thing still stands.

    Parameters
    ----------
    arranging
        Lets it stand at its new place.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        moves: SceneInput,
        arranging: ArrangeDesk,
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._library = window, view, library
        self._moves, self._arranging = moves, arranging
        self._entry: PlacedObject | None = None
        self._world = library.world
        self._taken_at = self._at = QPoint()
        self._moved = False
        self._target = nowhere()
        self._lit: dict[Locus, float] = {}
        self._rested = 0
        self.sign = CarriedSign(window.theme, window)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._pass_time)
        moves.held.connect(self._held)
        window.outline.lifted.connect(self._lifted)
        for source in (moves, window.outline):
            source.carried.connect(self._carried)
            source.dropped.connect(self._dropped)
            source.let_fall.connect(self.cancel)

    @property
    def carrying(self) -> str:
        """The id of what is carried, empty for nothing."""
        return self._entry.id if self._entry is not None else ""

    def close(self) -> None:
        """Carry nothing any more, and listen no more."""
        self._end()
        self.sign.vanish()
        self.sign.deleteLater()
        self._moves.held.disconnect(self._held)
        self._window.outline.lifted.disconnect(self._lifted)
        for source in (self._moves, self._window.outline):
            source.carried.disconnect(self._carried)
            source.dropped.disconnect(self._dropped)
            source.let_fall.disconnect(self.cancel)

    # --- lifting and letting go -----------------------------------------------------------

    def _held(self, pick: Pick | None, at: QPoint) -> None:
        """Lift what the button has rested on in the scene."""
        identifier = pick.object_id if pick is not None else None
        if identifier in self._library.world.placed:
            self._moves.carry()
            self._lifted(identifier, at)

    def _lifted(self, identifier: str, at: QPoint) -> None:
        entry = self._library.world.placed.get(identifier)
        if entry is None:
            return
        self._end()
        self._entry, self._world = entry, self._library.world
        self._taken_at = self._at = at
        self._moved = False
        self._moves.pointed.emit(None, 0.0, 0.0)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        self._view.lift(entry.id)
        self.sign.take(entry.kind, entry.title)
        self._tick.start()
        self._look()

    def _carried(self, at: QPoint) -> None:
        if self._entry is not None:
            self._at, self._moved, self._rested = at, True, 0
            self._look()

    def _dropped(self, at: QPoint) -> None:
        if self._entry is None:
            return
        self._carried(at)
        entry, target = self._entry, self._target
        if not target.room:
            self.cancel()
            return
        self._end()
        self.sign.vanish()
        number = target.locus.ord if target.locus is not None else None
        self._arranging.put(entry, target.room, number, swap=target.swap)

    def cancel(self) -> None:
        """Let the thing stay where it stands."""
        entry = self._entry
        if entry is not None:
            self._end()
            self.sign.fly_back(self._home(entry))

    def _home(self, entry: PlacedObject) -> QPoint | None:
        """Return where a thing can be seen to stand, as a point of the window."""
        scene = self._window.host.scene
        at = self._view.screen_of(entry.id)
        point = QPoint(round(at[0]), round(at[1])) if at is not None else None
        if point is None or not scene.rect().contains(point):
            return None
        return scene.mapTo(self._window, point)

    def _end(self) -> None:
        """Leave no trace of carrying but the sign."""
        if self._entry is None:
            return
        self._entry = None
        self._tick.stop()
        QApplication.restoreOverrideCursor()
        self._view.lift(None)
        self._show(nowhere(), {})
        self._moves.let_fall_now()
        self._moves.wake()

    def look_again(self, world: World) -> None:
        """Go on in another state of the palace, where the thing stands as it did."""
        entry = self._entry
        if entry is None:
            return
        now = world.placed.get(entry.id)
        if world.plan is not self._world.plan or now is None or now.locus_id != entry.locus_id:
            self._end()
            self.sign.vanish()
            return
        self._entry, self._world = now, world
        self._view.lift(entry.id)
        self._look()

    # --- what is under the pointer --------------------------------------------------------

    def _pass_time(self) -> None:
        """Turn the view, scroll and unfold the outline, and look again at what is pointed at."""
        if not self._moved:
            return
        over = self._over()
        outline = self._window.outline
        if over is outline.tree.viewport():
            outline.scroll_near_edge(self._at)
            self._rested += 1
            if self._rested == UNFOLD_TICKS:
                outline.unfold(self._at)
        elif over in (self._window.host.scene, None) and self._view.mode == "walk":
            self._turn()
        self._look()

    def _turn(self) -> None:
        scene = self._window.host.scene
        at = scene.mapFromGlobal(self._at)

        def push(where: int, size: int) -> float:
            """Return how far into the nearer edge, -1 at the one and 1 at the other."""
            low, high = (EDGE - where) / EDGE, (where - (size - EDGE)) / EDGE
            return min(1.0, max(0.0, high)) - min(1.0, max(0.0, low))

        across, down = push(at.x(), scene.width()), push(at.y(), scene.height())
        if across or down:
            seconds = TICK_MS / 1000
            self._view.walker.turn(-across * TURN * seconds, -down * TILT * seconds)
            self._moves.wake()

    def _over(self) -> object:
        """Return the widget under the pointer, None outside the window."""
        return self._window.childAt(self._window.mapFromGlobal(self._at))

    def _look(self) -> None:
        """Find what letting go would do now, and show it."""
        if self._entry is None:
            return
        target = self._aim(self._entry)
        self._show(target, self._lights(target))
        self.sign.say(target.words, good=bool(target.room))
        self.sign.follow(self._window.mapFromGlobal(self._at))

    def _aim(self, entry: PlacedObject) -> Target:
        window, over = self._window, self._over()
        if over is window.outline.tree.viewport():
            return self._room_target(entry, window.outline.room_under(self._at))
        if over is window.map:
            return self._room_target(entry, window.map.space_under(self._at))
        if over is not window.host.scene:
            return nowhere()
        at = window.host.scene.mapFromGlobal(self._at)
        if self._view.mode == "overview":
            pick = self._view.pick(at.x(), at.y())
            return self._room_target(entry, (pick.space_id if pick is not None else "") or "")
        locus = self._view.locus_at(at.x(), at.y())
        return nowhere() if locus is None else self._locus_target(entry, locus)

    def _locus_target(self, entry: PlacedObject, locus: Locus) -> Target:
        if locus.id == entry.locus_id:
            return Target(tr("It stands here"))
        there = next(
            (o for o in self._world.in_room.get(locus.room_id, ()) if o.locus_id == locus.id), None
        )
        if there is not None:
            return Target(
                tr("Changes places with “{title}”", title=short(there.title)),
                locus.room_id,
                locus,
                True,
            )
        name = self._world.spaces[locus.room_id].name
        return Target(
            tr("To {spot} of “{room}”", spot=spot(locus.kind, locus.ord), room=name),
            locus.room_id,
            locus,
        )

    def _room_target(self, entry: PlacedObject, room_id: str) -> Target:
        room = self._world.spaces.get(room_id)
        if room is None or room.kind is not SpaceKind.ROOM:
            return nowhere()
        if room_id == entry.room_id:
            return Target(tr("It stands in “{room}”", room=room.name))
        if not self._free(room_id):
            return Target(tr("“{room}” is full", room=room.name))
        return Target(tr("To “{room}”, where it fits", room=room.name), room_id)

    def _free(self, room_id: str) -> list[Locus]:
        taken = {entry.locus_id for entry in self._world.in_room.get(room_id, ())}
        return [locus for locus in self._world.loci_in(room_id) if locus.id not in taken]

    def _lights(self, target: Target) -> dict[Locus, float]:
        """Return the places to light up: what is free where one stands or points, and the aim."""
        room = target.room if self._view.mode == "overview" else self._view.space_id or ""
        lights = dict.fromkeys(self._free(room), FREE_LIGHT)
        if target.room and target.locus is not None:
            lights[target.locus] = TARGET_LIGHT
        return lights

    def _show(self, target: Target, lights: dict[Locus, float]) -> None:
        self._target = target
        self._window.outline.mark(target.room)
        self._window.map.mark(target.room)
        if lights != self._lit:
            self._lit = lights
            self._view.show_places(lights)
            self._moves.wake()
