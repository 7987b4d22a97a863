"""Give a quarter, wing or room a name of the person's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.model.errors import NotFound, PalaceError
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.places import (
    PLACE_TABLES,
    Before,
    bearers_of,
    move_in_first,
    name_taken,
    write_names,
)

LONGEST = 40
"""Characters of a name: what fits on a sign."""


@dataclass(frozen=True)
class Renamed:
    """What a renaming did.

    Parameters
    ----------
    kind
        "quarter", "wing" or "room".
    old, name
        What it was called, and is.
    moved_in
        Whether the palace was a draft until then.
    """

    kind: str
    id: str
    old: str
    name: str
    moved_in: bool
    before: Before


def fit_name(name: str) -> str:
    """Return a name as it can stand on a sign.

    Raises
    ------
    PalaceError
        It is empty, too long, or has no letter or digit.
    """
    fit = " ".join(name.split())
    if not any(character.isalnum() for character in fit) or not fit.isprintable():
        raise PalaceError("A name needs at least one letter or digit, and no control characters.")
    if len(fit) > LONGEST:
        raise PalaceError(
            f"“{fit[:LONGEST]}…” has {len(fit)} characters; a sign has room for {LONGEST}."
        )
    return fit


@dataclass(frozen=True)
class RenamePlace(Operation[Renamed]):
    """Rename a quarter, a wing or a room; signs that carry the name follow.

    Parameters
    ----------
    place
        Its id.
    name
        Unique over the palace, whatever the case, and at most 40 characters.

    Raises
    ------
    NotFound
        There is no such quarter, wing or room.
    PalaceError
        The name is not fit, or taken.
    """

    kind: ClassVar[str] = "rename_place"

    place: str
    name: str

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return f"Rename to “{' '.join(self.name.split())}”"

    def apply(self, tx: Transaction) -> Renamed:
        """Rename it; a draft is moved into first."""
        name = fit_name(self.name)
        for table in PLACE_TABLES:
            only = " AND kind = 'room'" if table == "room" else ""
            old = tx.value(f"SELECT name FROM {table} WHERE id = ?{only}", (self.place,))
            if old is not None:
                break
        else:
            raise NotFound(f"There is no quarter, wing or room with the id {self.place!r}.")
        before = Before()
        if old == name:
            return Renamed(table, self.place, old, name, False, before)
        bearers = bearers_of(tx, table, self.place, name)
        own = [place_id for _, place_id, _ in bearers]
        taken = name_taken(tx, name, own)
        if taken:
            raise PalaceError(f"There is a {taken} called “{name}” already; choose another name.")
        moved_in = move_in_first(tx, before)
        before.shared = name_taken(tx, old, own) is not None
        write_names(tx, bearers, before)
        return Renamed(table, self.place, old, name, moved_in, before)

    def inverse(self, tx: Transaction, result: Renamed) -> tuple[str, dict[str, Any]] | None:
        """Give back the names."""
        return ("put_back", result.before.fields) if result.before.names else None
