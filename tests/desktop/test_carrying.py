"""Carrying things with a real mouse in the real window: from the scene, from the outline."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from palace.desktop.arranging.carrying import TARGET_LIGHT
from palace.desktop.walking import HOLD_MS
from palace.desktop.workbench import Workbench
from palace.model.plan import Locus, PlacedObject
from palace.ops import EraseObject, MoveObject, RenamePlace
from palace.scene import standing
from palace.scene.camera import Pose
from palace.session import Session
from tests.desktop.test_arranging import rooms, world_of
from tests.desktop.test_window import Opener, bench, opener

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


def sight(made: Workbench, x: float, y: float, z: float) -> QPoint:
    """Return where a point of the palace is in the scene."""
    at = made.view.on_screen((x, y, z))
    assert at is not None
    return QPoint(round(at[0]), round(at[1]))


def clear(made: Workbench, at: QPoint) -> bool:
    """Return whether a point lies well within the scene, with nothing over it."""
    scene = made.view.native
    inside = scene.rect().adjusted(90, 90, -90, -90).contains(at)
    return inside and made.window.childAt(scene.mapTo(made.window, at)) is scene


@dataclass
class Before:
    """Where the mouse is put: two things and a free place, all in view."""

    thing: PlacedObject
    other: PlacedObject
    free: Locus
    at: QPoint
    at_other: QPoint
    at_free: QPoint


def in_view(made: Workbench, room: Any) -> Before | None:
    """Return what of a room can be dragged, and where to, from where one stands."""
    world, view = world_of(made), made.view

    def picked(locus: Locus) -> QPoint | None:
        at = view.on_screen((locus.x, locus.y, locus.z + 0.3))
        point = QPoint(round(at[0]), round(at[1])) if at is not None else None
        if point is None or not clear(made, point) or view.locus_at(*at) != locus:
            return None
        return point

    stands = {entry.locus_id: entry for entry in world.in_room.get(room.id, ())}
    seen = [(locus, at) for locus in world.loci_in(room.id) if (at := picked(locus)) is not None]
    things = [(stands[locus.id], at) for locus, at in seen if locus.id in stands]
    free = [(locus, at) for locus, at in seen if locus.id not in stands]
    if len(things) < 2 or not free:
        return None
    (thing, at), (other, at_other) = things[:2]
    return Before(thing, other, free[0][0], at, at_other, free[0][1])


@pytest.fixture
def before(bench: Workbench, until: Until) -> Before:
    """Stand in a room where two things and a free place are in view."""
    made, world = bench, world_of(bench)
    made.window.sign.vanish()
    made.window.hints.vanish()
    made.window.map.show()
    for entry in world.objects:
        room = world.spaces[entry.room_id]
        locus = world.loci[entry.locus_id]
        pose = standing.before(made.view.spaces, room, world.loci_in(room.id), locus)
        for turn in (0.0, 0.5, -0.5):
            made.view.pose = pose.turned(turn, 0.0)
            if in_view(made, room) is None:
                continue
            made.moves.wake()
            until(lambda: not made.moves.moving(), 30, "to stand still")
            made.window.sign.vanish()
            found = in_view(made, room)
            pick = made.view.pick(found.at.x(), found.at.y()) if found is not None else None
            if found is not None and pick is not None and pick.object_id == found.thing.id:
                return found
    pytest.fail("there is no room with a free place in view")


def lift(made: Workbench, before: Before, until: Until) -> None:
    """Press on a thing, hold, and begin to move."""
    assert made.visit is not None
    QTest.mousePress(made.view.native, LEFT, pos=before.at)
    until(lambda: made.visit and made.visit.carrying.carrying == before.thing.id, 5, "to lift it")
    QTest.mouseMove(made.view.native, before.at + QPoint(9, 9))


def drag(made: Workbench, start: QPoint, end: QPoint, widget: Any = None) -> None:
    for step in range(1, 6):
        QTest.mouseMove(widget or made.view.native, start + (end - start) * (step / 5))
        QTest.qWait(5)


def carried(made: Workbench) -> Any:
    assert made.visit is not None
    return made.visit.carrying


def nothing_is_left(made: Workbench) -> bool:
    """Return whether nothing of carrying can be seen any more."""
    desk = carried(made)
    stage = made.view._stage
    assert stage is not None
    return (
        not desk.carrying
        and not desk.sign.isVisible()
        and not len(stage.lights._places[2])
        and QApplication.overrideCursor() is None
        and not made.window.outline.tree.marked.isValid()
    )


def test_a_thing_is_carried_to_a_free_place_and_back_by_undo(
    bench: Workbench, before: Before, until: Until
) -> None:
    lift(bench, before, until)
    drag(bench, before.at, before.at_free)
    name = world_of(bench).spaces[before.free.room_id].name
    words = f"To {before.free.kind} {before.free.ord} of “{name}”"
    until(lambda: carried(bench).sign.words == words)
    assert carried(bench).sign.isVisible()
    QTest.mouseRelease(bench.view.native, LEFT, pos=before.at_free)
    until(lambda: world_of(bench).placed[before.thing.id].locus_id == before.free.id)
    assert f"stands at number {before.free.ord} of" in bench.window.toast.accessibleName()
    assert world_of(bench).placed[before.thing.id].pinned
    assert nothing_is_left(bench)
    assert bench.window.reader.reading is None  # it was no click
    bench.commands["edit.undo"].trigger()
    until(lambda: world_of(bench).placed[before.thing.id] == before.thing)


def test_the_place_under_the_pointer_lights_up(
    bench: Workbench, before: Before, until: Until
) -> None:
    scene = bench.view.native
    spot = sight(bench, before.free.x, before.free.y, before.free.z + 0.6)

    def colour() -> QColor:
        picture = scene.grabFramebuffer()
        scale = picture.width() / scene.width()
        return QColor(picture.pixelColor(round(spot.x() * scale), round(spot.y() * scale)))

    until(lambda: not bench.moves.moving(), 30, "for a still picture")
    plain, calls = colour(), bench.view.drawn_count
    lift(bench, before, until)
    drag(bench, before.at, before.at_free)
    until(lambda: carried(bench)._lit.get(before.free) == TARGET_LIGHT)
    until(lambda: not bench.moves.moving(), 30, "for a still picture")
    lit = colour()
    assert lit.red() > plain.red() + 15
    assert lit.red() - plain.red() > lit.blue() - plain.blue()  # it is a warm light
    assert bench.view.drawn_count == calls
    QTest.keyClick(scene, Qt.Key.Key_Escape)
    until(lambda: nothing_is_left(bench))
    until(lambda: not bench.moves.moving(), 30, "for a still picture")
    assert abs(colour().red() - plain.red()) < 6
    QTest.mouseRelease(scene, LEFT, pos=before.at_free)


def test_two_things_change_places_and_it_is_said_before(
    bench: Workbench, before: Before, until: Until
) -> None:
    lift(bench, before, until)
    drag(bench, before.at, before.at_other)
    until(lambda: carried(bench).sign.words == f"Changes places with “{before.other.title}”")
    QTest.mouseRelease(bench.view.native, LEFT, pos=before.at_other)
    until(
        lambda: world_of(bench).placed[before.thing.id].locus_id == before.other.locus_id,
        why="to change places",
    )
    assert world_of(bench).placed[before.other.id].locus_id == before.thing.locus_id
    assert f"“{before.other.title}” took its place" in bench.window.toast.accessibleName()
    assert not bench.window.notices()
    bench.commands["edit.undo"].trigger()
    until(lambda: world_of(bench).placed[before.thing.id] == before.thing)
    assert world_of(bench).placed[before.other.id] == before.other


def test_where_there_is_no_place_and_at_ones_word_it_flies_back(
    bench: Workbench, before: Before, until: Until
) -> None:
    scene = bench.view.native
    bare = next(
        point
        for x in range(100, scene.width() - 100, 20)
        for y in range(100, scene.height() - 100, 20)
        if clear(bench, point := QPoint(x, y)) and bench.view.locus_at(x, y) is None
    )
    assert bench.visit is not None
    last = bench.visit.library.undo_title
    swap = f"Changes places with “{before.other.title}”"
    for ends, end, said in (
        ("nowhere", bare, "There is no place here"),
        ("at home", before.at, "It stands here"),
        ("escape", before.at_other, swap),
        ("right button", before.at_other, swap),
    ):
        lift(bench, before, until)
        drag(bench, before.at + QPoint(9, 9), end)
        until(lambda said=said: carried(bench).sign.words == said)
        if ends == "escape":
            QTest.keyClick(scene, Qt.Key.Key_Escape)
        elif ends == "right button":
            QTest.mousePress(scene, Qt.MouseButton.RightButton, pos=end)
            QTest.mouseRelease(scene, Qt.MouseButton.RightButton, pos=end)
        QTest.mouseRelease(scene, LEFT, pos=end)
        until(lambda: nothing_is_left(bench), why=f"after {ends}")
    until(lambda: not bench.background.busy())
    assert world_of(bench).placed[before.thing.id] == before.thing
    assert bench.visit.library.undo_title == last
    assert bench.window.reader.reading is None
    assert not [menu for menu in bench.window.findChildren(QMenu) if menu.isVisible()]


def test_dragging_at_once_looks_round_also_over_a_thing(
    bench: Workbench, before: Before, until: Until
) -> None:
    floor = QPoint(before.at.x(), bench.view.native.height() - 100)
    for start in (before.at, floor):
        yaw = bench.view.pose.yaw
        QTest.mousePress(bench.view.native, LEFT, pos=start)
        drag(bench, start, start + QPoint(60, 0))
        QTest.qWait(HOLD_MS + 100)  # held now, but it is a look already
        assert not carried(bench).carrying
        drag(bench, start + QPoint(60, 0), start)
        QTest.mouseRelease(bench.view.native, LEFT, pos=start)
        assert bench.view.pose.yaw == pytest.approx(yaw)
        QTest.mousePress(bench.view.native, LEFT, pos=floor)
        QTest.qWait(HOLD_MS + 100)  # on the floor there is nothing to lift
        drag(bench, floor, floor + QPoint(60, 0))
        QTest.mouseRelease(bench.view.native, LEFT, pos=floor + QPoint(60, 0))
        assert bench.view.pose.yaw != pytest.approx(yaw)
        bench.view.pose = Pose(
            bench.view.pose.x, bench.view.pose.y, bench.view.pose.z, yaw, bench.view.pose.pitch
        )


def test_a_slow_click_still_reads(bench: Workbench, before: Before, until: Until) -> None:
    QTest.mousePress(bench.view.native, LEFT, pos=before.at)
    until(lambda: carried(bench).carrying == before.thing.id)
    QTest.mouseRelease(bench.view.native, LEFT, pos=before.at + QPoint(1, 1))
    until(lambda: bench.window.reader.reading is not None)
    assert bench.window.reader.reading.memory.object_id == before.thing.id  # type: ignore[union-attr]
    until(lambda: nothing_is_left(bench))


def test_near_the_edge_the_view_turns_and_one_may_walk_meanwhile(
    bench: Workbench, before: Before, until: Until
) -> None:
    scene = bench.view.native
    lift(bench, before, until)
    yaw = bench.view.pose.yaw
    edge = QPoint(scene.width() - 4, scene.height() // 2)
    drag(bench, before.at, edge)
    until(lambda: (yaw - bench.view.pose.yaw) % math.tau > 0.3, 10, "to turn right")
    inner = QPoint(scene.width() // 2, scene.height() // 2)
    drag(bench, edge, inner)
    yaw = bench.view.pose.yaw
    QTest.qWait(200)
    assert bench.view.pose.yaw == pytest.approx(yaw)
    place = bench.view.pose
    QTest.keyPress(scene, Qt.Key.Key_S)
    until(lambda: math.hypot(bench.view.pose.x - place.x, bench.view.pose.y - place.y) > 0.2, 10)
    QTest.keyRelease(scene, Qt.Key.Key_S)
    assert carried(bench).carrying == before.thing.id
    QTest.keyClick(scene, Qt.Key.Key_Escape)
    QTest.mouseRelease(scene, LEFT, pos=inner)


def test_from_the_scene_onto_a_room_of_the_map(
    bench: Workbench, before: Before, until: Until
) -> None:
    card, world = bench.window.map, world_of(bench)
    scene = bench.view.native
    until(lambda: card._geometry is not None)
    room = next(
        r
        for r in rooms(bench)
        if r.id != before.thing.room_id
        and r.floor == card._floor
        and len(world.loci_in(r.id)) > len(world.in_room.get(r.id, ()))
    )
    x, y = card._geometry.to_pixels(*room.rect.centre)  # type: ignore[union-attr]
    at = scene.mapFromGlobal(card.mapToGlobal(QPoint(round(x) + 8, round(y) + 8)))
    lift(bench, before, until)
    drag(bench, before.at, at)
    until(lambda: carried(bench).sign.words == f"To “{room.name}”, where it fits")
    assert card._marked == room.id
    QTest.mouseRelease(scene, LEFT, pos=at)
    until(lambda: world_of(bench).placed[before.thing.id].room_id == room.id)
    assert not card._marked


def test_from_above_onto_a_room(bench: Workbench, before: Before, until: Until) -> None:
    scene, view = bench.view.native, bench.view
    bench.commands["view.overview"].trigger()
    until(lambda: not view.navigator.changing and view.navigator.from_above, 20)
    thing = before.thing

    def spot() -> QPoint:
        return sight(bench, thing.x, thing.y, thing.z + 0.3)

    def seen() -> bool:
        pick = view.pick(spot().x(), spot().y())
        return pick is not None and pick.object_id is not None and clear(bench, spot())

    until(seen, 20, "to see it from above")
    found = view.pick(spot().x(), spot().y())
    assert found is not None and found.object_id is not None
    thing = world_of(bench).placed[found.object_id]
    world = world_of(bench)
    room, at = next(
        (r, at)
        for r in rooms(bench)
        if r.id != thing.room_id and len(world.loci_in(r.id)) > len(world.in_room.get(r.id, ()))
        if clear(bench, at := sight(bench, *r.rect.centre, r.z))
        and (pick := view.pick(at.x(), at.y())) is not None
        and pick.space_id == r.id
    )
    start = sight(bench, before.thing.x, before.thing.y, before.thing.z + 0.3)
    QTest.mousePress(scene, LEFT, pos=start)
    until(lambda: carried(bench).carrying == thing.id)
    drag(bench, start, at)
    until(lambda: carried(bench).sign.words == f"To “{room.name}”, where it fits")
    QTest.mouseRelease(scene, LEFT, pos=at)
    until(lambda: world_of(bench).placed[thing.id].room_id == room.id)


def row(made: Workbench, identifier: str) -> QPoint:
    """Return where a row of the outline is, in its view."""
    panel = made.window.outline
    index = panel._proxy.mapFromSource(panel.model.index_of(identifier))
    assert index.isValid()
    return panel.tree.visualRect(index).center()


def from_outline(made: Workbench, before: Before, until: Until) -> Any:
    """Open the outline, press on the thing's row and begin to drag it; return the view."""
    panel = made.window.outline
    made.commands["view.outline"].trigger()
    panel.show_current(before.thing.id)
    until(lambda: panel.current() == before.thing.id and panel.tree.isVisible())
    view = panel.tree.viewport()
    start = row(made, before.thing.id)
    QTest.mousePress(view, LEFT, pos=start)
    drag(made, start, start + QPoint(16, 6), view)
    until(lambda: carried(made).carrying == before.thing.id)
    return view


def test_from_the_outline_onto_a_room_of_it(bench: Workbench, before: Before, until: Until) -> None:
    world = world_of(bench)
    view = from_outline(bench, before, until)
    rows = bench.window.outline.tree.viewport().rect()
    room = next(
        r
        for r in rooms(bench)
        if r.id != before.thing.room_id
        and len(world.loci_in(r.id)) > len(world.in_room.get(r.id, ()))
        and rows.contains(row(bench, r.id))
        and row(bench, r.id) != QPoint(0, 0)
    )
    end = row(bench, room.id)
    drag(bench, row(bench, before.thing.id), end, view)
    until(lambda: carried(bench).sign.words == f"To “{room.name}”, where it fits")
    picture = view.grab().toImage()
    scale = picture.width() / view.width()
    edge = view.mapTo(view, QPoint(4, end.y()))
    shown = picture.pixelColor(round(edge.x() * scale), round(edge.y() * scale))
    gold = QColor(bench.window.theme.tokens.gold)
    assert abs(shown.red() - gold.red()) + abs(shown.blue() - gold.blue()) < 60
    QTest.mouseRelease(view, LEFT, pos=end)
    until(lambda: world_of(bench).placed[before.thing.id].room_id == room.id)
    assert f"of “{room.name}” now." in bench.window.toast.accessibleName()
    assert nothing_is_left(bench)
    bench.commands["edit.undo"].trigger()
    until(lambda: world_of(bench).placed[before.thing.id] == before.thing)


def test_from_the_outline_onto_a_place_one_sees(
    bench: Workbench, before: Before, until: Until
) -> None:
    view = from_outline(bench, before, until)
    bench.window.host.place()

    def there() -> QPoint:
        spot = sight(bench, before.free.x, before.free.y, before.free.z + 0.3)
        return view.mapFromGlobal(bench.view.native.mapToGlobal(spot))

    drag(bench, row(bench, before.thing.id), there(), view)
    until(lambda: carried(bench)._target.locus == before.free)
    QTest.mouseRelease(view, LEFT, pos=there())
    until(lambda: world_of(bench).placed[before.thing.id].locus_id == before.free.id)


def test_the_outline_lets_a_click_be_a_click_and_escape_end_a_drag(
    bench: Workbench, before: Before, until: Until
) -> None:
    view = from_outline(bench, before, until)
    QTest.keyClick(bench.window.outline.tree, Qt.Key.Key_Escape)
    until(lambda: nothing_is_left(bench))
    QTest.mouseRelease(view, LEFT, pos=row(bench, before.thing.id))
    assert bench.window.reader.reading is None
    QTest.mouseClick(view, LEFT, pos=row(bench, before.thing.id))
    until(lambda: bench.window.reader.reading is not None)
    assert world_of(bench).placed[before.thing.id] == before.thing


@pytest.mark.parametrize("what", ["erased", "moved", "another plan", "another thing goes"])
def test_the_palace_changes_while_one_carries(
    bench: Workbench, before: Before, palace: Path, until: Until, what: str
) -> None:
    lift(bench, before, until)
    drag(bench, before.at, before.at_free)
    world = world_of(bench)
    with Session(palace) as elsewhere:
        if what == "erased":
            elsewhere.run(EraseObject(before.thing.id))
        elif what == "moved":
            elsewhere.run(MoveObject(before.thing.id, before.free.room_id, before.free.ord))
        elif what == "another plan":
            elsewhere.run(RenamePlace(before.thing.room_id, "The long shelf"))
        else:
            other = next(o for o in world.objects if o.room_id != before.thing.room_id)
            elsewhere.run(EraseObject(other.id))
    until(lambda: world_of(bench) is not world, 20, "for the change")
    if what == "another thing goes":
        assert carried(bench).carrying == before.thing.id  # it stands as it did
        QTest.mouseRelease(bench.view.native, LEFT, pos=before.at_free)
        until(lambda: world_of(bench).placed[before.thing.id].locus_id == before.free.id)
        return
    until(lambda: nothing_is_left(bench), 10)
    QTest.mouseRelease(bench.view.native, LEFT, pos=before.at_free)
    QTest.qWait(100)
    assert (before.thing.id in world_of(bench).placed) == (what != "erased")
    assert before.other.locus_id == world_of(bench).placed[before.other.id].locus_id
    assert not bench.window.notices()


def test_the_window_is_closed_or_left_while_one_carries(
    bench: Workbench, before: Before, opener: Opener, palace: Path, until: Until
) -> None:
    lift(bench, before, until)
    drag(bench, before.at, before.at_free)
    bench.window.outline_dock.show()
    bench.window.outline.filter.setFocus()  # the scene has the keys no more
    until(lambda: not carried(bench).carrying)
    QTest.mouseRelease(bench.view.native, LEFT, pos=before.at_free)
    bench.view.native.setFocus()
    bench.window.outline_dock.hide()
    until(lambda: not bench.moves.moving(), 30)
    lift(bench, before, until)
    opener.close(bench)
    assert QApplication.overrideCursor() is None
    with Session(palace) as later:
        from palace.queries import PlacedObjects

        stands = {entry.id: entry for entry in later.ask(PlacedObjects())}
    assert stands[before.thing.id] == before.thing
