"""Front matter: the properties at the head of a note."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from palace.importers.times import from_value
from palace.model.moments import Moment

_LARGEST = 64_000
"""Characters of front matter that are parsed; more than that is text between two rules."""
_MOST_VALUES = 5_000
_DEEPEST = 24
_CREATED = (
    "created", "date", "created_at", "createdat", "creation date", "date created",
    "date_created", "date-created", "ctime",
)  # fmt: skip
_UPDATED = (
    "updated", "modified", "last_modified", "lastmod", "updated_at", "updatedat",
    "date modified", "date_modified", "date-modified", "last updated", "mtime",
)  # fmt: skip
# A rule followed by prose is no front matter; one followed by a property is meant as such.
_LOOKS_LIKE_IT = re.compile(r"---[ \t]*\n(?:[ \t]*\n|#.*\n)*[\w][\w -]*:(?:\s|$)")
# Merge keys can double their size with each line, within the parser; no note needs them.
_MERGE_KEY = re.compile(r"<<\s*:")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a note says of it.

    Parameters
    ----------
    body
        The text after it: all of the text where there is none, or where it is broken.
    source
        The front matter as written, without its fences.
    title, aliases, tags, created, updated
        What was understood.
    properties
        All other properties, and the times under the names they were given.
    broken
        Whether it looks like front matter and cannot be understood.
    """

    body: str
    source: str = ""
    title: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    created: Moment | None = None
    updated: Moment | None = None
    properties: dict[str, object] = field(default_factory=dict)
    broken: bool = False


def read_front_matter(text: str) -> FrontMatter:
    """Split a note into front matter and body.

    Front matter that cannot be understood is no error: it stays in the body, word for word.
    """
    if not text.startswith("---"):
        return FrontMatter(text)
    split = _split(text)
    if split is None:
        return FrontMatter(text, broken=_LOOKS_LIKE_IT.match(text) is not None)
    source, body, found = split
    known = {"title", "alias", "aliases", "tag", "tags"}
    lower = {key.lower(): value for key, value in found.items()}
    title = lower.get("title")
    understood = isinstance(title, str) and bool(title.strip())
    return FrontMatter(
        body=body,
        source=source.strip("\n"),
        title=" ".join(str(title).split()) if understood else None,
        aliases=_unique(_names(lower.get("aliases")) + _names(lower.get("alias"))),
        tags=_unique(_tags(lower.get("tags")) + _tags(lower.get("tag"))),
        created=_first_time(lower, _CREATED),
        updated=_first_time(lower, _UPDATED),
        properties={
            key: value
            for key, value in found.items()
            if key.lower() not in known or (key.lower() == "title" and not understood)
        },
    )


def _split(text: str) -> tuple[str, str, dict[str, object]] | None:
    """Return source, body and values, or None where the head of the text is no mapping."""
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    # The library's own `parse` drops what is no mapping and strips the body; its parts do not.
    head = text[: _LARGEST + 8]
    try:
        source, rest = handler.split(head)
        if _MERGE_KEY.search(source):
            return None
        values = handler.load(source)
    except Exception:  # YAML constructors raise ValueError, TypeError, RecursionError and more
        return None
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return None
    try:
        plain = _plain(values, [_MOST_VALUES], 0)
    except ValueError:
        return None
    assert isinstance(plain, dict)
    return source, rest + text[len(head) :], plain


def _plain(value: object, budget: list[int], depth: int) -> object:
    """Return a YAML value as one that JSON can hold; ValueError where it is too much."""
    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise ValueError("too many or too deeply nested properties")
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case Mapping():
            return {
                _key(key, budget, depth): _plain(inner, budget, depth + 1)
                for key, inner in value.items()
            }
        case list() | tuple() | set():
            return [_plain(inner, budget, depth + 1) for inner in value]
        case _:
            return str(value)


def _key(key: object, budget: list[int], depth: int) -> str:
    return key if isinstance(key, str) else str(_plain(key, budget, depth + 1))


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = (" ".join(str(name).split()) for name in values if isinstance(name, str | int | float))
    return [name for name in names if name]


def _tags(value: object) -> list[str]:
    values = re.split(r"[,\s]+", value) if isinstance(value, str) else _names(value)
    return [tag for tag in (str(found).strip().lstrip("#") for found in values) if tag]


def _unique(names: list[str]) -> tuple[str, ...]:
    """Return them without those that differ in nothing but case from an earlier one."""
    return tuple({name.casefold(): name for name in reversed(names)}[key]
                 for key in dict.fromkeys(name.casefold() for name in names))  # fmt: skip


def _first_time(values: Mapping[str, object], keys: tuple[str, ...]) -> Moment | None:
    for key in keys:
        moment = from_value(values.get(key))
        if moment is not None:
            return moment
    return None
