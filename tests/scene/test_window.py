"""The view in a real window: what is drawn, where, and that nothing goes wrong unseen."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from palace.layout import build
from palace.model.plan import Rect, SpaceKind
from palace.scene import outlook
from palace.scene.camera import EYE_HEIGHT, Pose, view_projection
from palace.scene.quality import Quality
from palace.scene.view import PalaceView

from .houses import house, objects

pytestmark = pytest.mark.window

SIZE = (320, 200)
IN_SOUTH = Pose(18.0, -4.0, EYE_HEIGHT, -math.pi / 2, -0.15)


@pytest.fixture(scope="module")
def shared(qapp: Any) -> Iterator[PalaceView]:
    view = PalaceView(size=SIZE)
    view.native.resize(*SIZE)
    view.native.show()
    yield view
    view.close()


@pytest.fixture
def view(shared: PalaceView, qapp: Any, caplog: pytest.LogCaptureFixture) -> Iterator[PalaceView]:
    """A view of the small house, back in its southern room; fails on any error in drawing."""
    failures: list[Exception] = []
    shared.failed.connect(failures.append)
    shared.reduced_motion = False
    shared.quality = Quality.LOW
    shared.set_centre_shift(0)
    shared.set_plan(house(), objects())
    shared.set_mode("walk", animate=False)
    shared.walker.release_all()
    shared.pose = IN_SOUTH
    shared.build_all()
    with caplog.at_level(logging.WARNING):
        yield shared
    shared.build_all()
    shared.failed.disconnect(failures.append)
    assert not failures
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


def settle(view: PalaceView, qapp: Any, limit: float = 20.0) -> None:
    """Let time pass until nothing moves."""
    end = time.monotonic() + limit
    while view.advance(0.05) and time.monotonic() < end:
        qapp.processEvents()
    qapp.processEvents()


def mean_color(picture: np.ndarray, x: float, y: float, half: int = 3) -> np.ndarray:
    """Return the mean colour round a point of the widget."""
    px, py = round(x), round(y)
    return picture[max(py - half, 0) : py + half, max(px - half, 0) : px + half, :3].mean((0, 1))


def test_a_frame_is_drawn_in_the_window(view: PalaceView, qapp: Any) -> None:
    settle(view, qapp)
    image = view.native.grabFramebuffer()
    colors = {image.pixel(x, y) for x in range(5, 315, 20) for y in range(5, 195, 20)}
    assert len(colors) > 20


@pytest.mark.parametrize("quality", list(Quality))
def test_a_room_has_floor_below_and_ceiling_above(view: PalaceView, quality: Quality) -> None:
    view.quality = quality
    picture = view.render_image(SIZE)
    assert picture.shape == (200, 320, 4)
    lit = picture[..., :3].mean()
    assert 40 < lit < 225
    assert np.abs(mean_color(picture, 160, 190) - mean_color(picture, 160, 10)).max() > 8


def test_an_object_is_drawn_where_it_is_picked(view: PalaceView) -> None:
    at = view.screen_of("o1")
    assert at is not None
    pick = view.pick(at[0], at[1] + 12)
    assert pick is not None
    assert (pick.object_id, pick.space_id) == ("o1", "south")
    before = view.render_image(SIZE)
    view.set_objects([o for o in objects() if o.id != "o1"])
    after = view.render_image(SIZE)
    there = np.abs(mean_color(before, at[0], at[1] + 12) - mean_color(after, at[0], at[1] + 12))
    assert there.max() > 10


def test_found_light_and_the_route_are_seen(view: PalaceView) -> None:
    plain = view.render_image(SIZE).astype(int)
    view.highlight({"o1": 1.0}, ["o1"])
    found = view.render_image(SIZE).astype(int)
    at = view.screen_of("o1")
    assert at is not None
    assert mean_color(found, at[0], at[1] - 8)[0] > mean_color(plain, at[0], at[1] - 8)[0] + 10
    view.clear_highlight()
    view.show_route(np.array([[18.0, -5.5, 0], [18.0, -9.5, 0]]))
    route = view.render_image(SIZE).astype(int)
    assert (route - plain)[..., 0].max() > 40
    view.clear_route()
    assert np.abs(view.render_image(SIZE).astype(int) - plain).mean() < 1


def test_a_place_lights_up_and_what_is_lifted_fades(view: PalaceView) -> None:
    plain = view.render_image(SIZE).astype(int)
    calls = view.drawn_count
    at = view.on_screen((18.0, -8.0, 1.6))
    assert at is not None
    assert view.locus_at(at[0], at[1] + 8) == house().loci[1]
    view.show_places({house().loci[1]: 1.0})
    lit = view.render_image(SIZE).astype(int)
    assert mean_color(lit, *at)[0] > mean_color(plain, *at)[0] + 10
    left = view.on_screen((16.0, -8.0, 1.6))
    assert left is not None
    assert np.abs(mean_color(lit, *left) - mean_color(plain, *left)).max() < 1
    view.show_places({})
    view.lift("o1")
    faded = view.render_image(SIZE).astype(int)
    body = view.on_screen((18.0, -8.0, 1.2))
    assert body is not None
    assert np.abs(mean_color(faded, *body) - mean_color(plain, *body)).max() > 10
    assert view.drawn_count == calls
    view.lift(None)
    assert np.abs(view.render_image(SIZE).astype(int) - plain).mean() < 1


def test_the_shift_moves_the_picture(view: PalaceView) -> None:
    before = view.screen_of("o1")
    view.set_centre_shift(60)
    after = view.screen_of("o1")
    assert before is not None
    assert after is not None
    assert after[0] - before[0] == pytest.approx(60, abs=1)


def test_the_overview_shows_the_objects_from_above(view: PalaceView) -> None:
    view.set_mode("overview", animate=False)
    picture = view.render_image(SIZE)
    assert picture[..., :3].std() > 15
    at = view.screen_of("o1")
    assert at is not None
    pick = view.pick(*at)
    assert pick is not None
    assert pick.object_id in {"o0", "o1", "o2"}
    view.overview.zoom(2.0, *at)
    moved = view.screen_of("o1")
    assert moved is not None
    assert math.dist(at, moved) < 25


def test_the_overview_names_the_wings(view: PalaceView) -> None:
    view.set_mode("overview", animate=False)
    view.render_image((64, 40))
    stage = view._stage
    assert stage is not None
    assert "Nature" in stage.signs.names
    view.set_mode("walk", animate=False)
    view.render_image((64, 40))
    assert "Nature" not in stage.signs.names


def test_the_change_to_the_overview_is_smooth_and_short(view: PalaceView) -> None:
    view.set_mode("overview")
    heights = []
    for _ in range(20):
        view.advance(0.05)
        heights.append(view.navigator.pose.z)
    assert heights == sorted(heights)
    assert heights[2] < heights[-1] / 2
    assert view.navigator.changing is False
    view.reduced_motion = True
    view.set_mode("walk")
    assert view.navigator.pose == view.pose


def test_a_journey_arrives_and_says_so(view: PalaceView, qapp: Any) -> None:
    told: list[object] = []
    view.arrived.connect(lambda: told.append("arrived"))
    view.space_changed.connect(told.append)
    view.travel(np.array([[19.0, -2, 0], [19.0, 2, 0], [19.0, 6, 0]]), (19, 9, 1), 5)
    spent = 0.0
    while "arrived" not in told and spent < 6:
        view.advance(0.05)
        spent += 0.05
    assert spent <= 5.05
    assert told == ["corridor", "north", "arrived"]
    assert view.space_id == "north"
    view.arrived.disconnect()
    view.space_changed.disconnect()


def test_time_stops_when_nothing_moves(view: PalaceView, qapp: Any) -> None:
    settle(view, qapp)
    assert view.advance(0.02) is False
    view.walker.press("forward")
    assert view.advance(0.02) is True
    view.walker.release_all()


def test_building_never_stalls_the_loop_for_long(view: PalaceView, qapp: Any) -> None:
    settle(view, qapp)
    view.set_plan(house(), objects())
    view.pose = IN_SOUTH
    slowest = 0.0
    for _ in range(200):
        start = time.perf_counter()
        more = view.advance(0.02)
        slowest = max(slowest, time.perf_counter() - start)
        if not more:
            break
    assert slowest < 0.5


def test_at_most_thirty_things_are_drawn(view: PalaceView) -> None:
    view.quality = Quality.HIGH
    view.render_image(SIZE)
    assert view.drawn_count <= 30


@pytest.mark.logs_errors
def test_a_failure_to_draw_is_told(shared: PalaceView) -> None:
    told: list[Exception] = []
    shared.set_plan(house(), objects())
    shared.failed.connect(told.append)

    def broken(*_args: object) -> None:
        raise RuntimeError("no more paint")

    kept, shared._draw_frame = shared._draw_frame, broken  # type: ignore[method-assign]
    try:
        shared._canvas._on_draw(None)
    finally:
        shared._draw_frame = kept  # type: ignore[method-assign]
        shared.failed.disconnect(told.append)
    assert [str(e) for e in told] == ["no more paint"]
    shared.build_all()


def test_the_fountain_and_the_beds_cannot_be_walked_through(view: PalaceView) -> None:
    plan = build([]).plan
    view.set_plan(plan, ())
    view.build_all()
    court = next(space for space in plan.spaces if space.kind is SpaceKind.COURT)
    assert view.ground.blocked(0.0, 0.0, court) is not None
    view.pose = Pose(0.0, 0.3, court.z + EYE_HEIGHT)
    view.build_all()
    assert view.ground.free(view.pose.x, view.pose.y, court.z)
    walker = view.walker
    view.pose = view.navigator.entrance()
    walker.press("forward")
    for _ in range(200):
        walker.advance(0.1)
        assert math.hypot(walker.pose.x, walker.pose.y) > 2.0


def test_the_best_picture_waits_for_as_long_a_pause_as_is_wished(view: PalaceView) -> None:
    view.build_all()  # what comes from a thread is a change too
    while view.advance(0.02):
        view.native.grabFramebuffer()
    assert view._still_drawn

    def seconds_until_still() -> float:
        view.changed()
        for step in range(200):
            if view._still_drawn:
                return step * 0.02
            view.advance(0.02)
        pytest.fail("it is never drawn")

    usual = seconds_until_still()
    view.still_after = 1.0
    assert usual < 0.5
    assert 0.9 < seconds_until_still() < 1.3


def test_what_is_near_is_joined_in_another_thread(view: PalaceView) -> None:
    assert view._stage is not None and view._surroundings is not None
    threads: list[int] = []
    prepare = view._stage.prepare_near

    def noted(parts: Any) -> Any:
        threads.append(threading.get_ident())
        return prepare(parts)

    view._stage.prepare_near = noted  # type: ignore[method-assign]
    view.set_objects(objects()[:1])  # pedestals come and go with objects
    view.pose = IN_SOUTH
    for _ in range(400):
        view.advance(0.02)
        time.sleep(0.01)
        if threads and not view.building:
            break
    assert threads and threading.get_ident() not in threads


def test_while_another_plan_is_built_the_last_picture_stays(view: PalaceView, qapp: Any) -> None:
    for _ in range(200):
        if not view.advance(0.02):
            break
        qapp.processEvents()
    view.set_plan(house(), objects())
    view.pose = IN_SOUTH
    drawn = view.frames_drawn
    assert view._surroundings is not None
    view.advance(0.02)  # what is far is asked for, and comes from a thread
    if view._surroundings.bare:
        view.native.grabFramebuffer()
        assert view.frames_drawn == drawn
    for _ in range(200):
        view.advance(0.02)
        time.sleep(0.01)
        if not view._surroundings.waiting:
            break
    assert not view._surroundings.bare
    view.native.grabFramebuffer()
    assert view.frames_drawn > drawn


def test_a_plan_worked_out_in_another_thread_is_shown(view: PalaceView) -> None:
    before = view.render_image(SIZE)
    plan = build([]).plan
    with ThreadPoolExecutor(1) as other:
        prepared = other.submit(view.prepare, plan, ()).result()
        assert view.space_id == "south"
        assert np.array_equal(view.render_image(SIZE), before)
        view.show(prepared)
        court = next(space for space in plan.spaces if space.kind is SpaceKind.COURT)
        view.pose = view.navigator.entrance()
        assert view.space_id == court.id
        assert np.abs(view.render_image(SIZE).astype(int) - before).mean() > 10
        fewer = [o for o in objects() if o.id != "o1"]
        of_the_house = other.submit(view.prepare, house(), objects()).result()
        view.show(of_the_house)
        view.pose = IN_SOUTH
        assert view.screen_of("o1") is not None
        assert other.submit(view.prepare, view._plan, fewer).result().scenery is None
        view.show(view.prepare(view._plan, fewer))
        assert view.screen_of("o1") is None


def test_what_was_worked_out_for_a_plan_that_is_gone_is_shown_all_the_same(
    view: PalaceView,
) -> None:
    late = view.prepare(view._plan, objects()[:1])
    assert late.scenery is None
    view.set_plan(build([]).plan, ())
    view.show(late)
    view.pose = IN_SOUTH
    assert view.space_id == "south"
    assert view._surroundings is not None
    assert len(view._surroundings.objects) == 1


def test_a_large_palace_is_built_around_one_and_the_rest_are_blocks(
    view: PalaceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = view.render_image(SIZE)
    view.set_mode("overview", animate=False)
    seen = view.render_image(SIZE)
    assert view._stage is not None
    assert view._stage.distant.triangles == 0
    monkeypatch.setattr(outlook, "WHOLE_METRES", 5.0)
    monkeypatch.setattr(outlook, "OUTLOOK", 8.0)
    monkeypatch.setattr(outlook, "OUTLOOK_STEP", 4.0)
    view.set_plan(house(), objects())
    view.navigator.orbit.x, view.navigator.orbit.y = 19.0, -7.0
    apart = view.render_image(SIZE)
    assert view._surroundings is not None
    simple = {key for part in view._surroundings._outlook.massing for key in part.spans}
    assert "south" in simple
    assert "north" not in simple
    blocks = set(view._stage.distant._chosen)
    assert "north" in blocks
    assert not blocks & simple
    # It is the same palace: what is far has fewer triangles, and colours much alike.
    assert np.abs(apart[..., :3].astype(int) - seen[..., :3]).mean() < 24
    # Looking elsewhere builds what is there.
    view.navigator.orbit.x, view.navigator.orbit.y = 19.0, 9.0
    view.render_image(SIZE)
    simple = {key for part in view._surroundings._outlook.massing for key in part.spans}
    assert "north" in simple
    assert "south" not in simple
    # Who walks sees no block, and the room as it was.
    view.set_mode("walk", animate=False)
    view.pose = IN_SOUTH
    again = view.render_image(SIZE)
    assert view._stage.distant.triangles == 0
    assert np.abs(again[..., :3].astype(int) - walked[..., :3]).mean() < 2


def test_a_palace_a_mile_wide_is_seen_from_above(view: PalaceView) -> None:
    plan = house()
    far = [
        replace(
            space,
            id=f"{space.id}{k}",
            rect=Rect(
                space.rect.x0 + 1500 * (k % 2),
                space.rect.y0 + 1500 * (k // 2),
                space.rect.x1 + 1500 * (k % 2),
                space.rect.y1 + 1500 * (k // 2),
            ),
        )
        for space in plan.spaces
        for k in range(1, 4)
    ]
    view.set_plan(replace(plan, spaces=(*plan.spaces, *far)), objects())
    view.set_mode("overview", animate=False)
    view.build_all()
    corners = np.array([(s.rect.x0, s.rect.y0, s.z, 1.0) for s in (*plan.spaces, *far)])
    clip = corners @ view_projection(view.navigator.pose, view._lens())
    assert (np.abs(clip[:, :3]) <= clip[:, 3:]).all()  # neither beside nor beyond the picture
    picture = view.render_image(SIZE)[..., :3].astype(int)
    ground = picture[150:195:3, 20:300:3].reshape(-1, 3)
    assert len(np.unique(ground // 6, axis=0)) > 6
