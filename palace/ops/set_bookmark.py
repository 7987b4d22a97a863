"""Mark a place to come back to, give the mark another name, or take it away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound, PalaceError
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.routes import Bookmark, bookmark, drop_bookmark, write_bookmark

LONGEST = 60
"""Characters of a bookmark's name."""


@dataclass(frozen=True)
class SetBookmark(Operation[Bookmark | None]):
    """Keep a bookmark; the answer is what it was before.

    Parameters
    ----------
    id
        A fresh one makes a new bookmark.
    name
        Empty takes it away.
    room, x, y, z, yaw, pitch
        As `palace.store.routes.Bookmark` has them; not used where it is there already.

    Raises
    ------
    NotFound
        There is no such bookmark to take away.
    PalaceError
        The name is too long.
    """

    kind: ClassVar[str] = "set_bookmark"

    id: str
    name: str
    room: str = ""
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return f"Bookmark “{self.name}”" if self.name else "Take a bookmark away"

    def apply(self, tx: Transaction) -> Bookmark | None:
        """Write it."""
        name = " ".join(self.name.split())
        if len(name) > LONGEST:
            raise PalaceError(f"A bookmark's name has at most {LONGEST} characters.")
        before = bookmark(tx, self.id)
        if not name:
            if before is None:
                raise NotFound("This bookmark is gone already.")
            drop_bookmark(tx, self.id)
            return before
        where = (self.room, self.x, self.y, self.z, self.yaw, self.pitch)
        write_bookmark(tx, Bookmark(self.id, name, *where))
        return before

    def inverse(
        self, tx: Transaction, result: Bookmark | None
    ) -> tuple[str, dict[str, Any]] | None:
        """Be as it was."""
        if result is None:
            return self.kind, {"id": self.id, "name": ""}
        fields = asdict(result)
        return self.kind, fields | {"room": fields.pop("room_id")}
