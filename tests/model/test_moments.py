from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.model.moments import Moment, Precision

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=_ZONES))
def test_a_moment_keeps_time_and_zone(when: datetime) -> None:
    back = Moment.of(when).datetime()
    assert abs(back - when) < timedelta(microseconds=5)
    assert back.utcoffset() == when.utcoffset()


def test_without_a_zone_it_is_read_as_utc_and_says_so() -> None:
    moment = Moment.of(datetime(2024, 3, 14, 9, 12))
    assert moment.offset is None
    assert moment.datetime() == datetime(2024, 3, 14, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "shown"),
    [(Precision.SECOND, "2024-03-14T09:12:00+01:00"), (Precision.DAY, "2024-03-14")],
)
def test_it_claims_no_more_than_its_source(precision: Precision, shown: str) -> None:
    when = datetime(2024, 3, 14, 9, 12, tzinfo=timezone(timedelta(hours=1)))
    assert Moment.of(when, precision).isoformat() == shown
