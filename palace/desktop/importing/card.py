"""The import card: how far it is, what already works, and cancel. It never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from palace.desktop.tr import many, mark, tr
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
from palace.desktop.wording import objects as objects_text
from palace.desktop.wording import span

if TYPE_CHECKING:
    from palace.desktop.importing.process import Step
    from palace.desktop.theme import Theme

WIDTH = 410

_STAGES = {
    "waiting": mark("Another import is at work"),
    "reading": mark("Reading"),
    "waking": mark("Waking the model"),
    "founding": mark("Planning the rooms"),
    "placing": mark("Finding places"),
    "embedding": mark("Learning the meaning"),
}


def _done(stage: str, done: int) -> str:
    """Return how many are done: of items, passages or objects, as the stage counts."""
    match stage:
        case "reading":
            return many(done, "{n} item", "{n} items")
        case "embedding":
            return many(done, "{n} passage", "{n} passages")
    return objects_text(done)


def _done_of(stage: str, done: int, total: int) -> str:
    match stage:
        case "reading":
            return many(total, "{done} of {n} item", "{done} of {n} items", done=done)
        case "embedding":
            return many(total, "{done} of {n} passage", "{done} of {n} passages", done=done)
    return many(total, "{done} of {n} object", "{done} of {n} objects", done=done)


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
        self.setAccessibleName(tr("Import progress"))
        self._doing = tr("Importing")
        self._title = label("", "h3", wrap=True)
        self._source = label("", "caption2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Import progress"))
        self._done = label("", "dim")
        self._pace = label("", "dim", wrap=True)
        self._pace.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self._words = _Line(theme, tr("Words can be searched"))
        self._rooms = _Line(theme, tr("Rooms can be walked"))
        self._meaning = _Line(theme, tr("Search by meaning"))
        self._cancel = Button(theme, tr("Cancel import"), tip=tr("What has arrived stays"))
        self._cancel.clicked.connect(self._cancel_now)
        shrink = ToolButton(theme, "minus", tr("Shrink to the toolbar"), size=16)
        shrink.clicked.connect(self.shrunk)
        self.set_content(
            column(
                row((self._title, 1), shrink),
                self._source,
                4,
                self._bar,
                row(self._done, (self._pace, 1)),
                4,
                rule(),
                4,
                self._words,
                self._rooms,
                self._meaning,
                8,
                row(
                    (label(tr("You can go on; nothing waits for this."), "caption2", wrap=True), 1),
                    self._cancel,
                ),
                gap=6,
                margins=(20, 14, 20, 16),
            )
        )
        self.hide()

    def begin(self, title: str, source: str, *, doing: str = "") -> None:
        """Show a new import; `doing` is what the toolbar says of it where it is no import."""
        self._doing = doing or tr("Importing")
        self._title.setText(title)
        self._source.setText(source)
        self._bar.setRange(0, 0)
        self._done.setText(tr("Looking what is there"))
        self._pace.setText("")
        self._cancel.setEnabled(True)
        self._cancel.setText(tr("Not now") if doing else tr("Cancel import"))
        for line in (self._words, self._rooms, self._meaning):
            line.show_state("circle", "ink3", tr("soon"))
        self.said.emit(self._doing)
        self._fit()

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
        stage = tr(_STAGES.get(step.stage, step.stage.capitalize()))
        if step.total:
            self._done.setText(_done_of(step.stage, step.done, step.total))
        else:
            self._done.setText(f"{stage}: {_done(step.stage, step.done)}" if step.done else stage)
        pace = [tr("{n} a second", n=round(step.rate)) if step.rate >= 1 else ""]
        pace.append(tr("about {time} left", time=span(step.left)) if step.left is not None else "")
        self._pace.setText(", ".join(part for part in pace if part))
        self._bar.setAccessibleDescription(f"{stage}: {self._done.text()}, {self._pace.text()}")
        reading = step.stage == "reading"
        if not reading or step.done:
            self._words.show_state("check-circle", "ok", tr("now"))
        if placed:
            self._rooms.show_state("check-circle", "ok", objects_text(objects))
        elif not reading:
            self._rooms.show_state("spinner", "accent", tr("being planned"))
        if step.stage == "embedding" and placed:
            self._meaning.show_state("spinner", "accent", tr("{share} %", share=share))
        doing = self._doing if reading else stage
        self.said.emit(tr("{doing} {share} %", doing=doing, share=share) if step.total else doing)
        self._fit()

    def wanted_paper(self, room: QRect) -> QRect:
        """Return where the card lies: in the lower right corner."""
        width = min(self.theme.px(WIDTH), room.width() - 40)
        height = min(self.height_for(width), room.height() - 40)
        return QRect(room.width() - width - 20, room.height() - height - 20, width, height)

    def _fit(self) -> None:
        """Be as tall as the words need now."""
        parent, content = self.parentWidget(), self.layout()
        if parent is not None and content is not None:
            content.activate()
            wanted = self.wanted_paper(parent.rect())
            if wanted.size() != self.paper().size():
                self.place(wanted)

    def _cancel_now(self) -> None:
        self._cancel.setText(tr("Stopping…"))
        self.cancelled.emit()
