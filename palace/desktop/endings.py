"""Ctrl+C in the terminal and a session's end close the window as its cross does."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable


class SignalEnding(QObject):
    """Calls back, in the event loop, when the process is asked to end.

    Qt's loop runs no Python while nothing happens, so the interpreter would see a signal late
    or never. It writes each into a socket, and the loop wakes on that.

    Parameters
    ----------
    end
        Ends the program in good order; a second signal ends it at once.
    """

    def __init__(self, end: Callable[[], object]) -> None:
        super().__init__()
        self._end = end
        self._near, self._far = socket.socketpair()
        for side in (self._near, self._far):
            side.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._before: dict[int, Any] = {
            number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)

    def close(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._near.close()
        self._far.close()

    def _note(self, number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)

    def _told(self) -> None:
        self._near.recv(64)
        self._end()
