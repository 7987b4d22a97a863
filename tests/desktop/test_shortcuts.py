"""Keys that a person chose: taken from whatever had them, kept, and given back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from palace.desktop.actions import ACTIONS, BY_ID
from palace.desktop.commands.palette import find
from palace.desktop.dialogs import KeysDialog, ShortcutDialog
from palace.desktop.settings import Settings
from palace.desktop.workbench import Workbench
from tests.desktop.test_arranging import dialog_of
from tests.desktop.test_window import Opener, bench, opener
from tests.desktop.test_writing import opened

__all__ = ["bench", "opener"]

Until = Callable[..., None]


def test_no_two_actions_begin_with_the_same_keys() -> None:
    keys = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(keys) == len(set(keys))


def test_chosen_keys_are_kept_in_the_file_and_left_out_when_they_are_the_own(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.toml"
    settings = Settings(file)
    settings.set("appearance.theme", "dark")
    settings.set_shortcut("go.search", "Ctrl+J")
    settings.set_shortcut("view.map", "")
    again = Settings(file)
    assert again.shortcuts == {"go.search": "Ctrl+J", "view.map": ""}
    assert again.text("appearance.theme") == "dark"
    again.set_shortcut("go.search", None)
    again.set_shortcut("view.map", None)
    assert Settings(file).shortcuts == {}


@pytest.mark.window
def test_keys_are_changed_on_the_page_of_keys(opener: Opener, until: Until) -> None:
    made = opened(opener, until)
    made.commands["help.keys"].trigger()
    page = dialog_of(made, KeysDialog)
    button = page.findChild(QPushButton, "keys go.search")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = next(d for d in page.findChildren(ShortcutDialog) if d.isVisible())
    QTest.keyClick(dialog.field, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    until(lambda: "Routes and bookmarks" in dialog.said.text())
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    until(lambda: made.commands.keys("go.search") == "Ctrl+B")
    assert made.commands.keys("go.ways") == ""
    page.close()
    made.window.activateWindow()
    made.view.native.setFocus()
    until(made.window.isActiveWindow)
    QTest.keyClick(made.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    until(made.window.search.isVisible)
    assert next(f.keys for f in find("search", made.commands) if f.action.id == "go.search") == (
        "Ctrl+B"
    )
    opener.close(made)
    again = opened(opener, until)
    assert again.commands.keys("go.search") == "Ctrl+B"
    again.commands["help.keys"].trigger()
    page = dialog_of(again, KeysDialog)
    QTest.mouseClick(page._own, Qt.MouseButton.LeftButton)
    assert again.commands.keys("go.search") == BY_ID["go.search"].shortcut
    assert again.commands.keys("go.ways") == BY_ID["go.ways"].shortcut
    page.close()


@pytest.mark.window
def test_a_key_that_walks_is_not_given_away(bench: Workbench, until: Until) -> None:
    bench.commands["help.keys"].trigger()
    page = dialog_of(bench, KeysDialog)
    page._change("view.map", "Map")
    dialog = next(d for d in page.findChildren(ShortcutDialog) if d.isVisible())
    QTest.keyClick(dialog.field, Qt.Key.Key_W)
    until(lambda: dialog.said.text() == "This key walks.")
    assert not dialog.go.isEnabled()
    dialog.reject()
    page.close()
