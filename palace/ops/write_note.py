"""Write a note of one's own, standing where the person stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.importers import own_notes
from palace.model.errors import PalaceError
from palace.model.ids import new_id
from palace.ops.edit_note import now_of
from palace.ops.operation import Operation
from palace.recall.keying import item_keys
from palace.store import Transaction
from palace.store.library import source_id, write_item
from palace.store.places import Standing, marked_loci, standing
from palace.store.plans import place
from palace.store.writing import write_unfinished

NEW = "new"
"""Under this a new note is kept while it is being typed."""


@dataclass(frozen=True)
class Wrote:
    """A note that was written.

    Parameters
    ----------
    stands
        Where it stands, None while there is no place to stand in.
    """

    object_id: str
    memory_id: str
    title: str
    stands: Standing | None


@dataclass(frozen=True)
class WriteNote(Operation[Wrote]):
    """Add a note of one's own at the free locus nearest to a point.

    Parameters
    ----------
    text
        Markdown; its first heading, or its first line, is its title.
    near
        x, y, z in metres, where the person stands; None leaves it to the palace.
    room
        The id of the space the person is in: a room's own loci are nearest.

    Raises
    ------
    PalaceError
        The text is blank.
    """

    kind: ClassVar[str] = "write_note"

    text: str
    near: tuple[float, float, float] | None = None
    room: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Write a note"

    def apply(self, tx: Transaction) -> Wrote:
        """Write it."""
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if not text.strip():
            raise PalaceError("A note needs at least a word.")
        write_unfinished(tx, NEW, None, "")
        now = now_of(tx)
        item = own_notes.own_item(new_id(), text, now, now)
        source = source_id(tx, own_notes.KIND, own_notes.URI)
        written = write_item(tx, source, item, item_keys(item), by=tx.actor)
        object_id = written.added[0]
        locus = None if self.near is None else _nearest_free(tx, self.near, self.room)
        if locus is not None:
            place(tx, object_id, locus)
        memory = tx.value("SELECT id FROM memory WHERE object_id = ? ORDER BY ord", (object_id,))
        return Wrote(object_id, memory, item.objects[0].title, standing(tx, object_id))

    def inverse(self, tx: Transaction, result: Wrote) -> tuple[str, dict[str, Any]] | None:
        """Put it out of reach; its place stays its own."""
        return "set_reach", {"objects": [result.object_id], "reach": "lethe"}


FLOOR = 8.0
"""Another storey counts as so many times its height away: one does not want to climb for it."""


def _nearest_free(tx: Transaction, near: tuple[float, float, float], room: str) -> str | None:
    """Return the free locus of the room, else the nearest anywhere; None where there is none."""
    marked = marked_loci(tx, tx.now)
    rows = tx.rows(
        "SELECT locus.id, locus.room_id, x, y, z, locus.ord FROM locus "
        "LEFT JOIN placement ON placement.locus_id = locus.id WHERE placement.object_id IS NULL"
    )
    free = [row for row in rows if row["id"] not in marked]
    if not free:
        return None
    x, y, z = near

    def away(row: Any) -> tuple[bool, float, str]:
        far = (row["x"] - x) ** 2 + (row["y"] - y) ** 2 + (FLOOR * (row["z"] - z)) ** 2
        return row["room_id"] != room, far, row["id"]

    return str(min(free, key=away)["id"])
