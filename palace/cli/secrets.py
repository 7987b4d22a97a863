"""``palace secrets``: what is held back for a secret in it, and what becomes of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.erasing import erased, name_copies
from palace.cli.importing import StopSignal

if TYPE_CHECKING:
    from palace.queries import HeldSecret
    from palace.session import Session

LEAST_OF_ID = 8


@click.command("secrets", short_help="What is held back for a password or key in it.")
@click.argument("action", type=click.Choice(["list", "release", "erase"]), default="list")
@click.argument("identifiers", nargs=-1, metavar="[ID...]")
@click.option("--scan", is_flag=True, help="Look through everything that is there first.")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@palace_options
def secrets_command(
    call: Call, action: str, identifiers: tuple[str, ...], scan: bool, yes: bool
) -> int:
    """List the pages that seem to hold a password, key or token, and decide about them.

    They are noticed at import, and no search, pack or suggestion shows them until you say
    `release`; `erase` takes the page away for good. The secret itself is never printed. ID is
    that of the page, as listed; its beginning is enough.
    """
    from palace.jobs import look_for_secrets
    from palace.ops import ReleaseSecrets
    from palace.queries import Secrets

    if (action == "list") != (not identifiers):
        raise click.UsageError("Say which: palace secrets release ID.")
    with StopSignal() as stop, call.session() as session:
        if scan:
            look_for_secrets(session, cancelled=stop)
        found = session.ask(Secrets())
        if action == "list":
            _list(call, found)
            return faults.DONE
        chosen = [_one(found, text) for text in identifiers]
        if action == "release":
            done = session.run(ReleaseSecrets([each.memory_id for each in chosen]))
            if call.json:
                call.answer({"released": done})
            else:
                call.console.print(f"{len(done)} can be found now; `palace finish` embeds it.")
            return faults.DONE
        return _erase(call, session, chosen, yes)


def _one(found: list[HeldSecret], text: str) -> HeldSecret:
    from palace.model.errors import NotFound

    fits = [
        each
        for each in found
        if each.memory_id == text or (len(text) >= LEAST_OF_ID and each.memory_id.startswith(text))
    ]
    if len(fits) != 1:
        raise NotFound(f"{text!r} is no page that is listed; `palace secrets` lists them.")
    return fits[0]


def _list(call: Call, found: list[HeldSecret]) -> None:
    if call.json:
        call.answer(found)
        return
    for each in found:
        state = "released" if each.released is not None else "held back"
        where = f", in “{each.room}”" if each.room else ""
        call.console.print(
            f"{each.memory_id}  {' and '.join(each.kinds)} in “{each.object_title}”{where} "
            f"({each.source}: {each.item}); {state}",
            markup=False,
        )
    if not found:
        call.console.print("Nothing is held back.")


def _erase(call: Call, session: Session, chosen: list[HeldSecret], yes: bool) -> int:
    from palace.ops import EraseMemory

    if not (yes or _sure(call, len(chosen))):
        raise click.UsageError("Nothing was erased. Say --yes where nobody can be asked.")
    done = [session.run(EraseMemory(each.memory_id)) for each in chosen]
    if call.json:
        call.answer({"erased": [erased(session, each) for each in done]})
        return faults.DONE
    call.console.print(f"{len(done)} erased. The files they came from still hold it.")
    name_copies(call, session)
    return faults.DONE


def _sure(call: Call, many: int) -> bool:
    if call.json or not sys.stdin.isatty():
        return False
    what = "this page" if many == 1 else f"these {many} pages"
    return click.confirm(f"Erase {what} for good? This cannot be undone.", err=True)
