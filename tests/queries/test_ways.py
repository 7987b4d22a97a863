"""Where one stands, came by and goes along are keys."""

from __future__ import annotations

import pytest

from palace import layout
from palace.model.errors import NotFound, PalaceError
from palace.ops import MoveIn, NoteVisit, RebuildPlan, SetBookmark, SetRoute
from palace.queries import (
    AlongTheWay,
    AroundHere,
    Arrivals,
    Bookmarks,
    FindSpot,
    NearTo,
    PlacedObjects,
    PlanOf,
    Routes,
    RouteStops,
    Search,
)
from palace.queries.entries import Entries
from palace.recall.paths import FADE, nearness
from palace.session import Session
from tests.furnished import WordVectors


@pytest.fixture
def housed(session: Session) -> Session:
    session.run(RebuildPlan(layout.build(session.ask(Entries(WordVectors.space)))))
    return session


def things(session: Session) -> dict[str, str]:
    """Return title → object id."""
    return {thing.title: thing.id for thing in session.ask(PlacedObjects())}


def test_a_trail_fades_and_its_last_stop_counts_most() -> None:
    here, before = {"a": 0.0, "b": 90.0}, {"a": 90.0, "b": 0.0}
    near = nearness([here, before])
    assert 1 > near["a"] > near["b"] > 0
    # All stops before the last are one sum that has faded once.
    older = nearness([before, here])
    total, rest = 1 + FADE + FADE**2, 1 + FADE
    assert nearness([here, before, here])["a"] == pytest.approx(
        (nearness([here])["a"] + FADE * rest * older["a"]) / total
    )
    assert nearness([]) == {}


def test_near_to_a_place_is_its_own_room_first(housed: Session) -> None:
    for thing in housed.ask(PlacedObjects()):
        near = dict(housed.ask(NearTo((thing.id,))))
        assert max(near, key=lambda room: near[room]) == thing.room_id
        assert all(0 <= value <= 1 for value in near.values())


def test_the_thing_at_hand_and_the_place_draw_forward_and_say_so(housed: Session) -> None:
    own = things(housed)
    plain = housed.ask(Search("bread", wait=1, fold=True)).hits
    assert not any(why.kind == "place" for hit in plain for why in hit.why)
    near = housed.ask(NearTo((own["wheat"],)))
    there = housed.ask(Search("bread", wait=1, fold=True, near=near, here=own["wheat"])).hits
    assert {hit.object for hit in there} == {hit.object for hit in plain}
    assert any(why.kind == "place" for hit in there for why in hit.why)


def test_a_route_gives_its_things_in_order_and_is_undone(housed: Session) -> None:
    own = things(housed)
    titles = ["tides", "rye", "Sour bread"]
    loci = [housed.ask(FindSpot(own[title])).locus for title in titles]
    done = housed.run(SetRoute("Morning", [locus for locus in loci if locus]))
    assert done.moved_in  # a route's places must stay
    stops = housed.ask(RouteStops("MORNING"))
    assert [(stop.number, stop.title) for stop in stops] == list(enumerate(titles, 1))
    between = housed.ask(RouteStops("Morning", first="2", last=own["Sour bread"]))
    assert [stop.title for stop in between] == titles[1:]
    back = housed.ask(RouteStops("Morning", first="3", last="1"))
    assert [stop.title for stop in back] == titles[::-1]
    on_it = housed.ask(Search("bread", loci=tuple(stop.locus for stop in stops), wait=1))
    assert {hit.object for hit in on_it.hits} <= {own[title] for title in titles}
    assert {h.object for h in housed.ask(Search("bread route:morning", wait=1)).hits} == {
        hit.object for hit in on_it.hits
    }
    listed = housed.ask(Search("", loci=tuple(stop.locus for stop in stops))).hits
    assert [hit.object for hit in listed] == [own[title] for title in titles]
    housed.run(SetRoute("Morning", [stops[0].locus]))
    assert housed.ask(Routes()) == [("Morning", 1)]
    housed.run(SetRoute("Morning", None))
    assert housed.ask(Routes()) == []
    for stops_then in (1, 3):
        housed.undo()
        assert housed.ask(Routes()) == [("Morning", stops_then)]
    housed.undo()
    assert housed.ask(Routes()) == [] and housed.run(MoveIn())  # a draft again


def test_what_no_route_can_be(housed: Session) -> None:
    with pytest.raises(PalaceError, match="at least one stop"):
        housed.run(SetRoute("Morning", []))
    with pytest.raises(NotFound, match="no place"):
        housed.run(SetRoute("Morning", ["nowhere"]))
    with pytest.raises(NotFound, match="no route"):
        housed.run(SetRoute("Morning", None))
    with pytest.raises(NotFound, match="no route"):
        housed.ask(RouteStops("Morning"))


def test_along_the_way_lie_the_ends_and_what_is_between(housed: Session) -> None:
    placed = housed.ask(PlacedObjects())
    rooms = {s.id for s in housed.ask(PlanOf()).spaces if s.kind == "room"}
    for a in placed:
        for b in placed:
            along = housed.ask(AlongTheWay(a.id, b.id))
            assert set(along) <= rooms
            assert (along[0], along[-1]) == (a.room_id, b.room_id)
            assert len(set(along)) == len(along)
    found = housed.ask(Search("", rooms=housed.ask(AlongTheWay(placed[0].id, placed[0].id)))).hits
    assert {h.object for h in found} == {p.id for p in placed if p.room_id == placed[0].room_id}


def test_around_here_comes_what_is_near_and_long_unseen(housed: Session) -> None:
    own = things(housed)
    around = housed.ask(AroundHere(own["rye"]))
    assert {thing.object for thing in around} == set(own.values()) - {own["rye"]}
    assert [thing.score for thing in around] == sorted((t.score for t in around), reverse=True)
    first = around[0]
    assert first.seen is None and first.metres < 30
    housed.run(NoteVisit(first.object))
    later = housed.ask(AroundHere(own["rye"]))
    assert later[-1].object == first.object and later[-1].seen is not None


@pytest.mark.parametrize("text", ["nowhere", "a/b/3", "palace://a/b", "rye/999"])
def test_no_such_place_is_said(housed: Session, text: str) -> None:
    with pytest.raises(NotFound):
        housed.ask(FindSpot(text))


def test_what_is_new_is_a_way_from_the_entrance(housed: Session) -> None:
    stops = housed.ask(Arrivals(0.0, limit=5))
    assert [stop.number for stop in stops] == [1, 2, 3, 4, 5]
    assert len({stop.locus for stop in stops}) == 5
    assert housed.ask(Arrivals(4e9)) == []


def test_a_bookmark_is_kept_renamed_taken_away_and_undone(housed: Session) -> None:
    room = housed.ask(PlanOf()).spaces[0].id
    housed.run(SetBookmark("m", "Here", room, 1.0, 2.0, 1.6, 0.5, 0.1))
    housed.run(SetBookmark("m", "There"))
    (mark,) = housed.ask(Bookmarks())
    assert (mark.name, mark.room_id, mark.x, mark.pitch) == ("There", room, 1.0, 0.1)
    housed.run(SetBookmark("m", ""))
    assert housed.ask(Bookmarks()) == []
    housed.undo()
    assert housed.ask(Bookmarks()) == [mark]
    housed.undo()
    assert housed.ask(Bookmarks())[0].name == "Here"
    housed.undo()
    assert housed.ask(Bookmarks()) == []
    with pytest.raises(NotFound):
        housed.run(SetBookmark("m", ""))
    with pytest.raises(PalaceError, match="at most"):
        housed.run(SetBookmark("m", "x" * 99, room))
