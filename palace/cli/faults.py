"""From a fault to an exit code and one sentence; no traceback for what could be foreseen."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3

from palace.cli.folders import log_file
from palace.model.errors import PalaceError

DONE = 0
"""All that was asked for is done."""
PARTLY = 1
"""Done, but some items failed or were skipped."""
USAGE = 2
"""Called in a wrong way."""
CANNOT = 3
"""It cannot work; one sentence says why."""
STOPPED = 130
"""Stopped with Ctrl+C; what was done until then stays."""

_OS_SENTENCES = {
    errno.ENOSPC: "The disk is full; what was saved before is safe. Make room and try again.",
    errno.EDQUOT: "Your share of the disk is full; what was saved before is safe.",
    errno.EFBIG: "The disk takes no larger file; what was saved before is safe.",
    errno.EROFS: "The disk can only be read.",
}


def sentence(error: BaseException) -> str | None:
    """Return what a foreseeable fault says to a person, or None for a bug of ours."""
    if isinstance(error, PalaceError):
        return str(error)
    if isinstance(error, OSError):
        return _os_sentence(error)
    if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
        return f"The palace's database could not be used: {error}."
    if isinstance(error, MemoryError):
        return "There is not enough memory for this; what was saved before is safe."
    return None


def _os_sentence(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    known = _OS_SENTENCES.get(error.errno or 0)
    if known:
        return known[:-1] + where + "." if where else known
    if isinstance(error, PermissionError) and error.filename:
        return f"There is no permission to use {error.filename}."
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"{error.filename} is not there."
    if isinstance(error, FileExistsError | NotADirectoryError) and error.filename:
        return f"{error.filename} is a file where a folder is needed."
    reason = error.strerror or str(error) or type(error).__name__
    return f"The system says: {reason}{where}."


def bug(error: BaseException) -> str:
    """Log a fault nobody foresaw, with its traceback, and return the sentence for the person."""
    logging.getLogger("palace.cli").error("unforeseen", exc_info=error)
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    return (
        f"Something went wrong inside Palace ({told}); what was saved is safe. "
        f"The whole story is in {log_file()}."
    )


def debugging() -> bool:
    """Return whether tracebacks are wanted (``PALACE_DEBUG``)."""
    return bool(os.environ.get("PALACE_DEBUG"))


def start_log() -> None:
    """Write warnings and worse to the log file; with ``PALACE_DEBUG`` everything to stderr too.

    The file is made only once there is something to write.
    """
    from logging.handlers import RotatingFileHandler

    if not debugging():
        import warnings

        # What libraries warn of is for us; people get sentences.
        warnings.simplefilter("ignore")
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if debugging() else logging.WARNING)
    form = logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:  # a home that cannot be written: go on without a log
        handler = logging.NullHandler()
    handler.setFormatter(form)
    root.addHandler(handler)
    # A full disk must not add logging's own traceback to the sentence.
    logging.raiseExceptions = debugging()
    if debugging():
        stream = logging.StreamHandler()
        stream.setFormatter(form)
        root.addHandler(stream)
