"""Keep the pictures and other files of an item in a palace's folder, before it is taken in."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

from palace.importers.attached import Beside
from palace.importers.entries import FAULTS
from palace.model.drafts import DraftFile, DraftItem, KeptFile
from palace.model.errors import StorageError
from palace.store.files import keep


def with_files(folder: Path, item: DraftItem, beside: Beside) -> DraftItem:
    """Return the item with its files kept; one that cannot be read stays a name in the text.

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
            continue
        if done is not None:
            kept.append(done)
    return replace(item, files=tuple(kept)) if kept or item.files else item
