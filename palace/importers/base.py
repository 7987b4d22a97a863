"""What an importer is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from palace.model.drafts import DraftItem, Unreadable


@runtime_checkable
class Importer(Protocol):
    """Reads one format and yields its items as drafts.

    An importer streams: it holds one item at a time. It trusts nothing it reads, and one bad
    item never stops the others.
    """

    @property
    def kind(self) -> str:
        """The format's short name, stored as the kind of a source: ``"markdown"``."""
        ...

    @property
    def title(self) -> str:
        """The format's name for people."""
        ...

    def recognise(self, path: Path) -> float:
        """Return how sure it is that this is its format, 0 to 1.

        Looks at names and at the first bytes only, and never raises on bad input.
        """
        ...

    def count(self, path: Path) -> int | None:
        """Return about how many items there are, for showing progress; None if unknown."""
        ...

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the items lazily, in an order that is the same each time.

        What cannot be read is yielded as `Unreadable`.

        Raises
        ------
        PalaceError
            Nothing at all can be read there.
        """
        ...

    def source_uri(self, path: Path) -> str:
        """Return what identifies the source, so that importing again finds it again."""
        ...

    def whole(self, path: Path) -> bool:
        """Return whether a path holds all there is of its source.

        Only then is an item that is not met again marked as missing.
        """
        ...
