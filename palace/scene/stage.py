"""Everything that is drawn, as one: filled when the world changes, drawn once a frame.

Knows OpenGL and arrays but no window, so a window and a headless picture draw alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from palace.scene.building import Architect
from palace.scene.camera import Lens, Pose, view_projection
from palace.scene.meshes.mesh import INSTANCE, Mesh, Sign, SpaceParts
from palace.scene.mood import DAY, Mood
from palace.scene.objects import Objects
from palace.scene.quality import Quality
from palace.scene.visuals.drawable import FRONTS, OPAQUE, Uniform
from palace.scene.visuals.models import Model, ModelInstances, ModelPrograms
from palace.scene.visuals.noise import noise_texture
from palace.scene.visuals.overlays import Decals, Lights, Shadows
from palace.scene.visuals.shell import Grouped, Shell, ShellPrograms
from palace.scene.visuals.signs import Signs
from palace.scene.visuals.sky import Sky

ROOF = "/roof"
OBJECT_SHADOW = 0.26
OUTSIDE_EXPOSURE = 0.95
"""The most that what lies in the open is exposed with, so that windows keep their view:
an eye adapts to parts of a picture, a film does not."""

MASSING_LIGHT = 0.90
OPEN_LIGHT = 0.85
"""The least light that falls into rooms whose roofs are off."""


@dataclass(frozen=True, slots=True)
class View:
    """One picture's point of view.

    Parameters
    ----------
    exposure
        Of the eye's adaptation, 0 is black.
    time
        Seconds, for water and pulses.
    fog_range
        How far one sees, in metres.
    """

    pose: Pose
    lens: Lens
    exposure: float = 1.0
    time: float = 0.0
    fog_range: float = 210.0
    overview: bool = False


class Stage:
    """The drawn world.

    Parameters
    ----------
    architect
        Where models come from.
    mood
        The hour.
    """

    def __init__(self, architect: Architect, mood: Mood = DAY) -> None:
        self._architect = architect
        self.mood = mood
        self._noise: gloo.Texture2D | None = None
        shells = ShellPrograms()
        self.near = Shell(shells)
        self.far = Shell(shells)
        self.distant = Shell(shells)
        self._programs = ModelPrograms()
        self.sky = Sky()
        self.shadows = Shadows()
        self.decals = Decals()
        self.signs = Signs()
        self.lights = Lights()
        self._objects: dict[tuple[str, bool], Model] = {}
        self._props: dict[str, Model] = {}
        self._records: dict[str, NDArray[np.void]] = {}
        self._parts: dict[str, SpaceParts] = {}
        self._lit: list[Mesh] = []

    def clear(self, architect: Architect) -> None:
        """Draw nothing any more, ready for another plan; compiled programs are kept."""
        self._architect = architect
        self.near.fill({})
        self.far.fill({})
        self.distant.fill({})
        self._parts = {}
        self.fill_props([])
        self.fill_shadows([])
        self._lit = []
        self.decals.fill(Mesh())
        self.signs.fill([])
        self.lights.set_pillars(np.zeros((0, 3)), (), height=1.0, radius=1.0)
        self.lights.set_route(None)
        self.lights.set_places(np.zeros((0, 3)), ())

    def fill_far(self, prepared: Grouped) -> None:
        """Take in the whole palace, simply, storey by storey, and what lies outside."""
        self.far.upload(prepared)

    def fill_distant(self, prepared: Grouped) -> None:
        """Take in the blocks of a large palace; none is drawn until it is chosen."""
        self.distant.upload(prepared)
        self.distant.choose(())

    def prepare_near(self, parts: Mapping[str, SpaceParts]) -> Grouped:
        """Make spaces in detail ready; needs no OpenGL, and one thread at a time does it."""
        meshes: dict[str, Mesh] = {}
        for key, part in parts.items():
            meshes[key] = part.shell
            meshes[key + ROOF] = part.roof
        return self.near.prepare(meshes)

    def fill_near(self, parts: Mapping[str, SpaceParts], prepared: Grouped) -> None:
        """Take in spaces in detail, which have been made ready."""
        self.near.upload(prepared)
        self._parts = dict(parts)

    def choose(
        self,
        near: Sequence[str],
        far: Sequence[str],
        signs: Sequence[Sign],
        distant: Sequence[str] = (),
    ) -> None:
        """Draw these spaces in detail, those simply, and the distant as blocks.

        Keys are those that were filled.
        """
        self.near.choose([name for key in near for name in (key, key + ROOF)])
        self.far.choose(far)
        self.distant.choose(distant)
        lit = [self._parts[key].decals for key in near if key in self._parts]
        # What is far changes at nearly every step, and these with it seldom.
        if len(lit) != len(self._lit) or any(
            a is not b for a, b in zip(lit, self._lit, strict=True)
        ):
            self._lit = lit
            self.decals.fill(Mesh.join(lit))
        self.signs.fill(signs)

    def fill_objects(
        self, objects: Objects, rows: NDArray[np.intp], *, light: float | None
    ) -> None:
        """Draw these rows, lit by their room or, from above, all alike and simple."""
        low = light is not None
        shapes = objects.shape[rows]
        wanted = [(shape, low) for shape in dict.fromkeys(shapes.tolist())]
        for key in dict.fromkeys([*self._objects, *wanted]):
            shape, _ = key
            mine = rows[shapes == shape] if key in wanted else rows[:0]
            if key not in self._objects:
                self._objects[key] = Model(
                    self._architect.object_model(shape, low=low), self._programs
                )
            lit = objects.light[mine] if light is None else np.full((len(mine), 3), light)
            zero = np.zeros((len(mine), 1))
            self._objects[key].fill(
                ModelInstances(
                    np.column_stack([objects.position[mine], objects.yaw[mine]]).astype(np.float32),
                    np.column_stack([np.ones((len(mine), 3)), objects.highlight[mine]]).astype(
                        np.float32
                    ),
                    np.column_stack([objects.color[mine], objects.fade[mine]]).astype(np.float32),
                    np.column_stack([lit, zero]).astype(np.float32),
                )
            )

    def fill_shadows(self, discs: Sequence[NDArray[np.float32]]) -> None:
        """Draw these contact shadows."""
        rows = [d.reshape(-1, 4) for d in discs if len(d)]
        self.shadows.fill(
            np.concatenate(rows).astype(np.float32) if rows else np.zeros((0, 4), np.float32)
        )

    def fill_props(self, props: Sequence[Mapping[str, NDArray[np.void]]]) -> None:
        """Draw these props, `INSTANCE` records by kind."""
        kinds: dict[str, list[NDArray[np.void]]] = {}
        for part in props:
            for kind, records in part.items():
                if len(records):
                    kinds.setdefault(kind, []).append(records)
        for kind in dict.fromkeys([*self._props, *kinds]):
            if kind not in self._props:
                self._props[kind] = Model(self._architect.prop_model(kind), self._programs)
            lists = kinds.get(kind)
            records = np.concatenate(lists) if lists else np.zeros(0, INSTANCE)
            old = self._records.get(kind)
            if old is None or not np.array_equal(old, records):
                self._records[kind] = records
                self._props[kind].fill(ModelInstances.of_records(records))

    def draw(self, view: View, quality: Quality, size: tuple[int, int]) -> None:
        """Draw one picture into what is bound, `size` pixels."""
        gloo.set_viewport(0, 0, *size)
        gloo.set_state(depth_test=True, depth_mask=True, blend=False)
        gloo.set_clear_color((0.5, 0.55, 0.6, 1.0))
        gloo.clear(color=True, depth=True)
        values = self._values(view, size, quality)
        state = OPAQUE if view.overview else FRONTS
        for model in (*self._objects.values(), *self._props.values()):
            model.draw(values, quality, state)
        for shell in (self.near, self.far, self.distant):
            shell.draw(values, quality, state)
        if not view.overview or view.pose.pitch > -0.9:
            self.sky.draw(values, quality)
        self.decals.draw(values)
        self.shadows.draw(values)
        self.signs.draw(values)
        self.lights.draw(values)

    @property
    def triangles(self) -> int:
        """How many triangles are drawn."""
        models = (*self._objects.values(), *self._props.values())
        shells = (self.near, self.far, self.distant)
        return sum(m.triangles for m in models) + sum(shell.triangles for shell in shells)

    def drawn_count(self, quality: Quality) -> int:
        """Return how many draw calls a picture of this quality takes."""
        models = [m for m in (*self._objects.values(), *self._props.values()) if m.drawn]
        shells = (self.near, self.far, self.distant)
        return (
            len(models) + sum(shell.drawn_count(quality) for shell in shells) + 5
        )  # sky, decals, shadows, signs, lights

    def warm(self, view: View, quality: Quality) -> bool:
        """Compile one program that this quality will need; False when all are there.

        Compiling them in one frame would hold a software renderer up for a second.
        """
        values = self._values(view, (8, 8), quality)
        gloo.set_viewport(0, 0, 8, 8)
        models = (*self._objects.values(), *self._props.values())
        return (
            any(model.warm(values, quality) for model in models)
            or self.near.warm(values, quality)
            or self.far.warm(values, quality)
            or self.distant.warm(values, quality)
            or self.sky.warm(values, quality)
        )

    def _values(self, view: View, size: tuple[int, int], quality: Quality) -> dict[str, Uniform]:
        mood = self.mood
        forward, right, up = view.pose.axes()
        half_x, half_y = view.lens.half_extent()
        values: dict[str, Uniform] = {
            "u_view_projection": view_projection(view.pose, view.lens).astype(np.float32),
            "u_eye": (view.pose.x, view.pose.y, view.pose.z),
            "u_resolution": (float(size[0]), float(size[1])),
            "u_exposure": float(view.exposure),
            "u_outside": min(1.0, OUTSIDE_EXPOSURE / max(view.exposure, 0.05)),
            "u_time": float(view.time % 3600.0),
            "u_pulse": float(np.sin(view.time * 3.0)),
            "u_fog_density": 1.0 / view.fog_range,
            "u_fog_color": mood.fog_color,
            "u_fog_sun": mood.fog_sun,
            "u_sun": mood.sun,
            "u_sun_color": mood.sun_color,
            "u_sky": mood.sky,
            "u_bounce": mood.bounce,
            "u_ambient": mood.ambient,
            "u_open": OPEN_LIGHT if view.overview else 0.0,
            "u_zenith": mood.zenith,
            "u_horizon": mood.horizon,
            "u_below": mood.below,
            "u_sun_glow": mood.sun_glow,
            "u_forward": tuple(float(v) for v in forward),
            "u_right": tuple(float(v) for v in right * half_x),
            "u_up": tuple(float(v) for v in up * half_y),
            "u_shift": float(view.lens.shift),
        }
        if quality > Quality.LOW:  # making it takes a tenth of a second, which a start has not
            if self._noise is None:
                self._noise = gloo.Texture2D(
                    noise_texture(), interpolation="linear", wrapping="repeat"
                )
            values["u_noise"] = self._noise
        return values


def roof_key(floor: int) -> str:
    """Return the name under which a storey's roofs are drawn, square by square."""
    return f"massing/{floor}{ROOF}"


def spanned(parts: SpaceParts) -> dict[str, Mesh]:
    """Return the meshes that `parts.spans` tells apart, each with its own vertices only."""
    out: dict[str, Mesh] = {}
    for key, (first, count) in parts.spans.items():
        indices = parts.shell.indices[first : first + count]
        if not count:
            continue
        low, high = int(indices.min()), int(indices.max()) + 1
        own = (indices - np.uint32(low)).astype(np.uint32)
        out[key] = Mesh(parts.shell.vertices[low:high], own)
    return out
