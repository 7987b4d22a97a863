"""The spring: what was put out of reach, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from palace.desktop.reader.lists import Companion, CompanionList
from palace.desktop.tr import mark, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.wording import beside, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from palace.desktop.theme import Theme
    from palace.queries import PutAway

_WHY = {
    "person": mark("put away"),
    "missing": mark("gone from its source"),
    "import": mark("by an import"),
    "secret": mark("holds a secret"),
}


class SpringDialog(QDialog):
    """A list of what nothing finds; one drinks, and it is back at its place."""

    back_wanted = Signal(str)
    read_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("The spring"))
        self.setAccessibleName(tr("The spring: what is out of reach"))
        self.list = CompanionList(theme, tr("What is out of reach"), at_once=False)
        self.list.opened.connect(self.read_wanted)
        self.list.setMinimumHeight(theme.px(260))
        self.back = Button(theme, tr("Bring it back"), "primary", "arrow-u-up-left")
        self.back.clicked.connect(self._back)
        read = Button(theme, tr("Read"), "", "book-open")
        read.clicked.connect(self._read)
        self._read_button = read
        close = Button(theme, tr("Close"))
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("Lethe and Mnemosyne"), "h2"),
                label(
                    tr(
                        "What is here no search finds and no room shows. Nothing of it is lost: it "
                        "comes back whole, each thing to its own place."
                    ),
                    "dim",
                    wrap=True,
                ),
                6,
                (self.list, 1),
                row(close, None, read, self.back),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(560), theme.px(480))

    def show_things(self, things: Sequence[PutAway]) -> None:
        """Replace the list."""
        self.list.show_companions(
            [
                Companion(
                    each.object_id,
                    each.title,
                    each.kind,
                    beside(
                        tr(_WHY.get(each.why, each.why)),
                        day_of(each.since),
                        each.room,
                    ),
                )
                for each in things
            ]
        )
        some = bool(things)
        self.back.setEnabled(some)
        self._read_button.setEnabled(some)
        if some and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()

    def _chosen(self) -> str:
        found = self.list.chosen()
        return "" if found is None else found.object_id

    def _back(self) -> None:
        if chosen := self._chosen():
            self.back_wanted.emit(chosen)

    def _read(self) -> None:
        if chosen := self._chosen():
            self.read_wanted.emit(chosen)
