"""The person is the architect: rename, pin, move, destination; and all of it can be undone."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palace.model.errors import NotFound, Occupied, PalaceError, Stale
from palace.model.plan import Locus, SpaceKind
from palace.ops import (
    MoveIn,
    MoveObject,
    Operation,
    PinObject,
    PlaceObjects,
    RenamePlace,
    SetDestination,
)
from palace.queries import (
    Destinations,
    FindLocus,
    FindPlace,
    FindSource,
    Info,
    Markers,
    PlacedObjects,
    PlanOf,
    ShowMemory,
)
from palace.queries.entries import Entries
from palace.queries.growth import Growth
from palace.session import Session
from tests.furnished import WordVectors
from tests.ops.arranged import NOW, room_name, rooms, standing, state, take_in_more

# --- any sequence, undone -------------------------------------------------------------------

NAMES = ("Loaves", "Hives", "  The   long shelf ", "loaves", "", "x" * 41, "Bread", "?!")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("rename", "pin", "unpin", "move", "number", "swap", "send", "undo")),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    max_size=14,
)


def do(session: Session, verb: str, a: int, b: int) -> set[str] | None:
    """Run one step and return the objects it names; None for undo."""
    objects = sorted(standing(session))
    plan = session.ask(PlanOf())
    named = [q.id for q in plan.quarters] + [w.id for w in plan.wings] + rooms(session)
    thing, place, room = objects[a % len(objects)], named[a % len(named)], rooms(session)
    match verb:
        case "rename":
            session.run(RenamePlace(place, NAMES[b % len(NAMES)]))
        case "pin" | "unpin":
            session.run(PinObject(thing, verb == "pin"))
        case "move":
            session.run(MoveObject(thing, room[b % len(room)]))
        case "number" | "swap":
            number = 1 + (a + b) % 40
            moved = session.run(MoveObject(thing, room[b % len(room)], number, swap=verb == "swap"))
            return {thing} | ({moved.swapped.object_id} if moved.swapped else set())
        case "send":
            sources = session.ask(Destinations())
            session.run(SetDestination(sources[0].id, place if b % 3 else None))
            return set()
        case _:
            return None
    return {thing} if verb == "move" else set()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_any_sequence_is_undone_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, furnished: Path, steps: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("sequence") / "palace"
    shutil.copytree(furnished, folder)
    history: list[dict[str, list[tuple[Any, ...]]]] = []
    with Session(folder) as session:
        for verb, a, b in steps:
            before, places = state(session), standing(session)
            if verb == "undo":
                undone = session.undo()
                # What came before the first step is an import; it is not ours to undo.
                if history:
                    assert undone is not None
                    assert state(session) == history.pop()
                else:
                    assert undone == "Import from /vault"
                    return
                continue
            try:
                own = do(session, verb, a, b)
            except PalaceError:
                assert state(session) == before
                continue
            after = standing(session)
            assert {o for o in places if places[o] != after[o]} <= (own or set())
            if state(session) != before:
                history.append(before)
    with Session(folder) as session:
        while history:
            session.undo()
            assert state(session) == history.pop()
        assert session.undoable() == "Import from /vault"


# --- renaming -------------------------------------------------------------------------------


def test_the_first_thing_arranged_moves_in_and_is_undone_with_it(session: Session) -> None:
    before = state(session)
    renamed = session.run(RenamePlace(rooms(session)[0], " The  bakery "))
    assert (renamed.name, renamed.moved_in) == ("The bakery", True)
    assert session.ask(Info()).founded == NOW
    assert not session.run(RenamePlace(rooms(session)[1], "Hives")).moved_in
    session.undo()
    assert session.ask(Info()).founded == NOW
    assert session.undo() == "Rename to “The bakery”"
    assert session.ask(Info()).founded is None
    assert state(session) == before


def test_corridors_and_the_court_follow(session: Session) -> None:
    plan = session.ask(PlanOf())
    wing, quarter = plan.wings[0], plan.quarters[0]
    with session._store.writing("test") as tx:
        tx.execute("UPDATE room SET name = ? WHERE kind = 'court'", (f"{quarter.name}: court",))
    session.run(RenamePlace(wing.id, "The west"))
    session.run(RenamePlace(quarter.id, "Home"))
    spaces = session.ask(PlanOf()).spaces
    own = {s.name for s in spaces if s.wing_id == wing.id and s.kind is SpaceKind.CORRIDOR}
    assert own == {"The west"}
    assert [s.name for s in spaces if s.kind is SpaceKind.COURT] == ["Home: court"]
    room_names = {s.id: s.name for s in plan.spaces if s.kind is SpaceKind.ROOM}
    assert {s.id: s.name for s in spaces if s.kind is SpaceKind.ROOM} == room_names


@pytest.mark.parametrize("name", ["", "   ", "?!", "x" * 41, "bell\aroom"])
def test_a_name_must_be_fit_for_a_sign(session: Session, name: str) -> None:
    before = state(session)
    with pytest.raises(PalaceError):
        session.run(RenamePlace(rooms(session)[0], name))
    assert state(session) == before


def test_a_name_is_given_once(session: Session) -> None:
    first, second = rooms(session)[:2]
    session.run(RenamePlace(first, "Übungen"))
    with pytest.raises(PalaceError, match="There is a room called “ÜBUNGEN” already"):
        session.run(RenamePlace(second, "ÜBUNGEN"))
    assert session.run(RenamePlace(first, "ÜBUNGEN")).old == "Übungen"


def test_a_place_is_found_by_id_or_name_and_ambiguity_is_said(session: Session) -> None:
    first, second = rooms(session)[:2]
    name = room_name(session, first)
    assert session.ask(FindPlace(name.upper())).id == first
    assert session.ask(FindPlace(first)).name == name
    assert session.ask(FindLocus(f"{name}/7"))[1] == 7
    session.run(RenamePlace(second, "Ships/7"))
    assert session.ask(FindLocus("ships/7")) == (session.ask(FindPlace(second)), None)
    with session._store.writing("test") as tx:
        tx.execute("UPDATE room SET name = 'Twin' WHERE id IN (?, ?)", (first, second))
    with pytest.raises(NotFound, match="more than one place"):
        session.ask(FindPlace("twin"))
    with pytest.raises(NotFound, match="There is no quarter, wing or room called"):
        session.ask(FindPlace("Nowhere"))


# --- moving ---------------------------------------------------------------------------------


def test_a_move_stands_pins_and_leaves_a_marker(session: Session) -> None:
    thing = session.ask(PlacedObjects())[0]
    target = next(room for room in rooms(session) if room != thing.room_id)
    moved = session.run(MoveObject(thing.id, target, called=thing.title))
    assert (moved.came_from.locus_id, moved.stands.room_id) == (thing.locus_id, target)
    now = {o.id: o for o in session.ask(PlacedObjects())}[thing.id]
    assert (now.room_id, now.pinned) == (target, True)
    view = session.ask(ShowMemory(thing.id))
    assert view.pinned and view.moved is not None
    assert (view.moved.from_locus, view.moved.at, view.moved.why) == (thing.locus_id, NOW, "person")
    (marker,) = session.ask(Markers(NOW + 13 * 86400))
    assert (marker.way.from_locus, marker.way.to_room_id) == (thing.locus_id, target)
    assert not marker.taken
    assert session.ask(Markers(NOW + 15 * 86400)) == []
    assert session.undo() == f"Move “{thing.title}”"
    back = {o.id: o for o in session.ask(PlacedObjects())}[thing.id]
    assert back == thing
    assert session.ask(Markers(NOW)) == []


def test_without_a_number_it_stands_by_what_is_most_alike(session: Session) -> None:
    objects = session.ask(PlacedObjects())
    thing = next(o for o in objects if "bees" in o.title)
    target = next(o.room_id for o in objects if o.room_id != thing.room_id)
    stands = session.run(MoveObject(thing.id, target)).stands
    loci = {x.id: x for x in session.ask(PlanOf()).loci}
    entries = {e.id: e.vector for e in session.ask(Entries(WordVectors.space))}
    there = [o for o in objects if o.room_id == target]
    beside = loci[max(there, key=lambda o: float(entries[o.id] @ entries[thing.id])).locus_id]

    def away(locus: Locus) -> float:
        return (locus.x - beside.x) ** 2 + (locus.y - beside.y) ** 2 + (locus.z - beside.z) ** 2

    taken = {o.locus_id for o in objects}
    free = [x for x in loci.values() if x.room_id == target and x.id not in taken]
    assert away(loci[stands.locus_id]) == pytest.approx(min(map(away, free)))


def test_an_occupied_locus_is_refused_or_swapped(session: Session) -> None:
    objects = session.ask(PlacedObjects())
    thing = objects[0]
    other = next(o for o in objects if o.room_id != thing.room_id)
    numbers = {x.id: x.ord for x in session.ask(PlanOf()).loci}
    number = numbers[other.locus_id]
    with pytest.raises(Occupied, match=f"“{other.title}” stands at number {number}"):
        session.run(MoveObject(thing.id, other.room_id, number))
    assert session.ask(Info()).founded is None
    moved = session.run(MoveObject(thing.id, other.room_id, number, swap=True))
    assert moved.swapped is not None and moved.swapped.object_id == other.id
    now = {o.id: o for o in session.ask(PlacedObjects())}
    assert (now[thing.id].locus_id, now[other.id].locus_id) == (other.locus_id, thing.locus_id)
    assert (now[thing.id].pinned, now[other.id].pinned) == (True, False)
    assert [marker.taken for marker in session.ask(Markers(NOW))] == [True, True]


def test_a_move_that_cannot_be_says_why(session: Session) -> None:
    thing = session.ask(PlacedObjects())[0]
    other = next(room for room in rooms(session) if room != thing.room_id)
    own = {x.id: x.ord for x in session.ask(PlanOf()).loci}[thing.locus_id]
    refused: tuple[tuple[Operation[Any], str], ...] = (
        (MoveObject(thing.id, other, 999), "has the places 1 to"),
        (MoveObject(thing.id, thing.room_id, own), "stands there already"),
        (MoveObject(thing.id, thing.room_id), "say which number"),
        (MoveObject(thing.id, "nowhere", 1), "no room with the id"),
        (MoveObject("nothing", other, 1), "has no place yet"),
        (PinObject("nothing"), "has no place yet"),
        (SetDestination("nothing", other), "no source"),
    )
    for operation, sentence in refused:
        with pytest.raises(PalaceError, match=sentence):
            session.run(operation)
    assert session.undoable() == "Import from /vault"


def test_two_who_want_one_locus_do_not_both_get_it(session: Session) -> None:
    """The locus is looked at inside the transaction: one is refused, and nothing is lost."""
    objects = session.ask(PlacedObjects())
    taken = {o.locus_id for o in objects}
    free = next(x for x in session.ask(PlanOf()).loci if x.id not in taken)
    refused: list[Exception] = []

    def move(thing: str) -> None:
        with Session(session.folder) as other:
            try:
                other.run(MoveObject(thing, free.room_id, free.ord))
            except PalaceError as error:
                refused.append(error)

    movers = [threading.Thread(target=move, args=(o.id,)) for o in objects[:4]]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()
    assert [type(error) for error in refused] == [Occupied] * 3
    assert len(set(standing(session).values())) == len(objects)


def test_what_took_the_old_place_stays_there(session: Session) -> None:
    objects = session.ask(PlacedObjects())
    thing, late = objects[0], objects[1]
    target = next(room for room in rooms(session) if room != thing.room_id)
    session.run(MoveObject(thing.id, target))
    # As growth does, without an inverse of its own.
    with session._store.writing("test") as tx:
        tx.execute(
            "UPDATE placement SET locus_id = ? WHERE object_id = ?", (thing.locus_id, late.id)
        )
    places = standing(session)
    with pytest.raises(Stale, match=f"“{late.title}” stands at number"):
        session.undo()
    assert session.undo(force=True) is not None
    assert standing(session) == places
    assert not {o.id: o for o in session.ask(PlacedObjects())}[thing.id].pinned
    assert session.ask(Markers(NOW)) == []


# --- growth ---------------------------------------------------------------------------------


def test_a_growth_that_saw_an_older_palace_looks_again(session: Session) -> None:
    session.run(MoveIn())
    growth = session.ask(Growth(WordVectors.space))
    thing = session.ask(PlacedObjects())[0]
    session.run(MoveObject(thing.id, next(r for r in rooms(session) if r != thing.room_id)))
    with pytest.raises(Stale):
        session.run(PlaceObjects(growth, ()))


@pytest.mark.parametrize("kind", ["room", "wing", "quarter"])
def test_what_comes_later_goes_where_the_person_said(session: Session, kind: str) -> None:
    session.run(MoveIn())
    take_in_more(session, 1, "tides")
    source = session.ask(FindSource("more"))
    assert source.objects == 1
    # Bread would go to bread by itself: it is sent to another wing.
    objects = session.ask(PlacedObjects())
    bread = {o.wing_id for o in objects if "bread" in o.title}
    plan = session.ask(PlanOf())
    wing = next((w for w in plan.wings if w.id not in bread), plan.wings[-1])
    room = next(s for s in plan.spaces if s.kind is SpaceKind.ROOM and s.wing_id == wing.id)
    chosen = {"room": room.id, "wing": wing.id, "quarter": plan.quarters[0].id}[kind]
    session.run(SetDestination(source.id, chosen))
    assert session.ask(FindSource("more")).place == session.ask(FindPlace(chosen))
    before = standing(session)
    arrived = take_in_more(session, 30)
    now = {o.id: o for o in session.ask(PlacedObjects())}
    built = {s.id: s for s in session.ask(PlanOf()).spaces}
    for object_id in arrived:
        if object_id in before:
            continue
        where = now[object_id]
        if kind == "room" and where.room_id != room.id:
            assert built[where.room_id].name.startswith(room.name)
        if kind == "wing":
            assert where.wing_id == wing.id or built[where.room_id].name.split()[-1] == "II"
    assert {o: standing(session)[o] for o in before} == before


def test_clearing_a_destination_that_is_none_changes_nothing(session: Session) -> None:
    before = state(session)
    source = session.ask(Destinations())[0]
    assert not session.run(SetDestination(source.id, None)).changed
    assert state(session) == before
    assert session.undoable() == "Import from /vault"
