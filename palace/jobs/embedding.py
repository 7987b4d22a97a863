"""Turn waiting keys into vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from palace.embedding import Embedder
from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.ops import StoreVectors
from palace.queries.pending import CountPending, PendingKeys
from palace.session import Session
from palace.store.keys import PendingKey

WINDOW = 4096
"""Keys looked at together; sorted by length, so that a batch holds texts of one length."""
BATCH = 128
"""Keys a transaction: about two seconds of work, so progress moves and cancel is quick."""


def embed_pending(
    session: Session,
    embedder: Embedder,
    openings: bool,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> int:
    """Embed the keys that wait and keep their vectors.

    Parameters
    ----------
    embedder
        Its space need not be the one in use: another model's vectors are made so.
    openings
        Only the objects' openings (from which they get places), or only the rest.

    Returns
    -------
    int
        How many were embedded.

    Raises
    ------
    Cancelled, EmbedderUnavailable
        What was done stays.
    """
    space = embedder.space
    if not session.ask(CountPending(space, openings)):
        return 0
    on_progress(Progress("waking", 0, None, message="the model wakes up"))
    meter = Meter("embedding", session.ask(CountPending(space, openings)), on_progress)
    done, after = 0, 0
    # While one batch is written the embedder has the next already.
    with ThreadPoolExecutor(1, thread_name_prefix="vectors") as writing:
        written: Future[int] | None = None
        while keys := session.ask(PendingKeys(space, openings, after, WINDOW)):
            after = keys[-1].id
            for batch in _batches(keys):
                if cancelled():
                    raise Cancelled
                vectors = embedder.embed([key.text for key in batch], bulk=True)
                if written is not None:
                    written.result()
                written = writing.submit(session.run, StoreVectors(space, batch, vectors))
                done += len(batch)
                meter.advance(len(batch))
            if written is not None:
                written.result()
                written = None
    return done


def _batches(keys: Sequence[PendingKey]) -> list[list[PendingKey]]:
    ordered = iter(sorted(keys, key=lambda key: len(key.text)))
    return list(iter(lambda: list(islice(ordered, BATCH)), []))
