"""Filters are taken out of what a person typed; everything else stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.model.errors import PalaceError
from palace.recall.asking import NAMES, Asked, Filter


def test_filters_stand_among_words_in_any_case_and_quotes() -> None:
    asked = Asked.parse('rye Room:"Jam & Heat" bread -kind:chat is:PINNED')
    assert asked.words == "rye bread"
    assert asked.filters == (
        Filter("room", "Jam & Heat"),
        Filter("kind", "topic", wanted=False),
        Filter("is", "pinned"),
    )


@pytest.mark.parametrize(
    "text", ["http://a.org", 'note:this "room:x y" here', "12:30", "a -b", '"kind:x"', "foo:bar"]
)
def test_other_colons_are_words(text: str) -> None:
    assert Asked.parse(text) == Asked(text)


@pytest.mark.parametrize(
    ("value", "days"), [("2023", 365), ("2024", 366), ("2024-02", 29), ("2024-2-3", 1)]
)
def test_a_date_is_a_span(value: str, days: int) -> None:
    (found,) = Asked.parse(f"on:{value}").filters
    assert found.until - found.since == days * 86400


@pytest.mark.parametrize(
    "text", ["before:soon", "on:2024-13", "on:2024-02-30", "kind:song", "is:good", "on:0"]
)
def test_a_value_that_is_none_is_said_and_while_typing_left_out(text: str) -> None:
    with pytest.raises(PalaceError):
        Asked.parse(f"bread {text}")
    assert Asked.parse(f"bread {text}", typing=True) == Asked("bread")


@given(st.text(), st.booleans())
def test_any_text_is_taken_apart(text: str, typing: bool) -> None:
    try:
        asked = Asked.parse(text, typing=typing)
    except PalaceError:
        assert not typing
        return
    assert {each.name for each in asked.filters} <= set(NAMES)
    assert Asked.parse(asked.words, typing=True).filters == ()
