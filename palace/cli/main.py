"""The command ``palace``: without more it opens the window, else it runs one command.

Everything heavy is imported inside the commands, so that ``palace --help`` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from palace import __version__
from palace.cli import faults
from palace.cli.arranging import (
    destination_command,
    move_command,
    pin_command,
    rename_command,
    unpin_command,
)
from palace.cli.associating import (
    associate_command,
    complete_command,
    context_command,
    like_command,
)
from palace.cli.call import FOLDER
from palace.cli.changing import move_in_command, undo_command
from palace.cli.drawing import plan_command
from palace.cli.erasing import erase_command
from palace.cli.exporting import export_command
from palace.cli.finishing import finish_command
from palace.cli.formats import formats_command
from palace.cli.importing import import_command
from palace.cli.models import model_command
from palace.cli.packing import pack_command
from palace.cli.pictures import shot_command
from palace.cli.reading import info_command, show_command
from palace.cli.relating import related_command
from palace.cli.report import report_command
from palace.cli.routes import open_command, route_command
from palace.cli.sample import sample_command
from palace.cli.searching import search_command
from palace.cli.secrets import secrets_command
from palace.cli.sleeping import sleep_command
from palace.cli.watching import watch_command
from palace.cli.writing import edit_command, lethe_command, note_command


class _InOrder(click.Group):
    """Lists its commands in the order a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names as they were added."""
        return list(self.commands)


@click.group(
    cls=_InOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Exit codes: 0 done, 1 done with failed or skipped items, 2 wrong use, 3 cannot work.",
)
@click.option(
    "--palace",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="The palace's folder (else PALACE_HOME, else your data folder).",
)
@click.version_option(__version__, prog_name="palace", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, folder: Path | None) -> int | None:
    """Walk through what you wrote, read and discussed, as objects in rooms.

    Without a command the window opens.
    """
    if context.invoked_subcommand is None:
        from palace.cli.window import open_window

        return open_window(folder)
    return None


for _command in (
    import_command,
    watch_command,
    formats_command,
    report_command,
    finish_command,
    search_command,
    show_command,
    related_command,
    context_command,
    associate_command,
    like_command,
    complete_command,
    pack_command,
    route_command,
    open_command,
    info_command,
    move_in_command,
    rename_command,
    pin_command,
    unpin_command,
    move_command,
    destination_command,
    sleep_command,
    note_command,
    edit_command,
    lethe_command,
    undo_command,
    erase_command,
    secrets_command,
    export_command,
    model_command,
    plan_command,
    shot_command,
    sample_command,
):
    cli.add_command(_command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments
        Without the program's name; None takes those of the process.
    """
    try:
        code = cli.main(args=arguments, prog_name="palace", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return faults.STOPPED
    except BrokenPipeError:
        # Whoever read the answer has seen enough (`palace search … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return faults.DONE
    return code if isinstance(code, int) else faults.DONE


def main() -> NoReturn:
    """End the process with the exit code of the command line."""
    code = run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)
