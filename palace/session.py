"""The one way in: open a palace, run operations, ask queries, undo, follow what others change.

It knows no verb of the domain; those are in `palace.ops` and `palace.queries`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from psygnal import Signal

from palace.embedding import EmbedderClient
from palace.model.changes import Change
from palace.model.errors import Stale
from palace.ops.operation import Operation
from palace.queries.query import Context, Query
from palace.recall.meaning import Meaning
from palace.store import Store
from palace.store.log import (
    changes_since,
    last_batch,
    last_change,
    latest_changes,
    mark_undone,
    record,
)
from palace.store.store import storage_errors

T = TypeVar("T")


class Session:
    """An open palace.

    Any thread may run operations and ask queries; `changed` is emitted in the thread that ran
    the operation or polled.

    Parameters
    ----------
    folder
        The palace's folder.
    create
        Make it where there is none.
    embedder
        What turns words into vectors; None searches by words alone.
    actor
        Who works here, for the logs.
    clock
        Returns the time, seconds since 1970.

    Raises
    ------
    NotAPalace, NewerSchema, StorageError
        See `palace.store.Store`.
    """

    changed = Signal(tuple)

    def __init__(
        self,
        folder: Path,
        *,
        create: bool = False,
        embedder: EmbedderClient | None = None,
        actor: str = "session",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.folder = folder
        self.actor = actor
        self._embedder = embedder
        self._store = Store(folder, create=create, clock=clock)
        self._meaning = Meaning(folder / "index", embedder)
        self._catching_up = threading.Lock()
        self._seen = last_change(self._store.reader())

    @property
    def embedder(self) -> EmbedderClient | None:
        """What turns words into vectors, by the model in use now."""
        self._meaning.align(self._store.reader())
        return self._embedder

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = False,
        embedder: EmbedderClient | None = None,
        actor: str = "session",
    ) -> Session:
        """Open a palace; see the class."""
        return cls(folder, create=create, embedder=embedder, actor=actor)

    def run(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction and tell what changed.

        Raises
        ------
        PalaceError
            As the operation says; nothing of it was kept then.
        """
        with self._store.writing(self.actor) as tx:
            before = last_change(tx)
            result = operation.apply(tx)
            inverse = operation.inverse(tx, result)
            if inverse is not None:
                record(tx, operation.kind, operation.title, inverse, operation.batch, before)
        self._catch_up()
        return result

    def ask(self, query: Query[T], cancelled: Callable[[], bool] | None = None) -> T:
        """Answer a query from this thread's read-only view.

        Parameters
        ----------
        cancelled
            Asked now and then; once true the query raises `palace.queries.query.Cancelled`.
        """
        with storage_errors(self.folder):
            wanted = cancelled or (lambda: False)
            now = self._store.clock()
            return query.answer(Context(self._store.reader(), self._meaning, wanted, now))

    def undo(self, *, force: bool = False) -> str | None:
        """Undo the newest operation, or the newest batch, and return what it was; None if none.

        Raises
        ------
        Stale
            What it touched has changed since; `force` undoes it all the same.
        """
        from palace.ops import OPERATIONS

        with self._store.writing(self.actor) as tx:
            tx.undoing = True
            batch = last_batch(tx)
            if not batch:
                return None
            latest = {} if force else latest_changes(tx, min(done.seq for done in batch))
            looked = [done for done in batch if not OPERATIONS[done.inverse[0]].looks_itself]
            if any(latest.get(ref, 0) > done.seq for done in looked for ref in _refs(done.inverse)):
                raise Stale(f"“{batch[0].title}” has been changed since; look before undoing it.")
            for done in batch:
                kind, fields = done.inverse
                if mark_undone(tx, done.id):
                    inverse = OPERATIONS[kind](**fields)
                    inverse.insist(tx) if force else inverse.apply(tx)
        self._catch_up()
        return batch[0].title

    def undoable(self) -> str | None:
        """Return what `undo` would undo, or None."""
        batch = last_batch(self._store.reader())
        return batch[0].title if batch else None

    def poll(self) -> tuple[Change, ...]:
        """Return and emit what other processes have changed since the last look.

        Cheap when nothing has: one PRAGMA.
        """
        return self._catch_up() if self._store.written_elsewhere() else ()

    def _catch_up(self) -> tuple[Change, ...]:
        # From the log rather than from the transaction: what another process wrote in between
        # is told in its turn, each change once.
        with self._catching_up:
            changes = changes_since(self._store.reader(), self._seen)
            if changes:
                self._seen = changes[-1].seq
        if changes:
            self.changed.emit(changes)
        return changes

    def prepare(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Make searching quick: bring the index level and keep it; for work in the background."""
        with storage_errors(self.folder):
            self._meaning.prepare(self._store.reader(), cancelled)

    def close(self) -> None:
        """Keep the index for the next time and close the palace."""
        self.changed.disconnect()
        self._meaning.close()
        self._store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _refs(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return _refs(list(value.values()))
    if isinstance(value, list | tuple):
        return {ref for part in value for ref in _refs(part)}
    return set()
