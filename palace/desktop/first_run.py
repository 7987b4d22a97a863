"""The first page: a sample to walk through, or one's own notes and chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal

from palace.desktop.tr import tr
from palace.desktop.widgets.choice_row import ChoiceRow, DropStrip
from palace.desktop.widgets.controls import IconLabel, column, label, row, rule
from palace.desktop.widgets.surfaces import Card

if TYPE_CHECKING:
    from palace.desktop.theme import Theme


class FirstRunCard(Card):
    """What a newcomer sees: one sentence, three choices, one promise."""

    sample_wanted = Signal()
    folder_wanted = Signal()
    chats_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(tr("Welcome"))
        self.first = ChoiceRow(
            theme,
            "compass",
            tr("Walk through the sample palace"),
            tr("One minute: find a thing, walk to it, read it"),
            primary=True,
        )
        folder = ChoiceRow(
            theme,
            "folder-open",
            tr("Bring a folder of notes"),
            tr("An Obsidian vault, Markdown, text"),
        )
        chats = ChoiceRow(
            theme,
            "chat-circle-text",
            tr("Bring your chats"),
            tr("The export file of ChatGPT or Claude"),
        )
        self.first.clicked.connect(self.sample_wanted)
        folder.clicked.connect(self.folder_wanted)
        chats.clicked.connect(self.chats_wanted)
        promise = label(
            tr(
                "Everything stays on this computer. Nothing is sent anywhere, and it all works "
                "offline."
            ),
            "dim",
            wrap=True,
        )
        self.set_content(
            column(
                label(
                    tr("A house for what you have read, written and asked."), "display", wrap=True
                ),
                2,
                label(
                    tr(
                        "Your notes and chats become objects in rooms you can walk through. "
                        "Each keeps its place, so you can find it again."
                    ),
                    "dim",
                    wrap=True,
                ),
                12,
                self.first,
                folder,
                chats,
                DropStrip(theme, tr("or drop a folder or export file anywhere in this window")),
                8,
                rule(),
                4,
                row(IconLabel(theme, "shield-check", "ok", 20), (promise, 1), gap=10),
                gap=9,
                margins=(34, 28, 34, 22),
            )
        )

    def wanted_paper(self, room: QRect) -> QRect:
        """Return where the card lies: at the left, in the middle of the height."""
        width = min(self.theme.px(540), room.width() - 60)
        height = min(self.height_for(width), room.height() - 24)
        left = self.theme.px(56) if room.width() > width + 160 else 30
        return QRect(left, max(12, (room.height() - height) // 2), width, height)
