"""The open palace behind the window: what it reads, and in which order it tells of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from palace.desktop.background import Background
from palace.desktop.library import Library
from palace.desktop.world import World
from palace.ops import RenamePlace
from palace.queries import GetReady
from palace.session import Session

from .conftest import WordVectors

pytestmark = pytest.mark.window

Until = Callable[..., None]


@pytest.fixture
def library(palace: Path, embedder: WordVectors, qapp: object) -> Iterator[Library]:
    background = Background()
    made = Library(Session.open(palace, embedder=embedder), background)
    yield made
    background.close()
    made.close()
    made.deleteLater()
    background.deleteLater()


def test_a_world_is_told_of_when_it_is_prepared_and_the_newest_comes_last(
    library: Library, until: Until
) -> None:
    may_go = threading.Event()
    in_threads: list[int] = []
    told: list[World] = []

    def prepare(world: World) -> World:
        in_threads.append(threading.get_ident())
        assert may_go.wait(20)
        return world

    library.prepare = prepare  # type: ignore[assignment]
    library.world_changed.connect(told.append)
    library.refresh()
    until(lambda: in_threads, 20)
    assert not told
    library.refresh()
    library.refresh()  # both wait for the one that is read
    assert len(in_threads) == 1
    may_go.set()
    until(lambda: told, 20)
    assert threading.get_ident() not in in_threads
    assert library.prepared is told[-1]  # type: ignore[comparison-overlap]
    room_id = next(space.id for space in told[0].plan.spaces if space.kind == "room")
    library.session.run(RenamePlace(room_id, "The newest name"))
    until(lambda: told[-1].spaces[room_id].name == "The newest name", 20)
    assert library.world is told[-1]
    assert library.prepared is told[-1]  # type: ignore[comparison-overlap]


def test_the_first_search_finds_the_index_open(library: Library, until: Until) -> None:
    assert library.session._meaning._index is None
    library.start()
    until(lambda: library.session._meaning._index is not None, 20)
    until(lambda: library._read_once, 20)
    asked: list[object] = []
    library.session.ask = lambda query, *_: asked.append(query)  # type: ignore[method-assign,assignment]
    library._graph = None
    library._warm.setInterval(20)
    library.get_ready()  # as whenever the palace has changed
    until(lambda: library._graph is not None, 20)
    assert not [query for query in asked if isinstance(query, GetReady)]


def test_what_can_wait_waits_until_all_can_be_seen(library: Library, until: Until) -> None:
    built = False
    asked: list[bool] = []

    def calm() -> bool:
        asked.append(built)
        return built

    library.calm = calm
    library._warm.setInterval(50)
    library.start()
    until(lambda: len(asked) >= 3 and not library.world.empty, 20)
    assert library.session._meaning._index is None and library._graph is None
    built = True
    until(lambda: library.session._meaning._index is not None, 20)
    assert library._graph is not None


def test_a_world_that_cannot_be_prepared_is_read_again(library: Library, until: Until) -> None:
    tries: list[World] = []

    def prepare(world: World) -> World:
        tries.append(world)
        if len(tries) == 1:
            raise OSError("not now")
        return world

    library.prepare = prepare  # type: ignore[assignment]
    told: list[World] = []
    library.world_changed.connect(told.append)
    library.refresh()
    until(lambda: told, 20)
    assert len(tries) == 2
    assert not told[0].empty


def test_asking_opens_no_connection_for_each_question(library: Library, until: Until) -> None:
    answered: list[object] = []
    for word in ("bread", "salt", "proof", "crust") * 6:
        before = len(answered)
        library.search(word, answered.append, answered.append)
        until(lambda before=before: len(answered) > before, 10)
    # One for each thread, one that writes, one that watches.
    assert len(library.session._store._connections) <= 3 + 1 + 2
