"""Which importers there are, and which of them reads a path."""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from palace.importers.base import Importer
from palace.importers.chatgpt import ChatGPTImporter
from palace.importers.files import check_readable
from palace.importers.markdown import MarkdownImporter
from palace.model.errors import PalaceError

ENTRY_POINTS = "palace.importers"
"""The entry-point group in which other packages offer importers: a class without arguments."""

_log = logging.getLogger(__name__)


@cache
def importers() -> tuple[Importer, ...]:
    """Return all importers: the program's own, then those of other packages by name.

    One that cannot be loaded is logged and left out; it must not keep the others from work.
    """
    found: list[Importer] = [MarkdownImporter(), ChatGPTImporter()]
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            importer = point.load()()
        except Exception:
            _log.warning("The importer %r could not be loaded.", point.name, exc_info=True)
            continue
        if isinstance(importer, Importer):
            found.append(importer)
        else:
            _log.warning("%r is no importer and was left out.", point.name)
    return tuple(found)


def recognise(path: Path) -> Importer | None:
    """Return the importer that is surest of a path, or None where none claims it.

    Raises
    ------
    PalaceError
        The path does not exist or may not be read.
    """
    check_readable(path)
    confidence, best = 0.0, None
    for importer in importers():
        found = importer.recognise(path)
        if found > confidence:
            confidence, best = found, importer
    return best


def importer_for(path: Path) -> Importer:
    """Return the importer that reads a path.

    Raises
    ------
    PalaceError
        The path does not exist, may not be read, or holds nothing that an importer reads.
    """
    importer = recognise(path)
    if importer is None:
        formats = " or ".join(known.title for known in importers())
        what = "folder holds" if path.is_dir() else "file is"
        raise PalaceError(f"{path}: this {what} nothing that can be imported; give {formats}.")
    return importer
