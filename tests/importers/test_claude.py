"""Claude.ai's export, as its readers describe the format; the conversations are made up."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.importers import importer_for
from palace.importers.claude import ClaudeImporter
from palace.model.drafts import DraftItem, ObjectKind, Unreadable

ANSWER = "It depends on the flour, the warmth of the kitchen and on how long one waits."


def message(
    number: int, text: str, *, sender: str = "", parent: int | None = None, **more: Any
) -> dict[str, Any]:
    """Return a message; those of even number are the person's."""
    found: dict[str, Any] = {
        "uuid": f"m{number}",
        "text": text,
        "content": [{"type": "text", "text": text}],
        "sender": sender or ("human", "assistant")[number % 2],
        "created_at": f"2024-03-14T10:{number:02}:00.000000Z",
        "attachments": [],
        "files": [],
    }
    if parent is not None:
        found["parent_message_uuid"] = f"m{parent}"
    return found | more


def conversation(*messages: Any, **more: Any) -> dict[str, Any]:
    """Return a conversation of these messages."""
    return {
        "uuid": "c1",
        "name": "Dough",
        "created_at": "2024-03-14T10:00:00.000000Z",
        "updated_at": "2024-03-14T11:00:00.000000Z",
        "account": {"uuid": "a1"},
        "chat_messages": list(messages),
    } | more


def item_of(found: object) -> DraftItem:
    item = ClaudeImporter().read(found, "here", {})
    assert isinstance(item, DraftItem)
    return item


def test_a_chat_is_a_topic_of_exchanges_with_its_own_times() -> None:
    item = item_of(
        conversation(
            message(0, "How long does dough rise?"),
            message(1, ANSWER),
            message(2, "And in the fridge?"),
            message(3, "A night. " + ANSWER),
        )
    )
    (topic,) = item.objects
    assert (item.ref, item.title, topic.title, topic.kind) == (
        "c1",
        "Dough",
        "Dough",
        ObjectKind.TOPIC,
    )
    assert [m.ref for m in topic.memories] == ["m0", "m2"]
    first = topic.memories[0]
    assert [(s.speaker, first.text[s.start : s.end]) for s in first.segments] == [
        ("user", "How long does dough rise?"),
        ("assistant", ANSWER),
    ]
    assert first.at is not None and first.at.isoformat().startswith("2024-03-14T10:00")
    assert item.updated is not None and item.updated.isoformat().startswith("2024-03-14T11:00")


def test_attachments_files_and_what_the_machine_noted() -> None:
    asked = message(
        0,
        "What does this say?",
        attachments=[{"file_name": "rye.txt", "extracted_content": "Rye needs water."}],
        files=[{"file_name": "loaf.jpg"}, {"file_name": "rye.txt"}],
    )
    answer = message(1, "")
    answer["content"] = [
        {"type": "thinking", "thinking": "They ask about rye."},
        {"type": "tool_use", "name": "search", "input": {"q": "rye"}},
        {"type": "tool_result", "content": [{"type": "text", "text": "Pentosans bind water."}]},
        {"type": "text", "text": "That rye is thirsty."},
    ]
    (memory,) = item_of(conversation(asked, answer)).objects[0].memories
    assert "[rye.txt]\n\nRye needs water." in memory.text and "[loaf.jpg]" in memory.text
    assert memory.text.count("[rye.txt]") == 1
    said = {memory.text[s.start : s.end]: s.chatter for s in memory.segments}
    aside = next(text for text in said if "They ask about rye." in text)
    assert said[aside] and 'search: {"q": "rye"}' in aside
    assert any(
        "Pentosans" in text and "thirsty" in text and not idle for text, idle in said.items()
    )


def test_text_stands_in_where_there_is_no_content() -> None:
    old = message(0, "How long does dough rise?")
    del old["content"]
    assert (
        item_of(conversation(old, message(1, ANSWER))).objects[0].memories[0].text.startswith("How")
    )


def test_the_branch_of_the_last_message_is_kept_and_the_others_stay_beside_it() -> None:
    item = item_of(
        conversation(
            message(0, "How long does dough rise?", parent_message_uuid="00000000-0000"),
            message(1, ANSWER, parent=0),
            message(2, "And in an oven of steam?", parent=1),
            message(3, "Steam keeps the crust soft. " + ANSWER, parent=2),
            message(4, "And in the fridge?", parent=1),
            message(5, "A night. " + ANSWER, parent=4),
        )
    )
    memories = [m for topic in item.objects for m in topic.memories]
    assert [(m.ref, m.alternate) for m in memories] == [("m0", False), ("m2", True), ("m4", False)]


@pytest.mark.parametrize("wrap", ["file", "folder", "zip"])
def test_file_folder_and_zip_are_recognised_beside_other_files(tmp_path: Path, wrap: str) -> None:
    text = json.dumps([conversation(message(0, "How does rye sour?"), message(1, ANSWER))])
    if wrap == "zip":
        path = tmp_path / "data-2024.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("conversations.json", text)
            archive.writestr("users.json", "[]")
            archive.writestr("projects.json", "[]")
    else:
        (tmp_path / "users.json").write_text("[]")
        (tmp_path / "conversations.json").write_text(text)
        path = tmp_path if wrap == "folder" else tmp_path / "conversations.json"
    importer = importer_for(path)
    assert importer.kind == "claude"
    assert importer.count(path) == 1
    (item,) = importer.items(path)
    assert isinstance(item, DraftItem) and item.title == "Dough"
    assert importer.source_uri(path) == "claude:"


def test_one_bad_entry_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = conversation(message(0, "How does rye sour?"), message(1, ANSWER))
    entries = [good, 7, {"uuid": "c2"}, {"mapping": {}}, good, good | {"name": "Dough again"}]
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(entries))
    found = list(ClaudeImporter().items(path))
    refs = [each.ref for each in found if isinstance(each, DraftItem)]
    assert refs == ["c1", "c1 (2)"]
    said = [each.reason for each in found if isinstance(each, Unreadable)]
    assert len(said) == 3 and "not of Claude.ai" in said[2]


def test_messages_that_are_none_are_told(tmp_path: Path) -> None:
    item = item_of(conversation("what", message(0, "How does rye sour?"), None, message(1, ANSWER)))
    assert item.notice == "2 of its messages are none and were left out"
    assert item_of(conversation()).objects == ()
    thanks = item_of(conversation(message(0, "Thanks!"), message(1, "You are welcome!")))
    assert thanks.objects == () and "Thanks!" in str(thanks.properties["chatter"])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["uuid", "text", "content", "type", "sender", "created_at", "attachments", "files",
             "file_name", "extracted_content", "parent_message_uuid", "chat_messages", "name"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=30,
)  # fmt: skip


@given(_JSON, st.lists(_JSON, max_size=6))
def test_any_json_is_an_item_or_a_sentence(found: Any, messages: list[Any]) -> None:
    for entry in (found, conversation(*messages)):
        item = ClaudeImporter().read(entry, "here", {})
        if isinstance(item, Unreadable):
            assert item.reason
        else:
            assert isinstance(item, DraftItem)
            for memory in (m for topic in item.objects for m in topic.memories):
                assert all(0 <= s.start <= s.end <= len(memory.text) for s in memory.segments)
                json.dumps(memory.text).encode("utf-8")
                memory.text.encode("utf-8")


def test_a_part_whose_type_is_no_word_is_read_all_the_same(tmp_path: Path) -> None:
    message = {"sender": "human", "content": [{"type": ["text"], "text": "Why is rye so sour?"}]}
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps([{"uuid": "u", "name": "Rye", "chat_messages": [message]}]))
    (item,) = ClaudeImporter().items(file)
    assert isinstance(item, DraftItem) and item.objects[0].memories[0].text == "Why is rye so sour?"


PROJECTS = [
    {
        "uuid": "p1",
        "name": "Bees & hives",
        "description": "All about the apiary.",
        "prompt_template": "Be short.",
        "created_at": "2025-03-01T10:00:00.000000Z",
        "docs": [
            {"uuid": "d1", "filename": "skep.md", "content": "# Skep\n\nOf straw, and old.",
             "created_at": "2025-03-02T10:00:00.000000Z"},
            {"uuid": "d2", "filename": "empty.md", "content": " "},
            {"uuid": "d1", "filename": "twin.md", "content": "The same again."},
            "none",
        ],
    },
    {"uuid": "p2", "name": "Bare", "docs": None},
    {"name": "no id"},
]  # fmt: skip


@pytest.mark.parametrize("form", ["zip", "folder", "each"])
def test_projects_are_items_and_their_documents_objects(tmp_path: Path, form: str) -> None:
    files = {"conversations.json": json.dumps([])}
    if form == "each":
        files |= {f"projects/{n}.json": json.dumps(each) for n, each in enumerate(PROJECTS)}
    else:
        files["projects.json"] = json.dumps(PROJECTS)
    path = tmp_path / "export"
    if form == "zip":
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    else:
        for name, text in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text, "utf-8")
    bees, bare, bad = ClaudeImporter().items(path)
    assert isinstance(bees, DraftItem) and isinstance(bare, DraftItem)
    assert (bees.ref, bees.title) == ("project/p1", "Bees & hives")
    assert [(part.ref, part.title) for part in bees.objects] == [
        ("", "Bees & hives"),
        ("d1", "skep.md"),
    ]
    assert bees.objects[0].memories[0].text == "All about the apiary.\n\nBe short."
    assert bees.objects[1].tags == ("Bees & hives",)
    assert bees.objects[1].memories[0].text == "# Skep\n\nOf straw, and old."
    assert bare.objects == ()
    assert isinstance(bad, Unreadable)
