"""The outline beside the palace: a filter and the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from palace.desktop.outline.tree import Node, OutlineModel
from palace.desktop.tr import fenced, number, tr
from palace.desktop.widgets.controls import column, row
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.wording import kind_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent

    from palace.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Wing's colour or object's icon, name, count; a pin where one stands."""

    def __init__(self, theme: Theme, model: OutlineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = QFontMetrics(self._theme.font()).height()
        return QSize(80, max(self._theme.px(28), text + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(Qt.ItemDataRole.UserRole)
        theme, tokens = self._theme, self._theme.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row = QRectF(option.rect)
        box = row.adjusted(0, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = box.x() + 2
        side = theme.px(16)
        middle = box.center().y()
        if node.level == "wing":
            painter.setPen(theme.swatch_pen())
            painter.setBrush(theme.wing(node.kind))
            painter.drawRoundedRect(placed(QRectF(x + 2, middle - 5, 10, 10), row), 3, 3)
            x += 20
        elif node.level == "object":
            theme.icon(kind_icon(node.kind)).paint(
                painter, placed_rect(QRect(int(x), int(middle - side / 2), side, side), row)
            )
            x += side + 7
        here = node.level == "room" and node.id == self._model.here
        strong = node.level in ("quarter", "wing") or here
        font = theme.font("ui", 600 if strong else 400, serif=node.level == "quarter")
        metrics = QFontMetrics(font)
        caption = theme.font("caption")
        many = number(node.many) if node.level != "object" else ""
        taken = QFontMetrics(caption).horizontalAdvance(many) + 10 if many else 0
        if here:
            taken += 18
            theme.icon("map-pin", tokens.gold).paint(
                painter,
                placed_rect(QRect(int(box.right()) - taken - 2, int(middle) - 8, 16, 16), row),
            )
        elif node.pinned:
            taken += side + 4
            theme.icon("push-pin", tokens.gold).paint(
                painter,
                placed_rect(
                    QRect(int(box.right()) - side - 6, int(middle - side / 2), side, side), row
                ),
            )
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        width = int(box.right() - x - taken - 8)
        center = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            placed(QRectF(x, box.y(), width, box.height()), row),
            center,
            fenced(metrics.elidedText(node.name, Qt.TextElideMode.ElideRight, width)),
        )
        if many:
            painter.setFont(caption)
            painter.setPen(QColor(tokens.ink2 if chosen else tokens.ink3))
            painter.drawText(
                placed(box.adjusted(0, 0, -8, 0), row), center | Qt.AlignmentFlag.AlignRight, many
            )
        painter.restore()


class _Tree(QTreeView):
    """Draws whole-row selection and carets; a style sheet would need picture files for both."""

    chosen = Signal(QModelIndex)
    lifted = Signal(QModelIndex, QPoint)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)
    let_fall = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pressed: QPoint | None = None
        self._carrying = False
        self.marked = QPersistentModelIndex()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.selectionModel().isSelected(index):
            tokens = self._theme.tokens
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = option.rect
            line = QRectF(3, rect.y() + 2, self.viewport().width() - 9, rect.height() - 4)
            line = placed(line, QRectF(self.viewport().rect()))
            painter.setPen(self._theme.chosen_pen(focus=self.hasFocus()))
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(line, 6, 6)
            painter.restore()
        if index == self.marked:
            self._draw_marked(painter, option.rect)
        super().drawRow(painter, option, index)

    def _draw_marked(self, painter: QPainter, rect: QRect) -> None:
        """Ring the row that something would be put under."""
        gold = QColor(self._theme.tokens.gold)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(gold, self._theme.tokens.ring))
        gold.setAlpha(44)
        painter.setBrush(gold)
        line = QRectF(3, rect.y() + 2, self.viewport().width() - 9, rect.height() - 4)
        painter.drawRoundedRect(line, 6, 6)
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self.model().hasChildren(index):
            side = self._theme.px(12)
            name = "caret-down" if self.isExpanded(index) else "caret-right"
            at = QRect(rect.right() - side - 1, rect.center().y() - side // 2 + 1, side, side)
            at = placed_rect(at, rect)
            self._theme.icon(name, self._theme.tokens.ink3).paint(painter, at)

    def let_fall_now(self) -> None:
        """Let go of what is carried."""
        carrying, self._carrying, self._pressed = self._carrying, False, None
        if carrying:
            self.let_fall.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._carrying:
            self.let_fall_now()
            return
        at = event.position().toPoint()
        node = self.indexAt(at).data(Qt.ItemDataRole.UserRole)
        thing = event.button() == Qt.MouseButton.LeftButton and node and node.level == "object"
        self._pressed = at if thing else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._carrying:
            if event.buttons():
                self.carried.emit(event.globalPosition().toPoint())
            else:
                self.let_fall_now()  # the button was let go where nobody told
        elif self._pressed is None or not event.buttons():
            super().mouseMoveEvent(event)
        elif (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._carrying = True
            self.lifted.emit(self.indexAt(self._pressed), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carrying, self._carrying, self._pressed = self._carrying, False, None
        if carrying:
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.let_fall_now()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.let_fall_now()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._carrying and event.key() == Qt.Key.Key_Escape:
            self.let_fall_now()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class OutlinePanel(QWidget):
    """Everything in the palace; a click or Enter reads an object or goes to a room.

    An object's row can be dragged away: `lifted` tells its id and where the pointer is on the
    screen, `carried` where it goes, and the end is `dropped` or `let_fall`.
    """

    object_chosen = Signal(str)
    room_chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)
    lifted = Signal(str, QPoint)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)
    let_fall = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = OutlineModel(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.model)
        self._proxy.setRecursiveFilteringEnabled(True)
        self._proxy.setAutoAcceptChildRows(True)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter the outline"))
        self.filter.setAccessibleName(tr("Filter the outline"))
        self.filter.setClearButtonEnabled(True)
        self.tree = _Tree(theme)
        self.tree.setModel(self._proxy)
        self.tree.setItemDelegate(_Delegate(theme, self.model, self.tree))
        self.tree.setAccessibleName(tr("Outline"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.px(17))
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.clicked.connect(self._choose)
        self.tree.chosen.connect(self._choose)
        self.tree.lifted.connect(lambda index, at: self.lifted.emit(self._node(index).id, at))
        self.tree.carried.connect(self.carried)
        self.tree.dropped.connect(self.dropped)
        self.tree.let_fall.connect(self.let_fall)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._ask_menu)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._filter_now)
        self.filter.textChanged.connect(lambda _text: self._wait.start())
        theme.changed.connect(self.tree.doItemsLayout)
        self.setLayout(column(row(self.filter, margins=(12, 12, 12, 8)), (self.tree, 1), gap=0))
        self.setTabOrder(self.filter, self.tree)

    def show_tree(self, root: Node) -> None:
        """Replace the tree, keeping what was open."""
        opened = [node.id for node in self._open_nodes()]
        current = self._node(self.tree.currentIndex()).id
        first = self.model.rowCount() == 0
        self.model.show_tree(root)
        for identifier in opened:
            self.tree.expand(self._proxy.mapFromSource(self.model.index_of(identifier)))
        if first:
            self.tree.expandToDepth(0)
        self.show_current(current)

    def show_current(self, identifier: str) -> None:
        """Choose a room or object without going there."""
        index = self._proxy.mapFromSource(self.model.index_of(identifier))
        if identifier and index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def current(self) -> str:
        """Return the id of the row that is chosen, empty for none."""
        return self._node(self.tree.currentIndex()).id

    # --- dragging ---------------------------------------------------------------------------

    def room_under(self, at: QPoint) -> str:
        """Return the room whose row, or a row in it, is under a point of the screen, or empty."""
        index = self.tree.indexAt(self.tree.viewport().mapFromGlobal(at))
        node: Node | None = self._node(index)
        while node is not None and node.level == "object":
            node = node.parent
        return node.id if node is not None and node.level == "room" else ""

    def mark(self, room_id: str) -> None:
        """Ring the room that something would be put into; empty rings none."""
        index = self._proxy.mapFromSource(self.model.index_of(room_id))
        if self.tree.marked != index:
            self.tree.marked = QPersistentModelIndex(index)
            self.tree.viewport().update()

    def scroll_near_edge(self, at: QPoint) -> None:
        """Scroll a little where a point of the screen is near the upper or lower edge."""
        view = self.tree.viewport()
        y = view.mapFromGlobal(at).y()
        row_ = max(1, self.tree.sizeHintForRow(0))
        bar = self.tree.verticalScrollBar()
        if y < row_:
            bar.setValue(bar.value() - row_ // 4)
        elif y > view.height() - row_:
            bar.setValue(bar.value() + row_ // 4)

    def unfold(self, at: QPoint) -> None:
        """Open the quarter or wing under a point of the screen, to reach what is in it."""
        index = self.tree.indexAt(self.tree.viewport().mapFromGlobal(at))
        if self._node(index).level in ("quarter", "wing"):
            self.tree.expand(index)

    def _node(self, index: Index) -> Node:
        return self.model.node(self._proxy.mapToSource(index))

    def _ask_menu(self, at: QPoint) -> None:
        # With the keyboard's menu key `at` is where the pointer is: the chosen row is meant.
        index = self.tree.indexAt(at)
        if not index.isValid():
            index = self.tree.currentIndex()
            at = self.tree.visualRect(index).center()
        if index.isValid():
            node = self._node(index)
            self.menu_wanted.emit(node.id, self.tree.viewport().mapToGlobal(at))

    def _open_nodes(self) -> list[Node]:
        found = []
        waiting = [self._proxy.index(n, 0) for n in range(self._proxy.rowCount())]
        while waiting:
            index = waiting.pop()
            if self.tree.isExpanded(index):
                found.append(self._node(index))
                waiting += [
                    self._proxy.index(n, 0, index) for n in range(self._proxy.rowCount(index))
                ]
        return found

    def _choose(self, index: QModelIndex) -> None:
        node = self._node(index)
        if node.level == "object":
            self.object_chosen.emit(node.id)
        elif node.level == "room":
            self.tree.expand(index)
            self.room_chosen.emit(node.id)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _filter_now(self) -> None:
        text = self.filter.text().strip()
        self._proxy.setFilterFixedString(text)
        if text:
            self.tree.expandAll() if self._proxy.rowCount() < 40 else self.tree.expandToDepth(2)
