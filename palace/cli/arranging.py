"""``palace rename``, ``pin``, ``move``, ``destination``: the person is the architect."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options

if TYPE_CHECKING:
    from palace.queries import Place, SourceGoes
    from palace.store.places import Standing

MOVED_IN = "With this you have moved in: the places stay from now on."


def _tell(call: Call, sentence: str, moved_in: bool) -> None:
    call.console.print(sentence, markup=False)
    if moved_in:
        call.console.print(MOVED_IN)


@click.command("rename", short_help="Give a quarter, wing or room another name.")
@click.argument("place", metavar="PLACE")
@click.argument("name", metavar="NEW-NAME")
@palace_options
def rename_command(call: Call, place: str, name: str) -> int:
    """Give a quarter, wing or room another name; its signs follow.

    PLACE is its name or id.
    """
    from palace.ops import RenamePlace
    from palace.queries import FindPlace

    with call.session() as session:
        found = session.ask(FindPlace(place))
        done = session.run(RenamePlace(found.id, name))
    if call.json:
        call.answer(
            {
                "id": done.id,
                "kind": done.kind,
                "old": done.old,
                "name": done.name,
                "moved_in": done.moved_in,
            }
        )
    elif done.old == done.name:
        _tell(call, f"The {done.kind} is called “{done.name}” already.", False)
    else:
        _tell(call, f"The {done.kind} “{done.old}” is called “{done.name}” now.", done.moved_in)
    return 0


@click.command("pin", short_help="Keep an object where it stands, whatever is tidied.")
@click.argument("identifier", metavar="ID")
@palace_options
def pin_command(call: Call, identifier: str) -> int:
    """Pin an object to its place: no tidying moves it.

    ID is that of an object or of a memory of it, as search prints it; its beginning is enough.
    """
    return _pin(call, identifier, True)


@click.command("unpin", short_help="Let an object be tidied again.")
@click.argument("identifier", metavar="ID")
@palace_options
def unpin_command(call: Call, identifier: str) -> int:
    """Let a pinned object be tidied again; it stays where it stands until then."""
    return _pin(call, identifier, False)


def _pin(call: Call, identifier: str, pinned: bool) -> int:
    from palace.ops import PinObject
    from palace.queries import ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
        done = session.run(PinObject(view.object_id, pinned, view.object_title))
    if call.json:
        call.answer(
            {
                "object": done.object_id,
                "pinned": done.pinned,
                "changed": done.changed,
                "moved_in": done.moved_in,
            }
        )
        return 0
    state = "pinned" if pinned else "not pinned"
    when = "now" if done.changed else "already" if pinned else "anyway"
    _tell(call, f"“{view.object_title}” is {state} {when}.", done.moved_in)
    return 0


@click.command("move", short_help="Move an object to another room or place.")
@click.argument("identifier", metavar="ID")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="ROOM[/NUMBER]",
    help="The room by name or id, and perhaps the number of the place there.",
)
@click.option("--swap", is_flag=True, help="Change places with what stands there.")
@palace_options
def move_command(call: Call, identifier: str, target: str, swap: bool) -> int:
    """Move an object by hand and pin it there; for two weeks the place left says where it went.

    Without a NUMBER it takes the free place nearest to what is most alike in the room.
    """
    from palace.model.errors import Occupied
    from palace.ops import MoveObject
    from palace.queries import FindLocus, ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
        room, number = session.ask(FindLocus(target))
        if swap and number is None:
            raise click.UsageError("--swap needs the number of a place: --to ROOM/NUMBER.")
        try:
            done = session.run(MoveObject(view.object_id, room.id, number, swap, view.object_title))
        except Occupied as error:
            raise Occupied(f"{error} (--swap does that.)") from error
    if call.json:
        call.answer(
            {
                "object": done.stands.object_id,
                "from": _spot(done.came_from),
                "to": _spot(done.stands),
                "swapped": done.swapped.object_id if done.swapped else None,
                "moved_in": done.moved_in,
            }
        )
        return 0
    sentence = f"“{view.object_title}” stands at number {done.stands.number} of “{room.name}” now."
    if done.swapped is not None:
        other = done.swapped
        sentence += f" “{other.title}” stands at number {other.number} of “{other.room}”."
    _tell(call, sentence, done.moved_in)
    return 0


def _spot(where: Standing) -> dict[str, object]:
    return {"room": where.room_id, "name": where.room, "number": where.number}


@click.command("destination", short_help="Choose where what comes from a source goes.")
@click.argument("source", required=False, metavar="[SOURCE]")
@click.argument("place", required=False, metavar="[PLACE]")
@click.option("--clear", is_flag=True, help="Let what comes from SOURCE go where it fits again.")
@palace_options
def destination_command(call: Call, source: str | None, place: str | None, clear: bool) -> int:
    """Choose the room, wing or quarter where what comes from a source goes from now on.

    What stands stays. SOURCE is an id, an address, the last part of it, or a kind such as
    chatgpt; PLACE a name or an id. Without both it lists the sources.
    """
    from palace.ops import SetDestination
    from palace.queries import Destinations, FindPlace, FindSource

    if source is None:
        if clear:
            raise click.UsageError("--clear needs a SOURCE.")
        with call.session() as session:
            _list(call, session.ask(Destinations()))
        return 0
    if clear == (place is not None):
        raise click.UsageError("Give either a PLACE or --clear.")
    with call.session() as session:
        found = session.ask(FindSource(source))
        goal = session.ask(FindPlace(place)) if place is not None else None
        done = session.run(
            SetDestination(found.id, goal.id if goal else None, goal.name if goal else "")
        )
    if call.json:
        call.answer(
            {
                "source": found.id,
                "place": goal,
                "changed": done.changed,
                "moved_in": done.moved_in,
            }
        )
    elif goal is None:
        _tell(call, f"What comes from {found.uri} goes where it fits.", done.moved_in)
    else:
        _tell(call, f"What comes from {found.uri} goes to {_named(goal)}.", done.moved_in)
    return 0


def _named(place: Place) -> str:
    return f"the {place.kind} “{place.name}”"


def _list(call: Call, sources: list[SourceGoes]) -> None:
    if call.json:
        call.answer(sources)
        return
    if not sources:
        call.console.print("Nothing has been imported yet.")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("Source", "Kind", "Objects", "Goes to", "Id"):
        table.add_column(
            title, header_style="dim", justify="right" if title == "Objects" else "left"
        )
    for source in sources:
        goes = _named(source.place) if source.place else "where it fits"
        table.add_row(Text(source.uri), source.kind, f"{source.objects:,}", Text(goes), source.id)
    call.console.print(table)


def on_day(seconds: float) -> str:
    """Return the day of a time in seconds since 1970, as ISO 8601."""
    return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d}"
