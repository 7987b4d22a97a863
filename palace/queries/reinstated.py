"""Context reinstated: one step back to where, when and among what a memory was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from palace.model.moments import Moment
from palace.queries.query import Context, Query
from palace.queries.read import PlaceNames, ShowMemory, happened_at
from palace.store import Reader

ABOUT = 3
"""So many parts of the thread before and after."""
TRAIL_SECONDS = 3600.0
"""What was visited so long before the last visit belongs to its trail."""
PRESENT_SECONDS = 600.0
"""A visit so long ago is this recall itself; the trail is that of the one before."""
DAY_LIMIT = 30


@dataclass(frozen=True)
class Beside:
    """Something that belongs to the moment.

    Parameters
    ----------
    title
        Of its object, with the part's own where it has one.
    at
        When it happened, or when it was visited.
    """

    memory: str
    object: str
    title: str
    kind: str
    at: Moment | None


@dataclass(frozen=True)
class Reinstatement:
    """The context of a memory.

    Parameters
    ----------
    place
        Where it stands, None while it has no place.
    thread
        What was said just before and after it, itself among it.
    day
        What else happened on that day of its own zone, in the order of the day.
    trail
        What was visited in the hour before the last visit to it, the earliest first; a visit of
        the last minutes counts only where there was no other.
    """

    memory: str
    object: str
    title: str
    at: Moment | None
    place: PlaceNames | None
    thread: tuple[Beside, ...]
    day: tuple[Beside, ...]
    trail: tuple[Beside, ...]


@dataclass(frozen=True)
class Reinstated(Query[Reinstatement]):
    """A memory's context: its room, the thread at that moment, its day, the trail that led there.

    Parameters
    ----------
    id
        Of a memory or object, or an address.

    Raises
    ------
    NotFound
        There is none.
    """

    id: str

    def answer(self, context: Context) -> Reinstatement:
        """Return it."""
        reader = context.reader
        view = ShowMemory(self.id).answer(context)
        number = int(reader.value("SELECT ord FROM memory WHERE id = ?", (view.id,)) or 0)
        thread = reader.rows(
            _BESIDE + "WHERE memory.object_id = ? AND memory.ord BETWEEN ? AND ? "
            "AND memory.reach = 'here' ORDER BY memory.ord",
            (view.object_id, number - ABOUT, number + ABOUT),
        )
        return Reinstatement(
            view.id,
            view.object_id,
            view.object_title,
            view.happened_at,
            view.place,
            tuple(_beside(row) for row in thread),
            _that_day(reader, view.happened_at, view.object_id),
            _trail(reader, view.object_id, context.now),
        )


_BESIDE = (
    "SELECT memory.id, memory.object_id, memory.title, memory.at, memory.at_offset, "
    "memory.at_precision, object.title AS object_title, object.kind, item.created, "
    "item.created_offset, item.created_precision, item.updated, item.updated_offset, "
    "item.updated_precision FROM memory "
    "JOIN object ON object.id = memory.object_id AND object.reach = 'here' "
    "JOIN item ON item.id = object.item_id "
)


def _beside(row: object, at: Moment | None = None) -> Beside:
    title = row["object_title"]  # type: ignore[index]
    own = row["title"]  # type: ignore[index]
    if own and own != title:
        title = f"{title} › {own}"
    return Beside(
        row["id"],  # type: ignore[index]
        row["object_id"],  # type: ignore[index]
        title,
        row["kind"],  # type: ignore[index]
        at if at is not None else happened_at(row),  # type: ignore[arg-type]
    )


def _that_day(reader: Reader, at: Moment | None, object_id: str) -> tuple[Beside, ...]:
    """Return the first part of everything else that happened on a moment's own day."""
    if at is None:
        return ()
    start = at.datetime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = reader.rows(
        _BESIDE + "WHERE memory.reach = 'here' AND memory.object_id <> ? "
        "AND coalesce(memory.at, item.created, item.updated) >= ? "
        "AND coalesce(memory.at, item.created, item.updated) < ? "
        "GROUP BY memory.object_id "
        "ORDER BY min(coalesce(memory.at, item.created, item.updated)) LIMIT ?",
        (object_id, start.timestamp(), (start + timedelta(days=1)).timestamp(), DAY_LIMIT),
    )
    return tuple(_beside(row) for row in rows)


def _trail(reader: Reader, object_id: str, now: float) -> tuple[Beside, ...]:
    """Return what was visited in the hour before the last visit to an object but this one."""
    last = reader.value(
        "SELECT coalesce(max(CASE WHEN at < ? THEN at END), max(at)) FROM visit "
        "WHERE object_id = ?",
        (now - PRESENT_SECONDS, object_id),
    )
    if last is None:
        return ()
    rows = reader.rows(
        "SELECT object_id, max(at) AS visited FROM visit WHERE object_id <> ? AND at >= ? "
        "AND at <= ? GROUP BY object_id ORDER BY visited",
        (object_id, last - TRAIL_SECONDS, last),
    )
    found = []
    for row in rows:
        page = reader.row(
            _BESIDE + "WHERE memory.object_id = ? AND memory.reach = 'here' "
            "ORDER BY memory.alternate, memory.ord LIMIT 1",
            (row["object_id"],),
        )
        if page is not None:
            found.append(_beside(page, Moment(row["visited"])))
    return tuple(found)
