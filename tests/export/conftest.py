"""A small palace with rooms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def palace(furnished: Path, palace_path: Path) -> Path:
    """The folder of a palace of 49 objects."""
    shutil.copytree(furnished, palace_path)
    return palace_path
