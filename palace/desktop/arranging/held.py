"""What is held back for a secret in it: the person decides, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from palace.desktop.below import retold
from palace.desktop.reader.lists import Companion, CompanionList
from palace.desktop.tr import locale, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.wording import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from palace.desktop.theme import Theme
    from palace.queries import HeldSecret


class HeldDialog(QDialog):
    """The pages that seem to hold a password or key; the secret itself is never shown here."""

    release_wanted = Signal(str)
    erase_wanted = Signal(str)
    read_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Held back"))
        self.setAccessibleName(tr("What is held back for a secret in it"))
        self.list = CompanionList(theme, tr("Pages that are held back"), at_once=False)
        self.list.opened.connect(self.read_wanted)
        self.list.setMinimumHeight(theme.px(240))
        self.none = label(tr("Nothing is held back."), "dim")
        self.release = Button(theme, tr("Let it be found"), "primary", "check")
        self.release.clicked.connect(lambda: self._with(self.release_wanted.emit))
        self.erase = Button(theme, tr("Erase the page…"), "", "trash")
        self.erase.clicked.connect(lambda: self._with(self.erase_wanted.emit))
        self.read = Button(theme, tr("Read"), "", "book-open")
        self.read.clicked.connect(lambda: self._with(self.read_wanted.emit))
        close = Button(theme, tr("Close"))
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("Held back until you decide"), "h2"),
                label(
                    tr(
                        "These pages seem to hold a password, a key or a token. No search, no pack "
                        "and no suggestion shows them; the rest of their notes and chats is there."
                    ),
                    "dim",
                    wrap=True,
                ),
                6,
                self.none,
                (self.list, 1),
                row(close, None, self.read, self.erase, self.release),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(600), theme.px(460))

    def show_pages(self, pages: Sequence[HeldSecret]) -> None:
        """Replace the list by what is held back still."""
        held = [page for page in pages if page.released is None]
        self.list.show_companions(
            [
                Companion(
                    page.memory_id,
                    page.object_title,
                    "note",
                    beside(
                        locale().createSeparatedList([retold(kind) for kind in page.kinds]),
                        page.room,
                    ),
                )
                for page in held
            ]
        )
        self.none.setVisible(not held)
        self.list.setVisible(bool(held))
        for button in (self.release, self.erase, self.read):
            button.setEnabled(bool(held))
        if held and self.list.chosen() is None:
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _with(self, act: Callable[[str], object]) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            act(chosen.object_id)
