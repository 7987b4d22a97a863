"""A route on paper: its stops in their order, what is said at each; and the list of all ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from palace.desktop.reader.lists import Companion, CompanionList
from palace.desktop.tr import many, tr
from palace.desktop.widgets.controls import Button, ToolButton, column, label, row, rule
from palace.desktop.widgets.written import follow_direction
from palace.ops.rename_place import LONGEST

if TYPE_CHECKING:
    from palace.desktop.theme import Theme
    from palace.queries import Stop
    from palace.store.routes import Bookmark


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop while a route is being made.

    Parameters
    ----------
    locus
        The locus' id.
    title, where
        What stands there, and in which room.
    note
        What is said there.
    """

    locus: str
    title: str
    where: str
    note: str = ""


def halt_of(stop: Stop) -> Halt:
    """Return a stop of a kept route as one that can be changed."""
    return Halt(stop.locus, stop.title or tr("a free place"), stop.room, stop.note)


_HALT = Qt.ItemDataRole.UserRole


class RouteDialog(QDialog):
    """A name, the stops to be put in order, and what is said at the chosen one."""

    wanted = Signal(str, list)

    def __init__(self, theme: Theme, name: str, halts: Sequence[Halt], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Route"))
        self.setAccessibleName(tr("Route"))
        self._theme = theme
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText(tr("What is this way called?"))
        self.name.setAccessibleName(tr("Name of the route"))
        self.stops = QListWidget()
        self.stops.setAccessibleName(tr("Stops, in their order"))
        self.stops.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.stops.setSpacing(2)
        for halt in halts:
            item = QListWidgetItem(f"{halt.title}\n{halt.where}")
            item.setData(_HALT, halt)
            self.stops.addItem(item)
        self.note = QPlainTextEdit()
        follow_direction(self.note)
        self.note.setAccessibleName(tr("What is said at this stop"))
        self.note.setPlaceholderText(tr("What is said at this stop, when the route is a tour"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(84))
        self.up = ToolButton(theme, "arrow-up", tr("Earlier"), "Alt+Up", size=18)
        self.down = ToolButton(theme, "arrow-down", tr("Later"), "Alt+Down", size=18)
        self.remove = ToolButton(theme, "x", tr("Leave this stop out"), "Del", size=18)
        self.up.clicked.connect(lambda: self._shift(-1))
        self.down.clicked.connect(lambda: self._shift(1))
        self.remove.clicked.connect(self._remove)
        self._trouble = label("", "caption2", wrap=True)
        self.go = Button(theme, tr("Keep the route"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._keep)
        leave = Button(theme, tr("Cancel"))
        leave.clicked.connect(self.reject)
        self.stops.currentRowChanged.connect(self._show_note)
        self.note.textChanged.connect(self._take_note)
        self.name.textChanged.connect(lambda _text: self._trouble.setText(""))
        self.setLayout(
            column(
                label(tr("A way through your palace"), "h2"),
                4,
                self.name,
                row((self.stops, 1), column(self.up, self.down, self.remove, None, gap=4)),
                self.note,
                self._trouble,
                row(None, leave, self.go),
                gap=10,
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(520), theme.px(560))
        self.stops.setCurrentRow(0)
        self.name.setFocus()

    def halts(self) -> list[Halt]:
        """Return the stops in their order now."""
        return [self.stops.item(at).data(_HALT) for at in range(self.stops.count())]

    def say(self, trouble: str) -> None:
        """Say what is wrong."""
        self._trouble.setText(trouble)
        self._trouble.setStyleSheet(f"color: {self._theme.tokens.danger};")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, trouble))

    def _keep(self) -> None:
        if not self.name.text().strip():
            self.say(tr("Give it a name, so that you find it again."))
            self.name.setFocus()
        elif not self.stops.count():
            self.say(tr("A route needs at least one stop."))
        else:
            self.wanted.emit(self.name.text(), self.halts())

    def _shift(self, direction: int) -> None:
        at = self.stops.currentRow()
        to = at + direction
        if at >= 0 and 0 <= to < self.stops.count():
            item = self.stops.takeItem(at)
            self.stops.insertItem(to, item)
            self.stops.setCurrentRow(to)

    def _remove(self) -> None:
        at = self.stops.currentRow()
        if at >= 0:
            self.stops.takeItem(at)

    def _show_note(self, at: int) -> None:
        item = self.stops.item(at)
        halt = item.data(_HALT) if item is not None else None
        blocked = self.note.blockSignals(True)
        self.note.setPlainText(halt.note if isinstance(halt, Halt) else "")
        self.note.blockSignals(blocked)
        self.note.setEnabled(halt is not None)

    def _take_note(self) -> None:
        item = self.stops.currentItem()
        if item is not None:
            halt: Halt = item.data(_HALT)
            note = self.note.toPlainText()
            item.setData(_HALT, Halt(halt.locus, halt.title, halt.where, note))


class WaysDialog(QDialog):
    """All routes and bookmarks: to go along, to go to, to change, to take away."""

    play_wanted = Signal(str)
    edit_wanted = Signal(str)
    forget_wanted = Signal(str)
    go_wanted = Signal(str)
    rename_wanted = Signal(str)
    drop_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Routes and bookmarks"))
        self.setAccessibleName(tr("Routes and bookmarks"))
        self.routes = CompanionList(theme, tr("Routes"), at_once=False)
        self.marks = CompanionList(theme, tr("Bookmarks"), at_once=False)
        self.routes.opened.connect(self._play)
        self.marks.opened.connect(self._go)
        self.play = Button(theme, tr("Take the tour"), "primary", "path")
        self.play.clicked.connect(lambda: self._with(self.routes, self._play))
        edit = Button(theme, tr("Change…"))
        edit.clicked.connect(lambda: self._with(self.routes, self.edit_wanted.emit))
        forget = Button(theme, tr("Forget"))
        forget.clicked.connect(lambda: self._with(self.routes, self.forget_wanted.emit))
        self.go = Button(theme, tr("Take me there"), "primary", "path")
        self.go.clicked.connect(lambda: self._with(self.marks, self._go))
        rename = Button(theme, tr("Rename…"))
        rename.clicked.connect(lambda: self._with(self.marks, self.rename_wanted.emit))
        drop = Button(theme, tr("Take away"))
        drop.clicked.connect(lambda: self._with(self.marks, self.drop_wanted.emit))
        self._no_routes = label(
            tr("No route yet. R begins one: everything you open while you walk becomes a stop."),
            "dim",
            wrap=True,
        )
        self._no_marks = label(
            tr("No bookmark yet. Ctrl+D marks the place where you stand."), "dim"
        )
        self._route_buttons = (forget, edit, self.play)
        self._mark_buttons = (drop, rename, self.go)
        self.tabs = QTabBar()
        self.tabs.setObjectName("around")
        self.tabs.setAccessibleName(tr("What to look through"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        pages = QStackedWidget()
        first, second = QWidget(), QWidget()
        first.setLayout(
            column(
                self._no_routes,
                (self.routes, 1),
                row(None, forget, edit, self.play),
                margins=(0, 12, 0, 0),
            )
        )
        second.setLayout(
            column(
                self._no_marks,
                (self.marks, 1),
                row(None, drop, rename, self.go),
                margins=(0, 12, 0, 0),
            )
        )
        for name, page in ((tr("Routes"), first), (tr("Bookmarks"), second)):
            self.tabs.addTab(name)
            pages.addWidget(page)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        self.setLayout(
            column(
                label(tr("Ways through your palace"), "h2"),
                4,
                self.tabs,
                rule(),
                (pages, 1),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(560), theme.px(460))

    def show_routes(self, routes: Sequence[tuple[str, int]]) -> None:
        """Replace the list of routes."""
        self.routes.show_companions(
            [
                Companion(name, name, "route", many(stops, "{n} stop", "{n} stops"))
                for name, stops in routes
            ]
        )
        self._prepare(self.routes, self._no_routes, self._route_buttons, bool(routes))

    def show_marks(self, marks: Sequence[Bookmark], where: dict[str, str]) -> None:
        """Replace the list of bookmarks; `where` names the spaces by their ids."""
        self.marks.show_companions(
            [
                Companion(mark.id, mark.name, "bookmark", where.get(mark.room_id, ""))
                for mark in marks
            ]
        )
        self._prepare(self.marks, self._no_marks, self._mark_buttons, bool(marks))

    def _prepare(
        self, shown: CompanionList, none: QWidget, buttons: Sequence[QWidget], some: bool
    ) -> None:
        none.setVisible(not some)
        shown.setVisible(some)
        for button in buttons:
            button.setEnabled(some)
        if some and shown.chosen() is None:
            shown.setCurrentIndex(shown.model().index(0, 0))

    def _play(self, name: str) -> None:
        self.close()
        self.play_wanted.emit(name)

    def _go(self, mark: str) -> None:
        self.close()
        self.go_wanted.emit(mark)

    def _with(self, shown: CompanionList, act: Callable[[str], object]) -> None:
        chosen = shown.chosen()
        if chosen is not None:
            act(chosen.object_id)
