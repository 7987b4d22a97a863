"""``palace note``, ``palace edit`` and ``palace lethe``: write, change, and put out of reach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.model.errors import ChangedElsewhere, PalaceError

if TYPE_CHECKING:
    from palace.queries import Editable, PutAway
    from palace.session import Session


def _typed(call: Call, before: str) -> str | None:
    """Return what a person writes in their editor, or what comes over a pipe; None for nothing."""
    if not sys.stdin.isatty():
        return sys.stdin.read()
    if call.json:
        raise click.UsageError("With --json the text comes as an argument or over stdin.")
    edited: str | None = click.edit(before, extension=".md")
    return edited


@click.command("note", short_help="Write a note of your own.")
@click.argument("words", nargs=-1, metavar="[TEXT...]")
@click.option("--at", "place", metavar="PLACE", help="Put it at the free place nearest to this.")
@click.option("--no-wait", is_flag=True, help="Return once words find it.")
@palace_options
def note_command(call: Call, words: tuple[str, ...], place: str | None, no_wait: bool) -> int:
    """Write a note of your own; without TEXT in your editor, or from stdin.

    Its first heading, or its first line, is its title. Tags and wikilinks in it are understood.
    Without PLACE it goes where it fits.
    """
    from palace.jobs import finish
    from palace.ops import WriteNote
    from palace.queries import FindSpot, ShowMemory

    text = " ".join(words) if words else _typed(call, "")
    if text is None or not text.strip():
        raise click.UsageError("Nothing was written, so nothing is kept.")
    with call.session(create=True, meaning=not no_wait) as session:
        spot = None if place is None else session.ask(FindSpot(place))
        near = None if spot is None else (spot.x, spot.y, spot.z)
        wrote = session.run(WriteNote(text, near, "" if spot is None else spot.room))
        if not no_wait:
            finish(session)
        view = session.ask(ShowMemory(wrote.memory_id))
    if call.json:
        call.answer({"object": wrote.object_id, "memory": wrote.memory_id, "place": view.place})
        return 0
    where = f" in “{view.place.room}”" if view.place is not None else ""
    call.console.print(f"“{wrote.title}” is kept{where}: {wrote.memory_id}", markup=False)
    return 0


@click.command("edit", short_help="Change a page of a note.")
@click.argument("identifier", metavar="ID")
@click.option("--file/--palace-only", "write", default=None, help="Change the note's file too.")
@click.option("--force", is_flag=True, help="Also when it was changed elsewhere meanwhile.")
@palace_options
def edit_command(call: Call, identifier: str, write: bool | None, force: bool) -> int:
    """Change a page of a note in your editor, or take its new text from stdin.

    ID is that of a memory, as search prints it, or of an object for its first page. The old text
    stays as a revision, and `palace undo` brings it back. The note's file is changed with it when
    you say --file once, or have said so in the window; it is never written over when it is not
    what was read any more.
    """
    from palace.ops import EditNote, SetWriteBack, digest
    from palace.queries import EditablePage, ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
        page = session.ask(EditablePage(view.id))
        if page is None:
            raise PalaceError(
                "What was said in a chat stays as it was said; `palace note` writes a note."
            )
        before = page.begun.text if page.begun is not None and sys.stdin.isatty() else page.text
        text = _typed(call, before)
        if text is None:
            raise click.UsageError("Nothing was changed.")
        if write is not None and page.file is not None and write != page.writes:
            session.run(SetWriteBack(page.source, write))
        both = bool(page.writes) if write is None else write
        edit = EditNote(page.memory_id, text, digest(page.text), both, called=page.title)
        try:
            edited = session.run(edit)
        except ChangedElsewhere as error:
            if not force:
                _keep(session, page, text)
                raise PalaceError(
                    f"{error} Nothing was written over. What you wrote is kept: "
                    f"`palace edit {page.memory_id}` goes on with it, or say --force."
                ) from error
            edited = session.run(
                EditNote(page.memory_id, text, digest(page.text), both, error.seen, page.title)
            )
    if call.json:
        call.answer({"memory": edited.memory_id, "changed": edited.changed, "file": edited.file})
    elif not edited.changed:
        call.console.print("The text is as it was.")
    else:
        more = f" and in {edited.file}" if edited.file else ""
        call.console.print(f"“{page.title}” is changed here{more}. {edited.left}", markup=False)
    return 0


def _keep(session: Session, page: Editable, text: str) -> None:
    from palace.ops import KeepUnfinished, digest

    session.run(KeepUnfinished(page.memory_id, text, digest(page.text)))


@click.command("lethe", short_help="Put things out of reach, list them, bring them back.")
@click.argument("identifiers", nargs=-1, metavar="[ID...]")
@click.option("--back", is_flag=True, help="Bring them back, each to its own place.")
@palace_options
def lethe_command(call: Call, identifiers: tuple[str, ...], back: bool) -> int:
    """Put things out of reach: nothing finds or shows them, and nothing of them is lost.

    Their places stay their own. Without an ID it lists what is out of reach.
    """
    from palace.ops import SetReach
    from palace.queries import OutOfReach, ShowMemory

    if back and not identifiers:
        raise click.UsageError("Say what comes back: palace lethe --back ID…")
    with call.session() as session:
        if not identifiers:
            _list(call, session.ask(OutOfReach()))
            return 0
        views = [session.ask(ShowMemory(identifier)) for identifier in identifiers]
        objects = list(dict.fromkeys(view.object_id for view in views))
        changed = session.run(SetReach(objects, "here" if back else "lethe"))
    if call.json:
        call.answer({"changed": changed})
        return 0
    for view in views:
        what = "is back at its place" if back else "is out of reach; palace lethe --back returns it"
        known = "" if view.object_id in changed else " (as before)"
        call.console.print(f"“{view.object_title}” {what}{known}.", markup=False)
    return 0


def _list(call: Call, away: list[PutAway]) -> None:
    from rich.table import Table

    if call.json:
        call.answer(away)
        return
    if not away:
        call.console.print("Nothing is out of reach.")
        return
    why = {
        "person": "put away",
        "missing": "gone from its source",
        "import": "by an import",
        "secret": "holds a secret",
    }
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for each in away:
        table.add_row(each.object_id, each.title, f"[green]{each.room}[/]", why.get(each.why, ""))
    call.console.print(table)
