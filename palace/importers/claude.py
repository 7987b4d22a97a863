"""Claude.ai's export: ``conversations.json`` of `chat_messages`, its folder or zip.

A conversation is {uuid, name, created_at, updated_at, chat_messages}; a message {uuid, sender,
created_at, text, content: [{type, text}], attachments: [{file_name, extracted_content}], files:
[{file_name}]} and at times `parent_message_uuid`. After the export as its readers describe it
(Sinity/polylogue, docs/providers/claude-ai.md; the product's own help page names the archive).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from palace.importers.base import About
from palace.importers.branches import branches
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean
from palace.importers.claude_projects import projects
from palace.importers.conversation import ASSISTANT, TOOL, USER, Turn
from palace.importers.conversations import ConversationsImporter, unique_ref
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, Unreadable

Json = Mapping[str, object]
_SPEAKERS = {"human": USER, "user": USER, "assistant": ASSISTANT}
_ASIDE = frozenset({"thinking", "redacted_thinking", "tool_use", "token_budget"})
"""Parts that are a machine's own notes: readable, no key."""


class ClaudeImporter(ConversationsImporter):
    """Reads Claude.ai's export."""

    kind: ClassVar[str] = "claude"
    title: ClassVar[str] = "a Claude.ai export (conversations.json, its folder or zip)"
    about: ClassVar[About] = About(
        product="Claude.ai",
        reads="conversations.json, the folder or the zip of the export",
        export="Settings → Privacy → Export data; the link comes by e-mail",
        becomes="a chat is an item, its topics are objects, its exchanges the pages; text of "
        "attachments is read with them; a project is an item as well, its documents are objects",
    )
    product: ClassVar[str] = "Claude.ai"
    marker: ClassVar[bytes] = b'"chat_messages"'
    begins: ClassVar[re.Pattern[bytes]] = re.compile(rb'"chat_messages"\s*:\s*\[')

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the conversations, then the projects that lie beside them."""
        yield from super().items(path)
        yield from projects(path)

    def read(
        self, found: object, place: str, taken: dict[str, str]
    ) -> DraftItem | Unreadable | None:
        """Return one conversation; None where the same was yielded before."""
        if not isinstance(found, Mapping):
            return Unreadable(place, "This entry is no conversation but a bare value.")
        messages = found.get("chat_messages")
        if not isinstance(messages, list):
            if "mapping" in found:
                return Unreadable(place, "This is a conversation of ChatGPT, not of Claude.ai.")
            reason = 'This entry has no messages (no "chat_messages").'
            return Unreadable(place, reason, ref=_ref(found))
        try:
            return _conversation(found, messages, place, taken)
        except (RecursionError, MemoryError):
            return Unreadable(place, "This conversation is nested too deeply.", ref=_ref(found))


def _conversation(
    found: Json, messages: Sequence[object], place: str, taken: dict[str, str]
) -> DraftItem | None:
    canonical = json.dumps(found, sort_keys=True, separators=(",", ":")).encode()
    fingerprint = hashlib.sha256(canonical).hexdigest()
    ref = unique_ref(_ref(found), fingerprint, taken)
    if ref is None:
        return None
    known = [message for message in messages if isinstance(message, Mapping)]
    kept, left = _branches(known)
    turns = _turns(kept)
    name = found.get("name")
    title, objects = objects_of(
        clean(name) if isinstance(name, str) else "",
        turns,
        [(_turns(branch), beside) for branch, beside in left],
    )
    properties: dict[str, object] = {}
    if turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    times = [turn.at for turn in turns if turn.at is not None]
    lost = len(messages) - len(known)
    return DraftItem(
        ref=ref,
        title=title,
        place=place,
        fingerprint=fingerprint,
        objects=objects,
        created=from_value(found.get("created_at")) or next(iter(times), None),
        updated=from_value(found.get("updated_at")) or (times[-1] if times else None),
        properties=properties,
        notice=f"{lost} of its messages are none and were left out" if lost else "",
    )


def _ref(found: Json) -> str:
    """Return a conversation's identity; without an id, one of what never changes in it."""
    value = found.get("uuid")
    if isinstance(value, str) and value.strip():
        return clean(value.strip())[:200]
    messages = found.get("chat_messages")
    first = messages[0] if isinstance(messages, list) and messages else None
    own = first.get("uuid") if isinstance(first, Mapping) else ""
    known = f"{found.get('created_at')}\n{own}"
    return f"unnamed-{hashlib.sha256(known.encode('utf-8', 'replace')).hexdigest()[:24]}"


def _key(message: Json, number: int) -> str:
    value = message.get("uuid")
    return clean(value) if isinstance(value, str) and value.strip() else f"message-{number}"


_Numbered = tuple[str, Json]


def _branches(
    messages: Sequence[Json],
) -> tuple[list[_Numbered], list[tuple[list[_Numbered], list[str]]]]:
    """Return the branch that ends with the last message, and the others with where they belong.

    Without parents the messages are one line. A parent that is not there, or that comes later,
    counts as none.
    """
    numbered = [(_key(message, at), message) for at, message in enumerate(messages)]
    at_of: dict[str, int] = {}
    parents: list[int | None] = []
    for at, (key, message) in enumerate(numbered):
        named = message.get("parent_message_uuid")
        parent = at_of.get(clean(named)) if isinstance(named, str) else None
        told = isinstance(named, str) and bool(named.strip("0-"))
        # One whose parent is not told follows the one before it.
        parents.append(parent if told else (at - 1 if at else None))
        at_of.setdefault(key, at)
    return branches(numbered, parents)


def _turns(messages: Sequence[_Numbered]) -> list[Turn]:
    turns: list[Turn] = []
    for key, message in messages:
        sender = message.get("sender")
        speaker = _SPEAKERS.get(sender, TOOL) if isinstance(sender, str) else TOOL
        at = from_value(message.get("created_at"))
        text, aside = _words(message)
        if aside:
            turns.append(Turn(f"{key}/aside", speaker, aside, at, aside=True))
        if text:
            turns.append(Turn(key, speaker, text, at))
    return turns


def _words(message: Json) -> tuple[str, str]:
    """Return what a message says, attachments included, and the machine's own notes in it."""
    said: list[str] = []
    aside: list[str] = []
    content = message.get("content")
    for part in content if isinstance(content, list) else ():
        if not isinstance(part, Mapping):
            continue
        kind = part.get("type")
        own = isinstance(kind, str) and kind in _ASIDE
        (aside if own else said).append(_part(part))
    if not any(text.strip() for text in said):
        text = message.get("text")
        said = [text] if isinstance(text, str) else []
    for attachment in _list(message.get("attachments")):
        name = attachment.get("file_name") or "attachment"
        body = attachment.get("extracted_content")
        said.append(f"[{name}]" + (f"\n\n{body}" if isinstance(body, str) and body else ""))
    known = {str(each.get("file_name")) for each in _list(message.get("attachments"))}
    for file in (*_list(message.get("files")), *_list(message.get("files_v2"))):
        name = str(file.get("file_name") or "file")
        if name not in known:
            known.add(name)
            said.append(f"[{name}]")
    return _joined(said), _joined(aside)


def _part(part: Json) -> str:
    for key in ("text", "thinking"):
        value = part.get(key)
        if isinstance(value, str):
            return value
    inner = part.get("content")
    if isinstance(inner, str):
        return inner
    if isinstance(inner, list):
        return "\n\n".join(_part(each) for each in inner if isinstance(each, Mapping))
    name, given = part.get("name"), part.get("input")
    if isinstance(name, str):
        return f"{name}: {json.dumps(given, ensure_ascii=False)}" if given else name
    return ""


def _list(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _joined(parts: Sequence[str]) -> str:
    return clean("\n\n".join(part.strip("\r\n") for part in parts if part.strip())).strip("\r\n")
