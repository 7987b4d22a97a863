"""Ways on from a thing: what comes to mind, what a fragment settles on, what is like several."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.model.errors import NotFound
from palace.ops import ImportItems, NoteVisit
from palace.queries import Associated, Completed, MoreLike, Reinstated
from palace.session import Session
from palace.store.library import resolve_links
from tests.drafts import note


def objects(session: Session) -> dict[str, str]:
    rows = session._store.reader().rows("SELECT id, title FROM object")
    return {row["title"]: row["id"] for row in rows}


def test_what_is_linked_comes_to_mind_and_says_how(session: Session) -> None:
    linked = [
        note("moon.md", {"": "Nothing of loaves."}, links=("oven",)),
        note("oven.md", {"": "Bricks by Mrs Hutton of course."}),
        note("shed.md", {"": "Nails, and again Mrs Hutton of course."}),
    ]
    session.run(ImportItems.of("markdown", "/linked", linked, "linked"))
    with session._store.writing("test") as tx:
        source = tx.value("SELECT id FROM source WHERE uri = '/linked'")
        assert resolve_links(tx, source) == 1
    own = objects(session)
    found = session.ask(Associated(own["moon"]))
    thoughts = {thought.title: thought for thought in found}
    assert thoughts["oven"].by[0] == "link"
    assert sum(thought.share for thought in session.ask(Associated(own["moon"], 999))) == (
        pytest.approx(1)
    )
    # The shed is no neighbour of the moon's: the oven's builder leads there.
    assert "shed" in thoughts
    assert "“mrs hutton”" in {
        way for thought in session.ask(Associated(own["oven"])) for way in thought.by
    }


def test_a_fragment_settles_and_shows_its_steps(session: Session) -> None:
    found = session.ask(Completed("tide moon", wait=1))
    assert found.settled and found.steps[-1].title in ("tides", "Neap tides")
    assert found.steps[-1].moved <= found.steps[0].moved
    assert "tide" in found.text


def test_more_like_these_and_not_like_that(session: Session) -> None:
    own = objects(session)
    found = session.ask(MoreLike((own["rye"], own["wheat"])))
    assert found[0].title == "Sour bread"
    assert not {thing.object for thing in found} & {own["rye"], own["wheat"]}
    without = session.ask(MoreLike((own["rye"],), (own["Sour bread"],)))
    assert own["Sour bread"] not in {thing.object for thing in without}
    with pytest.raises(NotFound):
        session.ask(MoreLike(("nothing",)))


def test_a_memory_is_put_back_into_its_thread_day_and_trail(session: Session) -> None:
    own = objects(session)
    found = session.ask(Reinstated(own["Sour bread"]))
    assert [part.memory for part in found.thread] == [found.memory]
    # Both chats are of one day; the notes are older.
    assert [other.title for other in found.day] == ["Neap tides"]
    assert found.trail == ()
    for title in ("rye", "tides", "Sour bread"):
        session.run(NoteVisit(own[title]))
    again = session.ask(Reinstated(own["Sour bread"]))
    assert [other.title for other in again.trail] == ["rye", "tides"]
    assert all(other.at is not None for other in again.trail)


def test_the_trail_is_that_of_the_recall_before_this_one(palace_path: Path) -> None:
    now = [1_700_000_000.0]
    with Session(palace_path, create=True, clock=lambda: now[0]) as session:
        items = [note(f"{name}.md", {"": f"About {name}."}) for name in ("bread", "bees", "tides")]
        session.run(ImportItems.of("markdown", "/vault", items, "import"))
        own = objects(session)
        for name, seconds in (("bees", 0), ("bread", 60), ("tides", 90_000), ("bread", 90_060)):
            now[0] = 1_700_000_000.0 + seconds
            session.run(NoteVisit(own[name]))
        # Just opened: what counts is how one came there the day before.
        assert [other.title for other in session.ask(Reinstated(own["bread"])).trail] == ["bees"]
        now[0] += 1000
        assert [other.title for other in session.ask(Reinstated(own["bread"])).trail] == ["tides"]
