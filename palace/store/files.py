"""Pictures and other files: kept by their hash beside the database, named by items."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from palace.model.drafts import KeptFile
from palace.store.store import Reader, Transaction

FOLDER = "files"
LARGEST = 200_000_000
"""Bytes of a file that is kept; a larger one stays where it was, and its name is kept."""
_BLOCK = 1 << 20


def path_of(folder: Path, digest: str) -> Path:
    """Return where a file lies in a palace's folder."""
    return folder / FOLDER / digest[:2] / digest


def keep(folder: Path, name: str, source: IO[bytes]) -> KeptFile | None:
    """Copy a file into a palace's folder, in one step; None where it is empty or too large.

    The same bytes are kept once.

    Raises
    ------
    OSError
        It cannot be read, or the disk is full.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(prefix=".new-", dir=place)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(descriptor, "wb") as target:
            while block := source.read(_BLOCK):
                size += len(block)
                if size > LARGEST:
                    return None
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if not size:
            return None
        final = path_of(folder, digest.hexdigest())
        if not final.exists():
            final.parent.mkdir(exist_ok=True)
            Path(written).replace(final)
        return KeptFile(name, digest.hexdigest(), size)
    finally:
        Path(written).unlink(missing_ok=True)


def files_of(reader: Reader, item_id: str) -> tuple[KeptFile, ...]:
    """Return the files that an item names."""
    rows = reader.rows(
        "SELECT name, digest, size FROM file WHERE item_id = ? ORDER BY name", (item_id,)
    )
    return tuple(KeptFile(*row) for row in rows)


def write_files(tx: Transaction, item_id: str, files: Sequence[KeptFile]) -> None:
    """Note the files that an item names, beside those it named before: revisions have them."""
    tx.execute_many(
        "INSERT OR REPLACE INTO file (item_id, name, digest, size) VALUES (?, ?, ?, ?)",
        [(item_id, each.name, each.digest, each.size) for each in files],
    )


def erase_files(tx: Transaction, item_id: str) -> list[str]:
    """Forget an item's files; return the hashes of those that nothing else names."""
    digests = [each.digest for each in files_of(tx, item_id)]
    tx.execute("DELETE FROM file WHERE item_id = ?", (item_id,))
    return [
        digest
        for digest in dict.fromkeys(digests)
        if tx.value("SELECT 1 FROM file WHERE digest = ?", (digest,)) is None
    ]


def remove(folder: Path, digests: Sequence[str]) -> None:
    """Delete files from a palace's folder; one that cannot be deleted stays."""
    for digest in digests:
        with contextlib.suppress(OSError):
            path_of(folder, digest).unlink()
