"""Pictures of what is read: decoded off the window's thread, never larger than shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from palace.model.drafts import KeptFile

WIDEST = 1600
"""Pixels of a decoded picture's longer side: twice what the panel shows, for fine screens."""
MOST_PIXELS = 120_000_000
"""A picture that says to be larger is named only: it would fill the memory."""
MOST = 60
"""Pictures of one page that are shown; the others are named."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that the text names.

    Parameters
    ----------
    digest
        Under which the palace keeps it.
    image
        Decoded; a null image where it is no picture.
    width
        How wide it may be shown, in pixels of its own.
    """

    digest: str
    image: QImage = field(default_factory=QImage, compare=False)
    width: int = 0


def decode(folder: Path, files: Iterable[KeptFile]) -> dict[str, Picture]:
    """Return digest → picture for files of a palace; for other threads than the window's.

    Parameters
    ----------
    folder
        The palace's.
    """
    from palace.store.files import path_of

    found: dict[str, Picture] = {}
    for file in files:
        if file.digest in found or len(found) >= MOST:
            continue
        reader = QImageReader(str(path_of(folder, file.digest)))
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        size = reader.size()
        known = size.isValid() and 0 < size.width() * size.height() <= MOST_PIXELS
        if not reader.canRead() or not known:
            found[file.digest] = Picture(file.digest)
            continue
        width = size.width()
        if max(size.width(), size.height()) > WIDEST:
            fit = size.scaled(QSize(WIDEST, WIDEST), Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(fit)
        image = reader.read()
        found[file.digest] = Picture(file.digest, image, width)
    return found
