"""Google Keep, as Google's Takeout gives it: a JSON file a note, in `Takeout/Keep/`.

A note has a title, `textContent` or `listContent` (a text and `isChecked` each), `labels`,
`annotations` (pages it links to), `attachments` by file name, and times in microseconds since 1970.
It has no id; when it was made never changes. Beside each lies the same note as HTML. After
obsidianmd/obsidian-importer (src/formats/keep), streetwriters/notesnook-importer (providers/keep)
and marph91/jimmy (formats/google_keep.py).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversations import unique_ref
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.html_text import markdown_of
from palace.importers.notes import note_item
from palace.importers.titles import opening
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

_MARKS = tuple(
    f'"{name}"'.encode()
    for name in (
        "isTrashed", "isPinned", "isArchived", "textContent", "listContent", "color",
        "userEditedTimestampUsec", "createdTimestampUsec",
    )
)  # fmt: skip
_KNOWN = frozenset(
    {
        "title", "textContent", "textContentHtml", "listContent", "labels", "annotations",
        "attachments", "createdTimestampUsec", "userEditedTimestampUsec", "isTrashed", "isPinned",
        "isArchived", "color",
    }
)  # fmt: skip
_TICK = re.compile(r"^- \[[ x]\] ", re.MULTILINE)
_MOST = 2_000
"""Labels, links or files of one note that are read."""
_LONGEST = 20_000
"""Characters of the JSON of a further field that is kept."""


class KeepImporter(FileImporter):
    """Reads Google Keep's notes. A note is an item and an object."""

    kind: ClassVar[str] = "keep"
    title: ClassVar[str] = "Google Keep's notes (Takeout)"
    about: ClassVar[About] = About(
        product="Google Keep",
        reads="the zip of Google's Takeout as it came, the folder it unpacks to, or single .json "
        "files of Takeout/Keep",
        export="takeout.google.com: deselect all, tick Keep, as .zip",
        becomes="a note is an object; labels become tags; lists with their ticks, links, times, "
        "and whether it was pinned or archived are kept",
        limits="What lies in the bin is left out.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins as a note of Keep's."""
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
            sum(mark in head for mark in _MARKS) >= 3
        )

    def whole(self, path: Path) -> bool:
        """Return False: a large Takeout comes in parts."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: a note is known by when it was made."""
        return "keep:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the notes, by their files' names."""
        self._taken: dict[str, str] = {}
        yield from super().items(path)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the note."""
        content = entry.text(TEXT_LIMIT)
        if isinstance(content, Unreadable):
            yield content
            return
        try:
            note = json.loads(content.text)
        except ValueError:
            yield Unreadable(entry.place, "This file is damaged: it is no JSON.", ref=entry.ref)
            return
        if not isinstance(note, dict) or not note.keys() & _KNOWN:
            reason = "This is no note of Google Keep's: it has neither a text nor a list."
            yield Unreadable(entry.place, reason, ref=entry.ref)
            return
        item = _note(entry, content, note, self._taken)
        if item is not None:
            yield item


def _note(
    entry: Entry, content: Content, note: dict[str, Any], taken: dict[str, str]
) -> DraftItem | Unreadable | None:
    created = _moment(note.get("createdTimestampUsec"))
    made = str(note["createdTimestampUsec"]) if created is not None else ""
    fingerprint = hashlib.sha256(content.raw).hexdigest()
    ref = unique_ref(made or clean(PurePosixPath(entry.ref).stem), fingerprint, taken)
    if ref is None:
        return None
    if note.get("isTrashed") is True:
        return Unreadable(entry.place, "It lies in Keep's bin.", skipped=True, ref=ref)
    attached = [
        {"name": name, "mime": _line(each.get("mimetype"))}
        for each in _listed(note.get("attachments"))
        if (name := _line(each.get("filePath")))
    ]
    text = "\n\n".join(part for part in (*_body(note), *map(_shown, attached)) if part.strip())
    title = _line(note.get("title"))[:300]
    properties: dict[str, object] = {
        name: True
        for name, key in (("pinned", "isPinned"), ("archived", "isArchived"))
        if note.get(key) is True
    }
    color = _line(note.get("color"))
    if color not in {"", "DEFAULT"}:
        properties["color"] = color
    if attached:
        properties["attachments"] = attached
    for key, value in note.items():
        if key not in _KNOWN and value not in (None, "", [], {}):
            properties[clean(key)[:80]] = _kept(value)
    return note_item(
        ref=ref,
        place=entry.place,
        title=title or opening(_TICK.sub("", text)) or clean(PurePosixPath(entry.ref).stem),
        text=text,
        fingerprint=fingerprint,
        created=created,
        updated=_moment(note.get("userEditedTimestampUsec")),
        tags=[name for each in _listed(note.get("labels")) if (name := _line(each.get("name")))],
        properties=properties,
        notice=content.notice,
    )


def _body(note: dict[str, Any]) -> Iterator[str]:
    """Yield a note's text, its list, and the pages it links to."""
    text, html = note.get("textContent"), note.get("textContentHtml")
    if isinstance(text, str) and text.strip():
        yield clean(text).strip("\n")
    elif isinstance(html, str):
        yield markdown_of(clean(html))
    lines: list[str] = []
    for each in note["listContent"] if isinstance(note.get("listContent"), list) else []:
        if isinstance(each, dict):
            said = each.get("text") or each.get("textHtml")
            words = clean(said).strip().replace("\n", "\n  ") if isinstance(said, str) else ""
            if words:
                lines.append(f"- [{'x' if each.get('isChecked') is True else ' '}] {words}")
    yield "\n".join(lines)
    yield "\n".join(filter(None, map(_page, _listed(note.get("annotations")))))


def _page(annotation: dict[str, Any]) -> str:
    """Return a link to a page as a line of Markdown; empty where it leads to none."""
    url = _line(annotation.get("url"))
    title = re.sub(r"[\[\]]", " ", _line(annotation.get("title")))
    told = _line(annotation.get("description"))
    if not re.match(r"https?://", url, re.IGNORECASE):
        url = ""
    link = f"[{title}](<{url}>)" if title and url else f"<{url}>" if url else title
    return f"- {': '.join(part for part in (link, told) if part)}" if link or told else ""


def _shown(attachment: dict[str, str]) -> str:
    return f"![[{re.sub(r'[][|#^]', '_', attachment['name'])}]]"


def _kept(value: object) -> object:
    """Return a further field as it can be stored; of one that is very long the beginning."""
    if len(written := json.dumps(value)) > _LONGEST:
        return written[:_LONGEST]
    match value:
        case str():
            return clean(value)
        case float():
            return value if math.isfinite(value) else str(value)
        case list():
            return [_kept(each) for each in value]
        case dict():
            return {clean(str(key)): _kept(each) for key, each in value.items()}
        case _:
            return value


def _listed(value: object) -> list[dict[str, Any]]:
    found = value[:_MOST] if isinstance(value, list) else []
    return [each for each in found if isinstance(each, dict)]


def _line(value: object) -> str:
    return clean(" ".join(value.split())) if isinstance(value, str) else ""


def _moment(value: object) -> Moment | None:
    """Return the moment of microseconds since 1970, as a number or text."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,17}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return Moment(value / 1e6) if 0 < value < 32_000_000_000_000_000 else None
