"""The program that models share: where their light is worked out."""

import pytest

from palace.scene.quality import Quality
from palace.scene.visuals.models import shaders


def test_in_haste_light_is_worked_out_at_the_corners() -> None:
    vertex, fragment = shaders(Quality.LOW)
    assert "u_sun" in vertex
    assert "u_sun" not in fragment
    assert "varying" in fragment


@pytest.mark.parametrize("quality", [Quality.MEDIUM, Quality.HIGH])
def test_else_at_each_pixel(quality: Quality) -> None:
    vertex, fragment = shaders(quality)
    assert "u_sun" not in vertex
    assert "u_sun" in fragment
