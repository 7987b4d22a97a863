"""Writing in the real window: pages, their files, new notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from palace.desktop.workbench import Workbench
from palace.desktop.writing.earlier import EarlierDialog
from palace.importers.markdown import MarkdownImporter
from palace.model.drafts import DraftItem
from palace.ops import EditNote, ImportItems, digest
from palace.queries import EarlierTexts
from palace.session import Session
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import Opener, bench, opener

__all__ = ["bench", "opener"]

pytestmark = pytest.mark.window

Until = Callable[..., None]


def opened(opener: Opener, until: Until) -> Workbench:
    made = opener.open()
    until(lambda: made.visit is not None and not world_of(made).empty)
    made.window.activateWindow()
    return made


def read(made: Workbench, identifier: str, until: Until) -> Any:
    assert made.visit is not None
    made.visit.reading.open(identifier)
    reader = made.window.reader
    until(lambda: reader.reading is not None and reader.reading.memory.object_id == identifier)
    until(lambda: not made.background.busy())
    assert reader.reading is not None
    return reader.reading.memory


def begin(made: Workbench, until: Until) -> Any:
    QTest.keyClick(made.window.reader.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    until(lambda: made.window.reader.writing)
    return made.window.reader.editor


def answer(made: Workbench, words: str, until: Until) -> None:
    """Press a button of the question below the text."""

    def found() -> list[QPushButton]:
        buttons = made.window.reader.editor.findChildren(QPushButton)
        return [button for button in buttons if button.text() == words and button.isVisible()]

    until(found, why=f"for {words!r}")
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def a_note(made: Workbench) -> Any:
    return next(each for each in world_of(made).objects if each.kind == "note")


def test_a_page_is_changed_kept_and_undone(bench: Workbench, until: Until) -> None:
    before = read(bench, a_note(bench).id, until)
    editor = begin(bench, until)
    assert editor.text == before.text and editor.sheet.hasFocus()
    editor.sheet.selectAll()
    QTest.keyClicks(editor.sheet, "Words of mine")
    QTest.keyClick(editor.sheet, Qt.Key.Key_Return)
    QTest.keyClicks(editor.sheet, "- one")
    QTest.keyClick(editor.sheet, Qt.Key.Key_Return)
    QTest.keyClicks(editor.sheet, "two")
    QTest.keyClick(editor.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reader = bench.window.reader
    until(lambda: reader.reading is not None and reader.reading.memory.text.startswith("Words"))
    assert reader.reading is not None
    assert reader.reading.memory.text == "Words of mine\n- one\n- two"
    assert not reader.writing
    bench.commands["edit.undo"].trigger()
    until(lambda: reader.reading is not None and reader.reading.memory.text == before.text)


def test_what_is_typed_outlives_the_window(opener: Opener, until: Until) -> None:
    bench = opened(opener, until)
    thing = a_note(bench)
    read(bench, thing.id, until)
    editor = begin(bench, until)
    editor.sheet.selectAll()
    QTest.keyClicks(editor.sheet, "Half a sent")
    opener.close(bench)
    again = opened(opener, until)
    read(again, thing.id, until)
    editor = begin(again, until)
    assert editor.text == "Half a sent"
    QTest.keyClick(editor.sheet, Qt.Key.Key_Escape)
    answer(again, "Let it go", until)
    until(lambda: not again.window.reader.writing)
    editor = begin(again, until)
    assert "What I know" in editor.text


def test_reading_something_else_keeps_what_was_typed(bench: Workbench, until: Until) -> None:
    first, second = [each for each in world_of(bench).objects if each.kind == "note"][:2]
    read(bench, first.id, until)
    editor = begin(bench, until)
    QTest.keyClicks(editor.sheet, "More. ")
    read(bench, second.id, until)
    assert not bench.window.reader.writing
    assert "is safe" in bench.window.toast.accessibleName()
    read(bench, first.id, until)
    assert begin(bench, until).text.startswith("More. ")


def test_a_file_is_asked_about_once_and_changed(
    bench: Workbench, palace: Path, tmp_path: Path, until: Until
) -> None:
    vault = tmp_path / "real"
    vault.mkdir()
    file = vault / "Glue.md"
    file.write_text("# Glue\n\nHide glue lets go with water.\n", "utf-8")
    (vault / "Wax.md").write_text("# Wax\n\nWax keeps water out.\n", "utf-8")
    importer = MarkdownImporter()
    items = [each for each in importer.items(vault) if isinstance(each, DraftItem)]
    with Session(palace) as elsewhere:
        written = elsewhere.run(
            ImportItems.of("markdown", importer.source_uri(vault), items, "real")
        )
    glue, wax = (each.added[0] for each in written)
    page = read(bench, glue, until)
    editor = begin(bench, until)
    assert file.name in editor.about.text()
    editor.sheet.setPlainText("# Glue\n\nFish glue, too.")
    QTest.keyClick(editor.sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    answer(bench, "Change the files too", until)
    until(lambda: "Fish glue" in file.read_text("utf-8"))
    until(lambda: not bench.window.reader.writing)
    read(bench, wax, until)
    editor = begin(bench, until)
    QTest.keyClicks(editor.sheet, "Bees make it. ")
    QTest.keyClick(editor.sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(lambda: "Bees" in (vault / "Wax.md").read_text("utf-8"))
    # Meanwhile another program changes the first one.
    read(bench, glue, until)
    editor = begin(bench, until)
    file.write_text("# Glue\n\nBone glue smells.\n", "utf-8")
    editor.sheet.setPlainText("# Glue\n\nFish glue only.")
    QTest.keyClick(editor.sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(lambda: "Bone glue" in editor._theirs.toPlainText())
    assert "Bone" in file.read_text("utf-8")
    answer(bench, "Mine", until)
    until(lambda: "Fish glue only" in file.read_text("utf-8"))
    until(lambda: not bench.window.reader.writing)
    bench.commands["edit.earlier"].trigger()
    until(lambda: any(d.isVisible() for d in bench.window.findChildren(EarlierDialog)))
    dialog = dialog_of(bench, EarlierDialog)
    texts = [earlier.text for earlier in dialog._found]
    assert any("Bone glue" in text for text in texts) and page.text in texts
    dialog.close()


def test_two_windows_change_a_page_and_the_person_chooses(
    bench: Workbench, palace: Path, until: Until
) -> None:
    page = read(bench, a_note(bench).id, until)
    editor = begin(bench, until)
    editor.sheet.setPlainText("Mine.")
    with Session(palace) as elsewhere:
        elsewhere.run(EditNote(page.id, "Theirs.", digest(page.text)))
    QTest.keyClick(editor.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: editor._theirs.toPlainText() == "Theirs.")
    answer(bench, "What is there now", until)
    reader = bench.window.reader
    until(lambda: reader.reading is not None and reader.reading.memory.text == "Theirs.")
    assert not reader.writing
    with Session(palace) as session:
        earlier = [each.text for each in session.ask(EarlierTexts(page.id))]
    assert "Mine." in earlier
    assert page.text in earlier


def test_a_file_changed_meanwhile_is_taken_and_ones_own_text_stays(
    bench: Workbench, palace: Path, tmp_path: Path, until: Until
) -> None:
    vault = tmp_path / "real"
    vault.mkdir()
    file = vault / "Glue.md"
    file.write_text("# Glue\n\nHide glue lets go with water.\n", "utf-8")
    importer = MarkdownImporter()
    items = [each for each in importer.items(vault) if isinstance(each, DraftItem)]
    with Session(palace) as elsewhere:
        written = elsewhere.run(
            ImportItems.of("markdown", importer.source_uri(vault), items, "real")
        )
    page = read(bench, written[0].added[0], until)
    editor = begin(bench, until)
    editor.sheet.setPlainText("# Glue\n\nFish glue, too.")
    changed = "# Glue\n\nBone glue, somebody else wrote.\n"
    file.write_text(changed, "utf-8")
    QTest.keyClick(editor.sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    answer(bench, "Change the files too", until)
    until(lambda: "Bone glue" in editor._theirs.toPlainText())
    answer(bench, "What is there now", until)
    reader = bench.window.reader
    until(lambda: not reader.writing)
    until(lambda: reader.reading is not None and "Bone glue" in reader.reading.memory.text)
    assert file.read_text("utf-8") == changed
    with Session(palace) as session:
        earlier = [each.text for each in session.ask(EarlierTexts(page.id))]
    assert any("Fish glue" in text for text in earlier)


def test_n_writes_a_note_that_stands_here(bench: Workbench, until: Until) -> None:
    assert bench.visit is not None
    room = next(s for s in world_of(bench).plan.spaces if s.kind == "room")
    bench.visit.go_to(room.id)
    until(lambda: bench.view.space_id == room.id)
    until(lambda: not bench.view.navigator.moving)
    bench.view.native.setFocus()
    QTest.keyClick(bench.view.native, Qt.Key.Key_N)
    editor = bench.window.reader.editor
    until(lambda: bench.window.reader.writing)
    QTest.keyClicks(editor.sheet, "Ask Ada about the skep")
    QTest.mouseClick(editor.keep, Qt.MouseButton.LeftButton)
    world = world_of(bench)
    until(lambda: any(o.title == "Ask Ada about the skep" for o in world_of(bench).objects))
    stands = next(o for o in world_of(bench).objects if o.title.startswith("Ask Ada"))
    free = len(world.loci_in(room.id)) > len(world.in_room.get(room.id, ()))
    assert (stands.room_id == room.id) == free
    bench.commands["edit.undo"].trigger()
    until(lambda: stands.id not in world_of(bench).placed)


def test_what_was_said_is_not_changed(bench: Workbench, until: Until) -> None:
    chat = next(each for each in world_of(bench).objects if each.kind == "topic")
    read(bench, chat.id, until)
    bench.commands["edit.change"].trigger()
    until(lambda: "as it was said" in bench.window.toast.accessibleName())
    assert not bench.window.reader.writing
