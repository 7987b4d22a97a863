"""The plaque below the view while a route is recorded or a tour is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QHideEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy

from palace.desktop.tr import tr
from palace.desktop.widgets.controls import column, row
from palace.desktop.widgets.surfaces import Plaque

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from palace.desktop.theme import Theme

WIDEST = 720


class TourBar(Plaque):
    """A line, a sentence below it where there is one, and what can be done."""

    pressed = Signal(str)
    gone = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._count = _words()
        self._title = _words()
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note = _words()
        self._note.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        self._head = row(self._count, (self._title, 1), gap=12)
        self._row = row(gap=12)
        self._row.addLayout(self._head, 1)
        self.setLayout(column(self._row, self._note, gap=4, margins=(18, 10, 14, 10)))
        self.setAccessibleName(tr("Tour"))
        self.hide()
        self._dress()
        theme.changed.connect(self._dress)

    def show_stop(
        self, count: str, title: str, note: str, buttons: Sequence[tuple[str, str, bool]]
    ) -> None:
        """Say where one is.

        Parameters
        ----------
        buttons
            (name that `pressed` tells, words, whether it can be pressed); the last is the likely
            one.
        """
        self._count.setText(count)
        self._title.setText(title)
        self._title.setToolTip(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for name in [known for known in self._buttons if known not in {b[0] for b in buttons}]:
            gone = self._buttons.pop(name)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for name, words, enabled in buttons:
            if name not in self._buttons:
                made = QPushButton()
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                made.clicked.connect(lambda _=False, own=name: self.pressed.emit(own))
                self._buttons[name] = made
                self._row.addWidget(made)
                made.show()
            self._buttons[name].setText(words)
            self._buttons[name].setEnabled(enabled)
        self._dress()
        spoken = ". ".join(part for part in (count, title, note) if part)
        self.setAccessibleDescription(spoken)
        self._arrange()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that its room is free."""
        super().hideEvent(event)
        self.gone.emit()

    def button(self, name: str) -> QPushButton:
        """Return one of its buttons."""
        return self._buttons[name]

    def sizeHint(self) -> QSize:
        """Return the size of its line, or as much as its note needs at the widest."""
        line = QFontMetrics(self.theme.font("ui", 600)).horizontalAdvance(self._title.text())
        line += self._count.sizeHint().width() + 90
        line += sum(each.sizeHint().width() + 12 for each in self._buttons.values())
        wide = min(self.theme.px(WIDEST), max(self.theme.px(420), line))
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        """Return the height its line and its note need at a width: both wrap where it is narrow."""
        room = width - 34 - sum(each.sizeHint().width() + 12 for each in self._buttons.values())
        if self._stacked(width):
            title = self._title.heightForWidth(max(1, room)) + self._count.sizeHint().height() + 4
        else:
            title = self._title.heightForWidth(max(1, room - self._count.sizeHint().width() - 12))
        tall = max(self.theme.px(48), title + 22)
        if self._note.isHidden():
            return tall
        return tall + self._note.heightForWidth(width - 34) + 8

    def _stacked(self, width: int) -> bool:
        """Return whether the title stands below the count: beside it, it would be a column."""
        whole = QFontMetrics(self.theme.font("ui", 600)).horizontalAdvance(self._title.text())
        room = width - 34 - sum(each.sizeHint().width() + 12 for each in self._buttons.values())
        return room - self._count.sizeHint().width() - 12 < min(whole, self.theme.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the title beside the count or below it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        below = self._stacked(self.width())
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)
        self._head.setSpacing(2 if below else 12)

    def _dress(self) -> None:
        size, small = self.theme.text_px("ui"), self.theme.text_px("caption")
        tokens, plaque = self.theme.tokens, self.theme.tokens.plaque
        self._count.setStyleSheet(f"color: {plaque.gold}; font-size: {small}px; font-weight: 600;")
        self._title.setStyleSheet(f"color: {plaque.ink}; font-size: {size}px; font-weight: 600;")
        self._note.setStyleSheet(f"color: {plaque.ink2}; font-size: {size}px;")
        quiet = f"{tokens.stroke}px solid {plaque.line}"
        ring = f"{tokens.ring}px solid {plaque.ink}"
        for made in self._buttons.values():
            made.setStyleSheet(
                f"QPushButton {{ background: transparent; color: {plaque.gold}; padding: 0 12px;"
                f" border: {quiet}; border-radius: 6px; font-weight: 600;"
                f" min-height: {self.theme.px(26)}px; }}"
                f"QPushButton:disabled {{ color: {plaque.ink2}; }}"
                f"QPushButton:focus {{ border: {ring}; padding: 0 11px; }}"
            )


def _words() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
