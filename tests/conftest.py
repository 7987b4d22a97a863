"""What all tests stand on: folders of their own, a screen of their own, and no silent fault.

Set before anything of Qt, OpenGL or the program is imported, so that no test can touch the
person's palace, settings or screen.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Short, for the path of a local socket has at most 107 bytes.
_HOME = Path(tempfile.mkdtemp(prefix="palace-"))

for _name in ("DATA", "CONFIG", "STATE", "CACHE", "RUNTIME"):
    _folder = _HOME / _name.lower()
    _folder.mkdir(mode=0o700)
    os.environ[f"XDG_{_name}_{'DIR' if _name == 'RUNTIME' else 'HOME'}"] = str(_folder)
if sys.platform != "linux":
    os.environ["HOME"] = str(_HOME)
os.environ.pop("PALACE_HOME", None)
os.environ.pop("PALACE_DEBUG", None)
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"  # else numbers and days would be written as the machine has them
os.environ.pop("LANGUAGE", None)
# Where an environment forbids it (containers do), each of the hundreds of programs that the tests
# start would compile its modules anew, for more than half of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
if sys.platform == "linux":
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.environ["PYOPENGL_PLATFORM"] = "glx"
    os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
    os.environ.pop("WAYLAND_DISPLAY", None)

settings.register_profile(
    "palace", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("palace")


# --- A screen of their own ----------------------------------------------------------------------

_screen: subprocess.Popen[bytes] | None = None


def _start_screen() -> None:
    """Start a private Xvfb and make it this process's display."""
    global _screen  # noqa: PLW0603  (one screen a run, ended in pytest_unconfigure)
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        msg = "The window tests need Xvfb; `make test` installs it."
        raise pytest.UsageError(msg)
    read, write = os.pipe()
    _screen = subprocess.Popen(
        [
            *(xvfb, "-displayfd", str(write), "-screen", "0", "1600x1000x24"),
            # Else it would start anew, refusing everybody, when its last client has gone.
            *("-noreset", "-nolisten", "tcp"),
        ],
        pass_fds=(write,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    if not number:
        msg = "Xvfb ended before it offered a display."
        raise pytest.UsageError(msg)
    os.environ["DISPLAY"] = f":{number}"


def _needs_screen(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("window") is not None or bool(names & {"qtbot", "qapp"})


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the screen, once it is known that some test wants one."""
    if (
        sys.platform == "linux"
        and not session.config.option.collectonly
        and any(map(_needs_screen, session.items))
    ):
        _start_screen()


def pytest_unconfigure() -> None:
    """End the embedder and the screen of this run, and take the folders away."""
    if any((_HOME / "runtime").rglob("*")):
        from palace.embedding import stop_server
        from palace.model.errors import PalaceError

        with contextlib.suppress(PalaceError):
            stop_server()
    if _screen is not None:
        _screen.terminate()
        _screen.wait(10)
    shutil.rmtree(_HOME, ignore_errors=True)


# --- Places and data ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real notes and chats beside the project, or a plain skip."""
    folder = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder} (set PALACE_SHARED_DATA)")
    return folder


@pytest.fixture
def palace_path(tmp_path: Path) -> Path:
    """A folder for a palace, not made yet."""
    return tmp_path / "palace"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a palace of 49 objects in rooms, to be copied and not to be changed."""
    from palace.session import Session
    from tests.furnished import WordVectors, fill

    folder = tmp_path_factory.mktemp("furnished") / "palace"
    with Session(folder, create=True, embedder=WordVectors()) as session:
        fill(session, WordVectors())
    return folder


# --- No silent fault ----------------------------------------------------------------------------


class _Errors(logging.Handler):
    """Keeps what was logged as an error or worse."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_logged_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose code logged an error; vispy logs what fails while drawing."""
    errors = _Errors()
    # vispy's logger does not propagate, so it is listened to by itself.
    loggers = [logging.getLogger(), logging.getLogger("vispy")]
    for logger in loggers:
        logger.addHandler(errors)
    yield
    for logger in loggers:
        logger.removeHandler(errors)
    if errors.found and request.node.get_closest_marker("logs_errors") is None:
        pytest.fail("logged as an error:\n" + "\n".join(dict.fromkeys(errors.found)))


def _alive() -> set[threading.Thread]:
    # Dummy threads are those of Qt and C++ that Python only met in passing.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = _alive()
    yield
    until = time.monotonic() + 2
    while (left := _alive() - before) and time.monotonic() < until:
        time.sleep(0.01)
    if left:
        pytest.fail("threads left running: " + ", ".join(sorted(t.name for t in left)))


_timers: weakref.WeakSet[Any] = weakref.WeakSet()


def _watch_timers(core: Any) -> None:
    """Remember every QTimer that is started."""
    if getattr(core.QTimer, "watched_by_tests", False):
        return
    start = core.QTimer.start

    def watched(timer: Any, *args: Any, **kwargs: Any) -> None:
        _timers.add(timer)
        start(timer, *args, **kwargs)

    core.QTimer.start = watched
    core.QTimer.watched_by_tests = True


def _running_timers() -> set[Any]:
    running = set()
    for timer in list(_timers):
        try:
            if timer.isActive() and not timer.isSingleShot():
                running.add(timer)
        except RuntimeError:  # its C++ half is gone
            continue
    return running


@pytest.fixture(autouse=True)
def _no_leaked_widgets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test with a window that leaves a top-level widget or a timer behind."""
    if not _needs_screen(request.node):
        yield
        return
    from PySide6 import QtCore, QtWidgets

    _watch_timers(QtCore)
    app = QtWidgets.QApplication.instance()
    widgets = set(app.topLevelWidgets()) if isinstance(app, QtWidgets.QApplication) else set()
    timers = _running_timers()
    yield
    app = QtWidgets.QApplication.instance()
    if not isinstance(app, QtWidgets.QApplication):
        return
    until = time.monotonic() + 1
    while True:
        app.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
        app.processEvents()
        left = set(app.topLevelWidgets()) - widgets
        ticking = _running_timers() - timers
        if not (left or ticking) or time.monotonic() > until:
            break
        time.sleep(0.02)
    if left:
        pytest.fail("widgets left behind: " + ", ".join(sorted(map(repr, left))))
    if ticking:
        pytest.fail("timers left running: " + ", ".join(sorted(map(repr, ticking))))


@pytest.fixture(scope="session")
def small_models() -> Iterator[Path]:
    """A folder with two small real models, ``table`` and ``shallow``."""
    folder = Path(tempfile.mkdtemp(prefix="palace-models-"))
    subprocess.run(
        [sys.executable, "-m", "tests.embedding.small_models", str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
