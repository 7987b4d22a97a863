"""A quarter of its own: a founding beside the palace, in which nothing old changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from palace.layout import Cancelled, Entry, add
from palace.layout.settlement import deserves_a_quarter, joined, names_over_doors, new_quarter
from palace.model.plan import Founding, Plan, SpaceKind
from tests.layout.plans import make_entries, make_founding
from tests.layout.soundness import check_plan


def newcomers(n: int, seed: int) -> list[Entry]:
    return [replace(e, id=f"new-{seed}-{e.id}") for e in make_entries(n, seed)[0]]


def beside(founding: Founding, n: int, seed: int = 9) -> tuple[Founding, Plan]:
    new = new_quarter(founding.plan, founding.memory, newcomers(n, seed))
    return new, joined(founding.plan, new.plan)


@pytest.mark.parametrize(
    ("stands", "comes"), [(0, 60), (1, 60), (60, 60), (250, 1_000), (1_000, 600), (60, 1_700)]
)
def test_a_quarter_beside_any_palace_is_sound(stands: int, comes: int) -> None:
    old = make_founding(stands, 3)[0]
    new, whole = beside(old, comes)
    check_plan(whole)
    assert len(whole.quarters) == 2
    assert len(set(new.placements.values())) == comes
    assert set(new.placements.values()) <= {x.id for x in new.plan.loci}
    assert sum(s.kind is SpaceKind.PASSAGE for s in new.plan.spaces) == 1
    assert json.loads(json.dumps(new.memory)) == new.memory


def test_no_name_is_given_twice() -> None:
    """The same subjects once more: the new doors say it in other words."""
    old = make_founding(250, 0)[0]
    new, _ = beside(old, 250, 0)
    rooms = [s.name.casefold() for s in new.plan.spaces if s.kind is SpaceKind.ROOM]
    assert len(set(rooms)) == len(rooms)
    old_rooms = {s.name.casefold() for s in old.plan.spaces if s.kind is SpaceKind.ROOM}
    old_rooms |= {w.name.casefold() for w in old.plan.wings}
    assert not old_rooms & {*rooms, *(w.name.casefold() for w in new.plan.wings)}
    assert not {q.name.casefold() for q in new.plan.quarters} & names_over_doors(old.plan)


def test_the_order_of_arrival_does_not_count() -> None:
    old = make_founding(60, 3)[0]
    entries = newcomers(150, 4)
    there = new_quarter(old.plan, old.memory, entries)
    back = new_quarter(old.plan, old.memory, entries[::-1])
    assert there == back


def test_quarter_after_quarter() -> None:
    """Each finds a side that is free, and the palace stays in one piece."""
    old = make_founding(100, 1)[0]
    plan, memory = old.plan, old.memory
    for number in range(7):
        new = new_quarter(plan, memory, newcomers(30 if number % 2 else 120, number))
        plan, memory = joined(plan, new.plan), new.memory
    check_plan(plan)
    assert len(plan.quarters) == 8
    assert set(old.plan.loci) <= set(plan.loci)


def test_it_lies_where_it_is_wanted() -> None:
    old = make_founding(60, 3)[0]
    first, plan = beside(old, 90, 5)
    own = first.plan.quarters[0]
    second = new_quarter(plan, first.memory, newcomers(90, 6), near=own.id)
    way = next(s for s in second.plan.spaces if s.kind is SpaceKind.PASSAGE)
    ends = {d.a for d in second.plan.doors if d.b == way.id}
    reached = {s.quarter_id for s in plan.spaces if s.id in ends}
    assert reached == {own.id}


def test_a_huge_import_is_several_quarters() -> None:
    old = make_founding(60, 3)[0]
    new, whole = beside(old, 6_500)
    check_plan(whole)
    assert len(new.plan.quarters) == 2


def test_what_cannot_be() -> None:
    old = make_founding(60, 3)[0]
    with pytest.raises(ValueError, match="needs objects"):
        new_quarter(old.plan, old.memory, [])
    with pytest.raises(ValueError, match="no quarter"):
        new_quarter(old.plan, old.memory, newcomers(3, 1), near="elsewhere")
    with pytest.raises(Cancelled):
        new_quarter(old.plan, old.memory, newcomers(70, 1), cancelled=lambda: True)


def test_who_is_offered_one() -> None:
    assert deserves_a_quarter(100, 61)
    assert not deserves_a_quarter(1_000, 400)
    assert not deserves_a_quarter(10, 50), "too few to fill one"
    assert not deserves_a_quarter(0, 500), "an empty palace is founded"


def test_what_comes_later_finds_its_like_there() -> None:
    old = make_founding(60, 3)[0]
    new, whole = beside(old, 90, 5)
    like = newcomers(90, 5)[17]
    occupancy = {**old.placements, **new.placements}
    near = [(like.id, 1.0)]
    found = add(whole, new.memory, occupancy, near, {}, replace(like, id="late"))
    room_of = {x.id: x.room_id for x in whole.loci}
    assert found.room_id == room_of[new.placements[like.id]]
    assert not found.opened_room
