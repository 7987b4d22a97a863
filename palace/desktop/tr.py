"""Every text that a person sees goes through here, so that it can be said in another language.

`tr` says a sentence, `many` one with a number of things in it, `mark` marks a text that stands as
data and is said with `tr` where it is shown. Values have names and are put in after that, so that
another language may order them as it needs. `packaging/translations.py` finds the texts by
these names; what is said must therefore be a literal there, or be marked where it stands.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from datetime import date, datetime, time

CONTEXT = "Palace"
"""Qt's name for the one drawer in which all texts lie."""

DATE_PATTERN = "a date or time as Qt's QLocale writes it"
"""The note of texts that are patterns, not words."""

KEY = "a key, or what the mouse does"
"""The note of names of keys."""

_FIRST_STRONG, _POP = "\u2068", "\u2069"


def mark(text: str, note: str = "", /) -> str:
    """Return the text as it is; marks it as one to be translated where it is shown."""
    return text


def tr(text: str, note: str = "", /, **values: str | int) -> str:
    """Return a text in the language of the window.

    Parameters
    ----------
    text
        In English, with ``{name}`` where a value goes.
    note
        Tells translators what a short word means, and tells apart two that are alike in English.
    values
        What goes in; whole numbers are written as the language writes them.
    """
    if not text:
        return ""
    return _filled(QCoreApplication.translate(CONTEXT, text, note or None), text, values)


def many(n: int, one: str, more: str, /, **values: str | int) -> str:
    """Return a text about a number of things, ``{n}``, in the form that the language has for it.

    Parameters
    ----------
    n
        How many.
    one, more
        In English for one, and for any other number; `more` is what is translated, to as many
        forms as a language has.
    values
        As for `tr`.
    """
    said = QCoreApplication.translate(CONTEXT, more, None, n)
    text = one if n == 1 else more
    return _filled(text if said == more else said, text, {"n": n, **values})


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the language writes it: "1,204", "0.5"."""
    return locale().toString(float(value), "f", decimals)


def percent(share: float) -> str:
    """Return a share in 0..1 as "12%"."""
    return tr("{number}%", "a share", number=number(share * 100))


def day_text(when: date, pattern: str) -> str:
    """Return a date by a pattern of Qt's, with the language's names of months."""
    return locale().toString(QDate(when.year, when.month, when.day), pattern)


def clock_text(when: datetime | time) -> str:
    """Return the time of day, "09:12"."""
    return locale().toString(QTime(when.hour, when.minute), tr("HH:mm", DATE_PATTERN))


def locale() -> QLocale:
    """Return how dates and numbers are written; where the system does not say, as in English."""
    found = QLocale()
    return QLocale(QLocale.Language.English) if found.language() is QLocale.Language.C else found


def direction_of(text: str) -> Qt.LayoutDirection | None:
    """Return which way a text runs, by its first letter; None where it has no letter."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return Qt.LayoutDirection.LeftToRight
            case "R" | "AL":
                return Qt.LayoutDirection.RightToLeft
    return None


def _filled(said: str, text: str, values: dict[str, str | int]) -> str:
    if not values:
        return said
    written = {
        name: number(value) if isinstance(value, int) else fenced(value)
        for name, value in values.items()
    }
    try:
        return said.format(**written)
    except (KeyError, IndexError, ValueError):  # a slip in a translation costs its sentence only
        return text.format(**written)


def fenced(value: str) -> str:
    """Return a text fenced in where it runs against the language of the window (Unicode, UAX 9).

    For what stands among other words: else its points and numbers would go to their side.
    """
    direction = direction_of(value)
    if direction is None or direction == QGuiApplication.layoutDirection():
        return value
    return f"{_FIRST_STRONG}{value}{_POP}"
