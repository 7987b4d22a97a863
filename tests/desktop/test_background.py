import threading
from typing import Any

import pytest

from palace.desktop.background import Background


@pytest.fixture
def background(qtbot: Any) -> Any:
    made = Background()
    yield made
    made.close()


def test_a_result_comes_back_to_the_window_s_thread(background: Background, qtbot: Any) -> None:
    seen: list[tuple[int, int]] = []

    def work(_stale: Any) -> int:
        return threading.get_ident()

    background.run(work, lambda where: seen.append((where, threading.get_ident())))
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=5000)
    where, here = seen[0]
    assert where != here == threading.get_ident()


def test_an_overtaken_answer_is_dropped(background: Background, qtbot: Any) -> None:
    begun, hold = threading.Event(), threading.Event()
    told: list[bool] = []
    answers: list[str] = []

    def slow(stale: Any) -> str:
        begun.set()
        hold.wait(5)
        told.append(stale())
        return "old"

    background.run(slow, answers.append, key="search")
    assert begun.wait(5)
    background.run(lambda _stale: "new", answers.append, key="search")
    qtbot.waitUntil(lambda: answers == ["new"], timeout=5000)
    hold.set()
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    assert answers == ["new"]
    assert told == [True]


def test_searches_have_a_thread_of_their_own(background: Background, qtbot: Any) -> None:
    where: dict[str, set[int]] = {"search": set(), "other": set()}
    hold = threading.Event()

    def note(name: str) -> None:
        where[name].add(threading.get_ident())
        assert name == "search" or hold.wait(5)

    for _ in range(3):  # as many as there are threads for the rest: none is left to a search
        background.run(lambda _stale: note("other"), lambda _done: None)
    for _ in range(4):
        background.run(lambda _stale: note("search"), lambda _done: None, search=True)
    qtbot.waitUntil(lambda: len(where["search"]) == 1, timeout=5000)
    hold.set()
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    assert len(where["search"]) == 1
    assert not where["search"] & where["other"]


def test_a_fault_is_carried_to_whoever_asked(background: Background, qtbot: Any) -> None:
    faults: list[Exception] = []

    def broken(_stale: Any) -> None:
        raise ValueError("no")

    background.run(broken, lambda _result: pytest.fail("no result"), faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1, timeout=5000)
    assert str(faults[0]) == "no"


def test_after_closing_nothing_is_delivered(qtbot: Any) -> None:
    background = Background()
    hold = threading.Event()
    background.run(lambda _stale: hold.wait(5), lambda _r: pytest.fail("delivered after closing"))
    hold.set()
    background.close()
    background.run(lambda _stale: 1, lambda _r: pytest.fail("taken after closing"))
    qtbot.wait(50)
    assert background.closed


def test_what_changes_something_happens_in_its_order(background: Background, qtbot: Any) -> None:
    done: list[int] = []
    first = threading.Event()

    def work(number: int) -> int:
        if not number:
            first.wait(5)  # the others are ready long before
        done.append(number)
        return number

    answers: list[int] = []
    for number in range(6):
        background.run(lambda _stale, n=number: work(n), answers.append, in_order=True)
    first.set()
    qtbot.waitUntil(lambda: len(answers) == 6, timeout=5000)
    assert done == answers == list(range(6))


def test_what_a_thread_keeps_it_keeps_from_task_to_task(background: Background, qtbot: Any) -> None:
    own = threading.local()
    counts: list[int] = []

    def work(_stale: Any) -> tuple[int, int]:
        own.count = getattr(own, "count", 0) + 1
        return threading.get_ident(), own.count

    for _ in range(20):
        background.run(work, lambda found: counts.append(found[1]))
    qtbot.waitUntil(lambda: len(counts) == 20, timeout=5000)
    assert max(counts) >= 20 / 3
