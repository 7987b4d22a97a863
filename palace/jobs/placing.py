"""Give every object its place: a draft's plan is drawn anew, a founded palace grows."""

from __future__ import annotations

import time
from collections.abc import Callable

from palace import layout
from palace.embedding import Embedder
from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.model.errors import Stale
from palace.ops import PlaceObjects, RebuildPlan
from palace.queries.entries import Entries
from palace.queries.growth import Growth, Settled
from palace.session import Session

TRIES = 10
BATCH = 32
"""Objects placed in one transaction."""


def settle(
    session: Session,
    embedder: Embedder,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> int:
    """Place the objects that have a vector and no locus.

    Returns
    -------
    int
        How many objects found a place.

    Raises
    ------
    Cancelled
        What was done stays.
    """
    for _ in range(TRIES):
        state = session.ask(Settled())
        if not state.homeless and not state.gone:
            return 0
        try:
            if state.founded:
                return _grow(session, embedder, state.homeless, on_progress, cancelled)
            return _found(session, embedder, on_progress, cancelled)
        except Stale:
            # Another process moved in, or placed some of them, meanwhile: look again.
            continue
    return 0


def _found(
    session: Session,
    embedder: Embedder,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> int:
    entries = session.ask(Entries(embedder.space))
    if not entries:
        return 0

    def tell(what: str, share: float) -> None:
        on_progress(Progress("founding", int(share * len(entries)), len(entries), message=what))

    try:
        founding = layout.build(entries, progress=tell, cancelled=cancelled)
    except layout.Cancelled as stop:
        raise Cancelled from stop
    return session.run(RebuildPlan(founding))


def _grow(
    session: Session,
    embedder: Embedder,
    homeless: frozenset[str],
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> int:
    entries = session.ask(Entries(embedder.space, homeless))
    if not entries:
        return 0
    meter = Meter("placing", len(entries), on_progress)
    growth = session.ask(Growth(embedder.space, time.time()))
    placed = 0
    for start in range(0, len(entries), BATCH):
        if cancelled():
            raise Cancelled
        batch = entries[start : start + BATCH]
        placed += session.run(PlaceObjects(growth, tuple(batch)))
        meter.advance(len(batch))
    return placed
