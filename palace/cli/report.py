"""``palace report``: what became of each item of the last imports, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options, plain

if TYPE_CHECKING:
    from palace.queries import ImportTold

_GRAVITY = {"failed": 0, "skipped": 1, "missing": 2, "updated": 3, "added": 4}
_COLOURS = {"failed": "red", "skipped": "yellow"}
SHOWN = 100
"""Lines of an import that are printed where not all are asked for."""


@click.command("report", short_help="What became of each item of the last imports.")
@click.option(
    "--last",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="How many imports, the newest first.",
)
@click.option(
    "--result",
    type=click.Choice(list(_GRAVITY)),
    help="Only items with this result.",
)
@click.option("--all", "everything", is_flag=True, help=f"Print more than {SHOWN} lines an import.")
@palace_options
def report_command(call: Call, last: int, result: str | None, everything: bool) -> None:
    """Say what became of each item of the last imports, and why.

    What failed comes first. Items that were unchanged are counted and not listed.
    """
    from palace.queries import LastImports

    with call.session() as session:
        imports = session.ask(LastImports(last))
    if call.json:
        call.answer([_document(each, result) for each in imports])
        return
    if not imports:
        call.console.print("Nothing was imported into this palace yet.")
    for each in imports:
        _tell(call, each, result, None if everything else SHOWN)


def _document(told: ImportTold, result: str | None) -> dict[str, object]:
    return {
        "id": told.id,
        "at": told.at,
        "sources": plain(told.sources),
        "counts": told.counts,
        "items": [plain(item) for item in told.items if result in {None, item.result}],
    }


def _tell(call: Call, told: ImportTold, result: str | None, limit: int | None) -> None:
    from rich.markup import escape
    from rich.table import Table

    console = call.console
    when = datetime.fromtimestamp(told.at).astimezone()
    counts = ", ".join(f"{number} {name}" for name, number in told.counts.items() if number)
    console.print(f"[bold]{when:%Y-%m-%d %H:%M}[/]  {counts or 'nothing there'}")
    for source in told.sources:
        stopped = "" if source.complete else ", stopped before its end"
        console.print(f"  {source.path} ({source.format}{stopped})", markup=False)
    chosen = [item for item in told.items if result in {None, item.result}]
    chosen.sort(key=lambda item: _GRAVITY.get(item.result, 9))
    table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
    for item in chosen[:limit]:
        colour = _COLOURS.get(item.result, "dim")
        table.add_row(f"[{colour}]{item.result}[/]", escape(item.item), escape(item.reason))
    if table.row_count:
        console.print(table)
    if len(chosen) > table.row_count:
        more = len(chosen) - table.row_count
        console.print(f"  … and {more:,} more; `palace report --all` prints them.")
