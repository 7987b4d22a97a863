"""The one toolbar: outline, back and forward, place | search | overview, map, reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from palace.desktop.actions import BY_ID, Commands
from palace.desktop.tr import tr
from palace.desktop.widgets.controls import Button, ToolButton, label, row
from palace.desktop.widgets.key_names import key_text, tip
from palace.desktop.widgets.keycaps import KeyCaps

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from palace.desktop.theme import Theme

_NARROW = 1200


class PlacePath(QWidget):
    """Where one is: wing › room. Each part goes there; a narrow window shows the last only."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Place"))
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._path: tuple[tuple[str, str], ...] = ()
        self._short = False

    def show_path(self, path: Sequence[tuple[str, str]], *, short: bool) -> None:
        """Show ids with their names, outermost first."""
        if (tuple(path), short) == (self._path, self._short):
            return
        self._path, self._short = tuple(path), short
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._path[-1:] if short else self._path
        for number, (identifier, name) in enumerate(shown):
            if number:
                self._box.addWidget(label("›", "caption"))
            last = number == len(shown) - 1
            part = QToolButton()
            part.setProperty("kind", "crumb")
            part.setProperty("here", "true" if last else "false")
            shown_name = name if len(name) <= 42 else name[:40] + "…"
            part.setText(shown_name.replace("&", "&&"))
            part.setAccessibleName(tr("Place: {place}", place=name))
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            part.clicked.connect(lambda _=False, to=identifier: self.wanted.emit(to))
            self._box.addWidget(part)


class MainToolbar(QToolBar):
    """Built from the same actions as the menus."""

    search_wanted = Signal()
    activity_wanted = Signal()

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__(tr("Main toolbar"))
        self.setObjectName("toolbar")
        self.setAccessibleName(tr("Main toolbar"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._theme = theme
        self.place = PlacePath()
        self.search = Button(theme, tr("Search your palace"), "find", "magnifying-glass")
        self.search.setToolTip(tip(tr("Search"), "Ctrl+K"))
        self.search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.search.setLayout(row(None, KeyCaps(theme, "Ctrl+K"), margins=(0, 0, 8, 0)))
        self.search.clicked.connect(self.search_wanted)
        policy = self.search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.search.setSizePolicy(policy)
        self.activity = QToolButton()
        self.activity.setProperty("kind", "activity")
        self.activity.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.activity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.activity.clicked.connect(self.activity_wanted)
        self.activity.hide()
        left, right = QWidget(), QWidget()
        left.setLayout(
            row(
                self._tool(commands, "view.outline", tr("Outline")),
                4,
                self._tool(commands, "go.back", tr("Back")),
                self._tool(commands, "go.forward", tr("Forward")),
                4,
                self.place,
                None,
                gap=2,
            )
        )
        right.setLayout(
            row(
                None,
                self.activity,
                self._tool(commands, "edit.new_note", tr("New note here")),
                4,
                self._tool(commands, "view.overview", tr("Overview")),
                4,
                self._tool(commands, "view.map", tr("Map")),
                self._tool(commands, "view.reader", tr("Reading panel")),
                gap=2,
            )
        )
        for side in (left, right):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        whole = QWidget()
        whole.setLayout(row((left, 1), self.search, (right, 1), gap=12))
        whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(whole)
        self._dress()
        theme.changed.connect(self._dress)

    def narrow(self) -> bool:
        """Return whether there is room for the last part of the place only."""
        return self.width() < self._theme.px(_NARROW)

    def show_activity(self, words: str) -> None:
        """Say what is going on; empty for nothing."""
        self.activity.setText(words)
        self.activity.setAccessibleName(tr("Activity: {words}", words=words))
        self.activity.setVisible(bool(words))

    def _tool(self, commands: Commands, name: str, title: str) -> ToolButton:
        action = commands[name]
        entry = BY_ID[name]
        made = ToolButton(self._theme, entry.icon, title, entry.shortcut, checkable=entry.checkable)
        made.clicked.connect(lambda _=False: action.trigger())

        def follow() -> None:
            made.setEnabled(action.isEnabled())
            made.setChecked(action.isChecked())
            keys = commands.keys(name)
            made.setAccessibleDescription(key_text(keys))
            made.setToolTip(tip(title, keys))

        action.changed.connect(follow)
        action.toggled.connect(lambda _on: follow())
        follow()
        return made

    def _dress(self) -> None:
        side = self._theme.px(17)
        self.activity.setIcon(self._theme.icon("upload-simple", self._theme.tokens.accent))
        self.activity.setIconSize(QSize(side, side))
        self._fit()

    def _fit(self) -> None:
        self.search.setFixedWidth(max(180, min(self._theme.px(400), self.width() // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search field its share."""
        super().resizeEvent(event)
        self._fit()
