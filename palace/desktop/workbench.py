"""What the window does: commands, palaces, settings; each desk does its own work."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from palace.desktop.actions import Commands, When
from palace.desktop.background import Background
from palace.desktop.below import retold
from palace.desktop.importing.desk import ImportDesk
from palace.desktop.overlays.notices import NoticeCard
from palace.desktop.reader.panel import SAME_THING, TO_MIND
from palace.desktop.remembered import Remembered, Stood
from palace.desktop.settings import SHORTCUTS
from palace.desktop.theme import Contrast, Mode, Theme
from palace.desktop.tr import many, tr
from palace.desktop.visit import PalaceVisit
from palace.desktop.walking import SceneInput
from palace.desktop.widgets.sides import leftward, placed_rect
from palace.desktop.window import MainWindow
from palace.desktop.wording import objects, rooms, wings
from palace.desktop.world import World
from palace.model.errors import PalaceError, Stale

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.settings import Settings
    from palace.desktop.touring.welcome import Welcome
    from palace.model.plan import Plan
    from palace.queries import PalaceInfo, Spot
    from palace.scene.quality import Quality
    from palace.scene.view import PalaceView


WAITS_MS = 2500
"""So long something may wait to be embedded or placed before the window sets to it."""

HOUR_MS = 300_000
"""So often the light is looked at, where it follows the hour."""

CALM_MS = 1200
"""So long after the window is made the system is asked whether it wants less motion."""


def _empty_court(_stale: Callable[[], bool]) -> Plan:
    from palace.layout import build

    return build([]).plan


OPENING = (
    "palace.desktop.library",
    "palace.embedding",
    "palace.ops",
    "palace.queries.places",
    "palace.queries.watching",
    "palace.session",
)


def _learn_to_open(_stale: Callable[[], bool]) -> None:
    """Import what opening a palace needs, while the first page is read."""
    for name in OPENING:
        import_module(name)


def quality_of(name: str) -> Quality | None:
    """Return the level a person chose; None where the measured frames choose."""
    from palace.scene.quality import Quality

    return {"low": Quality.LOW, "medium": Quality.MEDIUM, "high": Quality.HIGH}.get(name)


class Workbench(QObject):
    """One window on at most one palace at a time.

    Parameters
    ----------
    theme, settings
        How it looks and behaves.
    view
        The scene.
    remembered, memory_file
        What was open, and where that is kept (None keeps nothing).
    open_library
        Opens the palace in a folder; the second argument makes it where there is none.
    home
        The folder of the person's own palace.
    sample
        The folder of the sample palace, and what it is made from.
    worker
        What is started to import, to finish what waits and to tidy; this program by default.
    less_motion
        Asks the system whether it wants less motion; called in another thread.
    """

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        *,
        view: PalaceView,
        remembered: Remembered,
        memory_file: Path | None,
        open_library: Callable[[Path, bool, Background], Library],
        home: Path,
        sample: tuple[Path, tuple[Path, ...]],
        worker: Sequence[str] = (),
        less_motion: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self.theme, self.settings, self.view = theme, settings, view
        self._remembered, self._memory_file = remembered, memory_file
        self._open_library = open_library
        self._home, self._sample = home, sample
        self.background = Background()
        self.visit: PalaceVisit | None = None
        self.welcoming: Welcome | None = None
        self.window = MainWindow(theme, view.native, self._wing_colour)
        self.moves = SceneInput(view, view.native)
        self.commands = Commands(self.window, view.native, self._handlers())
        self.commands.bind(settings.shortcuts)
        self.window.furnish(self.commands)
        self._system_calm = False
        self._less_motion = less_motion
        self._worker = worker
        self.imports = ImportDesk(self.window, self._problem, command=worker)
        self._tried: tuple[str, int, int] | None = None
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.setInterval(WAITS_MS)
        self._waits.timeout.connect(self._finish_what_waits)
        self._hour = QTimer(self)
        self._hour.setInterval(HOUR_MS)
        self._hour.timeout.connect(self._light)
        self._hour.start()
        self._connect()
        self._use_settings()
        theme.changed.connect(self._light)
        self._light()
        # Nothing flies before the first picture; until then there is better to do.
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._ask_system)
        self._calm.start(CALM_MS)
        self.window.restore_shape(remembered.geometry, remembered.panels)
        self._update()

    # --- palaces --------------------------------------------------------------------------

    def open_palace(self, folder: Path, *, create: bool = False) -> bool:
        """Open a palace in place of the one that is open; False where that cannot be."""
        try:
            library = self._open_library(folder, create, self.background)
        except PalaceError as error:
            self._failed(tr("This palace cannot be opened"), error)
            return False
        self.enter(library)
        return True

    def enter(self, library: Library, spot: Spot | None = None) -> None:
        """Be in a palace that has been opened, and go to a place in it."""
        self._leave()
        self.window.first_run.hide()
        self.view.native.setFocus()  # one may walk while the first things arrive
        self.view.set_centre_shift(0)
        folder = library.folder
        stood = self._remembered.places.get(str(folder))
        self.visit = PalaceVisit(
            self.window,
            view=self.view,
            library=library,
            moves=self.moves,
            stood=stood,
            failed=self._failed,
            hints=lambda: self.settings.text("appearance.hints"),
            click_to_walk=lambda: self.settings.flag("walking.click_to_walk"),
            undo=self._undo,
            worker=self._worker,
            settings=self.settings,
            report=partial(self.imports.show_kept, library),
            spot=spot,
        )
        self.visit.state_changed.connect(self._update)
        library.info_changed.connect(self._look_what_waits)
        self.visit.first_world.connect(self._arrived_first)
        self.visit.nothing_yet.connect(self._wait_in_court)
        library.start()
        self._remembered.last_palace = str(folder)
        self._update()

    def welcome(self) -> None:
        """Show the first page."""
        self.window.reader_dock.hide()
        self.window.outline_dock.hide()
        self.window.first_run.show()
        self.window.first_run.raise_()
        self.window.host.place()
        self.window.first_run.first.setFocus()
        # The fountain stands in what the card leaves free.
        card = placed_rect(self.window.first_run.geometry(), self.window.host.rect())
        shift = card.right() / 2
        self.view.set_centre_shift(-shift if leftward() else shift)
        self._wait_in_court()
        self.background.run(_learn_to_open, lambda _learnt: None)
        self._update()

    def _look_what_waits(self, info: PalaceInfo) -> None:
        """Finish what an import left, here or elsewhere; not at once, it may be at it still."""
        if info.counts.embedded < info.counts.keys or self._homeless(info):
            if not self._waits.isActive():
                self._waits.start()
        else:
            self._waits.stop()

    def _homeless(self, info: PalaceInfo) -> int:
        visit = self.visit
        return info.counts.objects - len(visit.library.world.objects) if visit is not None else 0

    def _finish_what_waits(self) -> None:
        visit = self.visit
        info = visit.library.info if visit is not None else None
        if visit is None or info is None or self.imports.running():
            return
        # Whatever cannot be placed at all is tried once, not again and again.
        state = (str(visit.library.folder), info.counts.keys, info.counts.objects)
        if state != self._tried:
            self._tried = state
            self.imports.finish(visit.library)

    def _wait_in_court(self) -> None:
        self.background.run(_empty_court, self._stand_in_court)

    def _stand_in_court(self, court: Plan) -> None:
        """Stand in an empty court, a house that waits, while there is nothing else yet."""
        if self.visit is None or self.visit.library.world.empty:
            self.view.set_plan(court, ())
            self.view.pose = self.view.navigator.entrance()
            self.moves.wake()

    def _leave(self) -> None:
        if self.welcoming is not None:
            self.welcoming.close()
        visit, self.visit = self.visit, None
        self._waits.stop()
        self._tried = None
        if visit is None:
            return
        self._keep_place(visit)
        self.imports.close()
        visit.close()
        visit.library.close()
        visit.library.deleteLater()

    def _arrived_first(self) -> None:
        visit = self.visit
        if visit is not None:
            visit.show_hints()
        self.view.native.setFocus()
        self._show_map()
        self._welcome_first()  # one can walk and find while the meaning is still being learnt

    def _open_sample(self) -> None:
        folder, sources = self._sample
        made = (folder / "palace.db").exists()
        if self.open_palace(folder, create=True) and not made and self.visit is not None:
            self.imports.begin(self.visit.library, sources, tr("the sample palace"))

    def _import(self, paths: list[Path]) -> None:
        if not paths:
            return
        if self.visit is None and not self.open_palace(self._home, create=True):
            return
        if self.visit is not None:
            self.imports.begin(self.visit.library, paths)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window, tr("Import a folder of notes"))
        self._import([Path(chosen)] if chosen else [])

    def _choose_chats(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window,
            tr("Import an export or a file"),
            "",
            tr(
                "All files (*);;Archives and exports ({kinds})",
                kinds="*.zip *.json *.jsonl *.jex *.enex *.apkg *.mbox",
            ),
        )
        self._import([Path(chosen)] if chosen else [])

    def _look_first(self) -> None:
        """Choose a folder and show what importing it would bring."""
        chosen = QFileDialog.getExistingDirectory(self.window, tr("Look at a folder"))
        if chosen:
            folder = self.visit.library.folder if self.visit is not None else self._home
            self.imports.foresee(folder, [Path(chosen)], lambda paths: self._import([*paths]))

    def _choose_palace(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window, tr("Open another palace"))
        if chosen:
            self.open_palace(Path(chosen))

    # --- commands -------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], None]]:
        window = self.window
        return {
            "file.import_folder": self._choose_folder,
            "file.import_chats": self._choose_chats,
            "file.look": self._look_first,
            "file.follow": self._arrange(lambda visit: visit.following.choose()),
            "file.report": self._show_report,
            "file.sample": self._open_sample,
            "file.open": self._choose_palace,
            "file.settings": self._show_settings,
            "file.quit": self._quit,
            "edit.undo": self._undo,
            "edit.new_note": self._arrange(lambda visit: visit.writing.new_note()),
            "edit.change": self._arrange(lambda visit: visit.writing.edit_read()),
            "edit.earlier": self._arrange(lambda visit: visit.writing.earlier_read()),
            "view.overview": self._toggle_overview,
            "view.outline": self._toggle_outline,
            "view.map": self._toggle_map,
            "view.reader": self._toggle_reader,
            "view.dark": self._toggle_dark,
            "view.next_area": window.next_area,
            "go.search": self._open_search,
            "go.back": partial(self._step_place, -1),
            "go.forward": partial(self._step_place, 1),
            "go.court": self._go_court,
            "go.read": self._read_ahead,
            "go.related": self._arrange(lambda visit: visit.show_around(SAME_THING)),
            "go.associate": self._arrange(lambda visit: visit.show_around(TO_MIND)),
            "go.back_then": self._arrange(lambda visit: visit.put_back()),
            "go.there": self._go_there,
            "go.before": lambda: window.reader.step(-1),
            "go.after": lambda: window.reader.step(1),
            "go.ways": self._arrange(lambda visit: visit.touring.ways()),
            "go.record": self._arrange(lambda visit: visit.touring.record()),
            "go.next_stop": self._arrange(lambda visit: visit.touring.step(1)),
            "go.last_stop": self._arrange(lambda visit: visit.touring.step(-1)),
            "go.new": self._arrange(lambda visit: visit.touring.play_new()),
            "go.bookmark": self._arrange(lambda visit: visit.touring.bookmark_here()),
            "palace.move_in": self._move_in,
            "palace.rename": self._arrange(lambda visit: visit.arranging.rename_here()),
            "palace.pin": self._arrange(lambda visit: visit.pin_ahead()),
            "palace.pin_read": self._arrange(lambda visit: visit.arranging.pin_read()),
            "palace.move": self._arrange(lambda visit: visit.arranging.move_read()),
            "palace.put_here": self._arrange(lambda visit: visit.arranging.put_here()),
            "palace.destinations": self._arrange(lambda visit: visit.arranging.destinations()),
            "palace.sleep": self._arrange(lambda visit: visit.tidying.open()),
            "palace.put_away": self._arrange(lambda visit: visit.reach.put_away_read()),
            "palace.spring": self._arrange(lambda visit: visit.reach.spring()),
            "palace.held": self._arrange(lambda visit: visit.reach.held()),
            "palace.erase": self._arrange(lambda visit: visit.reach.erase_read()),
            "palace.facts": self._show_facts,
            "help.commands": window.open_palette,
            "help.keys": self._show_keys,
            "help.welcome": self._welcome,
            "help.legend": self._show_legend,
            "help.about": self._show_about,
        }

    def _arrange(self, act: Callable[[PalaceVisit], None]) -> Callable[[], None]:
        """Return what a command of the architect does, in the palace that is open then."""

        def run() -> None:
            if self.visit is not None:
                act(self.visit)

        return run

    def _connect(self) -> None:
        window = self.window
        window.closing.connect(self.close)
        self.imports.destinations_wanted.connect(
            self._arrange(lambda visit: visit.arranging.destinations())
        )
        window.dropped.connect(lambda paths: self._import([Path(path) for path in paths]))
        window.reader.address_wanted.connect(lambda url: QDesktopServices.openUrl(QUrl(url)))
        window.first_run.sample_wanted.connect(self._open_sample)
        window.first_run.folder_wanted.connect(self._choose_folder)
        window.first_run.chats_wanted.connect(self._choose_chats)
        window.reader_dock.visibilityChanged.connect(lambda _on: self._update())
        window.outline_dock.visibilityChanged.connect(lambda _on: self._update())
        if window.toolbar is not None:
            window.toolbar.search_wanted.connect(self._open_search)
            window.toolbar.activity_wanted.connect(self.imports.unfold)
            window.toolbar.place.wanted.connect(self._go_to)
        self.imports.ended.connect(lambda _report: self._welcome_first())
        self.settings.changed.connect(self._setting_changed)
        self.settings.troubled.connect(self._settings_troubled)
        if self.settings.problem:  # of reading them, before anybody listened
            QTimer.singleShot(0, self, partial(self._settings_troubled, self.settings.problem))
        self.view.failed.connect(self._draw_failed)
        self._drawing_told = False

    def _open_search(self) -> None:
        if self.visit is not None:
            self.visit.search.open()

    def _read_ahead(self) -> None:
        if self.visit is not None:
            self.visit.read_ahead()

    def _go_there(self) -> None:
        if self.visit is not None:
            self.visit.reading.go_there()

    def _show_report(self) -> None:
        self.imports.show_report(self.visit.library if self.visit is not None else None)

    def _quit(self) -> None:
        self.window.close()

    def _step_place(self, direction: int) -> None:
        if self.visit is not None:
            self.visit.guide.step(direction)

    def _go_court(self) -> None:
        if self.visit is not None:
            self.visit.go_to(self.visit.guide.court_id())

    def _go_to(self, identifier: str) -> None:
        """Go to a space, or to the passage of a wing."""
        if self.visit is None:
            return
        world = self.visit.library.world
        if identifier in world.spaces:
            self.visit.go_to(identifier)
            return
        for space in world.plan.spaces:
            if space.wing_id == identifier and space.kind in ("corridor", "gallery"):
                self.visit.go_to(space.id)
                return

    def _toggle_overview(self) -> None:
        if self.visit is not None:
            self.visit.set_overview(on=self.view.mode != "overview")

    def _toggle_outline(self) -> None:
        if self.window.outline_dock.isVisible():
            self.window.outline_dock.hide()
            self.view.native.setFocus()
        else:
            self.window.show_outline()
            self.window.outline.tree.setFocus()
        self._update()

    def _toggle_reader(self) -> None:
        if self.window.reader_dock.isVisible():
            self.window.reader_dock.hide()
            self.view.native.setFocus()
        else:
            self.window.show_reader()
            self.window.reader.page.setFocus()
        self._update()

    def _toggle_map(self) -> None:
        self._remembered.map_shown = not self._remembered.map_shown
        self._show_map()

    def _show_map(self) -> None:
        wanted = self._remembered.map_shown and self.visit is not None
        self.window.map.setProperty("wanted", wanted)
        self.window.map.setVisible(wanted and not self.window.import_card.isVisible())
        self.window.host.place()
        self._update()

    def _toggle_dark(self) -> None:
        self.settings.set("appearance.theme", "light" if self.theme.dark else "dark")

    def _show_settings(self) -> None:
        from palace.desktop.settings_dialog import SettingsDialog

        SettingsDialog(self.theme, self.settings, self.window).show()

    def _show_keys(self) -> None:
        from palace.desktop.dialogs import KeysDialog

        KeysDialog(self.theme, self.commands, self.settings, self.window).show()

    def _welcome(self) -> None:
        """Show the first steps, in the palace that is open."""
        from palace.desktop.touring.welcome import Welcome

        if self.visit is None or self.visit.touring.recording:
            return
        self.visit.touring.end()
        if self.welcoming is not None:
            self.welcoming.close()
        self.view.native.setFocus()
        self.welcoming = Welcome(self.window, self.view, self.visit, self._welcomed)

    def _welcomed(self) -> None:
        self.welcoming = None
        self._remembered.welcomed = True

    def _welcome_first(self) -> None:
        """Show the first steps where nobody has seen them: in the sample, once it stands."""
        folder = str(self._sample[0])
        visit = self.visit
        if visit is None or str(visit.library.folder) != folder or visit.library.world.empty:
            return
        if not self._remembered.welcomed and self.welcoming is None:
            self._welcome()

    def _show_legend(self) -> None:
        from palace.desktop.overlays.legend import LegendDialog

        world = self.visit.library.world if self.visit is not None else World()
        LegendDialog(self.theme, world, self.window).show()

    def _show_about(self) -> None:
        from palace.desktop.dialogs import AboutDialog

        AboutDialog(self.theme, self.window).show()

    def _show_facts(self) -> None:
        visit = self.visit
        info = visit.library.info if visit is not None else None
        if visit is None or info is None:
            return
        counts = info.counts
        known = many(
            counts.keys,
            "{known} of {n} passage is known by meaning.",
            "{known} of {n} passages are known by meaning.",
            known=counts.embedded,
        )
        size = tr(
            "{objects} in {rooms} of {wings}.",
            objects=objects(counts.objects),
            rooms=rooms(counts.rooms),
            wings=wings(counts.wings),
        )
        state = (
            tr("You have moved in: its plan stays.") if info.founded else tr("Its plan is a draft.")
        )
        self.window.notify(
            NoticeCard(
                self.theme,
                tr("This palace"),
                f"{size} {known} {state}",
                f"folder {visit.library.folder}\nmodel {info.model}  dimension {info.dimension}\n"
                f"index {info.index}  schema {info.schema}",
                trouble=False,
            )
        )

    # --- changing the palace --------------------------------------------------------------

    def _undo(self, *, force: bool = False) -> None:
        if self.visit is None:
            return

        def done(title: str | None) -> None:
            self.window.toast.say(
                tr("Undone: {change}.", change=retold(title))
                if title
                else tr("There is nothing to undo.")
            )

        def failed(error: Exception) -> None:
            if isinstance(error, Stale):
                self.window.notify(
                    NoticeCard(
                        self.theme,
                        tr("Undo this all the same?"),
                        retold(error),
                        again=lambda: self._undo(force=True),
                        action=tr("Undo all the same"),
                    )
                )
                return
            self._failed(tr("This could not be undone"), error)

        self.visit.library.undo(done, failed, force=force)

    def _move_in(self) -> None:
        if self.visit is None:
            return
        asked = QMessageBox(self.window)
        asked.setWindowTitle(tr("Move in"))
        asked.setText(tr("Move into this palace?"))
        asked.setInformativeText(
            tr(
                "From then on every thing keeps its place: new notes and chats find theirs around "
                "what is there, and the rooms stay as they are. Undo makes the plan a draft again."
            )
        )
        yes = asked.addButton(tr("Move in"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(tr("Not yet"), QMessageBox.ButtonRole.RejectRole)
        asked.exec()
        agreed = asked.clickedButton() is yes
        asked.deleteLater()
        if agreed:
            self.visit.library.move_in(
                self._moved_in, lambda error: self._failed(tr("Moving in did not work"), error)
            )

    def _moved_in(self, moved: bool) -> None:
        if moved:
            self.window.toast.say(
                tr("You have moved in. Everything keeps its place from now on."),
                tr("Undo"),
                self._undo,
            )
        else:
            self.window.toast.say(tr("You live here already."))

    # --- settings -------------------------------------------------------------------------

    def _setting_changed(self, key: str) -> None:
        if key == SHORTCUTS:
            self.commands.bind(self.settings.shortcuts)
            return
        if key.startswith("appearance.") and key != "appearance.hints":
            self.theme.set(
                mode=Mode(self.settings.text("appearance.theme")),
                scale=self.settings.number("appearance.text_size") / 100,
                contrast=Contrast(self.settings.text("appearance.contrast")),
            )
            self.window.host.place()
        else:
            self._use_settings()
        if key == "drawing.light":
            self._light()
        if key == "drawing.quality":
            self.view.quality = quality_of(self.settings.text(key))
            self.moves.wake()
        if key == "appearance.hints" and self.visit is not None:
            self.visit.show_hints()

    def _use_settings(self) -> None:
        settings, view = self.settings, self.view
        view.fov = settings.number("walking.field_of_view")
        view.mouse_speed = settings.number("walking.mouse_speed") / 100
        view.invert = settings.flag("walking.invert")
        wish = settings.text("walking.less_motion")
        less = wish == "on" or (wish == "system" and self._system_calm)
        view.reduced_motion = less
        self.theme.reduced_motion = less
        self.moves.wake()

    def _light(self) -> None:
        """Let it be the hour that the person wishes."""
        from palace.scene.mood import mood_of

        now = time.localtime()
        hour = now.tm_hour + now.tm_min / 60
        wish = self.settings.text("drawing.light")
        self.view.mood = mood_of(wish, hour, dark=self.theme.dark)
        self.view.contrast = self.theme.tokens.contrast
        self.moves.wake()

    def _ask_system(self) -> None:
        """Follow what the system says of motion, as soon as it has said it."""

        def told(calm: bool) -> None:
            self._system_calm = calm
            self._use_settings()

        self.background.run(lambda _stale: self._less_motion(), told, lambda _error: None)

    def _settings_troubled(self, problem: str) -> None:
        self._problem(tr("Your settings"), problem, "", None)

    # --- state ----------------------------------------------------------------------------

    def _update(self) -> None:
        """Bring menus, toolbar and place in line with what is."""
        visit = self.visit
        world = visit.library.world if visit is not None else World()
        info = visit.library.info if visit is not None else None
        here = not world.empty
        undo = visit.library.undo_title if visit is not None else None
        undo = retold(undo) if undo else undo
        reading = self.window.reader.reading is not None
        self.commands.allow(
            {
                When.PALACE: visit is not None,
                When.DRAFT: here and info is not None and info.founded is None,
                When.FOUNDED: here and info is not None and info.founded is not None,
                When.OBJECT: reading,
                When.UNDO: undo is not None,
                When.TOUR: visit is not None and visit.touring.touring,
            }
        )
        reads = self.window.reader.reading
        pinned = reads is not None and reads.memory.pinned
        self.commands["palace.pin_read"].setText(
            tr("Unpin what I read") if pinned else tr("Pin what I read")
        )
        self.commands["edit.undo"].setText(
            tr("Undo: {change}", change=undo) if undo else tr("Undo")
        )
        history = visit.guide.history if visit is not None else None
        self.commands["go.back"].setEnabled(history is not None and history.can(-1))
        self.commands["go.forward"].setEnabled(history is not None and history.can(1))
        self.commands["go.record"].setChecked(visit is not None and visit.touring.recording)
        overview = self.view.mode == "overview"
        self.commands["view.overview"].setChecked(overview)
        self.commands["view.outline"].setChecked(not self.window.outline_dock.isHidden())
        self.commands["view.reader"].setChecked(not self.window.reader_dock.isHidden())
        self.commands["view.map"].setChecked(bool(self.window.map.property("wanted")))
        bar = self.window.toolbar
        if bar is not None:
            path = world.path_of(self.view.space_id or "") if here else []
            bar.place.show_path([("", tr("Overview"))] if overview else path, short=bar.narrow())
            bar.setVisible(visit is not None)

    def _wing_colour(self, wing_id: str) -> QColor:
        world = self.visit.library.world if self.visit is not None else World()
        return self.theme.wing(world.wing_of(wing_id))

    # --- faults ---------------------------------------------------------------------------

    def _failed(self, title: str, error: Exception) -> None:
        """Say calmly what went wrong; a fault of ours brings its details to copy."""
        if isinstance(error, PalaceError):
            self._problem(title, retold(error), "", None)
            return
        details = "".join(traceback.format_exception(error))
        sentence = tr("Something in the program went wrong. What is in the palace is safe.")
        self._problem(title, sentence, details, None)

    def _problem(
        self, title: str, sentence: str, details: str, again: Callable[[], None] | None
    ) -> None:
        if details:
            from palace.desktop.dialogs import versions

            details = f"{versions()}\n{details}"
        self.window.notify(NoticeCard(self.theme, title, sentence, details, again=again))

    def _draw_failed(self, error: Exception) -> None:
        if not self._drawing_told:
            self._drawing_told = True
            # Drawing is in progress: the notice may only come after it.
            QTimer.singleShot(
                0, self, partial(self._failed, tr("The palace cannot be drawn"), error)
            )

    # --- ending ---------------------------------------------------------------------------

    def _keep_place(self, visit: PalaceVisit) -> None:
        pose = self.view.pose
        self._remembered.places[str(visit.library.folder)] = Stood(
            pose.x,
            pose.y,
            pose.z,
            pose.yaw,
            pose.pitch,
            self.view.space_id or "",
            visit.reading.object_id(),
            visit.reading.memory_id(),
        )

    def close(self) -> None:
        """Keep what was open and take everything down, each thing once."""
        if self.background.closed:
            return
        self._remembered.geometry, self._remembered.panels = self.window.shape()
        if self.visit is not None:
            self._keep_place(self.visit)
        if self._memory_file is not None:
            self._remembered.save(self._memory_file)
        self._hour.stop()
        self._calm.stop()
        self.imports.close()
        self.moves.close()
        self.background.close()
        self._leave()
        self.view.failed.disconnect(self._draw_failed)
        self.commands.close()
        self.view.close()
        app = QApplication.instance()
        if app is not None:
            app.processEvents()
