"""Gemini's chats from a Takeout, and Gemini CLI's sessions; all of them are made up.

Takeout's form follows AlexArchitect-Dev/gemini-takeout-refinery and the entries in the tests of
other public readers; the sessions' that of google-gemini/gemini-cli's recording and of
Mai0313/VibeCodingTracker and wethinkt/go-thinkt, which read them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from palace.importers import importer_for, recognise_all
from palace.importers.gemini import GeminiImporter
from palace.importers.gemini_cli import GeminiCliImporter
from palace.model.drafts import DraftItem, Unreadable

CHAT = "https://gemini.google.com/app/abcdef0123456789"


def prompt(clock: str, title: str, answer: str = "", **more: Any) -> dict[str, Any]:
    """Return an entry of activity."""
    return {
        "header": "Gemini Apps",
        "title": title,
        "time": f"2024-05-03T{clock}:00.123Z",
        "products": ["Gemini Apps"],
        "activityControls": ["Gemini Apps Activity"],
        **({"safeHtmlItem": [{"html": answer}]} if answer else {}),
        **more,
    }


ACTIVITY = [
    prompt("18:00", "Prompted What is a skep?", "<p>A hive of <b>straw</b>.</p>",
           details=[{"name": "Chat", "url": CHAT}]),
    prompt("10:20", "Prompted And how long in winter?",
           "<p>Twelve hours.</p><ul><li>cold</li></ul>",
           attachedFiles=["loaf.png"]),
    prompt("10:15", "Created Gemini Canvas titled Loaves"),
    prompt("10:00", "Prompted Why does rye bread sink?", "<p>It proved too long &amp; warm.</p>"),
    {"header": "Search", "title": "Searched for rye", "time": "2024-05-03T09:59:00Z"},
    prompt("08:00", "Prompted Who wrote on skeps?", "<p>Many.</p>",
           details=[{"name": "Chat", "url": CHAT}]),
    prompt("07:00", "Prompted thanks", ""),
]  # fmt: skip


def said(item: DraftItem) -> list[tuple[str | None, str, bool]]:
    return [
        (part.speaker, each.text[part.start : part.end], part.chatter)
        for topic in item.objects
        for each in topic.memories
        for part in each.segments
    ]


def test_prompts_are_put_together_by_their_chat_or_by_time(tmp_path: Path) -> None:
    file = tmp_path / "MyActivity.json"
    file.write_text(json.dumps(ACTIVITY))
    assert importer_for(file).kind == "gemini"
    rye, skep, thanks = GeminiImporter().items(file)
    assert isinstance(rye, DraftItem) and isinstance(skep, DraftItem)
    assert isinstance(thanks, DraftItem)
    assert (rye.ref, rye.title) == ("2024-05-03T10:00:00.123Z", "Why does rye bread sink?")
    assert "inferred" in str(rye.properties["grouping"])
    assert said(rye) == [
        ("user", "Why does rye bread sink?", False),
        ("assistant", "It proved too long & warm.", False),
        ("system", "Created Gemini Canvas titled Loaves", True),
        ("user", "And how long in winter?\n\n![[loaf.png]]", False),
        ("assistant", "Twelve hours.\n\n- cold", False),
    ]
    assert (skep.ref, skep.properties) == ("abcdef0123456789", {})
    assert [text for _, text, _ in said(skep)] == [
        "Who wrote on skeps?",
        "Many.",
        "What is a skep?",
        "A hive of **straw**.",
    ]
    assert (thanks.objects, thanks.properties["chatter"]) == ((), "thanks")


def test_the_word_before_prompts_is_known_in_any_language(tmp_path: Path) -> None:
    file = tmp_path / "MeineAktivitäten.json"
    entries = [
        prompt(f"1{at}:00", f"Eingabe: Frage {at} zu Roggen?", "<p>So ist es.</p>",
               header="Gemini-Apps")
        for at in range(6)
    ]  # fmt: skip
    file.write_text(json.dumps(entries))
    titles = [item.title for item in GeminiImporter().items(file) if isinstance(item, DraftItem)]
    assert sorted(titles) == [f"Frage {at} zu Roggen?" for at in range(6)]


def test_other_activity_is_no_chat(tmp_path: Path) -> None:
    file = tmp_path / "MyActivity.json"
    file.write_text(json.dumps([ACTIVITY[4]]))
    assert importer_for(file).kind != "gemini"
    (told,) = GeminiImporter().items(file)
    assert isinstance(told, Unreadable) and told.skipped


HEAD = {
    "sessionId": "s-1",
    "projectHash": "ab" * 32,
    "startTime": "2025-11-01T10:00:00.000Z",
    "lastUpdated": "2025-11-01T10:09:00.000Z",
}


def entry(own: str, kind: str, content: Any, **more: Any) -> dict[str, Any]:
    """Return a message of a session."""
    return {
        "id": own,
        "timestamp": "2025-11-01T10:01:00.000Z",
        "type": kind,
        "content": content,
        **more,
    }


ANSWER = entry(
    "g1", "gemini", "It compares two clocks.",
    thoughts=[{"subject": "Clocks", "description": "Zones?", "timestamp": "2025-11-01T10:01:00Z"}],
    toolCalls=[{"id": "t", "name": "read_file", "args": {"path": "a.py"}, "status": "success",
                "result": [{"functionResponse": {"response": {"output": "x = 1"}}}]}],
)  # fmt: skip
LOG = [
    HEAD,
    entry("u1", "user", [{"text": "Why does test_noon fail in winter?"}]),
    entry("g1", "gemini", ""),
    ANSWER,
    entry("i1", "info", "Update available"),
    entry("u2", "user", "Rewrite the whole module in another language"),
    {"$rewindTo": "u2"},
    entry("u3", "user", "Rewrite the test with one clock"),
    {"$set": {"summary": "The clock test"}},
]
CHECKPOINT = [
    {"role": "user", "parts": [{"text": "This is the Gemini CLI. We are setting up the context"}]},
    {"role": "model", "parts": [{"text": "Got it. Thanks for the context!"}]},
    {"role": "user", "parts": [{"text": "Where are the tides computed?"}]},
    {"role": "model", "parts": [{"functionCall": {"name": "glob", "args": {"pattern": "*"}}}]},
    {"role": "user", "parts": [{"functionResponse": {"response": {"output": "tides.py"}}}]},
    {"role": "model", "parts": [{"text": "In tides.py, by the hour."}]},
]


def sessions(folder: Path) -> Path:
    """Write a folder as the program keeps it: a session, a log and a checkpoint."""
    chats = folder / "tmp" / ("ab" * 32) / "chats"
    chats.mkdir(parents=True)
    whole = {**HEAD, "sessionId": "s-0", "messages": [LOG[1], ANSWER]}
    (chats / "session-2025-11-01T10-00-s0.json").write_text(json.dumps(whole, indent=2))
    log = "\n".join(json.dumps(line) for line in LOG)
    (chats / "session-2025-11-01T10-00-s1.jsonl").write_text(log + '\n{"cut')
    (chats.parent / "checkpoint-tides.json").write_text(json.dumps(CHECKPOINT))
    (folder / "settings.json").write_text('{"theme": "dark"}')
    return folder


def test_sessions_logs_and_checkpoints(tmp_path: Path) -> None:
    folder = sessions(tmp_path / "gemini")
    assert [each.kind for each in recognise_all(folder)] == ["gemini-cli"]
    found = {
        item.ref: item for item in GeminiCliImporter().items(folder) if isinstance(item, DraftItem)
    }
    assert sorted(found) == ["checkpoint-tides", "s-0", "s-1"]
    answered = [
        ("user", "Why does test_noon fail in winter?", False),
        ("assistant", "Clocks\nZones?", True),
        ("assistant", "It compares two clocks.", False),
        ("assistant", 'read_file: {"path": "a.py"}', True),
        ("tool", "x = 1", True),
    ]
    assert said(found["s-0"]) == answered
    log = found["s-1"]
    assert log.title == "The clock test"
    assert "damaged" in log.notice
    alternates = [m.text for topic in log.objects for m in topic.memories if m.alternate]
    assert alternates == ["Rewrite the whole module in another language"]
    assert said(log)[:6] == [*answered, ("system", "Update available", True)]
    assert ("user", "Rewrite the test with one clock", False) in said(log)
    assert said(found["checkpoint-tides"])[2:] == [
        ("user", "Where are the tides computed?", False),
        ("assistant", 'glob: {"pattern": "*"}', True),
        ("tool", "tides.py", True),
        ("assistant", "In tides.py, by the hour.", False),
    ]


def test_what_is_no_session_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('"a"')
    (bad,) = GeminiCliImporter().items(file)
    assert isinstance(bad, Unreadable) and "neither a session" in bad.reason
