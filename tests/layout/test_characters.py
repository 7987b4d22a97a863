"""The names of characters are the same here and where they are drawn."""

from __future__ import annotations

import pytest

from palace.layout.characters import CHARACTERS, ROOM_HEIGHTS, character_of


def test_every_character_has_a_height_that_leaves_a_floor_above() -> None:
    assert set(ROOM_HEIGHTS) == set(CHARACTERS)
    assert all(4.4 <= h <= 5.6 for h in ROOM_HEIGHTS.values())


def test_neighbouring_wings_differ() -> None:
    for wings in range(2, 9):
        tour = [character_of(w) for w in range(wings)]
        assert all(a != b for a, b in zip(tour, tour[1:] + tour[:1], strict=True))


def test_the_scene_can_draw_each_of_them() -> None:
    scene = pytest.importorskip("palace.scene.characters")
    assert tuple(scene.CHARACTERS) == CHARACTERS
