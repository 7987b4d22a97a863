"""What an export of a palace knows beside what a draft tells, so that it can be given back whole.

Drafts that come from an export carry these under ``kept``; all others carry None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palace.model.drafts import DraftSegment


@dataclass(frozen=True, slots=True)
class KeptSource:
    """Where an item came from before it was in the export.

    Parameters
    ----------
    id, kind, uri
        As in the palace that was exported; an empty id leaves it to the palace.
    imported_at
        When it was last read, seconds since 1970.
    write_back
        1 where its files are changed with its notes, 0 where not, None where nobody was asked.
    """

    id: str
    kind: str
    uri: str
    imported_at: float
    write_back: int | None = None


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item as it was.

    Parameters
    ----------
    id
        Empty for a note that was added to an export: it gets a new one.
    missing_since
        Since when its source has it no more, seconds since 1970; None while it has it.
    edited
        Whether its text was changed in the export: then it is newer than what a palace has.
    """

    id: str
    source: KeptSource
    missing_since: float | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class KeptObject:
    """An object as it was.

    Parameters
    ----------
    ord
        Its number in its item.
    content_hash
        By which it counts when a plan is drawn.
    reach
        "here" or "lethe".
    created_at
        When it came, seconds since 1970.
    away, away_since
        Why it is out of reach ("" where its source decides), and since when.
    """

    id: str
    ord: int
    content_hash: str
    reach: str
    created_at: float
    away: str = ""
    away_since: float | None = None


@dataclass(frozen=True, slots=True)
class KeptRevision:
    """What a memory was before.

    Parameters
    ----------
    n
        Its number, from 1.
    at, by, why
        When it was replaced (seconds since 1970), by whom and for what reason.
    """

    n: int
    title: str
    text: str
    segments: tuple[DraftSegment, ...]
    at: float
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """That a memory holds a secret.

    Parameters
    ----------
    kind, hash
        What it seems to be, and by what it is known again.
    at, released
        When it was noticed, and when the person let it be found all the same (or None).
    """

    kind: str
    hash: str
    at: float
    released: float | None


@dataclass(frozen=True, slots=True)
class KeptMemory:
    """A memory as it was; `ord` is its number in its object."""

    id: str
    ord: int
    reach: str
    revisions: tuple[KeptRevision, ...] = ()
    secrets: tuple[KeptSecret, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A link as it was.

    Parameters
    ----------
    memory
        The id of the memory in which it stands.
    to
        The id of the object that it leads to; empty where it leads to none.
    """

    memory: str
    to: str = ""
