"""Where to stand: before an object, at the edge of a court, never within a thing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from palace.model.plan import Locus, LocusKind, Space, SpaceKind
from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.spaces import Spaces

Circle = tuple[float, float, float]

PEDESTAL, LANDMARK = 0.38, 1.05
"""Radii of what stands on a room's floor, in metres; a test holds them to the architecture's."""

BEST_AWAY = 2.4
"""From so far one sees an object with its neighbours, and a high one without craning."""

NEAREST, FARTHEST = 1.15, 3.2
BODY = 0.42
"""Half the width one takes up with a hand's breadth to spare."""

SIGHT = 0.3
"""Half the width of what must be clear between the eye and the object."""

AIM = 0.55
"""How far up or down from the eye's height to the object's middle one looks: the object stays
well in view, and so does the room."""


def obstacles(spaces: Spaces, room: Space, loci: Sequence[Locus]) -> list[Circle]:
    """Return what stands on a room's floor by its plan: x, y, radius."""
    found = [
        (locus.x, locus.y, PEDESTAL)
        for locus in loci
        if locus.room_id == room.id and locus.kind is LocusKind.PEDESTAL
    ]
    inner = spaces.inner(room.id)
    x, y = inner.centre
    apart = all(math.hypot(px - x, py - y) > LANDMARK + 0.45 for px, py, _ in found)
    if room.kind is SpaceKind.ROOM and min(inner.width, inner.height) > 5.0 and apart:
        found.append((x, y, LANDMARK))
    return found


def before(spaces: Spaces, room: Space, loci: Sequence[Locus], locus: Locus) -> Pose:
    """Return where to stand to look at an object, and how.

    Of the places some way off, square to it or aslant, the best that is free, sees it past
    pedestals and the room's landmark, and is about `BEST_AWAY` from it.

    Parameters
    ----------
    loci
        Of the plan, or at least of the room.
    """
    inner = spaces.inner(room.id)
    circles = obstacles(spaces, room, loci)
    own = [c for c in circles if math.hypot(c[0] - locus.x, c[1] - locus.y) < 1e-6]
    others = [c for c in circles if c not in own]
    best: tuple[float, float, float] | None = None
    for slant, away in _fan():
        x = locus.x + away * math.cos(locus.yaw + slant)
        y = locus.y + away * math.sin(locus.yaw + slant)
        # Walls first: one stands on the floor between them, with room for the shoulders.
        spare = min(x - inner.x0, inner.x1 - x, y - inner.y0, inner.y1 - y)
        if spare < BODY:
            continue
        if any(math.hypot(x - cx, y - cy) < r + BODY for cx, cy, r in circles):
            continue
        cost = abs(away - BEST_AWAY) + 0.9 * abs(slant)
        for cx, cy, r in others:
            clear = beside(cx, cy, x, y, locus.x, locus.y) - r
            if clear < SIGHT:
                cost += 2.5 + (SIGHT - clear)
        if best is None or cost < best[0]:
            best = cost, x, y
    if best is None:
        best = (
            0.0,
            locus.x + NEAREST * math.cos(locus.yaw),
            locus.y + NEAREST * math.sin(locus.yaw),
        )
    _, x, y = best
    pose = Pose(x, y, room.z + EYE_HEIGHT)
    return pose.facing((locus.x, locus.y, pose.z + AIM * (locus.z + 0.3 - pose.z)))


def entrance(court: Space) -> Pose:
    """Return where a visit begins: at a court's edge, a step beside its axis.

    From there the fountain stands in the middle with the far arcade behind it and the sky above.
    """
    rect = court.rect
    x, y = rect.x0 + 0.5, rect.centre[1] - 0.4
    pose = Pose(x, y, court.z + EYE_HEIGHT)
    return pose.facing((*rect.centre, pose.z + 0.055 * rect.width))


@cache
def _fan() -> tuple[tuple[float, float], ...]:
    """Return (slant in radians, distance in metres) of places before an object."""
    slants = [0.0]
    for degrees in (10, 20, 30, 40, 52):
        slants += [math.radians(degrees), -math.radians(degrees)]
    steps = round((FARTHEST - NEAREST) / 0.1)
    return tuple((slant, NEAREST + 0.1 * k) for slant in slants for k in range(steps + 1))


def beside(cx: float, cy: float, ax: float, ay: float, bx: float, by: float) -> float:
    """Return how far a point is from the stretch between two others."""
    dx, dy = bx - ax, by - ay
    along = ((cx - ax) * dx + (cy - ay) * dy) / max(dx * dx + dy * dy, 1e-9)
    along = min(1.0, max(0.0, along))
    return math.hypot(cx - ax - along * dx, cy - ay - along * dy)
