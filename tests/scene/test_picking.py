import time

import numpy as np

from palace.model.plan import PlacedObject, Plan
from palace.scene.objects import Objects
from palace.scene.picking import pick_floor, pick_object, ray_boxes
from palace.scene.spaces import Spaces

from .houses import house, objects


def placed() -> Objects:
    things = objects()
    return Objects(house(), things, {o.id: "box" for o in things}, {})


def unit(*v: float) -> np.ndarray:
    a = np.array(v)
    return a / np.linalg.norm(a)


def test_the_nearest_object_on_the_line_is_picked() -> None:
    hit = pick_object(placed(), np.array((10.0, -8.0, 1.2)), unit(1, 0, 0))
    assert hit is not None
    assert placed().placed[hit[0]].id == "o0"
    assert abs(hit[1] - (16 - 0.24 - 10)) < 1e-6


def test_rows_restrict_and_misses_are_none() -> None:
    far_row = np.array([2])
    hit = pick_object(placed(), np.array((10.0, -8.0, 1.2)), unit(1, 0, 0), far_row)
    assert hit is not None
    assert hit[0] == 2
    assert pick_object(placed(), np.array((10.0, -8.0, 1.2)), unit(-1, 0, 0)) is None
    assert pick_object(placed(), np.array((10.0, -8.0, 3.2)), unit(1, 0, 0)) is None


def test_from_inside_a_box_the_distance_is_zero() -> None:
    d = ray_boxes(np.zeros(3), unit(1, 1, 0), np.full((1, 3), -1.0), np.full((1, 3), 1.0))
    assert d.tolist() == [0.0]


def test_the_floor_under_a_point() -> None:
    spaces = Spaces(house())
    hit = pick_floor(list(spaces.by_id.values()), np.array((19.0, 0.0, 1.66)), unit(0, -1, -0.2))
    assert hit is not None
    assert hit[0].id == "south"
    assert abs(hit[1][2]) < 1e-9
    assert (
        pick_floor(list(spaces.by_id.values()), np.array((19.0, 0, 1.66)), unit(0, -1, 0)) is None
    )


def test_picking_among_ten_thousand_is_quick() -> None:
    rng = np.random.default_rng(0)
    things = [
        PlacedObject(
            f"o{k:05d}", "", "note", "", f"r{k % 400}", "w", *rng.uniform(-60, 60, 2), 0.9, 0
        )
        for k in range(10_000)
    ]
    many = Objects(Plan(), things, {o.id: "box" for o in things}, {})
    best = min(_timed(many) for _ in range(15))
    assert best < 0.004  # under 1 ms on an idle machine; the tests share theirs


def _timed(many: Objects) -> float:
    start = time.perf_counter()
    pick_object(many, np.array((0.0, 0.0, 30.0)), unit(0.3, 0.2, -1))
    return time.perf_counter() - start


def test_found_objects_shine_and_others_step_back() -> None:
    things = placed()
    things.weigh({"o1": 1.0})
    assert things.highlight.tolist() == [0, 1, 0]
    assert things.fade[1] == 0
    assert things.fade[0] > 0
    assert things.hover("o2")
    assert not things.hover("o2")
    assert things.fade[2] == 0
    things.weigh({})
    assert things.fade.tolist() == [0, 0, 0]
