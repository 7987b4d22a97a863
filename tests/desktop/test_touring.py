"""Routes that are walked, kept and taken as tours, and bookmarks, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from palace.desktop.touring.dialogs import RouteDialog, WaysDialog
from palace.desktop.workbench import Workbench
from palace.queries import Bookmarks, Routes, RouteStops
from palace.session import Session
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import Opener, bench, opener
from tests.desktop.test_writing import opened, read

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


def press(made: Workbench, name: str) -> None:
    QTest.mouseClick(made.window.tour.button(name), Qt.MouseButton.LeftButton)


def three(made: Workbench) -> list[Any]:
    """Return three things of three rooms."""
    found: dict[str, Any] = {}
    for each in world_of(made).objects:
        found.setdefault(each.room_id, each)
    return list(found.values())[:3]


def test_a_walk_is_recorded_put_in_order_kept_and_taken(
    bench: Workbench, palace: Path, until: Until
) -> None:
    things = three(bench)
    assert len(things) == 3
    QTest.keyClick(bench.view.native, Qt.Key.Key_R)
    tour = bench.window.tour
    until(tour.isVisible)
    assert bench.commands["go.record"].isChecked()
    for thing in things:
        read(bench, thing.id, until)
    read(bench, things[2].id, until)  # reading it again is no further stop
    assert "3 stops" in tour.accessibleDescription()
    press(bench, "done")
    dialog = dialog_of(bench, RouteDialog)
    assert [halt.title for halt in dialog.halts()] == [thing.title for thing in things]
    dialog.stops.setCurrentRow(2)
    QTest.mouseClick(dialog.up, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.note, "Here I stood in the rain.")
    dialog.go.click()
    assert dialog.isVisible()  # it has no name yet
    QTest.keyClicks(dialog.name, "Evening walk")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    until(lambda: not tour.isVisible())
    with Session(palace) as other:
        stops = other.ask(RouteStops("evening walk"))
    wanted = [things[0].id, things[2].id, things[1].id]
    assert [stop.object for stop in stops] == wanted
    assert [stop.note for stop in stops] == ["", "Here I stood in the rain.", ""]
    # And now as a tour.
    bench.commands["go.ways"].trigger()
    ways = dialog_of(bench, WaysDialog)
    until(lambda: ways.routes.chosen() is not None)
    ways.play.click()
    until(tour.isVisible)
    reader = bench.window.reader
    for number, wish in enumerate(wanted):
        until(lambda wish=wish: reader.reading and reader.reading.memory.object_id == wish)
        room = world_of(bench).placed[wish].room_id
        until(lambda room=room: bench.view.space_id == room)
        assert f"{number + 1} of 3" in tour.accessibleDescription()
        assert ("rain" in tour.accessibleDescription()) == (number == 1)
        bench.commands["go.next_stop"].trigger()
    assert not tour.isVisible()
    assert "ends here" in bench.window.toast.accessibleName()
    bench.commands["edit.undo"].trigger()
    with Session(palace) as other:
        until(lambda: other.ask(Routes()) == [])


def test_a_route_is_changed_and_forgotten(bench: Workbench, palace: Path, until: Until) -> None:
    from palace.ops import SetRoute

    things = three(bench)
    with Session(palace) as other:
        other.run(SetRoute("Old", [thing.locus_id for thing in things]))
        bench.commands["go.ways"].trigger()
        ways = dialog_of(bench, WaysDialog)
        until(lambda: ways.routes.chosen() is not None)
        ways.edit_wanted.emit("Old")
        until(lambda: any(d.isVisible() for d in ways.findChildren(RouteDialog)))
        (dialog,) = (d for d in ways.findChildren(RouteDialog) if d.isVisible())
        dialog.name.setText("New")
        dialog.stops.setCurrentRow(0)
        QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
        dialog.go.click()
        until(lambda: other.ask(Routes()) == [("New", 2)])
        ways.forget_wanted.emit("New")
        until(lambda: other.ask(Routes()) == [])
        ways.close()


def test_a_walk_outlives_the_window(opener: Opener, palace: Path, until: Until) -> None:
    made = opened(opener, until)
    made.commands["go.record"].trigger()
    read(made, three(made)[0].id, until)
    opener.close(made)
    with Session(palace) as other:
        ((name, stops),) = other.ask(Routes())
    assert name.startswith("Walk of ") and stops == 1


def test_escape_ends_a_tour_of_what_is_new(bench: Workbench, until: Until) -> None:
    bench.commands["go.new"].trigger()
    until(bench.window.tour.isVisible)
    assert "1 of" in bench.window.tour.accessibleDescription()
    assert bench.commands["go.next_stop"].isEnabled()
    bench.view.native.setFocus()
    QTest.keyClick(bench.view.native, Qt.Key.Key_Escape)
    until(lambda: not bench.window.tour.isVisible())
    until(lambda: not bench.commands["go.next_stop"].isEnabled())


def test_a_place_is_marked_and_gone_back_to(bench: Workbench, palace: Path, until: Until) -> None:
    rooms = [s for s in world_of(bench).plan.spaces if s.kind == "room"]
    visit = bench.visit
    assert visit is not None
    visit.go_to(rooms[0].id)
    until(lambda: bench.view.space_id == rooms[0].id and not bench.view.navigator.moving)
    pose = bench.view.pose
    QTest.keyClick(bench.view.native, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    with Session(palace) as other:
        until(lambda: other.ask(Bookmarks()))
        (mark,) = other.ask(Bookmarks())
        assert (mark.name, mark.room_id) == (rooms[0].name, rooms[0].id)
        visit.go_to(rooms[1].id)
        until(lambda: bench.view.space_id == rooms[1].id and not bench.view.navigator.moving)
        bench.commands["go.ways"].trigger()
        ways = dialog_of(bench, WaysDialog)
        ways.tabs.setCurrentIndex(1)
        until(lambda: ways.marks.chosen() is not None)
        ways.go.click()
        until(lambda: bench.view.space_id == rooms[0].id and not bench.view.navigator.moving)
        now = bench.view.pose
        assert abs(now.x - pose.x) + abs(now.y - pose.y) + abs(now.yaw - pose.yaw) < 0.2
        bench.commands["edit.undo"].trigger()
        until(lambda: not other.ask(Bookmarks()))
