"""The measure by which the arranging of a small palace is judged."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from palace.layout.faithful import Faithfulness
from palace.layout.rooms import unit


def test_it_is_the_trustworthiness_of_others_with_a_share_for_neighbours_kept() -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(120, 8)).astype(np.float32))
    points = vectors[:, :3].astype(np.float64) + 0.1 * rng.normal(size=(120, 3))
    theirs = trustworthiness(vectors, points, n_neighbors=10)
    kept = (Faithfulness(vectors)(points) - theirs) / 0.25
    assert 0.1 < kept < 0.9
    assert kept * 1_200 == pytest.approx(round(kept * 1_200), abs=0.1)  # whole neighbours


def test_places_that_are_the_meaning_itself_are_best() -> None:
    rng = np.random.default_rng(1)
    vectors = unit(rng.normal(size=(60, 3)).astype(np.float32))
    faithful = Faithfulness(vectors)
    assert faithful(vectors.astype(np.float64)) == pytest.approx(1.25)
    assert faithful(rng.normal(size=(60, 3))) < 1
    assert Faithfulness(vectors[:2])(np.zeros((2, 3))) == 1
