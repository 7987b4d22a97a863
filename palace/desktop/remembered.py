"""What was open is open again: the window's shape and, for each palace, where one stood."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Stood:
    """Where one was in a palace: a pose in metres and radians, and what was read."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    space_id: str = ""
    object_id: str = ""
    memory_id: str = ""


@dataclass(slots=True)
class Remembered:
    """The state of the window between two runs.

    Parameters
    ----------
    geometry, panels
        As Qt saves them.
    map_shown
        Whether the map's corner is open.
    last_palace
        The folder that was open.
    places
        Where one stood, by a palace's folder.
    welcomed
        Whether the first steps were shown.
    """

    geometry: bytes = b""
    panels: bytes = b""
    map_shown: bool = True
    last_palace: str = ""
    places: dict[str, Stood] = field(default_factory=dict)
    welcomed: bool = False

    @classmethod
    def load(cls, file: Path) -> Remembered:
        """Read it; what cannot be read is forgotten, for it can be made again by hand."""
        try:
            stored: dict[str, Any] = json.loads(file.read_text("utf-8"))
            return cls(
                geometry=base64.b64decode(stored.get("geometry", "")),
                panels=base64.b64decode(stored.get("panels", "")),
                map_shown=bool(stored.get("map_shown", True)),
                last_palace=str(stored.get("last_palace", "")),
                welcomed=bool(stored.get("welcomed", False)),
                places={name: Stood(**place) for name, place in stored.get("places", {}).items()},
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return cls()

    def save(self, file: Path) -> None:
        """Write it; a disk that is full costs no more than the window's place."""
        stored = {
            "geometry": base64.b64encode(self.geometry).decode(),
            "panels": base64.b64encode(self.panels).decode(),
            "map_shown": self.map_shown,
            "last_palace": self.last_palace,
            "welcomed": self.welcomed,
            "places": {name: asdict(place) for name, place in self.places.items()},
        }
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_suffix(".new")
            beside.write_text(json.dumps(stored, indent=1), "utf-8")
            beside.replace(file)
        except OSError:
            return
