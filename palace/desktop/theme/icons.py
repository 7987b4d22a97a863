"""Phosphor icons, drawn from the font file that the package qtawesome carries.

Importing qtawesome costs a third of a second (it loads every font it has); a first frame is
due in 1.5 s. So the one font is read directly and painted by an icon engine of our own.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)


class UnknownIconError(KeyError):
    """The font has no glyph of that name."""


@cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """Return the family's name and its characters by name (``ph.`` left off)."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise UnknownIconError("the package qtawesome is not installed")
    folder = Path(spec.origin).parent / "fonts"
    face = next(iter(sorted(folder.glob("phosphor-[0-9]*.ttf"))))
    chart = next(iter(sorted(folder.glob("phosphor-charmap-*.json"))))
    number = QFontDatabase.addApplicationFont(str(face))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    names: dict[str, str] = json.loads(chart.read_text("utf-8"))
    return family, {name: chr(int(code, 16)) for name, code in names.items()}


def has_icon(name: str) -> bool:
    """Return whether the font has a glyph of that name."""
    return name in _glyphs()[1]


class _GlyphEngine(QIconEngine):
    """Paints one character in a colour for each state, sharp at every size."""

    def __init__(self, character: str, family: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._character = character
        self._family = family
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the glyph in the middle of `rect`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        font = QFont(self._family)
        font.setPixelSize(max(6, min(rect.width(), rect.height())))
        painter.setFont(font)
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._colour)
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the glyph on a transparent ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return an engine like this one, as Qt asks when an icon is copied."""
        return _GlyphEngine(self._character, self._family, self._colour, self._disabled)


_engines: list[_GlyphEngine] = []


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return the icon of that name.

    Parameters
    ----------
    name
        Phosphor's name without prefix: ``"map-trifold"``; what points forward or back is turned
        where the language runs from right to left.
    colour, disabled
        As ``#rrggbb``.

    Raises
    ------
    UnknownIconError
        The font has no such glyph.
    """
    return _icon(_turned(name), colour, disabled)


_OTHER_WAY = {
    "arrow-left": "arrow-right",
    "caret-left": "caret-right",
    "skip-back": "skip-forward",
    "arrow-u-up-left": "arrow-u-up-right",
}
_OTHER_WAY |= {right: left for left, right in _OTHER_WAY.items()}


def _turned(name: str) -> str:
    """Return the icon that points the other way where the language runs from right to left."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return _OTHER_WAY.get(name, name)
    return name


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    family, glyphs = _glyphs()
    if name not in glyphs:
        raise UnknownIconError(name)
    engine = _GlyphEngine(glyphs[name], family, QColor(colour), QColor(disabled))
    _engines.append(engine)  # QIcon owns it in C++; Python must keep its half alive as well
    return QIcon(engine)
