"""Gemini CLI's sessions: ``~/.gemini/tmp/<project>/chats/session-*``, and saved checkpoints.

A session is {sessionId, projectHash, startTime, lastUpdated, messages, summary}; since 2026 a log
of lines instead: the head, then messages (one of the same id takes the earlier one's place),
``{"$set": …}`` and ``{"$rewindTo": id}``, which takes away from that message on. A message is {id,
timestamp, type: user or gemini, content, thoughts, toolCalls}. What ``/chat save`` writes is
`checkpoint-<name>.json`, the bare history {role, parts}. After google-gemini/gemini-cli
(packages/core, services/chatRecordingService) and the readers Mai0313/VibeCodingTracker
(src/models/gemini.rs) and wethinkt/go-thinkt (internal/sources/gemini).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import ASSISTANT, SYSTEM, TOOL, USER, Turn
from palace.importers.conversations import unique_ref
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.sessions import damaged, joined, parsed, shortened_answer, word
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

SESSION_LIMIT = 200_000_000
"""Bytes of one session."""
_SESSION = re.compile(rb'"sessionId"\s*:\s*"')
_CHECKPOINT = re.compile(
    rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*"history"\s*:\s*)?\[\s*\{\s*"(?:role|parts)"\s*:[^\x00]{0,2000}?"parts"'
)
_NOT_SAID = ("<session_context>", "This is the Gemini CLI. We are setting up the context",
             "Got it. Thanks for the context!")  # fmt: skip
"""How messages begin that the program itself sends."""

Json = Mapping[str, Any]


@dataclass
class _Session:
    """What is gathered of a file.

    Parameters
    ----------
    head
        What it says of itself.
    messages
        Those that count, by their ids, in order.
    left
        What was rewound, with the message that each stretch followed.
    broken
        Lines that are damaged.
    """

    head: dict[str, Any] = field(default_factory=dict)
    messages: dict[str, Json] = field(default_factory=dict)
    left: list[tuple[list[Json], list[str]]] = field(default_factory=list)
    broken: int = 0

    def add(self, message: object) -> None:
        if isinstance(message, Mapping):
            known = word(message.get("id"))
            self.messages[known or f"#{len(self.messages) + 1}"] = message

    def rewind(self, target: object) -> None:
        keys = list(self.messages)
        at = keys.index(str(target)) if str(target) in self.messages else 0
        if gone := [self.messages.pop(key) for key in keys[at:]]:
            self.left.append((gone, keys[max(at - 1, 0) : at]))

    def take(self, entry: Json) -> None:
        """Take in a line of a log."""
        if "$rewindTo" in entry:
            self.rewind(entry["$rewindTo"])
        elif isinstance(entry.get("$set"), Mapping):
            update = dict(entry["$set"])
            messages = update.pop("messages", None)
            if isinstance(messages, list):
                self.messages = {}
                for message in messages:
                    self.add(message)
            self.head.update(update)
        elif "sessionId" in entry and "type" not in entry:
            self.head.update(entry)
        elif "type" in entry:
            self.add(entry)


class GeminiCliImporter(FileImporter):
    """Reads Gemini CLI's sessions."""

    kind: ClassVar[str] = "gemini-cli"
    title: ClassVar[str] = "Gemini CLI's sessions (~/.gemini, or one file of it)"
    about: ClassVar[About] = About(
        product="Gemini CLI",
        reads="~/.gemini, a folder of it, one session-….json or .jsonl, or a checkpoint that "
        "/chat save wrote",
        export="nothing to export: the program keeps its sessions there",
        becomes="a session is an item, its topics are objects; thoughts and tools are kept to read "
        "and lead nowhere; what was rewound stands beside as an alternate",
        limits="Of one tool's answer 20,000 characters are kept; a checkpoint has no times.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json", ".jsonl"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins as a session or a checkpoint."""
        if _CHECKPOINT.match(head):
            return True
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith(b"{") and (
            _SESSION.search(head) is not None and b'"projectHash"' in head
        )

    def whole(self, path: object) -> bool:
        """Return False: the program removes old sessions by itself."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: sessions are known by their own ids."""
        return "gemini-cli:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the sessions, by folder and name."""
        self._taken: dict[str, str] = {}
        yield from super().items(path)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a session."""
        raw = entry.bytes(SESSION_LIMIT)
        if isinstance(raw, Unreadable):
            yield raw
            return
        session = _gathered(raw)
        if session is None:
            reason = "This is neither a session of Gemini CLI nor a checkpoint of one."
            yield Unreadable(entry.place, reason, ref=entry.ref)
            return
        item = _item(entry, session, hashlib.sha256(raw).hexdigest(), self._taken)
        if item is not None:
            yield item


def _gathered(raw: bytes) -> _Session | None:
    session = _Session()
    try:
        found = json.loads(raw.decode("utf-8-sig", "replace"))
    except ValueError:
        for line in raw.splitlines():
            entry = parsed(line) if line.strip() else {}
            if isinstance(entry, Mapping):
                session.take(entry)
            else:
                session.broken += 1
        return session if session.messages or session.left or session.head else None
    if isinstance(found, list):
        found = {"history": found}
    if not isinstance(found, Mapping):
        return None
    listed = found.get("messages", found.get("history"))
    if not isinstance(listed, list):
        if "sessionId" not in found:
            return None
        listed = []  # the head of a log in which nothing was said yet
    session.head = {
        key: value for key, value in found.items() if key not in {"messages", "history"}
    }
    for message in listed:
        session.add(message)
    return session


def _item(
    entry: Entry, session: _Session, fingerprint: str, taken: dict[str, str]
) -> DraftItem | None:
    head = session.head
    stem = clean(PurePosixPath(entry.ref).stem)
    ref = unique_ref(clean(word(head.get("sessionId"))).strip() or stem, fingerprint, taken)
    if ref is None:
        return None
    turns = _turns(session.messages.values())
    left = [(_turns(each), beside) for each, beside in session.left]
    summary = word(head.get("summary"))
    title, objects = objects_of(clean(summary), turns, left)
    properties: dict[str, object] = {}
    if word(head.get("kind")):
        properties["kind"] = clean(head["kind"])[:80]
    folders = head.get("directories")
    if isinstance(folders, list):
        properties["directories"] = [clean(each) for each in folders[:50] if isinstance(each, str)]
    if turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    times = [turn.at for turn in turns if turn.at is not None]
    return DraftItem(
        ref=ref,
        title=title,
        place=entry.place,
        fingerprint=fingerprint,
        objects=objects,
        created=from_value(head.get("startTime")) or next(iter(times), None) or entry.modified,
        updated=from_value(head.get("lastUpdated"))
        or (times[-1] if times else None)
        or entry.modified,
        properties=properties,
        notice=_sentence(damaged(session.broken)),
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _turns(messages: Iterator[Json] | Sequence[Json] | Any) -> list[Turn]:
    found: list[Turn] = []
    for number, message in enumerate(messages, start=1):
        ref = clean(word(message.get("id"))) or f"#{number}"
        at = from_value(message.get("timestamp"))
        if "parts" in message:
            found += _of_history(ref, message)
            continue
        text = joined([_text(message.get("displayContent") or message.get("content"))])
        kind = word(message.get("type"))
        if kind == "gemini":
            found += _thoughts(ref, message, at)
        speaker = {"user": USER, "gemini": ASSISTANT}.get(kind, SYSTEM)
        if text:
            aside = speaker == SYSTEM or text.startswith(_NOT_SAID)
            found.append(Turn(ref, speaker, text, at, aside=aside))
        found += _tools(ref, message, at)
    return found


def _thoughts(ref: str, message: Json, at: Moment | None) -> list[Turn]:
    listed = message.get("thoughts")
    thoughts = [
        f"{word(each.get('subject'))}\n{word(each.get('description'))}"
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, Mapping)
    ]
    text = joined(thoughts)
    return [Turn(f"{ref}/thoughts", ASSISTANT, text, at, aside=True)] if text else []


def _tools(ref: str, message: Json, at: Moment | None) -> list[Turn]:
    found: list[Turn] = []
    calls = message.get("toolCalls")
    for number, call in enumerate(calls if isinstance(calls, list) else [], start=1):
        if not isinstance(call, Mapping):
            continue
        given = json.dumps(call.get("args"), ensure_ascii=False)
        asked = joined([shortened_answer(f"{word(call.get('name'))}: {given}")])
        own = f"{ref}/tool {number}"
        when = from_value(call.get("timestamp")) or at
        found.append(Turn(own, ASSISTANT, asked, when, aside=True))
        answer = joined(
            [shortened_answer(_text(call.get("result")) or _text(call.get("resultDisplay")))]
        )
        if answer:
            found.append(Turn(f"{own}/answer", TOOL, answer, when, aside=True))
    return found


def _of_history(ref: str, message: Json) -> list[Turn]:
    """Return the turns of an entry of a bare history."""
    speaker = ASSISTANT if message.get("role") == "model" else USER
    parts = message.get("parts")
    said: list[str] = []
    found: list[Turn] = []
    for number, part in enumerate(parts if isinstance(parts, list) else [parts], start=1):
        if isinstance(part, Mapping) and isinstance(part.get("functionCall"), Mapping):
            call = part["functionCall"]
            found += _tools(f"{ref}/{number}", {"toolCalls": [call]}, None)
        elif isinstance(part, Mapping) and "functionResponse" in part:
            answer = joined([shortened_answer(_text(part))])
            if answer:
                found.append(Turn(f"{ref}/{number}", TOOL, answer, aside=True))
        elif isinstance(part, Mapping) and part.get("thought"):
            if thought := joined([_text(part)]):
                found.append(Turn(f"{ref}/{number}", speaker, thought, aside=True))
        else:
            said.append(_text(part))
    if text := joined(said):
        found.insert(0, Turn(ref, speaker, text, aside=text.startswith(_NOT_SAID)))
    return found


def _text(value: object, depth: int = 0) -> str:
    """Return the words of a content: a text, parts, or what a tool answered."""
    if isinstance(value, str):
        return value
    if depth > 8:
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(each, depth + 1) for each in value)))
    if not isinstance(value, Mapping):
        return ""
    for key in ("text", "output", "error"):
        if isinstance(value.get(key), str):
            return str(value[key])
    for key in ("functionResponse", "response", "parts"):
        if key in value:
            return _text(value[key], depth + 1)
    file = value.get("fileData") or value.get("inlineData")
    if isinstance(file, Mapping):
        return f"[{word(file.get('mimeType')) or 'file'}]"
    return json.dumps(value, ensure_ascii=False) if value else ""
