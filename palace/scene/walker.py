"""Walking: keys held down become smooth steps that slide along walls.

Comfort comes first: no head bob, no roll, the gait eases in and out, and how far one gets
depends on time alone, not on the frame rate.
"""

from __future__ import annotations

import math
from typing import Literal, get_args

from palace.model.plan import Space
from palace.scene.camera import EYE_HEIGHT, Pose
from palace.scene.ground import Ground

Move = Literal["forward", "back", "left", "right", "fast"]
MOVES: tuple[Move, ...] = get_args(Move)

WALK_SPEED = 1.4
FAST_FACTOR = 3.0
EASE_SECONDS = 0.11
"""Time constant of starting and stopping."""

SUBSTEP = 0.05
"""The longest stretch moved between two looks at the ground, in metres."""

LOOK_PER_PIXEL = math.radians(0.17)
CLIMB_SECONDS = 0.08
LONGEST_STEP = 0.25
"""A longer pause than this (a suspended machine, a stalled loop) is not walked after."""


class Walker:
    """A body on the ground of a palace.

    Parameters
    ----------
    ground
        What it may stand on.
    pose
        Where its eye begins.
    """

    def __init__(self, ground: Ground, pose: Pose) -> None:
        self._ground = ground
        self._held: set[Move] = set()
        self._velocity = (0.0, 0.0)
        self.mouse_speed = 1.0
        self.invert = False
        self._space: Space | None = None
        self._foot = 0.0
        self._pose = pose
        self.place(pose)

    @property
    def pose(self) -> Pose:
        """The eye's pose."""
        return self._pose

    @property
    def space(self) -> Space | None:
        """The space it stands in."""
        return self._space

    @property
    def foot(self) -> float:
        """The height of the ground it stands on."""
        return self._foot

    @property
    def moving(self) -> bool:
        """Whether time alone will change its place."""
        return (
            bool(self._held - {"fast"})
            or math.hypot(*self._velocity) > 1e-3
            or abs(self._foot + EYE_HEIGHT - self._pose.z) > 1e-3
        )

    def set_ground(self, ground: Ground) -> None:
        """Walk on another ground from now on, from the same place if it can be stood on."""
        self._ground = ground
        self.place(self._pose)

    def place(self, pose: Pose) -> None:
        """Put it somewhere else; it stops, and where there is no ground it floats unmoved."""
        self._velocity = (0.0, 0.0)
        self._pose = pose
        self._foot = pose.z - EYE_HEIGHT
        self._space = self._ground.spaces.at(pose.x, pose.y, self._foot)

    def press(self, move: Move) -> None:
        """Hold a key down."""
        self._held.add(move)

    def release(self, move: Move) -> None:
        """Let a key go."""
        self._held.discard(move)

    def release_all(self) -> None:
        """Let everything go, as when the window loses the focus."""
        self._held.clear()

    def look(self, dx: float, dy: float) -> None:
        """Turn by a mouse movement in pixels, y downwards."""
        scale = LOOK_PER_PIXEL * self.mouse_speed
        self.turn(-dx * scale, (dy if self.invert else -dy) * scale)

    def turn(self, yaw: float, pitch: float) -> None:
        """Turn to the left and up, in radians."""
        self._pose = self._pose.turned(yaw, pitch)

    def advance(self, dt: float) -> bool:
        """Walk for `dt` seconds; return whether it moved."""
        dt = min(dt, LONGEST_STEP)
        wanted = self._wanted()
        blend = 1 - math.exp(-dt / EASE_SECONDS)
        vx = self._velocity[0] + (wanted[0] - self._velocity[0]) * blend
        vy = self._velocity[1] + (wanted[1] - self._velocity[1]) * blend
        if wanted == (0.0, 0.0) and math.hypot(vx, vy) < 0.02:
            vx = vy = 0.0
        self._velocity = (vx, vy)
        x, y = self._pose.x, self._pose.y
        steps = max(1, math.ceil(math.hypot(vx, vy) * dt / SUBSTEP))
        for _ in range(steps if vx or vy else 0):
            x, y = self._step(x, y, vx * dt / steps, vy * dt / steps)
        # The eye follows the foot with a short delay, so that steps do not jolt.
        rise = self._foot + EYE_HEIGHT - self._pose.z
        rise = rise if abs(rise) < 1e-3 else rise * (1 - math.exp(-dt / CLIMB_SECONDS))
        moved = (x, y) != (self._pose.x, self._pose.y) or rise != 0
        if (x, y) == (self._pose.x, self._pose.y):
            self._velocity = (0.0, 0.0) if wanted == (0.0, 0.0) else self._velocity
        self._pose = Pose(x, y, self._pose.z + rise, self._pose.yaw, self._pose.pitch)
        return moved

    def _wanted(self) -> tuple[float, float]:
        ahead = ("forward" in self._held) - ("back" in self._held)
        aside = ("right" in self._held) - ("left" in self._held)
        if not ahead and not aside:
            return 0.0, 0.0
        speed = WALK_SPEED * (FAST_FACTOR if "fast" in self._held else 1.0)
        speed /= math.hypot(ahead, aside)
        cos, sin = math.cos(self._pose.yaw), math.sin(self._pose.yaw)
        return (cos * ahead + sin * aside) * speed, (sin * ahead - cos * aside) * speed

    def _step(self, x: float, y: float, dx: float, dy: float) -> tuple[float, float]:
        """Return where a small step ends: straight on, or along one axis of the wall."""
        if self._space is None:
            return x, y
        for step_x, step_y in ((dx, dy), (dx, 0.0), (0.0, dy)):
            if step_x == 0 and step_y == 0:
                continue
            landed = self._land(x + step_x, y + step_y)
            if landed is not None:
                return landed
        return x, y

    def _land(self, x: float, y: float) -> tuple[float, float] | None:
        """Return where a foot set here comes to rest, beside any obstacle, or None."""
        assert self._space is not None
        space = self._ground.spaces.at(x, y, self._foot) or self._space
        obstacle = self._ground.blocked(x, y, space)
        if obstacle is not None:
            ox, oy, keep = obstacle
            away = math.hypot(x - ox, y - oy)
            old = math.hypot(self._pose.x - ox, self._pose.y - oy)
            if old < keep - 0.02:  # it already stands inside: let it out, never further in
                if away <= old:
                    return None
            elif away < 1e-6:
                return None
            else:
                x, y = ox + (x - ox) / away * keep, oy + (y - oy) / away * keep
                space = self._ground.spaces.at(x, y, self._foot) or self._space
                if self._ground.blocked(x, y, space) is not None and away < keep - 0.06:
                    return None
        height = self._ground.stands(x, y, self._space, self._foot)
        if height is None:
            return None
        self._foot = height
        self._space = space
        return x, y
