"""What holds a secret is found by nobody until the person decides; what is erased is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from palace.export import export_palace
from palace.jobs import import_paths, look_for_secrets
from palace.model.errors import PalaceError
from palace.ops import EraseMemory, ImportItems, ReleaseSecrets, SetReach
from palace.queries import (
    Copies,
    OutOfReach,
    Pack,
    Search,
    Secrets,
    ShowObject,
)
from palace.queries.entries import Entries
from palace.session import Session
from tests.drafts import chat, note
from tests.export.lives import settle
from tests.furnished import WordVectors
from tests.ops.arranged import Clock
from tests.ops.test_erasing import remnants
from tests.recall.test_secrets import SECRETS

KEY = SECRETS["a GitHub token"]
NOTES = {"": "How the hive is deployed.", "Token": f"It goes in with {KEY}, as root.",
         "After": "Then the bees are counted."}  # fmt: skip


@pytest.fixture
def session(palace_path: Path) -> Iterator[Session]:
    with Session(palace_path, create=True, clock=Clock()) as session:
        yield session


def take_in(session: Session, *items: object, run: str = "1") -> list[str]:
    written = session.run(ImportItems.of("markdown", "file:///n", items, run))  # type: ignore[arg-type]
    return [own for one in written for own in one.added]


def found(session: Session, words: str) -> list[str]:
    """Return the pages found that hold some words themselves, not only beside them."""
    hits = session.ask(Search(words, limit=50)).hits
    return [hit.snippet for hit in hits if words.casefold() in hit.snippet.casefold()]


def test_a_page_with_a_secret_is_out_of_reach_and_listed(session: Session) -> None:
    (own,) = take_in(session, note("Hive.md", NOTES))
    (held,) = session.ask(Secrets())
    assert (held.kinds, held.object_title, held.item) == (("a GitHub token",), "Hive", "Hive.md")
    assert found(session, "root") == found(session, KEY) == []
    # Nor does a neighbour give it away.
    assert KEY not in "".join(str(row["beside"]) for row in session._store.reader().rows(
        "SELECT beside FROM words"))  # fmt: skip
    assert len(found(session, "bees")) == 1
    assert KEY not in repr(session.ask(Pack("how is the hive deployed with bees")))
    assert [page.title for page in session.ask(ShowObject(own)).memories] == ["", "After"]
    # Importing again, and a change elsewhere in the note, change nothing of it.
    changed = note("Hive.md", {**NOTES, "After": "Then they are counted twice."})
    take_in(session, changed, run="2")
    assert found(session, "root") == []
    assert [each.memory_id for each in session.ask(Secrets())] == [held.memory_id]


def test_it_is_released_for_good_and_undone(session: Session) -> None:
    take_in(session, note("Hive.md", NOTES))
    (held,) = session.ask(Secrets())
    assert session.run(ReleaseSecrets([held.memory_id])) == [held.memory_id]
    assert len(found(session, "root")) == 1
    take_in(session, note("Hive.md", {**NOTES, "After": "Changed."}), run="2")
    assert len(found(session, "root")) == 1
    other = SECRETS["a Slack token"]
    take_in(session, note("Hive.md", {**NOTES, "Token": f"{KEY} as root, {other}"}), run="3")
    assert found(session, "root") == []  # another secret is another decision
    session.undo()
    session.undo()
    assert len(found(session, "root")) == 1
    session.undo()
    assert found(session, "root") == []


def test_once_it_is_taken_out_the_page_comes_back_and_undo_holds_it_again(
    session: Session,
) -> None:
    take_in(session, note("Hive.md", NOTES))
    take_in(session, note("Hive.md", {**NOTES, "Token": "It goes in as root, by hand."}), run="2")
    assert len(found(session, "root")) == 1
    assert session.ask(Secrets()) == []
    session.undo()
    assert found(session, "root") == []
    assert len(session.ask(Secrets())) == 1


@pytest.mark.parametrize(
    "item", [note("One.md", {"": f"Only {KEY}."}), note("Two.md", {"": "Fine."}, title=f"My {KEY}")]
)
def test_where_nothing_else_is_left_the_whole_is_out_of_reach(
    session: Session, item: object
) -> None:
    (own,) = take_in(session, item)
    (away,) = session.ask(OutOfReach())
    assert (away.object_id, away.why) == (own, "secret")
    (held,) = session.ask(Secrets())
    assert KEY not in held.object_title
    assert KEY not in away.title
    with pytest.raises(PalaceError, match="palace secrets"):
        session.run(SetReach([own], "here"))
    settle(session, Clock())
    assert session.ask(Entries(WordVectors.space)) == []
    session.run(ReleaseSecrets([held.memory_id]))
    assert session.ask(OutOfReach()) == []
    assert found(session, "fine" if "Two" in str(item) else "only")
    settle(session, Clock())
    assert len(session.ask(Entries(WordVectors.space))) == 1


def test_of_a_first_page_the_next_one_is_the_opening(session: Session) -> None:
    take_in(session, note("Hive.md", {"": f"First {KEY}.", "Bees": "The second page."}))
    rows = session._store.reader().rows("SELECT kind FROM key")
    assert [row["kind"] for row in rows] == ["opening"]
    (held,) = session.ask(Secrets())
    session.run(ReleaseSecrets([held.memory_id]))
    rows = session._store.reader().rows(
        "SELECT key.kind FROM key JOIN memory ON memory.id = memory_id ORDER BY memory.ord"
    )
    assert [row["kind"] for row in rows] == ["opening", "passage"]


def test_what_came_before_is_looked_through(session: Session) -> None:
    item = note("Hive.md", NOTES)
    operation = ImportItems.of("markdown", "file:///n", [item], "1")
    session.run(replace(operation, secrets=({},)))  # as it was before secrets were noticed
    asked = chat("c", "Deploying", [("Which token?", KEY), ("And then?", "Count the bees.")])
    session.run(replace(ImportItems.of("chatgpt", "chatgpt:", [asked], "2"), secrets=({},)))
    assert len(found(session, KEY)) == 2
    assert len(look_for_secrets(session)) == 2
    assert found(session, KEY) == []
    assert look_for_secrets(session) == []
    session.undo()
    assert len(found(session, KEY)) == 1


def test_an_erased_page_is_nowhere_and_does_not_come_back(session: Session, tmp_path: Path) -> None:
    (own,) = take_in(session, note("Hive.md", NOTES), note("Other.md", {"": "Wax."}))[:1]
    settle(session, Clock())
    (held,) = session.ask(Secrets())
    session.run(ReleaseSecrets([held.memory_id]))
    settle(session, Clock())
    take_in(session, note("Hive.md", {**NOTES, "Token": f"Revised: {KEY} for root."}), run="2")
    export_palace(session, tmp_path / "out")
    assert [copy.path for copy in session.ask(Copies())] == [tmp_path / "out"]
    assert remnants(session.folder, KEY)
    erased = session.run(EraseMemory(held.memory_id))
    assert (erased.object_id, erased.memories, erased.item) == (own, 1, False)
    assert remnants(session.folder, KEY) == []
    assert remnants(session.folder, "for root") == []
    assert session._store.reader().rows("PRAGMA foreign_key_check") == []
    assert session.ask(Secrets()) == []
    take_in(session, note("Hive.md", {**NOTES, "After": "More bees."}), run="3")
    assert remnants(session.folder, KEY) == []
    assert len(session.ask(ShowObject(own)).memories) == 2
    while session.undo(force=True) is not None:
        pass
    assert remnants(session.folder, KEY) == []


def test_what_was_decided_is_in_the_export(session: Session, tmp_path: Path) -> None:
    take_in(session, note("Hive.md", NOTES), note("Open.md", {"": f"Open {KEY} here.", "b": "B"}))
    opened = next(each for each in session.ask(Secrets()) if each.item == "Open.md")
    session.run(ReleaseSecrets([opened.memory_id]))
    export_palace(session, tmp_path / "out")
    with Session(tmp_path / "again", create=True) as again:
        import_paths(again, [tmp_path / "out"], wait=False)
        assert again.ask(Secrets()) == session.ask(Secrets())
        assert found(again, "root") == []
        assert len(found(again, "open")) == 1


def test_an_import_says_what_it_held_back(session: Session, tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "Hive.md").write_text(f"# Hive\n\nGo.\n\n## Token\n\n{KEY}\n")
    report = import_paths(session, [tmp_path / "n"], wait=False)
    (item,) = report.items
    assert item.reason == "Holds a GitHub token; out of reach until you decide."
    assert report.notes == [
        "Held back since it seems to hold a password, key or token: 1 page. `palace secrets` lets "
        "you decide."
    ]
