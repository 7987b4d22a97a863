"""The reading panel: title, source, thread before and after, text, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QTabBar, QWidget

from palace.desktop.reader.lists import Companion, CompanionList, Facts
from palace.desktop.reader.page import Page
from palace.desktop.tr import many, mark, number, tr
from palace.desktop.widgets.controls import (
    Button,
    IconLabel,
    ToolButton,
    column,
    label,
    row,
    rule,
)
from palace.desktop.widgets.key_names import tip
from palace.desktop.wording import (
    beside,
    day_and_clock,
    day_of,
    kind_icon,
    source_name,
    speaker_name,
    spot,
)
from palace.desktop.writing.editor import Editor

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QResizeEvent

    from palace.desktop.theme import Theme
    from palace.queries import LinkedObject, MemoryView

LEFT = 24
_TABS = (
    mark("Nearby"),
    mark("Same thing"),
    mark("To mind"),
    mark("Back then"),
    mark("Links"),
    mark("Origin"),
)
_HINTS = (
    mark("What stands in the same room"),
    mark("What else there is on the same thing, older and newer"),
    mark("What comes to mind with it, over links, threads, names and likeness"),
    mark("The moment it belongs to: its thread, its day, the way by which you last came"),
    mark("What links here"),
    mark("Where it came from"),
)
SAME_THING = 1
"""The tab that says what else there is on what is read."""
TO_MIND = 2
"""The tab that says what comes to mind with it."""
BACK_THEN = 3
"""The tab that puts one back to its moment."""
LINKS = 4

AROUND = 0.45
"""The share of the panel that what belongs to a thing gets when it is asked for."""

EDITOR = 2
"""The editor's place in the stack."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the panel shows: a memory and what stands and points around it."""

    memory: MemoryView
    links: Sequence[LinkedObject] = ()
    segment: tuple[int, int] | None = None
    words: tuple[str, ...] = ()


class ThreadStep(Button):
    """The part before or after: an arrow and a title that is cut where there is no room."""

    def __init__(self, theme: Theme, icon: str, direction: str) -> None:
        super().__init__(theme, "", "quiet", icon)
        self._direction = direction
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("text-align: left;" if icon == "arrow-up" else "text-align: right;")

    def show_title(self, title: str) -> None:
        """Show where it leads; an empty title hides it."""
        self._title = title.replace("\n", " ")
        self.setVisible(bool(title))
        self.setAccessibleName(f"{self._direction}: {title}")
        self.setToolTip(f"{self._direction}: {title}")
        self._elide()

    def _elide(self) -> None:
        metrics: QFontMetrics = self.fontMetrics()
        room = self.width() - self.iconSize().width() - 34
        text = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(40, room))
        self.setText(text.replace("&", "&&"))

    def sizeHint(self) -> QSize:
        """Ask for the whole title."""
        wide = self.fontMetrics().horizontalAdvance(self._title)
        return QSize(wide + self.iconSize().width() + 34, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the title anew."""
        super().resizeEvent(event)
        self._elide()


class ReadingPanel(QWidget):
    """Shows a `Reading`; everything it wants done it says by a signal."""

    there_wanted = Signal()
    memory_wanted = Signal(str)
    object_wanted = Signal(str)
    address_wanted = Signal(str)
    pin_wanted = Signal()
    move_wanted = Signal()
    tab_turned = Signal(int)
    edit_wanted = Signal()
    away_wanted = Signal()
    left_editor = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.reading: Reading | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Reading panel"))
        self.title = label("", "h1", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._subtitle = label("", "h3", wrap=True)
        self._kind = IconLabel(theme, "note", "ink2", 17)
        self.source = label("", "caption2", wrap=True)
        self._there = Button(theme, tr("Take me there"), "primary", "path")
        self._there.clicked.connect(self.there_wanted)
        self._pin = Button(theme, tr("Pinned"), "", "push-pin", checkable=True)
        self._pin.setMinimumWidth(self._pin.sizeHint().width())
        self._pin.clicked.connect(self._ask_pin)
        self._move = Button(theme, tr("Move to…"), "", "arrows-out-cardinal")
        self._move.clicked.connect(self.move_wanted)
        self._edit = ToolButton(theme, "pencil-simple", tr("Change this page"), "Ctrl+E", size=18)
        self._edit.clicked.connect(self.edit_wanted)
        self._away = ToolButton(theme, "drop", tr("Put out of reach"), "Ctrl+Del", size=18)
        self._away.clicked.connect(self.away_wanted)
        self.editor = Editor(theme)
        self._missing = label("", "caption2", wrap=True)
        self._arranged = label("", "caption2", wrap=True)
        self.before = ThreadStep(theme, "arrow-up", tr("Before"))
        self.after = ThreadStep(theme, "arrow-down", tr("After"))
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self._thread = QWidget()
        self._thread.setLayout(
            row((self.before, 1), (self.after, 1), gap=8, margins=(LEFT - 10, 4, LEFT - 10, 4))
        )
        self.page = Page(theme)
        self.page.object_wanted.connect(self.object_wanted)
        self.page.address_wanted.connect(self.address_wanted)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        self._thread_rule = rule()
        head = QWidget()
        head.setLayout(
            column(
                self.title,
                self._subtitle,
                row(self._kind, (self.source, 1), gap=6),
                self._missing,
                self._arranged,
                2,
                row(self._there, self._pin, self._move, None, self._edit, self._away, gap=6),
                gap=5,
                margins=(LEFT, 14, LEFT, 12),
            )
        )
        text = QWidget()
        text.setLayout(
            column(
                head,
                rule(),
                self._thread,
                self._thread_rule,
                row((self.page, 1), margins=(LEFT - 14, 10, 6, 0)),
                gap=0,
            )
        )
        self.tabs = QTabBar()
        self.tabs.setObjectName("around")
        self.tabs.setAccessibleName(tr("Around this"))
        self.tabs.setExpanding(False)
        # Where there is no room the names are cut; none is out of sight.
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setDrawBase(False)
        for name, hint in zip(_TABS, _HINTS, strict=True):
            self.tabs.setTabToolTip(self.tabs.addTab(tr(name)), tr(hint))
        self.nearby = CompanionList(theme, tr("What stands in the same room"))
        self.related = CompanionList(theme, tr("What else there is on this"))
        self.mind = CompanionList(theme, tr("What comes to mind with this"))
        self.then = CompanionList(theme, tr("The moment this belongs to"))
        self.linked = CompanionList(theme, tr("What links here"))
        self.facts = Facts(theme)
        self._pages = QStackedWidget()
        lists = (self.nearby, self.related, self.mind, self.then, self.linked)
        for page in (*lists, self.facts):
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.tabs.currentChanged.connect(self.tab_turned)
        for page in lists:
            page.opened.connect(self.object_wanted)
        around = QWidget()
        around.setLayout(
            column(
                rule(),
                row((self.tabs, 1), margins=(LEFT - 8, 2, 4, 0)),
                rule(),
                (self._pages, 1),
                gap=0,
            )
        )
        split = self._split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(text)
        split.addWidget(around)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([700, 230])
        split.setCollapsible(0, False)
        self._empty = label(
            tr(
                "Nothing is open.\n\nClick a thing in the palace, choose one in the outline, "
                "or search with Ctrl+K."
            ),
            "dim",
            wrap=True,
        )
        empty = QWidget()
        empty.setLayout(column(self._empty, None, margins=(LEFT, 24, LEFT, 24)))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(split)
        self._stack.addWidget(self.editor)
        self.setLayout(column(self._stack, gap=0))

    def show_reading(self, reading: Reading, companions: Sequence[Companion]) -> None:
        """Show a memory, and what stands in the same room."""
        writing = self.writing
        self.reading = reading
        memory = reading.memory
        self.title.setText(memory.object_title)
        own = memory.title if memory.title not in ("", memory.object_title) else ""
        if memory.kind != "section":
            own = ""
        self._subtitle.setText(own)
        self._subtitle.setVisible(bool(own))
        self._kind.show_icon(kind_icon(memory.object_kind), "ink2")
        name = source_name(memory.source_kind, memory.object_kind)
        kind = tr("Note") if memory.object_kind == "note" else tr("Chat with {name}", name=name)
        parts = [kind, day_and_clock(memory.happened_at)]
        if memory.parts > 1:
            parts.append(tr("part {part} of {parts}", part=memory.part, parts=memory.parts))
        if memory.alternate:
            parts.append(tr("a branch you left"))
        self.source.setText(beside(*parts))
        self._missing.setVisible(memory.missing)
        self._missing.setText(tr("Its source no longer has it; the palace keeps it."))
        self._there.setEnabled(memory.place is not None)
        self._there.setToolTip(
            "" if memory.place else tr("It has no place yet; it is being sorted in")
        )
        self._show_arranged(memory)
        before, after = memory.previous, memory.next
        self.before.show_title(before[1] if before else "")
        self.after.show_title(after[1] if after else "")
        lone = before is None and after is None
        self._thread.setVisible(not lone)
        self._thread_rule.setVisible(not lone)
        self.page.show_memory(memory, reading.segment, reading.words)
        self.nearby.show_companions(companions)
        self.linked.show_companions(
            [Companion(link.object_id, link.title, link.kind, link.label) for link in reading.links]
        )
        self.facts.show_facts(facts_of(memory))
        self._count(0, len(companions))
        self._count(LINKS, len(reading.links))
        self._edit.setEnabled(memory.kind == "section")
        self._edit.setToolTip(
            tip(tr("Change this page"), "Ctrl+E")
            if memory.kind == "section"
            else tr("What was said stays as it was said; N writes a note of your own")
        )
        self._away.setEnabled(memory.reach == "here")
        self._stack.setCurrentIndex(1)
        if writing:
            self.left_editor.emit()

    @property
    def writing(self) -> bool:
        """Whether the editor is what is seen."""
        return self._stack.currentIndex() == EDITOR

    def show_editor(self) -> None:
        """Show the editor in place of what is read."""
        self._stack.setCurrentIndex(EDITOR)

    def leave_editor(self) -> None:
        """Show again what is read."""
        if self.writing:
            self._stack.setCurrentIndex(0 if self.reading is None else 1)

    def show_related(self, companions: Sequence[Companion]) -> None:
        """Show what else there is on the same thing."""
        self.related.show_companions(companions)
        self._count(SAME_THING, len(companions))

    def turn_to(self, tab: int) -> None:
        """Show a tab (`SAME_THING`, `TO_MIND`, `BACK_THEN`), ready for the arrow keys."""
        self.tabs.setCurrentIndex(tab)
        text, around = self._split.sizes()
        if around < (text + around) * AROUND:  # it was asked for: it may have room
            whole = text + around
            self._split.setSizes([round(whole * (1 - AROUND)), round(whole * AROUND)])
        shown = self._pages.currentWidget()
        shown.setFocus()
        if isinstance(shown, CompanionList) and not shown.currentIndex().isValid():
            shown.setCurrentIndex(shown.model().index(0, 0))

    def _count(self, index: int, many: int) -> None:
        self.tabs.setTabText(
            index, f"{tr(_TABS[index])}  {number(many)}" if many else tr(_TABS[index])
        )

    def _ask_pin(self) -> None:
        # The button shows what is, not what is asked for.
        self._pin.setChecked(self.reading is not None and self.reading.memory.pinned)
        self.pin_wanted.emit()

    def _show_arranged(self, memory: MemoryView) -> None:
        """Show whether it is pinned, and from where it was moved."""
        for button in (self._pin, self._move):
            button.setEnabled(memory.place is not None)
        self._pin.setChecked(memory.pinned)
        self._pin.setText(tr("Pinned") if memory.pinned else tr("Pin"))
        self._pin.setAccessibleName(
            tr("Pinned; unpin") if memory.pinned else tr("Pin to its place")
        )
        self._pin.setToolTip(
            tr("Whatever is tidied, it stays here; click to unpin it")
            if memory.pinned
            else tr("Keep it where it stands, whatever is tidied")
        )
        self._arranged.setText(moved_from(memory))
        self._arranged.setVisible(memory.moved is not None)

    def clear(self) -> None:
        """Show that nothing is open; what is being written stays."""
        self.reading = None
        if not self.writing:
            self._stack.setCurrentIndex(0)
            self.cleared.emit()

    def step(self, direction: int) -> None:
        """Go to the part before (-1) or after (1)."""
        self._step(direction)

    def _step(self, direction: int) -> None:
        if self.reading is None:
            return
        memory = self.reading.memory
        target = memory.previous if direction < 0 else memory.next
        if target is not None:
            self.memory_wanted.emit(target[0])


def moved_from(memory: MemoryView) -> str:
    """Return from where a memory's object was moved last, and when; empty where never."""
    way = memory.moved
    if way is None:
        return ""
    text = mark("Moved from {room}, number {locus}, on {day}.")
    if way.why == "sleep":
        text = mark("Tidied here from {room}, number {locus}, on {day}.")
    return tr(text, room=way.from_room, locus=way.from_number, day=day_of(way.at))


def facts_of(memory: MemoryView) -> list[tuple[str, str]]:
    """Return where a memory came from, as name and value."""
    place = memory.place
    where = ""
    if place is not None:
        names = [place.quarter, place.wing, place.room, spot(place.locus_kind, place.locus)]
        where = " › ".join(name for name in names if name)
    return [
        (name, value)
        for name, value in (
            (tr("Source"), source_name(memory.source_kind, memory.object_kind)),
            (tr("Item"), memory.source_title),
            (tr("Where"), memory.source_place or memory.source_item),
            (tr("When"), day_and_clock(memory.happened_at)),
            (tr("Author"), speaker_name(memory.author or "")),
            (
                tr("Part"),
                many(memory.parts, "{part} of {n} part", "{part} of {n} parts", part=memory.part),
            ),
            (tr("Place"), where or tr("no locus yet")),
            (tr("Pinned"), tr("yes, it stays there") if memory.pinned else ""),
            (tr("Moved"), moved_from(memory)),
            (tr("Tags"), ", ".join(memory.tags)),
            (tr("Id"), memory.id),
        )
        if value
    ]


__all__ = ["Companion", "Reading", "ReadingPanel", "ToolButton", "facts_of"]
