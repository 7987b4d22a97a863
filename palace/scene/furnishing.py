"""What stands where no object stands yet: an empty pedestal makes a room look unfurnished.

The place stays an object's own. Until it is taken its pedestal is put away: half of them leave
the floor free, half are stood in for by a flower pot, which nobody takes for a memory.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from palace.scene.meshes.mesh import SpaceParts

PEDESTALS = ("pedestal", "pedestal_low")
POT_SCALE = 0.74
BLOOMS = np.array([(0.80, 0.14, 0.26), (0.92, 0.72, 0.12), (0.90, 0.86, 0.78)], np.float32)
"""Linear colours of the flowers."""


def spots(points: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return a number for each point (n, ≥ 2) of the ground, equal for equal centimetres."""
    whole = np.round(np.asarray(points, float)[:, :2] * 100).astype(np.int64)
    return np.asarray(whole[:, 0] * 4_000_003 + whole[:, 1])


def furnished(parts: SpaceParts, taken: NDArray[np.int64], *, plants: bool = True) -> SpaceParts:
    """Return parts whose pedestals bear an object, every one.

    Parameters
    ----------
    taken
        The `spots` of all objects.
    plants
        Whether pots stand in for some of the others.
    """
    props = dict(parts.props)
    gone: list[NDArray[np.int64]] = []
    for kind in PEDESTALS:
        records = props.pop(kind, None)
        if records is None:
            continue
        at = spots(records["position"])
        bears = np.isin(at, taken)
        if bears.any():
            props[kind] = records[bears]
        potted = ~bears & (at % 2 == 0) & plants
        if potted.any():
            pots = records[potted].copy()
            pots["scale"] = POT_SCALE
            pots["color"] = BLOOMS[at[potted] // 2 % len(BLOOMS)]
            own = props.get("pot")
            props["pot"] = pots if own is None else np.concatenate([own, pots])
        gone.append(at[~bears & ~potted])
    left = np.concatenate(gone) if gone else np.zeros(0, np.int64)
    if not gone:
        return parts
    return replace(
        parts,
        props=props,
        obstacles=parts.obstacles[~np.isin(spots(parts.obstacles), left)],
        shadows=parts.shadows[~np.isin(spots(parts.shadows), left)],
    )
