from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.recall.mixing import KINDS, Candidate, cues, mix, softmax
from palace.recall.weights import CUES, WEIGHTS, as_list


def candidate(
    name: str, words: float, meaning: float, *, thread: str = "", place: int = 0
) -> Candidate:
    return Candidate(name, thread or name, thread or name, place, words, meaning)


def best(*candidates: Candidate) -> str:
    return candidates[int(np.argmax(mix(candidates).scores))].memory_id


def test_nothing_found_is_nothing() -> None:
    mixed = mix([])
    assert mixed.scores.shape == (0,)
    assert mixed.attention.shape == (0,)


def test_agreement_of_words_and_meaning_wins() -> None:
    both = candidate("both", 8.0, 0.55)
    assert best(candidate("words", 9.0, 0.2), both, candidate("meaning", 0.0, 0.6)) == "both"


def test_neighbours_in_the_thread_help() -> None:
    alone = candidate("alone", 5.0, 0.5)
    middle = candidate("middle", 5.0, 0.5, thread="t", place=1)
    around = (
        candidate("first", 4.0, 0.4, thread="t", place=0),
        candidate("last", 4.0, 0.4, thread="t", place=2),
    )
    assert best(alone, middle, *around) == "middle"


def test_who_stands_alone_is_its_own_neighbour() -> None:
    note = replace(candidate("note", 5.0, 0.5), alone=True)
    assert best(candidate("part", 5.0, 0.5), note) == "note"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"time": 1.0}, {"time": 0.2}),
        ({"spoken": True}, {}),
        ({"tells_when": True}, {}),
        ({}, {"asks": True}),
        ({"length": 300}, {"length": 20}),
        ({}, {"alternate": True}),
    ],
)
def test_what_else_is_known_decides_between_equals(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    equal = candidate("", 5.0, 0.5, thread="t", place=5)
    first = replace(equal, memory_id="first", place=0, **better)  # type: ignore[arg-type]
    second = replace(equal, memory_id="second", place=9, **worse)  # type: ignore[arg-type]
    assert best(second, first, candidate("other", 1.0, 0.1)) == "first"


_SCORES = st.floats(0, 30, allow_nan=False)


@given(st.lists(st.tuples(_SCORES, st.floats(0, 1)), min_size=1, max_size=12))
def test_cues_lie_between_nothing_and_one_and_shares_make_one(
    scores: list[tuple[float, float]],
) -> None:
    found = [candidate(str(n), *pair, thread="t", place=n) for n, pair in enumerate(scores)]
    table = cues(found)
    assert table.shape == (len(found), len(CUES))
    assert (table >= 0).all() and (table <= 1).all()
    mixed = mix(found)
    assert mixed.attention.sum() == pytest.approx(1)
    for row in range(len(found)):
        shares = mixed.shares(row)
        assert not shares or sum(shares.values()) == pytest.approx(1)
        assert set(shares) <= set(KINDS.values())


def test_scores_do_not_depend_on_the_scale_of_bm25() -> None:
    small = mix([candidate("a", 1.0, 0.3), candidate("b", 0.5, 0.6)])
    large = mix([candidate("a", 20.0, 0.3), candidate("b", 10.0, 0.6)])
    assert small.scores == pytest.approx(large.scores)


def test_attention_is_the_softmax_of_the_scores() -> None:
    mixed = mix([candidate("a", 9.0, 0.3), candidate("b", 5.0, 0.6)])
    assert mixed.attention == pytest.approx(softmax(mixed.scores))


def test_every_cue_has_a_weight_and_only_warnings_take_away() -> None:
    for name, weight in zip(CUES, as_list(WEIGHTS), strict=True):
        assert (weight > 0) == (name in KINDS), name
