"""Names fitted into rectangles: wrapped, as large as they can be, never over the edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from palace.scene.fonts import serif

SLACK = 0.94
"""Of a width that is lettered: a viewer without the face sets another, a little wider one."""
LEADING = 1.08


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of one size.

    Parameters
    ----------
    lines
        From the top.
    pixels
        Size of the face.
    """

    lines: tuple[str, ...]
    pixels: int

    @property
    def leading(self) -> float:
        """From one base line to the next, in pixels."""
        return self.pixels * LEADING


@lru_cache(maxsize=256)
def face(pixels: int, bold: bool = False, small_caps: bool = False) -> QFont:
    """Return the face at a size, its widths in proportion at any scale."""
    font = QFont(serif(pixels, bold=bold, small_caps=small_caps))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def fit(
    name: str, width: float, height: float, *, largest: int, smallest: int, whole: bool = False
) -> Lettering | None:
    """Return a name in the largest size at which it fits; None where none does.

    Parameters
    ----------
    whole
        Break words too, and at last set more than fits, rather than none of it.
    """
    for pixels in range(largest, smallest - 1, -1):
        lines = wrapped(name, width * SLACK, QFontMetricsF(face(pixels)).horizontalAdvance)
        if lines is not None and len(lines) * pixels * LEADING <= height:
            return Lettering(tuple(lines), pixels)
    if not whole:
        return None
    measure = QFontMetricsF(face(smallest)).horizontalAdvance
    pieces: list[str] = []
    for word in name.split():
        rest = word
        while rest:
            cut = len(rest)
            while cut > 1 and measure(rest[:cut]) > width * SLACK:
                cut -= 1
            pieces.append(rest[:cut])
            rest = rest[cut:]
    lines = wrapped(" ".join(pieces), width * SLACK, measure) or pieces
    return Lettering(tuple(lines), smallest)


def wrapped(name: str, width: float, measure: Callable[[str], float]) -> list[str] | None:
    """Return a name's lines, as even as may be; None when a word is too wide."""
    words = name.split()
    if any(measure(word) > width for word in words):
        return None
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
