"""``python -m benchmarks``: list, run one by name, or run all, each in a process of its own."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """Return the benchmarks there are: every module or package here that can be run."""
    modules = [
        path.stem
        for path in HERE.glob("*.py")
        if not path.stem.startswith("_") and '__name__ == "__main__"' in path.read_text("utf-8")
    ]
    return sorted([*modules, *(path.parent.name for path in HERE.glob("*/__main__.py"))])


def main() -> int:
    """Run what was asked for; 1 where one of them missed its goal or failed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}")
    parser.add_argument("--list", action="store_true", help="only list them")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names()):
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}; there are {names()}")
    if asked.list:
        print("\n".join(names()))
        return 0
    failed = 0
    for name in asked.names or names():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        failed |= subprocess.run(command, check=False, cwd=HERE.parent).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
