"""Outlines, in which all is a bullet: their top-level blocks in groups that make pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from palace.importers.sections import Part, Section
from palace.importers.titles import opening, unique

GROUP = 2_500
"""Characters that a group of small top-level blocks aims at."""


def grouped(blocks: Iterable[tuple[str, str]], taken: set[str] | None = None) -> Iterator[Section]:
    """Yield groups of top-level blocks, each block whole, in order.

    A group ends before a block that is a heading. It is named by its first block's id, or by its
    opening words.

    Parameters
    ----------
    blocks
        Of each its text with all below it, as bullets, and its id or nothing.
    taken
        Names that other groups of the same item have; those given are added.
    """
    taken = set() if taken is None else taken
    group: list[tuple[str, str]] = []
    size = 0
    for text, identity in blocks:
        if group and (size >= GROUP or _is_heading(text)):
            yield from _section(group, taken)
            group, size = [], 0
        group.append((text, identity))
        size += len(text)
    yield from _section(group, taken)


def _is_heading(text: str) -> bool:
    return text.lstrip("- ").startswith("#")


def _section(group: list[tuple[str, str]], taken: set[str]) -> Iterator[Section]:
    parts: list[Part] = []
    pieces: list[str] = []
    end = -1
    for block, identity in group:
        if not block.strip("- \n\t"):
            continue
        start = end + 1
        end = start + len(block)
        pieces.append(block)
        parts.append(Part(start, end, f"^{identity}" if identity else ""))
    if not parts:
        return
    text, identity = group[0]
    first = opening(text.lstrip("- "), 80)
    ref = unique((f"^{identity}" if identity else first) or "block", taken)
    yield Section("\n".join(pieces), first if _is_heading(text) else "", ref, tuple(parts))
