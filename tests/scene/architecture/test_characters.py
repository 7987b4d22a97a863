"""Characters: the same names everywhere, told apart at a glance, signs that can be read."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from palace.layout.characters import CHARACTERS as NAMES
from palace.scene.architecture.landmarks import RADIUS, landmark
from palace.scene.characters import CHARACTERS, Landmark, linear, object_colors


def lab(color: str) -> NDArray[np.float64]:
    """CIE L*a*b* under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ linear(color).astype(np.float64) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a: str, b: str) -> float:
    return float(np.linalg.norm(lab(a) - lab(b)))


def test_layout_and_scene_know_the_same_names() -> None:
    assert tuple(CHARACTERS) == NAMES
    assert len(CHARACTERS) >= 12


def test_neighbouring_wings_differ_in_wall_and_panelling() -> None:
    looks = list(CHARACTERS.values())
    for a, b in zip(looks, looks[1:] + looks[:1], strict=True):
        assert distance(a.wall, b.wall) > 12, (a.name, b.name)
        assert distance(a.dado, b.dado) > 15, (a.name, b.name)


def test_any_two_characters_differ_plainly_in_something() -> None:
    for a, b in itertools.combinations(CHARACTERS.values(), 2):
        most = max(distance(a.wall, b.wall), distance(a.dado, b.dado), distance(a.floor, b.floor))
        assert most > 18, (a.name, b.name)


@pytest.mark.parametrize("name", list(CHARACTERS))
def test_objects_stand_out_from_their_niche(name: str) -> None:
    look = CHARACTERS[name]
    apart = sorted(distance(color, look.niche) for color in look.objects)
    assert apart[0] > 17
    assert np.median(apart) > 40


@pytest.mark.parametrize("name", list(CHARACTERS))
def test_objects_of_one_wing_differ_from_one_another(name: str) -> None:
    for a, b in itertools.combinations(CHARACTERS[name].objects, 2):
        assert distance(a, b) > 18, (name, a, b)


@pytest.mark.parametrize("name", list(CHARACTERS))
def test_frames_show_against_wall_and_niche(name: str) -> None:
    look = CHARACTERS[name]
    assert distance(look.trim, look.niche) > 35
    assert distance(look.trim, look.wall) > 7


def test_linear_is_the_inverse_of_srgb() -> None:
    assert linear("#FFFFFF") == pytest.approx([1, 1, 1])
    assert linear("808080")[0] == pytest.approx(0.2158, abs=1e-3)
    assert object_colors("lagoon").shape == (5, 3)


def test_landmarks_stand_within_what_one_walks_round() -> None:
    assert len(Landmark) >= 6
    for kind in Landmark:
        position = landmark(kind).position
        low = position[position[:, 2] < 1.75]
        assert np.hypot(low[:, 0], low[:, 1]).max() < RADIUS + 0.12, kind
        assert position[:, 2].min() > -0.02
        assert 1.0 < position[:, 2].max() < 3.4
        assert len(position) < 2600, kind
