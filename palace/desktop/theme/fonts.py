"""The two families, loaded once from their packages."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from palace.desktop.theme.tokens import MONO_FAMILY, SERIF_FAMILY, TYPE_PX, UI_FAMILY

_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")
_PACKAGES = {"font_source_sans_pro": "SourceSansPro", "font_source_serif_pro": "SourceSerifPro"}
_loaded: list[int] = []


def load_fonts() -> None:
    """Register the faces the window uses; needs a `QGuiApplication`. Later calls do nothing."""
    if _loaded:
        return
    for package, prefix in _PACKAGES.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent / "files"
        _loaded.extend(
            QFontDatabase.addApplicationFont(str(folder / f"{prefix}-{face}.otf"))
            for face in _FACES
        )


def font(
    role: str = "ui",
    scale: float = 1.0,
    *,
    weight: int = 400,
    serif: bool = False,
    mono: bool = False,
    italic: bool = False,
) -> QFont:
    """Return a font of one of the sizes in `TYPE_PX`.

    Parameters
    ----------
    role
        Key of `TYPE_PX`.
    scale
        The person's text size, 1 as designed.
    weight
        400, 600 or 700.
    """
    family = SERIF_FAMILY if serif else MONO_FAMILY if mono else UI_FAMILY
    made = QFont(family)
    if mono:
        made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(max(8, round(TYPE_PX[role] * scale)))
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    return made
