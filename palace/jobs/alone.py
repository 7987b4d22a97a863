"""One process at a time embeds and places; the others wait, and find it done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from palace.jobs.progress import Cancelled, OnProgress, Progress

LOOK_EVERY = 0.5
"""Seconds between two tries."""


@contextmanager
def alone(folder: Path, on_progress: OnProgress, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Hold the palace's working lock for the length of a block.

    Two imports at once would embed the same keys twice. What one of them finds waiting it does
    for both, so the other has little left to do.

    Raises
    ------
    Cancelled
        While waiting.
    """
    (folder / "index").mkdir(exist_ok=True)
    lock = FileLock(folder / "index" / "working.lock")
    while True:
        try:
            lock.acquire(timeout=LOOK_EVERY)
            break
        except Timeout:
            if cancelled():
                raise Cancelled from None
            on_progress(Progress("waiting", 0, None, message="another import is at work"))
    try:
        yield
    finally:
        lock.release()
