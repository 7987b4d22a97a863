"""One object that says how everything looks, and when that changes."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPen
from PySide6.QtWidgets import QApplication

from palace.desktop.theme.fonts import font, load_fonts
from palace.desktop.theme.high_contrast import DARK_CONTRAST, LIGHT_CONTRAST
from palace.desktop.theme.icons import icon
from palace.desktop.theme.style import chevron_file, palette, style_sheet
from palace.desktop.theme.tokens import DARK, LIGHT, TYPE_PX, Tokens


class Mode(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    """Whether the person needs more contrast."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


def system_wants_contrast() -> bool:
    """Return whether the desktop asks for more contrast; Qt tells it from 6.10 on."""
    style = QGuiApplication.styleHints()  # kept: what it answers with lives no longer than it
    if not hasattr(style, "accessibility"):
        return False
    return style.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


class Theme(QObject):
    """Tokens, text size and reduced motion, with a signal when they change.

    Parameters
    ----------
    mode
        Light, dark, or as the desktop is.
    scale
        Text size, 1 as designed.
    contrast
        More contrast: always, never, or as the desktop asks.
    reduced_motion
        Whether movements are left out.
    """

    changed = Signal()

    def __init__(
        self,
        mode: Mode = Mode.LIGHT,
        scale: float = 1.0,
        *,
        contrast: Contrast = Contrast.SYSTEM,
        reduced_motion: bool = False,
    ) -> None:
        super().__init__()
        self.mode = mode
        self.scale = scale
        self.contrast = contrast
        self.reduced_motion = reduced_motion
        self.tokens: Tokens = LIGHT
        self._resolve()
        self._style = QGuiApplication.styleHints()
        self._style.colorSchemeChanged.connect(self._system_changed)
        if hasattr(self._style, "accessibility"):
            hints = self._style.accessibility()
            hints.contrastPreferenceChanged.connect(self._system_changed)

    def _resolve(self) -> None:
        dark = self.mode is Mode.DARK
        if self.mode is Mode.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        more = self.contrast is Contrast.ON
        if self.contrast is Contrast.SYSTEM:
            more = system_wants_contrast()
        if more:
            self.tokens = DARK_CONTRAST if dark else LIGHT_CONTRAST
        else:
            self.tokens = DARK if dark else LIGHT

    def _system_changed(self, *_: object) -> None:
        before = self.tokens
        self._resolve()
        if self.tokens is not before:
            self.set()

    @property
    def dark(self) -> bool:
        """Whether the dark tokens hold now."""
        return self.tokens.dark

    def set(
        self,
        *,
        mode: Mode | None = None,
        scale: float | None = None,
        contrast: Contrast | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change what is given, dress the application again and tell the widgets."""
        if mode is not None:
            self.mode = mode
        if scale is not None:
            self.scale = scale
        if contrast is not None:
            self.contrast = contrast
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

    def focus_pen(self) -> QPen:
        """Return the pen of the ring round what has the keys."""
        return QPen(QColor(self.tokens.focus), self.tokens.ring)

    def line_pen(self, tint: str) -> QPen:
        """Return the pen of a border in a token's colour."""
        return QPen(QColor(tint), self.tokens.stroke)

    def chosen_pen(self, *, focus: bool = False) -> QPen:
        """Return the pen round a chosen row.

        With the keys it is a ring. Without them a line stands there where more contrast is wanted,
        so that a chosen row is told by more than its colour.
        """
        if focus:
            return self.focus_pen()
        return self.line_pen(self.tokens.edge) if self.tokens.contrast else QPen(Qt.PenStyle.NoPen)

    def swatch_pen(self) -> QPen:
        """Return the pen round a small patch of a wing's colour."""
        more = self.tokens.contrast
        return QPen(QColor(self.tokens.edge), 1) if more else QPen(Qt.PenStyle.NoPen)

    def wing(self, character: str) -> QColor:
        """Return the colour of a wing by its character's name; a neutral one where unknown."""
        return QColor(self.tokens.wings.get(character, self.tokens.edge))


def colour(value: str, alpha: int = 255) -> QColor:
    """Return a `QColor` of a token with an alpha in 0..255."""
    made = QColor(value)
    made.setAlpha(alpha)
    return made
