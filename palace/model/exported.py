"""How a palace lies in an export: the names of its files, its tables, the body of a text file.

Every export holds `MANIFEST`, one JSON document a line: first ``{"palace": …}``, then the rows of
`PLACES` as ``{table: row}``, ``{"places": …}`` with a checksum over these, one ``{"item": …}`` for
each note or conversation, and ``{"end": …}``. Whatever else lies there is made from it for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

MANIFEST = "palace.jsonl"
"""The file from which a palace is given back."""
MARK = ".palace-export"
"""The file by which a folder is known to be an export; it lists the files that are the export's."""
FORMAT = 1
"""Of the manifest; an older program refuses a newer one."""

Check = Callable[[object], bool]


def text(value: object) -> bool:
    """Return whether a value is text that can be stored."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole(value: object) -> bool:
    """Return whether a value is a whole number that SQLite holds."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def number(value: object) -> bool:
    """Return whether a value is a finite number."""
    if isinstance(value, float):
        return abs(value) <= 1e15  # NaN is not, either
    return whole(value) and abs(value) <= 10**15  # type: ignore[arg-type]


def perhaps(check: Check) -> Check:
    """Return a check that lets None through as well."""
    return lambda value: value is None or check(value)


def one_of(*values: str) -> Check:
    """Return a check for one of some words."""
    return lambda value: isinstance(value, str) and value in values


_ROOMS = ("room", "court", "gallery", "corridor", "stairs", "passage", "closed")
_DOORS = ("door", "inner", "portal", "arcade", "opening")

PLACES: dict[str, dict[str, Check]] = {
    "source": {
        **{"id": text, "kind": text, "uri": text, "imported_at": number},
        "write_back": perhaps(whole),
    },
    "meta": {"key": one_of("founded", "layout", "slept"), "value": text},
    "quarter": {"id": text, "name": text, "ord": whole, "x": number, "y": number},
    "wing": {
        **{"id": text, "quarter_id": text, "name": text, "ord": whole, "side": whole},
        "character": text,
    },
    "room": {
        **{"id": text, "quarter_id": text, "wing_id": perhaps(text), "kind": one_of(*_ROOMS)},
        **{"name": text, "x0": number, "y0": number, "x1": number, "y1": number, "floor": whole},
        **{"z": number, "height": number, "climb": text, "front": text, "seed": whole},
        "ord": whole,
    },
    "door": {
        **{"id": text, "a": text, "b": text, "x": number, "y": number, "floor": whole},
        **{"axis": text, "width": number, "height": number, "kind": one_of(*_DOORS)},
        "ord": whole,
    },
    "locus": {
        **{"id": text, "room_id": text, "ord": whole, "kind": one_of("niche", "pedestal")},
        **{"x": number, "y": number, "z": number, "yaw": number},
    },
    "address": {"parent": text, "slug": text, "kind": text, "ref": text, "current": whole},
    "placement": {"object_id": text, "locus_id": text, "since": number, "pinned": whole},
    "moved": {
        **{"object_id": text, "from_locus": text, "to_locus": text, "at": number, "why": text},
        "until": number,
    },
    "destination": {
        "source_id": text,
        "kind": one_of("room", "wing", "quarter"),
        "ref": text,
    },
    "route": {"name": text, "at": number},
    "route_stop": {"route": text, "ord": whole, "locus_id": text, "note": text},
    "visit": {"object_id": text, "at": number, "how": text},
    "erased": {"hash": text, "at": number},
    "watched": {"path": text, "at": number},
    "unfinished": {"id": text, "text": text, "seen": text, "at": number},
    "bookmark": {
        **{"id": text, "name": text, "room_id": text, "x": number, "y": number, "z": number},
        **{"yaw": number, "pitch": number, "at": number},
    },
}
"""Table → column → what its values are, in an order in which they can be written."""

FILES = "files"
"""The folder of an export that holds pictures and other files by their hashes."""


def file_name(digest: str) -> str:
    """Return the name of a kept file in an export."""
    return f"{FILES}/{digest[:2]}/{digest}"


_SAID = "**{}**{}\n\n"
_MARK = re.compile(r"^<!-- memory (\S+)(?: [a-z ]+)? -->\n", re.MULTILINE)


def body_of(memories: Iterable[Mapping[str, Any]]) -> str:
    """Return the body of an item's Markdown file: each memory's text, its id before it.

    Parameters
    ----------
    memories
        As in the manifest.
    """
    return "\n\n".join(_marked(memory) + _told(memory) for memory in memories) + "\n"


def _marked(memory: Mapping[str, Any]) -> str:
    state = " alternate" * bool(memory["alternate"])
    state += " out of reach" * (memory["reach"] != "here")
    return f"<!-- memory {memory['id']}{state} -->\n"


def _told(memory: Mapping[str, Any]) -> str:
    """Return a memory's text; of a chat with who said what, and when."""
    turns = memory["segments"]
    if not any(turn["speaker"] for turn in turns):
        return str(memory["text"])
    return "\n\n".join(_head(turn) + memory["text"][turn["start"] : turn["end"]] for turn in turns)


def _head(turn: Mapping[str, Any]) -> str:
    from palace.model.moments import Moment, Precision

    at = turn["at"]
    when = ""
    if at is not None:
        moment = Moment(at["utc"], at["offset"], Precision(at["precision"]))
        when = f" · {moment.isoformat(exact=True)}"
    return _SAID.format(turn["speaker"] or "unknown", when)


def edited_texts(body: str, memories: Sequence[Mapping[str, Any]]) -> dict[str, str | list[str]]:
    """Return what a person has changed in the body of a file, by the id of the memory.

    Parameters
    ----------
    body
        As it is now, with line feeds.
    memories
        As in the manifest.

    Returns
    -------
    dict
        Only what was changed: the new text, of a chat that of each turn where the turns are still
        told by their heads, else its whole text. A memory whose mark is gone is not in it.

    Raises
    ------
    ValueError
        No mark is left by which the texts could be told apart.
    """
    by_id = {memory["id"]: memory for memory in memories}
    marks = [mark for mark in _MARK.finditer(body) if mark[1] in by_id]
    if not marks:
        if len(memories) != 1:
            raise ValueError("no mark is left")
        found = {memories[0]["id"]: body}
    else:
        ends = [mark.start() for mark in marks[1:]] + [len(body)]
        found = {}
        for mark, end in zip(marks, ends, strict=True):
            found.setdefault(mark[1], body[mark.end() : end])
    changed: dict[str, str | list[str]] = {}
    for own, told in found.items():
        memory = by_id[own]
        now, before = told.strip("\n"), _lines(_told(memory)).strip("\n")
        if now == before or not now.strip():
            continue
        turns = memory["segments"]
        spoken = any(turn["speaker"] for turn in turns)
        changed[own] = (_turns(now, turns) or now) if spoken else now
    return changed


def _lines(told: str) -> str:
    """Return a text as reading a file gives it: every end of line a line feed."""
    return told.replace("\r\n", "\n").replace("\r", "\n")


def _turns(told: str, turns: Sequence[Mapping[str, Any]]) -> list[str] | None:
    """Return what each turn says now; None where not all of their heads are there in order."""
    cuts: list[tuple[int, int]] = []
    at = 0
    for turn in turns:
        head = _head(turn)
        start = told.find(head, at)
        while start > 0 and told[start - 1] != "\n":
            start = told.find(head, start + 1)
        if start < 0 or (not cuts and told[:start].strip()):
            return None
        at = start + len(head)
        cuts.append((start, at))
    ends = [start for start, _ in cuts[1:]] + [len(told)]
    said = [told[begin:end].strip("\n") for (_, begin), end in zip(cuts, ends, strict=True)]
    return said if all(part.strip() for part in said) else None
