"""Times that a question names ("last March", "in 2021"), and how near a memory lies to them.

What a phrase means is told by dateparser; which words are a phrase is decided here, narrowly:
"may" and "march" are words before they are months.
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LANGUAGES = ("en", "de", "fr", "es")
DAY = 86400.0

_MONTH = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|march|märz|mars|apr(?:il)?|avril|may|mai|"
    r"june?|juin|july?|juillet|aug(?:ust)?|août|sept?(?:ember)?|septembre|o[ck]t(?:ober|obre)?|"
    r"nov(?:ember|embre)?|de[cz](?:ember)?|décembre|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag"
)
_UNIT = r"days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jahren?|jours?|semaines?|mois|ans?"
_NUMBER = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|zwei|drei|vier"
_YEAR = r"(?:19|20)\d\d"
_PHRASES = (
    rf"{_YEAR}-\d\d?(?:-\d\d?)?",
    rf"\d\d?[./]\d\d?[./]{_YEAR}",
    rf"\d\d?(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?:{_MONTH})\b\.?(?:,?\s+(?:of\s+|de\s+)?{_YEAR})?",
    rf"(?:{_MONTH})\.?\s+\d\d?(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?!\d)",
    rf"(?:{_MONTH})\.?,?\s+(?:of\s+|de\s+)?{_YEAR}",
    rf"(?P<lead>(?:in|since|last|this|of|im|letzte[nr]?|seit|en)\s+)"
    rf"(?:{_MONTH})\b(?!\.?,?\s+(?:of\s+|de\s+)?{_YEAR})",
    rf"(?:last|letzte[nrs]?)\s+(?:{_WEEKDAY})",
    rf"(?:{_NUMBER})\s+(?:{_UNIT})\s+ago",
    rf"vor\s+(?:{_NUMBER})\s+(?:{_UNIT})",
    rf"il\s+y\s+a\s+(?:{_NUMBER})\s+(?:{_UNIT})",
    r"(?:last|this)\s+(?:week|month|year)",
    r"letzte[nsr]?\s+(?:woche|monat|jahr)",
    r"yesterday|today|gestern|heute|hier|aujourd'hui|ayer",
    rf"(?<![\d.-]){_YEAR}(?![\d.-])",
)
_PHRASE = re.compile(rf"(?<!\w)(?:{'|'.join(_PHRASES)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that was named.

    Parameters
    ----------
    text
        How it was named.
    since, until
        Its first second and the first one after it, seconds since 1970 (UTC).
    """

    text: str
    since: float
    until: float

    def nearness(self, at: float) -> float:
        """Return 1 inside the span, less outside, fading with the distance in its own lengths."""
        if self.since <= at < self.until:
            return 1.0
        away = self.since - at if at < self.since else at - self.until
        return 0.5 * math.exp(-away / max(self.until - self.since, 2 * DAY))


def named_times(text: str, now: float) -> tuple[Span, ...]:
    """Return the times that a text names.

    Parameters
    ----------
    now
        What "last week" counts from, seconds since 1970.
    """
    spans = []
    for match in _PHRASE.finditer(text):
        phrase = match.group()
        lead = match.group("lead")
        found = _span(phrase[len(lead) :] if lead else phrase, now)
        if found is not None:
            spans.append(Span(phrase, *found))
    return tuple(spans)


def learn(now: float) -> None:
    """Have the words for times at hand; half a second that the first question with one waits."""
    named_times("yesterday, gestern, hier, ayer, 3 May 2021", now)


def _span(phrase: str, now: float) -> tuple[float, float] | None:
    if re.fullmatch(_YEAR, phrase):
        year = int(phrase)
        return _first(year), _first(year + 1)
    told = _parser(int(now // DAY)).get_date_data(phrase)
    when: datetime | None = told.date_obj
    if when is None:
        return None
    if told.period == "year":
        return _first(when.year), _first(when.year + 1)
    if told.period == "month":
        first = _first(when.year, when.month)
        return first, first + DAY * calendar.monthrange(when.year, when.month)[1]
    start = datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp()
    length = 7 * DAY if told.period == "week" else DAY
    return start - (length - DAY) / 2, start + (length + DAY) / 2


def _first(year: int, month: int = 1) -> float:
    return datetime(year, month, 1, tzinfo=UTC).timestamp()


@cache
def _parser(day: int) -> DateDataParser:
    # It takes a tenth of a second to import, and few questions name a time.
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime.fromtimestamp(day * DAY, UTC).replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
    }
    return DateDataParser(languages=list(LANGUAGES), settings=settings)


_ASKS_WHEN = re.compile(
    r"^\s*(?:when|how (?:long|old|many (?:days|weeks|months|years))|(?:in |on )?(?:what|which) "
    r"(?:day|date|month|year|time)|since when|wann|seit wann|wie lange|quand|cuándo)\b",
    re.IGNORECASE,
)
_TELLS_WHEN = re.compile(
    rf"\b(?:{_YEAR}|{_WEEKDAY}|january|february|march|april|june|july|august|september|october|"
    r"november|december|yesterday|today|tonight|tomorrow|ago|since|recently|weekend|"
    rf"(?:last|next|this|past|few|{_NUMBER})\s+(?:night|morning|summer|winter|spring|fall|{_UNIT})|"
    r"gestern|heute|seit|letzte[nrs]?|hier|demain|depuis|ayer|mañana|desde)\b",
    re.IGNORECASE,
)


def asks_when(text: str) -> bool:
    """Return whether a question wants a time for an answer."""
    return _ASKS_WHEN.search(text) is not None


def tells_when(text: str) -> bool:
    """Return whether a text speaks of a time."""
    return _TELLS_WHEN.search(text) is not None
