"""Spaces as built: sound triangles, walls where the plan has them, doors one can walk through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from palace.model.plan import DoorKind, LocusKind, SpaceKind
from palace.scene.architecture import Grounds, Massing, PlanIndex, build_space
from palace.scene.characters import CHARACTERS
from palace.scene.meshes import PROP_MODELS, Material, Mesh, SignStyle, SpaceParts
from palace.scene.spaces import Spaces
from tests.scene.architecture.conftest import hand_made_plan

SPACES = ("room0", "room1", "room2", "hall", "hall1", "east", "north", "foot", "flight", "head")
OUTER = 0.55
"""An outer wall may stand so far outside of the rectangle, a cornice a little farther."""


def corners(mesh: Mesh) -> NDArray[np.float64]:
    return mesh.vertices["position"][mesh.indices.reshape(-1, 3)].astype(np.float64)


def hits(
    mesh: Mesh, origin: NDArray[np.float64], direction: NDArray[np.float64], reach: float
) -> int:
    """Count the triangles a segment passes through (Möller and Trumbore)."""
    t = corners(mesh)
    edge1, edge2 = t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]
    p = np.cross(direction, edge2)
    det = np.einsum("nc,nc->n", edge1, p)
    good = np.abs(det) > 1e-12
    inv = np.where(good, 1 / np.where(good, det, 1), 0)
    s = origin - t[:, 0]
    u = np.einsum("nc,nc->n", s, p) * inv
    q = np.cross(s, edge1)
    v = (q @ direction) * inv
    w = np.einsum("nc,nc->n", edge2, q) * inv
    return int(np.sum(good & (u >= 0) & (v >= 0) & (u + v <= 1) & (w > 0) & (w < reach)))


@pytest.fixture(scope="module")
def built(index: PlanIndex) -> dict[str, SpaceParts]:
    return {key: build_space(index, index.spaces[key]) for key in SPACES}


def sound(mesh: Mesh) -> None:
    if not len(mesh.vertices):
        return
    for name in ("position", "normal", "color", "light", "uv"):
        assert np.isfinite(mesh.vertices[name]).all(), name
    assert mesh.indices.max() < len(mesh.vertices)
    assert np.allclose(np.linalg.norm(mesh.vertices["normal"], axis=1), 1, atol=1e-3)
    t = corners(mesh)
    face = np.cross(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0])
    area = np.linalg.norm(face, axis=1)
    normal = mesh.vertices["normal"][mesh.indices.reshape(-1, 3)].mean(1)
    agree = np.einsum("nc,nc->n", face, normal)
    # Slivers say nothing about a side.
    assert (agree[area > 1e-5] > 0).all()


@pytest.mark.parametrize("key", SPACES)
def test_triangles_wind_with_their_normals(built: dict[str, SpaceParts], key: str) -> None:
    sound(built[key].shell)
    sound(built[key].roof)
    sound(built[key].decals)


@pytest.mark.parametrize("key", SPACES)
def test_nothing_reaches_beyond_the_walls(
    built: dict[str, SpaceParts], index: PlanIndex, key: str
) -> None:
    r = index.spaces[key].rect
    position = np.concatenate(
        [built[key].shell.vertices["position"], built[key].roof.vertices["position"]]
    )
    reach = OUTER + 0.3
    assert position[:, 0].min() > r.x0 - reach and position[:, 0].max() < r.x1 + reach
    assert position[:, 1].min() > r.y0 - reach and position[:, 1].max() < r.y1 + reach


def test_every_doorway_has_a_gap_on_both_sides(
    built: dict[str, SpaceParts], index: PlanIndex
) -> None:
    checked = 0
    for door in index.plan.doors:
        if door.kind is DoorKind.ARCADE:
            continue
        across = np.array([0.0, 1.0, 0.0] if door.axis == "x" else [1.0, 0.0, 0.0])
        along = np.array([across[1], across[0], 0.0])
        for key in (door.a, door.b):
            if key not in built:
                continue
            z = next(s.z for s in index.plan.spaces if s.floor == door.floor)
            for side in (-0.35, 0.0, 0.35):
                for height in (0.4, 1.7):
                    start = np.array([door.x, door.y, z + height]) + along * side * door.width
                    if index.spaces[key].kind is SpaceKind.STAIRS:
                        continue
                    assert hits(built[key].shell, start - across * 0.95, across, 1.9) == 0, door.id
                    checked += 1
    assert checked > 60


def test_beside_a_doorway_there_is_a_wall(built: dict[str, SpaceParts]) -> None:
    across = np.array([0.0, 1.0, 0.0])
    start = np.array([21.0 + 0.9 + 0.3, -3.5, 1.7])
    assert hits(built["room0"].shell, start, across, 2.0) >= 1
    assert hits(built["hall"].shell, start + np.array([0, 1.0, 0]), across, 2.0) >= 1
    over = np.array([21.0, -3.5, 3.6])
    assert hits(built["room0"].shell, over, across, 2.0) >= 1


def test_a_room_is_closed_save_for_its_openings(
    built: dict[str, SpaceParts], index: PlanIndex
) -> None:
    """Rays from the middle of the room in all directions end on something."""
    room = built["room1"]
    both = Mesh.join([room.shell, room.roof])
    cx, cy = index.spaces["room1"].rect.centre
    lost = 0
    random = np.random.default_rng(4)
    for _ in range(300):
        direction = random.normal(size=3)
        direction /= np.linalg.norm(direction)
        origin = np.array([cx, cy + 0.02, 3.4])
        end = origin + direction * 30
        t = (-11 - origin[1]) / direction[1] if direction[1] < 0 else 0.0
        out = origin + direction * t if t > 0 else end
        through_window = t > 0 and 0 < out[2] < 4.4
        if not through_window and hits(both, origin, direction, 30) == 0:
            lost += 1
    # A few go out through the doors.
    assert lost <= 6


def test_niches_are_hollow_where_the_plan_has_them(
    built: dict[str, SpaceParts], index: PlanIndex
) -> None:
    for locus in index.loci["room0"]:
        if locus.kind is not LocusKind.NICHE:
            continue
        into = -np.array([np.cos(locus.yaw), np.sin(locus.yaw), 0.0])
        foot = np.array([locus.x, locus.y, locus.z + 0.5])
        start = foot - into * 1.0
        assert hits(built["room0"].shell, start, into, 1.2) == 0
        # Its back is .42 m behind the plaster, and it has a shelf.
        assert hits(built["room0"].shell, start, into, 1.3) >= 1
        assert hits(built["room0"].shell, foot, np.array([0.0, 0.0, -1.0]), 0.52) >= 1


def test_detail_has_its_measure(built: dict[str, SpaceParts]) -> None:
    for key in ("room0", "room1", "room2"):
        assert len(built[key].shell.vertices) + len(built[key].roof.vertices) <= 9000


def test_light_is_brighter_by_the_window_than_in_the_depth(
    built: dict[str, SpaceParts], index: PlanIndex
) -> None:
    vertices = built["room1"].shell.vertices
    floor = vertices[(vertices["position"][:, 2] == 0) & (vertices["normal"][:, 2] > 0.9)]
    light = floor["light"].mean(1)
    near = light[floor["position"][:, 1] < -8.0].mean()
    far = light[floor["position"][:, 1] > -3.6].mean()
    assert near > 1.4 * far
    assert far > 0.1
    assert light.max() < 3.0


def test_the_sun_falls_in_from_the_south(built: dict[str, SpaceParts]) -> None:
    decals = built["room1"].decals
    assert decals.triangle_count > 8
    p = decals.vertices["position"]
    assert p[:, 1].min() >= -10.51 and p[:, 1].max() <= -2.79
    assert p[:, 0].min() >= 26.49 and p[:, 0].max() <= 35.51
    assert set(decals.vertices["material"]) == {float(Material.DECAL)}


def test_obstacles_are_what_stands_there(built: dict[str, SpaceParts], index: PlanIndex) -> None:
    pedestals = [o for o in index.loci["room0"] if o.kind is LocusKind.PEDESTAL]
    circles = built["room0"].obstacles
    assert len(circles) == len(pedestals) + 1
    for locus in pedestals:
        gap = np.hypot(circles[:, 0] - locus.x, circles[:, 1] - locus.y)
        assert circles[gap.argmin(), 2] == pytest.approx(0.38)


def test_signs_name_the_rooms(built: dict[str, SpaceParts]) -> None:
    blades = [s for s in built["hall"].signs if s.style is SignStyle.BLADE]
    assert sorted(s.text for s in blades) == sorted(f"Room {k}" for k in (0, 0, 1, 1, 2, 2))
    assert {s.style for s in built["east"].signs} >= {SignStyle.WING}
    inner = {s.text for s in built["room1"].signs}
    assert inner == {"Tides", "Room 0", "Room 2"}


def test_stairs_rise_from_floor_to_floor(built: dict[str, SpaceParts], index: PlanIndex) -> None:
    steps = built["flight"].shell
    down = np.array([0.0, 0.0, -1.0])
    for x in (22.5, 26.0, 31.5):
        rise = (x - 22) / 10 * 6.0
        assert hits(steps, np.array([x, 4.0, rise + 1.7]), down, 1.95) >= 1
        assert hits(steps, np.array([x, 4.0, rise + 1.7]), down, 1.2) == 0


def test_props_are_known_models(built: dict[str, SpaceParts], index: PlanIndex) -> None:
    grounds = Grounds(index).build()
    for parts in (*built.values(), grounds, *Massing(index).build()):
        assert set(parts.props) <= set(PROP_MODELS)
    assert sum(len(rows) for rows in grounds.props.values()) > 20


def test_grounds_are_sound_and_leave_the_court_open(index: PlanIndex) -> None:
    grounds = Grounds(index).build()
    sound(grounds.shell)
    circles = grounds.obstacles
    # One can walk from each gallery to the fountain along the axes.
    for x, y in ((11.0, 0.0), (0.0, 11.0), (-8.0, 0.0), (0.0, -6.0)):
        gap = np.hypot(circles[:, 0] - x, circles[:, 1] - y) - circles[:, 2]
        assert gap.min() > 0.35


def test_massing_is_cheap_and_every_space_can_be_left_out(index: PlanIndex) -> None:
    massing = Massing(index).build()
    assert [part.floor for part in massing] == [0, 1]
    for part in massing:
        sound(part.shell)
        sound(part.roof)
        covered = 0
        for key, (first, count) in part.spans.items():
            assert index.spaces[key].floor == part.floor
            piece = part.shell.indices[first : first + count]
            covered += count
            used = len(np.unique(piece))
            if index.spaces[key].kind is SpaceKind.ROOM:
                assert 0 < used <= 400
            r = index.spaces[key].rect
            p = part.shell.vertices["position"][piece]
            assert p[:, 0].min() > r.x0 - 0.9 and p[:, 0].max() < r.x1 + 0.9
        assert covered == len(part.shell.indices)


@pytest.mark.parametrize("character", list(CHARACTERS))
def test_every_character_can_be_built(character: str) -> None:
    index = PlanIndex(hand_made_plan(character))
    for key in ("room0", "room1", "hall"):
        parts = build_space(index, index.spaces[key])
        sound(parts.shell)
        assert len(parts.shell.vertices) + len(parts.roof.vertices) <= 9000


def test_a_room_that_is_walled_up_is_a_solid_house_without_an_inside() -> None:
    plan = hand_made_plan()
    shut = replace(
        plan,
        spaces=tuple(
            replace(s, kind=SpaceKind.CLOSED) if s.id == "room0" else s for s in plan.spaces
        ),
        doors=tuple(d for d in plan.doors if "room0" not in (d.a, d.b)),
        loci=tuple(x for x in plan.loci if x.room_id != "room0"),
    )
    index = PlanIndex(shut)
    room = index.spaces["room0"]
    assert not len(build_space(index, room).shell.vertices)
    before = Massing(PlanIndex(plan)).build()[0]
    after = Massing(index).build()[0]
    assert "room0" in after.spans
    # From outside it is the same house: walls and roof as before.
    middle = np.array([*room.rect.centre, 0.0])
    for parts in (before, after):
        for mesh in (parts.shell, parts.roof):
            assert hits(mesh, middle - [0, 0, 1.0], np.array([0.0, 0.0, 1.0]), 40.0)
    # One stands in the open one, and not in the other.
    x, y = room.rect.centre
    assert (found := Spaces(plan).at(x, y, room.z)) is not None
    assert found.id == "room0"
    assert Spaces(shut).at(x, y, room.z) is None
