"""Where to stand for a picture of a room: every free place and direction is given marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import LocusKind, PlacedObject, Plan, Rect, Space, SpaceKind
from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.ground import Ground
from palace.scene.spaces import Spaces

CLEARANCE = 1.8
"""What stands nearer than this before the eye spoils a picture, in metres."""

ROOMS = 5
"""How many of the fullest rooms are tried."""

GRID, MARGIN = 0.45, 0.55
"""Between places that are tried, and from them to the walls, in metres."""

DIRECTIONS = 32
FRAME = math.radians(41)
"""Half the width of what counts as in the picture."""

EDGE = math.radians(5)
"""So far beyond it a picture may still reach, where what stands near would be cut."""

MIDDLE = math.radians(24)
NEAREST, FARTHEST = 2.0, 8.0
"""An object is seen well between these distances, in metres."""

DOWN = math.radians(-3.5)
"""So slightly is looked down that the horizon still seems level."""

ENOUGH = 9.0
"""So many objects in the picture make it full; more of them count less and less."""

OBJECT, FILLED, EMPTY = 1.4, 0.2, -0.15
"""Marks for an object in the picture, more if it fills a niche, and for an empty niche."""

LANDMARK, OUTSIDE, WINDOW, DEPTH = 5.0, 8.0, 1.2, 0.35
"""Marks for what stands in the room's middle, a view outside, each of its windows, and a metre
the look goes far."""

FACE_ON = 0.5
"""The least cosine at which one looks through a window and not at its frame."""

LANDMARK_AWAY, LANDMARK_NEAR, CUT = 3.3, -4.0, -5.0
"""From where what stands in the middle is seen whole, marks by the metre too near, and
for its being cut by the edge of the picture."""

IN_THE_WAY, CROWDED = -9.0, -9.0
"""Marks, by the metre too near, for what stands in the middle and at the picture's sides."""

BLANK_WALL, WALL_AWAY = -3.0, 3.0
"""Marks, by the metre too near, for a wall that a side of the picture would show alone."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interior:
    """What counts in a picture of a room: points (n, 2) and circles (n, 3)."""

    floor: Rect
    objects: Array
    filled: Array
    empty: Array
    obstacles: Array
    windows: Array
    landmark: Array


def fullest(plan: Plan, objects: Sequence[PlacedObject], count: int = ROOMS) -> list[Space]:
    """Return the ground floor's rooms with the most objects, the fullest first."""
    held: dict[str, int] = {}
    for placed in objects:
        held[placed.room_id] = held.get(placed.room_id, 0) + 1
    rooms = [s for s in plan.spaces if s.kind is SpaceKind.ROOM and s.floor == 0 and s.front]
    return sorted(rooms, key=lambda s: (-held.get(s.id, 0), s.seed, s.id))[:count]


def standpoint(
    plan: Plan, objects: Sequence[PlacedObject], ground: Ground | None = None
) -> Pose | None:
    """Return a pose with a clear view of a well-filled room; None without rooms.

    Parameters
    ----------
    ground
        Knows what stands about; without it only what the plan tells is heeded.
    """
    spaces = Spaces(plan)
    ground = ground or Ground(spaces)
    found = [
        (marks, -k, pose)
        for k, room in enumerate(fullest(plan, objects))
        for marks, pose in _best(interior(spaces, room, objects, ground), room, ground)
    ]
    return max(found, key=lambda row: row[:2])[2] if found else None


def interior(
    spaces: Spaces, room: Space, objects: Sequence[PlacedObject], ground: Ground
) -> Interior:
    """Return what counts in a picture of this room."""
    own = [o for o in objects if o.room_id == room.id]
    taken = {o.locus_id for o in own}
    loci = [locus for locus in spaces.plan.loci if locus.room_id == room.id]
    niches = [locus for locus in loci if locus.kind is LocusKind.NICHE]
    bearing = [(x.x, x.y, 0.42) for x in loci if x.kind is LocusKind.PEDESTAL and x.id in taken]
    floor = spaces.inner(room.id)
    known = ground.circles(room.id)
    middle = floor.centre
    return Interior(
        floor,
        _rows([(o.x, o.y) for o in own], 2),
        _rows([(n.x, n.y) for n in niches if n.id in taken], 2),
        _rows([(n.x, n.y) for n in niches if n.id not in taken], 2),
        _rows([*bearing, *known], 3),
        _windows(floor, room.front),
        _rows([(x, y) for x, y, _ in known if math.dist((x, y), middle) < 0.1], 2),
    )


def _best(inside: Interior, room: Space, ground: Ground) -> list[tuple[float, Pose]]:
    """Return the best place and direction in a room with its marks, if there is any place."""
    floor = inside.floor
    xs = np.arange(floor.x0 + MARGIN, floor.x1 - MARGIN + 1e-6, GRID)
    ys = np.arange(floor.y0 + MARGIN, floor.y1 - MARGIN + 1e-6, GRID)
    places = np.array(
        [(x, y) for x in xs for y in ys if ground.free(float(x), float(y), room.z, 0.1)]
    )
    if not len(places):
        return []
    yaws = np.arange(DIRECTIONS) * math.tau / DIRECTIONS - math.pi
    marks = score(inside, places, yaws)
    k, d = (int(i) for i in np.unravel_index(int(marks.argmax()), marks.shape))
    x, y = (float(v) for v in places[k])
    return [(float(marks[k, d]), Pose(x, y, room.z + EYE_HEIGHT, float(yaws[d]), DOWN))]


def score(inside: Interior, places: Array, yaws: Array) -> Array:
    """Return the marks (places, yaws) of pictures taken at eye height."""

    def count(points: Array) -> Array:
        away, turn = _seen(points, places, yaws)
        well = (away > NEAREST) & (away < FARTHEST)
        return np.asarray((well[:, None] & (np.abs(turn) < FRAME)).sum(axis=2), float)

    marks = OBJECT * ENOUGH * (1 - np.exp(-count(inside.objects) / ENOUGH))
    marks += FILLED * count(inside.filled)
    windows = _windows_shown(inside, places, yaws)
    marks += EMPTY * count(inside.empty) + WINDOW * windows + OUTSIDE * (windows > 0)
    away, turn = _seen(inside.landmark, places, yaws)
    near = np.clip(LANDMARK_AWAY - away, 0, None)[:, None]
    marks += (LANDMARK * ((near == 0) & (np.abs(turn) < MIDDLE))).sum(axis=2)
    marks += (LANDMARK_NEAR * near * (np.abs(turn) < FRAME + MIDDLE / 2)).sum(axis=2)
    half = np.arctan(1.0 / np.maximum(away, 0.5))[:, None]
    marks += (CUT * (np.abs(np.abs(turn) - FRAME) < half)).sum(axis=2)
    away, turn = _seen(inside.obstacles[:, :2], places, yaws)
    radius = inside.obstacles[:, 2]
    half = np.arcsin(np.clip(radius / np.maximum(away, 1e-3), 0, 1))[:, None]
    short = np.clip(CLEARANCE - (away - radius), 0, None)[:, None]
    edge = np.abs(turn) - half
    weight = np.where(edge < MIDDLE, IN_THE_WAY, np.where(edge < FRAME + EDGE, CROWDED, 0.0))
    marks += (weight * short - 3.0 * ((edge < MIDDLE) & (short > 0))).sum(axis=2)
    depth = _to_wall(inside.floor, places, yaws)
    marks += DEPTH * np.minimum(depth, FARTHEST)
    for side in (-FRAME, FRAME):
        marks += BLANK_WALL * np.clip(
            WALL_AWAY - _to_wall(inside.floor, places, yaws + side), 0, None
        )
    return np.asarray(marks)


def _windows_shown(inside: Interior, places: Array, yaws: Array) -> Array:
    """Return how many windows (places, yaws) are in the picture and not seen from aside."""
    if not len(inside.windows):
        return np.zeros((len(places), len(yaws)))
    away, turn = _seen(inside.windows, places, yaws)
    wall = int(np.ptp(inside.windows[:, 0]) > 0)  # the windows' wall is at one x, or at one y
    before = np.abs(inside.windows[None, :, wall] - places[:, wall, None])
    open_ = (away > NEAREST) & (before > FACE_ON * away)
    return np.asarray((open_[:, None] & (np.abs(turn) < FRAME)).sum(axis=2), float)


def _seen(points: Array, places: Array, yaws: Array) -> tuple[Array, Array]:
    """Return distances (places, n) and angles off the middle (places, yaws, n) of points."""
    to = points[None] - places[:, None]
    angle = np.arctan2(to[..., 1], to[..., 0])[:, None] - yaws[None, :, None]
    return np.hypot(to[..., 0], to[..., 1]), (angle + math.pi) % math.tau - math.pi


def _to_wall(floor: Rect, places: Array, yaws: Array) -> Array:
    """Return how far (places, yaws) one looks before a wall of the room."""
    cos, sin = np.cos(yaws)[None], np.sin(yaws)[None]
    x, y = places[:, :1], places[:, 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        along = np.where(cos > 0, floor.x1 - x, floor.x0 - x) / np.where(cos == 0, 1e-9, cos)
        across = np.where(sin > 0, floor.y1 - y, floor.y0 - y) / np.where(sin == 0, 1e-9, sin)
    return np.asarray(np.minimum(along, across))


def _windows(floor: Rect, front: str) -> Array:
    """Return points of a room's windows, which are opposite its front."""
    (cx, cy), shares = floor.centre, (-0.3, 0.0, 0.3)
    if front[:1] == "x":
        x = floor.x0 if front == "x+" else floor.x1
        return _rows([(x, cy + share * floor.height) for share in shares], 2)
    y = floor.y0 if front == "y+" else floor.y1
    return _rows([(cx + share * floor.width, y) for share in shares], 2)


def _rows(rows: Sequence[Sequence[float]], width: int) -> Array:
    return np.array(rows, float).reshape(-1, width)
