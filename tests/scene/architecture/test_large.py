"""What is built of a large palace: a circle of it simply, the rest as blocks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from palace.model.plan import Rect, SpaceKind
from palace.scene.architecture import Circle, Grounds, Massing, PlanIndex, build_blocks
from palace.scene.meshes.mesh import SpaceParts

from .conftest import hand_made_plan
from .test_spaces import hits, sound


def pieces(storeys: tuple[SpaceParts, ...]) -> dict[str, np.ndarray]:
    """Return the corners of each space's triangles."""
    return {
        key: part.shell.vertices["position"][part.shell.indices[first : first + count]]
        for part in storeys
        for key, (first, count) in part.spans.items()
    }


@pytest.mark.parametrize(
    ("rect", "meets"),
    [
        (Rect(3, 3, 4, 4), True),
        (Rect(-9, -9, 9, 9), True),
        (Rect(3.6, 3.6, 9, 9), False),
        (Rect(4.9, -1, 9, 1), True),
        (Rect(5.1, -1, 9, 1), False),
    ],
)
def test_a_circle_meets_a_rectangle(rect: Rect, meets: bool) -> None:
    assert Circle(0.0, 0.0, 5.0).meets(rect) is meets
    moved = Rect(rect.x0 + 7, rect.y0 - 2, rect.x1 + 7, rect.y1 - 2)
    assert Circle(7.0, -2.0, 5.0).meets(moved) is meets


def test_the_massing_of_a_circle_is_a_part_of_the_whole(index: PlanIndex) -> None:
    whole = pieces(Massing(index).build())
    massing = Massing(index)
    part = pieces(massing.build(Circle(17.0, -8.0, 6.0)))
    assert "room0" in part
    assert "west" not in part
    assert 0 < len(part) < len(whole)
    for key, corners in part.items():
        np.testing.assert_array_equal(corners, whole[key])
    # What two circles share is not built again, and what only the first held is forgotten.
    kept = dict(massing._pieces)
    again = pieces(massing.build(Circle(26.0, -8.0, 6.0)))
    shared = again.keys() & part.keys()
    assert shared
    assert again.keys() - part.keys()
    assert all(massing._pieces[key] is kept[key] for key in shared)
    assert massing._pieces.keys() == again.keys()


def test_a_garden_is_the_same_whichever_others_are_laid(index: PlanIndex) -> None:
    grounds = Grounds(index)
    every = grounds.build()
    middle = next(
        bed.rect.centre for plot in grounds._plots.values() for bed in plot if bed.kind == 1
    )
    some = grounds.build(Circle(*middle, 5.0))
    sound(some.shell)
    assert len(some.shell.vertices) < len(every.shell.vertices)

    def trees(parts: SpaceParts) -> np.ndarray:
        found = np.concatenate([parts.props[k] for k in ("tree", "cypress") if k in parts.props])
        away = np.abs(found["position"][:, :2] - middle).max(axis=1)
        return np.sort(found[away < 4.7], order="position")

    assert len(trees(every)) > 1
    np.testing.assert_array_equal(trees(some), trees(every))


def test_gardens_come_in_plots_that_can_be_left_out(index: PlanIndex) -> None:
    grounds = Grounds(index).build()
    at = 0
    for key, (first, count) in grounds.spans.items():
        assert key.startswith("grounds")
        assert first == at
        at += count
        corners = grounds.shell.vertices["position"][grounds.shell.indices[first : first + count]]
        if key != "grounds":
            assert (np.ptp(corners[:, :2], axis=0) <= 48.0 + 1e-3).all()
    assert at == len(grounds.shell.indices)
    assert len(grounds.spans) > 3


def test_every_space_but_the_court_is_a_block_of_its_size(index: PlanIndex) -> None:
    storeys = build_blocks(index)
    assert [part.floor for part in storeys] == [0, 1]
    blocks = pieces(storeys)
    spaces = [s for s in index.plan.spaces if s.kind is not SpaceKind.COURT]
    assert blocks.keys() == {space.id for space in spaces}
    for part in storeys:
        sound(part.shell)
        assert sum(count for _, count in part.spans.values()) == len(part.shell.indices)
    for space in spaces:
        corners, rect = blocks[space.id], space.rect
        low, high = corners.min(axis=0), corners.max(axis=0)
        assert low[:2] == pytest.approx((rect.x0, rect.y0), abs=2e-3)
        assert high[:2] == pytest.approx((rect.x1, rect.y1), abs=2e-3)
        assert high[2] == pytest.approx(space.z + space.height, abs=2e-3)
        assert len(corners) // 3 <= 40


def test_a_block_is_open_to_the_sky_but_for_what_is_walled_up() -> None:
    plan = hand_made_plan()
    shut = tuple(replace(s, kind=SpaceKind.CLOSED) if s.id == "room0" else s for s in plan.spaces)
    for spaces, to_be_open in ((plan.spaces, True), (shut, False)):
        index = PlanIndex(replace(plan, spaces=spaces))
        room = index.spaces["room0"]
        ground = build_blocks(index)[0].shell
        x, y = room.rect.centre
        above = np.array([x + 0.5, y + 0.3, room.z + room.height + 2.0])
        is_open = hits(ground, above, np.array([0.0, 0.0, -1.0]), 2.5) == 0
        assert is_open is to_be_open
