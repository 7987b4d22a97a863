"""Import: read sources, take their items in, then embed and place what is new."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from palace.embedding import Embedder
from palace.importers import Importer, importer_for, recognise_all
from palace.jobs.alone import alone
from palace.jobs.embedding import embed_pending
from palace.jobs.placing import settle
from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.model.drafts import DraftItem, Unreadable
from palace.model.errors import EmbedderUnavailable
from palace.model.ids import new_id
from palace.ops import ImportItems, MarkMissing
from palace.queries.sources import KnownItems, SourceUris
from palace.session import Session

ERASED = "erased here before; not taken in again"
CHUNK = 24
"""Items a transaction: few enough that others may write in between, many enough to be quick."""
CHUNK_CHARACTERS = 400_000


@dataclass(frozen=True)
class ItemOutcome:
    """What became of a source item.

    Parameters
    ----------
    item
        Which: its path or identity in its source.
    result
        "added", "updated", "unchanged", "missing", "skipped" or "failed".
    reason
        Why, or what was odd about it; empty where the result says it all.
    """

    item: str
    result: str
    reason: str = ""


@dataclass
class ImportReport:
    """What an import did.

    Parameters
    ----------
    items
        What became of each, in order.
    cancelled
        Whether the person stopped it; what was done stays.
    waiting
        Why keys still wait for their vectors, empty where none do.
    """

    items: list[ItemOutcome] = field(default_factory=list)
    cancelled: bool = False
    waiting: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many items had each result, all six always there."""
        found = Counter(item.result for item in self.items)
        names = ("added", "updated", "unchanged", "missing", "skipped", "failed")
        return {name: found[name] for name in names}


def _silent(progress: Progress) -> None:
    pass


def import_paths(
    session: Session,
    paths: Sequence[Path],
    *,
    embedder: Embedder | None = None,
    wait: bool = True,
    on_progress: OnProgress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> ImportReport:
    """Import files and folders.

    Words are searchable after the first transaction; with `wait` it returns when every object
    has its place and every key its vector.

    Parameters
    ----------
    session
        The palace.
    paths
        What to read, each recognised by an importer.
    embedder
        What embeds; the session's own where None.
    wait
        Whether to embed and place; otherwise that is left to who opens the palace next.

    Returns
    -------
    ImportReport
        Also where it was cancelled.

    Raises
    ------
    PalaceError
        A path does not exist, cannot be read, or is nothing any importer knows. All paths are
        looked at before anything is read.
    """
    sources = [(path, importer) for path in paths for importer in _importers(path)]
    report = ImportReport()
    import_id = new_id()
    try:
        for path, importer in sources:
            _import_source(
                session, path, importer, import_id, report, on_progress, cancelled, clock
            )
        if wait:
            finish(
                session,
                embedder=embedder,
                report=report,
                on_progress=on_progress,
                cancelled=cancelled,
            )
    except Cancelled:
        report.cancelled = True
    return report


def refuse_unknown(paths: Sequence[Path]) -> None:
    """Look at paths without reading them through.

    Raises
    ------
    PalaceError
        A path does not exist, cannot be read, or is nothing any importer knows.
    """
    for path in paths:
        _importers(path)


def finish(
    session: Session,
    *,
    embedder: Embedder | None = None,
    report: ImportReport | None = None,
    on_progress: OnProgress = _silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Place and embed whatever waits: openings first, so that one can walk, then the rest.

    Raises
    ------
    Cancelled
        What was done stays.
    """
    embedder = embedder or session.embedder
    if embedder is None:
        return
    try:
        with alone(session.folder, on_progress, cancelled):
            _finish(session, embedder, on_progress, cancelled)
    except EmbedderUnavailable as error:
        if report is None:
            raise
        report.waiting = str(error)


def _finish(
    session: Session,
    embedder: Embedder,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> None:
    embed_pending(session, embedder, True, on_progress, cancelled)
    settle(session, embedder, on_progress, cancelled)
    embed_pending(session, embedder, False, on_progress, cancelled)
    session.prepare(cancelled)


def _importers(path: Path) -> tuple[Importer, ...]:
    """Return who reads a path: of a folder perhaps several; raise one sentence where nobody."""
    return recognise_all(path) or (importer_for(path),)


def _within(session: Session, importer: Importer, path: Path) -> tuple[str, str]:
    """Return (source, folder of the items' names inside it) under which a path is known.

    A note, or a folder, inside a folder that was imported before is a part of that source, so
    that importing it by itself makes no twin.
    """
    uri = importer.source_uri(path)
    if importer.kind != "markdown":
        return uri, ""
    place = path.resolve()
    for known in session.ask(SourceUris(importer.kind)):
        folder = Path(url2pathname(urlsplit(known).path))
        if folder != place and place.is_relative_to(folder) and folder.is_dir():
            inner = place.relative_to(folder)
            return known, (inner if path.is_dir() else inner.parent).as_posix()
    return uri, ""


def _import_source(
    session: Session,
    path: Path,
    importer: Importer,
    import_id: str,
    report: ImportReport,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
    clock: Callable[[], float],
) -> None:
    uri, inner = _within(session, importer, path)
    known = session.ask(KnownItems(importer.kind, uri))
    meter = Meter("reading", importer.count(path), on_progress, clock)
    meter.tell(str(path))
    seen: set[str] = set()
    outcomes: list[ItemOutcome] = []
    chunk: list[DraftItem] = []
    size = 0
    complete = False

    def flush() -> None:
        nonlocal size
        if chunk:
            results = session.run(ImportItems.of(importer.kind, uri, chunk, import_id))
            outcomes.extend(
                ItemOutcome(item.ref, written.result, ERASED if written.erased else item.notice)
                for item, written in zip(chunk, results, strict=True)
            )
            meter.advance(len(chunk), chunk[-1].title)
            chunk.clear()
            size = 0

    try:
        for item in importer.items(path):
            if cancelled():
                raise Cancelled
            if inner not in {"", "."}:
                item = replace(item, ref=f"{inner}/{item.ref}" if item.ref else "")
            if isinstance(item, Unreadable):
                result = "skipped" if item.skipped else "failed"
                outcomes.append(ItemOutcome(item.place, result, item.reason))
                if item.ref:
                    seen.add(item.ref)
                meter.advance(1, item.place)
            elif item.ref in seen:
                outcomes.append(
                    ItemOutcome(item.place, "skipped", "the same item stands twice in its source")
                )
            elif known.get(item.ref) == item.fingerprint:
                seen.add(item.ref)
                outcomes.append(ItemOutcome(item.ref, "unchanged"))
                meter.advance(1, item.title)
            else:
                seen.add(item.ref)
                chunk.append(item)
                size += sum(len(m.text) for part in item.objects for m in part.memories)
                if len(chunk) >= CHUNK or size >= CHUNK_CHARACTERS:
                    flush()
        flush()
        complete = (
            importer.whole(path)
            and uri == importer.source_uri(path)
            and not any(outcome.result == "failed" for outcome in outcomes)
        )
    finally:
        report.items.extend(outcomes)
    if outcomes:
        rows = tuple(
            (outcome.item, outcome.result, outcome.reason)
            for outcome in outcomes
            if outcome.result != "unchanged"
        )
        gone = session.run(
            MarkMissing(importer.kind, uri, frozenset(seen) if complete else None, rows)
        )
        report.items.extend(
            ItemOutcome(ref, "missing", "no longer in its source; kept") for ref in gone
        )
