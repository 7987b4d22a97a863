"""Who is served next: queries before bulk work, bulk work in turn, in batches short enough."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH_SECONDS = 0.1
"""How long a batch of bulk work may take: what a query waits at most, beside its own time."""

FIRST_RATE = 5000.0
"""Tokens a second assumed before any was measured (fp32 on two cores)."""

LARGEST_BATCH = 64
SMALLEST_BUDGET = 256

Part = tuple[list[int], "NDArray[np.float32]"]


@dataclass
class Job:
    """One request on its way.

    Attributes
    ----------
    rows
        Token ids of each text.
    bulk
        Whether nobody waits for it.
    parts
        What is done: (numbers of the texts, their vectors); a string is a fault that ends the
        job.
    waiting
        Numbers of the texts not yet begun, shortest last, so that batches are of like length
        and the longest come first (an estimate of what is left errs to the safe side).
    """

    rows: Sequence[Sequence[int]]
    bulk: bool
    parts: queue.SimpleQueue[Part | str] = field(default_factory=queue.SimpleQueue)
    cancelled: bool = False
    waiting: deque[int] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.waiting.extend(sorted(range(len(self.rows)), key=lambda n: -len(self.rows[n])))


class Scheduler:
    """Hands out batches to the one thread that computes. Safe from any thread."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._queries: deque[Job] = deque()
        self._bulk: deque[Job] = deque()
        self._rate = FIRST_RATE
        self._closed = False

    def submit(self, job: Job) -> None:
        """Queue a job."""
        with self._ready:
            if self._closed:
                job.parts.put("The embedder is closing.")
                return
            if job.waiting:
                (self._bulk if job.bulk else self._queries).append(job)
                self._ready.notify()

    def next(self, timeout: float) -> tuple[Job, list[int]] | None:
        """Return the next batch, waiting at most `timeout` seconds for one."""
        with self._ready:
            until = time.monotonic() + timeout
            while True:
                job = self._take(self._queries) or self._take(self._bulk)
                if job is not None:
                    return job, self._cut(job)
                left = until - time.monotonic()
                if left <= 0 or self._closed:
                    return None
                self._ready.wait(left)

    def measured(self, tokens: int, seconds: float) -> None:
        """Learn how fast a batch was, so that the next ones take `BATCH_SECONDS`."""
        if tokens >= SMALLEST_BUDGET:
            with self._ready:
                self._rate += 0.2 * (tokens / max(seconds, 1e-6) - self._rate)

    def waiting(self) -> int:
        """Return how many texts have not begun."""
        with self._ready:
            return sum(len(job.waiting) for job in (*self._queries, *self._bulk))

    def close(self, fault: str) -> None:
        """End all jobs with a fault and take no more."""
        with self._ready:
            self._closed = True
            for job in (*self._queries, *self._bulk):
                job.parts.put(fault)
            self._queries.clear()
            self._bulk.clear()
            self._ready.notify_all()

    def _take(self, jobs: deque[Job]) -> Job | None:
        while jobs:
            job = jobs.popleft()
            if not job.cancelled and job.waiting:
                return job
        return None

    def _cut(self, job: Job) -> list[int]:
        longest = len(job.rows[job.waiting[0]])
        budget = max(SMALLEST_BUDGET, int(self._rate * BATCH_SECONDS))
        count = max(1, min(LARGEST_BATCH, budget // max(1, longest), len(job.waiting)))
        batch = [job.waiting.popleft() for _ in range(count)]
        if job.waiting:
            # Queries go on where they were; bulk jobs take turns.
            if job.bulk:
                self._bulk.append(job)
            else:
                self._queries.appendleft(job)
        return batch
