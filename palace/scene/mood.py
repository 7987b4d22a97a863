"""The hour: sun, sky and haze as linear colours."""

from __future__ import annotations

import math
from dataclasses import dataclass

Color = tuple[float, float, float]


def _unit(x: float, y: float, z: float) -> Color:
    length = math.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


SUN_DIRECTION = _unit(-0.45, -0.60, 0.62)


@dataclass(frozen=True, slots=True)
class Mood:
    """What lights a palace.

    Parameters
    ----------
    sun, sun_color
        Direction towards the sun and its light.
    sky, bounce
        Ambient light from above and from below.
    fog_color, fog_sun, fog_range, overview_range
        The haze, how it glows towards the sun, how far one sees (metres) inside and from above.
    zenith, horizon, below, sun_glow
        Of the painted sky.
    ambient
        What a vertex's baked light is multiplied by.
    """

    sun: Color = SUN_DIRECTION
    sun_color: Color = (2.75, 2.30, 1.72)
    sky: Color = (0.86, 1.0, 1.26)
    bounce: Color = (0.92, 0.74, 0.52)
    fog_color: Color = (0.82, 0.92, 1.02)
    fog_sun: Color = (0.35, 0.22, 0.08)
    fog_range: float = 210.0
    overview_range: float = 420.0
    zenith: Color = (0.10, 0.30, 0.80)
    horizon: Color = (0.80, 0.95, 1.12)
    below: Color = (0.50, 0.55, 0.42)
    sun_glow: Color = (1.0, 0.82, 0.55)
    ambient: float = 0.72


DAY = Mood()

DUSK = Mood(
    sun_color=(2.05, 1.02, 0.42),
    sky=(0.56, 0.62, 0.94),
    bounce=(0.86, 0.56, 0.42),
    fog_color=(0.62, 0.50, 0.56),
    fog_sun=(0.62, 0.26, 0.06),
    zenith=(0.045, 0.075, 0.26),
    horizon=(0.86, 0.50, 0.38),
    below=(0.26, 0.22, 0.24),
    sun_glow=(1.5, 0.62, 0.22),
    ambient=0.74,
)
"""The hour before night: the same sun, low light's colours; rooms glow as by lamps."""

MORNING = Mood(
    sun_color=(2.45, 2.05, 1.66),
    sky=(0.82, 0.96, 1.22),
    bounce=(0.88, 0.76, 0.62),
    fog_color=(0.90, 0.92, 0.98),
    fog_sun=(0.42, 0.30, 0.16),
    zenith=(0.16, 0.36, 0.78),
    horizon=(0.98, 0.94, 0.96),
    sun_glow=(1.0, 0.80, 0.62),
)


def mood_of(wish: str, hour: float, *, dark: bool) -> Mood:
    """Return the light that a person wishes.

    Parameters
    ----------
    wish
        "theme" follows the window's theme, "clock" the hour; else the name of a mood.
    hour
        Of the day, 0 to 24, where the person is.
    dark
        Whether the window's theme is dark.
    """
    if wish == "theme":
        return DUSK if dark else DAY
    if wish == "clock":
        if 5 <= hour < 9.5:
            return MORNING
        return DAY if 9.5 <= hour < 17.5 else DUSK
    return {"morning": MORNING, "day": DAY, "dusk": DUSK}.get(wish, DAY)


def exposure(light: float) -> float:
    """Return what the eye adapts to where this much light falls (1 under the open sky).

    Fitted by eye to rooms, corridors and the court: deep rooms come up, the court goes down,
    but the difference stays to be felt.
    """
    return min(2.5, 0.56 * float(max(light, 0.03) ** -1.3))
