"""``palace route``: places in an order, under a name; ``palace open``: go to a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli.arranging import MOVED_IN
from palace.cli.call import Call, palace_options

if TYPE_CHECKING:
    from palace.queries import Stop


@click.command("route", short_help="Keep, read and list routes through the palace.")
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("stops", nargs=-1, metavar="[PLACE...]")
@click.option("--from", "first", default="", metavar="STOP", help="Read it from this stop on.")
@click.option("--to", "last", default="", metavar="STOP", help="Read it up to this stop.")
@click.option("--forget", is_flag=True, help="Take the route away; what stands there stays.")
@palace_options
def route_command(
    call: Call, name: str | None, stops: tuple[str, ...], first: str, last: str, forget: bool
) -> int:
    """Keep a route, read what stands along it in its order, or list all routes.

    With places (addresses, or ids of what stands there) NAME is kept as a route through them, in
    place of what it was. With NAME alone it is read, whole or between two stops. A stop of a
    route is its number or what stands there; a route holds places, whatever comes to stand there.
    """
    from palace.ops import SetRoute
    from palace.queries import FindSpot, Routes, RouteStops

    if (forget and (name is None or stops)) or (name is None and (first or last)):
        raise click.UsageError("Say which route: palace route NAME.")
    with call.session() as session:
        if name is None:
            routes = session.ask(Routes())
            if call.json:
                call.answer([{"name": own, "stops": many} for own, many in routes])
                return 0
            for own, many in routes:
                call.console.print(f"{own}  [dim]{many} stops[/]")
            if not routes:
                call.console.print("There is no route yet: palace route NAME PLACE PLACE …")
            return 0
        moved_in = False
        if forget:
            session.run(SetRoute(name, None))
            found: list[Stop] = []
        else:
            if stops:
                loci = []
                for text in stops:
                    spot = session.ask(FindSpot(text))
                    if spot.locus is None:
                        raise click.UsageError(f"{text!r} is no single place: {spot.address}/1?")
                    loci.append(spot.locus)
                moved_in = session.run(SetRoute(name, loci)).moved_in
            found = session.ask(RouteStops(name, first, last))
    if call.json:
        call.answer({"name": name, "stops": found, "moved_in": moved_in})
        return 0
    if forget:
        call.console.print(f"The route “{name}” is forgotten.", markup=False)
    _tell(call, found)
    if moved_in:
        call.console.print(MOVED_IN)
    return 0


def _tell(call: Call, stops: list[Stop]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right", style="dim")
    for _ in range(3):
        table.add_column()
    for stop in stops:
        title = stop.title or "[dim]free[/]"
        table.add_row(str(stop.number), title, f"[green]{stop.room}[/]", f"[dim]{stop.address}[/]")
    if stops:
        call.console.print(table)


@click.command("open", short_help="Open the window at a place.")
@click.argument("place", required=False, metavar="[PLACE]")
@palace_options
def open_command(call: Call, place: str | None) -> int:
    """Open the window and go to a place: palace://quarter/wing/room/7, a name, an id.

    Other programs open such links with it, where the desktop entry is installed.
    """
    from palace.cli.window import launch_window

    code = launch_window(call.folder, place)
    if call.json:
        call.answer({"place": place})
    return code
