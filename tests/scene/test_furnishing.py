import numpy as np

from palace.scene.furnishing import furnished, spots
from palace.scene.meshes.mesh import SpaceParts, instances

PLACES = np.array([(16.0 + 0.37 * k, -8.0, 0.0) for k in range(9)], np.float32)


def parts() -> SpaceParts:
    circles = np.column_stack([PLACES[:, :2], np.full(9, 0.38, np.float32)]).astype(np.float32)
    discs = np.column_stack([PLACES, np.full(9, 0.6, np.float32)]).astype(np.float32)
    landmark = np.array([[20.0, -6.0, 1.05]], np.float32)
    return SpaceParts(
        props={"pedestal": instances(PLACES), "lamp": instances(PLACES[:1])},
        obstacles=np.concatenate([circles, landmark]),
        shadows=discs,
    )


def test_every_pedestal_bears_an_object() -> None:
    made = furnished(parts(), spots(PLACES[[1, 4]]))
    assert np.array_equal(made.props["pedestal"]["position"], PLACES[[1, 4]])
    assert len(made.props["lamp"]) == 1
    pots = made.props["pot"]["position"]
    assert 0 < len(pots) < 7
    # One walks round what stands there, and nothing else.
    standing = np.concatenate([PLACES[[1, 4], :2], pots[:, :2], [[20.0, -6.0]]])
    assert sorted(map(tuple, made.obstacles[:, :2])) == sorted(map(tuple, standing))
    assert len(made.shadows) == len(standing) - 1


def test_a_pedestal_comes_back_with_its_object_and_nothing_is_lost() -> None:
    full = furnished(parts(), spots(PLACES))
    assert np.array_equal(full.props["pedestal"], parts().props["pedestal"])
    assert len(full.obstacles) == 10
    bare = furnished(parts(), spots(np.zeros((0, 3))), plants=False)
    assert "pedestal" not in bare.props and "pot" not in bare.props
    assert len(bare.obstacles) == 1
