"""Sleep: what has come to stand in the wrong room goes to the right one, within narrow budgets.

A founded palace grows by choosing for each object as it comes, when its later neighbours are not
there yet. Sleep looks again, with all that stands now: objects whose neighbours have gathered
elsewhere follow them, a crowded room that has come to hold two subjects gives the smaller one to
an annex, an annex that has emptied is walled up. Rooms never move and keep their names; most
objects stay where the person knows them to be. Nothing is written here: the result is a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout.growth import Addition, grown, room_more, standing_in
from palace.layout.neighbours import nearest
from palace.layout.rooms import LARGEST, SMALLEST, side_of
from palace.layout.standing import Occupancy, Standing
from palace.model.plan import Locus, Plan, SpaceKind

LEAST_GAIN = 0.15
"""By how much more of its neighbours' votes another room must have."""
OF_NEW, OF_OLD = 0.25, 0.01
"""Shares of what came since the last sleep, and of what stood before, that may move."""
FOR_SPLITS = 0.5
"""What splits may take of either, so that single objects have their turn."""
LOOKING = "Looking who stands near whom"
_NEIGHBOURS = 15
_LEAST_MINORITY = 0.25
_APART = 0.8
"""So much of what the neighbours in a room say must stay within its two parts."""
_PASSES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One object goes from one locus to another.

    Parameters
    ----------
    gain
        By how much the share of its neighbours' votes grows; what a split moves has its part's.
    why
        "closer" to what it is like, or "split": its part of a crowded room has one of its own.
    """

    object_id: str
    from_locus: str
    to_locus: str
    gain: float
    why: str


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a crowded room that goes to an annex.

    Parameters
    ----------
    objects
        How many go.
    reopened
        Whether the annex stood there already, walled up.
    """

    room_id: str
    annex_id: str
    annex: str
    objects: int
    reopened: bool


@dataclass(frozen=True)
class Tidying:
    """What sleep would do.

    Parameters
    ----------
    steps
        The objects that move, in the order in which this was decided.
    splits
        Rooms that give a part away.
    additions
        What is built or opened for that, in order; only their architecture counts.
    closed
        Rooms that are walled up.
    memory
        What the layout keeps afterwards.
    new, old
        How many objects came since the last sleep, and how many stood before.
    moved_new, moved_old
        How many of either move.
    """

    steps: tuple[Step, ...] = ()
    splits: tuple[Split, ...] = ()
    additions: tuple[Addition, ...] = ()
    closed: tuple[str, ...] = ()
    memory: dict[str, Any] = field(default_factory=dict)
    new: int = 0
    old: int = 0
    moved_new: int = 0
    moved_old: int = 0

    @property
    def nothing(self) -> bool:
        """Whether all is in its place."""
        return not (self.steps or self.closed)


@dataclass(frozen=True)
class Sleepers:
    """What sleep looks at.

    Parameters
    ----------
    ids, vectors
        The n placed objects in reach that have a placing vector, and these, (n, d), unit rows.
        The order does not count.
    texts
        Title and opening of each, for the names of annexes.
    new
        Those that came since the last sleep.
    staying
        Those that must not move: pinned, often visited, or kept by the person.
    """

    ids: Sequence[str]
    vectors: NDArray[np.float32]
    texts: Sequence[str]
    new: Collection[str]
    staying: Collection[str]


def tidied(plan: Plan, tidying: Tidying) -> Plan:
    """Return the plan as it is after a sleep."""
    for addition in tidying.additions:
        plan = grown(plan, addition)
    shut = set(tidying.closed)
    if not shut:
        return plan
    return replace(
        plan,
        spaces=tuple(replace(s, kind=SpaceKind.CLOSED) if s.id in shut else s for s in plan.spaces),
        doors=tuple(d for d in plan.doors if not shut.intersection((d.a, d.b))),
        loci=tuple(x for x in plan.loci if x.room_id not in shut),
    )


def tidy(
    plan: Plan,
    memory: Mapping[str, Any],
    occupancy: Mapping[str, str],
    sleepers: Sleepers,
    *,
    marked: Collection[str] = (),
    keep_open: Collection[str] = (),
    step: Callable[[str, float], None] = lambda _what, _share: None,
) -> Tidying:
    """Propose what sleep should do to a founded palace.

    A function of what it is given; nothing is written and no chance is in it.

    Parameters
    ----------
    plan, memory, occupancy
        As stored. The occupancy holds all that has a locus, also what is out of reach.
    sleepers
        What is looked at.
    marked
        Free loci at which a marker stands still: nothing goes there, and their rooms stay open.
    keep_open
        Rooms that stay open though they are empty: the person chose them for a source.
    step
        Told what is being done and the share done; may raise to stop.

    Returns
    -------
    Tidying
        Within the budgets `OF_NEW` and `OF_OLD`.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    order = np.argsort(np.array(sleepers.ids, dtype=np.str_), kind="stable")
    step(LOOKING, 0.0)
    with threadpool_limits(limits=1):
        night = _Night(plan, memory, Occupancy(occupancy, marked), sleepers, order, step)
        step("Splitting crowded rooms", 0.6)
        night.split(step)
        step("Bringing like to like", 0.8)
        night.bring_together(step)
    night.close(keep_open)
    step("Done", 1.0)
    return night.result()


class _Night:
    """One sleep: the state as it would be, and what was decided so far."""

    def __init__(
        self,
        plan: Plan,
        memory: Mapping[str, Any],
        occupancy: Occupancy,
        sleepers: Sleepers,
        order: NDArray[np.int64],
        step: Callable[[str, float], None],
    ) -> None:
        self.plan = plan
        self.memory = dict(memory)
        self.occupancy = occupancy
        self.standing: Standing = standing_in(plan)
        self.ids = [sleepers.ids[i] for i in order.tolist()]
        self.vectors = np.ascontiguousarray(sleepers.vectors[order])
        self.texts = [sleepers.texts[i] for i in order.tolist()]
        self.near, cosines = nearest(
            self.vectors, _NEIGHBOURS, lambda share: step(LOOKING, 0.6 * share)
        )
        self.votes = np.maximum(cosines, 0.0).astype(np.float64) ** 2
        self.room = np.array(
            [self.standing.number[self.standing.room_of[occupancy[i]]] for i in self.ids], np.int64
        )
        new = np.array([i in sleepers.new for i in self.ids], np.bool_)
        self.new = new
        self.free_to_go = np.array([i not in sleepers.staying for i in self.ids], np.bool_)
        self.budget = {True: int(OF_NEW * new.sum()), False: int(OF_OLD * (~new).sum())}
        self.spent = {True: 0, False: 0}
        self.left: set[str] = set()
        """Loci that were left: a marker stands there, so nothing else does at once."""
        self.steps: list[Step] = []
        self.splits: list[Split] = []
        self.additions: list[Addition] = []
        self.closed: tuple[str, ...] = ()

    # Like to like

    def bring_together(self, step: Callable[[str, float], None]) -> None:
        """Move single objects to the rooms of their neighbours, the most misplaced first."""
        for number in range(_PASSES):
            gains, _ = self._gains(np.arange(len(self.ids)))
            wanting = np.flatnonzero((gains > LEAST_GAIN) & self.free_to_go)
            moved = 0
            for i in wanting[np.lexsort((wanting, -gains[wanting]))].tolist():
                step("Bringing like to like", 0.8 + 0.2 * number / _PASSES)
                # Somebody may have moved meanwhile.
                found, rooms = self._gains(np.array([i]))
                if found[0] > LEAST_GAIN and self._move(i, int(rooms[0]), float(found[0])):
                    moved += 1
            if not moved:
                break

    def _gains(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return what the best other room has more of the neighbours' votes, and which it is."""
        of_near = self.room[self.near[rows]]
        votes = self.votes[rows]
        total = np.maximum(votes.sum(1), 1e-9)
        # What each neighbour's room has in all: k is small, so all pairs are cheap.
        share = ((of_near[:, :, None] == of_near[:, None, :]) * votes[:, None, :]).sum(2)
        share /= total[:, None]
        own = (of_near == self.room[rows][:, None]) * votes
        elsewhere = np.where(of_near == self.room[rows][:, None], -1.0, share)
        if not elsewhere.shape[1]:
            return np.full(len(rows), -1.0), np.zeros(len(rows), np.int64)
        best = elsewhere.argmax(1)
        at = np.arange(len(rows))
        return elsewhere[at, best] - own.sum(1) / total, of_near[at, best]

    def _move(self, i: int, room: int, gain: float) -> bool:
        kind = bool(self.new[i])
        if self.spent[kind] >= self.budget[kind]:
            return False
        locus = self._locus(i, room)
        if locus is None:
            return False
        self._take(i, locus, room, gain, "closer")
        return True

    def _take(self, i: int, locus: Locus, room: int, gain: float, why: str) -> None:
        """Let an object stand at a locus."""
        own = self.ids[i]
        old = self.occupancy[own]
        self.occupancy[own] = locus.id
        self.left.add(old)
        self.room[i] = room
        # Once a night is enough for anybody.
        self.free_to_go[i] = False
        self.spent[bool(self.new[i])] += 1
        self.steps.append(Step(own, old, locus.id, gain, why))

    def _locus(self, i: int, room: int) -> Locus | None:
        """Return the free locus nearest to the most similar object in a room."""
        name = self.standing.ids[room]
        free = [x for x in self.standing.free(name, self.occupancy.taken) if x.id not in self.left]
        if not free:
            return None
        loci = {x.id: x for x in self.standing.loci[name]}
        there = [j for j in self.near[i].tolist() if self.room[j] == room]
        if not there:
            return free[0]
        beside = loci[self.occupancy[self.ids[there[0]]]]

        def away(x: Locus) -> tuple[float, int]:
            return (x.x - beside.x) ** 2 + (x.y - beside.y) ** 2 + (x.z - beside.z) ** 2, x.ord

        return min(free, key=away)

    # Splits

    def split(self, step: Callable[[str, float], None]) -> None:
        """Give the minority of crowded rooms an annex, the most crowded first."""
        sizes = np.bincount(self.room, minlength=len(self.standing.ids))
        crowded = np.flatnonzero(sizes > LARGEST)
        for room in crowded[np.lexsort((crowded, -sizes[crowded]))].tolist():
            step("Splitting crowded rooms", 0.6)
            self._split(room)

    def _split(self, room: int) -> None:
        members = np.flatnonzero(self.room == room)
        side = side_of(self.vectors[members]) > 0
        if side.sum() * 2 > len(side):
            side = ~side
        if side.sum() < max(SMALLEST, _LEAST_MINORITY * len(side)):
            return
        within = self._within(members, side)
        if within < _APART:
            return
        going = members[side & self.free_to_go[members]]
        if len(going) < SMALLEST:
            return
        new = int(self.new[going].sum())
        for kind, number in ((True, new), (False, len(going) - new)):
            if self.spent[kind] + number > FOR_SPLITS * self.budget[kind]:
                return
        state = dict(self.memory)
        name = self._name(members, side)
        near = self.standing.ids[room]
        found = room_more(self.standing, near, state, annex=True, name=name)
        if found.wings or found.quarters:
            # Tidying up is no reason to begin a wing.
            return
        self.plan = grown(self.plan, found)
        self.standing = standing_in(self.plan)
        self.memory = found.memory
        self.additions.append(found)
        annex = self.standing.number[found.room_id]
        for i in going.tolist():
            locus = self._locus(i, annex)
            assert locus is not None, "an annex has room for a part of a room"
            self._take(i, locus, annex, within, "split")
        called = self.standing.rooms[found.room_id].name
        self.splits.append(Split(near, found.room_id, called, len(going), bool(not found.spaces)))

    def _within(self, members: NDArray[np.int64], side: NDArray[np.bool_]) -> float:
        """Return the share of what neighbours in a room say that stays within its two parts."""
        part = np.full(len(self.ids), -1, np.int64)
        part[members] = side
        theirs = part[self.near[members]]
        here = (theirs >= 0) * self.votes[members]
        same = (theirs == part[members][:, None]) * self.votes[members]
        return float(same.sum() / max(here.sum(), 1e-9))

    def _name(self, members: NDArray[np.int64], side: NDArray[np.bool_]) -> str:
        """Return what tells the minority from the rest of its room."""
        from palace.layout.names import signs
        from palace.layout.settlement import names_over_doors

        found = signs(
            [self.texts[i] for i in members.tolist()],
            self.vectors[members],
            side.astype(np.int64),
            np.zeros(2, np.int64),
            taken=names_over_doors(self.plan),
        )
        return found.rooms[1]

    # What has emptied

    def close(self, keep_open: Collection[str]) -> None:
        """Wall up rooms that were opened after the founding and where nothing stands."""
        annexes: Mapping[str, str] = self.memory.get("families", {})
        young: Sequence[str] = self.memory.get("young", ())
        inhabited = {self.standing.room_of[locus] for locus in self.occupancy.taken}
        inhabited |= {self.standing.room_of[locus] for locus in self.left}
        self.closed = tuple(
            room
            for room in self.standing.ids
            if (room in annexes or room in young)
            and room not in inhabited
            and room not in keep_open
        )
        if any(room in young for room in self.closed):
            self.memory["young"] = [room for room in young if room not in self.closed]
            # It opens again as an annex of itself: for what comes and is like what stood there.
            families = {room: room for room in self.closed if room in young}
            self.memory["families"] = {**annexes, **families}

    def result(self) -> Tidying:
        """Return what was decided."""
        return Tidying(
            tuple(self.steps),
            tuple(self.splits),
            tuple(self.additions),
            self.closed,
            self.memory,
            int(self.new.sum()),
            int((~self.new).sum()),
            self.spent[True],
            self.spent[False],
        )
