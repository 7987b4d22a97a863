"""What every plan must fulfil, as assertions."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import numpy as np

from palace.layout import WalkGraph
from palace.layout.bays import (
    BAY,
    CAPACITY,
    DEPTH,
    DOOR_WIDTH,
    INNER_WIDTH,
    LANDMARK_RADIUS,
    NICHE_WIDTH,
    PEDESTAL_WIDTH,
    TRIM,
    Frame,
)
from palace.model.plan import DoorKind, LocusKind, Plan, Rect, Space, SpaceKind


def check_plan(plan: Plan) -> None:
    """Assert that a plan is a building one can walk through."""
    spaces = {s.id: s for s in plan.spaces}
    for kind in (plan.quarters, plan.wings, plan.spaces, plan.doors, plan.loci):
        assert len({x.id for x in kind}) == len(kind), "an identifier is used twice"
    _nothing_overlaps(plan)
    _doors_meet_their_spaces(plan, spaces)
    _corridors_end_with_their_rooms(plan)
    _rooms_are_in_order(plan)
    _loci_are_inside(plan, spaces)
    _everything_can_be_reached(plan)


def _nothing_overlaps(plan: Plan) -> None:
    assert {s.floor for s in plan.spaces} <= {0, 1, 2}
    for quarter in plan.quarters:
        rooms = [s for s in plan.spaces if s.has_room_walls and s.quarter_id == quarter.id]
        assert len(rooms) <= 408
    for floor in {s.floor for s in plan.spaces}:
        # A flight rises through the floor above: there must be nothing over its foot but flights.
        here = [s for s in plan.spaces if s.floor == floor]
        under = [s for s in plan.spaces if s.floor == floor - 1 and s.kind is SpaceKind.STAIRS]
        for a, b in combinations(here, 2):
            assert not a.rect.overlaps(b.rect), f"{a.name} and {b.name} overlap on floor {floor}"
        for stairs in under:
            for s in here:
                assert s.kind is SpaceKind.STAIRS or not s.rect.overlaps(stairs.rect)


def _on_edge(rect: Rect, x: float, y: float, axis: str, width: float) -> bool:
    """Return whether an opening lies wholly on an edge of a rectangle."""
    half = width / 2 - 1e-9
    if axis == "x":
        return min(abs(y - rect.y0), abs(y - rect.y1)) < 1e-9 and (
            rect.x0 <= x - half and x + half <= rect.x1
        )
    return min(abs(x - rect.x0), abs(x - rect.x1)) < 1e-9 and (
        rect.y0 <= y - half and y + half <= rect.y1
    )


def _doors_meet_their_spaces(plan: Plan, spaces: dict[str, Space]) -> None:
    for door in plan.doors:
        a, b = spaces[door.a], spaces[door.b]
        for s in (a, b):
            assert _on_edge(s.rect, door.x, door.y, door.axis, door.width), (door.kind, s.name)
            climbs = s.kind is SpaceKind.STAIRS and door.floor == s.floor + 1
            assert s.floor == door.floor or climbs
        # The two lie on either side of the wall.
        ca, cb = a.rect.centre, b.rect.centre
        across = 1 if door.axis == "x" else 0
        at = (door.x, door.y)[across]
        assert (ca[across] - at) * (cb[across] - at) < 0
        if door.kind is DoorKind.DOOR:
            assert {a.kind, b.kind} == {SpaceKind.CORRIDOR, SpaceKind.ROOM}
        if door.kind is DoorKind.INNER:
            assert a.kind is b.kind is SpaceKind.ROOM


def _corridors_end_with_their_rooms(plan: Plan) -> None:
    for c in plan.spaces:
        if c.kind is not SpaceKind.CORRIDOR or c.name == "Landing":
            continue
        rooms = [
            s
            for s in plan.spaces
            if s.has_room_walls and s.wing_id == c.wing_id and s.floor == c.floor
        ]
        assert rooms
        quarter = next(q for q in plan.quarters if q.id == c.quarter_id)
        ends = [max(abs(v - quarter.x) for v in (r.rect.x0, r.rect.x1)) for r in rooms]
        own = max(abs(c.rect.x0 - quarter.x), abs(c.rect.x1 - quarter.x))
        if c.rect.height > c.rect.width:
            ends = [max(abs(v - quarter.y) for v in (r.rect.y0, r.rect.y1)) for r in rooms]
            own = max(abs(c.rect.y0 - quarter.y), abs(c.rect.y1 - quarter.y))
        assert own - 24 <= 9 + 90, "a wing is too long"
        assert math.isclose(max(ends), own)


def _rooms_are_in_order(plan: Plan) -> None:
    rooms = [s for s in plan.spaces if s.kind is SpaceKind.ROOM]
    own_doors = Counter(i for d in plan.doors if d.kind is DoorKind.DOOR for i in (d.a, d.b))
    inner = {frozenset((d.a, d.b)) for d in plan.doors if d.kind is DoorKind.INNER}
    names = [s.name.casefold() for s in rooms]
    assert len(set(names)) == len(names)
    assert all(1 <= len(n) <= 30 for n in names)
    ground = {(s.rect.x0, s.rect.y0) for s in plan.spaces if s.has_room_walls and s.floor == 0}
    for s in rooms:
        assert own_doors[s.id] == 1
        assert sorted((s.rect.width, s.rect.height)) == [DEPTH, BAY]
        assert 4.4 <= s.height <= 5.6
        assert s.z == 6.0 * s.floor
        assert (s.rect.x0, s.rect.y0) in ground, "a room stands on air"
    for a, b in combinations(rooms, 2):
        beside = (
            a.floor == b.floor
            and a.front == b.front
            and a.wing_id == b.wing_id
            and math.isclose(math.dist(a.rect.centre, b.rect.centre), BAY)
        )
        assert beside == (frozenset((a.id, b.id)) in inner)


def _loci_are_inside(plan: Plan, spaces: dict[str, Space]) -> None:
    of_room = Counter(x.room_id for x in plan.loci)
    rooms = [s for s in plan.spaces if s.kind is SpaceKind.ROOM]
    assert of_room == {s.id: CAPACITY for s in rooms}
    for locus in plan.loci:
        room = spaces[locus.room_id]
        assert room.rect.contains(locus.x, locus.y)
        assert room.z < locus.z < room.z + room.height
        # One step the way it faces is still in the room.
        assert room.rect.contains(locus.x + math.cos(locus.yaw), locus.y + math.sin(locus.yaw))


def _everything_can_be_reached(plan: Plan) -> None:
    rooms = [s.id for s in plan.spaces if s.kind is SpaceKind.ROOM]
    reached = {plan.spaces[0].id}
    # What is walled up is no place to go to.
    walled = {s.id for s in plan.spaces if s.kind is SpaceKind.CLOSED}
    assert not walled.intersection(i for d in plan.doors for i in (d.a, d.b))
    beside: dict[str, set[str]] = {s.id: set() for s in plan.spaces if s.id not in walled}
    for d in plan.doors:
        beside[d.a].add(d.b)
        beside[d.b].add(d.a)
    edge = list(reached)
    while edge:
        new = beside[edge.pop()] - reached
        reached |= new
        edge.extend(new)
    assert reached == set(beside)
    if rooms:
        assert np.isfinite(WalkGraph(plan).between(rooms)).all()


def check_room_is_clear(plan: Plan, room: Space) -> None:
    """Assert that nothing in a room stands in the way of anything else."""
    frame = Frame.of(room.rect, room.front)
    loci = [x for x in plan.loci if x.room_id == room.id]
    niches = [(*frame.local(x.x, x.y), x) for x in loci if x.kind is LocusKind.NICHE]
    pedestals = [frame.local(x.x, x.y) for x in loci if x.kind is LocusKind.PEDESTAL]
    for (p, q, a), (r, s, b) in combinations(niches, 2):
        gap = math.dist((p, q), (r, s))
        assert gap < 1e-9 or gap >= 0.96 or a.yaw != b.yaw
    for p, q, _ in niches:
        if q < 0.8:  # the front wall, beside the door
            assert abs(p) - NICHE_WIDTH / 2 >= DOOR_WIDTH / 2 + TRIM
            assert abs(p) + NICHE_WIDTH / 2 <= 4.5
        else:  # a side wall, before the inner door
            assert q + NICHE_WIDTH / 2 <= 0.8 + 6.3 - INNER_WIDTH / 2 - TRIM
            assert q - NICHE_WIDTH / 2 >= 0.8
    half = PEDESTAL_WIDTH / 2
    middle = (0.0, 0.8 + 7.7 / 2)
    for p, q in pedestals:
        assert math.dist((p, q), middle) - half * math.sqrt(2) >= LANDMARK_RADIUS + 0.9
        assert abs(p) + half <= 4.5
        assert q - half >= 0.8
        assert q + half <= 8.5
        assert abs(p) - half >= DOOR_WIDTH / 2 or q > 5, "in the way of the door"
        assert abs(q - (0.8 + 6.3)) - half >= 0.6, "in the way from room to room"
    for a, b in combinations(pedestals, 2):
        assert math.dist(a, b) >= PEDESTAL_WIDTH + 0.6
