"""Through what one sees what lies outside: the windows of spaces that are seen, and open sides.

A window is a hole in one wall, so what may be seen through it lies beyond that wall and within
the angle the wall takes up. On the plan, as `palace.scene.visibility`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import Space, SpaceKind
from palace.scene.camera import Pose, wrap
from palace.scene.spaces import Spaces

Span = tuple[float, float]
"""Angles from, to, relative to where one looks, radians."""

OTHER_SIDE = {"x-": "x+", "x+": "x-", "y-": "y+", "y+": "y-"}
BEYOND = 0.1
"""By so much what lies outside must reach over a wall's line, in metres."""


@dataclass(frozen=True, slots=True)
class Aperture:
    """One hole.

    Parameters
    ----------
    span
        Within which angles it is seen.
    side
        In which wall of the space it is; empty where the space is open to the sky.
    """

    space: Space
    span: Span
    side: str = ""


def apertures(spaces: Spaces, pose: Pose, seen: Mapping[str, Span]) -> list[Aperture]:
    """Return those of spaces that are seen within these angles."""
    found = []
    for key, view in seen.items():
        space = spaces.by_id[key]
        walls = _window_walls(space)
        if walls is None:
            found.append(Aperture(space, view))
            continue
        for side in walls:
            span = _narrowed(view, _across(space, side, pose))
            if span is not None:
                found.append(Aperture(space, span, side))
    return found


def widened(holes: list[Aperture], angle: float) -> list[Aperture]:
    """Return the same holes as they may be seen once one has moved or turned a little."""
    return [replace(hole, span=(hole.span[0] - angle, hole.span[1] + angle)) for hole in holes]


def through(
    holes: list[Aperture], pose: Pose, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return for boxes (n, 3) to (n, 3) whether any part may be seen through a hole."""
    if not len(low):
        return np.zeros(0, bool)
    middle, half = _angles(low, high, pose)
    out = np.zeros(len(low), bool)
    for hole in holes:
        centre, reach = (hole.span[0] + hole.span[1]) / 2, (hole.span[1] - hole.span[0]) / 2
        off = np.abs((middle - centre + np.pi) % (2 * np.pi) - np.pi)
        within = off <= half + reach
        if hole.side:
            within &= _beyond(hole, low, high)
        out |= within
    return out


def _window_walls(space: Space) -> tuple[str, ...] | None:
    """Return in which walls a space has windows; None where one sees out anywhere."""
    if space.kind is SpaceKind.ROOM and space.front:
        return (OTHER_SIDE[space.front],)
    return () if space.kind is SpaceKind.CLOSED else None


def _across(space: Space, side: str, pose: Pose) -> Iterator[float]:
    """Return where the ends of a wall are seen, as angles relative to where one looks."""
    rect = space.rect
    low, high = (rect.x0, rect.y0), (rect.x1, rect.y1)
    axis = "xy".index(side[0])
    for other in (low, high):
        end = [0.0, 0.0]
        end[axis] = (high if side[1] == "+" else low)[axis]
        end[1 - axis] = other[1 - axis]
        yield wrap(math.atan2(end[1] - pose.y, end[0] - pose.x) - pose.yaw)


def _narrowed(view: Span, ends: Iterator[float]) -> Span | None:
    """Return the part of a view between two directions less than half a turn apart."""
    a, b = sorted(ends)
    if b - a > math.pi:  # the wall spans the direction behind one's back
        if view[0] < a and view[1] > b:
            return view
        a, b = (b, math.pi) if view[1] > b else (-math.pi, a)
    low, high = max(a, view[0]), min(b, view[1])
    return (low, high) if high > low else None


def _beyond(
    hole: Aperture, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.bool_]:
    axis = "xy".index(hole.side[0])
    rect = hole.space.rect
    if hole.side[1] == "-":
        return np.asarray(low[:, axis] < (rect.x0, rect.y0)[axis] - BEYOND)
    return np.asarray(high[:, axis] > (rect.x1, rect.y1)[axis] + BEYOND)


def _angles(
    low: NDArray[np.float64], high: NDArray[np.float64], pose: Pose
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return in which direction boxes are seen, and half the angle each takes up."""
    x = np.stack([low[:, 0], low[:, 0], high[:, 0], high[:, 0]]) - pose.x
    y = np.stack([low[:, 1], high[:, 1], low[:, 1], high[:, 1]]) - pose.y
    centre = np.arctan2(y.mean(axis=0), x.mean(axis=0))
    off = (np.arctan2(y, x) - centre + np.pi) % (2 * np.pi) - np.pi
    least, most = off.min(axis=0), off.max(axis=0)
    around = (low[:, :2] <= (pose.x, pose.y)).all(axis=1) & (high[:, :2] >= (pose.x, pose.y)).all(
        axis=1
    )
    half = np.where(around, np.pi, (most - least) / 2)
    return centre + (least + most) / 2 - pose.yaw, half
