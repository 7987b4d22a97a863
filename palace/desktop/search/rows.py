"""The rows of hits: a model that speaks, a delegate that draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from palace.desktop.theme.theme import colour
from palace.desktop.tr import fenced, mark, number, tr
from palace.desktop.widgets.marked_text import paint_marked
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.wording import beside, day, kind_icon, source_name

if TYPE_CHECKING:
    from palace.desktop.theme import Theme
    from palace.queries import Hit

Index = QModelIndex | QPersistentModelIndex
NUMBERED = 6
"""So many hits carry a number in the list and in the scene."""

_SHOWN_WHY = {
    "words": mark("words"),
    "meaning": mark("meaning"),
    "neighbours": mark("neighbours"),
    "thread": mark("thread"),
    "time": mark("time"),
    "speaker": mark("speaker"),
    "place": mark("place"),
}
_ROWS_WHY = 5
"""As many reasons as a row has room for."""


class HitModel(QAbstractListModel):
    """Hits as rows; a screen reader hears title, place, source and text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits, best first."""
        return self._hits

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a hit's title, itself, or what is spoken."""
        if not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(index.row(), hit)
        return None


def spoken(row: int, hit: Hit) -> str:
    """Return what a screen reader says of a hit."""
    room = tr("In {room}", room=hit.room.name) if hit.room else tr("Not placed yet")
    source = ", ".join(
        part for part in (source_name(hit.source, hit.object_kind), day(hit.happened_at)) if part
    )
    return f"{number(row + 1)}. {hit.title}. {room}. {source}. {hit.snippet}"


class HitDelegate(QStyledItemDelegate):
    """Draws number, title, two lines with marks, room, source, date and reasons.

    Parameters
    ----------
    wing_colour
        Returns the colour of a wing by its id.
    """

    def __init__(
        self, theme: Theme, wing_colour: Callable[[str], QColor], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wing_colour = wing_colour

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height; all are equal."""
        theme = self._theme
        title = QFontMetrics(theme.font("h3", 600, serif=True)).height()
        text = QFontMetrics(theme.font()).height()
        caption = QFontMetrics(theme.font("caption")).height()
        return QSize(100, title + round(text * 2.12) + caption + 38)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        theme, tokens = self._theme, self._theme.tokens
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(theme.chosen_pen() if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if chosen else tokens.sunken))
            painter.drawRoundedRect(box, 8, 8)
        if chosen:
            wide = 3 if not tokens.contrast else 6
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            bar = QRectF(box.x(), box.y() + 10, wide, box.height() - 20)
            painter.drawRoundedRect(placed(bar, box), wide / 2, wide / 2)
        title_font = theme.font("h3", 600, serif=True)
        title = QFontMetricsF(title_font)
        ball = float(theme.px(22))
        y = box.y() + 12
        if index.row() < NUMBERED:
            at = QRectF(box.x() + 12, y + (title.height() - ball) / 2, ball, ball)
            self._number(painter, placed(at, box), index.row() + 1)
        x = box.x() + 24 + ball
        why_width = theme.px(134)
        width = box.right() - x - why_width - 28
        painter.setFont(title_font)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(
            placed(QRectF(x, y, width, title.height()), box),
            0,
            fenced(title.elidedText(hit.title, Qt.TextElideMode.ElideRight, width)),
        )
        y += title.height() + 3
        text_font = theme.font()
        room = QRectF(x, y, width, 100)
        paint_marked(
            painter,
            placed(room, box),
            hit.snippet,
            hit.marks,
            font=text_font,
            ink=QColor(tokens.ink2),
            theme=theme,
        )
        y += QFontMetrics(text_font).height() * 2.12 + 6
        self._source_line(painter, QRectF(x, y, width, 0), hit, box, chosen=chosen)
        self._reasons(
            painter,
            QRectF(box.right() - why_width - 14, box.y() + 14, why_width, 0),
            hit,
            box,
            chosen=chosen,
        )
        painter.restore()

    def _number(self, painter: QPainter, at: QRectF, number: int) -> None:
        tokens = self._theme.tokens
        plaque = tokens.plaque
        painter.setBrush(QColor(tokens.sunken if tokens.dark else plaque.surface))
        painter.setPen(QPen(colour(plaque.line, 180), 1))
        painter.drawEllipse(at)
        painter.setFont(self._theme.font("caption", 600))
        painter.setPen(QColor(plaque.gold))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(number))

    def _source_line(
        self, painter: QPainter, at: QRectF, hit: Hit, row: QRectF, *, chosen: bool
    ) -> None:
        theme, tokens = self._theme, self._theme.tokens
        font = theme.font("caption")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        x, height = at.x(), metrics.height() + 4
        tint = None
        name = tr("not placed yet")
        if hit.room is not None:
            name = hit.room.name
            tint = self._wing_colour(hit.wing.id if hit.wing else "")
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, at.width() * 0.5)
        wide = metrics.horizontalAdvance(name) + (27 if tint is not None else 16)
        painter.setPen(theme.line_pen(tokens.edge if chosen else tokens.line))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(placed(QRectF(x + 0.5, at.y() + 0.5, wide, height), row), 5, 5)
        if tint is not None:
            painter.setPen(theme.swatch_pen())
            painter.setBrush(tint)
            swatch = QRectF(x + 8, at.y() + height / 2 - 3.5, 8, 8)
            painter.drawRoundedRect(placed(swatch, row), 2, 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.ink2))
        inset = 20 if tint is not None else 8
        painter.drawText(
            placed(QRectF(x + inset, at.y(), wide, height + 1), row), middle, fenced(name)
        )
        x += wide + 12
        side = theme.px(15)
        theme.icon(kind_icon(hit.object_kind)).paint(
            painter,
            placed_rect(QRect(int(x), int(at.y() + (height - side) / 2), side, side), row),
        )
        x += side + 5
        parts = [hit.source_item if hit.source == "markdown" else source_name(hit.source)]
        parts.append(day(hit.happened_at))
        text = beside(*parts)
        painter.setPen(QColor(tokens.ink2 if chosen else tokens.ink3))
        left = at.right() - x
        painter.drawText(
            placed(QRectF(x, at.y(), left, height + 1), row),
            middle,
            metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, left),
        )

    def _reasons(
        self, painter: QPainter, at: QRectF, hit: Hit, row: QRectF, *, chosen: bool
    ) -> None:
        """Draw a bar for each kind of key that has a share; a zero is not drawn."""
        theme, tokens = self._theme, self._theme.tokens
        shares: dict[str, float] = {}
        for why in hit.why:
            shares[why.kind] = shares.get(why.kind, 0.0) + why.share
        font = theme.font("caption")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        label = max(metrics.horizontalAdvance(tr(word)) for word in _SHOWN_WHY.values()) + 8
        full = at.width() - label
        y = at.y()
        largest = sorted(shares, key=lambda kind: -shares[kind])[:_ROWS_WHY]
        for kind, word in _SHOWN_WHY.items():
            share = shares.get(kind, 0.0)
            if share < 0.005 or kind not in largest:
                continue
            painter.setPen(QColor(tokens.ink2 if chosen else tokens.ink3))
            painter.drawText(placed(QRectF(at.x(), y, label, metrics.height()), row), 0, tr(word))
            bar = QRectF(at.x() + label, y + metrics.height() / 2 - 2, full, 5)
            if tokens.contrast:
                bar.adjust(0, -1.5, 0, 1.5)
                painter.setPen(QPen(QColor(tokens.line), 1))
                painter.setBrush(QColor(tokens.raised))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.raised if chosen else tokens.line))
            painter.drawRoundedRect(placed(bar, row), 2.5, 2.5)
            painter.setPen(Qt.PenStyle.NoPen)
            bar.setWidth(max(5.0, full * min(1.0, share)))
            painter.setBrush(QColor(tokens.why[kind]))
            painter.drawRoundedRect(placed(bar, row), 2.5, 2.5)
            y += metrics.height() + 3
