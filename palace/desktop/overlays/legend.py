"""What one sees: the shapes of things, the colours of wings, the small signs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from palace.desktop.tr import mark, tr
from palace.desktop.widgets.controls import Button, column, label, row

if TYPE_CHECKING:
    from palace.desktop.theme import Theme
    from palace.desktop.world import World
    from palace.scene.meshes.mesh import Mesh

SHAPES = (
    ("note", mark("A note"), mark("a book; its pages are the note's sections")),
    ("topic", mark("What you discussed"), mark("an urn; a topic of a chat, its exchanges in it")),
    (
        "fragment",
        mark("What an agent remembers"),
        mark("crystals; single facts from a program's memory"),
    ),
    (
        "marker",
        mark("Something stood here"),
        mark("a card for two weeks: a click follows what went"),
    ),
)
SIGNS = (
    ("hand-grabbing", mark("Hold a thing for a moment, and carry it to another place")),
    ("push-pin", mark("Pinned: it stays, whatever is tidied")),
    ("number-square-five", mark("Every fifth place of a room has its number on brass")),
    ("drop", mark("The fountain is the spring: what is out of reach")),
)
_TURN = math.radians(28)
_TILT = math.radians(16)


class Figure(QWidget):
    """A model, drawn small by its triangles: far ones first, each by how it faces the light."""

    def __init__(self, mesh: Mesh, colour: QColor, side: int) -> None:
        super().__init__()
        self._mesh, self._colour = mesh, colour
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        points = self._mesh.vertices["position"].astype(float)
        # The front looks along x; it is turned a little, and seen a little from above.
        c, s = math.cos(_TURN), math.sin(_TURN)
        x, y, z = points.T
        across = -x * s + y * c
        toward = x * c + y * s
        up = z * math.cos(_TILT) - toward * math.sin(_TILT) * 0.6
        size = max(float(np.ptp(across)), float(np.ptp(up)), 1e-6)
        side = self.width() * 0.88
        px = (across - (across.max() + across.min()) / 2) / size * side + self.width() / 2
        py = self.height() / 2 - (up - (up.max() + up.min()) / 2) / size * side
        triangles = self._mesh.indices.reshape(-1, 3)
        viewer = np.array([c * math.cos(_TILT), s * math.cos(_TILT), math.sin(_TILT)])
        order = np.argsort((points @ viewer)[triangles].mean(axis=1))
        light = np.array([0.62, -0.35, 0.7])
        own = np.array([self._colour.redF(), self._colour.greenF(), self._colour.blueF()])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        vertices = self._mesh.vertices
        for corner in triangles[order]:
            normal = vertices["normal"][corner].mean(axis=0)
            if float(normal @ viewer) <= 0:  # its back
                continue
            bright = 0.55 + 0.55 * max(0.0, float(normal @ light))
            base = vertices["color"][corner[0]].astype(float) ** (1 / 2.2)
            tint = float(vertices["tint"][corner[0]])
            shown = np.clip((base * (1 - tint) + base * own * tint) * bright, 0, 1)
            painter.setBrush(QColor.fromRgbF(*(float(v) for v in shown)))
            painter.drawPolygon(QPolygonF([QPointF(px[i], py[i]) for i in corner]))
        painter.end()


class LegendDialog(QDialog):
    """The legend; not modal, so that one can look beside it."""

    def __init__(self, theme: Theme, world: World, parent: QWidget) -> None:
        from palace.scene.meshes.objects import OBJECT_MESHES, shape_of

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Legend"))
        self.setAccessibleName(tr("Legend: what one sees"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        first = world.plan.wings[0].character if world.plan.wings else ""
        for line, (kind, title, words) in enumerate(SHAPES):
            grid.addWidget(
                Figure(OBJECT_MESHES[shape_of(kind)], theme.wing(first), theme.px(58)), line, 0
            )
            said = QWidget()
            said.setLayout(column(label(tr(title), "strong"), label(tr(words), "caption2"), gap=2))
            grid.addWidget(said, line, 1)
        parts: list[QWidget | int | None] = []
        for wing in world.plan.wings[:12]:
            swatch = QWidget()
            swatch.setFixedSize(theme.px(16), theme.px(16))
            tint = theme.wing(wing.character).name()
            edge = f"1px solid {theme.tokens.edge}" if theme.tokens.contrast else "none"
            swatch.setStyleSheet(f"background: {tint}; border-radius: 4px; border: {edge};")
            line_ = QWidget()
            line_.setLayout(row(swatch, label(wing.name), None, gap=10))
            parts.append(line_)
        signs: list[QWidget | int | None] = []
        for icon, words in SIGNS:
            sign = label()
            sign.setPixmap(theme.icon(icon, theme.tokens.gold).pixmap(QSize(20, 20)))
            sign.setFixedWidth(theme.px(24))
            line_ = QWidget()
            line_.setLayout(row(sign, (label(tr(words), "dim", wrap=True), 1), gap=8))
            signs.append(line_)
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        things, colours = QWidget(), QWidget()
        things.setLayout(grid)
        colours.setLayout(column(label(tr("Wings have colours"), "h3"), *parts, None, gap=6))
        self.setLayout(
            column(
                label(tr("What you see"), "h2"),
                6,
                row((things, 3), 24, (colours, 2)),
                6,
                *signs,
                row(None, close),
                gap=8,
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(680), self.sizeHint().height())
        close.setFocus()
