"""Filters that are chosen instead of typed: words that stand in the search like any others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from palace.desktop.wording import source_name

if TYPE_CHECKING:
    from palace.desktop.world import World

MOST_WINGS = 12
MOST_SOURCES = 12
_ALL = {"markdown": "All notes from folders", "own": "Your own notes"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter.

    Parameters
    ----------
    group
        Under which heading it stands.
    title
        For people.
    words
        What it is in the search.
    """

    group: str
    title: str
    words: str


def offered(
    world: World, here: str, sources: Sequence[tuple[str, str]], today: date
) -> list[Filter]:
    """Return the filters that are of use here.

    Parameters
    ----------
    here
        The id of the space one is in.
    sources
        (kind, name) of the sources.
    today
        The day.
    """
    found: list[Filter] = []
    space = world.spaces.get(here)
    if space is not None and space.kind == "room":
        found.append(Filter("Where", f"In this room, {space.name}", f'room:"{space.name}"'))
    found += [
        Filter("Where", f"In the wing {wing.name}", f'wing:"{wing.name}"')
        for wing in list(world.plan.wings)[:MOST_WINGS]
    ]
    found += [
        Filter("What", "Notes", "kind:note"),
        Filter("What", "Chats", "kind:chat"),
        Filter("What", "Pinned", "is:pinned"),
    ]
    for title, days in (("The last 7 days", 7), ("The last 30 days", 30), ("The last year", 365)):
        found.append(Filter("When", title, f"after:{(today - timedelta(days)).isoformat()}"))
    found.append(Filter("When", f"Before {today.year}", f"before:{today.year}"))
    seen: set[str] = set()
    for kind, name in sources:
        for title, words in (
            (_ALL.get(kind) or f"All from {source_name(kind)}", f"source:{kind}"),
            (name, f'source:"{name}"' if name else ""),
        ):
            if words and words not in seen and len(seen) < MOST_SOURCES:
                seen.add(words)
                found.append(Filter("From", title, words))
    return found


def toggled(text: str, words: str) -> str:
    """Return a search with a filter, or without it where it stands there already."""
    if has(text, words):
        return " ".join(text.replace(words, " ").split())
    return f"{text.strip()} {words}".strip()


def has(text: str, words: str) -> bool:
    """Return whether a filter stands in a search."""
    return f" {words} " in f" {text} "
