"""From plots with names to the plan: spaces, doors, loci, with permanent identifiers.

An identifier is a UUID of version 5 over the path of what it names in the structure ("quarter 0,
wing 2, floor 0, bay 3, left"), so the same building has the same identifiers wherever and
whenever it is drawn.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from palace.layout.bays import (
    BAY,
    DOOR_HEIGHT,
    DOOR_WIDTH,
    INNER_HEIGHT,
    INNER_Q,
    INNER_WIDTH,
    Frame,
    slots,
)
from palace.layout.characters import ROOM_HEIGHTS, character_of
from palace.layout.site import (
    CORRIDOR,
    GALLERY,
    LANDING,
    STAIRS_RUN,
    STAIRS_START,
    STAIRS_WIDTH,
    STOREY,
    Plot,
    Site,
    WingSite,
)
from palace.model.plan import Door, DoorKind, Locus, Rect, Space, SpaceKind, Wing

NAMESPACE = uuid.UUID("6f1c3a52-0f0e-5c1e-9a54-2d8a1d0f7b11")
CORRIDOR_HEIGHT = 5.2
GALLERY_HEIGHT = 4.8
PORTAL_WIDTH, PORTAL_HEIGHT = 3.4, 4.3
ARCADE_HEIGHT = 4.36
OPENING_WIDTH, OPENING_HEIGHT = 3.4, 3.8
_SIZES = {
    DoorKind.DOOR: (DOOR_WIDTH, DOOR_HEIGHT),
    DoorKind.INNER: (INNER_WIDTH, INNER_HEIGHT),
    DoorKind.PORTAL: (PORTAL_WIDTH, PORTAL_HEIGHT),
    DoorKind.OPENING: (OPENING_WIDTH, OPENING_HEIGHT),
}


def stable_id(*path: object) -> str:
    """Return the identifier of what has this path in the structure."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in path)))


def seed_of(identifier: str) -> int:
    """Return a permanent number below 2**31 for this identifier."""
    return uuid.UUID(identifier).int & 0x7FFFFFFF


def quarter_id(quarter: int = 0) -> str:
    """Return the quarter's identifier."""
    return stable_id("quarter", quarter)


def wing_id(wing: int) -> str:
    """Return a wing's identifier."""
    return stable_id("quarter", 0, "wing", wing)


def room_id(plot: Plot) -> str:
    """Return the identifier of the room on a plot."""
    return stable_id("quarter", 0, "wing", plot.wing, "room", plot.floor, plot.bay, plot.row)


def corridor_id(wing: int, floor: int) -> str:
    """Return the identifier of a wing's corridor on a floor."""
    return stable_id("quarter", 0, "wing", wing, "corridor", floor)


def gallery_id(side: int) -> str:
    """Return the identifier of the gallery on a side of the court."""
    return stable_id("quarter", 0, "gallery", side)


def court_id() -> str:
    """Return the court's identifier."""
    return stable_id("quarter", 0, "court")


def _door(
    between: tuple[str, str],
    at: tuple[float, float],
    *,
    floor: int,
    axis: str,
    kind: DoorKind,
    size: tuple[float, float] | None = None,
) -> Door:
    width, height = size or _SIZES[kind]
    own = stable_id("door", *between, floor)
    return Door(own, *between, *at, floor, axis, width, height, kind)


# The court

_SIDES = ("East", "North", "West", "South")


def court(site: Site, name: str) -> tuple[list[Space], list[Door]]:
    """Return the court and the four galleries round it.

    Each gallery takes the corner at its left end (seen from the court), so the four are alike
    and turn like a pinwheel.
    """
    inner, outer = site.court / 2, site.half
    quarter = quarter_id()
    own = court_id()
    spaces = [
        Space(
            own, quarter, None, SpaceKind.COURT, name, Rect(-inner, -inner, inner, inner),
            height=0.0, seed=seed_of(own),
        )
    ]  # fmt: skip
    doors = []
    for side in range(4):
        frame = WingSite(-1, side, 0.0, 0.0, 0.0)
        gallery = gallery_id(side)
        spaces.append(
            Space(
                gallery, quarter, None, SpaceKind.GALLERY, f"{_SIDES[side]} gallery",
                frame.rect(inner, outer, -inner, outer), height=GALLERY_HEIGHT,
                seed=seed_of(gallery),
            )
        )  # fmt: skip
        doors.append(
            _door(
                (gallery, own),
                frame.point(inner, 0.0),
                floor=0,
                axis=frame.across_axis,
                kind=DoorKind.ARCADE,
                size=(site.court, ARCADE_HEIGHT),
            )
        )
        # The next gallery begins where this one's corner ends.
        doors.append(
            _door(
                (gallery, gallery_id((side + 1) % 4)),
                frame.point(inner, (inner + outer) / 2),
                floor=0,
                axis=frame.across_axis,
                kind=DoorKind.OPENING,
                size=(GALLERY, ARCADE_HEIGHT),
            )
        )
    return spaces, doors


# A wing


def wing(place: WingSite, name: str) -> Wing:
    """Return the wing that stands here."""
    return Wing(
        wing_id(place.ord), quarter_id(), name, place.ord, place.side, character_of(place.ord)
    )


def wing_parts(site: Site, own: Wing, rooms: Mapping[Plot, str]) -> tuple[list[Space], list[Door]]:
    """Return all spaces and doors of a wing with these rooms.

    Parameters
    ----------
    rooms
        The name of the room on each plot of this wing.
    """
    place = site.wings[own.ord]
    spaces = corridors(place, own.name, rooms)
    doors = [portal(place)]
    storeys = len(spaces)
    for floor in range(storeys - 1):
        flight = stairs(place, floor, top=floor == storeys - 2)
        spaces += flight[0]
        doors += flight[1]
    for plot, name in rooms.items():
        spaces.append(room(place, plot, name, own.character))
        doors += room_doors(place, plot, rooms)
    return spaces, doors


def corridors(wing: WingSite, name: str, plots: Iterable[Plot]) -> list[Space]:
    """Return a wing's corridors, one for each storey that has rooms.

    A corridor is as long as the rooms along it and ends in a window.
    """
    longest: dict[int, int] = {}
    for plot in plots:
        longest[plot.floor] = max(longest.get(plot.floor, -1), plot.bay)
    found = []
    for floor in sorted(longest):
        own = corridor_id(wing.ord, floor)
        # The landing of the stairs needs the corridor beside it.
        end = max(wing.bay_start(longest[floor] + 1), 0.0)
        found.append(
            Space(
                own, quarter_id(), wing_id(wing.ord), SpaceKind.CORRIDOR, name,
                wing.rect(0.0, end, -CORRIDOR / 2, CORRIDOR / 2), floor, floor * STOREY,
                CORRIDOR_HEIGHT, seed=seed_of(own),
            )
        )  # fmt: skip
    return found


def portal(wing: WingSite) -> Door:
    """Return the door from the gallery into a wing."""
    return _door(
        (gallery_id(wing.side), corridor_id(wing.ord, 0)),
        wing.point(0.0, 0.0),
        floor=0,
        axis=wing.across_axis,
        kind=DoorKind.PORTAL,
    )


def stairs(wing: WingSite, floor: int, *, top: bool) -> tuple[list[Space], list[Door]]:
    """Return the flight from a floor to the next, with the landings at its ends.

    The flight runs beside the corridor: a landing in the neck, ten metres of steps for the six of
    the storey (31°), a landing above. Flights of several storeys lie one over the other.
    """
    quarter, own_wing = quarter_id(), wing_id(wing.ord)
    near, far = CORRIDOR / 2, CORRIDOR / 2 + STAIRS_WIDTH
    row = wing.stairs_row
    middle = row * (near + far) / 2
    own = stable_id("quarter", 0, "wing", wing.ord, "stairs", floor)
    start, end = STAIRS_START, STAIRS_START + STAIRS_RUN
    spaces = [
        Space(
            own, quarter, own_wing, SpaceKind.STAIRS, "Stairs",
            wing.rect(start, end, row * near, row * far), floor, floor * STOREY,
            STOREY + (CORRIDOR_HEIGHT if top else 0.0), climb=wing.outward, seed=seed_of(own),
        )
    ]  # fmt: skip
    doors = []
    for at, level, bounds in (
        ("foot", floor, (start - LANDING, start)),
        ("head", floor + 1, (end, end + LANDING)),
    ):
        landing = stable_id("quarter", 0, "wing", wing.ord, "landing", floor, at)
        spaces.append(
            Space(
                landing, quarter, own_wing, SpaceKind.CORRIDOR, "Landing",
                wing.rect(*bounds, row * near, row * far), level, level * STOREY,
                CORRIDOR_HEIGHT, seed=seed_of(landing),
            )
        )  # fmt: skip
        doors.append(
            _door(
                (corridor_id(wing.ord, level), landing),
                wing.point(sum(bounds) / 2, row * near),
                floor=level,
                axis=wing.along_axis,
                kind=DoorKind.OPENING,
            )
        )
        doors.append(
            _door(
                (landing, own),
                wing.point(start if at == "foot" else end, middle),
                floor=level,
                axis=wing.across_axis,
                kind=DoorKind.OPENING,
            )
        )
    return spaces, doors


# A room


def room(wing: WingSite, plot: Plot, name: str, character: str) -> Space:
    """Return the room on a plot."""
    own = room_id(plot)
    return Space(
        own, quarter_id(), wing_id(wing.ord), SpaceKind.ROOM, name, wing.plot_rect(plot),
        plot.floor, plot.floor * STOREY, ROOM_HEIGHTS[character], front=wing.across(-plot.row),
        seed=seed_of(own),
    )  # fmt: skip


def room_doors(wing: WingSite, plot: Plot, built: Mapping[Plot, object]) -> list[Door]:
    """Return a room's door to its corridor and to the room inward of it, if that is built.

    Over all rooms of a wing that is every door once.
    """
    at = wing.bay_start(plot.bay) + BAY / 2
    doors = [
        _door(
            (corridor_id(wing.ord, plot.floor), room_id(plot)),
            wing.point(at, plot.row * CORRIDOR / 2),
            floor=plot.floor,
            axis=wing.along_axis,
            kind=DoorKind.DOOR,
        )
    ]
    inward = plot._replace(bay=plot.bay - 1)
    if inward in built:
        doors.append(inner_door(wing, inward))
    return doors


def inner_door(wing: WingSite, plot: Plot) -> Door:
    """Return the door between the room on a plot and the next one outward."""
    outward = plot._replace(bay=plot.bay + 1)
    return _door(
        (room_id(plot), room_id(outward)),
        wing.point(wing.bay_start(outward.bay), plot.row * (CORRIDOR / 2 + INNER_Q)),
        floor=plot.floor,
        axis=wing.across_axis,
        kind=DoorKind.INNER,
    )


def loci(space: Space) -> list[Locus]:
    """Return a room's loci, occupied or not."""
    frame = Frame.of(space.rect, space.front)
    found = []
    for slot in slots():
        x, y = frame.point(slot.p, slot.q)
        found.append(
            Locus(
                stable_id(space.id, "locus", slot.ord), space.id, slot.ord, slot.kind, x, y,
                space.z + slot.z, frame.angle(slot.facing_p, slot.facing_q),
            )
        )  # fmt: skip
    return found
