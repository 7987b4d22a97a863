"""A small palace with rooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.session import Session
from tests.desktop.conftest import WordVectors, fill


@pytest.fixture
def palace(palace_path: Path) -> Path:
    """The folder of a palace of 49 objects."""
    with Session(palace_path, create=True) as session:
        fill(session, WordVectors())
    return palace_path
