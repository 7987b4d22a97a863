"""A check box drawn as a switch; role, keys and state stay a check box's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

if TYPE_CHECKING:
    from palace.desktop.theme import Theme


class Switch(QCheckBox):
    """On or off."""

    def __init__(self, theme: Theme, *, on: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        """Return the size of the switch with its focus ring."""
        return QSize(self._theme.px(46), self._theme.px(28))

    def hitButton(self, position: QPoint) -> bool:
        """Return whether a click counts: anywhere on it."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, knob and focus ring."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(22)
        track = QRectF(3, (self.height() - height) / 2, self._theme.px(40), height)
        if self.hasFocus():
            painter.setPen(self._theme.focus_pen())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)
            track = track.adjusted(2, 2, -2, -2)
        on = self.isChecked()
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.edge), max(1.5, tokens.stroke)))
        painter.setBrush(QColor(tokens.accent if on else tokens.paper))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 8
        x = track.right() - knob - 4 if on else track.x() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_accent if on else tokens.edge))
        painter.drawEllipse(QRectF(x, track.y() + 4, knob, knob))
        painter.end()
