"""Claude Code's sessions, as the program writes them; the conversations are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.importers import importer_for, recognise
from palace.importers.claude_code import ClaudeCodeImporter, _session
from palace.model.drafts import DraftItem

ANSWER = "The test compares times of two clocks, one of which runs in UTC."


def line(number: int, content: Any, *, parent: int | None = None, **more: Any) -> dict[str, Any]:
    """Return a line; those of even number are the person's."""
    kind = ("user", "assistant")[number % 2]
    return {
        "parentUuid": None if parent is None else f"u{parent}",
        "isSidechain": False,
        "userType": "external",
        "cwd": "/home/me/clock",
        "sessionId": "s1",
        "version": "2.0.1",
        "gitBranch": "main",
        "type": kind,
        "message": {"role": kind, "content": content},
        "uuid": f"u{number}",
        "timestamp": f"2025-05-01T09:{number:02}:00.000Z",
    } | more


def written(folder: Path, lines: list[Any], name: str = "s1.jsonl") -> Path:
    """Write a session."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    file.write_text("\n".join(texts) + "\n")
    return file


def item_of(tmp_path: Path, lines: list[Any]) -> DraftItem:
    return _session(written(tmp_path, lines), "here")


def test_what_was_said_is_found_and_what_tools_did_is_kept_to_read(tmp_path: Path) -> None:
    item = item_of(
        tmp_path,
        [
            {"type": "summary", "summary": "Why the clock test fails", "leafUuid": "u3"},
            {"type": "file-history-snapshot", "messageId": "x", "snapshot": {}},
            line(0, "Why does test_noon fail in winter?"),
            line(
                1,
                [
                    {"type": "thinking", "thinking": "Look at the zone."},
                    {"type": "tool_use", "id": "t", "name": "Read", "input": {"path": "a.py"}},
                ],
                parent=0,
            ),
            line(
                2,
                [{"type": "tool_result", "tool_use_id": "t", "content": "x" * 30_000}],
                parent=1,
            ),
            line(3, [{"type": "text", "text": ANSWER}], parent=2),
        ],
    )
    assert (item.ref, item.title, item.notice) == ("s1", "Why the clock test fails", "")
    assert item.place == "clock/s1.jsonl"
    assert item.properties == {"cwd": "/home/me/clock", "gitBranch": "main"}
    (topic,) = item.objects
    (memory,) = topic.memories
    said = [(s.speaker, s.chatter, memory.text[s.start : s.end]) for s in memory.segments]
    assert said[0] == ("user", False, "Why does test_noon fail in winter?")
    assert said[-1] == ("assistant", False, ANSWER)
    asides = [text for _, idle, text in said if idle]
    assert asides[0] == 'Look at the zone.\n\nRead: {"path": "a.py"}'
    assert asides[1].endswith("[… 10,000 more characters in the session's file]")
    assert item.created is not None and item.created.isoformat().startswith("2025-05-01T09:00")


def test_what_was_edited_away_and_what_a_helper_did_stands_beside(tmp_path: Path) -> None:
    item = item_of(
        tmp_path,
        [
            line(0, "Why does test_noon fail in winter?"),
            line(1, ANSWER, parent=0),
            line(2, "Rewrite it with the other clock then.", parent=1),
            line(3, "Done: it asks the wall clock now. " + ANSWER, parent=2),
            line(20, "Look for all uses of the clock.", isSidechain=True),
            line(21, "There are three uses of the clock in a.py.", parent=20, isSidechain=True),
            line(4, "Rewrite the test, not the clock.", parent=1),
            line(5, "Done: the test fixes its zone. " + ANSWER, parent=4),
        ],
    )
    found = {m.ref: m.alternate for topic in item.objects for m in topic.memories}
    assert found == {"u0": False, "u2": True, "u4": False, "u20": True}


def test_a_compacted_line_goes_on_and_a_ring_ends(tmp_path: Path) -> None:
    item = item_of(
        tmp_path,
        [
            line(0, "Why does test_noon fail in winter?", parent=5),
            line(1, ANSWER, parent=0),
            line(2, "And how was it in summer time?", logicalParentUuid="gone"),
            line(3, "In summer the two agree. " + ANSWER, parent=2),
        ],
    )
    memories = [m for topic in item.objects for m in topic.memories]
    assert [(m.ref, m.alternate) for m in memories] == [("u0", False), ("u2", False)]


def test_damaged_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps(line(0, "Why does test_noon fail in winter?"))
    item = item_of(tmp_path, [good, "{", "7", '{"type": "user"}', good[:40], line(1, ANSWER)])
    assert item.notice == "3 of its lines are damaged and were left out"
    assert len(item.objects) == 1
    assert item_of(tmp_path, ["{}"]).objects == ()


def test_sessions_are_recognised_wherever_they_lie(tmp_path: Path) -> None:
    lines = [line(0, "Why does test_noon fail in winter?"), line(1, ANSWER)]
    project = tmp_path / ".claude" / "projects" / "-home-me-clock"
    file = written(project, lines)
    written(project, ['{"other": 1}'], "other.jsonl")
    for path in (file, project, project.parent, tmp_path / ".claude", tmp_path):
        importer = importer_for(path)
        assert (importer.kind, importer.count(path)) == ("claude-code", 1)
        (item,) = importer.items(path)
        assert isinstance(item, DraftItem) and item.ref == "s1"
    assert recognise(project / "other.jsonl") is None


@pytest.mark.parametrize("cut", [0, 1, 50, 300])
def test_a_session_cut_anywhere_is_read_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    file = written(tmp_path, [line(0, "Why does test_noon fail?"), line(1, ANSWER)])
    file.write_bytes(file.read_bytes()[: file.stat().st_size - cut])
    assert _session(file, "here").objects


_JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "thinking", "content", "name", "input"]),
            inner | st.sampled_from(["text", "thinking", "tool_use", "tool_result"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.lists(st.tuples(_JSON, st.none() | st.integers(0, 9), st.booleans()), max_size=8))
def test_any_session_is_an_item(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[Any, int | None, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lines = [
        line(at, content, parent=parent, isSidechain=side)
        for at, (content, parent, side) in enumerate(found)
    ]
    item = item_of(folder, lines)
    refs = [s.source_ref for topic in item.objects for m in topic.memories for s in m.segments]
    assert len(refs) == len(set(refs))
    assert list(ClaudeCodeImporter().items(folder)) or not lines
