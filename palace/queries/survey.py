"""The plan as a document: every walkable space, door and locus, and who stands there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from palace.layout.fingerprint import rect_of, standing_digest
from palace.model.plan import Plan, SpaceKind
from palace.queries.query import Context, Query
from palace.store.plans import placements, read_plan


@dataclass(frozen=True)
class Survey:
    """A plan with who stands where.

    Parameters
    ----------
    placements
        Object id to locus id, objects out of reach included: their loci are kept for them.
    content_hashes
        Object id to content hash, for the placed objects.
    """

    plan: Plan
    placements: dict[str, str]
    content_hashes: dict[str, str]

    @property
    def digest(self) -> str:
        """The hash over where things stand, see `palace.layout.fingerprint.standing_digest`."""
        return standing_digest(self.plan, self.placements, self.content_hashes)

    def document(self) -> dict[str, Any]:
        """Return it as JSON knows it; lengths in metres.

        A room here is any walkable space; `rect` is [x, y, width, height] from the south-western
        corner, `object` is null where a locus is free.
        """
        holder = {locus: object_id for object_id, locus in self.placements.items()}
        return {
            "quarters": [asdict(quarter) for quarter in self.plan.quarters],
            "wings": [
                {
                    "id": wing.id,
                    "name": wing.name,
                    "quarter": wing.quarter_id,
                    "ord": wing.ord,
                    "side": wing.side,
                    "character": wing.character,
                }
                for wing in self.plan.wings
            ],
            "rooms": [
                {
                    "id": space.id,
                    "name": space.name,
                    "quarter": space.quarter_id,
                    "wing": space.wing_id,
                    "floor": space.floor,
                    "rect": list(rect_of(space)),
                    "kind": space.kind.value,
                }
                for space in self.plan.spaces
                # Nobody walks into what is walled up.
                if space.kind is not SpaceKind.CLOSED
            ],
            "doors": [
                {
                    "a": door.a,
                    "b": door.b,
                    "x": door.x,
                    "y": door.y,
                    "floor": door.floor,
                    "width": door.width,
                    "kind": door.kind.value,
                }
                for door in self.plan.doors
            ],
            "loci": [
                {
                    "id": locus.id,
                    "room": locus.room_id,
                    "x": locus.x,
                    "y": locus.y,
                    "z": locus.z,
                    "object": holder.get(locus.id),
                }
                for locus in self.plan.loci
            ],
            "objects": [
                {"id": object_id, "content": self.content_hashes[object_id]}
                for object_id in sorted(self.placements)
            ],
        }


@dataclass(frozen=True)
class SurveyOf(Query[Survey]):
    """The whole plan and every placement."""

    def answer(self, context: Context) -> Survey:
        """Return it, in the order the plan was built."""
        reader = context.reader
        hashes = {
            row["id"]: row["content_hash"]
            for row in reader.rows(
                "SELECT object.id, object.content_hash FROM object "
                "JOIN placement ON placement.object_id = object.id"
            )
        }
        return Survey(read_plan(reader), placements(reader), hashes)
