"""Work off the window's thread, its result brought back by a signal."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")

CLOSE_SECONDS = 10.0
"""So long is waited for what runs when the window closes."""


class Background(QObject):
    """A small pool of threads; answers arrive in the thread this object lives in.

    The threads are Python's, not Qt's: one of Qt's has new thread-local data at each call, and
    with it the palace would open another connection for every question.

    An answer whose `key` has been asked again meanwhile is dropped, so that a slow early
    search never overwrites a later one.
    """

    _finished = Signal(int, object, object)

    def __init__(self, threads: int = 3) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, "palace-asking")
        # What a person does happens in the order it was done.
        self._lane = ThreadPoolExecutor(1, "palace-changing")
        # A search finds in its thread what the one before has read from the disk.
        self._searches = ThreadPoolExecutor(1, "palace-searching")
        self._running: set[Future[None]] = set()
        self._numbers = itertools.count(1)
        self._waiting: dict[
            int, tuple[str, Callable[[Any], None], Callable[[Exception], None] | None]
        ] = {}
        self._newest: dict[str, int] = {}
        self._closed = False
        self._finished.connect(self._deliver)

    def run(
        self,
        work: Callable[[Callable[[], bool]], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        key: str = "",
        in_order: bool = False,
        search: bool = False,
    ) -> None:
        """Do some work and bring back its result.

        Parameters
        ----------
        work
            Called in another thread with a function that says whether nobody waits any more.
        done, failed
            Called in this thread with the result or the exception.
        key
            Of several with one key only the newest is answered; empty for work that stands
            alone.
        in_order
            Whether it waits for what was to be done in order before it: what changes something.
        search
            Whether it is a search: they go one after the other, in a thread of their own.
        """
        if self._closed:
            return
        number = next(self._numbers)
        self._waiting[number] = (key, done, failed)
        if key:
            self._newest[key] = number

        def stale() -> bool:
            return self._closed or bool(key and self._newest.get(key) != number)

        def task() -> None:
            result: object = None
            error: Exception | None = None
            if not stale():
                try:
                    result = work(stale)
                except Exception as fault:  # carried to the caller's thread
                    error = fault
            if not self._closed:
                self._finished.emit(number, result, error)

        pool = self._lane if in_order else self._searches if search else self._pool
        future = pool.submit(task)
        self._running.add(future)
        future.add_done_callback(self._running.discard)

    def forget(self, key: str) -> None:
        """Drop whatever answer is still to come for a key."""
        self._newest[key] = 0

    @property
    def closed(self) -> bool:
        """Whether it takes no more work."""
        return self._closed

    def busy(self) -> bool:
        """Return whether answers are still to come."""
        return bool(self._waiting)

    def close(self) -> None:
        """Take no more work, wait for what runs, deliver nothing."""
        self._closed = True
        self._waiting.clear()
        for pool in (self._pool, self._lane, self._searches):
            pool.shutdown(wait=False, cancel_futures=True)
        wait(list(self._running), CLOSE_SECONDS)

    def _deliver(self, number: int, result: object, error: object) -> None:
        found = self._waiting.pop(number, None)
        if found is None or self._closed:
            return
        key, done, failed = found
        if key and self._newest.get(key) != number:
            return
        if isinstance(error, Exception):
            if failed is not None:
                failed(error)
            return
        done(result)
