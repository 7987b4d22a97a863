"""What is seen simply around a point: wings, gardens, and of a large palace the rest as blocks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Plan
from palace.scene.apertures import Aperture, through
from palace.scene.architecture.grounds import GROUNDS, PLOT
from palace.scene.architecture.plan_index import Circle
from palace.scene.building import Architect
from palace.scene.camera import Frustum, Pose
from palace.scene.meshes.mesh import Mesh, SpaceParts
from palace.scene.sight import OBJECT_REACH, Props
from palace.scene.stage import ROOF, roof_key, spanned
from palace.scene.visuals.shell import Grouped

OUTLOOK, OUTLOOK_STEP = 260.0, 70.0
"""Of a large palace this much is built simply around one, and again after so many metres; more
than one sees while walking lies ahead always."""

WHOLE_METRES = 320.0
"""A palace that reaches no farther from its middle is built whole."""

GARDEN_REACH = 240.0
"""So far off gardens are drawn for who walks."""

LAND = "land"
"""Under names that begin so court and land are drawn."""


NEARER = 8.0
"""What is nearer by less than this many metres may be drawn later: an order that changed at each
step would be uploaded at each step."""


@dataclass(frozen=True, slots=True)
class Plots:
    """Gardens, land and roofs by squares of the plan, with their boxes: (n, 3) corners.

    Parameters
    ----------
    reach
        (n,) how far off they are drawn for who walks, in metres.
    roof
        (n,) which are roofs.
    """

    keys: list[str]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    reach: NDArray[np.float64]
    roof: NDArray[np.bool_]

    @classmethod
    def of(
        cls, gardens: Mapping[str, Mesh], land: Mapping[str, Mesh], roofs: Mapping[str, Mesh]
    ) -> Plots:
        """Return those of these meshes, empty ones left out."""
        filled = {k: m for k, m in {**gardens, **land, **roofs}.items() if m.triangle_count}
        corners = [mesh.vertices["position"] for mesh in filled.values()]
        return cls(
            list(filled),
            np.array([c.min(axis=0) for c in corners], float).reshape(-1, 3),
            np.array([c.max(axis=0) for c in corners], float).reshape(-1, 3),
            np.array([GARDEN_REACH if key in gardens else math.inf for key in filled]),
            np.array([key in roofs for key in filled], bool),
        )

    @property
    def ground(self) -> list[str]:
        """All but the roofs."""
        return [key for key, roof in zip(self.keys, self.roof, strict=True) if not roof]

    def seen(
        self, frustum: Frustum, pose: Pose, holes: list[Aperture] | None, *, roofs: bool
    ) -> list[str]:
        """Return those that who walks may see through these holes, the nearest first.

        Parameters
        ----------
        holes
            None where nothing stands in the way.
        """
        low, high = self.low, self.high
        x, y = (low[:, 0] + high[:, 0]) / 2 - pose.x, (low[:, 1] + high[:, 1]) / 2 - pose.y
        away = np.hypot(x, y)
        rows = np.flatnonzero((away < self.reach) & (roofs | ~self.roof))
        rows = rows[frustum.touches(low[rows], high[rows])]
        if holes is not None:
            rows = rows[through(holes, pose, low[rows], high[rows])]
        return [self.keys[row] for row in rows[nearest_first(away[rows])]]


def nearest_first(away: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return in which order to draw what is so far away; about alike stays in its order."""
    return np.argsort(away // NEARER, kind="stable")


_HALF = 1 << 31


def squares(mesh: Mesh, name: str) -> dict[str, Mesh]:
    """Return a mesh cut into squares, so that those that are not in view can be left out.

    A triangle belongs to the square its middle lies in.
    """
    if not mesh.triangle_count:
        return {}
    triangles = mesh.indices.reshape(-1, 3)
    middle = mesh.vertices["position"][triangles, :2].mean(axis=1)
    cell = np.floor(middle / PLOT).astype(np.int64)
    # As whole numbers, which are sorted while other threads run; pairs are not.
    numbers = (cell[:, 0] << 32) + (cell[:, 1] + _HALF)
    order = np.argsort(numbers, kind="stable")
    found, starts = np.unique(numbers[order], return_index=True)
    out: dict[str, Mesh] = {}
    for number, rows in zip(found.tolist(), np.split(order, starts[1:]), strict=True):
        used, own = np.unique(triangles[rows], return_inverse=True)
        i, j = number >> 32, (number & (2 * _HALF - 1)) - _HALF
        out[f"{name}/{i}/{j}"] = Mesh(mesh.vertices[used], own.ravel().astype(np.uint32))
    return out


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is built simply around a point, ready to be uploaded.

    Parameters
    ----------
    massing
        The spaces, one part a storey.
    grouped
        Massing and grounds.
    plots
        What of them is drawn by squares, beside the spaces.
    standing
        The props of the grounds.
    blocks
        Of the whole palace, where it is large and they are new.
    """

    grounds: SpaceParts
    massing: Sequence[SpaceParts]
    grouped: Grouped
    plots: Plots
    standing: Props
    blocks: Grouped | None = None

    @classmethod
    def of(
        cls, massing: Sequence[SpaceParts], grounds: SpaceParts, blocks: Grouped | None = None
    ) -> Outlook:
        """Return what was built, made ready."""
        gardens = spanned(grounds)
        land = squares(gardens.pop(GROUNDS, Mesh()), LAND)
        roofs = squares(grounds.roof, GROUNDS + ROOF)
        spaces: dict[str, Mesh] = {}
        for storey in massing:
            spaces |= spanned(storey)
            roofs |= squares(storey.roof, roof_key(storey.floor))
        return cls(
            grounds,
            massing,
            Grouped.of({**land, **gardens, **spaces, **roofs}),
            Plots.of(gardens, land, roofs),
            Props.of(grounds.props),
            blocks,
        )


class Lookout:
    """Builds the outlooks of a plan: of a small one its only one, of a large one many.

    Parameters
    ----------
    plan, architect
        Of the palace.

    Attributes
    ----------
    first
        The grounds alone.
    wide
        Whether things are mere specks from where all of it is seen.
    """

    def __init__(self, plan: Plan, architect: Architect) -> None:
        self._architect = architect
        rects = [space.rect for space in plan.spaces]
        span = max((max(abs(v) for v in (r.x0, r.y0, r.x1, r.y1)) for r in rects), default=0.0)
        self._large = span > WHOLE_METRES
        self.wide = span > OBJECT_REACH
        self._blocks_made = False
        self._asked: Circle | None = None
        grounds = architect.grounds(Circle(0.0, 0.0, OUTLOOK) if self._large else None)
        self.first = Outlook.of((), grounds)

    def ask(self, at: tuple[float, float]) -> Circle | None:
        """Return what is to be built for who is at a point; None where it has been asked for."""
        asked = self._asked
        if asked is None or (self._large and math.dist(at, (asked.x, asked.y)) > OUTLOOK_STEP):
            self._asked = Circle(*at, OUTLOOK)
            return self._asked
        return None

    def build(self, circle: Circle) -> Outlook | None:
        """Build it, which takes seconds; None where another has been asked for meanwhile."""
        if circle is not self._asked:
            return None
        within = circle if self._large else None
        grounds = self._architect.grounds(within) if self._large else self.first.grounds
        massing = self._architect.massing(within)
        blocks = None
        if self._large and not self._blocks_made:
            self._blocks_made = True
            storeys = self._architect.blocks()
            blocks = Grouped.of({k: mesh for part in storeys for k, mesh in spanned(part).items()})
        return Outlook.of(massing, grounds, blocks)
