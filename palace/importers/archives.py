"""Reading members of zip archives that may be made to harm."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath, PureWindowsPath

from palace.importers.files import size_in_words
from palace.model.drafts import Unreadable

TOTAL_LIMIT = 20_000_000_000
"""Bytes that the wanted members of one archive may unpack to."""
RATIO_LIMIT = 200
"""Unpacked size by packed size beyond which a member is a bomb; text stays below 30."""
RATIO_FREE = 50_000_000
"""Bytes up to which the ratio does not matter."""
MOST_REFUSALS = 20
"""Refused members that are named one by one."""


def members(
    archive: zipfile.ZipFile, place: str, wanted: Callable[[str], bool]
) -> Iterator[zipfile.ZipInfo | Unreadable]:
    """Yield the wanted members in the archive's order, and what had to be refused.

    Nothing is ever unpacked to disk. Names that lead out of the archive (``../``, absolute, a
    drive), links, encrypted members and bombs are refused.

    Parameters
    ----------
    archive
        The opened archive.
    place
        Its name for people.
    wanted
        Says whether a member of this name is wanted.
    """
    total = refused = 0
    latest = {info.filename: info for info in archive.infolist()}
    for info in latest.values():
        name = info.filename
        if info.is_dir():
            continue
        reason = ""
        if not stays_inside(name):
            reason = "Its name leads out of the archive; it was refused."
        elif not wanted(name):
            continue
        elif stat.S_ISLNK(info.external_attr >> 16):
            reason = "It is a link; it was refused."
        elif info.flag_bits & 0x1:
            reason = "It is encrypted; unpack the archive with its password and import the folder."
        elif _is_bomb(info):
            reason = (
                f"It would unpack {size_in_words(info.compress_size)} to "
                f"{size_in_words(info.file_size)}, which no real export does; it was refused."
            )
        elif total + info.file_size > TOTAL_LIMIT:
            reason = (
                f"With it the archive would unpack to more than {size_in_words(TOTAL_LIMIT)}; "
                "unpack it and import the folder."
            )
        if not reason:
            total += info.file_size
            yield info
            continue
        refused += 1
        if refused <= MOST_REFUSALS:
            shown = name.encode("utf-8", "backslashreplace").decode()[:200]
            yield Unreadable(f"{place} › {shown}", reason)
    if refused > MOST_REFUSALS:
        more = refused - MOST_REFUSALS
        yield Unreadable(place, f"{more} more members of this archive were refused.")


def stays_inside(name: str) -> bool:
    """Return whether a member's name leads to no place outside its archive."""
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        if path.is_absolute() or path.drive or path.root or ".." in path.parts:
            return False
    return True


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_FREE and info.file_size > RATIO_LIMIT * max(info.compress_size, 1)
