"""Small windows: the page of shortcuts, and what this program is."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QKeySequenceEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from palace import __version__
from palace.desktop.actions import ACTIONS, BY_ID, MENUS, SCENE_KEYS
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.widgets.keycaps import KeyCaps

if TYPE_CHECKING:
    from palace.desktop.actions import Commands
    from palace.desktop.settings import Settings
    from palace.desktop.theme import Theme

SEARCH_KEYS = (
    ("Up", "The result above"),
    ("Down", "The result below"),
    ("Enter", "Read it"),
    ("Shift+Enter", "Take me there"),
    ("Alt+F", "Filters"),
    ("Esc", "Back to where I stood"),
)


class KeysDialog(QDialog):
    """All shortcuts on one page; those of actions can be changed there."""

    def __init__(
        self, theme: Theme, commands: Commands, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAccessibleName("Keyboard shortcuts")
        self._theme, self._commands, self._settings = theme, commands, settings
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName("Keyboard shortcuts")
        close = Button(theme, "Close", "primary")
        close.clicked.connect(self.close)
        self._own = Button(theme, "All as they came", "quiet")
        self._own.clicked.connect(self._restore)
        note = label(
            "Click keys to change them. Single letters work while the palace has the focus.",
            "caption2",
        )
        self.setLayout(
            column(
                (self._area, 1),
                row(note, None, self._own, close, margins=(28, 10, 28, 16)),
                gap=0,
            )
        )
        room = parent.size()
        self.resize(min(theme.px(900), room.width() - 60), min(theme.px(660), room.height() - 60))
        self._fill()
        close.setFocus()

    def _fill(self) -> None:
        parts: list[tuple[str, list[tuple[str, str, str]]]] = [
            ("In the palace", [(keys, words, "") for keys, words in SCENE_KEYS]),
            ("In the search", [(keys, words, "") for keys, words in SEARCH_KEYS]),
        ]
        for menu in MENUS:
            entries = [a for a in ACTIONS if a.menu == menu]
            parts.append((menu, [(self._commands.keys(a.id), a.title, a.id) for a in entries]))
        sides = [QGridLayout(), QGridLayout()]
        heights = [0, 0]
        for name, keys in parts:
            side = heights.index(min(heights))
            grid = sides[side]
            heights[side] += len(keys) + 2
            line = grid.rowCount()
            title = label(name, "h3")
            title.setContentsMargins(0, 8 if line > 1 else 0, 0, 2)
            grid.addWidget(title, line, 0, 1, 2)
            for offset, (shortcut, words, action) in enumerate(keys, 1):
                said = label(words.rstrip("…"), "dim")
                grid.addWidget(said, line + offset, 0)
                caps = self._caps(shortcut, words.rstrip("…"), action)
                grid.addWidget(caps, line + offset, 1, Qt.AlignmentFlag.AlignRight)
        for grid in sides:
            grid.setVerticalSpacing(4)
            grid.setHorizontalSpacing(18)
            grid.setColumnStretch(0, 1)
            grid.setRowStretch(grid.rowCount(), 1)
        inner = QWidget()
        inner.setObjectName("clear")
        inner.setLayout(row(*sides, gap=48, margins=(28, 20, 28, 12)))
        place = self._area.verticalScrollBar().value()
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(place)
        self._own.setVisible(bool(self._settings.shortcuts))

    def _caps(self, shortcut: str, words: str, action: str) -> QWidget:
        if not action:
            return KeyCaps(self._theme, shortcut)
        made = Button(self._theme, "" if shortcut else "–", "quiet")
        made.setObjectName(f"keys {action}")
        made.setAccessibleName(f"{words}: {shortcut or 'no keys'}; change")
        made.setToolTip("Change the keys")
        if shortcut:
            caps = KeyCaps(self._theme, shortcut)
            caps.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            made.setLayout(row(caps, margins=(4, 1, 4, 1)))
        else:
            caps = KeyCaps(self._theme, "–")
        wide, tall = caps.sizeHint().width() + 8, caps.sizeHint().height() + 2
        # In the style, which would else say how high a button is; the border comes on top.
        made.setStyleSheet(
            f"padding: 0; min-height: {tall}px; max-height: {tall}px;"
            f" min-width: {wide}px; max-width: {wide}px;"
        )
        made.clicked.connect(lambda _=False: self._change(action, words))
        return made

    def _change(self, action: str, words: str) -> None:
        dialog = ShortcutDialog(self._theme, self._commands, action, words, self)
        dialog.wanted.connect(lambda keys: self._take(action, keys))
        dialog.open()

    def _take(self, action: str, keys: str) -> None:
        """Give an action its keys; whatever had them has none from then on."""
        holder = self._commands.holder(keys, action)
        if holder is not None:
            self._settings.set_shortcut(holder.id, "")
        own = BY_ID[action].shortcut
        same = QKeySequence(keys) == QKeySequence(own)
        self._settings.set_shortcut(action, None if same else keys)
        self._fill()

    def _restore(self) -> None:
        for action in list(self._settings.shortcuts):
            self._settings.set_shortcut(action, None)
        self._fill()


class ShortcutDialog(QDialog):
    """Press the keys that an action should have."""

    wanted = Signal(str)

    def __init__(
        self, theme: Theme, commands: Commands, action: str, words: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change the keys")
        self.setAccessibleName(f"Change the keys of {words}")
        self._commands, self._action = commands, action
        self.field = QKeySequenceEdit(QKeySequence(commands.keys(action)))
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Press the new keys")
        self.field.keySequenceChanged.connect(self._look)
        self.said = label("", "caption2", wrap=True)
        self.said.setMinimumHeight(theme.px(34))
        self.go = Button(theme, "Use these keys", "primary")
        self.go.clicked.connect(self._use)
        leave = Button(theme, "Cancel")
        leave.clicked.connect(self.reject)
        own = Button(theme, "As it came", "quiet")
        own.clicked.connect(lambda: self.field.setKeySequence(QKeySequence(BY_ID[action].shortcut)))
        self.setLayout(
            column(
                label(f"Press the keys for “{words}”", "h3", wrap=True),
                4,
                self.field,
                self.said,
                row(own, None, leave, self.go),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(440), self.sizeHint().height())
        self.field.setFocus()

    def _keys(self) -> str:
        return self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _look(self) -> None:
        holder = self._commands.holder(self._keys(), self._action)
        if self._keys() in {name for name, _ in SCENE_KEYS}:
            self.said.setText("This key walks.")
        elif holder is not None:
            self.said.setText(
                f"“{holder.title.rstrip('…')}” has these keys now; it would lose them."
            )
        else:
            self.said.setText("" if self._keys() else "Without keys it stays in its menu.")
        self.go.setEnabled(self._keys() not in {name for name, _ in SCENE_KEYS})

    def _use(self) -> None:
        self.wanted.emit(self._keys())
        self.accept()


def versions(renderer: str = "") -> str:
    """Return what belongs in a report about a fault."""
    import PySide6
    import vispy

    lines = [
        f"palace {__version__}",
        f"Python {platform.python_version()}  {platform.platform()}",
        f"Qt {qVersion()}  PySide6 {PySide6.__version__}  vispy {vispy.__version__}",
        f"platform {QGuiApplication.platformName()}  {sys.executable}",
    ]
    if renderer:
        lines.append(f"renderer {renderer}")
    return "\n".join(lines)


class AboutDialog(QDialog):
    """Name, version, and the lines a report of a fault needs."""

    def __init__(self, theme: Theme, parent: QWidget, renderer: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Palace")
        self.setAccessibleName("About Palace")
        text = versions(renderer)
        details = QPlainTextEdit(text)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setFont(theme.font("caption", mono=True))
        details.setAccessibleName("Versions")
        details.setFixedHeight(theme.px(126))
        copy = Button(theme, "Copy", "", "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close = Button(theme, "Close", "primary")
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label("Palace", "h1"),
                label(
                    f"Version {__version__}. A house for what you have read, written and asked.",
                    "dim",
                    wrap=True,
                ),
                8,
                details,
                4,
                label("MIT licence. Nothing leaves this computer.", "caption2"),
                6,
                row(copy, None, close),
                margins=(28, 22, 28, 20),
            )
        )
        self.resize(theme.px(560), self.sizeHint().height())
        close.setFocus()
