"""What a picture costs, walking and from above, beside raw OpenGL drawing the same triangles.

    python -m benchmarks.frames [--objects 10000] [--size 1280x800] [--json]

Drawn without a display (EGL), waiting for each picture. The processor's time counts all threads,
so on a software renderer it is the true cost and does not change with what else runs. At 64 × 64
pixels next to nothing is filled: that row is the cost of the calls and of the vertices. The peer
is PyOpenGL with one program, one buffer and one call, the least that can draw these triangles.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from palace.scene.environment import prepare_headless

prepare_headless()

from PySide6.QtGui import QGuiApplication  # noqa: E402

from palace.scene.quality import Quality  # noqa: E402
from palace.scene.view import PalaceView  # noqa: E402
from palace.scene.viewpoint import standpoint  # noqa: E402
from tests.layout.plans import make_founding  # noqa: E402

REPEATS = 8
TINY = (64, 64)

VERTEX = """#version 120
attribute vec3 position; varying vec3 v; void main() {
  v = position; gl_Position = vec4(position.xy * 0.01, position.z * 0.01, 1.0); }"""
FRAGMENT = """#version 120
varying vec3 v; void main() { gl_FragColor = vec4(fract(v), 1.0); }"""


def cost(draw: Callable[[], None]) -> dict[str, float]:
    """Return wall and processor milliseconds a picture, the median and the mean of some."""
    draw()
    walls = []
    used = time.process_time()
    for _ in range(REPEATS):
        start = time.perf_counter()
        draw()
        walls.append(time.perf_counter() - start)
    used = time.process_time() - used
    return {"wall_ms": float(np.median(walls)) * 1e3, "cpu_ms": used / REPEATS * 1e3}


class Raw:
    """Clear, then the given triangles in one call, with PyOpenGL alone."""

    def __init__(self, position: NDArray[np.float32], indices: NDArray[np.uint32]) -> None:
        from OpenGL import GL
        from OpenGL.GL import shaders

        self.gl = GL
        self.program = shaders.compileProgram(
            shaders.compileShader(VERTEX, GL.GL_VERTEX_SHADER),
            shaders.compileShader(FRAGMENT, GL.GL_FRAGMENT_SHADER),
            validate=False,
        )
        self.buffers = GL.glGenBuffers(2)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self.buffers[0])
        GL.glBufferData(GL.GL_ARRAY_BUFFER, position.nbytes, position, GL.GL_STATIC_DRAW)
        GL.glBindBuffer(GL.GL_ELEMENT_ARRAY_BUFFER, self.buffers[1])
        GL.glBufferData(GL.GL_ELEMENT_ARRAY_BUFFER, indices.nbytes, indices, GL.GL_STATIC_DRAW)
        self.count = len(indices)
        self.at = GL.glGetAttribLocation(self.program, "position")

    def draw(self, size: tuple[int, int]) -> None:
        """Draw into whatever is bound and wait."""
        gl = self.gl
        gl.glViewport(0, 0, *size)
        gl.glClear(gl.GL_COLOR_BUFFER_BIT | gl.GL_DEPTH_BUFFER_BIT)
        gl.glUseProgram(self.program)
        gl.glBindBuffer(gl.GL_ARRAY_BUFFER, self.buffers[0])
        gl.glEnableVertexAttribArray(self.at)
        gl.glVertexAttribPointer(self.at, 3, gl.GL_FLOAT, False, 0, ctypes.c_void_p(0))
        gl.glBindBuffer(gl.GL_ELEMENT_ARRAY_BUFFER, self.buffers[1])
        gl.glDrawElements(gl.GL_TRIANGLES, self.count, gl.GL_UNSIGNED_INT, ctypes.c_void_p(0))
        gl.glFinish()


def random_triangles(count: int) -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Return as many small triangles, spread over the picture."""
    rng = np.random.default_rng(0)
    middle = rng.uniform(-95, 95, (count, 1, 3))
    corner = middle + rng.normal(0, 0.6, (count, 3, 3))
    return corner.reshape(-1, 3).astype(np.float32), np.arange(3 * count, dtype=np.uint32)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    width, height = (int(part) for part in asked.size.split("x"))
    size = (width, height)
    application = QGuiApplication([])
    founding, objects = make_founding(asked.objects, 1)
    view = PalaceView(size=size, headless=True)
    view.set_plan(founding.plan, objects)
    rows: list[dict[str, object]] = []
    ratios: list[dict[str, object]] = []
    for place in ("room", "court", "overview"):
        if place == "room":
            view.pose = standpoint(founding.plan, objects) or view.pose
        elif place == "court":
            view.pose = view.navigator.entrance()
        else:
            view.set_mode("overview", animate=False)
        view.build_all()
        ours: dict[tuple[Quality, tuple[int, int]], dict[str, float]] = {}
        for quality in (Quality.LOW, Quality.MEDIUM):
            for pixels in (size, (width // 2, height // 2), TINY):
                what = f"{place}, {quality.name.lower()}, {pixels[0]}×{pixels[1]}"
                measured = cost(partial(view.draw_once, quality, pixels))
                rows.append({"what": what, **measured})
                ours[quality, pixels] = measured
        triangles = view.triangles
        view.draw_once(Quality.LOW, TINY)  # leaves a target of this size to draw into
        raw = Raw(*random_triangles(triangles))
        for pixels in (size, TINY):
            with view.drawing_aside(pixels):
                what = f"  peer: raw OpenGL, {triangles} triangles, {pixels[0]}×{pixels[1]}"
                peer = cost(partial(raw.draw, pixels))
                rows.append({"what": what, **peer})
            for quality in (Quality.LOW, Quality.MEDIUM):
                name = f"{place}, {quality.name.lower()}, {pixels[0]}×{pixels[1]}"
                ratio = ours[quality, pixels]["cpu_ms"] / peer["cpu_ms"]
                ratios.append({"what": name, "cpu_ratio": ratio})
    view.close()
    del application
    if asked.json:
        print(json.dumps({"objects": asked.objects, "rows": rows, "ratios": ratios}))
        return
    print(f"{asked.objects} objects, {len(founding.plan.spaces)} spaces")
    print(f"{'':<52}{'wall ms':>9}{'CPU ms':>9}")
    for row in rows:
        print(f"{row['what']:<52}{row['wall_ms']:>9.1f}{row['cpu_ms']:>9.1f}")
    print("processor's time beside raw OpenGL with as many triangles")
    for row in ratios:
        print(f"{row['what']:<52}{row['cpu_ratio']:>9.2f}")


if __name__ == "__main__":
    main()
