"""The real command line, run as people and scripts run it."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What one run of the command line said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON document it has to be."""
        return json.loads(self.out)

    @property
    def counts(self) -> dict[str, int]:
        """The counts of an import that were not 0."""
        return {name: number for name, number in self.json["counts"].items() if number}


@dataclass(frozen=True)
class CommandLine:
    """``palace`` on one palace folder."""

    folder: Path

    def command(self, *arguments: object) -> list[str]:
        """The process' arguments."""
        chosen = [] if "--palace" in arguments else ["--palace", str(self.folder)]
        return [sys.executable, "-m", "palace", *map(str, arguments), *chosen]

    def __call__(
        self,
        *arguments: object,
        before: Callable[[], None] | None = None,
        env: dict[str, str] | None = None,
        patience: float = 110,
    ) -> Answer:
        """Run one command to its end within `patience` seconds; a traceback is no answer."""
        done = subprocess.run(
            self.command(*arguments),
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=patience,
            preexec_fn=before,
            env={**os.environ, "COLUMNS": "200", **(env or {})},
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    def add(self, *paths: Path) -> Answer:
        """Import without waiting for the model, which most tests have no use for."""
        return self("import", *paths, "--no-wait", "--json")


def unprivileged() -> None:
    """Run in a child: give up root's power over files, so that their modes count.

    Drops every capability from the bounding set (PR_CAPBSET_DROP is 24); what is executed next
    has none, whoever it runs as.
    """
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in range(41):
            libc.prctl(24, capability, 0, 0, 0)


def small_disk() -> None:
    """Run in a child: no file may grow beyond 300 kB, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
