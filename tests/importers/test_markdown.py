import hashlib
import os
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.importers.files import Content
from palace.importers.markdown import MarkdownImporter, read_note
from palace.importers.sections import outline
from palace.model.drafts import DraftItem, LinkKind, MemoryKind, ObjectKind, Unreadable
from palace.model.moments import Precision

LONG = "Enough words to stand on their own feet, as a section with something to say must have. "


def note(text, ref="folder/A note.md"):
    return read_note(ref, Content(text.encode(), text, 1_700_000_000.0))


def memories(text, ref="folder/A note.md"):
    (found,) = note(text, ref).objects
    return found.memories


def test_a_note_and_all_it_says_of_itself():
    text = (
        "---\ntitle: The *tide*\naliases: [Ebb, Flow]\ntags: [sea/moon, '#tides']\n"
        "created: 2021-03-04\nupdated: 2022-05-06T07:08:09+02:00\nrating: 4\n---\n\n"
        f"Before all. {LONG}\n\n# Heading one\n\n{LONG} #Moon [[Gravity|pull]]\n\n"
        f"## Inner\n\n{LONG}![[chart.png]] and [map](maps/My%20map.md#Coast)\n"
    )
    item = note(text)
    assert (item.ref, item.title) == ("folder/A note.md", "The *tide*")
    assert item.aliases == ("Ebb", "Flow")
    assert item.fingerprint == hashlib.sha256(text.encode()).hexdigest()
    assert item.created.isoformat() == "2021-03-04"
    assert item.updated.isoformat() == "2022-05-06T07:08:09+02:00"
    assert item.properties == {
        "created": "2021-03-04", "updated": "2022-05-06T07:08:09+02:00", "rating": 4,
    }  # fmt: skip
    (found,) = item.objects
    assert found.kind is ObjectKind.NOTE
    assert found.tags == ("sea/moon", "tides", "Moon")
    assert [(m.kind, m.title, m.ref) for m in found.memories] == [
        (MemoryKind.SECTION, "", ""),
        (MemoryKind.SECTION, "Heading one", "Heading one"),
        (MemoryKind.SECTION, "Inner", "Heading one#Inner"),
    ]
    assert found.memories[1].text == f"# Heading one\n\n{LONG} #Moon [[Gravity|pull]]"
    assert all(m.at == item.created for m in found.memories)
    assert [(x.kind, x.target, x.label, x.memory_ref) for x in found.links] == [
        (LinkKind.WIKILINK, "Gravity", "pull", "Heading one"),
        (LinkKind.EMBED, "chart.png", "", "Heading one#Inner"),
        (LinkKind.WIKILINK, "maps/My map.md#Coast", "map", "Heading one#Inner"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: From the head\n---\n# Heading", "From the head"),
        ("words\n\n# The **first** [[x|heading]]\n\n# Second", "The first heading"),
        ("Setext\n======\n\nwords", "Setext"),
        ("## Not of the first level", "A note"),
        ("---\ntitle: ''\n---\nwords", "A note"),
    ],
)
def test_where_the_title_comes_from(text, title):
    item = note(text)
    assert item.title == item.objects[0].title == title


@pytest.mark.parametrize(
    "head",
    [
        "title: [unclosed",
        "a: b: c",
        "just some prose between two rules",
        "- a\n- list",
        "date: 2023-02-31",
        "? [1, 2]\n: {x: [",
        "a: &a [*a]",
        "base: &b {x: 1}\nmore:\n  <<: [*b, *b]",
        "deep: " + "[" * 900,
        "x: " + "&a [" + "1," * 6000 + "]",
    ],
)
def test_broken_front_matter_is_kept_as_text(head):
    text = f"---\n{head}\n---\nThe body goes on."
    item = note(text)
    assert item.title == "A note"
    assert item.properties == {}
    kept = "".join(memory.text for memory in item.objects[0].memories)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_note_of_properties_alone_says_them():
    (memory,) = memories("---\nauthor: Ada\nborn: 1815\n---\n")
    assert memory.text == "author: Ada\nborn: 1815"


@pytest.mark.parametrize(
    ("ref", "text", "when", "precision"),
    [
        ("2024-05-08.md", "x", "2024-05-08", Precision.DAY),
        ("daily/20240508 plans.md", "x", "2024-05-08", Precision.DAY),
        ("n.md", "---\ndate: 2020-01-02 03:04:05\n---\nx", "2020-01-02", Precision.SECOND),
        ("n.md", "---\ncreated: '{{date}}'\n---\nx", "2023-11-14", Precision.FILE),
        ("99999999.md", "x", "2023-11-14", Precision.FILE),
        ("n.md", "---\ncreated: 1683556920\n---\nx", "2023-05-08", Precision.SECOND),
    ],
)
def test_when_a_note_was_made(ref, text, when, precision):
    created = note(text, ref).created
    assert created.datetime().date().isoformat() == when
    assert created.precision is precision


def test_headings_in_code_quotations_and_lists_cut_nothing():
    text = (
        f"# Real\n\n{LONG}\n\n```python\n# a comment, no heading\n\n## nor this\n```\n\n"
        f"> # quoted\n> words\n\n- # in a list\n\n    # indented code\n\n{LONG}\n"
    )
    (memory,) = memories(text)
    assert memory.text == text.strip("\n")


def test_small_sections_join_and_can_still_be_pointed_at():
    text = (
        f"# Glossary\n\n## Ebb\nfalling\n\n## Flood\nrising\n\n## Neap\n{LONG}\n\n"
        f"## Bore\na wave\n\n# Other\n{LONG}"
    )
    found = memories(text)
    assert [m.ref for m in found] == ["Glossary#Neap", "Other"]
    assert [s.source_ref for s in found[0].segments] == [
        "Glossary", "Glossary#Ebb", "Glossary#Flood", "Glossary#Neap", "Glossary#Bore",
    ]  # fmt: skip
    pieces = [found[0].text[s.start : s.end] for s in found[0].segments]
    assert "".join(pieces) == found[0].text
    assert pieces[2] == "## Flood\nrising\n\n"


def test_repeated_headings_are_told_apart():
    found = memories("\n".join(f"# Day\n{LONG}\n## Noon\n{LONG}" for _ in range(3)))
    assert [m.ref for m in found] == [
        "Day", "Day#Noon", "Day (2)", "Day (2)#Noon", "Day (3)", "Day (3)#Noon",
    ]  # fmt: skip


def test_blocks_with_an_identifier_are_segments():
    text = f"{LONG}\n\nA claim.\nOf two lines. ^claim-1\n\n- one\n- two ^two\n\n{LONG}"
    (memory,) = memories(text)
    named = {s.source_ref: memory.text[s.start : s.end].strip() for s in memory.segments}
    assert named["^claim-1"] == "A claim.\nOf two lines. ^claim-1"
    assert named["^two"] == "- two ^two"


def test_links_and_tags_inside_code_are_none():
    text = (
        "`[[no]] #no` and ``a ` [[no2]]`` then [[yes#Part\\|that]] [[#Here]] #yes #1984 x#no\n"
        "```\n#never [[never]]\n```\n[web](https://x.org/a.md) ![pic](img/a.png)\n\n#a/b/ (#c)"
    )
    (found,) = note(text).objects
    assert found.tags == ("yes", "a/b")
    assert [(x.kind, x.target, x.label) for x in found.links] == [
        (LinkKind.WIKILINK, "yes#Part", "that"),
        (LinkKind.WIKILINK, "#Here", ""),
        (LinkKind.EMBED, "img/a.png", "pic"),
    ]


def test_plain_text_is_one_memory_or_groups_of_paragraphs():
    (memory,) = memories("# no heading here\n\nwords", "plain.txt")
    assert memory.text == "# no heading here\n\nwords"
    text = "\n\n".join(f"Paragraph {at}. {LONG * 4}" for at in range(60))
    found = memories(text, "plain.txt")
    assert len(found) > 5
    assert "\n\n".join(m.text for m in found) == text
    assert len({m.ref for m in found}) == len(found)


def test_a_folder_is_read_and_bad_files_are_named(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_bytes(b"# A\r\n\r\nwords\r\n")
    (tmp_path / "empty.md").touch()
    (tmp_path / "blank.md").write_text(" \n\n")
    (tmp_path / "sub" / "binary.md").write_bytes(b"\0\1\2")
    (tmp_path / "sub" / "latin.txt").write_bytes(
        "Grüße an die Bärin, schöne Wälder".encode("cp1252")
    )
    (tmp_path / "ignored.png").write_bytes(b"\0")
    importer = MarkdownImporter()
    items = list(importer.items(tmp_path))
    assert importer.count(tmp_path) == 5
    assert {i.ref: isinstance(i, DraftItem) for i in items} == {
        "a.md": True, "blank.md": False, "empty.md": False,
        "sub/binary.md": False, "sub/latin.txt": True,
    }  # fmt: skip
    assert items[0].objects[0].memories[0].text == "# A\n\nwords"
    assert "Bärin" in items[-1].objects[0].memories[0].text
    assert importer.source_uri(tmp_path).startswith("file:///")


def test_a_single_file(tmp_path):
    path = tmp_path / "one.md"
    path.write_text("words")
    os.utime(path, (0, datetime(2020, 1, 1, tzinfo=UTC).timestamp()))
    (item,) = MarkdownImporter().items(path)
    assert item.ref == "one.md"
    assert item.created.datetime().year == 2020


MARKUP = st.text(
    st.one_of(st.sampled_from(list("#-=>`~*[]|!^\n\n\n :\t._1aB")), st.characters(codec="utf-8")),
    max_size=400,
)


@given(MARKUP)
def test_cutting_loses_nothing_but_white_space(text):
    text = text.replace("\r", "\n")
    found = outline(text)
    kept = "\n".join(section.text for section in found.sections)
    assert "".join(kept.split()) == "".join(text.split())
    assert len({section.ref for section in found.sections}) == len(found.sections)
    for section in found.sections:
        assert text[section.start : section.start + len(section.text)] == section.text
        assert "".join(section.text[p.start : p.end] for p in section.parts) == section.text


@given(MARKUP, st.booleans())
def test_any_note_becomes_an_item(body, headed):
    text = f"---\n{body}\n---\n{body}" if headed else body
    item = note(text.replace("\r", "\n"))
    assert item.title
    (found,) = item.objects
    assert found.memories
    for memory in found.memories:
        ends = [0, *(x for s in memory.segments for x in (s.start, s.end)), len(memory.text)]
        assert ends == sorted(ends)


@pytest.mark.parametrize(
    "piece", ["#", "# a\n", "[[", "> ", "`", "``a`", "- " * 30 + "\n", "![[[](", "a\n^a\n", "---\n"]
)
def test_no_text_takes_long(piece):
    begin = time.perf_counter()
    note(piece * (20_000 // len(piece)))
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize("heading", ["[[" + "a" * 60_000, "*a " * 60_000, "`" * 60_000 + "a"])
def test_no_heading_takes_long(heading):
    start = time.process_time()
    (section,) = outline(f"# {heading}\n\nOf bees.").sections
    assert heading.strip() in section.text and time.process_time() - start < 1


def test_a_real_vault_is_read_whole(shared_data):
    importer = MarkdownImporter()
    begin = time.perf_counter()
    items = list(importer.items(shared_data / "vault"))
    assert time.perf_counter() - begin < 5  # 172 notes take .3 s on an idle machine
    assert len(items) == importer.count(shared_data / "vault") == 172
    assert not [item for item in items if isinstance(item, Unreadable)]
    assert sum(len(item.objects[0].links) for item in items) > 1000
    assert sum(len(item.aliases) for item in items) > 100
