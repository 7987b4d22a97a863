"""What an importer is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from palace.model.drafts import DraftItem, Unreadable


@dataclass(frozen=True, slots=True)
class About:
    """What an importer says of its format to people: one line each of `palace formats`.

    Parameters
    ----------
    product
        The program or format by its own name: ``"ChatGPT"``.
    reads
        What it recognises: files, folders, archives.
    export
        How a person gets these out of the product; for files that lie there anyway, where.
    becomes
        What an item is, and what it is cut into.
    limits
        What of it is not read, in one sentence; empty where nothing is left out.
    """

    product: str
    reads: str
    export: str
    becomes: str
    limits: str = ""


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
        """The format's name for people, with its article: ``"a ChatGPT export"``."""
        ...

    @property
    def about(self) -> About:
        """What it recognises, and how one exports it."""
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


@runtime_checkable
class HoldsPlaces(Protocol):
    """An importer whose items stood in a palace before."""

    def places(self, path: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return table → rows of `palace.model.exported.PLACES`; read after the items.

        Raises
        ------
        PalaceError
            They are damaged; the sentence says so.
        """
        ...
