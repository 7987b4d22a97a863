import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from palace.model.changes import ChangeKind
from palace.model.errors import NewerSchema, NotAPalace, StorageError
from palace.store import Store, schema
from palace.store.folders import refuse_unfit
from palace.store.log import changes_since, last_change


def test_a_palace_is_made_only_when_asked(palace_path: Path) -> None:
    with pytest.raises(NotAPalace, match="no palace in"):
        Store(palace_path)
    assert not palace_path.exists()
    Store(palace_path, create=True).close()
    Store(palace_path).close()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotAPalace, match="holds other files"):
        Store(tmp_path, create=True)
    assert [child.name for child in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_database_of_something_else_is_refused(palace_path: Path) -> None:
    palace_path.mkdir()
    other = sqlite3.connect(palace_path / "palace.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(NotAPalace, match="something else"):
        Store(palace_path)


def test_a_later_schema_is_refused_and_left_as_it_is(palace_path: Path) -> None:
    Store(palace_path, create=True).close()
    later = sqlite3.connect(palace_path / "palace.db")
    later.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    later.close()
    with pytest.raises(NewerSchema, match="later version"):
        Store(palace_path)


def test_a_damaged_file_is_named(palace_path: Path) -> None:
    palace_path.mkdir()
    (palace_path / "palace.db").write_bytes(b"no database at all, " * 100)
    with pytest.raises(StorageError, match="damaged"):
        Store(palace_path)


def test_a_failed_write_leaves_nothing(palace_path: Path) -> None:
    store = Store(palace_path, create=True)
    with pytest.raises(RuntimeError), store.writing("test") as tx:
        tx.log(ChangeKind.META, "a")
        raise RuntimeError
    assert last_change(store.reader()) == 0
    store.close()


def test_readers_cannot_write(palace_path: Path) -> None:
    store = Store(palace_path, create=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.reader().connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    store.close()


def test_another_connection_is_noticed_and_its_changes_read(palace_path: Path) -> None:
    mine, theirs = Store(palace_path, create=True), Store(palace_path)
    assert not mine.written_elsewhere()
    with theirs.writing("other") as tx:
        seq = tx.log(ChangeKind.META, "greeting", "add")
    assert mine.written_elsewhere()
    assert not mine.written_elsewhere()
    (change,) = changes_since(mine.reader(), seq - 1)
    assert (change.ref, change.verb) == ("greeting", "add")
    mine.close()
    theirs.close()


_WRITER = """
import sys
from pathlib import Path
from palace.store import Store
from palace.model.changes import ChangeKind
store = Store(Path(sys.argv[1]))
for number in range(60):
    with store.writing(sys.argv[2]) as tx:
        count = tx.value("SELECT coalesce(max(seq), 0) FROM change")  # read before writing
        tx.log(ChangeKind.META, f"{sys.argv[2]}-{number}", "add")
"""


def test_two_processes_write_at_once_and_nothing_is_lost(palace_path: Path) -> None:
    store = Store(palace_path, create=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(palace_path), name])
        for name in ("one", "two")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    refs = {change.ref for change in changes_since(store.reader(), 0)}
    assert refs == {f"{name}-{number}" for name in ("one", "two") for number in range(60)}
    store.close()


_MAKER = """
import sys
from pathlib import Path
from palace.store import Store
for line in sys.stdin:
    Store(Path(line.strip()), create=True).close()
    print("made", flush=True)
"""


def test_processes_that_make_a_palace_at_once_all_have_it(tmp_path: Path) -> None:
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", _MAKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        for _ in range(4)
    ]
    for number in range(25):
        for maker in makers:
            assert maker.stdin is not None
            maker.stdin.write(f"{tmp_path / str(number)}\n")
        for maker in makers:
            assert maker.stdout is not None
            assert maker.stdout.readline() == "made\n"
    for maker in makers:
        maker.communicate(timeout=30)


def test_threads_have_views_of_their_own(palace_path: Path) -> None:
    store = Store(palace_path, create=True)
    readers = []
    thread = threading.Thread(target=lambda: readers.append(store.reader()))
    thread.start()
    thread.join()
    assert readers[0] is not store.reader()
    store.close()


_FULL = """
import resource, sys
from pathlib import Path
from palace.store import Store
from palace.model.errors import StorageError
store = Store(Path(sys.argv[1]))
size = Path(sys.argv[1], "palace.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = 0
try:
    while True:
        with store.writing("test") as tx:
            tx.execute("INSERT INTO meta VALUES (?, ?)", (f"k{kept}", "x" * 20_000))
        kept += 1
except StorageError as error:
    print(kept, error)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX limits")
def test_a_full_disk_is_said_and_what_was_kept_stays(palace_path: Path) -> None:
    Store(palace_path, create=True).close()
    child = subprocess.run(
        [sys.executable, "-c", _FULL, str(palace_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    kept, sentence = child.stdout.split(" ", 1)
    assert "full" in sentence
    assert "safe" in sentence
    store = Store(palace_path)
    assert store.reader().value("SELECT count(*) FROM meta") == int(kept) > 0
    assert store.reader().value("PRAGMA integrity_check") == "ok"
    store.close()


_KILLED = """
import os, sys
from pathlib import Path
from palace.store import Store
store = Store(Path(sys.argv[1]))
for number in range(1000):
    with store.writing("test") as tx:
        tx.execute("INSERT INTO meta VALUES (?, 'one')", (f"a{number}",))
        if number == 20:
            tx.execute("INSERT INTO meta VALUES (?, 'two')", (f"b{number}",))
            os.kill(os.getpid(), 9)
"""


def test_a_killed_writer_leaves_whole_transactions(palace_path: Path) -> None:
    Store(palace_path, create=True).close()
    child = subprocess.run(
        [sys.executable, "-c", _KILLED, str(palace_path)], timeout=60, check=False
    )
    assert child.returncode == -9
    store = Store(palace_path)
    assert store.reader().value("SELECT count(*) FROM meta") == 20
    store.close()


@pytest.mark.parametrize(
    ("folder", "word"), [("Dropbox/palace", "Dropbox"), ("My/OneDrive/x", "OneDrive")]
)
def test_synchronised_folders_are_refused(tmp_path: Path, folder: str, word: str) -> None:
    with pytest.raises(StorageError, match=word):
        refuse_unfit(tmp_path / folder)


def test_network_drives_are_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/share {tmp_path} nfs4 rw 0 0\n")
    with pytest.raises(StorageError, match="nfs4"):
        refuse_unfit(tmp_path / "palace", mounts)
