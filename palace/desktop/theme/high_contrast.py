"""The tokens for those who need more contrast: text is AAA, every line can be seen."""

from __future__ import annotations

from types import MappingProxyType

from palace.desktop.theme.tokens import Plaque, Tokens

CLEAR_PLAQUE = Plaque(
    surface="#000000",
    alpha=255,
    line="#FFFFFF",
    line_alpha=255,
    ink="#FFFFFF",
    ink2="#FFFFFF",
    gold="#FFD84A",
)
"""Signs through which nothing shines, the same in both themes."""

LIGHT_CONTRAST = Tokens(
    name="light-contrast",
    contrast=True,
    ring=3,
    stroke=2,
    plaque=CLEAR_PLAQUE,
    chrome="#F4F1EA",
    paper="#FFFFFF",
    raised="#FFFFFF",
    sunken="#F2EFE8",
    ink="#000000",
    ink2="#211C15",
    ink3="#4A453D",
    line="#6B6457",
    edge="#000000",
    accent="#00262D",
    on_accent="#FFFFFF",
    on_accent2="#FFFFFF",
    selection="#DEF0EB",
    focus="#C04000",
    mark="#FFE066",
    on_mark="#000000",
    gold="#5A3900",
    danger="#7A1000",
    ok="#1E4A12",
    scroll="#4A453D",
    shadow="#000000",
    shadow_alpha=0,
    why=MappingProxyType(
        {
            "words": "#955405",
            "meaning": "#0D6D78",
            "neighbours": "#7A2F59",
            "thread": "#3F57B5",
            "time": "#2F7326",
            "speaker": "#B5220F",
            "place": "#2B2B2B",
        }
    ),
    wings=MappingProxyType(
        {
            "lagoon": "#127277",
            "scriptorium": "#4F6225",
            "observatory": "#2B3970",
            "orangery": "#A8480A",
            "rosewood": "#8F1F33",
            "glacier": "#1A6BA8",
            "saffron": "#7D5A00",
            "vineyard": "#743476",
            "porcelain": "#0C4FCB",
            "malachite": "#06724A",
            "ember": "#CC1F00",
            "lavender": "#7B4BC8",
        }
    ),
)

DARK_CONTRAST = Tokens(
    name="dark-contrast",
    dark=True,
    contrast=True,
    ring=3,
    stroke=2,
    plaque=CLEAR_PLAQUE,
    chrome="#000000",
    paper="#000000",
    raised="#141414",
    sunken="#1A1A1A",
    ink="#FFFFFF",
    ink2="#F2EADB",
    ink3="#BDB5A6",
    line="#A39A89",
    edge="#FFFFFF",
    accent="#C8FFF8",
    on_accent="#000000",
    on_accent2="#000000",
    selection="#053434",
    focus="#F0561A",
    mark="#FFD84A",
    on_mark="#000000",
    gold="#FFD84A",
    danger="#FFB3A0",
    ok="#B9E89A",
    scroll="#D8CDB8",
    shadow="#000000",
    shadow_alpha=0,
    why=MappingProxyType(
        {
            "words": "#FFB545",
            "meaning": "#75DAD2",
            "neighbours": "#E28FBE",
            "thread": "#8FA8F0",
            "time": "#92D888",
            "speaker": "#FF7F5C",
            "place": "#FFFFFF",
        }
    ),
    wings=MappingProxyType(
        {
            "lagoon": "#4EC5C3",
            "scriptorium": "#AEC577",
            "observatory": "#C3CCFF",
            "orangery": "#FFB07F",
            "rosewood": "#F788AC",
            "glacier": "#8FE0FF",
            "saffron": "#FFCF3F",
            "vineyard": "#DE8BE6",
            "porcelain": "#6EABFF",
            "malachite": "#4CD594",
            "ember": "#FF7F5C",
            "lavender": "#A992FF",
        }
    ),
)
