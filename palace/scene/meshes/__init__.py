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

__all__ = [
    "INSTANCE",
    "MODEL_VERTEX",
    "NO_EDGES",
    "VERTEX",
    "Material",
    "Mesh",
    "Sign",
    "SignStyle",
    "SpaceParts",
    "instances",
]
