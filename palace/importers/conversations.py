"""Files of conversations as chat products export them: ``conversations.json``, folder or zip.

ChatGPT and Claude.ai use the same name and other messages; what tells them apart, and how one
conversation is read, is the subclass's.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, ClassVar

from palace.importers.archives import members
from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.files import check_readable, fault, printable, size_in_words
from palace.importers.json_stream import BrokenJSONError, NoListError, read_items
from palace.model.drafts import DraftItem, Unreadable

_NAME = re.compile(r"^conversations(?:[-_ ]?(\d+))?\.json$", re.IGNORECASE)
_HEAD = 1 << 16
_COUNTED = 1 << 26
"""Bytes of a file that are looked through to count; beyond that it is estimated."""
_MOST_FAULTS = 20
"""Faulty conversations of one file that are named one by one."""
_FAULTS = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class _Source:
    """One file of conversations: on disk, or in an archive.

    Parameters
    ----------
    place
        Its name for people.
    path
        The file, or the archive that holds it.
    member
        Its name in the archive.
    size
        Its bytes.
    """

    place: str
    path: Path
    member: str | None
    size: int

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading, inside the archive without unpacking it."""
        if self.member is None:
            with self.path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
            yield file


class ConversationsImporter(ABC):
    """Reads one product's export. A conversation is an item; its topics are objects."""

    kind: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[About]
    product: ClassVar[str]
    """What it is called in sentences."""
    marker: ClassVar[bytes]
    """What the head of its file holds."""
    foreign: ClassVar[tuple[bytes, ...]] = ()
    """What the head of another product's file of the same name holds."""
    begins: ClassVar[re.Pattern[bytes]]
    """Where a conversation begins, for counting."""
    guesses: ClassVar[bool] = False
    """Whether it explains a file of that name that tells nothing of itself."""

    @abstractmethod
    def read(
        self, found: object, place: str, taken: dict[str, str]
    ) -> DraftItem | Unreadable | None:
        """Return one conversation; None where the same was yielded before.

        Parameters
        ----------
        found
            An entry of the file's list.
        place
            Where it is, for people.
        taken
            Ref → fingerprint of those before.
        """

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by names, and by how the first file begins."""
        damaged = 0.3 if self.guesses and path.suffix.lower() == ".zip" else 0.0
        try:
            named = path.is_file() and _NAME.match(path.name) is not None
            if path.is_file() and not named and path.suffix.lower() not in {".json", ".zip"}:
                return 0.0
            sources = [each for each in _sources(path) if isinstance(each, _Source)]
            if not sources:
                # A damaged zip by the name of an export is still best explained by somebody.
                return damaged
            with sources[0].open() as file:
                head = file.read(_HEAD)
        except (*_FAULTS, ValueError):
            return damaged
        if self.marker in head:
            # An export one folder down must not take a folder of notes for itself.
            return 0.95 if sources[0].path.parent == path or not path.is_dir() else 0.55
        if not self.guesses or any(other in head for other in self.foreign):
            return 0.0
        if path.is_dir():
            return 0.5
        return 0.65 if named or path.suffix.lower() == ".zip" else 0.2

    def count(self, path: Path) -> int | None:
        """Return how many conversations there are, extrapolated where files are large."""
        total = 0.0
        try:
            for source in _sources(path):
                if isinstance(source, _Source):
                    total += _count(source, self.begins)
        except (*_FAULTS, ValueError):
            return None
        return round(total)

    def whole(self, path: Path) -> bool:
        """Return False: an export may be one of several files, or of another account."""
        return False

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the conversations in the order of the files."""
        check_readable(path)
        taken: dict[str, str] = {}
        any_source = False
        try:
            for source in _sources(path):
                any_source = True
                if isinstance(source, Unreadable):
                    yield source
                else:
                    yield from self._items(source, taken)
        except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
            reason = f"This zip is damaged ({error}); download the export again."
            yield Unreadable(printable(path.name), reason)
        except OSError as error:
            yield Unreadable(printable(path.name), f"This {fault(error)}.")
        else:
            if not any_source:
                reason = "There is no conversations.json in it."
                yield Unreadable(printable(path.name), reason)

    def source_uri(self, path: Path) -> str:
        """Return the same for every export.

        Conversations are known by their own ids, and next month's export lies elsewhere.
        """
        return f"{self.kind}:"

    def _items(self, source: _Source, taken: dict[str, str]) -> Iterator[DraftItem | Unreadable]:
        if source.size == 0:
            yield Unreadable(source.place, "This file is empty (0 bytes).", skipped=True)
            return
        whole = faults = number = 0
        try:
            with source.open() as file:
                for number, found in enumerate(read_items(file), start=1):
                    place = f"{source.place}, conversation {number}"
                    item = self.read(found, place, taken)
                    if item is None:
                        continue
                    if isinstance(item, DraftItem):
                        whole += 1
                        yield item
                        continue
                    faults += 1
                    if faults <= _MOST_FAULTS:
                        yield item
        except BrokenJSONError as error:
            yield Unreadable(source.place, _broken(error, source.size, whole))
        except NoListError:
            reason = f"This is no export of {self.product}: it holds no list of conversations."
            yield Unreadable(source.place, reason)
        except OSError as error:
            yield Unreadable(source.place, f"This file {fault(error)}.")
        except _FAULTS as error:
            reason = f"This zip is damaged here ({error}); download the export again."
            yield Unreadable(source.place, reason)
        if faults > _MOST_FAULTS:
            more = faults - _MOST_FAULTS
            yield Unreadable(source.place, f"{more} more of its entries are no conversations.")


def _sources(path: Path) -> Iterator[_Source | Unreadable]:
    """Yield the files of conversations at a path, in the order of their numbers."""
    if path.is_dir():
        found = [each for each in path.iterdir() if _NAME.match(each.name)]
        if not found:
            inner = (each for each in path.iterdir() if each.is_dir())
            found = [
                each
                for folder in sorted(inner)
                if not folder.name.startswith(".") and not folder.is_symlink()
                for each in _listing(folder)
                if _NAME.match(each.name)
            ]
        for each in sorted(found, key=lambda each: (str(each.parent), _number(each.name))):
            place = printable(each.relative_to(path).as_posix())
            try:
                if each.is_file():
                    yield _Source(place, each, None, each.stat().st_size)
            except OSError as error:
                yield Unreadable(place, f"This file {fault(error)}.")
        return
    with path.open("rb") as file:
        start = file.read(4)
    if path.suffix.lower() != ".zip" and not start.startswith(b"PK\x03\x04"):
        yield _Source(printable(path.name), path, None, path.stat().st_size)
        return
    with zipfile.ZipFile(path) as archive:
        listed = list(members(archive, printable(path.name), _is_wanted))
    yield from (each for each in listed if isinstance(each, Unreadable))
    infos = [each for each in listed if isinstance(each, zipfile.ZipInfo)]
    for info in sorted(infos, key=lambda info: _number(PurePosixPath(info.filename).name)):
        place = f"{printable(path.name)} › {clean(info.filename)}"
        yield _Source(place, path, info.filename, info.file_size)


def _is_wanted(name: str) -> bool:
    member = PurePosixPath(name)
    return len(member.parts) <= 2 and _NAME.match(member.name) is not None


def _listing(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _number(name: str) -> tuple[int, str]:
    match = _NAME.match(name)
    return (int(match[1]) if match and match[1] and len(match[1]) < 10 else 0, name)


def _count(source: _Source, begins: re.Pattern[bytes]) -> float:
    found = read = 0
    tail = b""
    with source.open() as file:
        while read < _COUNTED and (chunk := file.read(1 << 20)):
            data = tail + chunk
            ends = [match.end() for match in begins.finditer(data)]
            found += len(ends)
            # What may be the beginning of the next one, and was not counted yet.
            tail = data[max(len(data) - 16, ends[-1] if ends else 0) :]
            read += len(chunk)
    return found * source.size / read if read >= _COUNTED else found


def _broken(error: BrokenJSONError, size: int, whole: int) -> str:
    before = f"the {whole} conversations before that were read" if whole else "nothing was read"
    if error.deep:
        what = f"This file is nested too deeply near byte {error.offset:,}"
    elif error.cut:
        what = f"This file ends in the middle, at byte {error.offset:,}"
    else:
        what = f"This file is damaged near byte {error.offset:,} of {size_in_words(size)}"
    return f"{what}; {before}. Download or unpack the export again and import it once more."


def unique_ref(identity: str, fingerprint: str, taken: dict[str, str]) -> str | None:
    """Return a conversation's ref, numbered where another has it; None for the very same."""
    ref, number = identity, 1
    while ref in taken:
        if taken[ref] == fingerprint:
            return None
        number += 1
        ref = f"{identity} ({number})"
    taken[ref] = fingerprint
    return ref
