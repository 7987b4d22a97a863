"""A source item as a Markdown file with front matter, from which everything can be had back."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from palace.cli.call import plain

if TYPE_CHECKING:
    from palace.queries import ItemExport

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 120
"""Bytes of a name; most file systems take 255, with room for a number and the suffix."""


def file_name(item: ItemExport, taken: set[str]) -> str:
    """Return a path for an item's file, relative to the export and never outside it.

    Parameters
    ----------
    taken
        The names given so far, in lower case; the new one is added.
    """
    # "file:///home/me/notes" has a folder's name; "chatgpt:" has none.
    named = "/" in item.source_uri
    source = (named and _fit(PurePosixPath(item.source_uri).name)) or item.source_kind
    if item.source_kind == "markdown":
        ref = PurePosixPath(item.ref)
        stem = ref.with_suffix("") if ref.suffix.lower() in {".md", ".markdown", ".txt"} else ref
        parts = [_fit(part) or "_" for part in stem.parts if part not in {"/", ".", ".."}]
    else:
        when = item.created or item.updated
        day = when.isoformat()[:10] + " " if when else ""
        parts = [_fit(day + item.title.replace("/", "-"))]
    name = "/".join([source, *(part for part in parts if part)]) if any(parts) else f"{source}/_"
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.lower())
    return f"{free}.md"


def _fit(name: str) -> str:
    """Return a file's name that every system takes."""
    short = _UNFIT.sub("_", name).strip(" .")
    return short.encode()[:_LONGEST].decode(errors="ignore").strip(" .")


def text_of(item: ItemExport) -> str:
    """Return an item's file.

    The front matter carries the note's own properties, and under ``palace`` all that the palace
    knows besides; the body carries each memory's text as it is, a comment with its id before it.
    """
    tags = list(dict.fromkeys(tag for part in item.objects for tag in part["tags"]))
    matter: dict[str, Any] = {**plain(item.properties), "title": item.title}
    if tags:
        matter["tags"] = tags
    if item.aliases:
        matter["aliases"] = list(item.aliases)
    for name in ("created", "updated"):
        moment = getattr(item, name)
        if moment is not None:
            matter.setdefault(name, moment.isoformat())
    matter["palace"] = {
        "id": item.id,
        "source": item.source_kind,
        "source_uri": item.source_uri,
        "source_item": item.ref,
        "read_from": item.place,
        "created": item.created and item.created.isoformat(exact=True),
        "updated": item.updated and item.updated.isoformat(exact=True),
        "missing_from_source": item.missing,
        "properties": plain(item.properties),
        "objects": [_object(part) for part in item.objects],
    }
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=100)
    body = "\n\n".join(_body(memory) for part in item.objects for memory in part["memories"])
    return f"---\n{head}---\n\n{body}\n"


def _object(part: dict[str, Any]) -> dict[str, Any]:
    known = plain(part)
    known["memories"] = [
        {name: value for name, value in memory.items() if name != "text"}
        for memory in known["memories"]
    ]
    return dict(known)


def _body(memory: dict[str, Any]) -> str:
    mark = f"<!-- memory {memory['id']}{' alternate' if memory['alternate'] else ''} -->"
    turns = memory["segments"]
    if not any(turn["speaker"] for turn in turns):
        return f"{mark}\n{memory['text']}"
    said = [
        f"**{turn['speaker'] or 'unknown'}**{' · ' + turn['at'] if turn['at'] else ''}\n\n"
        + memory["text"][turn["start"] : turn["end"]]
        for turn in turns
    ]
    return "\n\n".join([mark, *said])
