"""Follow a folder, so that what changes there comes in by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.watching import set_watched


@dataclass(frozen=True)
class SetWatched(Operation[list[str]]):
    """Follow paths from now on, or no longer; nothing of what came from there changes.

    It is a setting and has no inverse: the same the other way takes it back.

    Parameters
    ----------
    paths
        Absolute.
    on
        False lets them be.
    """

    kind: ClassVar[str] = "set_watched"

    paths: tuple[str, ...]
    on: bool = True

    @property
    def title(self) -> str:
        """What it does."""
        return f"{'Follow' if self.on else 'No longer follow'} {', '.join(self.paths)}"

    def apply(self, tx: Transaction) -> list[str]:
        """Do it and return the paths for which it was not so."""
        return [path for path in self.paths if set_watched(tx, path, self.on)]
