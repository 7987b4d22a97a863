"""The one door from the command line into the window."""

from __future__ import annotations

import sys
from pathlib import Path

from palace.cli.call import Call, guarded
from palace.cli.display import has_display
from palace.cli.folders import default_palace
from palace.model.errors import PalaceError


def open_window(folder: Path | None) -> int:
    """Open a palace in the window and return its exit code when it is closed.

    Parameters
    ----------
    folder
        The palace's folder; None for the person's own, or the first-run page where there is none.
    """
    return guarded(Call(folder, False, sys.stdout), lambda: launch_window(folder))


def launch_window(folder: Path | None, place: str | None = None) -> int:
    """Open the window.

    Parameters
    ----------
    place
        Where to go in it, as for `palace.queries.FindSpot`; None for where one was.

    Raises
    ------
    PalaceError
        There is no display, or no such place.
    """
    if not has_display():
        raise PalaceError(
            "There is no display to open a window on; `palace shot --view overview --out FILE.png` "
            "draws a picture without one, and `palace search` finds."
        )
    from palace.desktop.launch import launch

    return launch(folder if folder is not None else default_palace(), place)
