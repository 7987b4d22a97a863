"""Light that is baked into vertices: daylight through openings, bounce, dim depths."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SUN = np.array([-0.45, -0.60, 0.62], np.float64) / math.sqrt(0.45**2 + 0.60**2 + 0.62**2)
"""Direction to the sun."""
OUTDOORS: Array = np.array([1.0, 1.0, 1.0], np.float32)


@dataclass(frozen=True, slots=True)
class Aperture:
    """An opening that lets light in.

    Parameters
    ----------
    x, y, z
        Its middle.
    nx, ny, nz
        The direction in which it shines.
    power
        Its area in square metres times its brightness (open sky 1, a doorway to a bright
        corridor about .4).
    tint
        Linear colour.
    """

    x: float
    y: float
    z: float
    nx: float
    ny: float
    nz: float
    power: float
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Lighting:
    """How a space is lit.

    Parameters
    ----------
    ambient
        What comes from everywhere, after many bounces.
    apertures
        Where daylight enters.
    floor_z
        Height of its floor: low surfaces that look down are dimmer.
    """

    ambient: tuple[float, float, float]
    apertures: tuple[Aperture, ...] = ()
    floor_z: float = 0.0


def irradiance(lighting: Lighting, position: Array, normal: Array) -> Array:
    """Return the light on points, (n, 3) linear.

    Each opening is a small lamp whose light falls with the cosine at both ends and with the
    square of the distance, softened by its own size (the form factor of a disc on its axis,
    ``area / (pi d^2 + area)``).
    """
    # Up-looking surfaces catch the ceiling's bounce, down-looking ones the floor's.
    share = (0.86 + 0.16 * normal[:, 2]).astype(np.float32)
    out = np.multiply.outer(share, np.asarray(lighting.ambient, np.float32))
    if lighting.apertures:
        table = np.array(
            [(a.x, a.y, a.z, a.nx, a.ny, a.nz, a.power) for a in lighting.apertures], np.float32
        )
        tint = np.array([a.tint for a in lighting.apertures], np.float32)
        # All distances and angles as matrix products; coordinates near zero keep float32 exact.
        centre = table[0, :3].copy()
        lamp, point = table[:, :3] - centre, position - centre
        squared = (
            np.sum(lamp * lamp, 1)[:, None] - 2 * (lamp @ point.T) + np.sum(point * point, 1)[None]
        )
        squared = np.maximum(squared, 0) + np.float32(0.05)
        inverse = 1.0 / np.sqrt(squared)
        facing = table[:, 3:6]
        leaving = (facing @ point.T - np.sum(lamp * facing, 1)[:, None]) * inverse
        arriving = (lamp @ normal.T - np.sum(point * normal, 1)[None]) * inverse
        # A window is wide: surfaces edge-on or turned away still see some of its light.
        leaving = np.clip(leaving * 0.6 + 0.4, 0, 1)
        arriving = np.clip(arriving * 0.6 + 0.4, 0.06, 1)
        area = table[:, 6][:, None]
        strength = area / (np.float32(2.2) * squared + area) * leaving * arriving
        out = out + strength.T @ tint
    return out.astype(np.float32)
