"""Reading points in time as files and exports write them."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime

from palace.model.moments import Moment, Precision

_EARLIEST = datetime(1000, 1, 1, tzinfo=UTC).timestamp()
_LATEST = datetime(3000, 1, 1, tzinfo=UTC).timestamp()
_MILLISECONDS = 1e11
"""Epoch numbers from here on are milliseconds: as seconds they would lie beyond the year 5000."""

_DAYS = ("%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_MINUTES = (
    "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M", "%B %d, %Y %I:%M %p",
    "%B %d, %Y %H:%M",
)  # fmt: skip
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")


def from_epoch(value: object) -> Moment | None:
    """Return the moment of seconds (or milliseconds) since 1970 UTC, or None if it is none.

    Parameters
    ----------
    value
        A number, or text that holds one or an ISO 8601 time.
    """
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return from_value(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        seconds = float(value)
    except OverflowError:
        return None
    if not math.isfinite(seconds):
        return None
    if abs(seconds) >= _MILLISECONDS:
        seconds /= 1000
    return Moment(seconds) if 0 < seconds < _LATEST else None


def from_value(value: object) -> Moment | None:
    """Return the moment that a value of front matter means, or None where it means none.

    Parameters
    ----------
    value
        A date or datetime, text in ISO 8601 or a few usual forms, or epoch seconds.
    """
    try:
        if isinstance(value, datetime):
            return _bounded(Moment.of(value))
        if isinstance(value, date):
            return _of_day(value.year, value.month, value.day)
        if isinstance(value, int | float) and not isinstance(value, bool):
            # Smaller numbers are years or counts, not seconds.
            return from_epoch(value) if value >= 1e8 else None
        if isinstance(value, str):
            return _from_text(value.strip())
    except (ValueError, OverflowError):
        pass
    return None


def from_file_name(stem: str) -> Moment | None:
    """Return the day that a file's name tells (``2024-05-08``, ``20240508 plans``), or None."""
    for year, _, month, day in _DATE_IN_NAME.findall(stem):
        if 1900 <= int(year) < 2200:
            moment = _of_day(int(year), int(month), int(day))
            if moment is not None:
                return moment
    return None


SHORTEST_DATE = 5
"""Digits that a day has at least, as “1 May 2024”."""


def from_file_time(seconds: float) -> Moment | None:
    """Return a file's modification time as a moment, if it is a sensible one."""
    return _bounded(Moment(seconds, None, Precision.FILE))


def _from_text(text: str) -> Moment | None:
    # Each form takes ten microseconds to try; most of what comes here is a plain word.
    if len(text) > 40 or sum(map(str.isdigit, text)) < SHORTEST_DATE:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        bare = len(text) <= 10
        return _bounded(Moment.of(when, Precision.DAY if bare else Precision.SECOND))
    for forms, precision in ((_DAYS, Precision.DAY), (_MINUTES, Precision.SECOND)):
        for form in forms:
            try:
                when = datetime.strptime(text, form)
            except ValueError:
                continue
            return _bounded(Moment.of(when, precision))
    return None


def _of_day(year: int, month: int, day: int) -> Moment | None:
    try:
        return _bounded(Moment.of(datetime(year, month, day), Precision.DAY))
    except ValueError:
        return None


def _bounded(moment: Moment) -> Moment | None:
    return moment if _EARLIEST < moment.utc < _LATEST else None
