"""Scripts that are written without spaces between words."""

from __future__ import annotations

import re

RANGES = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # Hiragana, Katakana
    ("\u3400", "\u9fff"),  # Han
    ("\uf900", "\ufaff"),  # Han, compatibility
)
"""First and last characters, as the Unicode Standard allots them. Korean has spaces."""
_RUN = re.compile("[" + "".join(f"{first}-{last}" for first, last in RANGES) + "]+")


def spaceless(text: str) -> list[str]:
    """Return the runs of a text in scripts without spaces, in their order."""
    return _RUN.findall(text)
