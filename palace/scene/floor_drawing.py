"""How a storey is drawn: walls filled black with their doors, windows, niches and stairs.

One painter for the sheet that is printed, the picture and the window's map; the scale decides how
much is drawn. Whatever has one style is gathered into one path, which keeps an SVG small and the
map quick. All geometry comes from the plan; nothing assumes where a court lies.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from palace.layout.bays import (
    BAY,
    DIRECTIONS,
    FRONT_WALL,
    NICHE_BACK,
    NICHE_WIDTH,
    PEDESTAL_WIDTH,
    SIDE_WALL,
    UPPER_FOOT,
    WINDOW_WALL,
    Frame,
)
from palace.layout.inside import FOUNTAIN_RADIUS
from palace.model.plan import Door, DoorKind, Locus, LocusKind, Rect, Space, SpaceKind
from palace.scene.characters import CHARACTERS

if TYPE_CHECKING:
    from palace.model.plan import Plan
    from palace.scene.floor_plan import FloorPlan, MapTheme

FINE = 5.5
"""From so many pixels a metre on niches, treads, columns and paving are drawn."""
MIDDLING = 2.0
"""From so many on windows are."""
COARSE = 0.5
"""From so many on walls and doors are; with fewer a wall is a small part of a pixel."""
OUTER_WALL = 0.5
"""Of corridors, galleries and passages, outside their rectangle (m)."""
CROSS_WALL = 0.5
"""Where two walkways meet at a door (m)."""
FLIGHT_WALL = 0.24
CHOSEN_TINT, COARSE_TINT = 0.75, 0.6
"""Share of a wing's colour in its room that stands out, and in all where they are very small."""
COLUMN = 0.5
COLUMN_BAY = 3.0
TREAD = 0.36
NICHE_DRAWN = 0.34
"""Less than a niche's depth, lest no wall be seen behind it (m)."""
WINDOWS = ((-2.745, 1.5), (0.0, 2.2), (2.745, 1.5))
"""Middle along a bay and width of each window (m)."""


def mix(color: str, into: str, share: float) -> QColor:
    """Return `into` with a share of another colour."""
    a, b = QColor(into), QColor(color)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )


def wing_color(plan: Plan, wing_id: str | None) -> str | None:
    """Return the colour that stands for a wing, ``#rrggbb``; None where there is no wing."""
    for wing in plan.wings:
        if wing.id == wing_id and wing.character in CHARACTERS:
            return "#" + CHARACTERS[wing.character].dado.lstrip("#")
    return None


def mark_room(painter: QPainter, drawn: FloorPlan, room: Space, theme: MapTheme) -> None:
    """Let a room stand out in a storey that has been painted."""
    shade = mix(wing_color(drawn.plan, room.wing_id) or theme.line, theme.room, CHOSEN_TINT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(*drawn.rect(inside_of(room))), shade)
    painter.restore()


class FloorPainter:
    """Paints one storey.

    Parameters
    ----------
    painter
        Its origin is that of the drawing.
    drawn
        The storey and where its metres lie.
    theme
        The colours.
    occupied
        Identifiers of loci where something stands; None draws every locus empty.
    chosen
        The room to stand out.
    """

    def __init__(
        self,
        painter: QPainter,
        drawn: FloorPlan,
        theme: MapTheme,
        *,
        occupied: Collection[str] | None = None,
        chosen: str | None = None,
    ) -> None:
        self._painter = painter
        self._drawn = drawn
        self._theme = theme
        self._occupied = frozenset(occupied or ())
        self._chosen = chosen
        self._tints = {wing.id: wing_color(drawn.plan, wing.id) for wing in drawn.plan.wings}
        self._by_id = {space.id: space for space in drawn.plan.spaces}
        flights = {s.rect for s in drawn.spaces if s.kind is SpaceKind.STAIRS}
        # A flight that ends here has its well in this storey, unless the next one begins over it.
        self._wells = [
            s
            for s in drawn.plan.spaces
            if s.kind is SpaceKind.STAIRS and s.floor == drawn.floor - 1 and s.rect not in flights
        ]
        self._doors = [door for door in drawn.plan.doors if door.floor == drawn.floor]

    def paint(self) -> None:
        """Paint all of the storey but its names."""
        fine = self._drawn.scale >= FINE
        if self._drawn.floor:
            self._ground_below()
        elif fine:
            self._trees()
        coarse = self._drawn.scale < COARSE
        if not coarse:
            self._walls()
        self._floors()
        self._courts(fine)
        if not coarse:
            self._cross_walls()
        if self._drawn.scale >= MIDDLING:
            self._windows()
        if fine:
            self._niches()
        if not coarse:
            self._openings()
        if fine:
            self._swings()
            self._columns()
            self._pedestals()
        if not coarse:
            self._stairs()

    # Means

    def _box(self, rect: Rect, grown: float = 0.0) -> QRectF:
        return QRectF(*self._drawn.rect(rect, -grown))

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(*self._drawn.to_pixels(x, y))

    def _fill(self, path: QPainterPath, color: QColor) -> None:
        if not path.isEmpty():
            path.setFillRule(Qt.FillRule.WindingFill)
            self._painter.fillPath(path, color)

    def _line(self, path: QPainterPath, color: QColor, metres: float) -> None:
        if not path.isEmpty():
            self._painter.strokePath(path, QPen(color, max(0.6, metres * self._drawn.scale)))

    def _disc(self, path: QPainterPath, x: float, y: float, radius: float) -> None:
        r = radius * self._drawn.scale
        path.addEllipse(self._at(x, y), r, r)

    def _tint(self, space: Space) -> QColor:
        theme = self._theme
        color = self._tints.get(space.wing_id or "")
        if space.kind is SpaceKind.ROOM:
            share = CHOSEN_TINT if space.id == self._chosen else theme.tint
            if self._drawn.scale < COARSE:  # no walls set off one room from another
                share = max(share, COARSE_TINT)
            return mix(color or theme.line, theme.room, share)
        return mix(color, theme.passage, theme.tint * 0.22) if color else QColor(theme.passage)

    # Parts

    def _ground_below(self) -> None:
        path = QPainterPath()
        for space in self._drawn.plan.spaces:
            if space.floor == self._drawn.floor - 1 and space.has_room_walls:
                path.addRect(self._box(space.rect))
        for space in self._drawn.plan.spaces:
            if space.kind in {SpaceKind.COURT, SpaceKind.GALLERY}:
                path.addRect(self._box(space.rect))
        faint = QColor(self._theme.line)
        faint.setAlpha(70)
        self._line(path, faint, 0.1)

    def _walls(self) -> None:
        path = QPainterPath()
        for space in (*self._drawn.spaces, *self._wells):
            if space.has_room_walls:
                path.addRect(self._box(space.rect))
            elif space.kind is not SpaceKind.COURT:
                path.addRect(self._box(space.rect, OUTER_WALL))
        self._fill(path, QColor(self._theme.wall))

    def _floors(self) -> None:
        shades: dict[int, QPainterPath] = defaultdict(QPainterPath)
        flights = QPainterPath()
        for space in (*self._drawn.spaces, *self._wells):
            if space.kind in {SpaceKind.COURT, SpaceKind.CLOSED}:
                # What is walled up is drawn solid.
                continue
            inside = inside_of(space) if space.kind is SpaceKind.ROOM else space.rect
            shades[self._tint(space).rgb()].addRect(self._box(inside))
            if space.kind is SpaceKind.STAIRS or space.name == "Landing":
                flights.addRect(self._box(space.rect, -FLIGHT_WALL / 2))
        for shade, path in shades.items():
            self._fill(path, QColor.fromRgb(shade))
        self._line(flights, QColor(self._theme.wall), FLIGHT_WALL)

    def _courts(self, fine: bool) -> None:
        theme = self._theme
        first = {quarter.id for quarter in self._drawn.plan.quarters if quarter.ord == 0}
        stone, green, joints, columns = (QPainterPath() for _ in range(4))
        rings = QPainterPath()
        for court in self._drawn.spaces:
            if court.kind is not SpaceKind.COURT:
                continue
            stone.addRect(self._box(court.rect))
            x, y = court.rect.centre
            half = court.rect.width / 2
            radius = min(FOUNTAIN_RADIUS - 0.6, half * 0.32)
            for r in (radius, radius * 0.8) if court.quarter_id in first else (radius * 0.7,):
                self._disc(rings, x, y, r)
            if not fine:
                continue
            near, far = max(radius + 1.8, 2.4), half - 2.8
            for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1)) if far > near + 1.5 else ():
                bed = QRectF(
                    self._at(x + sx * 2.0, y + sy * 2.0), self._at(x + sx * far, y + sy * far)
                )
                lawn, round_about = QPainterPath(), QPainterPath()
                lawn.addRect(bed.normalized())
                self._disc(round_about, x, y, near)
                green.addPath(lawn.subtracted(round_about))
            step = 2.0
            count = math.floor(half / step)
            for k in range(-count, count + 1):
                for a, b in ((-half, half),):
                    joints.moveTo(self._at(x + k * step, y + a))
                    joints.lineTo(self._at(x + k * step, y + b))
                    joints.moveTo(self._at(x + a, y + k * step))
                    joints.lineTo(self._at(x + b, y + k * step))
            if court.quarter_id in first:
                for k in range(12):
                    turn = 2 * math.pi * (k + 0.5) / 12
                    cx, cy = x + radius * 0.9 * math.cos(turn), y + radius * 0.9 * math.sin(turn)
                    self._disc(columns, cx, cy, 0.2)
            else:
                self._disc(rings, x, y, radius * 0.18)
        self._fill(stone, QColor(theme.court))
        self._line(joints, mix(theme.line, theme.court, 0.28), 0.03)
        self._fill(green, QColor(theme.green))
        self._line(green, mix(theme.line, theme.green, 0.5), 0.06)
        self._fill(rings, QColor(theme.room))
        self._line(rings, QColor(theme.wall), 0.09)
        self._fill(columns, QColor(theme.wall))

    def _cross_walls(self) -> None:
        path = QPainterPath()
        for door in self._doors:
            if door.kind not in {DoorKind.PORTAL, DoorKind.OPENING}:
                continue
            a, b = self._by_id[door.a].rect, self._by_id[door.b].rect
            t = CROSS_WALL / 2
            if door.axis == "x":
                wall = Rect(max(a.x0, b.x0), door.y - t, min(a.x1, b.x1), door.y + t)
            else:
                wall = Rect(door.x - t, max(a.y0, b.y0), door.x + t, min(a.y1, b.y1))
            if not self._is_open(door):
                path.addRect(self._box(wall))
        self._fill(path, QColor(self._theme.wall))

    def _windows(self) -> None:
        glass, panes = QPainterPath(), QPainterPath()
        for space in self._drawn.spaces:
            if space.kind is not SpaceKind.ROOM or not space.front or self._hidden_back(space):
                continue
            frame, along, depth = frame_of(space)
            for bay in range(max(1, round(along / BAY))):
                middle = (bay + 0.5) * BAY - along / 2 if along >= BAY else 0.0
                for p, width in WINDOWS:
                    if abs(middle + p) + width / 2 > along / 2 - SIDE_WALL:
                        continue
                    q = depth - WINDOW_WALL
                    corners = (
                        frame.point(middle + p - width / 2, q),
                        frame.point(middle + p + width / 2, depth),
                    )
                    box = QRectF(self._at(*corners[0]), self._at(*corners[1])).normalized()
                    glass.addRect(box)
                    for share in (0.36, 0.64):
                        at = q + WINDOW_WALL * share
                        panes.moveTo(self._at(*frame.point(middle + p - width / 2, at)))
                        panes.lineTo(self._at(*frame.point(middle + p + width / 2, at)))
        self._fill(glass, QColor(self._theme.room))
        if self._drawn.scale >= FINE:
            self._line(panes, QColor(self._theme.wall), 0.05)

    def _hidden_back(self, space: Space) -> bool:
        dx, dy = DIRECTIONS[space.front]
        x, y = space.rect.centre
        x -= dx * (space.rect.width / 2 + 0.3)
        y -= dy * (space.rect.height / 2 + 0.3)
        return any(other.rect.contains(x, y) for other in self._drawn.spaces)

    def _loci(self) -> list[Locus]:
        here = {space.id for space in self._drawn.spaces}
        return [locus for locus in self._drawn.plan.loci if locus.room_id in here]

    def _niches(self) -> None:
        # Two tiers stand over one another: the lower fills the left half, the upper the right.
        shades: dict[int, QPainterPath] = defaultdict(QPainterPath)
        full = QPainterPath()
        for locus in self._loci():
            if locus.kind is not LocusKind.NICHE:
                continue
            space = self._by_id[locus.room_id]
            upper = locus.z - space.z >= UPPER_FOOT - 0.2
            near, far = -NICHE_BACK, NICHE_DRAWN - NICHE_BACK
            half = NICHE_WIDTH / 2

            if not upper:
                shades[self._tint(space).rgb()].addRect(
                    self._niche_part(locus, -half, half, near - 0.02, far)
                )
            if locus.id in self._occupied:
                s0, s1 = (0.05, half - 0.08) if upper else (-half + 0.08, -0.05)
                full.addRect(self._niche_part(locus, s0, s1, near + 0.06, far - 0.07))
        for shade, path in shades.items():
            self._fill(path, QColor.fromRgb(shade))
        self._fill(full, QColor(self._theme.object))

    def _niche_part(
        self, locus: Locus, left: float, right: float, near: float, far: float
    ) -> QRectF:
        """Return a part of a niche: along its wall and into it from the foot, in metres."""
        ox, oy = -math.cos(locus.yaw), -math.sin(locus.yaw)
        one = (locus.x + ox * near - oy * left, locus.y + oy * near + ox * left)
        other = (locus.x + ox * far - oy * right, locus.y + oy * far + ox * right)
        return QRectF(self._at(*one), self._at(*other)).normalized()

    def _pedestals(self) -> None:
        empty, full = QPainterPath(), QPainterPath()
        for locus in self._loci():
            if locus.kind is LocusKind.PEDESTAL:
                path = full if locus.id in self._occupied else empty
                self._disc(path, locus.x, locus.y, PEDESTAL_WIDTH / 2)
        line = QColor(self._theme.line)
        self._line(empty, line, 0.05)
        self._fill(full, QColor(self._theme.object))

    def _openings(self) -> None:
        shades: dict[int, QPainterPath] = defaultdict(QPainterPath)
        threshold = QPainterPath()
        for door in self._doors:
            if door.kind is DoorKind.ARCADE or self._is_open(door):
                continue
            into = self._room_of(door)
            before, behind = CROSS_WALL / 2 + 0.02, CROSS_WALL / 2 + 0.02
            if door.kind is DoorKind.INNER:
                before = behind = SIDE_WALL + 0.02
            elif door.kind is DoorKind.DOOR and into is not None:
                cx, cy = into.rect.centre
                inward = (cy > door.y) if door.axis == "x" else (cx > door.x)
                before, behind = (0.02, FRONT_WALL + 0.02) if inward else (FRONT_WALL + 0.02, 0.02)
            half = door.width / 2
            if door.axis == "x":
                gap = Rect(door.x - half, door.y - before, door.x + half, door.y + behind)
            else:
                gap = Rect(door.x - before, door.y - half, door.x + behind, door.y + half)
            shades[self._tint(into or self._by_id[door.b]).rgb()].addRect(self._box(gap))
            if door.kind is not DoorKind.OPENING:
                ends = (
                    ((-half, 0.0), (half, 0.0)) if door.axis == "x" else ((0.0, -half), (0.0, half))
                )
                threshold.moveTo(self._at(door.x + ends[0][0], door.y + ends[0][1]))
                threshold.lineTo(self._at(door.x + ends[1][0], door.y + ends[1][1]))
        for shade, path in shades.items():
            self._fill(path, QColor.fromRgb(shade))
        if self._drawn.scale >= FINE:
            self._line(threshold, QColor(self._theme.line), 0.05)

    def _is_open(self, door: Door) -> bool:
        """Return whether nothing is left of the wall that the door stands in."""
        a, b = self._by_id[door.a].rect, self._by_id[door.b].rect
        if door.axis == "x":
            return door.width >= min(a.x1, b.x1) - max(a.x0, b.x0) - 0.05
        return door.width >= min(a.y1, b.y1) - max(a.y0, b.y0) - 0.05

    def _room_of(self, door: Door) -> Space | None:
        pair = (self._by_id[door.a], self._by_id[door.b])
        return next((s for s in pair if s.kind is SpaceKind.ROOM), None)

    def _swings(self) -> None:
        # Two leaves each, opened into the room.
        path = QPainterPath()
        for door in self._doors:
            room = self._room_of(door)
            if door.kind is not DoorKind.DOOR or room is None:
                continue
            dx, dy = DIRECTIONS.get(room.front, (0, 0))
            inx, iny = -dx, -dy
            x, y = door.x + inx * FRONT_WALL, door.y + iny * FRONT_WALL
            leaf = door.width / 2
            for sign in (1.0, -1.0):
                sx, sy = (sign, 0.0) if door.axis == "x" else (0.0, sign)
                hinge = (x + sx * leaf, y + sy * leaf)
                path.moveTo(self._at(*hinge))
                path.lineTo(self._at(hinge[0] + inx * leaf, hinge[1] + iny * leaf))
                for step in range(1, 9):
                    turn = math.pi / 2 * step / 8
                    path.lineTo(
                        self._at(
                            hinge[0] + leaf * (inx * math.cos(turn) - sx * math.sin(turn)),
                            hinge[1] + leaf * (iny * math.cos(turn) - sy * math.sin(turn)),
                        )
                    )
        self._line(path, QColor(self._theme.line), 0.05)

    def _columns(self) -> None:
        path = QPainterPath()
        for door in self._doors:
            if door.kind is not DoorKind.ARCADE:
                continue
            bays = max(1, round(door.width / COLUMN_BAY))
            for k in range(bays + 1):
                t = door.width * (k / bays - 0.5)
                x, y = (door.x + t, door.y) if door.axis == "x" else (door.x, door.y + t)
                c = COLUMN / 2
                path.addRect(self._box(Rect(x - c, y - c, x + c, y + c)))
        for space in self._drawn.spaces:
            # A hall's two bays are parted by two columns.
            if space.kind is SpaceKind.ROOM and space.front:
                frame, along, depth = frame_of(space)
                if along > 1.5 * BAY:
                    for q in (FRONT_WALL + 0.9, depth - WINDOW_WALL - 0.9):
                        self._disc(path, *frame.point(0.0, q), COLUMN / 2)
        self._fill(path, QColor(self._theme.wall))

    def _stairs(self) -> None:
        """Draw flights up from here with an arrow, those that come from below fainter."""
        line = QColor(self._theme.wall)
        treads, arrows, below = QPainterPath(), QPainterPath(), QPainterPath()
        here = [s for s in self._drawn.spaces if s.kind is SpaceKind.STAIRS]
        for space in (*here, *self._wells):
            if not space.climb:
                continue
            up = space.floor == self._drawn.floor
            rect = space.rect
            along_x = space.climb[0] == "x"
            length = rect.width if along_x else rect.height
            count = max(4, round(length / TREAD)) if self._drawn.scale >= FINE else 7
            path = treads if up else below
            for k in range(count + 1):
                t = k / count
                if along_x:
                    x = rect.x0 + rect.width * t
                    ends = (x, rect.y0 + 0.3), (x, rect.y1 - 0.3)
                else:
                    y = rect.y0 + rect.height * t
                    ends = (rect.x0 + 0.3, y), (rect.x1 - 0.3, y)
                path.moveTo(self._at(*ends[0]))
                path.lineTo(self._at(*ends[1]))
            dx, dy = DIRECTIONS[space.climb]
            x, y = rect.centre
            reach = length / 2 - 0.7
            tail, tip = (x - dx * reach, y - dy * reach), (x + dx * reach, y + dy * reach)
            arrows.moveTo(self._at(*tail))
            arrows.lineTo(self._at(*tip))
            if up:
                for side in (-1, 1):
                    arrows.moveTo(self._at(*tip))
                    arrows.lineTo(
                        self._at(
                            tip[0] - dx * 0.8 - dy * side * 0.5, tip[1] - dy * 0.8 + dx * side * 0.5
                        )
                    )
        faint = QColor(self._theme.line)
        self._line(treads, line, 0.05)
        self._line(below, faint, 0.04)
        if self._drawn.scale >= MIDDLING:
            self._line(arrows, line, 0.12)

    def _trees(self) -> None:
        """Scatter trees lightly about the walls; the same for the same plan."""
        rects = [space.rect for space in self._drawn.spaces]
        if not rects:
            return
        step, crowns = 5.0, QPainterPath()
        cells: dict[tuple[int, int], list[Rect]] = defaultdict(list)
        for rect in rects:
            for i in range(math.floor((rect.x0 - 8) / 10), math.floor((rect.x1 + 8) / 10) + 1):
                for j in range(math.floor((rect.y0 - 8) / 10), math.floor((rect.y1 + 8) / 10) + 1):
                    cells[i, j].append(rect)
        x0, x1 = min(r.x0 for r in rects) - 6, max(r.x1 for r in rects) + 6
        y0, y1 = min(r.y0 for r in rects) - 6, max(r.y1 for r in rects) + 6
        dots = QPainterPath()
        for i in range(math.ceil(x0 / step), math.floor(x1 / step) + 1):
            for j in range(math.ceil(y0 / step), math.floor(y1 / step) + 1):
                chance = (i * 73856093 ^ j * 19349663) & 0xFFFF
                if chance % 5 > 2:
                    continue
                x = i * step + (chance % 17 - 8) / 8
                y = j * step + (chance % 13 - 6) / 6
                radius = 0.9 + chance % 7 / 8
                beside = cells.get((math.floor(x / 10), math.floor(y / 10)), [])
                gap = min((distance(r, x, y) for r in beside), default=99.0)
                if radius + 1.4 < gap < 8.0:
                    self._disc(crowns, x, y, radius)
                    self._disc(dots, x, y, 0.12)
        self._fill(crowns, mix(self._theme.green, self._theme.ground, 0.45))
        self._line(crowns, mix(self._theme.line, self._theme.green, 0.35), 0.05)
        self._fill(dots, mix(self._theme.line, self._theme.green, 0.6))


def distance(rect: Rect, x: float, y: float) -> float:
    """Return how far a point is from a rectangle, 0 within."""
    return math.hypot(max(rect.x0 - x, 0, x - rect.x1), max(rect.y0 - y, 0, y - rect.y1))


def frame_of(space: Space) -> tuple[Frame, float, float]:
    """Return a room's frame, its length along its corridor and its depth, in metres."""
    across = space.front[:1] == "y"
    along, depth = (
        (space.rect.width, space.rect.height) if across else (space.rect.height, space.rect.width)
    )
    return Frame.of(space.rect, space.front), along, depth


def inside_of(space: Space) -> Rect:
    """Return a room's rectangle within its walls."""
    if not space.front:
        r = space.rect
        return Rect(r.x0 + SIDE_WALL, r.y0 + SIDE_WALL, r.x1 - SIDE_WALL, r.y1 - SIDE_WALL)
    frame, along, depth = frame_of(space)
    return _between(
        frame,
        (SIDE_WALL - along / 2, FRONT_WALL),
        (along / 2 - SIDE_WALL, depth - WINDOW_WALL),
    )


def name_box(space: Space) -> Rect:
    """Return the part of a room where nothing stands, in which its name is lettered."""
    if not space.front:
        return inside_of(space)
    frame, along, depth = frame_of(space)
    half = min(2.45, along / 2 - 1) if along < 1.5 * BAY else 1.7
    return _between(
        frame, (-half, min(FRONT_WALL + 1.85, depth / 3)), (half, depth - WINDOW_WALL - 0.95)
    )


def _between(frame: Frame, one: tuple[float, float], other: tuple[float, float]) -> Rect:
    (ax, ay), (bx, by) = frame.point(*one), frame.point(*other)
    return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
