"""Codex CLI's sessions: ``~/.codex/sessions/YYYY/MM/DD/rollout-*.jsonl``.

A line is {timestamp, type, payload}. `session_meta` tells id, folder and branch; `response_item`
holds messages, reasoning and tools; `event_msg` repeats what was said for the screen; `compacted`
holds the summary that replaced what went before. The first versions wrote the items bare, without
an envelope. After openai/codex (codex-rs/protocol) as Sinity/polylogue
(docs/providers/openai-codex.md) and jnarowski/agentcmd (.agent/research/codex) describe it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import ASSISTANT, SYSTEM, TOOL, USER, Turn
from palace.importers.sessions import (
    Json,
    SessionsImporter,
    damaged,
    joined,
    parsed,
    project_of,
    shortened_answer,
    word,
)
from palace.importers.times import from_value
from palace.model.drafts import DraftItem
from palace.model.moments import Moment

_BELOW = ("", "*/", "*/*/", "*/*/*/", "sessions/*/*/*/", "archived_sessions/")
_ENVELOPES = frozenset({"session_meta", "response_item", "event_msg", "turn_context", "compacted"})
_ITEMS = frozenset({"message", "reasoning", "function_call", "function_call_output"})
_SPEAKERS = {"user": USER, "assistant": ASSISTANT}
_NOT_SAID = (
    "<environment_context>",
    "<user_instructions>",
    "<permissions instructions>",
    "<turn_aborted>",
    "<subagent_notification>",
    "<skill>",
    "# AGENTS.md instructions",
)
"""How messages begin that the program itself sends in the person's name."""


class CodexImporter(SessionsImporter):
    """Reads Codex CLI's sessions."""

    kind: ClassVar[str] = "codex"
    title: ClassVar[str] = "Codex CLI's sessions (~/.codex/sessions, or one .jsonl of it)"
    about: ClassVar[About] = About(
        product="Codex CLI",
        reads="~/.codex, its sessions, a folder of them, or one rollout-….jsonl",
        export="nothing to export: the program keeps its sessions there",
        becomes="a session is an item, its topics are objects; reasoning and tools are kept to "
        "read and lead nowhere; what was rolled back stands beside as an alternate",
        limits="Of one tool's answer 20,000 characters are kept; encrypted reasoning is not read.",
    )
    patterns: ClassVar[tuple[str, ...]] = tuple(
        f"{top}{below}rollout-*.jsonl" for top in ("", ".codex/") for below in _BELOW
    )

    def marks(self, entry: Json) -> bool:
        """Return whether a line is one that only this program writes."""
        if isinstance(entry.get("payload"), Mapping):
            return word(entry.get("type")) in {"session_meta", "response_item", "turn_context"}
        # The first versions: a bare head, then bare items.
        return entry.get("record_type") == "state" or (
            {"id", "timestamp", "instructions"} <= entry.keys() and "type" not in entry
        )

    def read(self, file: Path, place: str) -> DraftItem:
        """Return a session."""
        return _session(file, place)


@dataclass
class _Session:
    """What is gathered of a file.

    Parameters
    ----------
    turns
        What is said in it, in order.
    left
        What was rolled back, with the turn that each stretch followed.
    said
        (speaker, text) of the items, which the screen's events repeat.
    """

    ref: str = ""
    where: dict[str, object] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    left: list[tuple[list[Turn], list[str]]] = field(default_factory=list)
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    broken: int = 0


def _session(file: Path, place: str) -> DraftItem:
    digest = hashlib.sha256()
    session = _Session()
    lines: list[tuple[int, Json]] = []
    with file.open("rb") as opened:
        for number, line in enumerate(opened, start=1):
            digest.update(line)
            if not line.strip():
                continue
            entry = parsed(line)
            if isinstance(entry, Mapping):
                lines.append((number, _in_envelope(entry)))
            else:
                session.broken += 1
    for _, entry in lines:
        if entry.get("type") == "response_item":
            spoken = _spoken(_payload(entry))
            session.said.update([spoken] if spoken is not None else ())
    for number, entry in lines:
        _take(session, number, entry)
    title, objects = objects_of("", session.turns, session.left)
    times = [turn.at for turn in session.turns if turn.at is not None]
    properties = dict(session.where)
    if session.turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in session.turns)
    if project := project_of(session.where.get("cwd")):
        place = f"{project}/{file.name}"
    return DraftItem(
        ref=session.ref or clean(file.stem),
        title=title,
        place=place,
        fingerprint=digest.hexdigest(),
        objects=objects,
        created=min(times, key=lambda at: at.utc, default=None),
        updated=max(times, key=lambda at: at.utc, default=None),
        properties=properties,
        notice=damaged(session.broken),
    )


def _in_envelope(entry: Json) -> Json:
    """Return a line as newer versions write it."""
    if isinstance(entry.get("payload"), Mapping) or word(entry.get("type")) in _ENVELOPES:
        return entry
    if word(entry.get("type")) in _ITEMS:
        return {"type": "response_item", "payload": entry, "timestamp": entry.get("timestamp")}
    if "id" in entry and "type" not in entry:
        return {"type": "session_meta", "payload": entry}
    return {}


def _payload(entry: Json) -> Json:
    payload = entry.get("payload")
    return payload if isinstance(payload, Mapping) else {}


def _take(session: _Session, number: int, entry: Json) -> None:
    payload = _payload(entry)
    at = from_value(entry.get("timestamp"))
    match entry.get("type"):
        case "session_meta":
            _meta(session, payload)
        case "turn_context" if "model" not in session.where:
            if isinstance(payload.get("model"), str):
                session.where["model"] = clean(str(payload["model"]))
        case "response_item":
            session.turns += _item(f"line-{number}", payload, at)
        case "event_msg":
            _event(session, f"line-{number}", payload, at)
        case "compacted":
            text = joined([_text(payload.get("message"))])
            if text:
                session.turns.append(Turn(f"line-{number}", SYSTEM, text, at, aside=True))


def _meta(session: _Session, payload: Json) -> None:
    """Take the first head; a session that was forked repeats that of its parent."""
    if session.ref:
        return
    if isinstance(payload.get("id"), str):
        session.ref = clean(str(payload["id"]).strip())[:200]
    git = payload.get("git")
    known = {
        "cwd": payload.get("cwd"),
        "gitBranch": git.get("branch") if isinstance(git, Mapping) else None,
        "forkedFrom": payload.get("forked_from_id"),
    }
    session.where |= {name: clean(value) for name, value in known.items() if isinstance(value, str)}


def _event(session: _Session, ref: str, payload: Json, at: Moment | None) -> None:
    """Take what only the screen was told; what the items hold as well is there already."""
    match payload.get("type"):
        case "user_message" | "agent_message" as kind:
            speaker = USER if kind == "user_message" else ASSISTANT
            text = joined([_text(payload.get("message"))])
            if session.said[speaker, text]:
                session.said[speaker, text] -= 1
            elif text and not text.startswith(_NOT_SAID):
                session.turns.append(Turn(ref, speaker, text, at))
        case "thread_rolled_back":
            _roll_back(session, payload.get("num_turns"))


def _roll_back(session: _Session, turns: object) -> None:
    """Put the last questions and all that followed them beside what is kept."""
    if not isinstance(turns, int) or turns < 1:
        return
    asked = [at for at, turn in enumerate(session.turns) if turn.speaker == USER and not turn.aside]
    if not asked:
        return
    begin = asked[max(0, len(asked) - turns)]
    before = [turn.ref for turn in reversed(session.turns[:begin])]
    session.left.append((session.turns[begin:], before))
    del session.turns[begin:]


def _spoken(payload: Json) -> tuple[str, str] | None:
    """Return (speaker, text) of a message, None for all else."""
    role = payload.get("role")
    if payload.get("type") != "message" or not isinstance(role, str):
        return None
    return _SPEAKERS.get(role, SYSTEM), joined(_parts(payload.get("content")))


def _item(ref: str, payload: Json, at: Moment | None) -> list[Turn]:
    speaker, said, aside = ASSISTANT, "", ""
    match payload.get("type"):
        case "message":
            speaker, text = _spoken(payload) or (SYSTEM, "")
            own = speaker == SYSTEM or text.startswith(_NOT_SAID)
            if text.startswith("<environment_context>"):
                return []
            said, aside = ("", text) if own else (text, "")
        case "reasoning":
            parts = _parts(payload.get("summary")) + _parts(payload.get("content"))
            aside = joined(list(dict.fromkeys(parts)))
        case "function_call" | "custom_tool_call":
            given = payload.get("arguments", payload.get("input"))
            aside = shortened_answer(f"{payload.get('name')}: {_text(given)}")
        case "local_shell_call" | "web_search_call" as kind:
            aside = shortened_answer(f"{kind}: {_text(payload.get('action'))}")
        case "function_call_output" | "custom_tool_call_output":
            speaker, aside = TOOL, shortened_answer(_text(payload.get("output")))
    text = joined([said or aside])
    return [Turn(ref, speaker, text, at, aside=not said)] if text else []


def _parts(content: object) -> list[str]:
    if isinstance(content, str):
        return [content]
    found: list[str] = []
    for part in content if isinstance(content, list) else ():
        if not isinstance(part, Mapping):
            continue
        if isinstance(part.get("text"), str):
            found.append(str(part["text"]))
        elif part.get("type") == "input_image":
            found.append("[image]")
    return found


def _text(value: object) -> str:
    """Return what a tool was given or answered: its text, else its JSON."""
    if isinstance(value, str):
        try:
            inner = json.loads(value) if value.startswith("{") else None
        except (ValueError, RecursionError):
            inner = None
        # The first versions wrap a command's output once more.
        if isinstance(inner, Mapping) and isinstance(inner.get("output"), str):
            return str(inner["output"])
        return value
    if isinstance(value, Mapping) and isinstance(value.get("content"), str):
        return str(value["content"])
    if isinstance(value, list) and (parts := _parts(value)):
        return "\n".join(parts)
    return "" if value is None else json.dumps(value, ensure_ascii=False)
