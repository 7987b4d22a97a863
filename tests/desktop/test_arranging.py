"""The architect in the real window: names, pins, moves, destinations, each undone again."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QPushButton

from palace.desktop.arranging.dialogs import DestinationsDialog, PlaceDialog, RenameDialog
from palace.desktop.overlays.notices import NoticeCard
from palace.desktop.workbench import Workbench
from palace.model.plan import SpaceKind
from palace.ops import PinObject
from palace.scene.camera import Pose
from palace.session import Session
from tests.desktop.test_window import bench, opener

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


def dialog_of(made: Workbench, kind: type[Any]) -> Any:
    found = [d for d in made.window.findChildren(QDialog) if isinstance(d, kind) and d.isVisible()]
    assert len(found) == 1
    return found[0]


def world_of(made: Workbench) -> Any:
    assert made.visit is not None
    return made.visit.library.world


def rooms(made: Workbench) -> list[Any]:
    return [s for s in world_of(made).plan.spaces if s.kind is SpaceKind.ROOM]


def test_f2_renames_what_is_chosen_in_the_outline(bench: Workbench, until: Until) -> None:
    bench.commands["view.outline"].trigger()
    room, other = rooms(bench)[:2]
    bench.window.outline.show_current(room.id)
    bench.window.outline.tree.setFocus()
    until(lambda: bench.window.outline.current() == room.id)
    bench.commands["palace.rename"].trigger()
    dialog = dialog_of(bench, RenameDialog)
    dialog.field.setText(other.name)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    until(lambda: any("already" in said.text() for said in dialog.findChildren(QLabel)))
    dialog.field.setText("The long shelf")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    until(lambda: world_of(bench).spaces[room.id].name == "The long shelf")
    model = bench.window.outline.model
    until(lambda: model.node(model.index_of(room.id)).name == "The long shelf")
    assert "you have moved in" in bench.window.toast.accessibleName()
    bench.commands["edit.undo"].trigger()
    until(lambda: world_of(bench).spaces[room.id].name == room.name)
    visit = bench.visit
    assert visit is not None
    until(lambda: visit.library.info is not None and visit.library.info.founded is None)


def test_a_way_is_renamed_as_its_wing(bench: Workbench, until: Until) -> None:
    plan = world_of(bench).plan
    corridor = next(s for s in plan.spaces if s.kind is SpaceKind.CORRIDOR)
    assert bench.visit is not None
    bench.visit.arranging.rename(corridor.id)
    dialog = dialog_of(bench, RenameDialog)
    assert dialog.windowTitle() == "Rename the wing"
    dialog.field.setText("By the water")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    until(lambda: world_of(bench).wings[corridor.wing_id].name == "By the water")
    assert world_of(bench).spaces[corridor.id].name == "By the water"


def test_a_pin_shows_in_outline_and_reader_and_from_elsewhere(
    bench: Workbench, palace: Path, until: Until
) -> None:
    bench.commands["view.outline"].trigger()
    thing = world_of(bench).objects[0]
    assert bench.visit is not None
    bench.visit.reading.open(thing.id)
    reader, model = bench.window.reader, bench.window.outline.model
    until(lambda: reader.reading is not None)
    bench.commands["palace.pin_read"].trigger()
    until(lambda: reader.reading is not None and reader.reading.memory.pinned)
    until(lambda: model.node(model.index_of(thing.id)).pinned)
    spoken = model.data(model.index_of(thing.id), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", pinned")
    until(lambda: bench.commands["palace.pin_read"].text() == "Unpin what I read")
    with Session(palace) as elsewhere:
        elsewhere.run(PinObject(thing.id, pinned=False))
    until(lambda: reader.reading is not None and not reader.reading.memory.pinned)
    assert bench.commands["palace.pin_read"].text() == "Pin what I read"


def test_moving_from_the_list_and_changing_places(bench: Workbench, until: Until) -> None:
    thing = world_of(bench).objects[0]
    other = next(o for o in world_of(bench).objects if o.room_id != thing.room_id)
    room = world_of(bench).spaces[other.room_id]
    assert bench.visit is not None
    bench.visit.arranging.move(thing.id)
    dialog = dialog_of(bench, PlaceDialog)
    QTest.keyClicks(dialog.field, room.name)
    number = world_of(bench).loci[other.locus_id].ord
    line = next(
        n
        for n in range(dialog.spot.count())
        if dialog.spot.itemData(n) and dialog.spot.itemData(n).number == number
    )
    dialog.spot.setCurrentIndex(line)
    assert dialog.go.text() == "Let them change places"
    dialog.go.click()
    until(lambda: world_of(bench).placed[thing.id].locus_id == other.locus_id)
    assert world_of(bench).placed[other.id].locus_id == thing.locus_id
    bench.visit.reading.open(thing.id)
    reader = bench.window.reader
    until(lambda: reader.reading is not None)
    assert any(said.text().startswith("Moved from") for said in reader.findChildren(QLabel))
    bench.commands["edit.undo"].trigger()
    until(lambda: world_of(bench).placed[thing.id] == thing)


def test_putting_what_is_read_where_one_looks(bench: Workbench, until: Until) -> None:
    world = world_of(bench)
    thing = world.objects[0]
    there = next(o for o in world.objects if o.room_id != thing.room_id)
    taken = {o.locus_id for o in world.objects}
    visit = bench.visit
    assert visit is not None
    visit.reading.open(thing.id)
    until(lambda: bench.window.reader.reading is not None)

    def look_at(locus: Any) -> None:
        x, y = world.spaces[locus.room_id].rect.centre
        yaw = math.atan2(locus.y - y, locus.x - x)
        away = math.hypot(locus.x - x, locus.y - y)
        bench.view.pose = Pose(x, y, 1.66, yaw, math.atan2(locus.z + 0.25 - 1.66, away))
        until(lambda: bench.view.space_id == locus.room_id)

    look_at(world.loci[there.locus_id])
    assert visit.arranging.locus_ahead() == world.loci[there.locus_id]
    bench.commands["palace.put_here"].trigger()
    until(bench.window.notices)
    (notice,) = bench.window.notices()
    assert isinstance(notice, NoticeCard) and there.title in notice.accessibleDescription()
    notice.dismiss()
    aimed = None
    for free in (x for x in world.loci_in(there.room_id) if x.id not in taken):
        look_at(free)
        aimed = visit.arranging.locus_ahead()
        if aimed == free:
            break
    assert aimed is not None and aimed.id not in taken
    bench.commands["palace.put_here"].trigger()
    until(lambda: world_of(bench).placed[thing.id].locus_id == aimed.id)


def test_where_a_source_goes_is_chosen_and_cleared(bench: Workbench, until: Until) -> None:
    bench.commands["palace.destinations"].trigger()
    dialog = dialog_of(bench, DestinationsDialog)

    def buttons(words: str) -> list[QPushButton]:
        return [b for b in dialog.findChildren(QPushButton) if b.text() == words and b.isVisible()]

    until(lambda: buttons("Choose a place…"))
    buttons("Choose a place…")[0].click()
    until(lambda: dialog.findChildren(PlaceDialog))
    (picker,) = dialog.findChildren(PlaceDialog)
    wing = world_of(bench).plan.wings[0]
    QTest.keyClicks(picker.field, wing.name)
    rows = [picker.list.model().index(n, 0) for n in range(picker.list.model().rowCount())]
    row = next(r for r in rows if r.data(Qt.ItemDataRole.UserRole).object_id == wing.id)
    picker.list.setCurrentIndex(row)
    picker.go.click()
    until(lambda: buttons("Where it fits"))
    assert any(f"“{wing.name}”" in said.text() for said in dialog.findChildren(QLabel))
    buttons("Where it fits")[0].click()
    until(lambda: not buttons("Where it fits"))
    dialog.close()


def test_the_right_button_offers_what_can_be_done(bench: Workbench, until: Until) -> None:
    thing, room = world_of(bench).objects[0], rooms(bench)[0]

    def offered(identifier: str) -> list[str]:
        bench.window.outline.menu_wanted.emit(identifier, QPoint(40, 40))
        (menu,) = (m for m in bench.window.findChildren(QMenu) if m.isVisible())
        said = [action.text().replace("&&", "&") for action in menu.actions() if action.text()]
        menu.close()
        return said

    things = ["Read", "Take me there", "Pin", "Move to…", "Put out of reach", "Erase…"]
    assert offered(thing.id) == things
    assert offered(room.id) == ["Take me there", f"Rename the room “{room.name}”…"]
    quarter = world_of(bench).plan.quarters[0]
    assert offered(quarter.id) == [f"Rename the quarter “{quarter.name}”…"]
    corridor = next(s for s in world_of(bench).plan.spaces if s.kind is SpaceKind.CORRIDOR)
    assert offered(corridor.id)[1].startswith("Rename the wing “")
