"""Sleep in the store: what it says it moves, and nothing else; undone as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.jobs import propose, sleep
from palace.layout.growth import room_more, standing_in
from palace.layout.tidying import OF_NEW
from palace.model.errors import PalaceError, Stale
from palace.model.plan import Plan, SpaceKind
from palace.ops import MoveIn, MoveObject, NoteVisit, PinObject, RenamePlace
from palace.queries import Markers, PlacedObjects, PlanOf, ShowMemory
from palace.queries.growth import Growth
from palace.session import Session
from palace.store.plans import add_architecture, change_spaces
from tests.furnished import WordVectors
from tests.layout.soundness import check_plan
from tests.ops.arranged import Clock, standing, state, take_in_more

DAY = 86400.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(furnished: Path, palace_path: Path, clock: Clock) -> Iterator[Session]:
    """A palace moved into, to which twenty-eight notes on another subject came a day later."""
    shutil.copytree(furnished, palace_path)
    with Session(palace_path, clock=clock) as session:
        session.run(MoveIn())
        clock.now += DAY
        new = take_in_more(session, 28, "lantern")
        put_in_order(session, clock, new)
        yield session


def put_in_order(session: Session, clock: Clock, new: list[str]) -> None:
    """Let everything stand where sleep would have it, as if it had come to stand there at once."""
    while (found := propose(session, now=clock.now)).tidying.steps:
        sleep(session, found)
        with session._store.writing("test") as tx:
            tx.execute("DELETE FROM moved")
            tx.execute("DELETE FROM meta WHERE key = 'slept'")
            tx.execute("UPDATE operation SET undone = 1 WHERE kind = 'tidy_up'")
            for own in new:
                tx.execute("UPDATE placement SET since = ? WHERE object_id = ?", (clock.now, own))


def among_strangers(session: Session, many: int = 3) -> list[str]:
    """Carry some of what is new to a room it does not belong to, as growth might have."""
    objects = session.ask(PlacedObjects())
    new = [o for o in objects if "lantern" in o.title][:many]
    assert len(new) == many
    taken = {o.locus_id for o in objects}
    homes = {o.room_id for o in new}
    away = next(
        s.id for s in session.ask(PlanOf()).spaces if s.kind is SpaceKind.ROOM and s.id not in homes
    )
    free = [x.id for x in session.ask(PlanOf()).loci if x.room_id == away and x.id not in taken]
    with session._store.writing("test") as tx:
        for thing, locus in zip(new, free, strict=False):
            tx.execute("UPDATE placement SET locus_id = ? WHERE object_id = ?", (locus, thing.id))
    return [o.id for o in new]


def test_a_draft_has_nothing_to_tidy(furnished: Path) -> None:
    with Session(furnished) as session, pytest.raises(PalaceError, match="move in first"):
        propose(session)


def test_sleep_moves_what_it_said_and_undo_gives_back_every_row(
    session: Session, clock: Clock
) -> None:
    strangers = among_strangers(session)
    before, places = state(session), standing(session)
    found = propose(session, now=clock.now)
    assert state(session) == before
    assert {m.object for m in found.moves} == set(strangers)
    assert all(m.why == "closer" and 0.15 < m.gain <= 1 for m in found.moves)
    clock.now += DAY
    assert sleep(session, found) == len(strangers)
    now = standing(session)
    assert {o for o in places if places[o] != now[o]} == set(strangers)
    loci = {x.id: x for x in session.ask(PlanOf()).loci}
    for move in found.moves:
        stands = loci[now[move.object]]
        assert (stands.room_id, stands.ord) == (move.goes_to.room, move.goes_to.number)
        way = session.ask(ShowMemory(move.object)).moved
        assert way is not None
        assert (way.why, way.at, way.until) == ("sleep", clock.now, clock.now + 14 * DAY)
    assert len(session.ask(Markers(clock.now))) == len(strangers)
    # The same night twice: nothing is new any more, and old things stay.
    again = propose(session, now=clock.now)
    assert again.nothing
    assert session.undo() == f"Tidy up ({len(strangers)} moved)"
    assert state(session) == before


def test_what_is_pinned_kept_or_often_visited_stays(session: Session, clock: Clock) -> None:
    pinned, kept, visited = among_strangers(session)
    session.run(PinObject(pinned))
    for number in range(3):
        clock.now += 3600
        assert session.run(NoteVisit(visited, "read"))
        # Going back and forth is one visit.
        assert not session.run(NoteVisit(visited, "walk"))
        assert session.undoable() == "Pin an object", number
    assert propose(session, keep={kept}, now=clock.now).nothing
    assert {m.object for m in propose(session, now=clock.now).moves} == {kept}
    # A month later it is not known by heart any more.
    later = propose(session, now=clock.now + 31 * DAY)
    assert {m.object for m in later.moves} == {kept, visited}


def test_keeping_one_brings_no_other_in(session: Session, clock: Clock) -> None:
    strangers = among_strangers(session, 9)
    found = propose(session, now=clock.now)
    # The budget is full: a quarter of what is new.
    assert len(found.moves) == int(OF_NEW * 28) < len(strangers)
    kept = found.moves[0].object
    fewer = propose(session, keep={kept}, now=clock.now)
    assert {m.object for m in fewer.moves} == {m.object for m in found.moves} - {kept}


def test_a_proposal_is_of_no_use_once_places_have_changed(session: Session, clock: Clock) -> None:
    among_strangers(session)
    found = propose(session, now=clock.now)
    thing = session.ask(PlacedObjects())[0]
    session.run(PinObject(thing.id))
    before = state(session)
    with pytest.raises(Stale, match="changed meanwhile"):
        sleep(session, found)
    assert state(session) == before


def test_undo_after_one_was_moved_on_says_so_and_can_be_forced(
    session: Session, clock: Clock
) -> None:
    first, *others = among_strangers(session)
    places = standing(session)
    sleep(session, propose(session, now=clock.now))
    elsewhere = next(o.room_id for o in session.ask(PlacedObjects()) if "lantern" not in o.title)
    moved_on = session.run(MoveObject(first, elsewhere)).stands.locus_id
    # By another window, so that the sleep is what undo comes to.
    with session._store.writing("test") as tx:
        tx.execute("UPDATE operation SET undone = 1 WHERE kind = 'move_object'")
    with pytest.raises(Stale, match="has been moved since"):
        session.undo()
    session.undo(force=True)
    now = standing(session)
    assert now[first] == moved_on
    assert all(now[o] == places[o] for o in others)


def test_what_comes_later_leaves_the_markers_alone(session: Session, clock: Clock) -> None:
    among_strangers(session)
    found = propose(session, now=clock.now)
    sleep(session, found)
    left = {m.way.from_locus for m in session.ask(Markers(clock.now))}
    take_in_more(session, 40, "honey", clock.now)
    assert not left & set(standing(session).values())
    clock.now += 15 * DAY
    assert session.ask(Markers(clock.now)) == []


def test_a_crowded_room_is_split_and_the_annex_walled_up_when_it_has_emptied(
    session: Session, clock: Clock
) -> None:
    # Eleven of another subject have come to stand in the lanterns' room, and crowd it.
    take_in_more(session, 24, "copper")
    objects = session.ask(PlacedObjects())
    (room,) = {o.room_id for o in objects if "lantern" in o.title}
    taken = {o.locus_id for o in objects}
    free = [x.id for x in session.ask(PlanOf()).loci if x.room_id == room and x.id not in taken]
    strangers = [o for o in objects if "copper" in o.title][:11]
    with session._store.writing("test") as tx:
        for thing, locus in zip(strangers, free, strict=False):
            tx.execute("UPDATE placement SET locus_id = ? WHERE object_id = ?", (locus, thing.id))
        # All of it is new, so that the budget suffices.
        tx.execute("UPDATE placement SET since = ?", (clock.now,))
    before = state(session)
    found = propose(session, now=clock.now)
    ((annex, name),) = found.opened
    assert {m.why for m in found.moves} >= {"split"}
    sleep(session, found)
    check_plan(session.ask(PlanOf()))
    assert name in {s.name for s in session.ask(PlanOf()).spaces}
    assert session.undo() is not None
    assert state(session) == before
    # Done again, kept, renamed; then its things go elsewhere and it is walled up.
    sleep(session, propose(session, now=clock.now))
    session.run(RenamePlace(annex, "The lamp room"))
    with session._store.writing("test") as tx:
        tx.execute(
            "DELETE FROM placement WHERE locus_id IN (SELECT id FROM locus WHERE room_id = ?)",
            (annex,),
        )
    clock.now += 20 * DAY
    whole = state(session)
    empty = propose(session, now=clock.now)
    assert (annex, "The lamp room") in empty.closed
    sleep(session, empty)
    spaces = {s.id: s for s in session.ask(PlanOf()).spaces}
    assert spaces[annex].kind is SpaceKind.CLOSED
    check_plan(session.ask(PlanOf()))
    session.undo()
    assert state(session) == whole
    # It opens again, with the loci it had, when its family is full.
    loci = {x for x in session.ask(PlanOf()).loci if x.room_id == annex}
    sleep(session, propose(session, now=clock.now))
    growing = session.ask(Growth(WordVectors.space))
    found_again = room_more(standing_in(growing.plan), room, dict(growing.memory), annex=True)
    assert found_again.room_id == annex
    with session._store.writing("test") as tx:
        add_architecture(tx, Plan(doors=found_again.doors, loci=found_again.loci))
        change_spaces(tx, found_again.changed)
    plan = session.ask(PlanOf())
    assert {x for x in plan.loci if x.room_id == annex} == loci
    assert "The lamp room" in {s.name for s in plan.spaces if s.kind is SpaceKind.ROOM}
    check_plan(plan)
