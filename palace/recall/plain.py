"""A stretch of Markdown as one plain line."""

from __future__ import annotations

import re

_DRESS = (
    (re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]"), r"\1"),  # [[target|label]]
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),  # [label](target)
    (re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\|)", re.MULTILINE), ""),
    (re.compile(r"\[![\w-]+\][+-]?"), ""),  # callouts
    (re.compile(r"`{3,}[\w-]*|`|\*\*|__|~~|==|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"), ""),
    (re.compile(r"^[\s:|-]*\|[\s:|-]*$", re.MULTILINE), ""),  # the rule under a table's head
    (re.compile(r"\s*\|\s*"), " · "),
    (re.compile(r"\s+"), " "),
)


def plain(marked: str) -> str:
    """Return a snippet as one line without Markdown's dress; its marks stay."""
    for pattern, instead in _DRESS:
        marked = pattern.sub(instead, marked)
    return marked.strip(" ·")
