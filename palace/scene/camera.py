"""Where one looks from: poses, the projection, the overview's orbit, the change between them.

Angles are radians, yaw counter-clockwise from the x axis, pitch upwards; there is no roll.
Matrices are for row vectors (``clip = [x, y, z, 1] @ matrix``), as OpenGL reads them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

EYE_HEIGHT = 1.66
NEAR, FAR = 0.08, 700.0
TALLEST = 30.0
"""Nothing in a palace stands higher than this above the ground, in metres."""
MAX_PITCH = math.radians(85)
TRANSITION_SECONDS = 0.9
FRAMED = 0.86
"""How much of the picture's width or height the whole palace takes."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pose:
    """An eye and the direction it looks in.

    Parameters
    ----------
    x, y, z
        The eye itself, not the floor under it, in metres.
    yaw, pitch
        Radians.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = EYE_HEIGHT
    yaw: float = 0.0
    pitch: float = 0.0

    @property
    def eye(self) -> Vector:
        """The eye as an array."""
        return np.array((self.x, self.y, self.z))

    def axes(self) -> tuple[Vector, Vector, Vector]:
        """Return the unit vectors forward, right and up."""
        cos_pitch = math.cos(self.pitch)
        forward = np.array(
            (
                math.cos(self.yaw) * cos_pitch,
                math.sin(self.yaw) * cos_pitch,
                math.sin(self.pitch),
            )
        )
        right = np.array((math.sin(self.yaw), -math.cos(self.yaw), 0.0))
        return forward, right, np.cross(right, forward)

    def turned(self, yaw: float, pitch: float) -> Pose:
        """Return the pose turned by these angles, the pitch kept within `MAX_PITCH`."""
        return replace(
            self,
            yaw=wrap(self.yaw + yaw),
            pitch=min(MAX_PITCH, max(-MAX_PITCH, self.pitch + pitch)),
        )

    def facing(self, target: tuple[float, float, float]) -> Pose:
        """Return the pose turned towards a point."""
        yaw, pitch = angles_to(self.eye, target)
        return replace(self, yaw=yaw, pitch=pitch)


def wrap(angle: float) -> float:
    """Return an angle within (-π, π]."""
    return math.pi - (math.pi - angle) % math.tau


def angles_to(eye: Vector, target: tuple[float, float, float] | Vector) -> tuple[float, float]:
    """Return the yaw and pitch that look from `eye` at `target`."""
    dx, dy, dz = (float(target[i]) - float(eye[i]) for i in range(3))
    flat = math.hypot(dx, dy)
    return math.atan2(dy, dx), min(MAX_PITCH, max(-MAX_PITCH, math.atan2(dz, max(flat, 1e-9))))


def ease(t: float) -> float:
    """Return a smooth step from 0 to 1 with no velocity at its ends."""
    t = min(1.0, max(0.0, t))
    return t * t * t * (t * (t * 6 - 15) + 10)


@dataclass(frozen=True, slots=True)
class Lens:
    """How a pose becomes a picture.

    Parameters
    ----------
    fov
        Vertical field of view in degrees.
    aspect
        Width over height.
    shift
        How far the middle of the projection lies to the right of the picture's middle, as a
        share of half its width.
    """

    fov: float = 66.0
    aspect: float = 1.6
    shift: float = 0.0
    near: float = NEAR
    far: float = FAR

    def projection(self) -> Vector:
        """Return the 4 × 4 perspective matrix."""
        f = 1.0 / math.tan(math.radians(self.fov) / 2)
        matrix = np.zeros((4, 4))
        matrix[0, 0] = f / self.aspect
        matrix[1, 1] = f
        matrix[2, 0] = -self.shift
        matrix[2, 2] = (self.far + self.near) / (self.near - self.far)
        matrix[2, 3] = -1.0
        matrix[3, 2] = 2 * self.far * self.near / (self.near - self.far)
        return matrix

    def half_extent(self) -> tuple[float, float]:
        """Return the tangents of half the horizontal and vertical angles."""
        vertical = math.tan(math.radians(self.fov) / 2)
        return vertical * self.aspect, vertical


def near_plane(height: float) -> float:
    """Return where the picture may begin for an eye at this height.

    Depth is kept in whole steps that grow with the distance over this one: from high above,
    what lies a few centimetres apart is told apart only where the picture begins far out.
    """
    return max(NEAR, 0.5 * (height - TALLEST))


def far_plane(height: float) -> float:
    """Return where the picture ends for an eye at this height.

    From above a palace fills the picture, however large: the eye is the higher. At the least
    slope one can look down by the middle of the picture is three heights away.
    """
    return max(FAR, 8.0 * height)


def view_matrix(pose: Pose) -> Vector:
    """Return the 4 × 4 matrix from the world to the eye (looking along −z)."""
    forward, right, up = pose.axes()
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = right, up, -forward
    matrix[3, :3] = -(pose.eye @ matrix[:3, :3])
    return matrix


def view_projection(pose: Pose, lens: Lens) -> Vector:
    """Return the matrix from the world to clip space."""
    return view_matrix(pose) @ lens.projection()


def ray(pose: Pose, lens: Lens, x: float, y: float) -> tuple[Vector, Vector]:
    """Return origin and unit direction of the line of sight through a point of the picture.

    Parameters
    ----------
    x, y
        In normalised device coordinates, −1…1, y upwards.
    """
    forward, right, up = pose.axes()
    half_x, half_y = lens.half_extent()
    direction = forward + right * (x - lens.shift) * half_x + up * y * half_y
    return pose.eye, direction / np.linalg.norm(direction)


def project(matrix: Vector, point: Vector) -> tuple[float, float] | None:
    """Return normalised device coordinates of a point, None when it lies behind the eye."""
    clip = np.append(point, 1.0) @ matrix
    if clip[3] <= 1e-6:
        return None
    return float(clip[0] / clip[3]), float(clip[1] / clip[3])


_AFTER, _BEFORE = [1, 2, 0], [2, 0, 1]
"""Of each axis the next, and the next but one."""


@dataclass(frozen=True, slots=True)
class Frustum:
    """What a pose can see, as four side planes through the eye (far and near left out)."""

    eye: Vector
    normals: Vector

    @classmethod
    def of(cls, pose: Pose, lens: Lens) -> Frustum:
        """Return the frustum of a pose; normals point inwards."""
        forward, right, up = pose.axes()
        half_x, half_y = lens.half_extent()
        left = forward + right * (-1 - lens.shift) * half_x
        far_right = forward + right * (1 - lens.shift) * half_x
        low, top = forward - up * half_y, forward + up * half_y
        # Written out: numpy's cross product takes longer than all else here, at every step.
        a, b = np.array((left, up, low, right)), np.array((up, far_right, right, top))
        normals = a[:, _AFTER] * b[:, _BEFORE] - a[:, _BEFORE] * b[:, _AFTER]
        inward = np.sign(normals @ forward)[:, None]
        normals = normals * np.where(inward == 0, 1, inward)
        return cls(pose.eye, normals / np.linalg.norm(normals, axis=1, keepdims=True))

    def touches(self, low: Vector, high: Vector) -> NDArray[np.bool_]:
        """Return for boxes (n, 3) to (n, 3) whether any part may be in view (conservative)."""
        low, high = low - self.eye, high - self.eye
        seen = np.ones(len(low), bool)
        for normal in self.normals:
            nearest = np.where(normal > 0, high, low) @ normal
            seen &= nearest >= 0
        return seen


@dataclass(slots=True)
class Orbit:
    """The overview's camera: it turns about a point on the ground.

    Parameters
    ----------
    x, y, z
        The point it looks at.
    distance
        Metres from there to the eye.
    azimuth, elevation
        Of the eye as seen from that point.
    reach
        Half the extent of the palace: bounds panning and zooming.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    distance: float = 100.0
    azimuth: float = math.radians(-132)
    elevation: float = math.radians(46)
    reach: float = 60.0

    def pose(self) -> Pose:
        """Return the eye's pose."""
        flat = self.distance * math.cos(self.elevation)
        return Pose(
            self.x + flat * math.cos(self.azimuth),
            self.y + flat * math.sin(self.azimuth),
            self.z + self.distance * math.sin(self.elevation),
            wrap(self.azimuth + math.pi),
            -self.elevation,
        )

    def frame(self, points: Vector, fov: float, aspect: float = 1.6) -> None:
        """Look at points (n, 2) on the ground, or (n, 3), so that they fill the picture."""
        low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        self.x, self.y = (float(v) for v in (low + high) / 2)
        self.reach = max(float(np.linalg.norm(high - low)) / 2, 12.0)
        level = points[:, 2] if points.shape[1] > 2 else np.full(len(points), self.z)
        whole = np.column_stack([points[:, :2], level, np.ones(len(points))])
        lens = Lens(fov, aspect)
        self.distance = 4 * self.reach
        # Perspective moves the middle as one comes nearer: both converge together.
        for _ in range(40):
            clip = whole @ view_projection(self.pose(), lens)
            if (clip[:, 3] <= NEAR).any():
                self.distance *= 1.5
                continue
            at = clip[:, :2] / clip[:, 3:]
            first, last = at.min(axis=0), at.max(axis=0)
            eye, towards = ray(self.pose(), lens, *((first + last) / 2))
            if towards[2] < -0.05:
                ground = eye + towards * ((self.z - eye[2]) / towards[2])
                self.x, self.y = float(ground[0]), float(ground[1])
            nearer = max(18.0, self.distance * float((last - first).max()) / (2 * FRAMED))
            self.distance += (nearer - self.distance) * 0.6

    def turn(self, yaw: float, pitch: float) -> None:
        """Turn about the point, never below 18° nor quite overhead."""
        self.azimuth = wrap(self.azimuth + yaw)
        self.elevation = min(math.radians(88), max(math.radians(18), self.elevation + pitch))

    def pan(self, right: float, forward: float) -> None:
        """Move the point over the ground by metres as seen from the eye."""
        yaw = self.azimuth + math.pi
        self.x += math.sin(yaw) * right + math.cos(yaw) * forward
        self.y += -math.cos(yaw) * right + math.sin(yaw) * forward
        self._bound()

    def zoom(self, factor: float, towards: tuple[float, float] | None = None) -> None:
        """Come nearer by `factor` (> 1), keeping the ground point `towards` where it is."""
        before = self.distance
        self.distance = min(self.reach * 6, max(6.0, self.distance / factor))
        if towards is not None:
            share = 1 - self.distance / before
            self.x += (towards[0] - self.x) * share
            self.y += (towards[1] - self.y) * share
            self._bound()

    def _bound(self) -> None:
        self.x = min(self.reach * 1.2, max(-self.reach * 1.2, self.x))
        self.y = min(self.reach * 1.2, max(-self.reach * 1.2, self.y))


@dataclass(slots=True)
class Transition:
    """A smooth change from one pose to another, eased, along a straight line."""

    start: Pose
    start_fov: float
    seconds: float = TRANSITION_SECONDS
    elapsed: float = 0.0

    @property
    def done(self) -> bool:
        """Whether it has arrived."""
        return self.elapsed >= self.seconds

    def advance(self, dt: float, target: Pose, fov: float) -> tuple[Pose, float]:
        """Move on by `dt` seconds towards a target that may itself move."""
        self.elapsed += dt
        t = ease(self.elapsed / self.seconds)
        a, b = self.start, target
        return (
            Pose(
                a.x + (b.x - a.x) * t,
                a.y + (b.y - a.y) * t,
                a.z + (b.z - a.z) * t,
                wrap(a.yaw + wrap(b.yaw - a.yaw) * t),
                a.pitch + (b.pitch - a.pitch) * t,
            ),
            self.start_fov + (fov - self.start_fov) * t,
        )
