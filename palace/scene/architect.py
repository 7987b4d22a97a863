"""The palace's own architect: the architecture package behind what the scene asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan, Space
from palace.scene.architecture import (
    Circle,
    Grounds,
    Massing,
    PlanIndex,
    build_blocks,
    build_space,
)
from palace.scene.characters import object_colors
from palace.scene.meshes.mesh import Mesh, SpaceParts
from palace.scene.meshes.objects import (
    OBJECT_MESHES,
    OBJECT_MESHES_LOW,
    ObjectShape,
    shape_of,
)
from palace.scene.meshes.props import PROP_MODELS


class PalaceArchitect:
    """Builds a plan with `palace.scene.architecture`.

    Parameters
    ----------
    plan
        It is not changed.
    """

    def __init__(self, plan: Plan) -> None:
        self._index = PlanIndex(plan)
        self._massing = Massing(self._index)
        self._grounds: Grounds | None = None

    def space(self, space: Space) -> SpaceParts:
        """Return a space in detail."""
        return build_space(self._index, space)

    def massing(self, within: Circle | None = None) -> Sequence[SpaceParts]:
        """Return all spaces, or those in a circle, simply, one part a storey."""
        return self._massing.build(within)

    def blocks(self) -> Sequence[SpaceParts]:
        """Return all spaces as blocks, one part a storey."""
        return build_blocks(self._index)

    def grounds(self, within: Circle | None = None) -> SpaceParts:
        """Return what lies outside, its gardens only in a circle where one is given."""
        if self._grounds is None:
            self._grounds = Grounds(self._index)
        return self._grounds.build(within)

    def object_model(self, shape: str, *, low: bool) -> Mesh:
        """Return the model of a shape of object, `low` for seeing it from far away."""
        return (OBJECT_MESHES_LOW if low else OBJECT_MESHES)[ObjectShape(shape)]

    def prop_model(self, kind: str) -> Mesh:
        """Return the model of a kind of prop."""
        return PROP_MODELS[kind]

    def shape(self, placed: PlacedObject) -> str:
        """Return the shape that shows an object's kind."""
        return shape_of(placed.kind).value

    def palette(self, character: str) -> NDArray[np.float32]:
        """Return the linear colours (5, 3) that objects of a character wear."""
        return object_colors(character)
