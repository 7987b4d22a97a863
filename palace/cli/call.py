"""What every command is told: which palace, and whether a program reads the answer."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from palace.cli import faults
from palace.cli.folders import default_palace

if TYPE_CHECKING:
    from rich.console import Console

    from palace.session import Session

FOLDER = click.Path(path_type=Path)


@dataclasses.dataclass
class Call:
    """One run of a command.

    Parameters
    ----------
    folder
        The palace's folder, None where neither option nor surroundings name one.
    json
        Whether stdout carries one JSON document and nothing else.
    stdout
        Where the answer goes.
    """

    chosen: Path | None
    json: bool
    stdout: TextIO

    @property
    def folder(self) -> Path:
        """The palace's folder."""
        return self.chosen if self.chosen is not None else default_palace()

    @property
    def console(self) -> Console:
        """The terminal that answers for people go to (stdout)."""
        return _console(self.stdout)

    @property
    def messages(self) -> Console:
        """The terminal that progress and notices go to (stderr)."""
        return _console(sys.stderr)

    def answer(self, document: object) -> None:
        """Write the one JSON document."""
        self.stdout.write(json.dumps(plain(document), indent=2 if self.stdout.isatty() else None))
        self.stdout.write("\n")
        self.stdout.flush()

    @contextmanager
    def session(self, *, create: bool = False, meaning: bool = False) -> Iterator[Session]:
        """Open the palace for the length of a block.

        Parameters
        ----------
        create
            Make it where there is none.
        meaning
            Have the embedder at hand (started on demand).
        """
        from palace.session import Session

        if not meaning:
            with Session.open(self.folder, create=create, actor="cli") as session:
                yield session
            return
        from palace.embedding import EmbedderClient

        client = EmbedderClient()
        try:
            with Session.open(self.folder, create=create, embedder=client, actor="cli") as session:
                yield session
        finally:
            client.close()


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            # Rich would end the process with 1; a reader that has seen enough is no fault.
            raise BrokenPipeError

    # What is piped on is wrapped late: a script or a pager does better.
    width = None if stream.isatty() or os.environ.get("COLUMNS") else 200
    return Terminal(file=stream, width=width, highlight=False, soft_wrap=not stream.isatty())


def plain(value: object) -> Any:
    """Return a value as JSON knows it: data classes as objects, moments in ISO 8601."""
    from palace.model.moments import Moment

    if isinstance(value, Moment):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "__iter__"):
        return [plain(part) for part in value]
    return str(value)


@contextmanager
def _only_the_answer(as_json: bool) -> Iterator[TextIO]:
    """Keep stdout for the JSON document: whatever else prints there, prints to stderr."""
    if not as_json:
        yield sys.stdout
        return
    sys.stdout.flush()
    # The descriptor, not only Python's object: libraries written in C print too.
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(kept), "w", encoding="utf-8") as answer:
            yield answer
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def palace_options(function: Callable[..., int | None]) -> Callable[..., int]:
    """Give a command ``--palace`` and ``--json`` and hand it its `Call` first.

    The command returns its exit code (None for 0). A fault becomes one sentence on stderr and
    exit code 3; with ``--json`` stdout then carries ``{"error": sentence}``.
    """

    @click.option(
        "--palace",
        "folder",
        type=FOLDER,
        metavar="DIR",
        help="The palace's folder (else PALACE_HOME, else your data folder).",
    )
    @click.option(
        "--json", "as_json", is_flag=True, help="Answer with one JSON document on stdout."
    )
    @click.pass_context
    @functools.wraps(function)
    def command(
        context: click.Context, /, folder: Path | None, as_json: bool, **arguments: Any
    ) -> int:
        chosen = folder if folder is not None else context.find_root().params.get("folder")
        with _only_the_answer(as_json) as stdout:
            call = Call(chosen, as_json, stdout)
            return guarded(call, lambda: function(call, **arguments))

    return command


def guarded(call: Call, work: Callable[[], int | None]) -> int:
    """Run a command's work; a fault becomes a sentence and an exit code."""
    faults.start_log()
    try:
        return work() or faults.DONE
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        return faults.STOPPED
    except Exception as error:
        told = faults.sentence(error)
        if told is None:
            if faults.debugging():
                raise
            told = faults.bug(error)
        click.echo(f"palace: {told}", err=True)
        if call.json:
            call.answer({"error": told})
        return faults.CANNOT
