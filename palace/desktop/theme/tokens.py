"""Design tokens: every colour and size of the window, once for light and once for dark.

Those of more contrast are in `high_contrast`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Plaque:
    """The signs over the scene: dark with a gold hairline, the same in both themes."""

    surface: str = "#1D1813"
    alpha: int = 214
    line: str = "#E0B45C"
    line_alpha: int = 150
    ink: str = "#FBF3E0"
    ink2: str = "#E3D6BC"
    gold: str = "#F2C55C"


PLAQUE = Plaque()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``.

    Parameters
    ----------
    chrome, paper, raised, sunken
        Surfaces: window and toolbar; panels and cards; inputs and menus; wells and code.
    ink, ink2, ink3
        Text, secondary text, captions. All are AA on every surface they are used on.
    line, edge
        Hairlines (decoration only) and borders of controls (3:1).
    accent, on_accent, selection
        What acts, the text on it, and chosen rows.
    focus
        The ring round what has the keys.
    mark, on_mark
        The highlighter and the text under it.
    gold, danger, ok
        The place; trouble; done.
    why
        Colour of a reason's bar by the kind of key.
    wings
        A wing's colour by the name of its character.
    plaque
        The signs over the scene.
    dark
        Whether the ground is dark.
    contrast
        Whether it is for those who need more contrast: nothing is told by colour alone, and
        nothing shows through.
    ring, stroke
        How wide the focus ring and all other lines are, in pixels.
    """

    name: str
    chrome: str
    paper: str
    raised: str
    sunken: str
    ink: str
    ink2: str
    ink3: str
    line: str
    edge: str
    accent: str
    on_accent: str
    on_accent2: str
    selection: str
    focus: str
    mark: str
    on_mark: str
    gold: str
    danger: str
    ok: str
    scroll: str
    shadow: str
    shadow_alpha: int
    why: Mapping[str, str] = field(default_factory=dict)
    wings: Mapping[str, str] = field(default_factory=dict)
    plaque: Plaque = PLAQUE
    dark: bool = False
    contrast: bool = False
    ring: int = 2
    stroke: int = 1


LIGHT = Tokens(
    name="light",
    chrome="#EEE5D3",
    paper="#FBF7EE",
    raised="#FFFDF8",
    sunken="#F2EADB",
    ink="#2A241C",
    ink2="#564C3F",
    ink3="#6A5F50",
    line="#DDD1BB",
    edge="#877B68",
    accent="#1F5F66",
    on_accent="#FFFFFF",
    on_accent2="#DCEBE8",
    selection="#DAE6DC",
    focus="#1F5F66",
    mark="#F7DD95",
    on_mark="#2A241C",
    gold="#8A5A0C",
    danger="#9E3320",
    ok="#47642F",
    scroll="#B9AC94",
    shadow="#2A1D0C",
    shadow_alpha=62,
    why=MappingProxyType(
        {
            "words": "#B5762A",
            "meaning": "#1F5F66",
            "neighbours": "#6D3B57",
            "thread": "#5E6F9A",
            "time": "#4F7A4A",
            "speaker": "#9A5B2E",
            "place": "#2E6F74",
        }
    ),
    wings=MappingProxyType(
        {
            "lagoon": "#2E6F74",
            "scriptorium": "#65744A",
            "observatory": "#4C5780",
            "orangery": "#B4583A",
            "rosewood": "#8C3B46",
            "glacier": "#3F7FA3",
            "saffron": "#A8740C",
            "vineyard": "#6A3F6B",
            "porcelain": "#3565A8",
            "malachite": "#1F7A55",
            "ember": "#A63A1F",
            "lavender": "#7A66AE",
        }
    ),
)

DARK = Tokens(
    name="dark",
    dark=True,
    chrome="#1A1613",
    paper="#221D19",
    raised="#2C2621",
    sunken="#1A1613",
    ink="#F1E8D8",
    ink2="#CBBFAB",
    ink3="#B0A38E",
    line="#3D352D",
    edge="#81756A",
    accent="#86C9C4",
    on_accent="#0E2527",
    on_accent2="#0E2527",
    selection="#263A3A",
    focus="#86C9C4",
    mark="#6B5116",
    on_mark="#FFF1CC",
    gold="#E5B75C",
    danger="#F29A84",
    ok="#A9C68A",
    scroll="#5C5248",
    shadow="#000000",
    shadow_alpha=150,
    why=MappingProxyType(
        {
            "words": "#E0A35A",
            "meaning": "#86C9C4",
            "neighbours": "#D39BBB",
            "thread": "#9FB0E0",
            "time": "#9CCB95",
            "speaker": "#E0AE7C",
            "place": "#7FC4C8",
        }
    ),
    wings=MappingProxyType(
        {
            "lagoon": "#62B1B0",
            "scriptorium": "#A9B884",
            "observatory": "#97A5D6",
            "orangery": "#E58E69",
            "rosewood": "#E08790",
            "glacier": "#86BFE0",
            "saffron": "#E3B455",
            "vineyard": "#C693C8",
            "porcelain": "#83AEEA",
            "malachite": "#63BE93",
            "ember": "#EE8464",
            "lavender": "#B7A6E6",
        }
    ),
)

UI_FAMILY = "Source Sans Pro"
SERIF_FAMILY = "Source Serif Pro"
MONO_FAMILY = "DejaVu Sans Mono"

TYPE_PX: Mapping[str, int] = MappingProxyType(
    {
        "caption": 13,
        "ui": 15,
        "mono": 14,
        "reading": 17,
        "h3": 17,
        "h2": 21,
        "h1": 26,
        "display": 34,
    }
)
"""Text sizes in pixels at scale 1."""

RADIUS: Mapping[str, int] = MappingProxyType({"chip": 6, "control": 8, "plaque": 10, "card": 12})
"""Corner radii in pixels."""

MOTION_MS: Mapping[str, int] = MappingProxyType(
    {"in": 140, "out": 100, "panel": 180, "hint": 6000, "sign": 4000, "toast": 8000}
)
"""How long things move or stay, in milliseconds."""


def rgb(colour: str) -> Rgb:
    """Return red, green and blue in 0..255 of a ``#rrggbb`` colour."""
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def over(colour: str, alpha: int, ground: Rgb) -> Rgb:
    """Return what a translucent colour looks like on an opaque ground (alpha 0..255)."""
    a = alpha / 255
    r, g, b = (a * f + (1 - a) * k for f, k in zip(rgb(colour), ground, strict=True))
    return (r, g, b)


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of sRGB values in 0..255 (WCAG 2.2, "relative luminance")."""

    def linear(channel: float) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)

    r, g, b = colour
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)


def contrast(a: str | Rgb, b: str | Rgb) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2, "contrast ratio")."""
    first = luminance(rgb(a) if isinstance(a, str) else a)
    second = luminance(rgb(b) if isinstance(b, str) else b)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
