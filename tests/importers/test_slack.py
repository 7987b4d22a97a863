"""Slack's export; the workspace is made up.

Its form follows Slack's help on reading exports and what hfaran/slack-export-viewer and
rusq/slackdump read and write.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from palace.importers import importer_for, recognise_all
from palace.importers.slack import SlackImporter
from palace.model.drafts import DraftItem, Unreadable

NOON = 1_714_737_600  # 2024-05-03T12:00:00Z
USERS = [
    {"id": "U1", "name": "anna", "profile": {"display_name": "Anna", "real_name": "Anna Berg"}},
    {"id": "U2", "name": "ben", "real_name": "Ben", "profile": {"display_name": ""}},
]
CHANNELS = [{"id": "C1", "name": "bees", "topic": {"value": "Ask <@U1>"}, "purpose": {"value": ""}}]
DMS = [{"id": "D1", "members": ["U1", "U2"]}]


def message(after: float, user: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a message so many seconds after noon."""
    return {"type": "message", "user": user, "text": text, "ts": f"{NOON + after:.6f}", **more}


ROOT = f"{NOON + 60:.6f}"
DAYS = {
    "bees/2024-05-03.json": [
        message(0, "U1", "<@U1> has joined the channel", subtype="channel_join"),
        message(60, "U1", "When do the lime trees flower &amp; who moves the hives?",
                thread_ts=ROOT, reply_count=2, replies=[{"user": "U2", "ts": f"{NOON + 500:.6f}"}]),
        message(90, "U2", "Lunch: see <https://menu.example/today|the menu>, <!here>"),
        message(100, "U1", "", files=[{"id": "F1", "name": "soup.png",
                "url_private": "https://files.slack.com/F1/soup.png?t=xoxe-secret"}]),
        message(500, "U2", "In June, <@U1>; <#C1|bees> has the plan", thread_ts=ROOT,
                edited={"user": "U2", "ts": f"{NOON + 520:.6f}"}),
        message(30_000, "", "", subtype="bot_message", username="Weather", attachments=[
            {"title": "Storm", "title_link": "https://w.example/1", "text": "From the west"}]),
    ],
    "bees/2024-05-04.json": [
        message(90_000, "U1", "I shall move them then", thread_ts=ROOT,
                subtype="thread_broadcast"),
        message(90_100, "U9", "", user_profile={"real_name": "Guest"}, blocks=[
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "text", "text": "Bring gloves, "}, {"type": "user", "user_id": "U2"}]}]}]),
        {"type": "message", "subtype": "message_changed", "message":
            message(90_100, "U9", "Bring thick gloves", user_profile={"real_name": "Guest"})},
    ],
    "D1/2025-01-02.json": [message(21_000_000, "U2", "The invoice of the beekeeper is 40 euro")],
}  # fmt: skip


def export() -> bytes:
    """Return the export as a zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, found in {
            "users.json": USERS, "channels.json": CHANNELS, "dms.json": DMS, **DAYS
        }.items():  # fmt: skip
            archive.writestr(name, json.dumps(found))
    return written.getvalue()


def said(item: DraftItem) -> list[list[tuple[str | None, str, bool]]]:
    """Return (speaker, text, chatter) for each turn of each exchange."""
    return [
        [(part.speaker, each.text[part.start : part.end], part.chatter) for part in each.segments]
        for topic in item.objects
        for each in topic.memories
    ]


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    file = tmp_path / "Bees Slack export.zip"
    file.write_bytes(export())
    return file


def test_a_workspace_becomes_threads_and_exchanges(packed: Path) -> None:
    assert importer_for(packed).kind == "slack"
    direct, bees = SlackImporter().items(packed)
    assert isinstance(direct, DraftItem) and isinstance(bees, DraftItem)
    assert (direct.ref, direct.title) == ("D1/2025", "Anna and Ben, 2025")
    assert (bees.ref, bees.title, bees.partial) == ("C1/2024", "#bees, 2024", True)
    assert bees.properties["topic"] == "Ask @Anna"
    assert bees.properties["people"] == ["Anna", "Ben", "Weather", "Guest"]
    assert said(bees) == [
        [
            ("Anna", "@Anna has joined the channel", True),
            ("Ben", "Lunch: see [the menu](<https://menu.example/today>), @here", False),
            (
                "Anna",
                "![[F1/soup.png]]\n\n[soup.png](<https://files.slack.com/F1/soup.png>)",
                False,
            ),
        ],
        [
            ("Anna", "When do the lime trees flower & who moves the hives?", False),
            ("Ben", "In June, @Anna; #bees has the plan", False),
            ("Anna", "I shall move them then", False),
        ],
        [("Weather", "[Storm](<https://w.example/1>)\nFrom the west", False)],
        [("Guest", "Bring thick gloves", False)],
    ]
    (topic,) = bees.objects
    assert topic.memories[1].ref == ROOT
    assert topic.title == "#bees: Lunch: see [the menu](<https://menu.example/today>), @here"
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T12:00:00+00:00"


def test_the_folder_is_read_as_the_zip_is_and_nobody_else_takes_it(
    packed: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "export")
    assert [each.kind for each in recognise_all(tmp_path / "export")] == ["slack"]
    in_folder = list(SlackImporter().items(tmp_path / "export"))
    in_zip = list(SlackImporter().items(packed))
    assert [getattr(each, "fingerprint", each) for each in in_folder] == [
        getattr(each, "fingerprint", each) for each in in_zip
    ]


def test_a_later_export_of_a_part_gives_the_same_exchanges(packed: Path, tmp_path: Path) -> None:
    days = [message(at * 86_400, "U1", f"Day {at} of the honey harvest") for at in range(90)]
    folder = tmp_path / "part" / "bees"
    folder.mkdir(parents=True)
    (folder.parent / "users.json").write_text(json.dumps(USERS))
    file = folder / "2024-05-03.json"

    def refs() -> list[str]:
        (item,) = SlackImporter().items(folder.parent)
        assert isinstance(item, DraftItem)
        return [memory.ref for topic in item.objects for memory in topic.memories]

    file.write_text(json.dumps(days))
    whole = refs()
    file.write_text(json.dumps(days[40:]))
    assert refs() == whole[40:]


def test_a_day_that_is_damaged_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "bees").mkdir()
    (tmp_path / "users.json").write_text("[]")
    (tmp_path / "bees" / "2024-05-03.json").write_text("[{")
    (tmp_path / "bees" / "2024-05-04.json").write_text(
        json.dumps([message(0, "U7", "The hive stands in the orchard now"), None, "x"])
    )
    item, bad = SlackImporter().items(tmp_path)
    assert isinstance(item, DraftItem) and said(item)[0][0][0] == "U7"
    assert isinstance(bad, Unreadable) and "no JSON" in bad.reason


def test_a_zip_of_many_days_takes_no_time(tmp_path: Path) -> None:
    file = tmp_path / "many.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "bees"}]))
        day = [{"type": "message", "user": "U1", "text": "A swarm.", "ts": "1714730000.0"}]
        for number in range(3_000):
            when = date(2014, 1, 1) + timedelta(days=number)
            archive.writestr(f"bees/{when}.json", json.dumps(day))
    start = time.process_time()
    list(SlackImporter().items(file))
    assert time.process_time() - start < 5
