"""Addresses are short, their own for good, and read back to the same place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace import layout
from palace.model.slugs import slug
from palace.ops import MoveIn, RebuildPlan, RenamePlace
from palace.queries import FindSpot, PlacedObjects, PlanOf, Search, ShowMemory
from palace.queries.entries import Entries
from palace.session import Session
from palace.store.addresses import address_of, name_places, places_at
from tests.furnished import WordVectors


@pytest.fixture
def housed(session: Session) -> Session:
    session.run(RebuildPlan(layout.build(session.ask(Entries(WordVectors.space)))))
    return session


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bread & Allotment", "bread-allotment"),
        ("Pão de Ló", "pao-de-lo"),
        ("Ärger_und Öl", "arger-und-ol"),
        ("時間", "時間"),
        ("1984", "no-1984"),
        ("…", "place"),
    ],
)
def test_a_name_becomes_short(name: str, short: str) -> None:
    assert slug(name) == short


@given(st.text(max_size=80))
def test_a_short_name_is_stable_and_fit_for_a_path(name: str) -> None:
    short = slug(name)
    assert short and slug(short) == short
    assert "/" not in short and not short.isdecimal() and " " not in short


def test_every_locus_has_an_address_that_leads_back(housed: Session) -> None:
    reader = housed._store.reader()
    numbers = {row["id"]: row["ord"] for row in reader.rows("SELECT id, ord FROM locus")}
    for thing in housed.ask(PlacedObjects()):
        address = address_of(reader, thing.room_id, numbers[thing.locus_id])
        assert address.count("/") >= 2
        spot = housed.ask(FindSpot(f"palace://{address}"))
        assert (spot.locus, spot.object, spot.address) == (thing.locus_id, thing.id, address)
        assert housed.ask(ShowMemory(address)).object_id == thing.id
        assert [hit.object for hit in housed.ask(Search(address)).hits] == [thing.id]
        assert housed.ask(Search(f"palace://{address}")).hits[0].address == address


def test_a_renamed_room_is_found_by_both_names_and_the_old_is_nobody_elses(
    housed: Session,
) -> None:
    housed.run(MoveIn())
    room, *_ = (s for s in housed.ask(PlanOf()).spaces if s.kind == "room")
    reader = housed._store.reader()
    old = address_of(reader, room.id)
    housed.run(RenamePlace(room.id, "The Blue Room"))
    new = address_of(reader, room.id)
    assert new == f"{old.rpartition('/')[0]}/the-blue-room"
    assert {housed.ask(FindSpot(text)).id for text in (old, new, "The Blue Room")} == {room.id}
    with housed._store.writing("test") as tx:
        parent = room.wing_id or room.quarter_id
        tx.execute(
            "INSERT INTO room SELECT 'other', quarter_id, wing_id, kind, ?, x0, y0, x1, y1, "
            "floor, z, height, climb, front, seed, ord + 1000 FROM room WHERE id = ?",
            (room.name, room.id),
        )
        name_places(tx)
        assert tx.value("SELECT slug FROM address WHERE ref = 'other'") == f"{slug(room.name)}-2"
        assert places_at(tx, old.split("/")) == [("room", room.id)]
        assert tx.value("SELECT count(*) FROM address WHERE parent = ?", (parent,)) >= 3
        tx.execute("DELETE FROM room WHERE id = 'other'")
    housed.undo()
    assert address_of(reader, room.id) == old
    assert housed.ask(FindSpot(new)).id == room.id  # who was told it finds it still


def test_a_palace_from_before_gets_addresses_when_it_is_opened(housed: Session) -> None:
    with housed._store.writing("test") as tx:
        tx.execute("DELETE FROM address")
    with Session(housed.folder) as later:
        assert later._store.reader().value("SELECT count(*) FROM address") > 2
