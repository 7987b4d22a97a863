"""The plan as its builder meets it: spaces, doors and loci by id, walls and neighbours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from palace.model.plan import Door, DoorKind, Locus, Plan, Rect, Space, SpaceKind, Wing

SIDES = ("x+", "y+", "x-", "y-")
FRONT_WALL = 0.8
WALL = 0.5
"""What a wall takes from the rectangle of the space it closes, in metres. The same numbers
rule where feet may stand (`palace.scene.spaces`)."""
EPSILON = 0.02
THIN = 0.04
GALLERY_TOP = 5.8
"""Height of a gallery's parapet over its floor (m)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the four sides of a space, seen from inside with x to the right.

    Parameters
    ----------
    name
        "x+", "x-", "y+" or "y-".
    inset
        From the rectangle's edge to the plaster.
    origin
        The plaster's left end on the floor.
    length
        Of the plaster.
    turn
        Quarter turns (counter-clockwise) from a side "y+".
    """

    name: str
    inset: float
    origin: tuple[float, float]
    length: float
    turn: int

    def along(self, x: float, y: float) -> float:
        """Return how far to the right of the left end a point is."""
        dx, dy = x - self.origin[0], y - self.origin[1]
        return (dx, dy, -dx, -dy)[self.turn]

    def into(self, x: float, y: float) -> float:
        """Return how deep behind the plaster a point is."""
        dx, dy = x - self.origin[0], y - self.origin[1]
        return (dy, -dx, -dy, dx)[self.turn]


@dataclass(frozen=True, slots=True)
class Circle:
    """A round part of the ground, in metres."""

    x: float
    y: float
    radius: float

    def meets(self, rect: Rect) -> bool:
        """Return whether some of a rectangle lies in it."""
        dx = max(rect.x0 - self.x, 0.0, self.x - rect.x1)
        dy = max(rect.y0 - self.y, 0.0, self.y - rect.y1)
        return dx * dx + dy * dy <= self.radius * self.radius


class PlanIndex:
    """A plan with what one asks of it when building.

    Parameters
    ----------
    plan
        It is not changed.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.spaces: dict[str, Space] = {space.id: space for space in plan.spaces}
        self.wings: dict[str, Wing] = {wing.id: wing for wing in plan.wings}
        self.doors: dict[str, list[Door]] = defaultdict(list)
        for door in plan.doors:
            for end in {door.a, door.b}:
                self.doors[end].append(door)
        self.loci: dict[str, list[Locus]] = defaultdict(list)
        for locus in plan.loci:
            self.loci[locus.room_id].append(locus)
        self._cells: dict[tuple[int, int], list[Space]] = defaultdict(list)
        for space in plan.spaces:
            for cell in _cells(space.rect):
                self._cells[cell].append(space)
        self.storeys: dict[int, float] = {}
        for space in plan.spaces:
            self.storeys.setdefault(space.floor, space.z)
        self._insets: dict[str, dict[str, float]] = {}
        self._roofs: dict[tuple[str | None, int], float] = {}
        for space in plan.spaces:
            if space.kind is not SpaceKind.COURT:
                key = (space.wing_id, space.floor)
                self._roofs[key] = max(self._roofs.get(key, 0.0), space.z + space.height)

    def character(self, space: Space) -> str | None:
        """Return the name of a space's character, None for the court's."""
        wing = self.wings.get(space.wing_id or "")
        return wing.character if wing else None

    def near(self, rect: Rect, reach: float = EPSILON) -> list[Space]:
        """Return the spaces that touch a rectangle, on any storey."""
        grown = Rect(rect.x0 - reach, rect.y0 - reach, rect.x1 + reach, rect.y1 + reach)
        found: dict[str, Space] = {}
        for cell in _cells(grown):
            for space in self._cells.get(cell, ()):
                if space.rect.overlaps(grown):
                    found.setdefault(space.id, space)
        return list(found.values())

    def beside(self, space: Space, side: str) -> list[tuple[float, float, Space]]:
        """Return who adjoins a side on the same storey: from, to (x or y), and the space."""
        r, out = space.rect, []
        strip = {
            "x-": Rect(r.x0 - 0.05, r.y0, r.x0, r.y1),
            "x+": Rect(r.x1, r.y0, r.x1 + 0.05, r.y1),
            "y-": Rect(r.x0, r.y0 - 0.05, r.x1, r.y0),
            "y+": Rect(r.x0, r.y1, r.x1, r.y1 + 0.05),
        }[side]
        for other in self.near(strip):
            if other.id == space.id or not strip.overlaps(other.rect):
                continue
            if other.floor != space.floor and not (
                other.kind is SpaceKind.STAIRS and other.floor + 1 == space.floor
            ):
                continue
            q = other.rect
            low, high = (
                (max(r.y0, q.y0), min(r.y1, q.y1))
                if side[0] == "x"
                else (max(r.x0, q.x0), min(r.x1, q.x1))
            )
            if high - low > 0.1:
                out.append((low, high, other))
        return sorted(out, key=lambda item: item[:2])

    def free(self, space: Space, side: str) -> list[tuple[float, float]]:
        """Return the stretches of a side (in x or y) that look into the open."""
        r = space.rect
        at, end = (r.y0, r.y1) if side[0] == "x" else (r.x0, r.x1)
        out = []
        for low, high, _ in self.beside(space, side):
            if low - at > 0.1:
                out.append((at, low))
            at = max(at, high)
        if end - at > 0.1:
            out.append((at, end))
        return out

    def insets(self, space: Space) -> dict[str, float]:
        """Return what the wall takes from the rectangle at each side."""
        known = self._insets.get(space.id)
        if known is None:
            if space.has_room_walls:
                known = dict.fromkeys(SIDES, WALL)
                if space.front:
                    known[space.front] = FRONT_WALL
            elif space.kind is SpaceKind.COURT:
                known = dict.fromkeys(SIDES, 0.0)
            else:
                known = {side: 0.0 if self.beside(space, side) else WALL for side in SIDES}
            self._insets[space.id] = known
        return known

    def inner(self, space: Space) -> Rect:
        """Return a space's floor between its walls."""
        r, inset = space.rect, self.insets(space)
        return Rect(r.x0 + inset["x-"], r.y0 + inset["y-"], r.x1 - inset["x+"], r.y1 - inset["y+"])

    def sides(self, space: Space) -> dict[str, Side]:
        """Return the four sides of a space."""
        r, inset = self.inner(space), self.insets(space)
        return {
            "y+": Side("y+", inset["y+"], (r.x0, r.y1), r.width, 0),
            "x-": Side("x-", inset["x-"], (r.x0, r.y0), r.height, 1),
            "y-": Side("y-", inset["y-"], (r.x1, r.y0), r.width, 2),
            "x+": Side("x+", inset["x+"], (r.x1, r.y1), r.height, 3),
        }

    def side_of(self, space: Space, door: Door) -> str:
        """Return the side of a space that a door stands in."""
        r = space.rect
        gaps = {
            "x-": abs(door.x - r.x0),
            "x+": abs(door.x - r.x1),
            "y-": abs(door.y - r.y0),
            "y+": abs(door.y - r.y1),
        }
        # A wall that runs along x lies at the south or the north.
        allowed = ("y-", "y+") if door.axis == "x" else ("x-", "x+")
        return min(allowed, key=lambda side: gaps[side])

    def other(self, space: Space, door: Door) -> Space | None:
        """Return the space at a door's other end."""
        return self.spaces.get(door.b if door.a == space.id else door.a)

    def doors_on(self, space: Space, side: str) -> list[Door]:
        """Return the doors in one side of a space."""
        return [door for door in self.doors.get(space.id, ()) if self.side_of(space, door) == side]

    def portal(self, space: Space, side: str) -> Door | None:
        """Return the portal in a side, None where there is none."""
        for door in self.doors_on(space, side):
            if door.kind is DoorKind.PORTAL:
                return door
        return None

    def thin(self, space: Space, side: str) -> float:
        """Return by how much a side's plaster stands inside of its edge where no wall parts.

        Two passages that meet share an edge; each one's wall steps back a little so that the
        two do not lie in one plane.
        """
        if self.insets(space)[side] > 0:
            return 0.0
        passages = (SpaceKind.CORRIDOR, SpaceKind.STAIRS)
        meets = any(other.kind in passages for _, _, other in self.beside(space, side))
        return THIN if meets else 0.0

    def is_top(self, space: Space) -> bool:
        """Return whether nothing stands over a space."""
        return not any(
            other.floor == space.floor + 1 and other.rect.overlaps(space.rect, 0.1)
            for other in self.near(space.rect)
        )

    def storey_top(self, space: Space) -> float:
        """Return how high a space's outer walls reach: the next floor, or its own roof."""
        above = self.storeys.get(space.floor + 1)
        if above is not None and not self.is_top(space):
            return above
        return self.roof_height(space)

    def roof_height(self, space: Space) -> float:
        """Return the height of the eaves over a space that nothing stands over."""
        if space.kind is SpaceKind.GALLERY:
            return space.z + GALLERY_TOP
        own = self._roofs.get((space.wing_id, space.floor), space.z + space.height)
        return own + 0.45

    def stairs_top(self, space: Space) -> float:
        """Return the height stairs lead up to."""
        for door in self.doors.get(space.id, ()):
            other = self.other(space, door)
            if other is not None and other.z > space.z + 0.5:
                return other.z
        return self.storeys.get(space.floor + 1, space.z + space.height)


def _cells(rect: Rect, size: float = 12.0) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i in range(int((rect.x0 - 0.1) // size), int((rect.x1 + 0.1) // size) + 1)
        for j in range(int((rect.y0 - 0.1) // size), int((rect.y1 + 0.1) // size) + 1)
    ]
