"""What sleep builds and walls up, so that undo takes exactly that back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from palace.model.changes import ChangeKind
from palace.model.plan import Plan, Space
from palace.store.columns import marks
from palace.store.plans import add_architecture, change_spaces, layout_memory, write_layout_memory
from palace.store.store import Reader, Transaction

_SHAPE = ("x0", "y0", "x1", "y1", "height", "kind")


@dataclass
class Built:
    """What was built and what stood in the rows that changed; JSON-able.

    Parameters
    ----------
    rooms, doors
        Identifiers of what is new.
    shapes
        [space id, x0, y0, x1, y1, height, kind] as they were.
    shut
        Rows of doors that were taken out.
    memory
        What the layout kept under the names that changed; None where there was nothing.
    after
        The digest of what it keeps under these names since.
    """

    rooms: list[str] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    shapes: list[list[Any]] = field(default_factory=list)
    shut: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)
    after: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The fields as JSON knows them."""
        return asdict(self)


def build(tx: Transaction, plan: Plan, changed: Sequence[Space], built: Built) -> None:
    """Add architecture, and write spaces anew that are there already."""
    built.rooms += [space.id for space in plan.spaces]
    built.doors += [door.id for door in plan.doors]
    _keep_shapes(tx, [space.id for space in changed], built)
    add_architecture(tx, plan)
    change_spaces(tx, changed)


def wall_up(tx: Transaction, rooms: Sequence[str], built: Built) -> None:
    """Take the doors of empty rooms out; their loci stay theirs until they open again."""
    _keep_shapes(tx, rooms, built)
    for room in rooms:
        doors = tx.rows("SELECT * FROM door WHERE a = ? OR b = ?", (room, room))
        built.shut += [dict(door) for door in doors if door["id"] not in built.doors]
        tx.execute("DELETE FROM door WHERE a = ? OR b = ?", (room, room))
        tx.execute("UPDATE room SET kind = 'closed' WHERE id = ?", (room,))
        tx.log(ChangeKind.PLAN, room)


def remember(tx: Transaction, memory: Mapping[str, Any], built: Built) -> None:
    """Keep what the layout needs for growth from now on."""
    old = layout_memory(tx)
    # As it will be read: JSON knows lists only.
    new = json.loads(json.dumps(memory))
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    built.memory = {name: old.get(name) for name in names}
    built.after = _digest(new, names)
    if names:
        write_layout_memory(tx, new)


def take_down(tx: Transaction, built: Built) -> bool:
    """Make the architecture what it was; False where something has grown on it since.

    Then it stays: an annex that stands empty is walled up by the next sleep.
    """
    memory = layout_memory(tx)
    opened = [own for own, *shape in built.shapes if shape[-1] == "closed"]
    if _digest(memory, built.memory) != built.after or _in_use(tx, [*built.rooms, *opened]):
        return False
    for table, ids in (("door", built.doors), ("locus", ()), ("room", built.rooms)):
        for own in ids:
            tx.execute(f"DELETE FROM {table} WHERE id = ?", (own,))
        if table == "locus":
            for room in built.rooms:
                tx.execute("DELETE FROM locus WHERE room_id = ?", (room,))
    for own, *shape in built.shapes:
        tx.execute(
            f"UPDATE room SET {', '.join(f'{name} = ?' for name in _SHAPE)} WHERE id = ?",
            (*shape, own),
        )
    tx.insert("door", built.shut)
    if built.memory:
        for name, value in built.memory.items():
            if value is None:
                del memory[name]
            else:
                memory[name] = value
        write_layout_memory(tx, memory)
    tx.log(ChangeKind.PLAN)
    return True


def _keep_shapes(tx: Transaction, spaces: Iterable[str], built: Built) -> None:
    known = {row[0] for row in built.shapes} | set(built.rooms)
    for own in spaces:
        row = tx.row(f"SELECT {', '.join(_SHAPE)} FROM room WHERE id = ?", (own,))
        if row is not None and own not in known:
            built.shapes.append([own, *row])
            known.add(own)


def _in_use(reader: Reader, rooms: Sequence[str]) -> bool:
    """Return whether something stands or stood in one of some rooms, is sent or led there."""
    if not rooms:
        return False
    inside = f"IN (SELECT id FROM locus WHERE room_id IN ({marks(len(rooms))}))"
    return bool(
        reader.value(
            f"SELECT EXISTS (SELECT 1 FROM placement WHERE locus_id {inside}) "
            f"OR EXISTS (SELECT 1 FROM moved WHERE from_locus {inside} OR to_locus {inside}) "
            f"OR EXISTS (SELECT 1 FROM route_stop WHERE locus_id {inside}) "
            f"OR EXISTS (SELECT 1 FROM destination WHERE ref IN ({marks(len(rooms))}))",
            (*rooms, *rooms, *rooms, *rooms, *rooms),
        )
    )


def _digest(memory: Mapping[str, Any], names: Iterable[str]) -> str:
    part = json.dumps([[name, memory.get(name)] for name in sorted(names)])
    return hashlib.sha256(part.encode()).hexdigest()
