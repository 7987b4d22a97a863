"""Importing, held together: paths go to a child process, its progress to the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.below import retold
from palace.desktop.importing.process import ImportProcess, Outcome, PreviewProcess, Report, Step
from palace.desktop.tr import many, tr
from palace.desktop.wording import sentence_case

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow
    from palace.queries import ImportTold


class ImportDesk(QObject):
    """Runs one import at a time; others wait in line.

    Parameters
    ----------
    problem
        Shows a notice: title, sentence, details, and what to do again.
    command
        What is started as a child; this program by default.
    """

    ended = Signal(object)
    destinations_wanted = Signal()

    def __init__(
        self,
        window: MainWindow,
        problem: Callable[[str, str, str, Callable[[], None]], None],
        *,
        command: Sequence[str] = (),
    ) -> None:
        super().__init__(window)
        self._window = window
        self._problem = problem
        self._command = command
        self._given_up: Library | None = None
        self._process: ImportProcess | None = None
        self._queue: list[tuple[Library, tuple[Path, ...], str]] = []
        self._library: Library | None = None
        self._looking: PreviewProcess | None = None
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
            self._window.toast.say(tr("{name} comes next.", name=name))

    def finish(self, library: Library, *, asked: bool = False) -> None:
        """Embed and place what waits in a palace, quietly: only the toolbar tells.

        Who has stopped it once is not bothered again until the palace is opened anew, unless
        it is `asked` for.
        """
        if self._process is not None or (self._given_up is library and not asked):
            return
        self._given_up = None
        process = ImportProcess(
            library.folder,
            (),
            tr("what waits"),
            finishing=True,
            command=self._command,
            parent=self,
        )
        self._library = library
        self._begin(process)
        self._window.import_card.begin(
            tr("Finishing what waits"), str(library.folder), doing=tr("Finishing")
        )
        process.start()

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

    def foresee(
        self, folder: Path, paths: Sequence[Path], take: Callable[[Sequence[Path]], None]
    ) -> None:
        """Look at what an import would bring, and show it.

        Parameters
        ----------
        folder
            The palace's; it need not be there.
        take
            Called with the paths where the person wants them.
        """
        if self._looking is not None:
            self._looking.abandon()
        process = PreviewProcess(folder, paths, _name_of(paths), command=self._command, parent=self)
        self._looking = process

        def seen(report: Report) -> None:
            from palace.desktop.importing.report import ReportDialog

            self._looking = None
            process.deleteLater()
            if report.stopped:
                return
            dialog = ReportDialog(self._window.theme, report, self._window, foresees=True)
            dialog.import_wanted.connect(lambda: take(process_paths))
            dialog.show()

        def failed(sentence: str, details: str) -> None:
            self._looking = None
            process.deleteLater()
            title = tr("{what} cannot be looked at", what=process.what)
            self._problem(
                title, sentence, details, lambda: self.foresee(folder, process_paths, take)
            )

        process_paths = tuple(paths)
        process.finished.connect(seen)
        process.failed.connect(failed)
        self._window.toast.say(
            tr("Looking at {what}…", what=process.what), tr("Stop"), process.cancel
        )
        process.start()

    def show_report(self, library: Library | None = None) -> None:
        """Open the report of this window's last import, else the last that the palace keeps."""
        if self.report is not None:
            self._open_report(self.report)
        elif library is None:
            self._window.toast.say(tr("Nothing has been imported yet."))
        else:
            self.show_kept(library)

    def show_kept(self, library: Library) -> None:
        """Open the report of the last import that the palace keeps, whoever made it."""
        from palace.queries import LastImports

        library.ask(
            LastImports(1),
            self._show_kept,
            lambda error: self._problem(tr("The report"), retold(error), "", lambda: None),
        )

    def _show_kept(self, imports: Sequence[ImportTold]) -> None:
        if not imports:
            self._window.toast.say(tr("Nothing has been imported yet."))
            return
        told = imports[0]
        unchanged = sum(source.unchanged for source in told.sources)
        items = [Outcome(line.item, line.result, line.reason) for line in told.items]
        if unchanged:
            words = many(unchanged, "{n} that was there already", "{n} that were there already")
            items.append(Outcome(words, "unchanged"))
        what = ", ".join(
            tr("“{name}”", name=Path(source.path).name) for source in told.sources
        ) or tr("an import")
        self._open_report(Report(what, tuple(items)))

    def _open_report(self, report: Report) -> None:
        from palace.desktop.importing.report import ReportDialog

        dialog = ReportDialog(self._window.theme, report, self._window)
        dialog.destinations_wanted.connect(self.destinations_wanted)
        dialog.show()

    def close(self) -> None:
        """End the child with the window."""
        self._queue.clear()
        if self._looking is not None:
            self._looking.abandon()
        if self._process is not None:
            self._process.close()

    def _next(self) -> None:
        if not self._queue:
            return
        library, paths, name = self._queue.pop(0)
        self._library = library
        process = ImportProcess(library.folder, paths, name, command=self._command, parent=self)
        self._begin(process)
        source = "  ·  ".join(str(path) for path in paths[:2])
        self._window.import_card.begin(tr("Importing {name}", name=name), source)
        self.unfold()
        process.start()

    def _begin(self, process: ImportProcess) -> None:
        assert self._library is not None
        self._library.busy = True
        process.stepped.connect(self._step)
        process.finished.connect(self._finished)
        process.failed.connect(self._failed)
        self._process = process

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

        process, library = self._process, self._library
        finishing = process is not None and process.finishing
        self._done()
        if report.stopped and process is not None and library is not None:
            self._given_up = library
            self._offer_rest(process, library, report)
        elif not finishing:
            show = self.show_report if report.items else None
            self._window.toast.say(describe(report), tr("Open report") if show else "", show)
        if not finishing:
            self.report = report
        self.ended.emit(report)
        self._next()

    def _offer_rest(self, process: ImportProcess, library: Library, report: Report) -> None:
        """Say what was stopped and offer to go on: what is there already is not done twice."""
        from palace.desktop.importing.report import describe

        toast, paths, what = self._window.toast, process.paths, process.what
        if process.finishing:
            toast.say(
                tr("Stopped. What waits is finished when the palace is opened again."),
                tr("Go on"),
                lambda: self.finish(library, asked=True),
            )
        else:
            toast.say(describe(report), tr("Go on"), lambda: self.begin(library, paths, what))

    def _failed(self, sentence: str, details: str) -> None:
        process, library = self._process, self._library
        self._done()
        if process is not None and process.finishing and library is not None:
            # Nothing was asked for, so nothing is put in the way: words answer all the same.
            self._given_up = library
            self._window.toast.say(
                tr("Some things still wait for their place: {sentence}", sentence=sentence),
                tr("Try again"),
                lambda: self.finish(library, asked=True),
            )
        elif process is not None and library is not None:
            paths, what = process.paths, process.what
            self._problem(
                sentence_case(tr("{what} could not be imported", what=what)),
                tr("{sentence} What had arrived before is safe.", sentence=sentence),
                details,
                lambda: self.begin(library, paths, what),
            )
        self.ended.emit(None)
        self._next()


def _name_of(paths: Sequence[Path]) -> str:
    if len(paths) == 1:
        return tr("“{name}”", name=paths[0].name)
    return many(len(paths), "{n} thing", "{n} things")
