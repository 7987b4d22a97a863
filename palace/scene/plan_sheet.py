"""The plan as a sheet to print: its storeys side by side, scale bar, north arrow, title block.

Written as SVG, PNG or PDF by one painter. Needs no display and no OpenGL.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
)
from PySide6.QtSvg import QSvgGenerator

from palace.model.plan import Plan, Rect, Space, SpaceKind
from palace.scene.floor_drawing import FloorPainter, name_box
from palace.scene.floor_plan import PAPER, FloorPlan, MapTheme, draw_name
from palace.scene.lettering import face, fit

SCALE = 20.0
"""Units of the sheet a metre."""
AROUND = 9.0
"""Free ground about the palace (m)."""
LONGEST = 8000
"""Pixels of a PNG's longer side at most."""
SMALLEST_NAME = 6
"""In units of the sheet: 1.5 mm at 1:200."""
FORMATS = (".svg", ".png", ".pdf")
STOREYS = ("Ground floor", "First floor", "Second floor")


@dataclass(frozen=True, slots=True)
class Title:
    """What the title block says.

    Parameters
    ----------
    palace
        Its name.
    day
        Of the drawing.
    objects
        How many stand in it.
    """

    palace: str
    day: date
    objects: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where things lie on a sheet, in units of it.

    Parameters
    ----------
    floors
        The storeys from the ground up.
    columns
        How many storeys stand side by side; the next ones follow below.
    panel_width, panel_height
        Of one storey.
    strip
        Height of the strip below with bar, arrow and title.
    """

    floors: tuple[int, ...]
    columns: int
    panel_width: float
    panel_height: float
    strip: float

    @classmethod
    def of(cls, plan: Plan, floor: int | None = None) -> Sheet:
        """Return the sheet of a plan, of one storey or of all that have rooms."""
        rects = [space.rect for space in plan.spaces] or [Rect(-10, -10, 10, 10)]
        width = max(r.x1 for r in rects) - min(r.x0 for r in rects) + 2 * AROUND
        height = max(r.y1 for r in rects) - min(r.y0 for r in rects) + 2 * AROUND
        floors = (floor,) if floor is not None else storeys(plan) or (0,)
        # Side by side, or over one another where that makes a sheet of handier shape.
        columns = min(
            range(1, len(floors) + 1),
            key=lambda n: (
                abs(math.log(n * width / (math.ceil(len(floors) / n) * height) / 1.4)),
                -n,
            ),
        )
        width = max(width, 46.0 / columns)
        rows = math.ceil(len(floors) / columns)
        strip = max(6.5, 0.075 * max(height * rows, width * columns * 0.6))
        return cls(floors, columns, width * SCALE, height * SCALE, strip * SCALE)

    def origin(self, number: int) -> tuple[float, float]:
        """Return where the storey of this number begins."""
        return number % self.columns * self.panel_width, number // self.columns * self.panel_height

    @property
    def panels_height(self) -> float:
        """Of all storeys, without the strip."""
        return self.panel_height * math.ceil(len(self.floors) / self.columns)

    @property
    def width(self) -> float:
        """Of the whole sheet."""
        return self.panel_width * self.columns

    @property
    def height(self) -> float:
        """Of the whole sheet."""
        return self.panels_height + self.strip


def storeys(plan: Plan) -> tuple[int, ...]:
    """Return the storeys of a plan, from the ground up."""
    return tuple(sorted({space.floor for space in plan.spaces}))


def storey_name(floor: int) -> str:
    """Return what a storey is called."""
    return STOREYS[floor] if 0 <= floor < len(STOREYS) else f"Floor {floor}"


def write_sheet(
    plan: Plan,
    title: Title,
    out: Path,
    *,
    floor: int | None = None,
    occupied: Collection[str] = (),
    theme: MapTheme = PAPER,
) -> tuple[int, int]:
    """Write the sheet and return its width and height, in units or pixels.

    Parameters
    ----------
    out
        Ends in one of `FORMATS`; its folder must exist.
    floor
        One storey; None draws all side by side.
    occupied
        Identifiers of the loci where something stands.

    Raises
    ------
    OSError
        When the file cannot be written.
    ValueError
        For another format.
    """
    sheet = Sheet.of(plan, floor)
    size = QSize(round(sheet.width), round(sheet.height))
    kind = out.suffix.lower()
    if kind == ".svg":
        svg = QSvgGenerator()
        svg.setFileName(str(out))
        svg.setSize(size)
        svg.setViewBox(QRectF(0, 0, size.width(), size.height()))
        svg.setTitle(title.palace)
        svg.setDescription("The floor plan of a memory palace")
        _paint_on(svg, plan, sheet, title, occupied, theme, 1.0)
        text = out.read_text(encoding="utf-8")
        # Who has not the face gets another with serifs.
        out.write_text(
            re.sub(r'font-family="(Source Serif Pro)"', r'''font-family="'\1', serif"''', text),
            encoding="utf-8",
        )
    elif kind == ".pdf":
        pdf = QPdfWriter(str(out))
        pdf.setTitle(title.palace)
        pdf.setResolution(72)
        pdf.setPageSize(QPageSize(QSizeF(size) * 0.5, QPageSize.Unit.Point))
        pdf.setPageMargins(QMarginsF(0, 0, 0, 0))
        _paint_on(pdf, plan, sheet, title, occupied, theme, 0.5)
    elif kind == ".png":
        share = min(1.0, LONGEST / max(sheet.width, sheet.height))
        image = QImage(
            round(sheet.width * share), round(sheet.height * share), QImage.Format.Format_RGB32
        )
        image.fill(QColor(theme.ground))
        _paint_on(image, plan, sheet, title, occupied, theme, share)
        if not image.save(str(out), "PNG"):  # type: ignore[call-overload]
            raise OSError(f"the plan could not be written to {out}")
        size = image.size()
    else:
        raise ValueError(f"a plan is written as one of {', '.join(FORMATS)}, not {kind!r}")
    return size.width(), size.height()


def _paint_on(
    device: QSvgGenerator | QPdfWriter | QImage,
    plan: Plan,
    sheet: Sheet,
    title: Title,
    occupied: Collection[str],
    theme: MapTheme,
    share: float,
) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the plan could not be written there")
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(share, share)
        painter.fillRect(QRectF(0, 0, sheet.width, sheet.height), QColor(theme.ground))
        for number, floor in enumerate(sheet.floors):
            painter.save()
            painter.translate(*sheet.origin(number))
            _paint_storey(painter, plan, floor, sheet, occupied, theme)
            painter.restore()
        painter.translate(0, sheet.panels_height)
        _paint_strip(painter, plan, sheet, title, theme)
    finally:
        painter.end()


def _paint_storey(
    painter: QPainter,
    plan: Plan,
    floor: int,
    sheet: Sheet,
    occupied: Collection[str],
    theme: MapTheme,
) -> None:
    drawn = FloorPlan(plan, floor, sheet.panel_width, sheet.panel_height)
    drawn.set_scale(SCALE)
    FloorPainter(painter, drawn, theme, occupied=occupied).paint()
    painter.setPen(QColor(theme.ink))
    for space in drawn.spaces:
        if space.kind is SpaceKind.ROOM:
            draw_name(painter, drawn, space.name, name_box(space), 19, SMALLEST_NAME, whole=True)
        elif space.kind is SpaceKind.CORRIDOR and space.wing_id is not None:
            if space.name != "Landing":
                _along(painter, drawn, space)
        elif space.kind is SpaceKind.COURT:
            _quarter(painter, drawn, space)
    painter.setPen(QColor(theme.ink))
    if len(sheet.floors) > 1:
        painter.setFont(face(round(sheet.strip * 0.15), small_caps=True))
        width = QFontMetricsF(painter.font()).horizontalAdvance(storey_name(floor))
        painter.drawText(
            QPointF((sheet.panel_width - width) / 2, sheet.panel_height - SCALE), storey_name(floor)
        )


def _along(painter: QPainter, drawn: FloorPlan, corridor: Space) -> None:
    """Letter a wing's name along its corridor."""
    rect = corridor.rect
    upright = rect.height > rect.width
    length = max(rect.width, rect.height) - 2.0
    box_width, box_height = length * SCALE, min(rect.width, rect.height) * 0.5 * SCALE
    name = " ".join(corridor.name.split())
    set_as = fit(name, box_width / 1.15, box_height, largest=27, smallest=SMALLEST_NAME)
    if set_as is None:
        return
    painter.save()
    painter.translate(QPointF(*drawn.to_pixels(*rect.centre)))
    if upright:
        painter.rotate(-90)
    font = face(set_as.pixels, bold=True)
    painter.setFont(font)
    measure = QFontMetricsF(font).horizontalAdvance
    base = set_as.pixels * 0.33 - (len(set_as.lines) - 1) * set_as.leading / 2
    for number, line in enumerate(set_as.lines):
        painter.drawText(QPointF(-measure(line) / 2, base + number * set_as.leading), line)
    painter.restore()


def _quarter(painter: QPainter, drawn: FloorPlan, court: Space) -> None:
    """Letter a quarter's name in its court, south of the lawns."""
    name = next((q.name for q in drawn.plan.quarters if q.id == court.quarter_id), "")
    name = name or court.name
    rect = court.rect
    box = Rect(rect.x0 + 0.8, rect.y0 + 0.4, rect.x1 - 0.8, rect.y0 + 2.7)
    draw_name(painter, drawn, name, box, 32, 9, whole=True)


def _paint_strip(
    painter: QPainter, plan: Plan, sheet: Sheet, title: Title, theme: MapTheme
) -> None:
    ink, line = QColor(theme.ink), QColor(theme.line)
    left, right, high = 2 * SCALE, sheet.width - 2 * SCALE, sheet.strip
    painter.setPen(QPen(ink, 1.6))
    painter.drawLine(QPointF(left, 0), QPointF(right, 0))

    # The north arrow.
    radius = high * 0.22
    middle = QPointF(left + radius, high * 0.45)
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    tip, foot = QPointF(middle.x(), middle.y() - radius), QPointF(middle.x(), middle.y() + radius)
    painter.setBrush(ink)
    painter.drawPolygon(
        QPolygonF([tip, foot, QPointF(middle.x() - radius * 0.45, foot.y() - radius * 0.35)])
    )
    painter.setFont(face(round(high * 0.13), bold=True))
    width = QFontMetricsF(painter.font()).horizontalAdvance("N")
    painter.drawText(QPointF(middle.x() - width / 2, tip.y() - high * 0.03), "N")

    # The scale bar, of four parts.
    part = 5.0 if sheet.width < 140 * SCALE else 10.0
    if sheet.width > 420 * SCALE:
        part = 25.0
    x0, y0, thick = left + 2 * radius + high * 0.35, high * 0.42, high * 0.05
    painter.setFont(face(round(high * 0.1)))
    painter.setPen(QPen(ink, 1.0))
    for k in range(5):
        x = x0 + k * part * SCALE
        if k < 4:
            painter.setBrush(ink if k % 2 == 0 else QColor(theme.room))
            painter.drawRect(QRectF(x, y0, part * SCALE, thick))
        label = f"{k * part:g}" + (" m" if k == 4 else "")
        width = QFontMetricsF(painter.font()).horizontalAdvance(label)
        painter.drawText(QPointF(x - width / 2, y0 + thick + high * 0.13), label)

    # The title block.
    rooms = sum(space.kind is SpaceKind.ROOM for space in plan.spaces)
    which = " · ".join(storey_name(floor) for floor in sheet.floors)
    objects = f"{title.objects:,} {'object' if title.objects == 1 else 'objects'}"
    counted = f"{objects} in {rooms:,} {'room' if rooms == 1 else 'rooms'}"
    day = f"{title.day.day} {title.day:%B %Y}"
    free = right - (x0 + 4 * part * SCALE) - high * 0.3
    y = high * 0.12
    for text, share, bold in (
        (title.palace, 0.24, True),
        (counted, 0.12, False),
        (f"{which} · {day}", 0.12, False),
    ):
        pixels = round(high * share)
        while pixels > SMALLEST_NAME:
            font = face(pixels, bold=bold)
            width = QFontMetricsF(font).horizontalAdvance(text)
            if width <= free:
                break
            pixels -= 1
        y += high * share
        painter.setFont(font)
        painter.setPen(ink if bold else line)
        painter.drawText(QPointF(right - width, y), text)
        y += high * 0.06
