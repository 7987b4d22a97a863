"""Left and right, exchanged where the language of the window runs from right to left.

Widgets that paint themselves, and rules that say where something stands, are written as for a
language that runs from left to right; `placed` says where that is in the one that is spoken.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication


def leftward() -> bool:
    """Return whether the language of the window runs from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def placed(part: QRectF, whole: QRectF) -> QRectF:
    """Return where a part lies that was laid out from the left of a whole."""
    if not leftward():
        return part
    left = whole.left() + whole.right() - part.right()
    return QRectF(left, part.y(), part.width(), part.height())


def placed_rect(part: QRect, whole: QRect | QRectF) -> QRect:
    """Return the same in whole pixels."""
    return placed(QRectF(part), QRectF(whole)).toRect()
