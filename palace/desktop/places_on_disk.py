"""Where the window keeps its settings and state, and where the sample lies."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def config_file() -> Path:
    """Return the file of the settings."""
    return platformdirs.user_config_path("palace", appauthor=False) / "settings.toml"


def state_file() -> Path:
    """Return the file of what was open."""
    return platformdirs.user_state_path("palace", appauthor=False) / "window.json"


def sample_folders() -> tuple[Path, tuple[Path, ...]]:
    """Return the sample palace's folder, and the notes and chats it is made from."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "assets"
    sample = (inside if inside.is_dir() else package.parent / "assets") / "sample"
    folder = platformdirs.user_data_path("palace-sample", appauthor=False)
    return folder, (sample / "notes", sample / "chats" / "conversations.json")
