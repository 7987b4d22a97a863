"""Objects into rooms: subjects stay whole, sizes stay within bounds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.layout.hierarchy import rooms_of, smoothed
from palace.layout.neighbours import nearest
from palace.layout.rooms import LARGEST, SMALLEST, bisect, unit


def subjects(sizes: list[int], spread: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return vectors about one centre for each subject, and the subject of each."""
    rng = np.random.default_rng(seed)
    centres = unit(rng.normal(size=(len(sizes), 64)).astype(np.float32))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    noise = spread * rng.normal(size=(len(truth), 64)) / 8
    return unit((centres[truth] + noise).astype(np.float32)), truth


def test_clear_subjects_have_rooms_of_their_own() -> None:
    vectors, truth = subjects([9, 28, 14, 25, 11, 28, 18], 0.8)
    labels = rooms_of(smoothed(vectors, *nearest(vectors, 15)))
    rooms = [set(truth[labels == room].tolist()) for room in range(labels.max() + 1)]
    assert all(len(inside) == 1 for inside in rooms)
    # Halving by size, which this replaces, mixes them.
    halved = bisect(vectors)
    assert any(len(set(truth[halved == room].tolist())) > 1 for room in range(halved.max() + 1))


@settings(max_examples=30)
@given(
    sizes=st.lists(st.integers(1, 90), min_size=1, max_size=9),
    spread=st.sampled_from([0.0, 0.5, 3.0]),
)
def test_rooms_are_neither_too_small_nor_too_large(sizes: list[int], spread: float) -> None:
    vectors, truth = subjects(sizes, spread)
    labels = rooms_of(smoothed(vectors, *nearest(vectors, 15)))
    counts = np.bincount(labels)
    assert counts.sum() == len(truth)
    assert counts.max() <= LARGEST
    assert len(counts) == 1 or counts.min() >= SMALLEST
