"""``palace info`` and ``palace show``: a palace in figures, and one memory to read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from palace.cli.arranging import on_day
from palace.cli.call import Call, palace_options, plain

if TYPE_CHECKING:
    from palace.model.plan import Plan
    from palace.queries import MemoryView, PalaceInfo, PlaceNames


@click.command("info", short_help="The palace in figures.")
@click.option("--rooms", is_flag=True, help="List the rooms as well, wing by wing.")
@palace_options
def info_command(call: Call, rooms: bool) -> int:
    """Say how large the palace is and how far its meaning is learnt."""
    from palace.queries import Info, PlacedObjects, PlanOf

    with call.session() as session:
        info = session.ask(Info())
        plan = session.ask(PlanOf()) if rooms else None
        placed = session.ask(PlacedObjects()) if rooms else []
    standing: dict[str, int] = {}
    for stands in placed:
        standing[stands.room_id] = standing.get(stands.room_id, 0) + 1
    if call.json:
        document = plain(info)
        if plan is not None:
            document["rooms"] = _rooms(plan, standing)
        call.answer(document)
        return 0
    _tell_info(call, info)
    if plan is not None:
        _tell_rooms(call, plan, standing)
    return 0


def _rooms(plan: Plan, standing: dict[str, int]) -> list[dict[str, object]]:
    wings = {wing.id: wing.name for wing in plan.wings}
    quarters = {quarter.id: quarter.name for quarter in plan.quarters}
    return [
        {
            "id": space.id,
            "name": space.name,
            "wing": wings.get(space.wing_id or "", ""),
            "quarter": quarters.get(space.quarter_id, ""),
            "objects": standing.get(space.id, 0),
        }
        for space in plan.spaces
        if space.kind == "room"
    ]


def _tell_info(call: Call, info: PalaceInfo) -> None:
    from rich.table import Table

    counts = info.counts
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    table.add_row("palace", str(call.folder))
    table.add_row("objects", f"{counts.objects:,}")
    table.add_row("memories", f"{counts.memories:,}")
    table.add_row(
        "place", f"{counts.rooms:,} rooms · {counts.wings} wings · {counts.quarters} quarters"
    )
    share = f" ({counts.embedded / counts.keys:.0%})" if counts.keys else ""
    table.add_row("keys", f"{counts.keys:,}, {counts.embedded:,} with a vector{share}")
    model = f"{info.model}, {info.dimension} dimensions" if info.model else "none yet"
    table.add_row("meaning", f"{model}; index: {info.index}")
    if info.founded is None:
        state = "a draft: an import rebuilds the rooms (palace move-in freezes them)"
    else:
        state = f"founded {datetime.fromtimestamp(info.founded, UTC):%Y-%m-%d}; places stay"
    table.add_row("plan", state)
    table.add_row("schema", str(info.schema))
    call.console.print(table)


def _tell_rooms(call: Call, plan: Plan, standing: dict[str, int]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("Wing", "Room"):
        table.add_column(title, header_style="dim")
    table.add_column("Objects", header_style="dim", justify="right")
    last = None
    for room in _rooms(plan, standing):
        wing = str(room["wing"])
        table.add_row("" if wing == last else wing, str(room["name"]), str(room["objects"]))
        last = wing
    call.console.print(table)


@click.command("show", short_help="Read one memory.")
@click.argument("identifier", metavar="ID")
@palace_options
def show_command(call: Call, identifier: str) -> int:
    """Read one memory whole, with its source, place and thread.

    ID is that of a memory or of an object, as search prints it; its beginning is enough.
    """
    from palace.queries import ShowMemory

    with call.session() as session:
        view = session.ask(ShowMemory(identifier))
    if call.json:
        call.answer(view)
        return 0
    _tell_memory(call, view)
    return 0


def path_of(place: PlaceNames | None) -> str:
    """Return a place as signs say it."""
    if place is None:
        return "no place yet"
    names = [name for name in (place.quarter, place.wing, place.room) if name]
    return f"{' › '.join(names)} · {place.locus_kind} {place.locus}"


def _tell_memory(call: Call, view: MemoryView) -> None:
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    console = call.console
    head = Text(view.object_title, "bold")
    if view.title and view.title != view.object_title:
        head.append(f" › {view.title}")
    console.print(head)
    about = [view.source_kind, view.source_place or view.source_item]
    if view.happened_at is not None:
        about.append(view.happened_at.isoformat())
    if view.parts > 1:
        about.append(f"part {view.part} of {view.parts}")
    console.print(Text(" · ".join(about), "dim"))
    console.print(Text(path_of(view.place), "green" if view.place else "dim"))
    arranged = ["pinned"] if view.pinned else []
    if view.moved is not None:
        arranged.append(
            f"moved from {view.moved.from_room}, number {view.moved.from_number}, "
            f"on {on_day(view.moved.at)}"
        )
    if arranged:
        console.print(Text(" · ".join(arranged), "dim"))
    if view.tags:
        console.print(Text(" ".join(f"#{tag}" for tag in view.tags), "cyan"))
    console.print()
    for speaker, text in _turns(view):
        if speaker:
            console.print(Text(speaker, "bold cyan"))
        # Markdown is set only for a terminal; what is piped on stays as it was written.
        body = Padding(Markdown(text), (0, 0, 1, 2)) if console.is_terminal else Text(text)
        console.print(body)
    for word, neighbour in (("before", view.previous), ("after", view.next)):
        if neighbour is not None:
            console.print(Text(f"{word}: {neighbour[1]}  {neighbour[0]}", "dim"))
    console.print(Text(view.id, "dim"))


def _turns(view: MemoryView) -> list[tuple[str, str]]:
    """Return (speaker, text) for each turn, or the whole text where nobody speaks."""
    if not any(part.speaker for part in view.segments):
        return [("", view.text)]
    return [
        (part.speaker or "", view.text[part.start : part.end].strip()) for part in view.segments
    ]
