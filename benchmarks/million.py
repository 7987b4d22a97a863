"""The index at a million keys: memory, build time, recall, and what other ways would do.

    python -m benchmarks.million [--keys 1000000] [--queries 300] [--threads 2] [--json]

The vectors are grown from real ones (turns of chats, passages of notes; each on the way to one of
its ten neighbours and a little beside it), the questions are real ones about the chats. Ours is
`palace.index.VectorIndex` as it ships. Beside it, on the same vectors: exact search in one matrix
of float32, float16 and int8 (one scale a vector), and a *router*: rooms of about 22 keys that lie
together (kinder than a palace's, which were not made for it), of which those whose mean is nearest
are searched exactly. It is trained on nothing but those means. It would be taken into use if it
lost at most .005 of recall@10 and were faster. Needs about 6 GB and a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.material import embedded, locomo, vault_passages
from benchmarks.search import spread
from palace.embedding import EmbedderClient
from palace.index import VectorIndex

SHARED = Path(
    os.environ.get("PALACE_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
DIM = 384
BLOCK = 40_000
"""Vectors made at once."""
BESIDE = 0.35
"""How far a vector lies beside its way, as the length of what is added."""
ROOM = 22
"""Keys of a room."""
ROUTED = (8, 32, 128, 512)
"""Rooms that the router searches."""


def resident() -> float:
    """Return the gigabytes this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e9


class Grown:
    """As many vectors as wanted, grown from real ones: on the way to a neighbour, and beside it.

    Parameters
    ----------
    base
        Real unit vectors, shape (n, dim).
    keys
        How many are wanted.
    """

    def __init__(self, base: NDArray[np.float32], keys: int) -> None:
        self.base, self.keys = base, keys
        self.each = -(-keys // len(base))
        self.near = np.argsort(-(base @ base.T), axis=1)[:, 1:11]

    def blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield labels and vectors; those of one base vector follow one another."""
        for start in range(0, self.keys, BLOCK):
            labels = np.arange(start, min(start + BLOCK, self.keys))
            chance = np.random.default_rng(start)
            own = labels // self.each
            other = self.near[own, chance.integers(10, size=len(own))]
            way = chance.uniform(0, 0.6, size=(len(own), 1)).astype(np.float32)
            vectors = self.base[own] * (1 - way) + self.base[other] * way
            vectors += BESIDE / np.sqrt(DIM) * chance.standard_normal(vectors.shape, np.float32)
            yield labels, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def rooms(self, vectors: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return the room of each key: those of one base vector, parted along their long axis."""
        room = np.empty(self.keys, np.int64)
        used = 0
        for start in range(0, self.keys, self.each):
            rows = np.arange(start, min(start + self.each, self.keys))
            middle = vectors[rows] - vectors[rows].mean(0)
            axis = np.linalg.svd(middle, full_matrices=False)[2][0]
            for part in np.array_split(rows[np.argsort(middle @ axis)], -(-len(rows) // ROOM)):
                room[part] = used
                used += 1
        return room


def material() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return real vectors (turns of chats, passages of notes) and real questions."""
    turns = embedded("turns", *locomo(SHARED / "locomo-dev.json", 1))
    passages = embedded("passages", *vault_passages(SHARED / "vault"))
    base = np.array([entry.vector for entry in (*turns, *passages)], np.float32)
    asked = [
        question["question"]
        for sample in json.loads((SHARED / "locomo-dev.json").read_text("utf-8"))
        for question in sample["qa"]
    ]
    with EmbedderClient() as embedder:
        return base, embedder.embed(asked[::3], query=True)


def recall(found: list[NDArray[np.int64]], truth: NDArray[np.int64]) -> float:
    """Return the share of the true ten that is found."""
    shares = [
        len(set(f[:10].tolist()) & set(t.tolist())) / 10 for f, t in zip(found, truth, strict=True)
    ]
    return float(np.mean(shares))


def each(
    queries: NDArray[np.float32], search: Callable[[NDArray[np.float32]], NDArray[np.int64]]
) -> tuple[list[NDArray[np.int64]], dict[str, float]]:
    """Search one by one and return what was found, and the spread of the times."""
    found, times = [], []
    for query in queries:
        begun = time.perf_counter()
        found.append(search(query))
        times.append(time.perf_counter() - begun)
    return found, spread(times)


def top(scores: NDArray[np.float32], k: int = 10) -> NDArray[np.int64]:
    """Return the places of the k best, best first."""
    best = np.argpartition(-scores, min(k, len(scores) - 1))[:k]
    order: NDArray[np.int64] = best[np.argsort(-scores[best])]
    return order


def scanned(
    stored: NDArray[Any], scales: NDArray[np.float32] | None, query: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return the ten nearest of a narrow matrix, widened a block at a time."""
    scores = np.empty(len(stored), np.float32)
    for start in range(0, len(stored), 8192):
        part = stored[start : start + 8192].astype(np.float32)
        scores[start : start + 8192] = part @ query
    if scales is not None:
        scores *= scales
    return top(scores)


def measure(keys: int, count: int, threads: int) -> dict[str, Any]:
    """Return every row."""
    base, questions = material()
    queries = questions[:count]
    grown = Grown(base, keys)
    before = resident()
    found: dict[str, Any] = {"keys": keys, "rows": {}}
    with tempfile.TemporaryDirectory() as scratch:
        index = VectorIndex(Path(scratch), DIM, name="0" * 12, threads=threads)
        begun = time.perf_counter()
        index.rebuild(grown.blocks(), 1)
        found["filled in s"] = time.perf_counter() - begun
        found["matrix alone, GB"] = resident() - before
        exact = index._exact
        everything = exact.vectors
        truth = np.stack([top(everything @ query) for query in queries])
        rows = found["rows"]
        _, times = each(queries, lambda q: top(everything @ q))
        rows["exact, float32"] = {"recall": 1.0, "GB": everything.nbytes / 1e9, **times}
        for name, stored, scales in narrow(everything):
            got, times = each(queries[:50], lambda q, s=stored, c=scales: scanned(s, c, q))  # type: ignore[misc]
            rows[f"exact, {name}"] = {
                "recall": recall(got, truth[:50]),
                "GB": stored.nbytes / 1e9,
                **times,
            }
        room = grown.rooms(everything)
        order = np.argsort(room, kind="stable")
        starts = np.searchsorted(room[order], np.arange(room.max() + 2))
        means = np.add.reduceat(everything[order], starts[:-1], axis=0)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        for many in ROUTED:

            def routed(query: NDArray[np.float32], many: int = many) -> NDArray[np.int64]:
                chosen = top(means @ query, many)
                inside = np.concatenate([order[starts[r] : starts[r + 1]] for r in chosen])
                return inside[top(everything[inside] @ query)]

            got, times = each(queries, routed)
            rows[f"router, {many} rooms"] = {
                "recall": recall(got, truth),
                "GB": means.nbytes / 1e9,
                **times,
            }
        print("building the graph", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        index.build()
        found["graph in s"] = time.perf_counter() - begun
        found["with the graph, GB"] = resident() - before
        got, times = each(queries, lambda q: index.knn(q[None], 10)[0][0])
        rows["ours"] = {"recall": recall(got, truth), "GB": found["with the graph, GB"], **times}
        begun = time.perf_counter()
        index.save()
        found["saved in s"] = time.perf_counter() - begun
        found["on disk, GB"] = sum(path.stat().st_size for path in Path(scratch).iterdir()) / 1e9
        begun = time.perf_counter()
        VectorIndex.open(Path(scratch), DIM, name="0" * 12)
        found["opened in s"] = time.perf_counter() - begun
    return found


def narrow(
    vectors: NDArray[np.float32],
) -> Iterator[tuple[str, NDArray[Any], NDArray[np.float32] | None]]:
    """Yield the vectors in two narrower forms."""
    yield "float16", vectors.astype(np.float16), None
    scales = np.abs(vectors).max(axis=1) / 127
    small = np.empty(vectors.shape, np.int8)
    for start in range(0, len(vectors), BLOCK):
        part = slice(start, start + BLOCK)
        small[part] = np.round(vectors[part] / scales[part, None])
    yield "int8", small, scales


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.keys, options.queries, options.threads)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        if name != "rows":
            print(f"{name}: {value:,.1f}" if isinstance(value, float) else f"{name}: {value:,}")
    print(f"{'':22}{'recall@10':>10}{'GB':>8}{'p50 ms':>9}{'p95 ms':>9}")
    for name, row in found["rows"].items():
        print(f"{name:22}{row['recall']:10.3f}{row['GB']:8.2f}{row['p50']:9.2f}{row['p95']:9.2f}")


if __name__ == "__main__":
    main()
