"""Exchanging rooms between plots."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from palace.layout.arrange import exchanged, settle_rooms


def _ring(rooms: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return rooms that each want two others, and plots round a court."""
    gap = np.abs(np.arange(rooms)[:, None] - np.arange(rooms)[None])
    gap = np.minimum(gap, rooms - gap)
    return (gap == 1).astype(np.float32), (10.0 * gap).astype(np.float32)


def _bill(
    plot: NDArray[np.int64], shared: NDArray[np.floating], walk: NDArray[np.floating]
) -> float:
    return float((shared * walk[np.ix_(plot, plot)]).sum())


@given(rooms=st.integers(0, 14), seed=st.integers(0, 1_000))
def test_every_room_has_a_plot_and_none_pays_for_the_search(rooms: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shared, walk = rng.random((rooms, rooms)), 50 * rng.random((rooms, rooms))
    shared, walk = shared + shared.T, walk + walk.T
    np.fill_diagonal(shared, 0)
    np.fill_diagonal(walk, 0)
    start = rng.permutation(rooms)
    found = exchanged(start, shared.astype(np.float32), walk)
    assert sorted(found) == list(range(rooms))
    assert _bill(found, shared, walk) <= _bill(start, shared, walk) + 1e-3
    assert (found == exchanged(start, shared.astype(np.float32), walk)).all()


def test_a_ring_is_found_where_single_exchanges_stick() -> None:
    shared, walk = _ring(12)
    for seed in range(10):
        plot = settle_rooms(np.random.default_rng(seed).permutation(12), shared, walk)
        assert _bill(plot, shared, walk) == 12 * 2 * 10.0
