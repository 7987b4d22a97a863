import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.model.plan import Locus, LocusKind, Rect, Space, SpaceKind
from palace.scene.architecture.landmarks import RADIUS as LANDMARK_RADIUS
from palace.scene.architecture.rooms import PEDESTAL_RADIUS
from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.ground import BODY_RADIUS, Ground
from palace.scene.navigation import Navigator
from palace.scene.spaces import Spaces
from palace.scene.standing import LANDMARK, PEDESTAL, before, entrance, obstacles

from .houses import house

SPACES = Spaces(house())
SOUTH = SPACES.by_id["south"]
NICHES = tuple(
    Locus(f"n{k}", "south", 10 + k, LocusKind.NICHE, 14.5, -10.0 + 1.1 * (k // 2), z, 0.0)
    for k in range(14)
    for z in ((0.95, 2.2)[k % 2],)
)
LOCI = (*house().loci, *NICHES)


def test_the_radii_are_those_of_what_is_built() -> None:
    assert (PEDESTAL, LANDMARK) == (PEDESTAL_RADIUS, LANDMARK_RADIUS)


@pytest.mark.parametrize("locus", LOCI, ids=lambda locus: locus.id)
def test_one_stands_free_before_an_object_and_sees_it(locus: Locus) -> None:
    pose = before(SPACES, SOUTH, LOCI, locus)
    inner = SPACES.inner("south")
    spare = min(pose.x - inner.x0, inner.x1 - pose.x, pose.y - inner.y0, inner.y1 - pose.y)
    assert spare >= BODY_RADIUS
    for x, y, radius in obstacles(SPACES, SOUTH, LOCI):
        assert math.hypot(pose.x - x, pose.y - y) >= radius + BODY_RADIUS
    away = math.hypot(pose.x - locus.x, pose.y - locus.y)
    assert 1.8 <= away <= 3.2
    turn = math.remainder(math.atan2(locus.y - pose.y, locus.x - pose.x) - pose.yaw, math.tau)
    assert abs(turn) < 1e-6
    rise = math.atan2(locus.z + 0.3 - pose.z, away) - pose.pitch
    assert abs(rise) < math.radians(16), "the object is well within the picture"


def test_no_pedestal_comes_between_where_it_can_be_helped() -> None:
    niche = Locus("n", "south", 9, LocusKind.NICHE, 14.5, -8.0, 0.95, 0.0)
    pose = before(SPACES, SOUTH, LOCI, niche)
    for x, y, radius in obstacles(SPACES, SOUTH, LOCI):
        along = np.linspace((pose.x, pose.y), (niche.x, niche.y), 50)
        assert np.hypot(along[:, 0] - x, along[:, 1] - y).min() > radius


@settings(max_examples=40, deadline=None)
@given(st.floats(-9.5, 9.5), st.floats(-9.5, 9.5))
def test_whoever_was_set_down_in_an_obstacle_stands_beside_it(x: float, y: float) -> None:
    ground = Ground(SPACES)
    navigator = Navigator(SPACES, ground)
    navigator.place(Pose(x, y, EYE_HEIGHT, 1.0))
    ground.set_obstacles({"court": np.array([[0.0, 0.0, 3.6]])})
    away = math.hypot(x, y)
    moved = navigator.step_aside()
    assert moved == (away <= 3.6 + BODY_RADIUS - 0.05)
    now = navigator.walker.pose
    assert math.hypot(now.x, now.y) >= 3.6 + BODY_RADIUS - 0.05
    assert now.yaw == 1.0


def test_a_visit_begins_on_free_ground_facing_the_fountain() -> None:
    for half in (10.0, 12.0, 18.0):
        court = Space("c", "q", None, SpaceKind.COURT, "Court", Rect(-half, -half, half, half))
        pose = entrance(court)
        assert math.hypot(pose.x, pose.y) > 3.6 + 2.0
        assert court.rect.contains(pose.x, pose.y)
        assert abs(math.remainder(math.atan2(-pose.y, -pose.x) - pose.yaw, math.tau)) < 1e-6
