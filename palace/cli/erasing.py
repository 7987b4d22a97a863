"""``palace erase``: the one thing that cannot be undone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options

if TYPE_CHECKING:
    from palace.session import Session
    from palace.store.erasing import Erased


@click.command("erase", short_help="Erase an object for good; this cannot be undone.")
@click.argument("identifier", metavar="ID")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@palace_options
def erase_command(call: Call, identifier: str, yes: bool) -> int:
    """Erase an object for good: its text, its revisions, its words, its vectors and its place.

    ID is that of an object or of a memory of it, as search prints it; its beginning is enough.
    Importing its source again does not bring it back. The file it came from is not touched. This
    cannot be undone, so it asks first.
    """
    from palace.ops import EraseObject
    from palace.queries import ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
        if not (yes or _sure(call, view.object_title)):
            raise click.UsageError("Nothing was erased. Say --yes where nobody can be asked.")
        done = session.run(EraseObject(view.object_id))
        if call.json:
            call.answer(erased(session, done))
            return 0
        call.console.print(
            f"“{view.object_title}” is erased. Its source is not touched: {view.source_uri}",
            markup=False,
        )
        name_copies(call, session)
    return 0


def erased(session: Session, done: Erased) -> dict[str, object]:
    """Return what was erased, and the copies that still hold it, as JSON knows it."""
    from palace.queries import Copies

    return {
        "object": done.object_id,
        "memories": done.memories,
        "keys": done.keys,
        "copies": [str(copy.path) for copy in session.ask(Copies())],
    }


def name_copies(call: Call, session: Session) -> None:
    """Name the copies of the palace that hold what was erased until they are made anew."""
    from palace.cli.arranging import on_day
    from palace.queries import Copies

    for copy in session.ask(Copies()):
        call.console.print(
            f"The {copy.kind} of {on_day(copy.at)} may still hold it: {copy.path}", markup=False
        )


def _sure(call: Call, title: str) -> bool:
    if call.json or not sys.stdin.isatty():
        return False
    return click.confirm(f"Erase “{title}” for good? This cannot be undone.", err=True)
