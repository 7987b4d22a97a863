"""Gaps of the window's event loop while 500 notes are imported and embedded in it.

A timer of ten milliseconds notes how late it is served each time: that is how long a key or a
click would have waited. What painting takes is taken off (it is measured by itself and depends on
the screen, not on the import). Beside it stands the idle floor: the same window with nothing to
do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.palaces import items

LIMIT_MS = 50.0
TICK_MS = 10
IDLE_SECONDS = 5.0
SHARE = 0.999


def write_notes(folder: Path, count: int) -> None:
    """Write made-up notes as Markdown files."""
    folder.mkdir(parents=True)
    for item in items(count):
        text = item.objects[0].memories[0].text
        (folder / Path(item.ref).name).write_text(f"# {item.title}\n\n{text}\n", "utf-8")


class LoopWatch:
    """Notes how late the event loop serves a timer, painting taken off.

    The application adds what its paint events take to `painting`, and tells when one begins.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.gaps: list[float] = []
        self.painting = 0.0
        self.painted = 0.0
        self.began: float | None = None
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin anew."""
        self.gaps = []
        self.painting = 0.0
        self._last = time.perf_counter()
        self._timer.start()

    def paint_begins(self) -> None:
        """Note that the outermost paint event has begun."""
        self.began = time.perf_counter()

    def paint_ends(self) -> None:
        """Add what it took."""
        assert self.began is not None
        took, self.began = time.perf_counter() - self.began, None
        self.painting += took
        self.painted += took

    def painted_so_far(self) -> float:
        """Return the seconds of painting up to now; from any thread."""
        painted, began = self.painted, self.began
        return painted + (time.perf_counter() - began if began is not None else 0.0)

    def stop(self) -> np.ndarray:
        """Return the gaps in milliseconds."""
        self._timer.stop()
        return np.array(self.gaps) * 1000

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, now - self._last - self.painting - TICK_MS / 1000))
        self._last, self.painting = now, 0.0


def timed_application(watch: list[LoopWatch]) -> Any:
    """Return an application that takes off what paint events cost."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    painted = {
        QEvent.Type.Paint,
        QEvent.Type.UpdateRequest,
        QEvent.Type.Expose,
        QEvent.Type.LayoutRequest,
    }

    class TimedApplication(QApplication):
        depth = 0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            if event.type() not in painted or not watch:
                return bool(super().notify(receiver, event))
            # An update request holds the paint events inside it: count the outermost only.
            self.depth += 1
            if self.depth == 1:
                watch[0].paint_begins()
            try:
                return bool(super().notify(receiver, event))
            finally:
                self.depth -= 1
                if self.depth == 0:
                    watch[0].paint_ends()

    return TimedApplication(sys.argv[:1])


def tell(name: str, gaps: np.ndarray) -> float:
    """Print a line and return p99.9 in milliseconds."""
    high = float(np.quantile(gaps, SHARE)) if len(gaps) else 0.0
    print(
        f"{name:28} ticks {len(gaps):6,}  p50 {np.median(gaps):6.2f}  "
        f"p99.9 {high:6.1f}  maximum {gaps.max():6.1f} ms",
        flush=True,
    )
    return high


def main() -> int:
    """Measure; 1 where p99.9 is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=500)
    asked = parser.parse_args()
    from palace.scene.environment import prepare_window

    prepare_window()
    from PySide6.QtCore import QEventLoop, QTimer

    watch: list[LoopWatch] = []
    app = timed_application(watch)
    from palace.desktop.garbage import settle
    from palace.desktop.launch import make_workbench, open_library

    with tempfile.TemporaryDirectory(prefix="palace-loop-") as name:
        folder = Path(name)
        write_notes(folder / "notes", asked.notes)
        bench = make_workbench(folder / "palace")
        bench.window.resize(1280, 800)
        bench.enter(open_library(folder / "palace", True, bench.background))
        bench.window.show()
        watch.append(LoopWatch())
        loop = QEventLoop()
        QTimer.singleShot(4000, loop.quit)
        loop.exec()
        settle()  # as `launch` does
        watch[0].start()
        QTimer.singleShot(int(IDLE_SECONDS * 1000), loop.quit)
        loop.exec()
        floor = watch[0].stop()
        bench.imports.ended.connect(loop.quit)
        start = time.perf_counter()
        watch[0].start()
        bench._import([folder / "notes"])
        loop.exec()
        busy = watch[0].stop()
        seconds = time.perf_counter() - start
        report = bench.imports.report
        added = report.count("added") if report is not None else 0
        bench.window.close()
    del app
    tell("idle floor", floor)
    high = tell(f"importing {added} notes", busy)
    print(f"import took {seconds:.1f} s; limit for p99.9 {LIMIT_MS:.0f} ms")
    return int(high > LIMIT_MS or added < asked.notes)


if __name__ == "__main__":
    sys.exit(main())
