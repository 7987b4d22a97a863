"""Which of the things that stand about are more than specks: trees, pots, pedestals, lamps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from palace.scene.camera import Frustum, Lens, Pose

PROP_REACH = 110.0
"""So far from who walks they are drawn, in metres."""

OBJECT_REACH, TREE_REACH = 260.0, 560.0
"""From above a wide palace's objects and small plants are drawn so far from the eye, and its
trees and columns."""

TALL = ("tree", "cypress", "column")

SIMPLE_METRES = 20.0
SIMPLE = {kind: f"{kind}_low" for kind in ("tree", "pedestal", "column", "lamp", "topiary")}
"""Models that have a simple form."""


def simple(props: Mapping[str, NDArray[np.void]]) -> dict[str, NDArray[np.void]]:
    """Return props with simple models in place of fine ones, for seeing them from far away."""
    return {SIMPLE.get(kind, kind): records for kind, records in props.items()}


def together(props: Sequence[Mapping[str, NDArray[np.void]]]) -> dict[str, NDArray[np.void]]:
    """Return the props of several spaces as one."""
    kinds = dict.fromkeys(kind for part in props for kind in part)
    return {kind: np.concatenate([part[kind] for part in props if kind in part]) for kind in kinds}


def in_view(
    props: Mapping[str, NDArray[np.void]], pose: Pose, lens: Lens
) -> dict[str, NDArray[np.void]]:
    """Return the props that a view may show, the far ones with simple models."""
    frustum = Frustum.of(pose, lens)
    out: dict[str, NDArray[np.void]] = {}
    for kind, records in props.items():
        foot = records["position"].astype(float)
        reach = records["scale"].max(axis=1, keepdims=True).astype(float)
        away = np.hypot(foot[:, 0] - pose.x, foot[:, 1] - pose.y)
        low, high = (
            foot - reach * np.array((2.2, 2.2, 0.2)),
            foot + reach * np.array((2.2, 2.2, 5.5)),
        )
        seen_ = frustum.touches(low, high) & (away < PROP_REACH)
        far = away > SIMPLE_METRES
        for name, rows in ((kind, seen_ & ~far), (SIMPLE.get(kind, kind), seen_ & far)):
            if rows.any():
                chosen = records[rows]
                out[name] = np.concatenate([out[name], chosen]) if name in out else chosen
    return out


def within_sight(props: Mapping[str, NDArray[np.void]], pose: Pose) -> dict[str, NDArray[np.void]]:
    """Return the props that are more than specks from above."""
    eye = np.array((pose.x, pose.y, pose.z), np.float32)
    out: dict[str, NDArray[np.void]] = {}
    for kind, records in props.items():
        reach = TREE_REACH if kind.startswith(TALL) else OBJECT_REACH
        seen_ = np.linalg.norm(records["position"] - eye, axis=1) < reach
        if seen_.any():
            out[kind] = records if seen_.all() else records[seen_]
    return out
