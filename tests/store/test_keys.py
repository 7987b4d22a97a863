"""What stands beside a key is kept with it, to the character, whatever happens to its object."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palace.ops import ImportItems
from palace.queries import Search
from palace.session import Session
from palace.store import schema
from palace.store.keys import BESIDE
from tests.drafts import chat, note

TALK = [
    ("Which queen shall I keep, the black one or the yellow one?", "Keep the calm one."),
    ("And where does she go?", "Into the nucleus by the hedge."),
    ("When?", "In May, when the drones fly."),
]


@pytest.fixture
def session(palace_path: Path) -> Iterator[Session]:
    with Session(palace_path, create=True) as session:
        yield session


def beside(session: Session) -> list[str]:
    rows = session._store.reader().rows(
        "SELECT words.beside FROM words JOIN key ON key.id = words.rowid "
        "JOIN memory ON memory.id = key.memory_id ORDER BY memory.object_id, memory.ord, key.start"
    )
    return [row["beside"] for row in rows]


def found(session: Session, text: str) -> list[str]:
    return [hit.snippet for hit in session.ask(Search(text)).hits]


def test_an_answer_is_found_by_what_stands_before_it(session: Session) -> None:
    session.run(ImportItems.of("chatgpt", "chatgpt:", [chat("c", "Bees", TALK)], "one"))
    snippets = found(session, "black queen hedge")
    assert any("nucleus" in snippet for snippet in snippets[:2])
    # What must occur does so in the part itself.
    assert len(found(session, '"black one"')) == 1
    assert all("nucleus" not in snippet for snippet in found(session, "queen -hedge"))


def test_what_stands_beside_changes_with_its_neighbours(session: Session) -> None:
    first, second = {"A": "Swarms in May.", "B": "Honey."}, {"A": "Varroa in July.", "B": "Honey."}
    session.run(ImportItems.of("markdown", "/v", [note("n.md", first)], "one"))
    assert beside(session)[1] == "Swarms in May."
    session.run(ImportItems.of("markdown", "/v", [note("n.md", second)], "two"))
    assert beside(session)[1] == "Varroa in July."
    assert found(session, "swarms") == []
    session.undo()
    assert beside(session)[1] == "Swarms in May."
    assert found(session, "varroa") == []


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(
        st.text(st.sampled_from("ab \n"), min_size=1, max_size=500).filter(str.strip),
        min_size=1,
        max_size=5,
    ),
    number=st.integers(0, 10**9),
)
def test_it_is_what_is_said_just_before_and_after(
    session: Session, texts: list[str], number: int
) -> None:
    sections = {str(place): text for place, text in enumerate(texts)}
    session.run(ImportItems.of("markdown", "/v", [note(f"{number}.md", sections)], str(number)))
    rows = session._store.reader().rows(
        'SELECT memory.ord, key.start, key."end", words.beside FROM key '
        "JOIN words ON words.rowid = key.id JOIN memory ON memory.id = key.memory_id "
        "WHERE key.object_id = (SELECT object.id FROM object JOIN item ON item.id = item_id "
        "WHERE item.ref = ?)",
        (f"{number}.md",),
    )
    for row in rows:
        before = "\n".join([*texts[: row["ord"]], texts[row["ord"]][: row["start"]]])
        after = "\n".join([texts[row["ord"]][row["end"] :], *texts[row["ord"] + 1 :]])
        said = row["beside"]
        assert len(said) <= 2 * BESIDE + 1
        if len(before) <= BESIDE and len(after) <= BESIDE:
            assert said == f"{before}\n{after}".strip()


def test_a_palace_of_an_older_schema_learns_what_stands_beside(
    palace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "SCHEMA", 3)
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        palace_path.mkdir()
        base = sqlite3.connect(palace_path / "palace.db", isolation_level=None)
        schema.migrate(base)
    base.execute("INSERT INTO source VALUES ('s', 'markdown', '/v', 0)")
    base.execute(
        "INSERT INTO item (id, source_id, ref, title, place, fingerprint) "
        "VALUES ('i', 's', 'n.md', 'n', '', '')"
    )
    base.execute(
        "INSERT INTO object (id, item_id, ref, ord, kind, title, content_hash, created_at) "
        "VALUES ('o', 'i', 'n', 0, 'note', 'n', '', 0)"
    )
    for place, text in enumerate(("Swarms in May.", "Honey.", "Wax in June.")):
        base.execute(
            "INSERT INTO memory (id, object_id, ord, kind, title, ref, text) "
            "VALUES (?, 'o', ?, 'section', '', '', ?)",
            (f"m{place}", place, text),
        )
        base.execute(
            'INSERT INTO key (memory_id, object_id, kind, start, "end", text_hash) '
            "VALUES (?, 'o', 'passage', 0, ?, '')",
            (f"m{place}", len(text)),
        )
        base.execute(
            "INSERT INTO words (rowid, title, body) VALUES (last_insert_rowid(), 'n', ?)", (text,)
        )
    base.close()
    with Session(palace_path) as session:
        assert [said.split("\n") for said in beside(session)] == [
            ["Honey."],
            ["Swarms in May.", "", "", "Wax in June."],
            ["Honey."],
        ]
        assert len(found(session, "honey")) == 3 and found(session, "honey")[0] == "Honey."
