"""What lies below the scene imports with Qt, OpenGL and torch barred, not only by contract."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOWER = (
    "model",
    "store",
    "index",
    "embedding",
    "importers",
    "recall",
    "layout",
    "ops",
    "queries",
    "session",
    "jobs",
)

BARRED = """
import importlib, pkgutil, sys

class Bar:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "vispy", "OpenGL", "torch", "sentence_transformers"}:
            raise ImportError(name + " is imported below the scene")

sys.meta_path.insert(0, Bar())
part = importlib.import_module("palace." + sys.argv[1])
for module in pkgutil.walk_packages(getattr(part, "__path__", []), part.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


@pytest.mark.parametrize("part", LOWER)
def test_it_imports_without_qt_opengl_and_torch(part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BARRED, part], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
