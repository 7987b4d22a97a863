"""A hand with mouse and keys, an eye on the window, and a count of both their work.

A person's time is estimated by the keystroke-level model (S. K. Card, T. P. Moran and A. Newell,
"The keystroke-level model for user performance time with interactive systems", Communications of
the ACM 23(7), 1980): so long for a key or a button, for pointing, for the hand's way between mouse
and keys, and for thinking before each command. Letters of a text that is known need no thought.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATH = os.environ.get("PATH", os.defpath)

K, P, H, M = 0.28, 1.1, 0.4, 1.35
"""Seconds for a key or button (an average typist), to point, to change the hand, to think."""

PATIENCE = 30.0
LOOK_SECONDS = 0.02
"""So often the window is looked at while something is waited for."""

Thing = dict[str, Any]


@dataclass
class Steps:
    """What something took.

    Attributes
    ----------
    clicks, keys, letters
        Chords as Ctrl+K count as one key; letters are those of texts.
    person
        Seconds by the keystroke-level model, the program's apart.
    waited, longest
        Seconds until the program had answered, all and the longest.
    """

    clicks: int = 0
    keys: int = 0
    letters: int = 0
    person: float = 0.0
    waited: float = 0.0
    longest: float = 0.0

    @property
    def steps(self) -> int:
        """All of them."""
        return self.clicks + self.keys + self.letters


def least(*, clicks: int = 0, keys: int = 0, letters: int = 0) -> Steps:
    """Return the fewest steps that a task can take in any program, and a person's time for them.

    A hand that both clicks and types changes sides once; each key is a single one.
    """
    changes = H if clicks and (keys or letters) else 0.0
    person = clicks * (M + P + K) + keys * (M + K) + letters * K + changes
    return Steps(clicks, keys, letters, person)


class Eye:
    """Sees what the witness tells."""

    def __init__(self, address: Path, alive: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._line = socket.socket(socket.AF_UNIX)
                self._line.connect(str(address))
                break
            except OSError:
                self._line.close()
                if time.monotonic() > end or not alive():
                    raise
                time.sleep(0.05)
        self._line.settimeout(PATIENCE)
        self._file = self._line.makefile("rb")

    def look(self) -> list[Thing]:
        """Return what is visible now."""
        self._line.sendall(b"\n")
        seen: list[Thing] = json.loads(self._file.readline())
        return seen

    def close(self) -> None:
        """Look no more."""
        self._file.close()
        self._line.close()


class Hand:
    """Moves the mouse and presses keys on a display, and waits for what follows.

    Attributes
    ----------
    done
        What the present task has taken.
    """

    def __init__(self, eye: Eye, display: str) -> None:
        self.eye, self._display = eye, display
        self._on_mouse = False
        self._acted = time.monotonic()
        self.done = Steps()

    # --- acting ---------------------------------------------------------------------------

    def press(self, chord: str, *, thought: bool = True) -> None:
        """Press a key or a chord, as xdotool names it: ``ctrl+k``."""
        self._spend("keys", K * len(chord.split("+")) + (M if thought else 0.0), mouse=False)
        self._send("key", chord)

    def hold(self, key: str, until: Callable[[Sequence[Thing]], object], what: str) -> None:
        """Hold a key until something is seen."""
        self._spend("keys", M + K, mouse=False)
        self._send("keydown", key)
        try:
            self.see(until, what)
        finally:
            self._send("keyup", key)

    def write(self, text: str) -> None:
        """Type a text."""
        self.done.letters += len(text)
        capitals = sum(letter.isupper() for letter in text)
        self._spend("", K * (len(text) + capitals), mouse=False)
        self._send("type", "--delay", "12", text)

    def click(self, name: str, kind: str = "") -> None:
        """Click on what bears a name or says it, as soon as it can be seen."""

        def there(seen: Sequence[Thing]) -> Thing | None:
            return find(seen, name, kind)

        thing = there(self.eye.look()) or self.see(there, f"“{name}” to click on")
        while (again := there(self.eye.look())) is not None and _moved(thing, again):
            thing = again  # nobody hits what is still being laid out
            time.sleep(LOOK_SECONDS)
        self._spend("clicks", M + P + K, mouse=True)
        self._send("mousemove", str(thing["x"]), str(thing["y"]), "click", "1")

    # --- waiting --------------------------------------------------------------------------

    def see(self, holds: Callable[[Sequence[Thing]], Any], what: str, patience: float = 0) -> Any:
        """Wait until something can be seen and return it.

        Raises
        ------
        AssertionError
            It cannot be, for too long; what stood there instead is told.
        """
        end = time.monotonic() + (patience or PATIENCE)
        while True:
            seen = self.eye.look()
            self._focus_new(seen)
            found = holds(seen)
            if found:
                waited = time.monotonic() - self._acted
                self.done.waited += waited
                self.done.longest = max(self.done.longest, waited)
                self._acted = time.monotonic()
                return found
            if time.monotonic() > end:
                said = sorted({f"{t['name']} {t['value']}".strip()[:60] for t in seen})
                raise AssertionError(f"never seen: {what}; there was {', '.join(said)[:600]}")
            time.sleep(LOOK_SECONDS)

    def stand_still(self) -> Thing:
        """Wait for the end of a journey and return where one stands."""
        standing: Thing = self.see(
            lambda seen: next(
                (t for t in seen if t["kind"] == "standing" and not t["moving"]), None
            ),
            "the end of the way",
        )
        return standing

    def standing(self) -> Thing:
        """Return where one stands now."""
        return next(t for t in self.eye.look() if t["kind"] == "standing")

    # --- inside ---------------------------------------------------------------------------

    def _spend(self, count: str, seconds: float, *, mouse: bool) -> None:
        if count:
            setattr(self.done, count, getattr(self.done, count) + 1)
        if mouse is not self._on_mouse:
            self._on_mouse = mouse
            seconds += H
        self.done.person += seconds

    def _send(self, *words: str) -> None:
        self._tool(*words)
        self._acted = time.monotonic()

    def _tool(self, *words: str, sure: bool = True) -> None:
        environment = {"DISPLAY": self._display, "PATH": PATH}
        subprocess.run(["xdotool", *words], check=sure, env=environment, capture_output=True)

    def _focus_new(self, seen: Sequence[Thing]) -> None:
        """Give the keys to the newest window: a desktop's window manager does, and here is none."""
        windows = [thing for thing in seen if thing["kind"] == "window"]
        newest = max(windows, key=lambda thing: int(thing["id"]), default=None)
        menu = any(thing["kind"] == "menu" for thing in seen)
        if newest is not None and not menu and not newest["active"]:
            # It may have closed since it was seen.
            self._tool("windowfocus", str(newest["id"]), sure=False)


def _moved(before: Thing, after: Thing) -> bool:
    return (before["x"], before["y"]) != (after["x"], after["y"])


def find(seen: Sequence[Thing], words: str, kind: str = "") -> Thing | None:
    """Return what is visible and bears a name or says it: the same words before longer ones."""
    asked = words.casefold()
    fitting = [
        thing
        for thing in seen
        if (not kind or thing["kind"] == kind)
        and (asked in str(thing["name"]).casefold() or asked in str(thing["value"]).casefold())
        and thing.get("enabled", True)
        and "x" in thing
    ]
    return min(
        fitting, key=lambda thing: len(str(thing["name"])) + len(str(thing["value"])), default=None
    )
