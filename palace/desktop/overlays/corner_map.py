"""The map in the corner: the storey one is on, where one stands, what was found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from palace.desktop.tr import tr
from palace.desktop.widgets.surfaces import paint_plaque
from palace.model.plan import SpaceKind

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from palace.desktop.theme import Theme
    from palace.desktop.world import World
    from palace.model.plan import Space
    from palace.scene.floor_plan import FloorPlan, MapTheme

SIDE = 186
_INSET = 8


class CornerMap(QWidget):
    """Shows one storey; a click on a room goes there.

    Rooms and doors are drawn once a plan and storey; only the marks are drawn at each step.
    """

    space_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._world: World | None = None
        self._floor = 0
        self._here: tuple[float, float, float] | None = None
        self._room = ""
        self._marked = ""
        self._found: tuple[tuple[float, float], ...] = ()
        self._ground: QPixmap | None = None
        self._geometry: FloorPlan | None = None
        self.setAccessibleName(tr("Map"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        """Return a square, smaller in a small window."""
        parent = self.parentWidget()
        room = parent.height() if parent is not None else 900
        side = max(120, min(self._theme.px(SIDE), round(room * 0.22)))
        return QSize(side, side)

    def show_world(self, world: World) -> None:
        """Show another plan."""
        if self._world is None or self._world.plan is not world.plan:
            self._ground = None
        self._world = world
        self.update()

    def show_here(self, x: float, y: float, yaw: float, room_id: str) -> None:
        """Move the one who walks; drawn again only when it can be seen to have moved."""
        space = self._world.spaces.get(room_id) if self._world is not None else None
        floor = space.floor if space is not None else self._floor
        if floor != self._floor:
            self._floor, self._ground = floor, None
        if room_id != self._room:
            self._room = room_id
            self.update()
            said = tr("You are in {place}", place=space.name) if space else tr("You are in no room")
            self.setAccessibleDescription(said)
        here = (round(x * 4) / 4, round(y * 4) / 4, round(yaw * 16) / 16)
        if here != self._here:
            self._here = here
            self.update()

    def show_found(self, found: Sequence[tuple[float, float]]) -> None:
        """Mark found objects."""
        self._found = tuple(found)
        self.update()

    def mark(self, room_id: str) -> None:
        """Ring the room that something would be put into; empty rings none."""
        if room_id != self._marked:
            self._marked = room_id
            self.update()

    def space_under(self, at: QPoint) -> str:
        """Return the id of the space under a point of the screen, empty for none."""
        space = self._space_at(QPointF(self.mapFromGlobal(at)))
        return space.id if space is not None else ""

    def _space_at(self, at: QPointF) -> Space | None:
        if self._geometry is None:
            return None
        return self._geometry.space_at(at.x() - _INSET, at.y() - _INSET)

    def _forget(self) -> None:
        self._ground = None
        self.updateGeometry()
        self.update()

    def _dress(self) -> MapTheme:
        from palace.scene.floor_plan import CONTRAST, PLAQUE

        return CONTRAST if self._theme.tokens.contrast else PLAQUE

    def _draw_ground(self) -> None:
        from palace.scene.floor_plan import Marks, draw_map

        assert self._world is not None
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            paint_plaque(painter, QRectF(self.rect()), self._theme)
            painter.translate(_INSET, _INSET)
            inner = (self.width() - 2.0 * _INSET, self.height() - 2.0 * _INSET)
            plan, floor, marks = self._world.plan, self._floor, Marks(names=False)
            self._geometry = draw_map(painter, plan, floor, inner, marks, theme=self._dress())
        finally:
            painter.end()
        self._ground = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kept ground and the marks."""
        if self._world is None or self._world.empty:
            return
        kept = self._ground
        if kept is None or kept.deviceIndependentSize().toSize() != self.size():
            self._draw_ground()
        assert self._ground is not None and self._geometry is not None
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        self._paint_marks(painter, self._geometry)
        if self.hasFocus():
            tokens = self._theme.tokens
            painter.setPen(QPen(QColor(tokens.plaque.gold), tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def _paint_marks(self, painter: QPainter, drawn: FloorPlan) -> None:
        from palace.scene.floor_drawing import mark_room

        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(_INSET, _INSET)
        here = self._world.spaces.get(self._room) if self._world is not None else None
        if here is not None and here.kind is SpaceKind.ROOM:
            mark_room(painter, drawn, here, self._dress())
        plaque = self._theme.tokens.plaque
        marked = self._world.spaces.get(self._marked) if self._world is not None else None
        if marked is not None and marked.floor == self._floor:
            painter.setPen(QPen(QColor(plaque.gold), self._theme.tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(*drawn.rect(marked.rect)))
        painter.setPen(QPen(QColor(plaque.surface), 1.0))
        painter.setBrush(QColor(plaque.gold))
        for point in self._found:
            painter.drawEllipse(QPointF(*drawn.to_pixels(*point)), 3.2, 3.2)
        if self._here is not None:
            painter.translate(QPointF(*drawn.to_pixels(self._here[0], self._here[1])))
            painter.rotate(-math.degrees(self._here[2]))
            cone = QPainterPath()
            cone.arcTo(QRectF(-20, -20, 40, 40), -32, 64)
            cone.closeSubpath()
            glow = QColor(plaque.gold)
            glow.setAlpha(80)
            painter.fillPath(cone, glow)
            painter.setBrush(QColor(plaque.gold))
            arrow = [QPointF(8, 0), QPointF(-5.5, 5.5), QPointF(-3, 0), QPointF(-5.5, -5.5)]
            painter.drawPolygon(QPolygonF(arrow))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the room under the pointer; the right button asks what can be done with it."""
        space = self._space_at(event.position())
        if space is None:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(space.id, event.globalPosition().toPoint())
        else:
            self.space_wanted.emit(space.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the room under the pointer."""
        space = self._space_at(event.position())
        self.setToolTip(space.name if space is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave other keys to the window."""
        event.ignore()
