"""Building a palace's plan: what holds for any palace, and some that are looked at closely."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.layout import Cancelled, Entry, build, digest
from palace.layout.rooms import LARGEST, SMALLEST
from palace.model.plan import Founding, Plan, Space, SpaceKind
from tests.layout.plans import make_entries, make_founding
from tests.layout.soundness import check_plan, check_room_is_clear


def rooms_of(plan: Plan) -> list[Space]:
    return [s for s in plan.spaces if s.kind is SpaceKind.ROOM]


def objects_in_rooms(founding: Founding) -> list[int]:
    room_of = {x.id: x.room_id for x in founding.plan.loci}
    count = {s.id: 0 for s in rooms_of(founding.plan)}
    for locus in founding.placements.values():
        count[room_of[locus]] += 1
    return list(count.values())


@settings(max_examples=20)
@given(n=st.integers(0, 250), seed=st.integers(0, 1000))
def test_any_palace_is_sound(n: int, seed: int) -> None:
    entries, _ = make_entries(n, seed)
    founding = build(entries)
    check_plan(founding.plan)
    assert set(founding.placements) == {e.id for e in entries}
    assert len(set(founding.placements.values())) == n, "two objects have one locus"
    sizes = objects_in_rooms(founding)
    assert all(s <= LARGEST for s in sizes)
    if n > LARGEST:
        assert all(s >= SMALLEST for s in sizes)


@settings(max_examples=6)
@given(n=st.integers(2, 120), order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_count(n: int, order: random.Random) -> None:
    entries, _ = make_entries(n, 5)
    shuffled = list(entries)
    order.shuffle(shuffled)
    hashes = {e.id: e.content_hash for e in entries}
    first, second = build(entries), build(shuffled)
    assert first == second
    assert digest(first.plan, first.placements, hashes) == digest(
        second.plan, second.placements, hashes
    )


@pytest.mark.parametrize(
    ("n", "fewest", "most", "wings"),
    [(0, 0, 0, 0), (1, 1, 1, 1), (7, 1, 1, 1), (60, 3, 4, 2), (250, 10, 16, 4)],
)
def test_small_palaces(n: int, fewest: int, most: int, wings: int) -> None:
    plan = make_founding(n, 3)[0].plan
    check_plan(plan)
    assert fewest <= len(rooms_of(plan)) <= most
    assert len(plan.wings) == wings
    assert sum(s.kind is SpaceKind.COURT for s in plan.spaces) == 1
    assert sum(s.kind is SpaceKind.GALLERY for s in plan.spaces) == 4


def test_a_palace_of_250_is_a_proper_one() -> None:
    plan = make_founding(250, 0)[0].plan
    assert sorted(w.side for w in plan.wings) == [0, 1, 2, 3]
    per_wing = [sum(s.wing_id == w.id for s in rooms_of(plan)) for w in plan.wings]
    assert all(2 <= count <= 5 for count in per_wing)
    characters = [w.character for w in plan.wings]
    assert len(set(characters)) == len(characters)


@pytest.mark.parametrize(("n", "storeys"), [(1_000, 1), (3_600, 2)])
def test_larger_palaces(n: int, storeys: int) -> None:
    plan = make_founding(n, 0)[0].plan
    check_plan(plan)
    assert 1 + max(s.floor for s in plan.spaces) <= 3
    assert 1 + max(s.floor for s in plan.spaces) >= storeys
    court = next(s for s in plan.spaces if s.kind is SpaceKind.COURT)
    assert 16 <= court.rect.width <= 40
    assert max(sum(w.side == side for w in plan.wings) for side in range(4)) <= 2


def test_stairs_can_be_walked() -> None:
    plan = make_founding(3_600, 0)[0].plan
    stairs = [s for s in plan.spaces if s.kind is SpaceKind.STAIRS]
    assert stairs
    for flight in stairs:
        run = flight.rect.width if flight.climb[0] == "x" else flight.rect.height
        assert run >= 9
        ends = [d for d in plan.doors if flight.id in (d.a, d.b)]
        assert sorted(d.floor for d in ends) == [flight.floor, flight.floor + 1]
        foot, head = sorted(ends, key=lambda d: d.floor)
        rises = (head.x - foot.x) + (head.y - foot.y)
        assert abs(rises) == run
        assert (rises > 0) == (flight.climb[1] == "+")


def test_nothing_in_a_room_is_in_the_way() -> None:
    plan = make_founding(250, 0)[0].plan
    for room in rooms_of(plan):
        check_room_is_clear(plan, room)


def test_loci_are_numbered_clockwise_from_the_door() -> None:
    plan = make_founding(1, 0)[0].plan
    room = rooms_of(plan)[0]
    assert room.front == "x+"
    loci = sorted((x for x in plan.loci if x.room_id == room.id), key=lambda x: x.ord)
    assert [x.ord for x in loci] == list(range(1, len(loci) + 1))
    cx, cy = room.rect.centre
    # From the door in the east clockwise: south-east, then south-west, north-west, north-east.
    quadrants = [(x.x > cx, x.y > cy) for x in (loci[0], loci[20], loci[23], loci[-1])]
    assert quadrants == [(True, False), (False, False), (False, True), (True, True)]


def test_like_stands_with_like() -> None:
    """Rooms and wings follow meaning: neighbours share a room far more often than by chance."""
    entries, _ = make_entries(600, 2)
    founding = build(entries)
    room_of = {x.id: x.room_id for x in founding.plan.loci}
    room = np.array([room_of[founding.placements[e.id]] for e in entries])
    vectors = np.array([e.vector for e in entries])
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    near = np.argsort(-likeness, axis=1)[:, :10]
    together = (room[near] == room[:, None]).mean()
    assert together > 0.35  # by chance 1 in 27


def test_what_growth_needs_can_be_written_as_json() -> None:
    founding = make_founding(60, 0)[0]
    assert json.loads(json.dumps(founding.memory)) == founding.memory


def test_reserved_plots_are_kept_in_memory_and_not_built() -> None:
    founding = make_founding(250, 0)[0]
    reserved = founding.memory["reserved"]
    assert reserved
    built = list(founding.memory["plots"].values())
    assert not [p for p in reserved if p in built]
    assert len(built) == len(rooms_of(founding.plan))


def test_duplicates_have_places_of_their_own() -> None:
    vector = np.zeros(384, np.float32)
    vector[0] = 1
    entries = [Entry(f"o{i}", "same", vector, "The same\n\nwords") for i in range(100)]
    founding = build(entries)
    check_plan(founding.plan)
    assert len(set(founding.placements.values())) == 100


def test_one_id_twice_is_refused() -> None:
    entries, _ = make_entries(3)
    with pytest.raises(ValueError, match="one id"):
        build([*entries, entries[0]])


def test_progress_goes_forward_and_building_can_be_stopped() -> None:
    entries, _ = make_entries(120)
    seen: list[float] = []
    build(entries, progress=lambda _, share: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        build(entries, cancelled=lambda: next(answers))


def test_the_digest_sees_a_moved_object() -> None:
    entries, _ = make_entries(30)
    founding = build(entries)
    hashes = {e.id: e.content_hash for e in entries}
    before = digest(founding.plan, founding.placements, hashes)
    a, b = entries[0].id, entries[1].id
    swapped = dict(founding.placements)
    swapped[a], swapped[b] = swapped[b], swapped[a]
    assert digest(founding.plan, swapped, hashes) != before


def test_a_large_palace_has_several_quarters() -> None:
    founding = make_founding(7_500, 1)[0]
    plan = founding.plan
    check_plan(plan)
    assert len(plan.quarters) == 2
    assert len({(q.x, q.y) for q in plan.quarters}) == 2
    assert len({q.name for q in plan.quarters}) == 2
    courts = [s for s in plan.spaces if s.kind is SpaceKind.COURT]
    assert sorted(s.rect.centre for s in courts) == sorted((q.x, q.y) for q in plan.quarters)
    passage = next(s for s in plan.spaces if s.kind is SpaceKind.PASSAGE)
    joined = {
        s.quarter_id
        for d in plan.doors
        if passage.id in (d.a, d.b)
        for s in plan.spaces
        if s.id in (d.a, d.b) and s.kind is SpaceKind.GALLERY
    }
    assert joined == {q.id for q in plan.quarters}
    assert len({w.id for w in plan.wings}) == len(plan.wings) == 16
