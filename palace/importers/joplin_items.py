r"""Joplin's items as it serialises them: title, body, and last a block of ``name: value`` lines.

After laurent22/joplin (packages/lib/models/BaseItem.ts, `serialize` and `unserialize`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry
from palace.importers.files import TEXT_LIMIT, Content
from palace.model.drafts import Unreadable

NOTE, FOLDER, RESOURCE, TAG, NOTE_TAG = 1, 2, 4, 5, 6
"""Kinds of items, of those that are read."""

_NAME = re.compile(r"(?:^|/)[0-9a-f]{32}\.md$", re.IGNORECASE)
_TAIL = 6_000
"""Bytes of an item's end in which its type is looked for."""
_TYPE = re.compile(rb"\ntype_: ?\d+\s*$")
_ESCAPED = re.compile(r"\\(\\?)([nr])")


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Parameters
    ----------
    kind
        What it is, as a number: `NOTE`, `FOLDER` and so on.
    title, body
        Its first line, and what follows after a blank one.
    fields
        All else, as written; of no value what is empty.
    """

    kind: int
    title: str
    body: str
    fields: dict[str, str]

    @property
    def id(self) -> str:
        """Its id, in small letters."""
        return self.fields.get("id", "").lower()


def is_named(name: str) -> bool:
    """Return whether a file is named as Joplin's items are: 32 hex digits, ``.md``."""
    return _NAME.search(name) is not None


def is_item(entry: Entry) -> bool:
    """Return whether a file is one of Joplin's items, by its name and its end."""
    if not is_named(entry.ref):
        return False
    try:
        with entry.open() as file:
            file.seek(max(entry.size - _TAIL, 0))
            return _TYPE.search(file.read(_TAIL)) is not None
    except (*FAULTS, ValueError):
        return False


def item_of(content: Content) -> Item | None:
    """Return what a file says, or None where it is no item of Joplin's."""
    body, _, tail = clean(content.text).rstrip().rpartition("\n\n")
    fields: dict[str, str] = {}
    for line in tail.split("\n"):
        name, colon, value = line.partition(":")
        if not colon:
            return None
        if value.strip():
            fields[name.strip()] = _ESCAPED.sub(_unescaped, value.strip())
    kind = fields.pop("type_", "")
    if not kind.isdecimal() or len(kind) > 3:
        return None
    title, _, body = body.partition("\n")
    return Item(int(kind), " ".join(title.split()), body.removeprefix("\n"), fields)


def _unescaped(match: re.Match[str]) -> str:
    return f"\\{match[2]}" if match[1] else {"n": "\n", "r": "\r"}[match[2]]


def read_item(entry: Entry) -> tuple[Item, Content] | Unreadable:
    """Return an item and its file's content, or why there is none."""
    content = entry.text(TEXT_LIMIT)
    if isinstance(content, Unreadable):
        return content
    found = item_of(content)
    if found is None:
        reason = "This is no item of Joplin's: it does not end in lines like “type_: 1”."
        return Unreadable(entry.place, reason)
    return found, content
