"""The items of a palace's manifest as drafts that remember what they were.

Nothing is trusted: every value is looked at, for the manifest may be damaged, or made by anybody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    DraftSegment,
    LinkKind,
    MemoryKind,
    ObjectKind,
)
from palace.model.exported import Check, number, one_of, perhaps, text, whole
from palace.model.kept import (
    KeptItem,
    KeptLink,
    KeptMemory,
    KeptObject,
    KeptRevision,
    KeptSecret,
    KeptSource,
)
from palace.model.moments import Moment, Precision

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_REACH = one_of("here", "lethe")
_LONGEST_OFFSET = 24 * 60
T = TypeVar("T")


class Unfit(ValueError):  # noqa: N818  (what it says is a clause, not an error of ours)
    """A document is not what it should be; its text is a clause that says where."""


def item_of(document: object) -> DraftItem:
    """Return an item of the manifest as a draft.

    Raises
    ------
    Unfit
        A value is missing or of another kind than it should be.
    """
    found = _mapping(document, "the item")
    source = _mapping(found.get("source"), "the source")
    objects = tuple(_object(each) for each in _list(found, "objects"))
    _unique([part.ref for part in objects], "objects with one ref")
    memories = [memory for part in objects for memory in part.memories]
    _unique([m.kept.id for m in memories if m.kept], "memories with one id")
    alive = [m for part in objects if not part.forgotten for m in part.memories if not m.forgotten]
    _unique([m.ref for m in alive], "memories with one ref")
    title = _line(found, "title")
    return DraftItem(
        ref=_said(found, "ref"),
        title=title,
        place=_get(found, "place", text),
        fingerprint=_get(found, "fingerprint", text),
        objects=objects,
        created=_moment(found, "created"),
        updated=_moment(found, "updated"),
        aliases=_texts(found, "aliases"),
        properties=_properties(found),
        kept=KeptItem(
            _id(found, "id"),
            KeptSource(
                _id(source, "id"),
                _said(source, "kind"),
                _get(source, "uri", text),
                float(_get(source, "imported_at", number)),
                _get(source, "write_back", perhaps(whole)),
            ),
            _get(found, "missing_since", perhaps(number)),
        ),
    )


def _object(document: object) -> DraftObject:
    found = _mapping(document, "an object")
    memories = tuple(_memory(each) for each in _list(found, "memories"))
    if not memories:
        raise Unfit("an object has no memory")
    refs = {memory.kept.id: memory.ref for memory in memories if memory.kept}
    return DraftObject(
        kind=ObjectKind(_get(found, "kind", one_of(*ObjectKind))),
        title=_line(found, "title"),
        ref=_get(found, "ref", text),
        memories=memories,
        tags=_texts(found, "tags"),
        links=tuple(_link(each, refs) for each in _list(found, "links")),
        kept=KeptObject(
            _id(found, "id"),
            _get(found, "ord", whole),
            _get(found, "content_hash", text),
            _get(found, "reach", _REACH),
            float(_get(found, "created_at", number)),
            _get(found, "away", text),
            _get(found, "away_since", perhaps(number)),
        ),
    )


def _memory(document: object) -> DraftMemory:
    found = _mapping(document, "a memory")
    words = _said(found, "text")
    revisions = tuple(_revision(each) for each in _list(found, "revisions"))
    _unique([revision.n for revision in revisions], "revisions with one number")
    return DraftMemory(
        kind=MemoryKind(_get(found, "kind", one_of(*MemoryKind))),
        text=words,
        title=_get(found, "title", text),
        ref=_get(found, "ref", text),
        author=_get(found, "author", perhaps(text)),
        at=_moment(found, "at"),
        segments=_segments(found, len(words)),
        alternate=_get(found, "alternate", _flag),
        kept=KeptMemory(
            _id(found, "id"),
            _get(found, "ord", whole),
            _get(found, "reach", _REACH),
            revisions,
            tuple(_secret(each) for each in _list(found, "secrets", ())),
        ),
    )


def _revision(document: object) -> KeptRevision:
    found = _mapping(document, "a revision")
    words = _get(found, "text", text)
    return KeptRevision(
        _get(found, "n", whole),
        _get(found, "title", text),
        words,
        _segments(found, len(words)),
        float(_get(found, "at", number)),
        _get(found, "by", text),
        _get(found, "why", text),
    )


def _secret(document: object) -> KeptSecret:
    found = _mapping(document, "a secret")
    return KeptSecret(
        _get(found, "kind", text),
        _get(found, "hash", text),
        float(_get(found, "at", number)),
        _get(found, "released", perhaps(number)),
    )


def _segments(document: Mapping[str, Any], length: int) -> tuple[DraftSegment, ...]:
    segments = []
    at = 0
    for each in _list(document, "segments"):
        found = _mapping(each, "a segment")
        start, end = _get(found, "start", whole), _get(found, "end", whole)
        if not at <= start < end <= length:
            raise Unfit("a segment lies outside its text")
        at = end
        segments.append(
            DraftSegment(
                start,
                end,
                _get(found, "speaker", perhaps(text)),
                _moment(found, "at"),
                _get(found, "source_ref", text),
                _get(found, "chatter", _flag),
            )
        )
    return tuple(segments)


def _link(document: object, refs: Mapping[str, str]) -> DraftLink:
    found = _mapping(document, "a link")
    memory = _id(found, "memory")
    return DraftLink(
        LinkKind(_get(found, "kind", one_of(*LinkKind))),
        _get(found, "target", text),
        _get(found, "label", text),
        refs.get(memory, ""),
        KeptLink(memory, _get(found, "to", perhaps(text)) or ""),
    )


def _moment(document: Mapping[str, Any], name: str) -> Moment | None:
    value = document.get(name)
    if value is None:
        return None
    found = _mapping(value, name)
    offset = _get(found, "offset", perhaps(whole))
    if offset is not None and abs(offset) >= _LONGEST_OFFSET:
        raise Unfit(f"{name!r} has no zone that there is")
    moment = Moment(
        _get(found, "utc", number), offset, Precision(_get(found, "precision", one_of(*Precision)))
    )
    try:
        moment.isoformat(exact=True)
    except (ValueError, OverflowError, OSError) as error:
        raise Unfit(f"{name!r} is no time that there is") from error
    return moment


def _properties(document: Mapping[str, Any]) -> dict[str, object]:
    found = _mapping(document.get("properties"), "the properties")
    if not _storable(found):
        raise Unfit("the properties hold something that cannot be stored")
    return dict(found)


def _storable(value: object) -> bool:
    match value:
        case str():
            return text(value)
        case float():
            return math.isfinite(value)
        case dict():
            return all(text(key) and _storable(inner) for key, inner in value.items())
        case list():
            return all(map(_storable, value))
    return True


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _get(document: Mapping[str, Any], name: str, check: Check) -> Any:
    value = document.get(name)
    if not check(value):
        raise Unfit(f"{name!r} is not what it should be")
    return value


def _said(document: Mapping[str, Any], name: str) -> str:
    value: str = _get(document, name, text)
    if not value.strip():
        raise Unfit(f"{name!r} is empty")
    return value


def _line(document: Mapping[str, Any], name: str) -> str:
    value = _said(document, name)
    if "\n" in value:
        raise Unfit(f"{name!r} has two lines")
    return value


def _id(document: Mapping[str, Any], name: str) -> str:
    value: str = _get(document, name, text)
    if not _ID.fullmatch(value):
        raise Unfit(f"{name!r} is no identifier")
    return value


def _texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(document, name)
    if not all(map(text, values)):
        raise Unfit(f"{name!r} holds something that is no text")
    return tuple(values)


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(f"{what} is no object")
    return value


def _list(document: Mapping[str, Any], name: str, without: Sequence[Any] | None = None) -> Any:
    value = document.get(name, without)
    if not isinstance(value, list | tuple):
        raise Unfit(f"{name!r} is no list")
    return value


def _unique(values: list[Any], what: str) -> None:
    if len(values) != len(set(values)):
        raise Unfit(f"there are two {what}")
