"""The whole window in a language that nobody speaks: nothing in it is left in English."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget

from palace.desktop.actions import ACTIONS
from palace.desktop.arranging.dialogs import DestinationsDialog, RenameDialog
from palace.desktop.arranging.held import HeldDialog
from palace.desktop.arranging.spring import SpringDialog
from palace.desktop.arranging.tidying import TidyDialog
from palace.desktop.dialogs import AboutDialog, ShortcutDialog
from palace.desktop.importing.following import FollowDialog
from palace.desktop.importing.process import Outcome, Report, Step
from palace.desktop.importing.report import RESULTS, ReportDialog
from palace.desktop.overlays.legend import LegendDialog
from palace.desktop.overlays.notices import NoticeCard
from palace.desktop.settings import SECTIONS
from palace.desktop.settings_dialog import SettingsDialog
from palace.desktop.touring.dialogs import Halt, RouteDialog, WaysDialog
from palace.desktop.touring.welcome import LESSONS
from palace.desktop.workbench import Workbench
from palace.desktop.writing.earlier import EarlierDialog
from palace.model.errors import PalaceError
from palace.model.plan import SpaceKind
from palace.ops import SetReach, SetWatched
from palace.queries.secrets import HeldSecret
from palace.session import Session
from tests.desktop.pseudo import Painted, Pseudo, cut, plain, shown, texts
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import Opener, opener
from tests.furnished import SUBJECTS

__all__ = ["opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


@pytest.fixture
def pseudo(qapp: object) -> Iterator[None]:
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


class Reader:
    """Looks at all that is shown, time and again, and keeps what is not translated."""

    def __init__(self, made: Workbench, painted: Painted, own: Sequence[str]) -> None:
        self.made, self.painted = made, painted
        self.own = {*own}
        self.found: dict[str, str] = {}
        self.seen: set[str] = set()
        self.cut: set[str] = set()

    def look(self, state: str, *more: QWidget) -> None:
        for _ in range(3):
            QApplication.processEvents()
        self.cut |= {f"{state}: {who}" for who in cut([*shown(), *more])}
        hits = self.made.window.search.model.hits
        own = [text for text in (*self.own, *(hit.snippet for hit in hits)) if text]
        found = list(texts([*shown(), *more]))
        found += [("painted", text) for text in self.painted.texts]
        self.painted.texts.clear()
        for who, text in found:
            if text in self.seen:
                continue
            self.seen.add(text)
            left = plain(text, own)
            if left and not self._quoted(left):
                self.found.setdefault(text, f"{state}, {who}: {text!r} leaves {left!r}")

    def _quoted(self, left: str) -> bool:
        """Return whether what is left are words of the notes themselves."""
        parts = [part.strip(" .,…“”\n") for part in re.split(r"  ·  |\n", left)]
        return all(len(part) > 9 and part in self.corpus for part in parts if part)

    corpus = ""


def _own(palace: Path, made: Workbench) -> tuple[list[str], str]:
    world = world_of(made)
    own = [place.name for part in (world.plan.spaces, world.plan.wings) for place in part]
    own += [quarter.name for quarter in world.plan.quarters]
    own += [
        str(palace),
        palace.name,
        "Why bread sinks",
        "conversations.json",
        "tag",
        "vault",
        "/vault",
    ]
    files = [f"{subject}/{subject} {n}.md" for subject in SUBJECTS for n in range(8)]
    own += [*files, *(f"/vault/{file}" for file in files)]
    with Session(palace) as session:
        rows = session._store.reader().rows("SELECT title FROM object")
        own += [row["title"] for row in rows]
        rows = session._store.reader().rows("SELECT id, text FROM memory")
        own += [row["id"] for row in rows]
        corpus = " ".join(" ".join(str(row["text"]).split()) for row in rows)
    return own, corpus


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_is_left_in_english(
    pseudo: None, opener: Opener, palace: Path, tmp_path: Path, until: Until
) -> None:
    with Session(palace) as session:
        away = session._store.reader().rows("SELECT id FROM object LIMIT 2")
        session.run(SetReach([row["id"] for row in away], "lethe"))
    with Painted() as painted:
        made = opener.open()
        until(lambda: made.visit is not None and not world_of(made).empty, why="for a world")
        own, corpus = _own(palace, made)
        brands = ["ChatGPT", "Claude", "Palace", "Enter", "Deutsch", "English"]
        reader = Reader(made, painted, [*own, *brands, str(tmp_path)])
        reader.corpus = corpus
        _walk_through(made, reader, until, tmp_path)
    assert len(reader.seen) > 900
    assert not reader.cut, "\n".join(["no room for:", *sorted(reader.cut)])
    assert not reader.found, "\n".join(["not translated:", *reader.found.values()])


def test_the_first_page_is_translated(pseudo: None, opener: Opener, until: Until) -> None:
    with Painted() as painted:
        made = opener.open(first_run=True)
        reader = Reader(made, painted, ["Palace"])
        until(lambda: any("⟦" in text for text in painted.texts), 10)
        reader.look("the first page")
    assert not reader.found, "\n".join(reader.found.values())


def _walk_through(made: Workbench, reader: Reader, until: Until, tmp_path: Path) -> None:
    window, commands = made.window, made.commands
    visit = made.visit
    assert visit is not None
    world = world_of(made)
    window.resize(1500, 940)
    reader.look("the window")
    for action in ("view.outline", "view.map"):
        commands[action].trigger()
    window.outline.tree.expandAll()
    reader.look("the outline")
    commands["help.commands"].trigger()
    reader.look("the palette")
    window._close_palette()
    topic = next(entry for entry in world.objects if entry.kind == "topic")
    note = next(entry for entry in world.objects if entry.kind == "note")
    for entry in (topic, note):
        visit.reading.open(entry.id)
        until(lambda entry=entry: window.reader.reading and visit.reading.object_id() == entry.id)
        until(lambda: not made.background.busy())
        for tab in range(6):
            window.reader.tabs.setCurrentIndex(tab)
            until(lambda: not made.background.busy())
            reader.look(f"tab {tab} of {entry.kind}")
    commands["view.outline"].trigger()  # reader and scene share the window
    visit.set_overview(on=True)
    room = next(space for space in world.plan.spaces if space.kind is SpaceKind.ROOM)
    reader.look("from above")
    visit.set_overview(on=False)
    visit.read_ahead()
    reader.look("nothing ahead")
    # Changes, each with its toast and with the name that undo has for it.
    for state, act in (
        ("pinned", lambda: visit.arranging.pin(note.id)),
        ("unpinned", lambda: visit.arranging.pin(note.id)),
        ("put away", lambda: visit.reach.put_away(topic.id, topic.title)),
        ("marked", visit.touring.bookmark_here),
    ):
        act()
        until(lambda: not made.background.busy())
        reader.look(state)
    commands["edit.undo"].trigger()
    until(lambda: not made.background.busy())
    reader.look("undone")
    _menus(made, reader, note.id, room.id)
    _search(made, reader, until)
    _dialogs(made, reader, until, tmp_path)
    _writing(made, reader, until, note.id)
    _touring(made, reader, until, note.id)
    _importing(made, reader)
    made._failed("⟦⟧", PalaceError("“Bread” stands there already."))
    made._failed("⟦⟧", ValueError("a fault"))
    window.search.show_problem("⟦⟧")
    reader.own.add("a fault")
    reader.look("faults")


def _menus(made: Workbench, reader: Reader, note: str, room: str) -> None:
    visit = made.visit
    assert visit is not None
    for identifier in (note, room, world_of(made).plan.wings[0].id):
        visit.arranging.menu(identifier, QPoint(50, 50))
        reader.look(f"the menu of {identifier}")
        for menu in made.window.findChildren(QMenu):
            if menu.isVisible():
                menu.close()
        QApplication.processEvents()


def _search(made: Workbench, reader: Reader, until: Until) -> None:
    card = made.window.search
    made.commands["go.search"].trigger()
    until(card.isVisible)
    card.field.setText("bread salt")
    card._ask()
    until(lambda: card.model.hits)
    made.window.host.grab()
    reader.look("the search")
    card.show_filters()
    reader.look("its filters")
    for menu in card.findChildren(QMenu):
        menu.close()
    for words in ("", "zzzzqq", "before:nonsense", "braed", "kind:thing"):
        card.field.setText(words)
        card._ask()
        until(lambda: not made.background.busy())
        QTest.qWait(300)
        until(lambda: not made.background.busy())
        reader.own.add(words or "⟦⟧")
        reader.own.update(re.findall(r"\w+:\w+", words))
        reader.look(f"the search for {words!r}")
    visit = made.visit
    assert visit is not None
    visit.search.close()


def _dialogs(made: Workbench, reader: Reader, until: Until, tmp_path: Path) -> None:
    window, commands = made.window, made.commands
    visit = made.visit
    assert visit is not None
    for action in ("file.settings", "help.keys", "help.legend"):
        commands[action].trigger()
        reader.look(action)
    settings = dialog_of(made, SettingsDialog)
    for page in range(len(SECTIONS)):
        settings.sections.setCurrentRow(page)
        reader.look(f"page {page} of the settings")
    for action in ACTIONS[:2]:
        dialog = ShortcutDialog(made.theme, commands, action.id, commands[action.id].text(), window)
        dialog.show()
        for key in ("W", "Ctrl+K", ""):
            dialog.field.setKeySequence(key)
            reader.own.add(dialog.field.keySequence().toString())
            reader.look(f"keys {key}")
        dialog.close()
    about = AboutDialog(made.theme, window)
    reader.look("about", about)
    about.close()
    made._show_facts()
    reader.look("this palace")
    with Session(visit.library.folder) as session:
        session.run(SetWatched((str(tmp_path),), True))
    reader.own.update((str(tmp_path), tmp_path.name))
    for action, kind in (
        ("palace.spring", SpringDialog),
        ("palace.held", HeldDialog),
        ("palace.destinations", DestinationsDialog),
        ("file.follow", FollowDialog),
        ("go.ways", WaysDialog),
    ):
        commands[action].trigger()
        until(lambda kind=kind: any(isinstance(d, kind) for d in window.findChildren(QDialog)))
        until(lambda: not made.background.busy())
        dialog = dialog_of(made, kind)
        if isinstance(dialog, HeldDialog):
            held = HeldSecret("m", "o", ("an AWS key",), *(["⟦⟧"] * 4), None)
            dialog.show_pages([held])
        if isinstance(dialog, WaysDialog):
            dialog.show_routes([("⟦⟧", 1), ("⟦⟧", 3)])
        reader.look(action)
        dialog.close()
        QApplication.processEvents()
    for kind in ("room", "wing", "quarter"):
        dialog = RenameDialog(made.theme, kind, "⟦⟧", window)
        reader.look(f"renaming a {kind}", dialog)
        dialog.close()
    visit.arranging.move(world_of(made).objects[0].id)
    reader.look("moving")
    for dialog in window.findChildren(QDialog):
        dialog.close()
    tidy = TidyDialog(made.theme, window)
    reader.look("tidying begins", tidy)
    for message in ("Looking who stands near whom", "Splitting crowded rooms", "Done"):
        tidy.show_step(Step("", 1, 2, 0.0, None, message))
        reader.look(message, tidy)
    spot = {"name": "⟦⟧", "number": 3}
    move = {"title": "⟦⟧", "object": "o", "from": spot, "to": spot, "why": "split"}
    many = {"moved": 1, "objects": 7}
    some = {"moves": [move, move | {"why": "like"}], "opened": [spot], "closed": [spot]}
    tidy.show_proposal(some | {"new": many, "old": many})
    reader.look("what would move", tidy)
    tidy.show_proposal({"moves": [], "opened": [], "closed": []})
    reader.look("nothing would move", tidy)
    tidy.close()
    asked = {"move in": made._move_in, "erase": lambda: visit.reach.erase("o", "⟦⟧")}
    for state, ask in asked.items():
        QTimer.singleShot(200, lambda state=state: _answered(reader, state))
        ask()


def _answered(reader: Reader, state: str) -> None:
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    for box in boxes:
        reader.look(state, box)
        box.reject()


def _writing(made: Workbench, reader: Reader, until: Until, note: str) -> None:
    visit = made.visit
    assert visit is not None
    window = made.window
    made.commands["edit.new_note"].trigger()
    until(lambda: window.reader.writing)
    reader.look("a new note")
    QTest.keyClicks(window.reader.editor.sheet, "Bread again")
    reader.own.add("Bread again")
    QTest.qWait(1200)
    until(lambda: not made.background.busy())
    reader.look("typed")
    visit.writing.leave()
    reader.look("leaving")
    visit.writing._answer_keep()
    until(lambda: not window.reader.writing)
    until(lambda: not made.background.busy())
    read = window.reader.reading
    assert read is not None
    reader.own.update((read.memory.id, read.memory.source_item, read.memory.source_place))
    reader.look("kept")
    visit.reading.open(note)
    until(lambda: visit.reading.object_id() == note)
    visit.writing.edit_read()
    until(lambda: window.reader.writing)
    reader.look("changing a page")
    visit.writing._let_go()
    until(lambda: not window.reader.writing)
    from palace.queries import Earlier

    past = [
        Earlier(1, "⟦⟧", "⟦⟧", time.time(), "person", why)
        for why in ("edited", "undo", "the source changed")
    ]
    dialog = EarlierDialog(made.theme, "⟦⟧", past, window)
    reader.look("earlier texts", dialog)
    dialog.close()


def _touring(made: Workbench, reader: Reader, until: Until, note: str) -> None:
    visit = made.visit
    assert visit is not None
    made.commands["go.record"].trigger()
    reader.look("recording")
    visit.touring.note_read(note)
    reader.look("one stop")
    visit.touring._recorded = None
    made.window.tour.hide()
    dialog = RouteDialog(made.theme, "", [Halt("l", "⟦⟧", "⟦⟧")], made.window)
    dialog.go.click()
    reader.look("a route", dialog)
    dialog.close()
    visit.touring.play_new()
    until(lambda: not made.background.busy())
    reader.look("what is new")
    visit.touring.end()
    made.commands["help.welcome"].trigger()
    assert made.welcoming is not None
    for _ in LESSONS:
        reader.look("first steps")
        made.welcoming._show(done=True)
        reader.look("a step done")
        if made.welcoming._at < len(LESSONS) - 1:
            made.welcoming._at += 1
            made.welcoming._show()
    made.welcoming.close()


def _importing(made: Workbench, reader: Reader) -> None:
    card = made.window.import_card
    card.begin("⟦⟧", "⟦⟧")
    card.show()
    reader.look("an import")
    for stage in ("waiting", "reading", "waking", "founding", "placing", "embedding"):
        for step in (Step(stage, 3, 8, 4.0, 90.0, ""), Step(stage, 3, None, 0.0, None, "")):
            card.show_step(step, objects=3, placed=stage == "embedding")
            reader.look(stage)
    card.begin("⟦⟧", "⟦⟧", doing="⟦⟧")
    card._cancel_now()
    reader.look("stopping")
    card.hide()
    items = tuple(Outcome("⟦⟧", result) for result in RESULTS)
    for report in (
        Report("⟦⟧", items, seconds=90.0, formats=("⟦⟧",)),
        Report(
            "⟦⟧",
            items[:3],
            stopped=True,
            waiting="Meaning is still waking up; words find meanwhile.",
        ),
        Report("⟦⟧", ()),
    ):
        for foresees in (True, False):
            dialog = ReportDialog(made.theme, report, made.window, foresees=foresees)
            reader.look("the report", dialog)
            dialog.close()
        from palace.desktop.importing.report import describe

        made.window.toast.say(describe(report))
        reader.look("said of the report")
    legend = LegendDialog(made.theme, world_of(made), made.window)
    reader.look("the legend", legend)
    legend.close()
    made.window.notify(NoticeCard(made.theme, "⟦⟧", "⟦⟧", "⟦⟧", again=lambda: None))
    reader.look("a notice")


def test_what_is_in_english_would_be_seen() -> None:
    assert plain("Close", []) and plain("⟦Çlose⟧ now", []) and plain("bread 3, pinned", ["bread 3"])
    assert not plain("⟦Čłøšé ⟦bread⟧ x⟧", []) and not plain("bread 3  ·  ⟦x⟧", ["bread 3"])
    assert not plain("⟦Ctrl⟧+K", []) and not plain("1,204", []) and not plain("⟦Çloše ún…", [])
