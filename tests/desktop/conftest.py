"""The window's parts to try them in a small palace."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.furnished import WordVectors


@pytest.fixture(scope="session")
def embedder() -> WordVectors:
    return WordVectors()


@pytest.fixture
def palace(furnished: Path, palace_path: Path) -> Path:
    """The folder of a palace of 49 objects."""
    shutil.copytree(furnished, palace_path)
    return palace_path


@pytest.fixture
def theme(qapp: object) -> Iterator[object]:
    from palace.desktop.theme import Mode, Theme

    made = Theme(Mode.LIGHT)
    made.apply()
    yield made
    made.deleteLater()


@pytest.fixture
def until(qapp: object) -> Callable[..., None]:
    """Let the window live until something holds."""
    from PySide6.QtWidgets import QApplication

    def wait(holds: Callable[[], object], seconds: float = 30.0, why: str = "") -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited {seconds} s in vain {why}"
            QApplication.processEvents()
            time.sleep(0.005)

    return wait
