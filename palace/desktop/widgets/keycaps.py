"""Keys drawn as caps, in cards, plaques and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from palace.desktop.theme.theme import colour
from palace.desktop.widgets.controls import label
from palace.desktop.widgets.key_names import key_text, keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from palace.desktop.theme import Theme

_GAP = 3


def cap_height(font: QFont) -> int:
    """Return the height of a cap in pixels."""
    return QFontMetrics(font).height() + 4


def caps_width(keys: Sequence[str], font: QFont) -> float:
    """Return how wide the caps are, side by side."""
    metrics = QFontMetricsF(font)
    least = cap_height(font)
    widths = [max(least, metrics.horizontalAdvance(key) + 10) for key in keys]
    return sum(widths) + _GAP * (len(keys) - 1)


def paint_caps(
    painter: QPainter, at: QPointF, keys: Sequence[str], theme: Theme, *, on_plaque: bool = False
) -> None:
    """Draw caps with their upper left corner at a point."""
    font = theme.font("caption", 600)
    metrics = QFontMetricsF(font)
    height = cap_height(font)
    tokens, plaque = theme.tokens, theme.tokens.plaque
    if on_plaque and not tokens.contrast:
        edge, ground, ink = colour(plaque.ink2, 120), colour("#FFFFFF", 22), colour(plaque.ink)
    elif on_plaque:
        edge, ground, ink = colour(plaque.line), colour(plaque.surface), colour(plaque.ink)
    else:
        edge, ground, ink = colour(tokens.edge), colour(tokens.raised), colour(tokens.ink2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    x = at.x()
    for key in keys:
        width = max(height, metrics.horizontalAdvance(key) + 10)
        cap = QRectF(x, at.y(), width, height)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        x += width + _GAP
    painter.restore()


class KeyCaps(QWidget):
    """A shortcut as caps."""

    def __init__(self, theme: Theme, shortcut: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys_of(shortcut)
        self.setAccessibleName(key_text(shortcut))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the caps."""
        font = self._theme.font("caption", 600)
        return QSize(round(caps_width(self._keys, font)) + 2, cap_height(font) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caps."""
        painter = QPainter(self)
        paint_caps(painter, QPointF(0.5, 0.5), self._keys, self._theme)
        painter.end()


def key_line(theme: Theme, *pairs: tuple[str, str]) -> QHBoxLayout:
    """Return the line under a card that says what its keys do."""
    box = QHBoxLayout()
    box.setSpacing(5)
    box.setContentsMargins(18, 8, 18, 10)
    for shortcut, words in pairs:
        box.addWidget(KeyCaps(theme, shortcut))
        box.addWidget(label(words, "caption2"))
        box.addSpacing(8)
    box.addStretch(1)
    return box
