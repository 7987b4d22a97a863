"""``palace associate``, ``complete``, ``like`` and ``context``: ways on from a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.cli.searching import WAKING_SECONDS

if TYPE_CHECKING:
    from rich.table import Table

    from palace.queries import Beside

LIMIT = click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many."
)


def _table(*titles: str) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in titles:
        table.add_column(title)
    return table


@click.command("associate", short_help="What comes to mind with a thing.")
@click.argument("identifier", metavar="ID")
@LIMIT
@palace_options
def associate_command(call: Call, identifier: str, limit: int) -> int:
    """Walk on from a thing over links, threads, shared names and likeness.

    What a walker who keeps coming back to the thing meets most often comes first, with the ways
    that lead to it.
    """
    from palace.queries import Associated

    with call.session() as session:
        found = session.ask(Associated(identifier, limit))
    if call.json:
        call.answer(found)
        return 0
    table = _table("Share", "What", "Room", "By")
    for thought in found:
        table.add_row(f"{thought.share:.0%}", thought.title, thought.room, ", ".join(thought.by))
    call.console.print(table if found else "Nothing comes to mind.")
    return 0


@click.command("complete", short_help="Complete a fragment to a memory.")
@click.argument("fragment", nargs=-1, required=True, metavar="WORDS...")
@palace_options
def complete_command(call: Call, fragment: tuple[str, ...]) -> int:
    """Let a fragment settle on a memory, step by step, and read what it settled on."""
    from palace.queries import Completed

    with call.session(meaning=True) as session:
        found = session.ask(Completed(" ".join(fragment), wait=WAKING_SECONDS))
    if call.json:
        call.answer(found)
        return 0
    table = _table("Step", "Nearest", "Cosine", "Share", "Moved")
    for number, step in enumerate(found.steps, 1):
        table.add_row(
            str(number), step.title, f"{step.cosine:.3f}", f"{step.weight:.0%}", f"{step.moved:.3f}"
        )
    call.console.print(table if found.steps else "There is nothing to settle on.")
    if found.steps:
        call.console.print(f"\n{found.text}", markup=False)
        call.console.print(f"[dim]{found.steps[-1].memory}[/]")
    return 0


@click.command("like", short_help="More like these, and not like those.")
@click.argument("plus", nargs=-1, required=True, metavar="ID...")
@click.option("--not", "minus", multiple=True, metavar="ID", help="Not like this; more than once.")
@LIMIT
@palace_options
def like_command(call: Call, plus: tuple[str, ...], minus: tuple[str, ...], limit: int) -> int:
    """Find what is like several things and not like others."""
    from palace.queries import MoreLike

    with call.session() as session:
        found = session.ask(MoreLike(plus, minus, limit))
    if call.json:
        call.answer(found)
        return 0
    table = _table("What", "Room", "Words", "Meaning")
    for thing in found:
        table.add_row(thing.title, thing.room, f"{thing.words:.2f}", f"{thing.meaning:.2f}")
    call.console.print(table if found else "Nothing is like them.")
    return 0


@click.command("context", short_help="Back to where, when and among what it was.")
@click.argument("identifier", metavar="ID")
@palace_options
def context_command(call: Call, identifier: str) -> int:
    """Put a memory back: its place, its thread then, its day, the trail that led there."""
    from palace.cli.reading import path_of
    from palace.queries import Reinstated

    with call.session() as session:
        found = session.ask(Reinstated(identifier))
    if call.json:
        call.answer(found)
        return 0
    when = found.at.isoformat()[:10] if found.at is not None else "no time"
    call.console.print(f"{found.title}\n{when} · {path_of(found.place)}", markup=False)
    for title, beside in (
        ("The thread at that moment", found.thread),
        ("That day", found.day),
        ("The trail when you last came", found.trail),
    ):
        _tell(call, title, beside, found.memory)
    return 0


def _tell(call: Call, title: str, beside: tuple[Beside, ...], own: str) -> None:
    call.console.print(f"\n[bold]{title}[/]" + ("" if beside else "  [dim]nothing[/]"))
    for each in beside:
        at = each.at.datetime().strftime("%H:%M") if each.at is not None else "     "
        mark = "→" if each.memory == own else " "
        call.console.print(f"{mark} {at}  {each.title}", markup=False)
