"""ChatGPT's export: ``conversations.json``, numbered files, the folder or the zip of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean, oddity, read_branches
from palace.importers.conversations import ConversationsImporter, unique_ref
from palace.importers.times import from_epoch
from palace.model.drafts import DraftItem, Unreadable


class ChatGPTImporter(ConversationsImporter):
    """Reads ChatGPT's export."""

    kind: ClassVar[str] = "chatgpt"
    title: ClassVar[str] = "a ChatGPT export (conversations.json, its folder or zip)"
    about: ClassVar[About] = About(
        product="ChatGPT",
        reads="conversations.json or its numbered parts, the folder or the zip of the export",
        export="Settings → Data controls → Export data; the link comes by e-mail",
        becomes="a chat is an item, its topics are objects, its exchanges the pages; branches that "
        "were left are kept as alternates",
        limits="Voice is noted at its place; pictures come with the zip or its folder.",
    )
    product: ClassVar[str] = "ChatGPT"
    marker: ClassVar[bytes] = b'"mapping"'
    foreign: ClassVar[tuple[bytes, ...]] = (b'"chat_messages"',)
    begins: ClassVar[re.Pattern[bytes]] = re.compile(rb'"mapping"\s*:\s*\{')
    guesses: ClassVar[bool] = True

    def read(
        self, found: object, place: str, taken: dict[str, str]
    ) -> DraftItem | Unreadable | None:
        """Return one conversation; None where the same was yielded before."""
        return _item(found, place, taken)


def _item(found: object, place: str, taken: dict[str, str]) -> DraftItem | Unreadable | None:
    """Return one conversation; None where the same was yielded before."""
    if not isinstance(found, Mapping):
        return Unreadable(place, "This entry is no conversation but a bare value.")
    if not isinstance(found.get("mapping"), Mapping):
        if "chat_messages" in found:
            return Unreadable(place, "This is a conversation of Claude.ai, not of ChatGPT.")
        return Unreadable(place, 'This entry has no messages (no "mapping").', ref=_ref(found))
    try:
        return _conversation(found, place, taken)
    except (RecursionError, MemoryError):
        return Unreadable(place, "This conversation is nested too deeply.", ref=_ref(found))


def _conversation(
    found: Mapping[str, object], place: str, taken: dict[str, str]
) -> DraftItem | None:
    canonical = json.dumps(found, sort_keys=True, separators=(",", ":")).encode()
    fingerprint = hashlib.sha256(canonical).hexdigest()
    ref = unique_ref(_ref(found), fingerprint, taken)
    if ref is None:
        return None
    turns, branches = read_branches(found)
    written = found.get("title")
    title, objects = objects_of(
        clean(written) if isinstance(written, str) else "",
        turns,
        [(branch.turns, branch.beside) for branch in branches],
    )
    properties: dict[str, object] = {}
    if turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    times = [turn.at for turn in turns if turn.at is not None]
    return DraftItem(
        ref=ref,
        title=title,
        place=place,
        fingerprint=fingerprint,
        objects=objects,
        created=from_epoch(found.get("create_time")) or next(iter(times), None),
        updated=from_epoch(found.get("update_time")) or (times[-1] if times else None),
        properties=properties,
        notice=oddity(found),
    )


def _ref(found: Mapping[str, object]) -> str:
    """Return a conversation's identity; without an id, one of what never changes in it."""
    for key in ("conversation_id", "id"):
        value = found.get(key)
        if isinstance(value, str) and value.strip():
            return clean(value.strip())[:200]
    # The first message's id stays when a conversation is renamed or grows.
    mapping = found.get("mapping")
    first = next(iter(mapping), "") if isinstance(mapping, Mapping) else ""
    known = f"{found.get('create_time')}\n{first}"
    return f"unnamed-{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()[:24]}"
