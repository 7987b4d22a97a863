import itertools
import json
from pathlib import Path

import pytest

from palace.embedding import EmbedderClient
from palace.jobs import import_paths
from palace.model.errors import PalaceError
from palace.ops import MoveIn
from palace.queries import HowFar, Info, PlacedObjects, PlanOf, Search, ShowObject
from palace.session import Session

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample"


@pytest.fixture(scope="module")
def embedder():
    with EmbedderClient() as client:
        yield client


@pytest.fixture
def session(palace_path: Path, embedder: EmbedderClient):
    with Session(palace_path, create=True, embedder=embedder) as session:
        yield session


def write_notes(folder: Path, count: int, subject: str = "tides") -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = (
            f"# {subject.title()} {number}\n\nNote {number} on {subject}: " + "water rises. " * 12
        )
        (folder / f"{subject} {number}.md").write_text(text)


def test_meaning_finds_what_no_word_says(session: Session, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(
        "# Sourdough\n\nThe loaf collapsed because the dough fermented too long."
    )
    (notes / "b.md").write_text("# Harbour\n\nThe mooring lines were doubled before the gale.")
    import_paths(session, [notes])
    result = session.ask(Search("boat in a storm", wait=60))
    assert result.meaning
    assert result.hits[0].title == "Harbour"
    assert {why.kind for why in result.hits[0].why} >= {"meaning"}
    assert sum(why.share for why in result.hits[0].why) == pytest.approx(1.0)


def test_after_moving_in_nothing_moves_and_what_is_new_finds_a_place(
    session: Session, tmp_path: Path
) -> None:
    write_notes(tmp_path / "notes", 30)
    write_notes(tmp_path / "notes", 30, "bread")
    import_paths(session, [tmp_path / "notes"])
    session.run(MoveIn())
    before = {stone.id: stone for stone in session.ask(PlacedObjects())}
    spaces = {space.id: space for space in session.ask(PlanOf()).spaces if space.kind == "room"}
    write_notes(tmp_path / "notes", 60, "clocks")
    report = import_paths(session, [tmp_path / "notes"])
    assert report.counts["added"] == 60
    after = {stone.id: stone for stone in session.ask(PlacedObjects())}
    assert len(after) == 120
    assert {key: after[key] for key in before} == before
    now = {space.id: space for space in session.ask(PlanOf()).spaces}
    assert all(now[key] == space for key, space in spaces.items())
    assert session.ask(HowFar()).homeless == 0
    assert session.undo() is not None  # that the import found places is no reason to refuse
    assert {stone.id for stone in session.ask(PlacedObjects())} == set(before)


def test_cancel_keeps_what_was_done_and_the_next_run_completes_it(
    session: Session, tmp_path: Path
) -> None:
    write_notes(tmp_path / "notes", 80)
    asked = itertools.count()
    report = import_paths(session, [tmp_path / "notes"], cancelled=lambda: next(asked) >= 40)
    assert report.cancelled
    partly = session.ask(Info()).counts.objects
    assert 24 <= partly < 80
    whole = import_paths(session, [tmp_path / "notes"])
    assert whole.counts["unchanged"] == partly
    assert session.ask(Info()).counts.objects == 80
    assert len(session.ask(PlacedObjects())) == 80


def test_words_find_before_anything_is_embedded(palace_path: Path, tmp_path: Path) -> None:
    write_notes(tmp_path / "notes", 5)
    with Session(palace_path, create=True) as session:
        import_paths(session, [tmp_path / "notes"], wait=False)
        result = session.ask(Search("tides"))
        assert len(result.hits) == 5
        assert not result.meaning
        assert result.hits[0].room is None


def test_search_stays_in_a_room(session: Session, tmp_path: Path) -> None:
    write_notes(tmp_path / "notes", 30)
    write_notes(tmp_path / "notes", 30, "bread")
    import_paths(session, [tmp_path / "notes"])
    room = session.ask(Search("bread", wait=60)).hits[0].room
    assert room is not None
    hits = session.ask(Search("water", limit=100, room=room.name.upper(), wait=60)).hits
    assert hits
    assert {hit.room for hit in hits} == {room}
    with pytest.raises(PalaceError, match="no room called"):
        session.ask(Search("water", room="Narnia"))


def test_what_nobody_reads_is_refused_before_anything_is_read(
    session: Session, tmp_path: Path
) -> None:
    write_notes(tmp_path / "notes", 2)
    (tmp_path / "film.mp4").write_bytes(b"\0\1\2")
    with pytest.raises(PalaceError, match=r"film\.mp4"):
        import_paths(session, [tmp_path / "notes", tmp_path / "film.mp4"])
    assert session.ask(Info()).counts.objects == 0


def test_an_object_is_read_whole(session: Session, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    long = "A paragraph about barometers and what they tell. " * 4
    (notes / "a.md").write_text(f"# Weather\n\n{long}\n\n## Wind\n\n{long}\n\n## Rain\n\n{long}\n")
    import_paths(session, [notes])
    (stone,) = session.ask(PlacedObjects())
    pages = session.ask(ShowObject(stone.id)).memories
    assert [page.part for page in pages] == list(range(1, len(pages) + 1))
    assert pages[0].previous is None
    assert pages[-1].next is None
    assert pages[1].previous is not None
    assert pages[1].previous[0] == pages[0].id
    assert "".join(page.text for page in pages).count("barometers") == 12


def test_one_note_of_a_vault_that_is_known_makes_no_twin(session: Session, tmp_path: Path) -> None:
    (tmp_path / "notes" / "sea").mkdir(parents=True)
    write_notes(tmp_path / "notes" / "sea", 3)
    import_paths(session, [tmp_path / "notes"], wait=False)
    note = tmp_path / "notes" / "sea" / "tides 1.md"
    note.write_text("# Tides 1\n\nNow about neaps and springs.")
    report = import_paths(session, [note], wait=False)
    assert report.counts == {**dict.fromkeys(report.counts, 0), "updated": 1}
    inner = import_paths(session, [tmp_path / "notes" / "sea"], wait=False)
    assert inner.counts == {**dict.fromkeys(inner.counts, 0), "unchanged": 3}


def test_a_folder_may_hold_notes_and_chats(session: Session, tmp_path: Path) -> None:
    write_notes(tmp_path / "all", 2)
    export = (SAMPLE / "chats" / "conversations.json").read_bytes()
    (tmp_path / "all" / "conversations.json").write_bytes(export)
    report = import_paths(session, [tmp_path / "all"], wait=False)
    assert report.counts["added"] == 2 + len(json.loads(export))
    one = json.dumps(json.loads(export)[:1])
    (tmp_path / "all" / "conversations.json").write_text(one)
    again = import_paths(session, [tmp_path / "all"], wait=False)
    # Another export says nothing of the conversations it does not hold.
    assert again.counts["missing"] == 0
