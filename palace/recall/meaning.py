"""Vectors of a palace: the index over them kept level with the database, and exact scores.

The database is the truth. The index is opened when it is first needed, caught up with the change
log before every answer, and thrown away without loss.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from palace.embedding import EmbedderClient, source_of
from palace.model.errors import EmbedderUnavailable
from palace.store import Reader
from palace.store.erasing import erased_since
from palace.store.keys import removed_keys, vector_blocks
from palace.store.log import last_change
from palace.store.spaces import current_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from palace.index import VectorIndex

SAVE_AFTER = 2000
"""Changes an opened index may be ahead of its file before closing writes it again."""


class Meaning:
    """What is near in meaning.

    Parameters
    ----------
    folder
        Where the index is kept.
    embedder
        Turns a query into a vector; None where there is none.
    """

    def __init__(self, folder: Path, embedder: EmbedderClient | None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._lock = threading.RLock()
        self._index: VectorIndex | None = None
        self._space: int | None = None
        self._saved = 0

    def align(self, reader: Reader) -> None:
        """Make the embedder ask for the model in use; another process may have changed it."""
        space = current_space(reader)
        embedder = self._embedder
        if space is not None and embedder is not None and embedder.space.hash != space["hash"]:
            embedder.use(source_of(dict(space)))

    def vector(self, reader: Reader, text: str, wait: float) -> NDArray[np.float32] | None:
        """Return the unit vector of a query, or None where the model does not answer in time.

        Parameters
        ----------
        wait
            Seconds to wait for a model that wakes up; 0 asks only one that is awake.
        """
        return self.vector_soon(reader, text, wait)()

    def vector_soon(
        self, reader: Reader, text: str, wait: float
    ) -> Callable[[], NDArray[np.float32] | None]:
        """Ask for a query's vector and go on; what is returned waits for it and returns it.

        It is another process that works at it, so there is time for something else meanwhile.
        """
        embedder = self._embedder
        if embedder is None or current_space(reader) is None:
            return lambda: None  # nothing is embedded that could be near
        self.align(reader)  # here, for a reader belongs to its thread
        answer: Future[NDArray[np.float32] | None] = Future()

        def ask() -> None:
            try:
                answer.set_result(_vector(embedder, text, wait))
            except BaseException as error:  # raised where it is waited for
                answer.set_exception(error)

        threading.Thread(target=ask, name="palace-query-vector", daemon=True).start()
        return answer.result

    def nearest(
        self,
        reader: Reader,
        vector: NDArray[np.float32],
        limit: int,
        *,
        within: Sequence[int] | None = None,
    ) -> dict[int, float]:
        """Return key number → cosine of the nearest keys.

        Parameters
        ----------
        within
            Only among these keys, searched exactly.
        """
        with self._lock:
            index = self._fresh(reader)
            if index is None:
                return {}
            if within is not None:
                labels, cosines = index.knn_subset(within, vector, limit)
            else:
                rows, scores = index.knn(vector[None, :], limit)
                labels, cosines = rows[0], scores[0]
        return dict(zip(labels.tolist(), cosines.tolist(), strict=True))

    def cosines(
        self, reader: Reader, vector: NDArray[np.float32], keys: Collection[int]
    ) -> dict[int, float]:
        """Return the exact cosine of keys that have a vector."""
        if not keys:
            return {}
        return self.nearest(reader, vector, len(keys), within=sorted(keys))

    def kind(self, reader: Reader) -> str:
        """Return what would answer: "hnsw", "exact", or "none" where nothing is embedded.

        An index that is not open yet is not opened for that.
        """
        space = current_space(reader)
        if space is None:
            return "none"
        with self._lock:
            if self._index is not None and self._space == space["id"]:
                return self._index.kind
        from palace.index import kept_kind

        return kept_kind(self._folder, space["hash"][:12])

    def open(self, reader: Reader) -> None:
        """Open the index and bring it level, so that nobody waits for it later."""
        with self._lock:
            self._fresh(reader)

    def prepare(self, reader: Reader, cancelled: Callable[[], bool]) -> None:
        """Bring the index level, build its graph where that pays, and keep it.

        Minutes for a large palace, so for a process that nobody waits for.
        """
        with self._lock:
            index = self._fresh(reader)
        if index is not None:
            if index.needs_build:
                index.build(cancelled=cancelled)
            index.save()
            self._saved = index.stamp

    def close(self) -> None:
        """Keep an index that is well ahead of its file; failing to is no loss."""
        with self._lock:
            if self._index is not None and self._index.stamp - self._saved > SAVE_AFTER:
                self._index.save()
            self._index = None

    def _fresh(self, reader: Reader) -> VectorIndex | None:
        """Return the index, level with what the reader sees; None where nothing is embedded."""
        space = current_space(reader)
        if space is None:
            return None
        seq = last_change(reader)
        if self._index is None or self._space != space["id"]:
            from palace.index import VectorIndex, forget_others

            # At most: an index ahead of the database belongs to another history (a backup).
            self._index = VectorIndex.open(
                self._folder, space["dim"], name=space["hash"][:12], at_most=seq
            )
            # Where another model came into use: what is erased must not stay in the old one's.
            forget_others(self._folder, keep=space["hash"][:12])
            self._space = space["id"]
            self._saved = self._index.stamp
        index = self._index
        if index.stamp < seq and erased_since(reader, index.stamp):
            # A graph only hides what is taken out of it.
            index.rebuild(vector_blocks(reader, space["id"], space["dim"]), seq)
            index.save()
            self._saved = seq
        elif index.needs_rebuild or index.stamp > seq:
            index.rebuild(vector_blocks(reader, space["id"], space["dim"]), seq)
        elif index.stamp < seq:
            since = index.stamp
            index.catch_up(
                seq,
                vector_blocks(reader, space["id"], space["dim"], since=since),
                removed_keys(reader, since),
            )
        return index


def _vector(embedder: EmbedderClient, text: str, wait: float) -> NDArray[np.float32] | None:
    if wait <= 0 and embedder.status().state != "ready":
        embedder.start_in_background()
        return None
    try:
        found: NDArray[np.float32] = embedder.embed([text], query=True, load_timeout=wait)[0]
    except EmbedderUnavailable:
        return None
    return found
