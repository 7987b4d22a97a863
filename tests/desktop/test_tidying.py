"""Tidying up in the real window, driven by its own buttons."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from palace.desktop.arranging.tidying import TidyDialog
from palace.desktop.workbench import Workbench
from palace.ops import MoveIn, NoteVisit
from palace.session import Session
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import Opener, bench, opener

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


@pytest.fixture
def real(opener: Opener) -> Opener:
    """Start this program itself to tidy: it needs no model for that."""
    opener.worker.write_text("import runpy\nrunpy.run_module('palace', run_name='__main__')\n")
    return opener


@pytest.fixture
def untidy(palace: Path) -> tuple[str, str]:
    """Let two things stand in each other's rooms, and return their ids."""
    with Session(palace) as session:
        session.run(MoveIn())
    with sqlite3.connect(palace / "palace.db") as database:
        database.execute("UPDATE placement SET since = 1e11")
        rows = database.execute(
            "SELECT placement.object_id, locus_id, room_id, title FROM placement "
            "JOIN locus ON locus.id = locus_id JOIN object ON object.id = placement.object_id "
            "ORDER BY title"
        ).fetchall()
        one = rows[3]
        other = next(row for row in reversed(rows) if row[2] != one[2])
        database.execute("DELETE FROM placement WHERE object_id = ?", (one[0],))
        move = "UPDATE placement SET locus_id = ? WHERE object_id = ?"
        database.execute(move, (one[1], other[0]))
        back = "INSERT INTO placement (object_id, locus_id, since) VALUES (?, ?, 1e11)"
        database.execute(back, (one[0], other[1]))
    return one[0], other[0]


def test_tidy_up_shows_what_would_move_keeps_one_and_is_undone(
    untidy: tuple[str, str], real: Opener, until: Until
) -> None:
    made = real.open()
    until(lambda: made.visit is not None and not made.visit.library.world.empty)
    assert made.visit is not None
    library = made.visit.library
    until(lambda: library.info is not None and made.commands["palace.sleep"].isEnabled())
    one, other = untidy
    before = {o.id: o.locus_id for o in world_of(made).objects}
    made.commands["palace.sleep"].trigger()
    dialog: TidyDialog = dialog_of(made, TidyDialog)
    until(lambda: dialog.list.topLevelItemCount() > 0, 60, "for what would move")
    lines = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    shown = {line.data(0, Qt.ItemDataRole.UserRole): line for line in lines if line is not None}
    assert {one, other} <= set(shown)
    until(lambda: {o.id: o.locus_id for o in world_of(made).objects} == before)
    # Space takes the tick from a line, without a mouse.
    dialog.list.setCurrentItem(shown[other])
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.kept() == [other]
    assert shown[other].data(0, Qt.ItemDataRole.AccessibleTextRole).endswith(", stays")
    assert dialog.go.text() == f"Move {len(shown) - 1} thing{'s' if len(shown) > 2 else ''}"
    # A click on the other's name takes its tick, and another gives it back.
    at = dialog.list.visualItemRect(shown[one]).center()
    at.setX(60)
    for kept in ({one, other}, {other}):
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert set(dialog.kept()) == kept
    dialog.go.click()
    until(lambda: world_of(made).placed[one].locus_id != before[one], 60, "for it to be done")
    assert world_of(made).placed[other].locus_id == before[other]
    # A marker stands at the place left, says where to, and leads there.
    left = f"marker {before[one]}"
    until(lambda: left in world_of(made).went)
    marker = world_of(made).named[left]
    assert marker.title.startswith("Now in ")
    assert left not in {o.id for o in world_of(made).objects}
    foot = made.view._surroundings.objects.foot(left)
    assert np.allclose(foot, (marker.x, marker.y, marker.z))
    made.visit._open(left)
    room = world_of(made).placed[one].room_id
    until(lambda: made.view.space_id == room, 20, "to be led there")
    made.commands["edit.undo"].trigger()
    until(lambda: {o.id: o.locus_id for o in world_of(made).objects} == before)
    assert not world_of(made).went


@pytest.mark.usefixtures("real")
def test_a_tidy_palace_says_so_and_a_draft_offers_nothing(
    bench: Workbench, palace: Path, until: Until
) -> None:
    assert bench.visit is not None
    until(lambda: bench.visit is not None and bench.visit.library.info is not None)
    assert not bench.commands["palace.sleep"].isEnabled()
    with Session(palace) as session:
        session.run(MoveIn())
    until(bench.commands["palace.sleep"].isEnabled)
    bench.commands["palace.sleep"].trigger()
    dialog: TidyDialog = dialog_of(bench, TidyDialog)
    until(lambda: dialog.said.text().startswith("Everything is in its place"), 60)
    dialog.leave.click()
    bench.commands["palace.sleep"].trigger()
    dialog_of(bench, TidyDialog).leave.click()  # while it looks


def test_reading_is_kept_as_a_visit(bench: Workbench, until: Until) -> None:
    assert bench.visit is not None
    library = bench.visit.library
    thing = world_of(bench).objects[0]
    bench.visit.reading.open(thing.id)
    count = "SELECT count(*) FROM visit WHERE object_id = ?"
    reader = library.session._store.reader()
    until(lambda: reader.value(count, (thing.id,)) == 1)
    assert not library.session.run(NoteVisit(thing.id))  # it was a moment ago
