"""How much is drawn: three levels, and the governor that keeps walking alive.

On a graphics card everything is drawn at full size. On a software renderer the cost is that of
filling pixels, so the governor lowers the render scale (and with it the level) until a frame fits
its budget together with all that the window does for it, and once nothing has moved for a moment
one picture at full size is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Quality(IntEnum):
    """Levels of drawing."""

    LOW = 0
    """Fog, vertex light, flat colours."""
    MEDIUM = 1
    """And film tone and materials."""
    HIGH = 2
    """And reflections, smooth edges."""

    @property
    def defines(self) -> tuple[str, ...]:
        """The features its shaders are compiled with."""
        return ((), ("TONE", "MATERIAL"), ("TONE", "MATERIAL", "SPECULAR"))[self]


BUDGET_SECONDS = 1 / 20
"""What drawing a frame may take on a graphics card."""

WHOLE_SECONDS = 1 / 18
"""What a frame may take on a processor while one walks, from its beginning to the next one's: the
window puts the picture under what lies over it, which takes a third of that and does not become
less with a smaller picture. A little above it is let be, so it leaves room under 15 a second."""

IDLE_SECONDS = 0.25
"""Two frames farther apart than this had a pause between them."""

STILL_SECONDS = 0.3
"""After so long without change the best picture is drawn."""

MIN_SCALE, MAX_SCALE = 0.35, 1.0
LOW_START_SCALE = 0.5
MEDIUM_START_SCALE, MEDIUM_LEAST_SCALE = 0.7, 0.55
LOW_RETURN_SCALE = 0.85
RICH_RATIO = 1.9
"""Budget over cost from which a processor tries materials."""

REST_FRAMES = 200
"""Frames after which it tries them again."""

SMOOTHING = 0.35
SMOOTH_SCALE = 1.5


@dataclass(frozen=True, slots=True)
class Detail:
    """What one frame is drawn with.

    Parameters
    ----------
    quality
        The level.
    scale
        Side of the drawn picture over that of the window; above 1 it is drawn larger and
        scaled down, which smooths edges, thin lines and glints alike.
    """

    quality: Quality
    scale: float = 1.0


class Governor:
    """Chooses the detail of each frame from what the last ones cost.

    Parameters
    ----------
    fixed
        A level the person chose: only the scale adapts then, and only where `software`.
    software
        Whether a processor draws.
    """

    def __init__(self, fixed: Quality | None = None, *, software: bool = False) -> None:
        self.fixed = fixed
        self.software = software
        self._moving = Quality.LOW if software else Quality.HIGH
        if fixed is not None:
            self._moving = fixed
        self._scale = LOW_START_SCALE if software else 1.0
        self._cost: float | None = None
        self._slow_frames = 0
        self._rest = 0
        self._began: float | None = None

    @property
    def moving(self) -> Detail:
        """What a frame is drawn with while something moves."""
        if self._moving is Quality.HIGH and not self.software:
            return Detail(self._moving, SMOOTH_SCALE)
        return Detail(self._moving, self._scale)

    @property
    def still(self) -> Detail:
        """What the one picture is drawn with when nothing moves any more."""
        if not self.software:
            return self.moving
        return Detail(self.fixed if self.fixed is not None else Quality.MEDIUM, 1.0)

    def drawn(self, began: float, ended: float) -> None:
        """Learn when a frame was drawn with `moving`, on a clock of seconds."""
        before, self._began = self._began, began
        if not self.software:
            self.measured(ended - began)
        elif before is not None and began - before < IDLE_SECONDS:
            self.measured(began - before)

    def measured(self, seconds: float) -> None:
        """Learn what a frame cost: its drawing, on a processor all until the next one."""
        old = self._cost
        self._cost = seconds if old is None else old + (seconds - old) * SMOOTHING
        if self.software:
            self._adapt_scale()
        elif self.fixed is None:
            self._adapt_level()

    def _adapt_scale(self) -> None:
        assert self._cost is not None
        ratio = WHOLE_SECONDS / max(self._cost, 1e-4)
        if self.fixed is None and self._change_level(ratio):
            return
        if 0.85 < ratio < 1.35:
            return
        # Cost goes with the area plus a fixed part; a damped step settles in a few frames.
        wanted = self._scale * min(1.25, max(0.7, ratio**0.5))
        scale = min(MAX_SCALE, max(MIN_SCALE, wanted))
        if abs(scale - self._scale) > 0.02:
            self._cost *= (scale / self._scale) ** 2
            self._scale = scale

    def _change_level(self, ratio: float) -> bool:
        """On a processor: materials when there is time for them, sharpness before that."""
        self._rest = max(0, self._rest - 1)
        if self._moving is Quality.LOW and self._scale >= MAX_SCALE and ratio > RICH_RATIO:
            if self._rest:
                return False
            self._moving, self._scale, self._cost = Quality.MEDIUM, MEDIUM_START_SCALE, None
            return True
        if self._moving is Quality.MEDIUM and self._scale < MEDIUM_LEAST_SCALE:
            self._moving, self._scale, self._cost = Quality.LOW, LOW_RETURN_SCALE, None
            self._rest = REST_FRAMES
            return True
        return False

    def _adapt_level(self) -> None:
        """Step down on a weak graphics card after a second of slow frames, never back up."""
        assert self._cost is not None
        self._slow_frames = self._slow_frames + 1 if self._cost > BUDGET_SECONDS else 0
        if self._slow_frames >= 20 and self._moving > Quality.LOW:
            self._moving = Quality(self._moving - 1)
            self._slow_frames, self._cost = 0, None
