"""The OpenGL calls of a picture, taken down as vispy makes them and made again by PyOpenGL alone.

That is the peer of `benchmarks.frames`: the same programs, buffers, triangles and framebuffer,
with nothing before each call but a loop over a list. What changes no state is left out (a
program that is in use already, a uniform that has the value), so it is the shortest list a
careful program could keep. What a frame makes new (buffers) is kept alive until the end, and the
peer fills it again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np
from vispy.gloo import gl

Call = tuple[Callable[..., Any], tuple[Any, ...]]
Noted = tuple[str, tuple[Any, ...]]

_HELD = ("glVertexAttribPointer",)
_MADE = ("glCreateBuffer", "glDeleteBuffer")
_UNIFORM = {"1": 1, "2": 2, "3": 3, "4": 4}


class Recorder:
    """Takes down every call between `recording`'s begin and end.

    It must be made before anything is drawn: vispy looks a function up at each call, but for
    `_HELD`, which it keeps. Buffers that are deleted meanwhile stay until `release`, so that the
    calls can be made again.
    """

    def __init__(self) -> None:
        self._deleted: list[tuple[Callable[..., Any], int]] = []
        self._noted: list[Noted] = []
        for name in _HELD:  # vispy copies them from here when a canvas is made
            setattr(gl.gl2, name, self._noting(name, getattr(gl.gl2, name)))

    def _noting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._noted.append((name, tuple(_copied(value) for value in arguments)))
            return function(*arguments)

        return call

    @contextmanager
    def recording(self) -> Iterator[list[Noted]]:
        """Note the calls while the context lasts, with copies of what they upload."""
        self._noted.clear()
        kept = {
            name: function
            for name, function in vars(gl).items()
            if name.startswith("gl") and name not in (*_HELD, "gl2") and callable(function)
        }
        for name, function in kept.items():
            setattr(gl, name, self._noting(name, function))
        try:
            with self.keeping():
                yield self._noted
        finally:
            self._noted = []
            for name, function in kept.items():
                setattr(gl, name, function)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Delete no buffer while the context lasts, for its number might be given again."""
        delete = gl.glDeleteBuffer
        gl.glDeleteBuffer = lambda buffer: self._deleted.append((delete, buffer))
        try:
            yield
        finally:
            gl.glDeleteBuffer = delete

    def release(self) -> None:
        """Delete what was to be deleted."""
        for function, buffer in self._deleted:
            function(buffer)
        self._deleted.clear()


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def raw(noted: list[Noted], marks: list[int]) -> list[list[Call]]:
    """Return the calls of each frame for PyOpenGL, those left out that change nothing.

    Parameters
    ----------
    noted
        Of some frames, one after the other.
    marks
        Where each frame begins, and where the last ends.
    """
    from OpenGL import GL

    state = _State()
    frames: list[list[Call]] = []
    for first, last in pairwise(marks):
        frames.append([])
        for name, arguments in noted[first:last]:
            if name in _MADE or name.startswith(("glGet", "glCheck")):
                continue
            if state.changes(name, arguments):
                frames[-1].append(_call(GL, name, arguments))
    return frames


def replay(calls: list[Call]) -> None:
    """Make the calls."""
    for function, arguments in calls:
        function(*arguments)


class _State:
    """What OpenGL holds after the calls so far, as far as it has been told."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._buffer: int | None = None
        self._program: int | None = None
        self._unit = 0

    def changes(self, name: str, arguments: tuple[Any, ...]) -> bool:
        """Return whether a call does anything, and remember it."""
        if name == "glBindBuffer" and arguments[0] == gl.GL_ARRAY_BUFFER:
            self._buffer = arguments[1]
        if name == "glUseProgram":
            self._program = arguments[0]
        if name == "glActiveTexture":
            self._unit = arguments[0]
        key: Any
        if name.startswith("glUniform"):
            key = ("uniform", self._program, arguments[0])
        elif name in ("glEnable", "glDisable"):
            key, arguments = ("enabled", arguments[0]), (name,)
        elif name in ("glEnableVertexAttribArray", "glDisableVertexAttribArray"):
            key, arguments = ("array", arguments[0]), (name,)
        elif name == "glVertexAttribPointer":
            key, arguments = ("pointer", arguments[0]), (self._buffer, *map(_plain, arguments))
        elif name == "glVertexAttribDivisor":
            key = (name, arguments[0])
        elif name == "glBindTexture":
            key = (name, self._unit, arguments[0])
        elif name in ("glBindBuffer", "glBindFramebuffer", "glPixelStorei"):
            key = (name, arguments[0])
        elif name in _SETTERS:
            key = name
        else:
            return True
        value = tuple(_plain(part) for part in arguments)
        if self._known.get(key) == value:
            return False
        self._known[key] = value
        return True


_SETTERS = {
    "glUseProgram",
    "glActiveTexture",
    "glDepthMask",
    "glDepthFunc",
    "glBlendFunc",
    "glBlendFuncSeparate",
    "glBlendEquation",
    "glBlendEquationSeparate",
    "glCullFace",
    "glFrontFace",
    "glClearColor",
    "glClearDepth",
    "glViewport",
    "glColorMask",
}


def _plain(value: Any) -> Any:
    """Return something that can be compared."""
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if isinstance(value, ctypes.c_void_p):
        return value.value or 0
    return tuple(value) if isinstance(value, list) else value


def _call(module: Any, name: str, arguments: tuple[Any, ...]) -> Call:
    """Return PyOpenGL's function and the arguments it takes, ready to be sent."""
    if name.startswith("glUniform") and name[9] in _UNIFORM and name.endswith("v"):
        kind = np.int32 if name.endswith("iv") else np.float32
        location, count, values = arguments
        arguments = (location, count, np.asarray(values, kind).ravel())
    elif name == "glBufferData":
        target, data, usage = arguments
        size = data if isinstance(data, int) else data.nbytes
        arguments = (target, size, None if isinstance(data, int) else data, usage)
    elif name == "glBufferSubData":
        target, offset, data = arguments
        arguments = (target, offset, data.nbytes, data)
    elif name in ("glVertexAttribPointer", "glDrawElements", "glDrawElementsInstanced"):
        at = 5 if name == "glVertexAttribPointer" else 3
        offset = arguments[at]
        if not isinstance(offset, ctypes.c_void_p):
            offset = ctypes.c_void_p(int(offset or 0))
        arguments = (*arguments[:at], offset, *arguments[at + 1 :])
    return getattr(module, name), arguments
