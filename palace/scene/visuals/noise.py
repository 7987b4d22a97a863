"""The one texture that feeds every material: four channels of seamless value noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZE = 256


def noise_texture(size: int = SIZE, seed: int = 1) -> NDArray[np.uint8]:
    """Return (size, size, 4): specks, broad clouds, finer clouds, grain; mean 128 each.

    Value noise on wrapping lattices with a quintic fade (K. Perlin, "Improving noise", 2002).
    """
    rng = np.random.default_rng(seed)

    def lattice(cells: int) -> NDArray[np.float64]:
        values = rng.random((cells, cells))
        at = np.arange(size) * cells / size
        low = at.astype(int)
        t = at - low
        t = t * t * t * (t * (t * 6 - 15) + 10)
        high = (low + 1) % cells
        top = values[np.ix_(low, low)] * (1 - t) + values[np.ix_(low, high)] * t
        bottom = values[np.ix_(high, low)] * (1 - t) + values[np.ix_(high, high)] * t
        blended: NDArray[np.float64] = top * (1 - t)[:, None] + bottom * t[:, None]
        return blended

    def levelled(noise: NDArray[np.float64]) -> NDArray[np.float64]:
        noise = noise - noise.mean()
        even: NDArray[np.float64] = np.clip(noise / noise.std() * 0.17 + 0.5, 0, 1)
        return even

    def octaves(first: int, count: int, falloff: float) -> NDArray[np.float64]:
        total = np.zeros((size, size))
        for k in range(count):
            total += lattice(min(first * 2**k, size)) * falloff**k
        return total

    specks = lattice(32) + 0.25 * lattice(64)
    grain = lattice(128) + 0.7 * lattice(64)
    channels = (specks, octaves(4, 6, 0.55), octaves(8, 5, 0.6), grain)
    return (np.dstack([levelled(c) for c in channels]) * 255).astype(np.uint8)
