"""How long a recall takes as a palace grows, the query's embedding apart.

    python -m benchmarks.speed [--keys 10000 100000] [--queries 300] [--json]

Palaces of chats and notes with so many keys (words of the sample's sentences, vectors around
generated topics: embedding a hundred thousand texts takes an hour, and no timing here depends on
their values). Beside the whole recall (`palace.queries.Search`, ten hits) stand, in the same run
and on the same texts and vectors, bare hnswlib and bare FTS5 for ten; and the real embedding of
the same queries. The limit is 30 ms for 95 of 100 at 100,000 keys.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hnswlib
import numpy as np
from numpy.typing import NDArray

from benchmarks.palaces import sentences, topical_vectors
from benchmarks.search import spread
from palace.embedding import DEFAULT_MODEL, EmbedderClient
from palace.model.drafts import DraftItem, DraftMemory, DraftObject, MemoryKind, ObjectKind
from palace.ops import ImportItems, StoreVectors
from palace.queries import Search
from palace.queries.pending import PendingKeys
from palace.recall.words import WordQuery
from palace.session import Session

LIMIT_MS = 30.0
PARTS = 5
"""Exchanges of a chat; every third object is a note of one part."""
CHUNK = 100


class Ready:
    """An embedder that knows each query's vector already."""

    space = DEFAULT_MODEL.space

    def __init__(self, texts: Sequence[str]) -> None:
        vectors = topical_vectors(len(texts), self.space.dim, seed=7)
        self.known = dict(zip(texts, vectors, strict=True))

    def embed(self, texts: Sequence[str], **_: Any) -> NDArray[np.float32]:
        """Return the vectors."""
        return np.stack([self.known[text] for text in texts])

    def status(self) -> SimpleNamespace:
        """Say that it is awake."""
        return SimpleNamespace(state="ready")


def items(keys: int) -> list[DraftItem]:
    """Return made-up chats and notes that come to about so many keys."""
    generator = random.Random(0)
    pool = sentences()
    made, total = [], 0
    while total < keys:
        number = len(made)
        parts = 1 if number % 3 == 0 else PARTS
        texts = [" ".join(generator.sample(pool, generator.randint(2, 7))) for _ in range(parts)]
        title = " ".join(texts[0].split()[:6])
        kind, part = (
            (ObjectKind.NOTE, MemoryKind.SECTION)
            if parts == 1
            else (ObjectKind.TOPIC, MemoryKind.EXCHANGE)
        )
        memories = tuple(
            DraftMemory(part, text, "", str(place)) for place, text in enumerate(texts)
        )
        made.append(
            DraftItem(
                f"{number:06}",
                title,
                f"{number:06}",
                hashlib.sha256(title.encode()).hexdigest(),
                (DraftObject(kind, title, "", memories),),
            )
        )
        total += parts
    return made


def make(folder: Path, keys: int) -> None:
    """Make a palace of so many keys, with its vectors, without places."""
    space = DEFAULT_MODEL.space
    with Session(folder, create=True) as session:
        made = items(keys)
        for start in range(0, len(made), CHUNK):
            session.run(ImportItems.of("chatgpt", "made", made[start : start + CHUNK], "made"))
        for openings in (True, False):
            while waiting := session.ask(PendingKeys(space, openings, 0, 4096)):
                vectors = topical_vectors(len(waiting), space.dim, waiting[0].id)
                session.run(StoreVectors(space, waiting, vectors))


def measure(keys: int, count: int, folder: Path) -> dict[str, Any]:
    """Return the spread of each row in milliseconds."""
    _tell(f"making a palace of {keys} keys")
    make(folder, keys)
    generator = random.Random(1)
    pool = [text for text in sentences() if len(text.split()) > 6]
    texts = []
    for _ in range(count):
        words = generator.choice(pool).split()
        texts.append(" ".join(generator.sample(words, generator.randint(2, 5))))
    embedder = Ready(texts)
    rows: dict[str, list[float]] = {}

    def timed(row: str, call: Callable[[], object]) -> None:
        begun = time.perf_counter()
        call()
        rows.setdefault(row, []).append(time.perf_counter() - begun)

    with Session(folder, embedder=embedder) as session:  # type: ignore[arg-type]
        _tell("building the index")
        begun = time.perf_counter()
        session.prepare()
        built = time.perf_counter() - begun
        reader = session._store.reader()
        graph, words = _bare_graph(reader), _bare_words(reader)
        total = int(reader.value("SELECT count(*) FROM key"))
        for text in texts[:20]:
            session.ask(Search(text))
        for text in texts:
            vector = embedder.known[text]
            match = WordQuery.parse(text).match
            timed("recall", lambda text=text: session.ask(Search(text)))  # type: ignore[misc]
            timed("bare hnswlib", lambda v=vector: graph.knn_query(v[None], 10))  # type: ignore[misc]
            timed(
                "bare FTS5",
                lambda match=match: words.execute(  # type: ignore[misc]
                    "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (match,)
                ).fetchall(),
            )
    real = EmbedderClient()
    try:
        real.embed(["awake"])
        for text in texts[:100]:
            timed("embedding a query", lambda text=text: real.embed([text]))  # type: ignore[misc]
    finally:
        real.close()
    return {
        "keys": total,
        "index": built,
        "rows": {row: spread(seconds) for row, seconds in rows.items()},
    }


def _bare_graph(reader: Any) -> hnswlib.Index:
    vectors = np.stack(
        [np.frombuffer(row["vector"], "<f4") for row in reader.rows("SELECT vector FROM embedding")]
    )
    graph = hnswlib.Index("ip", vectors.shape[1])
    graph.init_index(len(vectors), M=16, ef_construction=200)
    graph.add_items(vectors)
    graph.set_ef(64)
    return graph


def _bare_words(reader: Any) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (title, body, tokenize = 'porter unicode61')")
    base.executemany(
        "INSERT INTO t VALUES (?, ?)",
        [(row["title"], row["body"]) for row in reader.rows("SELECT title, body FROM words")],
    )
    return base


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = []
    for keys in options.keys:
        with tempfile.TemporaryDirectory() as scratch:
            found.append(measure(keys, options.queries, Path(scratch) / "palace"))
    if options.json:
        print(json.dumps(found))
        return
    for result in found:
        print(f"{result['keys']} keys, index built in {result['index']:.0f} s; milliseconds")
        for row, values in result["rows"].items():
            print(
                f"  {row:20} p50 {values['p50']:7.1f}  p95 {values['p95']:7.1f}  "
                f"max {values['max']:7.1f}"
            )
        ours, rows = result["rows"]["recall"]["p95"], result["rows"]
        both = rows["bare hnswlib"]["p95"] + rows["bare FTS5"]["p95"]
        print(
            f"  p95 / both bare: {ours / both:.2f}; / limit of {LIMIT_MS:.0f} ms: "
            f"{ours / LIMIT_MS:.2f}"
        )


if __name__ == "__main__":
    main()
