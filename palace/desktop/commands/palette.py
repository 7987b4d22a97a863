"""The command palette: type some letters of what you want done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from palace.desktop.actions import ACTIONS, Action, Commands
from palace.desktop.commands.fuzzy import match
from palace.desktop.tr import tr
from palace.desktop.widgets.controls import IconLabel, column, label, row, rule
from palace.desktop.widgets.key_names import key_text, keys_of
from palace.desktop.widgets.keycaps import cap_height, caps_width, key_line, paint_caps
from palace.desktop.widgets.marked_text import paint_marked
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.widgets.surfaces import Card

if TYPE_CHECKING:
    from palace.desktop.search.rows import Index
    from palace.desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class Found:
    """A command that fits what was typed."""

    action: Action
    title: str
    marks: tuple[tuple[int, int], ...]
    keys: str = ""


def find(typed: str, commands: Commands) -> list[Found]:
    """Return the commands that can be used now and fit, best first."""
    ranked = []
    for number, action in enumerate(ACTIONS):
        qt = commands[action.id]
        if not qt.isEnabled() or action.id == "help.commands":
            continue
        fits = match(typed, qt.text())
        if fits is not None:
            ranked.append(
                (-fits[0], number, Found(action, qt.text(), fits[1], commands.keys(action.id)))
            )
    return [found for _, _, found in sorted(ranked, key=lambda entry: entry[:2])]


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Found] = []

    def show(self, rows: list[Found]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        found = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [found.title, tr(found.action.menu), key_text(found.keys)]
            return ", ".join(part for part in said if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, QFontMetrics(self._theme.font()).height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        theme, tokens = self._theme, self._theme.tokens
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(theme.chosen_pen() if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if chosen else tokens.sunken))
            painter.drawRoundedRect(box, 8, 8)
        side = theme.px(18)
        middle = box.center().y()
        theme.icon(found.action.icon, tokens.accent if chosen else None).paint(
            painter, placed_rect(QRect(int(box.x()) + 12, int(middle - side / 2), side, side), box)
        )
        font = theme.font("ui", 600 if chosen else 400)
        metrics = QFontMetrics(font)
        x = box.x() + 24 + side
        line = QRectF(x, middle - metrics.height() / 2, box.width() * 0.6, metrics.height())
        line = placed(line, box)
        paint_marked(
            painter,
            line,
            found.title,
            found.marks,
            font=font,
            ink=QColor(tokens.ink),
            theme=theme,
            lines=1,
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(tokens.ink2 if chosen else tokens.ink3))
        after = x + metrics.horizontalAdvance(found.title) + 12
        painter.drawText(
            placed(QRectF(after, box.y(), 120, box.height()), box),
            Qt.AlignmentFlag.AlignVCenter,
            tr(found.action.menu),
        )
        if found.keys:
            keys = keys_of(found.keys)
            caps = theme.font("caption", 600)
            wide, tall = caps_width(keys, caps), cap_height(caps)
            at = QRectF(box.right() - 12 - wide, middle - tall / 2, wide, tall)
            paint_caps(painter, placed(at, box).topLeft(), keys, theme)
        painter.restore()


class PaletteCard(Card):
    """Commands by name. It keeps Tab inside and goes when it loses the focus."""

    left = Signal()

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__(theme)
        self.setAccessibleName(tr("Commands"))
        self._commands = commands
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(tr("Type a command"))
        self.field.setAccessibleName(tr("Command"))
        self._model = _Model(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(theme, self.view))
        self.view.setAccessibleName(tr("Commands"))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setViewportMargins(0, 4, 0, 6)
        self.view.clicked.connect(lambda _index: self._do())
        self._count = label("", "caption")
        self._head = row(
            IconLabel(theme, "caret-right", "ink2", 20),
            (self.field, 1),
            self._count,
            gap=10,
            margins=(20, 14, 20, 12),
        )
        self._keys = QWidget()
        self._keys.setLayout(key_line(theme, ("Enter", tr("do it")), ("Esc", tr("close"))))
        self.set_content(column(self._head, rule(), (self.view, 1), rule(), self._keys, gap=0))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        theme.changed.connect(self.view.doItemsLayout)
        self.hide()

    def open(self) -> None:
        """Show all commands, ready to be typed into."""
        self.field.clear()
        self._find("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wanted_paper(self, room: QRect) -> QRect:
        """Return where the card should lie: in the upper middle."""
        width = min(self.theme.px(620), room.width() - 40)
        tall = self._head.sizeHint().height() + self._keys.sizeHint().height() + 14
        rows = min(10, max(1, len(self._model.rows)))
        tall += rows * self.view.sizeHintForRow(0)
        y = round(room.height() * 0.09)
        return QRect((room.width() - width) // 2, y, width, min(tall, room.height() - y - 20))

    def _find(self, typed: str) -> None:
        rows = find(typed, self._commands)
        self._model.show(rows)
        self._count.setText(tr("{shown} of {total}", shown=len(rows), total=len(ACTIONS) - 1))
        if rows:
            self.view.setCurrentIndex(self._model.index(0, 0))
        parent = self.parentWidget()
        if parent is not None:
            self.place(self.wanted_paper(parent.rect()))

    def _do(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            return
        action = self._commands[self._model.rows[index.row()].action.id]
        self.left.emit()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the field keeps the focus."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.left.emit()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._model.rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            number = (self.view.currentIndex().row() + step) % len(self._model.rows)
            self.view.setCurrentIndex(QModelIndex(self._model.index(number, 0)))
        else:
            return super().eventFilter(watched, event)
        return True
