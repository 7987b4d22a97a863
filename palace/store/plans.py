"""The plan on disk: written whole at founding, grown by rows afterwards, never recomputed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from palace.model.changes import ChangeKind
from palace.model.errors import Stale
from palace.model.plan import (
    Door,
    DoorKind,
    Founding,
    Locus,
    LocusKind,
    PlacedObject,
    Plan,
    Quarter,
    Rect,
    Space,
    SpaceKind,
    Wing,
)
from palace.store.addresses import forget_places, name_places
from palace.store.store import Reader, Transaction

_MEMORY = "layout"
_FOUNDED = "founded"
_SLEPT = "slept"
STILL_A_DRAFT = "The palace is a draft still, and each import may rebuild it; move in first."
"""Why there is nothing to tidy yet."""
_LOCUS_KINDS = {kind.value: kind for kind in LocusKind}


def founded_at(reader: Reader) -> float | None:
    """Return when the person moved in, or None while the palace is a draft."""
    value = reader.value("SELECT value FROM meta WHERE key = ?", (_FOUNDED,))
    return None if value is None else float(value)


def set_founded(tx: Transaction, at: float | None) -> None:
    """Freeze the plan, or make it a draft again."""
    if at is None:
        tx.execute("DELETE FROM meta WHERE key = ?", (_FOUNDED,))
    else:
        tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_FOUNDED, repr(at)))
    tx.log(ChangeKind.META, _FOUNDED)


def slept_at(reader: Reader) -> float | None:
    """Return when the palace was last tidied, None where it never was."""
    value = reader.value("SELECT value FROM meta WHERE key = ?", (_SLEPT,))
    return None if value is None else float(value)


def set_slept(tx: Transaction, at: float | None) -> None:
    """Keep when the palace was tidied; None forgets it."""
    if at is None:
        tx.execute("DELETE FROM meta WHERE key = ?", (_SLEPT,))
    else:
        tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_SLEPT, repr(at)))
    tx.log(ChangeKind.META, _SLEPT)


def layout_memory(reader: Reader) -> dict[str, object]:
    """Return what the layout keeps for growth."""
    value = reader.value("SELECT value FROM meta WHERE key = ?", (_MEMORY,))
    return {} if value is None else dict(json.loads(value))


def write_layout_memory(tx: Transaction, memory: Mapping[str, object]) -> None:
    """Keep what the layout needs for growth."""
    tx.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_MEMORY, json.dumps(memory))
    )


def write_founding(tx: Transaction, founding: Founding) -> None:
    """Replace the whole plan and every placement (only while the palace is a draft)."""
    for table in ("placement", "moved", "locus", "door", "room", "wing", "quarter"):
        tx.execute(f"DELETE FROM {table}")
    forget_places(tx)
    add_architecture(tx, founding.plan)
    tx.insert(
        "placement",
        [
            {"object_id": object_id, "locus_id": locus_id, "since": tx.now, "pinned": 0}
            for object_id, locus_id in founding.placements.items()
        ],
    )
    write_layout_memory(tx, founding.memory)
    tx.log(ChangeKind.PLAN)


def add_architecture(tx: Transaction, plan: Plan) -> None:
    """Add quarters, wings, spaces, doors and loci to the plan."""
    first = int(tx.value("SELECT coalesce(max(ord), -1) + 1 FROM room"))
    first_door = int(tx.value("SELECT coalesce(max(ord), -1) + 1 FROM door"))
    tx.insert("quarter", [asdict(quarter) for quarter in plan.quarters])
    tx.insert("wing", [asdict(wing) for wing in plan.wings])
    tx.insert(
        "room", [_space_row(space, first + number) for number, space in enumerate(plan.spaces)]
    )
    tx.insert(
        "door",
        [asdict(door) | {"ord": first_door + number} for number, door in enumerate(plan.doors)],
    )
    # A walled-up room that opens again has kept its loci.
    tx.insert("locus", [asdict(locus) for locus in plan.loci], or_ignore=True)
    if plan.spaces or plan.doors:
        name_places(tx)
        tx.log(ChangeKind.PLAN, "", "add")


def change_spaces(tx: Transaction, spaces: Sequence[Space]) -> None:
    """Write spaces anew that are in the plan already: a corridor grew, an annex opened again."""
    for space in spaces:
        rect = space.rect
        # Not its name: the person may have given it another meanwhile.
        tx.execute(
            "UPDATE room SET x0 = ?, y0 = ?, x1 = ?, y1 = ?, height = ?, kind = ? WHERE id = ?",
            (rect.x0, rect.y0, rect.x1, rect.y1, space.height, space.kind.value, space.id),
        )
    if spaces:
        tx.log(ChangeKind.PLAN)


def place(tx: Transaction, object_id: str, locus_id: str) -> None:
    """Stand an object at a free locus.

    Raises
    ------
    Stale
        Something else has come to stand there.
    """
    try:
        tx.execute(
            "INSERT INTO placement (object_id, locus_id, since) VALUES (?, ?, ?)",
            (object_id, locus_id, tx.now),
        )
    except sqlite3.IntegrityError as error:
        raise Stale("That place has been taken meanwhile; look again.") from error
    tx.log(ChangeKind.PLACEMENT, object_id, "add")


def _space_row(space: Space, number: int) -> dict[str, Any]:
    row: dict[str, Any] = asdict(space)
    rect: dict[str, Any] = row.pop("rect")
    return row | rect | {"ord": number}


def read_plan(reader: Reader) -> Plan:
    """Return the whole plan, in the order it was built."""
    return Plan(
        tuple(Quarter(**dict(row)) for row in reader.rows("SELECT * FROM quarter ORDER BY ord")),
        tuple(
            Wing(**dict(row)) for row in reader.rows("SELECT * FROM wing ORDER BY quarter_id, ord")
        ),
        tuple(_space(row) for row in reader.rows("SELECT * FROM room ORDER BY ord")),
        tuple(_door(row) for row in reader.rows("SELECT * FROM door ORDER BY ord")),
        tuple(
            # By position: the only table whose rows come in tens of thousands.
            Locus(own, room, number, _LOCUS_KINDS[kind], x, y, z, yaw)
            for own, room, number, kind, x, y, z, yaw in reader.rows(
                "SELECT locus.id, room_id, locus.ord, locus.kind, x, y, locus.z, yaw FROM locus "
                "JOIN room ON room.id = locus.room_id AND room.kind <> 'closed' "
                "ORDER BY room.ord, locus.ord"
            )
        ),
    )


def _space(row: sqlite3.Row) -> Space:
    return Space(
        row["id"],
        row["quarter_id"],
        row["wing_id"],
        SpaceKind(row["kind"]),
        row["name"],
        Rect(row["x0"], row["y0"], row["x1"], row["y1"]),
        row["floor"],
        row["z"],
        row["height"],
        row["climb"],
        row["front"],
        row["seed"],
    )


def _door(row: sqlite3.Row) -> Door:
    return Door(
        row["id"],
        row["a"],
        row["b"],
        row["x"],
        row["y"],
        row["floor"],
        row["axis"],
        row["width"],
        row["height"],
        DoorKind(row["kind"]),
    )


_PLACED = (
    "SELECT object.id, object.title, object.kind, placement.locus_id, locus.room_id, room.wing_id, "
    "locus.x, locus.y, locus.z, locus.yaw, source.kind AS source_kind, "
    # A file's own time says when it was copied here; what its author wrote goes before.
    "CASE WHEN item.updated_precision = 'file' THEN coalesce(item.created, item.updated, 0) "
    "ELSE coalesce(item.updated, item.created, 0) END AS updated, placement.pinned "
    "FROM placement JOIN object ON object.id = placement.object_id AND object.reach = 'here' "
    "JOIN locus ON locus.id = placement.locus_id JOIN room ON room.id = locus.room_id "
    "JOIN item ON item.id = object.item_id JOIN source ON source.id = item.source_id "
)


def placed_objects(reader: Reader) -> list[PlacedObject]:
    """Return every object in reach at its locus, room by room."""
    rows = reader.rows(_PLACED + "ORDER BY room.ord, locus.ord")
    return [PlacedObject(*(*row[:-1], bool(row[-1]))) for row in rows]


def placements(reader: Reader) -> dict[str, str]:
    """Return object id → locus id, those out of reach included."""
    return {
        row["object_id"]: row["locus_id"]
        for row in reader.rows("SELECT object_id, locus_id FROM placement ORDER BY object_id")
    }


def homeless(reader: Reader) -> Sequence[str]:
    """Return objects in reach that have no locus yet, oldest first."""
    return [
        row["id"]
        for row in reader.rows(
            "SELECT object.id FROM object LEFT JOIN placement ON placement.object_id = object.id "
            "WHERE object.reach = 'here' AND placement.object_id IS NULL ORDER BY object.id"
        )
    ]
