from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from palace.desktop.actions import ACTIONS, MENUS
from palace.desktop.commands.fuzzy import match
from palace.desktop.widgets.keycaps import keys_of


def test_ids_and_shortcuts_are_unique() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    shortcuts = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)


def test_every_action_stands_in_a_menu_with_a_title() -> None:
    for action in ACTIONS:
        assert action.menu in MENUS
        assert action.title
        assert not action.shortcut or QKeySequence(action.shortcut).count() == 1


def test_single_letters_work_in_the_scene_only() -> None:
    for action in ACTIONS:
        assert action.in_scene == (len(action.shortcut) == 1)
    taken = {action.shortcut for action in ACTIONS if action.in_scene}
    assert not taken & set("WASD")


def test_letters_in_order_find_a_command() -> None:
    assert match("otl", "Outline") is not None
    assert match("xyz", "Outline") is None
    assert match("", "Outline") == (0.0, ())


def test_a_beginning_weighs_more_than_scattered_letters() -> None:
    def score(title: str) -> float:
        found = match("map", title)
        assert found is not None
        return found[0]

    assert score("Map") > score("To the map") > score("Make a plan")


@given(st.text(alphabet="abc ", min_size=1, max_size=5), st.text(alphabet="abc d", max_size=20))
def test_marks_are_the_letters_that_were_typed(typed: str, title: str) -> None:
    found = match(typed, title)
    if found is None or not found[1]:
        return
    marked = "".join(title[start:end] for start, end in found[1])
    assert marked.replace(" ", "") == typed.replace(" ", "")
    assert all(a[1] < b[0] for a, b in zip(found[1], found[1][1:], strict=False))


def test_caps_of_a_shortcut() -> None:
    assert keys_of("Ctrl+Shift+P") == ["Ctrl", "Shift", "P"]
    assert keys_of("Alt+Left") == ["Alt", "←"]
    assert keys_of("Drag") == ["Drag"]
