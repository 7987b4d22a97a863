"""What a person asks for: words, and exact filters among them (``room:Bread before:2024-05``)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from palace.model.errors import PalaceError
from palace.store.columns import IN_ITS_ROOM, marks

_FILTER = re.compile(r'(?<!\S)(-?)([a-z]+):(?:"([^"]*)"|([^\s"]*))(?!\S)', re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

NAMES = (
    "room",
    "wing",
    "quarter",
    "in",
    "route",
    "source",
    "project",
    "by",
    "kind",
    "before",
    "after",
    "on",
    "is",
)
"""What can be asked for exactly; other words before a colon are words."""
KINDS = {"note": "note", "chat": "topic", "topic": "topic", "gist": "gist", "fragment": "fragment"}
STATES = ("pinned", "missing", "alternate")


@dataclass(frozen=True, slots=True)
class Filter:
    """One exact condition.

    Parameters
    ----------
    name
        Of `NAMES`.
    value
        As typed; for dates the first second that counts, for ``on`` with `until` the last.
    wanted
        False for one with a minus before it.
    ids
        For the names ``rooms`` and ``loci``, which are not typed: which ones.
    """

    name: str
    value: str
    wanted: bool = True
    since: float = 0.0
    until: float = 0.0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A query taken apart.

    Parameters
    ----------
    words
        What is left for words and meaning.
    filters
        All of them must hold.
    """

    words: str
    filters: tuple[Filter, ...] = ()

    @classmethod
    def parse(cls, text: str, *, typing: bool = False) -> Asked:
        """Take a query apart.

        Parameters
        ----------
        typing
            A filter that is not whole yet (``before:20``) is left out rather than refused.

        Raises
        ------
        PalaceError
            A filter's value is none.
        """
        filters: list[Filter] = []

        def take(match: re.Match[str]) -> str:
            minus, name, quoted, bare = match.groups()
            name, value = name.casefold(), (quoted if quoted is not None else bare).strip()
            # "What came before: the swarm or the queen?" asks for no date.
            if name not in NAMES or (quoted is None and not value):
                return match.group()
            try:
                filters.append(_filter(name, value, wanted=not minus))
            except PalaceError:
                if not typing:
                    raise
            return " "

        words = _FILTER.sub(take, text)
        return cls(" ".join(words.split()) if filters or words != text else text, tuple(filters))


def _filter(name: str, value: str, *, wanted: bool) -> Filter:
    if not value:
        raise PalaceError(f"Say what after “{name}:”, for instance {_EXAMPLES[name]}.")
    if name == "kind":
        if value.casefold() not in KINDS:
            raise PalaceError(f"There is no kind {value!r}; there are note and chat.")
        return Filter(name, KINDS[value.casefold()], wanted)
    if name == "is":
        if value.casefold() not in STATES:
            raise PalaceError(f"Nothing is {value!r}; there are {', '.join(STATES)}.")
        return Filter(name, value.casefold(), wanted)
    if name in ("before", "after", "on"):
        since, until = _span(name, value)
        return Filter(name, value, wanted, since, until)
    return Filter(name, value, wanted)


_EXAMPLES = {
    "room": "room:Bread",
    "wing": 'wing:"Bread & Allotment"',
    "quarter": "quarter:North",
    "in": "in:Bread",
    "route": "route:Morning",
    "source": "source:chatgpt",
    "project": "project:palace",
    "by": "by:Ada",
    "kind": "kind:note",
    "before": "before:2024-05",
    "after": "after:2023",
    "on": "on:2024-03-14",
    "is": "is:pinned",
}


def _span(name: str, value: str) -> tuple[float, float]:
    """Return the first second of a year, month or day, and the first one after it (UTC)."""
    match = _DAY.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        first = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if day:
            length = 1
        elif month:
            length = calendar.monthrange(year, month)[1]
        else:
            length = 366 if calendar.isleap(year) else 365
    except ValueError as error:
        raise PalaceError(
            f"“{name}:{value}” is no date; write a year, a month or a day: {name}:2024, "
            f"{name}:2024-03 or {name}:2024-03-14."
        ) from error
    since = first.timestamp()
    return since, since + 86400.0 * length


_AT = "coalesce(memory.at, item.created, item.updated)"
_PLACE = {
    "room": ("room.name",),
    "wing": ("wing.name",),
    "quarter": ("quarter.name",),
    "in": ("room.name", "wing.name", "quarter.name"),
}
_STATE = {
    "pinned": "coalesce(placement.pinned, 0) = 1",
    "missing": "item.missing_since IS NOT NULL",
    "alternate": "memory.alternate = 1",
}


def keys_where(filters: Sequence[Filter]) -> tuple[str, list[object]]:
    """Return the SQL of the keys that fulfil all filters, and its parameters.

    Names are compared whatever the case of ASCII letters, whole.
    """
    conditions: list[str] = []
    parameters: list[object] = []
    for each in filters:
        held: list[object] = []
        if each.name in _PLACE:
            columns = _PLACE[each.name]
            said = " OR ".join(f"lower({column}) = lower(?)" for column in columns)
            held = [each.value] * len(columns)
            if each.name == "room":
                said += " OR room.id = ?"
                held.append(each.value)
        elif each.name == "route":
            said = "locus.id IN (SELECT locus_id FROM route_stop WHERE route = ?)"
            held = [each.value]
        elif each.name in ("rooms", "loci"):
            column = "room.id" if each.name == "rooms" else "locus.id"
            said, held = f"{column} IN ({marks(len(each.ids))})", list(each.ids)
        elif each.name == "source":
            said = (
                "source.kind = lower(?) OR source.id = ? "
                "OR lower(rtrim(source.uri, '/')) LIKE '%/' || lower(?) "
                "OR lower(item.ref) LIKE lower(?) || '/%'"
            )
            held = [each.value] * 4
        elif each.name == "project":
            said = (
                "lower(item.place) LIKE lower(?) || '/%' "
                "OR lower(item.place) LIKE '%/' || lower(?) || '/%'"
            )
            held = [each.value] * 2
        elif each.name == "by":
            said = (
                "lower(memory.author) = lower(?) OR EXISTS (SELECT 1 FROM segment "
                "WHERE segment.memory_id = memory.id AND (lower(segment.speaker) = lower(?) "
                "OR lower(segment.speaker) LIKE lower(?) || ' %'))"
            )
            held = [each.value] * 3
        elif each.name == "kind":
            said, held = "object.kind = ?", [each.value]
        elif each.name == "is":
            said = _STATE[each.value]
        elif each.name == "before":
            said, held = f"{_AT} < ?", [each.since]
        elif each.name == "after":
            said, held = f"{_AT} >= ?", [each.until]
        else:
            said, held = f"{_AT} >= ? AND {_AT} < ?", [each.since, each.until]
        conditions.append(f"coalesce({said}, 0)" if each.wanted else f"NOT coalesce({said}, 0)")
        parameters += held
    sql = (
        "SELECT key.id FROM key CROSS JOIN memory ON memory.id = key.memory_id "
        "CROSS JOIN object ON object.id = key.object_id "
        "CROSS JOIN item ON item.id = object.item_id "
        "CROSS JOIN source ON source.id = item.source_id "
        f"{IN_ITS_ROOM} LEFT JOIN wing ON wing.id = room.wing_id "
        "LEFT JOIN quarter ON quarter.id = room.quarter_id "
        f"WHERE {' AND '.join(conditions)}"
    )
    return sql, parameters
