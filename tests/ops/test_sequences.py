"""Under any sequence of what can happen, nothing moves but what was said to move."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palace.jobs import propose, sleep
from palace.model.errors import PalaceError, Stale
from palace.model.plan import SpaceKind
from palace.ops import EraseObject, MoveIn, MoveObject, PinObject, RenamePlace, SetReach
from palace.queries import PlanOf
from palace.session import Session
from tests.layout.soundness import check_plan
from tests.ops.arranged import Clock, rooms, standing, state, take_in_more

VERBS = ("add", "erase", "rename", "move", "pin", "lethe", "sleep", "undo")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 999), st.integers(0, 999)),
    min_size=4,
    max_size=16,
)


class Life:
    """A palace in which things happen, and what each of them said it would move."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self.done: list[set[str]] = []
        """What each step that can be undone named, and the rows before it."""
        self.rows: list[dict[str, list[tuple[object, ...]]] | None] = []

    def step(self, verb: str, a: int, b: int) -> None:
        """Let one thing happen and look at what moved."""
        session = self.session
        places, rows = standing(session), state(session)
        batches = self._batches()
        self.clock.now += 40_000.0 * (1 + b % 20)
        named: set[str] = set()
        if verb == "undo":
            self._undo(places)
            return
        try:
            named = self._do(verb, sorted(places), a, b)
        except PalaceError:
            assert state(session) == rows
            return
        after = standing(session)
        assert {o for o in places if o in after and places[o] != after[o]} <= named
        gone = places.keys() - after.keys()
        assert gone <= (named if verb == "erase" else set())
        if verb == "erase":
            # What came before cannot be given back whole any more.
            self.rows = [None for _ in self.rows]
        elif self._batches() != batches:
            self.done.append(named)
            self.rows.append(rows)

    def _batches(self) -> int:
        """Return how many things can be undone."""
        count = "SELECT count(DISTINCT batch) FROM operation WHERE undone = 0"
        return int(self.session._store.reader().value(count))

    def _do(self, verb: str, objects: list[str], a: int, b: int) -> set[str]:
        session = self.session
        thing = objects[a % len(objects)]
        match verb:
            case "add":
                take_in_more(session, 1 + a % 30, f"subject{a}x{b}", self.clock.now)
            case "erase":
                session.run(EraseObject(thing))
                return {thing}
            case "rename":
                room = rooms(session)
                session.run(RenamePlace(room[a % len(room)], f"Name {a} {b}"))
            case "move":
                room = rooms(session)
                moved = session.run(MoveObject(thing, room[b % len(room)], 1 + a % 44, swap=True))
                return {thing} | ({moved.swapped.object_id} if moved.swapped else set())
            case "pin":
                session.run(PinObject(thing, bool(b % 2)))
            case "lethe":
                session.run(SetReach([thing], "lethe" if b % 3 else "here"))
            case _:
                found = propose(session, now=self.clock.now)
                stay = {
                    row["object_id"]
                    for row in session._store.reader().rows(
                        "SELECT object_id FROM placement WHERE pinned = 1"
                    )
                }
                named = {move.object for move in found.moves}
                assert not named & stay
                assert sleep(session, found) == len(named)
                return named
        return set()

    def _undo(self, places: dict[str, str]) -> None:
        if not self.done:
            return
        session = self.session
        try:
            session.undo()
        except Stale:
            session.undo(force=True)
            self.rows[-1] = None
        after = standing(session)
        assert {o for o in places if places[o] != after[o]} <= self.done.pop()
        before, now = self.rows.pop(), state(session)
        # What an import brought goes out of reach and keeps its place: nothing is taken down.
        if before is not None and len(before["object"]) == len(now["object"]):
            for table in ("placement", "quarter", "wing", "room", "door", "locus", "destination"):
                assert now[table] == before[table], table


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_nothing_moves_but_what_was_said_to(
    tmp_path_factory: pytest.TempPathFactory, furnished: Path, steps: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("life") / "palace"
    shutil.copytree(furnished, folder)
    clock = Clock()
    with Session(folder, clock=clock) as session:
        life = Life(session, clock)
        session.run(MoveIn())
        for verb, a, b in steps:
            life.step(verb, a, b)
            placed = standing(session)
            assert len(set(placed.values())) == len(placed)
            plan = session.ask(PlanOf())
            assert set(placed.values()) <= {x.id for x in plan.loci}
            assert session._store.reader().rows("PRAGMA foreign_key_check") == []
        check_plan(plan)
        walled = {s.id for s in plan.spaces if s.kind is SpaceKind.CLOSED}
        assert not walled & {x.room_id for x in plan.loci}
