"""The palace's own architect: the architecture package behind what the scene asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan, Space
from palace.scene.architecture import PlanIndex, build_grounds, build_massing, build_space
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

    def space(self, space: Space) -> SpaceParts:
        """Return a space in detail."""
        return build_space(self._index, space)

    def massing(self) -> Sequence[SpaceParts]:
        """Return all spaces, simply, one part a storey."""
        return build_massing(self._index)

    def grounds(self) -> SpaceParts:
        """Return what lies outside."""
        return build_grounds(self._index)

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
