"""What stands for a text, how likeness is weighed, and what a text adds to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palace.recall.likeness import Likeness, fresh_sentence, strongest_words, weigh


def test_the_title_counts_most_and_little_words_nothing() -> None:
    words = strongest_words("Rye bread\nThe oven and the oven and the crust, with salt.", 3)
    assert words == ["bread", "rye", "oven"]
    assert strongest_words("") == []


def test_the_best_in_both_ways_has_all() -> None:
    found = weigh(
        {
            "a": Likeness(9.0, 0.8),
            "b": Likeness(4.5, 0.2),
            "c": Likeness(0.0, 0.5),
            "d": Likeness(3, 0),
        }
    )
    assert found["a"] == (0.5, 0.5)
    assert found["b"] == (0.25, 0.0)
    assert found["c"][0] == 0.0 and 0.2 < found["c"][1] < 0.3
    assert found["d"][1] == 0.0
    assert weigh({}) == {}


@given(st.dictionaries(st.text(), st.builds(Likeness, st.floats(0, 99), st.floats(0, 1))))
def test_shares_are_at_most_a_half_each(found: dict[str, Likeness]) -> None:
    for words, meaning in weigh(found).values():
        assert 0 <= words <= 0.5 and 0 <= meaning <= 0.5 + 1e-9


def test_what_is_new_is_about_the_same_and_says_more() -> None:
    known = "Bread needs salt and a hot oven."
    text = (
        "Bread needs salt.\n\nThe weather was fine in Lisbon yesterday.\n\n"
        "- **Rye bread** sours because bacteria ferment its [[Pentosans|pentosans]]."
    )
    assert fresh_sentence(text, known) == "Rye bread sours because bacteria ferment its pentosans."
    assert fresh_sentence(known, known) == ""
    assert fresh_sentence("", known) == ""


@given(st.text(), st.text())
def test_any_text_has_a_sentence_or_none(text: str, known: str) -> None:
    found = fresh_sentence(text, known)
    assert len(found) <= 222 and "\n" not in found
