"""Meshes: the arrays that are drawn, and the models that stand in the rooms."""

from palace.scene.meshes.mesh import (
    INSTANCE,
    MODEL_VERTEX,
    NO_EDGES,
    VERTEX,
    Material,
    Mesh,
    Sign,
    SignStyle,
    SpaceParts,
    instances,
)
from palace.scene.meshes.objects import (
    OBJECT_MESHES,
    OBJECT_MESHES_LOW,
    SHAPE_OF_KIND,
    ObjectShape,
    shape_of,
)
from palace.scene.meshes.props import PROP_MODELS

__all__ = [
    "INSTANCE",
    "MODEL_VERTEX",
    "NO_EDGES",
    "OBJECT_MESHES",
    "OBJECT_MESHES_LOW",
    "PROP_MODELS",
    "SHAPE_OF_KIND",
    "VERTEX",
    "Material",
    "Mesh",
    "ObjectShape",
    "Sign",
    "SignStyle",
    "SpaceParts",
    "instances",
    "shape_of",
]
