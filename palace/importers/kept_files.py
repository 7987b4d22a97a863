"""Keep the pictures and other files of an item in a palace's folder, before it is taken in."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

from palace.importers.attached import Beside
from palace.importers.entries import FAULTS
from palace.importers.files import size_in_words
from palace.importers.packages import LeftOutError, told
from palace.model.drafts import DraftFile, DraftItem, KeptFile
from palace.model.errors import StorageError
from palace.store.files import LARGEST, keep


def with_files(folder: Path, item: DraftItem, beside: Beside) -> DraftItem:
    """Return the item with its files kept; one that cannot be stays a name, and is told of.

    Parameters
    ----------
    folder
        The palace's.
    beside
        What lies where the item was read.

    Raises
    ------
    StorageError
        The disk is full.
    """
    kept: list[DraftFile | KeptFile] = []
    left_out: list[tuple[str, str]] = []
    own = {each.name for each in item.files}
    lying = (each for each in beside.files(item) if each.name not in own)
    for file in (*item.files, *lying):
        if isinstance(file, KeptFile):
            kept.append(file)
            continue
        try:
            with file.open() as source:
                done = keep(folder, file.name, source)
        except (*FAULTS, ValueError) as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise StorageError(
                    f"The disk is full: “{file.name}” could not be kept. Make room and import "
                    "again; what is there stays."
                ) from error
            left_out.append((file.name, _why(error)))
            continue
        if done is not None:
            kept.append(done)
        else:
            left_out.append((file.name, f"it is empty, or has more than {size_in_words(LARGEST)}"))
    if not kept and not item.files and not left_out:
        return item
    notice = f"{item.notice} {told(left_out, 'Files')}".strip()
    return replace(item, files=tuple(kept), notice=notice)


def _why(error: BaseException) -> str:
    """Return a clause that says why a file could not be kept."""
    if isinstance(error, LeftOutError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "it is gone"
    return "it is damaged, or may not be read"
