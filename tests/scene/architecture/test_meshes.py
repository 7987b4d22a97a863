"""Models: shapes that tell the kinds apart, small enough for a niche, sound triangles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.model.drafts import ObjectKind
from palace.scene.meshes import (
    OBJECT_MESHES,
    OBJECT_MESHES_LOW,
    PROP_MODELS,
    Mesh,
    ObjectShape,
    shape_of,
)
from palace.scene.meshes.shapes import Shape, block, ring, sphere, turned_profile


def volume(position: np.ndarray, indices: np.ndarray) -> float:
    """Signed volume: positive where all faces look outward."""
    t = position[indices.reshape(-1, 3)].astype(float)
    return float(np.einsum("nc,nc->n", t[:, 0], np.cross(t[:, 1], t[:, 2])).sum() / 6)


@pytest.mark.parametrize("shape", list(ObjectShape))
def test_objects_fit_a_niche(shape: ObjectShape) -> None:
    for mesh, most in ((OBJECT_MESHES[shape], 400), (OBJECT_MESHES_LOW[shape], 60)):
        p = mesh.vertices["position"]
        assert len(p) < most
        assert -0.002 <= p[:, 2].min() < 0.01
        assert 0.28 <= p[:, 2].max() <= 0.65
        assert np.abs(p[:, 1]).max() < 0.44
        assert np.abs(p[:, 0]).max() < 0.25
        assert volume(p, mesh.indices) > 0
        # A part of each wears the wing's colour.
        assert mesh.vertices["tint"].max() == 1


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = [shape_of(kind.value) for kind in ObjectKind]
    assert len(set(shapes)) == len(shapes)


def test_low_models_keep_the_size_of_the_full_ones() -> None:
    for shape in ObjectShape:
        full, low = (
            m[shape].vertices["position"].max(0) for m in (OBJECT_MESHES, OBJECT_MESHES_LOW)
        )
        assert np.abs(full - low).max() < 0.12


@pytest.mark.parametrize("kind", list(PROP_MODELS))
def test_props_are_sound(kind: str) -> None:
    mesh = PROP_MODELS[kind]
    t = mesh.vertices["position"][mesh.indices.reshape(-1, 3)].astype(float)
    face = np.cross(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0])
    normal = mesh.vertices["normal"][mesh.indices.reshape(-1, 3)].mean(1)
    area = np.linalg.norm(face, axis=1)
    assert (np.einsum("nc,nc->n", face, normal)[area > 1e-6] > 0).mean() > 0.97
    assert len(mesh.vertices) < 900
    assert np.isfinite(mesh.vertices["ao"]).all()


@given(
    st.lists(st.tuples(st.floats(0.1, 2.0), st.floats(0.05, 0.5)), min_size=2, max_size=6),
    st.integers(3, 24),
)
def test_a_turned_profile_looks_outward(steps: list[tuple[float, float]], sides: int) -> None:
    height = 0.0
    profile = [(0.0, 0.0)]
    for radius, step in steps:
        height += step
        profile.append((radius, height))
    profile.append((0.0, height + 0.1))
    shape = turned_profile(profile, sides)
    assert volume(shape.position, shape.indices) > 0


@pytest.mark.parametrize("shape", [sphere(), ring(1.0, 0.1), block((0, 0, 0), (1, 2, 3))])
def test_solids_look_outward_and_stay_so_when_moved(shape: Shape) -> None:
    moved = shape.turned("x", 1.0).scaled(1.0, 2.0, 0.5).moved(3, 2, 1)
    assert volume(shape.position, shape.indices) > 0
    assert volume(moved.position - moved.position.mean(0), moved.indices) > 0


def test_joining_keeps_all_triangles() -> None:
    one = OBJECT_MESHES[ObjectShape.BOOK]
    both = Mesh.join([one, one.translated((1, 0, 0)), Mesh()])
    assert both.triangle_count == 2 * one.triangle_count
    assert both.indices.max() == len(both.vertices) - 1
    turned = one.rotated(np.pi / 2)
    assert turned.vertices["position"][:, 1] == pytest.approx(
        one.vertices["position"][:, 0], abs=1e-6
    )
