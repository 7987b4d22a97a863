"""Keys a second, end to end, beside bare sentence-transformers on the same keys.

    python -m benchmarks.importing [--notes 500] [--rounds 3] [--json]

The peer encodes exactly the texts that the import embedded, in one call (which sorts by length),
in fp32 and in bfloat16 where the processor has it. Starting processes and loading the model are
left out on both sides.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.palaces import items
from palace import layout
from palace.embedding import DEFAULT_MODEL, EmbedderClient
from palace.jobs import import_paths
from palace.queries.entries import Entries
from palace.session import Session

PEER = """
import json, os, sys, time
# Placed like the embedder (a session of its own, as polite), or the scheduler is measured.
os.setsid(); os.nice(max(0, 5 - os.nice(0)))
os.environ.update(OMP_NUM_THREADS="2", OMP_WAIT_POLICY="PASSIVE")
import torch
from sentence_transformers import SentenceTransformer
folder, precision, texts = sys.argv[1], sys.argv[2], json.load(sys.stdin)
torch.set_num_threads(2)
model = SentenceTransformer(folder, device="cpu")
if precision == "bf16":
    model = model.to(torch.bfloat16)
model.encode(texts[:32], convert_to_numpy=False, convert_to_tensor=True)
start = time.perf_counter()
model.encode(texts, convert_to_tensor=True, batch_size=32)
print(time.perf_counter() - start)
"""


def write_notes(folder: Path, count: int) -> None:
    """Write made-up notes of about a hundred tokens as files."""
    folder.mkdir(parents=True)
    for number, item in enumerate(items(count)):
        text = item.objects[0].memories[0].text
        (folder / f"{number:05}.md").write_text(f"# {item.title}\n\n{text}\n", encoding="utf-8")


def peer(texts: list[str], precision: str) -> float:
    """Return the seconds bare sentence-transformers takes."""
    run = subprocess.run(
        [sys.executable, "-c", PEER, str(DEFAULT_MODEL.path()), precision],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout.split()[-1])


def measure(notes: int, rounds: int) -> dict[str, float]:
    """Return the figures, medians over rounds in which the sides take turns."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch, EmbedderClient() as embedder:
        folder = Path(scratch)
        # Both sides are warm: the peer has encoded a little before, we have imported a little.
        write_notes(folder / "few", 30)
        with Session(folder / "warm", create=True, embedder=embedder) as session:
            import_paths(session, [folder / "few"])
        precisions = ["fp32"] + ["bf16"] * (embedder.status().precision == "bf16")
        write_notes(folder / "notes", notes)
        for number in range(rounds):
            with Session(folder / str(number), create=True, embedder=embedder) as session:
                start = time.perf_counter()
                import_paths(session, [folder / "notes"])
                times.setdefault("ours", []).append(time.perf_counter() - start)
                rows = session._store.reader().rows("SELECT title, body FROM words")
                texts = [f"{row['title']}\n{row['body']}" for row in rows]
                entries = session.ask(Entries(DEFAULT_MODEL.space))
            start = time.perf_counter()
            layout.build(entries)
            times.setdefault("placing", []).append(time.perf_counter() - start)
            for precision in precisions:
                times.setdefault(f"bare {precision}", []).append(peer(texts, precision))
    rates = {row: [len(texts) / seconds for seconds in found] for row, found in times.items()}
    found = {
        "keys": float(len(texts)),
        "median characters a key": float(np.median([len(text) for text in texts])),
        "p95 characters a key": float(np.percentile([len(text) for text in texts], 95)),
    }
    for row, values in rates.items():
        found[f"{row}, a second: median"] = float(np.median(values))
        found[f"{row}, a second: least"] = min(values)
        found[f"{row}, a second: most"] = max(values)
    best = max(float(np.median(v)) for row, v in rates.items() if row.startswith("bare"))
    found["ours / best bare (at least 0.9)"] = float(np.median(rates["ours"])) / best
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.notes, options.rounds)
    if options.json:
        print(json.dumps(found))
        return
    for row, value in found.items():
        print(f"{row:36} {value:10.2f}")


if __name__ == "__main__":
    main()
