"""Transcripts of chats in Markdown and text; the conversations are made up.

Their forms follow the examples of dkasak/export-chatgpt-transcript (``**Human**: …``) and
rashidazarang/chatgpt-chat-exporter (headings), and what a chat's page gives when copied.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.importers import importer_for, importer_named, recognise_all
from palace.importers.transcripts import TranscriptImporter
from palace.model.drafts import DraftItem, Unreadable

QUESTION = "Why did the loaf collapse in the oven?"
ANSWER = "It was proved too long: the gluten had nothing left to rise with."
AGAIN = "How long should it prove in winter then?"
SECOND = "In a cold kitchen twelve hours, until a dent comes back slowly."

FORMS = {
    "inline": f"User: {QUESTION}\nAssistant: {ANSWER}\nUser: {AGAIN}\nAssistant: {SECOND}\n",
    "bold": f"**Human**: {QUESTION}\n\n**GPT**: {ANSWER}\n\n**Human**: {AGAIN}\n\n"
    f"**GPT**: {SECOND}",
    "bold colon": f"**You:** {QUESTION}\n\n**ChatGPT:**\n{ANSWER}\n\n**You:** {AGAIN}\n\n"
    f"**ChatGPT:** {SECOND}\n",
    "headings": f"## 🧑 You\n\n{QUESTION}\n\n---\n\n## 🤖 ChatGPT\n\n{ANSWER}\n\n---\n\n"
    f"## 🧑 You\n{AGAIN}\n\n## 🤖 ChatGPT\n{SECOND}\n\n---\n",
    "prompts": f"## Prompt:\n{QUESTION}\n\n## Response:\n{ANSWER}\n\n## Prompt:\n{AGAIN}\n\n"
    f"## Response:\n{SECOND}\n",
    "copied": f"You said:\n{QUESTION}\nChatGPT said:\n{ANSWER}\nYou said:\n{AGAIN}\nChatGPT said:\n"
    f"{SECOND}\n",
    "timed": f"[2024-05-01 10:00] User: {QUESTION}\n[2024-05-01 10:01] Claude: {ANSWER}\n"
    f"[2024-05-01 10:02] User: {AGAIN}\n[2024-05-01 10:03] Claude: {SECOND}\n",
    "german": f"Ich: {QUESTION}\nAntwort: {ANSWER}\nIch: {AGAIN}\nAntwort: {SECOND}\n",
}


def only(path: Path) -> DraftItem:
    (item,) = TranscriptImporter().items(path)
    assert isinstance(item, DraftItem), item
    return item


def said(item: DraftItem) -> list[tuple[str | None, str]]:
    return [
        (segment.speaker, memory.text[segment.start : segment.end])
        for topic in item.objects
        for memory in topic.memories
        for segment in memory.segments
    ]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_turns(tmp_path: Path, form: str) -> None:
    file = tmp_path / "Collapsed loaf.md"
    file.write_text(f"# Bread trouble\n\n{FORMS[form]}", encoding="utf-8")
    assert importer_for(file).kind == "transcript"
    item = only(file)
    assert item.title == "Bread trouble"
    assert said(item) == [
        ("user", QUESTION),
        ("assistant", ANSWER),
        ("user", AGAIN),
        ("assistant", SECOND),
    ]
    assert len(item.objects[0].memories) == 2
    if form == "timed":
        assert item.created is not None and item.created.isoformat() == "2024-05-01T10:00:00+00:00"


def test_a_question_quoted_before_each_answer_is_a_turn(tmp_path: Path) -> None:
    file = tmp_path / "quotes.md"
    third = "And in summer, with the windows open?"
    file.write_text(
        f"> {QUESTION}\n\n{ANSWER}\n\n> {AGAIN}\n> It is cold.\n> Can it wait?\n\n{SECOND}\n\n"
        f"> {third}\n\nFour hours.\n\nOr less.\n"
    )
    assert importer_for(file).kind == "transcript"
    assert said(only(file)) == [
        ("user", QUESTION),
        ("assistant", ANSWER),
        ("user", f"{AGAIN}\nIt is cold.\nCan it wait?"),
        ("assistant", SECOND),
        ("user", third),
        ("assistant", "Four hours.\n\nOr less."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Bread\n\nThe loaf collapsed. Note: prove it less.\nQ: why?\n",
        "> Give us this day our daily bread.\n\nAn old line on bread.\n",
        f"# A note\n\n{'Long prose about bread. ' * 40}\n\nUser: {QUESTION}\nAssistant: {ANSWER}\n",
        f"```\nUser: {QUESTION}\nAssistant: {ANSWER}\n```\n",
        "Me: Anna. You: Ben.\n",
        f"Q: {QUESTION}\nA: {ANSWER}\n",
    ],
)
def test_notes_stay_notes(tmp_path: Path, text: str) -> None:
    file = tmp_path / "note.md"
    file.write_text(text)
    assert importer_for(file).kind == "markdown"
    refused = list(importer_named("markdown").items(file))
    assert isinstance(refused[0], DraftItem)


def test_code_headings_and_what_stands_before_are_kept_whole(tmp_path: Path) -> None:
    code = "```yaml\nUser: root\nAssistant: none\n```"
    file = tmp_path / "chat.md"
    file.write_text(
        "---\ntitle: Two users\ndate: 2024-05-01\nmodel: gpt-4\n---\nExported from a browser.\n\n"
        f"## User\n{QUESTION}\n\n## Assistant\n{ANSWER}\n\n"
        f"### User\n\nis a heading here\n\n{code}\n"
    )
    item = only(file)
    assert (item.title, item.properties["model"]) == ("Two users", "gpt-4")
    assert item.created is not None and item.created.isoformat() == "2024-05-01"
    assert said(item) == [
        ("system", "Exported from a browser."),
        ("user", QUESTION),
        ("assistant", f"{ANSWER}\n\n### User\n\nis a heading here\n\n{code}"),
    ]


def test_in_a_folder_each_file_goes_to_one_importer_alone(tmp_path: Path) -> None:
    (tmp_path / "chat.md").write_text(FORMS["inline"])
    (tmp_path / "note.md").write_text("# Rye\n\nTwelve hours.")
    found = {
        importer.kind: [item.ref for item in importer.items(tmp_path)]
        for importer in recognise_all(tmp_path)
    }
    assert found == {"markdown": ["note.md"], "transcript": ["chat.md"]}
    told = importer_named("markdown").items(tmp_path)
    assert [item.ref for item in told] == ["chat.md", "note.md"]


def test_turns_keep_their_names_when_the_file_grows(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text(FORMS["inline"])
    before = [memory.ref for topic in only(file).objects for memory in topic.memories]
    file.write_text(f"User: Hello, what is rye?\nAssistant: A grain.\n{FORMS['inline']}")
    after = [memory.ref for topic in only(file).objects for memory in topic.memories]
    assert after[1:] == before


def test_a_file_that_is_told_to_be_one_and_is_none_says_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("Nothing is said here.")
    (bad,) = importer_named("transcript").items(file)
    assert isinstance(bad, Unreadable)
    assert "User:" in bad.reason
