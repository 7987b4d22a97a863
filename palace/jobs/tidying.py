"""Sleep: look what should move, tell it, do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from palace.jobs.progress import Cancelled, OnProgress, Progress
from palace.ops.tidy_up import TidyUp
from palace.queries.sleep import AtRest, BeforeSleep
from palace.queries.titles import TitlesOf

if TYPE_CHECKING:
    from palace.layout.tidying import Tidying
    from palace.session import Session


@dataclass(frozen=True, slots=True)
class Spot:
    """A numbered place in a room."""

    room: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Move:
    """An object that goes elsewhere, and why.

    Parameters
    ----------
    why
        "closer" to what it is like, or "split": its part of a crowded room has one of its own.
    gain
        By how much the share of its neighbours' votes grows, 0 to 1.
    """

    object: str
    title: str
    came_from: Spot
    goes_to: Spot
    why: str
    gain: float


@dataclass(frozen=True)
class Proposal:
    """What a sleep would do, as it can be told.

    Parameters
    ----------
    seq
        The number of the last change it knew of.
    opened, closed
        Rooms that are built or open again, and rooms that are walled up: (id, name).
    """

    seq: int
    tidying: Tidying
    moves: tuple[Move, ...]
    opened: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str], ...]

    @property
    def nothing(self) -> bool:
        """Whether all is in its place."""
        return self.tidying.nothing


def propose(
    session: Session,
    *,
    keep: Collection[str] = (),
    on_progress: OnProgress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    now: float | None = None,
) -> Proposal:
    """Look what sleep should do; nothing is changed.

    Parameters
    ----------
    keep
        Objects that are to stay. What would not have moved without these does not move with
        them either: who looked at a proposal and keeps something gets no surprises.

    Raises
    ------
    PalaceError
        The palace is a draft.
    Cancelled
        The person stopped it.
    """
    from palace.layout.tidying import tidy

    def step(what: str, share: float) -> None:
        if cancelled():
            raise Cancelled
        on_progress(Progress("tidying", round(100 * share), 100, message=what))

    rest = session.ask(BeforeSleep(time.time() if now is None else now))

    def look(rest: AtRest) -> Tidying:
        return tidy(
            rest.plan,
            rest.memory,
            rest.occupancy,
            rest.sleepers,
            marked=rest.marked,
            keep_open=rest.keep_open,
            step=step,
        )

    found = look(rest)
    going = {s.object_id for s in found.steps}
    if going.intersection(keep):
        staying = {*rest.sleepers.staying, *keep, *(set(rest.sleepers.ids) - going)}
        found = look(replace(rest, sleepers=replace(rest.sleepers, staying=staying)))
    return _told(session, rest, found)


def _told(session: Session, rest: AtRest, found: Tidying) -> Proposal:
    from palace.layout.tidying import tidied

    after = tidied(rest.plan, found)
    names = {s.id: s.name for s in after.spaces}
    spots = {x.id: Spot(x.room_id, names[x.room_id], x.ord) for x in (*rest.plan.loci, *after.loci)}
    titles = session.ask(TitlesOf(tuple(s.object_id for s in found.steps)))
    moves = tuple(
        Move(
            s.object_id,
            titles.get(s.object_id, ""),
            spots[s.from_locus],
            spots[s.to_locus],
            s.why,
            round(s.gain, 4),
        )
        for s in found.steps
    )
    opened = tuple((s.annex_id, s.annex) for s in found.splits)
    closed = tuple((room, names[room]) for room in found.closed)
    return Proposal(rest.seq, found, moves, opened, closed)


def sleep(session: Session, proposal: Proposal) -> int:
    """Do what was proposed and return how many objects moved.

    Raises
    ------
    Stale
        The palace has changed since; nothing was done.
    """
    return session.run(TidyUp(proposal.tidying, proposal.seq)).moved
