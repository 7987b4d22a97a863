"""The pictures and sounds in an Anki package, by the names that notes call them.

Each is a member of the zip named by a number. Which is which says the member `media`: up to 2.1.49
as JSON, number → name; later as a message of protobuf, packed with zstd, whose entries have a name
and a size in the members' order, and each member is packed with zstd as well. After ankitects/anki
(rslib/src/import_export/package/media.rs, proto/anki/import_export.proto: `MediaEntries`).
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any

from palace.importers.archives import members
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.packages import LeftOutError, opened_member
from palace.importers.protobuf import fields_of
from palace.importers.zstd_streams import ZstdError, unpacked, unpacking
from palace.model.drafts import DraftFile

LIST = "media"
_LONGEST_LIST = 50_000_000
"""Bytes of the list of names."""
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Medium:
    member: str
    size: int


@dataclass(slots=True)
class Media:
    """What lies in a package beside its collection.

    Parameters
    ----------
    entry
        The package.
    packed
        Whether each member is packed with zstd.
    names
        Name → the member that has it.
    """

    entry: Entry
    packed: bool = False
    names: dict[str, _Medium] = field(default_factory=dict)

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, None where it is not in the package."""
        found = self._find(name)
        return None if found is None else found.size

    def file(self, name: str, called: str) -> DraftFile | None:
        """Return a file by its name, None where it is not in the package.

        Parameters
        ----------
        called
            By what the note's text names it.
        """
        found = self._find(name)
        if found is None:
            return None
        return DraftFile(called, partial(_opened, self.entry, found.member, self.packed))

    def _find(self, name: str) -> _Medium | None:
        return self.names.get(unicodedata.normalize("NFC", name))


def media_of(entry: Entry, archive: zipfile.ZipFile, *, packed: bool) -> Media:
    """Return what a package's list says that there is; nothing where it is damaged.

    Parameters
    ----------
    archive
        The opened package.
    packed
        Whether the package is of the later kind.
    """
    media = Media(entry, packed)
    listed = members(archive, entry.place, str.isdecimal)
    there = {each.filename: each for each in listed if isinstance(each, zipfile.ZipInfo)}
    try:
        with archive.open(LIST) as file:
            raw = unpacked(file, _LONGEST_LIST) if packed else file.read(_LONGEST_LIST + 1)
    except (KeyError, ZstdError):
        return media
    if len(raw) > _LONGEST_LIST:
        return media
    for number, name, size in _packed_list(raw) if packed else _plain_list(raw):
        info = there.get(number)
        if info is not None and name:
            known = _Medium(number, info.file_size if size is None else size)
            media.names.setdefault(unicodedata.normalize("NFC", clean(name)), known)
    return media


def _plain_list(raw: bytes) -> Iterator[tuple[str, str, int | None]]:
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return
    for number, name in found.items() if isinstance(found, dict) else ():
        if isinstance(name, str):
            yield str(number), name, None


def _packed_list(raw: bytes) -> Iterator[tuple[str, str, int | None]]:
    at = 0
    for key, value in fields_of(raw):
        if key != 1 or not isinstance(value, bytes) or at >= _MOST:
            continue
        told = dict(fields_of(value))
        name, size, legacy = told.get(1), told.get(2), told.get(255)
        number = str(legacy) if isinstance(legacy, int) else str(at)
        at += 1
        if isinstance(name, bytes):
            yield number, name.decode("utf-8", "replace"), size if isinstance(size, int) else 0


@contextmanager
def _opened(entry: Entry, member: str, packed: bool) -> Iterator[IO[bytes]]:
    with opened_member(entry, member) as file:
        if not packed:
            yield file
            return
        try:
            with unpacking(file) as stream:
                yield stream
        except ZstdError as error:
            raise LeftOutError("it is damaged in the package") from error
