"""Pictures without a display, each in a process of its own."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from palace.model.plan import Rect
from palace.scene.ground import Ground
from palace.scene.shot import standpoint
from palace.scene.spaces import Spaces
from palace.scene.viewpoint import CLEARANCE, MIDDLE, Interior, score

from .houses import house, objects

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from pathlib import Path
from palace.scene.shot import shot
from tests.scene.houses import house, objects
shot(house(), objects(), sys.argv[1], (160, 100), Path(sys.argv[2]))
"""


@pytest.mark.window
@pytest.mark.parametrize("view", ["overview", "first-person", "map"])
def test_a_picture_is_written(view: str, tmp_path: Path) -> None:
    out = tmp_path / "palace.png"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, view, str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        assert picture.size == (160, 100)
        colors = picture.convert("RGB").getcolors(160 * 100)
    assert len(colors) > 40


def test_the_standpoint_is_free_and_looks_into_the_room() -> None:
    plan = house()
    pose = standpoint(plan, objects())
    assert pose is not None
    spaces = Spaces(plan)
    here = spaces.at(pose.x, pose.y, 0)
    assert here is not None
    assert here.id == "south"
    assert Ground(spaces).free(pose.x, pose.y, 0.0, 0.1)
    assert pose.axes()[0][1] < -0.3  # away from the door at the north


def test_nothing_stands_close_before_the_standpoint() -> None:
    plan = house()
    ground = Ground(Spaces(plan))
    ground.set_obstacles({"south": np.array([(19.0, -6.6, 0.8)])})
    pose = standpoint(plan, objects(), ground)
    assert pose is not None
    stands = [(19.0, -6.6, 0.8), *((o.x, o.y, 0.42) for o in objects())]
    for x, y, radius in stands:
        away = math.dist((x, y), (pose.x, pose.y))
        aside = abs(math.remainder(math.atan2(y - pose.y, x - pose.x) - pose.yaw, math.tau))
        assert away - radius > CLEARANCE or aside - math.asin(radius / away) > MIDDLE
    assert abs(pose.pitch) < math.radians(5)


def test_a_filled_wall_is_preferred_and_a_window_too() -> None:
    room = Rect(0, 0, 10, 8)
    none = np.zeros((0, 3))
    along = np.array([(2.0, 8.0), (3.0, 8.0), (7.0, 8.0), (8.0, 8.0)])
    yaws = np.array([math.pi / 2, -math.pi / 2])
    place = np.array([(5.0, 4.0)])

    def marks(filled: bool, windows: bool) -> NDArray[np.float64]:
        inside = Interior(
            room,
            along if filled else none[:, :2],
            along if filled else none[:, :2],
            none[:, :2] if filled else along,
            none,
            along if windows else none[:, :2],
            none[:, :2],
        )
        return score(inside, place, yaws)[0]

    north, south = marks(filled=True, windows=False)
    assert north > south
    north, south = marks(filled=False, windows=False)
    assert north < south
    north, south = marks(filled=False, windows=True)
    assert north > south


def test_an_unknown_view_is_refused(tmp_path: Path) -> None:
    from palace.scene.shot import shot

    with pytest.raises(ValueError, match="unknown view"):
        shot(house(), [], "sideways", (160, 100), tmp_path / "x.png")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pixels"):
        shot(house(), [], "map", (2, 2), tmp_path / "x.png")
