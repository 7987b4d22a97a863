"""``palace export``: everything as Markdown, as JSON lines or as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from palace.cli.call import Call, palace_options

_FORMATS = ("markdown", "jsonl", "html")


@click.command("export", short_help="Write everything as Markdown, JSON lines or HTML.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="markdown",
    show_default=True,
    help="What is written beside the manifest: files with front matter, nothing, or pages.",
)
@palace_options
def export_command(call: Call, target: Path, format_: str) -> int:
    """Write everything to a folder, from which `palace import DIR` gives the same palace back.

    Nothing is left out: alternates, earlier revisions, places, what is out of reach. DIR is made;
    it must be empty or hold an earlier export, which is brought up to date.
    """
    from palace.export import Format, export_palace
    from palace.queries import Info

    with call.session() as session:
        expected = session.ask(Info()).counts.objects
        with _followed(call, expected) as on_item:
            done = export_palace(session, target, Format(format_), on_item)
    if call.json:
        call.answer(done)
    else:
        told = f"{done.objects} objects and {done.memories} memories are in {target}"
        call.console.print(
            f"{told}, in {done.files} files." if done.files else f"{told}.", markup=False
        )
    return 0


@contextmanager
def _followed(call: Call, expected: int) -> Iterator[Callable[[int], None]]:
    if not call.messages.is_terminal:
        yield lambda _objects: None
        return
    from rich.progress import Progress

    with Progress(console=call.messages, transient=True) as bar:
        task = bar.add_task("Writing", total=expected or None)
        yield lambda objects: bar.advance(task, objects)
