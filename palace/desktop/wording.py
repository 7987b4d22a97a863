"""How dates, kinds, counts and spans of time are said."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from palace.desktop.tr import DATE_PATTERN, clock_text, day_text, fenced, many, mark, number, tr
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
_SOURCES = {
    "markdown": mark("Note"),
    "own": mark("Your own note"),
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
    "fragments": mark("Agent"),
}
_KINDS = {
    "note": mark("Note"),
    "topic": mark("Chat"),
    "fragment": mark("Agent"),
    "gist": mark("Gist"),
}
_SPEAKERS = {
    "user": mark("You"),
    "assistant": mark("Assistant"),
    "system": mark("System"),
    "tool": mark("Tool"),
}


def kind_icon(kind: str) -> str:
    """Return the icon of an object's kind."""
    return KIND_ICONS.get(kind, "file-text")


def source_name(source_kind: str, kind: str = "") -> str:
    """Return what something came from, in a word."""
    return tr(_SOURCES.get(source_kind) or _KINDS.get(kind, "")) or source_kind.capitalize()


def speaker_name(speaker: str, source_kind: str = "") -> str:
    """Return who speaks; an assistant has the name of what the chat came from."""
    if speaker == "assistant" and source_kind in _SOURCES:
        return tr(_SOURCES[source_kind])
    return tr(_SPEAKERS[speaker]) if speaker in _SPEAKERS else speaker


def spot(kind: str, number: int) -> str:
    """Return a locus in words: "niche 7"."""
    if kind == "pedestal":
        return tr("pedestal {number}", number=number)
    return tr("niche {number}", number=number)


def day(moment: Moment | None, *, long: bool = False) -> str:
    """Return a day: "14 Mar 2025", or with the month in full; empty where unknown."""
    if moment is None:
        return ""
    return _day(moment.datetime().date(), long=long)


def day_of(seconds: float) -> str:
    """Return the day of a time in seconds since 1970; empty for 0."""
    return _day(datetime.fromtimestamp(seconds).astimezone().date(), long=False) if seconds else ""


def _day(when: date, *, long: bool) -> str:
    if long:
        return day_text(when, tr("d MMMM yyyy", DATE_PATTERN))
    return day_text(when, tr("d MMM yyyy", DATE_PATTERN))


def clock(moment: Moment | None) -> str:
    """Return the time of day, empty where only the day is known."""
    if moment is None or moment.precision is Precision.DAY:
        return ""
    return clock_text(moment.datetime())


def day_and_clock(moment: Moment | None) -> str:
    """Return "14 March 2025, 09:12", as far as it is known."""
    return ", ".join(part for part in (day(moment, long=True), clock(moment)) if part)


def objects(number: int) -> str:
    """Return "1 object", "1,204 objects"."""
    return many(number, "{n} object", "{n} objects")


def rooms(number: int) -> str:
    """Return "1 room", "12 rooms"."""
    return many(number, "{n} room", "{n} rooms")


def wings(number: int) -> str:
    """Return "1 wing", "6 wings"."""
    return many(number, "{n} wing", "{n} wings")


def span(seconds: float) -> str:
    """Return a time to wait, no more exact than it is known."""
    if seconds < 60:
        return tr("{n} s", "seconds", n=max(1, round(seconds)))
    if seconds < 3600:
        return tr("{n} min", "minutes", n=round(seconds / 60))
    return tr("{number} h", "hours", number=number(seconds / 3600, 1))


def beside(*parts: str) -> str:
    """Return remarks side by side, empty ones left out, each as its own language runs."""
    return "  ·  ".join(fenced(part) for part in parts if part)


def sentence_case(text: str) -> str:
    """Return a sentence with its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def moved_in_too(sentence: str, moved_in: bool) -> str:
    """Return a sentence, and that with what it tells one has moved in, where that is so."""
    also = tr("With this you have moved in: the places stay from now on.")
    return f"{sentence} {also}" if moved_in else sentence
