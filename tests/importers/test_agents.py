"""What agents remembered: MemPalace's drawers, mem0's memories, fragments; all of it is made up.

The database has the tables that Chroma's migrations make (chroma-core/chroma) and the keys that
MemPalace/mempalace writes; mem0's forms are those of its API's reference.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from palace.importers import importer_for, recognise, recognise_all
from palace.importers.fragments import FragmentsImporter
from palace.importers.mempalace import MemPalaceImporter
from palace.model.drafts import DraftItem, Unreadable

TABLES = """
CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, dimension INTEGER,
    database_id TEXT, config_json_str TEXT);
CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT NOT NULL, scope TEXT NOT NULL,
    collection TEXT NOT NULL);
CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT NOT NULL,
    embedding_id TEXT NOT NULL, seq_id BLOB NOT NULL, created_at TIMESTAMP NOT NULL
    DEFAULT CURRENT_TIMESTAMP, UNIQUE (segment_id, embedding_id));
CREATE TABLE embedding_metadata (id INTEGER REFERENCES embeddings(id), key TEXT NOT NULL,
    string_value TEXT, int_value INTEGER, float_value REAL, bool_value INTEGER,
    PRIMARY KEY (id, key));
CREATE VIRTUAL TABLE embedding_fulltext_search USING fts5(string_value);
"""
BEES = {"wing": "garden", "room": "hives", "source_file": "/home/anna/bees.md", "added_by": "miner"}
DRAWERS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("d2", "drawers", "The queen has a blue dot.", {**BEES, "chunk_index": 1}),
    ("d1", "drawers", "A swarm hung in the pear tree.",
     {**BEES, "chunk_index": 0, "filed_at": "2026-01-15T12:00:00", "importance": 0.5}),
    ("d3", "drawers", "Anna likes rye bread.\nVery much.", {"wing": "people", "room": "anna"}),
    ("c1", "closets", "bees|hives|->d1", {"wing": "garden"}),
]  # fmt: skip


def mempalace(folder: Path) -> Path:
    """Write a folder with three drawers and a closet."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as made:
        made.executescript(TABLES)
        for name in ("drawers", "closets"):
            made.execute("INSERT INTO collections (id, name) VALUES (?, ?)",
                         (name, f"mempalace_{name}"))  # fmt: skip
            for scope in ("VECTOR", "METADATA"):
                row = (f"{name}-{scope}", "urn:x", scope, name)
                made.execute("INSERT INTO segments VALUES (?, ?, ?, ?)", row)
        for number, (own, name, text, beside) in enumerate(DRAWERS, start=1):
            made.execute(
                "INSERT INTO embeddings (id, segment_id, embedding_id, seq_id) VALUES (?, ?, ?, 0)",
                (number, f"{name}-METADATA", own),
            )
            for key, value in {"chroma:document": text, **beside}.items():
                columns = (
                    value if isinstance(value, str) else None,
                    value if isinstance(value, int) else None,
                    value if isinstance(value, float) else None,
                )
                made.execute(
                    "INSERT INTO embedding_metadata "
                    "(id, key, string_value, int_value, float_value) VALUES (?, ?, ?, ?, ?)",
                    (number, key, *columns),
                )
        made.commit()
    return folder


def items(importer: Any, path: Path) -> list[DraftItem]:
    found = list(importer.items(path))
    assert all(isinstance(each, DraftItem) for each in found), found
    return found


def test_drawers_stand_with_those_of_their_source(tmp_path: Path) -> None:
    folder = mempalace(tmp_path / "palace")
    before = (folder / "chroma.sqlite3").read_bytes()
    assert [each.kind for each in recognise_all(folder)] == ["mempalace"]
    bees, anna = items(MemPalaceImporter(), folder)
    assert (bees.ref, bees.title) == ("garden/hives//home/anna/bees.md", "bees.md")
    (note,) = bees.objects
    assert (note.kind.value, note.tags) == ("fragment", ("garden", "hives"))
    assert [(m.ref, m.text, m.author) for m in note.memories] == [
        ("d1", "A swarm hung in the pear tree.", "miner"),
        ("d2", "The queen has a blue dot.", "miner"),
    ]
    assert bees.created is not None and bees.created.isoformat() == "2026-01-15T12:00:00+00:00"
    assert bees.properties["importance"] == "0.5"
    assert (anna.ref, anna.title, anna.objects[0].tags) == (
        "d3",
        "Anna likes rye bread",
        ("people", "anna"),
    )
    assert [each.name for each in folder.iterdir()] == ["chroma.sqlite3"]
    assert (folder / "chroma.sqlite3").read_bytes() == before


def test_a_palace_in_a_zip_gives_the_same(tmp_path: Path) -> None:
    folder = mempalace(tmp_path / "palace")
    packed = tmp_path / "palace.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "chroma.sqlite3", "palace/chroma.sqlite3")
    assert [each.fingerprint for each in items(MemPalaceImporter(), packed)] == [
        each.fingerprint for each in items(MemPalaceImporter(), folder)
    ]


def test_another_database_is_told_apart(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "chroma.sqlite3")) as made:
        made.execute("CREATE TABLE collections (a)")
    (bad,) = MemPalaceImporter().items(tmp_path)
    assert isinstance(bad, Unreadable) and "no table" in bad.reason


MEM0 = {
    "results": [
        {"id": "m-1", "memory": "Likes rye bread", "hash": "ab", "metadata": {"mood": "calm"},
         "created_at": "2024-09-03T10:16:05.490548-07:00", "updated_at": None,
         "user_id": "anna", "categories": ["food", "Bread"]},
        {"id": "m-2", "memory": "", "user_id": "anna", "created_at": "2024-09-03T10:16:05Z"},
    ],
    "relations": [{"source": "anna", "relationship": "likes", "target": "rye"}],
}  # fmt: skip
FRAGMENTS: list[dict[str, Any]] = [
    {"text": "The lime trees flower in June.", "id": 7, "title": "Limes",
     "time": "2024-05-03T18:20:00+02:00", "author": "gardener", "tags": ["trees", "#june"],
     "links": ["[[Bees]]", {"target": "Hives", "label": "the hives"}], "source": "a walk"},
    {"text": "No id, no title"},
    {"text": "No id, no title"},
]  # fmt: skip


def test_memories_of_mem0(tmp_path: Path) -> None:
    file = tmp_path / "mem0.json"
    file.write_text(json.dumps(MEM0))
    assert importer_for(file).kind == "fragments"
    rye, empty = FragmentsImporter().items(file)
    assert isinstance(rye, DraftItem)
    assert (rye.ref, rye.title) == ("mem0.json#m-1", "Likes rye bread")
    assert rye.objects[0].tags == ("food", "Bread")
    assert rye.objects[0].memories[0].author == "anna"
    assert rye.properties == {"hash": "ab", "metadata": {"mood": "calm"}, "user_id": "anna"}
    assert rye.created is not None and rye.created.isoformat() == "2024-09-03T10:16:05-07:00"
    assert isinstance(empty, Unreadable) and empty.skipped


def test_fragments_of_the_schema_in_each_form(tmp_path: Path) -> None:
    texts = {
        "a.json": json.dumps(FRAGMENTS),
        "b.json": json.dumps({"fragments": FRAGMENTS}),
        "c.jsonl": "\n".join(json.dumps(each) for each in FRAGMENTS) + "\n",
    }
    for name, text in texts.items():
        file = tmp_path / name
        file.write_text(text)
        assert importer_for(file).kind == "fragments"
        limes, other = items(FragmentsImporter(), file)  # what is said twice is one
        assert (limes.ref, limes.title) == (f"{name}#7", "Limes")
        (fragment,) = limes.objects
        assert fragment.tags == ("trees", "june")
        assert [(link.target, link.label) for link in fragment.links] == [
            ("Bees", ""),
            ("Hives", "the hives"),
        ]
        assert fragment.memories[0].author == "gardener"
        assert limes.properties == {"source": "a walk"}
        assert other.title == "No id, no title"


def test_other_json_is_none_of_it(tmp_path: Path) -> None:
    for text in ('[{"text": "x", "label": 1}]', '[{"text": "x"}]', '{"text": 1', "[1, 2]"):
        file = tmp_path / "x.json"
        file.write_text(text)
        found = recognise(file)
        assert found is None or found.kind != "fragments"


def test_a_line_that_is_damaged_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "The first", "id": "a"}\n{"te\n{"text": "The third", "id": "c"}\n')
    first, bad, third = FragmentsImporter().items(file)
    assert isinstance(first, DraftItem) and isinstance(third, DraftItem)
    assert isinstance(bad, Unreadable) and bad.place == "x.jsonl, fragment 2"
