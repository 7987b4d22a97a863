"""A palace to arrange: 49 objects on six subjects, of the words they share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.session import Session
from tests.ops.arranged import NOW


@pytest.fixture
def session(furnished: Path, palace_path: Path) -> Iterator[Session]:
    shutil.copytree(furnished, palace_path)
    with Session(palace_path, clock=lambda: NOW) as session:
        yield session


@pytest.fixture
def arranged(furnished: Path, tmp_path: Path) -> Iterator[Session]:
    """The same, for tests whose own session is of another palace."""
    shutil.copytree(furnished, tmp_path / "arranged")
    with Session(tmp_path / "arranged", clock=lambda: NOW) as session:
        yield session
