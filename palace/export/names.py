"""What the files of an export are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from palace.model.moments import Moment, Precision

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 120
"""Bytes of a name; most file systems take 255, with room for a number and the suffix."""
_ENDINGS = {".md", ".markdown", ".txt"}


def file_name(head: Mapping[str, Any], taken: set[str]) -> str:
    """Return a path for an item's file without its suffix, never outside the export.

    Parameters
    ----------
    head
        Of `palace.queries.Everything`.
    taken
        The names given so far, in lower case; the new one is added.
    """
    # "file:///home/me/notes" has a folder's name; "chatgpt:" has none.
    uri = head["source_uri"]
    source = ("/" in uri and _fit(PurePosixPath(uri).name)) or head["source_kind"]
    if head["source_kind"] == "markdown":
        ref = PurePosixPath(head["ref"])
        stem = ref.with_suffix("") if ref.suffix.lower() in _ENDINGS else ref
        parts = [_fit(part) or "_" for part in stem.parts if part not in {"/", ".", ".."}]
    else:
        when = moment(head["at"])
        day = when.isoformat()[:10] + " " if when else ""
        parts = [_fit(day + head["title"].replace("/", "-"))]
    name = "/".join([_fit(source) or "_", *(part for part in parts if part)])
    if not any(parts):
        name += "/_"
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.lower())
    return free


def moment(document: Mapping[str, Any] | None) -> Moment | None:
    """Return the moment of a document, or None."""
    if document is None:
        return None
    return Moment(document["utc"], document["offset"], Precision(document["precision"]))


def _fit(name: str) -> str:
    """Return a file's name that every system takes."""
    short = _UNFIT.sub("_", name).strip(" .")
    return short.encode(errors="replace")[:_LONGEST].decode(errors="ignore").strip(" .")
