"""One open palace in the window: its library, guide and desks, made and let go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from palace.desktop.arranging.carrying import CarryDesk
from palace.desktop.arranging.desk import ArrangeDesk
from palace.desktop.arranging.reach import ReachDesk
from palace.desktop.arranging.tidying import TidyDesk
from palace.desktop.guide import Guide
from palace.desktop.importing.following import FollowDesk
from palace.desktop.outline.tree import grow
from palace.desktop.reader.desk import ReadingDesk
from palace.desktop.reader.panel import BACK_THEN
from palace.desktop.search.card import covered_width
from palace.desktop.search.desk import SearchDesk
from palace.desktop.theme.tokens import MOTION_MS
from palace.desktop.touring.desk import TourDesk
from palace.desktop.tr import mark, tr
from palace.desktop.wording import beside
from palace.desktop.writing.desk import WritingDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from palace.desktop.library import Library
    from palace.desktop.remembered import Stood
    from palace.desktop.settings import Settings
    from palace.desktop.walking import SceneInput
    from palace.desktop.window import MainWindow
    from palace.desktop.world import World
    from palace.queries import Spot
    from palace.scene.camera import Pose
    from palace.scene.picking import Pick
    from palace.scene.view import PalaceView

WALK_HINTS = (
    ("W A S D", mark("walk")),
    ("Drag", mark("look")),
    ("E", mark("read")),
    ("Hold", mark("carry a thing")),
    ("Ctrl+K", mark("find")),
    ("F1", mark("all keys")),
)
OVERVIEW_HINTS = (
    ("Drag", mark("turn")),
    ("Wheel", mark("nearer")),
    ("Click", mark("enter a room")),
    ("O", mark("back to walking")),
)


class PalaceVisit(QObject):
    """Being in a palace: what is seen, pointed at, read and gone to."""

    state_changed = Signal()
    first_world = Signal()
    nothing_yet = Signal()

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        moves: SceneInput,
        stood: Stood | None,
        failed: Callable[[str, Exception], None],
        hints: Callable[[], str],
        click_to_walk: Callable[[], bool],
        undo: Callable[[], None],
        worker: Sequence[str] = (),
        settings: Settings,
        report: Callable[[], None] = lambda: None,
        spot: Spot | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._moves = window, view, moves
        self.library = library
        self._stood = stood
        self._spot = spot
        self._hints, self._click_to_walk = hints, click_to_walk
        self._shown: World | None = None
        self._space: str | None = None
        self._hovered = ""
        self._mode = view.mode
        self.guide = Guide(view, library, moves)
        self.reading = ReadingDesk(
            window, view=view, library=library, guide=self.guide, moves=moves, failed=failed
        )
        self.search = SearchDesk(
            window.theme,
            window.search,
            host=window.host,
            view=view,
            library=library,
            guide=self.guide,
            moves=moves,
            reading=self.reading.object_id,
            settings=settings,
        )
        self.reach = ReachDesk(
            window,
            view=view,
            library=library,
            read=self.reading.open,
            undo=undo,
            failed=failed,
        )
        self.arranging = ArrangeDesk(
            window,
            view=view,
            library=library,
            read=self.reading.open,
            go=self._go_anywhere,
            reach=self.reach,
            undo=undo,
            failed=failed,
        )
        self.carrying = CarryDesk(
            window, view=view, library=library, moves=moves, arranging=self.arranging
        )
        self.writing = WritingDesk(
            window,
            view=view,
            library=library,
            read=self.reading.open,
            again=self.reading.again,
            undo=undo,
            failed=failed,
        )
        self.tidying = TidyDesk(window, library.folder, undo=undo, command=worker)
        self.following = FollowDesk(window, library, failed=failed, report=report, command=worker)
        self.touring = TourDesk(
            window,
            view=view,
            library=library,
            guide=self.guide,
            read=self.reading.open,
            undo=undo,
            failed=failed,
        )
        self.reading.shown.connect(lambda _id: self.state_changed.emit())
        self.reading.shown.connect(self.touring.note_read)
        self.touring.changed.connect(self.state_changed)
        self.search.read.connect(self.reading.open_hit)
        self.search.opened.connect(self._search_opened)
        self.guide.visited.connect(self.state_changed)
        moves.clicked.connect(self._clicked)
        moves.asked.connect(self._asked)
        moves.double_clicked.connect(self._double_clicked)
        moves.pointed.connect(self._pointed)
        moves.stepped.connect(self._stepped)
        window.escaped.connect(self._left_search)
        moves.walked.connect(self._walked)
        moves.escaped.connect(self._escaped)
        window.outline.object_chosen.connect(self._outline_object)
        window.outline.room_chosen.connect(self.go_to)
        window.map.space_wanted.connect(self.go_to)
        library.prepare = lambda world: view.prepare(world.plan, world.shown)
        library.calm = lambda: not view.building
        library.world_changed.connect(self._world_changed)
        library.world_changed.connect(self.carrying.look_again)
        library.info_changed.connect(lambda _info: self.state_changed.emit())
        view.space_changed.connect(self._space_changed)
        view.moved.connect(self._moved)
        self._outline_stale = False
        window.outline_dock.visibilityChanged.connect(self._grow_outline)
        self._map_wait = QTimer(self)
        self._map_wait.setSingleShot(True)
        self._map_wait.setInterval(60)
        self._arriving = QTimer(self)
        self._arriving.setSingleShot(True)
        self._arriving.setInterval(0)
        self._arriving.timeout.connect(self._arrived)
        self._map_wait.timeout.connect(self._show_here)

    def close(self) -> None:
        """Let go of the view and close the palace."""
        self._map_wait.stop()
        self._arriving.stop()
        self.carrying.close()
        self._view.space_changed.disconnect(self._space_changed)
        self._view.moved.disconnect(self._moved)
        self._window.escaped.disconnect(self._left_search)
        self.guide.close()
        if self._window.search.isVisible():
            self.search.close()
        self.writing.close()
        self.touring.close()
        self._window.reader.clear()
        self.tidying.close()
        self.following.close()
        self.following.deleteLater()
        desks = (self.search, self.reading, self.arranging, self.reach, self.writing)
        parts = (*desks, self.carrying, self.touring, self.tidying, self)
        for part in parts:
            part.deleteLater()

    # --- the world ------------------------------------------------------------------------

    def _world_changed(self, world: World) -> None:
        before, self._shown = self._shown, world
        first = before is None or before.empty
        if world.empty:
            self._outline_stale = True
            self._grow_outline()
            self.nothing_yet.emit()
            self.state_changed.emit()
            return
        assert self.library.prepared is not None
        self._view.show(self.library.prepared)
        if before is None or before.plan is not world.plan:
            if first:
                self.guide.stand(self._view.navigator.entrance())
                if self._stood is not None:
                    self._restore(self._stood)
            here = self._view.space_id or ""
            now = world.spaces.get(here)
            if first or before is None or now is None or before.spaces.get(here) != now:
                self._space = None
        elif self._window.search.isVisible():
            self.search.place_chips()
        self._moves.wake()
        self._window.map.show_world(world)
        self._outline_stale = True
        self._grow_outline()
        self.library.get_ready()
        self._space_changed(self._view.space_id)
        self._show_here()
        if first:
            self._arriving.start()
        self.state_changed.emit()

    def _arrived(self) -> None:
        """Begin what begins once there is a palace, in a turn of the event loop of its own."""
        self.first_world.emit()
        self.following.begin()
        self._go_to_spot()

    def _grow_outline(self, _visible: bool = True) -> None:
        """Make the tree anew where it can be seen; hidden, it waits until it is."""
        if self._outline_stale and not self._window.outline_dock.isHidden():
            self._outline_stale = False
            world = self.library.world
            self._window.outline.show_tree(grow(world.plan, world.objects))
            self._window.outline.model.set_here(self._view.space_id or "")
            self._window.outline.show_current(self.reading.object_id() or self._view.space_id or "")

    def _go_to_spot(self) -> None:
        """Go where the window was opened for."""
        spot, self._spot = self._spot, None
        if spot is None:
            return
        if spot.object is not None:
            self._go_anywhere(spot.object)
            self.reading.open(spot.object)
        else:
            self.go_to(spot.room)

    def _restore(self, stood: Stood) -> None:
        from palace.scene.camera import Pose

        if stood.space_id in self.library.world.spaces:
            self._view.pose = Pose(stood.x, stood.y, stood.z, stood.yaw, stood.pitch)
        if stood.memory_id and self._window.reader_dock.isVisible():
            self.reading.open(stood.memory_id)
        self._stood = None

    # --- where one is ---------------------------------------------------------------------

    def _space_changed(self, space_id: object) -> None:
        if not isinstance(space_id, str) or space_id == self._space:
            return
        self._space = space_id
        world = self.library.world
        space = world.spaces.get(space_id)
        if space is None:
            return
        if self._view.mode == "walk":
            self._window.sign.show_place(space.name, world.detail_of(space_id))
            self._window.host.place()
        self._window.outline.model.set_here(space_id)
        self._window.setWindowTitle(tr("{place} — Palace", place=space.name))
        self.guide.note_visit(space_id)
        self.state_changed.emit()

    def _moved(self, _pose: Pose) -> None:
        if not self._map_wait.isActive():
            self._map_wait.start()

    def _show_here(self) -> None:
        pose = self._view.pose
        self._window.map.show_here(pose.x, pose.y, pose.yaw, self._view.space_id or "")

    def show_hints(self, *, always: bool = False) -> None:
        """Show what the keys do here, as the settings say."""
        wish = self._hints()
        if self._window.search.isVisible() or (wish == "never" and not always):
            self._window.hints.vanish()
            return
        pairs = OVERVIEW_HINTS if self._view.mode == "overview" else WALK_HINTS
        self._window.hints.show_hints(pairs, None if wish == "always" else MOTION_MS["hint"])
        self._window.host.place()

    def go_to(self, space_id: str) -> None:
        """Go into a space."""
        if self.library.world.spaces.get(space_id) is not None:
            self.guide.to_space(space_id)
            self._window.host.scene.setFocus()

    def set_overview(self, *, on: bool) -> None:
        """Look from above, or walk again."""
        self._view.set_mode("overview" if on else "walk")
        self._window.hover_chip.hide()
        if on and not self._window.search.isVisible():
            self._window.sign.show_place(tr("Overview"), self.library.world.summary())
        self.show_hints()
        self._window.host.place()
        self._moves.wake()
        self.state_changed.emit()

    # --- pointing -------------------------------------------------------------------------

    def _clicked(self, pick: Pick | None, _x: float, _y: float) -> None:
        if pick is None:
            return
        if pick.object_id is not None:
            self._open(pick.object_id)
        elif self._at_spring(pick):
            self.reach.spring()
        elif self._view.mode == "overview":
            if pick.space_id is not None:
                self.guide.to_space(pick.space_id)
        elif pick.space_id is not None and self._click_to_walk():
            self.guide.to_point(pick.point, pick.space_id)

    def _at_spring(self, pick: Pick) -> bool:
        """Return whether one points at the court's fountain, which is the spring."""
        from palace.scene.picking import meets_fountain

        space = self.library.world.spaces.get(pick.space_id or "")
        if space is None or space.kind != "court" or self._view.mode != "walk":
            return False
        pose = self._view.pose
        return meets_fountain(space, (pose.x, pose.y), pick.point[:2])

    def _open(self, identifier: str) -> None:
        """Read an object, or follow a marker to what left its place."""
        way = self.library.world.went.get(identifier)
        if way is None:
            self.reading.open(identifier)
        else:
            self.guide.to_object(way.object_id)

    def _meant(self, identifier: str | None) -> str | None:
        """Return the object that a thing of the scene stands for: a marker for what went."""
        way = self.library.world.went.get(identifier or "")
        return identifier if way is None else way.object_id

    def _asked(self, pick: Pick | None, x: float, y: float) -> None:
        """Offer what can be done with a thing, or from above with a room."""
        found = self._meant(pick.object_id) if pick is not None else None
        if found is None and pick is not None and self._view.mode == "overview":
            found = pick.space_id
        if found:
            scene = self._window.host.scene
            self.arranging.menu(found, scene.mapToGlobal(QPoint(round(x), round(y))))

    def _go_anywhere(self, identifier: str) -> None:
        """Go to an object, a space, or a wing's corridor."""
        world = self.library.world
        if identifier in world.placed:
            self.guide.to_object(identifier)
            self._window.host.scene.setFocus()
        elif identifier in world.spaces:
            self.go_to(identifier)
        else:
            way = next((s for s in world.plan.spaces if s.wing_id == identifier), None)
            if way is not None:
                self.go_to(way.id)

    def _double_clicked(self, pick: Pick | None) -> None:
        if pick is None:
            return
        if pick.object_id is not None:
            self.guide.to_object(self._meant(pick.object_id) or "")
        elif pick.space_id is not None and self._view.mode == "walk":
            self.guide.to_point(pick.point, pick.space_id)

    def _pointed(self, pick: Pick | None, x: float, y: float) -> None:
        found = pick.object_id if pick is not None else None
        entry = self.library.world.named.get(found or "")
        chip = self._window.hover_chip
        if (found or "") != self._hovered:
            self._hovered = found or ""
            self._view.hover(found)
            self._moves.wake()
        if entry is None:
            self._name_room(pick, x, y)
            return
        if self.search.names(entry.id):
            chip.hide()
            return
        chip.say(0, entry.title, strong=True)
        chip.point_at(self._view.screen_of(entry.id) or (x, y - 24))
        chip.raise_()

    def _name_room(self, pick: Pick | None, x: float, y: float) -> None:
        """Seen from above, a room says its name and how much stands in it."""
        chip = self._window.hover_chip
        if pick is not None and self._at_spring(pick):
            chip.say(0, tr("The spring  ·  what is out of reach"), strong=True)
            chip.point_at((x, y - 14))
            chip.raise_()
            return
        space = self.library.world.spaces.get((pick.space_id if pick is not None else None) or "")
        if space is None or self._view.mode != "overview":
            chip.hide()
            return
        chip.say(0, beside(space.name, self.library.world.many_in(space.id)), strong=True)
        chip.point_at((x, y - 14))
        chip.raise_()

    def read_ahead(self) -> None:
        """Read what stands before the eye."""
        found = self._object_ahead()
        if found is not None:
            self._open(found)
        else:
            self._window.toast.say(tr("Nothing stands before you here."))

    def show_around(self, tab: int) -> None:
        """Show what belongs to what is read, or to what stands before the eye.

        Parameters
        ----------
        tab
            As `palace.desktop.reader.desk.ReadingDesk.show_around` takes it.
        """
        found = self.reading.object_id() or self._meant(self._object_ahead())
        if found:
            self.reading.show_around(found, tab)
        else:
            self._window.toast.say(tr("Open something first, or walk up to it."))

    def put_back(self) -> None:
        """Go to where what is read stands, and show the moment it belongs to."""
        self.show_around(BACK_THEN)
        self.reading.go_there()

    def pin_ahead(self) -> None:
        """Pin what stands before the eye, or unpin it."""
        found = self._object_ahead()
        if found is not None:
            self.arranging.pin(self._meant(found) or "")
        else:
            self._window.toast.say(tr("Nothing stands before you here."))

    def _object_ahead(self) -> str | None:
        """Return what the middle of the view meets, else what is nearest to it."""
        import math

        scene = self._window.host.scene
        middle = (scene.width() + covered_width(self._window.search)) / 2
        pick = self._view.pick(middle, scene.height() / 2)
        if pick is not None and pick.object_id is not None:
            return pick.object_id
        pose = self._view.pose
        best: tuple[float, str] | None = None
        for entry in self.library.world.in_room.get(self._view.space_id or "", ()):
            dx, dy = entry.x - pose.x, entry.y - pose.y
            away = math.hypot(dx, dy)
            turn = abs((math.atan2(dy, dx) - pose.yaw + math.pi) % math.tau - math.pi)
            if away < 8 and turn < math.radians(32):
                weight = turn + 0.12 * away
                if best is None or weight < best[0]:
                    best = (weight, entry.id)
        return best[1] if best is not None else None

    def _outline_object(self, object_id: str) -> None:
        self.reading.open(object_id)

    def _stepped(self) -> None:
        if self._view.mode != self._mode:  # a journey ends the overview by itself
            self._mode = self._view.mode
            self.show_hints()
            self.state_changed.emit()
        if self._hovered and self._window.hover_chip.isVisible():
            self._window.hover_chip.point_at(self._view.screen_of(self._hovered))
        self._name_read()

    def _name_read(self) -> None:
        """With more contrast what is read bears its title: its glow alone would be a colour."""
        window, world = self._window, self.library.world
        entry = world.named.get(self._view.selected or "")
        chip = window.read_chip
        if (
            entry is None
            or not window.theme.tokens.contrast
            or window.search.isVisible()
            or entry.id == self._hovered
            or (
                self._view.mode != "overview"
                and entry.room_id not in world.beside(self._view.space_id)
            )
        ):
            chip.hide()
            return
        chip.say(0, entry.title, strong=True)
        chip.point_at(self._view.screen_of(entry.id))

    def _walked(self) -> None:
        if self._hints() != "always":
            self._window.hints.leave()

    def _escaped(self) -> None:
        """Let go of one thing after the other: search, journey, choice."""
        if self._window.search.isVisible():
            self.search.go_back()
            return
        self.touring.end()
        self._view.stop()
        self._view.clear_route()
        self._view.select(None)
        self._moves.wake()

    def _left_search(self) -> None:
        """Go back out of the search also when the keys are elsewhere, as in the reading panel."""
        if self._window.search.isVisible():
            self.search.go_back()

    def _search_opened(self, _on: bool) -> None:
        if self._window.toolbar is not None:
            self._window.toolbar.search.setVisible(not self._window.search.isVisible())
        self._window.sign.vanish()
        self._window.hints.vanish()
        self.state_changed.emit()
