"""Loci are pointed at where they are, whether something stands there or not."""

import math
from dataclasses import replace

import numpy as np
import pytest

from palace.model.plan import Locus, LocusKind, Plan
from palace.scene.places import Places
from palace.scene.spaces import Spaces

from .houses import house


def aimed(plan: Plan, space: str, eye: tuple[float, float, float], at: tuple[float, ...]) -> str:
    """Return the id of the locus that a look from one point to another meets, or nothing."""
    spaces = Spaces(plan)
    way = np.array(at) - np.array(eye)
    found = Places(spaces).at(spaces.by_id[space], np.array(eye), way / np.linalg.norm(way))
    return "" if found is None else found.id


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ((18.0, -8.0, 1.2), "l1"),
        ((18.0, -8.0, 0.4), "l1"),  # its pedestal
        ((20.0, -8.0, 1.2), "l2"),
        ((18.0, -8.0, 2.4), ""),  # over it
        ((19.0, -8.0, 1.2), ""),  # between two
    ],
)
def test_a_pedestal_is_met_from_its_foot_to_over_its_top(at: tuple[float, ...], found: str) -> None:
    assert aimed(house(), "south", (18.0, -4.0, 1.66), at) == found


def test_the_nearer_of_two_is_met() -> None:
    assert aimed(house(), "south", (14.8, -8.0, 1.3), (22.0, -8.0, 1.2)) == "l0"


def test_a_niche_is_met_over_its_foot_only() -> None:
    niche = Locus("n", "south", 4, LocusKind.NICHE, 18.0, -10.6, 2.1, math.pi / 2)
    plan = replace(house(), loci=(*house().loci, niche))
    assert aimed(plan, "south", (20.0, -4.0, 1.66), (18.0, -10.6, 2.6)) == "n"
    assert aimed(plan, "south", (20.0, -4.0, 1.66), (18.0, -10.6, 1.7)) == ""


def test_the_next_room_is_seen_through_its_door_but_not_through_the_wall() -> None:
    assert aimed(house(), "corridor", (19.0, 0.0, 1.66), (18.0, -8.0, 1.2)) == "l1"
    assert aimed(house(), "corridor", (15.0, 0.0, 1.66), (18.0, -8.0, 1.2)) == ""
    assert aimed(house(), "north", (19.0, 4.0, 1.66), (18.0, -8.0, 1.2)) == ""
