import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.recall.mixing import Candidate, mix


def candidate(
    name: str, words: float, meaning: float, *, thread: str = "", **rest: str
) -> Candidate:
    return Candidate(name, thread or name, rest.get("before"), rest.get("after"), words, meaning)


def best(*candidates: Candidate) -> str:
    shares = mix({c.memory_id: c for c in candidates})
    return max(shares, key=lambda name: sum(shares[name].values()))


def test_nothing_found_is_nothing() -> None:
    assert mix({}) == {}


def test_agreement_of_words_and_meaning_wins() -> None:
    both = candidate("both", 8.0, 0.55)
    assert best(candidate("words", 9.0, 0.2), both, candidate("meaning", 0.0, 0.6)) == "both"


def test_neighbours_in_the_thread_help() -> None:
    alone = candidate("alone", 5.0, 0.5)
    middle = candidate("middle", 5.0, 0.5, thread="t", before="first", after="last")
    around = (
        candidate("first", 4.0, 0.4, thread="t", after="middle"),
        candidate("last", 4.0, 0.4, thread="t", before="middle"),
    )
    assert best(alone, middle, *around) == "middle"


_SCORES = st.floats(0, 30, allow_nan=False)


@given(st.lists(st.tuples(_SCORES, st.floats(0, 1)), min_size=1, max_size=12))
def test_shares_are_never_negative_and_the_best_is_bounded(
    scores: list[tuple[float, float]],
) -> None:
    found = {str(n): candidate(str(n), *pair, thread="t") for n, pair in enumerate(scores)}
    for shares in mix(found).values():
        assert all(value >= 0 for value in shares.values())
        assert sum(shares.values()) <= 1.1 + 0.4 + 0.2 + 1e-9


def test_shares_do_not_depend_on_the_scale_of_bm25() -> None:
    small = mix({"a": candidate("a", 1.0, 0.3), "b": candidate("b", 0.5, 0.6)})
    large = mix({"a": candidate("a", 20.0, 0.3), "b": candidate("b", 10.0, 0.6)})
    assert small["a"] == pytest.approx(large["a"])
    assert small["b"] == pytest.approx(large["b"])
