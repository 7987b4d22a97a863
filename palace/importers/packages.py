"""Documents that are a zip (Word, EPUB, Anki): their pictures and sounds, opened one at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import IO

from palace.importers.archives import members
from palace.importers.attached import MOST
from palace.importers.entries import INNER_LIMIT, Entry
from palace.importers.files import size_in_words
from palace.model.drafts import Unreadable
from palace.store.files import LARGEST

MOST_NAMED = 10
"""Pictures that were left out and are named one by one."""


class LeftOutError(ValueError):
    """A file that is not kept; its text is a clause that says why."""


class Shelf:
    """The files in a document, and why one of them is not to be had.

    Parameters
    ----------
    archive
        The opened document.
    place
        Its name for people.
    """

    def __init__(self, archive: zipfile.ZipFile, place: str) -> None:
        listed = members(archive, place, lambda name: True)
        self._there = {each.filename for each in listed if isinstance(each, zipfile.ZipInfo)}
        self._infos = archive.NameToInfo
        self.taken: dict[str, None] = {}
        self.left_out: dict[str, str] = {}

    def take(self, name: str) -> bool:
        """Return whether a file can be kept, and note it; of one that cannot, why."""
        if name in self.taken:
            return True
        if name not in self._infos:
            reason = "it is not in the document"
        elif name not in self._there:
            reason = "it would unpack to far more than it should, or is encrypted"
        elif self._infos[name].file_size > LARGEST:
            reason = f"it has {size_in_words(self._infos[name].file_size)}"
        elif len(self.taken) >= MOST:
            reason = f"the document has more than {MOST:,}"
        else:
            self.taken[name] = None
            return True
        self.left_out.setdefault(name.rpartition("/")[2] or name, reason)
        return False


def told(left_out: Sequence[tuple[str, str]], what: str = "Pictures") -> str:
    """Return a sentence that names what was left out, and why; empty where nothing was.

    Parameters
    ----------
    left_out
        Of each its name and a clause that says why.
    what
        What they are, as the sentence begins.
    """
    if not left_out:
        return ""
    first = left_out[:MOST_NAMED]
    named = "; ".join(f"“{' '.join(name.split())[:100]}”: {reason}" for name, reason in first)
    more = f"; and {len(left_out) - len(first):,} more" if len(left_out) > len(first) else ""
    return f"{what} that are not kept: {named}{more}."


@contextmanager
def opened_member(entry: Entry, name: str) -> Iterator[IO[bytes]]:
    """Open a file that lies in a document.

    Raises
    ------
    OSError and others of `palace.importers.entries.FAULTS`
        It cannot be read.
    """
    archive = _archive(entry, entry.path.stat().st_mtime_ns)
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise FileNotFoundError(name) from None
    with archive.open(info) as file:
        yield file


def let_go() -> None:
    """Close the document that was opened last: a program may want to write it."""
    _archive.cache_clear()


@lru_cache(maxsize=1)
def _archive(entry: Entry, stamp: int) -> zipfile.ZipFile:
    """Return a document opened once more; the last one is kept, for its files come in turn."""
    if entry.member is None and entry.start is None:
        return zipfile.ZipFile(entry.path)
    held = entry.bytes(INNER_LIMIT)
    if isinstance(held, Unreadable):
        raise OSError(held.reason)
    return zipfile.ZipFile(io.BytesIO(held))
