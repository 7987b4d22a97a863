"""The characters a wing can have: names and ceiling heights; how they look is the scene's."""

from __future__ import annotations

CHARACTERS: tuple[str, ...] = (
    "lagoon",
    "scriptorium",
    "observatory",
    "orangery",
    "rosewood",
    "glacier",
    "saffron",
    "vineyard",
    "porcelain",
    "malachite",
    "ember",
    "lavender",
)
"""In an order in which any few that follow one another differ plainly in hue and in lightness."""

ROOM_HEIGHTS: dict[str, float] = {
    "lagoon": 4.8,
    "scriptorium": 4.4,
    "observatory": 5.6,
    "orangery": 4.6,
    "rosewood": 4.6,
    "glacier": 5.2,
    "saffron": 4.8,
    "vineyard": 4.4,
    "porcelain": 5.0,
    "malachite": 4.8,
    "ember": 4.6,
    "lavender": 5.0,
}
"""Clear height of a room in metres; a storey is 6.0 m, so at least .4 m of floor is left."""


def character_of(wing: int) -> str:
    """Return the character of the wing at this place of the tour.

    Parameters
    ----------
    wing
        Its number in the tour round the court; a quarter has at most eight, so all of them
        differ, and neighbours do at any number.
    """
    return CHARACTERS[wing % len(CHARACTERS)]
