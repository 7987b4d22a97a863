"""The plan, and who stands where."""

from __future__ import annotations

from dataclasses import dataclass

from palace.model.plan import PlacedObject, Plan
from palace.queries.query import Context, Query
from palace.store.plans import placed_objects, read_plan


@dataclass(frozen=True)
class PlanOf(Query[Plan]):
    """The whole plan; empty in an empty palace."""

    def answer(self, context: Context) -> Plan:
        """Return it in the order it was built."""
        return read_plan(context.reader)


@dataclass(frozen=True)
class PlacedObjects(Query[list[PlacedObject]]):
    """Every object in reach that has a locus."""

    def answer(self, context: Context) -> list[PlacedObject]:
        """Return them room by room."""
        return placed_objects(context.reader)
