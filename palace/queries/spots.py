"""Places by their address: ``quarter/wing/room/7``, also as a link ``palace://…``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from palace.model.errors import NotFound
from palace.model.slugs import SCHEME
from palace.store import Reader
from palace.store.addresses import address_of, places_at


@dataclass(frozen=True)
class Spot:
    """A quarter, wing, room or locus.

    Parameters
    ----------
    kind
        "quarter", "wing", "room" or "locus".
    id
        Of the quarter, wing or room; a locus' room.
    name
        What its sign says; a locus' room's.
    address
        Its present address.
    locus
        The locus' id, None for anything wider.
    object
        What stands at the locus, None for nothing.
    room
        The room in which one stands there: of a quarter its court, of a wing its first room.
    x, y, z
        Where one stands, in metres.
    """

    kind: str
    id: str
    name: str
    address: str
    locus: str | None
    object: str | None
    room: str
    x: float
    y: float
    z: float


def spot_of(reader: Reader, text: str, *, told: bool = False) -> Spot | None:
    """Return the place that an address means; None where the text is no address of one.

    Parameters
    ----------
    told
        It is meant as an address: the end of one will do, and more than one place is an error.

    Raises
    ------
    NotFound
        It is a link, and leads nowhere; or it could mean more than one place.
    """
    bare = text.strip()
    link = bare.casefold().startswith(SCHEME)
    if link:
        bare = unquote(bare[len(SCHEME) :])
    elif "/" not in bare and not told:
        return None
    parts = [part.strip() for part in bare.split("/") if part.strip()]
    number = int(parts.pop()) if len(parts) > 1 and parts[-1].isdecimal() else None
    found = places_at(reader, parts)
    if number is not None:
        found = [(kind, ref) for kind, ref in found if kind == "room"]
    if len(found) == 1:
        spot = spot_at(reader, *found[0], number)
        if spot is not None:
            return spot
    if len(found) > 1 and (link or told):
        said = ", ".join(address_of(reader, ref) for _, ref in found[:4])
        raise NotFound(f"{text!r} could mean more than one place: {said}.")
    if link:
        raise NotFound(f"{text} leads nowhere in this palace.")
    return None


def spot_at(reader: Reader, kind: str, ref: str, number: int | None = None) -> Spot | None:
    """Return a quarter, wing or room, or a locus by its room and number; None where none is."""
    name = str(reader.value(f"SELECT name FROM {kind} WHERE id = ?", (ref,)))
    if number is not None:
        row = reader.row(
            "SELECT locus.id, x, y, z, object.id AS object FROM locus "
            "LEFT JOIN placement ON placement.locus_id = locus.id "
            "LEFT JOIN object ON object.id = placement.object_id AND object.reach = 'here' "
            "WHERE room_id = ? AND locus.ord = ?",
            (ref, number),
        )
        if row is None:
            return None
        address = address_of(reader, ref, number)
        at = (row["x"], row["y"], row["z"])
        return Spot("locus", ref, name, address, row["id"], row["object"], ref, *at)
    inside = {
        "room": "id = ?",
        "wing": "wing_id = ? AND kind = 'room'",
        "quarter": "quarter_id = ? AND kind = 'court'",
    }[kind]
    room = reader.row(
        f"SELECT id, (x0 + x1) / 2 AS x, (y0 + y1) / 2 AS y, z FROM room WHERE {inside} "
        "ORDER BY ord LIMIT 1",
        (ref,),
    )
    if room is None:
        return None
    at = (room["x"], room["y"], room["z"])
    return Spot(kind, ref, name, address_of(reader, ref), None, None, room["id"], *at)
