"""A small hand-made palace: a court, a gallery, a corridor of two storeys, rooms, stairs."""

from __future__ import annotations

from palace.model.plan import (
    Door,
    DoorKind,
    Locus,
    LocusKind,
    PlacedObject,
    Plan,
    Quarter,
    Rect,
    Space,
    SpaceKind,
    Wing,
)


def house() -> Plan:
    """Return a plan on which every number is known.

    The court is 20 m square; east of it a gallery (4 m), then a corridor along x with a room
    on either side and stairs at its end, which lead to a second corridor above the first.
    """
    court = Space("court", "q", None, SpaceKind.COURT, "Court", Rect(-10, -10, 10, 10), height=0)
    gallery = Space("gallery", "q", None, SpaceKind.GALLERY, "", Rect(10, -10, 14, 10))
    corridor = Space("corridor", "q", "w", SpaceKind.CORRIDOR, "", Rect(14, -2, 24, 2))
    stairs = Space("stairs", "q", "w", SpaceKind.STAIRS, "", Rect(24, -2, 30, 2), climb="x+")
    upper = Space("upper", "q", "w", SpaceKind.CORRIDOR, "", Rect(30, -2, 36, 2), 1, 5.0)
    south = Space(
        "south", "q", "w", SpaceKind.ROOM, "Bees", Rect(14, -11, 24, -2), front="y+", seed=3
    )
    north = Space(
        "north", "q", "w", SpaceKind.ROOM, "Glass", Rect(14, 2, 24, 11), front="y-", seed=4
    )
    doors = (
        Door("arcade", "court", "gallery", 10, 0, 0, "y", 20, 4.4, DoorKind.ARCADE),
        Door("portal", "gallery", "corridor", 14, 0, 0, "y", 3.4, 4.3, DoorKind.PORTAL),
        Door("to-south", "corridor", "south", 19, -2, 0, "x", 1.8, 3.0, DoorKind.DOOR),
        Door("to-north", "corridor", "north", 19, 2, 0, "x", 1.8, 3.0, DoorKind.DOOR),
        Door("foot", "corridor", "stairs", 24, 0, 0, "y", 4.0, 4.0, DoorKind.OPENING),
        Door("head", "stairs", "upper", 30, 0, 1, "y", 4.0, 4.0, DoorKind.OPENING),
    )
    loci = tuple(
        Locus(f"l{k}", "south", k + 1, LocusKind.PEDESTAL, 16 + 2 * k, -8, 0.95, 1.57)
        for k in range(3)
    )
    return Plan(
        (Quarter("q", "Home", 0),),
        (Wing("w", "q", "Nature", 0, 0, "lagoon"),),
        (court, gallery, corridor, stairs, upper, south, north),
        doors,
        loci,
    )


def objects() -> list[PlacedObject]:
    """Return three objects on the pedestals of the southern room."""
    return [
        PlacedObject(
            f"o{k}", f"Object {k}", "note", f"l{k}", "south", "w", 16 + 2 * k, -8, 0.95, 1.57
        )
        for k in range(3)
    ]
