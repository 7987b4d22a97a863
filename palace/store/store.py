"""One palace on disk: how it is opened, read and written.

Every write begins with ``BEGIN IMMEDIATE``: a deferred transaction that reads first and writes
later fails at once with "database is locked" when another process has written in between,
whatever the busy timeout.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palace.model.changes import Change, ChangeKind
from palace.model.errors import NewerSchema, NotAPalace, PalaceError, StorageError
from palace.store import schema
from palace.store.folders import refuse_unfit

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_SECONDS = 30.0
READER_CACHE_KIB = 32 * 1024
"""Of pages, for each thread that reads: a search touches a few thousand."""
PURGE_SECONDS = 2.0
DATABASE = "palace.db"
UNDO = "undo:"
"""Before the name of who undid something, in the log of changes."""


class Reader:
    """A read-only view, one a thread; rows are `sqlite3.Row`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, parameters: Any = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Any = ()) -> sqlite3.Row | None:
        """Return the first row, or None."""
        found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, parameters: Any = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]


class Transaction(Reader):
    """A write in progress: everything in it happens, or nothing does.

    Parameters
    ----------
    connection
        Inside ``BEGIN IMMEDIATE``.
    actor
        Who writes, for the logs: "window", "import", "cli".
    now
        The time of the transaction, seconds since 1970.
    folder
        The palace's, where files are kept.
    """

    def __init__(
        self, connection: sqlite3.Connection, actor: str, now: float, folder: Path
    ) -> None:
        super().__init__(connection)
        self.folder = folder
        self.actor = actor
        self.now = now
        self.changes: list[Change] = []
        self.purge = False
        """Whether what was deleted must leave no trace on the disk: set by erasing."""
        self.removed: list[str] = []
        """Hashes of files to delete once this is through."""
        self.undoing = False
        """Whether it brings back what was: later undoing is not kept from it by that."""
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The same connection as a sqlite-utils database (a heavy import, so on demand)."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(
                self.connection, execute_plugins=False, recursive_triggers=False
            )
        return self._database

    def insert(self, table: str, rows: list[dict[str, Any]], *, or_ignore: bool = False) -> None:
        """Add rows to a table; with `or_ignore` those that are there already stay as they are."""
        if rows:
            self.database.table(table).insert_all(rows, ignore=or_ignore)

    def execute(self, sql: str, parameters: Any = ()) -> int:
        """Run one statement and return the number of rows it touched."""
        return self.connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, parameters: list[tuple[Any, ...]]) -> None:
        """Run one statement for each row of parameters."""
        self.connection.executemany(sql, parameters)

    def log(self, kind: ChangeKind, ref: str = "", verb: str = "update") -> int:
        """Write a row of the change log and return its number."""
        cursor = self.connection.execute(
            "INSERT INTO change (at, actor, kind, ref, verb) VALUES (?, ?, ?, ?, ?)",
            (self.now, UNDO + self.actor if self.undoing else self.actor, kind.value, ref, verb),
        )
        seq = int(cursor.lastrowid or 0)
        self.changes.append(Change(seq, kind, ref, verb))
        return seq


class Store:
    """The database of one palace folder.

    Parameters
    ----------
    folder
        The palace's folder.
    create
        Make folder and database where there is none.
    clock
        Returns the time, seconds since 1970.

    Raises
    ------
    NotAPalace
        The folder does not exist (and `create` is false), or holds something else.
    NewerSchema
        A later version of the program wrote it.
    StorageError
        It cannot be read or written.
    """

    def __init__(
        self, folder: Path, *, create: bool = False, clock: Callable[[], float] = time.time
    ) -> None:
        self.folder = folder
        self.clock = clock
        self._write_lock = threading.RLock()
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._watch_lock = threading.Lock()
        try:
            self._writer = self._open(create)
            self._name_places()
            with storage_errors(folder):
                self._watcher = self._connect(read_only=True)
                self._version = self._watched()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.folder / DATABASE

    def _name_places(self) -> None:
        """Give addresses to the places of a palace from before there were any."""
        from palace.store.addresses import name_places  # which needs this module

        with storage_errors(self.folder):
            older = self._writer.execute(
                "SELECT EXISTS (SELECT 1 FROM room) AND NOT EXISTS (SELECT 1 FROM address)"
            ).fetchone()[0]
        if older:
            with self.writing("migration") as tx:
                name_places(tx)

    def _open(self, create: bool) -> sqlite3.Connection:
        fresh = not self.path.exists()
        if fresh:
            if not create:
                raise NotAPalace(
                    f"There is no palace in {self.folder}: import something into it first, "
                    "or name another folder with --palace."
                )
            if self.folder.exists() and not self.folder.is_dir():
                raise NotAPalace(f"{self.folder} is a file; a palace needs a folder of its own.")
            try:
                if self.folder.exists() and any(
                    child.name not in {"index", "files", "settings.toml"}
                    # Another process may be making the palace at this moment.
                    and not child.name.startswith(DATABASE)
                    for child in self.folder.iterdir()
                ):
                    raise NotAPalace(
                        f"{self.folder} holds other files and no palace; name an empty or new "
                        "folder with --palace."
                    )
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(
                    f"The folder {self.folder} cannot be made: {error.strerror}; "
                    "choose one you may write to."
                ) from error
        refuse_unfit(self.folder)
        with storage_errors(self.folder):
            connection = self._connect()
            self._check(connection)
            _write_ahead(connection)
            schema.migrate(connection)
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        # In one view: another process may be making the palace at this moment.
        connection.execute("BEGIN")
        found = schema.version(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        connection.execute("COMMIT")
        if found > schema.SCHEMA:
            raise NewerSchema(
                f"The palace in {self.folder} was written by a later version of the program "
                f"(schema {found}, this one knows {schema.SCHEMA}); update the program."
            )
        if tables and application != schema.APPLICATION_ID:
            raise NotAPalace(
                f"{self.path} is a database of something else; name another folder with --palace."
            )

    def _connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # A write is on the disk when it returns: what a person put in survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten: else it could be read from the file's free pages.
        connection.execute("PRAGMA secure_delete = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
        self._connections.append(connection)
        return connection

    @contextmanager
    def writing(self, actor: str) -> Iterator[Transaction]:
        """Give a transaction; it is committed at the end of the block, or rolled back whole.

        Raises
        ------
        StorageError
            The disk is full, read-only or damaged; nothing of the block was kept.
        """
        with self._write_lock, storage_errors(self.folder):
            connection = self._writer
            try:
                connection.execute("BEGIN IMMEDIATE")
                transaction = Transaction(connection, actor, self.clock(), self.folder)
                yield transaction
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            if transaction.purge:
                self._purge()
            if transaction.removed:
                from palace.store.files import remove  # which needs this module

                remove(self.folder, transaction.removed)

    def _purge(self) -> None:
        """Leave no copy of what was deleted: empty the write-ahead log, drop the index."""
        # It waits for whoever reads; where somebody reads for long, closing empties the log.
        self._writer.execute(f"PRAGMA busy_timeout = {PURGE_SECONDS * 1000:.0f}")
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writer.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
        shutil.rmtree(self.folder / "index", ignore_errors=True)

    def reader(self) -> Reader:
        """Return this thread's read-only view."""
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            with storage_errors(self.folder):
                reader = Reader(self._connect(read_only=True))
            self._local.reader = reader
        return reader

    def written_elsewhere(self) -> bool:
        """Return whether anyone has written since this was last asked.

        SQLite's ``data_version`` is relative to the connection that asks, so one connection is
        kept for asking, and one thread at a time asks.
        """
        with self._watch_lock, storage_errors(self.folder):
            version = self._watched()
            changed = version != self._version
            self._version = version
        return changed

    def _watched(self) -> int:
        return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close every connection; the store is of no use afterwards."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Choose the write-ahead log; its first time fails at once where another process does it."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.02)


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn SQLite's faults of surroundings into sentences; our own bugs stay what they are."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _explained(error, folder) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise _explained(error, folder) from error
    except OSError as error:
        raise StorageError(
            f"The palace in {folder} cannot be read or written: {error.strerror or error}."
        ) from error


def _explained(error: sqlite3.DatabaseError, folder: Path) -> PalaceError:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return StorageError(
            f"The disk that holds {folder} is full or fails to write ({text}); what was saved "
            "before is safe. Free some space and try again."
        )
    if "readonly" in text or "unable to open" in text or "authorization" in text:
        return StorageError(
            f"The palace in {folder} cannot be opened for writing ({text}), which even reading it "
            "needs; change the permissions of the folder and of what is in it."
        )
    if "locked" in text or "busy" in text:
        return StorageError(
            f"Another program has kept the palace in {folder} locked for {BUSY_SECONDS:.0f} s; "
            "try again when it is done."
        )
    if "malformed" in text or "not a database" in text:
        return StorageError(
            f"The file {folder / DATABASE} is damaged ({text}); restore it from a backup."
        )
    raise error
