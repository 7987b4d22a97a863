"""The light follows the theme, the hour, or what a person chose."""

from __future__ import annotations

import pytest

from palace.scene.mood import DAY, DUSK, MORNING, Mood, mood_of


@pytest.mark.parametrize(
    ("wish", "hour", "dark", "mood"),
    [
        ("theme", 12.0, False, DAY),
        ("theme", 12.0, True, DUSK),
        ("clock", 6.0, True, MORNING),
        ("clock", 12.0, True, DAY),
        ("clock", 21.0, False, DUSK),
        ("clock", 2.0, False, DUSK),
        ("morning", 21.0, True, MORNING),
        ("day", 21.0, True, DAY),
        ("dusk", 12.0, False, DUSK),
    ],
)
def test_the_hour_that_is_wished(wish: str, hour: float, dark: bool, mood: Mood) -> None:
    assert mood_of(wish, hour, dark=dark) is mood


def test_the_sun_stands_where_its_light_is_baked() -> None:
    assert DAY.sun == DUSK.sun == MORNING.sun
