"""A screen for the benchmarks that open the window: the person's, or one made for the time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen() -> Iterator[None]:
    """Be on a display while the context lasts; Xvfb makes one where there is none.

    Raises
    ------
    SystemExit
        There is neither a display nor Xvfb.
    """
    if os.environ.get("DISPLAY"):
        yield
        return
    if shutil.which("Xvfb") is None:
        sys.exit("no display and no Xvfb to make one")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.environ["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
    try:
        yield
    finally:
        server.terminate()
        server.wait()
