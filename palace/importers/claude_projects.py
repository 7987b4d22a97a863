"""The projects of a Claude.ai export: what they are told, and the documents they hold.

``projects.json`` is a list of {uuid, name, description, prompt_template, created_at, updated_at,
docs: [{uuid, filename, content, created_at}]}; newer exports have a file of one such each in
``projects/``. After the export as its readers describe it (Sinity/polylogue,
docs/providers/claude-ai.md; osteele/claude-chat-viewer, its schema of projects).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry, entries, is_zip
from palace.importers.files import printable
from palace.importers.json_stream import BrokenJSONError, NoListError, read_items
from palace.importers.notes import sections_of
from palace.importers.times import from_file_time, from_value
from palace.model.drafts import DraftItem, DraftObject, ObjectKind, Unreadable
from palace.model.moments import Moment

_FILE = "projects.json"
_FOLDER = "projects"
LONGEST = 50_000_000
"""Bytes of a file of one project."""


def projects(path: Path) -> Iterator[DraftItem | Unreadable]:
    """Yield the projects of an export, each an item whose documents are objects."""
    for entry in _files(path):
        yield from _read(entry)


def _files(path: Path) -> Iterator[Entry]:
    if path.is_dir():
        # Not below: the folder may be one of notes in which an export lies as well.
        found = [path / _FILE, *path.glob(f"*/{_FILE}"), *path.glob(f"{_FOLDER}/*.json")]
        for each in sorted(found):
            if each.is_file() and not each.is_symlink():
                size, modified = each.stat().st_size, from_file_time(each.stat().st_mtime)
                place = printable(each.relative_to(path).as_posix())
                yield Entry(place, place, each, None, size, modified)
    elif is_zip(path):
        for entry in entries(path, lambda name: name.endswith(".json")):
            if isinstance(entry, Entry) and (
                entry.name == _FILE or PurePosixPath(entry.ref).parent.name == _FOLDER
            ):
                yield entry


def _read(entry: Entry) -> Iterator[DraftItem | Unreadable]:
    try:
        if entry.name == _FILE:
            with entry.open() as file:
                for number, found in enumerate(read_items(file), start=1):
                    yield _project(found, f"{entry.place}, project {number}")
            return
        raw = entry.bytes(LONGEST)
        yield raw if isinstance(raw, Unreadable) else _project(json.loads(raw), entry.place)
    except NoListError:
        yield Unreadable(entry.place, "This is no list of projects.")
    except (BrokenJSONError, ValueError):
        yield Unreadable(entry.place, "This file is damaged; unpack the export again.")
    except FAULTS as error:
        yield Unreadable(entry.place, f"This file cannot be read ({error}).")
    except (RecursionError, MemoryError):
        yield Unreadable(entry.place, "This file is nested too deeply.")


def _project(found: object, place: str) -> DraftItem | Unreadable:
    if not isinstance(found, Mapping) or not isinstance(found.get("uuid"), str):
        return Unreadable(place, 'This entry is no project (it has no "uuid").')
    name = _line(found.get("name")) or "Untitled project"
    created = from_value(found.get("created_at"))
    told = "\n\n".join(_text(found.get(key)) for key in ("description", "prompt_template"))
    objects = [_note("", name, told, created, name)] if told.strip() else []
    docs = found.get("docs")
    taken = {""}
    for number, doc in enumerate(docs if isinstance(docs, list) else (), start=1):
        if not isinstance(doc, Mapping) or not _text(doc.get("content")).strip():
            continue
        ref = _line(doc.get("uuid")) or f"document {number}"
        if ref in taken:
            continue
        taken.add(ref)
        title = _line(doc.get("filename")) or f"Document {number}"
        at = from_value(doc.get("created_at")) or created
        objects.append(_note(ref, title, _text(doc.get("content")), at, name))
    canonical = json.dumps(found, sort_keys=True, separators=(",", ":")).encode()
    return DraftItem(
        ref=f"project/{clean(str(found['uuid']))[:200]}",
        title=name,
        place=place,
        fingerprint=hashlib.sha256(canonical).hexdigest(),
        objects=tuple(part for part in objects if part.memories),
        created=created,
        updated=from_value(found.get("updated_at")) or created,
    )


def _note(ref: str, title: str, text: str, at: Moment | None, project: str) -> DraftObject:
    found = sections_of(text.strip("\n"), at)
    return DraftObject(ObjectKind.NOTE, title, ref, found.memories, tags=(project,))


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return clean(value).replace("\r\n", "\n").replace("\r", "\n")


def _line(value: object) -> str:
    return " ".join(_text(value).split())[:300]
