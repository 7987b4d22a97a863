"""Filters that are ticked rather than typed, and found again in the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from palace.desktop.search.filters import has, offered, toggled
from palace.desktop.workbench import Workbench
from palace.desktop.world import World
from tests.desktop.test_arranging import world_of
from tests.desktop.test_window import bench, opener, search

__all__ = ["bench", "opener"]

Until = Callable[..., None]


def test_a_filter_is_put_in_and_taken_out() -> None:
    assert toggled("bread", "kind:note") == "bread kind:note"
    assert toggled("bread kind:note rye", "kind:note") == "bread rye"
    assert has("kind:notes", "kind:note") is False
    assert toggled("", 'room:"Old Bread"') == 'room:"Old Bread"'


def test_what_is_offered_by_the_day_and_the_sources() -> None:
    found = offered(World(), "", [("markdown", "Notes"), ("own", "")], date(2026, 3, 8))
    words = [each.words for each in found]
    assert "after:2026-03-01" in words and "before:2026" in words
    assert "source:markdown" in words and 'source:"Notes"' in words
    assert "source:own" in words and 'source:""' not in words


@pytest.mark.window
def test_alt_f_ticks_a_filter_that_holds(bench: Workbench, until: Until) -> None:
    search(bench, "bread", until)
    card = bench.window.search
    before = len(card.model.hits)
    QTest.keyClick(card.field, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    (menu,) = (m for m in card.findChildren(QMenu) if m.isVisible())
    chats = next(a for a in menu.actions() if a.text() == "Chats")
    assert chats.isCheckable() and not chats.isChecked()
    chats.trigger()
    menu.close()
    assert card.field.text() == "bread kind:chat"
    until(lambda: 0 < len(card.model.hits) < before)
    kinds = {hit.object: hit for hit in card.model.hits}
    placed = world_of(bench).placed
    assert {placed[each].kind for each in kinds} == {"topic"}
    QTest.keyClick(card.field, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    (menu,) = (m for m in card.findChildren(QMenu) if m.isVisible())
    assert next(a for a in menu.actions() if a.text() == "Chats").isChecked()
    menu.close()
