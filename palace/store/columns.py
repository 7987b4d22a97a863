"""How the model's values lie in columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from palace.model.moments import Moment, Precision

IN_ITS_ROOM = (
    "LEFT JOIN placement ON placement.object_id = object.id "
    "LEFT JOIN locus ON locus.id = placement.locus_id "
    "LEFT JOIN room ON room.id = locus.room_id"
)
"""What joins to an object its locus and room; both are NULL for one that stands nowhere."""


def moment_columns(moment: Moment | None, prefix: str = "at") -> dict[str, Any]:
    """Return a moment as its three columns."""
    if moment is None:
        return {prefix: None, f"{prefix}_offset": None, f"{prefix}_precision": None}
    return {
        prefix: moment.utc,
        f"{prefix}_offset": moment.offset,
        f"{prefix}_precision": moment.precision.value,
    }


def moment_of(row: sqlite3.Row | Mapping[str, Any], prefix: str = "at") -> Moment | None:
    """Return the moment of a row's three columns, or None."""
    utc = row[prefix]
    if utc is None:
        return None
    return Moment(utc, row[f"{prefix}_offset"], Precision(row[f"{prefix}_precision"] or "second"))


def marks(count: int) -> str:
    """Return ``?, ?, …`` for an ``IN`` clause."""
    return ", ".join("?" * count)
