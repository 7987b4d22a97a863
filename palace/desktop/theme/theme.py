"""One object that says how everything looks, and when that changes."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from palace.desktop.theme.fonts import font, load_fonts
from palace.desktop.theme.icons import icon
from palace.desktop.theme.style import chevron_file, palette, style_sheet
from palace.desktop.theme.tokens import DARK, LIGHT, TYPE_PX, Tokens


class Mode(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Tokens, text size and reduced motion, with a signal when they change.

    Parameters
    ----------
    mode
        Light, dark, or as the desktop is.
    scale
        Text size, 1 as designed.
    reduced_motion
        Whether movements are left out.
    """

    changed = Signal()

    def __init__(
        self, mode: Mode = Mode.LIGHT, scale: float = 1.0, *, reduced_motion: bool = False
    ) -> None:
        super().__init__()
        self.mode = mode
        self.scale = scale
        self.reduced_motion = reduced_motion
        self.tokens: Tokens = LIGHT
        self._resolve()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _resolve(self) -> None:
        dark = self.mode is Mode.DARK
        if self.mode is Mode.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if dark else LIGHT

    def _system_changed(self, *_: object) -> None:
        if self.mode is Mode.SYSTEM:
            self.set(mode=Mode.SYSTEM)

    @property
    def dark(self) -> bool:
        """Whether the dark tokens hold now."""
        return self.tokens is DARK

    def set(
        self,
        *,
        mode: Mode | None = None,
        scale: float | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change what is given, dress the application again and tell the widgets."""
        if mode is not None:
            self.mode = mode
        if scale is not None:
            self.scale = scale
        if reduced_motion is not None:
            self.reduced_motion = reduced_motion
        self._resolve()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Give the application its fonts, palette and style sheet."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        load_fonts()
        if app.style().objectName().lower() != "fusion":
            app.setStyle("Fusion")
        app.setPalette(palette(self.tokens))
        app.setFont(self.font())
        chevron = chevron_file(self.icon("caret-down"), self.tokens.name)
        app.setStyleSheet(style_sheet(self.tokens, self.scale, chevron))

    def px(self, length: float) -> int:
        """Return a length that grows with the text."""
        return round(length * self.scale)

    def text_px(self, role: str) -> int:
        """Return a text size in pixels."""
        return round(TYPE_PX[role] * self.scale)

    def font(
        self,
        role: str = "ui",
        weight: int = 400,
        *,
        serif: bool = False,
        mono: bool = False,
        italic: bool = False,
    ) -> QFont:
        """Return a font at the person's text size; see `fonts.font`."""
        return font(role, self.scale, weight=weight, serif=serif, mono=mono, italic=italic)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return a Phosphor icon in a colour (secondary ink where none is given)."""
        return icon(name, colour or self.tokens.ink2, self.tokens.ink3)

    def wing(self, character: str) -> QColor:
        """Return the colour of a wing by its character's name; a neutral one where unknown."""
        return QColor(self.tokens.wings.get(character, self.tokens.edge))


def colour(value: str, alpha: int = 255) -> QColor:
    """Return a `QColor` of a token with an alpha in 0..255."""
    made = QColor(value)
    made.setAlpha(alpha)
    return made
