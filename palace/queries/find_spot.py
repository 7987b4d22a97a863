"""A place by whatever a person has of it."""

from __future__ import annotations

from dataclasses import dataclass

from palace.model.errors import NotFound
from palace.queries.arranged import FindPlace
from palace.queries.query import Context, Query
from palace.queries.read import ShowMemory
from palace.queries.spots import Spot, spot_at, spot_of


@dataclass(frozen=True)
class FindSpot(Query[Spot]):
    """A place by its address, its name, its id, or the id of what stands there.

    Raises
    ------
    NotFound
        There is none, or more than one.
    """

    text: str

    def answer(self, context: Context) -> Spot:
        """Return it."""
        reader = context.reader
        spot = spot_of(reader, self.text, told=True)
        if spot is not None:
            return spot
        if "/" not in self.text:
            try:
                place = FindPlace(self.text).answer(context)
            except NotFound:
                spot = _standing(context, self.text)
            else:
                spot = spot_at(reader, place.kind, place.id)
            if spot is not None:
                return spot
        raise NotFound(
            f"There is no place {self.text!r}: give an address (quarter/wing/room/7), the name of "
            "a quarter, wing or room, or the id of what stands there."
        )


def _standing(context: Context, identifier: str) -> Spot | None:
    try:
        view = ShowMemory(identifier).answer(context)
    except NotFound:
        return None
    if view.place is None:
        raise NotFound(f"“{view.object_title}” has no place yet.")
    return spot_at(context.reader, "room", view.place.room_id, view.place.locus)
