"""What a picture costs while one walks and turns, beside raw OpenGL drawing the very same picture.

    python -m benchmarks.frames [--objects 1000,10000,100000] [--size 1280x800] [--json]

Drawn without a display (EGL), waiting for each picture. The peer makes the same OpenGL calls with
PyOpenGL alone, its checks off, those left out that change nothing (`benchmarks.gl_calls`): the
same programs, buffers, visible triangles and framebuffer, and the same pixels, which is checked.
What ours takes longer is the walking, the choice of what can be seen, and vispy. The processor's
time counts all threads, so on a software renderer it is the true cost and does not change with
what else runs. At 64 × 64 pixels next to nothing is filled: that row is the cost of the calls and
of the vertices.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from palace.scene.environment import prepare_headless

prepare_headless()

import OpenGL  # noqa: E402

OpenGL.ERROR_CHECKING = False  # the peer at its best; it is read when OpenGL.GL is imported
OpenGL.ERROR_LOGGING = False

from PySide6.QtGui import QGuiApplication  # noqa: E402

from benchmarks.gl_calls import Recorder, raw, replay  # noqa: E402
from palace.scene.quality import Quality  # noqa: E402
from palace.scene.view import PalaceView  # noqa: E402
from palace.scene.viewpoint import standpoint  # noqa: E402
from tests.layout.plans import make_founding  # noqa: E402

LIMIT = 1.4
STEPS, ROUNDS = 16, 3
STEP_SECONDS = 1 / 15
SWING = math.radians(4)
TINY = (64, 64)
PLACES = ("room", "court", "overview")


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds a frame: the median on the wall, and of the processor by all threads."""

    wall: float
    cpu: float


def timed(frames: list[Callable[[], None]]) -> Cost:
    """Return what a round of frames costs."""
    walls = []
    used = time.process_time()
    for frame in frames:
        start = time.perf_counter()
        frame()
        walls.append(time.perf_counter() - start)
    used = time.process_time() - used
    return Cost(float(np.median(walls)) * 1e3, used / len(frames) * 1e3)


class Walk:
    """The same sixteen steps again and again, drawn in one quality and size."""

    def __init__(
        self, view: PalaceView, place: str, quality: Quality, size: tuple[int, int]
    ) -> None:
        self._view, self._place, self._quality, self._size = view, place, quality, size
        self._start = view.pose
        self._orbit = view.navigator.orbit

    def begin(self) -> None:
        """Stand where the walk begins."""
        if self._place != "overview":
            self._view.pose = self._start

    def step(self, number: int) -> None:
        """Turn a little, walk a fifteenth of a second, and draw."""
        view = self._view
        turn = math.degrees(SWING) * (1 if number < STEPS // 2 else -1)
        if self._place == "overview":
            view.overview.orbit(4 * turn, 0.0)
        else:
            view.walker.press("forward")
            view.walker.look(4 * turn, 0.0)
        view.advance(STEP_SECONDS)
        view.walker.release_all()
        view.draw_once(self._quality, self._size)

    def frames(self) -> list[Callable[[], None]]:
        """Return the frames of a round."""
        self.begin()
        return [lambda k=k: self.step(k) for k in range(STEPS)]  # type: ignore[misc]


def compare(walk: Walk, view: PalaceView, recorder: Recorder) -> tuple[Cost, Cost, int, bool]:
    """Return our cost, the peer's, its calls a frame and whether both drew the same picture."""
    for frame in walk.frames():  # compiles, uploads, builds what is near
        frame()
    with recorder.recording() as noted:
        marks = [0]
        for frame in walk.frames():
            frame()
            marks.append(len(noted))
    ours_seen = view.picture()
    calls = raw(noted, marks)
    frames = [lambda part=part: replay(part) for part in calls]  # type: ignore[misc]
    with recorder.keeping():
        for frame in frames:
            frame()
        same = bool(np.array_equal(view.picture(), ours_seen))
        ours, peer = [], []
        for _ in range(ROUNDS):
            ours.append(timed(walk.frames()))
            peer.append(timed(frames))
    recorder.release()
    return median(ours), median(peer), sum(map(len, calls)) // len(calls), same


def median(costs: list[Cost]) -> Cost:
    """Return the median round."""
    return Cost(
        float(np.median([cost.wall for cost in costs])),
        float(np.median([cost.cpu for cost in costs])),
    )


def measure(objects: int, size: tuple[int, int], recorder: Recorder) -> list[dict[str, object]]:
    """Return a row for each place, quality and size."""
    founding, placed = make_founding(objects, 1)
    view = PalaceView(size=size, headless=True)
    view.set_plan(founding.plan, placed)
    rows: list[dict[str, object]] = []
    for place in PLACES:
        if place == "room":
            view.pose = standpoint(founding.plan, placed) or view.pose
        elif place == "court":
            view.pose = view.navigator.entrance()
        else:
            view.set_mode("overview", animate=False)
        view.build_all()
        for quality, pixels in (
            (Quality.LOW, size),
            (Quality.MEDIUM, size),
            (Quality.LOW, TINY),
        ):
            ours, peer, calls, same = compare(Walk(view, place, quality, pixels), view, recorder)
            rows.append(
                {
                    "objects": objects,
                    "place": place,
                    "quality": quality.name.lower(),
                    "size": f"{pixels[0]}×{pixels[1]}",
                    "triangles": view.triangles,
                    "calls": calls,
                    "wall_ms": ours.wall,
                    "cpu_ms": ours.cpu,
                    "raw_wall_ms": peer.wall,
                    "raw_cpu_ms": peer.cpu,
                    "ratio": ours.wall / peer.wall,
                    "ratio_cpu": ours.cpu / peer.cpu,
                    "same_picture": same,
                }
            )
            tell(rows[-1])
    view.close()
    return rows


def tell(row: dict[str, object]) -> None:
    """Print a row."""
    print(
        f"{row['objects']:>7,} {row['place']:<9}{row['quality']:<7}{row['size']:>10}"
        f"{row['triangles']:>10,}{row['calls']:>6}"
        f"{row['wall_ms']:>8.1f}{row['raw_wall_ms']:>8.1f}{row['ratio']:>6.2f}"
        f"{row['cpu_ms']:>8.1f}{row['raw_cpu_ms']:>8.1f}{row['ratio_cpu']:>6.2f}"
        f"{'' if row['same_picture'] else '  other pixels'}",
        file=sys.stderr,
        flush=True,
    )


def main() -> int:
    """Print the table; 1 where a full-sized walk is over the limit or the pictures differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", default="1000,10000,100000")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    width, height = (int(part) for part in asked.size.split("x"))
    application = QGuiApplication([])
    print(
        f"{'objects':>7} {'place':<9}{'level':<7}{'size':>10}{'triangles':>10}{'calls':>6}"
        f"{'wall':>8}{'raw':>8}{'ratio':>6}{'CPU':>8}{'raw':>8}{'ratio':>6}   milliseconds",
        file=sys.stderr,
    )
    recorder = Recorder()
    rows = [
        row
        for count in asked.objects.split(",")
        for row in measure(int(count), (width, height), recorder)
    ]
    del application
    if asked.json:
        print(json.dumps(rows))
    large = [row for row in rows if row["size"] != f"{TINY[0]}×{TINY[1]}"]
    worst = max(float(str(row["ratio"])) for row in large)
    print(f"worst ratio on the wall at full size {worst:.2f}; limit {LIMIT}", file=sys.stderr)
    return int(worst > LIMIT or not all(row["same_picture"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
