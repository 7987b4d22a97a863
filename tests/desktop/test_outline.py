from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from palace.desktop.outline.panel import OutlinePanel
from palace.desktop.outline.tree import OutlineModel, grow
from palace.desktop.theme import Theme
from palace.desktop.world import World
from palace.queries import PlacedObjects, PlanOf
from palace.session import Session


@pytest.fixture
def world(palace: Path) -> World:
    with Session(palace) as session:
        return World(session.ask(PlanOf()), session.ask(PlacedObjects()))


def test_everything_stands_in_the_tree_once(world: World) -> None:
    rows = list(grow(world.plan, world.objects).walk())
    objects = [node.id for node in rows if node.level == "object"]
    assert sorted(objects) == sorted(entry.id for entry in world.objects)
    quarter = next(node for node in rows if node.level == "quarter")
    assert quarter.many == len(world.objects)
    assert all(node.many == len(node.children) for node in rows if node.level == "room")


def test_qt_finds_the_model_sound(world: World, qtbot: Any) -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_tree(grow(world.plan, world.objects))
    entry = world.objects[0]
    index = model.index_of(entry.id)
    assert index.data() == entry.title
    assert model.index_of(entry.room_id) == index.parent()
    model.set_here(entry.room_id)
    said = index.parent().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("room ") and said.endswith("you are here")
    tester.deleteLater()


def test_it_can_be_used_by_keyboard_alone(world: World, theme: Theme, qtbot: Any) -> None:
    panel = OutlinePanel(theme)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show()
    panel.show_tree(grow(world.plan, world.objects))
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(panel.tree.model().index(0, 0))
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Down] * 4
    with qtbot.waitSignal(panel.object_chosen, timeout=3000) as chosen:
        for key in keys:
            qtbot.keyClick(panel.tree, key)
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert chosen.args[0] in world.placed


def test_the_filter_leaves_what_fits_and_what_holds_it(
    world: World, theme: Theme, qtbot: Any
) -> None:
    panel = OutlinePanel(theme)
    qtbot.addWidget(panel)
    panel.show_tree(grow(world.plan, world.objects))
    panel.filter.setText("bees 3")
    panel._filter_now()

    def leaves(parent: Any = None) -> list[str]:
        model = panel.tree.model()
        found = []
        rows = model.rowCount(parent) if parent is not None else model.rowCount()
        for number in range(rows):
            index = model.index(number, 0, parent) if parent is not None else model.index(number, 0)
            found += leaves(index) if model.hasChildren(index) else [index.data()]
        return found

    assert leaves() == ["bees 3"]


def test_what_was_open_stays_open(world: World, theme: Theme, qtbot: Any) -> None:
    panel = OutlinePanel(theme)
    qtbot.addWidget(panel)
    panel.show_tree(grow(world.plan, world.objects))
    entry = world.objects[0]
    panel.show_current(entry.id)
    panel.tree.expandAll()
    panel.show_tree(grow(world.plan, world.objects[:-1]))
    assert panel.tree.currentIndex().data() == entry.title


def test_neighbours_are_those_of_the_room(world: World) -> None:
    entry = world.objects[0]
    companions = world.companions(entry.id)
    assert {c.object_id for c in companions} == {
        other.id for other in world.in_room[entry.room_id]
    } - {entry.id}
