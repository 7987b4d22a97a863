"""One widget that holds the scene and everything over it, each placed by a rule of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from palace.desktop.tr import tr
from palace.desktop.widgets.sides import placed_rect

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

Rule = Callable[[QWidget, QRect], None]
MARGIN = 20


class SceneHost(QWidget):
    """The scene fills it; overlays are the scene's siblings above it.

    Siblings are dependable beside an OpenGL widget: neither repaints the other.
    """

    resized = Signal()

    def __init__(self, scene: QWidget) -> None:
        super().__init__()
        self.scene = scene
        scene.setParent(self)
        self._over: list[tuple[QWidget, Rule]] = []
        self.setAccessibleName(tr("Palace"))

    def add(self, overlay: QWidget, rule: Rule) -> None:
        """Put an overlay above those before it."""
        shown = not overlay.isHidden()
        overlay.setParent(self)
        self._over.append((overlay, rule))
        overlay.setVisible(shown)
        overlay.raise_()
        rule(overlay, self.rect())

    def remove(self, overlay: QWidget) -> None:
        """Take an overlay away and let it go."""
        self._over = [(other, rule) for other, rule in self._over if other is not overlay]
        overlay.hide()
        overlay.deleteLater()

    def place(self) -> None:
        """Put everything in its place."""
        self.scene.setGeometry(self.rect())
        for overlay, rule in self._over:
            rule(overlay, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        self.place()
        self.resized.emit()


def corner(where: str, *, margin: int = MARGIN, shadow: int = 0) -> Rule:
    """Return a rule that keeps an overlay's own size at a corner or side.

    Parameters
    ----------
    where
        "t", "b" and "l", "c", "r": top or bottom, left, centre or right; the sides change with
        the direction of the language.
    shadow
        Pixels of shadow round the visible part.
    """

    def rule(overlay: QWidget, room: QRect) -> None:
        size = overlay.sizeHint().expandedTo(overlay.minimumSize())
        size = size.boundedTo(overlay.maximumSize()).boundedTo(room.size())
        x = {
            "l": margin - shadow,
            "c": (room.width() - size.width()) // 2,
            "r": room.width() - size.width() - margin + shadow,
        }[where[1]]
        y = margin - shadow
        if where[0] == "b":
            y = room.height() - size.height() - margin + shadow
        overlay.setGeometry(placed_rect(QRect(x, y, size.width(), size.height()), room))

    return rule
