"""``palace import``: take notes and chats in, with progress, and stop cleanly."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from palace.jobs import ImportReport, Preview, Progress
    from palace.jobs.reading import Source

STAGES = {
    "reading": "Reading",
    "waiting": "Waiting for another import",
    "waking": "Waking the model",
    "founding": "Building the rooms",
    "placing": "Finding places",
    "embedding": "Learning what it means",
    "secrets": "Looking for secrets",
    "tidying": "Looking who stands near whom",
}
"""What each stage of an import is called for people."""

_GRAVITY = {"failed": 0, "skipped": 1}
"""The worst comes first; what was taken in all the same comes last."""

LINE_EVERY = 5.0
"""Seconds between two lines of progress where stderr is no terminal."""


class Follower(Protocol):
    """Shows how far an import is."""

    def __enter__(self) -> Follower: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def show(self, progress: Progress) -> None:
        """Show a new state."""


class _Silent:
    """Shows nothing at the end; the others add to it."""

    def __enter__(self) -> Follower:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None

    def show(self, progress: Progress) -> None:
        """Show a new state."""


class JsonLines(_Silent):
    """One JSON object a line on stderr: what the window follows."""

    def show(self, progress: Progress) -> None:
        """Write the state."""
        sys.stderr.write(json.dumps(plain(progress)) + "\n")
        sys.stderr.flush()


class Lines(_Silent):
    """A line now and then, for logs and pipes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage = ""
        self._next = 0.0

    def show(self, progress: Progress) -> None:
        """Write a line when the stage changes, or some seconds have passed."""
        now = self._clock()
        if progress.stage == self._stage and now < self._next:
            return
        self._stage, self._next = progress.stage, now + LINE_EVERY
        of = f" of {progress.total}" if progress.total else ""
        rate = f", {progress.rate:.0f} a second" if progress.rate else ""
        left = f", {duration(progress.left)} left" if progress.left else ""
        stage = STAGES.get(progress.stage, progress.stage)
        known = f": {progress.done}{of}{rate}{left}" if progress.done or progress.total else " …"
        click.echo(stage + known, err=True)


class Bars(_Silent):
    """A bar for each stage on a terminal."""

    def __init__(self, console: Console) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
        )

        self._bar: Bar = Progress(
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description:<24}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("[dim]{task.fields[rate]}[/]"),
            TextColumn("[dim]{task.fields[left]}[/]"),
            console=console,
        )
        self._task: TaskID | None = None
        self._stage = ""

    def __enter__(self) -> Follower:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Move the bar of the stage."""
        if progress.stage != self._stage or self._task is None:
            self._finish()
            self._stage = progress.stage
            self._task = self._bar.add_task(
                STAGES.get(progress.stage, progress.stage), total=None, rate="", left=""
            )
        self._bar.update(
            self._task,
            completed=progress.done,
            total=progress.total,
            rate=f"{progress.rate:.0f}/s" if progress.rate else "",
            left=f"{duration(progress.left)} left" if progress.left else "",
        )

    def _finish(self) -> None:
        if self._task is not None and self._stage == "waking":
            self._bar.remove_task(self._task)  # nothing of it is worth keeping in sight
        elif self._task is not None:
            bar = next(task for task in self._bar.tasks if task.id == self._task)
            self._bar.update(bar.id, total=max(1, bar.completed), completed=max(1, bar.completed))
            self._bar.update(bar.id, rate="", left="")


def duration(seconds: float | None) -> str:
    """Return a length of time as people say it: "40 s", "3 min", "1 h 20 min"."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


class StopSignal:
    """Ctrl+C and SIGTERM ask the work to stop; a second Ctrl+C ends it at once.

    Its value says whether to stop: pass it as ``cancelled``.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __call__(self) -> bool:
        """Return whether to stop."""
        return self.asked

    def __enter__(self) -> StopSignal:
        for number in (signal.SIGINT, signal.SIGTERM):
            # Also where a shell started us in the background, with SIGINT ignored.
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        click.echo("Stopping; what is done stays. (Ctrl+C again to stop at once.)", err=True)


def follower_for(call: Call, progress_json: bool) -> Follower:
    """Return what shows progress: to a program, on a terminal, or in a log."""
    if progress_json:
        return JsonLines()
    return Bars(call.messages) if call.messages.is_terminal else Lines()


@click.command("import", short_help="Take in notes and chats.")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(exists=True, readable=False, path_type=Path),
)
@click.option(
    "--as",
    "named",
    metavar="FORMAT",
    help="Read it as this format (`palace formats` lists them), whatever it looks like.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would come; nothing is written.")
@click.option(
    "--no-wait",
    is_flag=True,
    help="Return once words find; places and meaning come with `palace finish` or the window.",
)
@click.option("--progress-json", is_flag=True, hidden=True)
@palace_options
def import_command(
    call: Call,
    paths: tuple[Path, ...],
    named: str | None,
    dry_run: bool,
    no_wait: bool,
    progress_json: bool,
) -> int:
    """Take in notes and chats.

    PATH is a file, folder or archive of any format that `palace formats` lists: a folder of
    Markdown (an Obsidian vault, say), an export of ChatGPT or Claude.ai, a coding assistant's
    sessions. What it is is recognised; --as says it instead. Importing again adds only what is
    new and revises what has changed. Ctrl+C stops; what was done until then stays.
    """
    follower = follower_for(call, progress_json)
    if dry_run:
        return _foresee(call, paths, named, follower)
    from palace.jobs import import_paths, refuse_unknown

    # Before a palace is made, so that a slip of the hand leaves no empty one behind.
    refuse_unknown(paths, named)
    with StopSignal() as stop, call.session(create=True, meaning=True) as session, follower:
        report = import_paths(
            session,
            paths,
            named=named,
            wait=not no_wait,
            on_progress=follower.show,
            cancelled=stop,
        )
    if call.json:
        call.answer(_document(report))
    else:
        _tell(call, report, no_wait=no_wait)
    if report.cancelled:
        return faults.STOPPED
    return faults.PARTLY if report.counts["failed"] + report.counts["skipped"] else faults.DONE


def _foresee(call: Call, paths: Sequence[Path], named: str | None, follower: Follower) -> int:
    """Tell what an import would bring."""
    from palace.jobs import preview_paths

    with ExitStack() as stack:
        stop = stack.enter_context(StopSignal())
        there = (call.folder / "palace.db").exists()
        session = stack.enter_context(call.session()) if there else None
        stack.enter_context(follower)
        preview = preview_paths(
            session, paths, named=named, on_progress=follower.show, cancelled=stop
        )
    if call.json:
        stopped = {"stopped": True} if preview.cancelled else {}
        call.answer(
            {
                "sources": _sources(preview.sources),
                "counts": preview.counts,
                "items": preview.items,
                **stopped,
            }
        )
    else:
        _tell_preview(call, preview)
    if preview.cancelled:
        return faults.STOPPED
    return faults.PARTLY if preview.counts["failed"] + preview.counts["skipped"] else faults.DONE


def _tell_preview(call: Call, preview: Preview) -> None:
    from rich.table import Table

    console = call.console
    _tell_sources(call, preview.sources)
    told = ", ".join(f"{number} {name}" for name, number in preview.counts.items() if number)
    if preview.cancelled:
        console.print("[bold]Stopped.[/] This is what was read until then.")
    console.print(f"Nothing was written. It would be {told or 'nothing'}.")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for item in preview.items:
        if item.result == "unchanged":
            continue
        colour = ("red", "yellow", "dim")[_GRAVITY.get(item.result, 2)]
        kinds = ", ".join(f"{number} {kind}" for kind, number in item.kinds.items())
        pages = f"{item.memories} pages" if item.memories else ""
        table.add_row(
            f"[{colour}]{item.result}[/]",
            _escaped(item.title or item.item),
            kinds,
            pages,
            _escaped(item.reason or (item.item if item.title != item.item else "")),
        )
    if table.row_count:
        console.print(table)


def _sources(sources: Sequence[Source]) -> list[dict[str, str]]:
    return [{"path": str(each.path), "format": each.importer.kind} for each in sources]


def _tell_sources(call: Call, sources: Sequence[Source]) -> None:
    for source in sources:
        about = source.importer.about.product
        call.console.print(f"{source.path}: {about} ({source.importer.kind})", markup=False)


def _document(report: ImportReport) -> dict[str, object]:
    document: dict[str, object] = {
        "sources": _sources(report.sources),
        "counts": report.counts,
        "items": [
            {"item": item.item, "result": item.result, "reason": item.reason}
            for item in report.items
        ],
    }
    if report.cancelled:
        document["stopped"] = True
    if report.waiting:
        document["waiting"] = report.waiting
    if report.notes:
        document["notes"] = report.notes
    return document


def _tell(call: Call, report: ImportReport, *, no_wait: bool) -> None:
    from rich.table import Table

    console = call.console
    _tell_sources(call, report.sources)
    told = ", ".join(f"{number} {name}" for name, number in report.counts.items() if number)
    if report.cancelled:
        console.print("[bold]Stopped.[/] What was done stays; import again to go on.")
    console.print(f"{told or 'Nothing to import there'}.", highlight=True)
    for note in report.notes:
        console.print(note, markup=False)
    if report.waiting:
        console.print(f"Words find already; the rest waits: {report.waiting}", markup=False)
    elif no_wait and report.counts["added"] + report.counts["updated"] and not report.cancelled:
        console.print(
            "Words find already; places and meaning come with `palace finish` or the window."
        )
    told_of = [item for item in report.items if item.reason and item.result != "missing"]
    if told_of:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for item in sorted(told_of, key=lambda item: _GRAVITY.get(item.result, 2)):
            colour = ("red", "yellow", "dim")[_GRAVITY.get(item.result, 2)]
            table.add_row(f"[{colour}]{item.result}[/]", _escaped(item.item), _escaped(item.reason))
        console.print(table)


def _escaped(text: str | None) -> str:
    from rich.markup import escape

    return escape(text or "")
