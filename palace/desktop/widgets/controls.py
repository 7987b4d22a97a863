"""Labels, buttons and boxes, dressed by the theme and named for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from palace.desktop.widgets.key_names import key_text, tip

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

Item = QWidget | QLayout | int | None | tuple[QWidget, int]


def _fill(
    box: QBoxLayout, items: tuple[Item, ...], gap: int, margins: tuple[int, int, int, int]
) -> None:
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        elif isinstance(item, tuple):
            box.addWidget(item[0], item[1])
        else:
            box.addWidget(item)


def row(
    *items: Item, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return a horizontal box: a number is a gap, None a stretch, a pair a widget's share."""
    box = QHBoxLayout()
    _fill(box, items, gap, margins)
    return box


def column(
    *items: Item, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return a vertical box, items as in `row`."""
    box = QVBoxLayout()
    _fill(box, items, gap, margins)
    return box


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; `role` picks its type in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class IconLabel(QLabel):
    """A picture beside text: it says nothing to screen readers.

    Parameters
    ----------
    colour
        Name of a token ("accent", "ok", "danger"…), not a value, so that it follows the theme.
    """

    def __init__(self, theme: Theme, icon: str, colour: str = "ink2", size: int = 18) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._colour, self._size = icon, colour, size
        self._dress()
        theme.changed.connect(self._dress)

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        if (icon, colour) != (self._icon, self._colour):
            self._icon, self._colour = icon, colour
            self._dress()

    def _dress(self) -> None:
        side = self._theme.px(self._size)
        value = str(getattr(self._theme.tokens, self._colour))
        ratio = self.devicePixelRatioF()
        picture = self._theme.icon(self._icon, value).pixmap(QSize(side, side), ratio)
        self.setPixmap(picture)
        self.setFixedWidth(side + 2)


class ToolButton(QToolButton):
    """An icon that does something, with its name and shortcut spoken and shown as a tip."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        shortcut: str = "",
        *,
        checkable: bool = False,
        size: int = 20,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._size = size
        self.setAccessibleName(name)
        self.setAccessibleDescription(key_text(shortcut))
        self.setToolTip(tip(name, shortcut))
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dress()
        theme.changed.connect(self._dress)

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def _dress(self) -> None:
        side = self._theme.px(self._size)
        self.setIcon(self._theme.icon(self._icon))
        self.setIconSize(QSize(side, side))


class Button(QPushButton):
    """A button with words and perhaps an icon.

    Parameters
    ----------
    kind
        "" (plain), "primary" (one a surface), "quiet", "chip".
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: str = "",
        icon: str = "",
        *,
        tip: str = "",
        checkable: bool = False,
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._kind = kind
        self._icon = icon
        if kind:
            self.setProperty("kind", kind)
        if tip:
            self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        if not self._icon:
            return
        tokens = self._theme.tokens
        tint = {"primary": tokens.on_accent, "quiet": tokens.accent}.get(self._kind, tokens.ink2)
        side = self._theme.px(17)
        self.setIcon(self._theme.icon(self._icon, tint))
        self.setIconSize(QSize(side, side))
