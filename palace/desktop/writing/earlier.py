"""What a page was before: its revisions, each to be read and brought back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QPlainTextEdit, QSplitter, QWidget

from palace.desktop.tr import clock_text, mark, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.widgets.written import follow_direction
from palace.desktop.wording import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from palace.desktop.theme import Theme
    from palace.queries import Earlier

_WHY = {
    "edited": mark("you changed it"),
    "the source changed": mark("its source changed"),
    "undo": mark("undone"),
}


class EarlierDialog(QDialog):
    """The texts by the day on which they were replaced, and the chosen one beside."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, title: str, found: Sequence[Earlier], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier texts"))
        self.setAccessibleName(tr("Earlier texts of {title}", title=title))
        self._found = list(found)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("When it was replaced"))
        self.list.setSpacing(3)
        for each in self._found:
            clock = clock_text(datetime.fromtimestamp(each.until))
            until = tr("until {day}, {clock}", day=day_of(each.until), clock=clock)
            self.list.addItem(f"{until}\n{tr(_WHY.get(each.why, each.why))}")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        follow_direction(self.text)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The earlier text"))
        self.text.setFont(theme.font("reading", serif=True))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(190), theme.px(500)])
        self.list.currentRowChanged.connect(self._show)
        bring = Button(theme, tr("Bring this back…"), "primary")
        bring.clicked.connect(self._bring)
        close = Button(theme, tr("Close"))
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("What “{title}” was before", title=title), "h2", wrap=True),
                6,
                (split, 1),
                row(None, close, bring),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(760), theme.px(520))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._found):
            self.text.setPlainText(self._found[at].text)

    def _bring(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._found):
            self.wanted.emit(self._found[at].text)
            self.close()
