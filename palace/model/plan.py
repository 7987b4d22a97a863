"""The palace's plan as data: quarters, wings, spaces, doors, loci.

Coordinates are metres: x to the east, y to the north, z up; the first quarter's court has its
middle at (0, 0) on the ground floor. Angles are radians from the x axis, counter-clockwise. A
wall belongs half to each of the two spaces it parts, so neighbouring rectangles share an edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class SpaceKind(StrEnum):
    """What a walkable space is."""

    ROOM = "room"
    COURT = "court"
    GALLERY = "gallery"
    CORRIDOR = "corridor"
    STAIRS = "stairs"
    PASSAGE = "passage"
    """A covered way from one quarter's gallery to another's."""
    CLOSED = "closed"
    """A room that was emptied and walled up: it has no doors and no loci until it opens again."""


class DoorKind(StrEnum):
    """How two spaces meet."""

    DOOR = "door"
    """From a corridor or gallery into a room."""
    INNER = "inner"
    """From room to room."""
    PORTAL = "portal"
    """From the gallery into a wing's corridor."""
    ARCADE = "arcade"
    """The open side of a gallery to the court; its width is the whole side."""
    OPENING = "opening"
    """Between two corridors or onto stairs, as wide as the passage."""


class LocusKind(StrEnum):
    """What an object stands in."""

    NICHE = "niche"
    PEDESTAL = "pedestal"


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel rectangle, ``x0 < x1`` and ``y0 < y1``, in metres."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent along y."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def overlaps(self, other: Rect, slack: float = 1e-9) -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.x0 < other.x1 - slack
            and other.x0 < self.x1 - slack
            and self.y0 < other.y1 - slack
            and other.y0 < self.y1 - slack
        )


@dataclass(frozen=True, slots=True)
class Quarter:
    """A court with its wings.

    Parameters
    ----------
    ord
        Its place in the order of founding; 0 has the rotunda.
    x, y
        The middle of its court, in metres.
    """

    id: str
    name: str
    ord: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Wing:
    """Rooms that belong together along one corridor.

    Parameters
    ----------
    ord
        Its place in the tour round the court.
    side
        The court's side it leaves from: 0 east, 1 north, 2 west, 3 south.
    character
        The name of its look (see `palace.scene.characters`), permanent.
    """

    id: str
    quarter_id: str
    name: str
    ord: int
    side: int
    character: str


@dataclass(frozen=True, slots=True)
class Space:
    """A walkable space: a room, or what leads to rooms.

    Parameters
    ----------
    wing_id
        The wing it belongs to; None for the court and its galleries.
    name
        What its sign says.
    rect
        Its share of the ground, to the middle of its walls.
    floor
        The storey, 0 the ground.
    z
        Height of its floor.
    height
        Clear height inside; the court's is 0 (open sky).
    climb
        For stairs, the direction that goes up to ``floor + 1``: "x+", "x-", "y+" or "y-".
    front
        For a room, the side of its main door, pointing out of the room, likewise; its
        windows are on the opposite side.
    seed
        A permanent number for the room's own character.
    """

    id: str
    quarter_id: str
    wing_id: str | None
    kind: SpaceKind
    name: str
    rect: Rect
    floor: int = 0
    z: float = 0.0
    height: float = 4.6
    climb: str = ""
    front: str = ""
    seed: int = 0

    @property
    def has_room_walls(self) -> bool:
        """Whether it is built as a room, open or walled up."""
        return self.kind is SpaceKind.ROOM or self.kind is SpaceKind.CLOSED


@dataclass(frozen=True, slots=True)
class Door:
    """A place where one walks from space `a` to space `b`.

    Parameters
    ----------
    x, y
        Its middle, on the shared edge.
    axis
        The direction of the wall it stands in: "x" or "y".
    width, height
        Of the opening, in metres.
    floor
        The storey on which one walks through it.
    """

    id: str
    a: str
    b: str
    x: float
    y: float
    floor: int
    axis: str
    width: float
    height: float
    kind: DoorKind


@dataclass(frozen=True, slots=True)
class Locus:
    """A niche or pedestal: the permanent place of one object.

    Parameters
    ----------
    ord
        Its number in the room along the way round, from 1; every fifth is marked.
    x, y, z
        Where the object stands: the middle of its foot.
    yaw
        The direction it faces.
    """

    id: str
    room_id: str
    ord: int
    kind: LocusKind
    x: float
    y: float
    z: float
    yaw: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole of a palace's architecture, without its objects."""

    quarters: tuple[Quarter, ...] = ()
    wings: tuple[Wing, ...] = ()
    spaces: tuple[Space, ...] = ()
    doors: tuple[Door, ...] = ()
    loci: tuple[Locus, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedObject:
    """An object at its locus, as views need it.

    Parameters
    ----------
    id, title, kind
        Of the object; kind is a value of `ObjectKind`.
    locus_id, room_id, wing_id
        Where it stands.
    x, y, z, yaw
        From its locus.
    source_kind
        What it came from: "markdown", "chatgpt"…
    updated
        When its source last changed, in seconds since 1970, 0 where unknown.
    pinned
        Whether the person pinned it to its locus.
    """

    id: str
    title: str
    kind: str
    locus_id: str
    room_id: str
    wing_id: str
    x: float
    y: float
    z: float
    yaw: float
    source_kind: str = ""
    updated: float = 0.0
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Founding:
    """What building a plan yields: the architecture and who stands where.

    Parameters
    ----------
    placements
        Object id to locus id.
    memory
        What `add` needs later, as JSON-able values: thresholds, families, reserved plots.
    """

    plan: Plan
    placements: dict[str, str]
    memory: dict[str, object] = field(default_factory=dict)
