"""One real embedder for all tests of the embedding, in folders of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from palace.embedding import EmbedderClient, stop_server


@pytest.fixture(scope="session")
def folders():
    """Runtime and cache folders; short, for the path of a local socket is limited."""
    root = Path(tempfile.mkdtemp(prefix="palace-e-"))
    yield root / "run", root / "cache"
    stop_server(root / "run")
    shutil.rmtree(root, ignore_errors=True)


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
