"""What the scene asks of the architecture, and parts built lazily, aside."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from palace.model.plan import PlacedObject, Plan, Space
from palace.scene.architecture.plan_index import Circle
from palace.scene.meshes.mesh import Mesh, SpaceParts

CACHE = 96
"""How many spaces' parts are kept; a walk comes back to most of them."""


class Architect(Protocol):
    """Turns a plan into arrays."""

    def space(self, space: Space) -> SpaceParts:
        """Return a space in detail."""
        ...

    def massing(self, within: Circle | None = None) -> Sequence[SpaceParts]:
        """Return all spaces, or those in a circle, simply, in one part or more."""
        ...

    def blocks(self) -> Sequence[SpaceParts]:
        """Return all spaces as they are seen from far above, in one part or more."""
        ...

    def grounds(self, within: Circle | None = None) -> SpaceParts:
        """Return what lies outside, its gardens only in a circle where one is given."""
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
    """Builds in a thread of its own, what is nearest first.

    The parts of a space take milliseconds to a tenth of a second, a large palace's massing most
    of one: too long for the thread that draws. The thread ends when nothing is wanted, and of all
    workshops only one ever builds, so architects need not be safe against one another.

    Parameters
    ----------
    build
        Makes the parts of a space.
    size
        How many spaces' parts are kept.
    """

    _building_site = threading.Lock()

    def __init__(self, build: Callable[[Space], SpaceParts], size: int = CACHE) -> None:
        self._build = build
        self._size = size
        self._parts: OrderedDict[str, SpaceParts] = OrderedDict()
        self._lock = threading.Lock()
        self._wanted: list[Space] = []
        self._jobs: list[Callable[[], None]] = []
        self._urgent: Callable[[], None] | None = None
        self._done: dict[str, SpaceParts] = {}
        self._building: str | None = None
        self._busy = False
        self._thread: threading.Thread | None = None
        self._failure: Exception | None = None

    def want(self, spaces: Sequence[Space]) -> None:
        """Build these from now on, in this order, and keep them."""
        for space in spaces:
            if space.id in self._parts:
                self._parts.move_to_end(space.id)
        while len(self._parts) > max(self._size, len(spaces)):
            self._parts.popitem(last=False)
        with self._lock:
            known = self._parts.keys() | self._done.keys() | {self._building}
            self._wanted = [space for space in spaces if space.id not in known]
        self._start()

    def later(self, job: Callable[[], None]) -> None:
        """Do this too, when no space is wanted."""
        with self._lock:
            self._jobs.append(job)
        self._start()

    def next(self, job: Callable[[], None]) -> None:
        """Do this before anything else is built, in place of one that has not been begun."""
        with self._lock:
            self._urgent = job
        self._start()

    @property
    def waiting(self) -> bool:
        """Whether something is still to be built or to be collected."""
        with self._lock:
            return self._busy or bool(self._done)

    def collect(self) -> bool:
        """Take over what has been built; return whether there was anything.

        Raises
        ------
        RuntimeError
            When a part could not be built.
        """
        with self._lock:
            done, self._done = self._done, {}
            failure, self._failure = self._failure, None
        if failure is not None:
            raise RuntimeError("the palace could not be built") from failure
        self._parts.update(done)
        return bool(done)

    def join(self) -> None:
        """Wait until all that is wanted is built."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def close(self, *, wait: bool = True) -> None:
        """Want nothing any more, and wait for what is being built just now if need be."""
        with self._lock:
            self._wanted, self._jobs, self._urgent = [], [], None
        if wait:
            self.join()

    def ready(self, keys: Sequence[str]) -> Mapping[str, SpaceParts]:
        """Return those of these spaces that are built."""
        return {key: self._parts[key] for key in keys if key in self._parts}

    def _start(self) -> None:
        with self._lock:
            if self._busy or not (self._wanted or self._jobs or self._urgent):
                return
            self._busy = True
        self.join()
        self._thread = threading.Thread(target=self._work, name="palace-building", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                job, self._urgent = self._urgent, None
                space = self._wanted.pop(0) if job is None and self._wanted else None
                if job is None and space is None and self._jobs:
                    job = self._jobs.pop(0)
                self._building = None if space is None else space.id
                if space is None and job is None:
                    self._busy = False
                    return
            try:
                # A workshop that has been closed may still be at its last piece.
                with self._building_site:
                    if space is not None:
                        parts = self._build(space)
                        with self._lock:
                            self._done[space.id] = parts
                    elif job is not None:
                        job()
            except Exception as error:
                with self._lock:
                    self._failure = error


def architect_for(plan: Plan) -> Architect:
    """Return the palace's own architect."""
    from palace.scene.architect import PalaceArchitect

    return PalaceArchitect(plan)
