"""Routes and bookmarks, held together: a walk is recorded, kept, and taken as a tour."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.below import retold
from palace.desktop.touring.dialogs import Halt, RouteDialog, WaysDialog, halt_of
from palace.desktop.tr import clock_text, many, tr
from palace.desktop.wording import day_of, moved_in_too
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from palace.desktop.guide import Guide
    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow
    from palace.ops.set_route import RouteSet
    from palace.queries import Stop
    from palace.scene.view import PalaceView
    from palace.store.routes import Bookmark

DAY = 86_400.0
NEW_DAYS = 7
"""What has come in so many days is new, where nothing came today."""


class TourDesk(QObject):
    """Records routes, takes tours along them, and keeps bookmarks.

    Parameters
    ----------
    read
        Opens an object or memory in the reader.
    undo
        Takes the last change back.
    failed
        Says what went wrong.
    """

    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        guide: Guide,
        read: Callable[[str], None],
        undo: Callable[[], None],
        failed: Callable[[str, Exception], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._library = window, view, library
        self._guide, self._read, self._undo, self._failed = guide, read, undo, failed
        self._recorded: list[Halt] | None = None
        self._stops: list[Stop] = []
        self._at = 0
        self._name = ""
        self._ways: WaysDialog | None = None
        window.tour.pressed.connect(self._pressed)

    def close(self) -> None:
        """End what is under way; a walk that was being recorded is kept under the day's name."""
        halts, self._recorded = self._recorded, None
        if halts:
            from datetime import datetime

            from palace.ops import SetRoute

            now = datetime.now()
            name = tr("Walk of {day}, {clock}", day=day_of(now.timestamp()), clock=clock_text(now))
            try:
                self._library.session.run(SetRoute(name, [halt.locus for halt in halts]))
            except PalaceError as error:
                self._failed(tr("The walk that was being recorded could not be kept"), error)
        self._stops = []
        self._window.tour.hide()
        if self._ways is not None:
            self._ways.close()

    @property
    def recording(self) -> bool:
        """Whether a walk is being recorded."""
        return self._recorded is not None

    @property
    def touring(self) -> bool:
        """Whether a tour is under way."""
        return bool(self._stops)

    # --- recording ------------------------------------------------------------------------

    def record(self) -> None:
        """Begin to record a walk, or end it and look at it."""
        if self._recorded is None:
            self.end()
            self._recorded = []
            self._show_recording()
        else:
            self._finish()
        self.changed.emit()

    def note_read(self, object_id: str) -> None:
        """Make what is opened a stop of the walk that is recorded."""
        if self._recorded is None:
            return
        world = self._library.world
        entry = world.placed.get(object_id)
        if entry is None or (self._recorded and self._recorded[-1].locus == entry.locus_id):
            return
        space = world.spaces.get(entry.room_id)
        self._recorded.append(Halt(entry.locus_id, entry.title, space.name if space else ""))
        self._show_recording()

    def _show_recording(self) -> None:
        halts = self._recorded or []
        last = halts[-1].title if halts else tr("Open what should be a stop: click it, or E")
        self._window.tour.show_stop(
            many(len(halts), "Recording  ·  {n} stop", "Recording  ·  {n} stops"),
            last,
            "",
            (("drop", tr("Discard"), True), ("done", tr("Done"), True)),
        )
        self._window.host.place()

    def _finish(self) -> None:
        halts = self._recorded or []
        if not halts:
            self._recorded = None
            self._window.tour.hide()
            self._window.toast.say(tr("No stop was made, so there is no route to keep."))
            return
        dialog = RouteDialog(self._window.theme, "", halts, self._window)
        dialog.wanted.connect(lambda name, kept: self._keep(dialog, name, kept))
        dialog.open()

    def _keep(
        self,
        dialog: RouteDialog,
        name: str,
        halts: Sequence[Halt],
        old: str = "",
    ) -> None:
        from palace.ops import SetRoute

        route = SetRoute(name, [halt.locus for halt in halts], notes=[halt.note for halt in halts])

        def done(kept: RouteSet) -> None:
            dialog.accept()
            if not old:
                self._recorded = None
                self._window.tour.hide()
            if old and old.casefold() != kept.name.casefold():
                self._library.change(
                    SetRoute(old, None), lambda _gone: self._show_ways(), lambda _error: None
                )
            self._window.toast.say(
                moved_in_too(tr("The route “{name}” is kept.", name=kept.name), kept.moved_in),
                tr("Undo"),
                self._undo,
            )
            self._show_ways()
            self.changed.emit()

        def failed(error: Exception) -> None:
            if isinstance(error, PalaceError):
                dialog.say(retold(error))
            else:
                self._failed(tr("The route could not be kept"), error)

        self._library.change(route, done, failed)

    # --- touring --------------------------------------------------------------------------

    def play(self, name: str) -> None:
        """Take a route as a tour."""
        from palace.queries import RouteStops

        self._library.ask(
            RouteStops(name),
            lambda stops: self._begin(name, stops),
            lambda error: self._failed(tr("This route cannot be taken"), error),
        )

    def play_new(self) -> None:
        """Take a tour past what has come in today, or in the last days."""
        from palace.queries import Arrivals

        now = time.time()
        midnight = time.mktime((*time.localtime(now)[:3], 0, 0, 0, 0, 0, -1))

        def week(stops: list[Stop]) -> None:
            if stops:
                self._begin(tr("New in the last {days} days", days=NEW_DAYS), stops)
            else:
                self._window.toast.say(tr("Nothing has come in for {days} days.", days=NEW_DAYS))

        def today(stops: list[Stop]) -> None:
            if stops:
                self._begin(tr("New today"), stops)
            else:
                self._library.ask(Arrivals(now - NEW_DAYS * DAY), week, failed)

        def failed(error: Exception) -> None:
            self._failed(tr("What is new could not be found"), error)

        self._library.ask(Arrivals(midnight), today, failed)

    def _begin(self, name: str, stops: Sequence[Stop]) -> None:
        if self.recording:
            self._window.toast.say(tr("Finish the walk that you record first."))
            return
        self._stops, self._at, self._name = list(stops), 0, name
        self._show_stop()
        self.changed.emit()

    def step(self, direction: int) -> None:
        """Go to the stop after (1) or before (-1); past the last one the tour ends."""
        if not self._stops:
            self._window.toast.say(
                tr("No tour is under way; choose one in “Routes and bookmarks…”.")
            )
            return
        to = self._at + direction
        if to >= len(self._stops):
            self.end()
            self._window.toast.say(tr("“{name}” ends here.", name=self._name))
        elif to >= 0:
            self._at = to
            self._show_stop()

    def end(self) -> None:
        """End the tour where one stands."""
        if self._stops:
            self._stops = []
            self._window.tour.hide()
            self._view.clear_route()
            self._view.native.setFocus()
            self.changed.emit()

    def _show_stop(self) -> None:
        stop = self._stops[self._at]
        last = self._at == len(self._stops) - 1
        self._window.tour.show_stop(
            tr(
                "{tour}  ·  {number} of {all}",
                tour=self._name,
                number=self._at + 1,
                all=len(self._stops),
            ),
            stop.title or tr("A free place in {room}", room=stop.room),
            stop.note,
            (
                ("end", tr("End"), True),
                ("back", tr("Back"), self._at > 0),
                ("next", tr("End here") if last else tr("Next"), True),
            ),
        )
        self._window.host.place()
        if stop.object is not None and self._guide.to_object(stop.object):
            self._read(stop.object)
        else:
            self._guide.to_space(stop.room_id)

    def _pressed(self, name: str) -> None:
        match name:
            case "next":
                self.step(1)
            case "back":
                self.step(-1)
            case "end":
                self.end()
            case "done":
                self.record()
            case "drop":
                self._recorded = None
                self._window.tour.hide()
                self._window.toast.say(tr("The walk was not kept."))
                self.changed.emit()

    # --- bookmarks ------------------------------------------------------------------------

    def bookmark_here(self) -> None:
        """Mark the place where one stands, under the name of its room."""
        from palace.model.ids import new_id
        from palace.ops import SetBookmark

        space = self._library.world.spaces.get(self._view.space_id or "")
        if space is None:
            self._window.toast.say(tr("There is no place here that could be marked."))
            return
        pose = self._view.pose
        mark = SetBookmark(
            new_id(), space.name, space.id, pose.x, pose.y, pose.z, pose.yaw, pose.pitch
        )

        def done(_before: object) -> None:
            self._window.toast.say(
                tr("“{name}” is marked.", name=space.name), tr("Undo"), self._undo
            )
            self._show_ways()

        self._library.change(
            mark, done, lambda error: self._failed(tr("This place could not be marked"), error)
        )

    def _go(self, marks: Sequence[Bookmark], mark_id: str) -> None:
        mark = next((each for each in marks if each.id == mark_id), None)
        if mark is not None:
            from palace.scene.camera import Pose

            self._guide.to_pose(Pose(mark.x, mark.y, mark.z, mark.yaw, mark.pitch), mark.room_id)

    # --- all of them ----------------------------------------------------------------------

    def ways(self) -> None:
        """Show all routes and bookmarks."""
        if self._ways is None:
            dialog = self._ways = WaysDialog(self._window.theme, self._window)
            dialog.finished.connect(self._ways_closed)
            dialog.play_wanted.connect(self.play)
            dialog.edit_wanted.connect(self._edit)
            dialog.forget_wanted.connect(self._forget)
            dialog.go_wanted.connect(lambda mark: self._with_marks(self._go, mark))
            dialog.rename_wanted.connect(lambda mark: self._with_marks(self._rename, mark))
            dialog.drop_wanted.connect(self._drop)
            dialog.show()
        self._ways.raise_()
        self._show_ways()

    def _ways_closed(self, _result: int) -> None:
        self._ways = None

    def _show_ways(self) -> None:
        from palace.queries import Bookmarks, Routes

        def failed(error: Exception) -> None:
            self._failed(tr("Routes and bookmarks could not be read"), error)

        def routes(found: list[tuple[str, int]]) -> None:
            if self._ways is not None:
                self._ways.show_routes(found)

        def marks(found: list[Bookmark]) -> None:
            if self._ways is not None:
                where = {space.id: space.name for space in self._library.world.plan.spaces}
                self._ways.show_marks(found, where)

        if self._ways is not None:
            self._library.ask(Routes(), routes, failed)
            self._library.ask(Bookmarks(), marks, failed)

    def _with_marks(self, act: Callable[[Sequence[Bookmark], str], None], mark: str) -> None:
        from palace.queries import Bookmarks

        self._library.ask(
            Bookmarks(),
            lambda found: act(found, mark),
            lambda error: self._failed(tr("Bookmarks could not be read"), error),
        )

    def _edit(self, name: str) -> None:
        from palace.queries import RouteStops

        def show(stops: list[Stop]) -> None:
            halts = [halt_of(stop) for stop in stops]
            dialog = RouteDialog(self._window.theme, name, halts, self._ways or self._window)
            dialog.wanted.connect(lambda called, kept: self._keep(dialog, called, kept, name))
            dialog.open()

        self._library.ask(
            RouteStops(name), show, lambda error: self._failed(tr("This route is gone"), error)
        )

    def _forget(self, name: str) -> None:
        from palace.ops import SetRoute

        def done(_gone: object) -> None:
            self._window.toast.say(
                tr("The route “{name}” is forgotten.", name=name), tr("Undo"), self._undo
            )
            self._show_ways()

        self._library.change(
            SetRoute(name, None),
            done,
            lambda error: self._failed(tr("This route could not be forgotten"), error),
        )

    def _rename(self, marks: Sequence[Bookmark], mark_id: str) -> None:
        from palace.desktop.arranging.dialogs import RenameDialog
        from palace.ops import SetBookmark

        mark = next((each for each in marks if each.id == mark_id), None)
        if mark is None:
            return
        dialog = RenameDialog(self._window.theme, "bookmark", mark.name, self._ways or self._window)

        def done(_before: object) -> None:
            dialog.accept()
            self._show_ways()

        def wanted(name: str) -> None:
            self._library.change(
                SetBookmark(mark_id, name), done, lambda error: dialog.say(retold(error))
            )

        dialog.wanted.connect(wanted)
        dialog.open()

    def _drop(self, mark_id: str) -> None:
        from palace.ops import SetBookmark

        def done(_before: object) -> None:
            self._window.toast.say(tr("The bookmark is gone."), tr("Undo"), self._undo)
            self._show_ways()

        self._library.change(
            SetBookmark(mark_id, ""),
            done,
            lambda error: self._failed(tr("The bookmark could not be taken away"), error),
        )
