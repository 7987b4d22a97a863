"""Which of the things that stand about are more than specks: trees, pots, pedestals, lamps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.scene.apertures import Aperture, through
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


@dataclass(frozen=True, slots=True)
class Props:
    """Props with the boxes they fill, to choose from at each step: (n, 3) corners.

    Parameters
    ----------
    records
        By kind.
    kind
        (n,) which kind, as a number in their order.
    row
        (n,) which record of its kind.
    """

    records: Mapping[str, NDArray[np.void]]
    kind: NDArray[np.intp]
    row: NDArray[np.intp]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, props: Mapping[str, NDArray[np.void]]) -> Props:
        """Return them ready."""
        counts = [len(records) for records in props.values()]
        if not sum(counts):
            none = np.zeros(0, np.intp)
            return cls(props, none, none, np.zeros((0, 3)), np.zeros((0, 3)))
        foot = np.concatenate([records["position"] for records in props.values()]).astype(float)
        scale = np.concatenate([records["scale"] for records in props.values()])
        reach = scale.max(axis=1, keepdims=True).astype(float)
        return cls(
            props,
            np.repeat(np.arange(len(counts)), counts),
            np.concatenate([np.arange(count) for count in counts]),
            foot - reach * np.array((2.2, 2.2, 0.2)),
            foot + reach * np.array((2.2, 2.2, 5.5)),
        )

    def seen(
        self, pose: Pose, lens: Lens, holes: list[Aperture] | None = None
    ) -> dict[str, NDArray[np.void]]:
        """Return those that a view may show, the far ones with simple models.

        Parameters
        ----------
        holes
            Through which alone they are seen.
        """
        low, high = self.low, self.high
        x, y = (low[:, 0] + high[:, 0]) / 2 - pose.x, (low[:, 1] + high[:, 1]) / 2 - pose.y
        square = x * x + y * y
        rows = np.flatnonzero(square < PROP_REACH**2)
        rows = rows[Frustum.of(pose, lens).touches(low[rows], high[rows])]
        if holes is not None:
            rows = rows[through(holes, pose, low[rows], high[rows])]
        far = square[rows] > SIMPLE_METRES**2
        out: dict[str, NDArray[np.void]] = {}
        for number, (kind, records) in enumerate(self.records.items()):
            own = self.kind[rows] == number
            for name, chosen in ((kind, own & ~far), (SIMPLE.get(kind, kind), own & far)):
                if chosen.any():
                    taken = records[self.row[rows[chosen]]]
                    out[name] = np.concatenate([out[name], taken]) if name in out else taken
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
