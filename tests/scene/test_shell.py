"""The building's programs: what is drawn together, and with which faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.quality import Quality
from palace.scene.view import PalaceView
from palace.scene.visuals.drawable import FRONTS, OPAQUE, Drawable
from palace.scene.visuals.materials import FLAT, GROUPS
from palace.scene.visuals.shell import PLAIN, fragment_shader, groups_of

from .houses import house, objects


@pytest.fixture(scope="module")
def view(qapp: Any) -> Iterator[PalaceView]:
    view = PalaceView(size=(160, 100), quality=Quality.LOW)
    view.native.show()
    view.set_plan(house(), objects())
    view.pose = Pose(18.0, -4.0, EYE_HEIGHT, -1.5, -0.15)
    view.build_all()
    yield view
    view.close()


@pytest.mark.parametrize("quality", list(Quality))
def test_every_material_is_drawn_once(quality: Quality) -> None:
    groups = [k for joined in groups_of(quality) for k in joined]
    assert sorted(groups) == list(range(len(GROUPS)))


def test_in_haste_only_patterned_floors_leave_pixels_out() -> None:
    plain, patterned = (
        fragment_shader([m for k in joined for m in GROUPS[k]], Quality.LOW) for joined in PLAIN
    )
    assert any("discard" in block for block in FLAT.values())
    assert "discard" not in plain
    assert "discard" in patterned


@pytest.mark.window
def test_backs_are_drawn_from_above_alone(
    view: PalaceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[Mapping[str, Any] | None] = []
    draw = Drawable.draw_with

    def noted(self: Drawable, *arguments: Any) -> None:
        states.append(arguments[3])
        draw(self, *arguments)

    monkeypatch.setattr(Drawable, "draw_with", noted)
    view.draw_once(Quality.LOW, (80, 50))
    assert states
    assert all(state is FRONTS for state in states)
    states.clear()
    view.set_mode("overview", animate=False)
    view.build_all()
    view.draw_once(Quality.LOW, (80, 50))
    assert states
    assert all(state is OPAQUE for state in states)
