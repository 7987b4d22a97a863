"""Being ready for the first search."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.queries import Cancelled, GetReady, Info, Search
from palace.recall import dating
from palace.session import Session


def test_what_a_search_needs_is_there(session: Session) -> None:
    found = session.ask(Search("rye bread yesterday"))
    session._meaning.close()
    dating._parser.cache_clear()
    assert session.ask(Info()).index == "exact"
    assert session._meaning._index is None  # figures alone need no vectors
    session.ask(GetReady())
    assert session._meaning._index is not None
    assert session.ask(Info()).index == "exact"
    assert dating._parser.cache_info().currsize == 1
    assert session.ask(Search("rye bread yesterday")) == found
    assert dating._parser.cache_info().misses == 1


def test_an_empty_palace_is_ready_too(palace_path: Path) -> None:
    with Session(palace_path, create=True) as session:
        session.ask(GetReady())


def test_it_is_given_up_when_the_palace_is_closed(session: Session) -> None:
    with pytest.raises(Cancelled):
        session.ask(GetReady(), lambda: True)
