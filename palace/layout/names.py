"""Names over doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Signs:
    """The names of rooms, wings and the quarter, in their order."""

    rooms: tuple[str, ...]
    wings: tuple[str, ...]
    quarter: str


def signs(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    wing: NDArray[np.int64],
) -> Signs:
    """Name them."""
    return Signs(
        tuple(f"Room {i + 1}" for i in range(len(wing))),
        tuple(f"Wing {i + 1}" for i in range(int(wing.max()) + 1)),
        "Palace",
    )
