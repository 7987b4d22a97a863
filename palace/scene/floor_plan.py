"""The map of one storey: plain geometry, and the one painter that window and pictures share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from palace.model.plan import DoorKind, Plan, Rect, Space, SpaceKind
from palace.scene.floor_drawing import FloorPainter, name_box
from palace.scene.fonts import serif
from palace.scene.lettering import face, fit

MARGIN = 0.06
LABEL_PIXELS = 13
MIN_ROOM_FOR_NAME = 60.0


@dataclass(frozen=True, slots=True)
class MapTheme:
    """A map's colours; the wings' own are mixed into `room`."""

    paper: str | None = "#FBF7EE"
    room: str = "#FFFDF8"
    line: str = "#877B68"
    wall: str = "#3A3129"
    court: str = "#FAF5E9"
    green: str = "#CBD3B2"
    object: str = "#6D3B57"
    ground: str = "#FBF7EE"
    passage: str = "#EDE3D0"
    ink: str = "#2A241C"
    here: str = "#8A5A0C"
    found: str = "#B5762A"
    route: str = "#8A5A0C"
    tint: float = 0.34


PAPER = MapTheme()
PLAQUE = MapTheme(
    paper=None,
    room="#4A4038",
    line="#8C8071",
    wall="#CDBD9F",
    court="#3D352D",
    green="#4A5340",
    object="#F3C463",
    ground="#1D1813",
    passage="#332B24",
    ink="#FBF3E0",
    here="#F3C463",
    found="#F3C463",
    route="#F3C463",
    tint=0.62,
)
CONTRAST = MapTheme(
    paper=None,
    room="#1A1A1A",
    line="#A8A8A8",
    wall="#FFFFFF",
    court="#000000",
    green="#1F3A1F",
    object="#FFFFFF",
    ground="#000000",
    passage="#000000",
    ink="#FFFFFF",
    here="#FFD84A",
    found="#FFD84A",
    route="#FFD84A",
    tint=0.3,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn over a map.

    Parameters
    ----------
    here
        x, y and yaw of the one who walks, in metres and radians.
    route
        A polyline of x, y (further coordinates are left out).
    found
        x, y of found objects.
    room_id
        The room to stand out.
    names
        Whether to letter the wings, and the rooms where there is space.
    """

    here: tuple[float, float, float] | None = None
    route: Sequence[Sequence[float]] = ()
    found: Sequence[tuple[float, float]] = ()
    room_id: str | None = None
    names: bool = True


@dataclass(slots=True)
class FloorPlan:
    """One storey fitted into a rectangle of pixels; y points down there.

    Parameters
    ----------
    plan, floor
        What is shown.
    width, height
        In pixels.
    """

    plan: Plan
    floor: int
    width: float
    height: float
    spaces: list[Space] = field(init=False)
    scale: float = field(init=False)
    _x: float = field(init=False)
    _y: float = field(init=False)

    def __post_init__(self) -> None:
        self.spaces = [s for s in self.plan.spaces if s.floor == self.floor]
        # Fitted to the whole palace, so that storeys lie over one another.
        rects = [s.rect for s in self.plan.spaces] or [Rect(-10, -10, 10, 10)]
        x0, x1 = min(r.x0 for r in rects), max(r.x1 for r in rects)
        y0, y1 = min(r.y0 for r in rects), max(r.y1 for r in rects)
        free = 1 - 2 * MARGIN
        self.scale = min(self.width * free / (x1 - x0), self.height * free / (y1 - y0))
        self._x = self.width / 2 - (x0 + x1) / 2 * self.scale
        self._y = self.height / 2 + (y0 + y1) / 2 * self.scale

    def set_scale(self, scale: float) -> None:
        """Show another number of pixels a metre, the same middle in the middle."""
        x, y = self.to_metres(self.width / 2, self.height / 2)
        self.scale = scale
        self._x, self._y = self.width / 2 - x * scale, self.height / 2 + y * scale

    def to_pixels(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the palace is on the map."""
        return self._x + x * self.scale, self._y - y * self.scale

    def to_metres(self, x: float, y: float) -> tuple[float, float]:
        """Return which point of the palace a point of the map is."""
        return (x - self._x) / self.scale, (self._y - y) / self.scale

    def rect(self, rect: Rect, inset: float = 0.0) -> tuple[float, float, float, float]:
        """Return left, top, width, height of a rectangle, drawn in by metres on each side."""
        left, top = self.to_pixels(rect.x0 + inset, rect.y1 - inset)
        return (
            left,
            top,
            (rect.width - 2 * inset) * self.scale,
            (rect.height - 2 * inset) * self.scale,
        )

    def space_at(self, x: float, y: float) -> Space | None:
        """Return the space under a point of the map."""
        at = self.to_metres(x, y)
        return next((s for s in self.spaces if s.rect.contains(*at)), None)

    def doors(self) -> list[tuple[float, float, float, float]]:
        """Return the openings as lines x, y to x, y in pixels."""
        lines = []
        for door in self.plan.doors:
            if door.floor != self.floor or door.kind is DoorKind.ARCADE:
                continue
            half = door.width / 2
            dx, dy = (half, 0.0) if door.axis == "x" else (0.0, half)
            lines.append(
                (
                    *self.to_pixels(door.x - dx, door.y - dy),
                    *self.to_pixels(door.x + dx, door.y + dy),
                )
            )
        return lines

    def wing_names(self) -> list[tuple[str, float, float, float, float]]:
        """Return each wing's name with the x, y of its outer end and the direction outwards."""
        out = []
        directions = ((1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0))
        for wing in self.plan.wings:
            rects = [s.rect for s in self.spaces if s.wing_id == wing.id]
            if not rects:
                continue
            x0, x1 = min(r.x0 for r in rects), max(r.x1 for r in rects)
            y0, y1 = min(r.y0 for r in rects), max(r.y1 for r in rects)
            dx, dy = directions[wing.side % 4]
            end = self.to_pixels(
                (x0 + x1) / 2 + dx * (x1 - x0) / 2, (y0 + y1) / 2 - dy * (y1 - y0) / 2
            )
            out.append((wing.name, *end, dx, dy))
        return out


def draw_map(
    painter: QPainter,
    plan: Plan,
    floor: int,
    size: tuple[float, float],
    marks: Marks = Marks(),
    *,
    theme: MapTheme = PAPER,
) -> FloorPlan:
    """Paint the map of a storey and return its geometry, for pointing at.

    Parameters
    ----------
    painter
        Its origin is the map's upper left corner.
    size
        Width and height in pixels.
    """
    drawn = FloorPlan(plan, floor, *size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if theme.paper is not None:
        painter.fillRect(QRectF(0, 0, *size), QColor(theme.paper))
    FloorPainter(painter, drawn, theme, chosen=marks.room_id).paint()
    _draw_route(painter, drawn, marks, theme)
    for x, y in marks.found:
        at = QPointF(*drawn.to_pixels(x, y))
        painter.setPen(QPen(QColor(theme.paper or "#1D1813"), 1.0))
        painter.setBrush(QColor(theme.found))
        painter.drawEllipse(at, 3.6, 3.6)
    if marks.names:
        _draw_names(painter, drawn, theme)
    if marks.here is not None:
        _draw_here(painter, drawn, marks.here, theme)
    painter.restore()
    return drawn


def draw_name(
    painter: QPainter,
    drawn: FloorPlan,
    name: str,
    box: Rect,
    largest: int,
    smallest: int,
    *,
    whole: bool = False,
) -> None:
    """Letter a name in the middle of a box, where it fits, in the painter's colour."""
    left, top, width, height = drawn.rect(box)
    set_as = fit(name, width, height, largest=largest, smallest=smallest, whole=whole)
    if set_as is None:
        return
    painter.setFont(face(set_as.pixels))
    measure = QFontMetricsF(face(set_as.pixels)).horizontalAdvance
    # A line's middle lies a third of its size above its base.
    base = top + height / 2 - (len(set_as.lines) - 1) * set_as.leading / 2 + set_as.pixels * 0.33
    for number, line in enumerate(set_as.lines):
        x = left + (width - measure(line)) / 2
        painter.drawText(QPointF(x, base + number * set_as.leading), line)


def _draw_route(painter: QPainter, drawn: FloorPlan, marks: Marks, theme: MapTheme) -> None:
    if len(marks.route) < 2:
        return
    points = [QPointF(*drawn.to_pixels(float(p[0]), float(p[1]))) for p in marks.route]
    pen = QPen(QColor(theme.route), 2.6)
    pen.setDashPattern([1.6, 1.6])
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def _draw_names(painter: QPainter, drawn: FloorPlan, theme: MapTheme) -> None:
    pixels = max(9, min(LABEL_PIXELS + 3, round(min(drawn.width, drawn.height) / 34)))
    painter.setPen(QColor(theme.ink))
    for space in drawn.spaces:
        if space.kind is SpaceKind.ROOM and drawn.rect(space.rect)[2] > MIN_ROOM_FOR_NAME:
            draw_name(painter, drawn, space.name, name_box(space), pixels, 8)
    font = serif(pixels, bold=True)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for name, x, y, dx, dy in drawn.wing_names():
        width, height = metrics.horizontalAdvance(name) + 2, metrics.height()
        cx = x + dx * (width / 2 + 8)
        cy = y + dy * (height / 2 + 5)
        cx = min(max(cx, width / 2 + 3), drawn.width - width / 2 - 3)
        cy = min(max(cy, height / 2 + 2), drawn.height - height / 2 - 2)
        box = QRectF(cx - width / 2, cy - height / 2, width, height)
        if theme.paper is not None:
            halo = QPainterPath()
            halo.addRoundedRect(box.adjusted(-3, 0, 3, 0), 4, 4)
            paper = QColor(theme.paper)
            paper.setAlpha(215)
            painter.fillPath(halo, paper)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)


def _draw_here(
    painter: QPainter, drawn: FloorPlan, here: tuple[float, float, float], theme: MapTheme
) -> None:
    x, y = drawn.to_pixels(here[0], here[1])
    painter.save()
    painter.translate(x, y)
    painter.rotate(-math.degrees(here[2]))
    glow = QColor(theme.here)
    glow.setAlpha(60)
    cone = QPainterPath()
    cone.moveTo(0, 0)
    cone.arcTo(QRectF(-22, -22, 44, 44), -32, 64)
    cone.closeSubpath()
    painter.fillPath(cone, glow)
    painter.setPen(QPen(QColor(theme.paper or "#1D1813"), 1.4))
    painter.setBrush(QColor(theme.here))
    painter.drawPolygon(QPolygonF([QPointF(9, 0), QPointF(-6, 6), QPointF(-3, 0), QPointF(-6, -6)]))
    painter.restore()
