"""From the process's start to the first picture of a palace, beside a bare window.

    python -m benchmarks.start [--objects 10000] [--folder DIR] [--runs 5] [--json]

Each run is a process of its own: `python -m palace --palace DIR`, on a palace with so many objects
that is made once and kept. It ends when the first picture of the scene has been swapped onto the
screen. The peer opens a window of PySide6 and vispy that only clears itself. They take turns.
Beside the time on the wall stands that of the processor, which does not change with what else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.screen import screen

LIMIT_SECONDS = 1.5
PATIENCE_SECONDS = 60
ROOT = Path(__file__).resolve().parent.parent

TELL = """
import os, sys, time
def tell(began=float(sys.argv[1])):
    wall, used = time.time() - began, os.times()
    print(wall, used.user + used.system); sys.stdout.flush()
    os._exit(0)
"""

BARE = (
    TELL
    + """
os.environ.setdefault("QT_QPA_PLATFORM", "xcb"); os.environ.setdefault("PYOPENGL_PLATFORM", "glx")
from PySide6 import QtWidgets
import vispy; vispy.use("pyside6", "gl+")
from vispy import app, gloo
application = QtWidgets.QApplication([])
canvas = app.Canvas(size=(1280, 800), keys=None)
drawn = []
def draw(event):
    gloo.clear(color=(0.8, 0.9, 1.0, 1.0)); gloo.finish(); drawn.append(True)
canvas.events.draw.connect(draw)
canvas.native.frameSwapped.connect(lambda: drawn and tell())
window = QtWidgets.QMainWindow(); window.setCentralWidget(canvas.native)
window.resize(1280, 800); window.show()
application.exec()
"""
)

PALACE = (
    TELL
    + """
import runpy
from palace.desktop import launch
make = launch.make_workbench
def watched(palace):
    bench = make(palace)
    bench.view.native.frameSwapped.connect(lambda: bench.view.frames_drawn and tell())
    return bench
launch.make_workbench = watched
sys.argv = ["palace", "--palace", sys.argv[2]]
runpy.run_module("palace", run_name="__main__", alter_sys=True)
"""
)


def run(script: str, *arguments: str) -> tuple[float, float]:
    """Return wall and processor seconds from just before a process starts to its first picture."""
    command = [sys.executable, "-c", script, repr(time.time()), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE_SECONDS
    )
    wall, used = done.stdout.split()
    return float(wall), float(used)


def main() -> int:
    """Print the figures; 1 where the limit is missed, 0 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where the palace is made and kept")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with screen(), tempfile.TemporaryDirectory() as own:
        # What the person has set and left open plays no part.
        os.environ |= {"XDG_STATE_HOME": own, "XDG_CONFIG_HOME": own}
        kept = Path(tempfile.gettempdir()) / f"palace-bench-{asked.objects}"
        from benchmarks.palaces import make_palace

        folder = str(make_palace(asked.folder or kept, asked.objects))
        run(BARE)
        run(PALACE, folder)  # warm the disk
        bare, ours = [], []
        for _ in range(asked.runs):
            bare.append(run(BARE))
            ours.append(run(PALACE, folder))
    bare_wall, bare_used = (statistics.median(part) for part in zip(*bare, strict=True))
    wall, used = (statistics.median(part) for part in zip(*ours, strict=True))
    result = {
        "objects": asked.objects,
        "bare_s": bare_wall,
        "bare_cpu_s": bare_used,
        "palace_s": wall,
        "palace_cpu_s": used,
        "palace_best_s": min(ours)[0],
        "ratio": wall / bare_wall,
        "ratio_cpu": used / bare_used,
        "limit_s": LIMIT_SECONDS,
        "of_limit": wall / LIMIT_SECONDS,
    }
    if asked.json:
        print(json.dumps(result))
    else:
        print(f"bare window     {bare_wall:.2f} s wall  {bare_used:.2f} s CPU")
        print(
            f"palace          {wall:.2f} s wall  {used:.2f} s CPU  "
            f"(best {result['palace_best_s']:.2f} s)"
        )
        print(
            f"ratio           {result['ratio']:.2f} wall  {result['ratio_cpu']:.2f} CPU; "
            f"{result['of_limit']:.2f} of the limit of {LIMIT_SECONDS} s"
        )
    return int(wall > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
