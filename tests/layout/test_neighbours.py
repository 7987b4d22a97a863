"""Nearest neighbours among the placing vectors."""

from __future__ import annotations

import numpy as np
import pytest

from palace.layout import neighbours
from palace.layout.neighbours import nearest
from palace.layout.rooms import unit


@pytest.mark.parametrize("n", [2, 17, 300, 1_003])
def test_the_nearest_are_those_of_a_full_sort(n: int) -> None:
    vectors = unit(np.random.default_rng(n).normal(size=(n, 16)).astype(np.float32))
    indices, cosines = nearest(vectors, 10)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -np.inf)
    expected = np.argsort(-likeness, axis=1, kind="stable")[:, : min(10, n - 1)]
    assert (indices == expected).all()
    assert np.allclose(cosines, np.take_along_axis(likeness, expected, 1), atol=1e-6)


def test_of_many_alike_as_many_are_found_as_of_others() -> None:
    vectors = np.ones((1_000, 4), np.float32) / 2
    indices, cosines = nearest(vectors, 10)
    assert indices.shape == (1_000, 10)
    assert (indices != np.arange(1_000)[:, None]).all()
    assert all(len(set(row)) == 10 for row in indices.tolist())
    assert np.allclose(cosines, 1)


@pytest.mark.parametrize("limit", [12_000, 1])
def test_progress_is_told_and_may_stop_it(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "EXACT_UP_TO", limit)
    vectors = unit(np.random.default_rng(0).normal(size=(2_500, 16)).astype(np.float32))
    told: list[float] = []
    found = nearest(vectors, 5, told.append)
    assert told == sorted(told) and len(told) >= 3 and 0 <= told[0] <= told[-1] < 1
    again = nearest(vectors, 5)
    assert all((a == b).all() for a, b in zip(found, again, strict=True))

    def stop(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        nearest(vectors, 5, stop)
