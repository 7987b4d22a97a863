"""A newcomer's first tasks in the real window, timed as clicks and keys.

    python -m benchmarks.newcomer [--prepared] [--json]

The window is a process of its own on a screen of its own (Xvfb), with a home where Palace has
never been; it is used by mouse and keys alone (xdotool). The first steps begin on the first page
and end in the sample palace; the other tasks follow in the same window. Each task is proved by
what the window shows or the palace holds afterwards. Printed are clicks and keys (a chord is one),
letters of texts apart, the least steps there could be, how long the program let one wait in all
and at the longest, and a person's time by the keystroke-level model (Card, Moran and Newell, 1980)
beside that of the least steps. The limits: all tasks done, none with more than three steps beyond
the least, the first steps within a minute. ``--prepared`` takes a sample palace that is ready;
else the first opening makes it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.newcomer.hand import Eye, Hand, Steps
from benchmarks.newcomer.tasks import FIRST_STEPS, OPEN, Setting, Task, tasks

ROOT = Path(__file__).resolve().parents[2]
MINUTE = 60.0
SPARE = 3
"""So many steps more than the least a task may take."""


@dataclass(frozen=True)
class Taken:
    """A task and what it took; `trouble` is empty where it was done."""

    task: Task
    steps: Steps
    trouble: str = ""

    @property
    def total(self) -> float:
        """A person's seconds with the program's."""
        return self.steps.person + self.steps.waited

    @property
    def ok(self) -> bool:
        """Whether it was done, and with few steps."""
        return not self.trouble and self.steps.steps <= self.task.floor.steps + SPARE


@contextmanager
def screen() -> Iterator[str]:
    """Offer an X server of our own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def window(display: str, home: Path, *arguments: str) -> Iterator[Hand]:
    """Open the window in a home of its own, and offer a hand; it is closed as by its cross."""
    address = home / "eye"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", **_folders(home)}
    environment.pop("PALACE_HOME", None)
    started = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.newcomer.witness", str(address), *arguments],
        cwd=ROOT,
        env=environment,
    )
    try:
        eye = Eye(address, lambda: started.poll() is None)
        hand = Hand(eye, display)
        hand.see(
            lambda seen: any(t["kind"] == "window" and t["active"] for t in seen), "the window"
        )
        hand.done = Steps()
        yield hand
        eye.close()
    finally:
        started.send_signal(signal.SIGTERM)
        code = started.wait(30)
        stop = [sys.executable, "-c", "from palace.embedding import stop_server; stop_server()"]
        subprocess.run(stop, check=False, cwd=ROOT, env=environment, capture_output=True)
    if code:
        raise SystemExit(f"the window ended with {code}")


def _folders(home: Path) -> dict[str, str]:
    """Return a home of its own and English, whose words the tasks go by."""
    made = {"HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        made[f"XDG_{name}_HOME"] = str(home / name.lower())
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {**made, "XDG_RUNTIME_DIR": str(runtime)}


def do(hand: Hand, setting: Setting, task: Task) -> Taken:
    """Do one task and return what it took."""
    hand.done = Steps()
    try:
        task.do(hand, setting)
    except AssertionError as error:
        print(f"{task.name}: {error}", flush=True)
        return Taken(task, hand.done, "not done")
    return Taken(task, hand.done)


def write_notes(folder: Path) -> Path:
    """Write three notes to bring, and return their folder."""
    folder.mkdir()
    for title in ("Lemon curd", "Beeswax candles", "Knots for the mooring"):
        (folder / f"{title}.md").write_text(f"# {title}\n\nWhat I know about {title}.\n", "utf-8")
    return folder


def run(*, prepared: bool) -> list[Taken]:
    """Do all tasks in the sample palace and return what they took."""
    with tempfile.TemporaryDirectory(prefix="newcomer-") as name, screen() as display:
        home = Path(name)
        palace = home / "data" / "palace-sample"
        if prepared:
            shutil.copytree(_kept(), palace)
        setting = Setting(
            palace,
            "gerald",
            "Gerald",
            "third broa tastes good",
            "Broa falls apart",
            write_notes(home / "notes"),
        )
        with window(display, home) as hand:
            return [do(hand, setting, task) for task in (OPEN, FIRST_STEPS, *tasks(setting))]


def _kept() -> Path:
    """Return a sample palace, made once and kept."""
    kept = Path(tempfile.gettempdir()) / "palace-bench-sample"
    if not (kept / "palace.db").exists():
        make = [sys.executable, "-m", "palace", "sample", "--no-window", "--palace", str(kept)]
        subprocess.run(make, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return kept


def show(taken: list[Taken]) -> None:
    """Print the table."""
    print(f"{'':30} clicks  keys letters  least   waited longest   person   least  with waiting")
    for one in taken:
        steps, floor = one.steps, one.task.floor
        print(
            f"{one.task.name:30} {steps.clicks:6} {steps.keys:5} {steps.letters:7} "
            f"{floor.steps:6} {steps.waited:7.1f}s {steps.longest:6.1f}s {steps.person:7.1f}s "
            f"{floor.person:6.1f}s {one.total:8.1f}s  {one.trouble or one.task.because}"
        )
    made, first = taken[:2]
    print(
        f"first steps, a person's time and the program's: {first.total:.0f} s, "
        f"{first.total / MINUTE:.2f} of the minute ({made.total:.0f} s before that to open the "
        f"sample palace); {sum(one.ok for one in taken)} of {len(taken)} tasks done within "
        f"{SPARE} steps of the least"
    )


def main() -> int:
    """Print the figures; 1 where a task failed or took too much, 0 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", action="store_true", help="the sample palace is ready")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            print(f"no {program}; `make setup-tests` installs it", file=sys.stderr)
            return 1
    taken = run(prepared=asked.prepared)
    if asked.json:
        rows = [
            {"task": one.task.name, "ok": one.ok, "trouble": one.trouble, **asdict(one.steps)}
            for one in taken
        ]
        print(json.dumps(rows))
    else:
        show(taken)
    return int(not all(one.ok for one in taken) or taken[1].total > MINUTE)


if __name__ == "__main__":
    sys.exit(main())
