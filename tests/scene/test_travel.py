import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.travel import COMFORTABLE, MAX_SECONDS, Journey

START = Pose(0, 0, EYE_HEIGHT, 0.4, 0.1)
POINTS = st.lists(
    st.tuples(st.floats(-200, 200), st.floats(-200, 200), st.floats(0, 10)), min_size=1, max_size=8
)


@settings(max_examples=60)
@given(POINTS, st.floats(0.5, 20), st.booleans())
def test_it_arrives_in_time_and_looks_at_its_goal(
    points: list[tuple[float, float, float]], seconds: float, reduced: bool
) -> None:
    facing = (300.0, 250.0, 1.0)
    journey = Journey(START, np.array(points), facing, seconds, reduced_motion=reduced)
    pose, spent = START, 0.0
    while not journey.done:
        pose = journey.advance(1 / 30)
        spent += 1 / 30
        assert 0 <= journey.light <= 1
    assert spent <= MAX_SECONDS + 0.05
    assert (pose.x, pose.y, pose.z - EYE_HEIGHT) == pytest.approx(points[-1], abs=1e-6)
    assert math.cos(pose.yaw - math.atan2(250 - pose.y, 300 - pose.x)) == pytest.approx(1, abs=1e-6)


def test_a_short_way_is_walked_and_never_dark() -> None:
    journey = Journey(START, np.array([[4.0, 0, 0]]), (9, 0, 1), 5)
    assert not journey.faded
    last = START
    while not journey.done:
        pose = journey.advance(1 / 60)
        assert math.hypot(pose.x - last.x, pose.y - last.y) * 60 < 3 * COMFORTABLE
        last = pose


def test_a_long_way_fades_instead_of_flying() -> None:
    journey = Journey(START, np.array([[150.0, 0, 0]]), (160, 0, 1), 5)
    assert journey.faded
    last, dark = START, 1.0
    while not journey.done:
        pose = journey.advance(1 / 60)
        dark = min(dark, journey.light)
        if journey.light > 0.2:
            assert math.hypot(pose.x - last.x, pose.y - last.y) * 60 < 3.5 * COMFORTABLE
        last = pose
    assert dark < 0.06


def test_reduced_motion_only_fades() -> None:
    journey = Journey(START, np.array([[5.0, 0, 0]]), (9, 0, 1), 5, reduced_motion=True)
    places = set()
    while not journey.done:
        pose = journey.advance(1 / 60)
        places.add((pose.x, pose.y))
    assert places == {(0.0, 0.0), (5.0, 0.0)}


def test_no_way_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        Journey(START, np.zeros((0, 3)), (0, 0, 0))
