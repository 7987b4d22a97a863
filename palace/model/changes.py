"""What happened: rows of the change log that every process follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """Which table of meaning a change touched."""

    OBJECT = "object"
    MEMORY = "memory"
    EMBEDDING = "embedding"
    PLAN = "plan"
    PLACEMENT = "placement"
    SOURCE = "source"
    ROUTE = "route"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the change log.

    Parameters
    ----------
    seq
        Its number, rising without repeats.
    kind
        What was touched.
    ref
        The identifier of the row touched; empty where a whole table changed.
    verb
        "add", "update" or "remove".
    """

    seq: int
    kind: ChangeKind
    ref: str
    verb: str
