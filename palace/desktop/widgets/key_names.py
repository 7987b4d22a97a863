"""What keys are called on caps and in sentences."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence

from palace.desktop.tr import KEY, mark, tr

_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_NAMES = {
    "Ctrl": mark("Ctrl", KEY),
    "Shift": mark("Shift", KEY),
    "Alt": mark("Alt", KEY),
    "Meta": mark("Meta", KEY),
    "Enter": mark("Enter", KEY),
    "Return": mark("Enter", KEY),
    "Esc": mark("Esc", KEY),
    "Del": mark("Del", KEY),
    "Home": mark("Home", KEY),
    "End": mark("End", KEY),
    "Space": mark("Space", KEY),
    "Tab": mark("Tab", KEY),
    "Drag": mark("Drag", KEY),
    "Hold": mark("Hold", KEY),
    "Wheel": mark("Wheel", KEY),
    "Click": mark("Click", KEY),
}


def keys_of(shortcut: str) -> list[str]:
    """Return the caps of a shortcut: ``"Ctrl+K"`` gives Ctrl and K; of several, the first."""
    # A Mac has signs for them; elsewhere they are named by the window's own texts.
    form = QKeySequence.SequenceFormat.PortableText
    if sys.platform == "darwin":
        form = QKeySequence.SequenceFormat.NativeText
    text = QKeySequence(shortcut).toString(form) or shortcut
    if text.endswith("+"):
        return [*map(_name, filter(None, text[:-1].rstrip("+").split("+"))), "+"]
    return [_name(part) for part in text.split("+")]


def key_text(shortcut: str) -> str:
    """Return a shortcut as words: "Ctrl+K"; several keys between blanks stay so."""
    return " ".join("+".join(keys_of(key)) for key in shortcut.split())


def tip(name: str, shortcut: str) -> str:
    """Return what a tip says of a thing that has keys."""
    return f"{name}  {key_text(shortcut)}".strip()


def _name(part: str) -> str:
    if part in _ARROWS:
        return _ARROWS[part]
    return tr(_NAMES[part], KEY) if part in _NAMES else part
