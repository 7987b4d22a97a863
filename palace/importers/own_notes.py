"""Notes that were written in the palace itself, from their Markdown."""

from __future__ import annotations

import hashlib

from palace.importers.notes import note_item
from palace.importers.sections import outline, plain_heading
from palace.model.drafts import DraftItem
from palace.model.moments import Moment

KIND = "own"
"""The kind of their source."""
URI = "palace:own"
"""The one source of them all."""

TITLE_LONGEST = 80
"""Characters of a title that is taken from a first line which is no heading."""


def own_item(ref: str, text: str, created: Moment, updated: Moment) -> DraftItem:
    """Return a note of one's own as an item.

    Its title is its first heading of the highest level, else its first line.

    Parameters
    ----------
    ref
        Its permanent name.
    text
        Markdown, not blank.
    """
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    heading = outline(text).first_h1
    return note_item(
        ref=ref,
        place="",
        title=heading or _first_line(text),
        text=text,
        fingerprint=fingerprint,
        created=created,
        updated=updated,
        inline_tags=True,
    )


def _first_line(text: str) -> str:
    line = next(line for line in text.splitlines() if line.strip())
    words = plain_heading(line.strip().lstrip("#>-*+ \t")) or line.strip()
    if len(words) <= TITLE_LONGEST:
        return words
    cut = words[:TITLE_LONGEST].rpartition(" ")[0] or words[:TITLE_LONGEST]
    return f"{cut.rstrip(' ,.;:')}…"
