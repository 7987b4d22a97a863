"""Where things stand, gathered from an export's own rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Spot:
    """Where an object stands, as signs say it.

    Parameters
    ----------
    number
        The locus' number in its room.
    """

    quarter: str
    wing: str
    room_id: str
    room: str
    number: int
    pinned: bool


@dataclass
class Standing:
    """Learns rows of places one by one, then says where an object stands."""

    _names: dict[str, str] = field(default_factory=dict)
    _rooms: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _loci: dict[str, tuple[str, int]] = field(default_factory=dict)
    _objects: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def learn(self, table: str, row: Mapping[str, Any]) -> None:
        """Take in a row of an export."""
        match table:
            case "quarter" | "wing":
                self._names[row["id"]] = row["name"]
            case "room":
                self._rooms[row["id"]] = (
                    self._names.get(row["quarter_id"], ""),
                    self._names.get(row["wing_id"] or "", ""),
                    row["name"],
                )
            case "locus":
                self._loci[row["id"]] = (row["room_id"], row["ord"])
            case "placement":
                self._objects[row["object_id"]] = (row["locus_id"], bool(row["pinned"]))

    def spot(self, object_id: str) -> Spot | None:
        """Return where an object stands, None where it has no place."""
        if object_id not in self._objects:
            return None
        locus, pinned = self._objects[object_id]
        room, number = self._loci[locus]
        quarter, wing, name = self._rooms[room]
        return Spot(quarter, wing, room, name, number, pinned)

    @property
    def rooms(self) -> list[str]:
        """Identifiers of all spaces, in the order they were built."""
        return list(self._rooms)

    def room_name(self, room: str) -> str:
        """Return what a room's sign says."""
        return self._rooms[room][2]
