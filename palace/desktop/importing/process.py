"""The import as a child process, and what it reports."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from palace.desktop.command_process import CommandProcess, Step
from palace.desktop.tr import many, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

__all__ = ["ImportProcess", "Outcome", "Report", "Step"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source item."""

    item: str
    result: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did.

    Parameters
    ----------
    what
        What was imported, for people.
    stopped
        Whether the person stopped it.
    waiting
        Why keys still wait for their vectors; empty where none do.
    seconds
        How long it took.
    formats
        As what it was recognised, where that is told.
    """

    what: str
    items: tuple[Outcome, ...]
    stopped: bool = False
    waiting: str = ""
    seconds: float = 0.0
    formats: tuple[str, ...] = ()

    def count(self, result: str) -> int:
        """Return how many items had a result."""
        return sum(item.result == result for item in self.items)


class PreviewProcess(CommandProcess):
    """What an import would bring; `finished` brings a `Report`, nothing is written.

    Parameters
    ----------
    palace
        Its folder; it need not be there yet.
    paths
        What would be imported.
    what
        How that is called, for people.
    command
        The program and its first arguments; this program's own by default.
    """

    def __init__(
        self,
        palace: Path,
        paths: Sequence[Path],
        what: str,
        *,
        command: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        verb = ["import", "--dry-run", *(str(path) for path in paths)]
        super().__init__(palace, verb, tr("The look at it"), command=command, parent=parent)
        self.paths = tuple(paths)
        self.what = what

    def result(self, answer: Any) -> Report:
        """Read what would come: of each item its title and how many pages it would have."""
        items = tuple(
            Outcome(str(i["item"]), str(i["result"]), str(i.get("reason") or "") or _becomes(i))
            for i in answer["items"]
        )
        return Report(
            self.what,
            items,
            stopped=bool(answer.get("stopped")) or self._cancelled,
            seconds=time.monotonic() - self._started,
            formats=tuple(dict.fromkeys(str(each["format"]) for each in answer["sources"])),
        )

    def stopped(self) -> Report:
        """Return that nothing came of it."""
        return Report(self.what, (), stopped=True)


def _becomes(item: Any) -> str:
    pages = int(item.get("memories") or 0)
    title = str(item.get("title") or item["item"])
    return many(pages, "“{title}”, {n} page", "“{title}”, {n} pages", title=title)


class ImportProcess(CommandProcess):
    """One import; `finished` brings a `Report`.

    Parameters
    ----------
    palace
        Its folder.
    paths
        What is imported.
    what
        How that is called, for people.
    finishing
        Import nothing: embed and place what waits in the palace.
    command
        The program and its first arguments; this program's own by default.
    """

    def __init__(
        self,
        palace: Path,
        paths: Sequence[Path],
        what: str,
        *,
        finishing: bool = False,
        command: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        verb = ["finish"] if finishing else ["import", *(str(path) for path in paths)]
        super().__init__(palace, verb, tr("The import"), command=command, parent=parent)
        self.finishing = finishing
        self.paths = tuple(paths)
        self.what = what

    def result(self, answer: Any) -> Report:
        """Read the report."""
        items = tuple(
            Outcome(str(i["item"]), str(i["result"]), str(i.get("reason") or ""))
            for i in ([] if self.finishing else answer["items"])
        )
        return Report(
            self.what,
            items,
            stopped=bool(answer.get("stopped")) or self._cancelled,
            waiting=str(answer.get("waiting") or ""),
            seconds=time.monotonic() - self._started,
        )

    def stopped(self) -> Report:
        """Return that nothing came of it."""
        return Report(self.what, (), stopped=True)
