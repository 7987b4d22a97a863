"""Sleep moves little, for a reason, and never what is pinned."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.layout import Entry
from palace.layout.bays import CAPACITY
from palace.layout.rooms import unit
from palace.layout.tidying import OF_NEW, OF_OLD, Sleepers, Tidying, tidied, tidy
from palace.model.plan import Plan, SpaceKind
from tests.layout.plans import DIM, make_entries
from tests.layout.soundness import check_plan
from tests.layout.test_growth import Palace


def sleep(
    palace: Palace,
    texts: dict[str, str],
    *,
    new: Collection[str] = (),
    staying: Collection[str] = (),
    keep_open: Collection[str] = (),
    order: Sequence[int] | None = None,
) -> Tidying:
    """Return what sleep would do to a palace."""
    ids = sorted(palace.occupancy)
    if order is not None:
        ids = [ids[i] for i in order]
    vectors = np.array([palace.vectors[i] for i in ids], np.float32).reshape(len(ids), DIM)
    who = Sleepers(ids, vectors, [texts[i] for i in ids], new, staying)
    return tidy(palace.plan, palace.memory, palace.occupancy, who, keep_open=keep_open)


def after(palace: Palace, tidying: Tidying) -> Palace:
    """Return the palace as it is afterwards."""
    occupancy = dict(palace.occupancy)
    for step in tidying.steps:
        assert occupancy[step.object_id] == step.from_locus
        occupancy[step.object_id] = step.to_locus
    plan = tidied(palace.plan, tidying)
    memory = json.loads(json.dumps(tidying.memory))
    return Palace(plan, memory, occupancy, dict(palace.vectors))


def texts_of(entries: Sequence[Entry]) -> dict[str, str]:
    """Return object id → text."""
    return {e.id: e.text for e in entries}


def room_of(plan: Plan) -> dict[str, str]:
    """Return locus id → room id."""
    return {x.id: x.room_id for x in plan.loci}


@settings(max_examples=15)
@given(
    n=st.integers(0, 150),
    extra=st.integers(0, 150),
    seed=st.integers(0, 99),
    nights=st.integers(1, 3),
)
def test_a_sleep_moves_what_it_says_within_its_budgets(
    n: int, extra: int, seed: int, nights: int
) -> None:
    entries, _ = make_entries(n + extra, seed)
    palace = Palace.founded(entries[:n])
    for entry in entries[n:]:
        palace.add(entry)
    staying = {e.id for e in entries[:: 3 + seed % 5]}
    new = {e.id for e in entries[n:]}
    for _ in range(nights):
        found = sleep(palace, texts_of(entries), new=new, staying=staying)
        assert not staying.intersection(s.object_id for s in found.steps)
        assert len({s.object_id for s in found.steps}) == len(found.steps)
        assert found.moved_new <= OF_NEW * len(new)
        assert found.moved_old <= OF_OLD * (len(entries) - len(new))
        assert found.moved_new + found.moved_old == len(found.steps)
        # Nothing takes a place that was left in the same night: a marker stands there.
        assert not {s.from_locus for s in found.steps} & {s.to_locus for s in found.steps}
        rooms = {s.id: s for s in palace.plan.spaces if s.has_room_walls}
        palace = after(palace, found)
        assert len(set(palace.occupancy.values())) == len(entries)
        assert set(palace.occupancy.values()) <= set(room_of(palace.plan))
        for s in palace.plan.spaces:
            if s.id in rooms:
                assert (s.rect, s.name, s.seed) == (
                    rooms[s.id].rect,
                    rooms[s.id].name,
                    rooms[s.id].seed,
                )
        check_plan(palace.plan)
        new = set()


@given(seed=st.integers(0, 20))
@settings(max_examples=5)
def test_the_order_of_objects_does_not_count(seed: int) -> None:
    entries, _ = make_entries(160, seed)
    palace = Palace.founded(entries[:40])
    for entry in entries[40:]:
        palace.add(entry)
    new = {e.id for e in entries[40:]}
    order = np.random.default_rng(seed).permutation(len(entries)).tolist()
    one = sleep(palace, texts_of(entries), new=new)
    other = sleep(palace, texts_of(entries), new=new, order=order)
    assert one == other


def test_what_stands_among_strangers_goes_to_its_like() -> None:
    entries, _ = make_entries(200, 3)
    palace = Palace.founded(entries)
    of = room_of(palace.plan)
    # Two objects that are deep among their like change places by force.
    vectors = palace.vectors
    ids = sorted(palace.occupancy)
    near = {i: sorted(ids, key=lambda j: -float(vectors[i] @ vectors[j]))[1:11] for i in ids}

    def at_home(i: str) -> int:
        return sum(of[palace.occupancy[j]] == of[palace.occupancy[i]] for j in near[i])

    one = max(ids, key=at_home)
    other = max(
        (i for i in ids if of[palace.occupancy[i]] != of[palace.occupancy[one]]), key=at_home
    )
    home, place = of[palace.occupancy[one]], palace.occupancy
    place[one], place[other] = place[other], place[one]
    found = sleep(palace, texts_of(entries), new=set(ids))
    steps = {s.object_id: s for s in found.steps}
    assert of[steps[one].to_locus] == home
    assert steps[one].gain > 0.15
    assert steps[one].why == "closer"
    kept = sleep(palace, texts_of(entries), new=set(ids), staying={one})
    assert one not in {s.object_id for s in kept.steps}


def crowded(seed: int = 1, second: int = 11) -> tuple[Palace, list[Entry]]:
    """Return a palace with a room of two subjects; the second came later."""
    entries, _ = make_entries(200, seed)
    palace = Palace.founded(entries)
    rng = np.random.default_rng(seed)
    # Free loci of one room are filled with what is alike but not like the room.
    of = room_of(palace.plan)
    rooms = [of[x] for x in palace.occupancy.values()]
    room = max(set(rooms), key=lambda r: (sum(o == r for o in rooms), r))
    free = [x.id for x in palace.plan.loci if x.room_id == room]
    free = [x for x in free if x not in palace.occupancy.values()]
    subject = rng.normal(size=DIM)
    more = []
    for number, locus in enumerate(free[:second]):
        vector = unit((subject + 0.3 * rng.normal(size=DIM)).astype(np.float32))
        entry = Entry(f"lantern-{number:02d}", f"{number}", vector, f"Lanterns {number}\nlamps")
        palace.occupancy[entry.id] = locus
        palace.vectors[entry.id] = vector
        more.append(entry)
    return palace, entries + more


def test_a_crowded_room_of_two_subjects_gives_one_away() -> None:
    palace, entries = crowded()
    new = {e.id for e in entries if e.id.startswith("lantern")}
    # The budget is a quarter of what is new, half of that for splits: much is new.
    everyone = {e.id for e in entries}
    found = sleep(palace, texts_of(entries), new=everyone)
    assert len(found.splits) == 1
    assert found.splits[0].objects >= len(new)
    tidy_palace = after(palace, found)
    rooms = {room_of(tidy_palace.plan)[tidy_palace.occupancy[i]] for i in new}
    assert rooms == {found.splits[0].annex_id}
    assert "lantern" in found.splits[0].annex.lower() or "lamp" in found.splits[0].annex.lower()
    check_plan(tidy_palace.plan)


def test_an_annex_that_has_emptied_is_walled_up_and_opens_again() -> None:
    entries, _ = make_entries(20 + 3 * CAPACITY, 5)
    palace = Palace.founded(entries[:20])
    for entry in entries[20:]:
        palace.add(entry)
    annexes = palace.memory["families"]
    assert annexes
    of = room_of(palace.plan)
    annex = sorted(annexes)[-1]
    for i in [i for i, locus in palace.occupancy.items() if of[locus] == annex]:
        del palace.occupancy[i]
    texts = texts_of(entries)
    assert sleep(palace, texts, keep_open={annex}).closed == ()
    found = sleep(palace, texts)
    assert found.closed == (annex,)
    walled = after(palace, found)
    assert next(s for s in walled.plan.spaces if s.id == annex).kind is SpaceKind.CLOSED
    check_plan(walled.plan)
    # What is full and grows on finds it again, before anything is built.
    root = annexes[annex]
    of = room_of(walled.plan)
    family = {root, *(r for r, o in annexes.items() if o == root)} - {annex}
    there = [i for i, locus in walled.occupancy.items() if of[locus] in family]
    middle = unit(np.mean([walled.vectors[i] for i in there], axis=0))
    rng = np.random.default_rng(0)
    before = len(walled.plan.spaces)
    for number in range(2 * CAPACITY):
        vector = unit((middle + 0.005 * rng.normal(size=DIM)).astype(np.float32))
        added = walled.add(Entry(f"more-{number:03d}", f"{number}", vector, "More of it\nmore"))
        if added.room_id == annex:
            break
        assert len(walled.plan.spaces) == before
    assert next(s for s in walled.plan.spaces if s.id == annex).kind is SpaceKind.ROOM
    check_plan(walled.plan)


def test_an_empty_or_orderly_palace_is_left_alone() -> None:
    assert sleep(Palace.founded([]), {}).nothing
    entries, _ = make_entries(1)
    assert sleep(Palace.founded(entries), texts_of(entries)).nothing
