"""``palace export``: everything as Markdown with front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from palace.queries import ItemExport

MARK = ".palace-export"
"""The file by which a folder is known to be an earlier export."""


@click.command("export", short_help="Write everything as Markdown.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@palace_options
def export_command(call: Call, target: Path) -> int:
    """Write everything as Markdown with front matter, one file for each note or conversation.

    Nothing is left out: alternates, earlier revisions, places, what is out of reach. DIR is made;
    it must be empty or hold an earlier export, which is brought up to date.
    """
    from palace.cli.markdown import file_name, text_of
    from palace.queries import AllItems, Info

    memories = objects = 0
    files: list[str] = []
    taken: set[str] = set()
    with call.session() as session:
        expected = session.ask(Info()).counts.objects
        _prepare(target)
        items: Iterator[ItemExport] = session.ask(AllItems())
        for item in _followed(call, items, expected):
            path = target / file_name(item, taken)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text_of(item), encoding="utf-8", newline="\n")
            files.append(path.relative_to(target).as_posix())
            objects += len(item.objects)
            memories += sum(len(part["memories"]) for part in item.objects)
    _forget(target, files)
    if call.json:
        call.answer(
            {"folder": target, "files": len(files), "objects": objects, "memories": memories}
        )
    else:
        call.console.print(
            f"{len(files)} files with {objects} objects and {memories} memories are in {target}.",
            markup=False,
        )
    return 0


def _followed(call: Call, items: Iterable[ItemExport], expected: int) -> Iterator[ItemExport]:
    if not call.messages.is_terminal:
        yield from items
        return
    from rich.progress import Progress

    with Progress(console=call.messages, transient=True) as bar:
        task = bar.add_task("Writing", total=expected or None)
        for item in items:
            yield item
            bar.advance(task, len(item.objects))


def _prepare(target: Path) -> None:
    """Make the folder.

    Raises
    ------
    PalaceError
        It holds something that is no export: a person's own notes are never written over.
    """
    if target.is_file():
        raise PalaceError(f"{target} is a file; an export needs a folder.")
    target.mkdir(parents=True, exist_ok=True)
    mark = target / MARK
    if not mark.exists() and any(target.iterdir()):
        raise PalaceError(
            f"{target} is not empty and holds no earlier export; choose a new folder."
        )
    mark.touch()


def _forget(target: Path, files: list[str]) -> None:
    """Take away what only the earlier export had written, and note what this one wrote."""
    mark = target / MARK
    before = mark.read_text(encoding="utf-8").splitlines()
    for name in set(before) - set(files):
        (target / name).unlink(missing_ok=True)
    mark.write_text("".join(f"{name}\n" for name in files), encoding="utf-8")
