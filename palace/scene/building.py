"""What the scene asks of the architecture, and parts built lazily within a time budget."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan, Space
from palace.scene.meshes.mesh import Mesh, SpaceParts

CACHE = 96
"""How many spaces' parts are kept; a walk comes back to most of them."""


class Architect(Protocol):
    """Turns a plan into arrays."""

    def space(self, space: Space) -> SpaceParts:
        """Return a space in detail."""
        ...

    def massing(self) -> Sequence[SpaceParts]:
        """Return all spaces, simply, in one part or more."""
        ...

    def grounds(self) -> SpaceParts:
        """Return what lies outside."""
        ...

    def object_model(self, shape: str, *, low: bool) -> Mesh:
        """Return the model of a shape of object, `low` for seeing it from far away."""
        ...

    def prop_model(self, kind: str) -> Mesh:
        """Return the model of a kind of prop."""
        ...

    def shape(self, placed: PlacedObject) -> str:
        """Return the shape that shows an object's kind."""
        ...

    def palette(self, character: str) -> NDArray[np.float32]:
        """Return the linear colours (n, 3) that objects of a character wear."""
        ...


class Workshop:
    """Builds the parts of spaces, nearest first, a little at a time.

    Parameters
    ----------
    build
        Makes the parts of a space; takes milliseconds.
    clock
        Returns seconds.
    """

    def __init__(
        self, build: Callable[[Space], SpaceParts], clock: Callable[[], float], size: int = CACHE
    ) -> None:
        self._build = build
        self._clock = clock
        self._size = size
        self._parts: OrderedDict[str, SpaceParts] = OrderedDict()
        self._wanted: list[Space] = []

    def want(self, spaces: Sequence[Space]) -> None:
        """Build these from now on, in this order, and keep them."""
        for space in spaces:
            if space.id in self._parts:
                self._parts.move_to_end(space.id)
        self._wanted = [space for space in spaces if space.id not in self._parts]
        while len(self._parts) > max(self._size, len(spaces)):
            self._parts.popitem(last=False)

    @property
    def waiting(self) -> int:
        """How many are still to be built."""
        return len(self._wanted)

    def work(self, seconds: float) -> int:
        """Build for about so long, at least one if any is wanted; return how many."""
        start = self._clock()
        built = 0
        while self._wanted and (built == 0 or self._clock() - start < seconds):
            space = self._wanted.pop(0)
            self._parts[space.id] = self._build(space)
            built += 1
        return built

    def ready(self, keys: Sequence[str]) -> Mapping[str, SpaceParts]:
        """Return those of these spaces that are built."""
        return {key: self._parts[key] for key in keys if key in self._parts}

    def clear(self) -> None:
        """Forget everything, as when the plan changes."""
        self._parts.clear()
        self._wanted = []


def architect_for(plan: Plan) -> Architect:
    """Return the palace's own architect."""
    from palace.scene.architect import PalaceArchitect

    return PalaceArchitect(plan)
