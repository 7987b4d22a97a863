"""A pack holds the best that fits, nothing twice, in reading order, and leads back."""

from __future__ import annotations

import pytest

from palace.ops import ImportItems
from palace.queries import Pack, ShowMemory
from palace.queries.pack import tokens_of
from palace.session import Session
from tests.drafts import note


def test_the_best_are_there_once_in_reading_order(session: Session) -> None:
    twin = note("copy.md", {"": "Rye bread is sour and keeps long."}, title="A copy")
    session.run(ImportItems.of("markdown", "/other", [twin], "twin"))
    pack = session.ask(Pack("rye bread sour", 1000, wait=1))
    texts = [piece.text for piece in pack.pieces]
    assert sum("sour and keeps long" in text for text in texts) == 1
    assert pack.repeated >= 1
    assert [piece.number for piece in pack.pieces] == list(range(1, len(texts) + 1))
    times = [piece.happened_at.utc for piece in pack.pieces if piece.happened_at is not None]
    assert times == sorted(times)
    for piece in pack.pieces:
        assert session.ask(ShowMemory(piece.memory)).text.strip() == piece.text


@pytest.mark.parametrize("tokens", [100, 200, 1000])
def test_it_keeps_within_its_room(session: Session, tokens: int) -> None:
    long = note("long.md", {"": "Rye bread. " + "It keeps for a week and a day. " * 60})
    session.run(ImportItems.of("markdown", "/other", [long], "long"))
    pack = session.ask(Pack("rye bread", tokens, wait=1))
    assert pack.tokens <= tokens
    assert pack.tokens == sum(piece.tokens for piece in pack.pieces)
    assert sum(tokens_of(piece.text) for piece in pack.pieces) <= pack.tokens
    assert pack.pieces


def test_nothing_found_is_an_empty_pack_and_filters_hold(session: Session) -> None:
    assert session.ask(Pack("rye bread source:nothing", wait=1)).pieces == ()
    pack = session.ask(Pack("rye bread kind:chat", wait=1))
    assert {piece.source for piece in pack.pieces} == {"chatgpt"}
