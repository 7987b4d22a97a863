"""How long a keystroke takes until its results are there, the query's embedding included.

    python -m benchmarks.search [--objects 10000] [--queries 300] [--json]

Beside it, in the same run and on the same palace: the parts alone (embedding a query, bare FTS5,
bare k-nearest-neighbours), and the limit of 100 ms.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.palaces import make_palace, sentences
from palace.embedding import EmbedderClient
from palace.queries import Search
from palace.recall.words import WordQuery, word_scores
from palace.session import Session

LIMIT_MS = 100.0


def queries(count: int, seed: int = 1) -> list[str]:
    """Return two or three words of sentences, the last one cut as while typing."""
    rng = random.Random(seed)
    pool = sentences()
    made = []
    for _ in range(count):
        words = rng.choice(pool).split()
        start = rng.randrange(max(1, len(words) - 3))
        text = " ".join(words[start : start + rng.choice((2, 3))])
        made.append(text[: -rng.choice((0, 1, 2))] if len(text) > 6 else text)
    return [text for text in made if text.strip()]


def spread(seconds: list[float]) -> dict[str, float]:
    """Return p50, p95 and the maximum in milliseconds."""
    values = np.array(seconds) * 1000
    return {
        "p50": float(np.percentile(values, 50)),
        "p95": float(np.percentile(values, 95)),
        "max": float(values.max()),
    }


def measure(objects: int, count: int, folder: Path) -> dict[str, dict[str, float]]:
    """Return the spread of each row."""
    make_palace(folder, objects)
    embedder = EmbedderClient()
    rows: dict[str, list[float]] = {}

    def timed(row: str, call: Callable[..., object], *arguments: object) -> None:
        start = time.perf_counter()
        call(*arguments)
        rows.setdefault(row, []).append(time.perf_counter() - start)

    try:
        embedder.embed(["awake"])
        with Session(folder, embedder=embedder) as session:
            meaning, reader = session._meaning, session._store.reader()
            texts = queries(count)
            for text in texts[:20]:
                session.ask(Search(text, typing=True, wait=60))
            for text in texts:
                timed("search, as typed", session.ask, Search(text, typing=True, wait=60))
                timed("  the query's embedding alone", embedder.embed, [text])
                vector = embedder.embed([text])[0]
                timed("  bare k-nearest-neighbours", meaning.nearest, reader, vector, 200)
                query = WordQuery.parse(text, typing=True)
                timed("  bare FTS5", word_scores, reader, query)
    finally:
        embedder.close()
    return {row: spread(seconds) for row, seconds in rows.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep the made palace here")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "palace"
        found = measure(options.objects, options.queries, folder)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{options.objects} objects, {options.queries} queries; milliseconds")
    for row, values in found.items():
        print(
            f"{row:34} p50 {values['p50']:7.1f}  p95 {values['p95']:7.1f}  max {values['max']:7.1f}"
        )
    p95 = found["search, as typed"]["p95"]
    print(f"p95 / limit of {LIMIT_MS:.0f} ms: {p95 / LIMIT_MS:.2f}")


if __name__ == "__main__":
    main()
