"""Folders that are followed from the window, by the real child."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from palace.desktop.importing.following import FollowDesk, FollowDialog
from palace.desktop.importing.report import ReportDialog
from palace.desktop.workbench import Workbench
from palace.jobs import import_paths
from palace.queries import Watched
from palace.session import Session
from tests.desktop.test_arranging import dialog_of
from tests.desktop.test_window import bench, opener

__all__ = ["bench", "opener"]

Until = Callable[..., None]


@pytest.fixture
def vault(tmp_path: Path, palace: Path) -> Path:
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "Glue.md").write_text("# Glue\n\nHide glue lets go with water.\n", "utf-8")
    with Session(palace) as session:
        import_paths(session, [folder], wait=False)
    return folder


@pytest.mark.window
@pytest.mark.timeout(120)
def test_a_folder_is_followed_from_the_list_and_left(
    vault: Path, bench: Workbench, palace: Path, until: Until
) -> None:
    visit = bench.visit
    assert visit is not None
    desk = FollowDesk(
        bench.window,
        visit.library,
        failed=lambda title, error: pytest.fail(f"{title}: {error}"),
        report=lambda: bench.imports.show_kept(visit.library),
    )
    desk.choose()
    dialog = dialog_of(bench, FollowDialog)
    until(lambda: any(b.text() == "Follow" for b in dialog.findChildren(QPushButton)))
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Follow").click()
    with Session(palace) as other:
        until(lambda: other.ask(Watched()) == [str(vault)])
    until(lambda: desk._process is not None and desk._process.running())
    end = time.monotonic() + 30
    while "came in" not in bench.window.toast.accessibleName():
        # Until the child watches, a new file may be taken in as part of the whole.
        (vault / f"New {time.monotonic()}.md").write_text("# New\n\nA zither.\n", "utf-8")
        until(lambda: "came in" in bench.window.toast.accessibleName() or True)
        stop = time.monotonic() + 3
        until(
            lambda stop=stop: (
                "came in" in bench.window.toast.accessibleName() or time.monotonic() > stop
            )
        )
        assert time.monotonic() < end
    bench.window.toast._act()
    until(lambda: any(d.isVisible() for d in bench.window.findChildren(ReportDialog)))
    report = dialog_of(bench, ReportDialog)
    assert any("New" in item.item for item in report._report.items)
    report.close()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Follow no longer").click()
    until(lambda: desk._process is None)
    desk.close()


def test_the_child_ends_when_its_window_is_killed(palace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "Glue.md").write_text("# Glue\n\nHide glue.\n", "utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "palace", "watch", str(folder), "--no-wait", "--with-parent"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PALACE_HOME": str(palace)},
    )
    assert child.stdin is not None and child.stderr is not None
    assert b"Following" in child.stderr.readline()
    child.stdin.close()
    assert child.wait(20) == 0
    child.stderr.close()
