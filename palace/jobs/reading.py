"""Reading sources: who reads them, and what each item is beside what the palace knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

from palace.importers import Importer, importer_for, importer_named, recognise_all
from palace.importers.entries import is_zip
from palace.importers.files import check_readable
from palace.importers.note_files import note_path
from palace.jobs.progress import Cancelled
from palace.model.drafts import DraftItem, Unreadable
from palace.model.kept import KeptSource
from palace.queries.sources import KnownItems, SourceUris
from palace.queries.watching import ItemsAt, TextOf
from palace.session import Session
from palace.store.library import is_known

ALIKE = 70.0
"""Least likeness, in per cent, at which a new file is one that has just vanished, renamed."""
_COMPARED = 20_000
"""Characters of each that are compared."""
TWICE = "the same item stands twice in its source"


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


@dataclass(frozen=True)
class Source:
    """A path and who reads it.

    Parameters
    ----------
    path
        As it was given.
    importer
        Who reads it.
    uri
        Under which the palace knows it.
    inner
        The folder inside that source where the items' names begin; empty for the whole.
    """

    path: Path
    importer: Importer
    uri: str
    inner: str = ""

    @property
    def root(self) -> Path:
        """The whole of the source: of a note in a folder that was imported, the folder."""
        if self.uri.startswith("file:") and self.path.is_file():
            folder = Path(url2pathname(urlsplit(self.uri).path))
            if folder.is_dir() and self.path.resolve().is_relative_to(folder):
                return folder
        return self.path

    @property
    def complete(self) -> bool:
        """Whether an item that is not met is gone from the source."""
        same = self.uri == self.importer.source_uri(self.path)
        return same and self.importer.whole(self.path)


def readers(path: Path, named: str | None = None) -> tuple[Importer, ...]:
    """Return who reads a path: of a folder perhaps several.

    Parameters
    ----------
    path
        A file or folder.
    named
        The format that the person says it is; None to recognise it.

    Raises
    ------
    PalaceError
        It does not exist, cannot be read, or is nothing any importer knows.
    """
    if named is not None:
        check_readable(path)
        return (importer_named(named),)
    return recognise_all(path) or (importer_for(path),)


def source_of(session: Session | None, importer: Importer, path: Path) -> Source:
    """Return a path as a source of the palace.

    A note, or a folder, inside a folder that was imported before is a part of that source, so
    that importing it by itself makes no twin.
    """
    uri = importer.source_uri(path)
    if session is None or not uri.startswith("file:") or is_zip(path):
        return Source(path, importer, uri)
    place = path.resolve()
    for known in session.ask(SourceUris(importer.kind)):
        folder = Path(url2pathname(urlsplit(known).path))
        if folder != place and place.is_relative_to(folder) and folder.is_dir():
            inner = place.relative_to(folder)
            named = (inner if path.is_dir() else inner.parent).as_posix()
            return Source(path, importer, known, "" if named == "." else named)
    return Source(path, importer, uri)


@dataclass
class Reading:
    """Reads a source's items and says of each whether it is new.

    Parameters
    ----------
    source
        What is read.
    known
        ref → fingerprint of what the palace has of it.
    seen
        Refs that were met.
    session
        The palace, None where there is none.
    vanished
        Files that were there a moment ago: what is new and much like one of them is it, renamed.
    renames
        Ref → the ref that it had before.
    sources
        Kind and uri → ref → fingerprint, of the sources that items of an export came from.
    """

    source: Source
    known: Mapping[str, str]
    seen: set[str] = field(default_factory=set)
    session: Session | None = None
    sources: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    vanished: frozenset[Path] = frozenset()
    renames: dict[str, str] = field(default_factory=dict)
    _by_fingerprint: dict[str, list[str]] | None = None

    @classmethod
    def of(
        cls, session: Session | None, source: Source, vanished: frozenset[Path] = frozenset()
    ) -> Reading:
        """Return the reading of a source beside what a palace has of it (None: no palace)."""
        if session is None:
            return cls(source, {})
        known = session.ask(KnownItems(source.importer.kind, source.uri))
        return cls(source, known, session=session, vanished=vanished)

    def items(
        self, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[DraftItem | None, ItemOutcome]]:
        """Yield each item with its outcome: "added" or "updated" is what would become of it.

        Raises
        ------
        Cancelled
            The person stopped it.
        """
        inner = self.source.inner
        for item in self.source.importer.items(self.source.path):
            if cancelled():
                raise Cancelled
            if inner:
                item = replace(item, ref=f"{inner}/{item.ref}" if item.ref else "")
            yield self._judged(item)

    def _judged(self, item: DraftItem | Unreadable) -> tuple[DraftItem | None, ItemOutcome]:
        if isinstance(item, Unreadable):
            if item.ref:
                self.seen.add(item.ref)
            result = "skipped" if item.skipped else "failed"
            return None, ItemOutcome(item.place, result, item.reason)
        kept = item.kept
        # The items of an export come from several sources, each with refs of its own.
        met = item.ref if kept is None else f"{kept.source.kind} {kept.source.uri} {item.ref}"
        if met in self.seen:
            return None, ItemOutcome(item.place, "skipped", TWICE)
        self.seen.add(met)
        before = (self.known if kept is None else self._known(kept.source)).get(item.ref)
        if is_known(before, item):
            return item, ItemOutcome(item.ref, "unchanged")
        old = self._renamed(item) if before is None and kept is None else None
        if old is not None:
            self.renames[item.ref] = old
            item = replace(item, notice=f"{item.notice} Renamed from {old}.".strip())
            return item, ItemOutcome(item.ref, "updated", item.notice)
        return item, ItemOutcome(item.ref, "added" if before is None else "updated", item.notice)

    def _renamed(self, item: DraftItem) -> str | None:
        """Return the ref that an item had before its file was renamed; None where it is new."""
        kind, uri = self.source.importer.kind, self.source.uri
        if self.session is None or not uri.startswith("file:") or note_path(uri, item.ref) is None:
            return None
        if self._by_fingerprint is None:
            self._by_fingerprint = {}
            for ref, fingerprint in self.session.ask(KnownItems(kind, uri, missing=True)).items():
                self._by_fingerprint.setdefault(fingerprint, []).append(ref)
        known = self._by_fingerprint.get(item.fingerprint, ()) if item.fingerprint else ()
        gone = [ref for ref in known if self._is_gone(ref)]
        if gone:
            same = PurePosixPath(item.ref).name
            return min(gone, key=lambda ref: (PurePosixPath(ref).name != same, ref))
        return self._alike(item) if self.vanished else None

    def _is_gone(self, ref: str) -> bool:
        taken = ref in self.seen or ref in self.renames.values()
        return not taken and note_path(self.source.uri, ref) is None

    def _alike(self, item: DraftItem) -> str | None:
        """Return which of the files that have just vanished an item is most like, if any."""
        from rapidfuzz import fuzz

        assert self.session is not None
        kind, uri = self.source.importer.kind, self.source.uri
        text = "\n\n".join(memory.text for part in item.objects for memory in part.memories)
        best, score = None, ALIKE
        for other, where, ref in self.session.ask(ItemsAt(tuple(sorted(self.vanished)))):
            if (other, where) != (kind, uri) or not self._is_gone(ref):
                continue
            old = self.session.ask(TextOf(kind, uri, ref))
            likeness = fuzz.ratio(old[:_COMPARED], text[:_COMPARED], score_cutoff=score)
            if likeness > score:
                best, score = ref, likeness
        return best

    def _known(self, source: KeptSource) -> dict[str, str]:
        """Return what the palace has of the source that an exported item came from."""
        name = (source.kind, source.uri)
        if name not in self.sources:
            asked = KnownItems(*name, missing=True)
            self.sources[name] = {} if self.session is None else self.session.ask(asked)
        return self.sources[name]


def sources_of(
    session: Session | None, paths: Sequence[Path], named: str | None = None
) -> list[Source]:
    """Return all sources at some paths, before anything is read of them.

    Raises
    ------
    PalaceError
        As `readers`.
    """
    found = [(path, importer) for path in paths for importer in readers(path, named)]
    return [source_of(session, importer, path) for path, importer in found]
