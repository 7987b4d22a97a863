"""``palace search``: find memories by words and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli.arranging import on_day
from palace.cli.call import Call, palace_options

if TYPE_CHECKING:
    from rich.table import Table

    from palace.queries import AroundObject, Hit
    from palace.recall.doubt import Doubt

WAKING_SECONDS = 60.0
"""How long a search waits for the embedding model; words answer when it does not come."""

COLOURS = {
    "words": "yellow",
    "meaning": "cyan",
    "neighbours": "magenta",
    "thread": "magenta",
    "time": "green",
    "speaker": "blue",
    "place": "bright_green",
}


@click.command("search", short_help="Find by words, meaning, place and way.")
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many."
)
@click.option("--in", "room", metavar="ROOM", help="Only in this room: its name or id.")
@click.option(
    "--at", metavar="PLACE", help="You stand here; without words: what is around, long unseen."
)
@click.option(
    "--trail", multiple=True, metavar="PLACE", help="You came by here; in order, more than once."
)
@click.option("--along", nargs=2, metavar="PLACE PLACE", help="Only along the way from A to B.")
@click.option("--route", metavar="NAME", help="Only on this route; without words: all of it.")
@click.option("--as-typed", is_flag=True, help="Look for words that occur nowhere as they are.")
@click.option("--no-wait", is_flag=True, help="Answer by words alone while the model wakes up.")
@palace_options
def search_command(
    call: Call,
    words: tuple[str, ...],
    limit: int,
    room: str | None,
    at: str | None,
    trail: tuple[str, ...],
    along: tuple[str, str] | None,
    route: str | None,
    as_typed: bool,
    no_wait: bool,
) -> int:
    """Find memories by their words and their meaning, and by where they stand, best first.

    A PLACE is an address (quarter/wing/room/7, also as palace://…), a name, or the id of what
    stands there.
    """
    from palace.queries import AlongTheWay, AroundHere, FindSpot, NearTo, RouteStops, Search

    text = " ".join(words)
    scoped = room is not None or along is not None or route is not None
    if not text and not scoped and at is None:
        raise click.UsageError("Say what to look for, or where: WORDS, --at, --along or --route.")
    with call.session(meaning=bool(text)) as session:
        if not text and not scoped and at is not None:
            return _tell_around(call, session.ask(AroundHere(at, limit)))
        stops = (*trail, *((at,) if at is not None else ()))
        query = Search(
            text,
            limit=limit,
            room=room,
            fold=not call.json,
            wait=0.0 if no_wait else WAKING_SECONDS,
            rooms=session.ask(AlongTheWay(*along)) if along else None,
            loci=tuple(stop.locus for stop in session.ask(RouteStops(route))) if route else None,
            near=session.ask(NearTo(stops)) if stops else (),
            here=session.ask(FindSpot(at)).object if at is not None else None,
            literal=as_typed,
        )
        if call.messages.is_terminal:
            with call.messages.status("Searching …"):
                result = session.ask(query)
        else:
            result = session.ask(query)
    if call.json:
        call.answer(
            [
                _document(hit, result.doubt if number == 0 else None)
                for number, hit in enumerate(result.hits)
            ]
        )
        return 0
    if not result.meaning:
        call.messages.print("[dim]By words alone: the model of meaning is not there (yet).[/]")
    for typed, taken in result.respelt:
        call.console.print(
            f"No “{typed}” is here; looked for “{taken}” (--as-typed does not).", markup=False
        )
    if not result.hits:
        call.console.print(f"Nothing found for “{text}”." if text else "Nothing stands there.")
    if result.doubt is not None and result.doubt.absent:
        call.console.print("[yellow]Probably not in this palace; what comes nearest:[/]")
    for number, hit in enumerate(result.hits, 1):
        call.console.print(_paragraph(number, hit))
    if result.doubt is not None and not result.doubt.absent:
        call.console.print(f"[dim]The chance that the first is it: {result.doubt.right:.0%}[/]")
    return 0


def _document(hit: Hit, doubt: Doubt | None) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "snippet": hit.snippet,
        "score": hit.score,
        "object": hit.object,
        "quarter": hit.quarter,
        "wing": hit.wing,
        "room": hit.room,
        "locus": None if hit.locus is None else dict(zip("xyz", hit.locus, strict=True)),
        "source": hit.source,
        "source_item": hit.source_item,
        "happened_at": hit.happened_at,
        "why": hit.why,
        "attention": hit.attention,
        "address": hit.address,
        "chance": None if doubt is None else round(doubt.right, 3),
    }


def _paragraph(number: int, hit: Hit) -> Table:
    from rich.table import Table
    from rich.text import Text

    places = [place.name for place in (hit.quarter, hit.wing, hit.room) if place is not None]
    about = [hit.source, hit.source_item]
    if hit.happened_at is not None:
        about.append(hit.happened_at.isoformat()[:10])
    snippet = Text(hit.snippet)
    for start, end in hit.marks:
        snippet.stylize("black on bright_yellow", start, end)
    why = Text()
    for reason in hit.why:
        bar = "▮" * max(1, round(reason.share * 10))
        why.append(f"{reason.kind} ", "dim").append(bar, COLOURS.get(reason.kind, "white"))
        why.append(f" {reason.share:.0%}  ", "dim")
    # A grid, so that wrapped lines keep their indent.
    shown = Table.grid(padding=(0, 2, 0, 0))
    shown.add_column(justify="right", width=2, style="dim")
    shown.add_column(overflow="fold")
    shown.add_row(str(number), Text(hit.title, "bold"))
    for line in (
        snippet,
        Text(" › ".join(places), "green") if places else Text("no place yet", "dim"),
        Text(" · ".join(about), "dim"),
        why,
        Text("  ".join(part for part in (hit.id, hit.address) if part), "dim"),
    ):
        shown.add_row("", line)
    shown.add_row("", "")
    return shown


def _tell_around(call: Call, found: list[AroundObject]) -> int:
    from rich.table import Table

    if call.json:
        call.answer(found)
        return 0
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("What", "Room", "Metres", "Seen", "Address"):
        table.add_column(title)
    for thing in found:
        seen = "never" if thing.seen is None else on_day(thing.seen)
        table.add_row(thing.title, thing.room, f"{thing.metres:.0f}", seen, thing.address)
    call.console.print(table if found else "Nothing stands there.")
    return 0
