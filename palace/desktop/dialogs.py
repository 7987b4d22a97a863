"""Small windows: the page of shortcuts, and what this program is."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from palace import __version__
from palace.desktop.actions import ACTIONS, MENUS, SCENE_KEYS
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.widgets.keycaps import KeyCaps

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

SEARCH_KEYS = (
    ("Up", "The result above"),
    ("Down", "The result below"),
    ("Enter", "Read it"),
    ("Shift+Enter", "Take me there"),
    ("Esc", "Back to where I stood"),
)


class KeysDialog(QDialog):
    """All shortcuts on one page."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAccessibleName("Keyboard shortcuts")
        parts: list[tuple[str, list[tuple[str, str]]]] = [
            ("In the palace", list(SCENE_KEYS)),
            ("In the search", list(SEARCH_KEYS)),
        ]
        for menu in MENUS:
            keys = [(a.shortcut, a.title) for a in ACTIONS if a.menu == menu and a.shortcut]
            if keys:
                parts.append((menu, keys))
        sides = [QGridLayout(), QGridLayout()]
        for number, (name, keys) in enumerate(parts):
            grid = sides[number % 2]
            line = grid.rowCount()
            title = label(name, "h3")
            title.setContentsMargins(0, 8 if line > 1 else 0, 0, 2)
            grid.addWidget(title, line, 0, 1, 2)
            for offset, (shortcut, words) in enumerate(keys, 1):
                said = label(words.rstrip("…"), "dim")
                grid.addWidget(said, line + offset, 0)
                caps = KeyCaps(theme, shortcut)
                grid.addWidget(caps, line + offset, 1, Qt.AlignmentFlag.AlignRight)
        for grid in sides:
            grid.setVerticalSpacing(7)
            grid.setHorizontalSpacing(18)
            grid.setColumnStretch(0, 1)
            grid.setRowStretch(grid.rowCount(), 1)
        inner = QWidget()
        inner.setObjectName("clear")
        inner.setLayout(row(*sides, gap=48, margins=(28, 20, 28, 12)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setAccessibleName("Keyboard shortcuts")
        close = Button(theme, "Close", "primary")
        close.clicked.connect(self.close)
        note = label("Single letters work while the palace has the focus.", "caption2")
        self.setLayout(column((area, 1), row(note, None, close, margins=(28, 10, 28, 16)), gap=0))
        room = parent.size()
        self.resize(min(theme.px(840), room.width() - 60), min(theme.px(660), room.height() - 60))
        close.setFocus()


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
