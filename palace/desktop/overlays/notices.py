"""Toasts for what happened, calm cards for what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from palace.desktop.theme.tokens import MOTION_MS
from palace.desktop.tr import tr
from palace.desktop.widgets.controls import Button, IconLabel, ToolButton, column, label, row
from palace.desktop.widgets.surfaces import Card, Plaque

if TYPE_CHECKING:
    from palace.desktop.theme import Theme


class Toast(Plaque):
    """One sentence below the view, perhaps with one thing to do about it."""

    said = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._button = QPushButton()
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._act)
        self._act_now: Callable[[], None] | None = None
        self.setLayout(row((self._words, 1), self._button, gap=14, margins=(18, 8, 16, 8)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        self._dress()
        theme.changed.connect(self._dress)

    def say(self, words: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence for some seconds."""
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._button.setAccessibleName(f"{button}: {words}")
        self._act_now = act
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self.said.emit()
        self._timer.start(MOTION_MS["toast"])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def sizeHint(self) -> QSize:
        """Return the size of one line with its button."""
        words = QFontMetrics(self.theme.font()).horizontalAdvance(self._words.text())
        button = 0 if self._button.isHidden() else self._button.sizeHint().width() + 14
        return QSize(words + button + 44, self.theme.px(44))

    def heightForWidth(self, width: int) -> int:
        """Return the height its words need at a width."""
        button = 0 if self._button.isHidden() else self._button.sizeHint().width() + 14
        words = self._words.heightForWidth(max(80, width - button - 36))
        return max(self.theme.px(44), words + 18)

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        act, self._act_now = self._act_now, None
        if act is not None:
            act()

    def _dress(self) -> None:
        size, tokens = self.theme.text_px("ui"), self.theme.tokens
        plaque = tokens.plaque
        self._words.setStyleSheet(f"color: {plaque.ink}; font-size: {size}px;")
        self._button.setStyleSheet(
            f"QPushButton {{ background: transparent; color: {plaque.gold}; padding: 0 12px;"
            f" border: {tokens.stroke}px solid {plaque.gold}; border-radius: 6px; font-weight: 600;"
            f" min-height: {self.theme.px(26)}px; }}"
            f"QPushButton:focus {{ border: {tokens.ring}px solid {plaque.ink}; padding: 0 11px; }}"
        )


class NoticeCard(Card):
    """What happened, what is safe, and what can be done; details to copy."""

    dismissed = Signal()
    resized = Signal()

    WIDTH = 480

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        details: str = "",
        *,
        again: Callable[[], None] | None = None,
        trouble: bool = True,
        action: str = "",
    ) -> None:
        super().__init__(theme, edge="danger" if trouble else "line")
        self.setAccessibleName(
            tr("Problem: {title}", title=title) if trouble else tr("Notice: {title}", title=title)
        )
        self.setAccessibleDescription(sentence)
        close = ToolButton(theme, "x", tr("Dismiss"), "Esc", size=16)
        close.clicked.connect(self.dismiss)
        icon = ("warning-circle", "danger") if trouble else ("info", "accent")
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details of the problem"))
        self.details.setTabChangesFocus(True)
        self.details.setFont(theme.font("caption", mono=True))
        self.details.setFixedHeight(theme.px(104))
        self.details.hide()
        buttons: list[QWidget | int | None] = []
        if again is not None:
            repeat = Button(theme, action or tr("Try again"), "primary")
            repeat.clicked.connect(self.dismiss)
            repeat.clicked.connect(again)
            buttons.append(repeat)
        if details:
            copy = Button(theme, tr("Copy details"), "", "copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            buttons.append(copy)
            self._more = Button(theme, tr("Show details"), "quiet")
            self._more.clicked.connect(self._toggle)
            buttons += [None, self._more]
        words = label(sentence, "dim", wrap=True)
        content = column(
            row(
                IconLabel(theme, icon[0], icon[1], 22),
                (label(title, "h3", wrap=True), 1),
                close,
                gap=10,
            ),
            words,
            self.details,
            gap=8,
            margins=(18, 16, 16, 16),
        )
        if buttons:
            content.addSpacing(4)
            content.addLayout(row(*buttons, gap=8))
        self.set_content(content)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}. {sentence}"))

    def dismiss(self) -> None:
        """Take it away."""
        self.dismissed.emit()

    def _toggle(self) -> None:
        shown = not self.details.isVisible()
        self.details.setVisible(shown)
        self._more.setText(tr("Hide details") if shown else tr("Show details"))
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)


def place_notices(notices: Sequence[NoticeCard], room: QRect) -> None:
    """Put notices into the upper right corner, the newest on top of the others."""
    top = 20
    for card in reversed(notices):
        width = min(card.theme.px(NoticeCard.WIDTH), room.width() - 40)
        height = min(card.height_for(width), room.height() - 40)
        card.place(QRect(room.width() - width - 20, top, width, height))
        top += height + 12
