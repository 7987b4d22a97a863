"""Roles: what a surface is, and how a character colours it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache

import numpy as np
from numpy.typing import NDArray

from palace.scene.characters import Ceiling, character_named, linear
from palace.scene.meshes.mesh import Material


class Role(IntEnum):
    """What a surface is."""

    WALL = 0
    """Plaster with its dado."""
    PLASTER = auto()
    TRIM = auto()
    NICHE = auto()
    NICHE_BACK = auto()
    FLOOR = auto()
    FIGURE = auto()
    """The rug or inlay in a room's middle."""
    CEILING = auto()
    BEAM = auto()
    CORNICE = auto()
    BAR = auto()
    """Window bars."""
    SILL = auto()
    HALL_WALL = auto()
    """A corridor's plaster with its dado."""
    HALL_FLOOR = auto()
    RUNNER = auto()
    CARPET = auto()
    """On stairs, of the runner's colour."""
    VAULT = auto()
    HALL_CEILING = auto()
    GALLERY_WALL = auto()
    GALLERY_FLOOR = auto()
    GALLERY_CEILING = auto()
    GALLERY_BEAM = auto()
    FACADE = auto()
    FACADE_FOOT = auto()
    """Its plinth."""
    FACADE_TRIM = auto()
    FACADE_PANE = auto()
    ROOF = auto()
    ROOF_EDGE = auto()
    TERRACE = auto()
    STONE = auto()
    STONE_PALE = auto()
    PAVING = auto()
    PAVING_BORDER = auto()
    LAWN = auto()
    MEADOW = auto()
    HEDGE = auto()
    LEAF = auto()
    WATER = auto()
    JET = auto()
    COMPASS = auto()
    """The figure round the court's fountain."""
    BRASS = auto()
    IRON = auto()
    WOOD = auto()
    DARK_WOOD = auto()
    TERRACOTTA = auto()
    PAPER = auto()
    LAMP = auto()
    FLAME = auto()
    COAL = auto()
    ORANGE = auto()
    SEA = auto()
    ACCENT = auto()
    ACCENT2 = auto()
    FLOWER = auto()
    FLOWER2 = auto()
    FLOWER3 = auto()
    WALL_TOP = auto()
    WELL = auto()
    """The bright sides of a skylight."""
    DOORWAY = auto()
    """The dark of a doorway seen from far."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colour, second colour (R, 3) and material (R,) by role."""

    color: NDArray[np.float32]
    color2: NDArray[np.float32]
    material: NDArray[np.float32]


LIME = "E2D6BE"
STONE_SHADE = "CFBF9F"
FACADE = "EAD7B5"
FACADE_FOOT = "C9AE84"


def _mix(a: NDArray[np.float32], b: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    return (a * (1 - share) + b * share).astype(np.float32)


@cache
def palette(name: str | None) -> Palette:
    """Return how a character colours each role.

    Parameters
    ----------
    name
        Of a character; None for what belongs to no wing.
    """
    c = character_named(name)
    wall, dado, niche, trim = (linear(h) for h in (c.wall, c.dado, c.niche, c.trim))
    floor, floor2, ceiling = linear(c.floor), linear(c.floor2), linear(c.ceiling_color)
    figure, figure2 = linear(c.figure), linear(c.figure2)
    accents = [linear(h) for h in c.objects]
    lime, pale = linear(LIME), linear("F5ECDA")
    facade, foot = linear(FACADE), linear(FACADE_FOOT)
    gold, brass, iron = linear("E3AE45"), linear("D79F3E"), linear("4A4438")
    wood, dark_wood = linear("6A4125"), linear("54331C")
    starred = c.ceiling is Ceiling.STARS
    beams = c.ceiling is Ceiling.BEAMS
    rug = c.figure_material is Material.RUG
    hall_planks = c.floor_material in (Material.PLANK, Material.HERRINGBONE)
    m = Material
    entries: dict[Role, tuple[Material, NDArray[np.float32], NDArray[np.float32]]] = {
        Role.WALL: (m.DADO, wall, dado),
        Role.PLASTER: (m.PLAIN, wall, dado),
        Role.TRIM: (m.MARBLE, trim, trim * 0.8),
        Role.NICHE: (m.PLAIN, niche * 1.5 + 0.02, niche),
        Role.NICHE_BACK: (m.PLAIN, niche * 1.6 + 0.015, niche),
        Role.FLOOR: (c.floor_material, floor, floor2),
        Role.FIGURE: (c.figure_material, figure, figure2),
        Role.CEILING: (
            m.STARS if starred else m.PLANK if beams else m.PLAIN,
            ceiling,
            gold if starred else trim * 0.8,
        ),
        Role.BEAM: (m.PLANK if beams else m.PLAIN, ceiling * (0.62 if beams else 1.0), ceiling),
        Role.CORNICE: (m.MARBLE, trim, trim * 0.8),
        Role.BAR: (m.PLAIN, _mix(trim * 0.35, iron, 0.6), iron),
        Role.SILL: (m.MARBLE, trim, trim),
        Role.HALL_WALL: (m.DADO, _mix(wall, linear("EFE3CC"), 0.2), dado),
        Role.HALL_FLOOR: (
            (m.PLANK, floor, floor2)
            if hall_planks
            else (m.CHECKER, linear("E9DFCB"), _mix(dado, linear("B9A68A"), 0.25))
        ),
        Role.RUNNER: (m.RUG, figure if rug else dado, figure2 if rug else gold),
        Role.CARPET: (m.PLAIN, figure if rug else dado, figure2),
        Role.VAULT: (m.COFFER, _mix(ceiling, linear("F2E8D6"), 0.8), trim * 0.55),
        Role.HALL_CEILING: (m.COFFER, _mix(ceiling, linear("F2E8D6"), 0.75), trim * 0.5),
        Role.GALLERY_WALL: (m.DADO, linear("DDA974"), linear("9E5A3C")),
        Role.GALLERY_FLOOR: (m.CHECKER, linear("E8DDC8"), linear("C9A47C")),
        Role.GALLERY_CEILING: (m.COFFER, linear("EFE3CC"), linear("B98A58")),
        Role.GALLERY_BEAM: (m.PLANK, linear("8A5B35"), linear("6B4526")),
        Role.FACADE: (m.STONE, _mix(facade, wall, 0.35), foot),
        Role.FACADE_FOOT: (m.STONE, _mix(foot, dado, 0.15), foot),
        Role.FACADE_TRIM: (m.STONE, pale, lime),
        Role.FACADE_PANE: (m.GLASS, linear("34454F"), linear("20303A")),
        Role.ROOF: (m.TILE, linear("AC5E42"), linear("8E4630")),
        Role.ROOF_EDGE: (m.STONE, linear("F1E7D3"), lime),
        Role.TERRACE: (m.PAVING, linear("CDBFA4"), linear("AB9B80")),
        Role.STONE: (m.STONE, lime, linear(STONE_SHADE)),
        Role.STONE_PALE: (m.STONE, linear("F0E6D2"), lime),
        Role.PAVING: (m.PAVING, linear("CDBFA4"), linear("AB9B80")),
        Role.PAVING_BORDER: (m.MARBLE, linear("A9785A"), linear("8A5B42")),
        Role.LAWN: (m.GRASS, linear("7E9657"), linear("93A863")),
        Role.MEADOW: (m.GRASS, linear("88A058"), linear("9DB06A")),
        Role.HEDGE: (m.FOLIAGE, linear("4D6B3A"), linear("6B8A4C")),
        Role.LEAF: (m.FOLIAGE, linear("5E7A3E"), linear("8A9B50")),
        Role.WATER: (m.WATER, linear("2E8C93"), linear("5FB4B4")),
        Role.JET: (m.PLAIN, linear("E4F4F6"), linear("FFFFFF")),
        Role.COMPASS: (m.INLAY, linear("CDBFA4"), linear("9A5138")),
        Role.BRASS: (m.METAL, brass, gold),
        Role.IRON: (m.METAL, linear("3E4A48"), iron),
        Role.WOOD: (m.PANEL, wood, dark_wood),
        Role.DARK_WOOD: (m.PANEL, dark_wood, wood),
        Role.TERRACOTTA: (m.PLAIN, linear("A9714F"), linear("8A5A3C")),
        Role.PAPER: (m.PLAIN, linear("F1E7CF"), linear("D9C9A6")),
        Role.LAMP: (m.EMIT, linear("F7D9A0"), linear("F7D9A0")),
        Role.FLAME: (m.EMIT, linear("F2953C"), linear("F7C56A")),
        Role.COAL: (m.STONE, linear("3A302C"), linear("5A3A2A")),
        Role.ORANGE: (m.PLAIN, linear("F2901F"), linear("E4772E")),
        Role.SEA: (m.MARBLE, linear("3F7F8C"), linear("6FA08A")),
        Role.ACCENT: (m.PLAIN, accents[0], accents[0] * 0.6),
        Role.ACCENT2: (m.PLAIN, accents[1], accents[1] * 0.6),
        Role.FLOWER: (m.FOLIAGE, linear("D8627A"), linear("F0A0AE")),
        Role.FLOWER2: (m.FOLIAGE, linear("F2C14E"), linear("F7DA8A")),
        Role.FLOWER3: (m.FOLIAGE, linear("F4E9D2"), linear("FFFFFF")),
        Role.WALL_TOP: (m.STONE, linear("F4EBD9"), lime),
        Role.WELL: (m.PLAIN, linear("F6F0E2"), lime),
        Role.DOORWAY: (m.PLAIN, _mix(wall, dado, 0.55) * 0.6, dado),
    }
    material = np.array([float(entries[role][0]) for role in Role], np.float32)
    color = np.stack([entries[role][1] for role in Role]).astype(np.float32)
    color2 = np.stack([entries[role][2] for role in Role]).astype(np.float32)
    return Palette(np.clip(color, 0, 1), np.clip(color2, 0, 1), material)
