"""Nearest neighbours among the placing vectors, the same whatever else runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 12_000
"""Above this many an index is built, on one thread and in the given order."""
_BLOCK = 1_000
_GROUP = 16
_BUILDING = 0.75
"""What making the index takes of the time, about."""


Pairs = tuple[NDArray[np.int32], NDArray[np.float32]]


def nearest(
    vectors: NDArray[np.float32], k: int, step: Callable[[float], None] = lambda _: None
) -> Pairs:
    """Return the k nearest others of every vector.

    Parameters
    ----------
    vectors
        (n, d), unit rows, in the order that fixes the result.
    k
        At most n - 1 are found.
    step
        Told the share that is done, some times a second; may raise to stop.

    Returns
    -------
    indices, cosines
        Both (n, min(k, n - 1)), the most similar first.
    """
    n = len(vectors)
    k = min(k, n - 1)
    if k <= 0:
        return np.zeros((n, 0), np.int32), np.zeros((n, 0), np.float32)
    if n > EXACT_UP_TO:
        return _indexed(vectors, k, step)
    indices = np.empty((n, k), np.int32)
    cosines = np.empty((n, k), np.float32)
    for start in range(0, n, _BLOCK):
        step(start / n)
        scores = vectors[start : start + _BLOCK] @ vectors.T
        rows = np.arange(len(scores))
        scores[rows, start + rows] = -np.inf
        best = _largest(scores, k)
        best.sort(axis=1)  # so that equal scores keep the order of the vectors
        found = np.take_along_axis(scores, best, 1)
        order = np.argsort(-found, axis=1, kind="stable")
        indices[start : start + _BLOCK] = np.take_along_axis(best, order, 1)
        cosines[start : start + _BLOCK] = np.take_along_axis(found, order, 1)
    return indices, cosines


def _largest(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Return the columns of each row's k largest, in no order.

    The k largest are in the k groups of columns whose own largest are greatest, so that most
    columns are only ever looked at for the largest of their group.
    """
    n = scores.shape[1]
    groups = n // _GROUP
    if groups <= 4 * k:
        return np.argpartition(scores, n - k, axis=1)[:, n - k :]
    whole = groups * _GROUP
    tops = scores[:, :whole].reshape(len(scores), _GROUP, groups).max(1)
    group = np.argpartition(tops, groups - k, axis=1)[:, groups - k :]
    columns = (group[:, :, None] + groups * np.arange(_GROUP)).reshape(len(scores), -1)
    rest = np.broadcast_to(np.arange(whole, n), (len(scores), n - whole))
    columns = np.concatenate([columns, rest], axis=1)
    among = np.take_along_axis(scores, columns, 1)
    best = np.argpartition(among, among.shape[1] - k, axis=1)[:, among.shape[1] - k :]
    return np.take_along_axis(columns, best, 1)


def _indexed(vectors: NDArray[np.float32], k: int, step: Callable[[float], None]) -> Pairs:
    import hnswlib

    n = len(vectors)
    index = hnswlib.Index("ip", vectors.shape[1])
    index.init_index(n, M=16, ef_construction=100, random_seed=1)
    index.set_num_threads(1)  # the graph, and so the answer, depends on the order of insertion
    for start in range(0, n, _BLOCK):
        step(_BUILDING * start / n)
        part = vectors[start : start + _BLOCK]
        index.add_items(part, np.arange(start, start + len(part)))
    index.set_ef(max(60, 2 * k))
    labels = np.empty((n, k + 1), np.int32)
    distances = np.empty((n, k + 1), np.float32)
    for start in range(0, n, _BLOCK):
        step(_BUILDING + (1 - _BUILDING) * start / n)
        found = index.knn_query(vectors[start : start + _BLOCK], k + 1)
        labels[start : start + _BLOCK], distances[start : start + _BLOCK] = found
    # A vector may miss itself among its duplicates: push it last where found, else drop the last.
    rank = np.where(labels == np.arange(n)[:, None], np.inf, np.arange(k + 1.0))
    order = np.argsort(rank, axis=1, kind="stable")[:, :k]
    cosines = 1 - np.take_along_axis(distances, order, 1)
    return np.take_along_axis(labels, order, 1), cosines.astype(np.float32)
