"""A large button with icon, title and one sentence, as on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from palace.desktop.widgets.sides import placed, placed_rect

if TYPE_CHECKING:
    from palace.desktop.theme import Theme


class ChoiceRow(QPushButton):
    """One choice of a few; the whole row is the button."""

    def __init__(
        self, theme: Theme, icon: str, title: str, sentence: str, *, primary: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._title, self._sentence = icon, title, sentence
        self._primary = primary
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size with room for both lines."""
        title = QFontMetrics(self._theme.font("h3", 600)).height()
        sentence = QFontMetrics(self._theme.font()).height()
        return QSize(420, title + sentence + 30)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(260, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        theme, tokens = self._theme, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground, ink, ink2 = tokens.raised, tokens.ink, tokens.ink2
        if self._primary:
            ground, ink, ink2 = tokens.accent, tokens.on_accent, tokens.on_accent2
        elif self.underMouse() or self.isDown():
            ground = tokens.selection
        if self.hasFocus():
            painter.setPen(self._theme.focus_pen())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 12, 12)
            box = box.adjusted(4, 4, -4, -4)
        painter.setPen(self._theme.line_pen(tokens.accent if self._primary else tokens.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 10, 10)
        side = theme.px(24)
        tint = ink if self._primary else tokens.accent
        middle = int(box.center().y())
        theme.icon(self._icon, tint).paint(
            painter,
            placed_rect(QRect(int(box.x()) + 16, middle - side // 2, side, side), box),
        )
        title, sentence = theme.font("h3", 600), theme.font()
        tall, small = QFontMetrics(title), QFontMetrics(sentence)
        x = box.x() + 32 + side
        y = box.center().y() - (tall.height() + small.height() + 2) / 2
        width = int(box.right() - x - 44)
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(title)
        painter.setPen(QColor(ink))
        painter.drawText(
            placed(QRectF(x, y, width, tall.height()), box),
            0,
            tall.elidedText(self._title, elide, width),
        )
        painter.setFont(sentence)
        painter.setPen(QColor(ink2))
        painter.drawText(
            placed(QRectF(x, y + tall.height() + 2, width, small.height()), box),
            0,
            small.elidedText(self._sentence, elide, width),
        )
        arrow = theme.px(18)
        theme.icon("arrow-right", ink if self._primary else tokens.ink3).paint(
            painter,
            placed_rect(
                QRect(int(box.right()) - 16 - arrow, middle - arrow // 2, arrow, arrow), box
            ),
        )
        painter.end()


class DropStrip(QWidget):
    """Says that things can be dropped anywhere; the window takes the drop itself."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self.setAccessibleName(text)
        self.setMinimumHeight(theme.px(50))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(300, self._theme.px(50))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed frame, an icon and the words."""
        theme, tokens = self._theme, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens.edge), 1.4, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        side = theme.px(18)
        font = theme.font()
        metrics = QFontMetrics(font)
        room = self.width() - side - 30
        text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        x = (self.width() - metrics.horizontalAdvance(text) - side - 10) // 2
        at = QRect(x, (self.height() - side) // 2, side, side)
        theme.icon("tray").paint(painter, placed_rect(at, self.rect()))
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(
            placed(QRectF(x + side + 10, 0, room, self.height()), QRectF(self.rect())),
            Qt.AlignmentFlag.AlignVCenter,
            text,
        )
        painter.end()
