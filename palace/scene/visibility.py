"""Which spaces can be seen from where one stands, through which doors.

Rooms hide each other, so what is drawn is found by looking through doorways: from the space
one stands in, through each door that lies in the view, with the view narrowed to the door
(portals and cells: D. Luebke and C. Georges, "Portals and mirrors", 1995), on the plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from palace.model.plan import Door, DoorKind, SpaceKind
from palace.scene.camera import Lens, Pose, wrap
from palace.scene.spaces import Spaces

ROOM_REACH = 16.0
"""How far away a room is still built in detail, in metres to its nearest point."""

PASSAGE_REACH = 64.0
NARROWEST = math.radians(0.4)
DEPTH = 7
CLOSE = 1.3
"""This near to a doorway all beyond it counts as seen."""


def needed(spaces: Spaces, pose: Pose) -> list[str]:
    """Return the spaces to have in detail here whichever way one turns, nearest first."""
    start = spaces.at(pose.x, pose.y, pose.z - 1.66)
    if start is None:
        return []
    distance: dict[str, float] = {start.id: 0.0}
    waiting = [start.id]
    while waiting:
        here = waiting.pop(0)
        for _door, other in spaces.neighbours(here):
            if other.id in distance:
                continue
            rect = other.rect
            dx = max(rect.x0 - pose.x, 0.0, pose.x - rect.x1)
            dy = max(rect.y0 - pose.y, 0.0, pose.y - rect.y1)
            away = math.hypot(dx, dy)
            reach = ROOM_REACH if other.kind is SpaceKind.ROOM else PASSAGE_REACH
            if away > reach or abs(other.floor - start.floor) > 1:
                continue
            distance[other.id] = away
            # What lies beyond a room's inner door is looked at, beyond that nothing.
            if other.kind is not SpaceKind.ROOM or away < 6.0:
                waiting.append(other.id)
    return sorted(distance, key=lambda key: (distance[key], key))


def seen(spaces: Spaces, pose: Pose, lens: Lens) -> dict[str, tuple[float, float]]:
    """Return the spaces that may be seen in this direction, in the order they are met.

    With each goes between which angles it is seen, relative to where one looks.
    """
    start = spaces.at(pose.x, pose.y, pose.z - 1.66)
    if start is None:
        return {}
    half = _half_angle(pose, lens)
    found = {start.id: (-half, half)}
    _look(spaces, pose, start.id, (-half, half), found)
    return found


def _half_angle(pose: Pose, lens: Lens) -> float:
    """Return half the horizontal angle the picture covers, wider when one looks up or down."""
    half_x, half_y = lens.half_extent()
    half_x *= 1 + abs(lens.shift)
    steep = abs(pose.pitch) + math.atan(half_y)
    if steep > math.radians(80):
        return math.pi
    return min(math.pi, math.atan(half_x / max(math.cos(steep), 0.05)) + 0.03)


def _look(
    spaces: Spaces,
    pose: Pose,
    here: str,
    view: tuple[float, float],
    found: dict[str, tuple[float, float]],
    *,
    through: frozenset[str] = frozenset(),
) -> None:
    if len(through) == DEPTH:
        return
    for door, other in spaces.neighbours(here):
        if door.id in through:
            continue
        span = _span(door, pose, view)
        if span is None:
            continue
        known = found.get(other.id, span)
        found[other.id] = min(known[0], span[0]), max(known[1], span[1])
        _look(spaces, pose, other.id, span, found, through=through | {door.id})


def _span(door: Door, pose: Pose, view: tuple[float, float]) -> tuple[float, float] | None:
    """Return the part of the view that falls through a door; angles relative to the yaw."""
    half = door.width / 2 + (0.4 if door.kind is not DoorKind.ARCADE else 0.0)
    dx, dy = (half, 0.0) if door.axis == "x" else (0.0, half)
    ax, ay = door.x - dx - pose.x, door.y - dy - pose.y
    bx, by = door.x + dx - pose.x, door.y + dy - pose.y
    gap = abs(door.y - pose.y) if door.axis == "x" else abs(door.x - pose.x)
    beside = ax <= CLOSE and bx >= -CLOSE if door.axis == "x" else ay <= CLOSE and by >= -CLOSE
    if gap < CLOSE and beside:
        return view
    a = wrap(math.atan2(ay, ax) - pose.yaw)
    b = wrap(math.atan2(by, bx) - pose.yaw)
    low, high = min(a, b), max(a, b)
    if high - low > math.pi:  # it spans the direction behind one's back
        if view[1] >= high:
            low, high = high, math.pi
        elif view[0] <= low:
            low, high = -math.pi, low
        else:
            return None
    low, high = max(low, view[0]), min(high, view[1])
    return (low, high) if high - low > NARROWEST else None


def rooms_of(spaces: Spaces, keys: Iterable[str]) -> list[str]:
    """Return those of the spaces that are rooms."""
    return [key for key in keys if spaces.by_id[key].kind is SpaceKind.ROOM]
