"""Filters of a search hold exactly, for words and for meaning; alone they list."""

from __future__ import annotations

import pytest

from palace import layout
from palace.model.errors import PalaceError
from palace.ops import MarkMissing, PinObject, RebuildPlan
from palace.queries import PlacedObjects, PlanOf, Search
from palace.queries.entries import Entries
from palace.session import Session
from tests.furnished import WordVectors


def found(session: Session, text: str) -> list[str]:
    """Return the titles of the objects found, best first."""
    hits = session.ask(Search(text, limit=50, wait=1, fold=True)).hits
    return [hit.title.partition(" › ")[0] for hit in hits]


def test_kind_and_source_hold_for_meaning_as_well(session: Session) -> None:
    everything = found(session, "bread")
    assert set(everything) == {"rye", "wheat", "tides", "Sour bread", "Neap tides"}
    assert set(found(session, "bread kind:chat")) == {"Sour bread", "Neap tides"}
    assert found(session, "bread kind:chat")[0] == "Sour bread"
    assert set(found(session, "bread -kind:chat")) == {"rye", "wheat", "tides"}
    assert set(found(session, "bread source:ChatGPT")) == {"Sour bread", "Neap tides"}
    assert set(found(session, "bread source:vault")) == {"rye", "wheat", "tides"}
    assert found(session, "bread source:nothing") == []


def test_time(session: Session) -> None:
    # The notes are of November 2023, the chats of March 2024.
    assert set(found(session, "bread before:2024")) == {"rye", "wheat", "tides"}
    assert set(found(session, "bread after:2023")) == {"Sour bread", "Neap tides"}
    assert set(found(session, "bread on:2024-03")) == {"Sour bread", "Neap tides"}
    assert found(session, "bread on:2024-04") == []
    with pytest.raises(PalaceError, match="is no date"):
        found(session, "bread on:monday")
    assert session.ask(Search("bread on:mon", typing=True)).hits


def test_filters_alone_list_the_newest_first(session: Session) -> None:
    assert set(found(session, "kind:chat")) == {"Sour bread", "Neap tides"}
    titles = found(session, "-is:pinned")
    assert set(titles[:2]) == {"Sour bread", "Neap tides"} and len(titles) == 5
    (hit,) = session.ask(Search("kind:note", limit=1)).hits
    assert hit.snippet and hit.why == ()


def test_places_and_states(session: Session) -> None:
    space = WordVectors.space
    session.run(RebuildPlan(layout.build(session.ask(Entries(space)))))
    room = {s.id: s.name for s in session.ask(PlanOf()).spaces}
    thing = next(o for o in session.ask(PlacedObjects()) if o.title == "rye")
    same = {o.title for o in session.ask(PlacedObjects()) if o.room_id == thing.room_id}
    for name in ("room", "in"):
        assert set(found(session, f'bread {name}:"{room[thing.room_id].upper()}"')) == same
    assert set(found(session, f"bread room:{thing.room_id}")) == same
    session.run(PinObject(thing.id))
    assert found(session, "bread is:pinned") == ["rye"]
    assert found(session, "is:missing") == []
    session.run(MarkMissing("markdown", "/vault", frozenset({"rye.md", "tides.md"})))
    assert found(session, "is:missing") == ["wheat"]
