"""``palace finish``: embed and place what still waits."""

from __future__ import annotations

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.importing import StopSignal, follower_for


@click.command("finish", short_help="Embed and place what still waits.")
@click.option("--progress-json", is_flag=True, hidden=True)
@palace_options
def finish_command(call: Call, progress_json: bool) -> int:
    """Embed and place what still waits.

    After an import with --no-wait, or one that was stopped. Ctrl+C stops; what was done stays.
    """
    from palace.jobs import Cancelled, finish
    from palace.queries import HowFar

    stopped = False
    with (
        StopSignal() as stop,
        call.session(meaning=True) as session,
        follower_for(call, progress_json) as follower,
    ):
        try:
            finish(session, on_progress=follower.show, cancelled=stop)
        except Cancelled:
            stopped = True
        state = session.ask(HowFar())
    if call.json:
        call.answer(state)
    else:
        call.console.print(
            f"{state.embedded} of {state.keys} keys have their vector; "
            f"{state.homeless} objects wait for a place."
        )
    return faults.STOPPED if stopped else faults.DONE
