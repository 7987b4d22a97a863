"""When Python looks for garbage: never among what lives as long as the palace is open.

A plan and what stands in it are millions of small things. Looking through all of them takes a
second in which nothing else runs, and finds nothing: what a newer plan replaces is freed by its
reference counts. So what has been made is set aside each time (`gc.freeze`), and while it is made
nothing is looked for.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (20_000, 20, 50)
"""Thresholds of the collector: what a window makes all the time is small and lives shortly."""


def wait() -> None:
    """Collect nothing while the window opens: next to nothing of what a start makes is garbage."""
    gc.disable()


def settle() -> None:
    """Collect from now on, but not among what has been made so far."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


def keep() -> None:
    """Set aside what has been made, once the window has settled."""
    if gc.get_freeze_count():
        gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect nothing while a great many things are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
