"""What is around: which spaces are built in detail, which of them are drawn, how bright it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan, Space, SpaceKind
from palace.scene.apertures import Aperture, apertures, through, widened
from palace.scene.architecture.plan_index import Circle
from palace.scene.building import Architect, Workshop
from palace.scene.camera import EYE_HEIGHT, Frustum, Lens, Pose
from palace.scene.furnishing import furnished, spots
from palace.scene.ground import Ground
from palace.scene.labels import Labels, cell
from palace.scene.meshes.mesh import Sign, SpaceParts
from palace.scene.objects import Objects
from palace.scene.outlook import Lookout, Outlook, nearest_first
from palace.scene.sight import OBJECT_REACH, Props, simple, together, within_sight
from palace.scene.spaces import Spaces
from palace.scene.stage import (
    MASSING_LIGHT,
    OBJECT_SHADOW,
    Stage,
)
from palace.scene.visibility import needed, seen
from palace.scene.visuals.shell import Grouped

FILL_STEP = 4
"""How many more spaces must be built before the half-built set is uploaded again."""

RENEW_METRES = 2.5
"""So far one walks before the set of near spaces is looked at again."""

FAR_REACH = 170.0
HIDDEN_METRES = 42.0
SIGN_REACH = 45.0
MAX_SIGNS = 60
OBJECT_LIFT = 1.12
"""Objects stand out a little from the floor they are lit with."""

FINE_STEP = 20.0
"""From above it is looked again what is more than a speck when the eye has moved so far."""

STANDING_METRES, STANDING_ANGLE = 1.5, math.radians(9)
"""How far one moves or turns before it is looked again which garden trees are in view."""

FloorLight = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Points of a floor (n, 2), and the light that falls there (n, 3)."""

STANDING_PARALLAX = math.radians(35)
"""How far a window's edge may have gone aside until then, seen from the middle of a room."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a plan, as it is drawn.

    Parameters
    ----------
    objects
        As arrays.
    taken
        The `spots` of all of them.
    """

    objects: Objects
    taken: NDArray[np.int64]

    @classmethod
    def of(cls, plan: Plan, placed: Sequence[PlacedObject], architect: Architect) -> Standing:
        """Work it out; a hundred thousand objects take most of a second."""
        characters = {wing.character for wing in plan.wings}
        objects = Objects(
            plan,
            placed,
            {o.id: architect.shape(o) for o in placed},
            {name: architect.palette(name) for name in characters},
        )
        return cls(objects, spots(objects.position))


@dataclass(frozen=True, slots=True)
class Joined:
    """What is near, made ready to be uploaded.

    Parameters
    ----------
    parts
        Of each space, furnished.
    light
        That falls on the floors of those that are new: points and their light.
    """

    parts: Mapping[str, SpaceParts]
    prepared: Grouped
    light: dict[str, FloorLight]


class Surroundings:
    """Keeps a stage filled with what can be seen from where one is.

    Making one lays out the grounds, which takes seconds for a large palace, and touches no
    OpenGL: any thread may do it. From `attach` on it belongs to the thread that draws.

    Parameters
    ----------
    standing
        What stands in the plan.
    architect
        Builds it.
    spaces, ground
        Of the plan; the ground learns of obstacles.
    """

    _stage: Stage

    def __init__(
        self,
        standing: Standing,
        *,
        architect: Architect,
        spaces: Spaces,
        ground: Ground,
    ) -> None:
        self._plan = plan = spaces.plan
        self._architect = architect
        self._spaces = spaces
        self._ground = ground
        self._workshop = Workshop(architect.space)
        self._far: Outlook | None = None
        self._blocks: frozenset[str] = frozenset()
        self._storeys: list[SpaceParts] = []
        self._seen_from: tuple[float, float, float] | None = None
        self._near: list[str] = []
        self._filled: tuple[str, ...] = ()
        self._filling: tuple[str, ...] = ()
        self._joined: SimpleQueue[Joined] = SimpleQueue()
        self._asked_at: tuple[str, float, float] | None = None
        self._light: dict[str, FloorLight] = {}
        self._drawn: object = None
        self._indoors: object = None
        self._shown: object = None
        self._standing_at: tuple[object, ...] | None = None
        self._near_standing: tuple[object, Props] = (None, Props.of({}))
        self._rooms: list[str] = []
        self._labels = Labels(plan)
        self._labelled: tuple[int, int, int] | None = None
        self._above_signs: list[Sign] = []
        self._ready: Mapping[str, SpaceParts] = {}
        self.floor = 0
        self.use(standing)
        self._lookout = Lookout(plan, architect)
        self._outlook = first = self._lookout.first
        courts = [s.id for s in plan.spaces if s.kind is SpaceKind.COURT]
        ground.set_obstacles(dict.fromkeys(courts, first.grounds.obstacles))
        known = [s for s in plan.spaces if s.kind is not SpaceKind.STAIRS]
        self._order = [s.id for s in known]
        self._low = np.array([(s.rect.x0, s.rect.y0, s.z) for s in known], float).reshape(-1, 3)
        self._high = np.array(
            [(s.rect.x1, s.rect.y1, s.z + max(s.height, 1.0)) for s in known], float
        ).reshape(-1, 3)
        self._storey = np.array([s.floor for s in known], int)
        self._middle = (self._low + self._high) / 2

    def attach(self, stage: Stage) -> None:
        """Fill this stage from now on, first with what lies outside."""
        self._stage = stage
        stage.fill_far(self._outlook.grouped)

    def use(self, standing: Standing) -> None:
        """Show these objects in the same plan."""
        self.objects, self._taken = standing.objects, standing.taken
        self._lit: set[str] = set()
        self._light_objects()
        self._filling, self._asked_at = (), None  # pedestals come and go with objects
        self._drawn = self._indoors = self._shown = None

    def here(self, pose: Pose) -> Space | None:
        """Return the space one stands in."""
        return self._spaces.at(pose.x, pose.y, pose.z - EYE_HEIGHT)

    def advance(self, pose: Pose, focus: tuple[float, float] | None) -> bool:
        """Take over what was built; return whether what is drawn may have changed.

        Parameters
        ----------
        focus
            The point of the ground that is looked at from above; None while one walks.
        """
        self._ask_far(focus or (pose.x, pose.y))
        if focus is None:
            self._renew(pose)
        if self._workshop.collect():
            self._fill()
        filled = self._take_near()
        return self._take_far() or filled

    def finish(self, pose: Pose, focus: tuple[float, float] | None) -> None:
        """Build all that is wanted at once, for a picture that must be whole."""
        self._ask_far(focus or (pose.x, pose.y))
        self._renew(pose)
        self._workshop.join()
        self._workshop.collect()
        self._take_far()
        self._fill()
        self._workshop.join()
        self._take_near()

    def close(self, *, wait: bool = True) -> None:
        """End what is being built aside; who draws another plan does not wait for it."""
        self._workshop.close(wait=wait)

    @property
    def waiting(self) -> bool:
        """Whether something is still to be built."""
        return self._far is not None or not self._joined.empty() or self._workshop.waiting

    @property
    def bare(self) -> bool:
        """Whether so little is built yet that a picture would show things in the void."""
        return not (self._filled or self._outlook.massing) and self.waiting

    def show(self, pose: Pose, lens: Lens, *, overview: bool) -> None:
        """Choose what is drawn in this view."""
        if overview:
            self._show_overview(pose, lens)
        else:
            self._show_walk(pose, lens)

    def invalidate_objects(self) -> None:
        """Upload the objects again: their highlight changed."""
        self._shown = None

    def shown_rooms(self) -> list[str]:
        """Return the rooms whose objects are drawn, and so can be pointed at."""
        return self._rooms

    def light_at(self, pose: Pose, ahead: Sequence[float] = (0.0,)) -> float:
        """Return how much light falls on the floor where one stands, 1 under the open sky.

        Parameters
        ----------
        ahead
            At these distances before one, in metres; the mean is taken of those in the space.
        """
        space = self.here(pose)
        if space is None or space.kind is SpaceKind.COURT:
            return 1.0
        known = self._light.get(space.id)
        if known is None:
            return 0.5
        cos, sin = math.cos(pose.yaw), math.sin(pose.yaw)
        spots = [(pose.x + cos * d, pose.y + sin * d) for d in ahead]
        inside = [spot for spot in spots if space.rect.contains(*spot)] or [(pose.x, pose.y)]
        return float(_interpolate(known, np.array(inside)).mean())

    # ---- the near ------------------------------------------------------------------------

    def _renew(self, pose: Pose) -> None:
        space = self.here(pose)
        if space is None:
            return
        asked = self._asked_at
        if (
            asked is not None
            and asked[0] == space.id
            and math.hypot(pose.x - asked[1], pose.y - asked[2]) < RENEW_METRES
        ):
            return
        self._asked_at = (space.id, pose.x, pose.y)
        self.floor = space.floor
        self._near = needed(self._spaces, pose)
        self._workshop.want([self._spaces.by_id[key] for key in self._near])
        self._fill()

    def _fill(self) -> None:
        """Have what is built joined to be drawn, if it is other than what is drawn."""
        built = self._workshop.ready(self._near)
        keys = tuple(sorted(built))
        # Half-built surroundings are shown in a few steps, each an upload.
        few = len(keys) < len(self._filling) + FILL_STEP and set(self._filling) <= set(keys)
        if keys == self._filling or (few and self._filling and len(keys) < len(self._near)):
            return
        self._filling = keys
        self._workshop.next(partial(self._join, built, self._taken))

    def _join(self, built: Mapping[str, SpaceParts], taken: NDArray[np.int64]) -> None:
        """Furnish and join it; called in the builder's thread."""
        ready = {key: furnished(part, taken) for key, part in built.items()}
        light = {key: floor_light(part) for key, part in ready.items() if key not in self._light}
        self._joined.put(Joined(ready, self._stage.prepare_near(ready), light))

    def _take_near(self) -> bool:
        """Upload what `_join` made; return whether there was anything."""
        joined = None
        while not self._joined.empty():
            joined = self._joined.get()
        if joined is None or tuple(sorted(joined.parts)) != self._filling:
            return False  # or something else has been asked for meanwhile
        ready = joined.parts
        self._filled = self._filling
        self._stage.fill_near(ready, joined.prepared)
        self._ready = ready
        self._near_standing = (None, Props.of({}))
        # What stands in a court belongs to the grounds; its own part knows of none.
        self._ground.set_obstacles(
            {
                key: part.obstacles
                for key, part in ready.items()
                if self._spaces.by_id[key].kind is not SpaceKind.COURT
            }
        )
        self._light |= joined.light
        self._light_objects()
        self._drawn = self._indoors = self._shown = None
        return True

    def _light_objects(self) -> None:
        """Let the objects of rooms whose light is known stand in it."""
        for key in self._light.keys() - self._lit:
            if key in self.objects.rooms:
                rows = self.objects.rooms[key]
                spots = self.objects.position[rows, :2].astype(float)
                lit = _interpolate(self._light[key], spots)
                self.objects.light[rows] = lit * OBJECT_LIFT
            self._lit.add(key)

    def _parts(self, key: str) -> SpaceParts | None:
        return self._ready.get(key)

    def _show_walk(self, pose: Pose, lens: Lens) -> None:
        order = seen(self._spaces, pose, lens)
        near = [key for key in order if self._parts(key) is not None]
        # Who is nowhere, as between two places, sees all.
        holes = apertures(self._spaces, pose, order) if order else None
        far = self._far_keys(pose, lens, list(order), set(near), holes)
        signature = ("walk", tuple(near), tuple(far))
        if signature != self._drawn:
            self._drawn = signature
            parts = [part for part in map(self._parts, near) if part is not None]
            self._stage.choose(near, far, self._signs(parts, pose))
        if tuple(order) != self._indoors:
            self._indoors = tuple(order)
            parts = [part for part in map(self._parts, near) if part is not None]
            rooms = [key for key in order if key in self.objects.rooms]
            rows = self.objects.rows_in(rooms)
            feet = self.objects.position[rows]
            discs = np.column_stack(
                [feet[:, :2], feet[:, 2] + 0.012, np.full(len(feet), OBJECT_SHADOW)]
            )
            shadows = [part.shadows for part in (*parts, self._outlook.grounds)]
            self._stage.fill_shadows([*shadows, discs.astype(np.float32)])
            self._rooms = rooms
            self._standing_at = None
        self._show_standing(pose, lens, near, holes)
        shown = ("walk", tuple(self._rooms))
        if shown != self._shown:
            self._shown = shown
            self._stage.fill_objects(self.objects, self.objects.rows_in(self._rooms), light=None)

    def _show_standing(
        self, pose: Pose, lens: Lens, near: Sequence[str], holes: list[Aperture] | None
    ) -> None:
        """Draw what is in view of what stands in the near spaces and in the gardens."""
        at = (
            None if holes is None else tuple((hole.space.id, hole.side) for hole in holes),
            round(pose.x / STANDING_METRES),
            round(pose.y / STANDING_METRES),
            round(pose.yaw / STANDING_ANGLE),
            round(pose.pitch / STANDING_ANGLE),
        )
        if at == self._standing_at:
            return
        self._standing_at = at
        wide = replace(lens, fov=min(150.0, lens.fov + 2 * math.degrees(STANDING_ANGLE)))
        if self._near_standing[0] != tuple(near):
            found = [part.props for part in map(self._parts, near) if part is not None]
            self._near_standing = (tuple(near), Props.of(together(found)))
        if holes is not None:
            holes = widened(holes, STANDING_PARALLAX)
        self._stage.fill_props(
            [
                self._near_standing[1].seen(pose, wide),
                self._outlook.standing.seen(pose, wide, holes),
            ]
        )

    def _far_keys(
        self,
        pose: Pose,
        lens: Lens,
        order: Sequence[str],
        near: set[str],
        holes: list[Aperture] | None,
    ) -> list[str]:
        """Return what of the massing and grounds is drawn behind the near spaces."""
        far = [key for key in order if key not in near]
        frustum = Frustum.of(pose, lens)
        here = self._spaces.by_id[order[0]] if order else None
        # Only who stands in the open, or at windows, sees other wings.
        closed = here is not None and here.kind in (SpaceKind.CORRIDOR, SpaceKind.STAIRS)
        if not closed and self._order:
            away = np.hypot(self._middle[:, 0] - pose.x, self._middle[:, 1] - pose.y)
            visible = frustum.touches(self._low, self._high) & (away < FAR_REACH)
            if here is not None and here.kind is not SpaceKind.ROOM:
                # The galleries hide the ground floor behind them, but for what stands close.
                visible &= (self._storey > 0) | (away < HIDDEN_METRES)
            rows = np.flatnonzero(visible)
            if holes is not None:
                rows = rows[through(holes, pose, self._low[rows], self._high[rows])]
            known = near | set(far)
            far += [
                key
                for key in (self._order[i] for i in rows[nearest_first(away[rows])])
                if key not in known
            ]
        return far + self._outlook.plots.seen(frustum, pose, holes, roofs=not closed)

    def _signs(self, parts: Sequence[SpaceParts], pose: Pose) -> list[Sign]:
        found = [
            (math.dist(sign.position, (pose.x, pose.y, pose.z)), k, sign)
            for k, sign in enumerate(s for part in parts for s in part.signs)
        ]
        close = sorted(row for row in found if row[0] < SIGN_REACH)[:MAX_SIGNS]
        # They write no depth: the nearest comes last, over those behind it.
        return [sign for _, _, sign in reversed(close)]

    # ---- the far -------------------------------------------------------------------------

    def _ask_far(self, at: tuple[float, float]) -> None:
        """Let what lies around a point be built simply, if need be."""
        circle = self._lookout.ask(at)
        if circle is not None:
            self._workshop.later(partial(self._build_far, circle))

    def _build_far(self, circle: Circle) -> None:
        """Build it; called in the builder's thread."""
        old, new = self._far, self._lookout.build(circle)
        if new is not None:
            # The one before may not have been taken over yet, and with it the blocks.
            waiting = old.blocks if old is not None else None
            self._far = replace(new, blocks=new.blocks or waiting)

    def _take_far(self) -> bool:
        """Upload what `_build_far` made; return whether there was anything."""
        if self._far is None:
            return False
        self._outlook, self._far = self._far, None
        self._stage.fill_far(self._outlook.grouped)
        if self._outlook.blocks is not None:
            self._blocks = frozenset(self._outlook.blocks.parts)
            self._stage.fill_distant(self._outlook.blocks)
        self._drawn = self._indoors = self._shown = None
        return True

    def _show_overview(self, pose: Pose, lens: Lens) -> None:
        signature = ("overview", self.floor)
        if signature != self._drawn:
            self._drawn, self._indoors = signature, None
            keys = [s.id for s in self._plan.spaces if s.floor <= self.floor]
            near = {key for storey in self._outlook.massing for key in storey.spans}
            blocks = [key for key in keys if key in self._blocks and key not in near]
            self._storeys = [
                furnished(storey, self._taken, plants=False)
                for storey in self._outlook.massing
                if storey.floor <= self.floor
            ]
            standing = [*self._storeys, self._outlook.grounds]
            signs = [sign for part in standing for sign in part.signs]
            self._stage.choose([], [*keys, *self._outlook.plots.ground], signs, blocks)
            self._labels, self._labelled = Labels(self._plan, self.floor), None
            self._above_signs = signs
            self._stage.fill_shadows([])
            self._rooms = [
                key
                for key in self.objects.rooms
                if key in self._spaces.by_id and self._spaces.by_id[key].floor <= self.floor
            ]
            self._seen_from = self._shown = None
        if (at := cell(pose)) != self._labelled:
            self._labelled = at
            self._stage.signs.fill(self._above_signs, self._labels.seen_from(pose, lens))
        if (
            self._seen_from is None
            or math.dist(self._seen_from, (pose.x, pose.y, pose.z)) > FINE_STEP
        ):
            self._seen_from, self._shown = (pose.x, pose.y, pose.z), None
            props = [simple(part.props) for part in (*self._storeys, self._outlook.grounds)]
            if self._lookout.wide:
                props = [within_sight(part, pose) for part in props]
            self._stage.fill_props(props)
        if self._shown is None:
            self._shown = signature
            rows = self.objects.rows_in(self._rooms)
            if self._lookout.wide:
                # Farther away they are specks; what is found or marked is shown all the same.
                eye = np.array((pose.x, pose.y, pose.z), np.float32)
                away = np.linalg.norm(self.objects.position[rows] - eye, axis=1)
                rows = rows[(away < OBJECT_REACH) | (self.objects.highlight[rows] > 0)]
            self._stage.fill_objects(self.objects, rows, light=MASSING_LIGHT)


def floor_light(part: SpaceParts) -> FloorLight:
    """Return points (n, 2) of a space's floor and the light (n, 3) that falls there."""
    vertices = part.shell.vertices
    if not len(vertices):
        return np.zeros((0, 2), np.float32), np.zeros((0, 3), np.float32)
    lowest = float(vertices["position"][:, 2].min())
    floor = (vertices["normal"][:, 2] > 0.9) & (vertices["position"][:, 2] < lowest + 0.35)
    return vertices["position"][floor, :2], vertices["light"][floor]


def _interpolate(known: FloorLight, spots: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the light at spots (m, 2): nearer points of the floor count more."""
    points, light = known
    if not len(points):
        return np.full((len(spots), 3), 0.45, np.float32)
    away = ((spots[:, None] - points[None]) ** 2).sum(axis=2)
    weight = 1.0 / (away + 0.15) ** 2
    return np.asarray((weight / weight.sum(axis=1, keepdims=True)) @ light, dtype=np.float32)
