"""Keep what the model made of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from palace.embedding import SpaceSpec
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.keys import PendingKey, write_vectors
from palace.store.spaces import add_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class StoreVectors(Operation[int]):
    """Keep vectors; those whose text has changed meanwhile are dropped.

    Parameters
    ----------
    space
        The model they come from.
    keys, vectors
        In the same order; vectors of shape (n, dim), unit length.
    """

    kind: ClassVar[str] = "store_vectors"

    space: SpaceSpec
    keys: Sequence[PendingKey] = field(repr=False)
    vectors: NDArray[np.float32] = field(repr=False)

    def apply(self, tx: Transaction) -> int:
        """Write them and return how many were kept."""
        spec = self.space
        space = add_space(tx, spec.model, spec.hash, spec.dim, spec.backend)
        return write_vectors(tx, space, self.keys, self.vectors) if self.keys else 0
