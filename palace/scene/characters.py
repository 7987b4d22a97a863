"""Characters: the looks that tell one wing from another.

A character is a palette and a choice of floor, ceiling and landmark. The names are permanent
(a wing keeps its character for ever); the colours may be tuned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from palace.scene.meshes.mesh import Material


def linear(color: str) -> NDArray[np.float32]:
    """Return a colour's linear RGB, (3,) float32.

    Parameters
    ----------
    color
        Six hexadecimal digits of sRGB, with or without ``#``.

    Notes
    -----
    IEC 61966-2-1, the transfer function of sRGB.
    """
    digits = color.lstrip("#")
    srgb = np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], np.float64) / 255.0
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(
        np.float32
    )


class Ceiling(StrEnum):
    """What one sees looking up in a room."""

    COFFERS = "coffers"
    BEAMS = "beams"
    STARS = "stars"


class Landmark(StrEnum):
    """What stands in the middle of a room."""

    BASIN = "basin"
    GLOBE = "globe"
    ARMILLARY = "armillary"
    CITRUS = "citrus"
    LECTERN = "lectern"
    OBELISK = "obelisk"
    BRAZIER = "brazier"
    SUNDIAL = "sundial"
    VASE = "vase"
    HARP = "harp"


@dataclass(frozen=True, slots=True)
class Character:
    """A wing's look; colours are sRGB hexadecimal.

    Parameters
    ----------
    wall, dado, niche, trim
        Plaster, panelling below it, the hollow objects stand in, frames and cornices.
    floor, floor2, floor_material
        Of the rooms.
    ceiling, ceiling_color
        Of the rooms; `trim` colours its ribs.
    figure, figure2, figure_material
        The rug or inlay in the middle.
    pedestal
        What objects stand on.
    objects
        Five colours that the wing's objects wear, the first one is the wing's own.
    landmarks
        What may stand in the middle of a room; its seed chooses.
    """

    name: str
    wall: str
    dado: str
    niche: str
    trim: str
    floor: str
    floor2: str
    floor_material: Material
    ceiling: Ceiling
    ceiling_color: str
    figure: str
    figure2: str
    figure_material: Material
    pedestal: str
    objects: tuple[str, str, str, str, str]
    landmarks: tuple[Landmark, ...]


CHARACTERS: dict[str, Character] = {
    character.name: character
    for character in (
        Character(
            "lagoon", "E4DAC4", "2E6F74", "235A60", "F6F0E2",
            "D3C8B2", "4F9194", Material.TERRAZZO, Ceiling.COFFERS, "F3ECDD",
            "D3C8B2", "1F5F66", Material.INLAY, "F1EBDD",
            ("E2725B", "2FA7A0", "F0B84A", "F3E9D2", "5C8FC7"),
            (Landmark.BASIN, Landmark.SUNDIAL),
        ),
        Character(
            "scriptorium", "8C9A72", "5E3C24", "45502F", "DCC496",
            "9A6638", "5E3A1E", Material.PLANK, Ceiling.BEAMS, "6B4526",
            "7B2A2C", "D9A75A", Material.RUG, "8A5A34",
            ("B5482F", "D8A13A", "3E6B57", "EFE0BE", "6D3B57"),
            (Landmark.GLOBE, Landmark.LECTERN),
        ),
        Character(
            "observatory", "66708F", "353C58", "2A3150", "D9C08A",
            "EAE3D6", "2B3152", Material.CHECKER, Ceiling.STARS, "1C2342",
            "2B3152", "E3AE45", Material.INLAY, "E4DCCB",
            ("E6C36A", "7FB4E8", "C98BD0", "F1EAD8", "5ED1C0"),
            (Landmark.ARMILLARY, Landmark.GLOBE),
        ),
        Character(
            "orangery", "F0CFA4", "B4583A", "9A4229", "F8E8CC",
            "BC6B45", "8E4A30", Material.BASKET, Ceiling.COFFERS, "F2DEC0",
            "5D6E3C", "E9C98F", Material.RUG, "EAD3AE",
            ("3F7F72", "F2C14E", "E4572E", "F7EBD3", "6E8E3D"),
            (Landmark.CITRUS, Landmark.VASE),
        ),
        Character(
            "rosewood", "D9AFA0", "4A2028", "5C2A33", "EBD3B4",
            "6E3B2C", "8E5238", Material.HERRINGBONE, Ceiling.BEAMS, "4E2A20",
            "33504C", "D9B27A", Material.RUG, "7A4636",
            ("C8553D", "E0B15E", "4F7C74", "F2E2CE", "8B4A6B"),
            (Landmark.HARP, Landmark.LECTERN),
        ),
        Character(
            "glacier", "C6DBE2", "5E8AA3", "3D6A85", "FBFBF6",
            "E6EEF0", "8FB3C4", Material.HEXAGON, Ceiling.COFFERS, "EDF4F5",
            "DCE8EB", "3F7391", Material.INLAY, "F4F7F6",
            ("D9694F", "8466B8", "E8B95B", "F3F0E4", "63B8A4"),
            (Landmark.OBELISK, Landmark.BASIN),
        ),
        Character(
            "saffron", "E3C27C", "7D3B22", "8A4A1E", "FAEBC8",
            "D8A864", "A0522D", Material.MOSAIC, Ceiling.COFFERS, "F4DFA8",
            "8A2F2A", "F0C96A", Material.RUG, "F0DCB0",
            ("B8402E", "2F7F86", "F5E3B5", "6B4E8A", "DB7F2E"),
            (Landmark.BRAZIER, Landmark.VASE),
        ),
        Character(
            "vineyard", "A5AE8B", "55254A", "46203F", "E9DEC2",
            "A68A6B", "6B4B5A", Material.BASKET, Ceiling.BEAMS, "5C4030",
            "5A2346", "C9B26B", Material.RUG, "CDBE9C",
            ("8C2F5B", "C9A441", "6F8F4A", "EFE6CF", "4F6FA3"),
            (Landmark.CITRUS, Landmark.SUNDIAL),
        ),
        Character(
            "porcelain", "DFE4E8", "2F4F9A", "1E3163", "FFFDF6",
            "F2F0E8", "6F8CC4", Material.CHECKER, Ceiling.COFFERS, "F8F8F4",
            "EDEFF0", "2F4F9A", Material.INLAY, "F7F6F0",
            ("5C86DC", "D9A441", "C4574A", "EFF2F4", "6FB8B0"),
            (Landmark.VASE, Landmark.BASIN),
        ),
        Character(
            "malachite", "6C9A84", "123F33", "0F3A30", "E6D8A6",
            "E2E4D4", "1E6450", Material.HEXAGON, Ceiling.STARS, "12332C",
            "1A5A48", "D9B85A", Material.INLAY, "E4E0CC",
            ("E0B84C", "4FC0A0", "D9744A", "F2EBD6", "A6C25A"),
            (Landmark.ARMILLARY, Landmark.OBELISK),
        ),
        Character(
            "ember", "A9705A", "2E2523", "3A1D17", "E7C79C",
            "5A4A44", "C06A3E", Material.TERRAZZO, Ceiling.BEAMS, "33231D",
            "2B2A33", "E08A4A", Material.RUG, "C9A98A",
            ("F0A03C", "E86A3A", "F3DDB8", "5E9AA6", "C23B3B"),
            (Landmark.BRAZIER, Landmark.GLOBE),
        ),
        Character(
            "lavender", "BFB0D6", "5A4A86", "4B3D75", "F5EEF4",
            "E0D6D9", "9A86B8", Material.HERRINGBONE, Ceiling.COFFERS, "EFE8F2",
            "6A5A96", "E8D5A8", Material.RUG, "EEE6EA",
            ("8E6BC0", "E7A6B4", "E9C46A", "F5EFE6", "6FB39A"),
            (Landmark.HARP, Landmark.SUNDIAL),
        ),
    )
}  # fmt: skip
"""All characters by name, in the order in which wings take them."""

COURT = Character(
    "court", "DDA974", "9E5A3C", "8A4A30", "F5ECDA",
    "E8DDC8", "C9A47C", Material.CHECKER, Ceiling.BEAMS, "EFE3CC",
    "CDBFA4", "9A5138", Material.INLAY, "F0E6D2",
    ("C65D43", "3F8F8A", "E5B24C", "F3E9D2", "5C7FB0"),
    (Landmark.BASIN,),
)  # fmt: skip
"""The look of what belongs to no wing: galleries and the court."""


def character_named(name: str | None) -> Character:
    """Return a character; the court's look for None or a name that is not known."""
    return CHARACTERS.get(name or "", COURT)


@cache
def object_colors(name: str) -> NDArray[np.float32]:
    """Return a character's five object colours, (5, 3) linear."""
    return np.stack([linear(color) for color in character_named(name).objects])
