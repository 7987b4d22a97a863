"""Reading, held together: what is chosen is fetched, shown, and lit in the scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from palace.desktop.reader.lists import Companion
from palace.desktop.reader.panel import BACK_THEN, SAME_THING, TO_MIND, Reading
from palace.desktop.tr import mark, tr
from palace.desktop.wording import beside, clock, day, day_and_clock, source_name, spot

if TYPE_CHECKING:
    from palace.desktop.guide import Guide
    from palace.desktop.library import Library
    from palace.desktop.walking import SceneInput
    from palace.desktop.window import MainWindow
    from palace.queries import (
        Beside,
        Hit,
        LinkedObject,
        MemoryView,
        Reinstatement,
        RelatedObject,
        Thought,
    )
    from palace.scene.view import PalaceView


_WHEN = {"older": mark("older"), "newer": mark("newer")}


class ReadingDesk(QObject):
    """Opens memories and objects in the reading panel."""

    shown = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        guide: Guide,
        moves: SceneInput,
        failed: Callable[[str, Exception], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view = window, view
        self._library, self._guide, self._moves = library, guide, moves
        self._failed = failed
        self._turn: int | None = None
        panel = window.reader
        panel.tab_turned.connect(self._fill)
        panel.memory_wanted.connect(self.open)
        panel.object_wanted.connect(self.open)
        panel.there_wanted.connect(self.go_there)
        panel.page.file_wanted.connect(self._open_file)
        library.texts_changed.connect(self.again)
        library.world_changed.connect(self._world_changed)

    def open(self, identifier: str) -> None:
        """Read a memory, or the first page of an object."""
        self._fetch(identifier, None, ())

    def open_hit(self, hit: Hit) -> None:
        """Read a found memory at the segment that answers."""
        words = tuple(hit.snippet[start:end] for start, end in hit.marks)
        self._fetch(hit.id, (hit.start, hit.end), words)

    def go_there(self) -> None:
        """Go to what is read."""
        reading = self._window.reader.reading
        if reading is not None:
            self._guide.to_object(reading.memory.object_id)

    def object_id(self) -> str:
        """Return what is read, empty for nothing."""
        reading = self._window.reader.reading
        return reading.memory.object_id if reading is not None else ""

    def memory_id(self) -> str:
        """Return the memory that is read, empty for nothing."""
        reading = self._window.reader.reading
        return reading.memory.id if reading is not None else ""

    def _fetch(
        self, identifier: str, segment: tuple[int, int] | None, words: tuple[str, ...]
    ) -> None:
        def done(memory: MemoryView, links: Sequence[LinkedObject]) -> None:
            self._show(Reading(memory, links, segment, words))

        self._library.read(
            identifier, done, lambda error: self._failed(tr("This could not be opened"), error)
        )

    def _show(self, reading: Reading, *, quietly: bool = False) -> None:
        memory = reading.memory
        window = self._window
        same = self.memory_id() == memory.id
        if quietly and window.reader.writing:
            return  # what is read behind the editor is fetched again once one is back
        window.reader.show_reading(reading, self._library.world.companions(memory.object_id))
        if not same:
            window.reader.mind.show_companions(())
            window.reader.then.show_companions(())
        self._picture(memory)
        self._relate(memory.object_id)
        self._fill(window.reader.tabs.currentIndex())
        place = memory.place
        if place is not None:
            path = [place.wing or place.quarter, place.room, spot(place.locus_kind, place.locus)]
            window.name_reader("  ›  ".join(part for part in path if part))
        else:
            window.name_reader(tr("Not placed yet"))
        if not quietly:
            window.show_reader()
            window.outline.show_current(memory.object_id)
            self._library.note_visit(memory.object_id)
        self._view.select(memory.object_id)
        self._moves.wake()
        self.shown.emit(memory.object_id)

    def show_around(self, object_id: str, tab: int) -> None:
        """Read an object where it is not read already, and turn to a tab of what belongs to it.

        Parameters
        ----------
        tab
            `panel.SAME_THING`, `TO_MIND` or `BACK_THEN`.
        """
        self._turn = tab
        if object_id != self.object_id():
            self.open(object_id)
            return
        self._window.show_reader()
        if tab == SAME_THING:
            self._relate(object_id)
        else:
            self._fill(tab)

    def _turned(self, tab: int) -> None:
        """Turn to a tab that has been filled, where that was asked for."""
        if self._turn == tab:
            self._turn = None
            self._window.reader.turn_to(tab)

    def _fill(self, tab: int) -> None:
        """Fetch what a tab shows that is not fetched with every page."""
        if self._turn in (TO_MIND, BACK_THEN):
            tab = self._turn
        memory_id, object_id = self.memory_id(), self.object_id()
        panel = self._window.reader

        def thought(found: Sequence[Thought]) -> None:
            if self.object_id() == object_id:
                panel.mind.show_companions([_thought(each) for each in found])
                self._turned(TO_MIND)

        def reinstated(found: Reinstatement) -> None:
            if self.memory_id() == memory_id:
                panel.then.show_companions(_back_then(found))
                self._turned(BACK_THEN)

        if object_id and tab == TO_MIND:
            self._library.associated(object_id, thought, lambda _error: None)
        if memory_id and tab == BACK_THEN:
            self._library.reinstated(memory_id, reinstated, lambda _error: None)

    def _picture(self, memory: MemoryView) -> None:
        """Fetch the pictures that a page shows; its words are there already."""
        from palace.importers.attached import named
        from palace.model.named_files import by_name, meant

        names = by_name(memory.files)
        wanted = [file for name in named([memory.text]) if (file := meant(names, name))]
        if wanted:
            self._library.pictures(
                wanted,
                lambda found: self._window.reader.page.show_pictures(memory.id, found),
                lambda _error: None,
            )

    def _open_file(self, digest: str, name: str) -> None:
        """Open a kept picture or document in the program that the system has for it."""
        from palace.desktop.reader.opening import open_kept

        open_kept(
            self._library.folder,
            digest,
            name,
            self._window.toast.say,
        )

    def _relate(self, object_id: str) -> None:
        def done(found: Sequence[RelatedObject]) -> None:
            if self.object_id() != object_id:
                return
            panel = self._window.reader
            panel.show_related([_companion(other) for other in found])
            self._turned(SAME_THING)

        self._library.related(object_id, done, lambda _error: None)

    def _world_changed(self, _world: object) -> None:
        """Its neighbours may be others now."""
        reading = self._window.reader.reading
        if reading is not None:
            self._refetch(reading)

    def again(self) -> None:
        """Fetch anew what is read: its text or what belongs to it may be another."""
        reading = self._window.reader.reading
        if reading is not None:
            self._refetch(reading)

    def _refetch(self, reading: Reading) -> None:
        def done(memory: MemoryView, links: Sequence[LinkedObject]) -> None:
            now = self._window.reader.reading
            if now is None or now.memory.id != memory.id:
                return
            if memory == reading.memory and list(links) == list(reading.links):
                return
            self._show(Reading(memory, links, reading.segment, reading.words), quietly=True)

        def gone(_error: Exception) -> None:
            now = self._window.reader.reading
            if now is not None and now.memory.id == reading.memory.id:
                self._window.reader.clear()
                self._view.select(None)

        self._library.read(reading.memory.id, done, gone, again=True)


def _companion(other: RelatedObject) -> Companion:
    """Return a line of the list: older or newer, from where, and what it adds."""
    when = " ".join(filter(None, (tr(_WHEN.get(other.when, "")), day(other.happened_at))))
    parts = (source_name(other.source, other.kind), when, other.new)
    return Companion(other.object, other.title, other.kind, beside(*parts))


def _thought(thought: Thought) -> Companion:
    """Return a line of what comes to mind: over what, and where it stands."""
    over = ", ".join(thought.by)
    parts = (tr("by {names}", names=over) if over else "", thought.room)
    return Companion(thought.object, thought.title, thought.kind, beside(*parts))


def _back_then(found: Reinstatement) -> list[Companion]:
    """Return the moment of a memory: its thread, its day, the way by which one last came."""
    rows: list[tuple[Beside, tuple[str, ...]]] = []
    at = [other.memory for other in found.thread].index(found.memory)
    for number, other in enumerate(found.thread):
        if number != at:
            if abs(number - at) == 1:
                when = tr("just before") if number < at else tr("just after")
            else:
                when = tr("before it") if number < at else tr("after it")
            rows.append((other, (tr("in its thread"), when, clock(other.at))))
    rows += [(other, (tr("that day"), clock(other.at) or day(other.at))) for other in found.day]
    rows += [(other, (tr("on your way to it"), day_and_clock(other.at))) for other in found.trail]
    return [
        Companion(other.memory, other.title, other.kind, beside(*parts)) for other, parts in rows
    ]
