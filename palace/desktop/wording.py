"""How dates, kinds, counts and spans of time are said."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from palace.model.moments import Precision

if TYPE_CHECKING:
    from palace.model.moments import Moment

KIND_ICONS = {
    "note": "note",
    "topic": "chat-circle-text",
    "fragment": "robot",
    "gist": "quotes",
    "room": "door",
    "wing": "columns",
    "quarter": "bank",
    "route": "path",
    "bookmark": "bookmark-simple",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SOURCES = {
    "markdown": "Note",
    "own": "Your own note",
    "chatgpt": "ChatGPT",
    "claude": "Claude",
    "claude-code": "Claude Code",
    "gemini": "Gemini",
    "gemini-cli": "Gemini CLI",
    "slack": "Slack",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "discord": "Discord",
    "mempalace": "MemPalace",
    "fragments": "Agent",
}
_KINDS = {"note": "Note", "topic": "Chat", "fragment": "Agent", "gist": "Gist"}
_SPEAKERS = {"user": "You", "assistant": "Assistant", "system": "System", "tool": "Tool"}


def kind_icon(kind: str) -> str:
    """Return the icon of an object's kind."""
    return KIND_ICONS.get(kind, "file-text")


def source_name(source_kind: str, kind: str = "") -> str:
    """Return what something came from, in a word."""
    return _SOURCES.get(source_kind) or _KINDS.get(kind) or source_kind.capitalize()


def speaker_name(speaker: str, source_kind: str = "") -> str:
    """Return who speaks; an assistant has the name of what the chat came from."""
    if speaker == "assistant" and source_kind in _SOURCES:
        return _SOURCES[source_kind]
    return _SPEAKERS.get(speaker, speaker)


def day(moment: Moment | None, *, long: bool = False) -> str:
    """Return a day: "14 Mar 2025", or with the month in full; empty where unknown."""
    if moment is None:
        return ""
    return _day(moment.datetime().date(), long=long)


def day_of(seconds: float) -> str:
    """Return the day of a time in seconds since 1970; empty for 0."""
    return _day(datetime.fromtimestamp(seconds).astimezone().date(), long=False) if seconds else ""


def _day(when: date, *, long: bool) -> str:
    month = _MONTHS[when.month - 1]
    return f"{when.day} {month if long else month[:3]} {when.year}"


def clock(moment: Moment | None) -> str:
    """Return the time of day, empty where only the day is known."""
    if moment is None or moment.precision is Precision.DAY:
        return ""
    return moment.datetime().strftime("%H:%M")


def day_and_clock(moment: Moment | None) -> str:
    """Return "14 March 2025, 09:12", as far as it is known."""
    return ", ".join(part for part in (day(moment, long=True), clock(moment)) if part)


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 room", "1,204 rooms"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def span(seconds: float) -> str:
    """Return a time to wait, no more exact than it is known."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
