"""Nearest neighbours among the placing vectors."""

from __future__ import annotations

import numpy as np
import pytest

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
