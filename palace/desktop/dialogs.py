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
from palace.desktop.tr import mark, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.widgets.key_names import key_text
from palace.desktop.widgets.keycaps import KeyCaps

if TYPE_CHECKING:
    from palace.desktop.actions import Commands
    from palace.desktop.settings import Settings
    from palace.desktop.theme import Theme

SEARCH_KEYS = (
    ("Up", mark("The result above")),
    ("Down", mark("The result below")),
    ("Enter", mark("Read it")),
    ("Shift+Enter", mark("Take me there")),
    ("Alt+F", mark("Filters")),
    ("Esc", mark("Back to where I stood")),
)


class KeysDialog(QDialog):
    """All shortcuts on one page; those of actions can be changed there."""

    def __init__(
        self, theme: Theme, commands: Commands, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self._theme, self._commands, self._settings = theme, commands, settings
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Keyboard shortcuts"))
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        self._own = Button(theme, tr("All as they came"), "quiet")
        self._own.clicked.connect(self._restore)
        note = label(
            tr("Click keys to change them. Single letters work while the palace has the focus."),
            "caption2",
            wrap=True,
        )
        self.setLayout(
            column(
                (self._area, 1),
                row((note, 1), self._own, close, margins=(28, 10, 28, 16)),
                gap=0,
            )
        )
        room = parent.size()
        self.resize(min(theme.px(900), room.width() - 60), min(theme.px(660), room.height() - 60))
        self._fill()
        close.setFocus()

    def _fill(self) -> None:
        parts: list[tuple[str, list[tuple[str, str, str]]]] = [
            (tr("In the palace"), [(keys, tr(words), "") for keys, words in SCENE_KEYS]),
            (tr("In the search"), [(keys, tr(words), "") for keys, words in SEARCH_KEYS]),
        ]
        for menu in MENUS:
            entries = [a for a in ACTIONS if a.menu == menu]
            keys_of_menu = [(self._commands.keys(a.id), tr(a.title), a.id) for a in entries]
            parts.append((tr(menu), keys_of_menu))
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
                said = label(words.rstrip("…"), "dim", wrap=True)
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
        keys = key_text(shortcut) or tr("no keys")
        made.setAccessibleName(tr("{action}: {keys}; change", action=words, keys=keys))
        made.setToolTip(tr("Change the keys"))
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
        self.setWindowTitle(tr("Change the keys"))
        self.setAccessibleName(tr("Change the keys of {action}", action=words))
        self._commands, self._action = commands, action
        self.field = QKeySequenceEdit(QKeySequence(commands.keys(action)))
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("Press the new keys"))
        self.field.keySequenceChanged.connect(self._look)
        self.said = label("", "caption2", wrap=True)
        self.said.setMinimumHeight(theme.px(34))
        self.go = Button(theme, tr("Use these keys"), "primary")
        self.go.clicked.connect(self._use)
        leave = Button(theme, tr("Cancel"))
        leave.clicked.connect(self.reject)
        own = Button(theme, tr("As it came"), "quiet")
        own.clicked.connect(lambda: self.field.setKeySequence(QKeySequence(BY_ID[action].shortcut)))
        self.setLayout(
            column(
                label(tr("Press the keys for “{action}”", action=words), "h3", wrap=True),
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
            self.said.setText(tr("This key walks."))
        elif holder is not None:
            self.said.setText(
                tr(
                    "“{action}” has these keys now; it would lose them.",
                    action=tr(holder.title).rstrip("…"),
                )
            )
        else:
            self.said.setText("" if self._keys() else tr("Without keys it stays in its menu."))
        self.go.setEnabled(self._keys() not in {name for name, _ in SCENE_KEYS})

    def _use(self) -> None:
        self.wanted.emit(self._keys())
        self.accept()


def versions(renderer: str = "") -> str:
    """Return what belongs in a report about a fault, in English as all that is reported."""
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
        self.setWindowTitle(tr("About Palace"))
        self.setAccessibleName(tr("About Palace"))
        text = versions(renderer)
        details = QPlainTextEdit(text)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setFont(theme.font("caption", mono=True))
        details.setAccessibleName(tr("Versions"))
        details.setFixedHeight(theme.px(126))
        copy = Button(theme, tr("Copy"), "", "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("Palace"), "h1"),
                label(
                    tr(
                        "Version {version}. A house for what you have read, written and asked.",
                        version=__version__,
                    ),
                    "dim",
                    wrap=True,
                ),
                8,
                details,
                4,
                label(tr("MIT licence. Nothing leaves this computer."), "caption2"),
                6,
                row(copy, None, close),
                margins=(28, 22, 28, 20),
            )
        )
        self.resize(theme.px(560), self.sizeHint().height())
        close.setFocus()
