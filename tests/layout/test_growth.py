"""What comes later finds a place, and nothing that stands moves for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.layout import Addition, Entry, add, build, grown
from palace.layout.rooms import unit
from palace.model.plan import Plan, SpaceKind
from tests.layout.plans import DIM, make_entries
from tests.layout.soundness import check_plan


@dataclass
class Palace:
    """A palace that grows, as the store keeps one."""

    plan: Plan
    memory: dict[str, Any]
    occupancy: dict[str, str]
    vectors: dict[str, np.ndarray] = field(default_factory=dict)

    @classmethod
    def founded(cls, entries: Sequence[Entry]) -> Palace:
        founding = build(entries)
        return cls(
            founding.plan,
            dict(founding.memory),
            dict(founding.placements),
            {e.id: e.vector for e in entries},
        )

    def centroids(self) -> dict[str, np.ndarray]:
        room_of = {x.id: x.room_id for x in self.plan.loci}
        sums: dict[str, np.ndarray] = {}
        for o, locus in self.occupancy.items():
            room = room_of[locus]
            sums[room] = sums.get(room, 0) + self.vectors[o]
        return {r: unit(v) for r, v in sums.items()}

    def add(self, entry: Entry) -> Addition:
        near = sorted(
            ((o, float(v @ entry.vector)) for o, v in self.vectors.items()),
            key=lambda n: (-n[1], n[0]),
        )[:15]
        found = add(self.plan, self.memory, self.occupancy, near, self.centroids(), entry)
        assert found.locus_id not in self.occupancy.values()
        self.plan = grown(self.plan, found)
        self.memory = json.loads(json.dumps(found.memory))
        self.occupancy[entry.id] = found.locus_id
        self.vectors[entry.id] = entry.vector
        return found


@settings(max_examples=15)
@given(n=st.integers(0, 120), extra=st.integers(1, 60), seed=st.integers(0, 99))
def test_nothing_moves(n: int, extra: int, seed: int) -> None:
    entries, _ = make_entries(n + extra, seed)
    palace = Palace.founded(entries[:n])
    loci = set(palace.plan.loci)
    rooms = {s for s in palace.plan.spaces if s.kind is SpaceKind.ROOM}
    doors = set(palace.plan.doors)
    stood = dict(palace.occupancy)
    for entry in entries[n:]:
        palace.add(entry)
    assert loci <= set(palace.plan.loci)
    assert rooms <= set(palace.plan.spaces)
    assert doors <= set(palace.plan.doors)
    assert all(palace.occupancy[o] == locus for o, locus in stood.items())
    assert len(set(palace.occupancy.values())) == n + extra
    check_plan(palace.plan)


def test_a_palace_that_triples_stays_a_palace() -> None:
    entries, _ = make_entries(300, 4)
    palace = Palace.founded(entries[:100])
    rooms = len(palace.memory["plots"])
    for entry in entries[100:]:
        palace.add(entry)
    check_plan(palace.plan)
    assert len(palace.memory["plots"]) > rooms
    assert palace.memory["families"], "a full room has annexes"


def test_storeys_grow_too() -> None:
    entries, _ = make_entries(3_600, 0)
    palace = Palace.founded(entries)
    before = palace.plan
    top = max(s.floor for s in before.spaces)
    assert top >= 1
    # Fill the rooms of the top floor: their annexes stand on something and have their doors.
    room_of = {x.id: x.room_id for x in before.loci}
    full = {s.id for s in before.spaces if s.kind is SpaceKind.ROOM and s.floor == top}
    taken = set(palace.occupancy.values())
    for locus in before.loci:
        if room_of[locus.id] in full and locus.id not in taken:
            palace.occupancy[f"filler-{locus.id}"] = locus.id
            palace.vectors[f"filler-{locus.id}"] = np.zeros(DIM, np.float32)
    member = next(o for o, x in palace.occupancy.items() if room_of[x] in full)
    like = Entry("one-more", "h", palace.vectors[member], "One more\n\nof these")
    found = palace.add(like)
    if found.opened_room:
        check_plan(palace.plan)
    assert found.room_id not in full


def test_an_object_goes_to_its_like() -> None:
    entries, _ = make_entries(250, 1)
    palace = Palace.founded(entries)
    twin = Entry("twin", "h", entries[17].vector, entries[17].text)
    found = palace.add(twin)
    loci = {x.id: x for x in palace.plan.loci}
    beside, own = loci[palace.occupancy[entries[17].id]], loci[found.locus_id]
    assert own.room_id == beside.room_id
    assert not found.opened_room
    assert np.hypot(own.x - beside.x, own.y - beside.y) < 3


def test_a_full_room_opens_an_annex_with_a_kindred_name() -> None:
    vector = np.zeros(DIM, np.float32)
    vector[0] = 1
    palace = Palace.founded([Entry(f"o{i}", f"h{i}", vector, "Bread\n\nbread") for i in range(20)])
    first = next(s for s in palace.plan.spaces if s.kind is SpaceKind.ROOM)
    opened = []
    for i in range(20, 100):
        found = palace.add(Entry(f"o{i}", f"h{i}", vector, "Bread"))
        opened += [s for s in found.spaces if s.kind is SpaceKind.ROOM]
    assert [s.name for s in opened] == [f"{first.name} II", f"{first.name} III"]
    assert set(palace.memory["families"].values()) == {first.id}
    check_plan(palace.plan)


def test_three_that_fit_nowhere_found_a_room() -> None:
    entries, _ = make_entries(150, 6)
    palace = Palace.founded(entries)
    rng = np.random.default_rng(0)
    strange = rng.normal(size=DIM)
    opened = []
    for i in range(4):
        v = (strange + 0.1 * rng.normal(size=DIM)).astype(np.float32)
        found = palace.add(Entry(f"s{i}", f"s{i}", unit(v), "Volcanoes\n\nof Iceland"))
        opened.append(found)
    assert [a.opened_room for a in opened] == [False, False, True, False]
    assert opened[3].room_id == opened[2].room_id
    assert opened[2].spaces[0].name == "Volcanoes"
    check_plan(palace.plan)


def test_the_first_object_of_an_empty_palace_builds_its_first_wing() -> None:
    entries, _ = make_entries(3)
    palace = Palace.founded([])
    first = palace.add(entries[0])
    assert first.wings
    assert palace.add(entries[1]).room_id == first.room_id
    check_plan(palace.plan)


def test_what_has_a_place_gets_no_second() -> None:
    entries, _ = make_entries(10)
    palace = Palace.founded(entries)
    with pytest.raises(ValueError, match="place already"):
        palace.add(entries[0])


def test_a_palace_grows_wings_and_quarters() -> None:
    """Rooms open until the first court has no side free."""
    rng = np.random.default_rng(0)
    entries, _ = make_entries(60, 7)
    palace = Palace.founded(entries[:3])
    before = palace.plan
    # Every room that opens is filled at once, so that a room opens at every step.
    for step in range(140):
        taken = set(palace.occupancy.values())
        for locus in palace.plan.loci:
            if locus.id not in taken:
                palace.occupancy[f"filler-{locus.id}"] = locus.id
        vector = unit(rng.normal(size=(1, DIM)).astype(np.float32))[0]
        entry = Entry(f"late-{step}", f"h{step}", vector, "Late arrivals\n\nlate")
        near = [(o, float(v @ vector)) for o, v in palace.vectors.items()][:15]
        found = add(palace.plan, palace.memory, palace.occupancy, near, {}, entry)
        palace.plan = grown(palace.plan, found)
        palace.memory = json.loads(json.dumps(found.memory))
        palace.occupancy[entry.id] = found.locus_id
    check_plan(palace.plan)
    assert set(before.loci) <= set(palace.plan.loci)
    assert len(palace.plan.quarters) >= 2
    assert len(palace.plan.wings) >= 4
