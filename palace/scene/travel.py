"""Being taken somewhere: along a polyline at eye height, in a few seconds whatever the distance.

A long way is not rushed through: one walks its first stretch, the picture fades for a moment,
and one walks its last stretch.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from palace.scene.camera import EYE_HEIGHT, Pose, angles_to, ease, wrap

MAX_SECONDS = 5.0
COMFORTABLE = 7.0
"""Metres a second that still read as walking, not flying."""

FADE_SECONDS = 0.35
LOOK_AHEAD = 1.8
TURN_SHARE = 0.3
"""The last share of the way on which one turns towards what one came for."""

Points = NDArray[np.float64]


class Journey:
    """One way, from where one stands to a place and a direction.

    Parameters
    ----------
    start
        The pose it begins from.
    points
        (n, 3) polyline on the floor, n ≥ 1.
    facing
        What to look at in the end.
    seconds
        How long it may take, at most `MAX_SECONDS`.
    reduced_motion
        Arrive by a fade alone.
    """

    def __init__(
        self,
        start: Pose,
        points: Points,
        facing: tuple[float, float, float],
        seconds: float = MAX_SECONDS,
        *,
        reduced_motion: bool = False,
    ) -> None:
        line = np.asarray(points, float).reshape(-1, 3)
        if not len(line):
            raise ValueError("a journey needs at least one point")
        foot = np.array((start.x, start.y, start.z - EYE_HEIGHT))
        line = np.vstack([foot, line]) if np.linalg.norm(line[0] - foot) > 1e-3 else line
        keep = np.r_[True, np.linalg.norm(np.diff(line, axis=0), axis=1) > 1e-6]
        self._line = line[keep]
        steps = np.linalg.norm(np.diff(self._line, axis=0), axis=1)
        self._along = np.r_[0.0, np.cumsum(steps)]
        self.length = float(self._along[-1])
        self._start = start
        self._facing = facing
        seconds = min(MAX_SECONDS, max(0.1, seconds))
        self.reduced = reduced_motion
        self.faded = reduced_motion or self.length > COMFORTABLE * seconds
        if reduced_motion:
            self.seconds = 2 * FADE_SECONDS
        elif self.faded:
            self.seconds = seconds
        else:
            self.seconds = min(seconds, max(0.9, self.length / COMFORTABLE + 0.9))
        self.elapsed = 0.0

    @property
    def done(self) -> bool:
        """Whether one has arrived."""
        return self.elapsed >= self.seconds

    @property
    def light(self) -> float:
        """How bright the picture is now, 0…1."""
        if not self.faded:
            return 1.0
        away = abs(self.elapsed - self.seconds / 2)
        return min(1.0, away / FADE_SECONDS)

    def advance(self, dt: float) -> Pose:
        """Move on by `dt` seconds and return the pose there."""
        self.elapsed = min(self.seconds, self.elapsed + dt)
        return self.pose_at(self.elapsed / self.seconds)

    def end(self) -> Pose:
        """Return the pose it leads to."""
        return self.pose_at(1.0)

    def pose_at(self, t: float) -> Pose:
        """Return the pose at a share 0…1 of its time."""
        x, y, z = self._point(self._distance(t))
        target_yaw, target_pitch = angles_to(np.array((x, y, z + EYE_HEIGHT)), self._facing)
        if self.reduced:
            arrived = t >= 0.5
            return Pose(x, y, z + EYE_HEIGHT, target_yaw, target_pitch) if arrived else self._start
        ahead = self._point(min(self.length, self._distance(t) + LOOK_AHEAD))
        if math.hypot(ahead[0] - x, ahead[1] - y) > 0.05:
            yaw = math.atan2(ahead[1] - y, ahead[0] - x)
        else:
            yaw = target_yaw
        # Out of the first direction, along the way, into the last one.
        leave = ease(t / 0.25)
        yaw = wrap(self._start.yaw + wrap(yaw - self._start.yaw) * leave)
        pitch = self._start.pitch * (1 - leave)
        turn = ease((t - (1 - TURN_SHARE)) / TURN_SHARE)
        yaw = wrap(yaw + wrap(target_yaw - yaw) * turn)
        pitch += (target_pitch - pitch) * turn
        return Pose(x, y, z + EYE_HEIGHT, yaw, pitch)

    def _distance(self, t: float) -> float:
        if self.reduced:
            return 0.0 if t < 0.5 else self.length
        if not self.faded:
            return self.length * ease(t)
        stretch = min(self.length / 2, COMFORTABLE * self.seconds * 0.4)
        if t < 0.5:
            return stretch * ease(t) * 2
        return self.length - stretch * (1 - ease(t)) * 2

    def _point(self, distance: float) -> tuple[float, float, float]:
        x, y, z = (float(np.interp(distance, self._along, self._line[:, k])) for k in range(3))
        return x, y, z
