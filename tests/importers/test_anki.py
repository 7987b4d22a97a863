"""Anki's packages, after ankitects/anki (rslib/src/storage, proto/anki) and AnkiDroid's wiki
(Database Structure); the notes are made up."""

from __future__ import annotations

import io
import json
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from palace.importers import anki_collection, importer_for
from palace.importers.anki import AnkiImporter
from palace.importers.zstd_streams import zstd
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, LinkKind, Unreadable
from palace.session import Session

CREATED = 1_714_600_800
BASIC, CLOZE = 1_600_000_000_001, 1_600_000_000_002
DECK, FILTERED = 1_600_000_000_010, 1_600_000_000_011
NOTE, GAPS, ODD = 1_714_760_000_123, 1_714_760_100_000, 1_714_760_200_000
QUESTION = "What is a <b>skep</b>?<br>[sound:skep.mp3]"
ANSWER = '<div>A hive of straw &amp; wicker.</div><img src="a%20skep.png"><script>x()</script>'
TEXT = "{{c1::Drones}} die in {{c2::autumn of {{c3::every::which}} year::season}}, by {{c1::bees}}."
UNCLOSED = "{{c1::never}} closed {{c2::"
NOTES = [
    (NOTE, "guid/one", BASIC, 1_714_770_000, -1, " bees hive::straw ", f"{QUESTION}\x1f{ANSWER}"),
    (GAPS, "guid#two", CLOZE, 1_714_770_001, -1, "", f"{TEXT}\x1f{UNCLOSED}"),
    (ODD, "guid three", 7, 1_714_770_002, -1, "", "No type\x1f\x1fmore"),
]  # fmt: skip
CARD = (
    "id", "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps",
    "lapses", "left", "odue", "odid", "flags", "data",
)  # fmt: skip
FSRS = '{"pos":1,"s":12.5,"d":5.25,"dr":0.9,"cd":"{}"}'
CARDS = [
    (11, NOTE, DECK, 0, 1_714_770_000, -1, 2, 2, 30, 21, 2500, 8, 1, 0, 0, 0, 1, FSRS),
    (12, NOTE, DECK, 1, 1_714_770_000, -1, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, "{}"),
    (21, GAPS, FILTERED, 0, 1, -1, 2, 2, -99, 3, 1300, 2, 0, 0, 45, DECK, 0, ""),
    (22, GAPS, DECK, 1, 1, -1, 1, 1, 1_714_780_000, -600, 0, 1, 0, 1001, 0, 0, 0, "[1]"),
    (23, GAPS, DECK, 2, 1, -1, 2, -1, 50, 9, 2000, 3, 0, 0, 0, 0, 0, "{"),
]  # fmt: skip
REVIEWS = [
    (1_714_760_500_000, 11, -1, 1, -60, -60, 0, 7_200, 0),
    (1_714_761_500_000, 11, -1, 3, 21, 4, 2500, 5_300, 1),
    (1_714_761_000_000, 22, -1, 2, -600, -60, 0, 1_000, 0),
    (1_714_762_000_000, 99, -1, 3, 1, 1, 0, 1, 1),  # of a card that is gone
]
OLD = {
    "models": {
        str(BASIC): {
            "name": "Basic (and reversed)", "type": 0, "flds": [{"name": "Front", "ord": 0},
            {"name": "Back", "ord": 1}], "tmpls": [
                {"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}{{Back}}"},
                {"name": "Card 2", "ord": 1, "qfmt": "{{#Back}}{{type:Back}}{{/Back}}",
                 "afmt": "{{Front}}"}],
        },
        str(CLOZE): {"name": "Cloze", "type": 1, "flds": [{"name": "Text"}, {"name": "Extra"}],
                     "tmpls": [{"name": "Cloze", "ord": 0, "qfmt": "{{cloze:Text}}",
                                "afmt": "{{cloze:Text}}{{Extra}}"}]},
    },
    "decks": {str(DECK): {"name": "Biology::Bees"}, str(FILTERED): {"name": "Today"}, "1": None},
}  # fmt: skip
_TABLES = f"""
    CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
    CREATE TABLE notes (id integer primary key, guid, mid, mod, usn, tags, flds, sfld, csum, flags,
                        data);
    CREATE TABLE cards (id integer primary key, {", ".join(f'"{each}"' for each in CARD[1:])});
    CREATE TABLE revlog (id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type);
"""
_LATER = """
    CREATE TABLE notetypes (id integer primary key, name text collate unicase, mtime_secs, usn,
                            config blob);
    CREATE TABLE fields (ntid, ord, name text collate unicase, config blob,
                         primary key (ntid, ord)) without rowid;
    CREATE UNIQUE INDEX names ON fields (name, ntid);
    CREATE TABLE templates (ntid, ord, name text collate unicase, mtime_secs, usn, config blob,
                            primary key (ntid, ord)) without rowid;
    CREATE TABLE decks (id integer primary key, name text collate unicase, mtime_secs, usn, common,
                        kind);
"""


def collection(version: int, sql: str = "") -> bytes:
    """A database as Anki writes it in schema 11 or 18."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        made.executescript(_TABLES)
        models, decks = (json.dumps(OLD[key]) if version == 11 else "" for key in OLD)
        made.execute(
            "INSERT INTO col VALUES (1, ?, 0, 0, ?, 0, 0, 0, '{}', ?, ?, '{}', '{}')",
            (CREATED, version, models, decks),
        )
        made.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, 0, '')", NOTES)
        made.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * len(CARD))})", CARDS)
        made.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", REVIEWS)
        if version > 11:
            made.executescript(_LATER)
            for identity, model in OLD["models"].items():
                kind = b"\x08\x01" if model["type"] else b""
                settings = kind + _string(3, ".card {}") + b"\x10\x00"
                made.execute("INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)",
                             (int(identity), model["name"], settings))  # fmt: skip
                for at, each in enumerate(model["flds"]):
                    made.execute("INSERT INTO fields VALUES (?, ?, ?, x'')",
                                 (int(identity), at, each["name"]))  # fmt: skip
                for each in model["tmpls"]:
                    settings = _string(1, each["qfmt"]) + _string(2, each["afmt"])
                    made.execute("INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)",
                                 (int(identity), each["ord"], each["name"], settings))  # fmt: skip
            for identity, deck in OLD["decks"].items():
                if deck:
                    name = deck["name"].replace("::", "\x1f")
                    made.execute(
                        "INSERT INTO decks VALUES (?, ?, 0, 0, x'', x'')", (identity, name)
                    )
        made.executescript(sql)
        made.commit()
        return made.serialize()


def _string(number: int, text: str) -> bytes:
    raw = text.encode()
    assert len(raw) < 128
    return bytes([number << 3 | 2, len(raw)]) + raw


def package(version: int, sql: str = "", **more: bytes) -> bytes:
    """A package as Anki writes it: what is later than schema 11 is packed with zstd."""
    raw = collection(version, sql)
    if version == 11:
        files = {"collection.anki21": raw, "media": b'{"0": "skep.mp3", "1": "a skep.png"}'}
    else:
        files = {"collection.anki21b": zstd.compress(raw), "meta": b"\x08\x03"}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        # Beside it lies a collection that tells those who are too old to update.
        for name, content in {"collection.anki2": b"SQLite format 3\0", **files, **more}.items():
            archive.writestr(name, content)
    return written.getvalue()


def found(folder: Path, raw: bytes, name: str = "Bees.apkg") -> list[DraftItem | Unreadable]:
    file = folder / name
    file.write_bytes(raw)
    assert importer_for(file).kind == "anki"
    return list(AnkiImporter().items(file))


def anki(item: DraftItem | Unreadable) -> Any:
    assert isinstance(item, DraftItem)
    return item.properties["anki"]


@pytest.mark.parametrize("version", [11, 18])
def test_a_note_is_kept_to_the_last_field(tmp_path: Path, version: int) -> None:
    skep, gaps, odd = found(tmp_path, package(version))
    assert (
        isinstance(skep, DraftItem) and isinstance(gaps, DraftItem) and isinstance(odd, DraftItem)
    )
    assert AnkiImporter().count(tmp_path / "Bees.apkg") == 3
    assert (skep.ref, skep.title) == ("guid/one", "What is a skep?")
    assert skep.place == "Biology/Bees/What is a skep?"
    assert skep.created is not None and skep.created.isoformat() == "2024-05-03T18:13:20+00:00"
    assert skep.updated is not None and skep.updated.isoformat() == "2024-05-03T21:00:00+00:00"
    assert skep.properties.keys() == {"deck", "notetype", "attachments", "anki"}
    assert skep.properties["deck"] == "Biology::Bees"
    assert skep.properties["attachments"] == [{"name": "skep.mp3"}, {"name": "a skep.png"}]
    (thing,) = skep.objects
    assert thing.tags == ("bees", "hive::straw")
    assert [(link.kind, link.target) for link in thing.links] == [
        (LinkKind.EMBED, "skep.mp3"),
        (LinkKind.EMBED, "a skep.png"),
    ]
    assert thing.memories[0].text == (
        "**Front:**\n\nWhat is a **skep**?\n![[skep.mp3]]\n\n"
        "**Back:**\n\nA hive of straw & wicker.\n\n![](a%20skep.png)"
    )
    assert gaps.title == "Drones die in autumn of every year, by bees"
    assert gaps.objects[0].memories[0].text == (
        "**Text:** Drones die in autumn of every year, by bees.\n\n**Extra:** never closed {{c2::"
    )
    assert odd.objects[0].memories[0].text == "**Field 1:** No type\n\n**Field 3:** more"
    assert (odd.title, odd.place) == ("No type", "No type")


@pytest.mark.parametrize("version", [11, 18])
def test_the_schedule_and_every_review_are_kept_whole(tmp_path: Path, version: int) -> None:
    skep, gaps, odd = found(tmp_path, package(version))
    known = anki(skep)
    assert {key: known[key] for key in known if key != "cards"} == {
        "guid": "guid/one",
        "notetype": "Basic (and reversed)",
        "cloze": False,
        "fields": {"Front": QUESTION, "Back": ANSWER},
        "created": CREATED,
    }
    first, second = known["cards"]
    assert first == {
        "deck": "Biology::Bees", "template": "Card 1", "front": ["Front"], "back": ["Back"],
        "state": "review", "suspended": False, "due_at": "2024-05-31T22:00:00+00:00",
        "stability": 12.5, "difficulty": 5.25, "desired_retention": 0.9,
        "id": 11, "ord": 0, "did": DECK, "odid": 0, "type": 2, "queue": 2, "due": 30, "odue": 0,
        "ivl": 21, "factor": 2500, "reps": 8, "lapses": 1, "left": 0, "flags": 1,
        "mod": 1_714_770_000, "data": FSRS,
        "reviews": [
            {"id": 1_714_760_500_000, "ease": 1, "ivl": -60, "lastIvl": -60, "factor": 0,
             "time": 7_200, "type": 0},
            {"id": 1_714_761_500_000, "ease": 3, "ivl": 21, "lastIvl": 4, "factor": 2500,
             "time": 5_300, "type": 1},
        ],
    }  # fmt: skip
    assert (second["template"], second["front"], second["state"]) == ("Card 2", ["Back"], "new")
    assert (second["due_at"], second["reviews"]) == (None, [])
    assert anki(gaps)["cloze"] is True
    filtered, learning, suspended = anki(gaps)["cards"]
    assert filtered["deck"] == "Biology::Bees"
    assert filtered["due_at"] == "2024-06-15T22:00:00+00:00"
    assert learning["due_at"] == "2024-05-03T23:46:40+00:00"
    assert [review["ease"] for review in learning["reviews"]] == [2]
    assert (suspended["suspended"], suspended["template"]) == (True, "Cloze")
    assert anki(odd)["cards"] == []
    # The rows can be made anew from what is kept.
    for item, row in ((known["cards"][0], CARDS[0]), (filtered, CARDS[2])):
        assert [item[name] for name in CARD if name not in {"nid", "usn"}] == [
            value for name, value in zip(CARD, row, strict=True) if name not in {"nid", "usn"}
        ]


def test_a_review_changes_the_note_and_keeps_its_page(tmp_path: Path, palace_path: Path) -> None:
    file = tmp_path / "Bees.apkg"
    file.write_bytes(package(18))
    with Session(palace_path, create=True) as session:
        assert import_paths(session, [file], wait=False).counts["added"] == 3
        file.write_bytes(package(11))  # written by an older Anki
        assert import_paths(session, [file], wait=False).counts["unchanged"] == 3
        file.write_bytes(
            package(18, "INSERT INTO revlog VALUES (1714770000000, 12, 0, 4, 1, 0, 0, 9, 0)")
        )
        counts = import_paths(session, [file], wait=False).counts
        assert (counts["updated"], counts["unchanged"]) == (1, 2)
        row = session._store.reader().row("SELECT properties FROM item WHERE ref = 'guid/one'")
        assert row is not None
        (review,) = json.loads(row["properties"])["anki"]["cards"][1]["reviews"]
        assert review["ease"] == 4


def test_the_newest_of_several_packages_counts(tmp_path: Path) -> None:
    import os

    for name, day, words in (("a.apkg", 1, "old"), ("b.colpkg", 9, "new"), ("c.apkg", 3, "older")):
        change = f"UPDATE notes SET flds = '{words}' WHERE id = {ODD}"
        (tmp_path / name).write_bytes(package(11, change))
        os.utime(tmp_path / name, (1_700_000_000 + day, 1_700_000_000 + day))
    items = list(AnkiImporter().items(tmp_path))
    assert [item.title for item in items if item.ref == "guid three"] == ["new"]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "cannot be opened|no Anki package|damaged"),
        (b"PK\x03\x04 not really", "damaged"),
        (package(11, collection=b"")[:900], "damaged"),
        (package(18, **{"collection.anki21b": b"\x28\xb5\x2f\xfd broken"}), "cannot be unpacked"),
        (package(18, **{"collection.anki21b": zstd.compress(b"SQLite?" * 99)}), "damaged"),
        (package(11, "DROP TABLE revlog"), "no table revlog"),
        (package(11, "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id"), "no table notes"),
        (package(11, "DROP TABLE col; CREATE VIRTUAL TABLE col USING fts5(id)"), "no table col"),
        (
            package(11, "ALTER TABLE notes ADD COLUMN x AS (hex(zeroblob(9999999)))"),
            "no table notes",
        ),
        (package(11, "ALTER TABLE notes DROP COLUMN guid"), "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, raw: bytes, told: str) -> None:
    import re

    (bad,) = found(tmp_path, raw)
    assert isinstance(bad, Unreadable) and re.search(told, bad.reason), bad
    assert AnkiImporter().count(tmp_path / "Bees.apkg") in {None, 3}


def test_what_is_made_to_harm_ends_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_collection, "LIMIT", 5_000_000)
    bomb = package(18, **{"collection.anki21b": zstd.compress(bytes(60_000_000))})
    assert len(bomb) < 10_000
    (large,) = found(tmp_path, bomb)
    assert isinstance(large, Unreadable) and large.skipped and "larger than" in large.reason
    gaps = "{{c1::" * 100_000 + "}}" * 50_000
    start = time.process_time()
    items = found(tmp_path, package(11, f"UPDATE notes SET flds = '{gaps}'"))
    assert len(items) == 3 and time.process_time() - start < 2
