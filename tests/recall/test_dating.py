from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.recall.dating import Span, asks_when, named_times, tells_when

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC).timestamp()


def spans(text: str) -> list[tuple[str, str]]:
    def day(at: float) -> str:
        return datetime.fromtimestamp(at, UTC).date().isoformat()

    return [(day(span.since), day(span.until)) for span in named_times(text, NOW)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what did we decide last March?", [("2026-03-01", "2026-04-01")]),
        ("the conference in July 2023", [("2023-07-01", "2023-08-01")]),
        ("what I wrote on 5 May 2023", [("2023-05-05", "2023-05-06")]),
        ("May 5th, 2023", [("2023-05-05", "2023-05-06")]),
        ("yesterday's bread", [("2026-11-26", "2026-11-27")]),
        ("in 2021 the garden", [("2021-01-01", "2022-01-01")]),
        ("2020-05 and 2019", [("2020-05-01", "2020-06-01"), ("2019-01-01", "2020-01-01")]),
        ("letzten März die Bienen", [("2026-03-01", "2026-04-01")]),
        ("am 3. Mai 2024", [("2024-05-03", "2024-05-04")]),
        ("two years ago", [("2024-01-01", "2025-01-01")]),
        ("the second swarm may come in march order", [("2026-03-01", "2026-04-01")]),
        ("the swarm may come, we march on", []),
        ("python 3.11 and room 2023.5", []),
        ("sun and moon", []),
    ],
)
def test_times_are_found_and_words_are_left_alone(text: str, found: list[tuple[str, str]]) -> None:
    assert spans(text) == found


def test_what_lies_nearer_counts_more() -> None:
    span = Span("", 1000.0, 1000.0 + 30 * 86400)
    inside, soon, late = (span.nearness(at) for at in (2000.0, span.until + 9e5, span.until + 9e6))
    assert inside == 1.0 > soon > late > 0


def test_questions_for_a_time_and_texts_that_tell_one() -> None:
    assert asks_when("When did the swarm leave?") and asks_when("what year was the loaf?")
    assert not asks_when("whenever it rains") and not asks_when("the day when")
    assert tells_when("it left last week") and tells_when("in 2021") and tells_when("on Friday")
    assert not tells_when("it left the hive")


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    for span in named_times(text, NOW):
        assert span.since < span.until
