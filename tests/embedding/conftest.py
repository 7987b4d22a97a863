"""One real embedder for all tests of the embedding: that of all tests of this process."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from palace.embedding import EmbedderClient, wire


@pytest.fixture(scope="session")
def folders():
    """Runtime and cache folders of this process, whose embedder `tests/conftest.py` ends."""
    return wire.runtime_folder(), wire.cache_folder()


@pytest.fixture
def client(folders):
    """A client of the shared embedder."""
    runtime, cache = folders
    with EmbedderClient(runtime, cache_dir=cache) as one:
        yield one


@pytest.fixture
def runtime():
    """A runtime folder for one test, whose embedders are ended with it."""
    root = Path(tempfile.mkdtemp(prefix="palace-e-"))
    yield root
    shutil.rmtree(root, ignore_errors=True)
