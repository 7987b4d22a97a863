import threading
from pathlib import Path

import pytest

from palace.model.changes import Change, ChangeKind
from palace.ops import ImportItems, MoveIn, RebuildPlan
from palace.queries import Info, PlacedObjects, PlanOf
from palace.session import Session
from tests.drafts import note
from tests.layout.plans import make_founding


def test_its_public_face_stays_small() -> None:
    public = {name for name in vars(Session) if not name.startswith("_")}
    assert public == {
        "ask", "changed", "close", "embedder", "open", "poll", "prepare", "run", "undo", "undoable",
    }  # fmt: skip
    source = Path(__file__).parents[1] / "palace" / "session.py"
    assert len(source.read_text().splitlines()) < 210


def take_in(session: Session, *refs: str) -> None:
    items = [note(ref, {"": f"About {ref}."}) for ref in refs]
    session.run(ImportItems.of("markdown", "/vault", items, "import"))


def test_what_one_writes_the_other_is_told_once(palace_path: Path) -> None:
    with Session(palace_path, create=True) as one, Session(palace_path) as other:
        told: list[Change] = []
        other.changed.connect(told.extend)
        take_in(one, "a.md")
        assert other.poll()
        assert {change.kind for change in told} >= {ChangeKind.OBJECT, ChangeKind.SOURCE}
        assert other.poll() == ()
        take_in(other, "b.md")
        numbers = [change.seq for change in told]
        assert numbers == sorted(set(numbers))
        assert one.poll()
        assert one.ask(Info()) == other.ask(Info())


def test_a_session_is_told_of_its_own_changes_without_polling(palace_path: Path) -> None:
    with Session(palace_path, create=True) as session:
        told: list[Change] = []
        session.changed.connect(told.extend)
        take_in(session, "a.md")
        assert told
        before = len(told)
        session.poll()
        assert len(told) == before


def test_threads_may_write_and_ask_at_once(palace_path: Path) -> None:
    with Session(palace_path, create=True) as session:
        faults: list[BaseException] = []

        def work(name: str) -> None:
            try:
                for number in range(8):
                    take_in(session, f"{name}{number}.md")
                    session.ask(Info())
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not faults
        assert session.ask(Info()).counts.objects == 24


def test_a_plan_comes_back_as_it_was_written_and_moving_in_is_undone(palace_path: Path) -> None:
    founding, _ = make_founding(60)
    with Session(palace_path, create=True) as session:
        take_in(session, *(f"{number}.md" for number in range(60)))
        ids = [row["id"] for row in session._store.reader().rows("SELECT id FROM object")]
        loci = list(founding.placements.values())
        mine = dict(zip(ids, loci, strict=True))
        session.run(RebuildPlan(type(founding)(founding.plan, mine, founding.memory)))
        assert session.ask(PlanOf()) == founding.plan
        assert {stone.id: stone.locus_id for stone in session.ask(PlacedObjects())} == mine
        assert session.run(MoveIn())
        assert not session.run(MoveIn())
    with Session(palace_path) as session:
        assert session.ask(Info()).founded is not None
        assert session.undoable() == "Move in"
        assert session.undo() == "Move in"
        assert session.ask(Info()).founded is None


@pytest.mark.parametrize("times", [1, 3])
def test_closing_again_does_no_harm(palace_path: Path, times: int) -> None:
    session = Session(palace_path, create=True)
    for _ in range(times):
        session.close()
