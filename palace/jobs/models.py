"""Another model: its vectors are made beside those in use, which they replace when whole."""

from __future__ import annotations

from collections.abc import Callable

from palace.embedding import Embedder, ModelSource
from palace.jobs.alone import alone
from palace.jobs.embedding import embed_pending
from palace.jobs.progress import OnProgress
from palace.ops import AddModel, UseModel
from palace.queries.pending import CountPending
from palace.session import Session


def change_model(
    session: Session,
    source: ModelSource,
    embedder: Embedder,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> int:
    """Embed every key by another model, then take it into use.

    Until the last moment all goes on with the model in use, in every process. Stopped at any
    point, what is embedded stays, and the next call goes on there. No object moves.

    Parameters
    ----------
    source
        The model.
    embedder
        Asks for that model.

    Returns
    -------
    int
        How many keys were embedded.

    Raises
    ------
    Cancelled, EmbedderUnavailable
        What was done stays; the model in use is the old one.
    """
    done = 0
    with alone(session.folder, on_progress, cancelled):
        number = session.run(AddModel(source))
        # Others may import meanwhile.
        while any(session.ask(CountPending(source.space, opening)) for opening in (True, False)):
            for opening in (True, False):
                done += embed_pending(session, embedder, opening, on_progress, cancelled)
        session.run(UseModel(number))
        session.prepare(cancelled)
    return done
