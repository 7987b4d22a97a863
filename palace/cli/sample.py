"""``palace sample``: the sample palace, made on first use, opened or drawn."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.display import has_display
from palace.cli.folders import assets, sample_palace
from palace.cli.importing import Bars, Follower, Lines, StopSignal
from palace.cli.pictures import VIEWS
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from palace.queries import PalaceInfo


@click.command("sample", short_help="Open the sample palace, made on first use.")
@click.option(
    "--no-window",
    is_flag=True,
    help="Open no window: draw pictures of it instead (always so without a display).",
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where pictures go (else beside the palace).",
)
@palace_options
def sample_command(call: Call, no_window: bool, pictures: Path | None) -> int:
    """Open the sample palace: some two hundred notes and chats to walk among.

    It is a palace of its own (--palace puts it elsewhere; PALACE_HOME does not): your own is not
    touched. Without a display, pictures of it are drawn.
    """
    if call.chosen is None:
        call = dataclasses.replace(call, chosen=sample_palace())
    made = not (call.folder / "palace.db").exists()
    with StopSignal() as stop:
        info = _make(call, stop)
    if stop.asked:
        return faults.STOPPED
    if not (no_window or call.json) and has_display():
        from palace.cli.window import launch_window

        return launch_window(call.folder)
    files = _draw(call, pictures or call.folder / "pictures")
    if call.json:
        call.answer({"palace": call.folder, "made": made, "pictures": files})
        return 0
    if not no_window:
        call.console.print("There is no display here, so no window opens; pictures of it:")
    counts = info.counts
    call.console.print(
        f"The sample palace has {counts.objects} objects in {counts.rooms} rooms of {counts.wings} "
        f"wings; it lies in {call.folder}.",
        markup=False,
    )
    for file in files:
        call.console.print(str(file), markup=False)
    return 0


def _make(call: Call, stop: StopSignal) -> PalaceInfo:
    """Make the sample palace where it is not complete, and return its figures."""
    from palace.jobs import import_paths
    from palace.queries import Info

    folder = assets() / "sample"
    sources = [folder / "notes", folder / "chats" / "conversations.json"]
    if not all(source.exists() for source in sources):
        raise PalaceError(f"The sample's notes and chats should be in {folder} and are not.")
    with call.session(create=True, meaning=True) as session:
        info = session.ask(Info())
        if info.counts.objects and info.counts.embedded >= info.counts.keys:
            return info
        call.messages.print("Making the sample palace, once …")
        follower: Follower
        follower = Bars(call.messages) if call.messages.is_terminal else Lines()
        with follower:
            import_paths(session, sources, on_progress=follower.show, cancelled=stop)
        return session.ask(Info())


def _draw(call: Call, folder: Path) -> list[Path]:
    """Draw each view in a process of its own, as OpenGL is chosen once a process."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for view in VIEWS:
        out = folder / f"{view}.png"
        command = [sys.executable, "-m", "palace", "shot", "--view", view, "--out", str(out)]
        done = subprocess.run(
            [*command, "--palace", str(call.folder)],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=os.environ,
        )
        if done.returncode:
            told = done.stderr.strip().splitlines()
            reason = told[-1].removeprefix("palace: ") if told else f"exit {done.returncode}"
            raise PalaceError(f"The picture of the {view} could not be drawn: {reason}")
        files.append(out)
    return files
