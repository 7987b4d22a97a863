"""Colours, type, icons and the style sheet, read by every widget from one `Theme`."""

from palace.desktop.theme.theme import Mode, Theme
from palace.desktop.theme.tokens import DARK, LIGHT, PLAQUE, Tokens

__all__ = ["DARK", "LIGHT", "PLAQUE", "Mode", "Theme", "Tokens"]
