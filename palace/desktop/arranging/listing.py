"""A dialog that lists what a query finds: there once, and read anew after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from palace.desktop.library import Library
    from palace.queries.query import Query

Shown = TypeVar("Shown", bound="QDialog")
Answer = TypeVar("Answer")


class Listing(Generic[Shown, Answer]):
    """One such dialog, open or not.

    Parameters
    ----------
    library
        What is asked.
    make
        Makes the dialog, connected but not shown; it deletes itself when it is closed.
    query
        Makes the question.
    fill
        Shows the answer in the dialog.
    failed
        Told when there is no answer.
    """

    def __init__(
        self,
        library: Library,
        *,
        make: Callable[[], Shown],
        query: Callable[[], Query[Answer]],
        fill: Callable[[Shown, Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._library = library
        self._make, self._query, self._fill, self._failed = make, query, fill, failed
        self.dialog: Shown | None = None

    def open(self) -> None:
        """Show the dialog, or bring it to the front where it is open, and read it."""
        if self.dialog is None:
            self.dialog = self._make()
            self.dialog.finished.connect(self._closed)
            self.dialog.show()
        self.dialog.raise_()
        self.refresh()

    def refresh(self) -> None:
        """Read it anew where it is open."""
        if self.dialog is not None:
            self._library.ask(self._query(), self._show, self._failed)

    def _show(self, answer: Answer) -> None:
        # It may have been closed while the answer was sought.
        if self.dialog is not None:
            self._fill(self.dialog, answer)

    def _closed(self, _result: int) -> None:
        self.dialog = None
