"""The names that stand over a palace seen from above: a wing's always, a room's when near."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from palace.model.plan import Plan, Rect, Space, SpaceKind
from palace.scene.camera import Lens, Pose, project, view_projection
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

LABEL_SHARE, NAME_SHARE = 0.036, 0.031
"""Height of a wing's plate, and of a room's where it fades, as shares of the picture's."""

SPACING = 1.15
"""Plates are this much larger where it is asked whether they cover one another."""

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
        spaces: dict[str | None, list[Space]] = {}
        for space in shown:
            spaces.setdefault(space.wing_id, []).append(space)
        for wing in plan.wings:
            own = spaces.get(wing.id)
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

    def seen_from(self, pose: Pose, lens: Lens | None = None) -> list[Sign]:
        """Return the names that may be read from here, the farthest first.

        Parameters
        ----------
        lens
            With it, of names that would cover one another the nearer ones are returned, and
            wings before rooms.
        """

        def away(sign: Sign) -> float:
            return math.dist(sign.position, (pose.x, pose.y, pose.z))

        wings = sorted(self.wings, key=away)
        rooms = sorted((s for s in self.rooms if away(s) < ROOM_REACH + CELL), key=away)
        if lens is not None:
            page = _Page(pose, lens)
            wings = page.kept(wings, LABEL_SHARE)
            rooms = page.kept(rooms, NAME_SHARE)
        # Wings after rooms: a room's name never covers its wing's.
        return [*reversed(rooms[:MAX_ROOMS]), *reversed(wings[:MAX_WINGS])]


class _Page:
    """The picture, and where names stand on it."""

    def __init__(self, pose: Pose, lens: Lens) -> None:
        self._matrix = view_projection(pose, lens)
        self._aspect = lens.aspect
        self._taken: list[tuple[float, float, float, float]] = []

    def kept(self, signs: Sequence[Sign], share: float) -> list[Sign]:
        """Return the signs in the picture that cover none before them."""
        kept = []
        for sign in signs:
            at = project(self._matrix, np.array(sign.position))
            if at is None or max(map(abs, at)) > 1.1:
                continue
            tall = share * SPACING  # half the plate's height where the picture's is 2
            wide = tall * sign.width / sign.height / self._aspect
            box = (at[0] - wide, at[1] - tall, at[0] + wide, at[1] + tall)
            if not any(_meet(box, other) for other in self._taken):
                self._taken.append(box)
                kept.append(sign)
        return kept


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


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
