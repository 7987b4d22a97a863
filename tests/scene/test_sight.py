import math

import numpy as np

from palace.model.plan import Rect, Space, SpaceKind
from palace.scene.apertures import Aperture
from palace.scene.camera import Lens, Pose
from palace.scene.meshes import PROP_MODELS
from palace.scene.meshes.mesh import instances
from palace.scene.sight import PROP_REACH, SIMPLE, SIMPLE_METRES, Props, together

LENS = Lens(60.0, 1.6)
EYE = Pose(0.0, 0.0, 1.66, yaw=0.0, pitch=0.0)


def test_simple_models_are_models_and_simpler() -> None:
    for fine, low in SIMPLE.items():
        assert PROP_MODELS[low].triangle_count < PROP_MODELS[fine].triangle_count


def test_only_what_is_in_view_is_drawn_and_the_far_simply() -> None:
    near, far = SIMPLE_METRES / 2, SIMPLE_METRES * 2
    places = [(near, 0, 0), (far, 1, 0), (-near, 0, 0), (PROP_REACH + 5, 0, 0), (0, far, 0)]
    drawn = Props.of({"column": instances(places)}).seen(EYE, LENS)
    assert set(drawn) == {"column", "column_low"}
    np.testing.assert_allclose(drawn["column"]["position"], [places[0]])
    np.testing.assert_allclose(drawn["column_low"]["position"], [places[1]])


def test_nothing_is_lost_all_round() -> None:
    angles = np.linspace(0, math.tau, 60, endpoint=False)
    ring = np.column_stack([9 * np.cos(angles), 9 * np.sin(angles), 0 * angles])
    props = {"lamp": instances(ring), "pot": instances(ring)}
    found = {kind: set[tuple[float, ...]]() for kind in props}
    for yaw in np.linspace(-math.pi, math.pi, 12):
        for kind, records in (
            Props.of(props).seen(Pose(0, 0, 1.66, yaw=yaw, pitch=0.0), LENS).items()
        ):
            found[kind] |= {tuple(row) for row in records["position"].tolist()}
    assert all(len(seen) == 60 for seen in found.values())


def test_props_of_several_spaces_are_put_together_by_kind() -> None:
    parts = [{"pot": instances([(0, 0, 0)])}, {"lamp": instances([(1, 0, 0)])}, {}]
    both = together([*parts, {"pot": instances([(2, 0, 0), (3, 0, 0)])}])
    assert {kind: len(records) for kind, records in both.items()} == {"pot": 3, "lamp": 1}
    np.testing.assert_allclose(both["pot"]["position"][:, 0], [0, 2, 3])


def test_props_are_seen_through_holes_alone() -> None:
    props = Props.of({"pot": instances([(9, 0, 0), (9, 5, 0)]), "lamp": instances([(9, -5, 0)])})
    everywhere = Rect(-50, -50, 50, 50)
    garden = Space("g", "q", None, SpaceKind.GALLERY, "", everywhere)
    drawn = props.seen(EYE, LENS, [Aperture(garden, (0.35, 0.7))])
    assert {kind: records["position"].tolist() for kind, records in drawn.items()} == {
        "pot": [[9, 5, 0]]
    }
    assert props.seen(EYE, LENS, []) == {}
    assert set(props.seen(EYE, LENS)) == {"pot", "lamp"}


def test_where_nothing_stands_nothing_is_seen() -> None:
    assert Props.of({}).seen(EYE, LENS) == {}
    assert Props.of({"pot": instances([])}).seen(EYE, LENS) == {}
