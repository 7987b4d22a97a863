"""Tables after RFC 4180, the IANA's text/tab-separated-values, and what spreadsheets write; the
columns are chosen much as obsidianmd/obsidian-importer (formats/csv) has people choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.importers import csv_tables, importer_for, recognise_all
from palace.importers.csv_tables import CsvImporter
from palace.model.drafts import DraftItem, Unreadable

NOTES = (
    "ID;Title;Notes;Created At;Tags;Author;Rating\n"
    '7;"Bees; hives";"A swarm, ""calm"",\nhung in the pear tree.\n\n# Deep\n\nÄpfel";'
    "2024-05-03T18:20:00+02:00;bees, hive work;Anna;5\n"
    "\n;Rye bread;;1714760000;#rye #sourdough;;\n"
    ";Rye bread;Again.;yesterday;;;4;one too many\n"
    "9;;;;;;\n"
)
GERMAN = "Die Bienen kehrten zurück; der Schwarm hing ruhig im Birnbaum, süß und größer als früher."
READINGS = "Day\tHöhe\tWind\n2024-05-03\t12.5\tN\n2024-05-04\t13\tS\n2024-05-05\t9.25\tN\n"


def found(folder: Path, raw: bytes | str, name: str = "t.csv") -> list[DraftItem | Unreadable]:
    file = folder / name
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    assert importer_for(file).kind == "csv"
    return list(CsvImporter().items(file))


def test_a_row_is_kept_to_the_last_cell(tmp_path: Path) -> None:
    bees, rye, again = found(tmp_path, NOTES)
    assert (
        isinstance(bees, DraftItem) and isinstance(rye, DraftItem) and isinstance(again, DraftItem)
    )
    assert (bees.ref, bees.title, bees.place) == ("t.csv/7", "Bees; hives", "t.csv, line 2")
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+02:00"
    assert bees.properties == {
        "ID": "7", "Created At": "2024-05-03T18:20:00+02:00", "Author": "Anna", "Rating": "5",
    }  # fmt: skip
    (thing,) = bees.objects
    assert thing.tags == ("bees", "hive work")
    assert thing.memories[0].author == "Anna"
    assert "\n".join(memory.text for memory in thing.memories) == (
        'A swarm, "calm",\nhung in the pear tree.\n\n# Deep\n\nÄpfel\n\nAuthor: Anna\nRating: 5'
    )
    assert (rye.ref, again.ref) == ("t.csv/Rye bread", "t.csv/Rye bread (2)")
    assert rye.objects[0].memories[0].text == "Rye bread"
    assert rye.objects[0].tags == ("rye", "sourdough")
    assert rye.created is not None and rye.created.utc == 1_714_760_000
    assert again.properties == {
        "Created At": "yesterday", "Rating": "4", "Column 8": "one too many",
    }  # fmt: skip


def test_of_a_table_of_figures_a_row_is_a_page(tmp_path: Path) -> None:
    (table,) = found(tmp_path, READINGS, "readings.tsv")
    assert isinstance(table, DraftItem) and (table.ref, table.title) == ("readings.tsv", "readings")
    (thing,) = table.objects
    assert [(each.text, each.ref) for each in thing.memories] == [
        ("Day: 2024-05-03\nHöhe: 12.5\nWind: N", "2024-05-03"),
        ("Day: 2024-05-04\nHöhe: 13\nWind: S", "2024-05-04"),
        ("Day: 2024-05-05\nHöhe: 9.25\nWind: N", "2024-05-05"),
    ]
    assert thing.memories[0].at is not None and thing.memories[0].at.isoformat() == "2024-05-03"
    many = "Day,Height\n" + "".join(f"2024-05-03,{at}\n" for at in range(250))
    (table,) = found(tmp_path, many)
    assert isinstance(table, DraftItem)
    assert [each.title for each in table.objects] == ["t, 1–100", "t, 101–200", "t, 201–250"]


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("sep=|\ntitle|text\nA|one, two, three\n", ["one, two, three"]),
        ("title\ttext\nA\tone, two; three\n", ["one, two; three"]),
        ("title;text\nA;1,5, and 2,5\nB;3,5, and 4\n", ["1,5, and 2,5", "3,5, and 4"]),
        ('"title","text"\n"A","one; two"\n', ["one; two"]),
        ("\ufefftitle,text\r\nA,one\r\n", ["one"]),
        ("title,text\rA,one\rB,two\r", ["one", "two"]),
        ("only\n" + f"{GERMAN}\n" * 2, ["only", GERMAN, GERMAN]),
        (f'title,text\nÄ,"{GERMAN}"\n'.encode("cp1252"), [GERMAN]),
        ("title,text\nÄ,süß 🐝\n".encode("utf-16"), ["süß 🐝"]),
        ("title,text\nA,\"never closed, and\n", ["never closed, and"]),
    ],
)  # fmt: skip
def test_what_parts_the_cells_is_found(tmp_path: Path, raw: bytes | str, texts: list[str]) -> None:
    items = found(tmp_path, raw)
    told = [i.objects[0].memories[0].text for i in items if isinstance(i, DraftItem)]
    assert told == texts


def test_a_table_without_names_is_none_the_less_read(tmp_path: Path) -> None:
    (table,) = found(tmp_path, "apple,Apfel\nbee,Biene\nrye,Roggen\n")
    assert isinstance(table, DraftItem)
    assert [each.text for each in table.objects[0].memories] == [
        "apple\nApfel",
        "bee\nBiene",
        "rye\nRoggen",
    ]
    prose = "The bees came back in spring and settled in the pear tree."
    first, *_ = found(tmp_path, f"1,{prose}\n2,{prose} Again.\n")
    assert isinstance(first, DraftItem) and first.objects[0].memories[0].text == (
        f"{prose}\n\nColumn 1: 1"
    )


def test_a_field_may_be_huge_and_a_table_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = "bees " * 400_000
    (item,) = found(tmp_path, f'title,text\nA,"{huge}"\n')
    assert isinstance(item, DraftItem) and item.objects[0].memories[0].text == huge.strip()
    monkeypatch.setattr(csv_tables, "MOST_ROWS", 50)
    items = found(tmp_path, "title\n" + "".join(f"row {at}\n" for at in range(55)))
    told = items[-1]
    assert len(items) == 51 and isinstance(told, Unreadable)
    assert told.skipped and "50 rows were read" in told.reason


def test_a_row_keeps_its_name_where_others_come_and_go(tmp_path: Path) -> None:
    before = found(tmp_path, "title,text\nBees,one\nRye,two\n")
    after = found(tmp_path, "title,text\nNew,zero\nBees,one\nRye,two changed\n")
    assert [item.ref for item in after][1:] == [item.ref for item in before]
    known = {item.ref: item.fingerprint for item in before if isinstance(item, DraftItem)}
    same = [i.ref for i in after if isinstance(i, DraftItem) and known.get(i.ref) == i.fingerprint]
    assert same == ["t.csv/Bees"]


def test_a_notion_database_is_left_to_notion(tmp_path: Path) -> None:
    (tmp_path / f"Tasks {'a' * 32}.csv").write_text("Name,Done\nX,Yes\n")
    assert [each.kind for each in recognise_all(tmp_path)] == ["notion"]
