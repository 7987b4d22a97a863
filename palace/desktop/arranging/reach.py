"""What is to be found no more: put out of reach, held back for a secret, or erased."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from palace.desktop.arranging.dialogs import short, sure_to_erase
from palace.desktop.arranging.held import HeldDialog
from palace.desktop.arranging.listing import Listing
from palace.desktop.arranging.spring import SpringDialog
from palace.desktop.tr import tr
from palace.ops import EraseMemory, EraseObject, ReleaseSecrets, SetReach
from palace.queries import OutOfReach, Secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow
    from palace.scene.view import PalaceView


class ReachDesk(QObject):
    """Takes things out of reach, lets them back, and erases them once the person is sure.

    Parameters
    ----------
    read
        Opens an object in the reader.
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
        undo: Callable[[], None],
        failed: Callable[[str, Exception], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._library = window, view, library
        self._read, self._undo, self._failed = read, undo, failed
        self._spring = Listing(
            library,
            make=self._make_spring,
            query=OutOfReach,
            fill=SpringDialog.show_things,
            failed=partial(failed, tr("What is out of reach could not be read")),
        )
        self._held = Listing(
            library,
            make=self._make_held,
            query=Secrets,
            fill=HeldDialog.show_pages,
            failed=partial(failed, tr("What is held back could not be read")),
        )
        window.reader.away_wanted.connect(self.put_away_read)

    def _tell(self, sentence: str) -> None:
        self._window.toast.say(sentence, tr("Undo"), self._undo)

    # --- out of reach ---------------------------------------------------------------------

    def put_away_read(self) -> None:
        """Put what is read out of reach."""
        reading = self._window.reader.reading
        if reading is not None:
            self.put_away(reading.memory.object_id, reading.memory.object_title)

    def put_away(self, object_id: str, title: str) -> None:
        """Put an object out of reach; its place waits for it."""

        def done(changed: Sequence[str]) -> None:
            reading = self._window.reader.reading
            if reading is not None and reading.memory.object_id == object_id:
                self._window.reader.clear()
                self._view.select(None)
            if changed:
                self._tell(
                    tr("“{title}” is out of reach; its place waits for it.", title=short(title))
                )
            self._spring.refresh()

        self._library.change(
            SetReach([object_id], "lethe"),
            done,
            partial(self._failed, tr("This could not be put out of reach")),
        )

    def spring(self) -> None:
        """Show what is out of reach, and let it come back."""
        self._spring.open()

    def _make_spring(self) -> SpringDialog:
        dialog = SpringDialog(self._window.theme, self._window)
        dialog.back_wanted.connect(self._bring_back)
        dialog.read_wanted.connect(self._read)
        return dialog

    def _bring_back(self, object_id: str) -> None:
        def done(changed: Sequence[str]) -> None:
            if changed:
                self._tell(tr("It is back at its place."))
            self._spring.refresh()

        self._library.change(
            SetReach([object_id], "here"),
            done,
            partial(self._failed, tr("This could not be brought back")),
        )

    # --- held back ------------------------------------------------------------------------

    def held(self) -> None:
        """Show what is held back for a secret in it, and let the person decide."""
        self._held.open()

    def _make_held(self) -> HeldDialog:
        dialog = HeldDialog(self._window.theme, self._window)
        dialog.release_wanted.connect(self._release)
        dialog.erase_wanted.connect(self._erase_page)
        dialog.read_wanted.connect(self._read)
        return dialog

    def _release(self, memory_id: str) -> None:
        def done(_released: object) -> None:
            self._tell(tr("It can be found now."))
            self._held.refresh()

        self._library.change(
            ReleaseSecrets([memory_id]),
            done,
            partial(self._failed, tr("This could not be released")),
        )

    # --- erasing --------------------------------------------------------------------------

    def _erase_page(self, memory_id: str) -> None:
        def done(_erased: object) -> None:
            self._window.toast.say(tr("The page is erased."))
            self._held.refresh()

        if sure_to_erase(
            self._held.dialog or self._window,
            tr("Erase this page for good?"),
            tr(
                "Its text and what it was before are removed from this palace; the rest of its "
                "note or chat stays. The file it came from still holds it. This cannot be undone."
            ),
        ):
            self._library.change(
                EraseMemory(memory_id), done, partial(self._failed, tr("This could not be erased"))
            )

    def erase_read(self) -> None:
        """Erase what is read, once the person is sure."""
        reading = self._window.reader.reading
        if reading is not None:
            self.erase(reading.memory.object_id, reading.memory.object_title)

    def erase(self, object_id: str, title: str) -> None:
        """Erase an object, once the person is sure; the one thing that undo does not take back."""
        if sure_to_erase(
            self._window,
            tr("Erase “{title}” for good?", title=short(title)),
            tr(
                "Its text, what it was before, its words and its place are removed from this "
                "palace, and importing its source again does not bring it back. The file it came "
                "from is not touched. This cannot be undone."
            ),
        ):
            self._library.change(
                EraseObject(object_id),
                lambda _erased: self._window.toast.say(
                    tr("“{title}” is erased.", title=short(title))
                ),
                partial(self._failed, tr("This could not be erased")),
            )
