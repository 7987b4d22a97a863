"""What lies over the scene: opaque cards to read, dark plaques to glance at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from palace.desktop.theme.theme import colour
from palace.desktop.theme.tokens import RADIUS
from palace.desktop.widgets.sides import placed_rect

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

SHADOW = 26
"""Pixels a card's widget is larger than the card, for its shadow."""


class Card(QFrame):
    """An opaque sheet with a painted shadow, which is drawn once a size and theme.

    A graphics effect would render the whole card again at each change inside it.

    Parameters
    ----------
    edge
        Name of the token its border is drawn in.
    """

    def __init__(self, theme: Theme, content: QLayout | None = None, *, edge: str = "line") -> None:
        super().__init__()
        self.theme = theme
        self._edge = edge
        self._picture: QPixmap | None = None
        if content is not None:
            self.set_content(content)
        theme.changed.connect(self._forget)

    def set_content(self, content: QLayout) -> None:
        """Lay out the card; room for the shadow is added round it."""
        m = content.contentsMargins()
        content.setContentsMargins(
            m.left() + SHADOW, m.top() + SHADOW, m.right() + SHADOW, m.bottom() + SHADOW
        )
        self.setLayout(content)

    def place(self, card: QRect) -> None:
        """Put the card's paper exactly there, the shadow outside.

        Parameters
        ----------
        card
            As for a language that runs from left to right; else it is the other side.
        """
        parent = self.parentWidget()
        if parent is not None:
            card = placed_rect(card, parent.rect())
        self.setGeometry(card.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))

    def paper(self) -> QRect:
        """Return where the paper lies in the parent's coordinates."""
        return self.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def height_for(self, width: int) -> int:
        """Return the height the paper needs at a width."""
        content = self.layout()
        if content is None:
            return 0
        full = width + 2 * SHADOW
        need = content.heightForWidth(full) if content.hasHeightForWidth() else -1
        if need < 0:
            need = content.sizeHint().height()
        return need - 2 * SHADOW

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper and shadow."""
        kept = self._picture
        if kept is None or kept.deviceIndependentSize().toSize() != self.size():
            kept = self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, kept)
        painter.end()

    def _draw(self) -> QPixmap:
        tokens = self.theme.tokens
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        paper = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        radius = RADIUS["card"]
        steps = 20 if tokens.shadow_alpha else 0
        for i in range(steps, 0, -1):
            strength = (1 - i / (steps + 1)) ** 2 * tokens.shadow_alpha / 5.2
            painter.setBrush(colour(tokens.shadow, max(1, round(strength))))
            painter.drawRoundedRect(paper.adjusted(-i, 5 - i, i, 5 + i), radius + i, radius + i)
        painter.setBrush(colour(tokens.paper))
        painter.setPen(self.theme.line_pen(getattr(tokens, self._edge)))
        half = tokens.stroke / 2
        painter.drawRoundedRect(paper.adjusted(half, half, -half, -half), radius, radius)
        painter.end()
        return picture


def paint_plaque(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    *,
    radius: float | None = None,
    alpha: int | None = None,
) -> None:
    """Draw a plaque's ground and hairline, text is the caller's."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plaque = theme.tokens.plaque
    painter.setBrush(colour(plaque.surface, plaque.alpha if alpha is None else alpha))
    painter.setPen(QPen(colour(plaque.line, plaque.line_alpha), theme.tokens.stroke))
    r = RADIUS["plaque"] if radius is None else radius
    half = theme.tokens.stroke / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), r, r)


class Plaque(QWidget):
    """A sign over the scene that holds widgets."""

    def __init__(self, theme: Theme, content: QLayout | None = None) -> None:
        super().__init__()
        self.theme = theme
        if content is not None:
            self.setLayout(content)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        paint_plaque(painter, QRectF(self.rect()), self.theme)
        painter.end()
