"""Ways through the palace."""

from __future__ import annotations

import math
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.layout import WalkGraph, viewpoint
from palace.layout.bays import BAY, LANDMARK_RADIUS, MIDDLE, Frame, pedestal_positions
from palace.layout.founding import site_of
from palace.layout.site import Plot, walks
from palace.model.plan import LocusKind, Plan, Space, SpaceKind
from tests.layout.plans import make_founding

PLAN = make_founding(3_600, 0)[0].plan
GRAPH = WalkGraph(PLAN)
ROOMS = [s for s in PLAN.spaces if s.kind is SpaceKind.ROOM]


def standing(room: Space, p: float, q: float) -> tuple[float, float, float]:
    x, y = Frame.of(room.rect, room.front).point(p, q)
    return x, y, room.z


def spaces_at(plan: Plan, x: float, y: float, z: float) -> list[Space]:
    return [
        s
        for s in plan.spaces
        if s.rect.contains(x, y)
        and (s.z - 1e-6 <= z <= s.z + 6 + 1e-6 if s.climb else abs(s.z - z) < 1e-6)
    ]


# Where somebody may stand: at the sides, clear of what is on the floor.
SPOTS = [(-2.0, 5.0), (2.0, 3.4), (0.0, 1.6), (-3.9, 7.0), (0.0, 7.6), (3.9, 2.0)]


@settings(max_examples=40)
@given(
    a=st.integers(0, len(ROOMS) - 1),
    b=st.integers(0, len(ROOMS) - 1),
    at=st.sampled_from(SPOTS),
    to=st.sampled_from(SPOTS),
)
def test_a_path_keeps_to_the_floor_and_cuts_no_wall(
    a: int, b: int, at: tuple[float, float], to: tuple[float, float]
) -> None:
    start, end = standing(ROOMS[a], *at), standing(ROOMS[b], *to)
    path = GRAPH.path(start, ROOMS[a].id, end, ROOMS[b].id)
    np.testing.assert_allclose(path[0], start)
    np.testing.assert_allclose(path[-1], end)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    assert math.isclose(
        lengths.sum(), GRAPH.distance(start, ROOMS[a].id, end, ROOMS[b].id), rel_tol=1e-6
    )
    doors = np.array([(d.x, d.y, 6.0 * d.floor, d.width) for d in PLAN.doors])
    before: list[Space] = []
    for p, q, length in zip(path, path[1:], lengths, strict=False):
        for t in np.linspace(0, 1, max(2, int(length / 0.2))):
            here = p + t * (q - p)
            now = spaces_at(PLAN, *here)
            assert now, f"{here} is nowhere"
            if before and not {s.id for s in now} & {s.id for s in before}:
                gap = np.linalg.norm(doors[:, :3] - here, axis=1) - doors[:, 3] / 2
                assert gap.min() < 0.3, f"through a wall at {here}"
            before = now


@pytest.mark.parametrize("at", SPOTS)
@pytest.mark.parametrize("to", SPOTS)
def test_a_path_goes_round_what_stands_in_a_room(
    at: tuple[float, float], to: tuple[float, float]
) -> None:
    room = ROOMS[0]
    frame = Frame.of(room.rect, room.front)
    path = GRAPH.path(standing(room, *at), room.id, standing(room, *to), room.id)
    solid = [(*MIDDLE, LANDMARK_RADIUS), *((p, q, 0.32) for p, q, *_ in pedestal_positions())]
    for a, b in pairwise(path):
        for t in np.linspace(0, 1, 40):
            x, y = frame.local(*(a + t * (b - a))[:2])
            assert all(math.hypot(x - p, y - q) > r - 1e-6 for p, q, r in solid)


def test_a_walk_to_another_storey_takes_the_stairs() -> None:
    up = next(s for s in ROOMS if s.floor == 1)
    down = next(s for s in ROOMS if s.floor == 0 and s.wing_id == up.wing_id)
    path = GRAPH.path(standing(down, *SPOTS[0]), down.id, standing(up, *SPOTS[1]), up.id)
    assert path[0, 2] == 0
    assert path[-1, 2] == 6
    flat = np.linalg.norm(np.diff(path[:, :2], axis=0), axis=1)
    rise = np.abs(np.diff(path[:, 2]))
    assert (rise <= 0.68 * flat + 1e-9).all(), "steeper than stairs"


def test_from_room_to_room_through_the_inner_door() -> None:
    a, b = next(
        (a, b)
        for a in ROOMS
        for b in ROOMS
        if a.front == b.front
        and a.floor == b.floor
        and math.isclose(math.dist(a.rect.centre, b.rect.centre), BAY)
    )
    walk = GRAPH.distance(standing(a, 0, 7.1), a.id, standing(b, 0, 7.1), b.id)
    assert math.isclose(walk, BAY, rel_tol=1e-3)


def test_the_walks_that_sorted_the_rooms_are_the_real_ones() -> None:
    founding = make_founding(3_600, 0)[0]
    plots = [Plot(*founding.memory["plots"][r.id]) for r in ROOMS]
    planned = walks(site_of(founding.memory), plots)
    real = GRAPH.between([r.id for r in ROOMS])
    np.testing.assert_allclose(planned, real, atol=5.0)


def test_distances_from_a_place_agree_with_single_ones() -> None:
    here = standing(ROOMS[3], *SPOTS[0])
    every = GRAPH.distances(here, ROOMS[3].id)
    assert set(every) == {r.id for r in ROOMS}
    for room in ROOMS[::17]:
        one = GRAPH.distance(here, ROOMS[3].id, (*room.rect.centre, room.z), room.id)
        assert math.isclose(every[room.id], one, rel_tol=1e-9, abs_tol=1e-9)


def test_one_can_walk_from_the_court() -> None:
    court = next(s for s in PLAN.spaces if s.kind is SpaceKind.COURT)
    path = GRAPH.path((1.0, -9.0, 0.0), court.id, standing(ROOMS[-1], *SPOTS[0]), ROOMS[-1].id)
    inside = np.hypot(path[:, 0], path[:, 1]) < 3.9
    assert not inside[1:].any(), "through the fountain"


def test_without_a_way_there_is_no_path() -> None:
    alone = Plan(spaces=(ROOMS[0], ROOMS[1]))
    graph = WalkGraph(alone)
    a, b = standing(ROOMS[0], *SPOTS[0]), standing(ROOMS[1], *SPOTS[0])
    assert graph.path(a, ROOMS[0].id, b, ROOMS[1].id).shape == (0, 3)
    assert graph.distance(a, ROOMS[0].id, b, ROOMS[1].id) == math.inf


def test_a_path_is_found_while_nobody_waits() -> None:
    took = []
    for a, b in zip(ROOMS, reversed(ROOMS), strict=True):
        start = time.process_time()
        GRAPH.path(standing(a, *SPOTS[0]), a.id, standing(b, *SPOTS[1]), b.id)
        took.append(time.process_time() - start)
    assert np.median(took) < 0.05


def test_one_looks_at_a_locus_from_before_it() -> None:
    spaces = {s.id: s for s in PLAN.spaces}
    for locus in PLAN.loci[:88]:
        x, y, yaw = viewpoint(locus)
        assert spaces[locus.room_id].rect.contains(x, y)
        assert math.isclose(math.cos(yaw - locus.yaw), -1)
        away = math.hypot(x - locus.x, y - locus.y)
        assert 1.0 < away < 1.5
        if locus.kind is LocusKind.NICHE:
            assert away > 1.2
