"""The whole window with its scene, used by real events."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from palace.desktop.background import Background
from palace.desktop.launch import theme_of
from palace.desktop.library import Library
from palace.desktop.overlays.notices import NoticeCard
from palace.desktop.remembered import Remembered
from palace.desktop.settings import Settings
from palace.desktop.workbench import Workbench
from palace.ops import ImportItems
from palace.scene.picking import Pick
from palace.scene.quality import Quality
from palace.scene.view import PalaceView
from palace.session import Session
from tests.drafts import note
from tests.furnished import SUBJECTS, WordVectors

pytestmark = pytest.mark.window

Until = Callable[..., None]


WORKER = """
import json, os, pathlib, signal, sys, time
here = pathlib.Path(__file__).parent
with (here / "asked.txt").open("a") as asked:
    print(json.dumps(sys.argv[1:]), file=asked)
stopped = []
signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
line = {"stage": "embedding", "done": 1, "total": 4, "rate": 2.0, "left": 1.5, "message": ""}
print(json.dumps(line), file=sys.stderr, flush=True)
end = time.time() + 20
while (here / "slow").exists() and not stopped and time.time() < end:
    time.sleep(0.02)
item = {"item": "a.md", "result": "added", "reason": ""}
print(json.dumps({"counts": {}, "items": [item], "stopped": bool(stopped)}))
"""
"""Stands in for the child that imports: it needs no model, and tells what it was asked."""


class Opener:
    """Opens windows as the launcher does, with the embedder of the tests."""

    def __init__(self, folder: Path, tmp_path: Path, embedder: WordVectors) -> None:
        self.calm = False
        self.worker = tmp_path / "worker.py"
        self.worker.write_text(WORKER)
        self.folder = folder
        self.state = tmp_path / "window.json"
        self.settings = tmp_path / "settings.toml"
        self.sample = tmp_path / "sample"
        self._embedder = embedder
        self._open: list[Workbench] = []

    def library(self, folder: Path, create: bool, background: Background) -> Library:
        session = Session.open(folder, create=create, embedder=self._embedder, actor="window")
        return Library(session, background)

    def open(self, *, first_run: bool = False) -> Workbench:
        settings = Settings(self.settings)
        bench = Workbench(
            theme_of(settings),
            settings,
            view=PalaceView(quality=Quality.LOW, size=(640, 480)),
            remembered=Remembered.load(self.state),
            memory_file=self.state,
            open_library=self.library,
            home=self.folder,
            sample=(self.sample, (Path("/a/sample"),)),
            worker=(sys.executable, str(self.worker)),
            less_motion=lambda: self.calm,
        )
        bench.window.resize(1280, 800)
        if first_run:
            bench.welcome()
        else:
            bench.enter(self.library(self.folder, False, bench.background))
        bench.window.show()
        self._open.append(bench)
        return bench

    def asked(self) -> list[list[str]]:
        """Return what the child was started with, each time."""
        file = self.worker.parent / "asked.txt"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def close(self, bench: Workbench) -> None:
        self._open.remove(bench)
        bench.window.close()
        bench.window.deleteLater()
        bench.theme.deleteLater()

    def close_all(self) -> None:
        for bench in list(self._open):
            self.close(bench)


@pytest.fixture
def opener(palace: Path, tmp_path: Path, embedder: WordVectors, qapp: object) -> Iterator[Opener]:
    made = Opener(palace, tmp_path, embedder)
    yield made
    made.close_all()


@pytest.fixture
def bench(opener: Opener, until: Until) -> Workbench:
    made = opener.open()
    until(lambda: made.visit is not None and not made.visit.library.world.empty, why="for a world")
    made.window.activateWindow()
    made.view.native.setFocus()
    return made


def search(bench: Workbench, words: str, until: Until) -> None:
    QTest.keyClick(bench.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    card = bench.window.search
    until(card.isVisible, 5, "for the search card")
    QTest.keyClicks(card.field, words)
    until(lambda: card.model.hits, 20, "for hits")


def test_the_palace_is_drawn_and_named(bench: Workbench, until: Until) -> None:
    until(lambda: bench.window.windowTitle() != "Palace", 10)
    assert "Court" in bench.window.windowTitle() or " — Palace" in bench.window.windowTitle()
    picture = bench.view.native.grabFramebuffer()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 40)
        for y in range(0, picture.height(), 40)
    }
    assert len(colours) > 20


def test_walking_by_keys_and_letting_go(bench: Workbench, until: Until) -> None:
    scene = bench.view.native
    start = bench.view.pose
    QTest.keyPress(scene, Qt.Key.Key_S)
    QTest.keyRelease(scene, Qt.Key.Key_S)
    QTest.keyPress(scene, Qt.Key.Key_W)
    until(lambda: abs(bench.view.pose.x - start.x) + abs(bench.view.pose.y - start.y) > 0.3, 20)
    bench.window.toolbar.search.setFocus()  # type: ignore[union-attr]
    scene.clearFocus()
    until(lambda: not bench.view.walker.moving, 5, "for the keys to be let go")


def test_a_drag_looks_round(bench: Workbench) -> None:
    scene = bench.view.native
    before = bench.view.pose.yaw
    middle = scene.rect().center()
    QTest.mousePress(scene, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 8):
        at = middle + type(middle)(step * 10, 0)
        QTest.mouseMove(scene, at)
        QTest.qWait(5)
    QTest.mouseRelease(scene, Qt.MouseButton.LeftButton, pos=middle + type(middle)(70, 0))
    assert bench.view.pose.yaw != before


def test_a_search_shines_reads_goes_there_and_back(bench: Workbench, until: Until) -> None:
    search(bench, "bread salt", until)
    card, window = bench.window.search, bench.window
    stood = bench.view.pose
    first = card.current()
    assert first is not None and "bread" in first.title.casefold()
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    until(lambda: window.reader.reading is not None, 10, "for the reader")
    assert window.reader.reading.memory.id == first.id  # type: ignore[union-attr]
    assert window.reader_dock.isVisible()
    QTest.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert first.room is not None
    until(lambda: bench.view.space_id == first.room.id, 40, "for the room")  # type: ignore[union-attr]
    until(lambda: not bench.view.navigator.travelling, 20, "for the arrival")
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert (bench.view.pose.x, bench.view.pose.y) == pytest.approx((stood.x, stood.y), abs=1e-6)


def test_the_thread_is_walked_in_the_reader(bench: Workbench, until: Until) -> None:
    visit = bench.visit
    assert visit is not None
    topic = next(entry for entry in visit.library.world.objects if entry.kind == "topic")
    visit.reading.open(topic.id)
    reader = bench.window.reader
    until(lambda: reader.reading is not None, 10)
    assert reader.reading is not None and reader.reading.memory.part == 1
    QTest.mouseClick(reader.after, Qt.MouseButton.LeftButton)
    until(lambda: reader.reading.memory.part == 2, 10)  # type: ignore[union-attr]
    assert "<script>alert(1)</script>" in reader.page.toPlainText()
    QTest.keyClick(bench.window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    until(lambda: reader.reading.memory.part == 1, 10)  # type: ignore[union-attr]
    assert bench.window.reader.tabs.tabText(0).startswith("Nearby  ")


def test_while_one_searches_the_best_picture_waits_for_a_pause(
    bench: Workbench, until: Until
) -> None:
    usual = bench.view.still_after
    search(bench, "bees", until)
    assert bench.view.still_after > 2 * usual
    bench.window.search.left.emit()
    assert bench.view.still_after == usual


def test_escape_leaves_the_search_also_from_the_reading_panel(
    bench: Workbench, until: Until
) -> None:
    search(bench, "bread", until)
    stood = bench.view.pose
    card, reader = bench.window.search, bench.window.reader
    QTest.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    until(lambda: bench.view.pose.x != stood.x and not bench.view.navigator.moving, 20)
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    until(lambda: reader.reading is not None, 10)
    reader.page.setFocus()
    QTest.keyClick(reader.page, Qt.Key.Key_Escape)
    until(lambda: not card.isVisible(), 5, "for the search to be gone")
    assert (bench.view.pose.x, bench.view.pose.y) == (stood.x, stood.y)
    QTest.keyClick(reader.page, Qt.Key.Key_Escape)
    assert reader.reading is not None, "there is nothing left to go back from"


def test_beside_the_search_the_middle_is_that_of_what_can_be_seen(
    bench: Workbench, until: Until
) -> None:
    bench.window.resize(1280, 800)
    bench.settings.set("walking.less_motion", "on")
    search(bench, "tides", until)
    visit, view, reader = bench.visit, bench.view, bench.window.reader
    assert visit is not None

    def goes_and_another_is_behind_the_card(own: str) -> bool:
        before = view.pose
        visit.guide.to_object(own)
        until(lambda: view.pose != before and not view.navigator.moving, 10, "to be there")
        behind = view.pick(view.native.width() / 2, view.native.height() / 2)
        return behind is not None and behind.object_id not in (None, own)

    objects = visit.library.world.objects
    own = next(o.id for o in objects if goes_and_another_is_behind_the_card(o.id))
    view.native.setFocus()
    QTest.keyClick(view.native, Qt.Key.Key_E)
    until(lambda: reader.reading is not None, 10, "to read")
    assert reader.reading.memory.object_id == own  # type: ignore[union-attr]


def test_one_key_says_what_else_there_is_on_this(bench: Workbench, until: Until) -> None:
    visit = bench.visit
    assert visit is not None
    topic = next(entry for entry in visit.library.world.objects if entry.kind == "topic")
    visit.reading.open(topic.id)
    reader = bench.window.reader
    until(lambda: reader.reading is not None, 10)
    QTest.keyClick(bench.window, Qt.Key.Key_F3)
    until(reader.related.isVisible, 10)
    until(lambda: reader.related.model().rowCount() > 0, 10, "for what else there is")
    until(reader.related.hasFocus, 10)
    first = reader.related.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
    # The chat is about bread: so are the notes that come first.
    assert first.title.startswith("bread") and "older" in first.remark
    assert reader.tabs.tabText(1).startswith("Same thing  ")
    QTest.keyClick(reader.related, Qt.Key.Key_Return)
    until(lambda: reader.reading.memory.object_id == first.object_id, 10)  # type: ignore[union-attr]


def test_one_key_each_for_what_comes_to_mind_and_for_its_moment(
    bench: Workbench, until: Until
) -> None:
    visit = bench.visit
    assert visit is not None
    topic = next(entry for entry in visit.library.world.objects if entry.kind == "topic")
    visit.reading.open(topic.id)
    reader = bench.window.reader
    until(lambda: reader.reading is not None, 10)
    QTest.keyClick(bench.window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    until(reader.mind.hasFocus, 10)
    until(lambda: reader.mind.model().rowCount() > 0, 10, "for what comes to mind")
    assert "by " in reader.mind.model().index(0, 0).data(Qt.ItemDataRole.UserRole).remark
    QTest.keyClick(bench.window, Qt.Key.Key_F4)
    until(reader.then.hasFocus, 10)

    def remark() -> str:
        entry = reader.then.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
        return str(entry.remark) if entry is not None else ""

    assert remark().startswith("in its thread  ·  just after")
    until(lambda: bench.view.space_id == topic.room_id, 40, "to stand in its room")
    # Another part of the same chat has another moment.
    QTest.keyClick(reader.then, Qt.Key.Key_Return)
    until(lambda: reader.reading.memory.part == 2, 10)  # type: ignore[union-attr]
    until(lambda: "just before" in remark(), 10)


def test_moving_in_and_undoing_it(bench: Workbench, until: Until) -> None:
    visit = bench.visit
    assert visit is not None
    until(lambda: visit.library.info is not None, 10)
    assert bench.commands["palace.move_in"].isEnabled()
    visit.library.move_in(bench._moved_in, lambda error: pytest.fail(str(error)))
    until(lambda: not bench.commands["palace.move_in"].isEnabled(), 10)
    until(lambda: bench.commands["edit.undo"].text() == "Undo: Move in", 10)
    assert bench.window.toast.isVisible()
    QTest.keyClick(bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(bench.commands["palace.move_in"].isEnabled, 10)


def test_what_another_process_writes_is_shown(
    bench: Workbench, opener: Opener, until: Until
) -> None:
    from palace.ops import MoveIn

    with Session(opener.folder) as other:
        other.run(MoveIn())
    until(lambda: not bench.commands["palace.move_in"].isEnabled(), 10)


def test_overview_and_back(bench: Workbench, until: Until) -> None:
    QTest.keyClick(bench.view.native, Qt.Key.Key_O)
    assert bench.view.mode == "overview"
    assert bench.commands["view.overview"].isChecked()
    QTest.keyClick(bench.view.native, Qt.Key.Key_O)
    assert bench.view.mode == "walk"


def test_letters_are_typed_where_one_types(bench: Workbench, until: Until) -> None:
    search(bench, "mo", until)
    assert bench.window.search.field.text() == "mo"
    assert bench.view.mode == "walk"


def test_the_palette_does_what_it_finds(bench: Workbench, until: Until) -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(bench.window, Qt.Key.Key_P, held)
    palette = bench.window.palette_card
    assert palette is not None and palette.isVisible()
    QTest.keyClicks(palette.field, "outline")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert bench.window.outline_dock.isVisible()


def test_the_place_is_kept_for_the_next_time(opener: Opener, until: Until) -> None:
    bench = opener.open()
    until(lambda: bench.visit is not None and not bench.visit.library.world.empty)
    visit = bench.visit
    assert visit is not None
    entry = visit.library.world.objects[0]
    visit.guide.to_object(entry.id)
    until(lambda: bench.view.space_id == entry.room_id, 40)
    until(lambda: not bench.view.navigator.travelling, 20)
    visit.reading.open(entry.id)
    until(lambda: bench.window.reader.reading is not None, 10)
    pose = bench.view.pose
    opener.close(bench)

    again = opener.open()
    until(lambda: again.view.space_id == entry.room_id, 20)
    assert (again.view.pose.x, again.view.pose.y) == pytest.approx((pose.x, pose.y))
    until(lambda: again.window.reader.reading is not None, 10)
    assert again.window.reader.reading.memory.object_id == entry.id  # type: ignore[union-attr]


def test_the_first_page_and_the_settings(opener: Opener, until: Until) -> None:
    bench = opener.open(first_run=True)
    assert bench.window.first_run.isVisible()
    assert not bench.window.toolbar.isVisible()  # type: ignore[union-attr]
    assert not bench.commands["go.search"].isEnabled()
    bench.settings.set("appearance.theme", "dark")
    assert bench.theme.dark
    bench.settings.set("walking.field_of_view", 80)
    assert bench.view.fov == 80


def test_no_tab_stop_is_without_a_name(bench: Workbench, until: Until) -> None:
    search(bench, SUBJECTS[0], until)
    QTest.keyClick(bench.window.search.field, Qt.Key.Key_Return)
    until(lambda: bench.window.reader.reading is not None, 10)
    bench.window.show_outline()
    bench._failed("Something", RuntimeError("for the test"))
    bench._show_settings()
    bench._show_keys()
    bench._show_about()
    nameless = []
    for widget in bench.window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless


def drop(target: QWidget, *paths: Path) -> None:
    """Drop files as a file manager does, on whatever widget is there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPointF(target.width() / 2, target.height() / 2)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_dropped_folder_is_imported_and_what_it_did_is_told(
    bench: Workbench, opener: Opener, tmp_path: Path, until: Until
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    drop(bench.window, folder)
    until(lambda: bench.imports.report is not None, 20, "for the import")
    assert opener.asked()[0][:2] == ["import", str(folder)]
    assert bench.window.toast.isVisible()
    assert "1 added" in bench.window.toast.accessibleName()


def test_a_drop_on_the_first_page_makes_the_palace(
    tmp_path: Path, embedder: WordVectors, qapp: object, until: Until
) -> None:
    fresh = Opener(tmp_path / "home", tmp_path, embedder)
    bench = fresh.open(first_run=True)
    try:
        drop(bench.window, tmp_path)
        assert bench.visit is not None and not bench.window.first_run.isVisible()
        assert bench.window.focusWidget() is bench.view.native, "one may walk at once"
        assert (tmp_path / "home" / "palace.db").exists()
        until(lambda: bench.imports.report is not None, 20, "for the import")
    finally:
        fresh.close_all()


def test_the_folder_chosen_in_the_dialog_is_imported(
    bench: Workbench,
    opener: Opener,
    tmp_path: Path,
    until: Until,
    qapp: QApplication,
) -> None:
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    folder = tmp_path / "chosen"
    folder.mkdir()

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        field.setText(str(folder))
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(300, bench, choose)
    bench.commands["file.import_folder"].trigger()
    until(lambda: bench.imports.report is not None, 20, "for the import")
    assert opener.asked()[0][:2] == ["import", str(folder)]


def test_the_sample_is_made_on_first_use_only(opener: Opener, until: Until) -> None:
    bench = opener.open(first_run=True)
    bench.window.first_run.first.click()
    until(lambda: bench.imports.report is not None, 20, "for the sample")
    assert opener.asked()[0] == [
        *("import", "/a/sample", "--palace", str(opener.sample), "--progress-json", "--json")
    ]
    bench.commands["file.sample"].trigger()
    QTest.qWait(200)
    assert len(opener.asked()) == 1


def test_what_waits_is_finished_quietly_and_can_be_stopped_and_taken_up(
    opener: Opener, palace: Path, embedder: WordVectors, until: Until
) -> None:
    other = Session.open(palace, embedder=embedder)
    other.run(ImportItems.of("markdown", "/vault", [note("new.md", {"": "Waiting words."})], "2"))
    other.close()
    slow = opener.worker.parent / "slow"
    slow.touch()
    bench = opener.open()
    bar = bench.window.toolbar
    assert bar is not None
    until(lambda: "25 %" in bar.activity.text(), 20, "for the child's progress")
    assert not bench.window.import_card.isVisible()
    assert opener.asked()[0][0] == "finish"
    bar.activity.click()
    assert bench.window.import_card.isVisible()
    bench.window.import_card.cancelled.emit()
    until(lambda: not bench.imports.running(), 10, "for it to stop")
    toast = bench.window.toast
    assert toast.isVisible() and "Go on" in toast.findChild(QAbstractButton).text()
    slow.unlink()
    toast.findChild(QAbstractButton).click()
    until(lambda: len(opener.asked()) == 2 and not bench.imports.running(), 20)
    QTest.qWait(3200)
    assert len(opener.asked()) == 2, "what cannot be finished is not tried again and again"


def test_a_stopped_import_offers_to_go_on(
    bench: Workbench, opener: Opener, tmp_path: Path, until: Until
) -> None:
    slow = opener.worker.parent / "slow"
    slow.touch()
    drop(bench.window, tmp_path)
    until(lambda: "25 %" in bench.window.toolbar.activity.text(), 20)  # type: ignore[union-attr]
    bench.imports.cancel()
    until(lambda: bench.imports.report is not None, 10, "for it to stop")
    slow.unlink()
    bench.window.toast.findChild(QAbstractButton).click()
    until(lambda: len(opener.asked()) == 2, 20, "for the second run")
    assert opener.asked()[0] == opener.asked()[1]


def test_motion_follows_the_system_unless_chosen(opener: Opener, until: Until) -> None:
    opener.calm = True
    bench = opener.open()
    until(lambda: bench.view.reduced_motion and bench.theme.reduced_motion, 10)
    bench.settings.set("walking.less_motion", "off")
    assert not bench.view.reduced_motion
    bench.settings.set("walking.less_motion", "system")
    assert bench.view.reduced_motion


def test_a_window_closed_at_once_does_nothing_later(opener: Opener) -> None:
    bench = opener.open()
    opener.close(bench)
    assert not [timer for timer in bench.findChildren(QTimer) if timer.isActive()]


def test_settings_that_cannot_be_read_are_said(opener: Opener, until: Until) -> None:
    opener.settings.write_text("[appearance\n")
    bench = opener.open()

    def said() -> bool:
        return any(card.isVisible() for card in bench.window.findChildren(NoticeCard))

    until(said, 10, "for the notice")
    assert opener.settings.read_text() == "[appearance\n"


def test_from_above_a_room_says_its_name(bench: Workbench, until: Until) -> None:
    bench.visit.set_overview(on=True)  # type: ignore[union-attr]
    until(lambda: not bench.view.navigator.changing, 10)
    scene = bench.view.native
    chip = bench.window.hover_chip
    rooms = {s.name for s in bench.visit.library.world.plan.spaces}  # type: ignore[union-attr]
    for share in (0.3, 0.4, 0.5, 0.6, 0.7):
        at = QPointF(scene.width() * share, scene.height() * 0.55).toPoint()
        QTest.mouseMove(scene, at)
        QTest.qWait(150)
        if chip.isVisible():
            break
    assert chip.isVisible()
    assert any(chip.accessibleName().startswith(name) for name in rooms)


def test_on_the_first_page_the_fountain_stands_beside_the_card(
    opener: Opener, until: Until
) -> None:
    bench = opener.open(first_run=True)
    assert bench.view._shift > 100
    bench.enter(opener.library(opener.folder, False, bench.background))
    assert bench.view._shift == 0


def test_a_picture_of_another_size_is_drawn_finely_in_the_end(
    bench: Workbench, until: Until
) -> None:
    until(lambda: not bench.moves.moving(), 20, "for rest")
    bench.window.resize(1100, 760)
    until(bench.moves.moving, 5, "for time to pass again")
    until(lambda: not bench.moves.moving(), 20, "for rest")


def test_what_a_result_names_is_not_named_twice(bench: Workbench, until: Until) -> None:
    search(bench, "bread salt", until)
    card, visit = bench.window.search, bench.visit
    assert visit is not None
    QTest.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    hit = card.current()
    assert hit is not None
    until(lambda: not bench.moves.moving() and visit.search.names(hit.object), 30, "to arrive")
    at = bench.view.screen_of(hit.object)
    assert at is not None
    bench.moves.pointed.emit(bench.view.pick(at[0], at[1] + 30), at[0], at[1] + 30)
    assert not bench.window.hover_chip.isVisible()
    other = next(
        entry
        for entry in visit.library.world.in_room[bench.view.space_id or ""]
        if entry.id != hit.object
    )
    bench.moves.pointed.emit(Pick(other.id, other.room_id, (0.0, 0.0, 0.0)), 900.0, 300.0)
    assert not visit.search.names(other.id)


def test_the_focus_comes_back_from_the_palette(bench: Workbench, until: Until) -> None:
    bench.view.native.setFocus()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        bench.commands["help.commands"].trigger()
        card = bench.window.palette_card
        assert card is not None
        until(card.isVisible, 5, "for the palette")
        QTest.keyClicks(card.field, "map")
        QTest.keyClick(card.field, key)
        assert not card.isVisible()
        assert bench.window.focusWidget() is bench.view.native


def test_where_one_stands_counts_until_it_is_switched_off(bench: Workbench, until: Until) -> None:
    visit = bench.visit
    assert visit is not None
    thing = next(entry for entry in visit.library.world.objects if entry.kind == "note")
    visit.reading.open(thing.id)
    until(lambda: bench.window.reader.reading is not None, 10)
    search(bench, "bread", until)
    card = bench.window.search

    def by_place() -> bool:
        return any(why.kind == "place" for hit in card.model.hits for why in hit.why)

    until(by_place, 20, "for the place among the reasons")
    QTest.mouseClick(card.here, Qt.MouseButton.LeftButton)
    until(lambda: card.model.hits and not by_place(), 20, "for an answer without place")
    assert card.field.hasFocus()
    assert not bench.settings.flag("finding.from_here")
    QTest.keyClick(card.here, Qt.Key.Key_Space)
    until(by_place, 20, "for the place again")


def test_a_window_opened_for_a_place_goes_there_and_reads(
    bench: Workbench, opener: Opener, until: Until
) -> None:
    from palace.queries import FindSpot

    assert bench.visit is not None
    thing = bench.visit.library.world.objects[-1]
    library = opener.library(opener.folder, False, bench.background)
    spot = library.session.ask(FindSpot(thing.id))
    bench.enter(library, spot)
    until(lambda: bench.view.space_id == thing.room_id, 40, "for the room")
    until(lambda: bench.window.reader.reading is not None, 10, "for the reader")
    reading = bench.window.reader.reading
    assert reading is not None and reading.memory.object_id == thing.id
