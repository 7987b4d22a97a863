"""What an import would bring, without writing anything."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.jobs.reading import ItemOutcome, Reading, Source, sources_of
from palace.model.drafts import DraftItem
from palace.session import Session


@dataclass(frozen=True)
class Foreseen:
    """What would become of a source item.

    Parameters
    ----------
    item
        Which: its path or identity in its source.
    title
        Its title, empty where it cannot be read.
    format
        The importer's short name.
    kinds
        Kind → how many objects of it: ``{"topic": 3}``.
    memories
        How many pages they have.
    result
        "added", "updated", "unchanged", "skipped" or "failed".
    reason
        Why, or what is odd about it.
    """

    item: str
    title: str
    format: str
    kinds: dict[str, int]
    memories: int
    result: str
    reason: str = ""


@dataclass
class Preview:
    """What an import would bring.

    Parameters
    ----------
    sources
        What was recognised: a path may be read by several importers.
    items
        What would become of each, in order.
    cancelled
        Whether the person stopped it.
    """

    sources: list[Source] = field(default_factory=list)
    items: list[Foreseen] = field(default_factory=list)
    cancelled: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many items had each result, all five always there."""
        found = Counter(item.result for item in self.items)
        names = ("added", "updated", "unchanged", "skipped", "failed")
        return {name: found[name] for name in names}


def _silent(progress: Progress) -> None:
    pass


def preview_paths(
    session: Session | None,
    paths: Sequence[Path],
    *,
    named: str | None = None,
    on_progress: OnProgress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Preview:
    """Read files and folders as an import would, and write nothing.

    Parameters
    ----------
    session
        The palace it would go into; None where there is none yet.
    paths, named, on_progress, cancelled, clock
        As in `import_paths`.

    Raises
    ------
    PalaceError
        As `import_paths`.
    """
    preview = Preview(sources_of(session, paths, named))
    try:
        for source in preview.sources:
            meter = Meter("reading", source.importer.count(source.path), on_progress, clock)
            meter.tell(str(source.path))
            for item, outcome in Reading.of(session, source).items(cancelled):
                preview.items.append(_foreseen(source, item, outcome))
                meter.advance(1, outcome.item)
    except Cancelled:
        preview.cancelled = True
    return preview


def _foreseen(source: Source, item: DraftItem | None, outcome: ItemOutcome) -> Foreseen:
    objects = item.objects if item is not None else ()
    return Foreseen(
        item=outcome.item,
        title=item.title if item is not None else "",
        format=source.importer.kind,
        kinds=dict(Counter(part.kind.value for part in objects)),
        memories=sum(len(part.memories) for part in objects),
        result=outcome.result,
        reason=outcome.reason,
    )
