"""What people say to each other, cut into exchanges and topics."""

from __future__ import annotations

import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from palace.importers.kit import check_item
from palace.importers.talks import Said, Talk, items_of, people_in_words, shown
from palace.model.drafts import DraftItem
from palace.model.moments import Moment

NOON = 1_714_737_600.0  # 2024-05-03T12:00:00Z
HOUR, DAY = 3_600.0, 86_400.0


def say(ref: str, after: float, text: str, who: str = "Anna", **more: str) -> Said:
    """Return a message so many seconds after noon."""
    return Said(ref, who, text, Moment(NOON + after), **more)  # type: ignore[arg-type]


def read(messages: Sequence[Said]) -> list[DraftItem]:
    found = list(items_of(Talk("c", "Bees", "x"), messages))
    for item in found:
        check_item(item)
    return found


def exchanges(messages: Sequence[Said]) -> list[list[str]]:
    """Return the refs of the messages of each exchange."""
    return [
        [segment.source_ref for segment in memory.segments]
        for item in read(messages)
        for topic in item.objects
        for memory in topic.memories
    ]


def test_silence_ends_an_exchange_and_an_answer_may_take_its_time() -> None:
    asked = say("a", 0, "When do the limes flower?")
    assert exchanges([asked, say("b", 6 * HOUR, "In June, I think", "Ben")]) == [["a", "b"]]
    assert exchanges([asked, say("b", 6 * HOUR, "Who has the ladder?")]) == [["a"], ["b"]]
    assert exchanges([asked, say("b", 20 * HOUR, "In June, I think", "Ben")]) == [["a"], ["b"]]
    settled = [asked, say("b", 60, "In June, I think", "Ben")]
    assert exchanges([*settled, say("c", 2 * HOUR, "Who has the ladder?", "Carl")]) == [
        ["a", "b"],
        ["c"],
    ]


def test_replies_stand_with_what_they_answer_and_threads_apart() -> None:
    said = [
        say("a", 0, "When do the limes flower?"),
        say("t", 10, "The harvest: who comes?", thread="t"),
        say("b", 20, "Lunch is at one", "Ben"),
        say("c", 5 * HOUR, "The ladder broke", "Carl"),
        say("u", 6 * HOUR, "I come", "Ben", thread="t"),
        say("d", 7 * HOUR, "In June", "Ben", answers="a"),
        say("e", 7 * HOUR + 60, "or late May", "Ben"),
        say("f", 40 * DAY, "It was June", "Carl", answers="a"),
    ]
    assert exchanges(said) == [["a", "b", "d", "e"], ["t", "u"], ["c"], ["f"]]


def test_chatter_is_folded_and_kept_where_there_is_nothing_else() -> None:
    said = [say("a", 0, "hi"), say("b", 5 * HOUR, "The ladder broke", "Ben"), say("c", DAY, "ok")]
    assert exchanges(said) == [["a", "b", "c"]]
    (item,) = read([say("a", 0, "thanks"), say("b", 1, "![[x.jpg]]")])
    assert (item.objects, item.properties["chatter"]) == ((), "thanks\n\n![[x.jpg]]")


def test_files_are_shown_by_any_name() -> None:
    assert shown(" a b.jpg") == "![[a b.jpg]]"
    assert shown("plan [2].pdf") == "![](<plan [2].pdf>)"
    assert shown(" ") == ""
    assert people_in_words(["A", "B", "A"]) == "A and B"
    assert people_in_words("ABCDE") == "A, B, C and 2 more"


STEPS = st.lists(
    st.tuples(
        st.sampled_from([1.0, 50.0, 2_000.0, 5 * HOUR, 2 * DAY, 20 * DAY, -400.0]),
        st.sampled_from(["Anna", "Ben", "Carl"]),
        st.sampled_from(["ok", "The limes flower", "Rye sinks in the oven", "Who has a ladder?"]),
        st.integers(0, 9),
    ),
    max_size=80,
)


@given(STEPS, st.integers(0, 80))
def test_what_was_said_stands_where_it_stood_when_a_talk_goes_on(steps, shown_many) -> None:
    said: list[Said] = []
    at = 0.0
    for number, (pause, who, text, back) in enumerate(steps):
        at += pause
        reply = said[-back].ref if 0 < back <= 3 and back <= len(said) else ""
        said.append(say(f"m{number}", at, text, who, answers=reply))
    whole, part = exchanges(said), exchanges(said[:shown_many])
    assert sum(map(len, whole)) <= len(said)
    if all(pause > 0 for pause, *_ in steps):
        # Only what may still grow is different: the last exchange, and those that got replies.
        firsts = {each[0] for each in whole}
        moved = [each[0] for each in part if each[0] not in firsts]
        assert not moved


def test_a_crowded_month_takes_no_more_than_its_share() -> None:
    def spent(many: int) -> float:
        texts = [f"The limes flower {number % 97} days" for number in range(many)]
        said = [
            say(f"m{number}", number * 20.0, text, "AB"[number % 2], answers="m0")
            for number, text in enumerate(texts)
        ]
        started = time.process_time()
        read(said)
        return time.process_time() - started

    spent(500)
    assert spent(8_000) < 12 * spent(2_000) + 0.2
