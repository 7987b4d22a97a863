"""What is asked of the architect: a name, a place from a list, where sources go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QWidget,
)

from palace.desktop.reader.lists import Companion, CompanionList
from palace.desktop.tr import mark, tr
from palace.desktop.widgets.controls import Button, column, label, row, rule
from palace.desktop.wording import beside, objects, sentence_case, source_name
from palace.desktop.wording import spot as spot_text
from palace.ops.rename_place import LONGEST

if TYPE_CHECKING:
    from palace.desktop.theme import Theme
    from palace.queries import SourceGoes


_RENAME = {
    "room": (mark("Rename the room"), mark("Name of the room")),
    "wing": (mark("Rename the wing"), mark("Name of the wing")),
    "quarter": (mark("Rename the quarter"), mark("Name of the quarter")),
}
_GOES = {
    "room": mark("goes to the room “{name}”"),
    "wing": mark("goes to the wing “{name}”"),
    "quarter": mark("goes to the quarter “{name}”"),
}


class RenameDialog(QDialog):
    """One name; what is wrong with it is said here, and the dialog stays."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, kind: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title, field = _RENAME[kind]
        self.setWindowTitle(tr(title))
        self.setAccessibleName(f"{tr(title)}: {name}")
        self.field = QLineEdit(name)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(tr(field))
        self.field.selectAll()
        self._danger = theme.tokens.danger
        self._trouble = label("", "caption2", wrap=True)
        self._trouble.setMinimumHeight(theme.px(34))
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.go = Button(theme, tr("Rename"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(lambda: self.wanted.emit(self.field.text()))
        leave = Button(theme, tr("Cancel"))
        leave.clicked.connect(self.reject)
        self.field.textChanged.connect(self._changed)
        self.setLayout(
            column(
                label(tr("What should “{name}” be called?", name=name), "h3", wrap=True),
                4,
                self.field,
                self._trouble,
                row(None, leave, self.go),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(440), self.sizeHint().height())
        self._changed(name)

    def say(self, trouble: str) -> None:
        """Say what is wrong with the name."""
        self._trouble.setText(trouble)
        self._trouble.setStyleSheet(f"color: {self._danger};")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, trouble))
        self.field.setFocus()

    def _changed(self, name: str) -> None:
        self._trouble.setText(tr("The signs that bear the name follow."))
        self._trouble.setStyleSheet("")
        self.go.setEnabled(bool(name.strip()))


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be chosen.

    Parameters
    ----------
    kind
        "room", "wing" or "quarter".
    remark
        Where it lies and how much is free.
    """

    id: str
    name: str
    kind: str
    remark: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A locus of a room.

    Parameters
    ----------
    holder
        The title of what stands there; empty for a free one.
    """

    number: int
    kind: str
    holder: str


SpotsOf = Callable[[str], Sequence[Spot]]


class PlaceDialog(QDialog):
    """A list to search; a room's places below it, where one may be chosen.

    Parameters
    ----------
    spots
        Returns the loci of a room; None offers none.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        theme: Theme,
        title: str,
        verb: str,
        choices: Sequence[Choice],
        parent: QWidget,
        *,
        spots: SpotsOf | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._choices, self._spots = choices, spots
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type some letters of the name"))
        self.field.setAccessibleName(tr("Find a place"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _text: self._fill())
        self.field.installEventFilter(self)
        self.list = CompanionList(theme, tr("Places"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._turn())
        self.list.doubleClicked.connect(lambda _index: self._accept())
        self.spot = QComboBox()
        self.spot.setMaxVisibleItems(14)
        # A long title of what stands there does not make the dialog wide.
        self.spot.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.spot.setMinimumContentsLength(24)
        at = label(tr("Place in it"), "dim")
        at.setBuddy(self.spot)
        self._spot_row = QWidget()
        self._spot_row.setLayout(row(at, (self.spot, 1), gap=12))
        self._spot_row.setVisible(spots is not None)
        self._verb = verb
        self.go = Button(theme, verb, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._accept)
        leave = Button(theme, tr("Cancel"))
        leave.clicked.connect(self.reject)
        self.spot.currentIndexChanged.connect(lambda _index: self._name_button())
        self.setLayout(
            column(
                label(title, "h3", wrap=True),
                4,
                self.field,
                (self.list, 1),
                rule(),
                self._spot_row,
                row(None, leave, self.go),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(520), theme.px(560))
        self._fill()
        self.field.setFocus()

    def _fill(self) -> None:
        words = self.field.text().casefold().split()
        fits = [
            choice
            for choice in self._choices
            if all(word in f"{choice.name} {choice.remark}".casefold() for word in words)
        ]
        # A name that begins with what was typed before one that merely has it somewhere.
        typed = self.field.text().strip().casefold()
        fits.sort(key=lambda choice: not choice.name.casefold().startswith(typed))
        self.list.show_companions([Companion(c.id, c.name, c.kind, c.remark) for c in fits])
        if fits:
            self._choose(0)
        else:
            self._turn()

    def _choose(self, line: int) -> None:
        index = self.list.model().index(line, 0)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)

    def _current(self) -> Companion | None:
        index = self.list.currentIndex()
        found = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return found if isinstance(found, Companion) else None

    def _turn(self) -> None:
        """Offer the places of another room."""
        here = self._current()
        self.go.setEnabled(here is not None)
        if self._spots is None:
            return
        self.spot.clear()
        if here is None:
            return
        spots = self._spots(here.object_id)
        if any(not spot.holder for spot in spots):
            self.spot.addItem(tr("A free one, near what is most alike"), None)
        for spot in spots:
            words = spot_text(spot.kind, spot.number)
            words = (
                tr("{spot}: change places with “{title}”", spot=words, title=spot.holder)
                if spot.holder
                else tr("{spot}: free", spot=words)
            )
            self.spot.addItem(sentence_case(words), spot)
        self.go.setEnabled(bool(spots))

    def _name_button(self) -> None:
        spot = self.spot.currentData()
        swap = isinstance(spot, Spot) and bool(spot.holder)
        self.go.setText(tr("Let them change places") if swap else self._verb)

    def _accept(self) -> None:
        here = self._current()
        if here is not None and self.go.isEnabled():
            self.chosen.emit(here.object_id, self.spot.currentData())
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the field keeps the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            lines = self.list.model().rowCount()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and lines:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._choose((self.list.currentIndex().row() + step) % lines)
                return True
        return super().eventFilter(watched, event)


class DestinationsDialog(QDialog):
    """Every source with where its things go."""

    choose = Signal(str)
    clear = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Where sources go"))
        self.setAccessibleName(tr("Where sources go"))
        self._theme = theme
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Sources"))
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        self.setLayout(
            column(
                label(tr("Where sources go"), "h2"),
                label(
                    tr(
                        "What a source brings from now on goes where it fits, or to the place you "
                        "choose. What stands stays where it is."
                    ),
                    "dim",
                    wrap=True,
                ),
                6,
                (self._area, 1),
                row(None, close),
                margins=(24, 20, 24, 18),
            )
        )
        self.resize(theme.px(640), theme.px(420))
        close.setFocus()

    def show_sources(self, sources: Sequence[SourceGoes]) -> None:
        """Replace the list."""
        lines: list[QWidget | int | None] = []
        for source in sources:
            if lines:
                lines.append(rule())
            lines.append(self._line(source))
        if not lines:
            lines.append(label(tr("Nothing has been imported yet."), "dim"))
        inner = QWidget()
        inner.setObjectName("clear")
        inner.setLayout(column(*lines, None, gap=10, margins=(0, 4, 8, 4)))
        self._area.setWidget(inner)

    def _line(self, source: SourceGoes) -> QWidget:
        name = name_of(source)
        goes = (
            tr(_GOES[source.place.kind], name=source.place.name)
            if source.place is not None
            else tr("goes where it fits")
        )
        kind = tr("Notes") if source.kind == "markdown" else source_name(source.kind)
        said = [kind] if kind != name else []
        said += [objects(source.objects), goes]
        about = label(beside(*said), "caption2", wrap=True)
        pick = Button(self._theme, tr("Choose a place…"))
        pick.setAccessibleName(tr("Choose a place for {name}", name=name))
        pick.clicked.connect(lambda _=False, own=source.id: self.choose.emit(own))
        buttons: list[QWidget | int | None] = [pick]
        if source.place is not None:
            free = Button(self._theme, tr("Where it fits"), "quiet")
            free.setAccessibleName(tr("Let {name} go where it fits", name=name))
            free.clicked.connect(lambda _=False, own=source.id: self.clear.emit(own))
            buttons.insert(0, free)
        title = label(name, "strong", wrap=True)
        title.setToolTip(source.uri)
        text = QWidget()
        text.setLayout(column(title, about, gap=2))
        line = QWidget()
        line.setLayout(row((text, 1), *buttons, gap=8))
        return line


def name_of(source: SourceGoes) -> str:
    """Return a source as people say it: a folder's name, or what it is an account of."""
    last = source.uri.rstrip("/").rpartition("/")[2]
    if source.uri.startswith("file:"):
        from urllib.request import url2pathname

        return url2pathname(last)
    return source_name(source.kind)


def short(title: str, longest: int = 60) -> str:
    """Return a title, cut where it would fill a sentence."""
    return title if len(title) <= longest else title[: longest - 1].rstrip() + "…"


def sure_to_erase(parent: QWidget, question: str, goes: str) -> bool:
    """Ask whether something is to be erased for good; to keep it is what Enter does.

    Parameters
    ----------
    goes
        What is lost and what is not.
    """
    asked = QMessageBox(parent)
    asked.setWindowTitle(tr("Erase for good"))
    asked.setText(question)
    asked.setInformativeText(goes)
    yes = asked.addButton(tr("Erase"), QMessageBox.ButtonRole.DestructiveRole)
    keep = asked.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(keep)
    asked.exec()
    agreed = asked.clickedButton() is yes
    asked.deleteLater()
    return agreed
