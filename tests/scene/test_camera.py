import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.scene.camera import (
    NEAR,
    TALLEST,
    Frustum,
    Lens,
    Orbit,
    Pose,
    Transition,
    near_plane,
    project,
    ray,
    view_projection,
    wrap,
)

ANGLE = st.floats(-3.1, 3.1)
PITCH = st.floats(-1.4, 1.4)
NDC = st.floats(-0.98, 0.98)


@given(ANGLE, PITCH, NDC, NDC, st.floats(-0.6, 0.6), st.floats(0.5, 50))
def test_a_ray_leads_where_projection_comes_from(
    yaw: float, pitch: float, x: float, y: float, shift: float, away: float
) -> None:
    pose, lens = Pose(3, -2, 1.66, yaw, pitch), Lens(66, 1.6, shift)
    origin, direction = ray(pose, lens, x, y)
    point = project(view_projection(pose, lens), origin + direction * away)
    assert point == pytest.approx((x, y), abs=1e-6)


@given(ANGLE, PITCH, NDC, NDC, st.floats(-0.5, 0.5))
def test_what_projects_into_the_picture_is_in_the_frustum(
    yaw: float, pitch: float, x: float, y: float, shift: float
) -> None:
    pose, lens = Pose(0, 0, 1.66, yaw, pitch), Lens(66, 1.6, shift)
    origin, direction = ray(pose, lens, x, y)
    point = (origin + direction * 9)[None]
    assert Frustum.of(pose, lens).touches(point - 0.01, point + 0.01)[0]


def test_the_frustum_leaves_out_what_is_behind() -> None:
    frustum = Frustum.of(Pose(yaw=0.0), Lens())
    low, high = np.array([[-5.0, -1, 0], [5.0, -1, 0]]), np.array([[-4.0, 1, 2], [6.0, 1, 2]])
    assert frustum.touches(low, high).tolist() == [False, True]


def test_shift_moves_the_middle_to_the_right() -> None:
    pose = Pose(0, 0, 0)
    ahead = np.array((10.0, 0.0, 0.0))
    assert project(view_projection(pose, Lens(shift=0.4)), ahead) == pytest.approx((0.4, 0.0))


def test_behind_the_eye_is_nowhere() -> None:
    assert project(view_projection(Pose(), Lens()), np.array((-5.0, 0, 1))) is None


@given(st.floats(-50, 50))
def test_wrapped_angles_point_the_same_way(angle: float) -> None:
    assert -math.pi < wrap(angle) <= math.pi + 1e-12
    assert math.cos(wrap(angle)) == pytest.approx(math.cos(angle), abs=1e-9)


def test_zoom_keeps_the_point_under_the_pointer() -> None:
    orbit = Orbit(reach=60, distance=100)
    target = (20.0, -10.0, 0.0)
    lens = Lens(47, 1.6)
    before = project(view_projection(orbit.pose(), lens), np.array(target))
    orbit.zoom(1.6, target[:2])
    after = project(view_projection(orbit.pose(), lens), np.array(target))
    assert after == pytest.approx(before, abs=1e-6)


def test_orbit_stays_over_the_ground() -> None:
    orbit = Orbit()
    orbit.turn(0, -9)
    assert orbit.pose().z > 0
    orbit.turn(0, 9)
    assert orbit.pose().pitch > -math.pi / 2


def test_framing_shows_all_of_a_palace() -> None:
    orbit, lens = Orbit(), Lens(47, 1.6)
    corners = np.array(((-60, -40), (60, -40), (-60, 40), (60, 40)), float)
    orbit.frame(corners, 47)
    matrix = view_projection(orbit.pose(), lens)
    for x, y in corners:
        point = project(matrix, np.array((x, y, 0.0)))
        assert point is not None
        assert abs(point[0]) < 1
        assert abs(point[1]) < 1


def test_a_transition_starts_and_ends_where_it_should_without_roll() -> None:
    start, end = Pose(0, 0, 1.66, 3.0, 0.0), Pose(50, 0, 80, -3.0, -0.8)
    change = Transition(start, 66)
    pose, fov = change.advance(0.0, end, 47)
    assert (pose, fov) == (start, 66)
    yaws = []
    while not change.done:
        pose, fov = change.advance(0.05, end, 47)
        yaws.append(pose.yaw)
    assert pose == end
    assert fov == 47
    assert all(abs(yaw) > 2.9 for yaw in yaws)  # the short way round


def test_from_above_the_picture_begins_before_anything_that_stands() -> None:
    assert near_plane(1.7) == near_plane(TALLEST) == NEAR
    for height in (40.0, 120.0, 400.0):
        # Far enough out that 24 bits of depth tell two centimetres apart on the ground below.
        assert height**2 / (near_plane(height) * 2**24) < 0.02
        assert near_plane(height) > 50 * NEAR
        for pitch in (-0.3, -0.8, -1.5):
            lens = Lens(near=near_plane(height))
            pose = Pose(0.0, 0.0, height, 0.0, pitch)
            for y in (-1.0, 0.0):
                eye, direction = ray(pose, lens, 0.0, y)
                if direction[2] < 0:
                    top = eye + direction * (TALLEST - height) / direction[2]
                    assert (top - eye) @ pose.axes()[0] > lens.near
