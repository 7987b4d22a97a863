import math

from palace.scene.camera import Lens, Pose
from palace.scene.spaces import Spaces
from palace.scene.visibility import needed, seen

from .houses import house

SPACES = Spaces(house())


def test_a_wall_hides_what_is_behind_it() -> None:
    pose = Pose(16, -9, 1.66, math.pi)
    assert list(seen(SPACES, pose, Lens())) == ["south"]


def test_through_a_door_one_sees_what_lies_beyond() -> None:
    pose = Pose(19, -7, 1.66, math.pi / 2)
    found = seen(SPACES, pose, Lens())
    assert list(found)[:3] == ["south", "corridor", "north"]
    assert "upper" not in found


def test_close_to_a_door_all_beyond_counts() -> None:
    assert "corridor" in seen(SPACES, Pose(19.5, -2.9, 1.66, 0.0), Lens())


def test_looking_straight_down_is_looking_all_round() -> None:
    found = seen(SPACES, Pose(19, 0, 1.66, 0.0, -1.4), Lens())
    assert {"south", "north", "gallery", "stairs"} <= set(found)


def test_what_is_needed_comes_nearest_first() -> None:
    order = needed(SPACES, Pose(19, -5, 1.66))
    assert order[0] == "south"
    assert set(order) >= {"south", "corridor", "north", "gallery", "stairs"}


def test_outside_the_palace_nothing_is_needed() -> None:
    assert needed(SPACES, Pose(500, 500, 1.66)) == []
    assert seen(SPACES, Pose(500, 500, 1.66), Lens()) == {}


def test_what_lies_behind_a_door_is_seen_within_its_width() -> None:
    found = seen(SPACES, Pose(19, -7, 1.66, math.pi / 2), Lens())
    width = {key: high - low for key, (low, high) in found.items()}
    assert width["south"] > width["corridor"] >= width["north"] > 0
    assert found["north"][0] < 0 < found["north"][1]
