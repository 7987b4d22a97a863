"""A picture of a palace without a display: overview, first person, map.

Needs a process of its own: OpenGL's platform is chosen at the first import.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from palace.model.plan import PlacedObject, Plan, Space, SpaceKind
from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.environment import prepare_headless
from palace.scene.ground import Ground
from palace.scene.spaces import Spaces

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ShotView = Literal["overview", "first-person", "map"]
SHOT_VIEWS: tuple[ShotView, ...] = ("overview", "first-person", "map")

SUPERSAMPLE = 2
"""Drawn so much larger and scaled down: smooth edges on every driver."""

CLEARANCE = 2.3
"""What stands nearer than this before the eye spoils a picture, in metres."""

GOOD_FILL = 22


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
            drawn.set_mode("overview", animate=False)
        else:
            drawn.pose = pose or standpoint(plan, objects) or drawn.pose
            # Obstacles are known once the room is built; then the standpoint is tested.
            drawn.render_image((64, 40))
            if pose is None:
                drawn.pose = standpoint(plan, objects, drawn.ground) or drawn.pose
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


def standpoint(
    plan: Plan, objects: Sequence[PlacedObject], ground: Ground | None = None
) -> Pose | None:
    """Return a pose with a clear view into a well-filled room; None without rooms.

    Of the places just inside a room's main door and beside it, the one with the most room
    round it and the most objects before it.
    """
    spaces = Spaces(plan)
    ground = ground or Ground(spaces)
    counts: dict[str, list[PlacedObject]] = {}
    for placed in objects:
        counts.setdefault(placed.room_id, []).append(placed)
    rooms = [s for s in plan.spaces if s.kind is SpaceKind.ROOM and s.floor == 0 and s.front]
    if not rooms:
        return None
    # As full as a good room is, no fuller; then the first by its permanent number.
    room = min(rooms, key=lambda s: (abs(len(counts.get(s.id, ())) - GOOD_FILL), s.seed, s.id))
    best: tuple[float, Pose] | None = None
    for pose in _candidates(spaces, room):
        if not ground.free(pose.x, pose.y, room.z, 0.15):
            continue
        score = _score(pose, ground, room, counts.get(room.id, ()))
        if best is None or score > best[0]:
            best = score, pose
    return best[1] if best else None


def _candidates(spaces: Spaces, room: Space) -> list[Pose]:
    """Return poses along the front wall looking across the room to its windows."""
    inner = spaces.inner(room.id)
    cx, cy = inner.centre
    out = {"x+": (1.0, 0.0), "x-": (-1.0, 0.0), "y+": (0.0, 1.0), "y-": (0.0, -1.0)}[room.front]
    along = (-out[1], out[0])
    depth = inner.width if out[0] else inner.height
    breadth = inner.height if out[0] else inner.width
    poses = []
    for share in (-0.40, -0.33, -0.25, -0.15, 0.15, 0.25, 0.33, 0.40):
        for back in (0.34, 0.40, 0.44):
            x = cx + out[0] * depth * back + along[0] * breadth * share
            y = cy + out[1] * depth * back + along[1] * breadth * share
            aim_x = cx - out[0] * depth * 0.45 - along[0] * breadth * share * 0.65
            aim_y = cy - out[1] * depth * 0.45 - along[1] * breadth * share * 0.65
            pose = Pose(x, y, room.z + EYE_HEIGHT)
            poses.append(pose.facing((aim_x, aim_y, room.z + EYE_HEIGHT + 0.1)))
    return poses


def _score(pose: Pose, ground: Ground, room: Space, objects: Sequence[PlacedObject]) -> float:
    """Count what is in view at a good distance; punish what stands before the eye."""
    score = 0.0
    for x, y, radius in [
        *((o.x, o.y, 0.35) for o in objects if o.z - room.z > 0.5),
        *ground.circles(room.id),
    ]:
        away = math.hypot(x - pose.x, y - pose.y)
        turn = abs(math.remainder(math.atan2(y - pose.y, x - pose.x) - pose.yaw, math.tau))
        if turn > math.radians(46):
            continue
        if away - radius < CLEARANCE:
            score -= 4.0 * (CLEARANCE - (away - radius))
        elif 2.6 < away < 8.0:
            score += 1.0
    return score
