"""Exchanging objects across rooms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from palace.layout.exchange import exchange, features
from palace.layout.neighbours import nearest
from palace.layout.rooms import unit


def _material(
    n: int, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(6, 24))
    vectors = middles[rng.integers(6, size=n)] + 0.5 * rng.normal(size=(n, 24))
    points = rng.uniform(0, 10, size=(n, 3))
    return unit(vectors.astype(np.float32)), points, rng.integers(4, size=n)


def _likeness_beside(wants: NDArray[np.float32], points: NDArray[np.float64]) -> float:
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    beside = np.argsort(apart, axis=1)[:, :10]
    return float((wants[:, None] * wants[beside]).sum(2).mean())


@given(n=st.integers(1, 60), seed=st.integers(0, 1_000))
def test_every_object_keeps_a_locus_of_its_own(n: int, seed: int) -> None:
    vectors, points, rooms = _material(n, seed)
    wants = features(vectors, np.full(n, -1))
    at = exchange(wants, nearest(vectors, 15)[0], points, rooms)
    assert sorted(at) == list(range(n))


@given(seed=st.integers(0, 1_000))
def test_what_stands_side_by_side_is_more_alike_than_before(seed: int) -> None:
    vectors, points, rooms = _material(80, seed)
    wants = features(vectors, np.full(80, -1))
    at = exchange(wants, nearest(vectors, 15)[0], points, rooms)
    before, after = _likeness_beside(wants, points), _likeness_beside(wants, points[at])
    assert after > before + 0.1


def test_the_same_material_is_exchanged_alike() -> None:
    vectors, points, rooms = _material(120, 3)
    wants, near = features(vectors, np.full(120, -1)), nearest(vectors, 15)[0]
    first = exchange(wants, near, points, rooms)
    assert (first == exchange(wants, near, points, rooms)).all()


def test_parts_of_a_thread_want_each_other() -> None:
    vectors, _, _ = _material(60, 1)
    threads = np.arange(60) // 3
    threads[:6] = -1
    wants = features(vectors, threads)
    alone = features(vectors, np.full(60, -1))
    gain = wants @ wants.T - alone @ alone.T
    same = (threads[:, None] == threads[None]) & (threads[:, None] >= 0)
    np.fill_diagonal(same, False)
    assert gain[same].mean() > 0.04
    assert abs(gain[~same & ~np.eye(60, dtype=bool)]).mean() < 0.02
    assert (gain[:6, 6:] == 0).all() or abs(gain[:6, 6:]).max() < 1e-6
