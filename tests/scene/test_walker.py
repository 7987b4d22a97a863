import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.ground import BODY_RADIUS, Ground
from palace.scene.spaces import Spaces
from palace.scene.walker import MOVES, WALK_SPEED, Walker

from .houses import house

SPACES = Spaces(house())
PILLAR = np.array([[18.0, -5.0, 0.35], [20.0, -8.0, 0.6]])


def ground() -> Ground:
    g = Ground(SPACES)
    g.set_obstacles({"south": PILLAR, "court": np.array([[0.0, 0.0, 3.6]])})
    return g


def walk(walker: Walker, seconds: float, dt: float = 1 / 60) -> None:
    for _ in range(round(seconds / dt)):
        walker.advance(dt)


def at(x: float, y: float, yaw: float, foot: float = 0.0) -> Walker:
    return Walker(ground(), Pose(x, y, foot + EYE_HEIGHT, yaw))


def outside(walker: Walker) -> bool:
    pose = walker.pose
    space = SPACES.at(pose.x, pose.y, pose.z - EYE_HEIGHT)
    return space is None


def test_walks_at_its_speed_and_stops() -> None:
    walker = at(-8, 6, 0)
    walker.press("forward")
    walk(walker, 3)
    assert walker.pose.x == pytest.approx(-8 + 3 * WALK_SPEED, abs=0.25)
    walker.release("forward")
    walk(walker, 1)
    assert not walker.moving


@pytest.mark.parametrize("dt", [1 / 240, 1 / 60, 1 / 15, 0.25, 2.0])
def test_no_frame_rate_walks_through_a_wall(dt: float) -> None:
    walker = at(16, -6, -math.pi / 2)
    walker.press("forward")
    walker.press("fast")
    walk(walker, 12, dt)
    inner = SPACES.inner("south")
    assert walker.pose.y == pytest.approx(inner.y0 + BODY_RADIUS, abs=0.06)


def test_slides_along_a_wall() -> None:
    walker = at(16, -10, -math.pi / 4)
    walker.press("forward")
    walk(walker, 3)
    assert walker.pose.x > 18
    assert walker.pose.y == pytest.approx(-10.5 + BODY_RADIUS, abs=0.06)


def test_goes_round_an_obstacle() -> None:
    walker = at(18.1, -7, math.pi / 2)
    walker.press("forward")
    walk(walker, 4)
    assert walker.pose.y > -4.5
    assert math.hypot(walker.pose.x - 18, walker.pose.y + 5) >= 0.35 + BODY_RADIUS - 0.06


def test_passes_doors_but_not_beside_them() -> None:
    through = at(19, 0, -math.pi / 2)
    through.press("forward")
    walk(through, 4)
    assert through.space is not None
    assert through.space.id == "south"
    beside = at(16, 0, -math.pi / 2)
    beside.press("forward")
    walk(beside, 4)
    assert beside.space is not None
    assert beside.space.id == "corridor"


def test_climbs_stairs_and_comes_down() -> None:
    walker = at(22, 0, 0)
    walker.press("forward")
    walk(walker, 9)
    assert walker.space is not None
    assert walker.space.id == "upper"
    walker.release_all()
    walk(walker, 1)
    assert walker.pose.z == pytest.approx(5 + EYE_HEIGHT, abs=0.01)
    walker.press("back")
    walk(walker, 12)
    assert walker.pose.z == pytest.approx(EYE_HEIGHT, abs=0.05)


def test_turning_is_clamped_and_never_rolls() -> None:
    walker = at(0, -7, 0)
    walker.look(0, -5000)
    assert walker.pose.pitch < math.pi / 2
    right = walker.pose.axes()[1]
    assert right[2] == 0


STEP = st.tuples(
    st.sets(st.sampled_from(MOVES)),
    st.floats(-400, 400),
    st.floats(0.001, 0.5),
    st.integers(1, 12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=25), st.sampled_from([(-8, 6), (19, 0), (16, -6)]))
def test_never_in_a_wall_never_out_of_the_palace(
    steps: list[tuple[set[str], float, float, int]], start: tuple[float, float]
) -> None:
    g = ground()
    walker = at(*start, 0.3)
    for keys, turn, dt, times in steps:
        walker.release_all()
        for key in keys:
            walker.press(key)  # type: ignore[arg-type]
        walker.look(turn, 0)
        for _ in range(times):
            walker.advance(dt)
            pose, space = walker.pose, walker.space
            assert space is not None
            assert not outside(walker)
            assert g.stands(pose.x, pose.y, space, walker.foot) is not None
            for x, y, radius in PILLAR:
                assert math.hypot(pose.x - x, pose.y - y) > radius + BODY_RADIUS - 0.07
