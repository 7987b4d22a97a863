"""The lists under the text: companions in the room, what links here, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QLabel,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from palace.desktop.tr import fenced, tr
from palace.desktop.widgets.controls import label
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.wording import kind_icon

if TYPE_CHECKING:
    from palace.desktop.search.rows import Index
    from palace.desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class Companion:
    """An object beside the one that is read."""

    object_id: str
    title: str
    kind: str
    remark: str = ""


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Companion, ...] = ()

    def show(self, rows: Sequence[Companion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        entry = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (entry.title, entry.remark) if part)
        return None


class _Delegate(QStyledItemDelegate):
    """Icon, title, one caption."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = QFontMetrics(self._theme.font("ui", 600)).height()
        remark = QFontMetrics(self._theme.font("caption")).height()
        return QSize(100, title + remark + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Companion = index.data(Qt.ItemDataRole.UserRole)
        theme, tokens = self._theme, self._theme.tokens
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        row = QRectF(option.rect)
        box = row.adjusted(14, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            focus = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(theme.chosen_pen(focus=focus) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if chosen else tokens.sunken))
            painter.drawRoundedRect(placed(box.adjusted(1, 1, -1, -1), row), 8, 8)
        side = theme.px(18)
        theme.icon(kind_icon(entry.kind)).paint(
            painter, placed_rect(QRect(int(box.x()) + 9, int(box.y()) + 9, side, side), row)
        )
        x = box.x() + side + 20
        width = int(box.right() - x - 10)
        font = theme.font("ui", 600)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            placed(QRectF(x, box.y() + 6, width, metrics.height()), row),
            0,
            fenced(metrics.elidedText(entry.title, elide, width)),
        )
        font = theme.font("caption")
        small = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink2 if chosen else tokens.ink3))
        painter.drawText(
            placed(QRectF(x, box.y() + 6 + metrics.height(), width, small.height()), row),
            0,
            small.elidedText(entry.remark, elide, width),
        )
        painter.restore()


class CompanionList(QListView):
    """A list of objects; a click or Enter opens one.

    Parameters
    ----------
    at_once
        Whether a click opens; else it chooses, and a double click opens.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, *, at_once: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setViewportMargins(0, 6, 0, 6)
        if at_once:
            self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.changed.connect(self.doItemsLayout)

    def show_companions(self, rows: Sequence[Companion]) -> None:
        """Replace the rows; the one that is chosen stays chosen where it is there again."""
        before = self.currentIndex()
        chosen = self._model.rows[before.row()].object_id if before.isValid() else None
        self._model.show(rows)
        for number, entry in enumerate(rows):
            if entry.object_id == chosen:
                self.setCurrentIndex(self._model.index(number))

    def chosen(self) -> Companion | None:
        """Return the row that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.rows[index.row()].object_id)


class Facts(QScrollArea):
    """Names and values that can be selected and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Where it came from"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace the table."""
        inner = QWidget()
        inner.setObjectName("clear")
        grid = QGridLayout(inner)
        grid.setContentsMargins(24, 12, 16, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "caption"), line, 0, top)
            said: QLabel = label(value, "caption2", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setAccessibleName(f"{name}: {value}")
            grid.addWidget(said, line, 1, top)
        grid.setRowStretch(len(facts), 1)
        self.setWidget(inner)
