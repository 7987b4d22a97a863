"""Where things lie on this machine when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path


def default_palace() -> Path:
    """Return the folder of the person's palace: ``PALACE_HOME``, else their data folder."""
    chosen = os.environ.get("PALACE_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("palace", appauthor=False)


def sample_palace() -> Path:
    """Return the folder of the sample palace: beside the person's own, never inside it."""
    import platformdirs

    return platformdirs.user_data_path("palace-sample", appauthor=False)


def log_file() -> Path:
    """Return the file that what went wrong is written to."""
    import platformdirs

    return platformdirs.user_log_path("palace", appauthor=False) / "palace.log"


def assets() -> Path:
    """Return the folder of what ships with the program.

    Inside the package where it was installed from a wheel, beside it in a checkout.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"
