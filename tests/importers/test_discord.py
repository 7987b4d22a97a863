"""Channels as DiscordChatExporter writes them; the server is made up.

Their form follows that program's writer and its tests (Tyrrrz/DiscordChatExporter) and what
slatinsky/DiscordChatExporter-frontend says of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from palace.importers import importer_for, recognise_all
from palace.importers.attached import Beside
from palace.importers.discord import DiscordImporter
from palace.model.drafts import DraftItem, Unreadable

ANNA, BEN = "100000000000000001", "100000000000000002"
CHANNEL = "200000000000000001"


def message(number: int, clock: str, who: str, content: str, **more: Any) -> dict[str, Any]:
    """Return a message of a day in May."""
    nickname = {ANNA: "Anna", BEN: "Ben"}.get(who)
    return {
        "id": f"30000000000000{number:04}",
        "type": "Default",
        "timestamp": f"2024-05-03T{clock}:00.1234567+02:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": {"id": who, "name": f"user{who[-1]}", "discriminator": "0000",
                   "nickname": nickname, "isBot": nickname is None, "roles": []},
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        **more,
    }  # fmt: skip


def channel(*messages: dict[str, Any], name: str = "bees", own: str = CHANNEL) -> dict[str, Any]:
    """Return a file of a channel."""
    return {
        "guild": {"id": "9", "name": "Orchard", "iconUrl": "https://cdn.example/x.png"},
        "channel": {"id": own, "type": "GuildTextChat", "categoryId": "1", "category": "Garden",
                    "name": name, "topic": "All that hums"},
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2024-06-01T00:00:00+00:00",
        "messages": list(messages),
        "messageCount": len(messages),
    }  # fmt: skip


FIRST = channel(
    message(1, "10:00", BEN, "Joined the server.", type="GuildMemberJoin"),
    message(2, "10:01", ANNA, f"When do the limes flower, <@{BEN}>? <:bee:400000000000000001>",
            mentions=[{"id": BEN, "name": "user2", "nickname": "Ben"}]),
    message(3, "10:02", BEN, "", attachments=[
        {"id": "5", "url": "bees.json_Files/hive-AB12.png", "fileName": "hive.png"},
        {"id": "6", "url": "https://cdn.discordapp.com/a/plan.pdf?ex=1&hm=2",
         "fileName": "plan.pdf"}]),
    message(4, "13:00", ANNA, "https://trees.example/lime says June", embeds=[
        {"title": "Lime", "url": "https://trees.example/lime", "description": "A tree."}]),
    message(5, "13:01", BEN, "thanks"),
)  # fmt: skip
SECOND = channel(
    message(6, "13:30", "7", "", embeds=[
            {"title": "Storm", "url": "", "description": "From the west", "fields":
             [{"name": "Wind", "value": "80 km/h"}], "footer": {"text": "Weather"}}]),
    message(7, "18:00", BEN, "Late June, they say", type="Reply",
            timestampEdited="2024-05-03T18:05:00+02:00",
            reference={"messageId": "300000000000000002", "channelId": CHANNEL, "guildId": "9"}),
    message(8, "18:01", BEN, "", forwardedMessage={"content": "Hives for sale", "attachments": [],
            "embeds": []}),
)  # fmt: skip


def write(folder: Path) -> Path:
    """Write a channel in two files, and a private chat."""
    folder.mkdir()
    private = channel(message(1, "09:00", ANNA, "The key is under the stone"), name="Ben", own="7")
    private["guild"] = {"id": "0", "name": "Direct Messages", "iconUrl": ""}
    private["channel"] |= {"type": "DirectTextChat", "category": "Private", "topic": None}
    for name, each in (
        ("Orchard - bees [1].json", SECOND),  # named against the order of their times
        ("Orchard - bees [2].json", FIRST),
        ("Direct Messages - Ben.json", private),
    ):
        (folder / name).write_text(json.dumps(each, indent=2), encoding="utf-8")
    return folder


def said(item: DraftItem) -> list[list[tuple[str | None, str, bool]]]:
    return [
        [(part.speaker, each.text[part.start : part.end], part.chatter) for part in each.segments]
        for topic in item.objects
        for each in topic.memories
    ]


def test_a_channel_in_several_files_is_one_talk(tmp_path: Path) -> None:
    folder = write(tmp_path / "export")
    (folder / "bees.json_Files").mkdir()
    (folder / "bees.json_Files" / "hive-AB12.png").write_bytes(b"a picture")
    assert [each.kind for each in recognise_all(folder)] == ["discord"]
    private, bees = DiscordImporter().items(folder)
    assert isinstance(private, DraftItem) and isinstance(bees, DraftItem)
    assert (private.ref, private.title) == ("7/2024", "Ben, 2024")
    assert (bees.ref, bees.title) == (f"{CHANNEL}/2024", "Orchard: #bees, 2024")
    assert bees.properties == {
        "server": "Orchard",
        "category": "Garden",
        "topic": "All that hums",
        "people": ["Ben", "Anna", "user7"],
    }
    assert said(bees) == [
        [
            ("Ben", "Joined the server.", True),
            ("Anna", "When do the limes flower, @Ben? :bee:", False),
            (
                "Ben",
                "![[bees.json_Files/hive-AB12.png]]\n\n"
                "[plan.pdf](<https://cdn.discordapp.com/a/plan.pdf>)",
                False,
            ),
            ("Ben", "Late June, they say", False),
            ("Ben", "Forwarded:\n\nHives for sale", False),
        ],
        [
            (
                "Anna",
                "https://trees.example/lime says June\n\n[Lime](<https://trees.example/lime>)",
                False,
            ),
            ("Ben", "thanks", True),
            ("user7", "Storm\nFrom the west\nWind: 80 km/h\nWeather", False),
        ],
    ]
    assert bees.created is not None
    assert bees.created.isoformat() == "2024-05-03T10:00:00+02:00"
    assert [each.name for each in Beside(folder).files(bees)] == ["bees.json_Files/hive-AB12.png"]


def test_an_edit_changes_the_fingerprint_and_nothing_else_does(tmp_path: Path) -> None:
    def fingerprint(**more: Any) -> str:
        file = tmp_path / "x.json"
        file.write_text(json.dumps({**FIRST, **more}))
        assert importer_for(file).kind == "discord"
        (item,) = DiscordImporter().items(file)
        assert isinstance(item, DraftItem)
        return item.fingerprint

    edited = [{**FIRST["messages"][1], "timestampEdited": "2024-05-04T00:00:00Z"}]
    assert fingerprint() == fingerprint(exportedAt="2025-01-01T00:00:00Z")
    assert fingerprint() != fingerprint(messages=[*edited, *FIRST["messages"][2:]])


def test_a_file_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    text = json.dumps(FIRST)
    file.write_text(text[: text.index("says June")])
    item, bad = DiscordImporter().items(file)
    assert isinstance(item, DraftItem) and len(said(item)[0]) == 3
    assert isinstance(bad, Unreadable) and "cut off" in bad.reason


def test_an_empty_channel_is_named_and_skipped(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps(channel()))
    (told,) = DiscordImporter().items(file)
    assert isinstance(told, Unreadable) and told.skipped
