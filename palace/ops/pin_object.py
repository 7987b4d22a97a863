"""Pin an object: whatever tidies the palace leaves it where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.places import Before, move_in_first, standing, write_pinned


@dataclass(frozen=True)
class Pinned:
    """What pinning did.

    Parameters
    ----------
    changed
        False where it was so before.
    moved_in
        Whether the palace was a draft until then.
    """

    object_id: str
    pinned: bool
    changed: bool
    moved_in: bool
    before: Before


@dataclass(frozen=True)
class PinObject(Operation[Pinned]):
    """Pin an object to its locus, or unpin it.

    Parameters
    ----------
    object
        Its id.
    pinned
        False unpins.
    called
        The object's title, for the undo menu.

    Raises
    ------
    NotFound
        There is no such object, or it has no place yet.
    """

    kind: ClassVar[str] = "pin_object"

    object: str
    pinned: bool = True
    called: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        what = f"“{self.called}”" if self.called else "an object"
        return f"{'Pin' if self.pinned else 'Unpin'} {what}"

    def apply(self, tx: Transaction) -> Pinned:
        """Do it; a draft is moved into first."""
        where = standing(tx, self.object)
        if where is None:
            raise NotFound(
                "This has no place yet, so it cannot be pinned; try again when it has one."
            )
        before = Before()
        if where.pinned == self.pinned:
            return Pinned(self.object, self.pinned, False, False, before)
        moved_in = move_in_first(tx, before)
        write_pinned(tx, where, self.pinned, before)
        return Pinned(self.object, self.pinned, True, moved_in, before)

    def inverse(self, tx: Transaction, result: Pinned) -> tuple[str, dict[str, Any]] | None:
        """Be as it was."""
        return ("put_back", result.before.fields) if result.changed else None
