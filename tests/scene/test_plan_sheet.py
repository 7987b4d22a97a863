"""The drawn plan: what is lettered, and what stands where in the picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from palace.model.plan import DoorKind, Plan, Rect, SpaceKind
from palace.scene.floor_drawing import (
    COARSE,
    FloorPainter,
    inside_of,
    mark_room,
    name_box,
    wing_color,
)
from palace.scene.floor_plan import PAPER, PLAQUE, FloorPlan, Marks, draw_map
from palace.scene.lettering import fit, wrapped
from palace.scene.plan_sheet import SCALE, Sheet, Title, storeys, write_sheet
from tests.layout.plans import make_founding

pytestmark = pytest.mark.usefixtures("qapp")
TITLE = Title("A palace & more", date(2026, 11, 23), 60)


@pytest.fixture
def plan() -> Plan:
    """A palace of sixty objects, on one storey."""
    return make_founding(60)[0].plan


def texts(svg: Path) -> str:
    """Return all that is lettered, single spaces between."""
    root = ET.parse(svg).getroot()
    lettered = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]
    return re.sub(r"\s+", " ", " ".join(lettered))


@pytest.mark.parametrize("count", [1, 60, 1000])
def test_the_svg_is_xml_and_names_every_room(count: int, tmp_path: Path) -> None:
    founding, _ = make_founding(count)
    out = tmp_path / "plan.svg"
    write_sheet(founding.plan, TITLE, out, occupied=set(founding.placements.values()))
    lettered = texts(out)
    for space in founding.plan.spaces:
        if space.kind is SpaceKind.ROOM:
            # A word too long for its room is broken over lines.
            assert space.name.replace(" ", "") in lettered.replace(" ", ""), space.name
    assert TITLE.palace in lettered
    assert "23 November 2026" in lettered
    assert out.stat().st_size < 1_000_000


def test_each_storey_has_a_sheet_of_its_own_or_one_together(tmp_path: Path) -> None:
    plan = make_founding(60)[0].plan
    assert storeys(plan) == (0,)
    assert Sheet.of(plan).floors == (0,)
    assert Sheet.of(plan, 0).width == Sheet.of(plan).width
    with pytest.raises(ValueError, match="written as one of"):
        write_sheet(plan, TITLE, tmp_path / "plan.gif")


def test_a_pdf_is_one(plan: Plan, tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    write_sheet(plan, TITLE, out)
    assert out.read_bytes().startswith(b"%PDF-")


def picture(plan: Plan, out: Path, occupied: set[str]) -> tuple[QImage, FloorPlan]:
    """Return the PNG and the geometry of its only storey."""
    write_sheet(plan, TITLE, out, occupied=occupied)
    sheet = Sheet.of(plan)
    drawn = FloorPlan(plan, 0, sheet.panel_width, sheet.panel_height)
    drawn.set_scale(SCALE)
    return QImage(str(out)), drawn


def colour(image: QImage, drawn: FloorPlan, x: float, y: float) -> QColor:
    """Return the colour at a point of the palace."""
    px, py = drawn.to_pixels(x, y)
    return image.pixelColor(int(px), int(py))


def near(one: QColor, other: str) -> bool:
    """Return whether two colours can be taken for one."""
    b = QColor(other)
    return (
        max(abs(one.red() - b.red()), abs(one.green() - b.green()), abs(one.blue() - b.blue())) < 9
    )


def test_walls_are_filled_and_doors_are_open(plan: Plan, tmp_path: Path) -> None:
    image, drawn = picture(plan, tmp_path / "plan.png", set())
    rooms = {s.id: s for s in plan.spaces if s.kind is SpaceKind.ROOM}
    checked = 0
    for door in plan.doors:
        if door.kind is not DoorKind.DOOR:
            continue
        room = rooms[door.a if door.a in rooms else door.b]
        cx, cy = room.rect.centre
        dx, dy = ((0.0, 0.4), (0.4, 0.0))[door.axis == "y"]
        x, y = door.x + dx * (1 if cx > door.x else -1), door.y + dy * (1 if cy > door.y else -1)
        assert not near(colour(image, drawn, x, y), PAPER.wall), "no opening"
        along = (door.width / 2 + 0.15, 0.0) if door.axis == "x" else (0.0, door.width / 2 + 0.15)
        assert near(colour(image, drawn, x + along[0], y + along[1]), PAPER.wall), "no jamb"
        checked += 1
    assert checked == len(rooms)


def test_a_flight_has_walls_where_it_begins_and_where_it_ends() -> None:
    plan = make_founding(3000)[0].plan
    top = max(storeys(plan))
    assert top > 0
    flights = [s for s in plan.spaces if s.kind is SpaceKind.STAIRS and s.floor == top - 1]
    assert flights
    for floor in (top - 1, top):
        sheet = Sheet.of(plan, floor)
        image = QImage(round(sheet.width), round(sheet.height), QImage.Format.Format_RGB32)
        image.fill(QColor(PAPER.ground))
        drawn = FloorPlan(plan, floor, sheet.panel_width, sheet.panel_height)
        drawn.set_scale(SCALE)
        painter = QPainter(image)
        FloorPainter(painter, drawn, PAPER).paint()
        painter.end()
        for flight in flights:
            x, y = flight.rect.centre
            sides = (
                ((x, flight.rect.y0 - 0.2), (x, flight.rect.y1 + 0.2))
                if flight.climb[0] == "x"
                else ((flight.rect.x0 - 0.2, y), (flight.rect.x1 + 0.2, y))
            )
            # One of its long sides is the corridor's.
            assert any(near(colour(image, drawn, *at), PAPER.wall) for at in sides)
            assert not near(colour(image, drawn, x + 0.5, y + 0.5), PAPER.ground)


def test_loci_are_filled_where_something_stands(tmp_path: Path) -> None:
    founding, _ = make_founding(60)
    plan, occupied = founding.plan, set(founding.placements.values())
    image, drawn = picture(plan, tmp_path / "plan.png", occupied)
    pedestals = [locus for locus in plan.loci if locus.kind == "pedestal"]
    taken = {locus.id for locus in pedestals} & occupied
    assert taken
    assert len(taken) < len(pedestals)
    for locus in pedestals:
        filled = near(colour(image, drawn, locus.x, locus.y), PAPER.object)
        assert filled == (locus.id in taken)


def test_a_room_wears_its_wings_colour(plan: Plan, tmp_path: Path) -> None:
    image, drawn = picture(plan, tmp_path / "plan.png", set())
    hues: dict[str | None, set[str]] = {}
    for space in plan.spaces:
        if space.kind is SpaceKind.ROOM:
            rect = inside_of(space)
            at = colour(image, drawn, rect.x0 + 0.75, rect.y0 + 1.0)
            hues.setdefault(wing_color(plan, space.wing_id), set()).add(at.name())
    assert len(hues) == 2
    first, second = hues.values()
    assert not first & second


def test_names_stay_in_their_boxes_and_boxes_in_their_rooms(plan: Plan) -> None:
    for space in plan.spaces:
        if space.kind is not SpaceKind.ROOM:
            continue
        box, inside = name_box(space), inside_of(space)
        assert inside.x0 <= box.x0 < box.x1 <= inside.x1
        assert inside.y0 <= box.y0 < box.y1 <= inside.y1
        taken = [locus for locus in plan.loci if locus.room_id == space.id]
        assert not any(box.contains(locus.x, locus.y) for locus in taken)


def test_a_name_is_as_large_as_fits() -> None:
    short = fit("Bees", 100, 60, largest=19, smallest=6)
    long = fit("Remembering the history of typefaces", 60, 60, largest=19, smallest=6)
    assert short is not None
    assert long is not None
    assert short.pixels == 19
    assert short.lines == ("Bees",)
    assert long.pixels < 19
    assert " ".join(long.lines) == "Remembering the history of typefaces"
    assert fit("Donaudampfschifffahrt" * 4, 30, 20, largest=19, smallest=6) is None
    broken = fit("Donaudampfschifffahrt" * 4, 30, 20, largest=19, smallest=6, whole=True)
    assert broken is not None
    assert "".join(broken.lines) == "Donaudampfschifffahrt" * 4
    assert wrapped("a bb cc", 5, len) == ["a bb", "cc"]
    assert wrapped("abcdef", 5, len) is None


@pytest.mark.parametrize("theme", [PAPER, PLAQUE], ids=["light", "dark"])
@pytest.mark.parametrize("side", [120, 186, 900])
def test_the_map_draws_the_same_at_its_own_size(plan: Plan, theme: object, side: int) -> None:
    from palace.scene.floor_plan import MapTheme

    assert isinstance(theme, MapTheme)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.ground))
    painter = QPainter(image)
    drawn = draw_map(painter, plan, 0, (side, side), Marks(names=False), theme=theme)
    painter.end()
    rooms = [s for s in plan.spaces if s.kind is SpaceKind.ROOM]
    for room in rooms:
        x, y = room.rect.centre
        assert drawn.space_at(*drawn.to_pixels(x, y)) == room
        assert not near(colour(image, drawn, x, y), theme.ground)
    assert QGuiApplication.instance() is not None
    assert isinstance(rooms[0].rect, Rect)


def test_what_is_walled_up_is_drawn_solid_and_not_named(plan: Plan) -> None:
    room = next(s for s in plan.spaces if s.kind is SpaceKind.ROOM and s.floor == 0)
    shut = replace(
        plan,
        spaces=tuple(
            replace(s, kind=SpaceKind.CLOSED) if s.id == room.id else s for s in plan.spaces
        ),
        doors=tuple(d for d in plan.doors if room.id not in (d.a, d.b)),
        loci=tuple(x for x in plan.loci if x.room_id != room.id),
    )

    def middle(drawn_plan: Plan) -> QColor:
        drawn = FloorPlan(drawn_plan, 0, 900.0, 900.0)
        image = QImage(900, 900, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        FloorPainter(painter, drawn, PAPER).paint()
        painter.end()
        x, y, width, height = drawn.rect(room.rect)
        # Beside the middle, where a room has its landmark.
        return image.pixelColor(round(x + width * 0.3), round(y + height * 0.7))

    assert middle(shut) == QColor(PAPER.wall)
    assert middle(plan) != QColor(PAPER.wall)


def test_a_map_too_small_for_walls_shows_the_wings_colours(plan: Plan) -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawn = draw_map(painter, plan, 0, (60, 60), Marks(names=False), theme=PAPER)
    painter.end()
    assert drawn.scale >= COARSE  # a palace of sixty has walls at any size of the window
    image.fill(QColor("white"))
    painter = QPainter(image)
    small = draw_map(painter, plan, 0, (24, 24), Marks(names=False), theme=PAPER)
    painter.end()
    assert small.scale < COARSE
    seen = [QColor(image.pixel(x, y)).hsvSaturationF() for x in range(24) for y in range(24)]
    dark = [QColor(image.pixel(x, y)).valueF() < 0.25 for x in range(24) for y in range(24)]
    assert max(seen) > 0.15  # rooms; the paper has .05
    assert not any(dark)  # walls


def test_a_room_is_marked_on_a_map_that_is_there(plan: Plan) -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawn = draw_map(painter, plan, 0, (400, 400), Marks(names=False), theme=PAPER)
    rooms = [s for s in drawn.spaces if s.kind is SpaceKind.ROOM]
    spots = [tuple(map(round, drawn.to_pixels(*s.rect.centre))) for s in rooms[:2]]
    before = [image.pixelColor(*spot) for spot in spots]
    mark_room(painter, drawn, rooms[0], PAPER)
    painter.end()
    after = [image.pixelColor(*spot) for spot in spots]
    assert after[0] != before[0]
    assert after[1] == before[1]
    # It is the same as if the map had been drawn with the room marked.
    painter = QPainter(image)
    draw_map(painter, plan, 0, (400, 400), Marks(room_id=rooms[0].id, names=False), theme=PAPER)
    painter.end()
    assert image.pixelColor(*spots[0]) == after[0]
