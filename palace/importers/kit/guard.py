"""Watches an importer at work: nothing written, nothing read elsewhere, nothing that hangs."""

from __future__ import annotations

import os
import signal
import sys
import sysconfig
import threading
import time
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any
from urllib.parse import unquote

_WRITES = frozenset(
    {
        "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod",
        "os.chown", "os.truncate", "os.utime", "shutil.rmtree", "shutil.move", "shutil.copyfile",
        "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile",
        "socket.connect", "socket.bind", "socket.getaddrinfo", "urllib.Request",
        "ctypes.dlopen", "sqlite3.connect",
    }
)  # fmt: skip
_OPENED_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class TooSlow(BaseException):
    """An importer took more processor time than it may; none can catch it as its own error."""


class Guard:
    """A block in which an importer runs.

    Parameters
    ----------
    folder
        Where it may read; beside that only Python's own files.
    seconds
        Of processor time; then `TooSlow` is raised inside the block. In the main thread alone,
        and where the system has such a timer.

    Attributes
    ----------
    found
        What it did and may not do, for people.
    """

    def __init__(self, folder: Path, seconds: float = 2.0) -> None:
        self._folder = str(folder.resolve())
        self._seconds = seconds
        self.found: list[str] = []
        self._before: Any = None
        self._timed = hasattr(signal, "SIGPROF") and (
            threading.current_thread() is threading.main_thread()
        )
        self.spent = 0.0

    def __enter__(self) -> Guard:
        _listen(self)
        self._started = time.process_time()
        if self._timed:
            self._before = signal.signal(signal.SIGPROF, _stop)
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._before)
        self.spent = time.process_time() - self._started
        _watching.guard = None

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Judge what the interpreter is about to do."""
        if event == "open":
            path, mode, flags = (*arguments, None, None, None)[:3]
            writes = isinstance(flags, int) and flags & _OPENED_TO_WRITE
            if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
                self.found.append(f"it opened {path!r} to write")
            elif isinstance(path, str | bytes | os.PathLike) and not self._may_read(path):
                self.found.append(f"it read {path!r}, which is no part of what it was given")
        elif event in _WRITES and not (
            event == "sqlite3.connect" and self._only_reads(arguments[0])
        ):
            self.found.append(f"it called for {event} {arguments[:2]!r}")

    def _only_reads(self, database: object) -> bool:
        """Return whether a database is in memory, or opened so that nothing of it can change."""
        text = str(database)
        address, _, options = text.partition("?")
        if not address.startswith("file:///") or options != "mode=ro&immutable=1":
            return text == ":memory:"
        return self._may_read(unquote(address.removeprefix("file://")))

    def _may_read(self, path: str | bytes | os.PathLike[Any]) -> bool:
        real = os.path.realpath(os.fsdecode(path))
        return real.startswith((self._folder, *_own()))


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


class _Watching(threading.local):
    guard: Guard | None = None


_watching = _Watching()
_hooked = False
_own_files: tuple[str, ...] = ()


def _own() -> tuple[str, ...]:
    """Return where Python, its packages and the program lie: modules are loaded late."""
    global _own_files  # noqa: PLW0603  (found once a process)
    if not _own_files:
        known = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, *sys.path}
        known |= {str(Path(__file__).resolve().parents[2]), "/dev/null", "/dev/urandom"}
        known |= {"/usr/share/zoneinfo", "/etc/localtime", "/etc/mime.types", "/proc/self"}
        _own_files = tuple(os.path.realpath(each) for each in known if each)
    return _own_files


def _listen(guard: Guard) -> None:
    """Hear what the interpreter is about to do; a hook can only be added, never taken away."""
    global _hooked  # noqa: PLW0603  (one hook a process)
    _own()
    if not _hooked:
        sys.addaudithook(_heard)
        _hooked = True
    _watching.guard = guard


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    guard = _watching.guard
    if guard is not None and (event == "open" or event in _WRITES):
        _watching.guard = None  # what the judging itself does is not judged
        try:
            guard.heard(event, arguments)
        finally:
            _watching.guard = guard
