import os
import signal
from typing import Any

from palace.desktop.endings import SignalEnding


def test_a_signal_ends_the_program_in_good_order(qtbot: Any) -> None:
    before = signal.getsignal(signal.SIGTERM)
    ended: list[int] = []
    ending = SignalEnding(lambda: ended.append(1))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: ended == [1], timeout=5000)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, "a second one ends it at once"
    finally:
        ending.close()
    assert signal.getsignal(signal.SIGTERM) is before
