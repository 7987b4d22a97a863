"""What is seen simply, square by square."""

import math

import numpy as np

from palace.model.plan import Rect, Space, SpaceKind
from palace.scene.apertures import Aperture
from palace.scene.architecture.grounds import GROUNDS, PLOT
from palace.scene.building import architect_for
from palace.scene.camera import Frustum, Lens, Pose
from palace.scene.meshes.mesh import VERTEX, Mesh
from palace.scene.outlook import GARDEN_REACH, LAND, Lookout, Plots, nearest_first, squares

from .houses import house

EYE, LENS = Pose(0, 0, 1.66, 0.0, 0.0), Lens()
ALL_ROUND = Frustum(EYE.eye, np.zeros((4, 3)))


def tiles(*places: tuple[float, float]) -> Mesh:
    """Return a small square of two triangles at each place."""
    corners = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], np.float32)
    vertices = np.zeros(4 * len(places), VERTEX)
    for k, (x, y) in enumerate(places):
        vertices["position"][4 * k : 4 * k + 4] = corners + np.array((x, y, 0))
    one = np.array((0, 1, 2, 0, 2, 3), np.uint32)
    return Mesh(vertices, (one + 4 * np.arange(len(places), dtype=np.uint32)[:, None]).ravel())


def shape(mesh: Mesh) -> list[list[float]]:
    """Return the corners of the triangles, sorted."""
    return sorted(mesh.vertices["position"][mesh.indices].reshape(-1, 9).tolist())


def test_cut_into_squares_a_mesh_is_the_same() -> None:
    whole = tiles((5, 5), (PLOT + 5, 5), (-5, -5), (7, 7))
    cut = squares(whole, "roof")
    assert {key: mesh.triangle_count for key, mesh in cut.items()} == {
        "roof/0/0": 4,
        "roof/1/0": 2,
        "roof/-1/-1": 2,
    }
    assert shape(Mesh.join(cut.values())) == shape(whole)
    assert squares(Mesh(), "roof") == {}


def test_what_is_not_in_view_is_left_out() -> None:
    far = GARDEN_REACH + 50
    plots = Plots.of(
        {"ahead": tiles((40, 0)), "behind": tiles((-40, 0)), "too far": tiles((far, 0))},
        {"land": tiles((far, 0)), "none": Mesh()},
        {"roof": tiles((20, 0))},
    )
    frustum = Frustum.of(EYE, LENS)
    assert plots.seen(frustum, EYE, None, roofs=True) == ["roof", "ahead", "land"]
    assert plots.seen(frustum, EYE, None, roofs=False) == ["ahead", "land"]
    assert plots.ground == ["ahead", "behind", "too far", "land"]


def test_what_lies_behind_walls_is_left_out() -> None:
    plots = Plots.of({"left": tiles((40, 12)), "right": tiles((40, -12))}, {}, {})
    gallery = Space("g", "q", None, SpaceKind.GALLERY, "", Rect(-5, -5, 5, 5))
    frustum = Frustum.of(EYE, LENS)
    assert plots.seen(frustum, EYE, [Aperture(gallery, (0.1, 0.6))], roofs=True) == ["left"]
    assert plots.seen(frustum, EYE, [], roofs=True) == []


def test_an_order_that_hardly_changes_is_the_same() -> None:
    away = np.array([30.0, 1.0, 31.0, 2.0])
    np.testing.assert_array_equal(nearest_first(away), [1, 3, 0, 2])
    np.testing.assert_array_equal(nearest_first(away[::-1].copy()), [0, 2, 1, 3])


def test_nothing_of_a_palace_is_lost() -> None:
    plan = house()
    lookout = Lookout(plan, architect_for(plan))
    circle = lookout.ask((0.0, 0.0))
    assert circle is not None
    outlook = lookout.build(circle)
    assert outlook is not None
    parts = [outlook.grounds, *outlook.massing]
    wanted = sum(part.shell.triangle_count + part.roof.triangle_count for part in parts)
    drawn = {key: sum(map(len, groups)) // 3 for key, groups in outlook.grouped.parts.items()}
    assert sum(drawn.values()) == wanted
    spaces = {key for storey in outlook.massing for key in storey.spans}
    assert set(drawn) == set(outlook.plots.keys) | {key for key in spaces if key in drawn}
    assert any(key.startswith(LAND) for key in outlook.plots.ground)
    assert GROUNDS not in drawn
    seen = set(outlook.plots.seen(ALL_ROUND, EYE, None, roofs=True))
    assert seen == set(outlook.plots.keys)
    assert math.isinf(outlook.plots.reach.max())
