"""A palace to arrange: 49 objects on six subjects, of the words they share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.session import Session
from tests.desktop.conftest import WordVectors, fill
from tests.ops.arranged import NOW


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft of 49 objects, not to be changed."""
    folder = tmp_path_factory.mktemp("architect") / "palace"
    with Session(folder, create=True) as session:
        fill(session, WordVectors())
    return folder


@pytest.fixture
def session(draft: Path, palace_path: Path) -> Iterator[Session]:
    shutil.copytree(draft, palace_path)
    with Session(palace_path, clock=lambda: NOW) as session:
        yield session


@pytest.fixture
def arranged(draft: Path, tmp_path: Path) -> Iterator[Session]:
    """The same, for tests whose own session is of another palace."""
    shutil.copytree(draft, tmp_path / "arranged")
    with Session(tmp_path / "arranged", clock=lambda: NOW) as session:
        yield session
