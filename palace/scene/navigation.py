"""Moving about: walking, the overview, the change between them, being taken somewhere."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from palace.scene.camera import EYE_HEIGHT, Orbit, Pose, Transition
from palace.scene.ground import Ground
from palace.scene.spaces import Spaces
from palace.scene.standing import entrance
from palace.scene.travel import Journey
from palace.scene.walker import Walker

Mode = Literal["walk", "overview"]

WALK_FOV = 66.0
OVERVIEW_FOV = 47.0
TOUCH = 0.05
"""So far within an obstacle's reach one merely leans on it, in metres."""


class Navigator:
    """Where the eye is, whatever moves it.

    Parameters
    ----------
    spaces
        The plan's spaces.
    ground
        What one may stand on.
    """

    def __init__(self, spaces: Spaces, ground: Ground) -> None:
        self.mode: Mode = "walk"
        self.walk_fov = WALK_FOV
        self.reduced_motion = False
        self.orbit = Orbit()
        self.walker = Walker(ground, Pose())
        self._transition: Transition | None = None
        self._journey: Journey | None = None
        self._pose = self.walker.pose
        self._fov = self.walk_fov
        self.set_world(spaces, ground)

    def set_world(self, spaces: Spaces, ground: Ground) -> None:
        """Move about in another plan; who stands where there is no ground is set down."""
        self._spaces, self._ground = spaces, ground
        self.frame()
        self._journey = None
        self.walker.set_ground(ground)
        if self.walker.space is None or not ground.free(
            self.walker.pose.x, self.walker.pose.y, self.walker.pose.z - EYE_HEIGHT
        ):
            self.walker.place(self.entrance())
        if self.mode == "walk":
            self._pose = self.walker.pose

    def frame(self, aspect: float = 1.6) -> None:
        """Let the overview show the whole palace in a picture so many times as wide as high."""
        corners = self._spaces.corners
        if not len(corners):
            r = self._spaces.bounds()
            corners = np.array([(x, y, 0.0) for x in (r.x0, r.x1) for y in (r.y0, r.y1)])
        self.orbit.frame(corners, OVERVIEW_FOV, aspect)

    def entrance(self) -> Pose:
        """Return where a visit begins: at the court's edge, looking across it."""
        courts = [s for s in self._spaces.plan.spaces if s.kind.value == "court"]
        if courts:
            return entrance(courts[0])
        start = list(self._spaces.plan.spaces)
        if not start:
            return Pose()
        rect = start[0].rect
        pose = Pose(rect.x0 + rect.width * 0.14, rect.centre[1], start[0].z + EYE_HEIGHT)
        return pose.facing((*rect.centre, pose.z))

    def step_aside(self) -> bool:
        """Leave an obstacle one was set down in, for the nearest free ground; whether one did.

        What stands about is known only when it is built, after one has been set down.
        """
        pose, space = self.walker.pose, self.walker.space
        if self.mode != "walk" or self._journey is not None or space is None:
            return False
        obstacle = self._ground.blocked(pose.x, pose.y, space)
        if obstacle is None:
            return False
        x, y, keep = obstacle
        if math.hypot(pose.x - x, pose.y - y) > keep - TOUCH:
            return False
        spot = self._ground.nearest(pose.x, pose.y, pose.z - EYE_HEIGHT)
        if spot is None:
            return False
        self.place(replace(pose, x=spot[0], y=spot[1], z=spot[2] + EYE_HEIGHT))
        return True

    @property
    def ground(self) -> Ground:
        """What one may stand on."""
        return self._ground

    @property
    def pose(self) -> Pose:
        """The eye's pose now."""
        return self._pose

    @property
    def fov(self) -> float:
        """The vertical field of view now, in degrees."""
        return self._fov

    @property
    def light(self) -> float:
        """How bright the picture is, below 1 within a journey's fade."""
        return 1.0 if self._journey is None else self._journey.light

    @property
    def travelling(self) -> bool:
        """Whether one is being taken somewhere."""
        return self._journey is not None

    @property
    def changing(self) -> bool:
        """Whether the mode is changing just now."""
        return self._transition is not None

    @property
    def from_above(self) -> bool:
        """Whether the palace is to be drawn as seen from above, roofs off."""
        if self._transition is None:
            return self.mode == "overview"
        return self._pose.z > 6.0 + self.walker.pose.z

    def place(self, pose: Pose) -> None:
        """Stand somewhere else at once."""
        self._journey = None
        self.walker.place(pose)
        if self.mode == "walk":
            self._transition = None
            self._pose, self._fov = pose, self.walk_fov

    def set_mode(self, mode: Mode, *, animate: bool) -> None:
        """Change between walking and the overview."""
        if mode == self.mode:
            return
        self._journey = None
        self.walker.release_all()
        start, start_fov = self._pose, self._fov
        self.mode = mode
        if animate and not self.reduced_motion:
            self._transition = Transition(start, start_fov)
        else:
            self._transition = None
            self._pose, self._fov = self._target()

    def travel(
        self, points: NDArray[np.float64], facing: tuple[float, float, float], seconds: float
    ) -> None:
        """Be taken along a polyline on the floor; ends the overview."""
        if self.mode == "overview":
            self.set_mode("walk", animate=False)
        self._transition = None
        self.walker.release_all()
        self._journey = Journey(
            self.walker.pose, points, facing, seconds, reduced_motion=self.reduced_motion
        )

    def stop(self) -> None:
        """Stay here: end a journey, let all keys go."""
        self._journey = None
        self.walker.release_all()

    def look(self, dx: float, dy: float) -> None:
        """Turn the head, in pixels of mouse movement."""
        if self._journey is None and self.mode == "walk":
            self.walker.look(dx, dy)

    def advance(self, dt: float) -> tuple[bool, bool]:
        """Move on by `dt` seconds; return whether the view changed and whether one arrived."""
        before, before_fov = self._pose, self._fov
        arrived = False
        was_light = self.light
        if self._journey is not None:
            self.walker.place(self._journey.advance(dt))
            if self._journey.done:
                self._journey = None
                arrived = True
        elif self.mode == "walk":
            self.walker.advance(dt)
        pose, fov = self._target()
        if self._transition is not None:
            self._pose, self._fov = self._transition.advance(dt, pose, fov)
            if self._transition.done:
                self._transition = None
        else:
            self._pose, self._fov = pose, fov
        changed = (self._pose, self._fov, self.light) != (before, before_fov, was_light)
        return changed, arrived

    @property
    def moving(self) -> bool:
        """Whether time alone will change the view."""
        return (
            self._journey is not None
            or self._transition is not None
            or (self.mode == "walk" and self.walker.moving)
        )

    def _target(self) -> tuple[Pose, float]:
        if self.mode == "overview":
            return self.orbit.pose(), OVERVIEW_FOV
        return self.walker.pose, self.walk_fov
