"""The settings as one declared model: key, title, description, limits; kept in settings.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.language import ENGLISH, SYSTEM, languages
from palace.desktop.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a person can choose.

    Parameters
    ----------
    key
        ``section.name``, the name it is stored under.
    title, description
        For people, in English; said with `tr`, as the words of the choices are.
    default
        Its value until it is chosen; its type is the setting's type.
    choices
        Allowed values with their words; empty where any value within the limits is allowed.
    low, high, step
        Limits of a number.
    unit
        What is written after a number.
    """

    key: str
    title: str
    description: str
    default: Value
    choices: tuple[tuple[str, str], ...] = ()
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    unit: str = ""

    @property
    def section(self) -> str:
        """The part of the key before the point."""
        return self.key.split(".")[0]

    def accept(self, value: object) -> Value:
        """Return the value as this setting's type.

        Raises
        ------
        ValueError
            It is of another type, not among the choices, or outside the limits.
        """
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
        elif self.choices:
            if isinstance(value, str) and value in dict(self.choices):
                return value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            if self.low <= value <= self.high:
                return float(value) if isinstance(self.default, float) else int(value)
        elif isinstance(value, str) and isinstance(self.default, str):
            return value
        raise ValueError(tr("{setting} cannot be {value}", setting=self.key, value=repr(value)))


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the settings."""

    key: str
    title: str
    icon: str


SECTIONS = (
    Section("appearance", "Appearance", "sun"),
    Section("walking", "Walking", "compass"),
    Section("finding", "Finding", "magnifying-glass"),
    Section("drawing", "Light and drawing", "cube"),
)

SETTINGS = (
    Setting(
        "appearance.language",
        "Language",
        "Of the window; it changes at the next start. Notes stay as they are.",
        SYSTEM,
        ((SYSTEM, "As the system"), (ENGLISH, "English"), *languages()),
    ),
    Setting(
        "appearance.theme",
        "Theme",
        "Light paper, dark paper, or as the system is.",
        "system",
        (("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    ),
    Setting(
        "appearance.contrast",
        "More contrast",
        "Darker text, thicker lines, and nothing shines through; with each theme.",
        "system",
        (("system", "As the system"), ("on", "On"), ("off", "Off")),
    ),
    Setting(
        "appearance.text_size",
        "Text size",
        "Of everything that is written in the window.",
        100,
        low=80,
        high=160,
        step=5,
        unit=" %",
    ),
    Setting(
        "appearance.hints",
        "Key hints",
        "The line below the view; it fades after a few seconds.",
        "enter",
        (("enter", "When I enter a place"), ("always", "Always"), ("never", "Never")),
    ),
    Setting(
        "walking.field_of_view",
        "Field of view",
        "Wider sees more and bends the edges.",
        66,
        low=50,
        high=95,
        step=1,
        unit="°",
    ),
    Setting(
        "walking.mouse_speed",
        "Mouse speed",
        "How far the view turns when you drag.",
        100,
        low=25,
        high=300,
        step=5,
        unit=" %",
    ),
    Setting(
        "walking.invert",
        "Look up by moving the mouse down",
        "Inverts the vertical look.",
        default=False,
    ),
    Setting(
        "walking.click_to_walk",
        "Click on the floor to walk there",
        "Without it a double click does.",
        default=True,
    ),
    Setting(
        "walking.less_motion",
        "Less motion",
        "Fades instead of flights. Follows the system unless you choose.",
        "system",
        (("system", "As the system"), ("on", "On"), ("off", "Off")),
    ),
    Setting(
        "finding.from_here",
        "Where I stand counts",
        "A search draws forward what is like the thing being read, and a little what stands near "
        "or on the way one came.",
        True,
    ),
    Setting(
        "drawing.light",
        "Light",
        "What hour it is in the palace.",
        "theme",
        (
            ("theme", "Dusk when the theme is dark"),
            ("clock", "As the hour is"),
            ("morning", "Morning"),
            ("day", "Day"),
            ("dusk", "Dusk"),
        ),
    ),
    Setting(
        "drawing.quality",
        "Quality",
        "Automatic measures what a picture costs and adapts to it.",
        "auto",
        (("auto", "Automatic"), ("low", "Low"), ("medium", "Medium"), ("high", "High")),
    ),
)

SHORTCUTS = "shortcuts"
"""The part of the file, and what `Settings.changed` tells, for keys that a person chose."""

BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings(QObject):
    """The chosen values, kept in a file as soon as they change.

    Parameters
    ----------
    file
        ``settings.toml``; None keeps nothing.

    Attributes
    ----------
    problem
        One sentence where the file could not be read or written, else empty.
    troubled
        ``(problem)`` when it could not be written.
    shortcuts
        Id of an action → the keys that a person chose for it, as Qt writes them; "" for none.
    """

    changed = Signal(str)
    troubled = Signal(str)

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()
        self._file = file
        self._values: dict[str, Value] = {}
        self.shortcuts: dict[str, str] = {}
        self.problem = ""
        if file is not None and file.exists():
            self._read(file)

    def __getitem__(self, key: str) -> Value:
        return self._values.get(key, BY_KEY[key].default)

    def text(self, key: str) -> str:
        """Return a choice."""
        return str(self[key])

    def number(self, key: str) -> float:
        """Return a number."""
        return float(self[key])

    def flag(self, key: str) -> bool:
        """Return whether it is on."""
        return bool(self[key])

    def set(self, key: str, value: object) -> None:
        """Choose a value, keep it and tell.

        Raises
        ------
        ValueError
            See `Setting.accept`.
        """
        accepted = BY_KEY[key].accept(value)
        if accepted == self[key]:
            return
        self._values[key] = accepted
        self._write()
        self.changed.emit(key)

    def set_shortcut(self, action: str, keys: str | None) -> None:
        """Choose the keys of an action, keep and tell it as ``shortcuts``; None: its own again."""
        if keys is None:
            self.shortcuts.pop(action, None)
        else:
            self.shortcuts[action] = keys
        self._write()
        self.changed.emit(SHORTCUTS)

    def restore(self, section: str) -> None:
        """Bring back the defaults of a section."""
        for key in [key for key in self._values if BY_KEY[key].section == section]:
            del self._values[key]
            self.changed.emit(key)
        self._write()

    def _read(self, file: Path) -> None:
        try:
            stored = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            self.problem = tr(
                "The settings in {file} could not be read and are left alone: {reason}",
                file=str(file),
                reason=str(error),
            )
            self._file = None
            return
        for setting in SETTINGS:
            part = stored.get(setting.section)
            value = part.get(setting.key.split(".")[1]) if isinstance(part, dict) else None
            if value is None:
                continue
            try:
                self._values[setting.key] = setting.accept(value)
            except ValueError as error:
                self.problem = tr(
                    "In {file}: {reason}; the default is used.",
                    file=str(file),
                    reason=str(error),
                )

        part = stored.get(SHORTCUTS)
        for action, keys in part.items() if isinstance(part, dict) else ():
            if isinstance(keys, str) and len(keys) < 60:
                self.shortcuts[str(action)] = keys

    def _write(self) -> None:
        if self._file is None:
            return
        import tomli_w

        table: dict[str, dict[str, Value]] = {}
        for key, value in self._values.items():
            section, name = key.split(".")
            table.setdefault(section, {})[name] = value
        if self.shortcuts:
            table[SHORTCUTS] = dict(self.shortcuts)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(tomli_w.dumps(table), "utf-8")
            beside.replace(self._file)
        except OSError as error:
            problem = tr(
                "The settings could not be saved to {file}: {reason}",
                file=str(self._file),
                reason=str(error),
            )
            told, self.problem = self.problem == problem, problem
            if not told:  # once is enough
                self.troubled.emit(problem)
