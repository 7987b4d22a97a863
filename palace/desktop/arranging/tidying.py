"""Tidying up in the window: look what would move, keep what should stay, do it, undo it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from palace.desktop.command_process import CommandProcess, Step
from palace.desktop.tr import many, mark, number, tr
from palace.desktop.widgets.controls import Button, column, label, row
from palace.desktop.wording import beside

if TYPE_CHECKING:
    from pathlib import Path

    from palace.desktop.theme import Theme
    from palace.desktop.window import MainWindow

_STEPS = (
    mark("Looking who stands near whom"),
    mark("Looking for neighbours"),
    mark("Splitting crowded rooms"),
    mark("Bringing like to like"),
    mark("Raising walls"),
    mark("Done"),
)
"""What the child says of its steps."""
_COLUMNS = (mark("What moves"), mark("From"), mark("To"), mark("Why"))


class TidyDialog(QDialog):
    """What would move; each line can be kept where it is."""

    wanted = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Tidy up"))
        self.setAccessibleName(tr("Tidy up"))
        self._danger = theme.tokens.danger
        self.said = label(tr("Looking who stands near whom …"), "dim", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("How far the looking is"))
        self.bar.setTextVisible(False)
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("What would move"))
        self.list.setHeaderLabels([tr(name) for name in _COLUMNS])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        # The style's own tick knows no theme: an icon stands in for it.
        self.list.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.list.itemClicked.connect(self._clicked)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.list)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self._toggle(self.list.currentItem()))
        self._staying: set[str] = set()
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.more = label("", "caption2", wrap=True)
        waiting = QWidget()
        waiting.setLayout(column(self.bar, None, margins=(0, 8, 0, 8)))
        shown = QWidget()
        shown.setLayout(column((self.list, 1), self.more))
        self.stack = QStackedWidget()
        for page in (waiting, shown, QWidget()):
            self.stack.addWidget(page)
        self.go = Button(theme, tr("Tidy up"), "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(lambda: self.wanted.emit(self.kept()))
        self.leave = Button(theme, tr("Cancel"))
        self.leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(tr("Tidy up"), "h2"),
                self.said,
                6,
                (self.stack, 1),
                row(None, self.leave, self.go),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(760), theme.px(520))
        self._theme = theme

    def show_step(self, step: Step) -> None:
        """Show how far the looking is."""
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)
        if step.message:
            self.said.setText(f"{tr(step.message)} …")

    def show_working(self) -> None:
        """Show that it is being done."""
        self.said.setText(tr("Tidying up …"))
        self.go.setEnabled(False)
        self.bar.setRange(0, 0)
        self.stack.setCurrentIndex(0)

    def show_proposal(self, found: dict[str, Any]) -> None:
        """Show what would move: the document of ``palace sleep --preview --json``."""
        moves: Sequence[dict[str, Any]] = found["moves"]
        opened, closed = found["opened"], found["closed"]
        if not (moves or closed):
            self.said.setText(tr("Everything is in its place. Nothing has to move."))
            self.stack.setCurrentIndex(2)
            self.leave.setText(tr("Close"))
            self.leave.setFocus()
            return
        new, old = found["new"], found["old"]
        self.said.setText(
            many(
                len(moves),
                "{n} thing would go to what it is most like: {new} of {came} that came since the "
                "last time, {old} of {stood} that stood before. What is pinned or often read "
                "stays. Take the tick from a line to leave it where it is.",
                "{n} things would go to what they are most like: {new} of {came} that came since "
                "the last time, {old} of {stood} that stood before. What is pinned or often read "
                "stays. Take the tick from a line to leave it where it is.",
                new=new["moved"],
                came=new["objects"],
                old=old["moved"],
                stood=old["objects"],
            )
        )
        self.list.clear()
        self._staying.clear()
        for move in moves:
            split = move["why"] == "split"
            cells = (
                move["title"],
                _spot(move["from"]),
                _spot(move["to"]),
                tr("a room of its own") if split else tr("its like is there"),
            )
            line = QTreeWidgetItem(self.list, list(cells))
            line.setData(0, Qt.ItemDataRole.UserRole, move["object"])
            line.setToolTip(0, move["title"])
            line.setSizeHint(0, QSize(0, self._theme.px(30)))
            spoken = tr(
                "{title}. From {old} to {new}, for {reason}",
                title=cells[0],
                old=cells[1],
                new=cells[2],
                reason=cells[3],
            )
            line.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, spoken)
            self._tick(line)
        for place, share in enumerate((0.36, 0.2, 0.2, 0.23)):
            self.list.setColumnWidth(place, int(share * self._theme.px(706)))
        rooms = [tr("The room “{name}” is opened.", name=room["name"]) for room in opened]
        rooms += [tr("The empty room “{name}” is walled up.", name=room["name"]) for room in closed]
        rooms.append(tr("At each place that is left a marker tells for two weeks where to."))
        self.more.setText(" ".join(rooms))
        self.stack.setCurrentIndex(1)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.setFocus()
        self._count()

    def say(self, trouble: str) -> None:
        """Say what went wrong."""
        self.said.setText(trouble)
        self.said.setStyleSheet(f"color: {self._danger};")
        self.stack.setCurrentIndex(2)
        self.go.setEnabled(False)
        self.leave.setText(tr("Close"))

    def kept(self) -> list[str]:
        """Return the objects that are to stay where they are, in the list's order."""
        lines = (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount()))
        ids = [line.data(0, Qt.ItemDataRole.UserRole) for line in lines if line is not None]
        return [own for own in ids if own in self._staying]

    def _tick(self, line: QTreeWidgetItem) -> None:
        stays = line.data(0, Qt.ItemDataRole.UserRole) in self._staying
        tokens = self._theme.tokens
        name, colour = ("square", tokens.ink2) if stays else ("check-square", tokens.accent)
        side = self.list.iconSize().width()
        line.setIcon(0, QIcon(self._theme.icon(name, colour).pixmap(side, side)))
        state = tr("stays") if stays else tr("moves")
        line.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.text(0)}, {state}")

    def _clicked(self, line: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self._toggle(line)

    def _toggle(self, line: QTreeWidgetItem | None) -> None:
        if line is not None:
            self._staying ^= {line.data(0, Qt.ItemDataRole.UserRole)}
            self._tick(line)
            self._count()

    def _count(self) -> None:
        going = self.list.topLevelItemCount() - len(self.kept())
        self.go.setEnabled(going > 0 or not self.list.topLevelItemCount())
        self.go.setText(
            many(going, "Move {n} thing", "Move {n} things") if going else tr("Tidy up")
        )


class SleepProcess(CommandProcess):
    """One run of ``palace sleep``; `finished` brings its document, None where it was stopped."""

    def result(self, answer: Any) -> Any:
        """Return the document, once it is one."""
        return answer if int(answer["seq"]) >= 0 and answer["moves"] is not None else None


class TidyDesk(QObject):
    """Runs ``palace sleep`` as a child process and shows what it says.

    Parameters
    ----------
    palace
        Its folder.
    undo
        Takes the last change back.
    command
        The program and its first arguments; this program's own by default.
    """

    def __init__(
        self,
        window: MainWindow,
        palace: Path,
        *,
        undo: Callable[[], None],
        command: Sequence[str] = (),
    ) -> None:
        super().__init__(window)
        self._window, self._palace, self._undo, self._command = window, palace, undo, command
        self._dialog: TidyDialog | None = None
        self._process: SleepProcess | None = None
        self._seq = 0

    def open(self) -> None:
        """Look what would move, and show it."""
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = self._dialog = TidyDialog(self._window.theme, self._window)
        dialog.finished.connect(self._closed)
        dialog.wanted.connect(self._do)
        dialog.open()
        process = self._run(["sleep", "--preview"])
        process.stepped.connect(dialog.show_step)
        process.finished.connect(self._found)

    def close(self) -> None:
        """End what runs."""
        if self._dialog is not None:
            self._dialog.close()
        self._end()

    def _run(self, arguments: Sequence[str]) -> SleepProcess:
        self._end()
        process = self._process = SleepProcess(
            self._palace, arguments, tr("Tidying up"), command=self._command, parent=self
        )
        process.failed.connect(self._failed)
        process.start()
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.abandon()
            process.deleteLater()

    def _closed(self, _result: int) -> None:
        self._dialog = None
        self._end()

    def _found(self, found: object) -> None:
        if self._dialog is not None and isinstance(found, dict):
            self._seq = int(found["seq"])
            self._dialog.show_proposal(found)

    def _do(self, kept: list[str]) -> None:
        if self._dialog is None:
            return
        self._dialog.show_working()
        keep = [part for own in kept for part in ("--keep", own)]
        process = self._run(["sleep", "--yes", "--if", str(self._seq), *keep])
        process.finished.connect(self._done)

    def _done(self, found: object) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        if isinstance(found, dict):
            words = many(
                len(found["moves"]),
                "{n} thing stands with what it is most like now.",
                "{n} things stand with what they are most like now.",
            )
            self._window.toast.say(words, tr("Undo"), self._undo)

    def _failed(self, sentence: str, _details: str) -> None:
        if self._dialog is not None:
            self._dialog.say(sentence)


def _spot(spot: dict[str, Any]) -> str:
    return beside(spot["name"], number(spot["number"]))
