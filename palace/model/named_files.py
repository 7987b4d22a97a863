"""Which of an item's files a text means: by its name as written, or by the last part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from palace.model.drafts import KeptFile


def by_name(files: Sequence[KeptFile]) -> dict[str, KeptFile]:
    """Return name → file, also by the last part of a name that is a path, whatever its case."""
    found: dict[str, KeptFile] = {}
    for file in files:
        for name in (file.name, unquote(file.name)):
            found.setdefault(name.casefold(), file)
    for file in files:
        found.setdefault(PurePosixPath(unquote(file.name)).name.casefold(), file)
    return found


def meant(files: Mapping[str, KeptFile], target: str) -> KeptFile | None:
    """Return the file that a text shows by a name, None where there is none.

    Parameters
    ----------
    files
        As `by_name` gives them.
    target
        The name as the text has it, decoded.
    """
    plain = target.casefold()
    return files.get(plain) or files.get(plain.rsplit("/", 1)[-1])
