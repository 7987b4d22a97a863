"""Exported and taken in again, a palace is the same palace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from palace.export import Format, export_palace
from palace.jobs import import_paths
from palace.model.exported import PLACES, file_name
from palace.queries import SurveyOf
from palace.session import Session
from palace.store.files import path_of
from tests.export.lives import STEPS, live, tree
from tests.ops.arranged import NOW, Clock, state

TRUTH = (
    "item", "object", "memory", "segment", "revision", "quarter", "wing", "room", "door", "locus",
    "placement", "destination", "route", "route_stop", "erased", "secret",
)  # fmt: skip
"""Tables whose rows are the same afterwards, to the bit."""


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_the_same_palace_comes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object, object]]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    clock = Clock()
    clock.now -= 1e6
    with Session(folder / "palace", create=True, clock=clock) as session:
        live(session, clock, steps)
        before, digest = state(session), session.ask(SurveyOf()).digest
        links, keys = _links(session), _keys(session)
        exports = [export_palace(session, folder / f"1 {form}", form) for form in Format]
    for done in exports:
        again = folder / f"again {done.format}"
        with Session(again, create=True, clock=lambda: NOW) as session:
            report = import_paths(session, [done.folder], wait=False)
            assert report.counts["added"] == done.items == len(report.items)
            after = state(session)
            assert {name: after[name] for name in TRUTH} == {name: before[name] for name in TRUTH}
            assert after["address"] == before["address"]
            assert session.ask(SurveyOf()).digest == digest
            assert _links(session) == links
            assert _keys(session) == keys
            export_palace(session, folder / f"2 {done.format}", done.format)
            assert tree(folder / f"2 {done.format}") == tree(done.folder)
            twice = import_paths(session, [done.folder], wait=False)
            assert twice.counts["unchanged"] == done.items
            assert state(session)["memory"] == after["memory"]


def _links(session: Session) -> list[tuple[object, ...]]:
    rows = session._store.reader().rows(
        "SELECT object_id, memory_id, kind, target, label, to_object FROM link "
        "ORDER BY object_id, id"
    )
    return [tuple(row) for row in rows]


def _keys(session: Session) -> set[tuple[object, ...]]:
    # Not which is the opening: of two pages at one number, as undo leaves them, either may be.
    rows = session._store.reader().rows(
        'SELECT memory_id, object_id, start, "end", text_hash FROM key'
    )
    return {tuple(row) for row in rows}


DERIVED = {
    "key", "embedding", "space", "words", "grams", "stems",
    "operation", "change", "report", "reading", "copy",
}  # fmt: skip
"""What is learnt again from the rest, and what was done, which is not what there is."""
ELSEWHERE = {
    "link.object_id": "object",
    "memory.object_id": "object",
    "object.item_id": "item",
    "item.source_id": "source",
}
"""Columns that an export tells by where a document lies in another."""


def test_every_column_of_the_schema_is_exported(tmp_path: Path) -> None:
    """Whoever adds one says here that it is derived, or exports it (`palace.model.exported`)."""
    with Session(tmp_path / "palace", create=True) as session:
        reader = session._store.reader()
        tables = {
            row["name"]: {c["name"] for c in reader.rows(f"PRAGMA table_info({row['name']})")}
            for row in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not row["name"].startswith(("sqlite_", "words_", "grams_"))
        }
    documents = {
        "item": "id ref title place fingerprint created updated aliases properties missing_since",
        "object": "id ord ref kind title tags content_hash reach created_at away away_since",
        "memory": "id ord kind title ref text author at alternate reach",
        "segment": "ord memory_id start end speaker at source_ref chatter",
        "revision": "memory_id n title text segments at by why",
        "link": "kind target label memory_id to_object",
        "secret": "memory_id kind hash at released",
    }
    told = {name: set(words.split()) for name, words in documents.items()}
    told["file"] = {"item_id", "name", "digest", "size"}
    told |= {name: set(columns) for name, columns in PLACES.items()}
    for name in ("item.created", "item.updated", "memory.at", "segment.at"):
        table, column = name.split(".")
        told[table] |= {f"{column}_offset", f"{column}_precision"}
    numbers = {"moved.id", "visit.id", "link.id"}
    for table, columns in tables.items():
        if table in DERIVED:
            continue
        left = {f"{table}.{name}" for name in columns - told.get(table, set())}
        assert left <= numbers | ELSEWHERE.keys(), f"{sorted(left)} would be lost by an export"


def test_pictures_come_back_too(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "hive.png").write_bytes(b"a picture")
    (vault / "Bees.md").write_text("# Bees\n\nA swarm: ![[hive.png]]\n", "utf-8")
    with Session(tmp_path / "one", create=True) as session:
        import_paths(session, [vault], wait=False)
        export_palace(session, tmp_path / "out")
        (row,) = session._store.reader().rows("SELECT name, digest, size FROM file")
    with Session(tmp_path / "two", create=True) as session:
        import_paths(session, [tmp_path / "out"], wait=False)
        assert tuple(session._store.reader().rows("SELECT name, digest, size FROM file")[0]) == (
            tuple(row)
        )
        assert path_of(tmp_path / "two", row["digest"]).read_bytes() == b"a picture"
        export_palace(session, tmp_path / "again")
    assert (tmp_path / "again" / file_name(row["digest"])).read_bytes() == b"a picture"
