"""Telegram Desktop's export; the chats are made up.

Their form follows what telegramdesktop/tdesktop writes (export_output_json.cpp) and what
mlomb/chat-analytics reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from palace.importers import importer_for, recognise_all
from palace.importers.attached import Beside
from palace.importers.telegram import TelegramImporter
from palace.model.drafts import DraftItem, Unreadable

NOON = 1_714_737_600  # 2024-05-03T12:00:00Z, 14:00 where it was exported


def message(number: int, after: int, who: str | None, text: Any, **more: Any) -> dict[str, Any]:
    """Return a message so many seconds after noon."""
    hour, rest = divmod(14 * 3600 + after % 36_000, 3600)
    return {
        "id": number,
        "type": "message",
        "date": f"2024-05-03T{hour:02}:{rest // 60:02}:{rest % 60:02}",
        "date_unixtime": str(NOON + after),
        "from": who,
        "from_id": f"user{number}",
        "text": text,
        "text_entities": [],
        **more,
    }


BEES = {
    "name": "Bees",
    "type": "private_supergroup",
    "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-05-03T14:00:00", "date_unixtime": str(NOON),
         "actor": "Anna", "actor_id": "user1", "action": "invite_members", "members": ["Ben", None],
         "text": ""},
        message(2, 10, "Anna", ["When do the ", {"type": "bold", "text": "lime trees "},
                "flower? See ", {"type": "text_link", "text": "the list",
                                 "href": "https://trees.example"}]),
        message(3, 60, "Ben", "", photo="photos/photo_1@03-05-2024.jpg", width=3, height=4),
        message(4, 70, "Ben", "", media_type="sticker", sticker_emoji="🐝",
                file="(File not included. Change data exporting settings to download.)"),
        message(5, 80, "Ben", "", file="(File not included. Change data exporting settings.)",
                media_type="voice_message"),
        message(6, 9_000, None, "The hive by the wall swarmed", forwarded_from="Carl",
                edited_unixtime="1714800000"),
        message(7, 9_060, "Ben", [{"type": "pre", "text": "x = 1", "language": "python"}]),
        message(8, 18_000, "Carl", "In June, after the acacia", reply_to_message_id=2),
        message(9, 18_001, "Carl", "", poll={"question": "Sunday?", "closed": False,
                "total_voters": 1, "answers": [{"text": "Yes", "voters": 1, "chosen": True}]}),
    ],
}  # fmt: skip
EVERYTHING = {
    "about": "Here is the data you requested.",
    "personal_information": {"user_id": 1, "first_name": "Anna"},
    "chats": {
        "about": "This page lists all chats from this export.",
        "list": [
            BEES,
            {"type": "saved_messages", "id": 1, "messages": [
                message(1, 40_000_000, "Anna", "The key lies under the third stone",
                        date="2025-08-09T12:00:00")]},
            {"name": None, "type": "personal_chat", "id": 9, "messages": []},
        ],
    },
    "left_chats": {"about": "", "list": [
        {"name": "Old", "type": "public_channel", "id": 5, "messages": [
            {"id": 1, "type": "message", "date": "2019-01-02T10:00:00", "from": "Old",
             "text": "The orchard was sold"}]}]},
}  # fmt: skip


def read(folder: Path, export: object) -> list[DraftItem]:
    file = folder / "result.json"
    file.write_text(json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
    assert importer_for(file).kind == "telegram"
    found = list(TelegramImporter().items(file))
    assert all(isinstance(each, DraftItem) for each in found), found
    return [each for each in found if isinstance(each, DraftItem)]


def said(item: DraftItem) -> list[list[tuple[str | None, str, bool]]]:
    return [
        [(part.speaker, each.text[part.start : part.end], part.chatter) for part in each.segments]
        for topic in item.objects
        for each in topic.memories
    ]


def test_one_chat_becomes_exchanges_with_replies_where_they_belong(tmp_path: Path) -> None:
    (item,) = read(tmp_path, BEES)
    assert (item.ref, item.title) == ("77/2024", "Bees, 2024")
    assert item.properties["kind"] == "private supergroup"
    assert said(item) == [
        [
            ("Anna", "Invited: Ben and unknown", True),
            ("Anna", "When do the **lime trees** flower? See [the list](<https://trees.example>)",
             False),
            ("Ben", "![[photos/photo_1@03-05-2024.jpg]]", True),
            ("Ben", "🐝", True),
            ("Ben", "[voice message]", False),
            ("Carl", "In June, after the acacia", False),
            ("Carl", "Sunday?\n- Yes", False),
        ],
        [
            ("Deleted account", "Forwarded from Carl:\n\nThe hive by the wall swarmed", False),
            ("Ben", "```python\nx = 1\n```", False),
        ],
    ]  # fmt: skip
    assert item.created is not None and item.created.isoformat() == "2024-05-03T14:00:00+02:00"


def test_all_chats_of_an_account(tmp_path: Path) -> None:
    found = read(tmp_path, EVERYTHING)
    assert [(each.ref, each.title) for each in found] == [
        ("77/2024", "Bees, 2024"),
        ("1/2025", "Saved messages, 2025"),
        ("5/2019", "Old, 2019"),
    ]
    assert said(found[2]) == [[("Old", "The orchard was sold", False)]]


def test_pictures_come_along_and_the_folder_is_nobody_elses(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "photo_1@03-05-2024.jpg").write_bytes(b"a picture")
    (item,) = read(tmp_path, BEES)
    assert [each.name for each in Beside(tmp_path).files(item)] == ["photos/photo_1@03-05-2024.jpg"]
    assert [each.kind for each in recognise_all(tmp_path)] == ["telegram"]


def test_a_file_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    text = json.dumps(EVERYTHING)
    file.write_text(text[: text.index("third stone") - 80])
    item, bad = TelegramImporter().items(file)
    assert isinstance(item, DraftItem) and item.ref == "77/2024"
    assert isinstance(bad, Unreadable) and "cut off" in bad.reason


def test_a_year_is_an_item(tmp_path: Path) -> None:
    later = message(99, 366 * 86_400, "Ben", "A year later the limes flower", date="2025-05-04")
    first, second = read(tmp_path, {**BEES, "messages": [*BEES["messages"], later]})
    assert (first.ref, second.ref) == ("77/2024", "77/2025")
    assert said(second) == [[("Ben", "A year later the limes flower", False)]]


def test_control_characters_are_written_in_a_way_that_is_no_json(tmp_path: Path) -> None:
    many = [message(at, at, "Anna", f"Bees @{at} " + "x" * 90) for at in range(900)]
    raw = json.dumps({**BEES, "messages": many}).replace("@", "\\x1F").replace("Bees ", "\\\\x41 ")
    file = tmp_path / "result.json"
    file.write_text(raw, "utf-8")
    items = [item for item in TelegramImporter().items(file) if isinstance(item, DraftItem)]
    text = "\n".join(m.text for item in items for part in item.objects for m in part.memories)
    assert text.count("\\x41 \x1f") == 900
