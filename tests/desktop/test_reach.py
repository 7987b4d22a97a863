"""What is to be found no more, in the real window: the spring, what is held back, erasing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from palace.desktop.arranging.held import HeldDialog
from palace.desktop.arranging.spring import SpringDialog
from palace.desktop.workbench import Workbench
from palace.ops import ImportItems
from palace.session import Session
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import bench, opener
from tests.desktop.test_writing import a_note, read
from tests.drafts import note

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]

KEY = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def answer_soon(made: Workbench, words: str) -> None:
    """Press a button of the question that is about to be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text().replace("&", "") == words).click()

    QTimer.singleShot(100, made, press)


def held(made: Workbench, palace: Path, until: Until) -> HeldDialog:
    """Write a note with a key in one of its pages, and open what is held back."""
    with Session(palace) as elsewhere:
        note_ = note("Keys.md", {"Door": "The door is green.", "Code": f"It is {KEY} for now."})
        elsewhere.run(ImportItems.of("markdown", "/vault", [note_], "keys"))
    made.commands["palace.held"].trigger()
    dialog: HeldDialog = dialog_of(made, HeldDialog)
    until(lambda: dialog.list.chosen() is not None)
    return dialog


def test_out_of_reach_and_back_by_the_spring(bench: Workbench, until: Until) -> None:
    thing = a_note(bench)
    read(bench, thing.id, until)
    bench.commands["palace.put_away"].trigger()
    until(lambda: thing.id not in world_of(bench).placed)
    assert bench.window.reader.reading is None
    bench.commands["palace.spring"].trigger()
    dialog = dialog_of(bench, SpringDialog)
    until(lambda: dialog.list.chosen() is not None)
    assert dialog.list.chosen().title == thing.title
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    until(lambda: thing.id in world_of(bench).placed)
    assert world_of(bench).placed[thing.id].locus_id == thing.locus_id
    until(lambda: dialog.list.chosen() is None)
    dialog.close()


def test_the_fountain_is_the_spring(bench: Workbench, until: Until) -> None:
    court = next(s for s in world_of(bench).plan.spaces if s.kind == "court")
    assert bench.visit is not None
    bench.visit.go_to(court.id)
    until(lambda: bench.view.space_id == court.id and not bench.view.navigator.moving)
    scene = bench.view.native
    x, y = court.rect.centre
    at = bench.view.on_screen((x, y, court.z + 0.6))
    assert at is not None
    spot = QPoint(round(at[0]), round(at[1]))
    step = [0]

    def told() -> bool:
        step[0] = 6 - step[0]  # a pointer that rests says nothing
        QTest.mouseMove(scene, spot + QPoint(step[0], step[0]))
        return bench.window.hover_chip.accessibleName().startswith("The spring")

    until(told)
    QTest.mouseClick(scene, Qt.MouseButton.LeftButton, pos=spot)
    until(lambda: any(d.isVisible() for d in bench.window.findChildren(SpringDialog)))
    dialog_of(bench, SpringDialog).close()


def test_what_is_held_back_is_listed_and_let_go(
    bench: Workbench, palace: Path, until: Until
) -> None:
    dialog = held(bench, palace, until)
    row_ = dialog.list.chosen()
    assert row_.title == "Keys" and KEY not in row_.remark
    QTest.mouseClick(dialog.release, Qt.MouseButton.LeftButton)
    until(lambda: dialog.list.chosen() is None)
    assert not dialog.release.isEnabled()
    bench.commands["edit.undo"].trigger()
    until(lambda: bench.visit is not None and bench.visit.library.undo_title is not None)
    dialog.close()


def test_a_page_that_is_held_back_is_erased_once_one_is_sure(
    bench: Workbench, palace: Path, until: Until
) -> None:
    dialog = held(bench, palace, until)
    answer_soon(bench, "Keep it")
    QTest.mouseClick(dialog.erase, Qt.MouseButton.LeftButton)
    until(lambda: not bench.background.busy())
    assert dialog.list.chosen() is not None
    answer_soon(bench, "Erase")
    QTest.mouseClick(dialog.erase, Qt.MouseButton.LeftButton)
    until(lambda: dialog.list.chosen() is None)
    assert bench.window.toast.accessibleName() == "The page is erased."
    dialog.close()


def test_a_list_is_there_once_and_can_be_opened_again(bench: Workbench, until: Until) -> None:
    for _ in range(2):
        bench.commands["palace.spring"].trigger()
        bench.commands["palace.spring"].trigger()
        dialog = dialog_of(bench, SpringDialog)
        dialog.close()
        until(lambda: not bench.background.busy())
        assert not [d for d in bench.window.findChildren(SpringDialog) if d.isVisible()]


def test_erasing_asks_first_and_then_the_thing_is_gone(bench: Workbench, until: Until) -> None:
    assert bench.visit is not None
    thing = world_of(bench).objects[0]
    bench.visit.reading.open(thing.id)
    until(lambda: bench.window.reader.reading is not None)

    answer_soon(bench, "Keep it")
    bench.commands["palace.erase"].trigger()
    assert thing.id in world_of(bench).placed
    answer_soon(bench, "Erase")
    bench.commands["palace.erase"].trigger()
    until(lambda: thing.id not in world_of(bench).placed)
    until(lambda: bench.window.reader.reading is None)
    assert "is erased" in bench.window.toast.accessibleName()
