import contextlib
import io
import json
import random
import stat
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palace.importers import json_stream
from palace.importers.chatgpt import ChatGPTImporter, _item
from palace.importers.conversation import SEPARATOR
from palace.importers.json_stream import BrokenJSONError, read_items
from palace.model.drafts import DraftItem, ObjectKind, Unreadable
from tests.importers.exports import START, chat, conversation, message
from tests.importers.test_topics import BREAD, CODE, STARS

ANSWER = "It depends on the flour, the warmth of the kitchen and on how long one waits. "


def item_of(found):
    item = _item(found, "here", {})
    assert isinstance(item, DraftItem)
    return item


def said(memory):
    return [(s.speaker, memory.text[s.start : s.end]) for s in memory.segments]


def write(path, conversations, **more):
    path.write_text(json.dumps(conversations, **more))
    return path


def read(path):
    return list(ChatGPTImporter().items(path))


def test_a_short_chat_is_one_topic_of_exchanges():
    texts = ("How long does dough rise?", ANSWER, "And in the fridge?", "A night. " + ANSWER)
    item = item_of(chat(*texts, title="Dough"))
    (topic,) = item.objects
    assert (item.ref, item.title, topic.title) == ("c1", "Dough", "Dough")
    assert (topic.kind, topic.ref) == (ObjectKind.TOPIC, "c1-m0")
    assert [m.title for m in topic.memories] == ["How long does dough rise?", "In the fridge?"]
    assert [m.ref for m in topic.memories] == ["c1-m0", "c1-m2"]
    assert topic.memories[0].text == texts[0] + SEPARATOR + texts[1]
    assert said(topic.memories[1]) == [("user", texts[2]), ("assistant", texts[3])]
    assert [s.at.utc for m in topic.memories for s in m.segments] == [
        START + 60 * at for at in range(4)
    ]
    assert item.created.utc == START
    assert item.updated.utc == START + 60


def test_the_branch_kept_is_that_of_the_current_node_and_the_others_stay():
    found = conversation(
        [
            message("u1", "user", "What is a swarm?"),
            message("a1", "assistant", "First answer about bees."),
            message("a2", "assistant", "Second answer about bees."),
            message("u2", "user", "And a cast?"),
            message("a3", "assistant", "A later, smaller one."),
            message("u2b", "user", "And a skep?"),
            message("a4", "assistant", "A basket of straw."),
        ],
        edges={"a2": "u1", "u2b": "a2"},
        current="a3",
    )
    (topic,) = item_of(found).objects
    assert [(m.alternate, said(m)) for m in topic.memories] == [
        (False, [("user", "What is a swarm?"), ("assistant", "Second answer about bees.")]),
        (True, [("assistant", "First answer about bees.")]),
        (False, [("user", "And a cast?"), ("assistant", "A later, smaller one.")]),
        (True, [("user", "And a skep?"), ("assistant", "A basket of straw.")]),
    ]


def test_without_a_current_node_the_newest_leaf_is_it():
    messages = [
        message("u1", "user", "What is a swarm?", at=START),
        message("a1", "assistant", "The newer answer.", at=START + 90),
        message("a2", "assistant", "The older answer.", at=START + 50),
    ]
    for current in ("", "gone"):
        found = conversation(messages, edges={"a2": "u1"}, current=current)
        if not current:
            del found["current_node"]
        memory, other = item_of(found).objects[0].memories
        assert said(memory)[1] == ("assistant", "The newer answer.")
        assert other.alternate


def test_cycles_and_missing_parents_end_and_lose_nothing():
    found = chat("What is a swarm?", ANSWER, "And a cast?", "A smaller one.")
    nodes = found["mapping"]
    nodes["c1-m0"]["parent"] = "c1-m3"  # a cycle of all
    nodes["lost"] = {"parent": "gone", "message": message("lost", "user", "An orphan asks this.")}
    nodes["p"] = {"parent": "q", "message": message("p", "user", "One of two in a ring.")}
    nodes["q"] = {"parent": "p", "message": message("q", "assistant", "The other of the ring.")}
    memories = [m for o in item_of(found).objects for m in o.memories]
    texts = [text for m in memories for _, text in said(m)]
    assert sorted(texts) == sorted(
        each["message"]["content"]["parts"][0] for each in nodes.values() if each["message"]
    )


def test_contents_of_every_kind():
    found = conversation(
        [
            message("s0", "system", ""),
            message("s1", "system", "secret", hidden=True),
            message(
                "ctx", "user", None, kind="user_editable_context",
                user_profile="I keep bees.", user_instructions="Be short.",
            ),
            message(
                "u1", "user",
                [{"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"},
                 {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_0000ab"},
                 "What is on this frame?"],
                kind="multimodal_text",
            ),
            message("c1", "assistant", "search('frame')", kind="code", recipient="browser"),
            message(
                "t1", "tool", "Brood looks like this.", kind="tether_quote",
                title="On brood", url="https://bees.example",
            ),
            message("c2", "assistant", "print(6*7)", kind="code", language="python",
                    recipient="python"),
            message("t2", "tool", "42", kind="execution_output"),
            message("a1", "assistant", "Capped brood, about 42 cells."),
            message(
                "u2", "user",
                [{"content_type": "audio_transcription", "text": "Is that much?"},
                 {"content_type": "audio_asset_pointer"}],
                kind="multimodal_text",
            ),
            message("a2", "assistant", None, kind="thoughts",
                    thoughts=[{"summary": "Comparing", "content": "A frame has thousands."}]),
            message("a3", "assistant", "No, a frame holds thousands.\x00\ud83d"),
            message("a4", "assistant", None, kind="new_kind", result="Kept as well."),
        ]
    )  # fmt: skip
    first, second = item_of(found).objects[0].memories
    assert said(first) == [
        ("system", "I keep bees.\n\nBe short."),
        ("user", "[image]\n\n![[file_0000ab]]\n\nWhat is on this frame?"),
        ("assistant", "```\nsearch('frame')\n```"),
        ("tool", "On brood\n\nhttps://bees.example\n\nBrood looks like this."),
        ("assistant", "```python\nprint(6*7)\n```"),
        ("tool", "```\n42\n```"),
        ("assistant", "Capped brood, about 42 cells."),
    ]
    assert said(second) == [
        ("user", "Is that much?"),
        ("assistant", "Comparing\n\nA frame has thousands."),
        ("assistant", "No, a frame holds thousands.\ufffd\ufffd"),
        ("assistant", "Kept as well."),
    ]
    assert [s.chatter for s in first.segments] == [False, False, True, False, False, False, False]
    assert second.segments[1].chatter


def test_chatter_is_folded_in_and_never_stands_alone():
    texts = (
        "hi", "Hello! How can I help you today?",
        "How long does dough rise?", ANSWER,
        "shorter please", "It depends, twelve hours.",
        "thanks", "You're welcome!",
    )  # fmt: skip
    (topic,) = item_of(chat(*texts)).objects
    (memory,) = topic.memories
    assert [text for _, text in said(memory)] == list(texts)
    assert [s.chatter for s in memory.segments] == [
        True, True, False, False, True, False, True, True,
    ]  # fmt: skip
    assert memory.title == "How long does dough rise?"


def test_a_chat_of_nothing_but_chatter_gets_no_place_but_keeps_its_words():
    item = item_of(chat("hi", "Hello! How can I help you today?"))
    assert item.objects == ()
    assert item.properties["chatter"] == "hi\n\nHello! How can I help you today?"
    assert item_of(conversation([], title=None)).objects == ()


def long_chat(ref="long", many=(6, 7, 6), seed=3):
    source = random.Random(seed)
    texts = []
    for words, count in zip((BREAD, STARS, CODE), many, strict=False):
        for _ in range(count):
            texts.append("Tell me of " + " ".join(source.choices(words, k=6)) + "?")
            texts.append(" ".join(source.choices(words, k=40)) + ".")
    return chat(*texts, ref=ref, title="An evening")


def test_a_long_chat_is_cut_where_its_subject_shifts():
    topics = item_of(long_chat()).objects
    assert [len(topic.memories) for topic in topics] == [6, 7, 6]
    titles = [topic.title for topic in topics]
    assert titles[0] == "An evening"
    assert all(title.startswith("An evening: ") for title in titles[1:])
    assert len(set(titles)) == 3
    assert all(topic.ref == topic.memories[0].ref for topic in topics)


def test_an_alternate_stands_in_the_topic_where_it_branched_off():
    found = long_chat()
    found["mapping"]["x"] = {
        "parent": "long-m14", "message": message("x", "assistant", "Another answer on stars.")
    }  # fmt: skip
    topics = item_of(found).objects
    assert [[m.ref for m in topic.memories if m.alternate] for topic in topics] == [[], ["x"], []]


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(0, 5))
def test_a_chat_that_grows_keeps_its_earlier_topics(shown, seed):
    whole = long_chat(many=(9, 12, 9), seed=seed)
    part = json.loads(json.dumps(whole))
    kept = list(part["mapping"])[: shown + 1]
    part["mapping"] = {key: part["mapping"][key] for key in kept}
    part["current_node"] = kept[-1]
    before, after = item_of(part).objects, item_of(whole).objects
    assert [t.ref for t in before] == [t.ref for t in after][: len(before)]
    assert before[:-1] == after[: len(before) - 1]


def test_untitled_chats_are_named_after_their_question():
    for title in (None, "", "New chat", 7):
        item = item_of(chat("Please explain the tides", ANSWER, title=title))
        assert item.title == item.objects[0].title == "Explain the tides"


@pytest.mark.parametrize("wrap", [lambda found: found, lambda found: {"conversations": found}])
def test_files_folders_and_zips(tmp_path, wrap):
    first = [chat("What is one?", ANSWER, ref=f"a{at}") for at in range(3)]
    second = [chat("What is two?", ANSWER, ref=f"b{at}") for at in range(2)]
    refs = ["a0", "a1", "a2", "b0", "b1"]
    folder = tmp_path / "export"
    folder.mkdir()
    write(folder / "conversations-2.json", wrap(first))
    write(folder / "conversations-010.json", wrap(second))
    (folder / "user.json").write_text("{}")
    archive = tmp_path / "export.zip"
    nested = tmp_path / "nested.zip"
    for path, prefix in ((archive, ""), (nested, "export 2024/")):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for each in sorted(folder.iterdir()):
                file.write(each, prefix + each.name)
    importer = ChatGPTImporter()
    for path in (folder, tmp_path, archive, nested):
        assert [item.ref for item in importer.items(path)] == refs, path
        assert importer.count(path) == 5
        assert importer.recognise(path) >= 0.55
    assert importer.source_uri(folder) == importer.source_uri(archive)


def test_one_conversation_alone(tmp_path):
    (item,) = read(write(tmp_path / "one.json", chat("What is it?", ANSWER, ref="alone")))
    assert item.ref == "alone"


def test_the_same_twice_is_yielded_once_and_a_namesake_is_told_apart(tmp_path):
    one, other = chat("What is one?", ANSWER), chat("What is two?", ANSWER)
    items = read(write(tmp_path / "conversations.json", [one, one, other]))
    assert [item.ref for item in items] == ["c1", "c1 (2)"]


def test_the_fingerprint_is_of_all_that_was_said():
    one, same = chat("What is one?", ANSWER), chat("What is one?", ANSWER)
    same = dict(reversed(list(same.items())))  # the order of keys says nothing
    other = chat("What is one?", ANSWER + "!")
    prints = [item_of(each).fingerprint for each in (one, same, other)]
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"   ", "ends in the middle"),
        (b'"text"', "no list"),
        (b"42", "no list"),
        (b'{"a": 1}', "no list"),
        (b'{"conversations": 3}', "no list"),
        (b"<html>", "damaged near byte 0"),
        (b"[1]", "bare value"),
        (b'[{"title": "x"}]', "no messages"),
        (b'[{"chat_messages": []}]', "Claude.ai"),
        (b"[" * 5000, "nested too deeply"),
    ],
)
def test_what_is_no_export_gets_one_sentence(tmp_path, content, said):
    path = tmp_path / "conversations.json"
    path.write_bytes(content)
    (found,) = read(path)
    assert isinstance(found, Unreadable)
    assert said in found.reason
    assert found.place.startswith("conversations.json")


def test_a_file_cut_in_the_middle_gives_all_that_was_whole(tmp_path):
    chats = [chat("What is one?", ANSWER * 9, ref=f"c{at}") for at in range(200)]
    path = write(tmp_path / "conversations.json", chats)
    raw = path.read_bytes()
    whole = raw.index(b'"c151"', raw.index(b'"conversation_id": "c151"'))
    path.write_bytes(raw[:whole])
    *items, broken = read(path)
    assert [item.ref for item in items] == [f"c{at}" for at in range(151)]
    assert isinstance(broken, Unreadable)
    assert f"ends in the middle, at byte {whole:,}" in broken.reason
    assert "the 151 conversations before that were read" in broken.reason
    assert broken.place == "conversations.json"


def test_a_file_damaged_in_the_middle(tmp_path):
    chats = [chat("What is one?", ANSWER * 9, ref=f"c{at}") for at in range(200)]
    path = write(tmp_path / "conversations.json", chats)
    raw = bytearray(path.read_bytes())
    at = raw.index(b'"c151"')
    raw[at : at + 6] = b"\x07\x07\x07\x07\x07\x07"
    path.write_bytes(raw)
    *items, broken = read(path)
    assert len(items) == 151
    assert "damaged near byte" in broken.reason
    near = int(broken.reason.split("near byte ")[1].split(" ")[0].replace(",", ""))
    assert near <= at < near + json_stream.CHUNK


def test_one_bad_conversation_does_not_stop_the_rest(tmp_path):
    good = chat("What is one?", ANSWER)
    path = write(tmp_path / "conversations.json", [1] * 50 + [{"id": "x"}, good])
    items = read(path)
    assert [item.ref for item in items if isinstance(item, DraftItem)] == ["c1"]
    assert len(items) == 22  # twenty faults by name, the item, and how many faults more
    assert "31 more" in items[-1].reason


def test_bytes_that_are_no_utf8_are_replaced_not_dropped(tmp_path):
    path = tmp_path / "conversations.json"
    raw = json.dumps([chat("What about caf@?", ANSWER)]).encode()
    path.write_bytes(b"\xef\xbb\xbf" + raw.replace(b"@", b"\xe9"))
    (item,) = read(path)
    assert item.objects[0].memories[0].title == "What about caf\ufffd?"


def hostile_zip(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../conversations.json", "[]")
        file.writestr("/etc/conversations.json", "[]")
        file.writestr("a\\..\\..\\conversations.json", "[]")
        link = zipfile.ZipInfo("conversations-1.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("conversations-2.json", b" " * 60_000_000)
        file.writestr("conversations-3.json", json.dumps([chat("What is it?", ANSWER)]))


def test_a_hostile_zip_is_refused_member_by_member(tmp_path):
    path = tmp_path / "export.zip"
    hostile_zip(path)
    items = read(path)
    assert [item.ref for item in items if isinstance(item, DraftItem)] == ["c1"]
    reasons = [item.reason for item in items if isinstance(item, Unreadable)]
    assert sum("leads out of the archive" in reason for reason in reasons) == 3
    assert sum("is a link" in reason for reason in reasons) == 1
    assert sum("would unpack" in reason for reason in reasons) == 1
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_damaged_zip_gets_one_sentence(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("conversations.json", json.dumps([long_chat(f"c{at}") for at in range(9)]))
    raw = bytearray(path.read_bytes())
    path.write_bytes(raw[: len(raw) // 2])
    (cut,) = read(path)
    assert isinstance(cut, Unreadable)
    assert ChatGPTImporter().recognise(path) > 0
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    assert isinstance(read(path)[-1], Unreadable)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("other.txt", "x")
    (nothing,) = read(path)
    assert "no conversations.json" in nothing.reason


LEAVES = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats() | st.text()
_KEYS = """mapping message parent children content parts text author role metadata id create_time
current_node title content_type thoughts recipient conversation_id a b c root"""
KEYS = st.sampled_from(_KEYS.split()) | st.text(max_size=4)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)  # fmt: skip
NODES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries(
        {},
        optional={
            "parent": st.sampled_from("abcdefg") | TREES,
            "children": st.lists(st.sampled_from("abcdefg"), max_size=4) | TREES,
            "message": TREES
            | st.fixed_dictionaries(
                {"author": st.fixed_dictionaries({"role": st.sampled_from(["user", "tool"])})},
                optional={
                    "content": TREES
                    | st.fixed_dictionaries({"parts": st.lists(st.text(max_size=9) | TREES)}),
                    "create_time": LEAVES,
                },
            ),
        },
    ),
)


@given(
    st.fixed_dictionaries(
        {"mapping": NODES}, optional={"current_node": st.sampled_from("abcdefg"), "title": LEAVES}
    )
)
def test_any_tree_of_messages_is_read_and_each_at_most_once(found):
    item = item_of(found)
    refs = [s.source_ref for o in item.objects for m in o.memories for s in m.segments]
    assert len(refs) == len(set(refs))
    for each in item.objects:
        assert each.title
        for memory in each.memories:
            memory.text.encode()
            assert all(0 <= s.start < s.end <= len(memory.text) for s in memory.segments)


@given(TREES)
def test_any_json_is_an_item_or_a_sentence(found):
    _item(found, "here", {})
    raw = json.dumps([found], allow_nan=False).encode() if _finite(found) else b"[NaN]"
    drain(raw)


def _finite(found):
    try:
        json.dumps(found, allow_nan=False)
    except ValueError:
        return False
    return True


def drain(raw):
    whole = []
    with contextlib.suppress(BrokenJSONError, json_stream.NoListError):
        whole.extend(read_items(io.BytesIO(raw)))
    return whole


EXPORT = json.dumps([long_chat(f"c{at}", (1, 1, 1)) for at in range(3)]).encode()


@given(st.integers(0, len(EXPORT)), st.binary(max_size=3), st.booleans())
def test_cut_or_altered_bytes_never_raise(at, put, cut):
    raw = EXPORT[:at] + put + (b"" if cut else EXPORT[at + len(put) :])
    for number, found in enumerate(drain(raw)):
        _item(found, str(number), {})


def test_brackets_inside_strings_are_no_depth(monkeypatch):
    monkeypatch.setattr(json_stream, "CHUNK", 7)
    texts = ["[" * 500, '"[[' * 300, "\\" * 301 + "[" * 300, '\\"{' * 300]
    raw = json.dumps([{"mapping": texts}] * 2).encode()
    assert drain(raw) == [{"mapping": texts}] * 2


def test_memory_stays_flat_and_reading_is_fast(tmp_path):
    path = tmp_path / "conversations.json"
    one = json.dumps(chat(*["What is it? " + ANSWER * 20] * 10, ref="c@"))
    with path.open("w") as file:
        file.write("[")
        file.write(",".join(one.replace("c@", f"c{at}") for at in range(600)))
        file.write("]")
    size = path.stat().st_size
    assert size > 8_000_000
    begin = time.perf_counter()
    with path.open("rb") as file:
        assert sum(1 for _ in read_items(file)) == 600
    assert time.perf_counter() - begin < 10
    tracemalloc.start()
    try:
        assert sum(1 for _ in zip(ChatGPTImporter().items(path), range(100), strict=False)) == 100
        assert tracemalloc.get_traced_memory()[1] < size / 2
    finally:
        tracemalloc.stop()
