"""Plain text that is written: at the side at which its language begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from palace.desktop.tr import direction_of


def follow_direction(sheet: QPlainTextEdit) -> None:
    """Let a text stand at the right as long as its first letter is of a language that begins there.

    Each line runs as its own first letter does, which Qt sees to; in plain text all lines stand at
    one side.
    """

    def follow() -> None:
        block = sheet.document().firstBlock()
        way = direction_of(block.text())
        while way is None and block.next().isValid():
            block = block.next()
            way = direction_of(block.text())
        right = (way or QGuiApplication.layoutDirection()) == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option = sheet.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            sheet.document().setDefaultTextOption(option)

    sheet.textChanged.connect(follow)
    follow()
