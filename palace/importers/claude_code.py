"""Claude Code's sessions: ``~/.claude/projects/<folder>/<session>.jsonl``, one JSON a line.

A line has {type, uuid, parentUuid, sessionId, timestamp, cwd, gitBranch, isSidechain, isMeta,
message: {role, content}}; content is text or blocks of text, thinking, tool_use and tool_result.
A `summary` line names the session. After the models of daaain/claude-code-log and the lines the
program writes; kinds of lines that are not known are passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from palace.importers.base import About
from palace.importers.branches import branches
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import ASSISTANT, TOOL, USER, Turn
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


class ClaudeCodeImporter(SessionsImporter):
    """Reads Claude Code's sessions."""

    kind: ClassVar[str] = "claude-code"
    title: ClassVar[str] = "Claude Code's sessions (~/.claude/projects, or one .jsonl of it)"
    about: ClassVar[About] = About(
        product="Claude Code",
        reads="~/.claude/projects, a folder of it, or one session's .jsonl",
        export="nothing to export: the program keeps its sessions there (and removes old ones)",
        becomes="a session is an item, its topics are objects; thinking and tools are kept to "
        "read and lead nowhere",
        limits="Of one tool's answer 20,000 characters are kept.",
    )
    patterns: ClassVar[tuple[str, ...]] = (
        "*.jsonl",
        "*/*.jsonl",
        "projects/*/*.jsonl",
        ".claude/projects/*/*.jsonl",
    )

    def marks(self, entry: Json) -> bool:
        """Return whether a line is one that only this program writes."""
        return "sessionId" in entry and "uuid" in entry

    def read(self, file: Path, place: str) -> DraftItem:
        """Return a session."""
        return _session(file, place)


def _session(file: Path, place: str) -> DraftItem:
    digest = hashlib.sha256()
    entries: list[tuple[str, Json]] = []
    summary, broken = "", 0
    where: dict[str, object] = {}
    with file.open("rb") as lines:
        for line in lines:
            digest.update(line)
            if not line.strip():
                continue
            entry = parsed(line)
            if not isinstance(entry, Mapping):
                broken += 1
                continue
            if entry.get("type") == "summary" and isinstance(entry.get("summary"), str):
                summary = str(entry["summary"])
            for name in ("cwd", "gitBranch"):
                if isinstance(entry.get(name), str) and name not in where:
                    where[name] = clean(str(entry[name]))
            if word(entry.get("type")) in {"user", "assistant"} and isinstance(
                entry.get("message"), Mapping
            ):
                key = entry.get("uuid")
                entries.append((clean(str(key)) if key else f"line-{len(entries)}", entry))
    kept, left = _branched(entries)
    turns = [turn for each in kept for turn in _turns(*each)]
    title, objects = objects_of(
        clean(summary),
        turns,
        [([turn for each in chain for turn in _turns(*each)], beside) for chain, beside in left],
    )
    times = [turn.at for turn in turns if turn.at is not None]
    properties = dict(where)
    if turns and not objects:
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    if project := project_of(where.get("cwd")):
        # The program's own name of the folder is its whole path with dashes.
        place = f"{project}/{file.name}"
    return DraftItem(
        ref=clean(file.stem),
        title=title,
        place=place,
        fingerprint=digest.hexdigest(),
        objects=objects,
        created=min(times, key=lambda at: at.utc, default=None),
        updated=max(times, key=lambda at: at.utc, default=None),
        properties=properties,
        notice=damaged(broken),
    )


_Entries = list[tuple[str, Json]]


def _branched(entries: _Entries) -> tuple[_Entries, list[tuple[_Entries, list[str]]]]:
    """Return the branch of the last message of the main line, and the others.

    What a helper of the program did (`isSidechain`) is a branch beside the message it hangs on.
    """
    main = [entry for entry in entries if not entry[1].get("isSidechain")]
    side = [entry for entry in entries if entry[1].get("isSidechain")]
    ordered = [*side, *main]
    at_of = {key: at for at, (key, _) in reversed(list(enumerate(ordered)))}
    parents: list[int | None] = []
    for at, (_, entry) in enumerate(ordered):
        named = entry.get("logicalParentUuid") or entry.get("parentUuid")
        parent = at_of.get(clean(named)) if isinstance(named, str) else None
        # A parent that comes later would make a ring; one between the two lines is no parent.
        same = parent is not None and (parent < len(side)) == (at < len(side))
        parents.append(parent if same and parent is not None and parent < at else None)
    for at in range(len(side) + 1, len(ordered)):
        # A line that was compacted, or taken up again, follows what was said before it.
        if parents[at] is None:
            parents[at] = at - 1
    return branches(ordered, parents)


def _turns(key: str, entry: Json) -> list[Turn]:
    message = entry["message"]
    assert isinstance(message, Mapping)
    speaker = ASSISTANT if entry.get("type") == "assistant" else USER
    at = from_value(entry.get("timestamp"))
    content = message.get("content")
    if isinstance(content, str):
        content = [{"type": "text", "text": content}]
    said: list[str] = []
    aside: list[str] = []
    answers: list[str] = []
    for part in content if isinstance(content, list) else ():
        if not isinstance(part, Mapping):
            continue
        match part.get("type"):
            case "text":
                said.append(_text(part.get("text")))
            case "thinking":
                aside.append(_text(part.get("thinking")))
            case "tool_use":
                given = json.dumps(part.get("input"), ensure_ascii=False)
                aside.append(shortened_answer(f"{part.get('name')}: {given}"))
            case "tool_result":
                answers.append(shortened_answer(_text(part.get("content"))))
            case "image" | "document" as kind:
                said.append(f"[{kind}]")
            case _:
                aside.append(shortened_answer(json.dumps(part, ensure_ascii=False)))
    if entry.get("isMeta"):
        aside, said = [*aside, *said], []
    turns = [
        Turn(f"{key}/aside", speaker, joined(aside), at, aside=True),
        Turn(f"{key}/answer", TOOL, joined(answers), at, aside=True),
        Turn(key, speaker, joined(said), at),
    ]
    return [turn for turn in turns if turn.text]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_text(each.get("text")) for each in value if isinstance(each, Mapping))
    return ""
