"""``palace watch``: what changes in a folder comes in by itself."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.importing import StopSignal

if TYPE_CHECKING:
    from palace.jobs.watching import Came

_LINES = 20
"""Items that are named at once; of more it is told how many."""


@click.command("watch", short_help="Follow folders: what changes there comes in by itself.")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(path_type=Path))
@click.option("--forget", is_flag=True, help="Follow these no longer; what came from there stays.")
@click.option("--list", "listed", is_flag=True, help="Only list what is followed.")
@click.option("--no-wait", is_flag=True, help="Leave places and meaning to others.")
@click.option("--with-parent", is_flag=True, hidden=True)
@palace_options
def watch_command(
    call: Call,
    paths: tuple[Path, ...],
    forget: bool,
    listed: bool,
    no_wait: bool,
    with_parent: bool,
) -> int:
    """Follow folders until Ctrl+C: edits become revisions, new files come in.

    PATH is a folder or file as for `palace import`, and is taken in first; it is remembered, so
    that `palace watch` alone follows all of them again. A file that is renamed is the same thing
    at the same place; one that is gone is kept and marked.
    """
    from palace.ops import SetWatched
    from palace.queries import Watched

    if forget and not paths:
        raise click.UsageError("--forget needs a PATH; `palace watch --list` lists them.")
    if listed or forget:
        with call.session() as session:
            if forget:
                session.run(SetWatched(tuple(str(path.resolve()) for path in paths), False))
            followed = session.ask(Watched())
        if call.json:
            call.answer({"followed": followed})
        else:
            told = "\n".join(followed) or "Nothing is followed."
            call.console.print(told, markup=False)
        return faults.DONE
    return _watch(call, paths, wait=not no_wait, parent=with_parent)


def _end_with_parent() -> None:
    """Stop when whoever started this is gone, and with it the other end of stdin."""

    def look() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, name="parent", daemon=True).start()


def _watch(call: Call, paths: tuple[Path, ...], *, wait: bool, parent: bool) -> int:
    from palace.jobs import refuse_unknown
    from palace.jobs.watching import follow, watch
    from palace.queries import Watched

    counts: Counter[str] = Counter()

    def came(what: Came) -> None:
        counts.update(item.result for item in what.report.items)
        _tell(what)

    refuse_unknown(paths)  # before a palace is made
    with StopSignal() as stop, call.session(create=bool(paths), meaning=wait) as session:
        if parent:
            _end_with_parent()
        follow(session, paths)
        followed = session.ask(Watched())
        click.echo(f"Following {', '.join(followed) or 'nothing'}; Ctrl+C stops.", err=True)
        watch(session, stopped=stop, on_came=came, on_notice=_notice, wait=wait)
    if call.json:
        call.answer({"followed": followed, "counts": dict(counts)})
    return faults.DONE


def _notice(sentence: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {sentence}", err=True)


def _tell(what: Came) -> None:
    items = what.report.items
    for item in items[:_LINES]:
        reason = f" ({item.reason})" if item.reason and item.result != "missing" else ""
        _notice(f"{item.result}: {item.item}{reason}")
    if len(items) > _LINES:
        _notice(f"and {len(items) - _LINES} more in {what.path}")
    for note in what.report.notes:
        _notice(note)
