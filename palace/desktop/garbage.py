"""When Python looks for garbage: never among what lives as long as the palace is open.

A plan and what stands in it are millions of small things. Looking through all of them takes a
second in which nothing else runs, and finds nothing: what a newer plan replaces is freed by its
reference counts. So what has been made is set aside each time (`gc.freeze`), and while it is made
nothing is looked for.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (20_000, 20, 50)
"""Thresholds of the collector: what a window makes all the time is small and lives shortly."""


_lock = threading.Lock()
_settled = False
_making = 0
_was_on = False


def wait() -> None:
    """Collect nothing while the window opens: next to nothing of what a start makes is garbage."""
    gc.disable()


def settle() -> None:
    """Collect from now on, but not among what has been made so far."""
    global _settled  # noqa: PLW0603  (the collector is one for the process, and so is this)
    with _lock:
        _settled = True
        gc.set_threshold(*COLLECT_AFTER)
        if not _making:
            _set_aside()


def keep() -> None:
    """Set aside what has been made, once the window has settled."""
    if _settled:
        gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect nothing while a great many things are made, and never among them afterwards."""
    global _making, _was_on  # noqa: PLW0603
    with _lock:
        if not _making:
            _was_on = gc.isenabled()
        _making += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _making -= 1
            if not _making:
                # Before it is on again: it would begin with all that has just been made.
                if _settled:
                    _set_aside()
                elif _was_on:
                    gc.enable()


def _set_aside() -> None:
    gc.freeze()
    gc.enable()
