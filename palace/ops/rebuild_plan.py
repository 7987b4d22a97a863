"""Draw a draft's plan anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.model.errors import Stale
from palace.model.plan import Founding
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.plans import founded_at, write_founding


@dataclass(frozen=True)
class RebuildPlan(Operation[int]):
    """Replace plan and placements by a founding that was computed outside the lock.

    Raises
    ------
    Stale
        Somebody has moved in meanwhile, or an object of it is gone: places are permanent now.
    """

    kind: ClassVar[str] = "rebuild_plan"

    founding: Founding

    def apply(self, tx: Transaction) -> int:
        """Write it and return how many objects stand in it."""
        if founded_at(tx) is not None:
            raise Stale("The palace has been moved into meanwhile; its plan stays as it is.")
        known = {row["id"] for row in tx.rows("SELECT id FROM object")}
        if not known.issuperset(self.founding.placements):
            raise Stale("An object has been erased while the plan was drawn; draw it again.")
        write_founding(tx, self.founding)
        return len(self.founding.placements)
