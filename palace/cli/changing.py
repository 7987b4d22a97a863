"""``palace move-in`` and ``palace undo``."""

from __future__ import annotations

import click

from palace.cli.call import Call, palace_options


@click.command("move-in", short_help="Freeze the plan: places stay from now on.")
@palace_options
def move_in_command(call: Call) -> int:
    """Move in: the rooms stay as they are, and what comes later is added to them.

    Until then a palace is a draft, and each import may rebuild its rooms.
    """
    from palace.ops import MoveIn
    from palace.queries import Info

    with call.session() as session:
        founded = session.ask(Info()).founded
        already = founded is not None
        if not already:
            session.run(MoveIn())
            founded = session.ask(Info()).founded
    if call.json:
        call.answer({"founded": founded, "already": already})
    elif already:
        call.console.print("You have moved in before; the places stay.")
    else:
        call.console.print(
            "You have moved in: the places stay from now on. (palace undo takes it back.)"
        )
    return 0


@click.command("undo", short_help="Take back the last change.")
@click.option("--force", is_flag=True, help="Also when what it touched has changed since.")
@palace_options
def undo_command(call: Call, force: bool) -> int:
    """Take back the last change: an import, moving in, a name, a pin, a move, a tidying."""
    from palace.model.errors import Stale

    with call.session() as session:
        try:
            undone = session.undo(force=force)
        except Stale as error:
            raise Stale(f"{error} (`palace undo --force` takes it back all the same.)") from error
    if call.json:
        call.answer({"undone": undone})
    elif undone is None:
        call.console.print("There is nothing to undo.")
    else:
        call.console.print(f"Undone: {undone}", markup=False)
    return 0
