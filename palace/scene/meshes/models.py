"""Models: solids with colours and tint, ready to be drawn many times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.scene.meshes.mesh import MODEL_VERTEX, Material, Mesh
from palace.scene.meshes.shapes import Floats, Shape


@dataclass(frozen=True, slots=True)
class Finish:
    """How a part of a model looks.

    Parameters
    ----------
    color
        Linear RGB.
    tint
        1 where the part wears the instance's colour, 0 where it keeps its own.
    """

    color: tuple[float, float, float]
    tint: float = 0.0
    material: Material = Material.PLAIN


OWN = Finish((1.0, 1.0, 1.0), 1.0)
"""Wears the instance's colour."""
OWN_DARK = Finish((0.55, 0.55, 0.55), 1.0)
OWN_PALE = Finish((1.25, 1.22, 1.15), 1.0)
OWN_STONE = Finish((1.0, 1.0, 1.0), 1.0, Material.MARBLE)
OWN_LEAF = Finish((1.0, 1.0, 1.0), 1.0, Material.FOLIAGE)
BRASS = Finish((0.62, 0.34, 0.08), 0.0, Material.METAL)
PAGE = Finish((0.84, 0.77, 0.60))
WOOD = Finish((0.13, 0.055, 0.022), 0.0, Material.PANEL)
BARK = Finish((0.115, 0.075, 0.045))
IRON = Finish((0.045, 0.066, 0.062), 0.0, Material.METAL)
CLAY = Finish((0.36, 0.155, 0.075))
LAMP = Finish((0.93, 0.69, 0.35), 0.0, Material.EMIT)

Shade = Callable[[Floats, Floats], Floats]


def risen(slope: float, low: float, start: float = 0.15) -> Shade:
    """Return a shade that is `low` at the foot and grows with `slope` per metre up to 1."""

    def shade(position: Floats, normal: Floats) -> Floats:
        del normal
        return low + (1 - low) * np.clip(position[:, 2] * slope + start, 0, 1)

    return shade


def model(parts: list[tuple[Shape, Finish]], shade: Shade | None = None) -> Mesh:
    """Return the parts as one mesh of `MODEL_VERTEX`.

    Parameters
    ----------
    shade
        From positions (n, 3) and normals (n, 3) to an occlusion factor (n,).
    """
    count = sum(len(shape.position) for shape, _ in parts)
    vertices: NDArray[np.void] = np.zeros(count, MODEL_VERTEX)
    indices = []
    at = 0
    for shape, finish in parts:
        piece = vertices[at : at + len(shape.position)]
        piece["position"] = shape.position
        piece["normal"] = shape.normal
        piece["color"] = finish.color
        piece["tint"] = finish.tint
        piece["material"] = float(finish.material)
        piece["ao"] = 1.0 if shade is None else shade(shape.position, shape.normal)
        indices.append(shape.indices.ravel() + at)
        at += len(shape.position)
    return Mesh(vertices, np.concatenate(indices).astype(np.uint32))
