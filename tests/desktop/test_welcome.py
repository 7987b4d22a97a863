"""The first minute: each lesson goes on by itself once its thing is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from palace.desktop.touring.welcome import LESSONS
from palace.desktop.workbench import Workbench
from palace.session import Session
from tests.desktop.test_arranging import world_of
from tests.desktop.test_window import Opener, bench, opener, search
from tests.desktop.test_writing import opened
from tests.furnished import WordVectors, fill

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


def lesson(made: Workbench) -> str:
    return made.welcoming.lesson.id if made.welcoming is not None else ""


def test_a_newcomer_walks_finds_goes_and_looks_around(bench: Workbench, until: Until) -> None:
    bench.commands["help.welcome"].trigger()
    assert bench.window.tour.isVisible() and lesson(bench) == "walk"
    assert bench.visit is not None
    QTest.keyPress(bench.view.native, Qt.Key.Key_W)
    until(lambda: lesson(bench) == "find", 20)
    QTest.keyRelease(bench.view.native, Qt.Key.Key_W)
    search(bench, "bread", until)
    until(lambda: lesson(bench) == "go", 20)
    QTest.keyClick(bench.window.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    until(lambda: lesson(bench) == "same", 20)
    bench.visit.reading.open(world_of(bench).objects[0].id)
    until(lambda: bench.window.reader.reading is not None)
    bench.commands["go.related"].trigger()
    until(lambda: lesson(bench) == "bring", 20)
    QTest.mouseClick(bench.window.tour.button("lesson"), Qt.MouseButton.LeftButton)
    assert bench.welcoming is None and not bench.window.tour.isVisible()


def test_its_line_is_whole_beside_the_search(bench: Workbench, until: Until) -> None:
    bench.window.resize(1280, 800)
    bench.commands["help.welcome"].trigger()
    search(bench, "bread", until)
    tour = bench.window.tour
    assert bench.welcoming is not None
    for number, each in enumerate(LESSONS):
        tour.show_stop(
            f"First steps  ·  {number + 1} of {len(LESSONS)}",
            each.title,
            each.note,
            (("leave", "Leave", True), ("lesson", "Next", True)),
        )
        bench.window.host.place()
        tour.grab()  # lays it out
        for words in (tour._title, tour._note):
            assert words.wordWrap() or words.sizeHint().width() <= words.width(), words.text()
            assert words.height() >= words.heightForWidth(words.width()), words.text()
            assert words.x() + words.width() <= tour.width()


def test_it_is_seen_below_the_search_where_the_reader_leaves_no_room_beside(
    bench: Workbench, until: Until
) -> None:
    bench.window.resize(1280, 800)
    bench.commands["help.welcome"].trigger()
    search(bench, "bread", until)
    QTest.keyClick(bench.window.search.field, Qt.Key.Key_Return)
    until(bench.window.reader_dock.isVisible, 10)
    card, tour = bench.window.search, bench.window.tour
    until(lambda: not card.paper().intersects(tour.geometry()), 10, "for room")
    assert card.paper().bottom() < tour.y()
    assert tour.x() < card.paper().right(), "there is no room beside"
    last = card.keys_line.mapTo(bench.window.host, card.keys_line.rect().bottomLeft())
    assert last.y() <= card.paper().bottom(), "what its keys do is still told"
    whole = card.paper().height()
    QTest.mouseClick(tour.button("leave"), Qt.MouseButton.LeftButton)
    until(lambda: card.paper().height() > whole, 10, "for the room that is free again")


def test_it_comes_once_in_the_sample_and_never_elsewhere(opener: Opener, until: Until) -> None:
    made = opened(opener, until)
    assert made.welcoming is None
    opener.close(made)
    opener.sample = opener.folder
    made = opened(opener, until)
    until(lambda: made.welcoming is not None)
    QTest.mouseClick(made.window.tour.button("leave"), Qt.MouseButton.LeftButton)
    assert made.welcoming is None
    opener.close(made)
    made = opened(opener, until)
    assert made.welcoming is None


def test_it_begins_as_soon_as_rooms_stand_while_the_sample_still_comes_in(
    opener: Opener, embedder: WordVectors, until: Until
) -> None:
    slow = opener.worker.parent / "slow"
    slow.touch()
    made = opener.open(first_run=True)
    QTest.mouseClick(made.window.first_run.first, Qt.MouseButton.LeftButton)
    until(made.imports.running, 10, "for the import")
    with Session(opener.sample, embedder=embedder) as session:
        fill(session, embedder, many=2)
    until(lambda: lesson(made) == "walk", 20, "for the first lesson")
    assert made.imports.running()
    card, tour = made.window.import_card, made.window.tour
    assert card.isVisible() and not card.paper().intersects(tour.geometry())
    slow.unlink()
    until(lambda: not made.imports.running(), 20, "for the import's end")
    assert lesson(made) == "walk"


def test_a_walk_that_is_recorded_takes_its_place(bench: Workbench) -> None:
    bench.commands["help.welcome"].trigger()
    bench.commands["go.record"].trigger()
    assert bench.welcoming is None and bench.window.tour.isVisible()
    assert "Recording" in bench.window.tour.accessibleDescription()


def test_every_lesson_says_what_to_do_and_what_for() -> None:
    assert [each.id for each in LESSONS] == ["walk", "find", "go", "same", "bring"]
    assert all(each.title and each.note for each in LESSONS)
