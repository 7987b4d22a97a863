"""Which importers there are, and which of them reads a path."""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from palace.importers.base import Importer
from palace.importers.entries import is_zip
from palace.importers.files import check_readable, printable
from palace.importers.markdown import MARKDOWN, PLAIN, MarkdownImporter
from palace.model.errors import PalaceError

ENTRY_POINTS = "palace.importers"
"""The entry-point group in which other packages offer importers: a class without arguments."""

_log = logging.getLogger(__name__)


@cache
def importers() -> tuple[Importer, ...]:
    """Return all importers: the program's own, then those of other packages by name.

    One that cannot be loaded is logged and left out; it must not keep the others from work.
    """
    from palace.importers.own_formats import own_importers

    found = own_importers(_is_elsewhere)
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


def _is_elsewhere(path: Path) -> bool:
    """Return whether a text file in a folder is something more special than a note."""
    return any(importer.recognise(path) > 0 for importer in _special_texts())


@cache
def _special_texts() -> tuple[Importer, ...]:
    texts = MARKDOWN | PLAIN
    return tuple(
        importer for importer in importers() if texts & getattr(importer, "suffixes", frozenset())
    )


LEAST = 0.5
"""Confidence from which several importers may each take their part of one folder."""
ALONE = 1.0
"""Confidence of one that reads all of a path, so that nobody else does."""


def recognise(path: Path) -> Importer | None:
    """Return the importer that is surest of a path, or None where none claims it.

    Raises
    ------
    PalaceError
        The path does not exist or may not be read.
    """
    sure = _by_confidence(path)
    return sure[0][1] if sure else None


def recognise_all(path: Path) -> tuple[Importer, ...]:
    """Return every importer that finds something of its own at a path, the surest first.

    A folder or zip may hold notes and an export; of another file only the surest is returned.

    Raises
    ------
    PalaceError
        The path does not exist or may not be read.
    """
    sure = _by_confidence(path)
    return tuple(
        importer
        for place, (confidence, importer) in enumerate(sure)
        if place == 0
        or (confidence >= LEAST and sure[0][0] < ALONE and (path.is_dir() or is_zip(path)))
    )


def _by_confidence(path: Path) -> list[tuple[float, Importer]]:
    check_readable(path)
    found = [(importer.recognise(path), importer) for importer in importers()]
    return sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])


def importer_named(kind: str) -> Importer:
    """Return the importer of a format by its short name.

    Told so, it reads all it can, also what another importer would know better.

    Raises
    ------
    PalaceError
        There is no such format; the sentence names those there are.
    """
    for importer in importers():
        if importer.kind == kind.casefold():
            return MarkdownImporter() if isinstance(importer, MarkdownImporter) else importer
    known = ", ".join(each.kind for each in importers())
    raise PalaceError(f"There is no format called {kind!r}; there are {known}.")


def importer_for(path: Path) -> Importer:
    """Return the importer that reads a path.

    Raises
    ------
    PalaceError
        The path does not exist, may not be read, or holds nothing that an importer reads.
    """
    importer = recognise(path)
    if importer is None:
        if not path.is_dir():
            what = "is nothing that can be imported"
        elif any(path.iterdir()):
            what = "holds nothing that can be imported"
        else:
            what = "is an empty folder"
        raise PalaceError(
            f"{printable(path)} {what}; `palace formats` lists what can be, and with "
            "`--as FORMAT` you say yourself what it is."
        )
    return importer
