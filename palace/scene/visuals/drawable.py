"""A typed adapter round one vispy program: its buffers, its uniforms, its OpenGL state.

`vispy.gloo` is used without the scene graph: a drawn scene-graph node costs 0.25–0.35 ms of
Python, a program here a third of that, and passes, state and errors stay in our hands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

Uniform = float | tuple[float, ...] | NDArray[np.float32] | Any

OPAQUE: Mapping[str, Any] = {
    "depth_test": True,
    "depth_mask": True,
    "cull_face": False,
    "blend": False,
    "depth_func": "less",
}
FRONTS: Mapping[str, Any] = {**OPAQUE, "cull_face": "back"}
"""As seen by who walks: the back of a wall is inside it. From above, with the roofs off, backs are
seen: what is built simply has walls of one face."""
BLENDED: Mapping[str, Any] = {
    "depth_test": True,
    "depth_mask": False,
    "cull_face": False,
    "blend": True,
    "depth_func": "lequal",
    "blend_func": ("src_alpha", "one_minus_src_alpha"),
}
ADDED: Mapping[str, Any] = {**BLENDED, "blend_func": ("one", "one")}
BEHIND: Mapping[str, Any] = {
    "depth_test": True,
    "depth_mask": False,
    "cull_face": False,
    "blend": False,
    "depth_func": "lequal",
}

QUAD = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)

_UNIFORM = re.compile(r"^\s*uniform\s+\w+\s+(\w+)\s*;", re.MULTILINE)


class Drawable:
    """One program and what it draws.

    Parameters
    ----------
    vertex, fragment
        GLSL 1.20.
    state
        The full OpenGL state it draws with; none is inherited from what was drawn before.
    mode
        The primitive.
    defines
        Names set by ``#define`` in both shaders, such as a quality's features.
    """

    def __init__(
        self,
        vertex: str,
        fragment: str,
        *,
        state: Mapping[str, Any] = OPAQUE,
        mode: str = "triangles",
        defines: tuple[str, ...] = (),
    ) -> None:
        head = "#version 120\n" + "".join(f"#define {name}\n" for name in defines)
        # Plain ASCII: vispy tells OpenGL a source's length in characters, not in bytes, and so
        # cuts it short by every character of a comment that takes more than one.
        self._program = gloo.Program(_plain(head + vertex), _plain(head + fragment))
        self._uniforms = frozenset(_UNIFORM.findall(vertex + "\n" + fragment))
        self._values: dict[str, Uniform] = {}
        self._state = dict(state)
        self._mode = mode
        self._indices: gloo.IndexBuffer | None = None
        self._empty = False
        self._bound: dict[str, gloo.VertexBuffer] = {}
        self.visible = True

    def attribute(self, name: str, buffer: gloo.VertexBuffer) -> None:
        """Read an attribute from a buffer."""
        self._program[name] = buffer

    def vertices(self, buffer: gloo.VertexBuffer) -> None:
        """Read every attribute of a structured buffer's names."""
        self._program.bind(buffer)

    def indices(self, indices: NDArray[np.uint32]) -> None:
        """Draw these triangles; none of them hides the drawable."""
        self._empty = len(indices) == 0
        if self._empty:
            return
        if self._indices is None:
            self._indices = gloo.IndexBuffer(np.ascontiguousarray(indices, np.uint32))
        else:
            self._indices.set_data(np.ascontiguousarray(indices, np.uint32))

    def hide_if(self, empty: bool) -> None:
        """Draw nothing while there are no instances (zero instances would draw one)."""
        self._empty = empty

    def uniforms(self, values: Mapping[str, Uniform]) -> None:
        """Set those uniforms that the program has and that have changed."""
        for name in self._uniforms.intersection(values):
            value = values[name]
            old = self._values.get(name)
            if old is value:
                continue
            if isinstance(value, np.ndarray) and isinstance(old, np.ndarray):
                if np.array_equal(old, value):
                    continue
            elif type(value) is type(old) and isinstance(value, (float, tuple)) and value == old:
                continue
            self._values[name] = value
            self._program[name] = value

    @property
    def drawn(self) -> bool:
        """Whether `draw` would draw anything."""
        return self.visible and not self._empty

    def draw(self, values: Mapping[str, Uniform]) -> None:
        """Draw with these uniforms."""
        if not self.drawn:
            return
        self.uniforms(values)
        gloo.set_state(**self._state)
        self._program.draw(self._mode, self._indices)

    def draw_with(
        self,
        values: Mapping[str, Uniform],
        buffers: Mapping[str, gloo.VertexBuffer],
        indices: gloo.IndexBuffer,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        """Draw other buffers than its own: programs are slow to compile and worth sharing."""
        self.uniforms(values)
        for name, buffer in buffers.items():
            if self._bound.get(name) is not buffer:
                self._bound[name] = buffer
                self._program[name] = buffer
        gloo.set_state(**(self._state if state is None else state))
        self._program.draw(self._mode, indices)

    def delete(self) -> None:
        """Give its program and buffers back."""
        self._program.delete()
        if self._indices is not None:
            self._indices.delete()


def structured(data: NDArray[np.void]) -> dict[str, gloo.VertexBuffer]:
    """Upload a structured array and return a view of it for each of its fields."""
    buffer = gloo.VertexBuffer(data)
    assert data.dtype.names is not None
    return {name: buffer[name] for name in data.dtype.names}


class InstanceBuffers:
    """Per-instance attributes of four floats each, all of one length."""

    def __init__(self, drawable: Drawable, names: tuple[str, ...]) -> None:
        self._drawable = drawable
        self._buffers: dict[str, gloo.VertexBuffer] = {}
        self._names = names
        self._count = -1

    def fill(self, columns: Mapping[str, NDArray[np.float32]]) -> None:
        """Upload (n, 4) arrays; n = 0 hides the drawable."""
        count = len(next(iter(columns.values())))
        self._drawable.hide_if(count == 0)
        if count == 0:
            return
        for name in self._names:
            data = np.ascontiguousarray(columns[name], np.float32)
            buffer = self._buffers.get(name)
            if buffer is None or count != self._count:
                if buffer is not None:
                    buffer.delete()
                buffer = gloo.VertexBuffer(data, divisor=1)
                self._buffers[name] = buffer
                self._drawable.attribute(name, buffer)
            else:
                buffer.set_data(data, copy=False)
        self._count = count


def _plain(source: str) -> str:
    return source.encode("ascii", "replace").decode("ascii")
