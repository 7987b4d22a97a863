from hypothesis import given
from hypothesis import strategies as st

from palace.recall.doubt import ABSENT, doubt

_SHARES, _COSINES = st.floats(0, 1), st.floats(-1, 1)


@given(_SHARES, _SHARES, _COSINES, _COSINES)
def test_more_attention_and_more_nearness_make_it_surer(
    less: float, more: float, far: float, near: float
) -> None:
    less, more = sorted((less, more))
    far, near = sorted((far, near))
    low, high = doubt(less, far), doubt(more, near)
    assert 0 <= low.right <= high.right <= 1
    assert 0 <= low.here <= high.here <= 1


def test_what_is_far_from_everything_is_said_to_be_absent() -> None:
    assert doubt(0.3, 0.15).absent
    assert not doubt(0.3, 0.6).absent
    assert doubt(0.3, 0.15).here < ABSENT < doubt(0.3, 0.6).here
