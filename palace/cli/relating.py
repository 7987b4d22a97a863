"""``palace related``: what else there is on the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options

if TYPE_CHECKING:
    from palace.queries import RelatedObject


@click.command("related", short_help="What else there is on the same thing.")
@click.argument("identifier", metavar="ID")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many."
)
@palace_options
def related_command(call: Call, identifier: str, limit: int) -> int:
    """Say what else there is on the thing an object is about, across all sources.

    Of each it says whether it is older or newer, and what it adds. ID is that of an object or of
    a memory of it, as search prints it; its beginning is enough.
    """
    from palace.queries import Related, ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
        found = session.ask(Related(view.object_id, limit))
    if call.json:
        call.answer(found)
        return 0
    if not found:
        call.console.print(f"There is nothing else on “{view.object_title}”.", markup=False)
    for number, other in enumerate(found, 1):
        _tell(call, number, other)
    return 0


def _tell(call: Call, number: int, other: RelatedObject) -> None:
    from rich.table import Table
    from rich.text import Text

    when = other.happened_at.isoformat()[:10] if other.happened_at is not None else ""
    about = [other.source, f"{other.when} ({when})" if other.when else when]
    shown = Table.grid(padding=(0, 2, 0, 0))
    shown.add_column(justify="right", width=2, style="dim")
    shown.add_column(overflow="fold")
    shown.add_row(str(number), Text(other.title, "bold"))
    if other.new:
        shown.add_row("", Text(f"adds: {other.new}"))
    shown.add_row("", Text(other.room.name, "green") if other.room else Text("no place yet", "dim"))
    shown.add_row("", Text(" · ".join(part for part in about if part), "dim"))
    shown.add_row("", Text(other.object, "dim"))
    shown.add_row("", "")
    call.console.print(shown)
