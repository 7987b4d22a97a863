"""The names over a palace seen from above."""

import math
from dataclasses import replace

import numpy as np

from palace.model.plan import Rect
from palace.scene.camera import Lens, Orbit, Pose, project, view_projection
from palace.scene.ground import Ground
from palace.scene.labels import (
    LABEL_SHARE,
    MAX_ROOMS,
    MAX_WINGS,
    ROOM_REACH,
    WING_SIZE,
    Labels,
)
from palace.scene.meshes.mesh import SignStyle
from palace.scene.navigation import OVERVIEW_FOV, Navigator
from palace.scene.spaces import Spaces, outermost

from .houses import house


def overview() -> Orbit:
    spaces = Spaces(house())
    return Navigator(spaces, Ground(spaces)).orbit


def test_a_wing_is_named_over_its_middle_and_in_the_picture() -> None:
    orbit = overview()
    seen = Labels(house(), floor=1).seen_from(orbit.pose())
    (wing,) = (sign for sign in seen if sign.style is SignStyle.WING)
    assert wing.text == "Nature"
    assert wing.space_id == "w"
    assert 14 < wing.position[0] < 36
    assert wing.position[2] > 5.0 + 4.6  # over the upper storey's roof
    point = project(view_projection(orbit.pose(), Lens(OVERVIEW_FOV, 1.6)), wing.position)
    assert point is not None
    assert max(map(abs, point)) < 1


def test_rooms_are_named_only_near_by_and_before_their_wing() -> None:
    labels = Labels(house())
    near = [sign.text for sign in labels.seen_from(Pose(19, 0, 30))]
    assert sorted(near[:2]) == ["Bees", "Glass"]
    assert near[2:] == ["Nature"]
    assert [sign.text for sign in labels.seen_from(Pose(19, 0, 2 * ROOM_REACH))] == ["Nature"]


def test_a_large_palace_names_no_more_rooms_than_fit_on_a_page() -> None:
    plan = house()
    room = next(s for s in plan.spaces if s.id == "south")
    many = tuple(replace(room, id=f"r{k}", name=f"Room {k}") for k in range(3 * MAX_ROOMS))
    seen = Labels(replace(plan, spaces=(*plan.spaces, *many))).seen_from(Pose(19, 0, 30))
    assert sum(sign.style is SignStyle.PLAQUE for sign in seen) == MAX_ROOMS
    away = [math.dist(s.position, (19, 0, 30)) for s in seen if s.style is SignStyle.PLAQUE]
    assert away == sorted(away, reverse=True)


def test_the_overview_is_filled_by_the_palace_in_any_shape_of_window() -> None:
    spaces = Spaces(house())
    navigator = Navigator(spaces, Ground(spaces))
    for aspect in (0.8, 1.6, 2.4):
        navigator.frame(aspect)
        matrix = view_projection(navigator.orbit.pose(), Lens(OVERVIEW_FOV, aspect))
        points = [
            project(matrix, (x, y, z))
            for s in spaces.plan.spaces
            for x in (s.rect.x0, s.rect.x1)
            for y in (s.rect.y0, s.rect.y1)
            for z in (s.z + s.height,)
        ]
        seen = [p for p in points if p is not None]
        assert len(seen) == len(points)
        spans = [(max(p[k] for p in seen), min(p[k] for p in seen)) for k in (0, 1)]
        assert max(high - low for high, low in spans) / 2 > 0.78
        assert all(high < 1 and low > -1 for high, low in spans)


def test_names_that_would_cover_one_another_are_left_out() -> None:
    plan = house()
    wing, room = plan.wings[0], next(s for s in plan.spaces if s.id == "south")
    wings, spaces = [], []
    for k in range(30):  # rows of wings, their names closer together than they are wide
        x, y = 24.0 * (k % 6), 9.0 * (k // 6)
        wings.append(replace(wing, id=f"w{k}", name=f"Wing {k}"))
        spaces.append(
            replace(room, id=f"r{k}", wing_id=f"w{k}", rect=Rect(x, y, x + 8, y + 8), name="")
        )
    labels = Labels(replace(plan, wings=tuple(wings), spaces=tuple(spaces)))
    pose, lens = Pose(60.0, -160.0, 130.0, math.pi / 2, -0.7), Lens(OVERVIEW_FOV, 1.6)
    assert len(labels.seen_from(pose)) == MAX_WINGS
    kept = labels.seen_from(pose, lens)
    assert 3 < len(kept) < MAX_WINGS
    matrix = view_projection(pose, lens)
    at = [project(matrix, np.array(sign.position)) for sign in kept]
    half_tall = LABEL_SHARE
    half_wide = half_tall * WING_SIZE[0] / WING_SIZE[1] / lens.aspect
    for k, a in enumerate(at):
        for b in at[:k]:
            assert a is not None
            assert b is not None
            assert abs(a[0] - b[0]) > 2 * half_wide or abs(a[1] - b[1]) > 2 * half_tall
    # Of two that would cover one another the nearer one is read.
    nearest = min(labels.wings, key=lambda s: math.dist(s.position, (pose.x, pose.y, pose.z)))
    assert kept[-1].text == nearest.text
    # What is not in the picture is not chosen.
    assert labels.seen_from(replace(pose, yaw=-math.pi / 2), lens) == []


def test_the_outermost_corners_frame_a_palace_like_all_of_them() -> None:
    rng = np.random.default_rng(3)
    every = np.column_stack([rng.uniform(-700, 900, (20_000, 2)), rng.choice([4.8, 9.6], 20_000)])
    every[:, 0] = np.round(every[:, 0], 1)
    few = outermost(every)
    assert len(few) < 600
    for aspect in (0.8, 1.6):
        whole, quick = Orbit(), Orbit()
        whole.frame(every, OVERVIEW_FOV, aspect)
        quick.frame(few, OVERVIEW_FOV, aspect)
        assert math.isclose(quick.distance, whole.distance, rel_tol=0.01)
        assert math.dist((quick.x, quick.y), (whole.x, whole.y)) < 0.01 * whole.distance
    np.testing.assert_array_equal(outermost(every[:100]), every[:100])
