"""Following folders: what changes there comes in by itself, while the program runs."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from palace.embedding import Embedder
from palace.importers import recognise, recognise_all
from palace.importers.files import printable
from palace.jobs.importing import ImportReport, finish, import_paths, refuse_unknown
from palace.jobs.progress import Cancelled
from palace.jobs.reading import ItemOutcome
from palace.model.errors import NotFound, PalaceError
from palace.model.ids import new_id
from palace.ops import MarkMissing, SetWatched
from palace.queries import ItemsAt, Watched
from palace.session import Session

QUIET_MS = 400
"""So long nothing has to change before what has is taken in: programs save in several steps."""
PATIENCE_MS = 3000
"""So long at most it is waited for quiet."""
LOOK_MS = 500
"""So often it is looked whether to stop, and whether a folder has gone or come back."""
MANY = 200
"""More changes than this at once, and the folder is read as a whole."""
BY_FILE = frozenset({"markdown", "transcript", "pdf", "html", "docx", "epub", "evernote"})
"""Formats whose files can be read each by itself."""


@dataclass(frozen=True)
class Came:
    """What changed at a followed path and was taken in.

    Parameters
    ----------
    path
        What is followed.
    report
        What became of the items; the unchanged are not in it.
    """

    path: Path
    report: ImportReport


def follow(session: Session, paths: Sequence[Path]) -> list[str]:
    """Follow paths from now on; return those that were not followed before.

    Raises
    ------
    PalaceError
        A path does not exist, cannot be read, or is nothing any importer knows.
    """
    refuse_unknown(paths)
    return session.run(SetWatched(tuple(str(path.resolve()) for path in paths)))


def watch(
    session: Session,
    *,
    stopped: Callable[[], bool],
    on_came: Callable[[Came], None],
    on_notice: Callable[[str], None],
    embedder: Embedder | None = None,
    wait: bool = True,
) -> None:
    """Follow everything that is followed, until told to stop.

    First what has changed meanwhile is taken in; then each change, once it is quiet. An edit is a
    revision, a file with another name the same item at its place, a file that is gone a mark.

    Parameters
    ----------
    session
        The palace.
    stopped
        Asked twice a second, from this thread and others.
    on_came
        Called in this thread with what was taken in.
    on_notice
        Called in this thread with a sentence: a folder is gone, or is back.
    embedder
        What embeds; the session's own where None.
    wait
        Whether to embed and place what comes.

    Raises
    ------
    NotFound
        Nothing is followed.
    """
    if not session.ask(Watched()):
        raise NotFound("Nothing is followed yet; `palace watch PATH` follows a folder.")
    following = _Following(session, stopped, on_came, on_notice, embedder, wait)
    while not stopped() and following.paths():
        following.run()


class _Following:
    """Follows until it is stopped, or the paths are others than they were."""

    def __init__(
        self,
        session: Session,
        stopped: Callable[[], bool],
        on_came: Callable[[Came], None],
        on_notice: Callable[[str], None],
        embedder: Embedder | None,
        wait: bool,
    ) -> None:
        self.session = session
        self.stopped = stopped
        self.on_came = on_came
        self.on_notice = on_notice
        self.embedder = embedder
        self.wait = wait
        self.gone: set[Path] = set()
        self.kinds: dict[Path, frozenset[str]] = {}
        """What reads each path that has been read as a whole since it was last there."""
        self.stamps: dict[Path, tuple[int, int, int]] = {}
        """Single files as they were; most programs put another in their place to save."""

    def paths(self) -> list[Path]:
        """Return what is followed."""
        return [Path(path) for path in self.session.ask(Watched())]

    def run(self) -> None:
        """Follow the paths that are there now."""
        followed = self.paths()
        there = self._there(followed)
        changes = self._changes(there) if there else self._nothing()
        for batch in changes:
            for path in there:
                # The watch stands by now: nothing that happens meanwhile is missed.
                if path not in self.kinds and path.exists():
                    self._whole(path)
            for path in there:
                changed = [each for each in batch if each == path or each.is_relative_to(path)]
                if changed and path.exists():
                    self._take_in(path, changed)
            now = self.paths()
            if now != followed or any(path.exists() == (path in self.gone) for path in now):
                return

    def _there(self, followed: list[Path]) -> list[Path]:
        there = [path for path in followed if path.exists()]
        for path in followed:
            name = printable(path)
            if path not in there and path not in self.gone:
                self.gone.add(path)
                self.kinds.pop(path, None)
                self.on_notice(f"{name} is not there now; its things stay, until it is back.")
            elif path in there and path in self.gone:
                self.gone.discard(path)
                self.on_notice(f"{name} is there again.")
        return there

    def _nothing(self) -> Iterator[list[Path]]:
        while not self.stopped():
            time.sleep(LOOK_MS / 1000)
            yield []

    def _changes(self, paths: list[Path]) -> Iterator[list[Path]]:
        """Yield what has changed, nothing now and then."""
        from watchfiles import watch as changes_at

        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if not path.is_dir()]
        if not folders:
            for nothing in self._nothing():
                yield nothing + self._saved(files)
            return
        try:
            for batch in changes_at(
                *(p for p in folders if not any(q != p and p.is_relative_to(q) for q in folders)),
                watch_filter=None,
                debounce=PATIENCE_MS,
                step=QUIET_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                stop_event=_Stop(self.stopped),
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                yield [Path(path) for _, path in sorted(batch)] + self._saved(files)
        except FileNotFoundError:
            return  # it went this moment: it is looked at again
        except OSError as error:
            raise PalaceError(
                f"These folders cannot be followed ({error.strerror or error}); where there are "
                "very many files, raise fs.inotify.max_user_watches."
            ) from error

    def _saved(self, files: Sequence[Path]) -> list[Path]:
        """Return which of these files are others than when they were last looked at."""
        changed = []
        for path in files:
            try:
                at = path.stat()
            except OSError:
                continue
            stamp = (at.st_ino, at.st_mtime_ns, at.st_size)
            if self.stamps.get(path, stamp) != stamp:
                changed.append(path)
            self.stamps[path] = stamp
        return changed

    def _whole(self, path: Path, changed: Sequence[Path] = ()) -> None:
        """Read a path as an import does."""
        vanished = frozenset(each for each in changed if not os.path.lexists(each))
        self.kinds[path] = frozenset()
        try:
            self.kinds[path] = frozenset(each.kind for each in recognise_all(path))
            report = self._import([path], vanished)
        except PalaceError as error:
            if self.kinds[path]:  # else it is an empty folder: something may come yet
                self.on_notice(str(error))
            return
        self._tell(path, report)

    def _take_in(self, path: Path, changed: Sequence[Path]) -> None:
        shown = [each for each in changed if not _hidden(path, each)]
        if not shown:
            return
        folders = any(each.is_dir() or self._was_folder(each) for each in shown)
        if path.is_file() or folders or len(shown) > MANY or not self.kinds[path] <= BY_FILE:
            self._whole(path, shown)
            return
        vanished = frozenset(each for each in shown if not os.path.lexists(each))
        files = [each for each in shown if each.is_file() and _known(each)]
        report = self._import(files, vanished) if files else ImportReport()
        self._mark(path, vanished, report)
        self._tell(path, report)

    def _was_folder(self, path: Path) -> bool:
        if path.exists():
            return False
        items = self.session.ask(ItemsAt((path,)))
        return any(not ref.endswith(path.name) for _, _, ref in items)

    def _import(self, paths: list[Path], vanished: frozenset[Path]) -> ImportReport:
        report = import_paths(
            self.session, paths, wait=False, vanished=vanished, cancelled=self.stopped
        )
        report.items = [each for each in report.items if each.result != "unchanged"]
        if self.wait and any(each.result in {"added", "updated"} for each in report.items):
            with contextlib.suppress(Cancelled):
                finish(self.session, embedder=self.embedder, report=report, cancelled=self.stopped)
        return report

    def _mark(self, path: Path, vanished: frozenset[Path], report: ImportReport) -> None:
        """Mark the items whose files are gone; those that were renamed have other names by now."""
        found: dict[tuple[str, str], set[str]] = {}
        for kind, uri, ref in self.session.ask(ItemsAt(tuple(sorted(vanished)))):
            found.setdefault((kind, uri), set()).add(ref)
        for (kind, uri), refs in found.items():
            mark = MarkMissing(kind, uri, None, (), new_id(), printable(path), gone=frozenset(refs))
            report.items += [
                ItemOutcome(ref, "missing", "no longer in its source; kept")
                for ref in self.session.run(mark)
            ]

    def _tell(self, path: Path, report: ImportReport) -> None:
        if report.items or report.notes:
            self.on_came(Came(path, report))


class _Stop:
    """What the watching library asks whether to stop."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped

    def is_set(self) -> bool:
        """Return whether to stop."""
        return self._stopped()


def _hidden(root: Path, path: Path) -> bool:
    """Return whether something is of no account: hidden, or a program's own while it saves."""
    inner = path.relative_to(root).parts
    return any(part.startswith(".") for part in inner) or path.name.endswith(("~", ".tmp"))


def _known(path: Path) -> bool:
    try:
        return recognise(path) is not None
    except PalaceError:  # it went this moment, or may not be read
        return False
