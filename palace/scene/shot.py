"""A picture of a palace without a display: overview, first person, map.

Needs a process of its own: OpenGL's platform is chosen at the first import.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from palace.model.plan import PlacedObject, Plan
from palace.scene.camera import Pose
from palace.scene.environment import prepare_headless
from palace.scene.furnishing import furnished, spots
from palace.scene.ground import Ground
from palace.scene.spaces import Spaces
from palace.scene.viewpoint import fullest, standpoint

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ShotView = Literal["overview", "first-person", "map"]
SHOT_VIEWS: tuple[ShotView, ...] = ("overview", "first-person", "map")

SUPERSAMPLE = 2
"""Drawn so much larger and scaled down: smooth edges on every driver."""


def shot(
    plan: Plan,
    objects: Sequence[PlacedObject],
    view: ShotView,
    size: tuple[int, int],
    out: Path,
    *,
    pose: Pose | None = None,
) -> None:
    """Write a picture of a palace as PNG.

    Parameters
    ----------
    view
        One of `SHOT_VIEWS`.
    size
        Width and height in pixels.
    out
        The file; its folder must exist.
    pose
        For first person, where to stand; a good standpoint is sought when None.

    Raises
    ------
    ValueError
        For an unknown view or a size that makes no picture.
    OSError
        When the file cannot be written.
    RuntimeError
        When no OpenGL can be had without a display.
    """
    if view not in SHOT_VIEWS:
        raise ValueError(f"unknown view {view!r}; one of {', '.join(SHOT_VIEWS)}")
    if not (16 <= size[0] <= 8192 and 16 <= size[1] <= 8192):
        raise ValueError("a picture is 16 to 8192 pixels wide and high")
    prepare_headless()
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["palace"])
    image = _map(plan, size) if view == "map" else _scene(plan, objects, view, size, pose)
    if not image.save(str(out), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"the picture could not be written to {out}")
    del application


def _map(plan: Plan, size: tuple[int, int]) -> QImage:
    from PySide6.QtGui import QImage, QPainter

    from palace.scene.floor_plan import draw_map

    image = QImage(size[0], size[1], QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        draw_map(painter, plan, 0, (float(size[0]), float(size[1])))
    finally:
        painter.end()
    return image


def _scene(
    plan: Plan,
    objects: Sequence[PlacedObject],
    view: ShotView,
    size: tuple[int, int],
    pose: Pose | None,
) -> QImage:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    from palace.scene.view import PalaceView

    drawn = PalaceView(size=size, headless=True)
    try:
        drawn.set_plan(plan, objects)
        if view == "overview":
            drawn.navigator.frame(size[0] / size[1])
            drawn.set_mode("overview", animate=False)
        else:
            ground = None if pose else furnished_ground(plan, objects)
            drawn.pose = pose or standpoint(plan, objects, ground) or drawn.pose
        pixels = drawn.render_image((size[0] * SUPERSAMPLE, size[1] * SUPERSAMPLE))
    finally:
        drawn.close()
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBX8888).copy()
    return image.scaled(
        size[0],
        size[1],
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def furnished_ground(plan: Plan, objects: Sequence[PlacedObject]) -> Ground:
    """Return the ground with all that stands in the rooms of which a picture may be taken."""
    from palace.scene.building import architect_for

    architect = architect_for(plan)
    ground = Ground(Spaces(plan))
    taken = spots(np.array([(o.x, o.y) for o in objects], float).reshape(-1, 2))
    ground.set_obstacles(
        {
            room.id: furnished(architect.space(room), taken).obstacles
            for room in fullest(plan, objects)
        }
    )
    return ground
