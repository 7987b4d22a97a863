import math

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF

from palace.scene.fonts import serif
from palace.scene.meshes.mesh import Sign, SignStyle
from palace.scene.visuals.signs import LEVELS, PAGE, ROW, SMALLEST, SignAtlas, fit

NAMES = (
    "Bees",
    "Bread & Sourdough",
    "Portuguese grammar and the subjunctive mood",
    "Donaudampfschifffahrtsgesellschaftskapitän",
)


def sign(text: str, width: float = 1.7, height: float = 0.34) -> Sign:
    return Sign(text, (0.0, 0.0, 2.0), 0.0, width, height, SignStyle.PLAQUE, "x")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", NAMES)
def test_names_are_shown_whole(text: str) -> None:
    room, height = 440.0, 104.0
    pixels, lines = fit(text, room, height)
    assert " ".join(lines) == text
    assert pixels > height * SMALLEST
    metrics = QFontMetricsF(serif(pixels, small_caps=True))
    assert max(metrics.horizontalAdvance(line) for line in lines) <= room
    assert pixels * len(lines) <= height * 0.75


@pytest.mark.usefixtures("qapp")
def test_a_name_without_end_is_cut_short_but_stays_legible() -> None:
    pixels, _lines = fit("x" * 400, 440.0, 104.0)
    assert pixels == round(104 * SMALLEST)


@pytest.mark.usefixtures("qapp")
def test_each_level_is_half_the_one_before_and_only_new_plates_are_sent() -> None:
    atlas = SignAtlas()
    first, _ = atlas.cuts([sign("Bees")])
    atlas.fresh()
    second, changed = atlas.cuts([sign("Bees"), sign("Tides")])
    assert changed
    assert np.array_equal(first[0], second[0])
    sent = atlas.fresh()
    assert len(sent) == LEVELS + 1
    for level, (_top, left, pixels) in enumerate(sent):
        assert pixels.shape[:2] == (ROW >> level, PAGE >> level)
        assert left == (0 if level == 0 else PAGE - (PAGE >> (level - 1)))
        assert pixels.any()
    assert atlas.fresh() == []


@pytest.mark.usefixtures("qapp")
def test_a_full_page_is_begun_anew() -> None:
    atlas = SignAtlas()
    many = math.ceil(PAGE / ROW) * 5
    for start in range(0, many, 10):
        cuts, _ = atlas.cuts([sign(f"Room {k}") for k in range(start, start + 10)])
        assert (cuts[:, 2] > cuts[:, 0]).all()
    assert atlas.fresh()[0][0] == 0
