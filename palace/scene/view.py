"""The palace in a window: the one face the desktop talks to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal
from vispy import gloo

from palace.model.plan import Locus, PlacedObject, Plan
from palace.scene.building import Architect, architect_for
from palace.scene.camera import Lens, Pose, far_plane, near_plane, project, ray, view_projection
from palace.scene.canvas import Canvas
from palace.scene.environment import renderer_is_software
from palace.scene.ground import Ground
from palace.scene.mood import DAY, Mood, exposure
from palace.scene.navigation import Mode, Navigator
from palace.scene.objects import BOX_HEIGHT
from palace.scene.picking import Pick, pick_floor, pick_object
from palace.scene.places import Places
from palace.scene.quality import STILL_SECONDS, Detail, Governor, Quality
from palace.scene.spaces import Spaces
from palace.scene.stage import Stage, View
from palace.scene.surroundings import Standing, Surroundings
from palace.scene.target import Target
from palace.scene.walker import LOOK_PER_PIXEL, Walker

ADAPT_SECONDS = 0.6
"""Time constant of the eye's adaptation to light."""

OVERVIEW_EXPOSURE = 0.5
PILLAR_HEIGHT, PILLAR_RADIUS = 2.4, 0.34
ABOVE_HEIGHT, ABOVE_RADIUS = 11.0, 0.9
"""Pillars of light as one walks, and larger ones to be found from above, in metres."""

ANIMATION_HZ = 20.0

PICTURED = (1.0, 2.5, 4.0, 5.5)
"""How far ahead the light is measured for a picture, in metres."""


@dataclass(frozen=True, slots=True)
class Scenery:
    """A plan made ready to be walked and drawn."""

    architect: Architect
    spaces: Spaces
    ground: Ground
    places: Places
    surroundings: Surroundings


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan and what stands in it, worked out as far as no OpenGL is needed.

    Parameters
    ----------
    scenery
        None where the plan is the one that was shown then.
    """

    plan: Plan
    standing: Standing
    scenery: Scenery | None = None


class OverviewControls:
    """The overview's camera in pixels of the window, as a mouse moves it."""

    def __init__(self, view: PalaceView) -> None:
        self._view = view

    def orbit(self, dx: float, dy: float) -> None:
        """Turn about the middle."""
        scale = LOOK_PER_PIXEL * 1.6
        self._view.navigator.orbit.turn(-dx * scale, dy * scale)
        self._view.changed()

    def pan(self, dx: float, dy: float) -> None:
        """Move over the ground with the pointer."""
        orbit = self._view.navigator.orbit
        per_pixel = orbit.distance / max(self._view.size[1], 1) * 0.9
        orbit.pan(-dx * per_pixel, dy * per_pixel)
        self._view.changed()

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Come nearer by `factor` to what lies under a point of the widget."""
        point = self._view.ground_under(x, y)
        self._view.navigator.orbit.zoom(factor, point)
        self._view.changed()


class PalaceView:
    """A palace drawn, walked and pointed at.

    The desktop owns the timer: it calls `advance` at most 60 times a second while that returns
    True, and starts again whenever it lets the view change.

    Parameters
    ----------
    quality
        A level the person chose; None adapts to what a frame costs.
    size
        In logical pixels.
    headless
        Draw without a window (`render_image` only).
    architect
        Who turns a plan into arrays; the palace's own by default.

    Attributes
    ----------
    moved
        ``(pose)`` whenever the eye moved.
    arrived
        ``()`` at the end of a journey.
    space_changed
        ``(space id or None)`` when one enters another space.
    hovered
        ``(object id or None)`` when the object under the pointer changes.
    failed
        ``(exception)`` when a picture could not be drawn.
    selected
        The object that is marked as read.
    still_after
        Seconds without change after which the best picture is drawn; on a processor it takes
        half a second in which nothing else is done.
    """

    moved = Signal(Pose)
    arrived = Signal()
    space_changed = Signal(object)
    hovered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        *,
        quality: Quality | None = None,
        size: tuple[int, int] = (1280, 800),
        headless: bool = False,
        architect: Callable[[Plan], Architect] = architect_for,
    ) -> None:
        self._make_architect = architect
        self._quality = quality
        self._mood = DAY
        self._contrast = False
        self.selected: str | None = None
        self._canvas = Canvas(
            size,
            headless=headless,
            paint=self._paint,
            resized=self._resized,
            failed=self.failed.emit,
        )
        self._headless = headless
        self._size = size
        self._target = Target()
        self._warming = Target()
        self._governor: Governor | None = None
        self._plan = Plan()
        self._architect: Architect | None = None
        self._spaces = Spaces(self._plan)
        self._places = Places(self._spaces)
        self.navigator = Navigator(self._spaces, Ground(self._spaces))
        self.overview = OverviewControls(self)
        self._stage: Stage | None = None
        self._surroundings: Surroundings | None = None
        self._shift = 0.0
        self._light = 1.0
        self._time = 0.0
        self._since_change = 0.0
        self._since_animation = 0.0
        self._still_drawn = True
        self._space: str | None = None
        self._pillars: tuple[NDArray[np.float64], list[float]] = (np.zeros((0, 3)), [])
        self._pillars_above: bool | None = None
        self.frame_seconds = 0.0
        self.frames_drawn = 0
        self.still_after = STILL_SECONDS

    # ---- the world -----------------------------------------------------------------------

    @property
    def native(self) -> Any:
        """The toolkit's widget (a QWidget)."""
        return self._canvas.native

    def prepare(self, plan: Plan, objects: Sequence[PlacedObject]) -> Prepared:
        """Work out what `show` needs; it takes seconds for a large palace, and any thread does.

        Of the plan that is shown already only what stands in it is worked out.
        """
        shown = self._architect
        if shown is not None and plan is self._plan:
            return Prepared(plan, Standing.of(plan, objects, shown))
        architect = self._make_architect(plan)
        standing = Standing.of(plan, objects, architect)
        spaces = Spaces(plan)
        ground = Ground(spaces)
        surroundings = Surroundings(standing, architect=architect, spaces=spaces, ground=ground)
        scenery = Scenery(architect, spaces, ground, Places(spaces), surroundings)
        return Prepared(plan, standing, scenery)

    def show(self, prepared: Prepared) -> None:
        """Show another plan, or other objects in the same.

        What is near is built over the next calls of `advance`.
        """
        plan, new = prepared.plan, prepared.scenery
        if new is None:
            if self._surroundings is not None and plan is self._plan:
                self._surroundings.use(prepared.standing)
                self.clear_highlight()
                return
            # Another plan was shown meanwhile.
            new = self.prepare(plan, prepared.standing.objects.placed).scenery
            assert new is not None
        self._canvas.current()
        self._plan, self._spaces, self._architect = plan, new.spaces, new.architect
        self._places = new.places
        if self._surroundings is not None:
            self._surroundings.close(wait=False)
        if self._stage is None:
            self._stage = Stage(new.architect, self._mood)
            self._stage.signs.set_contrast(on=self._contrast)
        else:
            self._stage.clear(new.architect)
        self._surroundings = new.surroundings
        self._surroundings.attach(self._stage)
        self._pillars, self._pillars_above = (np.zeros((0, 3)), []), None
        self.navigator.set_world(self._spaces, new.ground)
        self._light = self._surroundings.light_at(self.pose)
        self._notice_space()
        self.changed()

    def set_plan(self, plan: Plan, objects: Sequence[PlacedObject]) -> None:
        """Show another plan at once, however long it takes to work it out."""
        self.show(self.prepare(plan, objects))

    def set_objects(self, objects: Sequence[PlacedObject]) -> None:
        """Show other objects in the same plan."""
        if self._surroundings is not None:
            self.show(self.prepare(self._plan, objects))

    # ---- where one is --------------------------------------------------------------------

    @property
    def pose(self) -> Pose:
        """Where the walking eye is, also while the overview is shown."""
        return self.navigator.walker.pose

    @pose.setter
    def pose(self, pose: Pose) -> None:
        self.navigator.place(pose)
        self._after_move()

    @property
    def space_id(self) -> str | None:
        """The space one stands in."""
        space = self.navigator.walker.space
        return None if space is None else space.id

    @property
    def mode(self) -> Mode:
        """``walk`` or ``overview``."""
        return self.navigator.mode

    def set_mode(self, mode: Mode, animate: bool = True) -> None:
        """Change between walking and the overview."""
        self.navigator.set_mode(mode, animate=animate)
        if self._surroundings is not None:
            space = self.navigator.walker.space
            self._surroundings.floor = 0 if space is None else space.floor
        self.changed()

    def set_floor(self, floor: int) -> None:
        """Show this storey in the overview, and those below it."""
        if self._surroundings is not None and floor != self._surroundings.floor:
            self._surroundings.floor = floor
            self.changed()

    @property
    def walker(self) -> Walker:
        """The body that walks: `press`, `release`, `look`, `release_all`."""
        return self.navigator.walker

    @property
    def spaces(self) -> Spaces:
        """The plan as one walks it."""
        return self._spaces

    @property
    def ground(self) -> Ground:
        """What one may stand on here."""
        return self.navigator.ground

    @property
    def reduced_motion(self) -> bool:
        """Whether changes are cuts and fades instead of movement."""
        return self.navigator.reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, value: bool) -> None:
        self.navigator.reduced_motion = value

    @property
    def fov(self) -> float:
        """The vertical field of view when walking, in degrees."""
        return self.navigator.walk_fov

    @fov.setter
    def fov(self, degrees: float) -> None:
        self.navigator.walk_fov = min(100.0, max(40.0, degrees))
        self.changed()

    @property
    def mouse_speed(self) -> float:
        """What mouse movements are multiplied by."""
        return self.walker.mouse_speed

    @mouse_speed.setter
    def mouse_speed(self, factor: float) -> None:
        self.walker.mouse_speed = factor

    @property
    def invert(self) -> bool:
        """Whether pulling the mouse down looks up."""
        return self.walker.invert

    @invert.setter
    def invert(self, value: bool) -> None:
        self.walker.invert = value

    @property
    def quality(self) -> Quality | None:
        """The chosen level; None adapts."""
        return self._quality

    @quality.setter
    def quality(self, level: Quality | None) -> None:
        self._quality = level
        self._governor = None
        self.changed()

    @property
    def mood(self) -> Mood:
        """What lights the palace."""
        return self._mood

    @mood.setter
    def mood(self, mood: Mood) -> None:
        if mood is not self._mood:
            self._mood = mood
            if self._stage is not None:
                self._stage.mood = mood
            self.changed()

    @property
    def contrast(self) -> bool:
        """Whether names in the scene are white on black."""
        return self._contrast

    @contrast.setter
    def contrast(self, value: bool) -> None:
        if value != self._contrast:
            self._contrast = value
            if self._stage is not None:
                self._canvas.current()
                self._stage.signs.set_contrast(on=value)
            self.changed()

    @property
    def size(self) -> tuple[int, int]:
        """The widget's size in logical pixels."""
        return self._size

    @property
    def triangles(self) -> int:
        """How many triangles the present picture has."""
        return 0 if self._stage is None else self._stage.triangles

    @property
    def drawn_count(self) -> int:
        """How many draw calls the present picture takes at the best quality."""
        return 0 if self._stage is None else self._stage.drawn_count(Quality.HIGH)

    # ---- pointing ------------------------------------------------------------------------

    def pick(self, x: float, y: float) -> Pick | None:
        """Return what is under a point of the widget."""
        if self._surroundings is None:
            return None
        origin, direction = self._ray(x, y)
        objects = self._surroundings.objects
        rows = objects.rows_in(self._surroundings.shown_rooms())
        hit = pick_object(objects, origin, direction, rows)
        overview = self.mode == "overview"
        spaces = self._plan.spaces if overview else self._near_spaces()
        if overview:
            spaces = tuple(s for s in spaces if s.floor <= self._surroundings.floor)
        floor = pick_floor(spaces, origin, direction)
        if hit is not None:
            row, distance = hit
            if floor is None or np.linalg.norm(floor[1] - origin) > distance - 0.3:
                placed = objects.placed[row]
                point = origin + direction * distance
                return Pick(placed.id, placed.room_id, _triple(point))
        if floor is not None:
            return Pick(None, floor[0].id, _triple(floor[1]))
        return None

    def locus_at(self, x: float, y: float) -> Locus | None:
        """Return the locus under a point of the widget, whether something stands there or not."""
        here = self.navigator.walker.space
        return None if here is None else self._places.at(here, *self._ray(x, y))

    def screen_of(self, object_id: str) -> tuple[float, float] | None:
        """Return where an object's top is in the widget, None when it is behind one."""
        if self._surroundings is None:
            return None
        foot = self._surroundings.objects.foot(object_id)
        if foot is None:
            return None
        return self.on_screen(_triple(foot + np.array((0.0, 0.0, BOX_HEIGHT))))

    def on_screen(self, point: tuple[float, float, float]) -> tuple[float, float] | None:
        """Return where a point of the palace is in the widget, None when it is behind one."""
        seen = project(view_projection(self.navigator.pose, self._lens()), np.array(point))
        if seen is None:
            return None
        return (seen[0] + 1) / 2 * self._size[0], (1 - seen[1]) / 2 * self._size[1]

    def hover(self, object_id: str | None) -> None:
        """Mark the object under the pointer."""
        if self._surroundings is not None and self._surroundings.objects.hover(object_id):
            self._surroundings.invalidate_objects()
            self.hovered.emit(object_id)
            self.changed()

    def select(self, object_id: str | None) -> None:
        """Mark the object that is read."""
        self.selected = object_id
        if self._surroundings is not None:
            self._surroundings.objects.select(object_id)
            self._surroundings.invalidate_objects()
            self.changed()

    def lift(self, object_id: str | None) -> None:
        """Let the object that is carried about fade where it stands; None ends that."""
        if self._surroundings is not None:
            self._surroundings.objects.lift(object_id)
            self._surroundings.invalidate_objects()
            self.changed()

    def show_places(self, weights: Mapping[Locus, float]) -> None:
        """Light up places where something can be put, by weight 0…1; none ends that."""
        if self._stage is not None:
            self._canvas.current()
            feet = np.array([(locus.x, locus.y, locus.z) for locus in weights], float)
            self._stage.lights.set_places(feet.reshape(-1, 3), list(weights.values()))
            self.changed()

    # ---- what was found, and the way there -----------------------------------------------

    def highlight(self, weights: Mapping[str, float], numbers: Sequence[str] = ()) -> None:
        """Let found objects shine by weight 0…1; the numbered ones get pillars of light."""
        if self._surroundings is None or self._stage is None:
            return
        objects = self._surroundings.objects
        objects.weigh(weights)
        rows = [objects.row_of[key] for key in numbers if key in objects.row_of]
        bright = [float(weights.get(objects.placed[row].id, 0.5)) for row in rows]
        top = max(bright, default=1.0) or 1.0
        self._pillars = (
            objects.position[rows].astype(float) + np.array((0.0, 0.0, 0.02)),
            [0.45 + 0.55 * b / top for b in bright],
        )
        self._pillars_above = None
        self._surroundings.invalidate_objects()
        self.changed()

    def clear_highlight(self) -> None:
        """Put out all found light."""
        self.highlight({}, ())

    def show_route(self, points: NDArray[np.floating]) -> None:
        """Lay a ribbon of light along a polyline (n, 3) on the floor."""
        if self._stage is not None:
            self._canvas.current()
            self._stage.lights.set_route(np.asarray(points, float) + np.array((0.0, 0.0, 0.06)))
            self.changed()

    def clear_route(self) -> None:
        """Take the ribbon away."""
        if self._stage is not None:
            self._canvas.current()
            self._stage.lights.set_route(None)
            self.changed()

    def travel(
        self,
        points: NDArray[np.floating],
        facing: tuple[float, float, float],
        seconds: float = 5.0,
    ) -> None:
        """Be taken along a polyline on the floor and turned to `facing`, in at most 5 s."""
        self.navigator.travel(np.asarray(points, float), facing, seconds)
        self.changed()

    def stop(self) -> None:
        """Stay where one is."""
        self.navigator.stop()

    def set_centre_shift(self, pixels: float) -> None:
        """Move the projection's middle to the right, when something covers the left."""
        self._shift = pixels
        self.changed()

    @property
    def building(self) -> bool:
        """Whether something of what can be seen is still to be built."""
        return self._surroundings is not None and self._surroundings.waiting

    # ---- time ----------------------------------------------------------------------------

    def changed(self) -> None:
        """Ask for a new picture."""
        self._since_change = 0.0
        self._still_drawn = False
        self._canvas.update()

    def advance(self, dt: float) -> bool:
        """Let time pass: move, build, adapt. Return True while there is more to do."""
        self._time += dt
        changed, arrived = self.navigator.advance(dt)
        if changed:
            self._after_move()
        if arrived:
            self.arrived.emit()
        surroundings = self._surroundings
        if surroundings is None:
            return False
        self._canvas.current()
        if surroundings.advance(self.pose, self._focus()):
            if self.navigator.step_aside():
                self._after_move()
            self.changed()
        adapting = self._adapt(dt)
        animated = self._stage is not None and self._stage.lights.animated
        if animated:
            self._since_animation += dt
            if self._since_animation >= 1 / ANIMATION_HZ:
                self._since_animation = 0.0
                self._canvas.update()
                self._still_drawn = False
        busy = changed or self.navigator.moving or surroundings.waiting or adapting
        self._since_change = 0.0 if busy else self._since_change + dt
        rested = not busy and not self._still_drawn and self._since_change >= self.still_after
        if rested and not self._warm():
            self._still_drawn = True
            self._canvas.update()
        return busy or animated or not self._still_drawn

    def _focus(self) -> tuple[float, float] | None:
        """Return what is looked at from above, None where one walks."""
        orbit = self.navigator.orbit
        return (orbit.x, orbit.y) if self.mode == "overview" else None

    def _warm(self) -> bool:
        """Compile one more program of the still picture; False when all are there."""
        governor, stage = self._governor, self._stage
        if governor is None or stage is None:
            return False
        self._warming.bind(8, 8)
        try:
            return stage.warm(self._view(self._lens()), governor.still.quality)
        finally:
            self._warming.release()

    def _adapt(self, dt: float) -> bool:
        assert self._surroundings is not None
        wanted = self._surroundings.light_at(self.pose)
        step = (wanted - self._light) * (1 - np.exp(-dt / ADAPT_SECONDS))
        if abs(wanted - self._light) < 0.01:
            return False
        self._light += float(step)
        self.changed()
        return True

    def _after_move(self) -> None:
        self.changed()
        self.moved.emit(self.pose)
        self._notice_space()

    def _notice_space(self) -> None:
        if self.space_id != self._space:
            self._space = self.space_id
            self.space_changed.emit(self._space)

    # ---- drawing -------------------------------------------------------------------------

    def render_image(self, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
        """Return a picture (h, w, 4) of the best quality, everything in view built.

        Parameters
        ----------
        size
            In pixels; the canvas' own by default.
        """
        self.build_all()
        quality = self._quality if self._quality is not None else Quality.HIGH
        self.draw_once(quality, size or self._canvas.pixels)
        return self._target.read()

    def build_all(self) -> None:
        """Build all that is near at once, and let the eye adapt to the light here."""
        if self._surroundings is None:
            raise RuntimeError("there is no plan to draw yet")
        self._canvas.current()
        self._surroundings.finish(self.pose, self._focus())
        if self.navigator.step_aside():
            self._after_move()
        # A picture is exposed for what it shows: who stands at a window may look away from it.
        self._light = self._surroundings.light_at(self.pose, PICTURED)

    def draw_once(self, quality: Quality, size: tuple[int, int]) -> None:
        """Draw one picture aside, `size` pixels, and wait until it is done."""
        with self.drawing_aside(size):
            self._draw_view(self._lens_of(size[0] / size[1]), quality, size)
            gloo.finish()

    def picture(self) -> NDArray[np.uint8]:
        """Return what was drawn aside last, (h, w, 4), top row first."""
        return self._target.read()

    @contextmanager
    def drawing_aside(self, size: tuple[int, int]) -> Iterator[None]:
        """Draw into a picture of this size, not the window, while the context lasts."""
        self._canvas.current()
        self._target.bind(*size)
        self._canvas.flush()
        try:
            yield
        finally:
            self._target.release()

    def close(self) -> None:
        """Give the surface and its memory back."""
        if self._surroundings is not None:
            self._surroundings.close()
        self._canvas.current()
        self._target.delete()
        self._warming.delete()
        self._canvas.close()

    def _resized(self, width: int, height: int) -> None:
        self._size = (max(width, 1), max(height, 1))
        self.changed()

    def _paint(self) -> None:
        if self._stage is None or self._surroundings is None:
            gloo.clear(color=(0.82, 0.86, 0.90, 1.0))
            return
        if self._governor is None:
            software = renderer_is_software(self._canvas.renderer())
            self._governor = Governor(self._quality, software=software)
        moving = not (self._still_drawn and self._since_change >= self.still_after)
        detail = self._governor.moving if moving else self._governor.still
        if self._surroundings.bare and self._target.holds_picture:
            # Another plan was just set: what was seen last stays until there is a place to see.
            self._show_target()
            return
        start = time.perf_counter()
        self._draw_frame(detail)
        if self._governor.software or self._quality is None:
            gloo.finish()
        end = time.perf_counter()
        self.frame_seconds = end - start
        self.frames_drawn += 1
        if moving:
            self._governor.drawn(start, end)

    def _draw_frame(self, detail: Detail) -> None:
        width, height = self._canvas.pixels
        lens = self._lens()
        # Always by way of the target, even at full size: drivers that compile programs for a
        # picture's format (llvmpipe) would otherwise compile all of them twice.
        small = max(16, round(width * detail.scale)), max(16, round(height * detail.scale))
        self._target.bind(*small)
        try:
            self._draw_view(lens, detail.quality, small)
        finally:
            self._target.release()
        self._show_target()

    def _show_target(self) -> None:
        gloo.set_viewport(0, 0, *self._canvas.pixels)
        self._target.show()

    def _draw_view(self, lens: Lens, quality: Quality, size: tuple[int, int]) -> None:
        assert self._stage is not None and self._surroundings is not None
        view = self._view(lens)
        if self._pillars_above is not view.overview:
            self._pillars_above = view.overview
            feet, bright = self._pillars
            self._stage.lights.set_pillars(
                feet,
                bright,
                height=ABOVE_HEIGHT if view.overview else PILLAR_HEIGHT,
                radius=ABOVE_RADIUS if view.overview else PILLAR_RADIUS,
            )
        self._surroundings.show(view.pose, lens, overview=view.overview)
        self._stage.draw(view, quality, size)

    def _view(self, lens: Lens) -> View:
        assert self._stage is not None
        above = self.navigator.from_above
        pose = self.navigator.pose
        mood = self._stage.mood
        return View(
            pose,
            lens,
            (OVERVIEW_EXPOSURE if above else exposure(self._light)) * self.navigator.light,
            self._time,
            mood.overview_range + 2 * self.navigator.orbit.distance if above else mood.fog_range,
            above,
        )

    def _lens(self) -> Lens:
        width, height = self._size
        return self._lens_of(width / height, 2 * self._shift / width)

    def _lens_of(self, aspect: float, shift: float = 0.0) -> Lens:
        eye = self.navigator.pose.z
        return Lens(self.navigator.fov, aspect, shift, near_plane(eye), far_plane(eye))

    def _ray(self, x: float, y: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        width, height = self._size
        return ray(self.navigator.pose, self._lens(), 2 * x / width - 1, 1 - 2 * y / height)

    def ground_under(self, x: float, y: float) -> tuple[float, float] | None:
        """Return the point of level ground under a point of the widget."""
        origin, direction = self._ray(x, y)
        if direction[2] > -0.02:
            return None
        point = origin + direction * ((self.navigator.orbit.z - origin[2]) / direction[2])
        return float(point[0]), float(point[1])

    def _near_spaces(self) -> tuple[Any, ...]:
        here = self.navigator.walker.space
        if here is None:
            return ()
        return (here, *(other for _, other in self._spaces.neighbours(here.id)))


def _triple(point: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
