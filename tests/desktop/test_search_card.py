from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor

from palace.desktop.search.card import SearchCard
from palace.desktop.theme import Theme
from palace.queries import Hit, Named, SearchResult, Why
from palace.recall.doubt import Doubt


def hit(number: int, **other: Any) -> Hit:
    values: dict[str, Any] = {
        "id": f"m{number}",
        "object": f"o{number}",
        "object_kind": "note",
        "title": f"Title {number}",
        "snippet": "flour and salt and a great many further words " * 4,
        "marks": ((0, 5),),
        "score": 1.0 / number,
        "quarter": Named("q", "Quarter"),
        "wing": Named("w", "Wing"),
        "room": Named("r", "Room"),
        "locus": (0.0, 0.0, 0.0),
        "source": "markdown",
        "source_item": "a.md",
        "happened_at": None,
        "why": (Why("1", "words", 0.7), Why("2", "meaning", 0.3)),
        "start": 0,
        "end": 5,
        "alternate": False,
        "attention": 1.0 / number,
        "address": f"q/w/r/{number}",
    }
    return Hit(**(values | other))


@pytest.fixture
def card(theme: Theme, qtbot: Any) -> SearchCard:
    made = SearchCard(theme, lambda _wing: QColor("#2E6F74"))
    qtbot.addWidget(made)
    made.place(QRect(30, 30, 640, 560))
    made.open("flour")
    qtbot.waitExposed(made)
    return made


def test_it_asks_a_little_after_the_last_letter(card: SearchCard, qtbot: Any) -> None:
    asked: list[str] = []
    card.wanted.connect(asked.append)
    card.field.clear()
    qtbot.keyClicks(card.field, "rye")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["rye"], timeout=2000)


def test_an_answer_to_other_words_is_not_shown(card: SearchCard) -> None:
    card.show_result("something else", SearchResult((hit(1),), 1, meaning=True))
    assert card.model.rowCount() == 0
    card.show_result("flour", SearchResult((hit(1), hit(2)), 2, meaning=True))
    assert card.model.rowCount() == 2


def test_arrows_choose_while_the_field_keeps_the_focus(card: SearchCard, qtbot: Any) -> None:
    card.show_result("flour", SearchResult((hit(1), hit(2), hit(3)), 3, meaning=True))
    qtbot.keyClick(card.field, Qt.Key.Key_Down)
    qtbot.keyClick(card.field, Qt.Key.Key_Down)
    qtbot.keyClick(card.field, Qt.Key.Key_Up)
    current = card.current()
    assert current is not None and current.id == "m2"


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "read"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, "there"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "left"),
    ],
)
def test_keys(
    card: SearchCard, qtbot: Any, key: Qt.Key, held: Qt.KeyboardModifier, signal: str
) -> None:
    card.show_result("flour", SearchResult((hit(1),), 1, meaning=True))
    with qtbot.waitSignal(getattr(card, signal), timeout=1000):
        qtbot.keyClick(card.field, key, held)


def test_it_says_when_only_words_answer(card: SearchCard) -> None:
    card.show_result("flour", SearchResult((hit(1),), 1, meaning=False))
    assert card._waking_row.isVisible()
    card.show_result("flour", SearchResult((hit(1),), 1, meaning=True))
    assert not card._waking_row.isVisible()


def test_the_choice_is_kept_when_better_answers_arrive(card: SearchCard) -> None:
    card.show_result("flour", SearchResult((hit(1), hit(2)), 2, meaning=False))
    card.choose(1)
    card.show_result("flour", SearchResult((hit(3), hit(2), hit(1)), 3, meaning=True))
    current = card.current()
    assert current is not None and current.id == "m2"


def test_a_row_is_spoken(card: SearchCard) -> None:
    card.show_result("flour", SearchResult((hit(1, room=None),), 1, meaning=True))
    said = card.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("1. Title 1. Not placed yet. Note. flour")


def test_rows_are_drawn_in_both_themes(card: SearchCard, theme: Theme) -> None:
    from palace.desktop.theme import Mode

    card.show_result("flour", SearchResult((hit(1), hit(2, why=())), 2, meaning=True))
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set(mode=mode)
        picture = card.view.viewport().grab().toImage()
        colours = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        }
        assert theme.tokens.selection.lower() in colours
        assert theme.tokens.why["words"].lower() in colours


def test_nothing_found_says_so(card: SearchCard) -> None:
    card.show_result("flour", SearchResult((), 0, meaning=True))
    assert "flour" in card._empty.text()
    assert card._stack.currentIndex() == 1


def test_enter_before_the_answer_is_done_when_it_comes(card: SearchCard, qtbot: Any) -> None:
    gone: list[Hit] = []
    card.there.connect(gone.append)
    card.show_result("flour", SearchResult((hit(9),), 1, meaning=True))
    qtbot.keyClicks(card.field, "rye")
    qtbot.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert gone == []
    text = card.field.text()
    card.show_result(text, SearchResult((hit(1),), 1, meaning=True))
    assert [found.id for found in gone] == ["m1"]
    card.show_result(text, SearchResult((hit(2),), 1, meaning=True))
    assert len(gone) == 1


def test_other_words_begin_at_the_top_and_the_same_words_keep_the_choice(card: SearchCard) -> None:
    card.show_result("flour", SearchResult((hit(1), hit(2), hit(3)), 3, meaning=False))
    card.choose(2)
    card.show_result("flour", SearchResult((hit(3), hit(1), hit(2)), 3, meaning=True))
    chosen = card.current()
    assert chosen is not None and chosen.id == "m3"
    card.field.setText("salt")
    card.show_result("salt", SearchResult((hit(2), hit(3)), 2, meaning=True))
    chosen = card.current()
    assert chosen is not None and chosen.id == "m2"


def test_it_says_how_sure_it_is(card: SearchCard) -> None:
    hits = (hit(1), hit(2))
    card.show_result("flour", SearchResult(hits, 2, meaning=True, doubt=Doubt(0.63, 0.9)))
    assert card._count.text() == "2 results · first 63% likely"
    assert not card._absent.isVisible()
    card.show_result("flour", SearchResult(hits, 2, meaning=True, doubt=Doubt(0.03, 0.1)))
    assert card._count.text() == "2 results"
    assert card._absent.isVisible() and "Probably not" in card._absent.text()
    card.show_result("flour", SearchResult(hits, 2, meaning=False))
    assert not card._absent.isVisible()
