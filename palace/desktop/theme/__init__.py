"""Colours, type, icons and the style sheet, read by every widget from one `Theme`."""

from palace.desktop.theme.high_contrast import DARK_CONTRAST, LIGHT_CONTRAST
from palace.desktop.theme.theme import Contrast, Mode, Theme
from palace.desktop.theme.tokens import DARK, LIGHT, PLAQUE, Tokens

__all__ = [
    "DARK",
    "DARK_CONTRAST",
    "LIGHT",
    "LIGHT_CONTRAST",
    "PLAQUE",
    "Contrast",
    "Mode",
    "Theme",
    "Tokens",
]
