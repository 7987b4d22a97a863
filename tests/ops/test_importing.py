from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.model.changes import ChangeKind
from palace.model.drafts import DraftItem
from palace.model.errors import Stale
from palace.ops import ImportItems, MarkMissing, SetReach
from palace.queries import AllItems, Info, LinksTo, Search, ShowMemory
from palace.queries.reports import LastImports
from palace.queries.sources import KnownItems
from palace.session import Session
from tests.drafts import chat, note


@pytest.fixture
def session(palace_path: Path):
    with Session(palace_path, create=True) as session:
        yield session


def take_in(session: Session, *items: DraftItem, run: str = "first") -> list[str]:
    results = session.run(ImportItems.of("markdown", "/vault", items, run))
    return [written.result for written in results]


def best_hit(session: Session, words: str) -> str:
    return session.ask(Search(words)).hits[0].id


def test_importing_again_adds_nothing(session: Session) -> None:
    items = note("bread.md", {"": "Rye ferments fast."}), chat("c1", "Glue", [("Hide?", "Yes.")])
    assert take_in(session, *items) == ["added", "added"]
    before = session.ask(Info())
    assert take_in(session, *items, run="second") == ["unchanged", "unchanged"]
    assert session.ask(Info()) == before


def test_a_changed_section_becomes_a_revision_and_keeps_its_identity(session: Session) -> None:
    take_in(
        session, note("a.md", {"Flour": "Strong white flour.", "Salt": "Two per cent of salt."})
    )
    salt = best_hit(session, "salt")
    take_in(
        session, note("a.md", {"Flour": "Strong white flour.", "Salt": "Now three per cent salt."})
    )
    assert session.ask(ShowMemory(salt)).text == "Now three per cent salt."
    (item,) = session.ask(AllItems())
    memories = item.objects[0]["memories"]
    assert [len(memory["revisions"]) for memory in memories] == [0, 1]
    assert memories[1]["revisions"][0]["text"] == "Two per cent of salt."


def test_a_renamed_heading_keeps_its_memory(session: Session) -> None:
    text = "The starter is fed at eight in the morning, whatever the weather, with fifty grams."
    take_in(session, note("a.md", {"Feeding": text, "Other": "Nothing of the kind."}))
    memory = best_hit(session, "starter")
    take_in(session, note("a.md", {"When to feed": text, "Other": "Nothing of the kind."}))
    assert best_hit(session, "starter") == memory


def test_a_section_that_went_is_out_of_reach_and_kept(session: Session) -> None:
    take_in(session, note("a.md", {"One": "Barometers fall.", "Two": "Hygrometers are damp."}))
    take_in(session, note("a.md", {"One": "Barometers fall."}))
    assert session.ask(Search("hygrometers")).hits == ()
    (item,) = session.ask(AllItems())
    gone = item.objects[0]["memories"][1]
    assert (gone["text"], gone["reach"]) == ("Hygrometers are damp.", "lethe")


def test_unchanged_passages_keep_their_keys(session: Session) -> None:
    take_in(session, note("a.md", {"One": "Barometers fall.", "Two": "Hygrometers are damp."}))
    before = session.ask(Info()).counts.keys
    sql = "SELECT id FROM key ORDER BY id"
    old = {row["id"] for row in session._store.reader().rows(sql)}
    take_in(session, note("a.md", {"One": "Barometers fall.", "Two": "Hygrometers are wet."}))
    new = {row["id"] for row in session._store.reader().rows(sql)}
    assert len(new) == before
    assert len(new & old) == before - 1


def test_undoing_an_import_takes_all_of_it_back_and_importing_again_restores_it(
    palace_path: Path,
) -> None:
    with Session(palace_path, create=True) as session:
        take_in(session, note("a.md", {"": "Old words about kites."}))
        take_in(session, note("a.md", {"": "New words about gliders."}), run="second")
        take_in(session, note("b.md", {"": "A note on zeppelins."}), run="second")
    with Session(palace_path) as session:  # undo survives a restart
        assert session.undo() == "Import from /vault"
        assert session.ask(Search("zeppelins")).hits == ()
        assert session.ask(Search("gliders")).hits == ()
        assert len(session.ask(Search("kites")).hits) == 1
        again = take_in(session, note("b.md", {"": "A note on zeppelins."}), run="third")
        assert again == ["updated"]
        assert len(session.ask(Search("zeppelins")).hits) == 1


def test_undoing_takes_back_what_an_import_added_to_a_note_that_was_there(
    session: Session,
) -> None:
    old = note("a.md", {"One": "Barometers fall.", "Two": "Hygrometers are damp."})
    new = note("a.md", {"One": "Barometers fall.", "Three": "Zeppelins rise."}, title="Weather")
    take_in(session, old)
    take_in(session, new, run="second")
    assert session.undo() is not None
    assert session.ask(Search("zeppelins")).hits == ()
    hit = session.ask(Search("hygrometers")).hits[0]
    assert hit.title.startswith("a")
    assert session.ask(Info()).counts.memories == 2
    # Whoever imports the new note again has it again, with what it was before kept.
    assert take_in(session, new, run="third") == ["updated"]
    assert session.ask(Search("zeppelins")).hits[0].snippet == "Zeppelins rise."
    assert session.ask(Search("hygrometers")).hits == ()


def test_an_object_keeps_one_opening_when_an_import_is_undone(session: Session) -> None:
    sql = "SELECT memory.title FROM key JOIN memory ON memory.id = memory_id WHERE key.kind = ?"
    old = {"One": "Barometers fall.", "Two": "Hygrometers are damp."}
    take_in(session, note("a.md", old))
    # Another section comes first, so that the opening, from which a place is chosen, moves.
    take_in(session, note("a.md", {"Zero": "Zeppelins rise.", **old}), run="second")
    assert [row[0] for row in session._store.reader().rows(sql, ("opening",))] == ["Zero"]
    session.undo()
    assert [row[0] for row in session._store.reader().rows(sql, ("opening",))] == ["One"]
    assert [row[0] for row in session._store.reader().rows(sql, ("passage",))] == ["Two"]


def test_undo_asks_when_what_it_touched_changed_before_the_import_was_done(
    session: Session,
) -> None:
    take_in(session, note("a.md", {"": "A note on kites."}), run="long")
    hit = session.ask(Search("kites")).hits[0]
    with session._store.writing("somebody else") as tx:
        tx.log(ChangeKind.OBJECT, hit.object, "update")
    take_in(session, note("b.md", {"": "A note on gliders."}), run="long")
    with pytest.raises(Stale, match="changed since"):
        session.undo()


def test_undo_asks_when_what_it_touched_has_changed_since(session: Session) -> None:
    take_in(session, note("a.md", {"": "A note on kites."}))
    hit = session.ask(Search("kites")).hits[0]
    session.run(SetReach([hit.object], "lethe"))
    with Session(session.folder) as other:
        # The other's change of the same object is not this session's to undo away.
        other.run(ImportItems.of("markdown", "/vault", [note("a.md", {"": "Kites again."})], "x"))
    assert session.undo() is not None  # the import, the newest
    session.run(SetReach([hit.object], "lethe"))
    session._store._writer.execute(
        "INSERT INTO change (at, actor, kind, ref, verb) VALUES (0, 'x', 'object', ?, 'update')",
        (hit.object,),
    )
    with pytest.raises(Stale, match="changed since"):
        session.undo()
    assert session.undo(force=True) is not None


def test_what_left_its_source_is_marked_and_kept(session: Session) -> None:
    take_in(session, note("a.md", {"": "On kites."}), note("b.md", {"": "On gliders."}))
    gone = session.run(MarkMissing("markdown", "/vault", frozenset({"a.md"})))
    assert gone == ["b.md"]
    assert len(session.ask(Search("gliders")).hits) == 1
    assert session.ask(KnownItems("markdown", "/vault")).keys() == {"a.md"}
    assert session.ask(LastImports())[0].items[0].result == "missing"
    assert take_in(session, note("b.md", {"": "On gliders."}), run="again") == ["updated"]


def test_wikilinks_find_notes_by_name_path_and_title(session: Session) -> None:
    take_in(
        session,
        note("bread/Rye.md", {"": "Rye."}, title="On rye"),
        note("one.md", {"": "See rye."}, links=("rye",)),
        note("two.md", {"": "See rye."}, links=("bread/Rye#Crumb", "Nowhere")),
        note("three.md", {"": "See rye."}, links=("ON RYE",)),
    )
    session.run(MarkMissing("markdown", "/vault", None))
    rye = session.ask(Search('"On rye"')).hits[0].object
    assert {link.title for link in session.ask(LinksTo(rye))} == {"one", "two", "three"}


def test_chatter_has_no_key_and_can_be_read(session: Session) -> None:
    item = chat(
        "c", "Veneer", [("How is veneer laid?", "With hot hide glue."), ("thanks a lot", "")]
    )
    take_in(session, item)
    assert session.ask(Search("thanks")).hits == ()
    (hit,) = session.ask(Search("veneer laid")).hits[:1]
    following = session.ask(ShowMemory(hit.id)).next
    assert following is not None
    assert session.ask(ShowMemory(following[0])).text == "thanks a lot"


def test_folded_an_object_is_named_once_by_its_best_part(session: Session) -> None:
    exchanges = [("Glue for veneer?", "Hide glue."), ("Veneer glue, which veneer?", "Glue.")]
    take_in(session, chat("c", "Joinery", exchanges), note("n.md", {"": "On veneer."}))
    every = session.ask(Search("veneer glue")).hits
    folded = session.ask(Search("veneer glue", fold=True)).hits
    assert len(every) == 3
    assert [hit.id for hit in folded] == [every[0].id, every[2].id]


_WORDS = st.sampled_from(["kite", "glue", "rye", "tide", "clock"])
_TEXTS = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)
_NOTES = st.dictionaries(st.sampled_from(["A", "B", "C"]), _TEXTS, min_size=1)


@given(st.lists(st.dictionaries(st.sampled_from(["a.md", "b.md"]), _NOTES), max_size=5))
def test_any_sequence_of_imports_shows_the_last_and_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, dict[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("palace") / "p"
    written: set[str] = set()
    with Session(folder, create=True) as session:
        for run, state in enumerate(states):
            items = [note(ref, sections) for ref, sections in state.items()]
            take_in(session, *items, run=str(run))
            written |= {text for sections in state.values() for text in sections.values()}
        shown: dict[str, list[str]] = {}
        kept: set[str] = set()
        for item in session.ask(AllItems()):
            memories = item.objects[0]["memories"]
            shown[item.ref] = [m["text"] for m in memories if m["reach"] == "here"]
            kept |= {m["text"] for m in memories}
            kept |= {revision["text"] for m in memories for revision in m["revisions"]}
        newest = {ref: sections for state in states for ref, sections in state.items()}
        assert shown == {ref: list(sections.values()) for ref, sections in newest.items()}
        assert written <= kept
        reader = session._store.reader()
        assert reader.value("SELECT count(*) FROM words") == reader.value(
            "SELECT count(*) FROM key"
        )
