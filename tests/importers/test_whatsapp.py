"""WhatsApp's exported chats; all of them are made up.

Their forms follow the examples of starkdmi/whats_json, Pustur/whatsapp-chat-parser and
lucasrodes/whatstk, which agree.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from palace.importers import importer_for, recognise, recognise_all
from palace.importers.attached import Beside
from palace.importers.whatsapp import WhatsAppImporter
from palace.model.drafts import DraftItem, Unreadable

IPHONE = (
    "[03.05.24, 18:20:00] Hives: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "[03.05.24, 18:20:10] Anna Berg: The lime trees flower in June.\r\n"
    "\r\nShall we move the hives: on Sunday?\r\n"
    "\u200e[03.05.24, 18:21:00] Ben: \u200e<attached: 00000004-PHOTO-2024-05-03.jpg>\r\n"
    "[03.05.24, 18:22:00] Ben: ok\r\n"
    "[03.05.24, 18:22:30] Ben: Plan.pdf • \u200e2 pages \u200e<attached: 00000005-Plan.pdf>\r\n"
    "\u200e[03.05.24, 18:23:00] ~\u202fCarl: \u200eimage omitted\r\n"
    "[13.05.24, 09:00:00] Anna Berg: The queen has a blue dot \u200e<This message was edited>\r\n"
)
ANDROID = """\
3/5/24, 11:20 pm - Messages and calls are end-to-end encrypted. Tap to learn more.
3/5/24, 11:21 pm - Anna changed the subject from "Bees: old" to "Hives"
3/5/24, 11:22 pm - Anna: The lime trees flower in June.
3/5/24, 11:23 pm - +49 170 0000000: IMG-20240503-WA0001.jpg (file attached)
The southern hive
14/5/24, 12:05 am - Anna: <Media omitted>
14/5/24, 12:06 am - Anna: 12:30 - the beekeeper comes
"""


def packed() -> bytes:
    """Return a chat of an iPhone in its zip, with its picture."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", IPHONE)
        archive.writestr("00000004-PHOTO-2024-05-03.jpg", b"\xff\xd8\xff a picture")
    return written.getvalue()


def only(path: Path) -> DraftItem:
    (item,) = WhatsAppImporter().items(path)
    assert isinstance(item, DraftItem), item
    return item


def said(item: DraftItem) -> list[tuple[str | None, str, str, bool]]:
    return [
        (
            part.speaker,
            part.at.isoformat()[:16] if part.at else "",
            each.text[part.start : part.end],
            part.chatter,
        )
        for topic in item.objects
        for each in topic.memories
        for part in each.segments
    ]


def test_an_iphones_zip_gives_messages_and_pictures(tmp_path: Path) -> None:
    file = tmp_path / "WhatsApp Chat - Hives.zip"
    file.write_bytes(packed())
    assert importer_for(file).kind == "whatsapp"
    item = only(file)
    assert (item.ref, item.title, item.notice) == ("Hives/2024", "Hives, 2024", "")
    assert said(item) == [
        ("Hives", "2024-05-03T18:20", "Messages and calls are end-to-end encrypted.", True),
        (
            "Anna Berg",
            "2024-05-03T18:20",
            "The lime trees flower in June.\n\nShall we move the hives: on Sunday?",
            False,
        ),
        ("Ben", "2024-05-03T18:21", "![[00000004-PHOTO-2024-05-03.jpg]]", True),
        ("Ben", "2024-05-03T18:22", "ok", True),
        ("Ben", "2024-05-03T18:22", "Plan.pdf • 2 pages\n![[00000005-Plan.pdf]]", False),
        ("~ Carl", "2024-05-03T18:23", "image omitted", True),
        ("Anna Berg", "2024-05-13T09:00", "The queen has a blue dot", False),
    ]
    (picture,) = Beside(file).files(item)
    with picture.open() as opened:
        assert opened.read().startswith(b"\xff\xd8\xff")


def test_android_writes_otherwise_and_gives_the_same(tmp_path: Path) -> None:
    file = tmp_path / "WhatsApp Chat with Hives.txt"
    file.write_text(ANDROID, encoding="utf-8")
    assert importer_for(file).kind == "whatsapp"
    assert said(only(file)) == [
        (
            "system",
            "2024-05-03T23:20",
            "Messages and calls are end-to-end encrypted. Tap to learn more.",
            True,
        ),
        (
            "system",
            "2024-05-03T23:21",
            'Anna changed the subject from "Bees: old" to "Hives"',
            True,
        ),
        ("Anna", "2024-05-03T23:22", "The lime trees flower in June.", False),
        (
            "+49 170 0000000",
            "2024-05-03T23:23",
            "![[IMG-20240503-WA0001.jpg]]\nThe southern hive",
            False,
        ),
        ("Anna", "2024-05-14T00:05", "<Media omitted>", True),
        ("Anna", "2024-05-14T00:06", "12:30 - the beekeeper comes", False),
    ]


@pytest.mark.parametrize(
    ("lines", "days", "doubt"),
    [
        (["03/05/2024, 18:20 - ", "14/05/2024, 18:20 - "], ["2024-05-03", "2024-05-14"], False),
        (["5/3/24, 6:20 PM - ", "5/14/24, 6:20\u202fPM - "], ["2024-05-03", "2024-05-14"], False),
        (["2024-05-03 18:20 - ", "2024-06-03 18:20 - "], ["2024-05-03", "2024-06-03"], False),
        # Read with the month first, these would run backwards.
        (["09/01/2024, 18:20 - ", "10/01/2024, 18:20 - ", "02/02/2024, 18:20 - "],
         ["2024-01-09", "2024-01-10", "2024-02-02"], False),
        (["5/3/24, 6:20 PM - "], ["2024-05-03"], False),
        (["3/5/2024, 6:20 p. m. - "], ["2024-05-03"], False),
        (["5/3/24, 6:20 pm - "], ["2024-05-03"], True),
        (["05/03/2024, 18:20 - "], ["2024-03-05"], True),
        (["24/5/3 下午6:20 - "], ["2024-05-03"], False),
        (["03/05/2024 à 18:20 - ", "14/05/2024 à 18:20 - "], ["2024-05-03", "2024-05-14"], False),
        (["[3/5/24, 6:20:01 p. m.] ", "[30/5/24, 6:20:01 p. m.] "],
         ["2024-05-03", "2024-05-30"], False),
        (["[03/05/2024 18:20:01] ", "[14/05/2024 18:20:01] "], ["2024-05-03", "2024-05-14"], False),
    ],
)  # fmt: skip
def test_the_order_of_dates_is_judged_over_the_whole_file(
    tmp_path: Path, lines: list[str], days: list[str], doubt: bool
) -> None:
    file = tmp_path / "_chat.txt"
    file.write_text(
        "".join(f"{line}Anna: The hive number {n} hums\n" for n, line in enumerate(lines))
    )
    assert importer_for(file).kind == "whatsapp"
    item = only(file)
    found = [at[:10] for _, at, _, _ in said(item)]
    assert found == days
    assert ("cannot be told" in item.notice) is doubt
    assert said(item)[0][1].endswith("18:20")


@pytest.mark.parametrize(
    "words",
    ["<Medien ausgeschlossen>", "<Multimedia omitido>", "<Médias omis>",
     "Ce message a été supprimé", "This message was deleted", "<Без медиафайлов>"],
)  # fmt: skip
def test_what_was_left_out_leads_nowhere_in_any_language(tmp_path: Path, words: str) -> None:
    file = tmp_path / "WhatsApp-Chat mit Ben.txt"
    file.write_text(
        f"03.05.24, 18:20 - Ben: The hive in the orchard\n13.05.24, 18:21 - Ben: {words}\n"
    )
    item = only(file)
    assert item.title == "Ben, 2024"
    assert [part[3] for part in said(item)] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03 18:20:00 - root: started\n2024-05-03 18:20:01 - root: stopped\n",
        "[2024-05-01 10:00] User: Why is it so?\n[2024-05-01 10:01] Claude: Because.\n",
        "Minutes\n\n03/05/2024, 18:20 - Anna: We begin\n",
        "03/05/2024 the bees came back\n",
    ],
)
def test_other_texts_stay_what_they_are(tmp_path: Path, text: str) -> None:
    file = tmp_path / "log.txt"
    file.write_text(text)
    found = recognise(file)
    assert found is not None and found.kind != "whatsapp"


def test_in_a_folder_of_notes_it_takes_the_chat_alone(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# Rye\n\nTwelve hours.")
    (tmp_path / "WhatsApp Chat with Anna.txt").write_text(ANDROID)
    found = {each.kind: len(list(each.items(tmp_path))) for each in recognise_all(tmp_path)}
    assert found == {"markdown": 1, "whatsapp": 1}


def test_a_text_that_is_told_to_be_a_chat_says_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Nothing is said here.")
    (bad,) = WhatsAppImporter().items(file)
    assert isinstance(bad, Unreadable) and "18:20 - Anna:" in bad.reason


def test_a_chat_without_a_name_is_called_after_who_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "_chat.txt"
    file.write_text(IPHONE.replace("Hives: ", "Ben: "))
    assert only(file).title == "Anna Berg and Ben, 2024"
