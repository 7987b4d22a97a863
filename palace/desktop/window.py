"""The main window: what lies where. What it does is in `Workbench` and the desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, Qt, QUrl, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from palace.desktop.commands.palette import PaletteCard
from palace.desktop.first_run import FirstRunCard
from palace.desktop.importing.card import ImportCard
from palace.desktop.outline.panel import OutlinePanel
from palace.desktop.overlays.corner_map import CornerMap
from palace.desktop.overlays.host import SceneHost, corner
from palace.desktop.overlays.notices import NoticeCard, Toast, place_notices
from palace.desktop.overlays.signs import ArrivalSign, Chip, HintLine
from palace.desktop.reader.panel import ReadingPanel
from palace.desktop.search.card import SearchCard, covered_width
from palace.desktop.toolbar import MainToolbar
from palace.desktop.touring.bar import TourBar
from palace.desktop.tr import tr
from palace.desktop.widgets.controls import ToolButton, label, row
from palace.desktop.widgets.sides import leftward, placed_rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QCloseEvent,
        QColor,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QResizeEvent,
    )

    from palace.desktop.actions import Commands
    from palace.desktop.theme import Theme

OUTLINE_WIDTH = 320
READER_WIDTH = 540
NARROW_READER_WIDTH = 470
NARROWEST_TOUR = 330
"""Pixels a tour's plaque needs beside the search; where there are fewer that ends above it."""


class MainWindow(QMainWindow):
    """Toolbar, scene with its overlays, outline at the left, reader at the right."""

    closing = Signal()
    escaped = Signal()
    dropped = Signal(list)

    def __init__(self, theme: Theme, scene: QWidget, wing_colour: Callable[[str], QColor]) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle(tr("Palace"))
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.resize(1280, 800)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        for edge, area in (
            (Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea),
            (Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea),
        ):
            self.setCorner(edge, area)
        self.host = SceneHost(scene)
        self.setCentralWidget(self.host)
        scene.setAccessibleName(tr("Palace view"))
        scene.setAccessibleDescription(tr("Everything here is also in the outline, Ctrl+Shift+O"))
        self.sign = ArrivalSign(theme)
        self.hints = HintLine(theme)
        self.hover_chip = Chip(theme)
        self.read_chip = Chip(theme)
        self.map = CornerMap(theme)
        self.toast = Toast(theme)
        self.tour = TourBar(theme)
        self.import_card = ImportCard(theme)
        self.search = SearchCard(theme, wing_colour)
        self.search.hide()
        self.first_run = FirstRunCard(theme)
        self.first_run.hide()
        self.map.hide()
        self._notices: list[NoticeCard] = []
        self.host.add(self.sign, corner("tl"))
        self.host.add(self.hints, self._low_rule)
        self.host.add(self.map, corner("br"))
        self.host.add(self.read_chip, lambda _chip, _room: None)
        self.host.add(self.hover_chip, lambda _chip, _room: None)
        self.host.add(self.import_card, _card_rule)
        self.host.add(self.search, self._search_rule)
        self.host.add(self.first_run, _card_rule)
        self.host.add(self.tour, self._low_rule)
        self.host.add(self.toast, self._low_rule)
        self.toast.said.connect(self._toast_said)
        self.tour.gone.connect(self.host.place)
        self.reader = ReadingPanel(theme)
        self.reader.cleared.connect(lambda: self.name_reader(tr("Reading panel")))
        self.outline = OutlinePanel(theme)
        before, after = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        if leftward():
            before, after = after, before
        self.reader_dock = self._dock(
            tr("Reading panel"),
            tr("Close reading panel"),
            self.reader,
            after,
        )
        # Under these names their places are remembered, whatever the language.
        self.reader_dock.setObjectName("Reading panel")
        self.outline_dock = self._dock(
            tr("Outline"),
            tr("Close outline"),
            self.outline,
            before,
        )
        self.outline_dock.setObjectName("Outline")
        self.palette_card: PaletteCard | None = None
        self._had_focus: QWidget | None = None
        self.toolbar: MainToolbar | None = None

    def furnish(self, commands: Commands) -> None:
        """Add menus, toolbar and command palette, made from the actions."""
        commands.fill(self.menuBar())
        self.menuBar().setAccessibleName(tr("Menus"))
        self.toolbar = MainToolbar(self.theme, commands)
        self.addToolBar(self.toolbar)
        self.palette_card = PaletteCard(self.theme, commands)
        self.host.add(self.palette_card, _card_rule)
        self.palette_card.left.connect(self._close_palette)

    def open_palette(self) -> None:
        """Show the command palette."""
        if self.palette_card is not None:
            if not self.palette_card.isVisible():
                self._had_focus = self.focusWidget()
            self.palette_card.open()
            self.palette_card.place(self.palette_card.wanted_paper(self.host.rect()))

    def _close_palette(self) -> None:
        """Hide the palette; the focus goes back to where it came from, not to what is next."""
        card = self.palette_card
        if card is None or not card.isVisible():
            return
        held = card.field.hasFocus()
        before, self._had_focus = self._had_focus, None
        card.hide()
        if held or self.focusWidget() is None:
            back = before if before is not None and before.isVisible() else self.host.scene
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_import_card(self) -> None:
        """Put the import card in its corner, where the map makes room for it."""
        _card_rule(self.import_card, self.host.rect())

    # --- notices ----------------------------------------------------------------------------

    def notify(self, notice: NoticeCard) -> None:
        """Show a notice; the newest lies above."""
        while len(self._notices) >= 3:
            self._dismiss(self._notices[0])
        self._notices.append(notice)
        notice.dismissed.connect(lambda: self._dismiss(notice))
        notice.resized.connect(self._place_notices)
        self.host.add(notice, lambda _notice, _room: self._place_notices())
        notice.show()
        notice.raise_()

    def notices(self) -> tuple[NoticeCard, ...]:
        """Return the notices that are shown."""
        return tuple(self._notices)

    def _dismiss(self, notice: NoticeCard) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
            self.host.remove(notice)
            self._place_notices()
            self.host.scene.setFocus()

    def _place_notices(self) -> None:
        place_notices(self._notices, self.host.rect())

    def _toast_said(self) -> None:
        self.hints.vanish()
        self._low_rule(self.toast, self.host.rect())

    def _low_rule(self, sign: QWidget, room: QRect) -> None:
        """Stand in the lower middle, and beside the map where that would be covered."""
        right = self._right_of_signs(room)
        hint = sign.sizeHint()
        left = 20
        beside = covered_width(self.search) + 12
        if sign is self.tour and right - beside >= self.theme.px(NARROWEST_TOUR):
            left = max(left, beside)  # what is found must be seen as well
        width = min(hint.width(), right - left)
        if width < min(hint.width(), 260):  # too narrow a window to keep clear of the map
            right = room.width() - 20
            width = min(hint.width(), right - 20)
        tall = hint.height()
        if sign in (self.toast, self.tour):
            tall = max(tall, sign.heightForWidth(width))
        x = max(left, min((room.width() - width) // 2, right - width))
        y = room.height() - tall - 20
        if sign is not self.tour and not self.tour.isHidden():
            y -= self.tour.height() + 10
        sign.setGeometry(placed_rect(QRect(x, y, width, tall), room))

    def _right_of_signs(self, room: QRect) -> int:
        right = room.width() - 20
        for other in (self.map, self.import_card):
            if not other.isHidden():
                right = min(right, placed_rect(other.geometry(), room).x() - 12)
        return right

    def _search_rule(self, card: QWidget, room: QRect) -> None:
        """Lie at the left; above the tour's plaque where that has no room beside the card."""
        right = self._right_of_signs(room)
        self.search.kept_free = 0
        if not self.tour.isHidden():
            beside = self.search.wanted_paper(room).right() + 12
            if right - beside < self.theme.px(NARROWEST_TOUR):
                width = min(self.tour.sizeHint().width(), right - 20)
                self.search.kept_free = self.tour.heightForWidth(width) + 12
        _card_rule(card, room)

    # --- docks ------------------------------------------------------------------------------

    def _dock(
        self, name: str, leave: str, content: QWidget, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        dock = QDockWidget(name, self)
        dock.setAccessibleName(name)
        dock.setWidget(content)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        close = ToolButton(self.theme, "x", leave, size=15)
        close.clicked.connect(dock.close)
        title = label(name, "overline")
        bar = QWidget()
        bar.setObjectName("dockTitle")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = 24 if content is self.reader else 14
        bar.setLayout(row((title, 1), close, margins=(left, 3, 6, 3)))
        dock.setTitleBarWidget(bar)
        dock.setProperty("heading", title)
        self.addDockWidget(area, dock)
        dock.hide()
        return dock

    def show_reader(self) -> None:
        """Open the reading panel at its width."""
        if not self.reader_dock.isVisible():
            self.reader_dock.show()
            wide = READER_WIDTH if self.width() >= 1400 else NARROW_READER_WIDTH
            self.resizeDocks([self.reader_dock], [self.theme.px(wide)], Qt.Orientation.Horizontal)

    def show_outline(self) -> None:
        """Open the outline at its width."""
        self.outline_dock.show()
        self.resizeDocks(
            [self.outline_dock], [self.theme.px(OUTLINE_WIDTH)], Qt.Orientation.Horizontal
        )

    def name_reader(self, words: str) -> None:
        """Put where the thing that is read stands into the panel's title."""
        title = self.reader_dock.titleBarWidget().findChild(type(label()))
        if title is not None:
            title.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of an Escape that nothing else had a use for."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def next_area(self) -> None:
        """Move the focus round: scene, reader, outline."""
        areas: list[QWidget] = [self.host.scene]
        if self.reader_dock.isVisible():
            areas.append(self.reader.page)
        if self.outline_dock.isVisible():
            areas.append(self.outline.tree)
        if self.search.isVisible():
            areas.append(self.search.field)
        focus = self.focusWidget()
        at = next((n for n, area in enumerate(areas) if area is focus), -1)
        areas[(at + 1) % len(areas)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- remembered -------------------------------------------------------------------------

    def restore_shape(self, geometry: bytes, panels: bytes) -> None:
        """Be as one was."""
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        if panels:
            self.restoreState(QByteArray(panels))

    def shape(self) -> tuple[bytes, bytes]:
        """Return geometry and panels as Qt keeps them."""
        return bytes(self.saveGeometry().data()), bytes(self.saveState().data())

    # --- events -----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what is dropped."""
        paths = [QUrl(url).toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the overlays find their places."""
        super().resizeEvent(event)
        self.host.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before everything is taken down."""
        self.closing.emit()
        super().closeEvent(event)


def _card_rule(card: QWidget, room: QRect) -> None:
    if isinstance(card, ImportCard | SearchCard | FirstRunCard | PaletteCard):
        card.place(card.wanted_paper(room))
