"""The names that stand over a palace seen from above: a wing's always, a room's when near."""

from __future__ import annotations

import math
from collections.abc import Sequence

from palace.model.plan import Plan, Rect, Space, SpaceKind
from palace.scene.camera import Pose
from palace.scene.meshes.mesh import Sign, SignStyle

WING_SIZE = (13.5, 3.0)
ROOM_SIZE = (6.3, 1.4)
"""Width and height of the plaques in metres; a room's is narrower than the room."""

WING_ABOVE, ROOM_ABOVE = 4.5, 0.6
"""How far over the roofs a plaque's middle floats, in metres."""

ROOM_REACH = 66.0
"""Rooms farther from the eye are not named; their plaques fade out before that."""

MAX_WINGS, MAX_ROOMS = 24, 40
"""So many plates fit on the page of signs beside one another."""

CELL = 8.0
"""The eye moves so far, in metres, before it is chosen again which names stand."""


class Labels:
    """The plaques of a plan, as `Sign` each; where they face is the camera's affair.

    Parameters
    ----------
    plan
        It is not changed.
    floor
        The highest storey that is shown.
    """

    def __init__(self, plan: Plan, floor: int = 0) -> None:
        shown = [space for space in plan.spaces if space.floor <= floor]
        self.wings: list[Sign] = []
        for wing in plan.wings:
            own = [space for space in shown if space.wing_id == wing.id]
            if own and wing.name:
                (x, y), top = _bounds(own).centre, max(s.z + s.height for s in own)
                self.wings.append(
                    _plaque(wing.name, (x, y, top + WING_ABOVE), WING_SIZE, SignStyle.WING, wing.id)
                )
        self.rooms = [
            _plaque(
                space.name,
                (*space.rect.centre, space.z + space.height + ROOM_ABOVE),
                ROOM_SIZE,
                SignStyle.PLAQUE,
                space.id,
            )
            for space in shown
            if space.kind is SpaceKind.ROOM and space.name and space.floor == floor
        ]

    def seen_from(self, pose: Pose) -> list[Sign]:
        """Return the names that may be read from here, the farthest first."""

        def away(sign: Sign) -> float:
            return math.dist(sign.position, (pose.x, pose.y, pose.z))

        wings = sorted(self.wings, key=away)[:MAX_WINGS]
        rooms = sorted((s for s in self.rooms if away(s) < ROOM_REACH + CELL), key=away)[:MAX_ROOMS]
        # Wings after rooms: a room's name never covers its wing's.
        return [*reversed(rooms), *reversed(wings)]


def cell(pose: Pose) -> tuple[int, int, int]:
    """Return what changes when names are to be chosen again."""
    return round(pose.x / CELL), round(pose.y / CELL), round(pose.z / CELL)


def _plaque(
    text: str,
    position: tuple[float, float, float],
    size: tuple[float, float],
    style: SignStyle,
    key: str,
) -> Sign:
    return Sign(text, position, 0.0, size[0], size[1], style, key)


def _bounds(spaces: Sequence[Space]) -> Rect:
    return Rect(
        min(s.rect.x0 for s in spaces),
        min(s.rect.y0 for s in spaces),
        max(s.rect.x1 for s in spaces),
        max(s.rect.y1 for s in spaces),
    )
