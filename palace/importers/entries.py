"""The files at a path: one file, those of a folder, or the members of a zip."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from palace.importers.archives import members
from palace.importers.chatgpt_messages import clean
from palace.importers.files import (
    Content,
    Found,
    decoded,
    fault,
    printable,
    size_in_words,
    walk,
)
from palace.importers.times import from_file_time
from palace.model.drafts import Unreadable
from palace.model.moments import Moment

FAULTS = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What opening and reading an entry may raise."""
INNER_LIMIT = 300_000_000
"""Bytes of a zip inside a zip: it is held in memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file on disk, in a zip or in a tar.

    Parameters
    ----------
    ref
        Its path in its source, with ``/``: of a single file its name, of a zip's member the
        zip's name and the member's.
    place
        Its name for people.
    path
        The file, or the zip that holds it.
    member
        Its name in the zip.
    outer
        The name of the zip inside the zip in which that is; empty for the zip itself.
    start
        Where in the file its bytes begin: it is a member of a tar, which packs nothing.
    archive
        The opened zip, as long as its members are being listed: reading a zip's list again for
        each of thousands would take minutes.
    size
        Its bytes.
    modified
        When it was last changed, where that is known.
    """

    ref: str
    place: str
    path: Path
    member: str | None
    size: int
    modified: Moment | None
    outer: str = ""
    start: int | None = None
    archive: zipfile.ZipFile | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its own name, without folders."""
        return self.ref.rpartition("/")[2]

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading, inside the zip without unpacking it.

        Raises
        ------
        OSError and others of `FAULTS`
            It cannot be read.
        """
        if self.member is None:
            with self.path.open("rb") as file:
                if self.start is None:
                    yield file
                else:
                    file.seek(self.start)
                    yield io.BytesIO(file.read(self.size))
            return
        if self.archive is not None and self.archive.fp is not None:
            with self.archive.open(self.member) as file:
                yield file
            return
        stamp = self.path.stat().st_mtime_ns
        with _reopened(self.path, self.outer, stamp).open(self.member) as file:
            yield file

    def has_beside(self, suffix: str) -> bool:
        """Return whether a file of the same name with another suffix lies beside it."""
        if self.member is None:
            return self.path.with_suffix(suffix).is_file()
        if self.archive is None:
            return False
        other = str(PurePosixPath(self.member).with_suffix(suffix))
        return other in self.archive.NameToInfo

    def head(self, length: int) -> bytes:
        """Return its first bytes; none where it cannot be read."""
        try:
            with self.open() as file:
                return file.read(length)
        except (*FAULTS, ValueError):
            return b""

    def bytes(self, limit: int) -> bytes | Unreadable:
        """Return all of it, or why not: it may not be read, is empty, or larger than a limit."""
        try:
            if self.size <= limit:
                with self.open() as file:
                    raw = file.read(limit + 1)
                if len(raw) <= limit:
                    if raw:
                        return raw
                    reason = "This file is empty (0 bytes)."
                    return Unreadable(self.place, reason, skipped=True, ref=self.ref)
            reason = (
                f"This file is too large: {size_in_words(max(self.size, limit + 1))}, and one of "
                f"its kind may have {size_in_words(limit)}; split it to import it."
            )
            return Unreadable(self.place, reason, skipped=True, ref=self.ref)
        except (*FAULTS, ValueError) as error:
            return Unreadable(self.place, why(error), ref=self.ref)

    def text(self, limit: int) -> Content | Unreadable:
        """Return all of it as text, or why there is none."""
        raw = self.bytes(limit)
        if isinstance(raw, Unreadable):
            return raw
        text, notice = decoded(raw)
        if text is None:
            reason = "This file is not text, whatever its name says: it holds binary data."
            return Unreadable(self.place, reason, ref=self.ref)
        if not text.strip():
            reason = "This file holds nothing but white space."
            return Unreadable(self.place, reason, skipped=True, ref=self.ref)
        return Content(raw, text, self.modified.utc if self.modified else 0.0, notice)


def why(error: BaseException) -> str:
    """Return a sentence for a fault of `FAULTS`."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"This file {fault(error)}."
    return f"This zip is damaged here ({_told(error)}); get it again and import it once more."


def entries(path: Path, wanted: Callable[[str], bool]) -> Iterator[Entry | Unreadable]:
    """Yield the files of a wanted name at a path, in an order that is the same each time.

    A single file that is no zip is yielded whatever its name.

    Parameters
    ----------
    path
        A file, a folder or a zip.
    wanted
        Says whether a file of this name (without folders) is wanted.
    """
    if path.is_dir():
        for found in walk(path, wanted):
            yield _of_file(found) if isinstance(found, Found) else found
    elif is_zip(path) and not wanted(path.name):
        yield from _of_zip(path, wanted)
    else:
        yield _of_file(Found(path, printable(path.name)))


def is_zip(path: Path) -> bool:
    """Return whether a file is called a zip."""
    return path.suffix.lower() == ".zip"


def _of_file(found: Found) -> Entry | Unreadable:
    try:
        at = found.path.stat()
    except (OSError, ValueError) as error:
        return Unreadable(found.ref, why(error), ref=found.ref)
    if not stat.S_ISREG(at.st_mode):  # opening a pipe would wait for ever
        return Unreadable(found.ref, "This is no ordinary file.", skipped=True, ref=found.ref)
    modified = from_file_time(at.st_mtime)
    return Entry(found.ref, found.ref, found.path, None, at.st_size, modified)


def _of_zip(path: Path, wanted: Callable[[str], bool]) -> Iterator[Entry | Unreadable]:
    """Yield the wanted members of a zip, and of the zips in it, one level down."""
    name = printable(path.name)

    def chosen(member: str) -> bool:
        shown = _shown(member)
        return bool(shown) and (wanted(shown) or shown.lower().endswith(".zip"))

    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            listed = list(members(archive, name, chosen))
        except (*FAULTS, ValueError) as error:
            yield Unreadable(name, f"This zip cannot be opened ({_told(error)}); get it again.")
            return
        for info in listed:
            if isinstance(info, Unreadable):
                yield info
            elif wanted(_shown(info.filename)):
                yield _member(path, name, name, info, archive)
            else:
                yield from _inner(path, name, info, wanted)


def _inner(
    path: Path, name: str, outer: zipfile.ZipInfo, wanted: Callable[[str], bool]
) -> Iterator[Entry | Unreadable]:
    place = f"{name} › {clean(outer.filename)}"
    if outer.file_size > INNER_LIMIT:
        reason = (
            f"This zip inside a zip is too large ({size_in_words(outer.file_size)}); unpack it and "
            "import that."
        )
        yield Unreadable(place, reason, skipped=True)
        return
    with ExitStack() as stack:
        try:
            raw = zip_in_zip(path, outer.filename, path.stat().st_mtime_ns)
            archive = stack.enter_context(zipfile.ZipFile(io.BytesIO(raw)))
            listed = list(members(archive, place, lambda each: wanted(_shown(each))))
        except (*FAULTS, ValueError) as error:
            yield Unreadable(place, f"This zip cannot be opened ({_told(error)}); get it again.")
            return
        for info in listed:
            if isinstance(info, Unreadable):
                yield info
            else:
                ref = f"{name}/{clean(outer.filename)}"
                yield _member(path, ref, place, info, archive, outer.filename)


def _member(
    path: Path,
    ref: str,
    place: str,
    info: zipfile.ZipInfo,
    archive: zipfile.ZipFile,
    outer: str = "",
) -> Entry:
    member = clean(info.filename)
    return Entry(
        ref=f"{ref}/{member}",
        place=f"{place} › {member}",
        path=path,
        member=info.filename,
        size=info.file_size,
        modified=_in_zip(info.date_time),
        outer=outer,
        archive=archive,
    )


@lru_cache(maxsize=1)
def zip_in_zip(path: Path, outer: str, stamp: int) -> bytes:
    """Return a zip that lies in a zip; the last one is kept, as its members are read in turn."""
    with zipfile.ZipFile(path) as archive, archive.open(outer) as file:
        return file.read(INNER_LIMIT + 1)


@lru_cache(maxsize=1)
def _reopened(path: Path, outer: str, stamp: int) -> zipfile.ZipFile:
    """Return a zip opened once more; the last one is kept, for its members are read in turn."""
    return zipfile.ZipFile(io.BytesIO(zip_in_zip(path, outer, stamp)) if outer else path)


def _told(error: BaseException) -> str:
    return clean(" ".join(str(error).split())).rstrip(".")[:200]


def _shown(member: str) -> str:
    """Return a member's own name; empty for what systems put beside (``__MACOSX/``)."""
    parts = member.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return "" if hidden else parts[-1]


def _in_zip(at: tuple[int, int, int, int, int, int]) -> Moment | None:
    try:
        when = datetime(*at)
    except ValueError:
        return None
    # 1980-01-01 is what is written where nothing is known. It has no zone; a day is what it says.
    return from_file_time(Moment.of(when).utc) if when.year > 1980 else None
