"""Where one is and came from, as a key: how near each room lies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

METRES = 30.0
"""At so many metres of walking a place counts as 1/e."""
FADE = 0.5
"""Each stop before the last counts so much of the one after it. A sum that fades by one factor
holds the last stops exactly and all before them at once (the compressive memory of Munkhdalai et
al., *Infini-attention*, 2024), so no more than the sum need be kept of a long trail."""


def nearness(walks: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return room id → how near it lies to a trail, 0 to 1.

    Parameters
    ----------
    walks
        For each stop, the latest first: room id → metres to walk there.
    """
    found: dict[str, float] = {}
    total = 0.0
    for place, walk in enumerate(walks):
        weight = FADE**place
        total += weight
        for room, metres in walk.items():
            found[room] = found.get(room, 0.0) + weight * math.exp(-metres / METRES)
    return {room: value / total for room, value in found.items()}
