"""Filters that are chosen instead of typed: words that stand in the search like any others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from palace.desktop.tr import mark, tr
from palace.desktop.wording import source_name

if TYPE_CHECKING:
    from palace.desktop.world import World

MOST_WINGS = 12
MOST_SOURCES = 12
_ALL = {"markdown": mark("All notes from folders"), "own": mark("Your own notes")}


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
        found.append(
            Filter(
                tr("Where"),
                tr("In this room, {name}", name=space.name),
                f'room:"{space.name}"',
            )
        )
    found += [
        Filter(
            tr("Where"),
            tr("In the wing {name}", name=wing.name),
            f'wing:"{wing.name}"',
        )
        for wing in list(world.plan.wings)[:MOST_WINGS]
    ]
    found += [
        Filter(tr("What"), tr("Notes"), "kind:note"),
        Filter(tr("What"), tr("Chats"), "kind:chat"),
        Filter(tr("What"), tr("Pinned"), "is:pinned"),
    ]
    for title, days in (
        (tr("The last 7 days"), 7),
        (tr("The last 30 days"), 30),
        (tr("The last year"), 365),
    ):
        found.append(
            Filter(
                tr("When"),
                title,
                f"after:{(today - timedelta(days)).isoformat()}",
            )
        )
    found.append(
        Filter(tr("When"), tr("Before {year}", year=str(today.year)), f"before:{today.year}")
    )
    seen: set[str] = set()
    for kind, name in sources:
        for title, words in (
            (
                tr(_ALL[kind])
                if kind in _ALL
                else tr("All from {source}", source=source_name(kind)),
                f"source:{kind}",
            ),
            (name, f'source:"{name}"' if name else ""),
        ):
            if words and words not in seen and len(seen) < MOST_SOURCES:
                seen.add(words)
                found.append(Filter(tr("From"), title, words))
    return found


def toggled(text: str, words: str) -> str:
    """Return a search with a filter, or without it where it stands there already."""
    if has(text, words):
        return " ".join(text.replace(words, " ").split())
    return f"{text.strip()} {words}".strip()


def has(text: str, words: str) -> bool:
    """Return whether a filter stands in a search."""
    return f" {words} " in f" {text} "
