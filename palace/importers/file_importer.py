"""What importers have in common whose items lie in single files, also in folders and zips."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.entries import FAULTS, Entry, entries, is_zip, why
from palace.importers.files import check_readable
from palace.importers.packages import let_go
from palace.model.drafts import DraftItem, Unreadable

HEAD = 4096
"""Bytes by which a file is recognised where its name does not tell."""
_IN_FOLDER = 0.6
_IN_ZIP = 0.55


class FileImporter(ABC):
    """Reads a format whose items lie in files of certain names."""

    kind: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[About]
    suffixes: ClassVar[frozenset[str]]
    """Of the files it may read, with the dot, in lower case."""
    sniffs: ClassVar[bool] = False
    """Whether a file's head decides, beside its name."""
    sure: ClassVar[float] = 0.9
    """How sure it is of a file that it claims."""
    newest_first: ClassVar[bool] = False
    """Whether the file changed last is read first: where one item may lie in several files."""

    @abstractmethod
    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the items of a file; refs begin with the entry's.

        What `FAULTS` names, `RecursionError`, `MemoryError` may be raised; it becomes an
        `Unreadable`.
        """

    def claims(self, name: str) -> bool:
        """Return whether a file of this name may be its own."""
        return PurePosixPath(name).suffix.lower() in self.suffixes

    def knows(self, head: bytes) -> bool:
        """Return whether a file that begins like this is its own; asked where it `sniffs`."""
        return True

    def leaves(self, entry: Entry) -> bool:
        """Return whether a file in a folder or zip is a part of what another importer reads."""
        return False

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by names, and by heads where these decide."""
        try:
            if path.is_dir() or (is_zip(path) and not self.claims(path.name)):
                found = any(isinstance(each, Entry) for each in self._entries(path))
                return (_IN_FOLDER if path.is_dir() else _IN_ZIP) if found else 0.0
            if not self.claims(path.name):
                return 0.0
            if not self.sniffs:
                return self.sure
            with path.open("rb") as file:
                return self.sure if self.knows(file.read(HEAD)) else 0.0
        except (*FAULTS, ValueError):
            return 0.0

    def count(self, path: Path) -> int | None:
        """Return how many files there are."""
        try:
            return sum(isinstance(each, Entry) for each in self._entries(path))
        except (*FAULTS, ValueError):
            return None

    def whole(self, path: Path) -> bool:
        """Return whether it is a folder; one file says nothing of the others."""
        return path.is_dir()

    def source_uri(self, path: Path) -> str:
        """Return the resolved path as a ``file:`` address."""
        return path.resolve().as_uri()

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the items file by file; a file that cannot be read is one `Unreadable`."""
        check_readable(path)
        try:
            for entry in self._entries(path):
                if isinstance(entry, Unreadable):
                    yield entry
                    continue
                try:
                    yield from self.read(entry)
                except FAULTS as error:
                    yield Unreadable(entry.place, why(error), ref=entry.ref)
                except (RecursionError, MemoryError):
                    reason = "This file is nested too deeply to be read."
                    yield Unreadable(entry.place, reason, ref=entry.ref)
        finally:
            let_go()

    def _entries(self, path: Path) -> Iterator[Entry | Unreadable]:
        single = not path.is_dir() and (not is_zip(path) or self.claims(path.name))
        found: Iterable[Entry | Unreadable] = entries(path, self.claims)
        if self.newest_first:
            found = sorted(found, key=_age)
        for entry in found:
            if single or isinstance(entry, Unreadable):
                yield entry  # it was told that this is its format
            elif not self.leaves(entry) and (not self.sniffs or self.knows(entry.head(HEAD))):
                yield entry


def _age(entry: Entry | Unreadable) -> float:
    known = entry.modified if isinstance(entry, Entry) else None
    return -known.utc if known is not None else 0.0
