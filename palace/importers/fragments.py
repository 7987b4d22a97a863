"""Memories of agents as JSON or JSON lines: mem0's, and Palace's own small schema.

The schema, told in docs/importers.md: {text, id, title, time, author, tags, links, source}, of
which only `text` must be there. mem0 gives {results: [{id, memory, hash, metadata, created_at,
updated_at, user_id, agent_id, categories}]}, its older versions and its platform's export the list
alone, OpenMemory {memories: [{content, …}]}. After mem0ai/mem0 (mem0/memory/main.py and the
reference of its API, docs.mem0.ai) and the types of public programs that call it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversations import unique_ref
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.json_stream import BrokenJSONError, read_nested
from palace.importers.notes import fragment_item, merged
from palace.importers.sessions import parsed
from palace.importers.times import from_value
from palace.importers.titles import opening, shortened
from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    LinkKind,
    MemoryKind,
    Unreadable,
)

SCHEMA = frozenset({"text", "id", "title", "time", "author", "tags", "links", "source"})
"""The keys of Palace's own schema."""
_LISTS = frozenset({"item", "fragments.item", "memories.item", "results.item"})
_TEXTS = ("text", "memory", "content", "data")
_CREATED = ("time", "created_at", "createdAt", "timestamp", "date")
_UPDATED = ("updated_at", "updatedAt")
_AUTHORS = ("author", "agent_id", "app_name", "user_id", "actor_id")
_TAGS = ("tags", "categories")
_READ = frozenset({"id", "title", "links", *_TEXTS, *_CREATED, *_UPDATED, *_AUTHORS, *_TAGS})
_MEM0 = re.compile(rb'"memory"\s*:\s*"')
_MEM0_TOO = (b'"user_id"', b'"created_at"', b'"hash"', b'"categories"', b'"agent_id"')
_WRAPPED = re.compile(rb'^\{\s*"fragments"\s*:\s*\[')
_LONGEST_LINE = 20_000_000
_LONGEST = 20_000
"""Characters of the JSON of a further field that is kept."""
_MOST = 1_000
"""Tags or links of one fragment that are read."""
_MOST_FAULTS = 20

Json = Mapping[str, Any]


class FragmentsImporter(FileImporter):
    """Reads fragments. Each is an item and an object."""

    kind: ClassVar[str] = "fragments"
    title: ClassVar[str] = "memories of agents (mem0, or JSON of fragments)"
    about: ClassVar[About] = About(
        product="Memories of agents (mem0, OpenMemory, your own programs)",
        reads=".json of mem0's get_all or export, and .json or .jsonl of fragments {text, id, "
        "title, time, author, tags, links, source}",
        export="mem0: write what get_all() returns into a .json file; own programs: see "
        "docs/importers.md",
        becomes="a fragment is an object; its time, author, tags (mem0's categories), links and "
        "further fields are kept",
        limits="Of mem0 neither the graph's relations nor a memory's history are read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json", ".jsonl", ".ndjson"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins with fragments of one of the kinds."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if start[:1] not in {b"{", b"["}:
            return False
        if _MEM0.search(start) and sum(key in start for key in _MEM0_TOO) >= 2:
            return True
        if _WRAPPED.match(start):
            return b'"text"' in start
        return _is_own(start.removeprefix(b"[").lstrip())

    def count(self, path: object) -> int | None:
        """Return None: it would take as long as reading it."""
        return None

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the fragments of a file."""
        taken: dict[str, str] = {}
        number = faults = 0
        try:
            for number, found in enumerate(_found(entry), start=1):
                place = f"{entry.place}, fragment {number}"
                item = _item(entry, place, found, taken)
                if isinstance(item, Unreadable):
                    faults += 1
                    if faults > _MOST_FAULTS:
                        continue
                if item is not None:
                    yield item
        except BrokenJSONError as error:
            what = "nested too deeply" if error.deep else "cut off" if error.cut else "damaged"
            reason = (
                f"This file is {what} near byte {error.offset:,}; what came before was read. Write "
                "it again."
            )
            yield Unreadable(entry.place, reason, ref=entry.ref)
        except FAULTS as error:
            yield Unreadable(entry.place, why(error), ref=entry.ref)
        else:
            if not number:
                reason = (
                    "This file holds no fragments: neither a list of {text: …} nor what mem0 gives."
                )
                yield Unreadable(entry.place, reason, ref=entry.ref)
        if faults > _MOST_FAULTS:
            more = faults - _MOST_FAULTS
            yield Unreadable(entry.place, f"{more} more of its entries are no fragments.")


def _is_own(start: bytes) -> bool:
    """Return whether a text begins with an object of Palace's schema and nothing else."""
    try:
        found, _ = json.JSONDecoder().raw_decode(start.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "text" in found and len(found) > 1 and found.keys() <= SCHEMA


def _found(entry: Entry) -> Iterator[object]:
    if PurePosixPath(entry.name).suffix.lower() == ".json":
        with entry.open() as file:
            for path, value in read_nested(file, _LISTS):
                if path in _LISTS:
                    yield value
        return
    with entry.open() as lines:
        while line := lines.readline(_LONGEST_LINE):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield parsed(line.removeprefix(b"\xef\xbb\xbf"))


def _item(
    entry: Entry, place: str, found: object, taken: dict[str, str]
) -> DraftItem | Unreadable | None:
    if not isinstance(found, Mapping):
        return Unreadable(place, "This is no fragment: it is no object of JSON.", ref=entry.ref)
    text = clean(next((found[key] for key in _TEXTS if _is_text(found.get(key))), "")).strip("\n")
    if not text.strip():
        return Unreadable(place, "This fragment has no text.", skipped=True, ref=entry.ref)
    try:
        told = json.dumps(found, sort_keys=True, default=str)
    except (ValueError, RecursionError):
        return Unreadable(place, "This fragment is nested too deeply.", ref=entry.ref)
    fingerprint = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    own = found.get("id")
    known = isinstance(own, int | str) and not isinstance(own, bool) and str(own).strip()
    key = clean(str(own))[:200] if known else hashlib.sha256(text.encode()).hexdigest()[:16]
    ref = unique_ref(f"{entry.ref}#{key}", fingerprint, taken)
    if ref is None:
        return None
    named = _line(found.get("title"))
    title = shortened(named or opening(text) or text, 200)
    created = next((at for name in _CREATED if (at := from_value(found.get(name)))), None)
    updated = next((at for name in _UPDATED if (at := from_value(found.get(name)))), None)
    author = next((line for name in _AUTHORS if (line := _line(found.get(name)))), "")
    properties = {
        clean(str(name))[:80]: _kept(value)
        for name, value in found.items()
        if value not in (None, "", [], {})
        and (name not in _READ or name in {"user_id", "agent_id"})
    }
    memory = DraftMemory(
        kind=MemoryKind.FACT,
        text=text,
        title=named[:200],
        ref="",
        author=author or None,
        at=created or updated,
    )
    return fragment_item(
        ref=ref,
        place=place,
        title=title,
        fingerprint=fingerprint,
        memories=(memory,),
        tags=merged(*(_tags(found.get(name)) for name in _TAGS)),
        links=_links(found.get("links")),
        created=created,
        updated=updated or created,
        properties=properties,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _line(value: object) -> str:
    return clean(" ".join(value.split()))[:300] if isinstance(value, str) else ""


def _tags(value: object) -> list[str]:
    listed = value.split(",") if isinstance(value, str) else value
    found = listed[:_MOST] if isinstance(listed, list) else []
    return [tag for each in found if (tag := _line(each).lstrip("#").strip())]


def _links(value: object) -> tuple[DraftLink, ...]:
    """Return the links: a target alone, or one with the words it wears."""
    links: list[DraftLink] = []
    for each in value[:_MOST] if isinstance(value, list) else []:
        inner: Json = each if isinstance(each, Mapping) else {"target": each}
        target = _line(inner.get("target")).removeprefix("[[").removesuffix("]]").strip()
        if target:
            links.append(DraftLink(LinkKind.WIKILINK, target, _line(inner.get("label"))))
    return tuple(dict.fromkeys(links))


def _kept(value: object) -> object:
    """Return a further field as it can be stored; of one that is very long the beginning."""
    match value:
        case str():
            return clean(value)[:_LONGEST]
        case float():
            return value if math.isfinite(value) else str(value)
        case list() | dict():
            written = json.dumps(value, default=str)
            return json.loads(written) if _is_plain(written) else clean(written[:_LONGEST])
        case _:
            return value


def _is_plain(written: str) -> bool:
    """Return whether JSON is short, and holds nothing that cannot be stored."""
    return len(written) <= _LONGEST and not re.search(
        r"\\u0000|\\ud[89a-f]|NaN|Infinity", written, re.IGNORECASE
    )
