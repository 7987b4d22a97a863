"""An export of Palace: everything comes back as it was, and what was changed in its files as that.

What an export holds is told in `palace.model.exported`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from palace.importers.attached import on_disk
from palace.importers.base import About
from palace.importers.edited import edited
from palace.importers.exported import Unfit, item_of
from palace.importers.files import (
    Content,
    Found,
    check_readable,
    fault,
    printable,
    read_text,
    walk,
)
from palace.importers.markdown import MARKDOWN, read_note
from palace.model.drafts import DraftFile, DraftItem, Unreadable
from palace.model.errors import PalaceError
from palace.model.exported import FORMAT, MANIFEST, PLACES, text
from palace.model.exported import file_name as kept_name
from palace.model.kept import KeptItem, KeptSource

LONGEST = 512_000_000
"""Characters of a line; a conversation is one."""
_HEAD = 200
_DAMAGED = "The places in this export are damaged; none were taken over, and things find new ones."
_LOST = "Its file was changed so that its parts cannot be told apart; it came as it was exported."


class PalaceImporter:
    """Reads what `palace export` wrote."""

    kind = "palace"
    title = "an export of Palace"
    about = About(
        product="Palace",
        reads=f"a folder that `palace export` made (in any format), or its {MANIFEST}",
        export="`palace export DIR`",
        becomes="what it was: the same items, objects and pages, with their revisions, reach and "
        "links; into a palace without places also every place, name, pin and route. A text that "
        "was changed in the export's Markdown comes as a revision; a note that was added there as "
        "a note",
        limits="What the model had learnt is learnt again; what could be undone no longer can.",
    )

    def recognise(self, path: Path) -> float:
        """Return 1 where there is a manifest: then nobody else needs to look."""
        try:
            with _manifest(path).open("rb") as file:
                return 1.0 if _begins(file.read(_HEAD)) else 0.0
        except (OSError, ValueError):
            return 0.0

    def count(self, path: Path) -> int | None:
        """Return how many notes and conversations there are."""
        try:
            with _manifest(path).open("rb") as file:
                return sum(line.startswith(b'{"item"') for line in file)
        except (OSError, ValueError):
            return None

    def whole(self, path: Path) -> bool:
        """Return False: an export says nothing of what came later."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: the items name the sources that they came from."""
        return f"{self.kind}:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the items in the order they came, then notes that were added to the folder."""
        check_readable(path)
        files = dict(_files(path))
        told: set[str] = set()
        number, finished = 0, False
        for document in _lines(_manifest(path)):
            if isinstance(document, Unreadable):
                yield document
            elif "item" in document:
                number += 1
                item = _item(document, number, files, told)
                yield item if isinstance(item, Unreadable) else _with_files(path, item, document)
            elif "end" in document:
                finished = True
        if not finished:
            reason = f"This export ends after {number} items and is not whole; export again."
            yield Unreadable(MANIFEST, reason)
        yield from _added(path, files, told)

    def places(self, path: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return table → rows.

        Raises
        ------
        PalaceError
            The rows are not those that were exported.
        """
        found: dict[str, list[Mapping[str, Any]]] = {}
        digest = hashlib.sha256()
        for document in _lines(_manifest(path)):
            if isinstance(document, Unreadable):
                raise PalaceError(_DAMAGED)
            (name, row), *more = document.items() or [("", None)]
            if name == "places":
                if not isinstance(row, dict) or row.get("sha256") != digest.hexdigest():
                    break
                return found
            if name in PLACES:
                columns = PLACES[name]
                if more or not isinstance(row, dict) or set(row) != set(columns):
                    break
                if not all(check(row[column]) for column, check in columns.items()):
                    break
                found.setdefault(name, []).append(row)
                digest.update(json.dumps(document, ensure_ascii=False).encode())
            elif name != "palace":
                break
        raise PalaceError(_DAMAGED)


def _manifest(path: Path) -> Path:
    return path / MANIFEST if path.is_dir() else path


def _begins(head: bytes) -> bool:
    return head.startswith(b'{"palace": {"format": ')


def _lines(file: Path) -> Iterator[dict[str, Any] | Unreadable]:
    """Yield the documents of a manifest; a line that is none is an `Unreadable`.

    Raises
    ------
    PalaceError
        It is no manifest, or a later program's.
    """
    name = printable(file.name)
    try:
        with file.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LONGEST), ""), start=1):
                try:
                    document = json.loads(line)
                except (ValueError, RecursionError):
                    document = None
                if number == 1:
                    _check_head(document, name)
                if isinstance(document, dict):
                    yield document
                elif line.strip():
                    reason = "This line is no JSON object; the export is damaged here."
                    yield Unreadable(f"{name}, line {number}", reason)
    except OSError as error:
        raise PalaceError(f"{name} {fault(error)}.") from error


def _check_head(document: object, name: str) -> None:
    head = document.get("palace") if isinstance(document, dict) else None
    if not isinstance(head, dict) or not isinstance(head.get("format"), int):
        raise PalaceError(f"{name} does not begin as an export of Palace does; export again.")
    if head["format"] > FORMAT:
        raise PalaceError(f"{name} was written by a later version of Palace; update the program.")


def _files(path: Path) -> Iterator[tuple[str, Found]]:
    """Yield ref → Markdown file of an export's folder."""
    if path.is_dir():
        for found in walk(path, lambda name: name.lower().endswith(tuple(MARKDOWN))):
            if isinstance(found, Found):
                yield found.ref, found


def _with_files(path: Path, item: DraftItem, document: Mapping[str, Any]) -> DraftItem:
    """Return an item with its pictures and other files, of those that the export holds."""
    told = document["item"].get("files", ()) if path.is_dir() else ()
    found = []
    for each in told if isinstance(told, list) else ():
        name, digest = (each.get(key) if isinstance(each, dict) else None for key in _FILE)
        if text(name) and isinstance(digest, str) and _DIGEST.fullmatch(digest):
            place = path / kept_name(digest)
            if place.is_file() and not place.is_symlink():
                found.append(DraftFile(str(name), partial(on_disk, place)))
    return replace(item, files=tuple(found)) if found else item


_FILE = ("name", "digest")
_DIGEST = re.compile("[0-9a-f]{64}")


def _item(
    document: Mapping[str, Any], number: int, files: Mapping[str, Found], told: set[str]
) -> DraftItem | Unreadable:
    place = f"{MANIFEST}, item {number}"
    try:
        item = item_of(document["item"])
    except Unfit as error:
        return Unreadable(place, f"This item is damaged: {error}.")
    except RecursionError:
        return Unreadable(place, "This item is nested too deeply to be read.")
    name, written = document.get("file"), document.get("sha256")
    if not isinstance(name, str) or name not in files:
        return item
    told.add(name)
    content = read_text(files[name])
    if isinstance(content, Unreadable) or hashlib.sha256(content.raw).hexdigest() == written:
        return item
    try:
        return edited(item, document["item"], content)
    except ValueError:
        return replace(item, notice=_LOST)


def _added(
    path: Path, files: Mapping[str, Found], told: set[str]
) -> Iterator[DraftItem | Unreadable]:
    """Yield the notes that a person put into the folder."""
    for ref in sorted(files.keys() - told):
        try:
            content = read_text(files[ref])
            if isinstance(content, Content):
                note = read_note(ref, content)
                source = KeptSource("", "markdown", path.resolve().as_uri(), content.modified)
                yield replace(note, kept=KeptItem("", source, edited=True))
            else:
                yield content
        except (RecursionError, MemoryError):
            yield Unreadable(ref, "This note is nested too deeply to be read.", ref=ref)
