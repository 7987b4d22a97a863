"""The import card: how far it is, what already works, and cancel. It never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from palace.desktop.widgets.controls import (
    Button,
    IconLabel,
    ToolButton,
    column,
    label,
    row,
    rule,
)
from palace.desktop.widgets.surfaces import Card
from palace.desktop.wording import count, span

if TYPE_CHECKING:
    from palace.desktop.importing.process import Step
    from palace.desktop.theme import Theme

WIDTH = 410

_UNITS = {"reading": ("item", "items"), "embedding": ("passage", "passages")}
_STAGES = {
    "waiting": "Another import is at work",
    "reading": "Reading",
    "waking": "Waking the model",
    "founding": "Planning the rooms",
    "placing": "Finding places",
    "embedding": "Learning the meaning",
}


class _Line(QWidget):
    """One thing that works already, or not yet."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "circle", "ink3", 18)
        self._state = label("", "caption2")
        self._words = words
        self.setLayout(row(self._icon, label(words), None, self._state, gap=8))

    def show_state(self, icon: str, colour: str, state: str) -> None:
        self._icon.show_icon(icon, colour)
        self._state.setText(state)
        self.setAccessibleName(f"{self._words}: {state}")


class ImportCard(Card):
    """Progress of an import, in the lower right corner until it is shrunk to the toolbar."""

    cancelled = Signal()
    shrunk = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("Import progress")
        self._doing = "Importing"
        self._title = label("", "h3", wrap=True)
        self._source = label("", "caption2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Import progress")
        self._done = label("", "dim")
        self._pace = label("", "dim")
        self._words = _Line(theme, "Words can be searched")
        self._rooms = _Line(theme, "Rooms can be walked")
        self._meaning = _Line(theme, "Search by meaning")
        self._cancel = Button(theme, "Cancel import", tip="What has arrived stays")
        self._cancel.clicked.connect(self._cancel_now)
        shrink = ToolButton(theme, "minus", "Shrink to the toolbar", size=16)
        shrink.clicked.connect(self.shrunk)
        self.set_content(
            column(
                row((self._title, 1), shrink),
                self._source,
                4,
                self._bar,
                row(self._done, None, self._pace),
                4,
                rule(),
                4,
                self._words,
                self._rooms,
                self._meaning,
                8,
                row(
                    label("You can go on; nothing waits for this.", "caption2"), None, self._cancel
                ),
                gap=6,
                margins=(20, 14, 20, 16),
            )
        )
        self.hide()

    def begin(self, title: str, source: str, *, doing: str = "Importing") -> None:
        """Show a new import; `doing` is what the toolbar says of it."""
        self._doing = doing
        self._title.setText(title)
        self._source.setText(source)
        self._bar.setRange(0, 0)
        self._done.setText("Looking what is there")
        self._pace.setText("")
        self._cancel.setEnabled(True)
        self._cancel.setText("Cancel import" if doing == "Importing" else "Not now")
        for line in (self._words, self._rooms, self._meaning):
            line.show_state("circle", "ink3", "soon")
        self.said.emit(doing)

    def show_step(self, step: Step, *, objects: int, placed: bool) -> None:
        """Show how far it is.

        Parameters
        ----------
        objects
            How many objects stand in the palace.
        placed
            Whether there is anything to walk through.
        """
        share = 0
        if step.total:
            self._bar.setRange(0, step.total)
            self._bar.setValue(min(step.done, step.total))
            share = round(100 * min(1.0, step.done / step.total))
        else:
            self._bar.setRange(0, 0)
        one, many = _UNITS.get(step.stage, ("object", "objects"))
        stage = _STAGES.get(step.stage, step.stage.capitalize())
        if step.total:
            self._done.setText(f"{step.done:,} of {count(step.total, one, many)}")
        else:
            self._done.setText(f"{stage}: {count(step.done, one, many)}" if step.done else stage)
        pace = [f"{step.rate:,.0f} a second" if step.rate >= 1 else ""]
        pace.append(f"about {span(step.left)} left" if step.left is not None else "")
        self._pace.setText(", ".join(part for part in pace if part))
        self._bar.setAccessibleDescription(f"{stage}: {self._done.text()}, {self._pace.text()}")
        reading = step.stage == "reading"
        if not reading or step.done:
            self._words.show_state("check-circle", "ok", "now")
        if placed:
            self._rooms.show_state("check-circle", "ok", count(objects, "object"))
        elif not reading:
            self._rooms.show_state("spinner", "accent", "being planned")
        if step.stage == "embedding" and placed:
            self._meaning.show_state("spinner", "accent", f"{share} %")
        doing = self._doing if reading else stage
        self.said.emit(f"{doing} {share} %" if step.total else doing)

    def wanted_paper(self, room: QRect) -> QRect:
        """Return where the card lies: in the lower right corner."""
        width = min(self.theme.px(WIDTH), room.width() - 40)
        height = min(self.height_for(width), room.height() - 40)
        return QRect(room.width() - width - 20, room.height() - height - 20, width, height)

    def _cancel_now(self) -> None:
        self._cancel.setText("Stopping…")
        self.cancelled.emit()
