"""A newcomer's tasks from end to end: the real process, used by mouse and keys alone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from benchmarks.newcomer.__main__ import do, screen, window, write_notes
from benchmarks.newcomer.hand import H, K, M, P, least
from benchmarks.newcomer.tasks import Setting, tasks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the hand is xdotool's"),
]

SHORT = ("find a thing", "read its thread", "pin it", "come back to where one stood")
ARRANGING = ("go to a room from the map", "write a note here", "undo", "rename a room")


def test_each_task_is_done_with_few_steps_and_by_no_idle_hand(
    palace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shutil.which("xdotool"), "`make setup-tests` installs it"
    home = tmp_path / "home"
    home.mkdir()
    setting = Setting(
        palace,
        "tides",
        "tides",
        "why does my bread sink",
        "Why bread sinks",
        write_notes(home / "n"),
    )
    chosen = [task for task in tasks(setting) if task.name in SHORT + ARRANGING]
    assert len(chosen) == len(SHORT + ARRANGING)
    with screen() as display, window(display, home, "--palace", str(palace)) as hand:
        with monkeypatch.context() as idle:
            idle.setattr(hand, "_send", lambda *_: None)
            idle.setattr("benchmarks.newcomer.hand.PATIENCE", 0.3)
            assert all(do(hand, setting, task).trouble for task in chosen)
        for task in chosen:
            taken = do(hand, setting, task)
            assert not taken.trouble, task.name
            assert taken.ok, f"{task.name} took {taken.steps}"
            assert 0 < taken.steps.longest <= taken.steps.waited


def test_a_persons_time_is_that_of_the_model() -> None:
    assert least(keys=1, letters=5).person == pytest.approx(M + K + 5 * K)
    assert least(clicks=1).person == pytest.approx(M + P + K)
    assert least(clicks=1, keys=1).person == pytest.approx(2 * M + P + 2 * K + H)
    assert least(clicks=1, keys=2, letters=3).steps == 6
