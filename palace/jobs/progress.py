"""How far long work is, and how it is stopped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped it; what was done stays."""


@dataclass(frozen=True)
class Progress:
    """How far a stage is.

    Parameters
    ----------
    stage
        "reading", "waiting" (for another import), "waking" (the model), "founding", "placing",
        "embedding" or "tidying" (in hundredths).
    done, total
        In the stage's units (items, objects, keys); total None where it is not known.
    rate
        Units a second over the last seconds, 0 where nothing can be said yet.
    left
        Seconds to go, None where nothing can be said.
    message
        What is at work, for people.
    """

    stage: str
    done: int
    total: int | None
    rate: float = 0.0
    left: float | None = None
    message: str = ""


OnProgress = Callable[[Progress], None]


class Meter:
    """Tells progress with rate and time left, at most ten times a second.

    Parameters
    ----------
    stage, total
        As in `Progress`.
    on_progress
        Who wants to know.
    clock
        A monotonic clock in seconds.
    """

    INTERVAL = 0.1
    WINDOW = 8.0
    """The rate is taken over this many seconds."""

    def __init__(
        self,
        stage: str,
        total: int | None,
        on_progress: OnProgress,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.stage = stage
        self.total = total
        self.done = 0
        self._on_progress = on_progress
        self._clock = clock
        self._points: deque[tuple[float, int]] = deque([(clock(), 0)])
        self._told = float("-inf")

    def advance(self, count: int = 1, message: str = "") -> None:
        """Say that so many more are done."""
        self.done += count
        now = self._clock()
        self._points.append((now, self.done))
        while len(self._points) > 2 and now - self._points[0][0] > self.WINDOW:
            self._points.popleft()
        finished = self.total is not None and self.done >= self.total
        if now - self._told >= self.INTERVAL or finished:
            self.tell(message)

    def tell(self, message: str = "") -> None:
        """Tell it now."""
        now = self._clock()
        self._told = now
        first, before = self._points[0]
        rate = (self.done - before) / (now - first) if now - first > 0.2 else 0.0
        left = None
        if self.total is not None and rate > 0:
            left = max(0.0, (self.total - self.done) / rate)
        self._on_progress(Progress(self.stage, self.done, self.total, rate, left, message))
