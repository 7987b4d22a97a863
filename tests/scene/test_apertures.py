"""What of the outside is seen: through windows, past open sides, and not through walls."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.model.plan import Space, SpaceKind
from palace.scene.apertures import Aperture, apertures, through, widened
from palace.scene.camera import Lens, Pose
from palace.scene.spaces import Spaces
from palace.scene.visibility import seen

from .houses import house

SPACES = Spaces(house())
SOUTH = SPACES.by_id["south"]
WAYS = {"x+": 0.0, "y+": math.pi / 2, "x-": math.pi, "y-": -math.pi / 2}


def box(x: float, y: float, side: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    middle = np.array([(x, y, 1.0)])
    return middle - side / 2, middle + side / 2


def looking(yaw: float, room: Space = SOUTH) -> tuple[Pose, list[Aperture]]:
    x, y = room.rect.centre
    pose = Pose(x, y, room.z + 1.66, yaw)
    return pose, apertures(SPACES, pose, seen(SPACES, pose, Lens()))


def outside(room: Space, way: str, away: float) -> tuple[float, float]:
    """Return the point straight ahead in this direction, so far from a room's middle."""
    x, y = room.rect.centre
    return x + away * math.cos(WAYS[way]), y + away * math.sin(WAYS[way])


OTHER = {"x+": "x-", "x-": "x+", "y+": "y-", "y-": "y+"}


def test_a_room_looks_out_on_the_side_opposite_its_front() -> None:
    back = OTHER[SOUTH.front]
    pose, holes = looking(WAYS[back])
    assert through(holes, pose, *box(*outside(SOUTH, back, 40.0))).all()


def test_nothing_is_seen_through_a_wall_without_windows() -> None:
    for side in sorted(set(WAYS) - {SOUTH.front, OTHER[SOUTH.front]}):
        pose, holes = looking(WAYS[side])
        own = [hole for hole in holes if hole.space.id == SOUTH.id]
        assert not through(own, pose, *box(*outside(SOUTH, side, 40.0))).any(), side


def test_who_turns_away_from_the_windows_does_not_look_out_of_them() -> None:
    _, holes = looking(WAYS[SOUTH.front])
    assert SOUTH.id not in {hole.space.id for hole in holes}


def test_what_stands_before_the_window_is_not_beyond_it() -> None:
    back = OTHER[SOUTH.front]
    pose, holes = looking(WAYS[back])
    own = [hole for hole in holes if hole.space.id == SOUTH.id]
    assert not through(own, pose, *box(*outside(SOUTH, back, 1.5), side=1.0)).any()


def test_under_the_open_sky_all_in_view_is_seen() -> None:
    court = next(s for s in SPACES.by_id.values() if s.kind is SpaceKind.COURT)
    pose, holes = looking(0.0, court)
    assert through(holes, pose, *box(pose.x + 60, pose.y)).all()
    assert not through(holes, pose, *box(pose.x - 60, pose.y)).any()


def test_what_one_stands_in_is_seen_whichever_way_one_looks() -> None:
    hole = Aperture(SOUTH, (-0.1, 0.1))
    low, high = np.array([(-0.1, -1.0, 0.0)]), np.array([(10.0, 1.0, 3.0)])
    for yaw in np.linspace(-math.pi, math.pi, 9):
        assert through([hole], Pose(0.0, 0.0, 1.66, yaw), low, high).all()


def test_through_no_hole_nothing_is_seen() -> None:
    assert not through([], Pose(0, 0, 1.66), *box(5, 0)).any()


def test_a_walled_up_room_has_no_windows() -> None:
    closed = replace(SOUTH, id="c", kind=SpaceKind.CLOSED)
    spaces = Spaces(house())
    spaces.by_id["c"] = closed
    assert apertures(spaces, Pose(20, 4, 1.66), {"c": (-1.0, 1.0)}) == []


@given(
    yaw=st.floats(-math.pi, math.pi),
    x=st.floats(-0.4, 0.4),
    y=st.floats(-0.4, 0.4),
    at=st.floats(0.02, 0.98),
    away=st.floats(0.5, 200.0),
    half=st.floats(0.3, math.pi),
)
def test_whatever_a_line_through_the_window_wall_meets_is_drawn(
    yaw: float, x: float, y: float, at: float, away: float, half: float
) -> None:
    rect = SOUTH.rect
    (cx, cy), back = rect.centre, OTHER[SOUTH.front]
    eye = np.array((cx + x * rect.width, cy + y * rect.height))
    pose = Pose(*eye, 1.66, yaw)
    wall = np.array(
        (
            {"x-": rect.x0, "x+": rect.x1}.get(back, rect.x0 + at * rect.width),
            {"y-": rect.y0, "y+": rect.y1}.get(back, rect.y0 + at * rect.height),
        )
    )
    met = wall + (wall - eye) / np.linalg.norm(wall - eye) * away
    turned = math.atan2(*(wall - eye)[::-1]) - yaw
    turned = (turned + math.pi) % (2 * math.pi) - math.pi
    holes = apertures(SPACES, pose, {SOUTH.id: (-half, half)})
    if abs(turned) < half - 1e-6:
        assert through(holes, pose, *box(*met, side=1.0)).all()


def test_who_sees_all_round_sees_windows_behind_on_both_hands() -> None:
    back = OTHER[SOUTH.front]
    x, y = SOUTH.rect.centre
    pose = Pose(x, y, 1.66, WAYS[SOUTH.front])
    holes = apertures(SPACES, pose, {SOUTH.id: (-math.pi, math.pi)})
    for aside in (-0.5, 0.5):
        way = WAYS[back] + aside
        seen_there = through(holes, pose, *box(x + 60 * math.cos(way), y + 60 * math.sin(way)))
        assert seen_there.all(), aside


def test_holes_grow_on_both_sides() -> None:
    assert widened([Aperture(SOUTH, (-0.2, 0.1), "x+")], 0.5)[0].span == pytest.approx((-0.7, 0.6))
