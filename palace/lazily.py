"""Packages whose names are read when they are first asked for.

A package of many small files, of which a command needs three, costs more to import whole than the
command's own work. Such a package says in ``__init__.pyi`` what it offers and where each name comes
from, for type checkers as for people, and its ``__init__.py`` hands that on (the convention of
SPEC 1, https://scientific-python.org/specs/spec-0001/).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def offered(package: str, file: str) -> tuple[Callable[[str], Any], list[str]]:
    """Return a package's ``__getattr__`` and its ``__all__``.

    Parameters
    ----------
    package, file
        Its ``__name__`` and ``__file__``; the stub lies beside the file.
    """
    stub = ast.parse(Path(file).with_suffix(".pyi").read_text(encoding="utf-8"))
    home = {
        alias.name: node.module
        for node in stub.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(home[name]), name)
        # From now on it is found without coming here.
        setattr(sys.modules[package], name, found)
        return found

    return get, sorted(home)
