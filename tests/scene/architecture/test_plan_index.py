"""The plan index: walls, neighbours, what is free."""

from __future__ import annotations

import pytest

from palace.scene.architecture import PlanIndex
from palace.scene.architecture.plan_index import SIDES


def test_insets_are_the_walls(index: PlanIndex) -> None:
    room = index.insets(index.spaces["room1"])
    assert room == {"x+": 0.5, "x-": 0.5, "y-": 0.5, "y+": 0.8}
    assert index.insets(index.spaces["hall"]) == {"x+": 0.5, "x-": 0.0, "y-": 0.0, "y+": 0.0}


@pytest.mark.parametrize("key", ["room0", "hall", "east", "north"])
def test_a_side_measures_along_and_into_its_wall(index: PlanIndex, key: str) -> None:
    space = index.spaces[key]
    inner = index.inner(space)
    cx, cy = inner.centre
    for name in SIDES:
        side = index.sides(space)[name]
        assert side.into(cx, cy) < 0
        assert side.along(cx, cy) == pytest.approx(side.length / 2)
        assert side.along(*side.origin) == pytest.approx(0)


def test_free_stretches_and_neighbours_make_up_a_side(index: PlanIndex) -> None:
    for space in index.plan.spaces:
        for name in SIDES:
            whole = space.rect.height if name[0] == "x" else space.rect.width
            taken = sum(high - low for low, high, _ in index.beside(space, name))
            free = sum(high - low for low, high in index.free(space, name))
            assert taken + free == pytest.approx(whole, abs=0.25), (space.id, name)


def test_what_stands_under_another_storey_is_not_top(index: PlanIndex) -> None:
    assert not index.is_top(index.spaces["hall"])
    assert index.is_top(index.spaces["hall1"])
    assert index.is_top(index.spaces["room0"])
