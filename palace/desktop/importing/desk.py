"""Importing, held together: paths go to a child process, its progress to the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.importing.process import ImportProcess, Report, Step

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow


class ImportDesk(QObject):
    """Runs one import at a time; others wait in line.

    Parameters
    ----------
    problem
        Shows a notice: title, sentence, details, and what to do again.
    """

    ended = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        problem: Callable[[str, str, str, Callable[[], None]], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._problem = problem
        self._process: ImportProcess | None = None
        self._queue: list[tuple[Library, tuple[Path, ...], str]] = []
        self._library: Library | None = None
        self.report: Report | None = None
        card = window.import_card
        card.cancelled.connect(self.cancel)
        card.shrunk.connect(self.shrink)
        card.said.connect(self._say)

    def begin(self, library: Library, paths: Sequence[Path], what: str = "") -> None:
        """Import paths into a palace, after whatever is being imported now."""
        name = what or _name_of(paths)
        self._queue.append((library, tuple(paths), name))
        if self._process is None:
            self._next()
        else:
            self._window.toast.say(f"{name} comes next.")

    def running(self) -> bool:
        """Return whether something is being imported."""
        return self._process is not None

    def cancel(self) -> None:
        """Stop what runs; what has arrived stays."""
        self._queue.clear()
        if self._process is not None:
            self._process.cancel()

    def shrink(self) -> None:
        """Hide the card; the toolbar goes on telling."""
        self._window.import_card.hide()
        self._window.map.setVisible(bool(self._window.map.property("wanted")))
        self._window.host.scene.setFocus()

    def unfold(self) -> None:
        """Show the card again."""
        if self._process is not None:
            self._window.map.hide()
            self._window.import_card.show()
            self._window.place_import_card()

    def show_report(self) -> None:
        """Open the last report."""
        if self.report is None:
            self._window.toast.say("Nothing has been imported in this window yet.")
            return
        from palace.desktop.importing.report import ReportDialog

        dialog = ReportDialog(self._window.theme, self.report, self._window)
        dialog.show()

    def close(self) -> None:
        """End the child with the window."""
        self._queue.clear()
        if self._process is not None:
            self._process.close()

    def _next(self) -> None:
        if not self._queue:
            return
        library, paths, name = self._queue.pop(0)
        self._library = library
        library.busy = True
        process = ImportProcess(library.folder, paths, name, parent=self)
        process.stepped.connect(self._step)
        process.finished.connect(self._finished)
        process.failed.connect(self._failed)
        self._process = process
        source = "  ·  ".join(str(path) for path in paths[:2])
        self._window.import_card.begin(f"Importing {name}", source)
        self.unfold()
        process.start()

    def _step(self, step: Step) -> None:
        if self._library is None:
            return
        world = self._library.world
        self._window.import_card.show_step(step, objects=len(world.objects), placed=not world.empty)

    def _say(self, words: str) -> None:
        if self._window.toolbar is not None:
            self._window.toolbar.show_activity(words if self._process is not None else "")

    def _done(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._library is not None:
            self._library.busy = False
            self._library.refresh()
        self._say("")
        self.shrink()

    def _finished(self, report: Report) -> None:
        from palace.desktop.importing.report import describe

        self.report = report
        self._done()
        show = self.show_report if report.items else None
        self._window.toast.say(describe(report), "Open report" if show else "", show)
        self.ended.emit(report)
        self._next()

    def _failed(self, sentence: str, details: str) -> None:
        process, library = self._process, self._library
        self._done()
        if process is not None and library is not None:
            paths, what = process.paths, process.what
            self._problem(
                f"{what[:1].upper()}{what[1:]} could not be imported",
                f"{sentence} What had arrived before is safe.",
                details,
                lambda: self.begin(library, paths, what),
            )
        self.ended.emit(None)
        self._next()


def _name_of(paths: Sequence[Path]) -> str:
    if len(paths) == 1:
        return f"“{paths[0].name}”"
    return f"{len(paths)} things"
