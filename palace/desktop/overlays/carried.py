"""What is carried, at the pointer: its title, and what letting go of it here would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from palace.desktop.theme.theme import colour
from palace.desktop.tr import fenced, tr
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.widgets.surfaces import paint_plaque
from palace.desktop.wording import kind_icon

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

_BESIDE = QPoint(14, 12)
"""How far from the pointer it is, so that what is pointed at can be seen."""
_LONGEST = 300
_BACK_MS = 190


class CarriedSign(QWidget):
    """Follows the pointer over the whole window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._kind = self._title = self._words = ""
        self._good = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._flight = QPropertyAnimation(self, b"pos", self)
        self._flight.setDuration(_BACK_MS)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._flight.finished.connect(self.hide)

    def take(self, kind: str, title: str) -> None:
        """Show another thing."""
        self._flight.stop()
        self._kind, self._title = kind, title

    def say(self, words: str, *, good: bool) -> None:
        """Say what letting go would do, and whether that does anything."""
        if (words, good) != (self._words, self._good) or self.isHidden():
            self._words, self._good = words, good
            self.setAccessibleName(tr("Carrying {title}. {words}", title=self._title, words=words))
            self.resize(self.sizeHint())
            self.update()

    @property
    def words(self) -> str:
        """What it says of letting go."""
        return self._words

    def follow(self, at: QPoint) -> None:
        """Be beside a point of the window, within it."""
        corner = at + _BESIDE
        if corner.x() + self.width() > self._window.width():
            corner.setX(at.x() - _BESIDE.x() - self.width())
        if corner.y() + self.height() > self._window.height():
            corner.setY(at.y() - _BESIDE.y() - self.height())
        self.move(max(0, corner.x()), max(0, corner.y()))
        if self.isHidden():
            self.show()
            self.raise_()

    def fly_back(self, to: QPoint | None) -> None:
        """Go to a point of the window and vanish there; at once where there is none."""
        if to is None or self.isHidden() or self._theme.reduced_motion:
            self.vanish()
            return
        self._flight.setStartValue(self.pos())
        self._flight.setEndValue(to - QPoint(self.width() // 2, self.height() // 2))
        self._flight.start()

    def vanish(self) -> None:
        """Be gone at once."""
        self._flight.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        """Return its size."""
        title = QFontMetricsF(self._theme.font("ui", 600))
        words = QFontMetricsF(self._theme.font("caption"))
        wide = max(
            title.horizontalAdvance(self._elided(title, self._title)) + self._theme.px(16) + 8,
            words.horizontalAdvance(self._elided(words, self._words)),
        )
        return QSize(round(wide) + 28, round(title.height() + words.height()) + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme, plaque = self._theme, self._theme.tokens.plaque
        painter = QPainter(self)
        paint_plaque(painter, QRectF(self.rect()), theme, alpha=max(238, plaque.alpha))
        ui, caption = theme.font("ui", 600), theme.font("caption")
        title, words = QFontMetricsF(ui), QFontMetricsF(caption)
        side = theme.px(16)
        middle = round(8 + title.height() / 2)
        theme.icon(kind_icon(self._kind), plaque.gold).paint(
            painter, placed_rect(QRect(13, middle - side // 2, side, side), self.rect())
        )
        painter.setFont(ui)
        painter.setPen(colour(plaque.ink))
        wide, whole = self.width(), QRectF(self.rect())
        painter.drawText(
            placed(QRectF(21 + side, 8, wide, title.height()), whole),
            0,
            fenced(self._elided(title, self._title)),
        )
        painter.setFont(caption)
        painter.setPen(colour(plaque.gold if self._good else plaque.ink2))
        painter.drawText(
            placed(QRectF(14, 9 + title.height(), wide, words.height()), whole),
            0,
            self._elided(words, self._words),
        )
        painter.end()

    @staticmethod
    def _elided(metrics: QFontMetricsF, text: str) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LONGEST)
