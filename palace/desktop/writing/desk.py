"""Writing, held together: what is typed is kept at once, and replaces nothing unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from palace.desktop.below import retold
from palace.desktop.guide import EYE
from palace.desktop.tr import mark, tr
from palace.model.errors import ChangedElsewhere
from palace.ops.write_note import NEW

if TYPE_CHECKING:
    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow
    from palace.desktop.writing.earlier import EarlierDialog
    from palace.ops.edit_note import Edited
    from palace.ops.write_note import Wrote
    from palace.queries import Earlier, Editable
    from palace.scene.view import PalaceView
    from palace.store.writing import Unfinished

TYPED_MS = 800
"""So long after the last key what is typed is kept in the palace, to be gone on with."""
HINT = mark("The first line is its title.\n\n[[Links]] and #tags are understood.")


class WritingDesk(QObject):
    """Changes pages, writes notes, and brings earlier texts back.

    Parameters
    ----------
    read, again
        Opens a memory in the reader; fetches anew what is read.
    undo
        Takes the last change back.
    failed
        Says what went wrong.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        read: Callable[[str], None],
        again: Callable[[], None],
        undo: Callable[[], None],
        failed: Callable[[str, Exception], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._library = window, view, library
        self._read, self._again = read, again
        self._undo, self._failed = undo, failed
        self._editor = window.reader.editor
        self._page: Editable | None = None
        self._spot: tuple[tuple[float, float, float], str] | None = None
        self._writing = ""
        self._seen = ""
        self._last = ""
        self._earlier: EarlierDialog | None = None
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self._keep_typed)
        self._editor.typed.connect(self._note_typed)
        self._editor.keep_wanted.connect(self.keep)
        self._editor.leave_wanted.connect(self.leave)
        window.reader.edit_wanted.connect(self.edit_read)
        window.reader.left_editor.connect(self._walked_away)

    def close(self) -> None:
        """Keep what is being typed, and write no more."""
        if self._typed.isActive():
            self._typed.stop()
            from palace.model.errors import PalaceError
            from palace.ops import KeepUnfinished

            try:
                self._library.session.run(
                    KeepUnfinished(self._writing, self._editor.text, self._seen)
                )
            except PalaceError as error:
                self._failed(tr("What you were writing could not be kept"), error)
        self._writing = ""
        self._window.reader.leave_editor()
        if self._earlier is not None:
            self._earlier.close()

    # --- beginning ------------------------------------------------------------------------

    def edit_read(self) -> None:
        """Change the page that is read."""
        from palace.queries import EditablePage

        reading = self._window.reader.reading
        if reading is not None and self._writing != reading.memory.id:
            self._library.ask(
                EditablePage(reading.memory.id),
                self._begin,
                lambda error: self._failed(tr("This page cannot be changed"), error),
            )

    def _begin(self, page: Editable | None) -> None:
        from palace.ops import digest

        if page is None:
            self._window.toast.say(
                tr("What was said stays as it was said. N writes a note of your own.")
            )
            return
        self._page, self._writing = page, page.memory_id
        begun = page.begun
        self._seen = digest(page.text) if begun is None else begun.seen
        about = tr("A note of your own")
        if page.file is not None:
            name = Path(page.file).name
            about = (
                tr("{name}, here and in its file", name=name)
                if page.writes
                else tr("from the file {name}", name=name)
            )
        elif page.source_name:
            about = tr("from {source}; its file is not changed", source=page.source_name)
        self._open(
            tr("Change “{title}”", title=page.title),
            about,
            page.text if begun is None else begun.text,
        )
        if begun is not None:
            self._editor.state.setText(tr("You began this before; here it is."))

    def new_note(self) -> None:
        """Begin a note that will stand where the person stands now."""
        from palace.queries import BegunNote

        pose, space = self._view.pose, self._view.space_id
        here = (pose.x, pose.y, pose.z - EYE)
        spot = None if self._library.world.empty or space is None else (here, space)

        def begin(begun: Unfinished | None) -> None:
            self._page, self._writing, self._seen, self._spot = None, NEW, "", spot
            world = self._library.world
            name = world.spaces[space].name if spot and space in world.spaces else ""
            about = tr("It will stand near you in “{name}”.", name=name) if name else ""
            text = "" if begun is None else begun.text
            self._open(tr("New note"), about, text, tr(HINT))
            if begun is not None:
                self._editor.state.setText(tr("You began this before; here it is."))

        self._library.ask(
            BegunNote(), begin, lambda error: self._failed(tr("A note cannot be written"), error)
        )

    def _open(self, heading: str, about: str, text: str, hint: str = "") -> None:
        self._window.show_reader()
        self._window.reader.show_editor()
        self._window.name_reader(tr("Writing"))
        self._editor.open(heading, about, text, hint)
        self._last = text

    # --- typing ---------------------------------------------------------------------------

    def _note_typed(self) -> None:
        text = self._editor.text
        if self._writing and text != self._last:  # it also says so where only the look changes
            self._last = text
            self._typed.start()
            self._editor.state.setText("")

    def _keep_typed(self) -> None:
        from palace.ops import KeepUnfinished

        if not self._writing:
            return
        text = self._editor.text
        writing = self._writing

        def kept(_done: None) -> None:
            if self._writing == writing and self._editor.text == text:
                self._editor.state.setText(
                    tr("Safe here; it stands once you keep it.")
                    if writing == NEW
                    else tr("Safe here; it replaces the page once you keep it.")
                )

        self._library.change(
            KeepUnfinished(writing, text, self._seen),
            kept,
            lambda error: self._editor.state.setText(retold(error)),
        )

    def _walked_away(self) -> None:
        """Something else is read: what is typed waits."""
        if not self._writing:
            return
        changed = self._editor.sheet.document().isModified()
        if self._typed.isActive():
            self._typed.stop()
            self._keep_typed()
        new = self._writing == NEW
        self._writing = ""
        if changed:
            self._window.toast.say(
                tr("What you wrote is safe; N goes on with it.")
                if new
                else tr("What you wrote is safe; Ctrl+E on its page goes on with it.")
            )

    def leave(self) -> None:
        """Let go of what was typed; where that is something, ask first."""
        if not self._writing:
            return
        begun = self._page.text if self._page is not None else ""
        if self._editor.text.strip() == begun.strip():
            self._let_go()
            return
        self._editor.ask(
            tr("Let go of what you wrote?"),
            (
                (tr("Go on writing"), self._go_on),
                (tr("Keep it"), self._answer_keep),
                (tr("Let it go"), self._let_go),
            ),
        )

    def _go_on(self) -> None:
        self._editor.ask("", ())
        self._editor.sheet.setFocus()

    def _answer_keep(self) -> None:
        self._editor.ask("", ())
        self.keep()

    def _let_go(self) -> None:
        from palace.ops import KeepUnfinished

        self._typed.stop()
        writing, self._writing = self._writing, ""
        self._library.change(
            KeepUnfinished(writing, None), lambda _none: self._done(), lambda _error: self._done()
        )

    def _done(self) -> None:
        """Be back at what was read before."""
        self._editor.ask("", ())
        self._window.reader.leave_editor()
        if self._window.reader.reading is None:
            self._window.reader_dock.hide()
            self._view.native.setFocus()
        else:
            self._window.reader.page.setFocus()
            self._again()

    # --- keeping --------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is written: the page is that from now on, or the note stands."""
        if not self._writing:
            return
        if self._writing == NEW:
            self._keep_new()
            return
        page = self._page
        if page is None:
            return
        if page.file is not None and page.writes is None:
            self._editor.ask(
                tr(
                    "This note is the file {file}. Should the files of “{source}” "
                    "be changed with their notes? (You are asked once.)",
                    file=page.file,
                    source=page.source_name,
                ),
                (
                    (tr("Change the files too"), lambda: self._answer_files(on=True)),
                    (tr("In the palace only"), lambda: self._answer_files(on=False)),
                    (tr("Go on writing"), self._go_on),
                ),
            )
            return
        self._keep_page(page, self._seen)

    def _answer_files(self, *, on: bool) -> None:
        from dataclasses import replace

        from palace.ops import SetWriteBack

        page = self._page
        if page is None:
            return
        self._editor.ask("", ())

        def done(_before: bool | None) -> None:
            self._page = replace(page, writes=on)
            self._keep_page(self._page, self._seen)

        self._library.change(
            SetWriteBack(page.source, on),
            done,
            lambda error: self._failed(tr("The answer could not be kept"), error),
        )

    def _keep_page(self, page: Editable, seen: str, file_seen: str = "") -> None:
        from palace.ops import EditNote

        self._typed.stop()
        edit = EditNote(
            page.memory_id, self._editor.text, seen, bool(page.writes), file_seen, page.title
        )
        self._editor.setEnabled(False)
        self._writing = ""  # whoever reads something else now leaves nothing behind

        def done(edited: Edited) -> None:
            self._editor.setEnabled(True)
            reader = self._window.reader
            if reader.writing:
                reader.leave_editor()
                if reader.reading is not None and reader.reading.memory.id == edited.memory_id:
                    self._again()
                else:
                    self._read(edited.memory_id)
            if edited.changed:
                words = (
                    tr("“{title}” is changed here and in its file.", title=page.title)
                    if edited.file
                    else tr("“{title}” is changed.", title=page.title)
                )
                words = f"{words} {retold(edited.left)}".strip()
                self._window.toast.say(words, tr("Undo"), self._undo)

        def failed(error: Exception) -> None:
            self._editor.setEnabled(True)
            self._go_back_to(page.memory_id)
            if isinstance(error, ChangedElsewhere):
                self._choose(page, seen, error)
                return
            self._editor.sheet.setFocus()
            self._failed(tr("What you wrote could not be kept yet"), error)

        self._library.change(edit, done, failed)

    def _go_back_to(self, writing: str) -> None:
        """Go on with what could not be kept; it waits where one reads something else."""
        self._writing = writing
        self._keep_typed()
        if not self._window.reader.writing:
            self._writing = ""

    def _choose(self, page: Editable, seen: str, error: ChangedElsewhere) -> None:
        """Show both texts and let the person choose; whichever it is, the other is not lost."""
        file = page.file is not None and page.file in str(error)
        elsewhere = (
            tr("Its file was changed elsewhere while you wrote.")
            if file
            else tr("This page was changed elsewhere while you wrote.")
        )
        which = tr("Which text should it be? The other one stays among the earlier texts.")

        def mine() -> None:
            self._editor.ask("", ())
            if file:
                self._keep_page(page, seen, error.seen)
            else:
                self._keep_page(page, error.seen)

        def theirs() -> None:
            """Keep one's own text first, in the palace alone: then it is an earlier text."""
            from palace.ops import EditNote, digest

            self._editor.ask("", ())
            own = self._editor.text
            before = seen if file else error.seen
            if not own.strip():
                self._editor.sheet.setPlainText(error.theirs)
                self._keep_page(page, before, error.seen if file else "")
                return

            def kept(_edited: Edited) -> None:
                self._editor.sheet.setPlainText(error.theirs)
                self._keep_page(page, digest(own.strip("\n")), error.seen if file else "")

            self._library.change(
                EditNote(page.memory_id, own, before, called=page.title),
                kept,
                lambda fault: self._failed(tr("What you wrote could not be kept yet"), fault),
            )

        self._editor.ask(
            f"{elsewhere} {which}",
            (
                (tr("Mine"), mine),
                (tr("What is there now"), theirs),
                (tr("Go on writing"), self._go_on),
            ),
            error.theirs,
        )

    def _keep_new(self) -> None:
        from palace.ops import WriteNote

        self._typed.stop()
        point, room = self._spot if self._spot is not None else (None, "")
        self._writing = ""

        def done(wrote: Wrote) -> None:
            if self._window.reader.writing:
                self._window.reader.leave_editor()
                self._read(wrote.memory_id)
            where = tr("It is being sorted in.")
            if wrote.stands is not None:
                number, room = wrote.stands.number, wrote.stands.room
                where = tr("It stands at number {number} of “{room}”.", number=number, room=room)
            kept = tr("“{title}” is kept.", title=wrote.title)
            self._window.toast.say(f"{kept} {where}", tr("Undo"), self._undo)

        def failed(error: Exception) -> None:
            self._go_back_to(NEW)
            self._editor.sheet.setFocus()
            self._failed(tr("The note could not be kept yet"), error)

        self._library.change(WriteNote(self._editor.text, point, room), done, failed)

    # --- earlier texts --------------------------------------------------------------------

    def earlier_read(self) -> None:
        """Show what the page that is read was before."""
        from palace.queries import EarlierTexts

        reading = self._window.reader.reading
        if reading is None:
            return
        memory = reading.memory

        def show(found: list[Earlier]) -> None:
            from palace.desktop.writing.earlier import EarlierDialog

            if not found:
                self._window.toast.say(tr("This page has never been another."))
                return
            dialog = EarlierDialog(self._window.theme, memory.object_title, found, self._window)
            self._earlier = dialog
            dialog.finished.connect(self._earlier_closed)
            dialog.wanted.connect(lambda text: self._bring_back(memory.id, text))
            dialog.show()

        self._library.ask(
            EarlierTexts(memory.id),
            show,
            lambda error: self._failed(tr("The earlier texts could not be read"), error),
        )

    def _earlier_closed(self, _result: int) -> None:
        self._earlier = None

    def _bring_back(self, memory_id: str, text: str) -> None:
        """Open an earlier text to be kept; the present one becomes an earlier one then."""
        from palace.queries import EditablePage

        def begin(page: Editable | None) -> None:
            self._begin(page)
            if page is not None:
                self._editor.sheet.setPlainText(text)
                self._editor.state.setText(
                    tr("This is the earlier text; keep it to bring it back.")
                )

        self._library.ask(
            EditablePage(memory_id),
            begin,
            lambda error: self._failed(tr("This page cannot be changed"), error),
        )
