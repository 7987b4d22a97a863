"""What is erased is gone: from every table, the full text, the index, the log and the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from palace.model.errors import NotFound
from palace.ops import (
    EraseObject,
    ImportItems,
    MoveIn,
    MoveObject,
    NoteVisit,
    PinObject,
    StoreVectors,
)
from palace.queries import PlacedObjects, PlanOf, Search, ShowObject
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.drafts import chat, note
from tests.furnished import WordVectors
from tests.ops.arranged import standing, state, take_in_more

SECRET = "Quasimodo-4711"


def remnants(folder: Path, word: str = SECRET) -> list[str]:
    """Return the files of a palace in which a word can be read, whatever the case."""
    needles = (word.casefold().encode(), word.casefold().encode("utf-16-le"))
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes().lower() for needle in needles)
    ]


def secret_note(text: str = "The key of the tower is mine.", title: str = SECRET) -> list[object]:
    return [note(f"more/{title}.md", {"": f"{text} {title}", "Why": f"Because of {title}."})]


def take_in(session: Session, items: list[object], name: str) -> list[str]:
    """Import items with their vectors; return the new objects."""
    embedder = WordVectors()
    written = session.run(ImportItems.of("markdown", "/more", items, name))  # type: ignore[arg-type]
    for openings in (True, False):
        while keys := session.ask(PendingKeys(embedder.space, openings, 0, 4096)):
            vectors = embedder.embed([key.text for key in keys])
            session.run(StoreVectors(embedder.space, keys, vectors))
    return [object_id for one in written for object_id in one.added]


@pytest.fixture
def lived(session: Session) -> str:
    """Return an object that has been revised, renamed, placed, moved, linked to and read."""
    session.run(MoveIn())
    (own,) = take_in(session, secret_note(), "one")
    take_in_more(session, 2)  # places what waits
    take_in(session, secret_note("Revised it was."), "two")
    changed = note(
        f"more/{SECRET}.md", {"": "Other."}, title=f"{SECRET} renamed", links=("bees 1",)
    )
    take_in(session, [changed], "three")
    take_in(session, secret_note("Named as before."), "four")
    take_in(session, [note("more/other.md", {"": "See there."}, links=(SECRET,))], "five")
    with session._store.writing("test") as tx:
        tx.execute("UPDATE link SET to_object = ? WHERE target = ?", (own, SECRET))
        tx.execute(
            "INSERT INTO report (id, at, item, result, reason) "
            "SELECT 'r', 1, ref, 'added', '' FROM item WHERE ref LIKE ?",
            (f"%{SECRET}%",),
        )
        tx.execute(
            "INSERT INTO reading SELECT 'i', source_id, 1, '/notes/' || ref, 0, 1 "
            "FROM item WHERE ref LIKE ?",
            (f"%{SECRET}%",),
        )
    objects = {o.id: o for o in session.ask(PlacedObjects())}
    room = next(o.room_id for o in objects.values() if o.room_id != objects[own].room_id)
    session.run(MoveObject(own, room, called=SECRET))
    session.run(PinObject(own, False, SECRET))
    session.run(NoteVisit(own))
    return own


def test_nothing_of_it_is_left(session: Session, lived: str) -> None:
    assert "palace.db" in {name.partition("-")[0] for name in remnants(session.folder)}
    with Session(session.folder, embedder=WordVectors()) as searching:  # type: ignore[arg-type]
        assert searching.ask(Search(SECRET)).hits[0].object == lived
        searching.prepare()
        assert list((session.folder / "index").iterdir())
        locus = standing(session)[lived]
        erased = session.run(EraseObject(lived))
        assert (erased.object_id, erased.locus_id, erased.item) == (lived, locus, True)
        # The other one goes on: its index knows it no more.
        searching.poll()
        assert lived not in {hit.object for hit in searching.ask(Search(SECRET)).hits}
    links = session._store.reader().rows("SELECT target FROM link WHERE target = ?", (SECRET,))
    assert len(links) == 1  # what another note says of it is that note's own text
    with session._store.writing("test") as tx:
        tx.execute("UPDATE link SET target = '' WHERE target = ?", (SECRET,))
        tx.purge = True
    assert remnants(session.folder) == []
    with pytest.raises(NotFound):
        session.ask(ShowObject(lived))
    with pytest.raises(NotFound):
        session.run(EraseObject(lived))
    assert lived not in json.dumps(state(session), default=repr)
    assert session._store.reader().rows("PRAGMA foreign_key_check") == []


def test_importing_again_does_not_bring_it_back_and_its_locus_is_free(
    session: Session, lived: str
) -> None:
    locus = standing(session)[lived]
    others = {o: x for o, x in standing(session).items() if o != lived}
    session.run(EraseObject(lived))
    assert standing(session) == others
    (written,) = session.run(
        ImportItems.of("markdown", "/more", secret_note("Again."), "six")  # type: ignore[arg-type]
    )
    assert (written.result, written.erased, written.added) == ("unchanged", True, [])
    assert remnants(session.folder, "Again.") == []
    taken = take_in_more(session, 60)
    assert taken
    now = standing(session)
    assert all(now[o] == x for o, x in others.items())
    assert locus in {x.id for x in session.ask(PlanOf()).loci}


def test_of_a_conversation_that_goes_on_only_what_is_new_comes(session: Session) -> None:
    asked = [(f"Ask {SECRET}?", "Yes."), ("And the tides?", "They come.")]
    (own,) = take_in(session, [chat("c9", "Two things", asked)], "chat")
    session.run(EraseObject(own))
    assert remnants(session.folder) == []
    (new,) = take_in(
        session, [chat("c9", "Two things", [*asked, ("New?", "New indeed.")])], "again"
    )
    assert remnants(session.folder) == []
    (memory,) = session.ask(ShowObject(new)).memories
    assert memory.text == "New?\n\nNew indeed."


def test_undo_of_what_came_before_goes_on_without_it(session: Session, lived: str) -> None:
    session.run(EraseObject(lived))
    while session.undo(force=True) is not None:
        pass
    assert lived not in standing(session)
    assert session._store.reader().rows("PRAGMA foreign_key_check") == []
    assert session._store.reader().value("SELECT count(*) FROM object WHERE reach = 'here'") == 0


def test_a_draft_forgets_it_too(session: Session) -> None:
    thing = session.ask(PlacedObjects())[0]
    session.run(EraseObject(thing.id))
    assert thing.id not in standing(session)
    assert remnants(session.folder, thing.id) != []  # the log knows that it was, by its number
    assert remnants(session.folder, f"Piece 0 of {thing.title.split()[0]}, nowhere") == []
