"""What tests of arranged palaces look at."""

from __future__ import annotations

import math
from typing import Any

from palace.model.plan import SpaceKind
from palace.ops import ImportItems, PlaceObjects, StoreVectors
from palace.queries import PlanOf
from palace.queries.entries import Entries
from palace.queries.growth import Growth, Settled
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.drafts import note
from tests.furnished import WordVectors

NOW = 1_800_000_000.0


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def state(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the store, but for the two logs and for addresses that nothing goes by now.

    An address once given is no other place's for good, also when what gave it is undone.
    """
    reader = session._store.reader()
    names = [
        row["name"]
        for row in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if row["name"] not in {"change", "operation", "sqlite_sequence"}
    ]
    standing_now = (
        "SELECT * FROM address WHERE current AND ref IN (SELECT id FROM quarter UNION ALL "
        "SELECT id FROM wing UNION ALL SELECT id FROM room)"
    )
    return {
        name: sorted(
            (
                tuple(row)
                for row in reader.rows(
                    standing_now if name == "address" else f'SELECT * FROM "{name}"'
                )
            ),
            key=repr,
        )
        for name in names
    }


def standing(session: Session) -> dict[str, str]:
    rows = session._store.reader().rows("SELECT object_id, locus_id FROM placement")
    return {row["object_id"]: row["locus_id"] for row in rows}


def rooms(session: Session) -> list[str]:
    return [s.id for s in session.ask(PlanOf()).spaces if s.kind is SpaceKind.ROOM]


def room_name(session: Session, room: str) -> str:
    return next(s.name for s in session.ask(PlanOf()).spaces if s.id == room)


def take_in_more(
    session: Session, many: int, subject: str = "bread", now: float = math.inf
) -> list[str]:
    """Import notes of another source and place them in the founded palace."""
    embedder = WordVectors()
    items = [
        note(f"more/{subject} {n}.md", {"": f"More of {f'{subject} ' * 6}, {n}."})
        for n in range(many)
    ]
    added = session.run(ImportItems.of("markdown", "/more", items, f"more-{subject}-{many}"))
    space = embedder.space
    while keys := session.ask(PendingKeys(space, True, 0, 4096)):
        session.run(StoreVectors(space, keys, embedder.embed([key.text for key in keys])))
    waiting = session.ask(Settled()).homeless
    entries = session.ask(Entries(space, waiting))
    session.run(PlaceObjects(session.ask(Growth(space, now)), tuple(entries)))
    return [object_id for written in added for object_id in written.added]
