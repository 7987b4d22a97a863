"""What lies below the scene imports with Qt, OpenGL and torch barred, not only by contract."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from palace.session import Session

PALACE = Path(__file__).resolve().parent.parent / "palace"

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
    "export",
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


@pytest.mark.parametrize("part", ["jobs", "layout", "ops", "queries"])
def test_what_a_package_offers_late_is_there(part: str) -> None:
    package = importlib.import_module(f"palace.{part}")
    stub = ast.parse((PALACE / part / "__init__.pyi").read_text(encoding="utf-8"))
    told = next(node.value for node in stub.body if isinstance(node, ast.Assign))
    assert sorted(ast.literal_eval(told)) == package.__all__
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="NoSuchThing"):
        package.NoSuchThing  # noqa: B018


def test_a_command_waits_for_nothing_it_does_not_need(tmp_path: Path) -> None:
    with Session(tmp_path, create=True):
        pass
    script = (
        "import sys; from palace.cli.main import run\n"
        f"assert run(['info', '--json', '--palace', {str(tmp_path)!r}]) == 0\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    loaded = set(done.stderr.split())
    assert "palace.queries.info" in loaded
    others = {"numpy", "rich", "bs4", "palace.importers", "palace.layout", "palace.queries.search"}
    assert not loaded & others


def test_the_scene_uses_no_widgets() -> None:
    # vispy's canvas is a widget of its own making; the scene hands it on untyped.
    for file in (PALACE / "scene").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            whole = [f"{getattr(node, 'module', None)}.{name}" for name in names]
            assert not any("QtWidgets" in name for name in names + whole), file


def test_the_command_line_enters_the_window_through_one_door() -> None:
    entering = [
        file.name
        for file in (PALACE / "cli").rglob("*.py")
        if "palace.desktop" in file.read_text(encoding="utf-8")
    ]
    assert entering == ["window.py"]
