"""A palace that takes in many: fast, and nothing that stood has moved afterwards."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from palace.layout import Entry, add, build
from palace.layout.growing import NEIGHBOURS, GrowingPlan
from palace.layout.standing import Centroids, Occupancy, likeness
from palace.model.plan import SpaceKind
from tests.layout.plans import make_entries
from tests.layout.soundness import check_plan


def growing(entries: Sequence[Entry]) -> GrowingPlan:
    founding = build(entries)
    vectors = np.array([e.vector for e in entries])
    ids = [e.id for e in entries]
    return GrowingPlan(founding.plan, founding.memory, founding.placements, ids, vectors)


def take_in(palace: GrowingPlan, entry: Entry) -> str:
    near = palace.neighbours(entry)
    found = add(palace.plan, palace.memory, palace.occupancy, near, palace.centroids(), entry)
    palace.accept(entry, found)
    return found.locus_id


def test_ten_times_as_many_come() -> None:
    entries, _ = make_entries(2_200, 1)
    palace = growing(entries[:200])
    before, stood = palace.plan, dict(palace.occupancy)
    taken = []
    for start in range(200, len(entries), 100):
        palace.expect(entries[start : start + 100])
        for entry in entries[start : start + 100]:
            began = time.perf_counter()
            take_in(palace, entry)
            taken.append(time.perf_counter() - began)
    after = palace.plan
    assert set(before.loci) <= set(after.loci)
    assert set(before.doors) <= set(after.doors)
    rooms = {s for s in before.spaces if s.kind is SpaceKind.ROOM}
    assert rooms < set(after.spaces)
    assert all(palace.occupancy[o] == locus for o, locus in stood.items())
    assert len(set(palace.occupancy.values())) == len(entries)
    check_plan(after)
    # 10 ms on a quiet machine at 10,000; this is smaller, and the machine may not be quiet.
    assert np.percentile(taken, 95) < 0.05


def test_many_at_once_find_the_neighbours_that_each_would_find() -> None:
    entries, _ = make_entries(340, 2)
    one, other = growing(entries[:300]), growing(entries[:300])
    other.expect(entries[300:])
    for entry in entries[300:]:
        alone, together = one.neighbours(entry), other.neighbours(entry)
        assert len(together) == NEIGHBOURS
        assert [o for o, _ in together] == [o for o, _ in alone]
        np.testing.assert_allclose([c for _, c in together], [c for _, c in alone], atol=1e-6)
        assert take_in(one, entry) == take_in(other, entry)


def test_what_is_kept_is_what_would_be_gathered() -> None:
    """The look-ups that are kept up to date decide as those made anew from plain mappings."""
    entries, _ = make_entries(400, 3)
    palace = growing(entries[:150])
    for entry in entries[150:]:
        near = palace.neighbours(entry)
        plain = {room: np.array(v) for room, v in palace.centroids().items()}
        found = add(palace.plan, palace.memory, palace.occupancy, near, palace.centroids(), entry)
        anew = add(palace.plan, palace.memory, dict(palace.occupancy), near, plain, entry)
        assert found == anew
        palace.accept(entry, found)


def test_a_freed_locus_is_used_again() -> None:
    entries, _ = make_entries(150, 1)
    palace = growing(entries)
    gone = entries[17]
    locus = palace.occupancy.pop(gone.id)
    room = next(x.room_id for x in palace.plan.loci if x.id == locus)
    # All other loci are taken, so the twin must stand where the other stood.
    for other in palace.plan.loci:
        if other.id != locus and other.id not in palace.occupancy.taken:
            palace.occupancy[f"filler-{other.id}"] = other.id
    twin = Entry("twin", "h", gone.vector, gone.text)
    near = [(entries[i].id, 0.9) for i in range(len(entries)) if entries[i].id != gone.id]
    there = [n for n in near if palace.occupancy[n[0]] in _loci_of(palace, room)]
    found = add(palace.plan, palace.memory, palace.occupancy, there, palace.centroids(), twin)
    assert found.locus_id == locus


def _loci_of(palace: GrowingPlan, room: str) -> set[str]:
    return {x.id for x in palace.plan.loci if x.room_id == room}


def test_occupancy_knows_what_is_taken() -> None:
    occupancy = Occupancy({"a": "1", "b": "2"})
    occupancy["a"] = "3"
    assert occupancy.taken == {"2", "3"}
    del occupancy["b"]
    assert occupancy.taken == {"3"}
    assert dict(occupancy) == {"a": "3"}


def test_centroids_grow_with_their_rooms() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(300, 8)).astype(np.float32)
    kept = Centroids(8)
    for i, vector in enumerate(vectors):
        kept.count(f"room {i % 100}", vector)
    asked = ["nowhere", *kept]
    plain = {room: kept[room] for room in kept}
    sums = vectors.reshape(3, 100, 8).sum(0)
    np.testing.assert_allclose(
        np.array([kept[f"room {i}"] for i in range(100)]),
        sums / np.linalg.norm(sums, axis=1, keepdims=True),
        rtol=1e-5,
    )
    cosine, known = likeness(asked, kept, vectors[0])
    assert known.tolist() == [False] + [True] * 100
    np.testing.assert_allclose(cosine, likeness(asked, plain, vectors[0])[0], atol=1e-6)
    kept.count("nowhere", vectors[1])
    assert likeness(asked, kept, vectors[0])[1].all()
