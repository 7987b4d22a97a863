"""The faces that signs and maps are lettered in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase


@cache
def serif_family() -> str:
    """Load Source Serif Pro once and return its family; the system's serif if it is missing.

    Needs a `QGuiApplication`.
    """
    import font_source_serif_pro as package

    folder = Path(package.__file__).parent / "files"
    families: list[str] = []
    for style in ("Regular", "Semibold"):
        for path in sorted(folder.rglob(f"SourceSerifPro-{style}.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            if number >= 0:
                families += QFontDatabase.applicationFontFamilies(number)
    for family in families:
        if family == "Source Serif Pro":
            return family
    return families[0] if families else "serif"


def serif(pixels: int, *, bold: bool = False, small_caps: bool = False) -> QFont:
    """Return the serif face at a size in pixels."""
    font = QFont(serif_family())
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if small_caps:
        font.setCapitalization(QFont.Capitalization.SmallCaps)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return font
