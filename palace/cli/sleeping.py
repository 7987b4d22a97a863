"""``palace sleep``: bring to its like what has come to stand among strangers."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.importing import StopSignal, follower_for

if TYPE_CHECKING:
    from palace.jobs import Proposal, Spot

ALL_IN_PLACE = "Everything is in its place; there is nothing to tidy."


@click.command("sleep", short_help="Tidy up: what stands among strangers goes to its like.")
@click.option("--preview", is_flag=True, help="Only say what would move, from where to where.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option(
    "--keep",
    multiple=True,
    metavar="ID",
    help="Leave this object where it stands; give it again for more.",
)
@click.option(
    "--if",
    "expected",
    type=int,
    metavar="SEQ",
    help="Only if nothing was moved, built or renamed since a preview with this `seq`.",
)
@click.option("--progress-json", is_flag=True, hidden=True)
@palace_options
def sleep_command(
    call: Call,
    preview: bool,
    yes: bool,
    keep: tuple[str, ...],
    expected: int | None,
    progress_json: bool,
) -> int:
    """Tidy the palace up, within narrow budgets, and say what moves, from where to where.

    At most a quarter of what came since the last time moves, and one in a hundred of what stood
    before. What is pinned, often visited, or sent to a place of your choice stays. It asks before
    it does anything; `palace undo` takes it back whole.
    """
    from palace.jobs import Cancelled, propose, sleep
    from palace.queries import ShowMemory

    if preview and yes:
        raise click.UsageError("Give either --preview or --yes.")
    with call.session() as session:
        kept = {session.ask(ShowMemory(identifier)).object_id for identifier in keep}
        try:
            with StopSignal() as stop, follower_for(call, progress_json) as follower:
                found = propose(session, keep=kept, on_progress=follower.show, cancelled=stop)
        except Cancelled:
            return faults.STOPPED
        if expected is not None:
            # What was shown counts: had anything moved since, doing it would be refused.
            found = replace(found, seq=min(expected, found.seq))
        if not call.json:
            _tell(call, found)
        done = yes or (not (preview or call.json) and not found.nothing and _asked())
        if done:
            sleep(session, found)
    if call.json:
        call.answer(_document(found, done))
    elif done and not found.nothing:
        call.console.print("Done. (palace undo takes it back.)")
    return faults.DONE


def _asked() -> bool:
    if not sys.stdin.isatty():
        return False
    return click.confirm("Do this?", err=True)


def _tell(call: Call, found: Proposal) -> None:
    from rich.table import Table
    from rich.text import Text

    if found.nothing:
        call.console.print(ALL_IN_PLACE)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("Object", "From", "To", "Why"):
        table.add_column(title, header_style="dim")
    for move in found.moves:
        why = "its part of the room gets one of its own" if move.why == "split" else "its like"
        table.add_row(Text(move.title), Text(_spot(move.came_from)), Text(_spot(move.goes_to)), why)
    if found.moves:
        call.console.print(table)
    for _, name in found.opened:
        call.console.print(f"The room “{name}” is opened.", markup=False)
    for _, name in found.closed:
        call.console.print(f"The empty room “{name}” is walled up.", markup=False)
    done = found.tidying
    call.console.print(
        f"{done.moved_new} of {done.new} that are new would move, "
        f"{done.moved_old} of {done.old} that stood before."
    )


def _spot(spot: Spot) -> str:
    return f"{spot.name} {spot.number}"


def _document(found: Proposal, done: bool) -> dict[str, object]:
    tidying = found.tidying
    return {
        "seq": found.seq,
        "done": done,
        "moves": [
            {
                "object": move.object,
                "title": move.title,
                "from": move.came_from,
                "to": move.goes_to,
                "why": move.why,
                "gain": move.gain,
            }
            for move in found.moves
        ],
        "opened": [{"id": own, "name": name} for own, name in found.opened],
        "closed": [{"id": own, "name": name} for own, name in found.closed],
        "new": {"objects": tidying.new, "moved": tidying.moved_new},
        "old": {"objects": tidying.old, "moved": tidying.moved_old},
    }
