"""What the window knows of the palace's shape: plan, objects, and lookups among them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from palace.desktop.below import retold
from palace.desktop.reader.lists import Companion
from palace.desktop.tr import tr
from palace.desktop.wording import beside, day_of, objects, rooms, source_name, spot, wings
from palace.model.plan import Locus, PlacedObject, Plan, Quarter, Space, SpaceKind, Wing

if TYPE_CHECKING:
    from palace.queries import Movement


def spoken(plan: Plan) -> Plan:
    """Return a plan whose courts, galleries and stairs are called as in the window's language."""
    spaces = tuple(
        space if (name := _called(space)) == space.name else replace(space, name=name)
        for space in plan.spaces
    )
    return plan if spaces == plan.spaces else replace(plan, spaces=spaces)


def _called(space: Space) -> str:
    if space.kind in (SpaceKind.ROOM, SpaceKind.CORRIDOR, SpaceKind.CLOSED):
        return space.name
    return retold(space.name)


@dataclass(frozen=True)
class World:
    """A plan with its objects, as one state; a change makes a new one."""

    plan: Plan = field(default_factory=Plan)
    objects: Sequence[PlacedObject] = ()
    markers: Sequence[Movement] = ()
    """The ways of what has left its place of late, where that is free still."""

    @cached_property
    def spaces(self) -> dict[str, Space]:
        """Spaces by id."""
        return {space.id: space for space in self.plan.spaces}

    @cached_property
    def wings(self) -> dict[str, Wing]:
        """Wings by id."""
        return {wing.id: wing for wing in self.plan.wings}

    @cached_property
    def quarters(self) -> dict[str, Quarter]:
        """Quarters by id."""
        return {quarter.id: quarter for quarter in self.plan.quarters}

    @cached_property
    def loci(self) -> dict[str, Locus]:
        """Loci by id."""
        return {locus.id: locus for locus in self.plan.loci}

    @cached_property
    def placed(self) -> dict[str, PlacedObject]:
        """Objects by id."""
        return {entry.id: entry for entry in self.objects}

    def beside(self, space_id: str | None) -> set[str | None]:
        """Return a space and those that a door leads to from it."""
        near = {space_id}
        for door in self.plan.doors:
            if space_id in (door.a, door.b):
                near.add(door.b if door.a == space_id else door.a)
        return near

    @cached_property
    def went(self) -> dict[str, Movement]:
        """Return what left a place, by the id that its marker has in the scene."""
        return {f"marker {way.from_locus}": way for way in self.markers}

    @cached_property
    def shown(self) -> Sequence[PlacedObject]:
        """What stands in the scene: the objects, and markers at the places that were left."""
        if not self.markers:
            return self.objects
        standing = [*self.objects]
        for own, way in self.went.items():
            locus = self.loci.get(way.from_locus)
            room = self.spaces.get(way.from_room_id)
            if locus is not None and room is not None:
                standing.append(
                    PlacedObject(
                        own,
                        tr("Now in {room}: {title}", room=way.to_room, title=way.title),
                        "marker",
                        locus.id,
                        room.id,
                        room.wing_id or "",
                        locus.x,
                        locus.y,
                        locus.z,
                        locus.yaw,
                    )
                )
        return standing

    @cached_property
    def named(self) -> dict[str, PlacedObject]:
        """What stands in the scene, by id."""
        return {entry.id: entry for entry in self.shown} if self.markers else self.placed

    @cached_property
    def in_room(self) -> dict[str, list[PlacedObject]]:
        """Objects by room."""
        found: dict[str, list[PlacedObject]] = defaultdict(list)
        for entry in self.objects:
            found[entry.room_id].append(entry)
        return found

    def loci_in(self, room_id: str) -> list[Locus]:
        """Return the loci of a room."""
        return self._loci_in.get(room_id, [])

    def look_up(self) -> None:
        """Make the lookups that the window asks for at once; a large palace takes a while."""
        for made in (self.spaces, self.loci, self.placed, self.named, self.in_room, self._loci_in):
            assert isinstance(made, dict)

    @cached_property
    def _loci_in(self) -> dict[str, list[Locus]]:
        found: dict[str, list[Locus]] = defaultdict(list)
        for locus in self.plan.loci:
            found[locus.room_id].append(locus)
        return found

    @property
    def empty(self) -> bool:
        """Whether nothing has been built yet."""
        return not self.plan.spaces

    def path_of(self, space_id: str) -> list[tuple[str, str]]:
        """Return (id, name) from quarter to space; a quarter that is the only one is left out."""
        space = self.spaces.get(space_id)
        if space is None:
            return []
        path: list[tuple[str, str]] = []
        quarter = self.quarters.get(space.quarter_id)
        if quarter is not None and len(self.quarters) > 1:
            path.append((quarter.id, quarter.name))
        wing = self.wings.get(space.wing_id or "")
        if wing is not None:
            path.append((wing.id, wing.name))
        if not path or path[-1][1] != space.name:
            path.append((space.id, space.name))
        return path

    def many_in(self, space_id: str) -> str:
        """Return how many objects stand in a room; of another space, how many it leads to."""
        space = self.spaces.get(space_id)
        wing = space.wing_id if space is not None else None
        if space is None or space.kind is SpaceKind.ROOM:
            return objects(len(self.in_room.get(space_id, ())))
        inside = [s for s in self.plan.spaces if s.kind is SpaceKind.ROOM]
        return rooms(sum(wing is None or s.wing_id == wing for s in inside))

    def detail_of(self, space_id: str) -> str:
        """Return what an arrival sign says under a space's name."""
        space = self.spaces.get(space_id)
        if space is None:
            return ""
        wing = self.wings.get(space.wing_id or "")
        if space.kind is SpaceKind.ROOM:
            many = objects(len(self.in_room.get(space_id, ())))
            return beside(wing.name, many) if wing is not None else many
        if wing is not None:
            return rooms(
                sum(s.kind is SpaceKind.ROOM and s.wing_id == wing.id for s in self.plan.spaces)
            )
        return self.summary()

    def summary(self) -> str:
        """Return the whole palace in figures."""
        return beside(
            wings(len(self.plan.wings)),
            rooms(sum(space.kind is SpaceKind.ROOM for space in self.plan.spaces)),
            objects(len(self.objects)),
        )

    def companions(self, object_id: str) -> list[Companion]:
        """Return what stands in the same room, nearest first."""
        own = self.placed.get(object_id)
        if own is None:
            return []

        def away(other: PlacedObject) -> float:
            return math.hypot(other.x - own.x, other.y - own.y)

        others = sorted(
            (other for other in self.in_room[own.room_id] if other.id != object_id), key=away
        )
        return [
            Companion(other.id, other.title, other.kind, self._remark(other)) for other in others
        ]

    def _remark(self, entry: PlacedObject) -> str:
        locus = self.loci.get(entry.locus_id)
        parts = [source_name(entry.source_kind, entry.kind), day_of(entry.updated)]
        if locus is not None:
            parts.append(spot(locus.kind, locus.ord))
        return beside(*parts)

    def wing_of(self, wing_id: str) -> str:
        """Return a wing's character, empty where unknown."""
        wing = self.wings.get(wing_id)
        return wing.character if wing is not None else ""

    def court(self) -> Space | None:
        """Return the first court."""
        return next((s for s in self.plan.spaces if s.kind is SpaceKind.COURT), None)
