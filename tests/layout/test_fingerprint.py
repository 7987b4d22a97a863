"""The digest says where things stand, and nothing else."""

from __future__ import annotations

import dataclasses
import random

import pytest

from palace.layout import build
from palace.layout.fingerprint import standing_digest
from palace.model.plan import Plan

from .plans import make_entries

N = 60


@pytest.fixture(scope="module")
def standing() -> tuple[Plan, dict[str, str], dict[str, str]]:
    """A plan, placements and content hashes."""
    entries, _ = make_entries(N)
    founding = build(entries)
    return founding.plan, founding.placements, {e.id: e.content_hash for e in entries}


def test_names_and_identifiers_of_objects_do_not_count(
    standing: tuple[Plan, dict[str, str], dict[str, str]],
) -> None:
    plan, placed, hashes = standing
    before = standing_digest(plan, placed, hashes)
    assert len(before) == 64
    renamed = dataclasses.replace(
        plan, spaces=tuple(dataclasses.replace(s, name=f"New {s.name}") for s in plan.spaces)
    )
    assert standing_digest(renamed, placed, hashes) == before
    others = {f"other-{o}": locus for o, locus in reversed(placed.items())}
    assert standing_digest(plan, others, {f"other-{o}": h for o, h in hashes.items()}) == before


def test_a_move_by_a_niche_counts(standing: tuple[Plan, dict[str, str], dict[str, str]]) -> None:
    plan, placed, hashes = standing
    one = next(iter(placed))
    room = next(locus.room_id for locus in plan.loci if locus.id == placed[one])
    free = next(
        locus.id for locus in plan.loci if locus.room_id == room and locus.id not in placed.values()
    )
    assert standing_digest(plan, placed | {one: free}, hashes) != standing_digest(
        plan, placed, hashes
    )


def test_two_that_change_places_count(
    standing: tuple[Plan, dict[str, str], dict[str, str]],
) -> None:
    plan, placed, hashes = standing
    a, b = list(placed)[:2]
    swapped = placed | {a: placed[b], b: placed[a]}
    assert standing_digest(plan, swapped, hashes) != standing_digest(plan, placed, hashes)


def test_a_wall_that_moves_a_millimetre_counts(
    standing: tuple[Plan, dict[str, str], dict[str, str]],
) -> None:
    plan, placed, hashes = standing
    moved = tuple(
        dataclasses.replace(s, rect=dataclasses.replace(s.rect, x1=s.rect.x1 + 0.001))
        for s in plan.spaces
    )
    assert standing_digest(dataclasses.replace(plan, spaces=moved), placed, hashes) != (
        standing_digest(plan, placed, hashes)
    )


def test_the_order_of_import_does_not_count() -> None:
    entries, _ = make_entries(N)
    hashes = {e.id: e.content_hash for e in entries}
    digests = set()
    for seed in range(3):
        shuffled = list(entries)
        random.Random(seed).shuffle(shuffled)
        founding = build(shuffled)
        digests.add(standing_digest(founding.plan, founding.placements, hashes))
    assert len(digests) == 1
