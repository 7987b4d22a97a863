"""What a query is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from palace.recall.meaning import Meaning
from palace.store import Reader

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a query may look at.

    Parameters
    ----------
    reader
        The database, read only.
    meaning
        Vectors and their index.
    cancelled
        Whether the answer is still wanted.
    now
        What "last week" counts from, seconds since 1970.
    """

    reader: Reader
    meaning: Meaning
    cancelled: Callable[[], bool]
    now: float

    def check(self) -> None:
        """Stop when nobody waits any more.

        Raises
        ------
        Cancelled
        """
        if self.cancelled():
            raise Cancelled


class Query(ABC, Generic[T]):
    """A question to a palace; it never writes. A subclass is a frozen dataclass."""

    @abstractmethod
    def answer(self, context: Context) -> T:
        """Return the answer."""
