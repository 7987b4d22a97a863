"""What an import did, item by item."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from palace.desktop.below import retold
from palace.desktop.importing.process import Outcome, Report
from palace.desktop.tr import fenced, locale, many, mark, number, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.widgets.sides import placed, placed_rect
from palace.desktop.wording import span

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (mark("Item"), mark("What happened"), mark("Why"))

RESULTS: dict[str, tuple[str, str, str]] = {
    "added": (mark("Added"), "check-circle", "ok"),
    "updated": (mark("Updated"), "arrows-clockwise", "accent"),
    "unchanged": (mark("Unchanged"), "equals", "ink2"),
    "missing": (mark("Gone there"), "ghost", "gold"),
    "skipped": (mark("Left out"), "tray", "gold"),
    "failed": (mark("Problem"), "warning-circle", "danger"),
}
"""Words, icon and token of each result: never colour alone."""

_COUNTED = {
    "added": mark("{n} added"),
    "updated": mark("{n} updated"),
    "unchanged": mark("{n} unchanged"),
    "missing": mark("{n} gone there"),
    "skipped": mark("{n} left out"),
    "failed": mark("{n} problem"),
}
_REASONS = {
    "unchanged": mark("As it was at the last import"),
    "missing": mark("Its source has it no more; the palace keeps it"),
    "updated": mark("Kept as a revision"),
}


class _Model(QAbstractTableModel):
    def __init__(self, items: tuple[Outcome, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.items = items

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(_COLUMNS)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal:
            return tr(_COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        reason = item.reason or tr(_REASONS.get(item.result, ""))
        cells = (item.item, tr(RESULTS[item.result][0]), reason)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(cell for cell in cells if cell)
        return None


class _Filter(QSortFilterProxyModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.result = ""
        self.words = ""

    def show_only(self, result: str, words: str) -> None:
        self.result, self.words = result, words.casefold()
        self.invalidate()

    def filterAcceptsRow(self, number: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, _Model)
        item = model.items[number]
        return (not self.result or item.result == self.result) and (
            not self.words or self.words in f"{item.item} {item.reason}".casefold()
        )


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, tokens = self._theme, self._theme.tokens
        item: Outcome = index.data(Qt.ItemDataRole.UserRole)
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.selection))
            if index.column() == 0:
                wide = 6 if tokens.contrast else 3
                bar = QRect(box.x(), box.y(), wide, box.height())
                painter.fillRect(placed_rect(bar, box), QColor(tokens.accent))
            if tokens.contrast:
                painter.fillRect(box.x(), box.y(), box.width(), 2, QColor(tokens.edge))
                painter.fillRect(box.x(), box.bottom() - 1, box.width(), 2, QColor(tokens.edge))
        _, icon, token = RESULTS[item.result]
        tint = tokens.ink if index.column() == 0 else tokens.ink2
        x = box.x() + 10
        weight = 400
        if index.column() == 1:
            tint, weight = str(getattr(tokens, token)), 600
            side = theme.px(17)
            theme.icon(icon, tint).paint(
                painter, placed_rect(QRect(x, box.center().y() - side // 2, side, side), box)
            )
            x += side + 7
        font = theme.font("ui", weight)
        width = box.right() - x - 8
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        elide = Qt.TextElideMode.ElideMiddle if index.column() == 0 else Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(QColor(tint))
        painter.drawText(
            placed(QRectF(x, box.y(), width, box.height()), QRectF(box)),
            Qt.AlignmentFlag.AlignVCenter,
            fenced(QFontMetrics(font).elidedText(text, elide, width)),
        )
        painter.restore()


class ReportDialog(QDialog):
    """The report of an import; not modal, so that one can look beside it.

    Parameters
    ----------
    foresees
        It tells what would come, and offers to import it.
    """

    destinations_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self, theme: Theme, report: Report, parent: QWidget, *, foresees: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import report"))
        self.setAccessibleName(tr("Import report"))
        self._report = report
        self.table = QTableView()
        self._filter = _Filter(self)
        self._filter.setSourceModel(_Model(report.items, self))
        self.table.setModel(self._filter)
        self.table.setAccessibleName(tr("Imported items"))
        self.table.setItemDelegate(_Delegate(theme, self.table))
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setCornerButtonEnabled(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(34))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.table.setColumnWidth(0, theme.px(340))
        metrics = QFontMetrics(theme.font("ui", 600))
        words = [tr(_COLUMNS[1]), *(tr(said[0]) for said in RESULTS.values())]
        widest = max(map(metrics.horizontalAdvance, words)) + theme.px(17) + 34
        self.table.setColumnWidth(1, max(theme.px(140), widest))
        self._words = QLineEdit()
        self._words.setPlaceholderText(tr("Filter"))
        self._words.setAccessibleName(tr("Filter the report"))
        self._words.setFixedWidth(theme.px(170))
        self._words.textChanged.connect(lambda _text: self._show())
        self._chips = QButtonGroup(self)
        chips: list[QWidget | int | None] = []
        for result in ("", *RESULTS):
            found = report.count(result) if result else len(report.items)
            if result and not found:
                continue
            name = tr(RESULTS[result][0] if result else "All")
            chip = Button(theme, f"{name} {number(found)}", "chip", checkable=True)
            chip.setProperty("result", result)
            chip.setChecked(not result)
            self._chips.addButton(chip)
            chips.append(chip)
        self._chips.buttonClicked.connect(lambda _button: self._show())
        save = Button(theme, tr("Save as CSV…"), "", "export")
        save.clicked.connect(self._save)
        goes = Button(theme, tr("Where this goes…"), "", "tray")
        goes.setToolTip(tr("Choose where what a source brings goes from now on"))
        goes.clicked.connect(self.destinations_wanted)
        close = Button(theme, tr("Close"), "" if foresees else "primary")
        close.clicked.connect(self.close)
        go = Button(theme, tr("Import"), "primary", "upload-simple")
        go.clicked.connect(self._go)
        go.setVisible(foresees)
        go.setEnabled(bool(report.count("added") + report.count("updated")))
        goes.setVisible(not foresees)
        self.setLayout(
            column(
                label(report.what, "h2", wrap=True),
                label(_foreseen(report) if foresees else _summary(report), "dim", wrap=True),
                6,
                row(*chips, None, self._words, gap=6),
                2,
                (self.table, 1),
                4,
                row(save, goes, None, close, go),
                gap=6,
                margins=(24, 18, 24, 18),
            )
        )
        self.resize(theme.px(900), theme.px(580))
        if report.items:
            self.table.selectRow(0)
        self.table.setFocus()

    def _go(self) -> None:
        self.import_wanted.emit()
        self.close()

    def _show(self) -> None:
        chip = self._chips.checkedButton()
        self._filter.show_only(
            str(chip.property("result") or "") if chip is not None else "",
            self._words.text().strip(),
        )

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the report"), "import-report.csv", "*.csv"
        )
        if not name:
            return
        with open(name, "w", newline="", encoding="utf-8") as file:  # noqa: PTH123
            table = csv.writer(file)
            table.writerow(("item", "result", "reason"))
            table.writerows((i.item, i.result, i.reason) for i in self._report.items)


def _foreseen(report: Report) -> str:
    said = []
    if report.formats:
        formats = locale().createSeparatedList(list(report.formats))
        said.append(tr("Read as {formats}.", formats=formats))
    new, revised = report.count("added"), report.count("updated")
    said.append(many(new, "{n} item would come in.", "{n} items would come in."))
    if revised:
        said.append(many(revised, "{n} item would be revised.", "{n} items would be revised."))
    return " ".join([*said, tr("Nothing has been written yet.")])


def _summary(report: Report) -> str:
    items = len(report.items)
    said = [many(items, "{n} item.", "{n} items.")]
    if report.seconds:
        time = span(report.seconds)
        looked = many(
            items, "{n} item looked at in {time}.", "{n} items looked at in {time}.", time=time
        )
        said = [looked]
    if report.stopped:
        said.append(tr("You stopped it; what had arrived stays, and importing again goes on."))
    if report.waiting:
        said.append(
            tr("Words find already; the rest waits: {waiting}", waiting=retold(report.waiting))
        )
    if not report.count("failed") and not report.count("skipped"):
        said.append(tr("Nothing was lost on the way."))
    return " ".join(said)


def describe(report: Report) -> str:
    """Return one sentence about an import."""
    parts = [
        tr(_COUNTED[result], n=report.count(result)) for result in RESULTS if report.count(result)
    ]
    if report.stopped:
        if not parts:
            return tr("Import stopped; there was nothing new.")
        return tr("Import stopped: {what}.", what=", ".join(parts))
    if not parts:
        return tr("Import done; there was nothing new.")
    return tr("Import done: {what}.", what=", ".join(parts))
