import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.recall.association import MINUS, complete, names_in, page_rank, sum_of

_EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0.1, 2)), max_size=20)


def unit(seed: int, count: int, dim: int = 32) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@given(_EDGES, st.integers(0, 7))
def test_a_walk_is_somewhere_and_most_at_its_start(
    edges: list[tuple[int, int, float]], start: int
) -> None:
    edges = [edge for edge in edges if edge[0] != edge[1]]
    rank = page_rank(8, edges, {start: 1.0})
    assert rank.sum() == pytest.approx(1)
    assert (rank >= 0).all() and rank[start] == rank.max()
    reached, frontier = {start}, [start]
    while frontier:
        here = frontier.pop()
        for a, b, _ in edges:
            for one, other in ((a, b), (b, a)):
                if one == here and other not in reached:
                    reached.add(other)
                    frontier.append(other)
    assert {node for node in range(8) if rank[node] > 1e-12} == reached


def test_two_steps_over_a_shared_name_reach_what_no_link_does() -> None:
    # 0 and 1 say the name 3; 2 stands alone.
    rank = page_rank(4, [(0, 3, 1.0), (1, 3, 1.0)], {0: 1.0})
    assert rank[1] > 0 == rank[2]


def test_a_fragment_settles_on_the_pattern_it_came_from() -> None:
    patterns = unit(0, 40)
    for row in range(0, 40, 7):
        noisy = patterns[row] + 0.6 * unit(row + 1, 1)[0]
        noisy /= np.linalg.norm(noisy)
        steps, cosines = complete(patterns, noisy)
        assert steps[-1].nearest == row == int(np.argmax(cosines))
        assert steps[-1].moved < steps[0].moved
        assert steps[-1].cosine > float(patterns[row] @ noisy)


def test_a_low_beta_blurs_all_into_their_mean() -> None:
    patterns = unit(3, 40)
    _, sharp = complete(patterns, patterns[0])
    _, blurred = complete(patterns, patterns[0], beta=0.1)
    assert sharp[0] > 0.95 > blurred[0]


def test_plus_and_minus() -> None:
    a, b, c = unit(5, 3)
    assert sum_of([a, b], []) == pytest.approx((a + b) / np.linalg.norm(a + b), abs=1e-6)
    other = sum_of([a], [c])
    assert float(other @ c) < float(a @ c) or MINUS == 0
    assert np.linalg.norm(other) == pytest.approx(1, abs=1e-6)


def test_names_have_capitals_that_begin_no_sentence() -> None:
    text = "The swarm went to Mrs Hutton. Bees like Plot. Then Ada Lovelace wrote. The end"
    assert names_in(text) >= {"mrs hutton", "plot", "ada lovelace"}
    assert not names_in(text) & {"the", "bees", "then"}
