"""A command of this program as a child process, so that nothing heavy runs in the window's."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from palace.desktop.below import retold
from palace.desktop.tr import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is; see `palace.jobs.progress.Progress`."""

    stage: str
    done: int
    total: int | None
    rate: float
    left: float | None
    message: str

    @classmethod
    def of(cls, line: str) -> Step | None:
        """Read a line of the child's stderr; None for one that is no progress."""
        try:
            stored: Any = json.loads(line)
        except ValueError:
            return None
        if not isinstance(stored, dict) or not isinstance(stored.get("stage"), str):
            return None
        total, left = stored.get("total"), stored.get("left")
        return cls(
            stored["stage"],
            int(stored.get("done") or 0),
            int(total) if isinstance(total, int | float) else None,
            float(stored.get("rate") or 0.0),
            float(left) if isinstance(left, int | float) else None,
            str(stored.get("message") or ""),
        )


class CommandProcess(QObject):
    """One run: started once, cancelled at most once, ends in `finished` or `failed`.

    Parameters
    ----------
    palace
        Its folder.
    arguments
        The command and its options, without ``--palace``, ``--json`` and ``--progress-json``.
    what
        What it does, for people: "The import".
    command
        The program and its first arguments; this program's own by default.
    """

    stepped = Signal(object)
    finished = Signal(object)
    failed = Signal(str, str)

    def __init__(
        self,
        palace: Path,
        arguments: Sequence[str],
        what: str,
        *,
        command: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.palace = palace
        self._arguments = list(arguments)
        self._called = what
        self._command = list(command) or [sys.executable, "-m", "palace"]
        self._lines = ""
        self._told: list[str] = []
        self._cancelled = False
        self._started = 0.0
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._broke)

    def start(self) -> None:
        """Start the child."""
        import time

        self._started = time.monotonic()
        program, *first = self._command
        told = ["--palace", str(self.palace), "--progress-json", "--json"]
        self._process.start(program, [*first, *self._arguments, *told])

    def running(self) -> bool:
        """Return whether the child works."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """Ask the child to stop; what is done stays. A second call ends it."""
        if not self.running():
            return
        if self._cancelled:
            self._process.kill()
            return
        self._cancelled = True
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.processId(), signal.SIGINT)
        else:
            self._process.terminate()

    def close(self) -> None:
        """End the child with the window: ask, wait a little, then insist."""
        if self.running():
            self._process.finished.disconnect(self._ended)
            self._process.errorOccurred.disconnect(self._broke)
            self.cancel()
            if not self._process.waitForFinished(3000):
                self._process.kill()
                self._process.waitForFinished(2000)

    def abandon(self) -> None:
        """End the child at once: for one that changes nothing, or all or nothing."""
        if self.running():
            self._process.finished.disconnect(self._ended)
            self._process.errorOccurred.disconnect(self._broke)
            self._process.kill()
            self._process.waitForFinished(2000)

    def result(self, answer: Any) -> Any:
        """Return what `finished` brings for the child's JSON document.

        Raises
        ------
        KeyError, TypeError, ValueError
            It is not what it should be; then the run has failed.
        """
        return answer

    def stopped(self) -> Any:
        """Return what `finished` brings where the person stopped it and it said nothing."""
        return None

    def _read(self) -> None:
        data = bytes(self._process.readAllStandardError().data())
        self._lines += data.decode("utf-8", "replace")
        *whole, self._lines = self._lines.split("\n")
        newest: Step | None = None
        for line in whole:
            step = Step.of(line)
            if step is not None:
                newest = step
            elif line.strip():
                self._told = [*self._told[-40:], line]
        if newest is not None:
            self.stepped.emit(newest)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        answer = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        try:
            found = json.loads(answer)
            if isinstance(found, dict) and "error" in found:
                raise KeyError("error")
            result = self.result(found)
        except (ValueError, KeyError, TypeError):
            if self._cancelled:
                self.finished.emit(self.stopped())
                return
            sentence = (
                self._told[-1]
                if self._told
                else tr("{called} ended with code {code}.", called=self._called, code=code)
            )
            self.failed.emit(retold(sentence.removeprefix("palace: ")), "\n".join(self._told))
            return
        self.finished.emit(result)

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit(
                tr("{called} could not be started.", called=self._called),
                self._process.errorString(),
            )
