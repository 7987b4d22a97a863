"""A language that nobody speaks: every text in brackets, with strange letters, a third longer.

Whatever is shown without brackets has not gone through the translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTreeView,
    QWidget,
)

from palace.desktop.tr import DATE_PATTERN

_STRANGE = str.maketrans("aceginorsuyACEGIOSUY", "áçéĝíñóřšúýÁÇÉĜÍÓŠÚÝ")
_KEPT = re.compile(r"\{\w+\}|%L?\w|&(?=\w)|<[^>]+>|\(\*[^)]*\)|\n")


class Pseudo(QTranslator):
    """Knows every text."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, note: Any = None, n: int = -1) -> Any:
        if not text or context == "QShortcut":
            return None  # keys are named by the window's own texts
        if note == DATE_PATTERN:
            return f"⟦{text}⟧"
        return f"⟦{strange(text)}{'~' * (len(text) * 3 // 10)}⟧"


def strange(text: str) -> str:
    """Return a text in other letters, its placeholders left as they are."""
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [text[at : kept.start()].translate(_STRANGE), kept.group()]
        at = kept.end()
    return "".join([*out, text[at:].translate(_STRANGE)])


def plain(shown: str, own: Sequence[str]) -> str:
    """Return what of a text is neither in brackets nor the person's own; no letter means none.

    Parameters
    ----------
    own
        Titles, names, paths and the like.
    """
    left = shown.replace("&&", "&")
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", " ", left)) != left:
        left = fewer
    left = re.sub(r"⟦[^⟦⟧]*…$", " ", left.strip())  # cut where there is no room
    cut = left.strip().removesuffix("…").strip()
    if left.strip().endswith("…") and any(cut and cut in text for text in own):
        return ""
    for text in sorted(own, key=len, reverse=True):
        left = left.replace(text, " ")
    left = re.sub(r"\b([A-Z]|F\d+)\b", " ", left)  # keys
    return left.strip() if re.search(r"[^\W\d_]", left) else ""


class Painted:
    """Keeps every text that the window's own widgets paint."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._before: Any = None

    def __enter__(self) -> Painted:
        before = self._before = QPainter.drawText

        def spied(painter: QPainter, *args: Any) -> Any:
            self.texts += [str(arg) for arg in args if isinstance(arg, str)]
            return before(painter, *args)

        QPainter.drawText = spied  # type: ignore[assignment]
        return self

    def __exit__(self, *_: object) -> None:
        QPainter.drawText = self._before


def texts(roots: Sequence[QWidget]) -> Iterator[tuple[str, str]]:
    """Yield every text that widgets and actions show, speak or would show, with who has it."""
    for root in roots:
        for widget in [root, *root.findChildren(QWidget)]:
            name = f"{type(widget).__name__} {widget.objectName()}".strip()
            for text in _of_widget(widget):
                if text:
                    yield name, text
        for action in root.findChildren(QAction):
            for text in (action.text(), action.toolTip(), action.statusTip()):
                if text:
                    yield f"QAction {action.objectName()}", text


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.statusTip()
    yield widget.whatsThis()
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QPlainTextEdit():
            yield widget.placeholderText()
        case QTabBar():
            for tab in range(widget.count()):
                yield widget.tabText(tab)
                yield widget.tabToolTip(tab)
        case QComboBox():
            yield from (widget.itemText(item) for item in range(widget.count()))
        case QMenu():
            yield widget.title()
        case QMessageBox():
            yield widget.text()
            yield widget.informativeText()
        case QAbstractItemView() if widget.model() is not None:
            yield from _of_model(widget.model(), QModelIndex())
            if isinstance(widget, QTreeView) and not widget.isHeaderHidden():
                columns = range(widget.model().columnCount())
                across = Qt.Orientation.Horizontal
                yield from (str(widget.model().headerData(n, across) or "") for n in columns)


def _of_model(model: QAbstractItemModel, above: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(above)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
        for column in range(columns):
            index = model.index(row, column, above)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
                Qt.ItemDataRole.AccessibleDescriptionRole,
            ):
                value = model.data(index, role)
                if isinstance(value, str):
                    yield value
        if not isinstance(model, QAbstractListModel):
            yield from _of_model(model, model.index(row, 0, above))


def shown() -> list[QWidget]:
    """Return the windows that there are."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


def cut(roots: Sequence[QWidget]) -> Iterator[str]:
    """Yield the labels and buttons that have no room for what they say."""
    for root in roots:
        for widget in [root, *root.findChildren(QWidget)]:
            if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
                continue
            text = widget.text()
            if not text or widget.width() < 2:
                continue
            if isinstance(widget, QLabel) and widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + 2:
                    yield f"{text!r} is too tall for {widget.size().toTuple()}"
            elif widget.sizeHint().width() > widget.width() + 2:
                yield f"{text!r} wants {widget.sizeHint().width()}, has {widget.width()}"
