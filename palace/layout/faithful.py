"""How faithful places are to meaning: what the arranging of a small palace is judged by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEAREST = 10
_KEPT = 0.25
"""What the share of neighbours kept counts beside the trustworthiness."""


class Faithfulness:
    """A measure of where things stand.

    Its memory grows with the square of the objects.

    Parameters
    ----------
    vectors
        (n, d), unit rows.
    """

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        n = len(vectors)
        likeness = vectors @ vectors.T
        np.fill_diagonal(likeness, np.inf)
        self._ranks = np.empty((n, n), np.int32)
        order = np.argsort(-likeness, axis=1, kind="stable")
        np.put_along_axis(self._ranks, order, np.arange(n, dtype=np.int32)[None], 1)

    def __call__(self, points: NDArray[np.float64]) -> float:
        """Return the trustworthiness of points (n, 3), with a share for the neighbours kept.

        Trustworthiness is that of Venna & Kaski (2001): 1 less the ranks in meaning, beyond the
        tenth, of the ten nearest in space.
        """
        from scipy.spatial import cKDTree  # slow to import

        n = len(points)
        k = min(_NEAREST, (n - 1) // 2)
        if k < 1:
            return 1.0
        found = cKDTree(points).query(points, k + 1)[1]
        own = found == np.arange(n)[:, None]
        beside = np.take_along_axis(found, np.argsort(own, axis=1, kind="stable")[:, :k], 1)
        ranks = np.take_along_axis(self._ranks, beside, 1)
        strangers = 2 * np.maximum(ranks - k, 0).sum() / (n * k * (2 * n - 3 * k - 1))
        return float(1 - strangers + _KEPT * (ranks <= k).mean())
