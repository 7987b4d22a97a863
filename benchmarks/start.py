"""From the process's start to the first picture of a palace, beside a bare window.

    python -m benchmarks.start [--objects 10000] [--runs 5] [--json]

Each run is a process of its own that reads a plan from a file, opens a window and draws the
court. The peer opens a window of PySide6 and vispy that only clears itself. They take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_SECONDS = 1.5
ROOT = Path(__file__).resolve().parent.parent

BARE = """
import os, sys, time
os.environ.setdefault("QT_QPA_PLATFORM", "xcb"); os.environ.setdefault("PYOPENGL_PLATFORM", "glx")
from PySide6 import QtWidgets
import vispy; vispy.use("pyside6", "gl+")
from vispy import app, gloo
application = QtWidgets.QApplication([])
canvas = app.Canvas(size=(1280, 800), keys=None)
drawn = []
def draw(event):
    gloo.clear(color=(0.8, 0.9, 1.0, 1.0)); gloo.finish(); drawn.append(time.time())
canvas.events.draw.connect(draw)
window = QtWidgets.QMainWindow(); window.setCentralWidget(canvas.native)
window.resize(1280, 800); window.show()
while not drawn:
    application.processEvents()
print(drawn[0] - float(sys.argv[1])); sys.stdout.flush()
os._exit(0)
"""

PALACE = """
import os, pickle, sys, time
from palace.scene.environment import prepare_window
prepare_window()
from PySide6 import QtWidgets
from palace.scene.view import PalaceView
application = QtWidgets.QApplication([])
with open(sys.argv[2], "rb") as file:
    plan, objects = pickle.load(file)
view = PalaceView(size=(1280, 800))
window = QtWidgets.QMainWindow(); window.setCentralWidget(view.native)
window.resize(1280, 800)
view.set_plan(plan, objects)
window.show()
while not view.frames_drawn:
    application.processEvents()
print(time.time() - float(sys.argv[1])); sys.stdout.flush()
os._exit(0)
"""


def run(script: str, *arguments: str) -> float:
    """Return the seconds from just before a process starts to its first picture."""
    command = [sys.executable, "-c", script, repr(time.time()), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Print the figures; 1 where the limit is missed, 0 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    screen = None
    if not os.environ.get("DISPLAY"):
        if shutil.which("Xvfb") is None:
            print("no display and no Xvfb to make one", file=sys.stderr)
            return 1
        read, write = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.environ["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.pickle"
            from tests.layout.plans import make_founding

            founding, objects = make_founding(asked.objects, 1)
            path.write_bytes(pickle.dumps((founding.plan, objects)))
            run(BARE)
            run(PALACE, str(path))  # warm the disk
            bare, ours = [], []
            for _ in range(asked.runs):
                bare.append(run(BARE))
                ours.append(run(PALACE, str(path)))
    finally:
        if screen is not None:
            screen.terminate()
            screen.wait()
    result = {
        "objects": asked.objects,
        "bare_s": statistics.median(bare),
        "palace_s": statistics.median(ours),
        "palace_best_s": min(ours),
        "ratio": statistics.median(ours) / statistics.median(bare),
        "limit_s": LIMIT_SECONDS,
    }
    if asked.json:
        print(json.dumps(result))
    else:
        print(f"bare window     {result['bare_s']:.2f} s")
        print(f"palace          {result['palace_s']:.2f} s (best {result['palace_best_s']:.2f})")
        print(f"ratio           {result['ratio']:.2f}   limit {LIMIT_SECONDS} s")
    return int(result["palace_s"] > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
