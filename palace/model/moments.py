"""Points in time as sources give them: with their zone and with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum


class Precision(StrEnum):
    """How much of a moment its source really told."""

    SECOND = "second"
    DAY = "day"
    FILE = "file"
    """Only a file's modification time is known."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time.

    Parameters
    ----------
    utc
        Seconds since 1970-01-01T00:00:00Z.
    offset
        Minutes east of UTC where it happened, or None where the source does not say.
    precision
        What of it the source told.
    """

    utc: float
    offset: int | None = None
    precision: Precision = Precision.SECOND

    @classmethod
    def of(cls, when: datetime, precision: Precision = Precision.SECOND) -> Moment:
        """Return the moment of a datetime; one without a zone is read as UTC."""
        zone = when.utcoffset()
        if zone is None:
            return cls(when.replace(tzinfo=UTC).timestamp(), None, precision)
        return cls(when.timestamp(), round(zone.total_seconds() / 60), precision)

    @property
    def document(self) -> dict[str, object]:
        """Everything of it, as JSON knows it; `isoformat` is for people."""
        return {"utc": self.utc, "offset": self.offset, "precision": self.precision.value}

    def datetime(self) -> datetime:
        """Return it as an aware datetime in its own zone (UTC where none is known)."""
        zone = timezone(timedelta(minutes=self.offset)) if self.offset is not None else UTC
        return datetime.fromtimestamp(self.utc, zone)

    def isoformat(self, *, exact: bool = False) -> str:
        """Return it in ISO 8601, to the day or the second as its precision says.

        Parameters
        ----------
        exact
            Also the fraction of a second, where there is one.
        """
        when = self.datetime()
        if self.precision is Precision.DAY:
            return when.date().isoformat()
        fraction = exact and when.microsecond
        return when.isoformat(timespec="microseconds" if fraction else "seconds")
