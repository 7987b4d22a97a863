"""The legend draws the very models, in the wing's colour."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from palace.desktop.overlays.legend import SHAPES, Figure, LegendDialog
from palace.desktop.workbench import Workbench
from palace.scene.meshes.objects import OBJECT_MESHES, shape_of
from tests.desktop.test_arranging import dialog_of, world_of
from tests.desktop.test_window import bench, opener

__all__ = ["bench", "opener"]


@pytest.mark.parametrize("kind", [kind for kind, *_ in SHAPES])
def test_a_figure_fills_its_place_and_wears_the_colour(kind: str, qtbot: Any) -> None:
    figure = Figure(OBJECT_MESHES[shape_of(kind)], QColor("#2040d0"), 60)
    qtbot.addWidget(figure)
    picture = figure.grab().toImage()
    ground = picture.pixelColor(0, 0)
    drawn = [
        picture.pixelColor(x, y)
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
        if picture.pixelColor(x, y) != ground
    ]
    assert len(drawn) > 60
    assert any(each.blue() > each.red() + 20 for each in drawn)


@pytest.mark.window
def test_it_names_the_wings(bench: Workbench) -> None:
    bench.commands["help.legend"].trigger()
    dialog = dialog_of(bench, LegendDialog)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    assert {wing.name for wing in world_of(bench).plan.wings} <= said
    dialog.close()
