"""Reading members of tar archives that may be made to harm.

After POSIX.1-2001 (ustar and pax), read with the standard library's tarfile. Only tars that are not
packed are opened: each member is a stretch of the file, and none is larger than the file.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from palace.importers.archives import MOST_REFUSALS, stays_inside
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry, why
from palace.importers.files import printable
from palace.importers.times import from_file_time
from palace.model.drafts import Unreadable

_LONGEST_HEADER = 64_000
"""Bytes of a member's further header; real ones hold a long name."""
_HEADERS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_DAMAGED = (tarfile.TarError, ValueError, OverflowError, EOFError, RecursionError)


class _Member(tarfile.TarInfo):
    """A member whose header says nothing on which the library would hang."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Member:
        found = super().frombuf(buf, encoding, errors)
        if found.size < 0 or (found.type in _HEADERS and found.size > _LONGEST_HEADER):
            raise tarfile.HeaderError("a header of an impossible size")
        return found


def tar_entries(path: Path, wanted: Callable[[str], bool]) -> Iterator[Entry | Unreadable]:
    """Yield the wanted files of a tar in its order, and what had to be refused.

    Nothing is ever unpacked to disk. Names that lead out of the archive, links, devices and files
    with holes are refused. Where the archive is damaged, what came before is yielded.

    Parameters
    ----------
    path
        The archive.
    wanted
        Says whether a member of this name, with its folders, is wanted.
    """
    name = printable(path.name)
    refused = 0
    try:
        size = path.stat().st_size
        with tarfile.open(path, "r:", tarinfo=_Member) as archive:
            at = -1
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else it keeps them all
                if archive.offset <= at:
                    raise tarfile.HeaderError("a member that ends before it begins")
                at = archive.offset
                found = _entry(path, name, info, size, wanted)
                if isinstance(found, Unreadable):
                    refused += 1
                if found is not None and (isinstance(found, Entry) or refused <= MOST_REFUSALS):
                    yield found
            whole = _ends(path, archive.offset)
    except OSError as error:
        yield Unreadable(name, why(error))
        return
    except _DAMAGED:
        whole = False
    if refused > MOST_REFUSALS:
        more = refused - MOST_REFUSALS
        yield Unreadable(name, f"{more} more members of this archive were refused.")
    if not whole:
        reason = "This archive is damaged or cut off: not all of it could be read; export it again."
        yield Unreadable(name, reason)


def _ends(path: Path, at: int) -> bool:
    """Return whether a tar ends here: with zeros, or with the file."""
    with path.open("rb") as file:
        file.seek(at)
        return not file.read(tarfile.BLOCKSIZE).strip(b"\0")


def _entry(
    path: Path, archive: str, info: tarfile.TarInfo, size: int, wanted: Callable[[str], bool]
) -> Entry | Unreadable | None:
    member = clean(info.name)
    place = f"{archive} › {member[:200]}"
    if info.isdir():
        return None
    if not stays_inside(member):
        return Unreadable(place, "Its name leads out of the archive; it was refused.")
    if not wanted(member):
        return None
    if info.issym() or info.islnk():
        return Unreadable(place, "It is a link; it was refused.")
    if not info.isreg() or info.issparse():
        return Unreadable(place, "It is no ordinary file; it was refused.")
    if info.offset_data + info.size > size:
        return Unreadable(place, "The archive ends in the middle of it; export it again.")
    return Entry(
        ref=f"{archive}/{member}",
        place=place,
        path=path,
        member=None,
        size=info.size,
        modified=from_file_time(float(info.mtime)),
        start=info.offset_data,
    )
