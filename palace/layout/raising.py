"""From plots with names to the plan: spaces, doors, loci, with permanent identifiers.

An identifier is a UUID of version 5 over the path of what it names in the structure ("quarter 0,
wing 2, floor 0, bay 3, left"), so the same building has the same identifiers wherever and
whenever it is drawn.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable, Mapping
from functools import lru_cache

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
    PASSAGE,
    STAIRS_RUN,
    STAIRS_START,
    STAIRS_WIDTH,
    STOREY,
    PassageSite,
    Plot,
    QuarterSite,
    Site,
    WingSite,
)
from palace.model.plan import Door, DoorKind, Locus, Quarter, Rect, Space, SpaceKind, Wing

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


@lru_cache(maxsize=1 << 16)
def stable_id(*path: object) -> str:
    """Return the identifier of what has this path in the structure."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in path)))


def seed_of(identifier: str) -> int:
    """Return a permanent number below 2**31 for this identifier."""
    return uuid.UUID(identifier).int & 0x7FFFFFFF


def quarter_id(quarter: int = 0) -> str:
    """Return a quarter's identifier."""
    return stable_id("quarter", quarter)


def wing_id(wing: WingSite) -> str:
    """Return a wing's identifier."""
    return stable_id("quarter", wing.quarter, "wing", wing.place)


def room_id(wing: WingSite, plot: Plot) -> str:
    """Return the identifier of the room on a plot of a wing."""
    path = ("quarter", wing.quarter, "wing", wing.place, "room", plot.floor, plot.bay, plot.row)
    return stable_id(*path)


def corridor_id(wing: WingSite, floor: int) -> str:
    """Return the identifier of a wing's corridor on a floor."""
    return stable_id("quarter", wing.quarter, "wing", wing.place, "corridor", floor)


def gallery_id(quarter: int, side: int) -> str:
    """Return the identifier of the gallery on a side of a court."""
    return stable_id("quarter", quarter, "gallery", side)


def court_id(quarter: int) -> str:
    """Return the identifier of a quarter's court."""
    return stable_id("quarter", quarter, "court")


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


def quarter(place: QuarterSite, name: str) -> Quarter:
    """Return the quarter that stands here."""
    return Quarter(quarter_id(place.ord), name, place.ord, place.x, place.y)


def court(place: QuarterSite, name: str) -> tuple[list[Space], list[Door]]:
    """Return a court and the four galleries round it.

    Each gallery takes the corner at its left end (seen from the court), so the four are alike
    and turn like a pinwheel.
    """
    inner, outer = place.court / 2, place.half
    quarter = quarter_id(place.ord)
    own = court_id(place.ord)
    x, y = place.x, place.y
    spaces = [
        Space(
            own, quarter, None, SpaceKind.COURT, name,
            Rect(x - inner, y - inner, x + inner, y + inner), height=0.0, seed=seed_of(own),
        )
    ]  # fmt: skip
    doors = []
    for side in range(4):
        frame = _side(place, side)
        gallery = gallery_id(place.ord, side)
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
                size=(place.court, ARCADE_HEIGHT),
            )
        )
        # The next gallery begins where this one's corner ends.
        doors.append(
            _door(
                (gallery, gallery_id(place.ord, (side + 1) % 4)),
                frame.point(inner, (inner + outer) / 2),
                floor=0,
                axis=frame.across_axis,
                kind=DoorKind.OPENING,
                size=(GALLERY, ARCADE_HEIGHT),
            )
        )
    return spaces, doors


def _side(place: QuarterSite, side: int) -> WingSite:
    """Return the frame of a court's side: outward from the court's middle."""
    return WingSite(-1, side, 0.0, 0.0, 0.0, x=place.x, y=place.y)


def passage(site: Site, way: PassageSite) -> tuple[list[Space], list[Door]]:
    """Return the covered way from one quarter's ring to another's."""
    a, b = site.quarters[way.a], site.quarters[way.b]
    leave, arrive = _side(a, way.side), _side(b, (way.side + 2) % 4)
    start = leave.point(a.half, way.offset_a)
    end = arrive.point(b.half, -way.offset_b)
    own = stable_id("quarter", way.b, "passage", way.a)
    length = math.dist(start, end)
    space = Space(
        own, quarter_id(max(way.a, way.b)), None, SpaceKind.PASSAGE, "Passage",
        leave.rect(
            a.half, a.half + length, way.offset_a - PASSAGE / 2, way.offset_a + PASSAGE / 2
        ),
        height=GALLERY_HEIGHT, seed=seed_of(own),
    )  # fmt: skip
    doors = [
        _door(
            (_gallery_at(place, side, offset), own),
            at,
            floor=0,
            axis=leave.across_axis,
            kind=DoorKind.OPENING,
        )
        for place, side, offset, at in (
            (a, way.side, way.offset_a, start),
            (b, (way.side + 2) % 4, -way.offset_b, end),
        )
    ]
    return [space], doors


def _gallery_at(place: QuarterSite, side: int, offset: float) -> str:
    """Return the gallery that lies behind a gate: a corner belongs to the one at its left end."""
    if offset < -place.court / 2:
        return gallery_id(place.ord, (side - 1) % 4)
    return gallery_id(place.ord, side)


# A wing


def wing(place: WingSite, name: str) -> Wing:
    """Return the wing that stands here."""
    return Wing(
        wing_id(place), quarter_id(place.quarter), name, place.place, place.side,
        character_of(place.ord),
    )  # fmt: skip


def wing_parts(
    place: WingSite, own: Wing, rooms: Mapping[Plot, str]
) -> tuple[list[Space], list[Door]]:
    """Return all spaces and doors of a wing with these rooms.

    Parameters
    ----------
    place, own
        Where the wing lies, and the wing.
    rooms
        The name of the room on each plot of this wing.
    """
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
        own = corridor_id(wing, floor)
        # The landing of the stairs needs the corridor beside it.
        end = max(wing.bay_start(longest[floor] + 1), 0.0)
        found.append(
            Space(
                own, quarter_id(wing.quarter), wing_id(wing), SpaceKind.CORRIDOR, name,
                wing.rect(0.0, end, -CORRIDOR / 2, CORRIDOR / 2), floor, floor * STOREY,
                CORRIDOR_HEIGHT, seed=seed_of(own),
            )
        )  # fmt: skip
    return found


def portal(wing: WingSite) -> Door:
    """Return the door from the gallery into a wing."""
    return _door(
        (gallery_id(wing.quarter, wing.side), corridor_id(wing, 0)),
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
    quarter, own_wing = quarter_id(wing.quarter), wing_id(wing)
    near, far = CORRIDOR / 2, CORRIDOR / 2 + STAIRS_WIDTH
    row = wing.stairs_row
    middle = row * (near + far) / 2
    own = stable_id("quarter", wing.quarter, "wing", wing.place, "stairs", floor)
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
        landing = stable_id("quarter", wing.quarter, "wing", wing.place, "landing", floor, at)
        spaces.append(
            Space(
                landing, quarter, own_wing, SpaceKind.CORRIDOR, "Landing",
                wing.rect(*bounds, row * near, row * far), level, level * STOREY,
                CORRIDOR_HEIGHT, seed=seed_of(landing),
            )
        )  # fmt: skip
        doors.append(
            _door(
                (corridor_id(wing, level), landing),
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
    own = room_id(wing, plot)
    return Space(
        own, quarter_id(wing.quarter), wing_id(wing), SpaceKind.ROOM, name, wing.plot_rect(plot),
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
            (corridor_id(wing, plot.floor), room_id(wing, plot)),
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
        (room_id(wing, plot), room_id(wing, outward)),
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
