"""Pictures without a display, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from palace.scene.ground import Ground
from palace.scene.shot import standpoint
from palace.scene.spaces import Spaces

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


def test_an_unknown_view_is_refused(tmp_path: Path) -> None:
    from palace.scene.shot import shot

    with pytest.raises(ValueError, match="unknown view"):
        shot(house(), [], "sideways", (160, 100), tmp_path / "x.png")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pixels"):
        shot(house(), [], "map", (2, 2), tmp_path / "x.png")
