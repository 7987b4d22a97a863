"""Notes that are changed where they are read, in their files too, and notes of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palace.importers.markdown import MarkdownImporter
from palace.model.drafts import DraftItem
from palace.model.errors import ChangedElsewhere, NotFound, PalaceError, Stale
from palace.ops import (
    EditNote,
    EraseObject,
    ImportItems,
    KeepUnfinished,
    SetReach,
    SetWriteBack,
    WriteNote,
    digest,
)
from palace.ops.edit_note import Edited
from palace.queries import (
    AllItems,
    EarlierTexts,
    EditablePage,
    MemoryView,
    OutOfReach,
    Search,
    ShowMemory,
)
from palace.session import Session
from palace.store.writing import unfinished, writes_back
from tests.drafts import chat
from tests.ops.arranged import standing

BREAD = (
    "---\ntags: [bread]\n---\n# Bread\n\nA loaf wants time, flour, water, salt and a warm place to "
    "rise in, and little else besides.\n\n## Rye\n\nRye ferments fast, and it sinks when it has "
    "waited for too long in a warm kitchen.\n\n## Wheat\n\nWheat is patient, and forgives whoever "
    "forgets it overnight on the sill of a window.\n"
)


@pytest.fixture
def session(palace_path: Path) -> Iterator[Session]:
    with Session(palace_path, create=True, actor="person") as session:
        yield session


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "Bread.md").write_text(BREAD, "utf-8")
    (folder / "Bees.md").write_text("# Bees\n\nA swarm hung in the pear tree, see [[Bread]].\n")
    return folder


def take_in(session: Session, vault: Path, run: str = "first") -> list[str]:
    importer = MarkdownImporter()
    items = [item for item in importer.items(vault) if isinstance(item, DraftItem)]
    uri = importer.source_uri(vault)
    written = session.run(ImportItems.of("markdown", uri, items, run))
    return [each.result for each in written]


def found(session: Session, words: str) -> MemoryView:
    return session.ask(ShowMemory(session.ask(Search(words)).hits[0].id))


def edit(session: Session, page: MemoryView, text: str, **more: object) -> Edited:
    return session.run(EditNote(page.id, text, digest(page.text), **more))  # type: ignore[arg-type]


def texts(session: Session) -> list[str]:
    return [
        memory["text"]
        for item in session.ask(AllItems())
        for each in item.objects
        for memory in each["memories"]
        if memory["reach"] == "here" and each["reach"] == "here"
    ]


def test_a_changed_page_is_found_by_its_new_words_and_undone(session: Session, vault: Path) -> None:
    take_in(session, vault)
    before = texts(session)
    rye = found(session, "rye ferments")
    edited = edit(session, rye, "## Rye\n\nRye wants molasses, see [[Bees]].\n")
    assert edited.changed and edited.file is None
    now = session.ask(ShowMemory(rye.id))
    assert (now.text, now.title) == ("## Rye\n\nRye wants molasses, see [[Bees]].", "Rye")
    assert found(session, "molasses").id == rye.id
    assert [link.title for link in now.links] == ["Bees"]
    assert (vault / "Bread.md").read_text("utf-8") == BREAD
    assert session.undo() is not None
    assert texts(session) == before
    assert not session.ask(Search("molasses", literal=True)).hits


def test_the_file_gets_what_was_written_and_its_old_text_by_undo(
    session: Session, vault: Path
) -> None:
    take_in(session, vault)
    before = texts(session)
    rye = found(session, "rye ferments")
    new = "## Dark rye\n\n" + "Rye wants molasses and a night of rest in the cold. " * 3
    edited = edit(session, rye, new, write=True)
    file = vault / "Bread.md"
    assert edited.file == str(file) and edited.memory_id == rye.id
    assert file.read_text("utf-8") == BREAD.replace(rye.text, new)
    assert session.ask(ShowMemory(rye.id)).title == "Dark rye"
    # An import finds nothing that it did not know.
    assert take_in(session, vault, "second") == ["unchanged", "unchanged"]
    session.undo()
    assert file.read_text("utf-8") == BREAD
    assert texts(session) == before
    assert session.ask(ShowMemory(rye.id)).title == "Rye"
    assert take_in(session, vault, "third") == ["unchanged", "unchanged"]


def test_ends_of_lines_and_the_mark_at_the_head_stay(session: Session, vault: Path) -> None:
    file = vault / "Bread.md"
    file.write_bytes(b"\xef\xbb\xbf" + BREAD.replace("\n", "\r\n").encode())
    take_in(session, vault)
    wheat = found(session, "wheat patient")
    edit(session, wheat, wheat.text + "\n\nSo it is.", write=True)
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf---\r\n") and b"So it is.\r\n" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_file_that_was_changed_meanwhile_is_not_written_over(
    session: Session, vault: Path
) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")
    file = vault / "Bread.md"
    other = BREAD.replace("too long in a warm kitchen", "four hours or more in summer").replace(
        "A loaf", "Every loaf"
    )
    file.write_text(other, "utf-8")
    mine = "## Rye\n\nRye wants molasses, and it sinks when it has waited for too long at all."
    with pytest.raises(ChangedElsewhere) as caught:
        edit(session, rye, mine, write=True)
    assert "four hours" in caught.value.theirs
    assert file.read_text("utf-8") == other
    assert session.ask(ShowMemory(rye.id)).text == rye.text
    edit(session, rye, mine, write=True, file_seen=caught.value.seen)
    assert "molasses" in file.read_text("utf-8") and "Every loaf" in file.read_text("utf-8")
    assert "Every loaf" in found(session, "loaf flour").text
    (item,) = [item for item in session.ask(AllItems()) if item.ref == "Bread.md"]
    kept = [
        revision["text"]
        for memory in item.objects[0]["memories"]
        for revision in memory["revisions"]
    ]
    assert any("four hours" in text for text in kept)  # what the file said is a revision


def test_undoing_what_was_changed_in_the_file_since_asks(session: Session, vault: Path) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")
    edit(session, rye, rye.text + " Molasses.", write=True)
    file = vault / "Bread.md"
    file.write_text(file.read_text("utf-8") + "\nMore.\n", "utf-8")
    with pytest.raises(Stale):
        session.undo()
    session.undo(force=True)
    assert session.ask(ShowMemory(rye.id)).text == rye.text
    assert "Molasses" in file.read_text("utf-8")


def test_two_who_change_a_page_at_once_both_keep_their_words(session: Session, vault: Path) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")
    edit(session, rye, "Mine: molasses.")
    with pytest.raises(ChangedElsewhere) as caught:
        edit(session, rye, "Yours: treacle.")
    assert caught.value.theirs == "Mine: molasses."
    session.run(EditNote(rye.id, "Yours: treacle.", caught.value.seen))
    assert session.ask(ShowMemory(rye.id)).text == "Yours: treacle."


def test_what_cannot_be_changed_says_so(session: Session, vault: Path) -> None:
    take_in(session, vault)
    session.run(ImportItems.of("chatgpt", "x", [chat("c", "Glue", [("Hide?", "Yes.")])], "c"))
    said = found(session, "hide")
    with pytest.raises(PalaceError, match="stays as it was said"):
        edit(session, said, "No.")
    rye = found(session, "rye ferments")
    with pytest.raises(PalaceError, match="empty"):
        edit(session, rye, " \n")
    with pytest.raises(NotFound):
        session.run(EditNote("nothing", "a", "b"))
    (vault / "Bread.md").unlink()
    edited = edit(session, rye, "Only here.", write=True)
    assert edited.left and session.ask(ShowMemory(rye.id)).text == "Only here."


def test_a_file_that_may_not_be_written_changes_nothing(
    session: Session, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("palace.importers.note_files.os.fsync", full)
    with pytest.raises(PalaceError, match="No space left"):
        edit(session, rye, "Molasses.", write=True)
    monkeypatch.undo()
    assert session.ask(ShowMemory(rye.id)).text == rye.text
    assert (vault / "Bread.md").read_text("utf-8") == BREAD
    assert sorted(path.name for path in vault.iterdir()) == ["Bees.md", "Bread.md"]


def test_a_note_of_ones_own_has_title_tags_and_links(session: Session) -> None:
    wrote = session.run(
        WriteNote(
            "Ask Ada about the skep #bees\n\nShe has [[Bread]]. " + "It is of straw, and old. " * 5
        )
    )
    page = session.ask(ShowMemory(wrote.memory_id))
    assert (page.object_title, page.tags) == ("Ask Ada about the skep #bees", ("bees",))
    assert page.source_kind == "own" and page.happened_at is not None
    assert found(session, "skep").object_id == wrote.object_id
    more = page.text + "\n\n## Later\n\n" + "It rained, and the skep stayed where it was. " * 4
    edited = edit(session, page, more)
    assert edited.memory_id == page.id
    assert [len(text) > 0 for text in texts(session)] == [True, True]
    session.undo()
    assert texts(session) == [page.text]
    session.undo()
    assert texts(session) == []
    with pytest.raises(PalaceError, match="at least a word"):
        session.run(WriteNote("  "))


def test_what_is_typed_is_kept_until_it_is_done(session: Session, vault: Path) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")
    session.run(KeepUnfinished(rye.id, "Half a sent", digest(rye.text)))
    kept = unfinished(session._store.reader(), rye.id)
    assert kept is not None and (kept.text, kept.seen) == ("Half a sent", digest(rye.text))
    assert session.undoable() == "Import from " + vault.resolve().as_uri()
    edit(session, rye, "A whole sentence.")
    assert unfinished(session._store.reader(), rye.id) is None


def test_the_answer_about_files_is_kept_for_the_source(session: Session, vault: Path) -> None:
    take_in(session, vault)
    reader = session._store.reader()
    source = reader.value("SELECT id FROM source")
    assert writes_back(reader, source) is None
    session.run(SetWriteBack(source, on=True))
    assert writes_back(session._store.reader(), source) is True
    session.undo()
    assert writes_back(session._store.reader(), source) is None


def test_what_a_person_put_away_stays_away_when_its_source_changes(
    session: Session, vault: Path
) -> None:
    take_in(session, vault)
    rye = found(session, "rye ferments")
    session.run(SetReach([rye.object_id], "lethe"))
    (vault / "Bread.md").write_text(BREAD + "\nMore of it.\n", "utf-8")
    assert take_in(session, vault, "second").count("updated") == 1
    assert not session.ask(Search("rye ferments", literal=True)).hits
    session.run(SetReach([rye.object_id], "here"))
    assert found(session, "rye ferments").id == rye.id


def test_nothing_of_an_erased_note_is_left_in_the_log(session: Session) -> None:
    wrote = session.run(WriteNote("Quixotry\n\nThe word is xylographer."))
    page = session.ask(ShowMemory(wrote.memory_id))
    edit(session, page, "Quixotic\n\nThe word is zymurgist.", called="Quixotry")
    session.run(EraseObject(wrote.object_id))
    reader = session._store.reader()
    log = "".join(str(tuple(row)) for row in reader.rows("SELECT title, inverse FROM operation"))
    assert "Quixot" not in log and "xylo" not in log and "zymur" not in log


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.text(alphabet="ab#\n -`é", min_size=1, max_size=60).filter(lambda t: t.strip()),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_written_undo_brings_back_files_and_pages(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str, bool]]
) -> None:
    vault = tmp_path_factory.mktemp("vault")
    file = vault / "Bread.md"
    file.write_text(BREAD, "utf-8")
    with Session(tmp_path_factory.mktemp("p") / "palace", create=True) as session:
        take_in(session, vault)
        before = texts(session)
        done = 0
        for number, text, write in edits:
            (item,) = session.ask(AllItems())
            pages = [m for m in item.objects[0]["memories"] if m["reach"] == "here"]
            page = session.ask(ShowMemory(pages[number % len(pages)]["id"]))
            edited = edit(session, page, text, write=write)
            done += edited.changed
            if write and edited.file:
                assert text.strip("\n") in file.read_text("utf-8")
        for _ in range(done):
            assert session.undo() is not None
        assert file.read_text("utf-8") == BREAD
        assert texts(session) == before


def test_a_note_stands_where_one_stands(session: Session) -> None:
    assert session.run(WriteNote("Nowhere to stand yet.", (0.0, 0.0, 0.0))).stands is None


def test_in_a_palace_it_takes_the_nearest_free_place_of_the_room(arranged: Session) -> None:
    session = arranged
    reader = session._store.reader()
    room = reader.row(
        "SELECT room_id, count(*) AS free FROM locus LEFT JOIN placement ON "
        "placement.locus_id = locus.id WHERE object_id IS NULL GROUP BY room_id ORDER BY free DESC"
    )
    assert room is not None
    spot = reader.row(
        "SELECT x, y, z FROM locus LEFT JOIN placement ON placement.locus_id = locus.id "
        "WHERE object_id IS NULL AND room_id = ?",
        (room["room_id"],),
    )
    assert spot is not None
    before = standing(session)
    wrote = session.run(WriteNote("Here.", tuple(spot), room["room_id"]))
    assert wrote.stands is not None and wrote.stands.room_id == room["room_id"]
    after = standing(session)
    assert {own: place for own, place in after.items() if own in before} == before
    session.undo()
    again = session.run(WriteNote("There.", tuple(spot), room["room_id"]))
    assert again.stands is not None and again.stands.locus_id != wrote.stands.locus_id


def test_what_is_out_of_reach_is_listed_with_its_why(session: Session, vault: Path) -> None:
    take_in(session, vault)
    bees, rye = found(session, "swarm pear"), found(session, "rye ferments")
    session.run(SetReach([bees.object_id], "lethe"))
    session.run(SetReach([rye.object_id], "lethe"))
    away = session.ask(OutOfReach())
    assert [(each.title, each.why) for each in away] == [("Bread", "person"), ("Bees", "person")]
    assert away[0].since >= away[1].since > 0
    session.undo()
    session.undo()
    assert session.ask(OutOfReach()) == []


def test_a_page_says_whether_and_where_it_can_be_changed(session: Session, vault: Path) -> None:
    take_in(session, vault)
    session.run(ImportItems.of("chatgpt", "x", [chat("c", "Glue", [("Hide?", "Yes.")])], "c"))
    assert session.ask(EditablePage(found(session, "hide").id)) is None
    rye = found(session, "rye ferments")
    page = session.ask(EditablePage(rye.id))
    assert page is not None
    assert (page.text, page.file, page.writes) == (rye.text, str(vault / "Bread.md"), None)
    assert page.source_name == "vault"
    edit(session, rye, "Molasses.")
    (earlier,) = session.ask(EarlierTexts(rye.id))
    assert (earlier.text, earlier.by, earlier.why) == (rye.text, "person", "edited")
    with pytest.raises(NotFound):
        session.ask(EditablePage("nothing"))
