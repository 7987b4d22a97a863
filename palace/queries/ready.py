"""Being ready for the first search: what it needs is fetched before somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from palace.queries.query import Context, Query
from palace.recall.dating import learn

_READ = (
    "SELECT sum(length(text)) FROM memory",
    "SELECT count(text_hash) FROM key",
    "SELECT count(content_hash) FROM object",
    "SELECT count(id) FROM memory INDEXED BY sqlite_autoindex_memory_1",
    "SELECT count(id) FROM object INDEXED BY sqlite_autoindex_object_1",
    "SELECT count(object_id) FROM memory INDEXED BY memory_object",
    "SELECT count(block) FROM words_data",
    "SELECT count(c0) FROM words_content",
)
"""What a search touches here and there, each read once from end to end: a disk is many times
quicker at that. A quarter of a gigabyte with a hundred thousand objects."""


@dataclass(frozen=True)
class GetReady(Query[None]):
    """Open the index, learn the words for times, and have the system read what is searched.

    It changes nothing, and a search without it finds the same, only the first ones later.
    """

    def answer(self, context: Context) -> None:
        """Return when all is there."""
        context.meaning.open(context.reader)
        context.check()
        learn(context.now)
        for sql in _READ:
            context.check()
            context.reader.value(sql)
