"""Folders that are followed while the window is open: a child watches, the window tells."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QScrollArea, QWidget

from palace.desktop.below import retold
from palace.desktop.tr import many, mark, tr
from palace.desktop.widgets.controls import Button, column, label, row, rule

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.theme import Theme
    from palace.desktop.window import MainWindow
    from palace.queries import SourceGoes

_CAME = re.compile(r"^\d\d:\d\d:\d\d (added|updated|missing): (.+?)(?: \(.*\))?$")
_SAID = re.compile(r"^\d\d:\d\d:\d\d (.+)$")
_NEWS = {
    "added": mark("“{name}” came in."),
    "updated": mark("“{name}” was revised."),
    "missing": mark("“{name}” is gone; it is kept."),
}
GATHER_MS = 1500
"""So long what comes in is gathered before it is told."""


class FollowProcess(QObject):
    """The child that follows; it ends with the window, however that ends.

    Parameters
    ----------
    command
        The program and its first arguments; this program's own by default.
    """

    came = Signal(str, str)
    said = Signal(str)
    ended = Signal(int)

    def __init__(self, palace: Path, *, command: Sequence[str] = (), parent: QObject) -> None:
        super().__init__(parent)
        self._palace = palace
        self._command = list(command) or [sys.executable, "-m", "palace"]
        self._lines = ""
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(lambda code, _status: self.ended.emit(code))

    def start(self) -> None:
        """Begin to follow what is followed."""
        program, *first = self._command
        told = ["watch", "--no-wait", "--with-parent", "--palace", str(self._palace)]
        self._process.start(program, [*first, *told])

    def running(self) -> bool:
        """Return whether it follows."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def close(self) -> None:
        """End it; what has come in stays."""
        self._process.finished.disconnect()
        if not self.running():
            return
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.processId(), signal.SIGTERM)
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(3000):
            self._process.kill()
            self._process.waitForFinished(2000)

    def _read(self) -> None:
        data = bytes(self._process.readAllStandardError().data())
        self._lines += data.decode("utf-8", "replace")
        *whole, self._lines = self._lines.split("\n")
        for line in whole:
            if (found := _CAME.match(line)) is not None:
                self.came.emit(found[1], found[2])
            elif (found := _SAID.match(line)) is not None:
                self.said.emit(found[1])


class FollowDesk(QObject):
    """Starts the child where something is followed, and lets the person choose what is.

    Parameters
    ----------
    failed
        Says what went wrong.
    report
        Opens the report of what came in.
    """

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        *,
        failed: Callable[[str, Exception], None],
        report: Callable[[], None],
        command: Sequence[str] = (),
    ) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._failed, self._report, self._command = failed, report, command
        self._process: FollowProcess | None = None
        self._dialog: FollowDialog | None = None
        self._news: list[tuple[str, str]] = []
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._tell)

    def begin(self) -> None:
        """Follow what is followed, now that the palace is open."""
        self._ask(self._have)

    def close(self) -> None:
        """Follow no more."""
        self._gather.stop()
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._dialog is not None:
            self._dialog.close()

    def _ask(self, done: Callable[[list[str]], None]) -> None:
        from palace.queries import Watched

        self._library.ask(
            Watched(), done, lambda error: self._failed(tr("What is followed is not known"), error)
        )

    def _have(self, paths: list[str]) -> None:
        running = self._process is not None and self._process.running()
        if paths and not running:
            process = FollowProcess(self._library.folder, command=self._command, parent=self)
            process.came.connect(self._came)
            process.said.connect(self._said)
            self._process = process
            process.start()
        elif not paths and self._process is not None:
            self._process.close()
            self._process = None

    def _said(self, sentence: str) -> None:
        self._window.toast.say(retold(sentence))

    def _came(self, result: str, item: str) -> None:
        self._news.append((result, item))
        self._gather.start()

    def _tell(self) -> None:
        news, self._news = self._news, []
        if not news:
            return
        if len(news) == 1:
            result, item = news[0]
            words = tr(_NEWS[result], name=Path(item).stem)
        else:
            words = many(
                len(news),
                "{n} thing came in from folders that you follow.",
                "{n} things came in from folders that you follow.",
            )
        self._window.toast.say(words, tr("Report"), self._report)

    # --- choosing -------------------------------------------------------------------------

    def choose(self) -> None:
        """Show the folders that could be followed, and those that are."""
        if self._dialog is None:
            dialog = self._dialog = FollowDialog(self._window.theme, self._window)
            dialog.finished.connect(self._closed)
            dialog.follow.connect(lambda path: self._set(path, on=True))
            dialog.leave.connect(lambda path: self._set(path, on=False))
            dialog.show()
        self._dialog.raise_()
        self._show()

    def _closed(self, _result: int) -> None:
        self._dialog = None

    def _show(self) -> None:
        from palace.queries import Destinations

        def known(sources: Sequence[SourceGoes]) -> None:
            folders = [path for source in sources if (path := _folder(source.uri)) is not None]
            self._ask(lambda paths: self._fill(paths, folders))

        self._library.ask(
            Destinations(),
            known,
            lambda error: self._failed(tr("The sources could not be read"), error),
        )

    def _fill(self, paths: list[str], folders: Sequence[str]) -> None:
        if self._dialog is not None:
            self._dialog.show_folders(paths, [each for each in folders if each not in paths])

    def _set(self, path: str, *, on: bool) -> None:
        from palace.ops import SetWatched

        def done(_changed: object) -> None:
            name = Path(path).name
            self._window.toast.say(
                tr("“{name}” is followed.", name=name)
                if on
                else tr("“{name}” is followed no longer; what came from there stays.", name=name)
            )
            self._show()
            self._ask(self._have)

        self._library.change(
            SetWatched((path,), on),
            done,
            lambda error: self._failed(tr("This could not be chosen"), error),
        )


def _folder(uri: str) -> str | None:
    """Return the folder of a source, None where it is none or is gone."""
    if not uri.startswith("file:"):
        return None
    path = url2pathname(urlsplit(uri).path)
    return path if Path(path).is_dir() else None


class FollowDialog(QDialog):
    """Folders with what can be done with each, and any other folder."""

    follow = Signal(str)
    leave = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Follow folders"))
        self.setAccessibleName(tr("Follow folders"))
        self._theme = theme
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Folders"))
        other = Button(theme, tr("Another folder…"), "", "folder-open")
        other.clicked.connect(self._other)
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("Follow folders"), "h2"),
                label(
                    tr(
                        "What changes in a folder that you follow comes in by itself while the "
                        "window is open: edits are revisions, a renamed file keeps its place, "
                        "and what is gone is kept and marked."
                    ),
                    "dim",
                    wrap=True,
                ),
                6,
                (self._area, 1),
                row(other, None, close),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(620), theme.px(420))
        close.setFocus()

    def show_folders(self, followed: Sequence[str], others: Sequence[str]) -> None:
        """Replace the list."""
        lines: list[QWidget | int | None] = []
        for path, on in [*((p, True) for p in followed), *((p, False) for p in others)]:
            if lines:
                lines.append(rule())
            lines.append(self._line(path, on=on))
        if not lines:
            lines.append(label(tr("No folder has been imported yet."), "dim"))
        inner = QWidget()
        inner.setObjectName("clear")
        inner.setLayout(column(*lines, None, gap=10, margins=(0, 4, 8, 4)))
        self._area.setWidget(inner)

    def _line(self, path: str, *, on: bool) -> QWidget:
        name = Path(path).name
        act = Button(self._theme, tr("Follow no longer") if on else tr("Follow"))
        act.setAccessibleName(f"{act.text()}: {name}")
        act.clicked.connect(lambda: (self.leave if on else self.follow).emit(path))
        text = QWidget()
        where = tr("followed  ·  {path}", path=path) if on else path
        text.setLayout(column(label(name, "strong"), label(where, "caption2", wrap=True), gap=2))
        line = QWidget()
        line.setLayout(row((text, 1), act, gap=8))
        return line

    def _other(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Follow a folder"))
        if path:
            self.follow.emit(str(Path(path).resolve()))
