"""Codex CLI's sessions; the conversations are made up.

The lines follow the envelopes that Sinity/polylogue (docs/providers/openai-codex.md) and
jnarowski/agentcmd (.agent/research/codex/format-comparison.md) show of openai/codex's rollouts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from palace.importers import importer_for, recognise
from palace.importers.codex import CodexImporter, _session
from palace.model.drafts import DraftItem

QUESTION = "Why does the tide table drift by an hour in summer?"
ANSWER = "It adds the summer hour twice: once when parsing, once when printing."


class Rollout:
    """Writes the lines of a session, a second apart."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, kind: str, payload: dict[str, Any]) -> None:
        at = f"2025-10-29T09:{len(self.lines) // 60:02}:{len(self.lines) % 60:02}.317Z"
        self.lines.append(json.dumps({"timestamp": at, "type": kind, "payload": payload}))

    def head(self, **more: Any) -> None:
        payload = {"id": "019a-1", "timestamp": "2025-10-29T09:00:00.308Z", "cwd": "/home/me/tides"}
        git = {"commit_hash": "abc", "branch": "summer"}
        self.line("session_meta", {**payload, "cli_version": "0.46.0", "git": git, **more})

    def item(self, kind: str, **more: Any) -> None:
        self.line("response_item", {"type": kind, **more})

    def says(self, role: str, text: str, *, shown: bool = True) -> None:
        part = {"type": "output_text" if role == "assistant" else "input_text", "text": text}
        self.item("message", role=role, content=[part])
        if shown:
            kind = "agent_message" if role == "assistant" else "user_message"
            self.line("event_msg", {"type": kind, "message": text})

    def write(self, folder: Path, name: str = "rollout-2025-10-29T09-00-00-019a-1.jsonl") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return file


def segments(item: DraftItem) -> list[tuple[str | None, bool, str]]:
    return [
        (segment.speaker, segment.chatter, memory.text[segment.start : segment.end])
        for topic in item.objects
        for memory in topic.memories
        for segment in memory.segments
    ]


def test_each_thing_said_comes_once_and_what_tools_did_is_kept_to_read(tmp_path: Path) -> None:
    rollout = Rollout()
    rollout.head()
    rollout.says("user", "<environment_context>\n<cwd>/home/me</cwd>", shown=False)
    rollout.says("developer", "Be terse.", shown=False)
    rollout.line("turn_context", {"cwd": "/home/me/tides", "model": "gpt-5-codex"})
    rollout.says("user", QUESTION)
    rollout.item(
        "reasoning",
        summary=[{"type": "summary_text", "text": "**Look at the zones**"}],
        encrypted_content="gAAAA",
    )
    rollout.item("function_call", name="shell", arguments='{"command": ["ls"]}', call_id="c")
    rollout.item(
        "function_call_output",
        call_id="c",
        output=json.dumps({"output": "x" * 20_010, "metadata": {"exit_code": 0}}),
    )
    rollout.line("event_msg", {"type": "token_count", "info": None})
    rollout.says("assistant", ANSWER)
    rollout.line(
        "event_msg", {"type": "agent_message", "message": "Only the screen has this line."}
    )
    item = _session(rollout.write(tmp_path), "here")
    assert (item.ref, item.place) == ("019a-1", "tides/rollout-2025-10-29T09-00-00-019a-1.jsonl")
    assert item.title == "Why does the tide table drift by an hour in summer?"
    assert item.properties == {
        "cwd": "/home/me/tides",
        "gitBranch": "summer",
        "model": "gpt-5-codex",
    }
    assert item.created is not None and item.created.isoformat() == "2025-10-29T09:00:02+00:00"
    assert segments(item) == [
        ("system", True, "Be terse."),
        ("user", False, QUESTION),
        ("assistant", True, "**Look at the zones**"),
        ("assistant", True, 'shell: {"command": ["ls"]}'),
        ("tool", True, "x" * 20_000 + "\n[… 10 more characters in the session's file]"),
        ("assistant", False, ANSWER),
        ("assistant", False, "Only the screen has this line."),
    ]


def test_the_same_words_said_twice_are_there_twice(tmp_path: Path) -> None:
    rollout = Rollout()
    rollout.head()
    for _ in range(2):
        rollout.says("user", QUESTION)
        rollout.says("assistant", ANSWER)
    item = _session(rollout.write(tmp_path), "here")
    assert [text for _, _, text in segments(item)] == [QUESTION, ANSWER] * 2


def test_what_was_rolled_back_stands_beside(tmp_path: Path) -> None:
    rollout = Rollout()
    rollout.head()
    rollout.says("user", QUESTION)
    rollout.says("assistant", ANSWER)
    rollout.says("user", "Then rewrite the parser with a new library.")
    rollout.says("assistant", "I rewrote the parser; it has eight hundred lines now.")
    rollout.line("event_msg", {"type": "thread_rolled_back", "num_turns": 1})
    rollout.says("user", "Then take the hour away where it is printed.")
    rollout.says("assistant", "Done: the printer no longer adds an hour of its own.")
    item = _session(rollout.write(tmp_path), "here")
    found = [(m.title, m.alternate) for topic in item.objects for m in topic.memories]
    assert found == [
        ("Why does the tide table drift by an hour in summer?", False),
        ("Then rewrite the parser with a new library", True),
        ("Then take the hour away where it is printed", False),
    ]


def test_a_compacted_session_goes_on_and_a_fork_keeps_its_own_name(tmp_path: Path) -> None:
    rollout = Rollout()
    rollout.head(forked_from_id="019a-0")
    rollout.head(id="019a-0", cwd="/elsewhere")
    rollout.says("user", QUESTION)
    rollout.line("compacted", {"message": "They spoke of tides.", "replacement_history": []})
    rollout.says("assistant", ANSWER)
    item = _session(rollout.write(tmp_path), "here")
    assert (item.ref, item.properties["forkedFrom"]) == ("019a-1", "019a-0")
    assert ("system", True, "They spoke of tides.") in segments(item)


def test_the_first_versions_wrote_items_bare(tmp_path: Path) -> None:
    lines = [
        {"id": "old", "timestamp": "2025-07-01T10:00:00Z", "instructions": None},
        {"record_type": "state"},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": QUESTION}]},
        {"type": "message", "role": "assistant", "content": [{"text": ANSWER}]},
    ]
    file = tmp_path / "rollout-old.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    (item,) = CodexImporter().items(file)
    assert isinstance(item, DraftItem) and item.ref == "old"
    assert [text for _, _, text in segments(item)] == [QUESTION, ANSWER]


def test_sessions_are_recognised_wherever_they_lie(tmp_path: Path) -> None:
    rollout = Rollout()
    rollout.head()
    rollout.says("user", QUESTION)
    day = tmp_path / ".codex" / "sessions" / "2025" / "10" / "29"
    file = rollout.write(day)
    for path in (file, day, day.parents[2], tmp_path / ".codex", tmp_path):
        importer = importer_for(path)
        assert (importer.kind, importer.count(path)) == ("codex", 1), path
    other = tmp_path / "other.jsonl"
    other.write_text('{"type": "session_meta"}\n')
    assert recognise(other) is None


@pytest.mark.parametrize("cut", [0, 1, 50, 300])
def test_a_session_cut_anywhere_is_read_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    rollout = Rollout()
    rollout.head()
    rollout.says("user", QUESTION)
    rollout.says("assistant", ANSWER)
    file = rollout.write(tmp_path)
    file.write_bytes(file.read_bytes()[: file.stat().st_size - cut])
    item = _session(file, "here")
    assert item.objects
    assert item.notice == ("one of its lines is damaged and was left out" if cut > 1 else "")
