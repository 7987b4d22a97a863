"""Opening a kept file in the system's own program: a copy under its name, never a program."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from palace.desktop.tr import tr

SAFE = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif", ".heic", ".tiff"),
        *(".mp3", ".m4a", ".ogg", ".wav", ".flac", ".opus", ".mp4", ".m4v", ".mov", ".webm"),
        *(".pdf", ".txt", ".csv", ".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".epub"),
    }
)
"""Kinds of files that show and do nothing else."""


@cache
def _copies() -> Path:
    """Return a folder for the copies that other programs open; it goes with this program."""
    made = tempfile.mkdtemp(prefix="palace-open-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def open_kept(folder: Path, digest: str, name: str, say: Callable[[str], object]) -> None:
    """Open a file that a palace keeps.

    Parameters
    ----------
    folder
        The palace's.
    digest, name
        Under which it is kept, and by what its text names it.
    say
        Told one sentence where that cannot be.
    """
    from palace.store.files import path_of

    shown = re.sub(r"[^\w. -]", "_", PurePosixPath(unquote(name)).name).strip(". ") or "file"
    kind = PurePosixPath(shown).suffix.lower()
    if not kind:  # pictures of chats are named by an id
        from PySide6.QtGui import QImageReader

        found = bytes(QImageReader.imageFormat(str(path_of(folder, digest))).data()).decode()
        kind = f".{found}" if found else ""
        shown += kind
    if kind not in SAFE:
        say(tr("“{name}” is kept, but files of its kind are not opened from here.", name=shown))
        return
    copy = _copies() / digest[:12] / shown
    try:
        copy.parent.mkdir(exist_ok=True)
        if not copy.exists():
            shutil.copyfile(path_of(folder, digest), copy)
    except OSError as error:
        say(tr("“{name}” cannot be opened: {reason}.", name=shown, reason=str(error.strerror)))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        say(tr("No program opens “{name}” here; it is at {path}.", name=shown, path=str(copy)))
