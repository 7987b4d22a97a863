"""Looking through what is there already for secrets."""

from __future__ import annotations

from collections.abc import Callable

from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.ops import NoteSecrets
from palace.queries import AllItems
from palace.recall.secrets import found_in
from palace.session import Session
from palace.store.library import Held


def _silent(progress: Progress) -> None:
    pass


def look_for_secrets(
    session: Session,
    *,
    on_progress: OnProgress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Held]:
    """Hold back what holds a secret, in all that came before this was looked at; return it.

    What the person has released stays as it is.

    Raises
    ------
    Cancelled
        What was done stays.
    """
    meter = Meter("secrets", None, on_progress)
    held: list[Held] = []
    for item in session.ask(AllItems(), cancelled):
        if cancelled():
            raise Cancelled
        for part in item.objects:
            pages = [page for page in part["memories"] if page["reach"] == "here"]
            texts = [part["title"], *(page[name] for page in pages for name in ("title", "text"))]
            found = found_in(texts)
            if found and part["reach"] == "here":
                now = session.run(NoteSecrets([part["id"]], found))
                held.extend(now)
        meter.advance(1, item.title)
    return held
