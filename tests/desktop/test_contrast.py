"""More contrast in the real window: chosen in the settings, seen in pixels, there again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QWidget

from palace.desktop.settings_dialog import SettingsDialog
from palace.desktop.theme import DARK_CONTRAST, LIGHT, LIGHT_CONTRAST
from palace.desktop.theme.tokens import contrast
from palace.scene.visuals.signs import paint_plate
from tests.desktop.test_window import Opener, bench, opener, search

if TYPE_CHECKING:
    from palace.desktop.workbench import Workbench

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


def screen_at(widget: QWidget, point: QPoint) -> str:
    """Return the colour the screen shows at a point of a widget."""
    at = widget.mapToGlobal(point)
    grabbed = QGuiApplication.primaryScreen().grabWindow(0, at.x(), at.y(), 1, 1)
    return grabbed.toImage().pixelColor(0, 0).name().upper()


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def box_of(dialog: SettingsDialog, title: str) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == title)


def choose(bench: Workbench, title: str, words: str, until: Until) -> SettingsDialog:
    """Choose in the settings as a person does, by keys."""
    dialog = bench.window.findChild(SettingsDialog)
    if dialog is None:
        QTest.keyClick(bench.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        until(lambda: bench.window.findChild(SettingsDialog) is not None, 10, "for the settings")
        dialog = bench.window.findChild(SettingsDialog)
    assert dialog is not None
    box = box_of(dialog, title)
    box.setFocus()
    while box.currentText() != words and box.currentIndex() < box.count() - 1:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words
    return dialog


def test_it_is_chosen_in_the_settings_seen_at_once_and_there_again(
    bench: Workbench, opener: Opener, until: Until
) -> None:
    bar = bench.window.toolbar
    assert bar is not None
    corner = QPoint(bar.width() - 4, 4)
    until(lambda: screen_at(bar, corner) == LIGHT.chrome, 10, "for the toolbar")
    choose(bench, "More contrast", "On", until)
    until(lambda: screen_at(bar, corner) == LIGHT_CONTRAST.chrome, 10, "for more contrast")
    dialog = choose(bench, "Theme", "Dark", until)
    until(lambda: screen_at(bar, corner) == DARK_CONTRAST.chrome, 10, "for the dark")
    dialog.activateWindow()
    box = box_of(dialog, "Theme")
    box.setFocus()
    until(box.hasFocus, 10, "for the keys")
    edge = QPoint(box.width() // 2, 1)
    until(lambda: screen_at(box, edge) == DARK_CONTRAST.focus, 10, "for the ring")
    assert screen_at(box, edge + QPoint(0, 1)) == DARK_CONTRAST.focus, "it is wide"
    dialog.close()
    opener.close(bench)
    again = opener.open()
    assert again.theme.tokens is DARK_CONTRAST
    assert again.view.contrast


def test_large_letters_in_a_small_window_are_whole_in_the_settings(
    bench: Workbench, until: Until
) -> None:
    bench.window.resize(900, 600)
    bench.settings.set("appearance.contrast", "on")
    bench.settings.set("appearance.text_size", 140)
    dialog = choose(bench, "Theme", "Dark", until)
    words = [each for each in dialog.pages.currentWidget().findChildren(QLabel) if each.wordWrap()]
    assert len(words) >= 5
    for each in words:
        assert each.height() >= each.heightForWidth(each.width()), each.text()
    assert dialog.width() <= 900 and dialog.height() <= 600
    box = box_of(dialog, "Theme")
    page = dialog.pages.currentWidget()
    assert isinstance(page, QScrollArea)
    middle = QPointF(box.mapTo(dialog, box.rect().center()))
    QTest.wheelEvent(dialog.windowHandle(), middle, QPoint(0, -120))
    until(lambda: page.verticalScrollBar().value() > 0, 5, "for the page to scroll")
    assert box.currentText() == "Dark", "the wheel scrolls and chooses nothing"
    last = box_of(dialog, "Key hints")
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(last, Qt.Key.Key_Tab)
    QTest.keyClick(dialog, Qt.Key.Key_Backtab)
    until(lambda: last.visibleRegion().boundingRect().height() == last.height(), 5, "to be seen")


def test_in_the_search_marks_and_the_chosen_row_have_lines(bench: Workbench, until: Until) -> None:
    bench.settings.set("appearance.contrast", "on")
    search(bench, "bread", until)
    card = bench.window.search
    rows = card.view.viewport()
    picture = rows.grab().toImage()
    first = card.view.visualRect(card.model.index(0, 0))
    column = (picture.pixelColor(first.center().x(), first.y() + y) for y in range(6))
    across = [colour.name() for colour in column if colour.alpha() == 255]
    assert LIGHT_CONTRAST.edge in across, "a line above the chosen row"
    shown = colours(rows)
    assert {LIGHT_CONTRAST.mark, LIGHT_CONTRAST.edge, LIGHT_CONTRAST.selection} <= shown


def test_signs_over_the_scene_let_nothing_through(bench: Workbench, until: Until) -> None:
    toast = bench.window.toast
    toast.say("Kept.", "Undo", lambda: None)
    ground = QPoint(6, toast.height() // 2)
    until(lambda: toast.isVisible() and toast.height() > 20, 5, "for the toast")
    seen = screen_at(toast, ground)
    bench.settings.set("appearance.contrast", "on")
    until(lambda: screen_at(toast, ground) == "#000000", 10, f"for black after {seen}")
    assert seen != "#000000"
    assert screen_at(toast, QPoint(toast.width() // 2, 0)) == "#FFFFFF", "a line round it"
    bench.settings.set("appearance.contrast", "off")
    until(lambda: screen_at(toast, ground) != "#000000", 10)


def test_what_is_read_bears_its_title_in_the_scene(bench: Workbench, until: Until) -> None:
    visit = bench.visit
    assert visit is not None
    entry = visit.library.world.objects[0]
    chip = bench.window.read_chip
    visit.reading.open(entry.id)
    until(lambda: bench.view.selected == entry.id, 10, "for the choice")
    visit.guide.to_object(entry.id)
    until(lambda: not bench.view.navigator.moving, 30, "to arrive")
    assert not chip.isVisible(), "its glow is enough"
    bench.settings.set("appearance.contrast", "on")
    until(chip.isVisible, 10, "for the title")
    assert chip.accessibleName() == entry.title
    at = bench.view.screen_of(entry.id)
    assert at is not None
    assert abs(chip.geometry().center().x() - at[0]) < 8
    assert LIGHT_CONTRAST.plaque.surface in colours(chip)
    bench.view.native.setFocus()
    QTest.keyClick(bench.view.native, Qt.Key.Key_Escape)
    until(lambda: not chip.isVisible(), 10, "when it is let go")


def test_names_in_the_scene_are_painted_anew(bench: Workbench, until: Until) -> None:
    visit, scene = bench.visit, bench.view
    assert visit is not None
    visit.set_overview(on=True)
    until(lambda: not scene.navigator.moving, 30)
    shapes = []
    for value in ("off", "on"):
        bench.settings.set("appearance.contrast", value)
        QTest.qWait(400)
        picture = scene.native.grabFramebuffer().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
        pixels = rows[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3)
        shapes.append(int((pixels.max(axis=2) < 16).sum()))
    assert shapes[1] > shapes[0] + 1000, "plates become black"


def test_a_plate_is_white_on_black(qapp: object) -> None:
    seen = []
    for on in (False, True):
        plate = QImage(400, 112, QImage.Format.Format_RGB32)
        plate.fill(0x808080)
        painter = QPainter(plate)
        paint_plate(painter, QRectF(4, 4, 392, 104), "Bees", contrast=on)
        painter.end()
        shown = [plate.pixelColor(x, y).name() for x in range(20, 380) for y in range(20, 92)]
        ratios = [contrast(one, plate.pixelColor(30, 56).name()) for one in set(shown)]
        seen.append(max(ratios))
    assert seen[0] < 14
    assert seen[1] == pytest.approx(21)
