"""Import: read sources, take their items in, then embed and place what is new."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from palace.embedding import Embedder
from palace.importers.attached import Beside
from palace.importers.base import HoldsPlaces
from palace.importers.files import printable
from palace.importers.kept_files import with_files
from palace.jobs.alone import alone
from palace.jobs.embedding import embed_pending
from palace.jobs.placing import settle
from palace.jobs.progress import Cancelled, Meter, OnProgress, Progress
from palace.jobs.reading import ItemOutcome, Reading, Source, readers, sources_of
from palace.model.drafts import DraftItem
from palace.model.errors import EmbedderUnavailable, PalaceError
from palace.model.exported import MANIFEST
from palace.model.ids import new_id
from palace.ops import ImportItems, MarkMissing, RestorePlaces
from palace.session import Session
from palace.store.library import Held, Written

OWN_PLACES = (
    "This palace has places of its own; those in the export were not taken over, and what is new "
    "finds new ones."
)
ERASED = "erased here before; not taken in again"
CHUNK = 24
"""Items a transaction: few enough that others may write in between, many enough to be quick."""
CHUNK_CHARACTERS = 400_000


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
    sources
        What was recognised; a folder may be read by several importers.
    notes
        Further sentences for the person.
    """

    items: list[ItemOutcome] = field(default_factory=list)
    cancelled: bool = False
    waiting: str = ""
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

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
    named: str | None = None,
    embedder: Embedder | None = None,
    wait: bool = True,
    vanished: frozenset[Path] = frozenset(),
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
    named
        The format that the person says they are; None to recognise them.
    embedder
        What embeds; the session's own where None.
    wait
        Whether to embed and place; otherwise that is left to who opens the palace next.
    vanished
        Files that were there a moment ago: what is new and much like one of them is the same
        item under another name.

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
    report = ImportReport(sources=sources_of(session, paths, named))
    import_id = new_id()
    try:
        for source in report.sources:
            reading = Reading.of(session, source, vanished)
            _import_source(session, reading, import_id, report, on_progress, cancelled, clock)
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


def refuse_unknown(paths: Sequence[Path], named: str | None = None) -> None:
    """Look at paths without reading them through.

    Raises
    ------
    PalaceError
        A path does not exist, cannot be read, or is nothing any importer knows.
    """
    for path in paths:
        readers(path, named)


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


def _import_source(
    session: Session,
    reading: Reading,
    import_id: str,
    report: ImportReport,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
    clock: Callable[[], float],
) -> None:
    source = reading.source
    kind, uri = source.importer.kind, source.uri
    beside = Beside(source.root)
    meter = Meter("reading", source.importer.count(source.path), on_progress, clock)
    meter.tell(str(source.path))
    outcomes: list[ItemOutcome] = []
    chunk: list[DraftItem] = []
    leads: list[tuple[int, str]] = []
    held: list[Held] = []
    size = 0
    finished = ended = False

    def flush() -> None:
        nonlocal size
        if chunk:
            results = session.run(ImportItems.of(kind, uri, chunk, import_id, reading.renames))
            leads.extend(lead for written in results for lead in written.leads)
            outcomes.extend(
                ItemOutcome(item.ref, written.result, _reason(item, written))
                for item, written in zip(chunk, results, strict=True)
            )
            held.extend(each for written in results for each in written.held)
            meter.advance(len(chunk), chunk[-1].title)
            chunk.clear()
            size = 0

    try:
        for item, outcome in reading.items(cancelled):
            if item is None or outcome.result == "unchanged":
                outcomes.append(outcome)
                meter.advance(1, outcome.item if item is None else item.title)
                continue
            item = with_files(session.folder, item, beside)
            chunk.append(item)
            size += sum(len(m.text) for part in item.objects for m in part.memories)
            if len(chunk) >= CHUNK or size >= CHUNK_CHARACTERS:
                flush()
        flush()
        if isinstance(source.importer, HoldsPlaces):
            try:
                places = source.importer.places(source.path)
                _restore(session, places, reading, leads, report, import_id)
            except PalaceError as error:
                outcomes.append(ItemOutcome(MANIFEST, "failed", str(error)))
        ended = True
        finished = source.complete and not any(each.result == "failed" for each in outcomes)
    finally:
        report.items.extend(outcomes)
        if held:
            report.notes.append(_held_back(held))
        if ended or cancelled():
            # Also where the person stopped it: what was done until then is told.
            told = [outcome for outcome in outcomes if outcome.result != "unchanged"]
            gone = session.run(
                MarkMissing(
                    kind,
                    uri,
                    frozenset(reading.seen) if finished else None,
                    tuple((each.item, each.result, each.reason) for each in told),
                    import_id,
                    printable(source.path.absolute()),
                    len(outcomes) - len(told),
                    ended,
                )
            )
            report.items.extend(
                ItemOutcome(ref, "missing", "no longer in its source; kept") for ref in gone
            )


def _reason(item: DraftItem, written: Written) -> str:
    """Return what is to be said of an item that was written."""
    if written.erased:
        return ERASED
    kinds = sorted({kind for each in written.held for kind in each.kinds})
    told = f"Holds {' and '.join(kinds)}; out of reach until you decide." if kinds else ""
    return f"{item.notice} {told}".strip()


def _held_back(held: Sequence[Held]) -> str:
    what = "Held back since it seems to hold a password, key or token: "
    return f"{what}{len(held)} page{'s' * (len(held) > 1)}. `palace secrets` lets you decide."


def _restore(
    session: Session,
    places: Mapping[str, Sequence[Mapping[str, Any]]],
    reading: Reading,
    leads: list[tuple[int, str]],
    report: ImportReport,
    import_id: str,
) -> None:
    """Point the links of an export's items, and take its places over."""
    before = tuple(name for name, known in reading.sources.items() if known)
    if not session.run(RestorePlaces(places, tuple(leads), before, import_id)):
        report.notes.append(OWN_PLACES)
